//! Complimentary copies: each is its recipient's own, the body is the published edition, and a copy
//! that turns up somewhere says whose it was.

use crate::common;
use crate::common::tags;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use common::judging::{checked_by_epubcheck, checked_by_qpdf, judge, said, words};
use common::{Run, Sandbox, zip_entries};
use lopdf::{Document, Object};
use serde_json::Value;
use tags::{Tagged, follow};

const COPIES: &str = "out/2026-01/copies";
const PDF: &str = "out/2026-01/small-2026-01.pdf";
const EPUB: &str = "out/2026-01/small-2026-01.epub";

/// A small issue that is built, with a list of recipients.
fn built(list: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("issues/recipients.yml", list);
    let run = sandbox.build(&["--editions", "digital"]);
    assert_eq!(run.status, 0, "{}", run.err);
    sandbox
}

fn prepare(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    sandbox.run(&[&["deliver", "prepare", "--format", "json"], arguments].concat())
}

fn trace(sandbox: &Sandbox, file: &str, arguments: &[&str]) -> Run {
    sandbox.run(&[&["deliver", "trace", file, "--format", "json"], arguments].concat())
}

/// What the document element holds.
fn parts(pdf: &Tagged) -> Vec<&tags::Element> {
    let mut documents = pdf.root.children();
    let document = documents.next().expect("a document element");
    assert_eq!(document.role, "Document");
    assert!(documents.next().is_none(), "there is more than one document");
    document.children().collect()
}

fn entry<'a>(document: &'a Document, dict: &'a lopdf::Dictionary, key: &str) -> &'a Object {
    follow(document, dict.get(key.as_bytes()).unwrap_or_else(|_| panic!("no {key}")))
}

const LIST: &str = r#"passwords: {分管领导: lizhi-2026}
recipients:
  - {number: 1, name: 林样例, title: 同志, unit: 样例办公室, category: 相关部门}
  - {number: 2, name: 何样例, title: 代表, unit: 样例镇, category: 相关部门, format: epub}
  - {number: 3, name: 𬭚㙍, category: 相关部门}
  - {number: 4, name: 坏𲎯字, category: 相关部门}
  - {number: 5, name: "<b>\"引号\" & #eval(1)</b>", title: "{{x}} $y$ *粗*", unit: "\\ %名%", category: 相关部门}
  - {number: 6, name: "<b>\"引号\" & #eval(1)</b>", title: "{{x}} $y$ *粗*", unit: "\\ %名%", category: 相关部门, format: epub}
  - {number: 7, name: 领导样例, category: 分管领导}
  - {number: 8, name: 领导样例, category: 分管领导, format: epub, password: zhi-ji-de-8}
"#;

/// The list above in a small issue that is built, prepared once.
fn prepared() -> (Sandbox, Run) {
    let sandbox = Sandbox::new();
    sandbox.replace("issues/publication.yml", "scope: [分管领导]", "scope: [分管领导, 相关部门]");
    sandbox.write("issues/recipients.yml", LIST);
    let run = sandbox.build(&["--editions", "digital"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let run = prepare(&sandbox, &[]);
    (sandbox, run)
}

fn copy(sandbox: &Sandbox, name: &str) -> PathBuf {
    sandbox.path(&format!("{COPIES}/{name}"))
}

#[test]
fn everyone_gets_a_copy_and_one_who_fails_stops_nobody() {
    let (sandbox, run) = prepared();
    assert_eq!(run.status, 1, "{}", run.err);
    let report = run.report();
    assert_eq!((&report["failed"], &report["written"]), (&Value::from(1), &Value::from(7)));
    let finding = run.finding("copy-glyph");
    assert!(finding["message"].as_str().unwrap().contains("U+323AF"), "{finding}");
    assert_eq!(finding["line"], 6);
    let list: Vec<Value> =
        serde_json::from_str(&sandbox.read(&format!("{COPIES}/copies.json"))).unwrap();
    let files: Vec<&str> = list.iter().map(|copy| copy["file"].as_str().unwrap()).collect();
    let wanted =
        ["0001.pdf", "0002.epub", "0003.pdf", "0005.pdf", "0006.epub", "0007.pdf", "0008.zip"];
    assert_eq!(files, wanted);
    for entry in &list {
        let bytes = fs::read(copy(&sandbox, entry["file"].as_str().unwrap())).unwrap();
        assert_eq!(entry["bytes"], bytes.len());
        assert_eq!(entry["sha256"], neikan_base::hash::sha256(&bytes));
        assert_eq!(entry["protected"], entry["number"].as_u64() >= Some(7));
    }
    let text = sandbox.read(&format!("{COPIES}/copies.json"));
    assert!(!text.contains("样例") && !text.contains("@"), "the list names people");
    // Once more: nothing is written anew, and the list stays as it was.
    let again = prepare(&sandbox, &[]).report();
    assert_eq!((&again["written"], &again["kept"]), (&Value::from(0), &Value::from(7)));
    assert_eq!(text, sandbox.read(&format!("{COPIES}/copies.json")));
    // One record changes, one goes: one copy is new, one is gone.
    sandbox.replace("issues/recipients.yml", "林样例", "林新样");
    let text = sandbox.read("issues/recipients.yml");
    let kept: Vec<&str> = text.lines().filter(|line| !line.contains("number: 2,")).collect();
    sandbox.write("issues/recipients.yml", kept.join("\n"));
    let third = prepare(&sandbox, &[]).report();
    assert_eq!((&third["written"], &third["kept"]), (&Value::from(1), &Value::from(5)));
    assert!(!copy(&sandbox, "0002.epub").exists());
}

#[test]
fn a_pdf_copy_is_the_edition_and_a_tagged_leaf_after_the_cover() {
    let (sandbox, _) = prepared();
    let edition = fs::read(sandbox.path(PDF)).unwrap();
    let before = Tagged::load(&sandbox.path(PDF));
    for (name, whose) in [
        ("0001.pdf", ["林样例", "同志", "样例办公室", "SMALL-2026-01-0001"]),
        ("0003.pdf", ["𬭚㙍", "惠存", "敬赠", "SMALL-2026-01-0003"]),
        ("0005.pdf", ["<b>\"引号\"&#eval(1)</b>", "{{x}}$y$*粗*", "\\%名%", "SMALL-2026-01-0005"]),
    ] {
        let path = copy(&sandbox, name);
        let bytes = fs::read(&path).unwrap();
        assert!(
            bytes.starts_with(&edition),
            "{name}: the bytes of the edition are not its beginning"
        );
        checked_by_qpdf(&path, &[]);
        if let Some(words) = words(&path, 2) {
            whose.iter().for_each(|part| assert!(words.contains(part), "{part} not in {words}"));
        }
        let pdf = Tagged::load(&path);
        assert_eq!(pdf.pages.len(), before.pages.len() + 1);
        assert!(pdf.loose.is_empty(), "{:?}", pdf.loose);
        // The leaf's tags: one part after those of the cover, with a heading of the first level.
        let parts = parts(&pdf);
        let at = parts.iter().position(|part| part.marks().iter().any(|mark| mark.0 == 1)).unwrap();
        assert!(parts[..at].iter().all(|part| part.marks().iter().all(|mark| mark.0 == 0)));
        assert_eq!(parts[at].role, "Sect");
        let roles: Vec<&str> = parts[at].all().iter().map(|part| part.role.as_str()).collect();
        assert!(roles.contains(&"H1"), "{roles:?}");
        let text: String = pdf.text_of(parts[at], &[]).split_whitespace().collect();
        assert!(text.contains(whose[0]) && text.contains(whose[3]), "{text}");
        // Every mark on the leaf is found again through the parent tree.
        let leaf = pdf.document.get_dictionary(pdf.pages[1]).unwrap();
        let number = leaf.get(b"StructParents").unwrap().as_i64().unwrap();
        let marks = pdf.parent(number).unwrap().as_array().unwrap().len();
        assert_eq!(marks, parts[at].marks().len());
        assert_eq!(parts.len(), self::parts(&before).len() + 1);
    }
}

#[test]
fn readers_show_the_same_pages_under_the_same_names() {
    let (sandbox, _) = prepared();
    let before = Document::load(sandbox.path(PDF)).unwrap();
    let after = Document::load(copy(&sandbox, "0001.pdf")).unwrap();
    let pages = |document: &Document| document.page_iter().collect::<Vec<_>>();
    let (old, new) = (pages(&before), pages(&after));
    assert_eq!([&new[..1], &new[2..]].concat(), old, "a page changed its place or its object");
    // Two pages side by side: with the leaf beside the cover the spreads stay what they were.
    let layout = |document: &Document| {
        document.catalog().unwrap().get(b"PageLayout").unwrap().as_name().unwrap().to_vec()
    };
    assert_eq!(
        (layout(&before), layout(&after)),
        (b"TwoPageRight".to_vec(), b"TwoPageLeft".to_vec())
    );
    for key in ["Outlines", "Names", "Lang", "ViewerPreferences", "OutputIntents"] {
        let value =
            |document: &Document| document.catalog().unwrap().get(key.as_bytes()).cloned().ok();
        assert_eq!(format!("{:?}", value(&before)), format!("{:?}", value(&after)), "{key}");
    }
    let labels = |document: &Document| {
        let catalog = document.catalog().unwrap();
        let labels = entry(document, catalog, "PageLabels").as_dict().unwrap();
        let list = entry(document, labels, "Nums").as_array().unwrap();
        list.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), format!("{:?}", pair[1]))).collect()
    };
    if before.catalog().unwrap().has(b"PageLabels") {
        let (old, new): (BTreeMap<i64, String>, BTreeMap<i64, String>) =
            (labels(&before), labels(&after));
        for (at, label) in old.iter().filter(|(at, _)| **at > 0) {
            assert_eq!(new.get(&(at + 1)), Some(label));
        }
        assert!(new.contains_key(&1));
    }
    let metadata = entry(&after, after.catalog().unwrap(), "Metadata").as_stream().unwrap();
    let metadata = String::from_utf8(metadata.get_plain_content().unwrap()).unwrap();
    assert!(metadata.contains("<dc:identifier>SMALL-2026-01-0001</dc:identifier>"), "{metadata}");
    assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "{metadata}");
    roxmltree::Document::parse(&metadata).unwrap();
    if let Some(output) =
        judge("pdffonts", &["-f", "2", "-l", "2", copy(&sandbox, "0001.pdf").to_str().unwrap()])
    {
        let text = said(&output);
        assert!(text.lines().skip(2).all(|line| line.contains("yes yes yes")), "{text}");
    }
}

#[test]
fn an_epub_copy_is_the_edition_and_one_more_page() {
    let (sandbox, _) = prepared();
    let edition = zip_entries(&fs::read(sandbox.path(EPUB)).unwrap());
    for (name, mark, words) in [
        ("0002.epub", "SMALL-2026-01-0002", "何样例"),
        ("0006.epub", "SMALL-2026-01-0006", "&lt;b&gt;&quot;引号&quot; &amp; #eval(1)&lt;/b&gt;"),
    ] {
        let path = copy(&sandbox, name);
        let bytes = fs::read(&path).unwrap();
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
        let book = zip_entries(&bytes);
        let leaf = String::from_utf8(book["EPUB/presentation.xhtml"].clone()).unwrap();
        assert!(leaf.contains(words) && leaf.contains(mark), "{leaf}");
        roxmltree::Document::parse_with_options(
            &leaf,
            roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() },
        )
        .unwrap();
        let package = String::from_utf8(book["EPUB/package.opf"].clone()).unwrap();
        let spine = &package[package.find("<spine").unwrap()..];
        let second = spine.match_indices("idref=\"").nth(1).unwrap().0;
        assert!(spine[second..].starts_with("idref=\"presentation\""), "{spine}");
        let rest = |book: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
            let own = ["EPUB/package.opf", "EPUB/presentation.xhtml"];
            book.clone().into_iter().filter(|(path, _)| !own.contains(&path.as_str())).collect()
        };
        assert_eq!(rest(&edition), rest(&book), "{name}");
        checked_by_epubcheck(&path);
    }
}

#[test]
fn a_password_opens_a_copy_and_nothing_else_does() {
    let (sandbox, _) = prepared();
    let path = copy(&sandbox, "0007.pdf");
    checked_by_qpdf(&path, &["--password=lizhi-2026"]);
    let name = path.to_str().unwrap();
    if let Some(output) = judge("pdfinfo", &["-upw", "lizhi-2026", name]) {
        assert!(said(&output).contains("algorithm:AES-256"), "{}", said(&output));
    }
    if let Some(output) = judge("pdfinfo", &["-upw", "falsch-2026", name]) {
        assert!(!output.status.success());
    }
    let options = lopdf::LoadOptions::with_password("lizhi-2026");
    let open = Document::load_with_options(&path, options).unwrap();
    let plain = Document::load(sandbox.path(PDF)).unwrap();
    let mut pages = open.page_iter().map(|page| open.get_page_content(page));
    for page in plain.page_iter() {
        let content = plain.get_page_content(page);
        assert!(pages.any(|other| other == content), "a page is not what was published");
    }
    let metadata = entry(&open, open.catalog().unwrap(), "Metadata").as_stream().unwrap();
    let metadata = String::from_utf8(metadata.get_plain_content().unwrap()).unwrap();
    assert!(!metadata.contains("<pdfaid:part>") && metadata.contains("<pdfuaid:part>"));
    // The EPUB lies in a zip, under a name that says nothing.
    let bytes = fs::read(copy(&sandbox, "0008.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<_> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, ["SMALL-2026-01-0008.epub"]);
    assert!(zip.by_index(0).is_err());
    assert!(zip.by_index_decrypt(0, b"lizhi-2026").is_err(), "a recipient's own password counts");
    let mut book = Vec::new();
    zip.by_index_decrypt(0, b"zhi-ji-de-8").unwrap().read_to_end(&mut book).unwrap();
    assert!(zip_entries(&book).contains_key("EPUB/presentation.xhtml"));
}

#[test]
fn made_passwords_are_for_the_owner_alone_and_hold() {
    let (sandbox, _) = prepared();
    let run = prepare(&sandbox, &["--generate-passwords", "--only", "1,相关部门"]);
    assert_eq!(run.report()["failed"], 1);
    let path = sandbox.path("out/2026-01/copies-passwords.csv");
    let table = fs::read_to_string(&path).unwrap();
    let rows: Vec<(&str, &str)> =
        table.lines().skip(1).map(|line| line.split_once(',').unwrap()).collect();
    assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(rows.iter().map(|row| row.1).collect::<BTreeSet<_>>().len(), 6);
    assert!(rows.iter().all(|row| row.1.len() == 19), "{table}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(&copy(&sandbox, "0001.pdf")), 0o600);
    }
    let password = format!("--password={}", rows[0].1);
    checked_by_qpdf(&copy(&sandbox, "0001.pdf"), &[&password]);
    assert!(copy(&sandbox, "0002.zip").exists() && !copy(&sandbox, "0002.epub").exists());
    // They hold when the copies are prepared again without being asked for.
    let again = prepare(&sandbox, &[]).report();
    assert_eq!((&again["written"], &again["kept"]), (&Value::from(0), &Value::from(7)));
    assert_eq!(table, fs::read_to_string(&path).unwrap());
    let said = run.out + &run.err;
    assert!(rows.iter().all(|row| !said.contains(row.1)), "a password was printed");
}

#[test]
fn a_copy_is_traced_by_what_is_left_of_it() {
    let (sandbox, _) = prepared();
    let ask = |file: &str, arguments: &[&str]| trace(&sandbox, file, arguments).report();
    let first = ask(&format!("{COPIES}/0001.pdf"), &[]);
    assert_eq!((&first["issue"], &first["number"]), (&"2026-01".into(), &1.into()));
    assert_eq!(first["sources"], serde_json::json!(["sum", "metadata", "leaf"]));
    assert_eq!((&first["body"], &first["recipient"]["name"]), (&"bytes".into(), &"林样例".into()));
    // Saved anew, without metadata.
    let mut stripped = Document::load(copy(&sandbox, "0001.pdf")).unwrap();
    stripped.trailer.remove(b"Info");
    stripped.catalog_mut().unwrap().remove(b"Metadata");
    stripped.prune_objects();
    stripped.save(sandbox.path("stripped.pdf")).unwrap();
    let found = ask("stripped.pdf", &[]);
    assert_eq!((&found["number"], &found["sources"]), (&1.into(), &serde_json::json!(["leaf"])));
    assert_eq!(found["body"], "pages");
    // Without its leaf.
    let mut bare = Document::load(copy(&sandbox, "0001.pdf")).unwrap();
    bare.delete_pages(&[2]);
    bare.save(sandbox.path("bare.pdf")).unwrap();
    assert_eq!(ask("bare.pdf", &[])["sources"], serde_json::json!(["metadata"]));
    // With a page that is not the published one.
    let mut forged = Document::load(copy(&sandbox, "0001.pdf")).unwrap();
    let page = forged.page_iter().nth(3).unwrap();
    forged.change_page_content(page, b"0 0 10 10 re f".to_vec()).unwrap();
    forged.save(sandbox.path("forged.pdf")).unwrap();
    assert_eq!(ask("forged.pdf", &[])["body"], "differs");
    // An EPUB that was packed anew without its leaf.
    let book = zip_entries(&fs::read(copy(&sandbox, "0002.epub")).unwrap());
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in book.iter().filter(|(path, _)| !path.contains("presentation")) {
        let options = zip::write::SimpleFileOptions::default();
        packed.start_file(path.as_str(), options).unwrap();
        packed.write_all(bytes).unwrap();
    }
    sandbox.write("packed.epub", packed.finish().unwrap().into_inner());
    let found = ask("packed.epub", &[]);
    assert_eq!((&found["number"], &found["body"]), (&2.into(), &"bytes".into()));
    // With a password: its sum says whose it is; the password says more.
    let locked = format!("{COPIES}/0007.pdf");
    assert_eq!(ask(&locked, &[])["sources"], serde_json::json!(["sum"]));
    sandbox.write("password.txt", "lizhi-2026\n");
    let opened = ask(&locked, &["--password-file", "password.txt"]);
    assert_eq!(opened["sources"], serde_json::json!(["sum", "metadata", "leaf"]));
    assert_eq!(opened["body"], "pages");
    // The edition itself is nobody's copy; neither is what is no edition.
    let run = trace(&sandbox, PDF, &[]);
    assert_eq!((run.status, run.rules()), (1, vec!["trace-none".to_owned()]));
    sandbox.write("other.pdf", "hello");
    assert_eq!(trace(&sandbox, "other.pdf", &[]).rules(), ["trace-unreadable"]);
    assert_eq!(trace(&sandbox, "none.pdf", &[]).status, 2);
}

#[test]
fn nothing_is_prepared_while_the_list_or_the_edition_is_wrong() {
    let list = "recipients:\n  - {number: 1, name: 林样例, category: 分管领导}\n";
    let sandbox = built(list);
    let refused = |list: &str, rules: &[&str]| {
        sandbox.write("issues/recipients.yml", list);
        let run = prepare(&sandbox, &[]);
        assert_eq!(
            (run.status, run.rules()),
            (1, rules.iter().map(|&rule| rule.to_owned()).collect())
        );
        assert!(!sandbox.path(COPIES).exists(), "{list}");
    };
    refused(&list.replace("分管领导", "合作客户"), &["recipients-scope"]);
    refused(&list.replace("林样例", "\"林\\n样例\\r\\nBcc: a@b.cn\""), &["recipient-control"]);
    refused(
        &format!("passwords: {{分管领导: short, 路人: long-enough}}\n{list}"),
        &["copies-password", "copies-password-category"],
    );
    refused(&list.replace("领导}", "领导, password: 荔枝荔枝荔枝荔枝}"), &["copies-password"]);
    sandbox.write("issues/recipients.yml", list);
    assert_eq!(prepare(&sandbox, &["--only", "99"]).status, 2);
    let edition = fs::read(sandbox.path(PDF)).unwrap();
    sandbox.write(PDF, [edition.as_slice(), b"x"].concat());
    refused(list, &["edition-changed"]);
    fs::remove_file(sandbox.path(PDF)).unwrap();
    refused(list, &["copies-unpublished"]);
    sandbox.write(PDF, edition);
    assert_eq!(prepare(&sandbox, &[]).status, 0);
}

#[test]
fn no_copy_of_an_earlier_edition_stays() {
    let row = |number| format!("  - {{number: {number}, name: 样例, category: 分管领导}}\n");
    let sandbox = built(&format!("recipients:\n{}{}", row(1), row(2)));
    assert_eq!(prepare(&sandbox, &[]).report()["written"], 2);
    assert_eq!(prepare(&sandbox, &["--only", "1"]).report()["copies"].as_array().unwrap().len(), 2);
    sandbox.replace("issues/2026-01/articles/news.md", "title: ", "title: 新");
    assert_eq!(sandbox.build(&["--editions", "digital"]).status, 0);
    let run = prepare(&sandbox, &["--only", "1"]);
    assert_eq!(run.report()["copies"].as_array().unwrap().len(), 1, "{}", run.out);
    assert!(!copy(&sandbox, "0002.pdf").exists());
}

#[test]
fn the_leaf_has_the_editors_greeting_and_seal_in_either_theme() {
    let sandbox = Sandbox::new();
    let seal = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 60'><rect width='60' height='60' fill='#c8402e'/></svg>";
    sandbox.write("issues/images/seal.svg", seal);
    let text = sandbox.read("issues/publication.yml");
    let more = "greeting: 荔枝红时，请看这一期。\nseal: {picture: images/seal.svg, alt: 小样之印}\ntheme: indigo\n";
    sandbox.write("issues/publication.yml", text + more);
    let list = "recipients:\n  - {number: 1, name: 林样例, category: 分管领导}\n  - {number: 2, name: 何样例, category: 分管领导, format: epub}\n";
    sandbox.write("issues/recipients.yml", list);
    assert_eq!(sandbox.build(&["--editions", "digital"]).status, 0);
    let run = prepare(&sandbox, &[]);
    assert_eq!(run.status, 0, "{}", run.out);
    let path = copy(&sandbox, "0001.pdf");
    checked_by_qpdf(&path, &[]);
    let pdf = Tagged::load(&path);
    let leaf =
        parts(&pdf).into_iter().find(|part| part.marks().iter().any(|mark| mark.0 == 1)).unwrap();
    let alt: Vec<_> = leaf.all().iter().filter_map(|part| part.alt.clone()).collect();
    assert_eq!(alt, ["小样之印"]);
    assert!(pdf.text_of(leaf, &[]).contains("荔枝红时"));
    let book = zip_entries(&fs::read(copy(&sandbox, "0002.epub")).unwrap());
    let drawn = String::from_utf8_lossy(&book["EPUB/presentation-seal.svg"]);
    assert!(drawn.contains("viewBox=\"0 0 60 60\"") && drawn.contains("fill=\"#c8402e\""));
    let page = String::from_utf8(book["EPUB/presentation.xhtml"].clone()).unwrap();
    assert!(page.contains("alt=\"小样之印\"") && page.contains("荔枝红时"), "{page}");
    checked_by_epubcheck(&copy(&sandbox, "0002.epub"));
}

#[test]
fn fifty_copies_differ_in_their_leaf_alone() {
    let rows: Vec<String> = (1..=50)
        .map(|number| format!("  - {{number: {number}, name: 样例{number}, category: 分管领导}}"))
        .collect();
    let sandbox = built(&format!("recipients:\n{}\n", rows.join("\n")));
    assert_eq!(prepare(&sandbox, &[]).status, 0);
    let edition = fs::read(sandbox.path(PDF)).unwrap();
    let mut sums = BTreeSet::new();
    for number in 1..=50 {
        let bytes = fs::read(copy(&sandbox, &format!("{number:04}.pdf"))).unwrap();
        assert!(bytes.starts_with(&edition));
        assert!(sums.insert(neikan_base::hash::sha256(&bytes)), "two copies are the same");
        let name = format!("{COPIES}/{number:04}.pdf");
        if number % 10 == 0 {
            assert_eq!(trace(&sandbox, &name, &[]).report()["number"], number);
        }
    }
}
