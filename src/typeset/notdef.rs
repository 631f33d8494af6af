//! The final search for crossed boxes: no glyph on finished pages may be `.notdef`, the box that a
//! face draws for a character it lacks (OpenType 1.9, glyph 0).
//!
//! The check of an issue compares its texts with the faces that should set them. What a layout sets
//! differently, and the layout's own words, show only here, but here they show for certain.

use std::collections::BTreeMap;

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::manuscript::Assembly;
use crate::manuscript::prose::Text;

/// How many characters on either side of a box are looked up in the sources with it.
const AROUND: usize = 12;

/// A character shown as a box.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Boxed {
    c: char,
    before: String,
    after: String,
}

/// Finds the boxes on the pages of an issue, each place once, with the line of the source if its
/// words can be found there; otherwise the words are the layout's own and the finding names the
/// layout.
pub fn notdef(document: &PagedDocument, assembly: &Assembly) -> Findings {
    let mut findings = Findings::default();
    let mut places = Vec::new();
    for (boxed, page) in boxes(document) {
        let place = assembly.texts.iter().find_map(|text| boxed.place(text));
        let place = place.unwrap_or_else(|| layout(&assembly.publication.layout));
        // A title is also in the contents and in running heads.
        if !places.contains(&(boxed.c, place.clone())) {
            findings.push(boxed.finding(page).at(place.clone()));
            places.push((boxed.c, place));
        }
    }
    findings
}

/// Refuses pages that belong to no issue, such as forms, if there is a box on them.
///
/// # Errors
/// The findings `glyph-notdef`, which name the layout.
pub fn refuse(document: &PagedDocument, layout_name: &str) -> Result<(), Failure> {
    let mut findings = Findings::default();
    for (boxed, page) in boxes(document) {
        findings.push(boxed.finding(page).with("file", "form").at(layout(layout_name)));
    }
    findings.settle().map(|_| ())
}

/// The first character shown as a box.
pub fn first(document: &PagedDocument) -> Option<char> {
    boxes(document).into_keys().next().map(|boxed| boxed.c)
}

fn layout(name: &str) -> Place {
    Place::file(format!("layouts/{name}"))
}

/// Every box with the first page on which it occurs, counted from 1.
fn boxes(document: &PagedDocument) -> BTreeMap<Boxed, usize> {
    let mut found = BTreeMap::new();
    for (index, page) in document.pages().iter().enumerate() {
        walk(&page.frame, &mut |item| {
            for glyph in item.glyphs.iter().filter(|glyph| glyph.id == 0) {
                let range = glyph.range();
                let Some(c) = item.text.get(range.clone()).and_then(|text| text.chars().next())
                else {
                    continue;
                };
                let (before, after) = (&item.text[..range.start], &item.text[range.end..]);
                let before: Vec<char> = shown(before).rev().take(AROUND).collect();
                let boxed = Boxed {
                    c,
                    before: before.into_iter().rev().collect(),
                    after: shown(after).take(AROUND).collect(),
                };
                found.entry(boxed).or_insert(index + 1);
            }
        });
    }
    found
}

fn shown(text: &str) -> impl DoubleEndedIterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace())
}

fn walk(frame: &Frame, visit: &mut impl FnMut(&TextItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => walk(&group.frame, visit),
            FrameItem::Text(item) => visit(item),
            _ => {}
        }
    }
}

impl Boxed {
    fn finding(&self, page: usize) -> Finding {
        let code = format!("U+{:04X}", u32::from(self.c));
        let finding = Finding::stop("glyph-notdef").with("character", self.c);
        finding.with("code", code).with("page", page)
    }

    /// Where a text has the character between the same neighbours.
    fn place(&self, text: &Text) -> Option<Place> {
        let wanted: Vec<char> =
            self.before.chars().chain([self.c]).chain(self.after.chars()).collect();
        let at = self.before.chars().count();
        text.passages.iter().chain(&text.asides).find_map(|passage| {
            let seen: Vec<(usize, char)> =
                passage.text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
            let starts = seen.windows(wanted.len());
            let start = starts.into_iter().position(|window| {
                window.iter().zip(&wanted).all(|((_, seen), wanted)| seen == wanted)
            })?;
            let (byte, c) = seen[start + at];
            Some(text.place(passage.bytes(byte..byte + c.len_utf8()).start))
        })
    }
}
