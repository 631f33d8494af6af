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
    let options = Options { prefix: "rich", changes, originals: false };
    let mut findings = Findings::default();
    let read = match form {
        "odt" => odt::read(&bytes, &options, &mut findings),
        "rtf" => rtf::read(&bytes, &options, &mut findings),
        "docx" => word::read(&bytes, &options, &mut findings),
        _ => {
            let text = String::from_utf8(bytes).unwrap();
            Some(html::read(&text, "rich", &mut |_| None, &mut findings).incoming)
        }
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
    let options = Options { prefix: "a", changes: Changes::Accept, originals: false };
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

/// What becomes of a text in RTF, and the rules that speak of it.
fn become_of(bytes: &[u8]) -> (String, Vec<&'static str>) {
    let mut findings = Findings::default();
    let options = Options { prefix: "a", changes: Changes::Accept, originals: false };
    let text = match rtf::read(bytes, &options, &mut findings) {
        Some(read) => markdown::write(&blocks(read, &mut findings)).text,
        None => String::new(),
    };
    (text.trim().to_owned(), findings.iter().map(|finding| finding.rule).collect())
}

#[test]
fn constructs_of_rtf_become_what_they_are() {
    let row = r"\trowd\cellx1000\cellx2000\cellx3000 ";
    let wide = r"\trowd\cellx1000\cellx3000 ";
    let cells = |texts: &[&str]| -> String {
        texts.iter().map(|text| format!(r"\pard\intbl {text}\cell ")).collect()
    };
    let cases: Vec<(String, &str, &[&str])> = vec![
        (
            format!("{row}{}\\row {wide}{}\\row ", cells(&["a", "b", "c"]), cells(&["d", "e"])),
            "| a | b | c |\n|---|---|---|\n| d | e | << |",
            &[],
        ),
        (
            format!(
                "\\trowd\\clvmgf\\cellx9\\clmgf\\cellx1000\\clmrg\\cellx2000 {}\\row \\trowd\\clvmrg\\cellx9\\cellx1000\\cellx2000 {}\\row ",
                cells(&["a", "b", ""]),
                cells(&["", "c", "d"])
            ),
            "| a | b | << |\n|---|---|---|\n|  | c | d |",
            &["import-table-merged"],
        ),
        (
            format!(
                "{row}\\pard\\intbl\\itap2 x\\nestcell y\\nestcell{{\\*\\nesttableprops\\trowd\\cellx1\\cellx9\\nestrow}}{{\\nonesttables\\par}}\\pard\\intbl\\itap1 z\\cell {}\\row {row}{}\\row ",
                cells(&["b", "c"]),
                cells(&["d", "e", "f"])
            ),
            "| x　y　z | b | c |\n|---|---|---|\n| d | e | f |",
            &["import-table-nested", "import-cell-lines"],
        ),
        (r"{\b 粗}{\accdot 点}{\i 斜}{\strike 删}\par".into(), "**粗**[点]{.dots}*斜*~~删~~", &[]),
        (
            r#"{\field{\*\fldinst HYPERLINK "https://a.example/b" \\l "c"}{\fldrslt{\ul x}}}{\field{\*\fldinst HYPERLINK "file:///x"}{\fldrslt y}}\par"#.into(),
            "[x](<https://a.example/b#c>)y",
            &["import-link"],
        ),
        (
            r"{\field{\*\fldinst EQ \\o\\ac(\u9675?,\u29305?)}{\fldrslt}}{\field{\*\fldinst SYMBOL 179 \\f Symbol}{\fldrslt}}{\field{\*\fldinst SYMBOL 1 \\f Odd}{\fldrslt}}\par".into(),
            "㊕≥〓",
            &["import-symbol"],
        ),
        (r"\pard\dropcapli3\dropcapt1 A\par\pard BC\par".into(), "ABC", &[]),
        (r"{\*\shppict{\pict\emfblip 0100}}{\nonshppict{\pict\wmetafile8 01}}x\par".into(), "x", &["import-picture-format"]),
        (r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 20}}}}x\par".into(), "x", &["import-object"]),
        (
            r"{\shp{\*\shpinst{\shptxt\pard a\par b\par}}{\shprslt{\*\do{\dptxbx{\dptxbxtext a\par}}}}}x\par".into(),
            "x\n\n::: sidebar\na\n\nb\n:::",
            &["import-text-box"],
        ),
        // A frame with a box at its paragraph: one box.
        (
            r"{\shp{\*\shpinst{\shptxt\pard a\par}}}\trowd\cellx900\intbl b\cell\row\pard x\par".into(),
            "::: sidebar\nb\n\na\n:::\n\nx",
            &["import-text-box", "import-text-box"],
        ),
        (r"\pard\ls7\ilvl0 x.;\par\pard\ls7\ilvl0 y;\par".into(), "一、x.;\n\n二、y;", &[]),
        (r"{\pntext 1.\tab}x\par{\pntext 2.\tab}y\par{\pntext\f2\'b7\tab}z\par".into(), "1. x\n2. y\n\n+ z", &[]),
        (r"{\header h\par}{\xe{\v x}}a\page\par\pard\pagebb b\par".into(), "a\n\nb", &["import-header", "import-page-break", "import-page-break"]),
        (r"a\'b6\par".into(), "a〓", &["import-bytes"]),
        (r"{\dbch\ab\dbch 粗}{\rtlch\ab \ltrch 细}{\hich\af2\loch\f2\dbch\u-3917?}\par".into(), "**粗**细≥", &[]),
        (r"\pard\s2\b x{\b0 y}\par".into(), "> xy", &[]),
        (r"{\field{\*\fldinst TOC \\o}{\fldrslt x\par y\par}}\par z\par".into(), "z", &["import-contents"]),
        (r"{\object\objemb{\*\objdata 00}{\result{\pict\wmetafile8 00}}}x\par".into(), "x", &["import-object", "import-picture-format"]),
        (r"m{\super 2}CO{\sub 2}{\super th}\par".into(), "m²CO₂[th]{.sup}", &[]),
        (r"\pard\s1 x\par\pard\outlinelevel1 y\par\pard z\par".into(), "## x\n\n### y\n\nz", &[]),
        (r"x{\footnote{\pict\wmetafile8 00}}\par".into(), "x", &["import-picture-format"]),
    ];
    for (body, text, rules) in cases {
        let head = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 a;}{\f2\fcharset2 Symbol;}}{\stylesheet{\s1\sbasedon0\outlinelevel0 heading 1;}{\s2\b Quotations;}{\s0 Normal;}}{\*\listtable{\list{\listlevel\levelnfc39\levelstartat1{\leveltext\'02\'00\u12289?;}{\levelnumbers\'01;}}\listid5}}{\*\listoverridetable{\listoverride\listid5\listoverridecount0\ls7}}\f0 ";
        let mut bytes = head.as_bytes().to_vec();
        bytes.extend_from_slice(&encoding_rs::GBK.encode(&body).0);
        bytes.push(b'}');
        let (read, said) = become_of(&bytes);
        assert_eq!((read.as_str(), said.as_slice()), (text, rules), "{body}");
    }
}

/// A text in OpenDocument: what stands in its automatic styles and in its text.
fn document(styles: &str, body: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::{Cursor, Write};
    let content = format!(
        "<d><automatic-styles>{styles}</automatic-styles><body><text>{body}</text></body></d>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in [("content.xml", content.as_bytes())].iter().chain(parts) {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn constructs_of_opendocument_become_what_they_are() {
    let styles = "<style name='H' family='text'><text-properties display='none'/></style>\
        <style name='B' family='paragraph'><text-properties font-weight='bold'/></style>\
        <style name='P' family='paragraph'><paragraph-properties break-before='page'/></style>\
        <style name='W' family='text'><text-properties font-family='Wingdings'/></style>\
        <list-style name='L'><list-level-style-number level='1' num-format='1' num-suffix='.'/>\
        <list-level-style-number level='2' num-format='甲, 乙' num-prefix='（' num-suffix='）'/></list-style>";
    let png = std::fs::read(folder().join("rich.odt")).unwrap();
    let mut package = neikan_desk::manuscript::incoming::package::Package::open(&png).unwrap();
    let picture =
        package.read("Pictures/10000000000000180000001030BA82687B5AA3BE.png", 1000).unwrap();
    let cases: Vec<(&str, &str, &[&str])> = vec![
        (
            "<table><table-row number-rows-repeated='2'><table-cell number-columns-repeated='2'><p>a</p></table-cell></table-row>\
             <table-row><table-cell number-columns-spanned='2'><p>b</p></table-cell><covered-table-cell><p>c</p></covered-table-cell></table-row></table>",
            "| a | a |\n|---|---|\n| a | a |\n| b | << |",
            &["import-hidden"],
        ),
        (
            "<p style-name='B'>粗 GB</p><p>  甲 \n 乙<s c='2'/> 丙 </p>",
            "粗 **GB**\n\n甲 乙   丙",
            &[],
        ),
        (
            "<p>a<span style-name='H'>b</span></p><section display='none'><p>c</p></section>",
            "a",
            &["import-hidden"],
        ),
        ("<p>a</p><p style-name='P'>b</p>", "a\n\nb", &["import-page-break"]),
        ("<p><span style-name='W'>\u{f0fc}\u{f0ff}</span></p>", "✓〓", &["import-symbol"]),
        (
            "<table-of-content><index-body><p>a</p></index-body></table-of-content><p>b</p>",
            "b",
            &["import-contents"],
        ),
        (
            "<list style-name='L'><list-item><p>a</p><p>b</p></list-item><list-item><list><list-item><p>c</p></list-item></list></list-item>\
             <list-item><p>d</p></list-item></list><list style-name='L' continue-numbering='true'><list-item><p>e</p></list-item></list>",
            "1. a\n\n   b\n\n（甲）c\n\n2. d\n3. e",
            &[],
        ),
        (
            "<p>a<frame><image href='Pictures/a.png'/><title>画</title></frame><frame><image href='./Pictures/a.png'/></frame></p>",
            "a\n\n![画](images/a-1.png)\n\n![](images/a-1.png)",
            &["import-picture-alt"],
        ),
        ("<p>a<frame><image href='http://x/a.png'/></frame></p>", "a", &["import-picture-outside"]),
        ("<p>a<frame><image href='Pictures/b.png'/></frame></p>", "a", &["import-picture-lost"]),
        ("<p>a<frame><image href='c.wmf'/></frame></p>", "a", &["import-picture-format"]),
        (
            "<p>a<frame><object href='./none'/><image href='Pictures/a.png'/></frame></p>",
            "a\n\n![](images/a-1.png)",
            &["import-object", "import-picture-alt"],
        ),
        (
            "<p>a<line/><custom-shape><p>b</p></custom-shape></p>",
            "a\n\n::: sidebar\nb\n:::",
            &["import-object", "import-text-box"],
        ),
        ("<p>a<a href='#x'>b</a><a href='javascript:x'>c</a></p>", "abc", &["import-link"]),
        (
            "<p>a<note note-class='footnote'><note-citation>1</note-citation><note-body><h outline-level='1'>b</h></note-body></note></p>",
            "a[^1]\n\n[^1]: b",
            &[],
        ),
        (
            "<p>a<annotation><creator>甲</creator><p>b</p></annotation></p>",
            "a",
            &["import-comments"],
        ),
    ];
    for (body, text, rules) in cases {
        let bytes = document(styles, body, &[("Pictures/a.png", &picture), ("c.wmf", b"wmf")]);
        let mut findings = Findings::default();
        let options = Options { prefix: "a", changes: Changes::Accept, originals: false };
        let read = odt::read(&bytes, &options, &mut findings).unwrap();
        let written = markdown::write(&blocks(read, &mut findings)).text;
        let said: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!((written.trim(), said.as_slice()), (text, rules), "{body}");
    }
}

#[test]
fn what_cannot_be_opened_is_named() {
    let refused = |read: fn(&[u8], &Options<'_>, &mut Findings) -> Option<Incoming>,
                   bytes: &[u8]| {
        let mut findings = Findings::default();
        let options = Options { prefix: "a", changes: Changes::Accept, originals: false };
        assert!(read(bytes, &options, &mut findings).is_none());
        findings.iter().next().unwrap().rule
    };
    let manifest: &[u8] = b"<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let locked = document("", "", &[("META-INF/manifest.xml", manifest)]);
    assert_eq!(refused(odt::read, &locked), "import-locked");
    let deep = |open: &str, close: &str| {
        document("", &format!("{}{}", open.repeat(500), close.repeat(500)), &[])
    };
    assert_eq!(refused(odt::read, &deep("<section>", "</section>")), "import-word-deep");
    let long = "<table><table-row><table-cell><p>a</p></table-cell></table-row></table>"
        .replace("<table-row>", "<table-row number-rows-repeated='9999'>");
    assert_eq!(refused(odt::read, &document("", &long, &[])), "import-table-long");
    assert_eq!(refused(odt::read, b"PK"), "import-word-broken");
    assert_eq!(refused(rtf::read, b"{\\rtf1 a"), "import-word-broken");
    assert_eq!(
        refused(rtf::read, &[&b"{\\rtf1"[..], &b"{".repeat(5000), &b"}".repeat(5001)].concat()),
        "import-word-deep"
    );
    assert_eq!(
        refused(rtf::read, &[&b"{\\rtf1"[..], &b"\\cell\\row".repeat(600), b"}"].concat()),
        "import-table-long"
    );
    assert_eq!(
        refused(rtf::read, &[&b"{\\rtf1"[..], &b"\\par".repeat(60_000), b"}"].concat()),
        "import-long"
    );
    let many = [&b"{\\rtf1"[..], &b"{\\b a}b".repeat(300_000), b"}"].concat();
    assert_eq!(refused(rtf::read, &many), "import-word-large");
}

/// What a check may say of a manuscript from outside.
const TOLD_LATER: [&str; 3] = ["paragraph-long", "nesting-deep", "heading-order"];

/// Reads bytes in both readers; what comes out is a manuscript, whatever went in.
fn survives(bytes: &[u8]) {
    for changes in [Changes::Accept, Changes::Refuse] {
        for read in [odt::read, rtf::read] {
            let options = Options { prefix: "a", changes, originals: false };
            let mut findings = Findings::default();
            let Some(incoming) = read(bytes, &options, &mut findings) else {
                assert!(findings.stops());
                continue;
            };
            let written = markdown::write(&blocks(incoming, &mut findings));
            let mut findings = Findings::default();
            markdown::read_body(&written.text, "a.md", 0, &mut findings);
            let faults = findings.iter().map(|finding| finding.rule);
            let faults: Vec<_> = faults.filter(|rule| !TOLD_LATER.contains(rule)).collect();
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
