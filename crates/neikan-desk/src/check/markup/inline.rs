//! Slips within a line: pictures, spans, links, notes, emphasis.

use std::collections::BTreeMap;
use std::ops::Range;

use hanzi::Pattern;

use super::attributes;
use super::{Mark, Page, Slip, narrow};

/// The attributes that pictures have.
const OF_PICTURES: [&str; 2] = ["credit", "focus"];
/// The classes that say how wide a picture is set.
const WIDTHS: [&str; 3] = ["full", "page", "spread"];

static PICTURE: Pattern = Pattern::new(
    r#"([!！][\[［【])[^\[\]［］【】\n]*([\]］】][ 　]*[(（][ 　]*)(images[/／][^\s()（）“”"']+|[^\s()（）“”"'\]］】]+[.．](?i:jpe?g|png|svg))(?:([ 　]*["“”])[^"\n]*?(["“”][ 　]*[)）])|([ 　]*[)）]))([{｛][^{}｛｝\n]*[}｝])?"#,
);
static SPAN: Pattern =
    Pattern::new(r"([\[［])[^\[\]［］\n^＾]+([\]］][ 　]*)([{｛][^{}｛｝\n]*[}｝])");
static LINK: Pattern = Pattern::new(
    r"([\[［])[^\[\]［］\n^＾]+([\]］][ 　]*[(（][ 　]*(?:https?://|mailto:)[!-'*-~]+[ 　]*[)）])",
);
static NOTE: Pattern = Pattern::new(r"[\[［【][\^＾]([^\s\[\]［］【】]+)[\]］】]");
static STRONG: Pattern = Pattern::new(r"([*＊]{2}[ 　]*)([^*＊\n]+?)([ 　]*[*＊]{2})");

/// The slips in a body that are within a line.
pub(super) fn slips(page: &Page<'_>) -> Vec<Slip> {
    let mut out: Vec<Slip> = Vec::new();
    for &(line, from, text) in &page.lines {
        let finders = [pictures, spans, links, strong];
        for slip in finders.iter().flat_map(|find| find(page, (line, from), text)) {
            let apart = |other: &Slip| {
                other.bytes.end <= slip.bytes.start || slip.bytes.end <= other.bytes.start
            };
            // Only slips of the same line can have taken any of it.
            let taken = out.iter().rev().take_while(|other| other.lines.start == line);
            if !page.is_code(slip.bytes.start) && taken.clone().all(apart) {
                out.push(slip);
            }
        }
    }
    out.extend(notes(page));
    out
}

fn moved(range: Range<usize>, from: usize) -> Range<usize> {
    from + range.start..from + range.end
}

fn pictures(page: &Page<'_>, (line, from): (usize, usize), text: &str) -> Vec<Slip> {
    let source = page.source;
    let slips = PICTURE.find(text).map(|found| {
        let part = |group: usize| moved(found.part(&[group]), from);
        let is_there = |group: usize| !found.get(group).is_empty();
        let start = part(1).start;
        let mut marks = vec![Mark::narrowed(source, part(1)), close_up(source, part(2))];
        marks.push(Mark::narrowed(source, part(3)));
        if is_there(4) {
            let mut opening = Mark::narrowed(source, part(4));
            if !opening.wanted.starts_with(' ') {
                opening.wanted.insert(0, ' ');
            }
            marks.extend([opening, Mark::narrowed(source, part(5))]);
        } else {
            marks.push(Mark::narrowed(source, part(6)));
        }
        if is_there(7) {
            marks.extend(attributes::marks(source, part(7), &OF_PICTURES, &WIDTHS)?);
        }
        let end = marks.last().map_or(start, |mark| mark.bytes.end);
        Some(Slip { bytes: start..end, lines: line..line + 1, marks })
    });
    slips.flatten().collect()
}

/// A mark that may contain no space.
fn close_up(source: &str, bytes: Range<usize>) -> Mark {
    let mut mark = Mark::narrowed(source, bytes);
    mark.wanted.retain(|c| c != ' ');
    mark
}

/// Whether what begins at an offset of a line belongs to a picture.
fn is_picture(text: &str, at: usize) -> bool {
    text[..at].ends_with(['!', '！'])
}

fn spans(page: &Page<'_>, (line, from): (usize, usize), text: &str) -> Vec<Slip> {
    let source = page.source;
    let slips = SPAN.find(text).filter(|found| !is_picture(text, found.range.start));
    let slips = slips.map(|found| {
        let part = |group: usize| moved(found.part(&[group]), from);
        let mut marks = vec![Mark::narrowed(source, part(1)), close_up(source, part(2))];
        marks.extend(attributes::marks(source, part(3), &["ruby"], &["dots"])?);
        Some(Slip { bytes: part(1).start..part(3).end, lines: line..line + 1, marks })
    });
    slips.flatten().collect()
}

fn links(page: &Page<'_>, (line, from): (usize, usize), text: &str) -> Vec<Slip> {
    let source = page.source;
    let slips = LINK.find(text).filter(|found| !is_picture(text, found.range.start));
    let slips = slips.map(|found| {
        let part = |group: usize| moved(found.part(&[group]), from);
        let marks = vec![Mark::narrowed(source, part(1)), close_up(source, part(2))];
        Slip { bytes: part(1).start..part(2).end, lines: line..line + 1, marks }
    });
    slips.collect()
}

fn strong(page: &Page<'_>, (line, from): (usize, usize), text: &str) -> Vec<Slip> {
    let source = page.source;
    let star = |c: char| c == '*' || c == '＊';
    let slips = STRONG.find(text).filter_map(|found| {
        let [open, words, close] = [1, 2, 3].map(|group| found.part(&[group]));
        let more = text[..open.start].ends_with(star) || text[close.end..].starts_with(star);
        let [open, close] = [open, close].map(|range| moved(range, from));
        let prints = |range: &Range<usize>| {
            let text = &source[range.clone()];
            let stars = text.char_indices().filter(|(_, c)| star(*c));
            stars
                .clone()
                .all(|(at, c)| page.prints(&(range.start + at..range.start + at + c.len_utf8())))
        };
        // The stars in masked names (王＊＊，李＊＊) are not marks.
        let first = text[words.clone()].chars().next();
        let begins = first.is_some_and(|c| c.is_alphanumeric() || "“‘《「『".contains(c));
        let marked = begins && !more && prints(&open) && prints(&close);
        marked.then(|| {
            let marks = vec![close_up(source, open.clone()), close_up(source, close.clone())];
            Slip { bytes: open.start..close.end, lines: line..line + 1, marks }
        })
    });
    slips.collect()
}

/// The calls and definitions of notes, with those of the same name together: none is right without
/// the others.
fn notes(page: &Page<'_>) -> Vec<Slip> {
    let mut by_name: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    for &(line, from, text) in &page.lines {
        for found in NOTE.find(text) {
            // The pattern matches the name; the brackets are around it.
            let before = text[..found.range.start].char_indices().rev().nth(1);
            let Some(start) = before.map(|(at, _)| at) else { continue };
            let close = text[found.range.end..].chars().next().map_or(0, char::len_utf8);
            let mut end = found.range.end + close;
            let colon = text[end..].chars().next().filter(|c| ":：".contains(*c));
            let defines = text[..start].trim().is_empty() && colon.is_some();
            if defines {
                end += colon.map_or(0, char::len_utf8);
            }
            if !page.is_code(from + start) {
                let bytes = from + start..from + end;
                let name = found.get(1).to_owned();
                by_name.entry(narrow(&name)).or_default().push(Call { line, bytes, name, defines });
            }
        }
    }
    by_name.values().filter_map(|calls| together(page, calls)).collect()
}

/// A call of a note, or its definition.
struct Call {
    line: usize,
    bytes: Range<usize>,
    name: String,
    defines: bool,
}

fn together(page: &Page<'_>, calls: &[Call]) -> Option<Slip> {
    let source = page.source;
    let works = |call: &&Call| {
        let text = &source[call.bytes.clone()];
        text.starts_with("[^") && text.ends_with(if call.defines { "]:" } else { "]" })
    };
    let same = calls.iter().all(|call| call.name == calls[0].name);
    if same && calls.iter().all(|call| works(&call)) {
        return None;
    }
    let marks: Vec<Mark> =
        calls.iter().map(|call| Mark::narrowed(source, call.bytes.clone())).collect();
    let first = marks.iter().position(|mark| mark.is_wrong(source))?;
    let lines = calls.first()?.line..calls.last()?.line + 1;
    Some(Slip { bytes: calls[first].bytes.clone(), lines, marks })
}
