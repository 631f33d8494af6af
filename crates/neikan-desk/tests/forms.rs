//! One document in several forms: what LibreOffice wrote as .odt, .docx, .rtf and .html holds the
//! same words when it comes back in. tests/fixtures/forms/make.py makes the forms.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use neikan_base::diagnostic::Findings;
use neikan_desk::manuscript::incoming::arrange::arrange;
use neikan_desk::manuscript::incoming::{Changes, Incoming, Options};
use neikan_desk::manuscript::model::{Block, Inline, Inlines, Part, walk};
use neikan_desk::manuscript::{html, markdown, odt, rtf, word};
use proptest::prelude::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/forms")
}

/// Reads a form of the document; what is wrong with it stops the test.
fn incoming(form: &str, changes: Changes) -> (Incoming, Findings) {
    let bytes = std::fs::read(folder().join(format!("rich.{form}"))).unwrap();
    let options = Options { prefix: "rich", changes };
    let mut findings = Findings::default();
    let read = match form {
        "odt" => odt::read(&bytes, &options, &mut findings),
        "rtf" => rtf::read(&bytes, &options, &mut findings),
        "docx" => word::read(&bytes, &options, &mut findings),
        _ => Some(html::read(&String::from_utf8(bytes).unwrap(), "rich", &mut findings)),
    };
    (read.unwrap_or_else(|| panic!("{form}: {findings:?}")), findings)
}

fn blocks(incoming: Incoming, findings: &mut Findings) -> Vec<Block> {
    arrange(incoming.items, false, findings)
}

/// All words of a document, notes and readings included.
fn words(blocks: &[Block]) -> String {
    let mut out = String::new();
    walk(blocks, &mut |part| {
        if let Part::Text(text, _) = part {
            out.push_str(text);
        }
    });
    out
}

/// How often each character stands in a text, without blanks.
fn letters(text: &str) -> BTreeMap<char, i64> {
    let mut letters = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *letters.entry(c).or_default() += 1;
    }
    letters
}

/// What a text has more (positive) or less (negative) than another.
fn difference(text: &str, wanted: &str) -> String {
    let mut all = letters(text);
    for (c, count) in letters(wanted) {
        *all.entry(c).or_default() -= count;
    }
    let other = all.iter().filter(|(_, count)| **count != 0);
    other.map(|(c, count)| format!("{c}{count:+} ")).collect()
}

fn wanted() -> String {
    std::fs::read_to_string(folder().join("words.txt")).unwrap()
}

#[test]
fn the_forms_hold_the_same_words() {
    for form in ["odt", "rtf", "docx"] {
        let (read, mut findings) = incoming(form, Changes::Accept);
        let words = words(&blocks(read, &mut findings));
        assert_eq!(difference(&words, &wanted()), "", "{form}: {words}");
    }
}

/// LibreOffice leaves readings, labels of lists, boxes and formulas out of its .html, and deleted
/// words in.
#[test]
fn the_page_holds_the_words_that_are_in_it() {
    let (read, mut findings) = incoming("html", Changes::Accept);
    let words = words(&blocks(read, &mut findings));
    for line in wanted().lines().filter(|line| line.chars().count() > 6) {
        let line = line.trim_start_matches(|c: char| "一二三（）、①②甲乙".contains(c));
        let known =
            ["qú", "卷三", "龙眼", "一段", "S=ab", "放水前"].iter().any(|word| line.contains(word));
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert!(known || bare(&words).contains(&bare(line)), "{line}\n{words}");
    }
}

fn expect(name: &str, text: &str) {
    let path = folder().join(name);
    if std::env::var_os("NEIKAN_UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, wanted, "{}", path.display());
}

/// What becomes of the forms, and what is said of them.
#[test]
fn the_forms_become_what_is_expected() {
    for form in ["odt", "rtf"] {
        let (read, mut findings) = incoming(form, Changes::Accept);
        assert_eq!(read.pictures.len(), 1, "{form}: used twice, stored once");
        assert_eq!(read.date.map(|date| date.to_string()).as_deref(), Some("2026-03-05"), "{form}");
        let remarks: String = read
            .remarks
            .iter()
            .map(|remark| format!("{:?} {:?} {}\n", remark.by, remark.at, remark.text))
            .collect();
        let written = markdown::write(&blocks(read, &mut findings));
        let said: String = findings
            .iter()
            .map(|finding| format!("{:?} {} {:?}\n", finding.severity, finding.rule, finding.args))
            .collect();
        expect(&format!("{form}.md"), &written.text);
        expect(&format!("{form}.txt"), &format!("{remarks}{said}"));
    }
}

#[test]
fn changes_can_be_refused() {
    for form in ["odt", "rtf"] {
        let (read, mut findings) = incoming(form, Changes::Refuse);
        let text = markdown::write(&blocks(read, &mut findings)).text;
        assert!(text.contains("今年入库四百吨废话，比去年多。"), "{form}: {text}");
        assert!(text.contains("前一段说完，旧尾。\n\n旧头，后一段接着说。"), "{form}: {text}");
        assert!(findings.iter().any(|finding| finding.rule == "import-changes-refused"));
    }
}

/// The inlines of the only paragraph of a text in RTF.
fn paragraph(bytes: &[u8]) -> (Inlines, Findings) {
    let mut findings = Findings::default();
    let options = Options { prefix: "a", changes: Changes::Accept };
    let read = rtf::read(bytes, &options, &mut findings);
    let mut items = read.unwrap_or_else(|| panic!("{findings:?}")).items;
    assert_eq!(items.len(), 1, "{items:?}");
    (items.remove(0).inlines().unwrap().clone(), findings)
}

fn shown(body: &[u8]) -> String {
    let head = br"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset0 Times New Roman;}{\f13\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f14\fnil\fcharset136 PMingLiU;}{\f15\fnil\fcharset128 MS Mincho;}{\f2\fnil\fcharset2 Symbol;}}";
    let (c, findings) = paragraph(&[head, body, b"\\par}"].concat());
    assert!(findings.is_empty(), "{findings:?}");
    neikan_desk::manuscript::model::plain(&c)
}

#[test]
fn texts_in_rtf_are_read_by_the_set_of_their_face() {
    for (body, text) in [
        // As WPS writes it: bytes of GBK, the second of a pair possibly a letter.
        (&br"\pard\f13 \'b6\'ab\'dd\'b8\'b9\'a9\'cf\'fa"[..], "东莞供销"),
        (br"\f13 \'96|", "東"),
        (br"\f0 \'b6\'ab\'dd\'b8", "东莞"),
        (br"\loch\af0\hich\af0\dbch\af13 \'b6\'ab\loch\f0 caf\'e9", "东café"),
        (br"{\f14 \'aa\'46}{\f15 \'93\'8c}", "東東"),
        (br"\uc2\u19996\'b6\'ab\uc1\u-10179?\u-9138?x", "东👎x"),
        (br"\uc0\u19996 \u33694 x", "东莞x"),
        (br"{\upr{??}{\*\ud{\u19996?}}}\'61\{\}\\\~\emdash", "东a{}\\ —"),
        (br"{\*\unknown gone}{\v}a{\*\bkmkstart x}b\f2 \'b3", "ab≥"),
    ] {
        assert_eq!(shown(body), text, "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn deleted_words_are_never_live() {
    let bytes = br"{\rtf1{\*\revtbl{Unknown;}{A;}}a{\deleted\revauthdel1 b{\footnote c}{\field{\*\fldinst EQ \\o(\\s\\up 9(x),y)}{\fldrslt}}}{\deleted\par}d\par}";
    let (c, findings) = paragraph(bytes);
    assert_eq!(c, [Inline::Text { s: "ad".to_owned() }]);
    assert!(findings.iter().any(|finding| finding.rule == "import-changes-accepted"));
}

/// Reads bytes in both readers; what comes out is a manuscript, whatever went in.
fn survives(bytes: &[u8]) {
    for changes in [Changes::Accept, Changes::Refuse] {
        for read in [odt::read, rtf::read] {
            let options = Options { prefix: "a", changes };
            let mut findings = Findings::default();
            let Some(incoming) = read(bytes, &options, &mut findings) else {
                assert!(findings.stops());
                continue;
            };
            let written = markdown::write(&blocks(incoming, &mut findings));
            let mut findings = Findings::default();
            markdown::read_body(&written.text, "a.md", 0, &mut findings);
            let faults = findings.iter().map(|finding| finding.rule);
            let faults: Vec<_> =
                faults.filter(|rule| !["paragraph-long", "nesting-deep"].contains(rule)).collect();
            assert!(faults.is_empty(), "{faults:?}\n{}", written.text);
        }
    }
}

/// The parts of the document in OpenDocument, one of them changed.
fn repacked(name: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let bytes = std::fs::read(folder().join("rich.odt")).unwrap();
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::CompressionMethod::Stored;
    let options = zip::write::SimpleFileOptions::default().compression_method(stored);
    for at in 0..old.len() {
        let mut file = old.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let own = file.name().unwrap().into_owned();
        new.start_file(own.as_str(), options).unwrap();
        new.write_all(&if own == name { change(bytes) } else { bytes }).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// Words and texts of RTF that have a meaning to its reader, in any order.
fn words_of_rtf() -> impl Strategy<Value = Vec<u8>> {
    let words = proptest::sample::select(vec![
        "{",
        "{",
        "}",
        "}",
        "\\par ",
        "\\pard ",
        "\\plain ",
        "\\b ",
        "\\b0 ",
        "\\f1 ",
        "\\f2 ",
        "\\u19996 ?",
        "\\u-10179 ?",
        "\\u-9138 ?",
        "\\uc2 ",
        "\\uc0 ",
        "\\'b6\\'ab",
        "\\'b6",
        "\\*",
        "{\\*\\unknown ",
        "{\\footnote ",
        "{\\field{\\*\\fldinst EQ \\\\o(\\\\s\\\\up 9(a),b)}",
        "{\\field{\\*\\fldinst HYPERLINK \"https://a.example/\"}",
        "{\\fldrslt ",
        "\\trowd ",
        "\\cellx100 ",
        "\\cellx2000 ",
        "\\clmgf ",
        "\\clvmrg ",
        "\\intbl ",
        "\\itap2 ",
        "\\cell ",
        "\\nestcell ",
        "{\\*\\nesttableprops\\trowd\\cellx9\\nestrow}",
        "\\row ",
        "{\\listtext 1.\\tab}",
        "\\ls1 ",
        "\\ilvl1 ",
        "{\\pict\\pngblip ",
        "89504e47",
        "{\\shp{\\*\\shpinst ",
        "{\\shptxt ",
        "{\\sp{\\sn wzDescription}{\\sv a}}",
        "{\\*\\annotation ",
        "{\\*\\atrfstart 1}",
        "{\\*\\atrfend 1}",
        "{\\header ",
        "\\deleted ",
        "\\revised ",
        "\\v ",
        "\\super 2",
        "\\line ",
        "\\page ",
        "\\s1 ",
        "\\outlinelevel0 ",
        "\\dropcapli3 ",
        "\\bin3 }}}",
        "一、甲",
        "正文。",
        "# ",
        "|",
        "1. ",
        "**",
        "\\emdash ",
        "\\~",
        "\\dbch ",
        "\\accdot ",
        "{\\upr{",
        "{\\*\\ud{",
        "{\\mmath{\\*\\moMath{\\mr x}}}",
        "{\\object{\\result ",
        "{\\stylesheet{\\s1 heading 1;}}",
        "{\\fonttbl{\\f1\\fcharset134 a;}{\\f2\\fcharset2 Symbol;}}",
        "{\\*\\revtbl{a;}}",
        "{\\*\\listtable{\\list{\\listlevel\\levelnfc39{\\leveltext \\'01\\'00;}}\\listid1}}",
        "{\\*\\listoverridetable{\\listoverride\\listid1\\ls1}}",
        "{\\info{\\title a}{\\revtim\\yr2026\\mo3\\dy5}}",
    ]);
    (proptest::collection::vec(words, 0..80), any::<bool>()).prop_map(|(words, whole)| {
        let body = words.concat();
        let open = body.matches('{').count().saturating_sub(body.matches('}').count());
        let ends = if whole { "}".repeat(open + 1) } else { String::new() };
        format!("{{\\rtf1\\ansicpg936 {body}{ends}").into_bytes()
    })
}

/// A document cut short or with some of its bytes changed.
fn damaged(bytes: Vec<u8>, cut: Option<f64>, flips: &[(f64, u8)]) -> Vec<u8> {
    let mut bytes = bytes;
    let length = bytes.len();
    let place = |share: f64| ((share * length as f64) as usize).min(length - 1);
    flips.iter().for_each(|(at, bits)| bytes[place(*at)] ^= bits);
    if let Some(share) = cut {
        bytes.truncate(place(share));
    }
    bytes
}

fn flips() -> impl Strategy<Value = Vec<(f64, u8)>> {
    proptest::collection::vec((0.0..1.0f64, any::<u8>()), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        survives(&bytes);
        survives(&[&b"{\\rtf1 "[..], &bytes, b"}"].concat());
    }

    #[test]
    fn no_words_of_rtf_make_the_reader_panic(bytes in words_of_rtf()) {
        survives(&bytes);
    }

    #[test]
    fn damaged_documents_are_read_or_refused(cut in proptest::option::of(0.0..1.0f64), flips in flips()) {
        survives(&damaged(std::fs::read(folder().join("rich.rtf")).unwrap(), cut, &flips));
        survives(&damaged(std::fs::read(folder().join("rich.odt")).unwrap(), cut, &flips));
        for part in ["content.xml", "styles.xml", "Object 1/content.xml", "META-INF/manifest.xml"] {
            survives(&repacked(part, |bytes| damaged(bytes, cut, &flips)));
        }
    }
}
