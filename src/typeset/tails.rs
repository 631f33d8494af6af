//! Floats that are left over where an article's text has ended: pages of pictures. Set as they come,
//! they leave holes, since each takes the page that has room for it. Those that the layout lets be
//! taller or shorter are given heights with which every page but the last is full.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use typst::foundations::{Dict, Value};
use typst_layout::PagedDocument;

use super::marks::{labelled, noted_at, number};
use crate::manuscript::Assembly;

/// Lines that may stay empty on a page without being seen as a hole.
const HOLE: usize = 3;
/// What a line counts by which a float is taller or shorter than the layout had it, beside an empty
/// line on a page, both squared.
const CHANGE: f64 = 0.02;
/// What an empty line on the last page counts: a filler can stand there.
const LAST: f64 = 0.1;

/// The heights of floats, in lines, by the names that the layout gave them.
pub type Heights = BTreeMap<String, usize>;

/// A float of an article.
#[derive(Debug, Clone)]
pub(super) struct Float {
    pub(super) page: usize,
    y: f64,
    /// Whether it stands over all columns.
    pub(super) spans: bool,
    /// Its own lines, without the empty one that follows it.
    pub(super) lines: usize,
    /// The line of the manuscript at which it is written, and whether it is one picture by itself.
    source: Option<usize>,
    is_picture: bool,
    /// Its name, and the fewest and the most lines that it can have, if that is left to the program.
    pub(super) flexible: Option<(String, usize, usize)>,
}

impl Float {
    fn read(dict: &Dict, (page, y): (usize, f64), page_lines: usize) -> Option<Self> {
        let number = |key: &str| dict.get(key).ok().and_then(number);
        let text = |key: &str| match dict.get(key) {
            Ok(Value::Str(text)) => Some(text.as_str().to_owned()),
            _ => None,
        };
        let is_picture = matches!(dict.get("picture"), Ok(Value::Bool(true)));
        let source = number("line");
        let lines = number("lines")?;
        // A float that fills its page has no empty line after it.
        let lines = if lines >= page_lines { page_lines } else { lines.saturating_sub(1) };
        let flexible = text("name").zip(number("least")).zip(number("most"));
        let flexible = flexible.map(|((name, least), most)| (name, least, most.max(least)));
        let spans = text("scope")? == "parent";
        Some(Self { page, y, spans, lines, source, is_picture, flexible })
    }

    /// The name that the layout gave it.
    pub(super) fn name(&self) -> Option<&str> {
        self.flexible.as_ref().map(|(name, ..)| name.as_str())
    }

    /// The fewest and the most lines that it can have.
    pub(super) fn range(&self) -> (usize, usize) {
        self.flexible.as_ref().map_or((self.lines, self.lines), |(_, least, most)| (*least, *most))
    }
}

/// The heights that fill the pages after the end of each article's text, read from pages that were
/// set without them; `page_lines` lines are on a page. Articles whose pages are full already are
/// left out.
pub fn tails(
    assembly: &Assembly,
    document: &PagedDocument,
    page_lines: usize,
) -> BTreeMap<String, Heights> {
    let all = assembly.articles.iter().filter_map(|article| {
        let floats = tail(document, &article.id, page_lines);
        let heights = heights(&floats, page_lines);
        (!heights.is_empty()).then(|| (article.id.clone(), heights))
    });
    all.collect()
}

/// The floats of an article after the page on which its text ends, in order, up to the first that
/// stands in a column.
fn tail(document: &PagedDocument, id: &str, page_lines: usize) -> Vec<Float> {
    let mut floats = after(document, id, page_lines);
    floats.sort_by(|a, b| (a.page, a.y).partial_cmp(&(b.page, b.y)).unwrap_or(a.page.cmp(&b.page)));
    floats.truncate(floats.iter().take_while(|float| float.spans).count());
    floats
}

/// The page on which an article's text ends.
pub(super) fn text_end(document: &PagedDocument, id: &str) -> Option<usize> {
    labelled(document, &format!("end-{id}")).pop().map(|(_, page, _)| page)
}

/// The floats of an article after the page on which its text ends.
fn after(document: &PagedDocument, id: &str, page_lines: usize) -> Vec<Float> {
    let Some(end) = text_end(document, id) else { return Vec::new() };
    let mut floats = floats(document, id, page_lines);
    floats.retain(|float| float.page > end);
    floats
}

/// Floats after the end of a text, over all columns and in their order, by the lines at which they are written:
/// pictures in rows, everything else by itself.
pub type Rows = Vec<Vec<usize>>;

/// The rows of an article whose floats leave holes on pages after its text: what stands in columns is set over
/// all of them, `columns` pictures in a row at most, and what fills pages comes first. None where the pages are
/// full, all has room on one (a filler can stand there), or something cannot be told apart.
pub fn rows(document: &PagedDocument, id: &str, (columns, page_lines): (usize, usize)) -> Rows {
    let mut floats = after(document, id, page_lines);
    let pages: BTreeSet<usize> = floats.iter().map(|float| float.page).collect();
    let in_columns = floats.iter().any(|float| !float.spans);
    let is_told = floats.iter().all(|float| float.source.is_some());
    if pages.len() < 2 || !is_told || !in_columns && !has_hole(&floats, page_lines) {
        return Rows::new();
    }
    let mut seen = BTreeSet::new();
    floats.sort_by_key(|float| (float.source, float.page));
    floats.retain(|float| seen.insert(float.source));
    let is_whole = |float: &Float| float.spans && float.lines >= page_lines;
    let (whole, rest): (Vec<Float>, Vec<Float>) = floats.into_iter().partition(is_whole);
    let mut out: Rows = whole.iter().filter_map(|own| Some(vec![own.source?])).collect();
    let is_in_row = |float: &Float| !float.spans && float.is_picture;
    for run in rest.chunk_by(|one, other| is_in_row(one) && is_in_row(other)) {
        let lines: Vec<usize> = run.iter().filter_map(|own| own.source).collect();
        out.extend(shares(&lines, lines.len().div_ceil(columns.max(1))).map(<[usize]>::to_vec));
    }
    out
}

/// A list in so many parts of about one length.
fn shares(lines: &[usize], count: usize) -> impl Iterator<Item = &[usize]> {
    let at = move |part: usize| part * lines.len() / count;
    (0..count).map(move |part| &lines[at(part)..at(part + 1)])
}

/// The floats of an article.
pub(super) fn floats(document: &PagedDocument, id: &str, page_lines: usize) -> Vec<Float> {
    let floats = noted_at(document, &format!("float-{id}")).filter_map(|(value, page, point)| {
        let Value::Dict(dict) = value else { return None };
        Float::read(&dict, (page, point.y.to_pt()), page_lines)
    });
    floats.collect()
}

/// The heights that are to change.
fn heights(floats: &[Float], page_lines: usize) -> Heights {
    if !has_hole(floats, page_lines) {
        return Heights::new();
    }
    let mut changed = Heights::new();
    for page in paged(floats, page_lines) {
        let own = &floats[page.clone()];
        for (float, lines) in own.iter().zip(shared(own, page.start == 0, page_lines)) {
            if let Some((name, ..)) = float.flexible.as_ref().filter(|_| lines != float.lines) {
                changed.insert(name.clone(), lines);
            }
        }
    }
    changed
}

/// Whether a page before the last has more than a few empty lines.
fn has_hole(floats: &[Float], page_lines: usize) -> bool {
    let last = floats.last().map_or(0, |float| float.page);
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for float in floats.iter().filter(|float| float.page < last) {
        *taken.entry(float.page).or_default() += float.lines + 1;
    }
    taken.values().any(|taken| taken + HOLE < page_lines + 1)
}

/// Parts floats into pages so that as few lines as can be stay empty.
fn paged(floats: &[Float], page_lines: usize) -> Vec<Range<usize>> {
    // The least that the first floats cost, and how many of them are on pages before the last.
    let mut best: Vec<(f64, usize)> = vec![(0.0, 0)];
    for end in 1..=floats.len() {
        let from = (0..end).rev().map_while(|start| {
            let cost = cost(&floats[start..end], start == 0, end == floats.len(), page_lines);
            cost.or((start + 1 == end).then_some(0.0)).map(|cost| (best[start].0 + cost, start))
        });
        let least = from.min_by(|a, b| a.0.total_cmp(&b.0));
        best.push(least.unwrap_or((f64::MAX, end - 1)));
    }
    let mut pages = Vec::new();
    let mut end = floats.len();
    while end > 0 {
        let start = best[end].1;
        pages.push(start..end);
        end = start;
    }
    pages.reverse();
    pages
}

/// What a page of these floats costs; nothing where it cannot hold them.
fn cost(floats: &[Float], first: bool, last: bool, page_lines: usize) -> Option<f64> {
    let gaps = floats.len() - 1;
    let (least, _) = bounds(floats, first);
    if least + gaps > page_lines {
        return None;
    }
    let lines = shared(floats, first, page_lines);
    let empty = page_lines.saturating_sub(lines.iter().sum::<usize>() + gaps) as f64;
    let changes =
        floats.iter().zip(&lines).map(|(float, lines)| float.lines.abs_diff(*lines) as f64);
    let weight = if last { LAST } else { 1.0 };
    Some(weight * empty * empty + CHANGE * changes.map(|lines| lines * lines).sum::<f64>())
}

/// The fewest and the most lines that floats can have together.
fn bounds(floats: &[Float], first: bool) -> (usize, usize) {
    let ranges = floats.iter().enumerate().map(|(at, float)| range_of(float, first && at == 0));
    ranges.fold((0, 0), |sum, range| (sum.0 + range.0, sum.1 + range.1))
}

/// The fewest and the most lines of a float. The very first is not made shorter: it might fit on the
/// page of the text then, and all others would move.
fn range_of(float: &Float, first: bool) -> (usize, usize) {
    let (least, most) = float.range();
    if first { (least.max(float.lines), most.max(float.lines)) } else { (least, most) }
}

/// The lines of each float on a page, changed evenly so that they fill it as far as they can.
fn shared(floats: &[Float], first: bool, page_lines: usize) -> Vec<usize> {
    let room = page_lines.saturating_sub(floats.len() - 1);
    let ranges: Vec<(usize, usize)> =
        floats.iter().enumerate().map(|(at, float)| range_of(float, first && at == 0)).collect();
    let mut lines: Vec<usize> =
        floats.iter().zip(&ranges).map(|(own, range)| own.lines.clamp(range.0, range.1)).collect();
    loop {
        let sum: usize = lines.iter().sum();
        let grows = sum < room;
        if sum == room {
            return lines;
        }
        let may =
            |at: usize| if grows { lines[at] < ranges[at].1 } else { lines[at] > ranges[at].0 };
        let share = |at: usize| lines[at] as f64 / floats[at].lines.max(1) as f64;
        let movable = (0..lines.len()).filter(|at| may(*at));
        let chosen = movable.min_by(|a, b| {
            let (a, b) = (share(*a), share(*b));
            if grows { a.total_cmp(&b) } else { b.total_cmp(&a) }
        });
        let Some(at) = chosen else { return lines };
        if grows { lines[at] += 1 } else { lines[at] -= 1 }
    }
}

#[cfg(test)]
impl Float {
    /// A float over all columns with a name, its lines, and the fewest and the most of them.
    pub(super) fn flexible(name: &str, lines: usize, (least, most): (usize, usize)) -> Self {
        let flexible = Some((name.to_owned(), least, most));
        Self { page: 0, y: 0.0, spans: true, lines, source: None, is_picture: false, flexible }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn float(page: usize, lines: usize, least: usize, most: usize) -> Float {
        let flexible = Some((format!("{page}-{lines}-{least}"), least, most));
        Float { page, flexible, ..Float::flexible("", lines, (least, most)) }
    }

    #[test]
    fn pictures_that_stand_alone_share_pages() {
        // Four pictures of two thirds of a page, each alone on its page.
        let floats: Vec<Float> = (0..4).map(|page| float(page, 31, 22 + page, 47)).collect();
        assert!(has_hole(&floats, 48));
        // The first keeps its height at least, so it grows on a page of its own.
        assert_eq!(paged(&floats, 48), [0..1, 1..3, 3..4]);
        let heights = heights(&floats, 48);
        assert_eq!(heights["0-31-22"], 47);
        assert_eq!(heights["1-31-23"] + heights["2-31-24"] + 1, 48);
    }

    #[test]
    fn pictures_are_shared_out_among_rows() {
        let rows = |lines: &[usize], count| -> Vec<usize> {
            shares(lines, count).map(<[usize]>::len).collect()
        };
        assert_eq!(rows(&[1, 2, 3, 4], 2), [2, 2]);
        assert_eq!(rows(&[1, 2, 3, 4, 5], 2), [2, 3]);
        assert_eq!(rows(&[1], 1), [1]);
    }

    #[test]
    fn full_pages_are_left_alone() {
        let floats = [float(0, 23, 15, 30), float(0, 24, 15, 30), float(1, 20, 15, 30)];
        assert_eq!(heights(&floats, 48), Heights::new());
        let fixed = Float { flexible: None, ..float(0, 30, 30, 30) };
        let floats = [fixed.clone(), Float { page: 1, ..fixed }];
        assert_eq!(heights(&floats, 48), Heights::new());
    }

    #[test]
    fn more_than_a_page_holds_stays_alone() {
        let tall = Float { flexible: None, ..float(0, 60, 60, 60) };
        let floats = [tall, float(1, 20, 15, 30), float(2, 30, 25, 40)];
        assert_eq!(paged(&floats, 48), [0..1, 1..3]);
    }
}
