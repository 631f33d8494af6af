//! Pages for whatever comes: issues of content that nobody prepared, and how their pages hold.
//!
//! The judge looks at finished pages, of magazines in both themes, of bulletins and newspapers: what is
//! refused, lost or stands on something else, layouts that do not settle, halves of spreads that do not
//! face each other, holes in columns, loose lines, heads at the foot of a column, titles parted within a word,
//! pictures of which too much is cut off. `NEIKAN_ISSUES=40` makes more issues, `NEIKAN_SEED` others,
//! `NEIKAN_FORM=bulletin` those of one form,
//! `NEIKAN_PDF=folder` keeps them and their pages; `--nocapture` prints every place and the figures for 100 pages.

use crate::common::{self, content, lines, surface};
use crate::composition::{Measures, looseness};

use std::collections::BTreeMap;
use std::fmt::Write as _;

use common::{Sandbox, dense};
use content::{Form, Titles};
use lines::{Kind, Line, Paragraph, paragraphs};
use neikan::diagnostic::{Failure, Severity};
use neikan::kit::kit;
use neikan::manuscript::model::{Block, BlockKind, plain};
use neikan::manuscript::{Assembly, assemble};
use neikan::pipeline::{screen_pages, screen_typeset};
use neikan::publication::Project;
use neikan::typeset::{PageMap, Scope, proofread};
use surface::{Area, Surface};
use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// Empty lines that a column may have where no article ends.
const HOLE: f64 = 4.0;
/// The widest gap between Han characters, em.
const LOOSE: f64 = 0.2;
/// Lines of text that a head has below it.
const BELOW: usize = 2;
/// The share of a picture that is to be seen. A layout crops to 60 %, bleed included, of which 3 mm on each
/// side are cut off with the paper.
const SHOWN: f64 = 0.55;
/// How often something may be for 100 pages of this content; what no page can do without.
const MOST: [(&str, f64); 6] = [
    ("cut off", 1.0),
    ("hole", 18.0),
    ("white end", 4.0),
    ("head at foot", 1.0),
    ("title parted", 1.0),
    ("mention apart", 9.0),
];
/// What is never to be.
const NEVER: [&str; 9] = [
    "refused",
    "lost",
    "overlap",
    "hidden",
    "other fault",
    "loose",
    "cropped",
    "unsettled",
    "spread parted",
];
/// Pages of the cover before the inside pages.
const COVERS: usize = 2;
/// Empty lines that a column of a newspaper may have: the space beside a short head, and below a short
/// poem in a box.
const NEWSPAPER_HOLE: f64 = 16.0;

/// What was seen, place by place, under the name of what it breaks.
#[derive(Default)]
struct Seen {
    pages: usize,
    lines: usize,
    mentions: usize,
    places: BTreeMap<&'static str, Vec<String>>,
    gaps: Vec<f64>,
}

impl Seen {
    fn note(&mut self, kind: &'static str, place: String) {
        self.places.entry(kind).or_default().push(place);
    }

    fn count(&self, kind: &str) -> usize {
        self.places.get(kind).map_or(0, Vec::len)
    }

    /// How often for 100 pages.
    fn rate(&self, kind: &str) -> f64 {
        self.count(kind) as f64 * 100.0 / self.pages.max(1) as f64
    }

    fn join(&mut self, other: Self) {
        self.pages += other.pages;
        self.lines += other.lines;
        self.mentions += other.mentions;
        self.gaps.extend(other.gaps);
        for (kind, places) in other.places {
            self.places.entry(kind).or_default().extend(places);
        }
    }

    fn percentile(&mut self, share: f64) -> f64 {
        self.gaps.sort_by(f64::total_cmp);
        let at = (self.gaps.len() as f64 * share) as usize;
        self.gaps.get(at.min(self.gaps.len().saturating_sub(1))).copied().unwrap_or(0.0)
    }

    fn report(&mut self) -> String {
        let (most, widest) = (self.percentile(0.99), self.percentile(1.0));
        let mut out = format!(
            "{} pages, {} lines, {} mentions; gap between Han characters: 99th percentile {most:.3} em, maximum {widest:.3} em\n",
            self.pages, self.lines, self.mentions
        );
        for (kind, places) in &self.places {
            let rate = self.rate(kind);
            let _ = writeln!(out, "  {kind}: {} ({rate:.1} for 100 pages)", places.len());
        }
        out
    }
}

/// The columns of a page of a kind of article.
fn columns(assembly: &Assembly, kind: &str, width: f64) -> Vec<(f64, f64)> {
    let grid = &assembly.theme.data["grid"];
    let number = |pointer: &str| grid.pointer(pointer).and_then(|n| n.as_f64()).unwrap();
    let plain = (
        number("/columns"),
        number("/characters") * number("/size"),
        number("/gutter") * number("/size"),
    );
    let (count, column, gutter) = match kind {
        "briefs" | "notices" if grid["narrow"].is_object() => (
            number("/narrow/columns"),
            number("/narrow/characters") * number("/narrow/size"),
            number("/narrow/gutter"),
        ),
        _ => plain,
    };
    let left = (width - count * column - (count - 1.0) * gutter) / 2.0;
    (0..count as usize)
        .map(|index| {
            let at = left + index as f64 * (column + gutter);
            (at, at + column)
        })
        .collect()
}

/// The lines that an opening takes, by the page it is on.
fn openings(assembly: &Assembly, document: &PagedDocument) -> BTreeMap<usize, i64> {
    let introspector = document.introspector();
    let mut found = BTreeMap::new();
    for article in &assembly.articles {
        let label = Label::new(PicoStr::intern(&format!("opening-{}", article.id))).unwrap();
        for content in introspector.query(&Selector::Label(label)) {
            let Some(Value::Int(lines)) =
                content.to_packed::<MetadataElem>().map(|data| data.value.clone())
            else {
                continue;
            };
            let position = introspector.position(content.location().unwrap()).unwrap();
            found.insert(position.page.get() - 1, lines);
        }
    }
    found
}

/// Pages of the cover before the inside pages of an issue.
fn covers(assembly: &Assembly) -> usize {
    if assembly.form.covers { COVERS } else { 0 }
}

/// Where fillers begin, by the page they are on: below that nothing is empty.
fn fillers(document: &PagedDocument) -> BTreeMap<usize, f64> {
    let introspector = document.introspector();
    let label = Label::new(PicoStr::intern("filled")).unwrap();
    let found = introspector.query(&Selector::Label(label)).into_iter();
    let places = found.map(|content| {
        let position = introspector.position(content.location().unwrap()).unwrap();
        (position.page.get() - 1, position.point.y.to_pt())
    });
    places.collect()
}

/// Holes in columns, and pages on which an article ends of which more than a third is empty.
fn holes(
    assembly: &Assembly,
    (document, paragraphs): (&PagedDocument, &[Paragraph]),
    seen: &mut Seen,
    name: &str,
) {
    let covers = covers(assembly);
    let map = PageMap::of(assembly, document, covers);
    let openings = openings(assembly, document);
    let fillers = fillers(document);
    let shared = pictures_over_two(assembly, document);
    let grid = &assembly.theme.data["grid"];
    let number = |key: &str| grid[key].as_f64().unwrap();
    let (pitch, size, top) = (number("pitch"), number("size"), number("top"));
    let foot = top + number("lines") * pitch - (pitch - size);
    for (index, used) in map.pages.iter().enumerate() {
        let kind = used.kind.as_str();
        // What is left over stands on pages for the editor's eyes, after those of a newspaper.
        let left_over = assembly.form.pages && index >= assembly.issue.pages.len();
        if used.articles.is_empty() || kind == "foreword" || kind == "literature" || left_over {
            continue;
        }
        let page = &document.pages()[index + covers];
        let surface = Surface::of(page);
        let opened = openings.get(&(index + covers)).copied().unwrap_or(0) as f64;
        let begin = if opened > 0.0 { top + opened * pitch } else { top };
        let bottom = fillers.get(&(index + covers)).map_or(foot, |filler| filler.min(foot));
        let newspaper = assembly.form.pages;
        // An article ends where its text does, and where the last of what stands beside it does.
        let ends = !newspaper
            && map.articles.iter().any(|article| {
                let end = article.end.map_or(article.last, |end| end.folio);
                [end, article.last].contains(&used.folio)
            });
        let after = map.articles.iter().any(|article| {
            article.is_on(used.folio) && article.end.is_some_and(|end| end.folio < used.folio)
        });
        let hole = if newspaper { NEWSPAPER_HOLE } else { HOLE };
        let width = page.frame.width().to_pt();
        let mut empty = 0.0;
        let all = columns(assembly, kind, width);
        for (number, (left, right)) in all.iter().enumerate() {
            let area = Area { left: *left, top: begin, right: *right, bottom };
            let gaps = surface.gaps(area);
            empty += gaps
                .iter()
                .map(|(from, to)| to - from)
                .filter(|gap| *gap > 2.5 * pitch)
                .sum::<f64>();
            let lines = |gap: &(f64, f64)| (gap.1 - gap.0 - (pitch - size)) / pitch;
            for gap in gaps.iter().filter(|gap| lines(gap) > hole + 0.4 && !ends) {
                let at = match (gap.0 <= begin + 1.0, gap.1 >= bottom - 1.0) {
                    (true, true) => "whole",
                    (true, false) => "head",
                    (false, true) => "foot",
                    (false, false) => "middle",
                };
                let next = after_hole(paragraphs, index + covers + 1, *right);
                let place = format!(
                    "{name} folio {} {kind} {:?} column {}{}: {:.1} lines from y {:.0} to {:.0}, {at}, then {next}",
                    used.folio,
                    used.articles,
                    number + 1,
                    if after { ", after the text" } else { "" },
                    lines(gap),
                    gap.0,
                    gap.1
                );
                seen.note("hole", place);
            }
        }
        let whole = all.len() as f64 * (foot - top);
        if ends && empty > whole / 3.0 {
            seen.note(
                "white end",
                format!(
                    "{name} folio {} {kind} {:?}: {:.0} %",
                    used.folio,
                    used.articles,
                    empty * 100.0 / whole
                ),
            );
        }
        // The two halves of a picture over two pages show it together.
        let half = shared.contains(&(index + covers));
        let least = if half { SHOWN / 2.0 } else { SHOWN };
        for share in surface.shown.iter().filter(|share| **share < least) {
            seen.note(
                "cropped",
                format!("{name} folio {} {kind}: {:.0} % shown", used.folio, share * 100.0),
            );
        }
    }
}

/// Heads with fewer lines of text below them in their column than they should have.
fn heads(paragraphs: &[Paragraph], measures: &Measures, seen: &mut Seen, name: &str) {
    let body: Vec<&Line> =
        paragraphs.iter().filter(|p| p[0].kind == Kind::Paragraph).flatten().collect();
    let head = |p: &&Paragraph| {
        p[0].kind == Kind::Heading
            && p[0].text.chars().count() > 1
            && (9.0..13.0).contains(&p[0].size)
    };
    for last in paragraphs.iter().filter(head).filter_map(|p| p.last()) {
        let reach = last.y + (BELOW as f64 + 3.0) * measures.pitch;
        let below = body.iter().filter(|line| {
            line.page == last.page
                && line.y > last.y + 1.0
                && line.y < reach
                && line.x < last.end
                && line.end > last.x
        });
        let below = below.count();
        // A paragraph of one line, then something else, is no fault of the column.
        let at_foot = last.y + (BELOW as f64 + 1.0) * measures.pitch > measures.bottom();
        if below < BELOW && at_foot {
            seen.note(
                "head at foot",
                format!("{name} page {}: {} has {below} lines below", last.page, last.text),
            );
        }
    }
}

/// Titles that are parted within a word.
fn titles(
    assembly: &Assembly,
    paragraphs: &[Paragraph],
    ends: &Titles,
    seen: &mut Seen,
    name: &str,
) {
    for article in &assembly.articles {
        let Some(ends) = ends.get(&article.id) else { continue };
        let whole = dense(&article.title);
        let set = paragraphs.iter().find(|lines| {
            lines[0].kind == Kind::Heading
                && dense(&lines.iter().map(|line| line.text.as_str()).collect::<String>()) == whole
        });
        let mut at = 0;
        for line in set.into_iter().flat_map(|lines| &lines[..lines.len() - 1]) {
            at += dense(&line.text).chars().count();
            if !ends.contains(&at) {
                seen.note("title parted", format!("{name} page {}: {}⏎", line.page, line.text));
            }
        }
    }
}

/// What an issue is set as.
#[derive(Clone, Copy)]
struct Dress {
    form: Form,
    theme: Option<&'static str>,
}

/// The ways in which issues are set.
const DRESSES: [Dress; 4] = [
    Dress { form: Form::Magazine, theme: None },
    Dress { form: Form::Magazine, theme: Some("indigo") },
    Dress { form: Form::Bulletin, theme: None },
    Dress { form: Form::Newspaper, theme: None },
];

impl Dress {
    fn name(self) -> &'static str {
        match self.form {
            Form::Magazine => self.theme.unwrap_or("dongguan"),
            form => form.layout(),
        }
    }
}

/// The pages with halves of pictures.
fn pictures_over_two(assembly: &Assembly, document: &PagedDocument) -> Vec<usize> {
    let own = assembly.articles.iter().flat_map(|article| {
        let line = |block: &Block| i64::try_from(block.line).unwrap();
        let is_picture = move |at: i64| {
            let is_own = |block: &&Block| line(block) == at;
            article
                .blocks
                .iter()
                .find(is_own)
                .is_some_and(|block| matches!(block.kind, BlockKind::Figure(_)))
        };
        halves(document, &article.id).into_iter().filter(move |(at, _)| is_picture(*at))
    });
    own.flat_map(|(_, pages)| pages).collect()
}

/// Halves of spreads that do not stand on two facing pages.
fn parted(assembly: &Assembly, document: &PagedDocument, seen: &mut Seen, name: &str) {
    for article in &assembly.articles {
        for (line, pages) in halves(document, &article.id) {
            let faces = matches!(pages[..], [left, right]
                if right == left + 1 && document.pages()[left].number.is_multiple_of(2));
            if !faces {
                seen.note("spread parted", format!("{name} {} line {line}: {pages:?}", article.id));
            }
        }
    }
}

/// Pictures that a text sends its reader to and that do not stand on the two facing pages of the words.
fn apart(
    assembly: &Assembly,
    document: &PagedDocument,
    paragraphs: &[Paragraph],
    seen: &mut Seen,
    name: &str,
) {
    let spread = |page: usize| document.pages()[page].number / 2;
    for article in &assembly.articles {
        let shown = noted(document, &format!("float-{}", article.id));
        for pair in article.blocks.windows(2) {
            let (BlockKind::Para { c }, BlockKind::Figure(_)) = (&pair[0].kind, &pair[1].kind)
            else {
                continue;
            };
            let text = dense(&plain(c));
            let Some(sent) = text.find("图").filter(|_| text.starts_with(content::SENT)) else {
                continue;
            };
            let words = page_of(paragraphs, &text, sent);
            let line = i64::try_from(pair[1].line).unwrap();
            let is_own = |(value, _): &&(Value, usize)| match value {
                Value::Dict(dict) => dict.get("line").is_ok_and(|own| *own == Value::Int(line)),
                _ => false,
            };
            let picture = shown.iter().find(is_own).map(|(_, page)| *page);
            seen.mentions += 1;
            match words.zip(picture) {
                Some((words, picture)) if spread(words) == spread(picture) => {}
                pages => {
                    let place = format!("{name} {} line {line}: {pages:?}", article.id);
                    seen.note("mention apart", place);
                }
            }
        }
    }
}

/// The page, from 0, of the character at a byte of a paragraph's text.
fn page_of(paragraphs: &[Paragraph], text: &str, at: usize) -> Option<usize> {
    let own = paragraphs.iter().find(|lines| {
        dense(&lines.iter().map(|line| line.text.as_str()).collect::<String>()) == text
    })?;
    let mut passed = 0;
    let line = own.iter().find(|line| {
        passed += dense(&line.text).len();
        passed > at
    });
    line.map(|line| line.page - 1)
}

/// What a layout has noted under a label, each with its page, from 0.
fn noted(document: &PagedDocument, label: &str) -> Vec<(Value, usize)> {
    let introspector = document.introspector();
    let label = Label::new(PicoStr::intern(label)).unwrap();
    let found = introspector.query(&Selector::Label(label)).into_iter();
    let noted = found.filter_map(|content| {
        let value = content.to_packed::<MetadataElem>()?.value.clone();
        let position = introspector.position(content.location()?)?;
        Some((value, position.page.get() - 1))
    });
    noted.collect()
}

/// What begins the next column of a page, or the next page: what may have left a hole.
fn after_hole(paragraphs: &[Paragraph], page: usize, right: f64) -> String {
    let first = |page: usize, from: f64| {
        let own = paragraphs.iter().flatten().filter(|line| line.page == page && line.x > from);
        let own = own.filter(|line| line.y > 60.0 && line.text.chars().count() > 2);
        own.min_by(|a, b| a.y.total_cmp(&b.y))
            .map(|line| format!("{:?} {} {} “{}”", line.kind, line.face, line.size, line.text))
    };
    first(page, right).or_else(|| first(page + 1, 0.0)).unwrap_or_default()
}

/// Looks at an issue as it is set in one way.
fn look(sandbox: &Sandbox, dress: Dress, ends: &Titles, name: &str) -> Seen {
    let mut seen = Seen::default();
    let project =
        Project::find(&sandbox.path("")).unwrap().with_kit(kit()).with_store(common::store());
    let refused = |failure: Failure, seen: &mut Seen| match failure {
        Failure::Stopped(findings) => {
            for finding in findings.iter().filter(|finding| finding.severity == Severity::Stop) {
                seen.note("refused", format!("{name}: {finding:?}"));
            }
        }
        other => seen.note("refused", format!("{name}: {other:?}")),
    };
    let assembly = match assemble(&project, "2026-01") {
        Ok((assembly, _)) => assembly,
        Err(failure) => {
            refused(failure, &mut seen);
            return seen;
        }
    };
    let typeset = match screen_typeset(&project, "2026-01") {
        Ok(typeset) => typeset,
        Err(failure) => {
            refused(failure, &mut seen);
            return seen;
        }
    };
    let document = typeset.document;
    for finding in typeset.findings.iter().filter(|own| own.rule == "layout-warning") {
        seen.note("unsettled", format!("{name}: {finding:?}"));
    }
    seen.pages = document.pages().len() - 2 * covers(&assembly);
    if let Some(folder) = std::env::var_os("NEIKAN_PDF") {
        let pdf = typst_pdf::pdf(&document, &typst_pdf::PdfOptions::default()).unwrap();
        let folder = std::path::Path::new(&folder);
        std::fs::write(folder.join(format!("{name}.pdf")), pdf).unwrap();
        common::copy(&sandbox.path("issues"), &folder.join(name).join("issues"));
    }
    for finding in proofread(&assembly, &document, Scope::All).iter() {
        let kind = match finding.rule {
            "text-lost" => "lost",
            "text-overlap" => "overlap",
            "text-outside" | "text-clipped" => "cut off",
            "text-hidden" => "hidden",
            "table-wide" | "chart-crowded" => "no room",
            _ => "other fault",
        };
        seen.note(kind, format!("{name}: {finding:?}"));
    }
    let paragraphs = paragraphs(&document);
    holes(&assembly, (&document, &paragraphs), &mut seen, name);
    parted(&assembly, &document, &mut seen, name);
    // Pictures of a newspaper stand with their article, wherever its rest goes.
    if dress.form != Form::Newspaper {
        apart(&assembly, &document, &paragraphs, &mut seen, name);
    }
    titles(&assembly, &paragraphs, ends, &mut seen, name);
    if dress.form != Form::Magazine {
        return seen;
    }
    let file = dress.theme.map_or("theme.yml".to_owned(), |theme| format!("theme-{theme}.yml"));
    let measures = Measures::of(&project.layout("dongguan").join(file));
    heads(&paragraphs, &measures, &mut seen, name);
    for line in paragraphs.iter().filter(|p| measures.body(p)).flatten() {
        let gap = looseness(line);
        seen.lines += 1;
        seen.gaps.push(gap);
        if gap > LOOSE + 0.005 {
            seen.note("loose", format!("{name} page {}: {gap:.2} em: {}", line.page, line.text));
        }
    }
    seen
}

fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// Makes and looks at an issue.
fn judge(seed: u64, dress: Dress) -> Seen {
    let sandbox = Sandbox::new();
    let ends = content::issue(&sandbox, dress.form, seed, 9);
    if let Some(theme) = dress.theme {
        let text = sandbox.read(ISSUE);
        sandbox.write(ISSUE, format!("{text}layout_theme: {theme}\n"));
    }
    let name = format!("{seed}-{}", dress.name());
    let begun = std::time::Instant::now();
    let mut seen = look(&sandbox, dress, &ends, &name);
    println!(
        "{name} in {} ({} ms): {}",
        sandbox.path("").display(),
        begun.elapsed().as_millis(),
        seen.report()
    );
    seen
}

#[test]
fn pages_hold_on_content_that_nobody_prepared() {
    let form = std::env::var("NEIKAN_FORM").ok();
    let asked = |dress: &&Dress| form.as_ref().is_none_or(|form| form == dress.name());
    let mut all = Seen::default();
    for dress in DRESSES.iter().filter(asked) {
        let mut seen = Seen::default();
        // One issue of a bulletin or a newspaper for two of a magazine.
        let count = number("NEIKAN_ISSUES", 1);
        let count = if dress.form == Form::Magazine { count } else { count.div_ceil(2) };
        for issue in 0..count {
            seen.join(judge((number("NEIKAN_SEED", 2026) + issue) as u64, *dress));
        }
        println!("{}: {}", dress.name(), seen.report());
        all.join(seen);
    }
    for (kind, places) in &all.places {
        for place in places.iter().take(number("NEIKAN_PLACES", 15)) {
            println!("{kind}: {place}");
        }
    }
    println!("all: {}", all.report());
    for kind in NEVER {
        assert_eq!(all.count(kind), 0, "{kind}: {:#?}", all.places[kind]);
    }
    for (kind, most) in MOST {
        assert!(all.rate(kind) <= most, "{kind}: {:#?}", all.places[kind]);
    }
}

#[test]
fn a_bulletin_settles_whose_pictures_moved_one_another_on() {
    let dress = DRESSES.into_iter().find(|dress| dress.form == Form::Bulletin).unwrap();
    let seen = judge(2027, dress);
    assert_eq!(seen.count("unsettled"), 0, "{:#?}", seen.places);
}

#[test]
fn a_bulletin_keeps_the_lines_of_what_goes_on_below_moved_pictures() {
    let dress = DRESSES.into_iter().find(|dress| dress.form == Form::Bulletin).unwrap();
    let seen = judge(2030, dress);
    for kind in ["lost", "other fault", "unsettled"] {
        assert_eq!(seen.count(kind), 0, "{kind}: {:#?}", seen.places);
    }
}

/// The small issue with more articles in it.
fn with(articles: &[(&str, &str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    let mut names = String::new();
    for (id, head, body) in articles {
        let _ = writeln!(names, "  - {id}");
        let text = format!("---\nsection: news\n{head}---\n{body}\n");
        sandbox.write(&format!("issues/2026-01/articles/{id}.md"), text);
    }
    sandbox.replace(ISSUE, "  - news\n", &format!("  - news\n{names}"));
    sandbox
}

const ISSUE: &str = "issues/2026-01/issue.yml";

/// The lines of an article's title.
fn title_of(sandbox: &Sandbox, title: &str) -> Vec<Line> {
    let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
    let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let whole = |lines: &Paragraph| {
        lines[0].kind == Kind::Heading
            && dense(&lines.iter().map(|line| line.text.as_str()).collect::<String>()) == title
    };
    paragraphs(&pages).into_iter().find(whole).unwrap_or_else(|| panic!("no title {title}"))
}

#[test]
fn titles_are_as_large_as_their_articles_weigh() {
    let sandbox = with(&[
        ("minor", "title: 小事一桩\nrank: minor\n", "一段。"),
        ("normal", "title: 平常一篇\n", "一段。"),
        ("major", "title: 重点的一篇里有很多很多的字要排成三行\nrank: major\n", "一段。"),
        ("lead", "title: 头条的题目比谁的都长也还是比谁的都大\nrank: lead\n", "一段。"),
    ]);
    let size = |title: &str| title_of(&sandbox, title)[0].size;
    let sizes = [
        size("小事一桩"),
        size("平常一篇"),
        size("重点的一篇里有很多很多的字要排成三行"),
        size("头条的题目比谁的都长也还是比谁的都大"),
    ];
    assert!(sizes.windows(2).all(|pair| pair[0] < pair[1]), "{sizes:?}");
}

#[test]
fn the_first_cover_line_leads_where_nobody_else_does() {
    let sandbox = with(&[("second", "title: 第二篇\n", "一段。")]);
    let size = || title_of(&sandbox, "第二篇")[0].size;
    let plain = size();
    let lines = "cover:\n  lines: [{title: 要目, article: second}]\n";
    sandbox.replace(ISSUE, "cover:\n", lines);
    assert!(size() > plain);
}

#[test]
fn a_title_is_parted_between_words_and_where_its_author_says() {
    let title = "县里把一百一十吨废纸的旧账从头到尾分清楚";
    let sandbox = with(&[
        ("words", &format!("title: {title}\nrank: lead\n"), "一段。"),
        ("stroke", "title: 旧账|分清楚\n", "一段。"),
    ]);
    let lines = title_of(&sandbox, title);
    assert!(lines.len() > 1, "{lines:?}");
    for line in &lines[..lines.len() - 1] {
        assert!(!line.text.ends_with("一百一十") && !line.text.ends_with('清'), "{}", line.text);
    }
    let parts: Vec<String> =
        title_of(&sandbox, "旧账分清楚").iter().map(|line| dense(&line.text)).collect();
    assert_eq!(parts, ["旧账", "分清楚"]);
}

#[test]
fn ranks_and_openers_that_cannot_be_are_told() {
    let lead = "title: 一篇\nrank: lead\n";
    let sandbox = with(&[("one", lead, "一段。"), ("two", lead, "一段。")]);
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.finding("rank-lead")["file"], "issues/2026-01/articles/two.md");
    assert_eq!(run.finding("rank-lead")["line"], 4);
    for (opener, body, rule, status) in [
        ("spread", "一段。", "opener-picture", 1),
        ("half", "一段。\n\n![图](images/field.svg)", "opener-picture", 1),
        ("spread", "一段。\n\n![图](images/small.png){.full}", "opener-small", 0),
    ] {
        let sandbox = with(&[("one", &format!("title: 一篇\nopener: {opener}\n"), body)]);
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(90, 60).write_to(&mut png, image::ImageFormat::Png).unwrap();
        sandbox.write("issues/2026-01/images/small.png", png.into_inner());
        let run = sandbox.run(&["check", "--format", "json"]);
        assert_eq!(run.status, status, "{}{}", run.out, run.err);
        assert_eq!(run.finding(rule)["file"], "issues/2026-01/articles/one.md", "{opener}");
    }
    let sandbox = with(&[("one", "title: 一篇\nrank: first\n", "一段。")]);
    let run = sandbox.run(&["check", "--format", "json"]);
    assert!(run.finding("value-choice")["hint"].as_str().unwrap().contains("lead, major"));
}

#[test]
fn what_an_issue_decides_counts_before_what_its_articles_say() {
    let head = "title: 平常的一篇\nrank: minor\n";
    let sandbox = with(&[("one", head, "一段。"), ("two", "title: 另外一篇\n", "一段。")]);
    let minor = title_of(&sandbox, "平常的一篇")[0].size;
    let text = sandbox.read(ISSUE);
    let decided = "arrangement:\n  one: {rank: lead, fit: false}\n  two: {rank: major}\n  gone: {rank: minor}\n";
    sandbox.write(ISSUE, format!("{text}{decided}"));
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    assert_eq!(run.finding("arrangement-unknown")["file"], ISSUE);
    sandbox.write(ISSUE, format!("{text}{}", decided.replace("  gone: {rank: minor}\n", "")));
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let told = run.finding("arrangement-differs");
    let line = text.lines().count() + 2;
    assert_eq!((&told["file"], &told["line"]), (&ISSUE.into(), &line.into()), "{told}");
    assert_eq!(run.rules().iter().filter(|rule| *rule == "arrangement-differs").count(), 1);
    let (lead, major) = (title_of(&sandbox, "平常的一篇"), title_of(&sandbox, "另外一篇"));
    assert!(lead[0].size > major[0].size && major[0].size > minor, "{lead:?} {major:?}");
    // Two leads are two wherever they are decided.
    sandbox.write(
        ISSUE,
        format!(
            "{text}{}",
            decided.replace("major", "lead").replace("  gone: {rank: minor}\n", "")
        ),
    );
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.finding("rank-lead")["file"], ISSUE);
}

#[test]
fn a_table_that_fits_no_page_is_divided_into_two() {
    let row = |name: &str| {
        let cells: String = (1..24).map(|n| format!(" {}.{n}万元 |", n * 37)).collect();
        format!("| {name} |{cells}\n")
    };
    let heads: String = (1..24).map(|n| format!(" 第{n}月 |")).collect();
    let rule = format!("|---|{}", "--:|".repeat(23));
    let body = format!(
        "一段。\n\n::: table 各社各月的收购 {{source=\"荔塘供销社\"}}\n| 基层社 |{heads}\n{rule}\n{}{}:::\n\n又一段。",
        row("荔塘"),
        row("榕溪")
    );
    let sandbox = with(&[("one", "title: 一篇\n", &body)]);
    let run = sandbox.run(&["build", "--draft", "--editions", "digital", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let told = run.finding("table-set");
    assert!(told["message"].as_str().unwrap().contains("各列分成 2 张"), "{told}");
    let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
    let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    // Both parts have the first column, which nobody takes for something added, and nothing is lost.
    let (assembly, _) = assemble(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let findings = proofread(&assembly, &pages, Scope::All);
    assert!(findings.iter().all(|finding| finding.severity != Severity::Stop), "{findings:?}");
}

/// The issue of a sandbox as it is set, in whose columns no hole is.
fn without_holes(sandbox: &Sandbox) -> (Assembly, PagedDocument) {
    let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
    let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let (assembly, _) = assemble(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let mut seen = Seen::default();
    holes(&assembly, (&pages, &paragraphs(&pages)), &mut seen, "2026-01");
    assert_eq!(seen.count("hole"), 0, "{:#?}", seen.places);
    (assembly, pages)
}

#[test]
fn codes_that_are_held_together_have_room_in_a_table() {
    let row = |n: usize| {
        let said = "雨停了，路也干了，冷链公司按编号DGGX-2026-000318-B的批次在三号仓库门口过磅。";
        format!("| 第{n}批 | {n}139.8 | DGGX-2026-000318-B | {said} | WWW-2026-0042-M |\n")
    };
    let rows: String = (1..9).map(row).collect();
    let body = format!(
        "一段。\n\n::: table 各批的编号 {{source=\"荔塘供销社\"}}\n| 项目 | 数量（吨） | 编号 | 备注 | 旧编号 |\n|---|--:|---|---|---|\n{rows}:::\n\n又一段。"
    );
    for form in ["dongguan", "bulletin"] {
        let sandbox = with(&[("one", "title: 一篇\n", &body)]);
        if form != "dongguan" {
            into(&sandbox, form);
        }
        let (assembly, pages) = without_holes(&sandbox);
        let findings = proofread(&assembly, &pages, Scope::All);
        let stops = findings.iter().filter(|finding| finding.severity == Severity::Stop);
        assert_eq!(stops.count(), 0, "{form}: {findings:?}");
    }
}

#[test]
fn a_long_table_of_a_bulletin_begins_where_its_page_has_room() {
    let rows: String = (0..90).map(|n| format!("| 第{n}站 | {n}12.5 | 荔塘 |\n")).collect();
    let body = format!(
        "{}::: table 各站的收购 {{source=\"荔塘供销社\"}}\n| 站 | 数量（吨） | 单位 |\n|---|--:|---|\n{rows}:::\n\n又一段。",
        paragraphs_of(2)
    );
    let sandbox = with(&[("one", "title: 一篇\n", &body)]);
    into(&sandbox, "bulletin");
    let (assembly, pages) = without_holes(&sandbox);
    let findings = proofread(&assembly, &pages, Scope::All);
    assert!(findings.iter().all(|finding| finding.severity != Severity::Stop), "{findings:?}");
}

#[test]
fn pictures_of_a_bulletin_that_follow_each_other_stand_in_rows() {
    let picture = |n: usize| format!("![图{n}](images/shape-{n}.png)\n\n");
    let pictures: String = (0..4).map(picture).collect();
    let body = format!("{}{pictures}{}", paragraphs_of(2), paragraphs_of(6));
    let sandbox = with(&[("one", "title: 一篇\n", &body)]);
    (0..4).for_each(|n| blank(&sandbox, &format!("shape-{n}"), (600, 500)));
    into(&sandbox, "bulletin");
    let (_, pages) = without_holes(&sandbox);
    let counts: Vec<usize> =
        pages.pages().iter().map(|page| Surface::of(page).shown.len()).collect();
    // Two rows of two have room on a page, the other article has a picture of its own.
    assert!(counts.contains(&4), "{counts:?}");
}

#[test]
fn portraits_of_any_shape_show_six_tenths() {
    let talk = "::: qa\n![甲](images/narrow.png)\n\n![乙](images/broad.png)\n\n问：秤停稳了没有？\n\n答：停稳了。\n:::\n";
    let sandbox = with(&[("one", "title: 一篇\n", talk)]);
    blank(&sandbox, "narrow", (300, 900));
    blank(&sandbox, "broad", (900, 300));
    let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
    let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let shown: Vec<f64> = pages.pages().iter().flat_map(|page| Surface::of(page).shown).collect();
    assert!(shown.len() >= 2 && shown.iter().all(|share| *share > SHOWN), "{shown:?}");
}

#[test]
fn what_is_left_after_a_text_fills_its_pages() {
    let picture = |n: usize| format!("![图{n}](images/shape-{}.png \"图注之{n}。\")\n\n", n % 3);
    let pictures: String = (0..16).map(picture).collect();
    let body = format!("{}{pictures}{}", paragraphs_of(2), paragraphs_of(1));
    let sandbox = with(&[("one", "title: 一篇\n", &body)]);
    for (number, shape) in [(400, 600), (600, 400), (500, 500)].into_iter().enumerate() {
        blank(&sandbox, &format!("shape-{number}"), shape);
    }
    without_holes(&sandbox);
    let run = sandbox.run(&["build", "--draft", "--editions", "digital", "--format", "json"]);
    assert_eq!(run.finding("fit-rows")["file"], "issues/2026-01/articles/one.md");
}

#[test]
fn pull_quotes_leave_no_hole_at_the_foot_of_a_column() {
    let said = "秤停稳了再报数，报了数再落笔，落了笔再翻下一页，翻过去的就不许改。".repeat(2);
    let quote = format!("::: pullquote\n{said}\n:::\n\n");
    let articles: Vec<(String, String)> = (0..12)
        .map(|n| {
            let lines: String = (0..3 * n).map(|k| format!("第{k}筐。\n\n")).collect();
            let body = format!("{}{lines}{quote}{}", paragraphs_of(2), paragraphs_of(14));
            (format!("one-{n}"), body)
        })
        .collect();
    let own: Vec<(&str, &str, &str)> =
        articles.iter().map(|(id, body)| (id.as_str(), "title: 一篇\n", body.as_str())).collect();
    let sandbox = with(&own);
    let (assembly, pages) = without_holes(&sandbox);
    let findings = proofread(&assembly, &pages, Scope::All);
    assert!(findings.iter().all(|finding| finding.severity != Severity::Stop), "{findings:?}");
    let run = sandbox.run(&["build", "--draft", "--editions", "digital", "--format", "json"]);
    assert!(run.rules().iter().any(|rule| rule == "fit-loose"), "{}{}", run.out, run.err);
}

#[test]
fn a_pull_quote_more_or_less_ends_an_article_well() {
    let said = |id: &str| {
        let rule = "秤停稳了再报数，报了数再落笔，落了笔再翻下一页，翻过去的就不许改";
        format!("{id}的规矩：{rule}，要改的写在当天的页上，写明是谁改的、为什么改。")
    };
    let body = |id: &str, lines: usize| {
        let said = said(id);
        let quote = |class: &str| format!("::: pullquote{class}\n{said}\n:::\n\n");
        let spare = format!("{}{}", quote(" {.spare}"), paragraphs_of(2)).repeat(3);
        let lines: String = (0..lines).map(|k| format!("第{k}筐。\n\n")).collect();
        format!("{said}\n\n{}{}{}{spare}{lines}", paragraphs_of(3), quote(""), paragraphs_of(4))
    };
    let articles: Vec<(String, &str, String)> = (0..48)
        .map(|n| {
            let fixed = n % 4 == 3;
            let id = format!("{}-{n}", if fixed { "fixed" } else { "one" });
            let head = ["title: 一篇\n", "title: 一篇\nfit: false\n"][usize::from(fixed)];
            let body = body(&id, 2 * n);
            (id, head, body)
        })
        .collect();
    let own: Vec<(&str, &str, &str)> =
        articles.iter().map(|(id, head, body)| (id.as_str(), *head, body.as_str())).collect();
    let sandbox = with(&own);
    let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
    let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let (assembly, _) = assemble(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let findings = proofread(&assembly, &pages, Scope::All);
    assert!(findings.iter().all(|finding| finding.severity != Severity::Stop), "{findings:?}");
    let texts: Vec<String> = paragraphs(&pages)
        .iter()
        .map(|lines| dense(&lines.iter().map(|line| line.text.as_str()).collect::<String>()))
        .collect();
    let run = sandbox.run(&["build", "--draft", "--editions", "digital", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    let told = |id: &str| {
        let file = format!("issues/2026-01/articles/{id}.md");
        let own = report["findings"].as_array().unwrap().iter();
        own.filter(|own| own["rule"] == "fit-quotes").any(|own| own["file"] == file.as_str())
    };
    // It stands in the text and as a pull quote.
    let mut seen = BTreeMap::new();
    for (id, ..) in &articles {
        let count = texts.iter().filter(|text| **text == dense(&said(id))).count();
        assert_eq!(count != 2, told(id), "{id}: {count}");
        assert!(count == 2 || id.starts_with("one"), "{id}: {count}");
        *seen.entry(count.cmp(&2)).or_insert(0) += 1;
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

#[test]
fn sizes_of_pictures_close_an_end_before_a_minor_article_runs_on() {
    let picture = |n: usize| format!("![图{n}](images/shape.png){{.full}}\n\n");
    let body = |lines: usize| {
        let lines: String = (0..lines).map(|k| format!("第{k}筐。\n\n")).collect();
        let pictures: String =
            (0..3).map(|n| format!("{}{}", picture(n), paragraphs_of(4))).collect();
        format!("{}{pictures}{lines}", paragraphs_of(3))
    };
    let articles: Vec<(String, &str, String)> = (0..12)
        .flat_map(|n| {
            let minor = "title: 短的一篇\nrank: minor\n";
            let after = if n % 3 == 2 { paragraphs_of(2) } else { paragraphs_of(10) };
            [
                (format!("one-{n}"), "title: 一篇\nopener: type\n", body(6 * n)),
                (format!("two-{n}"), minor, after),
            ]
        })
        .collect();
    let own: Vec<(&str, &str, &str)> =
        articles.iter().map(|(id, head, body)| (id.as_str(), *head, body.as_str())).collect();
    let sandbox = with(&own);
    blank(&sandbox, "shape", (600, 300));
    let run = sandbox.run(&["build", "--draft", "--editions", "digital", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    let told = |rule: &str, id: String| {
        let file = format!("issues/2026-01/articles/{id}.md");
        let mut own = report["findings"].as_array().unwrap().iter();
        own.any(|own| own["rule"] == rule && own["file"] == file.as_str())
    };
    let (mut sized, mut follows) = (0, 0);
    for n in 0..12 {
        let (closed, after) =
            (told("fit-sizes", format!("one-{n}")), told("fit-follows", format!("two-{n}")));
        assert!(!(closed && after), "{n}");
        sized += usize::from(closed);
        follows += usize::from(after);
    }
    assert!(sized > 0 && follows > 0, "{sized} {follows}");
}

#[test]
fn a_pull_quote_to_spare_says_what_the_text_says() {
    let body =
        "一段原话。\n\n::: pullquote {.spare}\n原话\n:::\n\n::: pullquote {.spare}\n别的话\n:::\n";
    let sandbox = with(&[("one", "title: 一篇\n", body)]);
    let run = sandbox.run(&["check", "--format", "json"]);
    let rules = run.rules();
    let count = rules.iter().filter(|rule| *rule == "pullquote-spare").count();
    let line = &run.finding("pullquote-spare")["line"];
    assert_eq!((run.status, count, line), (1, 1, &11.into()), "{}", run.out);
}

#[test]
fn who_speaks_in_an_interview_is_shown_before_its_first_turn() {
    let head = "title: 一篇\nspeakers:\n  - {name: 苏青, unit: 荔塘供销社, picture: images/su.png, focus: 50% 30%}\n  - {name: 何岸, picture: images/he.png, alt: 何岸在柜台后面}\n";
    let talk = "::: qa\n问：秤停稳了没有？\n\n苏青：停稳了。\n:::\n";
    let sandbox = with(&[("one", head, talk)]);
    blank(&sandbox, "su", (40, 60));
    blank(&sandbox, "he", (40, 60));
    let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
    let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let (assembly, _) = assemble(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let folio = PageMap::of(&assembly, &pages, COVERS).article("one").unwrap().first;
    let page = &pages.pages()[usize::try_from(folio).unwrap() + COVERS - 1];
    assert_eq!(Surface::of(page).shown.len(), 2);
    let texts: Vec<String> =
        paragraphs(&pages).iter().flatten().map(|line| dense(&line.text)).collect();
    let at = |words: &str| texts.iter().position(|text| text.contains(words));
    assert!(
        at("苏青荔塘供销社").is_some() && at("苏青荔塘供销社") < at("秤停稳了没有"),
        "{texts:?}"
    );
    // Without an interview they have no place.
    let sandbox = with(&[("one", head, "一段。")]);
    blank(&sandbox, "su", (40, 60));
    blank(&sandbox, "he", (40, 60));
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!((run.status, &run.finding("speakers-qa")["line"]), (1, &4.into()), "{}", run.out);
}

#[test]
fn a_spread_begins_on_a_left_page_and_keeps_its_focus_from_the_gutter() {
    let body = "![图](images/field.svg){.full focus=\"50% 50%\"}\n\n一段。";
    let sandbox = with(&[("one", "title: 一幅图横过两页\nopener: spread\n", body)]);
    let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
    let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let (assembly, _) = assemble(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let map = PageMap::of(&assembly, &pages, COVERS);
    let first = map.article("one").unwrap().first;
    assert_eq!(first % 2, 0);
    let surfaces = [first, first + 1]
        .map(|folio| Surface::of(&pages.pages()[usize::try_from(folio).unwrap() + COVERS - 1]));
    assert!(surfaces.iter().all(|surface| surface.shown.len() == 1), "{surfaces:?}");
}

#[test]
fn what_was_weighed_is_told_where_it_is_asked_for() {
    let sandbox = with(&[("one", "title: 一篇\nfit: false\n", "一段。")]);
    let explained = |call: &[&str]| -> Vec<String> {
        let run = sandbox.run(&[&["build", "--draft", "--format", "json"], call].concat());
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        let report = run.report();
        let findings = report["findings"].as_array().unwrap().iter();
        let own = findings.filter(|own| own["rule"] == "fit-explained");
        own.map(|own| own["message"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(explained(&[]), Vec::<String>::new());
    let told = explained(&["--explain-fit"]);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[2].contains("《一篇》先排成 1 页") && told[2].contains("fit: false"), "{told:?}");
}

#[test]
fn cover_lines_that_have_no_room_are_told() {
    let sandbox = with(&[]);
    let lines: Vec<String> =
        (1..=5).map(|number| format!("{{title: 要目{number}, article: news}}")).collect();
    sandbox.replace(ISSUE, "cover:\n", &format!("cover:\n  lines: [{}]\n", lines.join(", ")));
    let run = sandbox.run(&["build", "--draft", "--editions", "digital", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.finding("cover-lines")["file"], ISSUE);
}

/// The pages of the halves of what stands over two pages in an article, by its line.
fn halves(document: &PagedDocument, id: &str) -> BTreeMap<i64, Vec<usize>> {
    let introspector = document.introspector();
    let label = Label::new(PicoStr::intern(&format!("half-{id}"))).unwrap();
    let mut found: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for content in introspector.query(&Selector::Label(label)) {
        let value = content.to_packed::<MetadataElem>().map(|data| data.value.clone());
        let Some(Value::Int(line)) = value else { panic!("{value:?}") };
        let position = introspector.position(content.location().unwrap()).unwrap();
        found.entry(line).or_default().push(position.page.get() - 1);
    }
    found
}

/// Paragraphs of which no two are alike.
fn paragraphs_of(count: usize) -> String {
    let one = |n: usize| {
        format!("第{n}段。{}\n\n", "收果的人天不亮就上山，挑着灯，一筐一筐往下传。".repeat(5))
    };
    (0..count).map(one).collect()
}

/// Writes a picture without anything on it.
fn blank(sandbox: &Sandbox, name: &str, (width, height): (u32, u32)) {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(width, height).write_to(&mut png, image::ImageFormat::Png).unwrap();
    sandbox.write(&format!("issues/2026-01/images/{name}.png"), png.into_inner());
}

const BAND: &str = "::: sidebar 收果的规矩 {.spread}\n- 天亮前果温低，呼吸慢，剪下来凉得快。\n- 浅筐轻放，一筐不超过两层。\n- 过秤以前先报户名。\n- 雨天的果沥够二十分钟再上秤。\n\n秤停稳了再报数，报了数再落笔。\n:::\n\n";

#[test]
fn pictures_and_sidebars_in_the_text_stand_over_two_facing_pages() {
    let picture = "![田野](images/wide.png \"一片田野。\"){.spread focus=\"50% 50%\"}\n\n";
    let (before, after) = (paragraphs_of(9), paragraphs_of(70));
    let body = format!("{before}{picture}{after}{BAND}{after}");
    for start in ["page", "left"] {
        let sandbox = with(&[("one", &format!("title: 一篇\nstart: {start}\n"), &body)]);
        blank(&sandbox, "wide", (130, 50));
        let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
        let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
        let halves = halves(&pages, "one");
        assert_eq!(halves.len(), 2, "{halves:?}");
        for found in halves.values() {
            let [left, right] = found[..] else { panic!("{halves:?}") };
            assert_eq!(
                (pages.pages()[left].number % 2, right),
                (0, left + 1),
                "{start}: {halves:?}"
            );
        }
        // Nothing of the text is lost, stands elsewhere or on something else.
        let (assembly, _) = assemble(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
        let findings = proofread(&assembly, &pages, Scope::All);
        assert!(findings.iter().all(|finding| finding.severity != Severity::Stop), "{findings:?}");
        let pictures: Vec<Surface> = halves
            .values()
            .next()
            .unwrap()
            .iter()
            .map(|page| Surface::of(&pages.pages()[*page]))
            .collect();
        assert!(pictures.iter().all(|page| page.shown.len() == 1), "{pictures:?}");
    }
}

#[test]
fn what_finds_no_two_facing_pages_is_set_on_one_and_told() {
    let small = "![图](images/small.png){.spread}\n\n![图](images/tall.png){.spread}\n\n";
    let boxed =
        format!("::: qa\n问：甲\n\n![田野](images/field.svg){{.spread}}\n\n答：乙\n:::\n\n{small}");
    for (body, rules) in [
        (
            format!("{}{small}", paragraphs_of(3)),
            vec!["spread-small", "spread-full", "spread-narrow"],
        ),
        (boxed, vec!["spread-place"]),
    ] {
        let sandbox = with(&[("one", "title: 一篇\n", &body)]);
        blank(&sandbox, "small", (90, 60));
        blank(&sandbox, "tall", (60, 90));
        let run = sandbox.run(&["build", "--draft", "--format", "json"]);
        for rule in rules {
            assert_eq!(run.finding(rule)["file"], "issues/2026-01/articles/one.md", "{}", run.out);
        }
        let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
        let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
        assert!(halves(&pages, "one").is_empty());
    }
}

/// A group photograph that nothing may be cropped of, wider than anything that a page has room for uncropped.
const GROUP: &str = "![会后合影](images/wide.png \"会后合影。\"){.whole WIDTH credit=\"何岸 摄\" names=\"前排左起：陈禾、何岸、谭洁；后排左起：苏青、黄锦添\"}\n\n";

#[test]
fn a_group_photograph_is_shown_whole_with_its_names_below_in_every_form() {
    for form in ["dongguan", "bulletin", "newspaper"] {
        for (width, shape) in [("", (300, 900)), (".full", (900, 300)), (".page", (500, 400))] {
            let body = format!("{}{}", GROUP.replace("WIDTH", width), paragraphs_of(12));
            let sandbox = with(&[("one", "title: 一篇\n", &body)]);
            // The other article has a picture of its own, which may be cropped.
            let plain = "---\ntitle: 要闻一则\nsection: news\n---\n一段。\n";
            sandbox.write("issues/2026-01/articles/news.md", plain);
            blank(&sandbox, "wide", shape);
            if form != "dongguan" {
                into(&sandbox, form);
            }
            let project = Project::find(&sandbox.path(""))
                .unwrap()
                .with_kit(kit())
                .with_store(common::store());
            let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
            let (assembly, _) = assemble(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
            let shown: Vec<f64> = pages.pages()[covers(&assembly)..]
                .iter()
                .flat_map(|page| Surface::of(page).shown)
                .collect();
            assert!(
                !shown.is_empty() && shown.iter().all(|share| *share > 0.999),
                "{form} {width}: {shown:?}"
            );
            let findings = proofread(&assembly, &pages, Scope::All);
            assert!(
                findings.iter().all(|finding| finding.severity != Severity::Stop),
                "{form} {width}: {findings:?}"
            );
            let texts: Vec<String> =
                paragraphs(&pages).iter().flatten().map(|line| dense(&line.text)).collect();
            for row in ["前排左起：陈禾、何岸、谭洁；", "后排左起：苏青、黄锦添"]
            {
                assert!(texts.iter().any(|text| text == row), "{form} {width}: {texts:?}");
            }
        }
    }
}

/// Makes the small issue one of another form.
fn into(sandbox: &Sandbox, form: &str) {
    let publication = sandbox.read("issues/publication.yml");
    let (head, rest) = publication.split_once("format:").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let format = match form {
        "bulletin" => "{width: 210, height: 297, bleed: 3}",
        _ => "{width: 297, height: 420, bleed: 3}",
    };
    let rest = rest.replace("layout: dongguan\n", "");
    sandbox.write(
        "issues/publication.yml",
        format!("{head}format: {format}\nform: {form}\npage_multiple: 2\n{rest}"),
    );
    if form == "newspaper" {
        let text = sandbox.read(ISSUE);
        let pages =
            "pages:\n  - {name: 甲, articles: [one]}\n  - {name: 乙, articles: [foreword, news]}\n";
        sandbox.write(ISSUE, format!("{text}{pages}"));
    }
}
