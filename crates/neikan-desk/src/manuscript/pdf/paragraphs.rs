//! Lines are joined into paragraphs, and paragraphs get their roles.
//!
//! A paragraph ends where a line ends early, where the next is indented, or stands further below,
//! or looks different; it goes on over the end of a column or a page, also behind a picture or a
//! table. Larger and bold lines are headings. Small print at the foot of a page is put at the end.

use std::collections::BTreeSet;

use libm::fabs;

use super::lines::{Glyph, Line, around, is_han, most};
use super::order::{Block, Content};
use super::tables::Grid;
use crate::manuscript::incoming::album::described;
use crate::manuscript::incoming::arrange::{
    bare_table, first_words, is_short_line, numbered_level,
};
use crate::manuscript::incoming::reading::{Extra, Reading};
use crate::manuscript::incoming::text::{Marks, Piece, nest};
use crate::manuscript::incoming::{Align, Item, Role};
use crate::manuscript::model::{BlockKind, Inlines};
use neikan_base::diagnostic::Finding;

/// Larger than the text by this much, a line is a heading, or the title.
const HEADING: f64 = 1.12;
const TITLE: f64 = 1.25;
/// The longest heading and the longest title, characters.
const LONG: usize = 60;
/// How far down the title may stand, in paragraphs.
const TOP: usize = 8;
/// How many parts back a paragraph is looked for whose sentence has not ended.
const BEHIND: usize = 12;
/// An indent, in sizes: from here to there.
const INDENT: std::ops::RangeInclusive<f64> = 1.2..=4.5;
/// Smaller than the text by this much, a paragraph at the foot of a page is a note.
const SMALL: f64 = 0.93;

/// A line with the column that it stands in.
#[derive(Debug, Clone)]
struct Set {
    line: Line,
    left: f64,
    right: f64,
    /// How far its block drops from line to line.
    leading: f64,
}

/// What is put together from the pages.
enum Part {
    Text(Vec<Set>),
    Table(Grid),
    Picture(String),
}

/// Makes paragraphs, tables and pictures of the blocks of all pages.
///
/// # Errors
/// A finding when there are too many.
pub fn items(mut blocks: Vec<Block>, reading: &mut Reading<'_>) -> Result<Vec<Item>, Finding> {
    let body = body(&blocks);
    even(&mut blocks);
    let (blocks, notes) = set_aside(blocks, body);
    if !notes.is_empty() {
        let words = notes.iter().map(|lines| first_words(&lines[0].text())).collect::<Vec<_>>();
        let finding = Finding::note("import-pdf-notes").with("count", notes.len());
        reading.findings.push(finding.with("text", words.join(" / ")));
    }
    let columns = columns(&blocks);
    let indents = indents(&blocks, &columns);
    let mut parts: Vec<Part> = Vec::new();
    for block in blocks {
        match block.content {
            Content::Table(grid) => parts.push(Part::Table(grid)),
            Content::Picture(shown) => parts.push(Part::Picture(shown.path)),
            Content::Lines(lines) => add(&mut parts, set(lines, &columns), body, indents),
        }
    }
    for lines in notes {
        let mut own = Vec::new();
        add(&mut own, set(lines, &columns), body, true);
        parts.extend(own);
    }
    let roles = roles(&parts, body);
    let mut out = Vec::new();
    for (part, role) in parts.into_iter().zip(roles) {
        out.push(match part {
            Part::Text(lines) => paragraph(&lines, role, reading)?,
            Part::Table(grid) => table(grid, reading)?,
            Part::Picture(path) => {
                reading.begin("")?;
                reading.figure(&path, described("").as_deref())
            }
        });
    }
    Ok(out)
}

/// The size of most of the text.
fn body(blocks: &[Block]) -> f64 {
    let sizes = lines(blocks).flat_map(|line| {
        let size = line.size;
        line.glyphs.iter().map(move |_| size)
    });
    most(sizes).unwrap_or(10.0)
}

/// Takes the weight from all letters of a document that is mostly bold: there it says nothing.
fn even(blocks: &mut [Block]) {
    let letters = lines(blocks).flat_map(|line| &line.glyphs).filter(|own| !own.is_blank());
    let (strong, all) =
        letters.fold((0, 0), |(strong, all), own| (strong + usize::from(own.strong), all + 1));
    if strong * 2 <= all {
        return;
    }
    for block in blocks {
        let Content::Lines(lines) = &mut block.content else { continue };
        lines.iter_mut().flat_map(|line| &mut line.glyphs).for_each(|own| own.strong = false);
    }
}

fn lines(blocks: &[Block]) -> impl Iterator<Item = &Line> {
    blocks.iter().flat_map(|block| match &block.content {
        Content::Lines(lines) => lines.as_slice(),
        _ => &[],
    })
}

/// Takes out what looks like notes: small print that begins with a mark, with nothing of the text
/// below it on its page.
fn set_aside(blocks: Vec<Block>, body: f64) -> (Vec<Block>, Vec<Vec<Line>>) {
    let texts: Vec<Line> =
        lines(&blocks).filter(|line| line.size >= SMALL * body).cloned().collect();
    let mut notes = Vec::new();
    let kept = blocks.into_iter().filter_map(|block| {
        let Content::Lines(own) = &block.content else { return Some(block) };
        let first = &own[0];
        let above = |line: &&Line| line.page == first.page && line.shared(first) > 0.3;
        let mut column = texts.iter().filter(above).peekable();
        let foot = column.peek().is_some() && column.all(|line| line.base > first.base);
        if first.size < SMALL * body && foot && is_marked(first) {
            notes.push(own.clone());
            return None;
        }
        Some(block)
    });
    (kept.collect(), notes)
}

/// Whether a line begins as a note does: with ①, [1], a raised number or 注.
fn is_marked(line: &Line) -> bool {
    let text = line.text();
    let mut characters = text.chars();
    let first = characters.next().unwrap_or(' ');
    let second = characters.next().unwrap_or(' ');
    let raised = line.glyphs.first().is_some_and(|own| own.raised == Some(true));
    let bracket = "[\u{3014}\u{ff3b}\u{ff08}(".contains(first) && second.is_ascii_digit();
    raised
        || matches!(first, '\u{2460}'..='\u{2473}' | '*' | '\u{203b}')
        || bracket
        || (first.is_ascii_digit() && !second.is_ascii_alphanumeric())
        || text.starts_with("注\u{ff1a}")
}

/// A column as its lines show it: page, left, right.
type Column = (usize, f64, f64);

/// The columns that blocks of several lines show.
fn columns(blocks: &[Block]) -> Vec<Column> {
    let blocks = blocks.iter().filter_map(|block| match &block.content {
        Content::Lines(lines) if lines.len() >= 3 => Some(lines),
        _ => None,
    });
    let edges = blocks.map(|lines| {
        let [left, _, right, _] = around(lines);
        (lines[0].page, left, right)
    });
    edges.collect()
}

/// The column of a block: its own edges, or those of the narrowest column around it.
fn column(lines: &[Line], columns: &[Column]) -> (f64, f64) {
    let [left, _, right, _] = around(lines);
    let first = &lines[0];
    if lines.len() >= 3 {
        return (left, right);
    }
    let slack = 0.6 * first.size;
    let holds = |column: &&Column| column.1 <= left + slack && column.2 >= right - slack;
    let width = |column: &&Column| column.2 - column.1;
    let narrowest = |own: bool| {
        let fitting = columns.iter().filter(|column| (column.0 == first.page) == own).filter(holds);
        fitting.min_by(|a, b| width(a).total_cmp(&width(b)))
    };
    let found = narrowest(true).or_else(|| narrowest(false));
    found.map_or((left, right), |column| (column.1.min(left), column.2.max(right)))
}

fn set(lines: Vec<Line>, columns: &[Column]) -> Vec<Set> {
    let (left, right) = column(&lines, columns);
    let drops = lines.windows(2).map(|pair| pair[0].base - pair[1].base);
    let leading = most(drops).unwrap_or(1.7 * lines[0].size);
    lines.into_iter().map(|line| Set { line, left, right, leading }).collect()
}

/// Whether paragraphs of the document begin with an indent.
fn indents(blocks: &[Block], columns: &[Column]) -> bool {
    let blocks = blocks.iter().filter_map(|block| match &block.content {
        Content::Lines(lines) => Some(lines),
        _ => None,
    });
    let indented = blocks.flat_map(|lines| {
        let (left, right) = column(lines, columns);
        lines.iter().filter(move |line| {
            let indent = (line.left - left) / line.size;
            INDENT.contains(&indent) && line.right > right - 2.0 * line.size
        })
    });
    indented.count() >= 2
}

/// Adds the lines of a block.
fn add(parts: &mut Vec<Part>, lines: Vec<Set>, body: f64, indents: bool) {
    let mut before: Option<Set> = None;
    let mut lines = lines.into_iter().peekable();
    while let Some(own) = lines.next() {
        let goes_on = match &before {
            Some(before) => {
                let begins = parts.last().is_some_and(
                    |part| matches!(part, Part::Text(all) if all.len() == 1 && is_item(&all[0])),
                );
                within(before, &own, lines.peek(), body, begins)
            }
            None => false,
        };
        let at = match before {
            Some(_) => parts.len().checked_sub(1).filter(|_| goes_on),
            None => open(parts, &own, body, indents),
        };
        before = Some(own.clone());
        match at.and_then(|at| parts.get_mut(at)) {
            Some(Part::Text(all)) => all.push(own),
            _ => parts.push(Part::Text(vec![own])),
        }
    }
}

/// The paragraph with which a line at the beginning of a block goes on: the last one, but for
/// pictures, tables and their captions, or behind a box one whose sentence has not ended.
fn open(parts: &[Part], own: &Set, body: f64, indents: bool) -> Option<usize> {
    let last = |part: &Part| match part {
        Part::Text(lines) => lines.last().cloned(),
        _ => None,
    };
    let goes_on = |part: &Part| last(part).is_some_and(|last| over(&last, own, body, indents));
    let aside = |part: &Part| match part {
        Part::Text(lines) => {
            let text = lines[0].line.text();
            let small = lines[0].line.size < SMALL * body;
            small || text.starts_with(['图', '表']) || text.starts_with("资料来源")
        }
        _ => true,
    };
    let near = parts.iter().rposition(|part| !aside(part))?;
    if goes_on(&parts[near]) {
        return Some(near);
    }
    let first = parts.len().saturating_sub(BEHIND);
    let unended = |part: &Part| last(part).is_some_and(|last| !ends_sentence(&last));
    let found = parts[first..].iter().rposition(|part| unended(part) && goes_on(part));
    found.map(|at| first + at)
}

/// Whether a line reaches the end of its column: nothing of the next would have had room.
fn is_full(line: &Set, next: &Set) -> bool {
    let glyphs = &next.line.glyphs;
    let word = match glyphs.first() {
        Some(first) if first.text.chars().all(is_han) => first.size,
        _ => {
            let latin = |own: &&Glyph| !own.is_blank() && !own.text.chars().all(is_han);
            glyphs.iter().take_while(latin).map(|own| own.right - own.left).sum::<f64>()
                + 0.3 * next.line.size
        }
    };
    line.right - line.line.right < word + 0.9 * line.line.size
}

fn is_centered(own: &Set) -> bool {
    let (before, after) = (own.line.left - own.left, own.right - own.line.right);
    before > 1.5 * own.line.size && fabs(before - after) < 1.2 * own.line.size
}

/// Whether a line begins as an item of a list does.
fn is_item(own: &Set) -> bool {
    let text = own.line.text();
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered =
        bare.len() < text.len() && bare.starts_with(['.', '\u{3001}', '\u{ff0e}', ')', '\u{ff09}']);
    numbered
        || text
            .starts_with(['\u{2022}', '\u{25cf}', '\u{25aa}', '\u{2013}', '\u{25a0}', '\u{2460}'])
}

/// Whether a line begins with a mark that no paragraph begins with.
fn begins_with_mark(own: &Set) -> bool {
    own.line
        .text()
        .starts_with(['，', '。', '、', '；', '：', '？', '！', '）', '》', '”', '’', '」'])
}

/// Whether a line begins as a caption does: 图1, 表 2.
fn is_caption(own: &Set) -> bool {
    let text = own.line.text();
    let rest = text.strip_prefix(['图', '表']).map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric()))
}

fn alike(a: &Line, b: &Line) -> bool {
    (0.9..1.12).contains(&(a.size / b.size)) && a.is_strong() == b.is_strong()
}

/// Whether a line goes on with the paragraph of the one above it in its block; `begins` when the
/// one above begins an item of a list.
fn within(above: &Set, own: &Set, next: Option<&Set>, body: f64, begins: bool) -> bool {
    let drop = above.line.base - own.line.base;
    let size = own.line.size;
    if !alike(&above.line, &own.line) || drop > 1.35 * own.leading.max(size) {
        return false;
    }
    // The lines of a title belong together.
    if size >= HEADING * body {
        return drop <= 1.9 * size && !ends_sentence(above);
    }
    if begins_with_mark(own) {
        return true;
    }
    if is_item(own) || is_caption(own) {
        return false;
    }
    if is_centered(above) || is_centered(own) {
        return false;
    }
    let indent = (own.line.left - own.left) / size;
    let hangs = begins && next.is_none_or(|next| fabs(next.line.left - own.line.left) < 0.5 * size);
    let indented = INDENT.contains(&indent) && own.line.left > above.line.left - 0.5 * size;
    is_full(above, own) && (!indented || hangs)
}

/// Whether a sentence ends with a line.
fn ends_sentence(own: &Set) -> bool {
    let ends = ['。', '！', '？', '.', '!', '?', '\u{201d}', '：', '；'];
    own.line.text().ends_with(ends)
}

/// Whether a line at the beginning of a block goes on with a paragraph of another.
fn over(last: &Set, own: &Set, body: f64, indents: bool) -> bool {
    let size = own.line.size;
    let indented = (own.line.left - own.left) / size >= *INDENT.start();
    let sentence = ends_sentence(last);
    let moved = own.line.page != last.line.page || own.line.base > last.line.base;
    alike(&last.line, &own.line)
        && !is_item(own)
        && !is_caption(own)
        && size < HEADING * body
        && (moved || indents)
        && !indented
        && !is_centered(last)
        && !is_centered(own)
        && is_full(last, own)
        && (indents || !sentence)
}

/// What each part is.
fn roles(parts: &[Part], body: f64) -> Vec<Role> {
    let text = |part: &Part| match part {
        Part::Text(lines) => Some((lines[0].line.size, text_of(lines), strong(lines))),
        _ => None,
    };
    let known: Vec<Option<(f64, String, bool)>> = parts.iter().map(text).collect();
    let short = |text: &str| (1..=LONG).contains(&text.chars().count());
    let top = known.iter().take(TOP).flatten();
    let top = top.filter(|own| short(&own.1) && numbered_level(&own.1).is_none());
    let largest = top.map(|own| own.0).fold(0.0, f64::max);
    let is_title = |own: &Option<(f64, String, bool)>| {
        own.as_ref().is_some_and(|own| {
            let numbered = numbered_level(&own.1).is_some();
            own.0 >= largest && own.0 >= TITLE * body && short(&own.1) && !numbered
        })
    };
    let title = known.iter().take(TOP).position(is_title);
    let tenths = |size: f64| (size * 2.0) as i64;
    let large = |own: &(f64, String, bool)| own.0 >= HEADING * body && is_short_line(&own.1, LONG);
    let others = known.iter().enumerate().filter(|(at, _)| Some(*at) != title);
    let sizes: BTreeSet<i64> = others
        .filter_map(|(_, own)| own.as_ref().filter(|own| large(own)).map(|own| tenths(own.0)))
        .collect();
    let rank = |size: f64| sizes.iter().rev().position(|own| *own == tenths(size)).unwrap_or(0);
    let plain = known.iter().flatten().filter(|own| !own.2 && own.0 < HEADING * body).count();
    let role = |(at, own): (usize, &Option<(f64, String, bool)>)| match own {
        Some(_) if Some(at) == title => Role::Title,
        Some(own)
            if title == Some(at.wrapping_sub(1))
                && own.0 > 1.05 * body
                && is_short_line(&own.1, 45) =>
        {
            Role::Subtitle
        }
        Some(own) if large(own) => Role::Heading(rank(own.0).min(1) as u8 + 1),
        Some(own) if own.2 && plain > 0 && own.0 >= SMALL * body && is_heading(&own.1) => {
            Role::Heading(sizes.len().min(1) as u8 + 1)
        }
        _ => Role::Body,
    };
    known.iter().enumerate().map(role).collect()
}

/// Whether bold words by themselves are a heading.
fn is_heading(text: &str) -> bool {
    is_short_line(text, 40) && !text.starts_with(['图', '表', '（', '('])
}

fn strong(lines: &[Set]) -> bool {
    lines.iter().all(|own| own.line.is_strong())
}

/// The text of some lines.
fn text_of(lines: &[Set]) -> String {
    let lines: Vec<&Line> = lines.iter().map(|own| &own.line).collect();
    stretches(&lines).into_iter().map(|own| own.text).collect()
}

/// Letters of a paragraph that look alike.
struct Stretch {
    text: String,
    strong: bool,
    raised: Option<bool>,
    ruby: Option<String>,
}

/// The letters of lines, with what ends of lines stand for.
fn stretches(lines: &[&Line]) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for line in lines {
        if let Some(last) = out.last_mut() {
            let next = line.glyphs.iter().flat_map(|own| own.text.chars()).next().unwrap_or(' ');
            join(&mut last.text, next);
        }
        let mut at = 0;
        while let Some(own) = line.glyphs.get(at) {
            let (strong, raised) = (own.strong, own.raised);
            if let Some((ruby, count)) = &own.ruby {
                let base = line.glyphs[at..].iter().take(*count);
                let text = base.map(|own| own.text.as_str()).collect();
                out.push(Stretch { text, strong, raised, ruby: Some(ruby.clone()) });
                at += count.max(&1);
                continue;
            }
            let same = |last: &&mut Stretch| {
                let like = last.strong == strong || own.is_blank();
                like && last.raised == raised && last.ruby.is_none()
            };
            match out.last_mut().filter(same) {
                Some(last) => last.text.push_str(&own.text),
                None => {
                    out.push(Stretch { text: own.text.clone(), strong, raised, ruby: None });
                }
            }
            at += 1;
        }
    }
    out
}

/// Ends a line: a hyphen that parts a word goes, between Latin words comes a space, between Han
/// characters nothing.
fn join(text: &mut String, next: char) {
    let soft = text.ends_with('\u{ad}');
    let mut back = text.trim_end_matches('\u{ad}').chars().rev();
    let (last, before) = (back.next().unwrap_or(' '), back.next().unwrap_or(' '));
    let parted = matches!(last, '-' | '\u{2010}') && before.is_alphabetic() && next.is_lowercase();
    if soft {
        text.truncate(text.trim_end_matches('\u{ad}').len());
        if matches!(last, '-' | '\u{2010}') {
            text.pop();
        }
    } else if parted {
        text.pop();
    } else if !is_han(last) && !is_han(next) && !last.is_whitespace() && !matches!(last, '-' | '/')
    {
        text.push(' ');
    }
}

fn paragraph(lines: &[Set], role: Role, reading: &mut Reading<'_>) -> Result<Item, Finding> {
    reading.begin(&text_of(lines))?;
    let own: Vec<&Line> = lines.iter().map(|own| &own.line).collect();
    let plain = role != Role::Body;
    let c = inlines(&own, plain, reading);
    let first = &lines[0];
    let (before, after) = (first.line.left - first.left, first.right - first.line.right);
    let align = match lines.len() {
        1 if is_centered(first) => Align::Center,
        1 if before > 3.0 * first.line.size && after < first.line.size => Align::Right,
        _ => Align::Left,
    };
    Ok(Item { role, align, ..Item::para(c, reading.number) })
}

/// The text of lines with its marks.
fn inlines(lines: &[&Line], plain: bool, reading: &mut Reading<'_>) -> Inlines {
    let pieces = stretches(lines).into_iter().map(|own| {
        let marks = Marks { strong: own.strong && !plain, ..Marks::default() };
        match own.ruby {
            Some(ruby) => Piece::Ruby(own.text, ruby),
            None => reading.text(&own.text, marks, Extra { lined: false, raised: own.raised }),
        }
    });
    nest(pieces.collect())
}

fn table(grid: Grid, reading: &mut Reading<'_>) -> Result<Item, Finding> {
    let words: String = grid.rows[0].iter().flatten().map(Line::text).collect();
    reading.begin(&words)?;
    reading.report(Finding::warn("import-pdf-table"));
    let width = grid.rows[0].len();
    let mut rows = Vec::new();
    for row in &grid.rows {
        reading.count_row(rows.len())?;
        let mut cells = Vec::new();
        for cell in row {
            reading.count_cell()?;
            cells.push(inlines(&cell.iter().collect::<Vec<_>>(), true, reading));
        }
        rows.push(cells);
    }
    let table = bare_table(vec![None; width], rows);
    Ok(Item::block(BlockKind::Table(table), reading.number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_lines_are_joined_as_their_writing_does() {
        for (text, next, joined) in [
            ("荔枝", '开', "荔枝"),
            ("cash", 'c', "cash "),
            ("co-", 'o', "co"),
            ("co\u{ad}", 'o', "co"),
            ("荔枝", 'a', "荔枝"),
            ("2025-", '2', "2025-"),
            ("A4，", 'b', "A4，"),
        ] {
            let mut own = text.to_owned();
            join(&mut own, next);
            assert_eq!(own, joined, "{text} {next}");
        }
    }
}
