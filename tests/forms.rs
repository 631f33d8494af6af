//! Other forms of publication: the bulletin of an office, measured against GB/T 9704-2012, from
//! `init` to what the print shop gets; layouts that take files from others.

use crate::common;

use std::path::Path;

use common::judging::{checked_by_epubcheck, checked_by_qpdf};
use common::{Run, Sandbox, archive_entries, copy, dense, repository, zip_entries};
use lopdf::Document;
use neikan::pipeline::screen_pages;
use neikan::publication::Project;
use serde_json::Value;
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst::visualize::{Geometry, Paint};
use typst_layout::PagedDocument;

const PUBLICATION: &str = "issues/publication.yml";
const ISSUE: &str = "issues/2026-03/issue.yml";
/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// How far anything may be from where the standard wants it, pt: the standard allows 1 mm.
const NEAR: f64 = 0.6;

fn done(run: &Run) {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

/// A piece of text on a page: one face, one size.
#[derive(Debug, Clone)]
struct Piece {
    page: usize,
    x: f64,
    end: f64,
    base: f64,
    size: f64,
    face: String,
    text: String,
}

/// The space that justification left after the last glyph of a text, pt: at the end of a line nothing
/// stands there.
fn after(text: &TextItem) -> f64 {
    let last = text.glyphs.last().map_or(0.0, |glyph| glyph.x_advance.at(text.size).to_pt());
    (last - text.size.to_pt()).max(0.0)
}

/// A straight line on a page.
#[derive(Debug, Clone)]
struct Rule {
    page: usize,
    x: f64,
    y: f64,
    length: f64,
    thick: f64,
    color: String,
}

/// What is on finished pages.
#[derive(Default)]
struct Pages {
    pieces: Vec<Piece>,
    rules: Vec<Rule>,
    count: usize,
}

impl Pages {
    fn of(sandbox: &Sandbox) -> Self {
        let project = Project::find(&sandbox.path(""))
            .unwrap()
            .with_kit(neikan::kit::kit())
            .with_store(common::store());
        let document = screen_pages(&project, "2026-03").unwrap();
        Self::read(&document)
    }

    fn read(document: &PagedDocument) -> Self {
        let mut all = Self { count: document.pages().len(), ..Self::default() };
        for (page, sheet) in document.pages().iter().enumerate() {
            let (width, height) = (sheet.frame.width().to_pt(), sheet.frame.height().to_pt());
            assert!((width - 210.0 * MM).abs() < 0.01 && (height - 297.0 * MM).abs() < 0.01);
            all.frame(page + 1, &sheet.frame, Transform::identity());
        }
        all
    }

    fn frame(&mut self, page: usize, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            let at = position.transform(transform);
            let (x, y) = (at.x.to_pt(), at.y.to_pt());
            match item {
                FrameItem::Group(group) => {
                    let moved = Transform::translate(position.x, position.y);
                    self.frame(
                        page,
                        &group.frame,
                        transform.pre_concat(moved).pre_concat(group.transform),
                    );
                }
                FrameItem::Text(text) => self.pieces.push(Piece {
                    page,
                    x,
                    end: x + text.width().to_pt() - after(text),
                    base: y,
                    size: text.size.to_pt(),
                    face: text.font.info().family.clone(),
                    text: text.text.to_string(),
                }),
                FrameItem::Shape(shape, _) => {
                    let (Geometry::Line(Point { x: along, .. }), Some(stroke)) =
                        (&shape.geometry, &shape.stroke)
                    else {
                        continue;
                    };
                    let Paint::Solid(color) = &stroke.paint else { continue };
                    let (length, thick) = (along.to_pt(), stroke.thickness.to_pt());
                    let color = color.to_hex().to_string();
                    self.rules.push(Rule { page, x, y, length, thick, color });
                }
                _ => {}
            }
        }
    }

    /// The pieces of running text on a page, 16 pt in 仿宋, below the red line of the first.
    fn text(&self, page: usize) -> impl Iterator<Item = &Piece> {
        let head = self.wide().find(|rule| rule.page == 1).unwrap().y;
        let own = move |piece: &&Piece| {
            let own = (piece.size - 16.0).abs() < 0.01 && piece.face == "Zhuque Fangsong";
            own && piece.page == page && (page > 1 || piece.base > head)
        };
        self.pieces.iter().filter(own)
    }

    /// The first piece of a size with a text in it.
    fn with(&self, text: &str, size: f64) -> &Piece {
        let mut sized = self.pieces.iter().filter(|piece| near(piece.size, size));
        let found = sized.find(|piece| piece.text.contains(text));
        found.unwrap_or_else(|| panic!("no “{text}” of {size} pt"))
    }

    /// The lines that are as wide as the type area.
    fn wide(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| near(rule.length, 156.0 * MM))
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < NEAR
}

/// The left edge of the type area: 28 mm from the left on right-hand pages, 26 mm on left-hand ones.
fn left(page: usize) -> f64 {
    if page % 2 == 1 { 28.0 * MM } else { 26.0 * MM }
}

#[test]
fn a_bulletin_is_set_as_the_standard_says() {
    let sandbox = Sandbox::of_example("bulletin");
    let pages = Pages::of(&sandbox);
    let (top, bottom) = (37.0 * MM, (37.0 + 225.0) * MM);
    let pitch = (225.0 * MM - 16.0) / 21.0;
    // 22 lines fill the type area, and every line of running text is one of them.
    let mut full = 0;
    for page in 1..=pages.count {
        let lines = pages.text(page).map(|piece| (piece.base - top - 0.88 * 16.0) / pitch);
        let lines: Vec<f64> = lines.collect();
        for line in &lines {
            assert!((line - line.round()).abs() * pitch < 0.2, "page {page}: line {line}");
            assert!((-0.01..21.01).contains(line), "page {page}: line {line}");
        }
        full += usize::from(lines.iter().any(|line| near(*line, 21.0)));
    }
    assert!(full >= 2, "pages filled to the last line: {full}");
    // 28 characters fill a line of 156 mm from margin to margin.
    let han = |text: &str| text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let (mut whole, mut plain) = (0, 0);
    for page in 1..=pages.count {
        for piece in pages.text(page) {
            let right = left(page) + 156.0 * MM;
            assert!(piece.x > left(page) - NEAR && piece.end < right + NEAR, "{piece:?}");
            let count = piece.text.chars().count();
            let advance = (piece.end - piece.x) / count as f64;
            if han(&piece.text) && count > 4 {
                assert!(advance > 15.7, "{advance} {piece:?}");
                plain += usize::from((advance - 156.0 * MM / 28.0).abs() < 0.1);
            }
            whole += usize::from(near(piece.x, left(page)) && near(piece.end, right));
        }
    }
    assert!(plain >= 5, "runs of Han characters at 1/28 of the width: {plain}");
    assert!(whole >= 3, "lines in one face from margin to margin: {whole}");
    // 二号 titles, centred; 三号 heads in their faces, two characters in.
    let title = pages.with("一个站管好", 22.0);
    assert_eq!(title.face, "Noto Serif CJK SC");
    let middle = left(title.page) + 78.0 * MM;
    assert!((title.x + title.end - 2.0 * middle).abs() < 2.0, "{title:?}");
    for (text, face) in [("选好站点", "Noto Sans CJK SC"), ("价格公开", "LXGW WenKai")] {
        let head = pages.with(text, 16.0);
        assert!(head.face == face, "{head:?}");
    }
    for number in ["一、", "（一）"] {
        let head = pages.pieces.iter().find(|piece| piece.text.starts_with(number)).unwrap();
        assert!(near(head.x, left(head.page) + 2.0 * 156.0 * MM / 28.0), "{head:?}");
    }
    // The red line is as wide as the type area, 4 mm below the line of the issuing office.
    let red = pages.wide().find(|rule| rule.page == 1).unwrap();
    let office = pages.pieces.iter().find(|piece| piece.text.contains("联合社办公室")).unwrap();
    assert!(near(red.x, left(1)) && near(red.y, office.base + 0.12 * 16.0 + 4.0 * MM), "{red:?}");
    let part = |at: usize| u8::from_str_radix(&red.color[at..at + 2], 16).unwrap();
    assert!(part(1) > 180 && part(3) < 90 && part(5) < 90, "{red:?}");
    assert!(near(office.x, left(1) + 16.0), "{office:?}");
    // 版记 on the last page, an even one: 14 pt, thick lines first and last, the last at the foot.
    assert_eq!(pages.count % 2, 0);
    let foot: Vec<&Rule> = pages.wide().filter(|rule| rule.page == pages.count).collect();
    let thick: Vec<f64> =
        foot.iter().map(|rule| (rule.thick / MM * 100.0).round() / 100.0).collect();
    assert_eq!(thick, [0.35, 0.25, 0.25, 0.35]);
    assert!(foot.iter().all(|rule| near(rule.x, left(pages.count))));
    assert!(near(foot[3].y, bottom), "{} {bottom}", foot[3].y);
    for text in ["县委办公室", "共印", "印发"] {
        assert_eq!(pages.with(text, 14.0).page, pages.count, "{text}");
    }
    // Page numbers: 14 pt, 7 mm below the type area, one character in from the outer edge.
    for page in 1..=pages.count {
        let below =
            pages.pieces.iter().filter(|piece| piece.page == page && piece.base > bottom + 7.0);
        let number: Vec<&Piece> = below.collect();
        let text: String = number.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(dense(&text), format!("—{page}—"));
        let (first, last) = (number[0], number[number.len() - 1]);
        assert!(
            near(first.size, 14.0) && near(first.base - 0.88 * 14.0, bottom + 7.0 * MM),
            "{first:?}"
        );
        let inset =
            if page % 2 == 1 { left(page) + 156.0 * MM - last.end } else { first.x - left(page) };
        assert!((inset - 14.0).abs() < 1.5, "page {page}: {inset}");
    }
}

/// The rules of the findings that a build reports, without notes.
fn told(run: &Run) -> Vec<String> {
    let report = run.report();
    let findings = report["findings"].as_array().unwrap();
    let told = findings.iter().filter(|finding| finding["severity"] != "note");
    told.map(|finding| finding.to_string()).collect()
}

fn built(run: &Run) -> Value {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.report()
}

#[test]
fn the_examples_are_signed_as_they_stand() {
    for example in ["bulletin", "newspaper"] {
        let sandbox = Sandbox::empty();
        copy(&repository().join("examples").join(example), &sandbox.path(""));
        let run = sandbox.run(&["build", "--editions", "press"]);
        assert_eq!(run.status, 0, "{example}: {}{}", run.out, run.err);
    }
}

#[test]
fn the_sample_bulletin_goes_to_press_and_to_readers() {
    let sandbox = Sandbox::of_example("bulletin");
    let run = sandbox.build(&["--format", "json"]);
    built(&run);
    assert_eq!(told(&run), Vec::<String>::new());
    let out = "out/2026-03/";
    let zip = std::fs::read(sandbox.path(&format!("{out}qxjb-2026-03-press.zip"))).unwrap();
    let names: Vec<String> = zip_entries(&zip).into_keys().collect();
    let wanted = ["SHA256SUMS", "preflight.json"].map(str::to_owned).into_iter().chain(
        ["interior-preflight.pdf", "interior.pdf", "proof.pdf", "ticket.pdf", "ticket.xjdf"]
            .map(|end| format!("qxjb-2026-03-{end}")),
    );
    assert_eq!(names, wanted.collect::<Vec<_>>(), "one file of pages, no cover");
    let preflight: Value =
        serde_json::from_str(&sandbox.read(&format!("{out}press/preflight.json"))).unwrap();
    let findings = preflight["files"].as_array().unwrap().iter();
    let findings: Vec<&Value> =
        findings.flat_map(|file| file["findings"].as_array().unwrap()).collect();
    assert!(findings.iter().all(|own| own["severity"] == "note"), "{findings:?}");
    let xjdf = sandbox.read(&format!("{out}press/qxjb-2026-03-ticket.xjdf"));
    assert!(xjdf.contains("BindingType=\"SideStitch\"") && !xjdf.contains("Cover"), "{xjdf}");
    let screen = sandbox.path(&format!("{out}qxjb-2026-03.pdf"));
    let interior = sandbox.path(&format!("{out}press/qxjb-2026-03-interior.pdf"));
    let pages = |path: &Path| Document::load(path).unwrap().get_pages().len();
    assert_eq!(pages(&screen), pages(&interior), "no cover pages on screens either");
    checked_by_qpdf(&screen, &[]);
    checked_by_qpdf(&interior, &[]);
    checked_by_epubcheck(&sandbox.path(&format!("{out}qxjb-2026-03.epub")));
    // Leaves of a side-stitched bulletin are cut and stacked; folded as A3 it is saddle-stitched.
    done(&sandbox.run(&["impose", "2026-03", "--sheet", "SRA3"]));
    let made = sandbox.path(&format!("{out}press/qxjb-2026-03-interior-sheets.pdf"));
    assert!(made.is_file());
    assert!(!sandbox.path(&format!("{out}press/qxjb-2026-03-cover-sheets.pdf")).exists());
    done(&sandbox.run(&["impose", "2026-03", "--sheet", "SRA3", "--binding", "saddle"]));
    // An archive holds the layout's files, its own and those it takes from another.
    let archive = std::fs::read(sandbox.path(&format!("{out}qxjb-2026-03-archive.zip"))).unwrap();
    let kept = archive_entries(&archive);
    for path in ["layouts/bulletin/issue.typ", "layouts/dongguan/render.typ"] {
        assert!(kept.contains_key(&format!("data/sources/{path}")), "{path}");
    }
    assert!(!kept.contains_key("data/sources/layouts/dongguan/issue.typ"), "what is not used");
}

#[test]
fn a_bulletin_is_begun_checked_and_made_at_once() {
    let sandbox = Sandbox::empty();
    done(&sandbox.run(&[
        "init",
        "--format",
        "bulletin",
        "--name",
        "青山简报",
        "--sponsor",
        "青山县政府办公室",
    ]));
    assert!(sandbox.read(PUBLICATION).contains("form: bulletin"));
    done(&sandbox.run(&["new", "2026-03"]));
    assert!(!sandbox.read(ISSUE).contains("cover"));
    done(&sandbox.run(&["check"]));
    done(&sandbox.run(&["build", "--draft"]));
    assert!(sandbox.path("out/2026-03/press/qsjb-2026-03-interior-draft.pdf").is_file());
    assert!(!sandbox.path("out/2026-03/press/qsjb-2026-03-cover-draft.pdf").exists());
}

/// The small issue as a bulletin, with an article of every construct.
fn small() -> Sandbox {
    let sandbox = Sandbox::new();
    let text = sandbox.read(PUBLICATION);
    sandbox
        .write(PUBLICATION, text.replace("permit: 样例〔2026〕第001号\n", "") + "form: bulletin\n");
    sandbox
}

#[test]
fn the_manuscripts_of_a_magazine_make_a_bulletin() {
    let sandbox = small();
    let constructs = common::repository().join("crates/neikan-desk/tests/fixtures/constructs.md");
    let constructs = std::fs::read_to_string(constructs).unwrap();
    let constructs = constructs.replace("images/a.jpg", "images/field.svg");
    let constructs = constructs.replace("images/b.jpg", "images/field.svg");
    let constructs = constructs.replace("images/c.svg", "images/field.svg");
    let head = "---\ntitle: 每一种写法\nsection: news\n---\n";
    sandbox.write("issues/2026-01/articles/all.md", format!("{head}{constructs}"));
    sandbox.replace("issues/2026-01/issue.yml", "  - foreword\n", "  - foreword\n  - all\n");
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    built(&run);
    assert!(sandbox.path("out/2026-01/small-2026-01-draft.epub").is_file());
}

#[test]
fn a_layout_says_its_form_and_takes_what_it_does_not_have() {
    // A layout of one file beside what it changes.
    let sandbox = small();
    let layouts = sandbox.path("layouts");
    if layouts.is_symlink() {
        std::fs::remove_file(&layouts).unwrap();
    }
    sandbox.write("layouts/ours/form.yml", "base: bulletin\n");
    let words = common::repository().join("layouts/bulletin/words.yml");
    let words = std::fs::read_to_string(words).unwrap().replace("本期目录", "本期要目");
    sandbox.write("layouts/ours/words.yml", words);
    sandbox.replace(PUBLICATION, "form: bulletin", "form: ours");
    built(&sandbox.run(&["build", "--draft", "--format", "json"]));
    // A copy has every file itself.
    done(&sandbox.run(&["layout", "new", "whole"]));
    for file in ["issue.typ", "render.typ", "parts/table.typ", "mail/letter.txt", "theme.yml"] {
        assert!(sandbox.path("layouts/whole").join(file).is_file(), "{file}");
    }
    assert_eq!(
        sandbox.read("layouts/whole/form.yml"),
        "covers: false\npermit: false\nfit: false\npages: false\n"
    );
    sandbox.replace(PUBLICATION, "form: ours", "form: whole");
    done(&sandbox.run(&["check"]));
    // What cannot be taken, what is said twice, what a magazine needs.
    sandbox.write("layouts/ours/form.yml", "base: nowhere\n");
    sandbox.replace(PUBLICATION, "form: whole", "form: ours");
    assert!(sandbox.run(&["check", "--format", "json"]).rules().contains(&"form-base".to_owned()));
    sandbox.write("layouts/ours/form.yml", "base: bulletin\ncover: false\n");
    assert!(sandbox.run(&["check", "--format", "json"]).rules().contains(&"key-meant".to_owned()));
    sandbox.replace(PUBLICATION, "form: ours", "form: bulletin\nlayout: dongguan");
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.finding("form-layout")["severity"], "stop");
    sandbox.replace(PUBLICATION, "form: bulletin\n", "");
    let run = sandbox.run(&["check", "--format", "json"]);
    assert!(run.finding("key-missing").to_string().contains("permit"));
}

#[test]
fn without_any_fangsong_the_text_is_set_in_song_and_that_is_said() {
    let sandbox = small();
    let layouts = sandbox.path("layouts");
    if layouts.is_symlink() {
        std::fs::remove_file(&layouts).unwrap();
    }
    sandbox.write("layouts/ours/form.yml", "base: bulletin\n");
    let theme = common::repository().join("layouts/bulletin/theme.yml");
    let theme = std::fs::read_to_string(theme).unwrap();
    sandbox.write("layouts/ours/theme.yml", theme.replace(", Zhuque Fangsong]", "]"));
    sandbox.replace(PUBLICATION, "form: bulletin", "form: ours");
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    built(&run);
    let note = run.finding("face-instead");
    assert_eq!(note["severity"], "note");
    assert!(note.to_string().contains("FangSong_GB2312"), "{note}");
}
