//! The newspaper: from `init` to what the print shop and the readers get, its pages without holes, its
//! jumps, and what is told of pages that cannot be made.

use crate::common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::judging::{checked_by_epubcheck, checked_by_qpdf};
use common::{Run, Sandbox, dense, zip_entries};
use lopdf::Document;
use neikan::kit::kit;
use neikan::pipeline::screen_pages;
use neikan::publication::Project;
use serde_json::Value;
use typst::layout::{Frame, FrameItem, Transform};
use typst_layout::PagedDocument;

const PUBLICATION: &str = "issues/publication.yml";
const ISSUE: &str = "issues/2026-05/issue.yml";
/// The grid of the theme: the left edge and the top of the type area, a column with its gutter, the
/// pitch of the lines, pt, and how many of each there are.
const GRID: Grid = Grid { left: 42.94, top: 66.0, step: 127.8, pitch: 13.0, columns: 6, lines: 83 };
/// How many lines of a column may stand empty, one after another: the space beside a short head, and below
/// a short poem in a box.
const HOLE: usize = 16;

struct Grid {
    left: f64,
    top: f64,
    step: f64,
    pitch: f64,
    columns: usize,
    lines: usize,
}

/// A box on a page, pt.
#[derive(Debug, Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    const ALL: Self = Self { left: 0.0, top: 0.0, right: 1e6, bottom: 1e6 };

    fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }
}

/// What is on a page: letters and pictures as boxes, and the letters in the order in which they were set.
#[derive(Default)]
struct Sheet {
    areas: Vec<Area>,
    text: String,
}

impl Sheet {
    fn all(document: &PagedDocument) -> Vec<Self> {
        let sheets = document.pages().iter().map(|page| {
            let mut sheet = Self::default();
            sheet.frame(&page.frame, Transform::identity(), Area::ALL);
            sheet
        });
        sheets.collect()
    }

    fn frame(&mut self, frame: &Frame, transform: Transform, clip: Area) {
        for (position, item) in frame.items() {
            let at = position.transform(transform);
            let (x, y) = (at.x.to_pt(), at.y.to_pt());
            let area = |width: f64, height: f64| Area {
                left: x,
                top: y,
                right: x + width,
                bottom: y + height,
            };
            match item {
                FrameItem::Group(group) => {
                    let moved = Transform::translate(position.x, position.y);
                    let size = group.frame.size();
                    let own = area(size.x.to_pt(), size.y.to_pt()).within(clip);
                    let clip = if group.clip.is_some() { own } else { clip };
                    let inner = transform.pre_concat(moved).pre_concat(group.transform);
                    self.frame(&group.frame, inner, clip);
                }
                FrameItem::Text(text) => {
                    let (width, size) = (text.width().to_pt(), text.size.to_pt());
                    let top = y - 0.88 * size;
                    self.areas.push(Area { top, bottom: y, ..area(width, 0.0) }.within(clip));
                    self.text.push_str(&text.text);
                }
                FrameItem::Image(_, size, _) => {
                    self.areas.push(area(size.x.to_pt(), size.y.to_pt()).within(clip));
                }
                _ => {}
            }
        }
    }

    /// The longest run of lines in a column of the type area on which nothing stands.
    fn hole(&self, column: usize) -> usize {
        let left = GRID.left + column as f64 * GRID.step + 8.0;
        let right = left + GRID.step - 27.0;
        let mut taken = [false; GRID.lines];
        for area in self.areas.iter().filter(|area| area.left < right && area.right > left) {
            let line = |y: f64| ((y - GRID.top) / GRID.pitch).clamp(0.0, GRID.lines as f64);
            let (first, last) = (line(area.top) as usize, line(area.bottom).ceil() as usize);
            taken[first.min(last)..last].fill(true);
        }
        let runs = taken.split(|taken| *taken).map(<[bool]>::len);
        runs.max().unwrap_or_default()
    }
}

fn done(run: &Run) {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

fn pages(sandbox: &Sandbox, issue: &str) -> Vec<Sheet> {
    let project =
        Project::find(&sandbox.path("")).unwrap().with_kit(kit()).with_store(common::store());
    Sheet::all(&screen_pages(&project, issue).unwrap())
}

/// How often each Han character stands in a text.
fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    let han = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    han.for_each(|c| *counts.entry(c).or_default() += 1);
    counts
}

/// The findings of a build with their weights, without notes.
fn told(run: &Run) -> Vec<String> {
    let report = run.report();
    let findings = report["findings"].as_array().unwrap().iter();
    findings.filter(|own| own["severity"] != "note").map(Value::to_string).collect()
}

#[test]
fn the_sample_newspaper_goes_to_press_and_to_readers() {
    let sandbox = Sandbox::of_example("newspaper");
    let run = sandbox.build(&["--format", "json"]);
    done(&run);
    assert_eq!(told(&run), Vec::<String>::new());
    let out = "out/2026-05/";
    let zip = std::fs::read(sandbox.path(&format!("{out}qxgx-2026-05-press.zip"))).unwrap();
    let pdfs: Vec<String> =
        zip_entries(&zip).into_keys().filter(|name| name.ends_with(".pdf")).collect();
    let wanted = ["interior-preflight", "interior", "proof", "ticket"]
        .map(|name| format!("qxgx-2026-05-{name}.pdf"));
    assert_eq!(pdfs, wanted, "one file of pages, no cover");
    let preflight: Value =
        serde_json::from_str(&sandbox.read(&format!("{out}press/preflight.json"))).unwrap();
    for file in preflight["files"].as_array().unwrap() {
        let findings = file["findings"].as_array().unwrap();
        assert!(findings.iter().all(|own| own["severity"] == "note"), "{findings:?}");
    }
    let screen = sandbox.path(&format!("{out}qxgx-2026-05.pdf"));
    let interior = sandbox.path(&format!("{out}press/qxgx-2026-05-interior.pdf"));
    let count = |path: &Path| Document::load(path).unwrap().get_pages().len();
    assert_eq!((count(&screen), count(&interior)), (4, 4));
    checked_by_qpdf(&screen, &[]);
    checked_by_qpdf(&interior, &[]);
    checked_by_epubcheck(&sandbox.path(&format!("{out}qxgx-2026-05.epub")));
    // A sheet folded once.
    done(&sandbox.run(&["impose", "2026-05", "--sheet", "450x640", "--binding", "saddle"]));
    assert!(sandbox.path(&format!("{out}press/qxgx-2026-05-interior-sheets.pdf")).is_file());
}

#[test]
fn every_letter_is_on_the_pages_and_no_column_has_a_hole() {
    let sandbox = Sandbox::of_example("newspaper");
    let sheets = pages(&sandbox, "2026-05");
    assert_eq!(sheets.len(), 4);
    let shown = counted(&sheets.iter().map(|sheet| sheet.text.as_str()).collect::<String>());
    let folder = common::repository().join("examples/newspaper/issues/2026-05/articles");
    let mut written = BTreeMap::new();
    let mut articles = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        // Alternative texts are not printed.
        let body = text.split("---\n").nth(2).unwrap();
        let prints = body.lines().filter(|line| !line.starts_with('!'));
        counted(&prints.collect::<String>())
            .into_iter()
            .for_each(|(c, n)| *written.entry(c).or_insert(0) += n);
        articles += 1;
    }
    assert!(articles >= 15, "{articles}");
    let lost: Vec<_> =
        written.iter().filter(|(c, n)| shown.get(c).copied().unwrap_or_default() < **n).collect();
    assert!(lost.is_empty(), "{lost:?}");
    for (page, sheet) in sheets.iter().enumerate() {
        for column in 0..GRID.columns {
            let hole = sheet.hole(column);
            assert!(hole <= HOLE, "page {}: column {}: {hole} lines", page + 1, column + 1);
        }
    }
}

#[test]
fn what_does_not_fit_goes_on_where_the_page_says() {
    let sandbox = Sandbox::of_example("newspaper");
    // To the next page, unless the page says another.
    for (to, jumps) in [(2, ""), (4, "    jumps: {harvest: 4}\n")] {
        let sandbox = Sandbox::of_example("newspaper");
        sandbox.replace(
            ISSUE,
            "    boxed: [accounts]\n",
            &format!("    boxed: [accounts]\n{jumps}"),
        );
        let sheets = pages(&sandbox, "2026-05");
        let dense: Vec<String> = sheets.iter().map(|sheet| dense(&sheet.text)).collect();
        assert!(dense[0].contains(&format!("（下转第{to}版）")), "{}", dense[0]);
        assert!(dense[to - 1].contains("（上接第1版）一张单子管到田埂上"), "{}", dense[to - 1]);
        // The last words stand there, the first ones on the first page.
        assert!(dense[0].contains("清早，平桥镇下湾村") && !dense[0].contains("在单子上画一个圈"));
        assert!(dense[to - 1].contains("在单子上画一个圈"));
    }
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    done(&run);
    assert_eq!(run.finding("page-jumped")["severity"], "note");
    let record: Value = serde_json::from_str(&sandbox.read("out/2026-05/build.json")).unwrap();
    assert!(record.to_string().contains("\"jump\":[1,2]"), "{record}");
}

#[test]
fn a_newspaper_is_begun_checked_and_made_at_once() {
    for (size, pages) in [("a3", "width: 297, height: 420"), ("390x545", "theme: broadsheet")] {
        let sandbox = Sandbox::empty();
        let call = ["init", "--format", "newspaper", "--name", "青山供销", "--size", size];
        let rest = ["--sponsor", "青山县供销合作社", "--permit", "样例〔2026〕第001号"];
        done(&sandbox.run(&[call.as_slice(), &rest].concat()));
        let publication = sandbox.read(PUBLICATION);
        assert!(publication.contains("form: newspaper") && publication.contains(pages));
        done(&sandbox.run(&["new", "2026-05"]));
        assert!(!sandbox.read(ISSUE).contains("cover"));
        done(&sandbox.run(&["check"]));
        done(&sandbox.run(&["build", "--draft"]));
        let made = sandbox.path("out/2026-05/press/qsgx-2026-05-interior-draft.pdf");
        assert_eq!(Document::load(made).unwrap().get_pages().len(), 4);
    }
}

/// The small issue as a newspaper of four pages.
fn small() -> Sandbox {
    let sandbox = Sandbox::new();
    let publication = sandbox.read(PUBLICATION);
    let (head, rest) = publication.split_once("format:").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let format = "format: {width: 297, height: 420, bleed: 3}\nform: newspaper";
    sandbox.write(PUBLICATION, format!("{head}{format}\n{rest}"));
    sandbox
}

#[test]
fn every_construct_finds_its_place() {
    let sandbox = small();
    let constructs = common::repository().join("crates/neikan-desk/tests/fixtures/constructs.md");
    let constructs = std::fs::read_to_string(constructs).unwrap();
    let constructs = constructs.replace("images/a.jpg", "images/field.svg");
    let constructs = constructs.replace("images/b.jpg", "images/field.svg");
    let constructs = constructs.replace("images/c.svg", "images/field.svg");
    let head = "---\ntitle: 每一种写法\nsection: news\n---\n";
    sandbox.write("issues/2026-01/articles/all.md", format!("{head}{constructs}"));
    let issue = "issues/2026-01/issue.yml";
    sandbox.replace(issue, "  - foreword\n", "  - foreword\n  - all\n");
    let text = sandbox.read(issue);
    let listed: Vec<String> = text
        .lines()
        .skip_while(|line| !line.starts_with("articles:"))
        .skip(1)
        .map_while(|line| line.trim_start().strip_prefix("- ").map(str::to_owned))
        .filter(|id| id != "all")
        .collect();
    let pages = format!(
        "pages:\n  - {{name: 甲, articles: [all]}}\n  - {{name: 乙, articles: [{}]}}\n",
        listed.join(", ")
    );
    sandbox.write(issue, format!("{text}{pages}"));
    sandbox.replace(PUBLICATION, "form: newspaper", "form: newspaper\npage_multiple: 2");
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    done(&run);
    assert!(sandbox.path("out/2026-01/small-2026-01-draft.epub").is_file());
}

#[test]
fn faults_of_pages_are_told_with_their_lines() {
    let sandbox = Sandbox::of_example("newspaper");
    let text = sandbox.read(ISSUE);
    let text = text
        // On two pages; not in the issue; on none.
        .replace("[blast, bales,", "[blast, accounts, nowhere,")
        // Not on the page; a page before; a page that is not there.
        .replace("    boxed: [poems]\n", "    boxed: [blast]\n    jumps: {sunset: 2}\n")
        .replace("    boxed: [accounts]\n", "    boxed: [accounts]\n    jumps: {harvest: 9}\n")
        .replace("fillers:", "  - name: 增刊\nfillers:");
    sandbox.write(ISSUE, &text);
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_ne!(run.status, 0);
    let wanted = [
        ("page-twice", "accounts"),
        ("page-article", "nowhere"),
        ("page-of-none", "bales"),
        ("page-elsewhere", "blast"),
        ("page-empty", "增刊"),
        ("pages-count", "5"),
    ];
    let rules: BTreeSet<String> = run.rules().into_iter().collect();
    for (rule, named) in wanted {
        assert!(rules.contains(rule), "{rule}: {rules:?}");
        let finding = run.finding(rule);
        assert_eq!(finding["severity"], "stop");
        assert!(finding["file"].as_str().unwrap().ends_with("issue.yml"), "{finding}");
        assert!(finding["line"].as_u64().unwrap() > 5, "{finding}");
        assert!(finding.to_string().contains(named), "{rule}: {finding}");
    }
    let report = run.report();
    let jumps = report["findings"].as_array().unwrap().iter();
    assert_eq!(jumps.filter(|own| own["rule"] == "page-jump").count(), 2);
    // Nothing half written.
    assert!(sandbox.nothing_written());
    // Pages are required here, and of no use elsewhere.
    let (head, rest) = sandbox
        .read(ISSUE)
        .split_once("pages:")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let (_, fillers) = rest.split_once("fillers:").unwrap();
    sandbox.write(ISSUE, format!("{head}fillers:{fillers}"));
    let run = sandbox.run(&["check", "--format", "json"]);
    assert!(run.finding("key-missing").to_string().contains("pages"));
}

/// The line of the issue that begins with a text.
fn line(sandbox: &Sandbox, text: &str) -> usize {
    let issue = sandbox.read(ISSUE);
    1 + issue.lines().position(|line| line.trim_start().starts_with(text)).unwrap()
}

#[test]
fn too_much_and_too_little_are_told_by_how_much() {
    let sandbox = Sandbox::of_example("newspaper");
    // The last page has no other to go on to.
    let path = "issues/2026-05/articles/jars.md";
    let long = sandbox.read(path);
    let (head, body) = long.rsplit_once("---\n").unwrap();
    sandbox.write(path, format!("{head}---\n{}", body.repeat(5)));
    let run = sandbox.build(&["--format", "json"]);
    assert_ne!(run.status, 0);
    let finding = run.finding("page-over");
    assert_eq!(finding["severity"], "stop", "{finding}");
    assert_eq!(finding["line"], line(&sandbox, "articles: [sunset"), "{finding}");
    assert!(sandbox.nothing_written());
    // A draft is made, for the editor to see what is left over.
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    done(&run);
    assert_eq!(run.finding("page-over")["severity"], "warn");
    // A page with one short article.
    let sandbox = Sandbox::of_example("newspaper");
    sandbox.replace(ISSUE, "[sunset, lantern, poems, jars, stream]", "[poems]");
    sandbox.replace(ISSUE, "letters, sunset, lantern, poems, jars, stream]", "letters, poems]");
    for id in ["sunset", "lantern", "jars", "stream"] {
        std::fs::remove_file(sandbox.path(&format!("issues/2026-05/articles/{id}.md"))).unwrap();
    }
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    done(&run);
    let finding = run.finding("page-short");
    assert_eq!(finding["severity"], "warn", "{finding}");
    assert_eq!(finding["line"], line(&sandbox, "articles: [poems]"), "{finding}");
}
