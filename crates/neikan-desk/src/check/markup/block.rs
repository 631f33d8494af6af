//! Slips of whole lines: headings, quotations, rules, tables and divs.

use std::ops::Range;

use hanzi::{Pattern, is_han};

use super::attributes;
use super::{Mark, Page, Slip, narrow, narrow_char};

/// The names of divs.
const DIVS: [&str; 14] = [
    "sidebar",
    "infobox",
    "points",
    "pullquote",
    "poem",
    "qa",
    "item",
    "numbers",
    "timeline",
    "steps",
    "compare",
    "pictures",
    "grid",
    "table",
];
/// The names of attributes that divs have.
const OF_DIVS: [&str; 5] = ["by", "unit", "source", "columns", "lead"];
/// The classes that say how wide a div is set.
const WIDTHS: [&str; 3] = ["full", "page", "spread"];

static HEADING: Pattern = Pattern::new(r"^ {0,3}([#＃]{2,3}[ 　\t]*)[^#＃\s]");
static QUOTE: Pattern = Pattern::new(r"^ {0,3}(＞[ 　]*)[^\s＞0-9０-９]");
static BREAK: Pattern = Pattern::new(r"^ {0,3}([*＊]{3,})[ 　]*$");
static OPENING: Pattern = Pattern::new(
    r"^ {0,3}([:：]{3,}[ 　]*([a-z]+))(?:[ 　]+[^\n]*?)?([{｛][^{}｛｝]*[}｝])?[ 　]*$",
);
static CLOSING: Pattern = Pattern::new(r"^ {0,3}([:：]{3,})[ 　]*$");

/// The slips in a body that concern whole lines.
pub(super) fn slips(page: &Page<'_>) -> Vec<Slip> {
    let mut out = divs(page);
    out.extend(tables(page));
    for &(line, from, text) in &page.lines {
        if page.is_code(from) {
            continue;
        }
        out.extend(heading(page, (line, from), text));
        out.extend(begun(page, (line, from), text, &QUOTE, "> "));
        out.extend(begun(page, (line, from), text, &BREAK, "***"));
    }
    out
}

fn heading(page: &Page<'_>, (line, from): (usize, usize), text: &str) -> Option<Slip> {
    let found = HEADING.find(text).next()?;
    let marks = found.get(1);
    let hashes: String = marks.chars().filter(|c| "#＃".contains(*c)).map(narrow_char).collect();
    let spaced = marks.trim_start_matches('#').starts_with([' ', '\t']);
    let from_to = from + found.range.start..from + found.range.end;
    let prints =
        page.prints(&(from_to.start..from_to.start + '#'.len_utf8())) || marks.starts_with('＃');
    if spaced || !prints || !text.contains(is_han) {
        return None;
    }
    let marks = vec![Mark { bytes: from_to.clone(), wanted: format!("{hashes} ") }];
    Some(Slip { bytes: from_to.start..from + text.len(), lines: line..line + 1, marks })
}

/// A line that begins with a mark which should be another.
fn begun(
    page: &Page<'_>,
    (line, from): (usize, usize),
    text: &str,
    pattern: &Pattern,
    wanted: &str,
) -> Option<Slip> {
    let found = pattern.find(text).next()?;
    let bytes = from + found.range.start..from + found.range.end;
    // If all its marks are half-width, it is right.
    if found.get(1).is_ascii() || !page.prints(&(bytes.start..bytes.start + 1)) {
        return None;
    }
    let marks = vec![Mark { bytes: bytes.clone(), wanted: wanted.to_owned() }];
    Some(Slip { bytes: bytes.start..from + text.len(), lines: line..line + 1, marks })
}

/// The divs whose opening or closing line is wrong: both change together.
fn divs(page: &Page<'_>) -> Vec<Slip> {
    let mut out = Vec::new();
    let mut open: Option<(usize, Range<usize>, Vec<Mark>)> = None;
    for &(line, from, text) in page.lines.iter().filter(|line| !page.is_code(line.1)) {
        if let Some(marks) = opening(page.source, from, text) {
            // One that is not closed is reported by itself.
            out.extend(open.take().map(|(line, bytes, marks)| Slip {
                bytes,
                lines: line..line + 1,
                marks,
            }));
            open = Some((line, from..from + text.trim_end().len(), marks));
        } else if let Some(found) = CLOSING.find(text).next() {
            let own = from + found.range.start..from + found.range.end;
            let mark = Mark::narrowed(page.source, own.clone());
            let (first, bytes, mut marks) = open.take().unwrap_or((line, own.clone(), Vec::new()));
            let right = marks.iter().all(|mark| !mark.is_wrong(page.source));
            marks.push(mark);
            let bytes = if right { own } else { bytes };
            out.push(Slip { bytes, lines: first..line + 1, marks });
        }
    }
    out.extend(open.map(|(line, bytes, marks)| Slip { bytes, lines: line..line + 1, marks }));
    out
}

/// The marks of a div's opening line.
fn opening(source: &str, from: usize, text: &str) -> Option<Vec<Mark>> {
    let found = OPENING.find(text).next()?;
    if !DIVS.contains(&found.get(2)) {
        return None;
    }
    let name = from + found.range.start..from + found.range.end;
    let mut marks = vec![Mark::narrowed(source, name.clone())];
    let rest = source.get(name.end..from + text.len())?;
    let blanks = rest.len() - rest.trim_start().len();
    if blanks > 0 {
        marks.push(Mark::narrowed(source, name.end..name.end + blanks));
    }
    if !found.get(3).is_empty() {
        let part = found.part(&[3]);
        let bytes = from + part.start..from + part.end;
        // Braces in a title do not hold attributes.
        marks.extend(attributes::marks(source, bytes, &OF_DIVS, &WIDTHS).unwrap_or_default());
    }
    Some(marks)
}

/// The tables whose bars or whose second line are full-width.
fn tables(page: &Page<'_>) -> Vec<Slip> {
    let is_row = |text: &str| text.trim().starts_with(['|', '｜']) && bars(text) >= 2;
    let mut out = Vec::new();
    let mut rows: Vec<(usize, usize, &str)> = Vec::new();
    for &row in page.lines.iter().chain([&(0, 0, "")]) {
        if is_row(row.2) && !page.is_code(row.1) {
            rows.push(row);
        } else {
            out.extend(table(page.source, &std::mem::take(&mut rows)));
        }
    }
    out
}

fn bars(text: &str) -> usize {
    text.chars().filter(|c| "|｜".contains(*c)).count()
}

fn table(source: &str, rows: &[(usize, usize, &str)]) -> Option<Slip> {
    let (first, last) = (rows.first()?, rows.last()?);
    let mut marks = Vec::new();
    for (index, &(_, from, text)) in rows.iter().enumerate() {
        let rule: String = narrow(text).chars().map(dash).collect();
        if index == 1 && is_rule(&rule) {
            marks.push(Mark { bytes: from..from + text.len(), wanted: rule });
            continue;
        }
        // Among half-width bars, a full-width one is a character of its cell.
        let own = if text.trim().starts_with('｜') { "|｜" } else { "|" };
        let bars = text.char_indices().filter(|(_, c)| own.contains(*c));
        marks.extend(
            bars.map(|(at, c)| Mark::narrowed(source, from + at..from + at + c.len_utf8())),
        );
    }
    let wrong = rows.iter().find(|(_, from, text)| {
        let own = *from..from + text.len();
        let inside = |mark: &&Mark| own.start <= mark.bytes.start && mark.bytes.end <= own.end;
        marks.iter().filter(inside).any(|mark| mark.is_wrong(source))
    })?;
    let bytes = wrong.1..wrong.1 + wrong.2.len();
    Some(Slip { bytes, lines: first.0..last.0 + 1, marks })
}

fn dash(c: char) -> char {
    if matches!(c, '—' | '–' | 'ー' | '―') { '-' } else { c }
}

/// Whether a line separates the head of a table from its rows.
fn is_rule(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| "|:- ".contains(c))
}
