//! Contributions in: real documents against what is expected of them, and hostile ones.

use crate::common;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use common::{Sandbox, repository};
use neikan::diagnostic::Findings;
use neikan::manuscript::incoming::arrange::arrange;
use neikan::manuscript::incoming::text::{Marks, Piece, clean, nest};
use neikan::manuscript::markdown::{read_body, write};
use neikan::manuscript::model::{BlockKind, Inlines, plain};
use neikan::manuscript::word::{self, Changes, Options};
use proptest::prelude::*;

pub mod documents {
    //! Word files made by hand.

    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    pub const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// A container with parts, each given as chunks that are written one after another.
    pub fn container(parts: &[(&str, &[&[u8]], usize)], method: CompressionMethod) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(method);
        for (name, chunks, times) in parts {
            zip.start_file(*name, options).unwrap();
            let (first, rest) = chunks.split_first().unwrap();
            let (middle, last) = rest.split_first().map_or((&[][..], &[][..]), |(m, l)| (*m, l));
            zip.write_all(first).unwrap();
            (0..*times).for_each(|_| zip.write_all(middle).unwrap());
            last.iter().for_each(|chunk| zip.write_all(chunk).unwrap());
        }
        zip.finish().unwrap().into_inner()
    }

    /// A document with a body and more parts.
    pub fn docx(body: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
        let document = document(body);
        let main: &[&[u8]] = &[document.as_bytes()];
        let held: Vec<(&str, [&[u8]; 1])> = parts.iter().map(|(n, b)| (*n, [*b])).collect();
        let mut all: Vec<(&str, &[&[u8]], usize)> = vec![("word/document.xml", main, 0)];
        all.extend(held.iter().map(|(name, bytes)| (*name, bytes.as_slice(), 0)));
        container(&all, CompressionMethod::Deflated)
    }

    pub fn document(body: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document \
             xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"{TYPES}\" \
             xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><w:body>{body}</w:body></w:document>"
        )
    }

    pub fn para(text: &str) -> String {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
    }

    pub fn blip(how: &str, id: &str) -> String {
        format!("<w:p><w:r><w:drawing><a:blip r:{how}=\"{id}\"/></w:drawing></w:r></w:p>")
    }

    /// Relationships: identifier, kind, target, whether it is outside.
    pub fn relations(all: &[(&str, &str, &str, bool)]) -> Vec<u8> {
        let one = |(id, kind, target, outside): &(&str, &str, &str, bool)| {
            let mode = if *outside { " TargetMode=\"External\"" } else { "" };
            format!("<Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"{mode}/>")
        };
        format!("<Relationships>{}</Relationships>", all.iter().map(one).collect::<String>())
            .into_bytes()
    }
}

use documents::{blip, container, document, docx, para, relations};

/// Runs an import with at most 500 MB of memory: the shell sets the limit of the address space,
/// so that a run that wants more is ended by the system and not found here with its exit status.
fn import(sandbox: &Sandbox, file: &str, arguments: &[&str]) -> (i32, String, String) {
    let call = "ulimit -v 512000; exec \"$0\" import --format json --lang en \"$@\"";
    let output = Command::new("sh")
        .args(["-c", call, env!("CARGO_BIN_EXE_neikan"), file])
        .args(arguments)
        .current_dir(sandbox.path("."))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn findings(out: &str) -> Vec<(String, String, String)> {
    let report: serde_json::Value =
        serde_json::from_str(out).unwrap_or_else(|e| panic!("{e}: {out}"));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let all = report["findings"].as_array().unwrap().iter();
    all.map(|f| (text(&f["severity"]), text(&f["rule"]), text(&f["message"]))).collect()
}

/// Every file in the sandbox but the shared folders.
fn files(sandbox: &Sandbox) -> BTreeSet<String> {
    let root = sandbox.path(".");
    let entries = walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let paths = files.map(|entry| entry.path().strip_prefix(&root).unwrap().display().to_string());
    // The lock stays when it is released; every import adds to the record of arrivals.
    let kept = ["issues/.neikan.lock", "issues/arrivals.txt"];
    paths.filter(|path| !kept.contains(&path.as_str())).collect()
}

#[test]
fn real_documents_become_what_is_expected() {
    let fixtures = repository().join("tests/fixtures/import");
    let mut entries: Vec<_> =
        std::fs::read_dir(fixtures.join("files")).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    assert!(entries.len() >= 5);
    for path in entries {
        let sandbox = Sandbox::new();
        let name = path.file_name().unwrap().to_str().unwrap();
        let (status, out, err) = import(&sandbox, path.to_str().unwrap(), &[]);
        assert_eq!(status, 0, "{name}: {out}{err}");
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let said: String = findings(&out)
            .into_iter()
            .map(|(severity, rule, message)| format!("{severity} {rule}: {message}\n"))
            .collect();
        let manuscript = sandbox.read(&format!("issues/inbox/{stem}.md"));
        expect(&fixtures.join(format!("expected/{stem}.md")), &manuscript);
        expect(&fixtures.join(format!("expected/{stem}.txt")), &said);
        let original = sandbox.path(&format!("issues/inbox/originals/{name}"));
        assert_eq!(std::fs::read(original).unwrap(), std::fs::read(&path).unwrap());

        // What was imported is a manuscript: with its pictures in the issue it has no fault.
        sandbox.write("issues/2026-01/articles/come.md", &manuscript);
        let pictures = std::fs::read_dir(sandbox.path("issues/inbox/images")).into_iter().flatten();
        for picture in pictures.map(|entry| entry.unwrap()) {
            let to = format!("issues/2026-01/images/{}", picture.file_name().to_str().unwrap());
            sandbox.write(&to, std::fs::read(picture.path()).unwrap());
        }
        sandbox.replace("issues/2026-01/issue.yml", "  - news\n", "  - news\n  - come\n");
        let run = sandbox.run(&["check", "--format", "json"]);
        let report = run.report();
        let findings = report["findings"].as_array().unwrap().iter();
        let stops = findings.filter(|finding| finding["severity"] == "stop");
        let stops: BTreeSet<&str> =
            stops.map(|finding| finding["rule"].as_str().unwrap()).collect();
        assert!(stops.is_subset(&["glyph-missing"].into()), "{name}: {}", run.out);
    }
}

fn expect(path: &Path, text: &str) {
    if std::env::var_os("NEIKAN_UPDATE").is_some() {
        std::fs::write(path, text).unwrap();
    }
    let wanted = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(text, wanted, "{}", path.display());
}

/// OpenDocument and RTF, told by their first bytes whatever the name says.
#[test]
fn forms_of_other_programs_come_in() {
    let forms = repository().join("crates/neikan-desk/tests/fixtures/forms");
    let cases = [("rich.odt", "a.odt"), ("rich.rtf", "b.rtf"), ("rich.rtf", "c.docx")];
    for (form, name) in cases {
        let sandbox = Sandbox::new();
        sandbox.write(name, std::fs::read(forms.join(form)).unwrap());
        let (status, out, err) = import(&sandbox, name, &[]);
        assert_eq!(status, 0, "{name}: {out}{err}");
        let id = &name[..1];
        let text = sandbox.read(&format!("issues/inbox/{id}.md"));
        for line in [
            "title: 渠水进村记\n",
            "deck: 一条老渠的新账\n",
            "## 第一章　水从哪里来\n",
            "text: 数字请核\n",
        ] {
            assert!(text.contains(line), "{name}: {line}\n{text}");
        }
        assert!(sandbox.path(&format!("issues/inbox/images/{id}-1.png")).exists());
        assert!(!sandbox.path(&format!("issues/inbox/images/{id}-2.png")).exists());
    }
}

#[test]
fn changes_can_be_refused() {
    let sandbox = Sandbox::new();
    let file = repository().join("tests/fixtures/import/files/review.docx");
    let (status, out, _) = import(&sandbox, file.to_str().unwrap(), &["--changes", "refuse"]);
    assert_eq!(status, 0, "{out}");
    let text = sandbox.read("issues/inbox/review.md");
    assert!(text.contains("今年入库龙眼四百二十吨。"), "{text}");
    assert!(text.contains("比去年多三成\n\n"), "{text}");
    assert!(out.contains("import-changes-refused"), "{out}");
}

#[test]
fn nothing_is_taken_twice_and_nothing_is_overwritten() {
    let sandbox = Sandbox::new();
    sandbox.write("a/gao.docx", docx(&[para("题目"), para("正文一。")].concat(), &[]));
    sandbox.write("b/gao.docx", docx(&[para("题目"), para("正文二。")].concat(), &[]));
    assert_eq!(import(&sandbox, "a/gao.docx", &[]).0, 0);
    let again = import(&sandbox, "a/gao.docx", &[]);
    assert_eq!(again.0, 1);
    assert!(
        again.1.contains("import-known") && again.1.contains("originals/gao.docx"),
        "{}",
        again.1
    );
    let other = import(&sandbox, "a/gao.docx", &["b/gao.docx"]);
    assert_eq!(other.0, 1, "one that is known keeps no other out");
    assert!(other.1.contains("import-known") && other.1.contains("import-renamed"), "{}", other.1);
    assert!(sandbox.read("issues/inbox/gao.md").contains("正文一。"));
    assert!(sandbox.read("issues/inbox/gao-2.md").contains("正文二。"));
    let kept = |name: &str| {
        std::fs::read(sandbox.path(&format!("issues/inbox/originals/{name}"))).unwrap()
    };
    assert_eq!(kept("gao.docx"), std::fs::read(sandbox.path("a/gao.docx")).unwrap());
    assert_eq!(kept("gao-2.docx"), std::fs::read(sandbox.path("b/gao.docx")).unwrap());
}

#[test]
fn texts_in_every_encoding_are_read() {
    use encoding_rs::{BIG5, GB18030};
    let simple = "早市记\n文/陈禾\n　　天没亮，扁担先醒。*不是斜体*\n　　两头各挑一盏灯，走到桥上，灯灭了，路就亮了。\n";
    let old = "早市記\n文/陳禾\n　　天沒亮，扁擔先醒。\n　　兩頭各挑一盞燈，走到橋上，燈滅了，路就亮了。\n";
    let wide = |little: bool| -> Vec<u8> {
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        simple.encode_utf16().flat_map(bytes).collect()
    };
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("utf8", simple.as_bytes().to_vec(), "UTF-8"),
        ("gb", GB18030.encode(simple).0.into_owned(), "gb18030"),
        ("big5", BIG5.encode(old).0.into_owned(), "Big5"),
        ("le", wide(true), "UTF-16LE"),
        ("be", wide(false), "UTF-16BE"),
        ("lebom", [vec![0xff, 0xfe], wide(true)].concat(), "UTF-16LE"),
        ("bebom", [vec![0xfe, 0xff], wide(false)].concat(), "UTF-16BE"),
    ];
    for (name, bytes, encoding) in cases {
        let sandbox = Sandbox::new();
        sandbox.write(&format!("{name}.txt"), bytes);
        let (status, out, _) = import(&sandbox, &format!("{name}.txt"), &[]);
        assert_eq!(status, 0, "{name}: {out}");
        assert!(out.contains(&format!("\"form\": \"{encoding}\"")), "{name}: {out}");
        let text = sandbox.read(&format!("issues/inbox/{name}.md"));
        let (title, first) = if name == "big5" {
            ("早市記", "扁擔先醒。")
        } else {
            ("早市记", "扁担先醒。\\*不是斜体\\*")
        };
        assert!(
            text.contains(&format!("title: {title}\n")) && text.contains(first),
            "{name}: {text}"
        );
        assert!(text.contains("authors"), "{name}: {text}");
    }
}

/// The same text in every format, with radicals, compatibility ideographs and wide letters.
#[test]
fn look_alikes_become_what_they_stand_for() {
    let sandbox = Sandbox::new();
    let lines = ["⼯作要闻", "⽂/陈⽲", "社⾥的⼯⼈每\u{f98e}收Ｂ２栋｢⽶｣，宫﨑（约５％～６％）！"];
    let html = |line: &&str| format!("<p>{}</p>", line.replace('⼈', "&#x2f08;"));
    sandbox.write("a.txt", lines.join("\n"));
    sandbox.write("b.md", lines.join("\n\n"));
    sandbox.write(
        "c.html",
        format!("<html><body>{}</body></html>", lines.iter().map(html).collect::<String>()),
    );
    sandbox.write("d.docx", docx(&lines.map(para).concat(), &[]));
    for (file, id) in [("a.txt", "a"), ("b.md", "b"), ("c.html", "c"), ("d.docx", "d")] {
        let (status, report, _) = import(&sandbox, file, &[]);
        assert_eq!(status, 0, "{report}");
        assert!(report.contains("import-look-alikes") && report.contains("⼯→工"), "{report}");
        let text = sandbox.read(&format!("issues/inbox/{id}.md"));
        assert!(text.contains("title: 工作要闻\n") && text.contains("- name: 陈禾\n"), "{text}");
        assert!(
            text.ends_with("社里的工人每年收B2栋「米」，宫﨑（约5％～6％）！\n"),
            "{file}: {text}"
        );
    }
    sandbox.write("e.md", "---\ntitle: 题\nsection: news\n---\n１. 甲社\n");
    assert_eq!(import(&sandbox, "e.md", &[]).0, 0);
    assert!(sandbox.read("issues/inbox/e.md").ends_with("---\n1\\. 甲社\n"));
}

#[test]
fn markdown_keeps_its_head_or_is_given_one() {
    let sandbox = Sandbox::new();
    let own = "---\ntitle: 早市\nsection: news\n---\n正文 **照旧**。\n";
    sandbox.write("own.md", own);
    sandbox.write(
        "bare.md",
        "# 早市\r\n\r\n作者：陈禾\r\n\r\n正文 **照旧**。\r\n\r\n## 人\r\n\r\n- 老人\r\n",
    );
    assert_eq!(import(&sandbox, "own.md", &["bare.md"]).0, 0);
    assert_eq!(sandbox.read("issues/inbox/own.md"), own);
    let bare = sandbox.read("issues/inbox/bare.md");
    assert!(bare.contains("title: 早市\n") && bare.contains("- name: 陈禾\n"), "{bare}");
    assert!(bare.ends_with("---\n正文 **照旧**。\n\n## 人\n\n- 老人\n"), "{bare}");
}

/// What is done to a document, the rule that answers, and whether the import goes on.
fn hostile() -> Vec<(&'static str, Vec<u8>, &'static str, bool)> {
    use zip::CompressionMethod::{Deflated, Stored};
    let blanks = vec![b' '; 1 << 20];
    let (head, tail) = (
        b"<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>",
        b"</w:t></w:r></w:p></w:body></w:document>",
    );
    let text = para("一段正文。");
    let rels = "word/_rels/document.xml.rels";
    let small = document(&[text.as_str(), &blip("embed", "p")].concat());
    let picture = relations(&[("p", "image", "media/a.png", false)]);
    let table = format!("<w:tbl>{}</w:tbl>", "<w:tr><w:tc><w:p/></w:tc></w:tr>".repeat(10_000));
    let deep =
        |open: &str, close: &str| format!("{}{text}{}", open.repeat(5000), close.repeat(5000));
    let doctype = |entity: &str| {
        format!("<!DOCTYPE x [{entity}]>{}", document(&text).split_once("?>").unwrap().1)
            .into_bytes()
    };
    let main = |bytes: &[u8]| container(&[("word/document.xml", &[bytes], 0)], Deflated);
    let bomb: String =
        ('b'..='i').map(|c| format!("<!ENTITY {c} '{}'>", "&a;".repeat(10))).collect();
    let good = docx(&[text.as_str(), &para("又一段。")].concat(), &[]);
    let many: Vec<String> = (0..20_000).map(|at| format!("x/{at}")).collect();
    let nothing: &[&[u8]] = &[b""];
    let many: Vec<_> = many.iter().map(|name| (name.as_str(), nothing, 0)).collect();
    vec![
        ("bomb", container(&[("word/document.xml", &[head, &blanks, tail], 300)], Deflated), "import-word-large", false),
        ("nodes", main(document(&"<w:p/>".repeat(2_000_000)).as_bytes()), "import-word-large", false),
        ("entries", container(&many, Stored), "import-word-large", false),
        ("entity", main(&doctype("<!ENTITY a SYSTEM 'file:///etc/passwd'>")), "import-word-entities", false),
        ("laughs", main(&doctype(&format!("<!ENTITY a 'ha'>{bomb}"))), "import-word-entities", false),
        ("rows", docx(&[text.as_str(), &table].concat(), &[]), "import-table-long", false),
        ("tables", docx(&deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), &[]), "import-word-deep", false),
        ("controls", docx(&deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), &[]), "import-word-deep", false),
        ("cut", good[..good.len() / 2].to_vec(), "import-word-broken", false),
        ("sum", damaged(&good), "import-word-broken", false),
        ("empty", Vec::new(), "import-empty", false),
        ("broken", [&[0xd0, 0xcf, 0x11, 0xe0][..], &[0; 512]].concat(), "import-word-broken", false),
        (
            "picture",
            container(
                &[("word/document.xml", &[small.as_bytes()], 0), (rels, &[&picture], 0), ("word/media/a.png", &[b"\x89PNG", &blanks, b""], 200)],
                Deflated,
            ),
            "import-picture-heavy",
            true,
        ),
        (
            "script",
            docx(&[text.as_str(), &blip("embed", "p")].concat(), &[(rels, &picture), ("word/media/a.png", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script>1</script></svg>")]),
            "import-picture-format",
            true,
        ),
        (
            "climb",
            docx(&[text.as_str(), &blip("embed", "p")].concat(), &[(rels, &relations(&[("p", "image", "../../../../../../etc/passwd", false)]))]),
            "import-picture-lost",
            true,
        ),
        (
            "linked",
            docx(&[text.as_str(), &blip("link", "p")].concat(), &[(rels, &relations(&[("p", "image", "file:///etc/passwd", true)]))]),
            "import-picture-outside",
            true,
        ),
        (
            "template",
            docx(&text, &[(rels, &relations(&[("t", "attachedTemplate", "http://203.0.113.9/a.dotm", true)]))]),
            "import-outside",
            true,
        ),
    ]
}

/// Changes the sum of the first part, in its head and in the directory.
fn damaged(container: &[u8]) -> Vec<u8> {
    let mut bytes = container.to_vec();
    let directory = bytes.windows(4).position(|head| head == b"PK\x01\x02").unwrap();
    for at in [14, directory + 16] {
        bytes[at] ^= 0x55;
    }
    bytes
}

#[test]
fn hostile_documents_are_refused_or_neutralised() {
    for (name, bytes, rule, goes_on) in hostile() {
        let sandbox = Sandbox::new();
        let file = format!("mail/{name}.docx");
        sandbox.write(&file, bytes);
        let before = files(&sandbox);
        let (status, out, err) = import(&sandbox, &file, &[]);
        assert_eq!(status, i32::from(!goes_on), "{name}: {out}{err}");
        assert!(out.contains(&format!("\"{rule}\"")), "{name}: {out}");
        let new: BTreeSet<String> = files(&sandbox).difference(&before).cloned().collect();
        let mut wanted = BTreeSet::new();
        if goes_on {
            wanted.insert(format!("issues/inbox/{name}.md"));
            wanted.insert(format!("issues/inbox/originals/{name}.docx"));
        }
        assert_eq!(new, wanted, "{name}");
        if goes_on {
            let text = sandbox.read(&format!("issues/inbox/{name}.md"));
            assert!(text.contains("一段正文。") && !text.contains("root:"), "{name}: {text}");
        }
    }
}

/// Files that are called .doc and are something else, as they come by mail.
#[test]
fn what_is_called_doc_is_read_as_what_it_is() {
    use encoding_rs::GB18030;
    let page =
        "<html><head><meta charset=gb2312></head><body><p>题目</p><p>一段正文。</p></body></html>";
    let rtf = br"{\rtf1\ansi\ansicpg936 \'cc\'e2\'c4\'bf\par \'d2\'bb\'b6\'ce\'d5\'fd\'ce\'c4\'a1\'a3\par}".to_vec();
    let cases: Vec<(&str, Vec<u8>, Option<&str>, &str)> = vec![
        ("page.doc", GB18030.encode(page).0.into_owned(), Some("HTML"), "import-doc-other"),
        (
            "zip.doc",
            docx(&[para("题目"), para("一段正文。")].concat(), &[]),
            Some("Word"),
            "import-doc-other",
        ),
        ("text.wps", "题目\n一段正文。\n".as_bytes().to_vec(), Some("TXT"), "import-doc-other"),
        ("rich.doc", rtf, Some("RTF"), "import-doc-other"),
        ("portable.doc", b"%PDF-1.4\n".to_vec(), None, "pdf-cut-off"),
        ("noise.doc", vec![0, 1, 2, 255, 254, 0], None, "import-unknown"),
    ];
    for (name, bytes, form, rule) in cases {
        let sandbox = Sandbox::new();
        sandbox.write(name, bytes);
        let (status, out, _) = import(&sandbox, name, &[]);
        assert!(out.contains(&format!("\"{rule}\"")), "{name}: {out}");
        assert_eq!(status, i32::from(form.is_none()), "{name}: {out}");
        if form.is_some() {
            let stem = name.split('.').next().unwrap();
            let text = sandbox.read(&format!("issues/inbox/{stem}.md"));
            assert!(text.ends_with("一段正文。\n"), "{name}: {text}");
        }
    }
}

#[test]
fn names_in_a_document_are_never_paths() {
    let sandbox = Sandbox::new();
    let png = std::fs::read(repository().join("tests/fixtures/import/files/review.docx")).unwrap();
    let picture = &common::zip_entries(&png)["word/media/image1.png"];
    let target = "../../../../evil.png";
    let bytes = docx(
        &[para("一段正文。"), blip("embed", "p"), blip("embed", "q")].concat(),
        &[
            (
                "word/_rels/document.xml.rels",
                &relations(&[
                    ("p", "image", target, false),
                    ("q", "image", "../C:\\evil.png", false),
                ]),
            ),
            ("evil.png", picture),
            ("../../../../evil.png", picture),
        ],
    );
    sandbox.write("mail/climb.docx", bytes);
    let before = files(&sandbox);
    let (status, out, _) = import(&sandbox, "mail/climb.docx", &[]);
    assert_eq!(status, 0, "{out}");
    let new: Vec<String> = files(&sandbox).difference(&before).cloned().collect();
    let wanted = ["images/climb-1.png", "climb.md", "originals/climb.docx"];
    let wanted: BTreeSet<String> =
        wanted.iter().map(|name| format!("issues/inbox/{name}")).collect();
    assert_eq!(new.into_iter().collect::<BTreeSet<_>>(), wanted);
    assert!(!sandbox.path("../evil.png").exists());
}

#[test]
fn circles_end() {
    let styles = "<w:styles xmlns:w='w'><w:style w:styleId='a'><w:basedOn w:val='b'/></w:style><w:style w:styleId='b'><w:basedOn w:val='a'/>\
        <w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>";
    let numbering = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'><w:numStyleLink w:val='b'/></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:id='2'><w:p><w:r><w:t>注</w:t><w:footnoteReference w:id='2'/></w:r></w:p></w:footnote></w:footnotes>";
    let body = "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>一段正文。</w:t><w:footnoteReference w:id='2'/></w:r></w:p>";
    let rels = relations(&[
        ("s", "styles", "styles.xml", false),
        ("n", "numbering", "numbering.xml", false),
        ("f", "footnotes", "footnotes.xml", false),
    ]);
    let bytes = docx(
        &[&para("题"), body].concat(),
        &[
            ("word/_rels/document.xml.rels", &rels),
            ("word/styles.xml", styles.as_bytes()),
            ("word/numbering.xml", numbering.as_bytes()),
            ("word/footnotes.xml", notes.as_bytes()),
        ],
    );
    let sandbox = Sandbox::new();
    sandbox.write("circle.docx", bytes);
    let (status, out, _) = import(&sandbox, "circle.docx", &[]);
    assert_eq!(status, 0, "{out}");
    let text = sandbox.read("issues/inbox/circle.md");
    assert!(text.ends_with("一段正文。[^1]\n\n[^1]: 注\n"), "{text}");
}

#[test]
fn hostile_pages_are_text() {
    let sandbox = Sandbox::new();
    let deep = "<div><b>".repeat(100_000);
    let page = format!(
        "<title>页</title>{deep}<p>一段正文。<script>alert(1)</script><style>p{{}}</style><iframe src=x>内</iframe>\
        <img src=\"file:///etc/passwd\"><img src=\"data:image/png;base64,AAAA\"><table><tr><td>甲</td></tr></table></p>"
    );
    sandbox.write("page.html", page);
    let (status, out, _) = import(&sandbox, "page.html", &[]);
    assert_eq!(status, 0, "{out}");
    let text = sandbox.read("issues/inbox/page.md");
    assert!(
        text.contains("一段正文。") && !text.contains("alert") && !text.contains('内'),
        "{text}"
    );
    for rule in ["import-picture-outside", "import-picture-format"] {
        assert!(out.contains(rule), "{out}");
    }
    assert!(!sandbox.path("issues/inbox/images").exists());
}

/// A document of one paragraph, read, written as Markdown and read again.
fn there_and_back(body: &str) -> (Inlines, Findings) {
    let bytes = docx(body, &[]);
    let mut findings = Findings::default();
    let options = Options { prefix: "a", changes: Changes::Accept, originals: false };
    let incoming = word::read(&bytes, &options, &mut findings).unwrap();
    let blocks = arrange(incoming.items, false, &mut findings);
    let written = write(&blocks);
    let mut findings = Findings::default();
    let mut read = read_body(&written.text, "a.md", 0, &mut findings);
    assert!(read.len() < 2, "{}", written.text);
    match read.pop().map(|block| block.kind) {
        Some(BlockKind::Para { c } | BlockKind::Heading { c, .. }) => (c, findings),
        None => (Vec::new(), findings),
        other => panic!("{other:?}: {}", written.text),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn text_in_word_is_the_same_text_in_the_manuscript(text in "[ -~一-龥，。“”—…｜：　①０ß\u{a0}]{0,60}") {
        let wanted = nest(vec![Piece::Text(clean(&text), Marks::default())]);
        let (read, findings) = there_and_back(&para(&text));
        prop_assert!(findings.is_empty(), "{:?}", findings);
        prop_assert_eq!(plain(&read), plain(&wanted));
    }

    #[test]
    fn marks_never_change_the_text(runs in proptest::collection::vec(("[ *_~#a1一（）。“”\\[|!.-]{0,6}", 0u8..8), 1..8)) {
        let mut body = String::new();
        let mut pieces = Vec::new();
        for (text, marks) in &runs {
            let on = |bit: u8, name: &str| if marks & bit != 0 { format!("<w:{name}/>") } else { String::new() };
            let properties = [on(1, "b"), on(2, "i"), on(4, "strike")].concat();
            let run = para(text).replace("<w:r>", &format!("<w:r><w:rPr>{properties}</w:rPr>"));
            body.push_str(run.trim_start_matches("<w:p>").trim_end_matches("</w:p>"));
            pieces.push(Piece::Text(clean(text), Marks::default()));
        }
        let (read, findings) = there_and_back(&format!("<w:p>{body}</w:p>"));
        prop_assert!(findings.is_empty(), "{:?}", findings);
        prop_assert_eq!(plain(&read), plain(&nest(pieces)));
    }
}
