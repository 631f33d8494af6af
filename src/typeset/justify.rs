//! Ranked justification: the space that fills a line goes where Chinese typography wants it.
//!
//! Typst gives every gap of a justified line the same share, including those at marks and next to
//! Latin. Here the same space is redistributed within each run of text: none at marks, up to ⅓ em
//! between Han and Latin, up to ½ em at a word space, and all the rest between Han characters
//! (CLREQ 3.2.2 and 3.2.3). Line breaks and line widths do not change. The exception is a line with
//! so few gaps that its characters would be torn apart, next to a long address for instance: it
//! ends short of the margin.
//! address say, ends short of the margin.

use typst::foundations::NativeElement;
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::model::{HeadingElem, ParElem};
use typst::text::TextItem;

use hanzi::is_han;

/// Full-width marks: their blank half is already their space.
const MARKS: &str = "、，。．：；！？“”‘’（）《》〈〉【】〔〕「」『』·";
/// By how much a Han-Latin gap of ¼ em may grow, to become ⅓ em.
const MIXED: f64 = 1.0 / 3.0 - 1.0 / 4.0;
/// The widest word space, em.
const WORD_SPACE: f64 = 0.5;
/// The widest gap between Han characters, em.
const APART_AT_MOST: f64 = 0.2;
/// Shares below this, em, cannot be seen.
const UNSEEN: f64 = 0.002;
/// Gaps that differ by more than this, em, are not the work of justification alone.
const UNEVEN: f64 = 0.02;
/// Runs farther apart than this, pt, were separated by the layout.
const APART: f64 = 0.02;

/// Redistributes the space of justified lines by rank, page after page: a paragraph continues from one to
/// the next, so what is open is carried over.
#[derive(Debug, Clone, Default, Hash)]
pub struct Setter {
    open: Vec<Location>,
    heads: Vec<Location>,
}

impl Setter {
    /// The frame of the next page with its lines reset.
    pub fn page(&mut self, frame: &Frame) -> Frame {
        self.frame(frame).unwrap_or_else(|| frame.clone())
    }

    /// A frame with its lines reset; `None` if there is no space to distribute. Frames are shared
    /// with Typst's cache, and unchanged ones remain shared.
    fn frame(&mut self, frame: &Frame) -> Option<Frame> {
        let items = frame.items().as_slice();
        let mut own: Option<Vec<(Point, FrameItem)>> = None;
        let mut run: Vec<usize> = Vec::new();
        let close = |own: &mut Option<Vec<_>>, run: &[usize], next: Option<usize>| {
            if share(&marks(items, run)).is_some() {
                let ends = next.is_none_or(|next| !level(items, run, next));
                spread(own.get_or_insert_with(|| items.to_vec()), run, ends);
            }
        };
        for (at, (_, item)) in items.iter().enumerate() {
            match item {
                FrameItem::Group(group) => {
                    let set = self.frame(&group.frame);
                    if let Some(set) = set
                        && let (_, FrameItem::Group(group)) =
                            &mut own.get_or_insert_with(|| items.to_vec())[at]
                    {
                        group.frame = set;
                    }
                }
                FrameItem::Tag(tag) => self.tag(tag),
                FrameItem::Text(_) if self.open.is_empty() || !self.heads.is_empty() => {}
                FrameItem::Text(_) => {
                    if !run.last().is_some_and(|&last| abuts(&items[last], &items[at])) {
                        close(&mut own, &std::mem::take(&mut run), Some(at));
                    }
                    run.push(at);
                }
                _ => {}
            }
        }
        close(&mut own, &run, None);
        let mut set = frame.clone();
        set.clear();
        set.push_multiple(own?);
        Some(set)
    }

    fn tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(content, _) => {
                let Some(location) = content.location() else { return };
                if content.elem() == ParElem::ELEM {
                    self.open.push(location);
                } else if content.elem() == HeadingElem::ELEM {
                    self.heads.push(location);
                }
            }
            Tag::End(location, ..) => {
                self.open.retain(|open| open != location);
                self.heads.retain(|open| open != location);
            }
        }
    }
}

/// Whether an item is on the same line as a run of text.
fn level(items: &[(Point, FrameItem)], run: &[usize], other: usize) -> bool {
    run.last().is_some_and(|&last| (items[last].0.y - items[other].0.y).abs() < Abs::pt(APART))
}

/// Whether one run of text continues where another ends.
fn abuts(before: &(Point, FrameItem), after: &(Point, FrameItem)) -> bool {
    let (FrameItem::Text(text), FrameItem::Text(_)) = (&before.1, &after.1) else { return false };
    let end = before.0.x + text.width();
    let level = (before.0.y - after.0.y).abs() < Abs::pt(APART);
    level && (after.0.x - end).abs() < Abs::pt(APART)
}

/// A glyph in a run: where it is stored, its character, and its dimensions in pt.
struct Mark {
    item: usize,
    glyph: usize,
    c: char,
    size: f64,
    /// From its box to the box of the next glyph.
    advance: f64,
    /// From the right edge of its box, as its face defines it, to the next glyph's left edge.
    gap: f64,
}

/// How much a gap may be given.
#[derive(Clone, Copy, PartialEq)]
enum Rank {
    /// Nothing: justification never widens it, such as a gap within a Latin word.
    Fixed,
    /// At most this much, pt.
    UpTo(f64),
    /// Whatever is left.
    Any,
}

/// Distributes the space of one run by rank; a run at the end of its line may end it short.
fn spread(items: &mut [(Point, FrameItem)], run: &[usize], ends: bool) {
    let marks = marks(items, run);
    let Some(share) = share(&marks) else { return };
    let ranks: Vec<Rank> = marks.windows(2).map(|pair| rank(&pair[0], pair[1].c, share)).collect();
    let total = share * ranks.iter().filter(|rank| **rank != Rank::Fixed).count() as f64;
    let most = if ends { marks[0].size * APART_AT_MOST } else { f64::INFINITY };
    // If nothing can take the rest and the line continues, it stays as it is.
    if !ends && !ranks.contains(&Rank::Any) {
        return;
    }
    let given: Vec<f64> = give(&ranks, total).into_iter().map(|share| share.min(most)).collect();
    for (mark, (rank, new)) in marks.iter().zip(ranks.iter().zip(&given)) {
        if *rank != Rank::Fixed
            && let FrameItem::Text(text) = &mut items[mark.item].1
        {
            text.glyphs[mark.glyph].x_advance += Em::new((new - share) / mark.size);
        }
    }
    // Each item begins where the previous one now ends.
    for pair in run.windows(2) {
        let end = match &items[pair[0]] {
            (at, FrameItem::Text(text)) => at.x + text.width(),
            _ => continue,
        };
        items[pair[1]].0.x = end;
    }
}

fn marks(items: &[(Point, FrameItem)], run: &[usize]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for &item in run {
        let FrameItem::Text(text) = &items[item].1 else { continue };
        for (glyph, mark) in glyphs(text) {
            if let Some(before) = marks.last_mut() {
                // The side bearing of the next glyph belongs to the gap.
                before.gap += text.glyphs[glyph].x_offset.get() * mark.size;
            }
            marks.push(Mark { item, glyph, ..mark });
        }
    }
    marks
}

fn glyphs(text: &TextItem) -> impl Iterator<Item = (usize, Mark)> {
    let size = text.size.to_pt();
    text.glyphs.iter().enumerate().map(move |(glyph, set)| {
        let c = text.text[set.range()].chars().next().unwrap_or('\u{fffd}');
        let width = text.font.x_advance(set.id).map_or(1.0, |em| em.get()) * size;
        let advance = set.x_advance.get() * size;
        let gap = advance - set.x_offset.get() * size - width;
        (glyph, Mark { item: 0, glyph, c, size, advance, gap })
    })
}

/// What justification gave every gap of a run, pt: the gap between its Han characters or, without
/// such a pair, the excess over ¼ em of the gaps next to Latin.
fn share(marks: &[Mark]) -> Option<f64> {
    let gaps = |natural: f64, fits: &dyn Fn(char, char) -> bool| -> Vec<(f64, f64)> {
        let pairs = marks.windows(2).filter(|pair| fits(pair[0].c, pair[1].c));
        pairs.map(|pair| (pair[0].gap - natural * pair[0].size, pair[0].size)).collect()
    };
    let mut seen = gaps(0.0, &|a, b| is_han(a) && is_han(b));
    if seen.is_empty() {
        seen = gaps(0.25, &|a, b| is_mixed(a, b) || is_mixed(b, a));
    }
    let size = seen.first()?.1;
    let least = seen.iter().map(|(gap, _)| *gap).fold(f64::INFINITY, f64::min);
    let most = seen.iter().map(|(gap, _)| *gap).fold(0.0, f64::max);
    (least > UNSEEN * size && most - least < UNEVEN * size).then_some(least)
}

/// Whether this is a Han character next to a letter or digit.
fn is_mixed(han: char, other: char) -> bool {
    is_han(han) && other.is_alphanumeric() && !is_han(other)
}

/// The rank of the gap after a glyph; `share` is what justification gave it.
fn rank(mark: &Mark, next: char, share: f64) -> Rank {
    let (han, wide) = (is_han(mark.c), MARKS.contains(mark.c));
    let space = mark.c == ' ' || mark.c == '\u{a0}';
    if space {
        return Rank::UpTo((WORD_SPACE * mark.size - (mark.advance - share)).max(0.0));
    }
    // Latin quotation marks are narrow and hold no space; marks beside marks are only compressed.
    let beside = MARKS.contains(next);
    let narrow = wide && !beside && mark.gap < share - UNSEEN * mark.size && !is_han(next);
    match () {
        () if wide && !narrow => Rank::UpTo(0.0),
        () if is_mixed(next, mark.c) => Rank::UpTo(MIXED * mark.size),
        () if !han => Rank::Fixed,
        () if MARKS.contains(next) => Rank::UpTo(0.0),
        () if is_han(next) => Rank::Any,
        () => Rank::UpTo(MIXED * mark.size),
    }
}

/// Distributes a total so that all gaps get the same, as far as their ranks allow.
fn give(ranks: &[Rank], total: f64) -> Vec<f64> {
    let mut limits: Vec<f64> = ranks
        .iter()
        .filter_map(|rank| match rank {
            Rank::UpTo(limit) => Some(*limit),
            _ => None,
        })
        .collect();
    limits.sort_by(f64::total_cmp);
    let mut left = total;
    let mut open = ranks.iter().filter(|rank| **rank != Rank::Fixed).count();
    for limit in limits {
        if open == 0 || limit * open as f64 >= left {
            break;
        }
        left -= limit;
        open -= 1;
    }
    let level = if open == 0 { 0.0 } else { left / open as f64 };
    ranks
        .iter()
        .map(|rank| match rank {
            Rank::Fixed => 0.0,
            Rank::UpTo(limit) => limit.min(level),
            Rank::Any => level,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_rank_cannot_take_goes_to_the_others() {
        let ranks = [Rank::Any, Rank::UpTo(0.0), Rank::UpTo(1.0), Rank::Fixed, Rank::Any];
        assert_eq!(give(&ranks, 2.0), [2.0 / 3.0, 0.0, 2.0 / 3.0, 0.0, 2.0 / 3.0]);
        assert_eq!(give(&ranks, 7.0), [3.0, 0.0, 1.0, 0.0, 3.0]);
    }
}
