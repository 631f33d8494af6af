//! Composition: the lines of finished pages against CLREQ (docs/typography.md).
//!
//! The judge reads glyph positions, not sources: it sees what a reader sees. Breaches that the
//! text alone decides and those that the layout decides must be none, with either theme.

use crate::common;
use crate::common::lines;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use common::Sandbox;
use common::chance::Chance;
use hanzi::is_han;
use lines::{Kind, Line, Paragraph, paragraphs};
use neikan::diagnostic::Findings;
use neikan::manuscript::model::{Article, Part, walk};
use neikan::manuscript::{Assembly, assemble};
use neikan::pipeline::screen_pages;
use neikan::publication::{Project, Theme};
use typst::foundations::{Content, Label, Selector};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// Marks that begin no line (CLREQ 3.1.4, and the issue's · — … ～ /).
const NOT_FIRST: &str = "、，。．：；！？”’）》〉】〕」』·・—…～~/%‰℃";
/// Marks that end no line.
const NOT_LAST: &str = "“‘（《〈【〔「『";
/// Words that are counted with, after a number and its multipliers.
const COUNTED: &str =
    "年月日时分秒个家户人次件项条吨斤克米亩元角度倍号期届名位场座处台辆平公立小百千万亿";
/// Marks of a full width, which justification leaves alone.
const WIDE: &str = "、，。：；！？（）《》“”";

/// Breaches by kind.
type Breaches = BTreeMap<&'static str, Vec<String>>;

/// The measures of a theme that the judge needs, pt.
pub struct Measures {
    pub pitch: f64,
    size: f64,
    narrow: f64,
    faces: Vec<String>,
    top: f64,
    lines: f64,
}

impl Measures {
    pub fn of(theme: &Path) -> Self {
        let theme = Theme::parse(
            &std::fs::read_to_string(theme).unwrap(),
            "theme.yml",
            &mut Findings::default(),
        )
        .unwrap();
        let number = |pointer: &str| theme.data.pointer(pointer).and_then(|n| n.as_f64());
        let read = |pointer: &str| number(pointer).unwrap_or_else(|| panic!("no {pointer}"));
        Self {
            pitch: read("/grid/pitch"),
            size: read("/grid/size"),
            narrow: read("/grid/narrow/size"),
            faces: ["song", "kai"].map(|role| theme.faces[role].choices()[0][0].clone()).to_vec(),
            top: read("/grid/top"),
            lines: read("/grid/lines"),
        }
    }

    /// The foot of the type area.
    pub fn bottom(&self) -> f64 {
        self.top + self.lines * self.pitch - (self.pitch - self.size)
    }

    /// Whether a paragraph is body text: its size and face, and its pitch where it has lines.
    pub fn body(&self, paragraph: &Paragraph) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < 0.05;
        let line = &paragraph[0];
        let mut steps =
            paragraph.iter().zip(&paragraph[1..]).map(|(above, below)| below.y - above.y);
        let pitch = steps.find(|step| *step > 0.0).map(|step| near(step, self.pitch));
        let size =
            near(line.size, self.size) || near(line.size, self.narrow) && pitch == Some(true);
        line.kind == Kind::Paragraph
            && size
            && pitch != Some(false)
            && self.faces.contains(&line.face)
    }
}

/// Looks at every line.
fn judge(paragraphs: &[Paragraph], measures: &Measures) -> Breaches {
    let mut breaches = Breaches::new();
    for paragraph in paragraphs {
        let pairs = paragraph.iter().zip(&paragraph[1..]);
        for (above, below) in pairs.filter(|(above, _)| running(above)) {
            for kind in parted(&above.text, &below.text) {
                note(&mut breaches, kind, above, &format!("{}⏎{}", above.text, below.text));
            }
        }
        for line in paragraph.iter().filter(|line| line.kind == Kind::Paragraph) {
            for kind in spaced(line) {
                note(&mut breaches, kind, line, &line.text);
            }
        }
        if let [.., before, last] = paragraph.as_slice() {
            if running(before) && alone(&last.text) {
                note(&mut breaches, "孤字", last, &last.text);
            }
            let moved = last.page != before.page || last.y < before.y;
            if moved && measures.body(paragraph) && last.face == before.face {
                note(&mut breaches, "孤行", last, &last.text);
            }
        }
    }
    heads(paragraphs, &mut breaches);
    grid(paragraphs, measures, &mut breaches);
    breaches
}

fn note(breaches: &mut Breaches, kind: &'static str, line: &Line, text: &str) {
    let Line { page, column, y, size, face, .. } = line;
    let place = format!("page {page} column {column} line at {y:.2} pt ({face} {size}): {text}");
    breaches.entry(kind).or_default().push(place);
}

/// Whether a line runs on into the next: in a cell, or as wide as text is. Characters set below
/// each other and columns of figures do not.
fn running(line: &Line) -> bool {
    let wide = line.end - line.x >= 5.0 * line.size;
    match line.kind {
        Kind::Cell => true,
        Kind::Paragraph => wide,
        Kind::Heading | Kind::Other => wide && line.text.chars().any(is_han),
    }
}

/// What is parted between two lines that should not be.
fn parted(above: &str, below: &str) -> Vec<&'static str> {
    let above: Vec<char> = above.trim_end().chars().collect();
    let below: Vec<char> = below.trim_start().chars().collect();
    let (Some(&last), Some(&first)) = (above.last(), below.first()) else { return Vec::new() };
    let mut found = Vec::new();
    if NOT_FIRST.contains(first) && !(last == first && "—…".contains(first)) {
        found.push("line start");
    }
    if NOT_LAST.contains(last) {
        found.push("line end");
    }
    if last == '·' && is_han(first) {
        found.push("name at its dot");
    }
    if "—…".contains(first) && last == first {
        found.push("dash or ellipsis");
    }
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let joins = |c: &char| ".,:/~～–—-".contains(*c);
    let within = |c: &&char| joins(c) || "%‰℃".contains(**c);
    let before = digit(above.iter().rev().find(|c| !within(c)));
    let after = digit(below.iter().find(|c| !within(c)));
    let linked = last.is_ascii_digit() && first.is_ascii_digit() || joins(&last) || joins(&first);
    let number = before && after && linked;
    if number {
        found.push("number");
    }
    let multiplied = "十百千万亿多余".contains(last)
        && digit(above.iter().rev().nth(1))
        && COUNTED.contains(first);
    let ordinal =
        last == '第' && (first.is_ascii_digit() || "一二三四五六七八九十".contains(first));
    if last.is_ascii_digit() && (is_han(first) || "%‰℃".contains(first)) || multiplied || ordinal
    {
        found.push("number and unit");
    }
    found
}

/// Whether a last line is too short: fewer than two Han characters and no word or number.
fn alone(text: &str) -> bool {
    let han = text.chars().filter(|&c| is_han(c)).count();
    let other = text.chars().filter(char::is_ascii_alphanumeric).count();
    han < 2 && other < 2 && han + other > 0
}

/// Gaps that are too wide: between Han and Latin (CLREQ 3.2.2), and at marks, where a line may
/// be no looser than between its Han characters.
fn spaced(line: &Line) -> Vec<&'static str> {
    let mut found = Vec::new();
    let loose = looseness(line);
    for (left, right) in line.marks.iter().zip(line.marks.iter().skip(1)) {
        if right.begins {
            continue;
        }
        let gap = (right.x + right.offset - left.x - left.offset - left.width) / left.size;
        let mixed = is_han(left.c) && right.c.is_ascii_alphanumeric()
            || left.c.is_ascii_alphanumeric() && is_han(right.c);
        if mixed && gap > 1.0 / 3.0 + 0.01 {
            found.push("Han-Latin gap");
        }
        if mixed && gap < 1.0 / 8.0 - 0.01 {
            found.push("no Han-Latin gap");
        }
        if WIDE.contains(left.c) && gap > loose + 0.02 {
            found.push("stretched mark");
        }
    }
    found
}

/// The widest gap after a Han character, before another or a mark, em.
pub fn looseness(line: &Line) -> f64 {
    let pairs = line.marks.iter().zip(line.marks.iter().skip(1));
    pairs
        .filter(|(left, right)| is_han(left.c) && !right.begins)
        .filter(|(_, right)| is_han(right.c) || WIDE.contains(right.c) && right.offset == 0.0)
        .map(|(left, right)| (right.x - left.x - left.offset - left.width) / left.size)
        .fold(0.0, f64::max)
}

/// Heads with no text of their column below them; a folio is no text.
fn heads(paragraphs: &[Paragraph], breaches: &mut Breaches) {
    let text = |line: &&Line| match line.kind {
        Kind::Paragraph | Kind::Cell => true,
        Kind::Other => line.text.chars().count() >= 8,
        Kind::Heading => false,
    };
    let body = || paragraphs.iter().flatten().filter(text);
    // Characters that stand one below the other have their text beside them; words smaller than
    // any head are for screen readers alone and not drawn.
    let head = |line: &&Line| {
        line.kind == Kind::Heading && line.text.chars().count() > 1 && line.size >= 8.0
    };
    for line in paragraphs.iter().flatten().filter(head) {
        let follows = |other: &&Line| {
            other.page == line.page
                && other.y > line.y + 1.0
                && other.x < line.end
                && other.end > line.x
        };
        if !body().any(|other| follows(&other)) {
            note(breaches, "head at foot", line, &line.text);
        }
    }
}

/// Body lines that are off the baselines most lines of their spread stand on.
fn grid(paragraphs: &[Paragraph], measures: &Measures, breaches: &mut Breaches) {
    let mut spreads: BTreeMap<usize, Vec<&Line>> = BTreeMap::new();
    let body = paragraphs.iter().filter(|paragraph| measures.body(paragraph));
    for line in body.flatten().filter(|line| measures.faces.contains(&line.face)) {
        // The covers are two pages, so even pages are left ones.
        spreads.entry(line.page / 2).or_default().push(line);
    }
    let off = |a: f64, b: f64| {
        let rest = (a - b).rem_euclid(measures.pitch);
        rest.min(measures.pitch - rest) > 0.1
    };
    for lines in spreads.values() {
        let agree = |line: &&&Line| lines.iter().filter(|other| !off(other.y, line.y)).count();
        let Some(common) = lines.iter().max_by_key(agree) else { continue };
        for line in lines.iter().filter(|line| off(line.y, common.y)) {
            note(breaches, "off the grid", line, &line.text);
        }
    }
}

/// All breaches in words, for the message of a test.
fn report(breaches: &Breaches, lines: usize) -> String {
    let mut out = format!("{lines} lines\n");
    for (kind, places) in breaches {
        let _ = writeln!(out, "{kind}: {}", places.len());
        for place in places.iter().take(40) {
            let _ = writeln!(out, "    {place}");
        }
    }
    out
}

/// Floats that stand more than a page from the place in the text that they come from.
fn strayed(pages: &PagedDocument, assembly: &Assembly) -> Vec<String> {
    let introspector = pages.introspector();
    let on_pages = |label: String| -> Vec<usize> {
        let label = Label::new(PicoStr::intern(&label)).unwrap();
        let found = introspector.query(&Selector::Label(label));
        let page = |content: &Content| introspector.position(content.location().unwrap());
        found.iter().map(|content| page(content).unwrap().page.get()).collect()
    };
    let mut strayed = Vec::new();
    for Article { id, .. } in &assembly.articles {
        for key in [id.clone(), format!("{id}.rest")] {
            let anchors = on_pages(format!("anchor-{key}"));
            let floats = on_pages(format!("float-{key}"));
            // The opening of an article floats too, and comes from no paragraph.
            let floats = &floats[floats.len() - anchors.len()..];
            let pairs = anchors.iter().zip(floats).filter(|(a, f)| a.abs_diff(**f) > 1);
            strayed.extend(pairs.map(|(a, f)| format!("{key}: from page {a} to page {f}")));
        }
    }
    strayed
}

/// Every text of the manuscripts that the pages do not have, letter for letter.
fn lost(paragraphs: &[Paragraph], assembly: &Assembly) -> Vec<String> {
    let tight = |text: &str| -> String {
        text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
    };
    let groups: Vec<String> = paragraphs
        .iter()
        .map(|lines| lines.iter().map(|line| tight(&line.text)).collect())
        .collect();
    let set = groups.concat();
    // A paragraph may begin on one page and end on the next, with notes and folios between.
    let in_two = |text: &str| {
        let cuts = text.char_indices().skip(1).map(|(at, _)| text.split_at(at));
        cuts.into_iter().any(|(head, tail)| {
            let first = groups.iter().position(|group| group.ends_with(head));
            first.is_some_and(|first| groups[first..].iter().any(|group| group.starts_with(tail)))
        })
    };
    let mut lost = Vec::new();
    for article in &assembly.articles {
        walk(&article.blocks, &mut |part| {
            if let Part::Text(text, line) = part
                && !set.contains(&tight(text))
                && !in_two(&tight(text))
            {
                lost.push(format!("{} line {line}: {text}", article.id));
            }
        });
    }
    lost
}

/// Holds an issue to no breach at all; the result is its lines and its pages.
fn hold(project: &Project, issue: &str, theme: &str) -> (usize, usize) {
    let (assembly, _) = assemble(project, issue).unwrap_or_else(|_| panic!("{issue} has faults"));
    let pages = screen_pages(project, issue).unwrap_or_else(|_| panic!("{issue} does not build"));
    let paragraphs = paragraphs(&pages);
    let lines = paragraphs.iter().map(Vec::len).sum();
    let measures = Measures::of(&project.layout("dongguan").join(theme));
    let mut breaches = judge(&paragraphs, &measures);
    for (kind, places) in
        [("strayed", strayed(&pages, &assembly)), ("lost", lost(&paragraphs, &assembly))]
    {
        if !places.is_empty() {
            breaches.insert(kind, places);
        }
    }
    let report = report(&breaches, lines);
    let body = paragraphs.iter().filter(|paragraph| measures.body(paragraph)).flatten();
    let mut loose: Vec<(f64, &Line)> = body.map(|line| (looseness(line), line)).collect();
    loose.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    for (gap, line) in loose.iter().take(12) {
        println!("loose: {gap:.2} em on page {}: {}", line.page, line.text);
    }
    println!("{theme}: {} pages, {report}", pages.pages().len());
    assert!(breaches.is_empty(), "{theme}: {report}");
    (lines, pages.pages().len())
}

#[test]
fn the_judge_knows_what_may_not_be_parted() {
    for (above, below, kind) in [
        ("一天", "，好", "line start"),
        ("用Word", "”吧", "line start"),
        ("他说", "——好", "line start"),
        ("他说“", "好", "line end"),
        ("好—", "—吧", "dash or ellipsis"),
        ("好…", "…吧", "dash or ellipsis"),
        ("收购1,", "200斤", "number"),
        ("从5%~", "95%", "number"),
        ("收购120", "吨", "number and unit"),
        ("有1.26万", "亩地", "number and unit"),
        ("总第", "61期", "number and unit"),
        ("约翰·", "李来信", "name at its dot"),
    ] {
        assert!(parted(above, below).contains(&kind), "{above}⏎{below}");
    }
    assert!(parted("收购120吨，", "共3车").is_empty());
    assert!(alone("字。") && !alone("好字。") && !alone("2026。"));
}

/// The themes of the layout: what `layout_theme` says, and the file it means.
const THEMES: [(Option<&str>, &str); 2] =
    [(None, "theme.yml"), (Some("indigo"), "theme-indigo.yml")];

/// Holds an issue with every theme; the result is the fewest lines and pages seen.
fn hold_dressed(sandbox: &Sandbox) -> (usize, usize) {
    let issue = sandbox.read("issues/2026-01/issue.yml");
    let seen = THEMES.map(|(name, file)| {
        let dressed = name.map(|name| format!("{issue}layout_theme: {name}\n"));
        sandbox.write("issues/2026-01/issue.yml", dressed.as_ref().unwrap_or(&issue));
        let project = Project::find(&sandbox.path("")).unwrap_or_else(|_| panic!("no project"));
        let project = project.with_store(common::store());
        hold(&project, "2026-01", file)
    });
    (seen[0].0.min(seen[1].0), seen[0].1.min(seen[1].1))
}

#[test]
fn the_sample_issue_is_composed() {
    let (lines, _) = hold_dressed(&Sandbox::of_sample());
    assert!(lines > 2000, "only {lines} lines were read");
}

const PHRASES: &[&str] = &[
    "供销社把账算到田头",
    "全年收购荔枝4180吨",
    "损耗率由18%降到7%",
    "共1.26万亩连片蕉园",
    "他说：“秤杆翘一分，人情厚一寸。”",
    "读《民法典》和《农民专业合作社法》",
    "第61期简报",
    "第十二届三次会议",
    "库温稳定在2℃—5℃",
    "编织袋1,200条",
    "合格率在95%~98.5%之间",
    "从2024年到2026年",
    "他想了想——还是先修仓库",
    "雨停了……路也干了",
    "陆启明和苏青都到了场",
    "使用ERP系统和Microsoft Office软件",
    "接入NB-IoT网关",
    "详见https://www.example.com/reports/2026/annual-summary.html",
    "按ISO 9001:2015的要求",
    "约翰·李寄来一封信",
    "电话0769-22001234",
    "每车28 t",
    "运费300多元/吨",
    "**冷链不歇夏**",
    "早上（天还没有亮）",
    "“顺路送”",
    "internationalization与standardization两个词",
    "老人、孩子、街坊",
    "问：“谁来守？”答：“轮着来。”",
    "分拣、打包、过磅",
    "三十六年如一日",
    "A4/B5纸",
];

/// Articles of varied text, enough for a hundred pages.
const VARIED: usize = 50;

/// A paragraph of 2 to 9 sentences.
fn paragraph(chance: &mut Chance) -> String {
    let mut text = String::new();
    for _ in 0..chance.below(8) + 2 {
        for _ in 0..chance.below(3) {
            text.push_str(chance.one(PHRASES));
            text.push('，');
        }
        text.push_str(chance.one(PHRASES));
        text.push_str(chance.one(&["。", "。", "！", "？"]));
    }
    text
}

/// An article of varied text.
fn article(chance: &mut Chance, number: usize) -> String {
    let kind = chance.one(&["news", "report", "policy", "service", "enterprise"]);
    let mut text = format!(
        "---\ntitle: 第{number}篇\nsection: news\nkind: {kind}\nauthors:\n  - name: 陆启明\n---\n"
    );
    for part in 0..14 {
        let _ = match (part, chance.below(6)) {
            (3 | 9, _) => write!(text, "\n## 第{part}节的题目\n"),
            (6, _) => write!(
                text,
                "\n::: table 表1 数量\n| 项目 | 数量 |\n|---|--:|\n| 荔枝收购量（吨） | 4,180 |\n| 改造面积 | 1.9万平方米 |\n:::\n"
            ),
            (_, 0) => write!(text, "\n- {}\n- {}\n", paragraph(chance), paragraph(chance)),
            (_, 1) => write!(text, "\n> {}\n", paragraph(chance)),
            _ => writeln!(text),
        };
        let _ = write!(text, "\n{}\n", paragraph(chance));
    }
    text
}

#[test]
fn varied_text_is_composed() {
    let sandbox = Sandbox::new();
    let mut chance = Chance(2026);
    let mut names = String::new();
    for number in 1..=VARIED {
        let text = article(&mut chance, number);
        sandbox.write(&format!("issues/2026-01/articles/varied-{number}.md"), text);
        let _ = writeln!(names, "  - varied-{number}");
    }
    sandbox.replace("issues/2026-01/issue.yml", "  - news\n", &format!("  - news\n{names}"));
    let (lines, pages) = hold_dressed(&sandbox);
    assert!(pages >= 100 && lines > 5000, "only {pages} pages and {lines} lines were read");
}
