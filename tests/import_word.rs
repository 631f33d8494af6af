//! Word in: what Word shows is what the manuscript says, construct by construct.

use crate::common;

use std::io::{Cursor, Write};

use common::Sandbox;
use neikan::diagnostic::Findings;
use neikan::manuscript::incoming::arrange::arrange;
use neikan::manuscript::markdown::{read_body, write};
use neikan::manuscript::word::{self, Changes, Options};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
    xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' \
    xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' \
    xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' \
    xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' \
    xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart' \
    xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture'";

/// A document that is being made.
struct Docx {
    body: String,
    parts: Vec<(String, Vec<u8>)>,
    relations: String,
}

impl Docx {
    fn of(body: impl Into<String>) -> Self {
        Self { body: body.into(), parts: Vec::new(), relations: String::new() }
    }

    /// A part that the text leans on: `styles`, `numbering`, `footnotes`.
    fn part(self, kind: &str, inner: &str) -> Self {
        let xml = format!("<w:{kind} {W}>{inner}</w:{kind}>");
        self.file(kind, kind, &format!("{kind}.xml"), xml.into_bytes())
    }

    fn file(mut self, id: &str, kind: &str, name: &str, bytes: Vec<u8>) -> Self {
        self.parts.push((format!("word/{name}"), bytes));
        self.relation(id, kind, name, "")
    }

    fn relation(mut self, id: &str, kind: &str, target: &str, mode: &str) -> Self {
        self.relations.push_str(&format!(
            "<Relationship Id='{id}' Type='x/{kind}' Target='{target}'{mode}/>"
        ));
        self
    }

    fn link(self, id: &str, url: &str) -> Self {
        self.relation(id, "hyperlink", url, " TargetMode='External'")
    }

    fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let document = format!("<w:document {W}><w:body>{}</w:body></w:document>", self.body);
        let relations = format!("<Relationships>{}</Relationships>", self.relations);
        let own = [("word/document.xml", document), ("word/_rels/document.xml.rels", relations)];
        let own = own.map(|(name, text)| (name.to_owned(), text.into_bytes()));
        for (name, bytes) in own.iter().chain(&self.parts) {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// The manuscript's body, and the rules of what was said.
    fn read(&self) -> (String, Vec<&'static str>) {
        let (text, rules, _) = self.read_all();
        (text, rules)
    }

    fn read_all(&self) -> (String, Vec<&'static str>, Vec<Vec<u8>>) {
        self.read_with(false)
    }

    fn read_with(&self, originals: bool) -> (String, Vec<&'static str>, Vec<Vec<u8>>) {
        let mut findings = Findings::default();
        let options = Options { prefix: "a", changes: Changes::Accept, originals };
        let incoming = word::read(&self.bytes(), &options, &mut findings).unwrap();
        let pictures = incoming.pictures.into_iter().map(|picture| picture.bytes).collect();
        let written = write(&arrange(incoming.items, false, &mut findings));
        let mut faults = Findings::default();
        read_body(&written.text, "a.md", 0, &mut faults);
        assert!(faults.is_empty(), "{faults:?}\n{}", written.text);
        assert_eq!(written.plainer, [""; 0], "{}", written.text);
        (written.text, findings.iter().map(|finding| finding.rule).collect(), pictures)
    }
}

fn run(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

fn dressed(properties: &str, text: &str) -> String {
    run(text).replace("<w:r>", &format!("<w:r><w:rPr>{properties}</w:rPr>"))
}

fn para(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

fn set(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

fn mark(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>")
}

/// A field, without a result where there is none.
fn field(code: &str, result: Option<&str>) -> String {
    let code = code.replace('&', "&amp;").replace('<', "&lt;");
    let code = format!("<w:r><w:instrText xml:space='preserve'>{code}</w:instrText></w:r>");
    let result = result.map(|result| format!("{}{}", mark("separate"), run(result)));
    [mark("begin"), code, result.unwrap_or_default(), mark("end")].concat()
}

#[test]
fn fields_without_a_result_show_what_word_draws() {
    let ring = |inner: &str| field(&format!("eq \\o\\ac(○,{inner})"), None);
    for (runs, text, rules) in [
        (ring("特"), "㊕", &[][..]),
        (ring("7"), "⑦", &[]),
        (ring("财"), "（财）", &["import-field-flat"]),
        (
            field(r#" EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(qú),渠)"#, None),
            "[渠]{ruby=\"qú\"}",
            &[],
        ),
        (field(r"EQ \f(1,3)", None), "1/3", &[]),
        (field(r"EQ x\s\up 6(a)", None), "x[a]{.sup}", &[]),
        (field(r"EQ \x(甲)", None), "甲", &["import-field-flat"]),
        (field(r#"SYMBOL 254 \f "Wingdings" \s 11"#, None), "☑", &[]),
        (field(r#"SYMBOL 9 \f "MT Extra""#, None), "〓", &["import-symbol"]),
        (field("PAGE", None), "", &["import-field"]),
        (field("LISTNUM \\l 1", None), "", &["import-field"]),
        (field("XE \"渠\"", None), "", &[]),
        (field("PAGE", Some("3")), "3", &[]),
        (field("MACROBUTTON Nomacro 点此填写", None), "点此填写", &[]),
        ("<w:fldSimple w:instr='eq \\o\\ac(○,1)'/>".to_owned(), "①", &[]),
        (format!("<w:fldSimple w:instr='DATE'>{}</w:fldSimple>", run("三月")), "三月", &[]),
        // A field within the code of another is part of that code.
        (
            [
                mark("begin"),
                "<w:r><w:instrText>eq \\o\\ac(○,</w:instrText></w:r>".to_owned(),
                field("SEQ a", Some("5")),
                "<w:r><w:instrText>)</w:instrText></w:r>".to_owned(),
                mark("end"),
            ]
            .concat(),
            "⑤",
            &[],
        ),
        (
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
                .to_owned()
                + "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
                + &mark("end"),
            "☑",
            &[],
        ),
        // A code that does not end hides no more than its paragraph.
        (mark("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>", "", &["import-field"]),
    ] {
        let body = [para(&format!("{}{runs}{}", run("甲"), run("乙。"))), para(&run("后。"))].concat();
        let ends = !runs.ends_with("</w:instrText></w:r>");
        let wanted = if ends { format!("甲{text}乙。\n\n后。\n") } else { "甲\n\n后。\n".to_owned() };
        assert_eq!(Docx::of(body).read(), (wanted, rules.to_vec()), "{runs}");
    }
}

#[test]
fn faces_of_signs_are_read_in_the_text_too() {
    let face = |name: &str| format!("<w:rFonts w:ascii='{name}' w:hAnsi='{name}'/>");
    let sym =
        |font: &str, code: &str| format!("<w:r><w:sym w:font='{font}' w:char='{code}'/></w:r>");
    let styles = "<w:style w:type='character' w:styleId='s'><w:name w:val='Sign'/><w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr></w:style>";
    for (runs, text, rules) in [
        (dressed(&face("Wingdings"), "\u{f0fe}"), "☑", &[][..]),
        (dressed(&face("Symbol"), "\u{f0b3}"), "≥", &[]),
        (dressed(&face("Wingdings 2"), "\u{f052}"), "☑", &[]),
        (dressed(&face("Wingdings 3"), "\u{f07d}"), "▶", &[]),
        (dressed(&face("Webdings"), "\u{f061}"), "✓", &[]),
        (dressed("<w:rStyle w:val='s'/>", "\u{f0a8}"), "□", &[]),
        (dressed(&face("MT Extra"), "\u{f04c}"), "〓", &["import-symbol"]),
        (dressed(&face("Wingdings"), "\u{f0ff}"), "〓", &["import-symbol"]),
        (sym("Wingdings", "F0FC"), "✓", &[]),
        (sym("Symbol", "61"), "α", &[]),
        (sym("宋体", "2611"), "☑", &[]),
        (sym("Marlett", "F061"), "〓", &["import-symbol"]),
    ] {
        let document = Docx::of(para(&format!("{runs}{}", run("三册。")))).part("styles", styles);
        assert_eq!(document.read(), (format!("{text}三册。\n"), rules.to_vec()), "{runs}");
    }
}

const STYLES: &str = "<w:style w:type='paragraph' w:styleId='t'><w:name w:val='Title'/></w:style>\
    <w:style w:type='paragraph' w:styleId='h'><w:name w:val='heading 1'/></w:style>\
    <w:style w:type='character' w:styleId='em'><w:name w:val='着重'/><w:rPr><w:em w:val='dot'/></w:rPr></w:style>\
    <w:style w:type='character' w:styleId='gone'><w:name w:val='暗'/><w:rPr><w:vanish/></w:rPr></w:style>\
    <w:style w:type='character' w:styleId='up'><w:name w:val='上'/><w:rPr><w:vertAlign w:val='superscript'/></w:rPr></w:style>";

fn numbered(level: u8, list: u8, style: &str, text: &str) -> String {
    let style =
        if style.is_empty() { String::new() } else { format!("<w:pStyle w:val='{style}'/>") };
    set(
        &format!("{style}<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>"),
        &run(text),
    )
}

#[test]
fn numbers_are_those_that_word_shows() {
    let level = |at: u8, format: &str, more: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"
        )
    };
    let chapters = [
        level(0, "chineseCountingThousand", "", "第%1章"),
        level(1, "chineseCountingThousand", "<w:lvlRestart w:val='0'/>", "第%2条"),
        level(2, "decimal", "<w:isLgl/><w:suff w:val='nothing'/>", "%1.%2.%3"),
    ];
    let numbering = format!(
        "<w:abstractNum w:abstractNumId='0'>{}</w:abstractNum><w:abstractNum w:abstractNumId='1'>{}</w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>\
         <w:num w:numId='3'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/>{}</w:lvlOverride></w:num>",
        chapters.concat(),
        level(0, "decimal", "", "%1."),
        level(0, "chineseCountingThousand", "", "（%1）"),
    );
    let body = [
        para(&run("渠边的旧书摊，逢一逢六开市。")),
        numbered(0, 1, "h", "总则"),
        numbered(1, 1, "", "本章程所称书摊。"),
        numbered(1, 1, "", "书摊逢一逢六开市。"),
        numbered(0, 1, "h", "摊主"),
        numbered(1, 1, "", "摊主自备门板。"),
        numbered(2, 1, "", "门板两块。"),
        numbered(0, 2, "", "先看书脊。"),
        para(&run("到了中午，人多了。")),
        numbered(0, 3, "", "换了写法的一条。"),
    ];
    let document = Docx::of(body.concat()).part("styles", STYLES).part("numbering", &numbering);
    assert_eq!(
        document.read().0,
        "渠边的旧书摊，逢一逢六开市。\n\n## 第一章\u{3000}总则\n\n第一条\u{3000}本章程所称书摊。\n\n\
         第二条\u{3000}书摊逢一逢六开市。\n\n## 第二章\u{3000}摊主\n\n第三条\u{3000}摊主自备门板。\n\n\
         2.3.1门板两块。\n\n1. 先看书脊。\n\n到了中午，人多了。\n\n（一）换了写法的一条。\n"
    );
}

#[test]
fn every_paragraph_of_a_note_is_text() {
    let call = |id: u8| format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>");
    let notes = [
        format!("<w:footnote w:id='1'>{}</w:footnote>", para(&run("（一）据《渠边志》"))),
        format!(
            "<w:footnote w:id='2'>{}{}{}</w:footnote>",
            para(&run(" 这一条有三段：")),
            para(&run("（二）另见流水账")),
            set("<w:outlineLvl w:val='1'/>", &run("还有一句"))
        ),
        format!(
            "<w:footnote w:id='3'>{}</w:footnote>",
            set("<w:pStyle w:val='t'/>", &run("门板是旧祠堂的"))
        ),
        format!(
            "<w:footnote w:id='4'>{}</w:footnote>",
            set("<w:pStyle w:val='h'/>", &run("一、石墩"))
        ),
    ];
    let body =
        para(&[run("清早"), call(1), run("卸门板"), call(2), call(3), call(4), run("。")].concat());
    let document = Docx::of(body).part("styles", STYLES).part("footnotes", &notes.concat());
    assert_eq!(
        document.read(),
        (
            "清早[^1]卸门板[^2][^3][^4]。\n\n[^1]: （一）据《渠边志》\n\n[^2]: 这一条有三段：\n\n    （二）另见流水账\n\n    还有一句\n\n\
             [^3]: 门板是旧祠堂的\n\n[^4]: 一、石墩\n"
                .to_owned(),
            vec![]
        )
    );
}

#[test]
fn links_keep_the_place_they_lead_to() {
    let link =
        |attributes: &str| format!("<w:hyperlink {attributes}>{}</w:hyperlink>", run("目录"));
    for (runs, text) in [
        (link("r:id='h' w:anchor='mulu'"), "[目录](<https://example.org/shutan#mulu>)"),
        (link("r:id='h' w:docLocation='mulu'"), "[目录](<https://example.org/shutan#mulu>)"),
        (link("r:id='h'"), "[目录](<https://example.org/shutan>)"),
        (link("w:anchor='mulu'"), "目录"),
        (
            field(r#"HYPERLINK "https://example.org/b" \l "c""#, Some("目录")),
            "[目录](<https://example.org/b#c>)",
        ),
    ] {
        let document =
            Docx::of(para(&(runs.clone() + &run("。")))).link("h", "https://example.org/shutan");
        assert_eq!(document.read(), (format!("{text}。\n"), vec![]), "{runs}");
    }
}

#[test]
fn drop_caps_belong_to_their_paragraph() {
    let cap = |text: &str| {
        let frame = "<w:keepNext/><w:framePr w:dropCap='drop' w:lines='3' w:wrap='around'/>";
        set(frame, &dressed("<w:b/><w:sz w:val='90'/>", text))
    };
    let body = [cap("清"), para(&run("早六点，卸下门板。")), cap("落")].concat();
    assert_eq!(Docx::of(body).read(), ("清早六点，卸下门板。\n\n落\n".to_owned(), vec![]));
}

#[test]
fn styles_of_characters_count() {
    let styled = |style: &str, text: &str| dressed(&format!("<w:rStyle w:val='{style}'/>"), text);
    let runs = [
        run("务必"),
        styled("em", "当心"),
        run("，x"),
        styled("up", "n+a"),
        styled("gone", "暗"),
        run("。"),
    ];
    let document = Docx::of(para(&runs.concat())).part("styles", STYLES);
    assert_eq!(
        document.read(),
        ("务必[当心]{.dots}，x[n+a]{.sup}。\n".to_owned(), vec!["import-hidden"])
    );
}

#[test]
fn raised_and_lowered_text_is_carried() {
    let at = |place: &str, text: &str| dressed(&format!("<w:vertAlign w:val='{place}'/>"), text);
    let (up, down) = (|text: &str| at("superscript", text), |text: &str| at("subscript", text));
    for (runs, text, rules) in [
        (up("2"), "²", &[][..]),
        (down("2"), "₂", &[]),
        (up("th"), "[th]{.sup}", &[]),
        (down("(n-1)"), "[(n-1)]{.sub}", &[]),
        (up("[1]"), "\\[1\\]", &["import-raised"]),
        (dressed("<w:b/><w:vertAlign w:val='subscript'/>", "max"), "**[max]{.sub}**", &[]),
    ] {
        let body = para(&format!("{}{runs}{}", run("甲"), run("乙。")));
        assert_eq!(Docx::of(body).read(), (format!("甲{text}乙。\n"), rules.to_vec()), "{runs}");
    }
}

#[test]
fn prompts_of_content_controls_are_left_out() {
    let control = |shows: &str, inner: &str| {
        format!("<w:sdt><w:sdtPr>{shows}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>")
    };
    let body = [
        para(
            &[run("单位："), control("<w:showingPlcHdr/>", &run("单击此处输入文字")), run("。")]
                .concat(),
        ),
        para(&[run("姓名："), control("", &run("陈禾")), run("。")].concat()),
        control("<w:showingPlcHdr/>", &para(&run("单击此处输入文字"))),
    ];
    assert_eq!(
        Docx::of(body.concat()).read(),
        ("单位：。\n\n姓名：陈禾。\n".to_owned(), vec!["import-placeholder", "import-placeholder"])
    );
}

fn table(rows: &[&[(&str, &str)]]) -> String {
    let cell = |(properties, text): &(&str, &str)| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", para(&run(text)))
    };
    let row = |cells: &&[(&str, &str)]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
    };
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn merged_cells_stay_merged() {
    let (wide, from, on) =
        ("<w:gridSpan w:val='2'/>", "<w:vMerge w:val='restart'/>", "<w:vMerge/>");
    let both = "<w:gridSpan w:val='2'/><w:vMerge w:val='restart'/>";
    let both_on = "<w:gridSpan w:val='2'/><w:vMerge/>";
    for (rows, text, rules) in [
        (
            &[
                &[(from, "年份"), (wide, "收购")][..],
                &[(on, ""), ("", "早稻"), ("", "晚稻")],
                &[("", "2025"), ("", "3"), ("", "4")],
            ][..],
            "| 年份 | 收购 | << |\n|---|---|---|\n| ^^ | 早稻 | 晚稻 |\n| 2025 | 3 | 4 |\n",
            &[][..],
        ),
        (
            &[
                &[("", "甲"), ("", "乙"), ("", "丙")],
                &[(both, "丁"), ("", "戊")],
                &[(both_on, ""), ("", "己")],
            ],
            "| 甲 | 乙 | 丙 |\n|---|---|---|\n| 丁 | << | 戊 |\n| ^^ | << | 己 |\n",
            &[],
        ),
        // A head that would be the whole table is parted.
        (
            &[&[(from, "甲"), ("", "乙")], &[(on, ""), ("", "丙")]],
            "| 甲 | 乙 |\n|---|---|\n|  | 丙 |\n",
            &["import-table-merged"],
        ),
        // What goes on nothing is a cell of its own; what stands in it is not lost.
        (
            &[&[("", "甲"), ("", "乙")], &[(both_on, "丙")]],
            "| 甲 | 乙 |\n|---|---|\n| 丙 | << |\n",
            &[],
        ),
        (
            &[&[("", "<<"), ("", "^^")], &[("", "甲"), ("", "乙")]],
            "| \\<\\< | \\^^ |\n|---|---|\n| 甲 | 乙 |\n",
            &[],
        ),
    ] {
        assert_eq!(Docx::of(table(rows)).read(), (text.to_owned(), rules.to_vec()));
    }
}

#[test]
fn numbers_stand_in_cells_and_notes_under_pictures_as_well() {
    let numbering = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>\
        <w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
    let row = |left: &str, right: &str| {
        format!("<w:tr><w:tc>{left}</w:tc><w:tc>{}</w:tc></w:tr>", para(&run(right)))
    };
    let rows = [
        row(&para(&run("货品")), "吨数"),
        row(&numbered(0, 1, "", "化肥"), "3"),
        row(&numbered(0, 1, "", "农膜"), "4"),
    ];
    let document = Docx::of(format!("<w:tbl>{}</w:tbl>", rows.concat()));
    assert_eq!(
        document.part("styles", STYLES).part("numbering", numbering).read(),
        ("| 货品 | 吨数 |\n|---|---|\n| 1. 化肥 | 3 |\n| 2. 农膜 | 4 |\n".to_owned(), vec![])
    );

    let mut png = Cursor::new(Vec::new());
    image::RgbImage::new(40, 20).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let caption = para(
        &[run("渠边的门板"), "<w:r><w:footnoteReference w:id='1'/></w:r>".to_owned()].concat(),
    );
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{caption}</w:tc></w:tr></w:tbl>",
        drawn("p", "", "", "")
    );
    let note = format!("<w:footnote w:id='1'>{}</w:footnote>", para(&run("据《渠边志》")));
    let document = Docx::of(body).part("footnotes", &note);
    let (text, _) = document.file("p", "image", "media/a.png", png.into_inner()).read();
    assert_eq!(text, "![门](images/a-1.png)\n\n渠边的门板[^1]\n\n[^1]: 据《渠边志》\n");
}

#[test]
fn a_number_alone_in_a_cell_stays() {
    let numbering = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>\
        <w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
    let row = |left: &str, right: &str| {
        format!("<w:tr><w:tc>{left}</w:tc><w:tc>{}</w:tc></w:tr>", para(&run(right)))
    };
    let empty = set("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>", "");
    let rows = [row(&para(&run("序号")), "货品"), row(&empty, "化肥"), row(&empty, "农膜")];
    // Outside of a table it is a line that says nothing.
    let document = Docx::of(format!("<w:tbl>{}</w:tbl>{empty}", rows.concat()));
    assert_eq!(
        document.part("styles", STYLES).part("numbering", numbering).read(),
        ("| 序号 | 货品 |\n|---|---|\n| 1. | 化肥 |\n| 2. | 农膜 |\n".to_owned(), vec![])
    );
}

/// A drawing of a picture, with what stands after its blip and in its shape.
fn drawn(id: &str, effects: &str, rect: &str, place: &str) -> String {
    para(&format!(
        "<w:r><w:drawing><wp:docPr descr='门'/><pic:pic><pic:blipFill><a:blip r:embed='{id}'>{effects}</a:blip>{rect}</pic:blipFill>\
         <pic:spPr>{place}</pic:spPr></pic:pic></w:drawing></w:r>"
    ))
}

#[test]
fn pictures_are_as_word_shows_them() {
    let picture = image::RgbImage::from_fn(40, 20, |x, _| {
        image::Rgb(if x < 20 { [9, 9, 9] } else { [240, 0, 0] })
    });
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let png = png.into_inner();
    let body = [
        drawn("p", "", "<a:srcRect l='50000'/>", ""),
        drawn("q", "", "<a:srcRect l='50000'/>", ""),
        drawn("p", "", "", "<a:xfrm rot='5400000'/>"),
        drawn("p", "", "", ""),
        drawn("q", "", "", "<a:prstGeom prst='ellipse'/>"),
    ];
    let document = Docx::of(body.concat()).file("p", "image", "media/a.png", png.clone()).file(
        "q",
        "image",
        "media/b.png",
        png.clone(),
    );
    let (text, rules, pictures) = document.read_all();
    let paths: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let [cut, turned, whole] =
        ["images/a-1.png", "images/a-2.png", "images/a-3.png"].map(|path| format!("![门]({path})"));
    assert_eq!(paths, [&cut, &cut, &turned, &whole, &whole]);
    assert_eq!(
        rules,
        [
            "import-picture-retouched",
            "import-picture-retouched",
            "import-picture-retouched",
            "import-picture-effect"
        ]
    );
    let read = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().to_rgb8();
    let cut = read(&pictures[0]);
    assert_eq!((cut.dimensions(), cut.get_pixel(0, 0).0), ((20, 20), [240, 0, 0]));
    assert_eq!(read(&pictures[1]).dimensions(), (20, 40));
    assert_eq!(pictures[2], png, "what is not changed keeps its bytes");
    let (text, rules, pictures) = document.read_with(true);
    assert_eq!(text.matches("![门](images/a-1.png)").count(), 5, "{text}");
    let kept = ["import-picture-kept"; 3].into_iter().chain(["import-picture-effect"]);
    assert_eq!((rules, pictures), (kept.collect(), vec![png]));
}

#[test]
fn charts_are_drawn_anew_or_become_tables() {
    let cache = |name: &str, points: &[&str]| {
        let points = points
            .iter()
            .enumerate()
            .map(|(at, v)| format!("<c:pt idx='{at}'><c:v>{v}</c:v></c:pt>"));
        format!("<c:{name}>{}</c:{name}>", points.collect::<String>())
    };
    let chart = |kind: &str| {
        let series = format!(
            "<c:ser><c:tx>{}</c:tx><c:cat>{}</c:cat><c:val>{}</c:val></c:ser>",
            cache("strCache", &["收购"]),
            cache("strCache", &["一季度", "二季度"]),
            cache("numCache", &["270", "255.5"])
        );
        format!(
            "<c:chartSpace {W}><c:chart><c:plotArea><c:{kind}>{series}</c:{kind}></c:plotArea></c:chart></c:chartSpace>"
        )
    };
    let body = para(
        "<w:r><w:drawing><wp:docPr/><a:graphic><a:graphicData><c:chart r:id='c'/></a:graphicData></a:graphic></w:drawing></w:r>",
    ) + &para(&run("图1 各季收购。"));
    for (kind, text, rules) in [
        (
            "barChart",
            "```chart bar\ntitle: \"图1 各季收购。\"\nalt: \"柱形图。收购：一季度270，二季度255.5。\"\n---\n项目,收购\n一季度,270\n二季度,255.5\n```\n",
            "import-chart",
        ),
        (
            "areaChart",
            "|  | 收购 |\n|---|--:|\n| 一季度 | 270 |\n| 二季度 | 255.5 |\n\n图1 各季收购。\n",
            "import-chart-table",
        ),
    ] {
        let document =
            Docx::of(body.clone()).file("c", "chart", "charts/c.xml", chart(kind).into_bytes());
        assert_eq!(document.read(), (text.to_owned(), vec![rules]));
    }
    assert_eq!(Docx::of(body).read().1, ["import-object"]);
}

#[test]
fn formulas_are_a_line_of_text() {
    let r = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let formula = format!(
        "<m:oMath><m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>{}<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f></m:oMath>",
        r("x"),
        r("2"),
        r("="),
        r("a+b"),
        r("k")
    );
    let body = para(&[run("由"), formula, run("得。")].concat());
    assert_eq!(Docx::of(body).read(), ("由x²=(a+b)/k得。\n".to_owned(), vec!["import-math"]));
}

/// The whole way, by the program: what is imported passes the check of an issue.
#[test]
fn what_word_shows_is_built() {
    let sandbox = Sandbox::new();
    let rows: &[&[(&str, &str)]] = &[
        &[("<w:vMerge w:val='restart'/>", "年份"), ("<w:gridSpan w:val='2'/>", "收购")],
        &[("<w:vMerge/>", ""), ("", "早稻"), ("", "晚稻")],
        &[("", "2025"), ("", "3"), ("", "4")],
    ];
    let body = [
        para(&run("渠边的旧书摊")),
        para(
            &[
                run("书摊在"),
                field(r"EQ \o\ad(\s\up 9(qú),渠)", None),
                run("边，门牌是"),
                field(r"eq \o\ac(○,特)", None),
                run("号，占地x"),
                dressed("<w:vertAlign w:val='superscript'/>", "a+b"),
                run("方。"),
            ]
            .concat(),
        ),
        table(rows),
        para(&run("到了中午，来翻书的人渐渐多了，他只管低头修补书脊。")),
    ];
    sandbox.write("shutan.docx", Docx::of(body.concat()).bytes());
    let run = sandbox.run(&["import", "shutan.docx", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let text = sandbox.read("issues/inbox/shutan.md");
    assert!(text.contains("书摊在[渠]{ruby=\"qú\"}边，门牌是㊕号，占地x[a+b]{.sup}方。"), "{text}");
    assert!(text.contains("| 年份 | 收购 | << |\n|---|---|---|\n| ^^ | 早稻 | 晚稻 |\n"), "{text}");
    sandbox.write("issues/2026-01/articles/shutan.md", text);
    sandbox.replace("issues/2026-01/issue.yml", "  - news\n", "  - news\n  - shutan\n");
    let run = sandbox.run(&["check", "--format", "json"]);
    let stops = run.report()["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["severity"] == "stop")
        .count();
    assert_eq!(stops, 0, "{}", run.out);
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Any numbering and any fields are read, and what is written is a manuscript.
    #[test]
    fn any_numbers_and_fields_are_read(
        levels in prop::collection::vec((0u8..10, "[a-zA-Z]{0,14}|chineseCounting|decimal|bullet", "[%1-9、第章.（）a]{0,8}", 0u32..4), 0..6),
        items in prop::collection::vec((0u8..10, 1u8..3, r"[\\(),;EQ osacup○特0-9]{0,20}"), 0..8),
    ) {
        let level = |(at, format, text, restart): &(u8, String, String, u32)| format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='{restart}'/><w:numFmt w:val='{format}'/><w:lvlRestart w:val='{restart}'/><w:lvlText w:val='{text}'/></w:lvl>"
        );
        let levels: String = levels.iter().map(level).collect();
        let numbering = format!(
            "<w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
             <w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>"
        );
        let body: String = items.iter().map(|(level, list, code)| {
            let number = format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>");
            set(&number, &format!("{}{}", run("甲"), field(&format!("EQ {code}"), None)))
        }).collect();
        let mut findings = Findings::default();
        let bytes = Docx::of(body).part("numbering", &numbering).bytes();
        let options = Options { prefix: "a", changes: Changes::Accept, originals: false };
        let incoming = word::read(&bytes, &options, &mut findings).unwrap();
        prop_assert_eq!(incoming.items.len(), items.len());
        let written = write(&arrange(incoming.items, false, &mut findings));
        let mut faults = Findings::default();
        read_body(&written.text, "a.md", 0, &mut faults);
        let faults: Vec<_> = faults.iter().map(|fault| fault.rule).filter(|rule| *rule != "nesting-deep").collect();
        prop_assert!(faults.is_empty(), "{:?}\n{}", faults, written.text);
    }
}
