//! Letters become lines: those on one baseline, parted where a column, a cell or a tab ends them.

use std::collections::BTreeMap;

use libm::{fabs, hypot};
use pdfx_preflight::text::{Letter, Sheet};

use crate::manuscript::incoming::signs::MISSING;
use crate::manuscript::incoming::text::clean;
use neikan_base::diagnostic::Finding;

/// How far baselines of one line may be apart, in sizes.
const BASE: f64 = 0.25;
/// How far a raised letter may stand from its line, in sizes of the line.
const OFF: f64 = 0.65;
/// The same for a lowered one.
const LOW: f64 = 0.35;
/// The most raised or lowered letters that hang together on a line.
const HUNG: usize = 6;
/// From here on down, in sizes of the line, a letter is small.
const SMALL: f64 = 0.8;
/// A gap as wide as this, in sizes, parts a line.
const GAP: f64 = 1.3;
/// A gap as wide as this between Latin letters is a space.
const SPACE: f64 = 0.2;
/// A gap as wide as this between Han characters is a full-width space.
const WIDE: f64 = 0.6;
/// How far an item of a list may stand from what is before it, in sizes.
const LABEL: f64 = 6.0;
/// The most lines of a page.
const ROWS: usize = 2_000;
/// How much text that was left out is shown, characters.
const SHOWN: usize = 200;

/// A letter on a line, in the coordinates of its line: rightwards, upwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// What it means; a space where one was found.
    pub text: String,
    /// Where it begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// Its baseline.
    pub base: f64,
    /// Its size, points.
    pub size: f64,
    /// Whether its face is bold.
    pub strong: bool,
    /// Raised (true) or lowered (false).
    pub raised: Option<bool>,
    /// The reading that stands above it, if it is the first of those that have one, and how many do.
    pub ruby: Option<(String, usize)>,
}

/// A line, or that part of one that stands in a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its page, from 1.
    pub page: usize,
    /// Which way it runs, in quarters of a turn from the usual way of its page.
    pub quarter: u8,
    /// Its letters, from left to right.
    pub glyphs: Vec<Glyph>,
    /// Where it begins.
    pub left: f64,
    /// Where it ends.
    pub right: f64,
    /// Its baseline.
    pub base: f64,
    /// The size of most of its letters, points.
    pub size: f64,
}

/// Text that is told of instead of taken.
#[derive(Debug, Default)]
pub struct Told(Vec<String>);

impl Told {
    /// Adds a piece of text.
    pub fn add(&mut self, text: &str) {
        let text = clean(text);
        let text = text.trim();
        if !text.is_empty() {
            self.0.push(text.to_owned());
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The pieces, each once, as a finding shows them.
    pub fn shown(&self) -> String {
        let mut seen = Vec::new();
        let new = self.0.iter().filter(|text| {
            let new = !seen.contains(text);
            seen.push(text);
            new
        });
        let all = new.map(String::as_str).take(20).collect::<Vec<_>>().join(" / ");
        match all.chars().count() > SHOWN {
            true => format!("{}…", all.chars().take(SHOWN).collect::<String>()),
            false => all,
        }
    }
}

/// What of the letters is not text of the document.
#[derive(Debug, Default)]
pub struct Lost {
    /// How many letters have no meaning, and the pages they are on.
    pub untold: usize,
    /// Their pages.
    pub untold_on: Vec<usize>,
    /// How many letters are not shown although their page has no others: recognised by a machine.
    pub unseen: usize,
    /// Their pages.
    pub unseen_on: Vec<usize>,
    /// What is not shown on pages that have other letters, or lies beyond the page.
    pub hidden: Told,
    /// What stands at an angle.
    pub askew: Told,
    /// Running heads and folios.
    pub margins: Told,
}

impl Line {
    /// Its text.
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    /// How many letters it has, without spaces.
    pub fn letters(&self) -> usize {
        self.glyphs.iter().filter(|glyph| !glyph.is_blank()).count()
    }

    /// Whether all of it is bold.
    pub fn is_strong(&self) -> bool {
        self.glyphs.iter().all(|glyph| glyph.strong || glyph.is_blank())
    }

    /// Where its letters end above the baseline.
    pub fn top(&self) -> f64 {
        self.base + 0.88 * self.size
    }

    /// Where they end below it.
    pub fn bottom(&self) -> f64 {
        self.base - 0.12 * self.size
    }

    /// How much of the narrower of two lines stands above or below the other, 0 to 1.
    pub fn shared(&self, other: &Self) -> f64 {
        let shared = self.right.min(other.right) - self.left.max(other.left);
        let narrow = (self.right - self.left).min(other.right - other.left);
        if narrow <= 0.0 { 0.0 } else { (shared / narrow).max(0.0) }
    }

    fn of(mut glyphs: Vec<Glyph>, page: usize, quarter: u8) -> Option<Self> {
        while glyphs.last().is_some_and(Glyph::is_blank) {
            glyphs.pop();
        }
        let blank = glyphs.iter().take_while(|glyph| glyph.is_blank()).count();
        glyphs.drain(..blank);
        let (first, last) = (glyphs.first()?, glyphs.last()?);
        let (left, right) = (first.left, last.right);
        let size = most(glyphs.iter().filter(|glyph| glyph.raised.is_none()).map(|own| own.size))?;
        let base = glyphs.iter().find(|glyph| glyph.raised.is_none())?.base;
        Some(Self { page, quarter, left, right, base, size, glyphs })
    }
}

impl Glyph {
    /// Whether it is a space.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    fn first(&self) -> char {
        self.text.chars().next().unwrap_or(' ')
    }

    fn last(&self) -> char {
        self.text.chars().next_back().unwrap_or(' ')
    }
}

/// The rectangle around lines.
pub fn around(lines: &[Line]) -> [f64; 4] {
    let edge = |of: fn(&Line) -> f64, pick: fn(f64, f64) -> f64| {
        lines.iter().map(of).reduce(pick).unwrap_or_default()
    };
    [
        edge(|line| line.left, f64::min),
        edge(Line::bottom, f64::min),
        edge(|line| line.right, f64::max),
        edge(Line::top, f64::max),
    ]
}

/// The most frequent of some sizes, to a tenth of a point.
pub fn most(sizes: impl Iterator<Item = f64>) -> Option<f64> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    sizes.for_each(|size| *counts.entry((size * 10.0) as i64).or_default() += 1);
    let most = counts.into_iter().max_by_key(|&(size, count)| (count, size));
    most.map(|(size, _)| size as f64 / 10.0)
}

/// The lines of a page: those that run as most of its letters do, then the others.
///
/// # Errors
/// A finding, if there are more than a page that people read can have.
pub fn of(sheet: &Sheet, lost: &mut Lost) -> Result<Vec<Line>, Finding> {
    let shown = shown(sheet, lost);
    let mut ways: BTreeMap<u8, Vec<(&Letter, [f64; 2])>> = BTreeMap::new();
    let mut askew = String::new();
    for letter in shown {
        match way(letter) {
            Some((quarter, way)) => ways.entry(quarter).or_default().push((letter, way)),
            None => askew.push_str(letter.text.as_deref().unwrap_or_default()),
        }
    }
    lost.askew.add(&askew);
    let mut ways: Vec<_> = ways.into_iter().collect();
    ways.sort_by_key(|(_, letters)| std::cmp::Reverse(letters.len()));
    let usual = ways.first().map_or(0, |(quarter, _)| *quarter);
    let mut out = Vec::new();
    for (quarter, letters) in ways {
        let quarter = (4 + quarter - usual) % 4;
        let glyphs = letters.into_iter().map(|(letter, way)| glyph(letter, way, sheet, lost));
        let glyphs: Vec<Glyph> = glyphs.collect();
        let crowded = || Finding::stop("import-pdf-crowded").with("page", sheet.number);
        let rows = set(glyphs).ok_or_else(crowded)?;
        out.extend(rows.into_iter().filter_map(|row| parted(row, sheet.number, quarter)));
    }
    Ok(with_initials(with_readings(out)))
}

/// The letters of a page that belong to its text.
fn shown<'a>(sheet: &'a Sheet, lost: &mut Lost) -> Vec<&'a Letter> {
    let [left, bottom, right, top] = sheet.bounds;
    let on_page = |[x, y]: [f64; 2]| (left..=right).contains(&x) && (bottom..=top).contains(&y);
    let seen = sheet.letters.iter().filter(|letter| !letter.hidden).count();
    let unseen = sheet.letters.len() - seen;
    // Letters behind the picture of a page were recognised by a machine.
    let recognised = unseen > seen * 4;
    if recognised {
        lost.unseen += unseen;
        lost.unseen_on.push(sheet.number);
    }
    let (mut hidden, mut artifacts) = (String::new(), Vec::new());
    let mut out = Vec::new();
    for letter in &sheet.letters {
        if (letter.hidden && !recognised) || !on_page(letter.at) {
            hidden.push_str(letter.text.as_deref().unwrap_or_default());
        } else if letter.artifact {
            artifacts.push(letter);
        } else {
            out.push(letter);
        }
    }
    lost.hidden.add(&hidden);
    // What is marked as no text is shown line by line.
    let rows = artifacts.chunk_by(|a, b| fabs(a.at[1] - b.at[1]) < 1.0);
    for row in rows {
        lost.margins.add(&row.iter().filter_map(|own| own.text.as_deref()).collect::<String>());
    }
    out
}

/// Which way a letter runs: in quarters of a turn, and as a vector; `None` if at an angle.
fn way(letter: &Letter) -> Option<(u8, [f64; 2])> {
    let [mut x, mut y] = letter.along;
    if hypot(x, y) < 1e-6 {
        // A letter without width runs across its height.
        [x, y] = [letter.up[1], -letter.up[0]];
    }
    let length = hypot(x, y);
    if length < 1e-6 {
        return None;
    }
    let (x, y) = (x / length, y / length);
    let ways = [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]];
    let near = |way: &[f64; 2]| x * way[0] + y * way[1] > 0.996;
    let quarter = ways.iter().position(near)?;
    Some((quarter as u8, ways[quarter]))
}

fn glyph(letter: &Letter, [dx, dy]: [f64; 2], sheet: &Sheet, lost: &mut Lost) -> Glyph {
    let [x, y] = letter.at;
    let left = x * dx + y * dy;
    let private = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    let known = letter.text.as_ref().filter(|text| !text.contains(private));
    let text = known.cloned().unwrap_or_else(|| {
        lost.untold += 1;
        lost.untold_on.push(sheet.number);
        MISSING.to_string()
    });
    Glyph {
        text,
        left,
        right: left + hypot(letter.along[0], letter.along[1]),
        base: y * dx - x * dy,
        size: hypot(letter.up[0], letter.up[1]),
        strong: is_bold(&letter.font),
        raised: None,
        ruby: None,
    }
}

/// Whether the name of a font says that it is bold.
fn is_bold(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["bold", "heavy", "black", "simhei", "heiti", "-hei"].iter().any(|part| name.contains(part))
}

/// Puts letters into rows: first those of one baseline, then raised and lowered ones; nothing if
/// there are too many.
fn set(mut glyphs: Vec<Glyph>) -> Option<Vec<Vec<Glyph>>> {
    glyphs.retain(|glyph| !glyph.text.is_empty() && glyph.size > 0.0);
    // Large letters first, so that small ones find the line that they hang on.
    glyphs.sort_by(|a, b| b.base.total_cmp(&a.base).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let near = |row: &Vec<Glyph>| {
            let first = &row[0];
            let like = glyph.size.max(first.size) <= glyph.size.min(first.size) / 0.5;
            like && fabs(first.base - glyph.base) <= BASE * glyph.size.min(first.size)
        };
        match rows.iter_mut().rev().take(64).find(|row| near(row)) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        once(row);
    }
    let rows: Vec<Vec<Glyph>> = rows.into_iter().flat_map(stretches).collect();
    (rows.len() <= ROWS).then(|| hung(rows))
}

/// Takes out letters that are painted twice to look bold or shadowed.
fn once(row: &mut Vec<Glyph>) {
    row.dedup_by(|later, first| {
        let width = (first.right - first.left).max(0.1 * first.size);
        later.text == first.text && later.left - first.left < 0.3 * width
    });
}

/// Hangs stretches of small letters on the lines that they stand right beside.
fn hung(rows: Vec<Vec<Glyph>>) -> Vec<Vec<Glyph>> {
    let largest = rows.iter().flatten().map(|own| own.size).fold(0.0, f64::max);
    let (mut kept, mut small): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|part| part[0].size > SMALL * largest || part.len() > 24);
    // The larger ones first: a line may itself be small beside the largest letters of the page.
    small.sort_by(|a, b| b[0].size.total_cmp(&a[0].size));
    for part in small {
        match kept.iter_mut().find_map(|line| beside(line, &part).map(|up| (line, up))) {
            Some((line, up)) => {
                line.extend(part.into_iter().map(|own| Glyph { raised: Some(up), ..own }));
                line.sort_by(|a, b| a.left.total_cmp(&b.left));
            }
            None => kept.push(part),
        }
    }
    same_line(kept)
}

/// Whether small letters hang on a line, raised or lowered: they stand right beside one of its
/// letters and not far from its baseline.
fn beside(line: &[Glyph], part: &[Glyph]) -> Option<bool> {
    let (first, last) = (part.first()?, part.last()?);
    let near = line.iter().filter(|own| own.raised.is_none()).find(|own| {
        let off = fabs(own.base - first.base);
        let gap = (first.left - own.right).max(own.left - last.right);
        let small = first.size <= SMALL * own.size;
        let reach = if first.base > own.base { OFF } else { LOW };
        let right = (-0.15 * own.size..=0.35 * own.size).contains(&gap);
        small && part.len() <= HUNG && off > 0.08 * own.size && off <= reach * own.size && right
    })?;
    Some(first.base > near.base)
}

/// The stretches of a row between wide gaps.
fn stretches(row: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let mut out: Vec<Vec<Glyph>> = Vec::new();
    let mut end = f64::MIN;
    for glyph in row {
        let wide = glyph.left - end > GAP * glyph.size;
        end = if wide { glyph.right } else { end.max(glyph.right) };
        match out.last_mut().filter(|_| !wide) {
            Some(part) => part.push(glyph),
            None => out.push(vec![glyph]),
        }
    }
    out
}

/// Joins stretches of one baseline between which no wide gap is left, once small letters fill it.
fn same_line(mut parts: Vec<Vec<Glyph>>) -> Vec<Vec<Glyph>> {
    let base = |part: &[Glyph]| part.iter().find(|own| own.raised.is_none()).map(|own| own.base);
    parts.sort_by(|a, b| {
        let (own, other) = (base(a).unwrap_or_default(), base(b).unwrap_or_default());
        other.total_cmp(&own).then(a[0].left.total_cmp(&b[0].left))
    });
    let mut out: Vec<Vec<Glyph>> = Vec::new();
    for part in parts {
        let size = part[0].size;
        let fits = |line: &&mut Vec<Glyph>| {
            let (Some(own), Some(other)) = (base(line), base(&part)) else { return false };
            let gap = part[0].left - line.last().map_or(f64::MAX, |last| last.right);
            fabs(own - other) <= BASE * size && (-0.5 * size..=GAP * size).contains(&gap)
        };
        match out.iter_mut().rev().take(64).find(fits) {
            Some(line) => line.extend(part),
            None => out.push(part),
        }
    }
    out
}

/// The lines of a row, with spaces where gaps say that there are any.
fn parted(row: Vec<Glyph>, page: usize, quarter: u8) -> Option<Line> {
    let mut out: Vec<Glyph> = Vec::with_capacity(row.len());
    for glyph in row {
        if let Some(before) = out.last()
            && let Some(space) = space(before, &glyph)
        {
            let (left, right) = (before.right, glyph.left);
            let blank = Glyph { text: space.to_owned(), left, right, ruby: None, ..glyph.clone() };
            out.push(blank);
        }
        out.push(glyph);
    }
    Line::of(out, page, quarter)
}

/// The space that a gap between two letters stands for.
fn space(before: &Glyph, after: &Glyph) -> Option<&'static str> {
    if before.is_blank() || after.is_blank() {
        return None;
    }
    let gap = (after.left - before.right) / before.size.min(after.size);
    let latin = |c: char| c.is_ascii_graphic() || (c.is_alphabetic() && !is_han(c));
    if latin(before.last()) && latin(after.first()) {
        return (gap > SPACE).then_some(" ");
    }
    // Punctuation has its room in itself.
    let mark = |c: char| !c.is_alphanumeric();
    (gap > WIDE && !mark(before.last()) && !mark(after.first())).then_some("\u{3000}")
}

/// Whether a character is set without spaces around it: Han and its punctuation.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}'
        | '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}' | '\u{b7}')
}

/// Gives readings that stand in small letters above a line to the characters below them.
fn with_readings(lines: Vec<Line>) -> Vec<Line> {
    let (readings, mut lines): (Vec<Line>, Vec<Line>) = {
        let all = lines.clone();
        lines.into_iter().partition(|line| is_reading(line, &all))
    };
    for reading in readings {
        let near = |a: &&mut Line, b: &&mut Line| a.base.total_cmp(&b.base);
        let found = lines.iter_mut().filter(|line| stands_over(&reading, line)).max_by(near);
        if let Some(line) = found {
            read_by(line, &reading);
        }
    }
    lines
}

fn is_reading(line: &Line, all: &[Line]) -> bool {
    let text = line.text();
    // Pinyin, Bopomofo or kana, never a number.
    let reads =
        |c: char| c.is_alphabetic() && !matches!(c, '\u{3400}'..='\u{9fff}') || c.is_whitespace();
    text.chars().all(reads) && all.iter().any(|other| stands_over(line, other))
}

fn stands_over(reading: &Line, line: &Line) -> bool {
    let gap = reading.base - line.base;
    let covered = reading.left >= line.left - line.size && reading.right <= line.right + line.size;
    let han = line.glyphs.iter().any(|own| is_han(own.first()));
    let small = reading.size <= 0.65 * line.size;
    small
        && covered
        && han
        && (0.7..=1.6).contains(&(gap / line.size))
        && reading.quarter == line.quarter
}

fn read_by(line: &mut Line, reading: &Line) {
    for part in reading.glyphs.split(Glyph::is_blank).filter(|part| !part.is_empty()) {
        let (left, right) = (part[0].left, part[part.len() - 1].right);
        let text: String = part.iter().map(|own| own.text.as_str()).collect();
        let below = |own: &Glyph| {
            let middle = (own.left + own.right) / 2.0;
            let slack = 0.1 * own.size;
            is_han(own.first()) && middle > left - slack && middle < right + slack
        };
        let mut under = line.glyphs.iter().enumerate().filter(|(_, own)| below(own));
        let Some((first, _)) = under.next() else {
            let middle = (left + right) / 2.0;
            let holds = |own: &Glyph| own.left <= middle && middle <= own.right;
            if let Some(own) = line.glyphs.iter_mut().find(|own| holds(own)) {
                own.ruby = Some((text, 1));
            }
            continue;
        };
        let count = 1 + under.count();
        line.glyphs[first].ruby = Some((text, count));
    }
}

/// Gives large initials back to the first of the lines beside them.
fn with_initials(mut lines: Vec<Line>) -> Vec<Line> {
    let mut at = 0;
    while at < lines.len() {
        let initial = lines[at].clone();
        let beside: Vec<usize> = (0..lines.len())
            .filter(|&own| own != at && stands_beside(&initial, &lines[own]))
            .collect();
        let top = |a: &&usize, b: &&usize| lines[**a].base.total_cmp(&lines[**b].base);
        let first = beside.iter().max_by(top).copied();
        let (Some(first), true) = (first, initial.letters() <= 2 && beside.len() >= 2) else {
            at += 1;
            continue;
        };
        for &own in &beside {
            lines[own].left = initial.left;
        }
        let (size, base) = (lines[first].size, lines[first].base);
        let glyphs =
            initial.glyphs.into_iter().map(|own| Glyph { size, base, strong: false, ..own });
        lines[first].glyphs.splice(0..0, glyphs);
        lines.remove(at);
    }
    lines
}

/// Whether a line stands right beside a large initial.
fn stands_beside(initial: &Line, line: &Line) -> bool {
    let gap = line.left - initial.right;
    let near = (-0.3 * line.size..=1.2 * line.size).contains(&gap);
    let large = initial.size >= 1.7 * line.size && initial.letters() <= 2;
    let low = initial.base - 0.3 * line.size;
    large
        && near
        && line.base >= low
        && line.base < initial.top()
        && line.quarter == initial.quarter
}

/// Whether a text is no more than what stands before an item of a list: 1. （一） ① •
pub fn is_label(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let ends = bare.trim_end_matches(['.', '\u{ff0e}', '\u{3001}', ')', '\u{ff09}']);
    let inner = ends.trim_start_matches(['(', '\u{ff08}']);
    let counts = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let number = (1..=3).contains(&inner.chars().count()) && inner.chars().all(counts);
    let circled = |c: char| {
        matches!(
            c,
            '\u{2460}'
                ..='\u{2473}'
                    | '\u{2022}'
                    | '\u{25cf}'
                    | '\u{25cb}'
                    | '\u{25a0}'
                    | '\u{25aa}'
                    | '\u{2013}'
                    | '\u{3013}'
                    | '\u{25c6}'
        )
    };
    let mut all = bare.chars();
    let one = all.next().is_some_and(circled) && all.next().is_none();
    one || (number && ends.len() < bare.len())
}

/// Joins what stands before an item of a list to the item.
pub fn labelled(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let goes_on = |before: &&mut Line| {
            let gap = line.left - before.right;
            let same = fabs(before.base - line.base) <= BASE * line.size
                && before.quarter == line.quarter
                && before.page == line.page;
            same && (0.0..=LABEL * line.size).contains(&gap) && is_label(&before.text())
        };
        match out.last_mut().filter(goes_on) {
            Some(before) => {
                before.right = line.right;
                before.glyphs.extend(line.glyphs);
            }
            None => out.push(line),
        }
    }
    out
}
