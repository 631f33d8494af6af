//! Measures: what docs/typography.md says in figures, measured on finished pages.
//!
//! The judge reads the glyphs that were placed and the ink of their outlines. Short paragraphs of
//! one line are not justified, so that every advance is the face's own.

use crate::common;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use common::Sandbox;
use neikan::pipeline::screen_pages;
use neikan::publication::Project;
use ttf_parser::{GlyphId, OutlineBuilder};
use typst::layout::{Frame, FrameItem, Transform};
use typst::text::FontInstance;
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

const NEWS: &str = "issues/2026-01/articles/news.md";
/// The middle of a Han character's box above the baseline: from -0.12 to 0.88 em.
const MIDDLE: f64 = 0.38;
/// How far an advance may be from what is wanted, em.
const ADVANCE: f64 = 0.005;
/// How far ink may stand off the middle of its box, em: at 10 pt a fifth of a point.
const OFF: f64 = 0.02;

/// A glyph on a page. Lengths in pt, from the upper left corner of the page.
#[derive(Clone)]
struct Sign {
    page: usize,
    text: String,
    font: FontInstance,
    id: u16,
    size: f64,
    x: f64,
    y: f64,
    /// Space before its origin that compression took away, or composition added.
    offset: f64,
    advance: f64,
}

impl Sign {
    fn is(&self, c: char) -> bool {
        self.text.chars().all(|own| own == c) && !self.text.is_empty()
    }

    fn face(&self) -> (String, u16) {
        let info = self.font.info();
        (info.family.clone(), info.variant.weight.to_number())
    }

    /// The ink of each contour from its own origin: left, right, bottom, top; em.
    fn contours(&self) -> Vec<[f64; 4]> {
        let mut pen = Pen::default();
        let em = f64::from(self.font.ttf().units_per_em());
        self.font.ttf().outline_glyph(GlyphId(self.id), &mut pen);
        pen.0.iter().map(|bounds| bounds.map(|edge| f64::from(edge) / em)).collect()
    }
}

/// Takes down the bounds of contours.
#[derive(Default)]
struct Pen(Vec<[f32; 4]>);

impl Pen {
    fn point(&mut self, x: f32, y: f32) {
        if let Some([left, right, bottom, top]) = self.0.last_mut() {
            (*left, *right) = (left.min(x), right.max(x));
            (*bottom, *top) = (bottom.min(y), top.max(y));
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push([x, x, y, y]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.point(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.point(x1, y1);
        self.point(x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.point(x1, y1);
        self.point(x2, y2);
        self.point(x, y);
    }
    fn close(&mut self) {}
}

/// A circle on a page: its centre and radius.
type Dot = (usize, [f64; 2], f64);

#[derive(Default)]
struct Reader {
    page: usize,
    signs: Vec<Sign>,
    dots: Vec<Dot>,
}

impl Reader {
    fn of(document: &PagedDocument) -> Self {
        let mut reader = Self::default();
        for (index, page) in document.pages().iter().enumerate() {
            reader.page = index + 1;
            reader.frame(&page.frame, Transform::identity());
        }
        reader
    }

    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            let at = position.transform(transform);
            match item {
                FrameItem::Group(group) => {
                    let moved = Transform::translate(position.x, position.y);
                    self.frame(
                        &group.frame,
                        transform.pre_concat(moved).pre_concat(group.transform),
                    );
                }
                FrameItem::Text(item) => {
                    let (mut x, y, size) = (at.x.to_pt(), at.y.to_pt(), item.size.to_pt());
                    for glyph in &item.glyphs {
                        let advance = glyph.x_advance.get() * size;
                        self.signs.push(Sign {
                            page: self.page,
                            text: item.text[glyph.range()].to_owned(),
                            font: item.font.clone(),
                            id: glyph.id,
                            size,
                            x,
                            y,
                            offset: glyph.x_offset.get() * size,
                            advance,
                        });
                        x += advance;
                    }
                }
                FrameItem::Shape(shape, _) => {
                    if let Geometry::Curve(curve) = &shape.geometry {
                        let bounds = curve.bbox(None);
                        let (low, high) = (bounds.min, bounds.max);
                        let (w, h) = ((high.x - low.x).to_pt(), (high.y - low.y).to_pt());
                        let middle = |at: f64, low: f64, high: f64| at + (low + high) / 2.0;
                        let x = middle(at.x.to_pt(), low.x.to_pt(), high.x.to_pt());
                        let y = middle(at.y.to_pt(), low.y.to_pt(), high.y.to_pt());
                        let centre = [x, y];
                        if (w - h).abs() < 0.01 {
                            self.dots.push((self.page, centre, w / 2.0));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Lines: what follows on one baseline without a gap.
    fn lines(&self) -> Vec<Vec<Sign>> {
        let mut lines: Vec<Vec<Sign>> = Vec::new();
        for sign in &self.signs {
            let goes_on = lines.last().and_then(|line| line.last()).is_some_and(|last| {
                let gap = sign.x - last.x - last.advance;
                last.page == sign.page
                    && (last.y - sign.y).abs() < 0.2
                    && (-0.6 * sign.size..1.5 * sign.size).contains(&gap)
            });
            match lines.last_mut() {
                Some(line) if goes_on => line.push(sign.clone()),
                _ => lines.push(vec![sign.clone()]),
            }
        }
        lines
    }
}

fn text(line: &[Sign]) -> String {
    line.iter().map(|sign| sign.text.as_str()).collect()
}

/// The pages of a small issue.
fn pages(sandbox: &Sandbox) -> Reader {
    let project = Project::find(&sandbox.path("")).unwrap_or_else(|_| panic!("no project"));
    let project = project.with_store(common::store());
    let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    Reader::of(&pages)
}

/// A small issue whose article has this body.
fn article(title: &str, body: &str) -> Sandbox {
    let sandbox = Sandbox::with_own_layouts();
    sandbox.write(NEWS, format!("---\ntitle: {title}\nsection: news\n---\n{body}\n"));
    sandbox
}

/// A mark that stands in a text more than once or alone: where it begins and ends.
struct Run<'a> {
    signs: &'a [Sign],
    before: Option<&'a Sign>,
    after: Option<&'a Sign>,
}

/// The runs of a character.
fn runs(line: &[Sign], c: char) -> Vec<Run<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let own = line[at..].iter().take_while(|sign| sign.is(c)).count();
        if own > 0 {
            found.push(Run {
                signs: &line[at..at + own],
                before: at.checked_sub(1).map(|before| &line[before]),
                after: line.get(at + own),
            });
        }
        at += own.max(1);
    }
    found
}

impl Run<'_> {
    /// The characters in it.
    fn count(&self) -> usize {
        self.signs.iter().map(|sign| sign.text.chars().count()).sum()
    }

    /// The advance in the faces, and on the page up to what follows; em.
    fn advances(&self) -> [f64; 2] {
        let first = &self.signs[0];
        let own: f64 = self.signs.iter().map(|sign| sign.advance).sum();
        let shown = self.after.map_or(own, |after| after.x - first.x);
        [own / first.size, shown / first.size]
    }

    /// The ink of each contour from the beginning of the run, em.
    fn ink(&self) -> Vec<[f64; 4]> {
        let first = &self.signs[0];
        let mut all: Vec<[f64; 4]> = Vec::new();
        for sign in self.signs {
            let shift = (sign.x + sign.offset - first.x) / first.size;
            let moved = |[l, r, b, t]: [f64; 4]| [l + shift, r + shift, b, t];
            all.extend(sign.contours().into_iter().map(moved));
        }
        all.sort_by(|a, b| a[0].total_cmp(&b[0]));
        all
    }

    /// How far the middle of the ink is from the middle of the run's box, across and up; em.
    fn off(&self) -> [f64; 2] {
        let ink = self.ink();
        let edge = |index: usize, pick: fn(f64, f64) -> f64| {
            ink.iter().map(|bounds| bounds[index]).reduce(pick).unwrap()
        };
        let across = (edge(0, f64::min) + edge(1, f64::max) - self.advances()[0]) / 2.0;
        [across, (edge(2, f64::min) + edge(3, f64::max)) / 2.0 - MIDDLE]
    }
}

/// The surroundings of a mark: between Han characters, after a mark, before an opening quotation mark, beside
/// Latin, at the beginning.
fn surroundings(mark: &str) -> Vec<String> {
    ["永{}国", "永。{}国", "永{}“国”", "永{}A", "A{}永", "{}国"]
        .map(|pattern| pattern.replace("{}", mark))
        .to_vec()
}

/// Every mark in every face and surrounding, a line each.
fn marked() -> Sandbox {
    let marks = ["——", "……", "～", "·"];
    let mut body = String::new();
    for line in marks.iter().flat_map(|mark| surroundings(mark)) {
        let _ = write!(
            body,
            "\n{line}字\n\n**{line}**\n\n*{line}*\n\n> {line}\n\n## {line}节\n\n文。\n"
        );
        let _ = write!(body, "\n![田野](images/field.svg \"{line}注\")\n");
    }
    for mark in marks {
        let _ = write!(body, "\n国**{mark}**国\n\n国*{mark}*国\n");
    }
    let title = "永——国。——“永”……A～永·国";
    let sandbox = article(title, &body);
    // A poem's title is in 宋体, black; the contents have the article's in bold.
    let poems: String = marks
        .iter()
        .flat_map(|mark| surroundings(mark))
        .map(|line| format!("\n::: poem {line}题\n诗行\n:::\n"))
        .collect();
    sandbox.write(
        "issues/2026-01/articles/poems.md",
        format!("---\ntitle: 诗{title}\nsection: news\n---\n文。\n{poems}"),
    );
    sandbox.replace("issues/2026-01/issue.yml", "  - news\n", "  - news\n  - poems\n");
    sandbox
}

#[test]
fn dashes_ellipses_and_dots_have_their_width_and_stand_in_the_middle() {
    let reader = pages(&marked());
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for line in reader.lines() {
        for (mark, characters, wanted) in
            [('—', 2, 2.0), ('…', 2, 2.0), ('～', 1, 1.0), ('·', 1, 1.0)]
        {
            for run in runs(&line, mark) {
                // A folio or a line of the layout may have a single dash; manuscripts have none here.
                if run.count() != characters {
                    continue;
                }
                count += 1;
                let size = run.signs[0].size;
                let place = || {
                    format!(
                        "{mark} on page {} in “{}” at {size} pt, {:?}",
                        run.signs[0].page,
                        text(&line),
                        run.signs[0].face()
                    )
                };
                let beside = run.before.filter(|sign| sign.is('永') || sign.is('国')).or(run.after);
                if let Some(beside) = beside {
                    seen.insert((mark, beside.face()));
                }
                let [own, shown] = run.advances();
                // A space between Han and Latin may follow; a mark that follows is pushed nowhere.
                let latin = run.after.is_some_and(|after| after.text.starts_with('A'));
                if (own - wanted).abs() > ADVANCE || !latin && (shown - wanted).abs() > 0.07 {
                    faults.push(format!("{own:.3} / {shown:.3} em: {}", place()));
                }
                let [across, up] = run.off();
                if across.abs() > OFF || up.abs() > OFF {
                    faults.push(format!("off by {across:.3}, {up:.3} em: {}", place()));
                }
                let ink = run.ink();
                let gap = ink.windows(2).map(|pair| pair[1][0] - pair[0][1]).fold(0.0, f64::max);
                if mark == '—' && gap > 0.0 {
                    faults.push(format!("a gap of {gap:.3} em: {}", place()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
    for mark in ['—', '…', '～', '·'] {
        for (family, weights) in [
            ("Noto Serif CJK SC", &[400, 700, 900][..]),
            ("Noto Sans CJK SC", &[400, 700]),
            ("LXGW WenKai", &[400]),
        ] {
            for weight in weights {
                assert!(
                    seen.contains(&(mark, (family.to_owned(), *weight))),
                    "no {mark} in {family} {weight}: {seen:?}"
                );
            }
        }
    }
    assert!(count > 150, "only {count} marks");
}

/// How wide the characters of `wanted` stand in the line that has them, em.
fn width(reader: &Reader, wanted: &str) -> f64 {
    for line in reader.lines() {
        let words = text(&line);
        let Some(at) = words.find(wanted) else { continue };
        let mut byte = 0;
        let mut edges = Vec::new();
        for sign in &line {
            if byte == at || byte == at + wanted.len() {
                edges.push(sign.x);
            }
            byte += sign.text.len();
        }
        if let [from, to] = edges[..] {
            return (to - from) / line[0].size;
        }
    }
    panic!("no {wanted} on the pages");
}

#[test]
fn adjacent_marks_take_one_and_a_half_em() {
    let pairs = [
        ("。”", "字“字。”字字"),
        ("，“", "字，“字字”字"),
        ("：“", "字：“字字”字"),
        ("》、", "字《字》、字字"),
        ("）。", "字（字）。字字"),
        ("”（", "字“字”（字）字字"),
        ("、《", "字、《字字》字"),
        ("”，", "字“字”，字字"),
        ("。）", "字（字。）字字"),
    ];
    let body: String = pairs.iter().map(|(_, line)| format!("{line}\n\n")).collect();
    let reader = pages(&article("要闻", &body));
    for (pair, _) in pairs {
        let em = width(&reader, pair);
        assert!((em - 1.5).abs() < 0.01, "{pair}: {em:.3} em");
    }
    // Alone each takes 1 em.
    let lines = "字，字、字：字；字！字？字\n\n字。字字\n\n字（字字）字《字字》字“字字”字\n";
    let reader = pages(&article("要闻", lines));
    for mark in "，。、：；！？（）《》“”".chars() {
        let em = width(&reader, &mark.to_string());
        assert!((em - 1.0).abs() < 0.01, "{mark}: {em:.3} em");
    }
}

#[test]
fn han_and_latin_stand_a_quarter_apart_and_not_beside_marks() {
    let reader = pages(&article("要闻", "甲A乙。\n\n甲12乙。\n\n甲。A乙。\n\n甲“A”乙。\n\n甲ABC"));
    for (han, latin) in [("甲", "A"), ("甲", "1")] {
        let gap = gap(&reader, han, latin);
        assert!((gap - 0.25).abs() < 0.01, "{han}{latin}: {gap:.3} em");
    }
    for (mark, latin) in [("。", "A"), ("“", "A")] {
        let gap = gap(&reader, mark, latin);
        assert!(gap.abs() < 0.01, "{mark}{latin}: {gap:.3} em");
    }
}

/// The space that two neighbours have between their boxes, em.
fn gap(reader: &Reader, left: &str, right: &str) -> f64 {
    let lines = reader.lines();
    let pairs = lines.iter().flat_map(|line| line.windows(2));
    let mut pairs = pairs.filter(|pair| pair[0].text == left && pair[1].text == right);
    let pair = pairs.next().unwrap_or_else(|| panic!("no {left}{right}"));
    let own = pair[0].font.x_advance(pair[0].id).unwrap().get() * pair[0].size;
    (pair[1].x + pair[1].offset - pair[0].x - own) / pair[0].size
}

/// Long paragraphs with marks everywhere, in columns of 23 characters of 10 pt.
fn long() -> Reader {
    let mut body = String::new();
    for number in 0..24 {
        let _ = write!(body, "{}", "字".repeat(number % 7));
        for part in 0..12 {
            let words = "田头的账一笔笔记得清清楚楚".chars().take(3 + (number + part * 5) % 9);
            body.extend(words);
            body.push_str(
                ["，", "。", "——", "“好”，", "（见前）", "《办法》，", "；"]
                    [(number * 3 + part) % 7],
            );
        }
        body.push_str("收在末尾。\n\n");
    }
    pages(&article("要闻一则", &body))
}

/// The lines of body text: 10 pt, as long as a column is or nearly.
fn body_lines(reader: &Reader) -> Vec<Vec<Sign>> {
    let is_body = |line: &Vec<Sign>| {
        line.iter().all(|sign| (sign.size - 10.0).abs() < 0.01)
            && line[0].face().0 == "Noto Serif CJK SC"
            && line.iter().map(|sign| sign.advance).sum::<f64>() > 150.0
    };
    reader.lines().into_iter().filter(is_body).collect()
}

#[test]
fn a_line_is_a_whole_number_of_characters_and_nothing_hangs() {
    let lines = body_lines(&long());
    assert!(lines.len() > 60, "{}", lines.len());
    let (mut trimmed, mut opened, mut dashes) = (0, 0, 0);
    let left_edges: Vec<f64> = lines.iter().map(|line| line[0].x).collect();
    for line in &lines {
        let (first, last) = (&line[0], line.last().unwrap());
        let close = |x: &&f64| (first.x - **x).abs() < 25.0;
        let left = left_edges.iter().filter(close).fold(f64::MAX, |a, b| a.min(*b));
        // What justification puts after the last character is no ink.
        let own = last.font.x_advance(last.id).unwrap().get() * last.size;
        let end = last.x + last.advance.min(own);
        assert!(end < left + 230.0 + 0.05, "{} hangs out: {}", end - left - 230.0, text(line));
        let full = end > left + 230.0 - 0.05;
        dashes += usize::from(full && last.text.ends_with('—'));
        if full && "，。；".contains(last.text.as_str()) {
            assert!((last.advance - 5.0).abs() < 0.05, "{} pt: {}", last.advance, text(line));
            trimmed += 1;
        }
        if "“（《".contains(first.text.as_str()) {
            let indent = first.x - left;
            let ink = first.x + first.offset + first.contours()[0][0] * first.size - left;
            if indent < 1.0 {
                assert!(
                    ink < 4.5,
                    "the bracket at the line start keeps {ink:.2} pt: {}",
                    text(line)
                );
                opened += 1;
            }
        }
        // The indent of a paragraph is two characters.
        let indent = (first.x - left) / 10.0;
        assert!(indent < 0.01 || (indent - 2.0).abs() < 0.01, "{indent} em: {}", text(line));
    }
    let seen = format!("{trimmed} marks and {dashes} dashes at line ends, {opened} brackets");
    assert!(trimmed > 3 && opened > 0 && dashes > 0, "{seen}");
}

#[test]
fn lines_stand_at_one_pitch_also_between_paragraphs() {
    let reader = long();
    let mut lines = reader.lines();
    lines.retain(|line| {
        line.iter().all(|sign| (sign.size - 10.0).abs() < 0.01)
            && line[0].face().0 == "Noto Serif CJK SC"
    });
    let (mut steps, mut paragraphs) = (0, 0);
    for pair in lines.windows(2) {
        let (above, below) = (&pair[0][0], &pair[1][0]);
        if above.page == below.page && below.y > above.y && (above.x - below.x).abs() < 25.0 {
            let step = below.y - above.y;
            assert!((step - 15.6).abs() < 0.02, "{step} pt after {}", text(&pair[0]));
            steps += 1;
            paragraphs += usize::from(text(&pair[0]).ends_with("收在末尾。"));
        }
    }
    assert!(steps > 50 && paragraphs > 10, "{steps} lines, {paragraphs} paragraphs");
}

#[test]
fn dots_stand_under_their_characters_and_ruby_above() {
    let reader = pages(&article("要闻", "正文[着重号]{.dots}在此。\n\n赶[墟]{ruby=\"xū\"}日。"));
    let sign = |c: &str| {
        let found = reader.signs.iter().find(|sign| sign.text == c && sign.size == 10.0);
        found.cloned().unwrap_or_else(|| panic!("no {c}"))
    };
    for c in ["着", "重", "号"] {
        let sign = sign(c);
        let under = reader.dots.iter().filter(|(page, [x, y], radius)| {
            let middle = sign.x + sign.size / 2.0;
            let below = *y > sign.y && *y < sign.y + 0.4 * sign.size;
            *page == sign.page && (x - middle).abs() < 0.1 && below && *radius < 1.5
        });
        assert_eq!(under.count(), 1, "{c}");
    }
    let base = sign("墟");
    let ruby: Vec<&Sign> = reader
        .signs
        .iter()
        .filter(|other| {
            other.page == base.page && other.y < base.y - 5.0 && other.y > base.y - 12.0
        })
        .filter(|other| (other.x - base.x).abs() < base.size)
        .filter(|other| (other.size - base.size / 2.0).abs() < 0.01)
        .collect();
    let words: String = ruby.iter().map(|sign| sign.text.as_str()).collect();
    assert_eq!(words, "xū");
    let (first, last) = (ruby[0], ruby[ruby.len() - 1]);
    let middle = (first.x + last.x + last.advance) / 2.0;
    assert!((middle - base.x - base.size / 2.0).abs() < 0.1, "{middle} above {}", base.x);
}

/// Readings that are longer than their characters do not run into one another, nor into the line above.
#[test]
fn long_readings_push_their_characters_apart() {
    let body =
        "村里叫[双]{ruby=\"shuāng\"}[庄]{ruby=\"zhuāng\"}。\n\n又叫[石墩]{ruby=\"shí dūn tóu\"}。";
    let reader = pages(&article("要闻", body));
    let half = |sign: &&Sign| {
        (sign.size - 5.0).abs() < 0.01
            && sign.text.is_ascii() | sign.text.contains(['ā', 'í', 'ū', 'ó'])
    };
    let readings: Vec<&Sign> = reader.signs.iter().filter(half).collect();
    let words: String = readings.iter().map(|sign| sign.text.trim()).collect();
    assert_eq!(words, "shuāngzhuāngshídūntóu");
    let mut lines = 1;
    for pair in readings.windows(2) {
        let gap = pair[1].x - pair[0].x - pair[0].advance;
        if (pair[0].y - pair[1].y).abs() > 0.01 {
            lines += 1;
        } else {
            assert!(gap > -0.01, "{} runs {gap} pt into {}", pair[0].text, pair[1].text);
        }
    }
    assert_eq!(lines, 2);
}

#[test]
fn the_brush_borrows_marks_of_full_width() {
    let reader = pages(&article("要闻", "> 字“字”字‘字’字\n\n文。"));
    let line =
        reader.lines().into_iter().find(|line| text(line).contains("字“字”字‘字’字")).unwrap();
    for pair in line.windows(2) {
        let mark = "“”‘’".contains(pair[0].text.as_str());
        let family = if mark { "Noto Serif CJK SC" } else { "LXGW WenKai" };
        assert_eq!(pair[0].face().0, family, "{}", pair[0].text);
        let em = (pair[1].x - pair[0].x) / pair[0].size;
        assert!((em - 1.0).abs() < 0.01, "{}: {em:.3} em", pair[0].text);
    }
}

/// The mark of a note begins no line.
#[test]
fn the_mark_of_a_note_begins_no_line() {
    let mut body = String::new();
    for number in 1..40 {
        body.extend("供销社把账算到田头一笔一笔清清楚楚".chars().take(4 + number % 13));
        let _ = write!(body, "，说明白[^n{number}]");
    }
    body.push_str("。\n");
    for number in 1..40 {
        let _ = write!(body, "\n[^n{number}]: 注{number}。\n");
    }
    let reader = pages(&article("要闻", &body));
    let numbered = |sign: &&Sign| {
        sign.text.starts_with(|c| "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚".contains(c))
    };
    // Marks in the text are raised beside 10 pt, those of the notes themselves beside 8 pt.
    let in_text =
        reader.signs.iter().filter(numbered).filter(|sign| (5.5..7.0).contains(&sign.size));
    let mut marks = 0;
    for mark in in_text {
        let before = reader.signs.iter().any(|sign| {
            let end = sign.x + sign.advance;
            sign.page == mark.page
                && (sign.size - 10.0).abs() < 0.01
                && (sign.y - mark.y).abs() < 8.0
                && (mark.x - end).abs() < 2.0
        });
        assert!(before, "{} begins a line on page {}", mark.text, mark.page);
        marks += 1;
    }
    assert!(marks >= 25, "{marks}");
}

#[test]
fn a_justified_line_takes_its_space_by_rank() {
    let mut body = String::new();
    for number in 0..30 {
        body.extend("供销社把账算到田头一笔一笔记得清清楚楚".chars().take(3 + number % 11));
        body.push_str(
            [
                "用Microsoft Office software算账，",
                "网址https://www.example.com/reports/2026/summary.html，",
                "ISO 9001的要求，",
            ][number % 3],
        );
    }
    let reader = pages(&article("要闻", &format!("{body}算完。")));
    let (mut spaces, mut han) = (0, 0);
    for line in body_lines(&reader) {
        let is_han =
            |sign: &Sign| sign.text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if !line.windows(2).any(|pair| is_han(&pair[0]) && is_han(&pair[1])) {
            continue;
        }
        for pair in line.windows(2) {
            let advance = (pair[1].x - pair[0].x) / pair[0].size;
            if pair[0].text == " " {
                assert!(advance < 0.51, "a space of {advance:.2} em: {}", text(&line));
                spaces += 1;
            } else if is_han(&pair[0]) && is_han(&pair[1]) {
                assert!((0.99..1.51).contains(&advance), "{advance:.2} em: {}", text(&line));
                han += usize::from(advance > 1.01);
            }
        }
    }
    assert!(spaces > 10 && han > 30, "{spaces} spaces, {han} gaps");
}

/// Upright lines: characters stand below each other, 1 em apart, lines follow to the left, and the
/// comma of the upright form has its ink in the upper right of its cell.
#[test]
fn upright_lines_run_down_and_to_the_left() {
    let sandbox = Sandbox::with_own_layouts();
    let verses = "天没亮，扁担先醒\n走到桥上路就亮了";
    let head = "---\ntitle: 墟\nsection: news\nwriting: vertical\n---";
    sandbox.write(NEWS, format!("{head}\n::: poem\n{verses}\n:::\n"));
    let reader = pages(&sandbox);
    let sign = |c: char| reader.signs.iter().find(|sign| sign.is(c)).unwrap();
    for pair in ["天没", "扁担", "路就"] {
        let [above, below] = [0, 1].map(|at| sign(pair.chars().nth(at).unwrap()));
        let step = (below.y - above.y) / above.size;
        assert!((above.x - below.x).abs() < 0.01 && (0.99..1.3).contains(&step), "{pair}: {step}");
    }
    let (first, second) = (sign('天'), sign('走'));
    assert!((first.y - second.y).abs() < 0.01 && second.x < first.x - 1.5 * first.size);
    let comma = reader.signs.iter().find(|sign| sign.is('，') && sign.page == first.page).unwrap();
    let ink = comma.contours();
    assert!(ink.iter().all(|[left, _, bottom, _]| *left > 0.5 && *bottom > MIDDLE), "{ink:?}");
}

/// A line from zero through figures that differ by a few hundredths is flat: it begins below the least of them.
#[test]
fn a_line_of_figures_that_differ_little_rises_and_falls() {
    let rise = |figures: [u32; 3]| {
        let [one, two, three] = figures;
        let body = format!(
            "```chart line\ntitle: 库存\nunit: 吨\nsource: 荔塘供销社\nalt: 折线图。\n---\n月,库存\n一月,{one}\n二月,{two}\n三月,{three}\n```\n\n文。"
        );
        let reader = pages(&article("要闻", &body));
        let dots = reader.dots.iter().filter(|(_, _, radius)| (2.5..2.7).contains(radius));
        let heights: Vec<f64> = dots.map(|(_, [_, y], _)| *y).collect();
        assert_eq!(heights.len(), 3, "{heights:?}");
        heights.iter().copied().fold(f64::MIN, f64::max)
            - heights.iter().copied().fold(f64::MAX, f64::min)
    };
    let (little, much) = (rise([950, 990, 962]), rise([250, 990, 962]));
    assert!(little > 40.0 && much > 40.0, "{little} {much}");
    assert!(rise([950, 950, 950]) < 0.01);
}
