//! What the text refers to: notes, comments, shapes, and the ranges of text that belong to them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bytes::{Plc, u16_at, u32_at};
use super::container::Streams;
use super::fib::{Story, Table};
use super::styles::{names, strings};

/// The most references of a kind.
const CALLS: usize = 20_000;

/// Something referred to at a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// A footnote, by its number from 0.
    Footnote(usize),
    /// An endnote, by its number from 0.
    Endnote(usize),
    /// A comment, by its number from 0.
    Comment(usize),
    /// A shape, by its identifier.
    Shape(u32),
}

/// A comment.
#[derive(Debug, Clone, Default)]
pub struct Comment {
    /// Its characters.
    pub text: Range<u32>,
    /// Who wrote it.
    pub author: String,
    /// The characters it is about, if it is about more than a point.
    pub about: Option<Range<u32>>,
}

/// Everything that the text refers to.
#[derive(Debug, Default)]
pub struct Calls {
    /// The references, by the character they are at.
    pub at: BTreeMap<u32, Call>,
    /// The characters of each footnote.
    pub footnotes: Vec<Range<u32>>,
    /// The characters of each endnote.
    pub endnotes: Vec<Range<u32>>,
    /// The comments.
    pub comments: Vec<Comment>,
    /// The characters of text boxes, by the identifiers of their shapes.
    pub boxes: BTreeMap<u32, Range<u32>>,
    /// Where sections end: the character after the last of each.
    pub sections: Vec<u32>,
    /// The characters of headers and footers.
    pub headers: Vec<Range<u32>>,
}

impl Calls {
    /// Reads everything referred to from the tables of a document.
    pub fn read(streams: &Streams) -> Self {
        let table = |which| streams.fib.table(&streams.table, which);
        let story = |which| streams.fib.story(which);
        let mut calls = Self {
            footnotes: stretches(table(Table::Footnotes), 0, &story(Story::Footnotes)),
            endnotes: stretches(table(Table::Endnotes), 0, &story(Story::Endnotes)),
            ..Self::default()
        };
        calls.call(&Plc::of(table(Table::FootnoteCalls), 2), |_, at| Some(Call::Footnote(at)));
        calls.call(&Plc::of(table(Table::EndnoteCalls), 2), |_, at| Some(Call::Endnote(at)));
        calls.call(&Plc::of(table(Table::CommentCalls), 30), |_, at| Some(Call::Comment(at)));
        calls
            .call(&Plc::of(table(Table::Shapes), 26), |entry, _| u32_at(entry, 0).map(Call::Shape));
        calls.comments = comments(streams);
        calls.boxes = boxes(table(Table::Boxes), &story(Story::Boxes));
        // The first six are the separators of notes.
        let headers = stretches(table(Table::Headers), 0, &story(Story::Headers));
        calls.headers = headers.into_iter().skip(6).collect();
        let sections = Plc::of(table(Table::Sections), 12);
        calls.sections =
            (1..=sections.count().min(CALLS)).filter_map(|at| sections.position(at)).collect();
        calls
    }

    fn call(&mut self, plc: &Plc<'_>, make: impl Fn(&[u8], usize) -> Option<Call>) {
        for at in 0..plc.count().min(CALLS) {
            let call = plc.entry(at).and_then(|entry| make(entry, at));
            if let (Some(position), Some(call)) = (plc.position(at), call) {
                self.at.insert(position, call);
            }
        }
    }

    /// Whether a section ends with this character.
    pub fn ends_section(&self, at: u32) -> bool {
        self.sections.binary_search(&at.saturating_add(1)).is_ok()
    }
}

/// The ranges of a story between positions; those that are out of order or outside are empty, so
/// that no character is in two of them.
fn stretches(table: &[u8], size: usize, story: &Range<u32>) -> Vec<Range<u32>> {
    let plc = Plc::of(table, size);
    let mut last = story.start;
    (0..plc.count().min(CALLS))
        .map_while(|at| {
            let place = |at: u32| story.start.saturating_add(at).min(story.end);
            let start = place(plc.position(at)?).max(last);
            let end = place(plc.position(at + 1)?).max(start);
            last = end;
            Some(start..end)
        })
        .collect()
}

/// The text boxes, by the shape that each is in (FTXBXS, MS-DOC 2.9.102).
fn boxes(table: &[u8], story: &Range<u32>) -> BTreeMap<u32, Range<u32>> {
    let plc = Plc::of(table, 22);
    let stretches = stretches(table, 22, story).into_iter().enumerate();
    let shape = |at| plc.entry(at).and_then(|entry| u32_at(entry, 14));
    let boxes = stretches.filter_map(|(at, text)| Some((shape(at).filter(|id| *id != 0)?, text)));
    boxes.filter(|(_, text)| !text.is_empty()).collect()
}

/// The comments: text, author, and what they are about, which a tag identifies.
fn comments(streams: &Streams) -> Vec<Comment> {
    let table = |which| streams.fib.table(&streams.table, which);
    let calls = Plc::of(table(Table::CommentCalls), 30);
    let authors = names(table(Table::CommentAuthors));
    let tags: BTreeMap<u32, usize> = strings(table(Table::CommentTags))
        .iter()
        .enumerate()
        .filter_map(|(at, (_, behind))| Some((u32_at(behind, 2)?, at)))
        .collect();
    let starts = Plc::of(table(Table::CommentStarts), 4);
    let ends = Plc::of(table(Table::CommentEnds), 0);
    let texts = stretches(table(Table::Comments), 0, &streams.fib.story(Story::Comments));
    let about = |entry: &[u8]| {
        let at = *tags.get(&u32_at(entry, 26)?)?;
        let end = usize::from(u16_at(starts.entry(at)?, 0)?);
        let about = starts.position(at)?..ends.position(end)?;
        (!about.is_empty()).then_some(about)
    };
    let comment = |(at, text): (usize, Range<u32>)| {
        let entry = calls.entry(at).unwrap_or_default();
        let author = u16_at(entry, 20).and_then(|at| authors.get(usize::from(at)));
        Comment { text, author: author.cloned().unwrap_or_default(), about: about(entry) }
    };
    texts.into_iter().take(calls.count()).enumerate().map(comment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_stay_in_their_story() {
        let table: Vec<u8> = [0u32, 4, 2, 900].iter().flat_map(|n| n.to_le_bytes()).collect();
        assert_eq!(stretches(&table, 0, &(10..20)), [10..14, 14..14, 14..20]);
    }
}
