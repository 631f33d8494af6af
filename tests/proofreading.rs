//! What is written is printed: every construct, in every kind of article, at every length, with and
//! without notes, is on the finished pages letter for letter; what cannot be set is refused with
//! its line.
//!
//! Every sentence of the generated manuscripts carries a mark of its own. Outside judges
//! (poppler, MuPDF, pdfium) read the PDFs back and have to give every mark, so that the proofreader
//! of the program is not the only one to say that nothing is lost.

use crate::common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use common::judging::{judge, missing, said};
use common::{Sandbox, repository, zip_entries};

/// How long a mark is, bytes.
const MARK: usize = 6;

/// Writes manuscripts whose sentences can be told apart.
#[derive(Default)]
struct Writer {
    next: usize,
    marks: Vec<String>,
    notes: Vec<String>,
}

impl Writer {
    fn mark(&mut self) -> String {
        self.next += 1;
        let mark = format!("Q{:05}", self.next);
        self.marks.push(mark.clone());
        mark
    }

    fn sentence(&mut self) -> String {
        format!("{}号书摊的主人清早六点把两块门板卸下来，架在渠边的石墩上。", self.mark())
    }

    fn text(&mut self, sentences: usize) -> String {
        (0..sentences).map(|_| self.sentence()).collect()
    }

    /// A text with a note after its first sentence.
    fn noted(&mut self, sentences: usize, noted: bool) -> String {
        if !noted {
            return self.text(sentences);
        }
        let first = self.sentence();
        let note = self.note();
        format!("{first}{note}{}", self.text(sentences - 1))
    }

    /// A reference to a new note.
    fn note(&mut self) -> String {
        let text = format!("{}号门板是旧祠堂拆下来的。", self.mark());
        self.notes.push(text);
        format!("[^n{}]", self.notes.len())
    }

    /// The texts of the notes so far, once.
    fn notes(&mut self) -> String {
        let mut out = String::new();
        for (index, note) in self.notes.drain(..).enumerate() {
            let _ = write!(out, "\n\n[^n{}]: {note}", index + 1);
        }
        out
    }

    /// Lines that each hold one sentence.
    fn lines(&mut self, before: &str, count: usize, noted: bool) -> String {
        let mut out = String::new();
        for index in 0..count {
            let line = self.noted(1, noted && index == 0);
            let _ = writeln!(out, "{before}{line}");
        }
        out
    }

    /// Rows of a name, which carries a mark, and one sentence.
    fn rows(&mut self, name: &str, count: usize, noted: bool) -> String {
        let mut out = String::new();
        for index in 0..count {
            let noted = noted && index == 0;
            let note = if noted { self.note() } else { String::new() };
            let (mark, text) = (self.mark(), self.noted(1, noted));
            let _ = writeln!(out, "{name}{mark}{note} | {text}");
        }
        out
    }

    fn table(&mut self, columns: usize, rows: usize, noted: bool) -> String {
        let mut out = String::new();
        for row in 0..=rows {
            for column in 0..columns {
                let note =
                    if noted && row <= 1 && column == 0 { self.note() } else { String::new() };
                let _ = write!(out, "| 门板{}{note} ", self.mark());
            }
            out.push_str("|\n");
            if row == 0 {
                out.push_str(&"|---".repeat(columns));
                out.push_str("|\n");
            }
        }
        out
    }
}

/// A construct, written with so many sentences and perhaps with notes.
type Construct = fn(&mut Writer, usize, bool) -> String;

const CONSTRUCTS: &[(&str, Construct)] = &[
    ("para", |w, n, noted| w.noted(n, noted)),
    ("heading", |w, n, noted| {
        let note = if noted { w.note() } else { String::new() };
        let (head, text) = (w.mark(), w.text(n));
        format!("## 门板与石墩{head}{note}\n\n{text}")
    }),
    ("quote", |w, n, noted| format!("> {}\n>\n> {}", w.noted(n, noted), w.text(2))),
    ("list", |w, n, noted| w.lines("- ", n, noted)),
    ("ordered", |w, n, noted| w.lines("1. ", n, noted)),
    ("nested", |w, n, noted| {
        format!("- {}\n  - {}\n\n  {}\n", w.noted(n, noted), w.noted(n, noted), w.text(1))
    }),
    ("quoted-list", |w, n, noted| w.lines("> - ", n, noted)),
    ("sidebar", |w, n, noted| {
        format!("::: sidebar 石墩{}\n{}\n\n{}\n:::", w.mark(), w.noted(n, noted), w.text(2))
    }),
    ("sidebar-full", |w, n, noted| {
        format!(
            "::: sidebar 石墩{} {{.full}}\n{}\n\n{}\n:::",
            w.mark(),
            w.noted(n, noted),
            w.text(2)
        )
    }),
    ("infobox", |w, n, noted| {
        let items = w.lines("- 书摊：", n, noted);
        format!("::: infobox 石墩{}\n{items}\n  {}\n:::", w.mark(), w.text(1))
    }),
    ("infobox-full", |w, n, noted| {
        format!("::: infobox 石墩{} {{.full}}\n{}\n:::", w.mark(), w.noted(n, noted))
    }),
    ("points", |w, n, noted| {
        let items = w.lines("- ", n, noted);
        format!("::: points 要点{}\n{items}\n  {}\n:::", w.mark(), w.text(1))
    }),
    ("points-full", |w, n, noted| {
        let items = w.lines("1. ", n, noted);
        format!("::: points 要点{} {{.full}}\n{items}:::", w.mark())
    }),
    ("numbers", |w, n, noted| {
        let rows = w.rows("12吨", n, noted);
        format!("::: numbers 石墩{} {{source=\"门市部{}\"}}\n{rows}:::", w.mark(), w.mark())
    }),
    ("numbers-full", |w, n, noted| {
        let rows = w.rows("1350.5万吨", n, noted);
        format!("::: numbers 石墩{} {{.full}}\n{rows}:::", w.mark())
    }),
    ("timeline", |w, n, noted| {
        let rows = w.rows("2026年3月", n, noted);
        format!("::: timeline 石墩{}\n{rows}\n{}\n:::", w.mark(), w.text(1))
    }),
    ("timeline-full", |w, n, noted| {
        let rows = w.rows("3月", n, noted);
        format!("::: timeline 石墩{} {{.full}}\n{rows}:::", w.mark())
    }),
    ("steps", |w, n, noted| {
        let rows = w.rows("卸门板", n, noted);
        format!("::: steps 石墩{}\n{rows}:::", w.mark())
    }),
    ("steps-full", |w, n, noted| {
        let rows = w.rows("卸门板", n, noted);
        format!("::: steps 石墩{} {{.full}}\n{rows}:::", w.mark())
    }),
    ("compare", |w, n, noted| {
        let (old, new) = (w.noted(n, noted), w.noted(n, noted));
        format!("::: compare 石墩{}\n过去 | {old}\n现在 | {new}\n:::", w.mark())
    }),
    ("compare-full", |w, n, noted| {
        let (old, new) = (w.noted(n, noted), w.noted(n, noted));
        let last = w.text(1);
        format!(
            "::: compare 石墩{} {{.full}}\n过去 | {old}\n现在 | {new}\n以后 | {last}\n:::",
            w.mark()
        )
    }),
    ("pullquote", |w, n, noted| {
        format!("::: pullquote {{by=\"陈禾{}\"}}\n{}\n:::", w.mark(), w.noted(n, noted))
    }),
    ("poem", |w, n, noted| {
        let stanza = w.lines("", n, noted);
        format!(
            "::: poem 渠边{} {{by=\"陈禾{}\"}}\n{stanza}\n{}\n:::",
            w.mark(),
            w.mark(),
            w.text(1)
        )
    }),
    ("qa", |w, n, noted| {
        let (ask, answer) = (w.noted(1, noted), w.noted(n, noted));
        format!("::: qa\n问：{ask}\n\n答：{answer}\n\n{}\n:::", w.text(1))
    }),
    ("qa-portraits", |w, n, noted| {
        let count = n.clamp(1, 4);
        let mut out = "::: qa\n".to_owned();
        for at in 0..count {
            let (caption, credit) = (w.noted(1, noted && at == 0), w.mark());
            let picture = format!("![田野](images/field.svg \"{caption}\")");
            let _ = writeln!(out, "{picture}{{credit=\"何岸{credit} 绘\"}}\n");
        }
        format!("{out}问：{}\n\n答：{}\n:::", w.text(1), w.noted(n, noted))
    }),
    ("item", |w, n, noted| {
        format!(
            "::: item 书摊{} {{unit=\"石涌社{}\"}}\n{}\n:::",
            w.mark(),
            w.mark(),
            w.noted(n, noted)
        )
    }),
    ("table", |w, n, noted| w.table(3, n, noted)),
    ("table-titled", |w, n, noted| {
        let (title, source) = (w.mark(), w.mark());
        let table = w.table(2, n, noted);
        format!("::: table 表{title} {{.full source=\"门市部{source}\"}}\n{table}:::")
    }),
    ("table-wide", |w, _, noted| w.table(9, 3, noted)),
    ("table-turned", |w, _, noted| w.table(16, 3, noted)),
    ("table-row", |w, n, noted| {
        format!("| 书摊 | 账 |\n|---|---|\n| 门板 | {} |", w.noted(n, noted))
    }),
    ("figure", |w, n, noted| {
        let caption = w.noted(n.min(12), noted);
        format!("![田野](images/field.svg \"{caption}\"){{credit=\"何岸{} 绘\"}}", w.mark())
    }),
    ("figure-full", |w, n, noted| {
        let caption = w.noted(n.min(12), noted);
        format!("![田野](images/field.svg \"{caption}\"){{.full credit=\"何岸{} 绘\"}}", w.mark())
    }),
    ("figure-page", |w, n, noted| {
        let caption = w.noted(n.min(2), noted);
        format!("![田野](images/field.svg \"{caption}\"){{.page credit=\"何岸{} 绘\"}}", w.mark())
    }),
    ("pictures", |w, n, noted| {
        let mut out = format!("::: pictures {} {{lead=2}}\n", w.noted(1, noted));
        for at in 0..n.clamp(2, 7) {
            let caption = w.noted(1, noted && at == 0);
            let _ = writeln!(out, "![田野](images/field.svg \"{caption}\")");
        }
        out + ":::"
    }),
    ("grid", |w, n, noted| {
        let mut out = format!("::: grid {}\n", w.noted(1, noted));
        for _ in 0..n.min(24) {
            let caption = w.noted(1, noted);
            let _ = writeln!(out, "![田野](images/field.svg \"{caption}\")");
        }
        out + ":::"
    }),
];

/// The kinds of article that the layout has.
fn kinds() -> Vec<String> {
    let folder = repository().join("layouts/dongguan/article");
    let mut kinds: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    kinds.sort();
    kinds
}

/// A project with a section for every kind and no articles yet.
fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    let old = "  - {id: foreword, name: 卷首语, kind: foreword, color: cinnabar}\n  - {id: news, name: 要闻, kind: news, color: river}\n";
    let sections: String = kinds()
        .iter()
        .map(|kind| format!("  - {{id: {kind}, name: 书摊, kind: {kind}, color: river}}\n"))
        .collect();
    sandbox.replace("issues/publication.yml", old, &sections);
    for name in ["foreword", "news"] {
        std::fs::remove_file(sandbox.path(&format!("issues/2026-01/articles/{name}.md"))).unwrap();
    }
    sandbox
}

/// An article: its kind, its name, its text.
type Piece = (String, String, String);

/// Puts articles into the project's issue.
fn fill(sandbox: &Sandbox, articles: &[Piece]) {
    let mut list = String::new();
    for (kind, id, body) in articles {
        let _ = writeln!(list, "  - {id}");
        let head = format!(
            "---\ntitle: {id}\nsection: {kind}\nauthors:\n  - {{name: 陈禾, unit: 荔塘社}}\n---\n"
        );
        sandbox.write(&format!("issues/2026-01/articles/{id}.md"), head + body);
    }
    let issue = sandbox.read("issues/2026-01/issue.yml");
    let (before, after) = issue.split_once("  - foreword\n  - news\n").unwrap();
    sandbox.write("issues/2026-01/issue.yml", format!("{before}{list}{after}"));
}

/// Adds a line to the front matter of each article.
fn say(sandbox: &Sandbox, articles: &[Piece], line: &str) {
    for (_, id, _) in articles {
        let file = format!("issues/2026-01/articles/{id}.md");
        sandbox.replace(&file, "authors:", &format!("{line}\nauthors:"));
    }
}

/// What poppler, MuPDF and pdfium read from a PDF, without white space, by the name of the reader.
fn texts_of(pdf: &Path) -> BTreeMap<String, String> {
    let script = repository().join("tests/judges/pdf_letters.py");
    let call = [script.to_str().unwrap(), pdf.to_str().unwrap()];
    let Some(output) = judge("python3", &call) else { return BTreeMap::new() };
    assert!(output.status.success(), "{}", said(&output));
    let read: BTreeMap<String, Option<Vec<String>>> =
        serde_json::from_slice(&output.stdout).unwrap();
    let texts = read.into_iter();
    texts
        .filter_map(|(name, pages)| {
            Some((name.clone(), pages.or_else(|| missing(&name))?.concat()))
        })
        .collect()
}

/// Builds the issue and wants every mark in both PDFs, whoever reads them, and in the EPUB.
fn holds_all(sandbox: &Sandbox, marks: &[String], what: &str) {
    let run = sandbox.run(&["build", "--draft", "--editions", "press,digital", "--lang", "en"]);
    assert_eq!(run.status, 0, "{what}: {}{}", run.out, run.err);
    let lacks = |name: &str, text: &str| {
        let mark = |(at, _)| text.get(at..at + MARK);
        let found: BTreeSet<&str> = text.match_indices('Q').filter_map(mark).collect();
        let missing: Vec<_> = marks.iter().filter(|mark| !found.contains(mark.as_str())).collect();
        assert!(missing.is_empty(), "{what}: {name} lacks {missing:?}");
    };
    for name in ["press/small-2026-01-interior-draft.pdf", "small-2026-01-draft.pdf"] {
        for (reader, text) in texts_of(&sandbox.path(&format!("out/2026-01/{name}"))) {
            lacks(&format!("{name} in {reader}"), &text);
        }
    }
    let epub =
        zip_entries(&std::fs::read(sandbox.path("out/2026-01/small-2026-01-draft.epub")).unwrap());
    let pages = epub.iter().filter(|(name, _)| name.ends_with(".xhtml"));
    // A printed page may begin within a word: its mark is no part of the text.
    let text: String = pages
        .flat_map(|(_, bytes)| {
            let page = String::from_utf8_lossy(bytes).into_owned();
            let parts: Vec<String> = page
                .split('<')
                .map(|part| part.split_once('>').map_or(part, |(_, text)| text).to_owned())
                .collect();
            parts
        })
        .collect();
    lacks("the EPUB", &text);
}

/// Whether a kind has no room for a construct: a table of sixteen columns fits no single column,
/// and one column cannot be left for the whole page.
fn is_too_wide(kind: &str, construct: &str) -> bool {
    kind == "foreword" && construct == "table-turned"
}

/// Articles of a kind: each construct, at each length, with notes or without.
fn articles(writer: &mut Writer, kind: &str, lengths: &[usize], noted: bool) -> Vec<Piece> {
    let mut bodies = Vec::new();
    for (name, construct) in CONSTRUCTS.iter().filter(|(name, _)| !is_too_wide(kind, name)) {
        for &length in lengths {
            let before = writer.text(1);
            let body = construct(writer, length, noted);
            let after = writer.text(1);
            let notes = writer.notes();
            let id = format!("{kind}-{name}-{length}{}", if noted { "-noted" } else { "" });
            bodies.push((kind.to_owned(), id, format!("{before}\n\n{body}\n\n{after}{notes}\n")));
        }
    }
    bodies
}

fn every_construct(kind: &str, lengths: &[usize]) {
    // Both in one issue would be more than an issue may hold.
    for noted in [false, true] {
        let sandbox = project();
        let mut writer = Writer::default();
        let pieces = articles(&mut writer, kind, lengths, noted);
        fill(&sandbox, &pieces);
        // As they fall: `pages` sees that nothing is lost where articles are made to fit, which takes as long
        // again.
        say(&sandbox, &pieces, "fit: false");
        holds_all(&sandbox, &writer.marks, kind);
    }
}

/// The constructs that stand among upright lines.
const UPRIGHT: &[&str] = &["para", "heading", "quote", "poem"];

#[test]
fn what_stands_in_upright_lines_is_printed() {
    let sandbox = project();
    let mut writer = Writer::default();
    let mut pieces = Vec::new();
    for (length, noted) in [(1, false), (9, true), (60, true)] {
        for (name, construct) in CONSTRUCTS.iter().filter(|(name, _)| UPRIGHT.contains(name)) {
            let (before, body) = (writer.text(1), construct(&mut writer, length, noted));
            let (after, notes) = (writer.text(1), writer.notes());
            let body = format!("{before}\n\n{body}\n\n{after}{notes}\n");
            pieces.push(("literature".to_owned(), format!("{name}-{length}"), body));
        }
    }
    fill(&sandbox, &pieces);
    say(&sandbox, &pieces, "writing: vertical");
    holds_all(&sandbox, &writer.marks, "upright");
}

#[test]
fn every_construct_of_any_length_is_printed_in_two_columns() {
    every_construct("news", &[2, 200]);
}

#[test]
fn every_construct_of_any_length_is_printed_in_narrow_columns() {
    every_construct("briefs", &[2, 90]);
}

#[test]
fn every_construct_of_any_length_is_printed_in_one_column() {
    every_construct("foreword", &[2, 90]);
}

/// Every construct with notes, short, in each of some kinds.
fn every_kind(kinds: &[String]) {
    let sandbox = project();
    let mut writer = Writer::default();
    let bodies: Vec<Piece> =
        kinds.iter().flat_map(|kind| articles(&mut writer, kind, &[2], true)).collect();
    fill(&sandbox, &bodies);
    holds_all(&sandbox, &writer.marks, &kinds.join(", "));
}

#[test]
fn every_construct_with_notes_is_printed_in_the_first_kinds() {
    let kinds = kinds();
    every_kind(&kinds[..kinds.len() / 2]);
}

#[test]
fn every_construct_with_notes_is_printed_in_the_other_kinds() {
    let kinds = kinds();
    every_kind(&kinds[kinds.len() / 2..]);
}

/// A small issue with one article, and what a draft build of it says.
fn refusal(front: &str, body: &str) -> common::Run {
    let sandbox = Sandbox::new();
    let head = "title: 要闻一则\nkicker: 引题\ndeck: 副题\nsection: news\nauthors:\n  - {name: 梁以宁, unit: 样例单位}\n";
    sandbox.write("issues/2026-01/articles/news.md", format!("---\n{head}{front}---\n{body}"));
    sandbox.run(&["build", "--draft", "--editions", "press,digital", "--format", "json"])
}

/// What the first finding of a rule says of its place.
fn line_of(run: &common::Run, rule: &str) -> (String, u64) {
    let finding = run.finding(rule);
    let file = finding["file"].as_str().unwrap_or_default().to_owned();
    (file, finding["line"].as_u64().unwrap_or_default())
}

const ARTICLE: &str = "issues/2026-01/articles/news.md";

#[test]
fn what_cannot_be_set_is_refused_with_its_line() {
    let mut writer = Writer::default();
    let lead = format!("lead: {}\n", writer.text(90));
    let run = refusal(&lead, "正文一段。\n");
    assert_eq!((run.status, line_of(&run, "text-outside")), (1, (ARTICLE.to_owned(), 8)));
    let caption = writer.text(300);
    let run = refusal("", &format!("正文一段。\n\n![田野](images/field.svg \"{caption}\")\n"));
    assert_eq!((run.status, line_of(&run, "text-outside")), (1, (ARTICLE.to_owned(), 11)));
    let run = refusal("", &format!("正文一段。\n\n{}", writer.table(40, 2, false)));
    assert_eq!((run.status, line_of(&run, "table-wide")), (1, (ARTICLE.to_owned(), 11)));
    assert_eq!(run.rules().iter().filter(|rule| *rule == "text-overlap").count(), 0);
}

/// Short texts and figures that occur many times are each found where they stand: no cell is taken
/// for a folio, no name for a running head.
#[test]
fn short_texts_are_not_taken_for_one_another() {
    let sandbox = project();
    let rows = (0..120).fold(String::new(), |mut rows, row| {
        let _ = writeln!(rows, "| 行{row} | {row} | 清早{} |", row % 12);
        rows
    });
    let notes = (0..40).fold((String::new(), String::new()), |(mut text, mut notes), note| {
        let _ = write!(text, "句{note}[^{note}]。");
        let _ = write!(notes, "\n\n[^{note}]: 注{note}。");
        (text, notes)
    });
    let noted = format!("{}{}", notes.0, notes.1);
    let table = format!("| 甲 | 乙 | 丙 |\n|---|--:|---|\n{rows}");
    let piece =
        |kind: &str, id: &str, body: &str| (kind.to_owned(), id.to_owned(), body.to_owned());
    let pieces = [
        piece("news", "a", &table),
        piece("news", "b", &noted),
        piece("foreword", "c", &format!("陈禾。\n\n{table}\n{noted}")),
    ];
    fill(&sandbox, &pieces);
    let run = sandbox.run(&["build", "--draft", "--editions", "digital", "--lang", "en"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

/// A chart of so many rows and series of long numbers.
fn full_chart(kind: &str, rows: usize, series: usize) -> String {
    let names = (1..=series).map(|number| format!(",第{number}组")).collect::<String>();
    let rows = (1..=rows).fold(String::new(), |mut out, row| {
        let values = (0..series).map(|at| format!(",{}.25", 812_300 + row * (at + 1) % 5));
        let _ = writeln!(out, "荔塘供销社{row}{}", values.collect::<String>());
        out
    });
    format!("正文一段。\n\n```chart {kind}\ntitle: 图\nalt: 图\n---\n项{names}\n{rows}```\n")
}

#[test]
fn a_chart_without_room_for_its_figures_lists_them_below() {
    for (kind, rows, series) in
        [("line", 24, 1), ("line", 24, 8), ("bars", 24, 8), ("bars", 9, 4), ("line", 12, 3)]
    {
        let run = refusal("", &full_chart(kind, rows, series));
        assert_eq!(run.status, 0, "{kind} {rows} {series}: {}{}", run.out, run.err);
    }
}

#[test]
fn a_chart_that_is_too_full_is_told_once_as_a_chart() {
    let sandbox = Sandbox::with_own_layouts();
    // A layout that does not turn figures where they have no room.
    let turned = "let stands = longest + 2 > step";
    sandbox.replace("layouts/dongguan/parts/chart.typ", turned, "let stands = false");
    let article = sandbox.read(ARTICLE);
    sandbox.write(ARTICLE, format!("{article}\n{}", full_chart("line", 24, 1)));
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    let count = |rule: &str| run.rules().iter().filter(|found| *found == rule).count();
    assert_eq!((run.status, count("chart-crowded"), count("text-overlap")), (1, 1, 0));
    assert_eq!(line_of(&run, "chart-crowded").0, ARTICLE);
}

/// Builds the small issue with a layout in which one text is replaced by another.
fn with_layout(file: &str, from: &str, to: &str) -> common::Run {
    let sandbox = Sandbox::with_own_layouts();
    // News without a picture open in their own way.
    sandbox.replace("layouts/dongguan/theme.yml", "news: [column, quotation, slab]", "news: []");
    sandbox.replace(&format!("layouts/dongguan/{file}"), from, to);
    sandbox.run(&["build", "--draft", "--editions", "press,digital", "--format", "json"])
}

#[test]
fn a_layout_that_loses_hides_or_covers_words_is_refused() {
    // It leaves out the deck.
    let run = with_layout("article/news.typ", "if a.deck != none", "if false");
    assert_eq!(
        (run.status, line_of(&run, "text-lost")),
        (1, (ARTICLE.to_owned(), 4)),
        "{}",
        run.out
    );
    // It changes a word.
    let run = with_layout(
        "parts/inline.typ",
        "{ breakable(n.s) } }",
        "{ breakable(n.s.replace(\"正文\", \"反文\")) } }",
    );
    assert_eq!(
        (run.status, line_of(&run, "text-lost")),
        (1, (ARTICLE.to_owned(), 10)),
        "{}",
        run.out
    );
    // It hides the text.
    let run = with_layout("parts/inline.typ", "{ breakable(n.s) } }", "{ hide(breakable(n.s)) } }");
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.rules().iter().any(|rule| rule == "text-lost"), "{}", run.out);
    // It sets the lead over the names above it.
    let run = with_layout(
        "article/news.typ",
        "lead(ctx, a, size: 11pt))",
        "move(dy: -26pt, lead(ctx, a, size: 11pt)))",
    );
    assert_eq!(run.status, 1, "{}", run.out);
    assert_eq!(line_of(&run, "text-overlap").0, ARTICLE);
    // It cuts the title in half.
    let run = with_layout(
        "article/news.typ",
        "title(ctx, a, if a.opens-section { 46pt } else { 34pt }, width: g.width)",
        "block(height: 12pt, clip: true, title(ctx, a, 46pt, width: g.width))",
    );
    assert_eq!(
        (run.status, line_of(&run, "text-outside")),
        (1, (ARTICLE.to_owned(), 2)),
        "{}",
        run.out
    );
}
