//! Removes joiners from finished pages: what readers copy or search is what the author wrote.
//!
//! [`hanzi`] puts U+2060 between characters that stay together. Typst breaks lines accordingly and
//! gives it no glyph, but each joiner remains in the text of the glyph before it, and from there
//! would get into every PDF.

use std::ops::Range;

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;

use hanzi::JOINER;

/// Whether there is a joiner anywhere in a frame.
fn holds(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => holds(&group.frame),
        FrameItem::Text(text) => text.text.contains(JOINER),
        _ => false,
    })
}

/// Removes the joiners from a frame; every glyph stays where it is.
pub fn strip(frame: &mut Frame) {
    // Frames are shared with Typst's cache; those without joiners remain shared.
    if !holds(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => strip(&mut group.frame),
            FrameItem::Text(text) => unjoin(text),
            _ => {}
        }
        true
    });
}

/// Removes the joiners from a run of text and moves the ranges of its glyphs accordingly.
fn unjoin(item: &mut TextItem) {
    let joiners: Vec<usize> = item.text.match_indices(JOINER).map(|(at, _)| at).collect();
    let shift = |at: u16| {
        let before = joiners.partition_point(|&joiner| joiner < usize::from(at));
        at - u16::try_from(before * JOINER.len_utf8()).unwrap_or(at)
    };
    for glyph in &mut item.glyphs {
        let Range { start, end } = glyph.range.clone();
        glyph.range = shift(start)..shift(end);
    }
    item.text = item.text.chars().filter(|&c| c != JOINER).collect();
}
