//! Pictures a size larger or smaller, so that an article fills its last page or gives it up.
//!
//! Pictures over all columns whose height the layout leaves to the program are changed together, by less
//! than a size each, so that nobody sees it: made smaller where that saves a last page of a few lines,
//! or one without a filler; made larger where a last page is empty by more than a third, and no filler
//! stands there.

use typst_layout::PagedDocument;

use super::marks::labelled;
use super::page_map::ArticlePages;
use super::tails::{Float, Heights, floats};
use super::type_area::TypeArea;

/// The share of a page's lines that a tail may have to be pulled back.
pub const TAIL: f64 = 0.2;
/// The share of a last page that is empty where something may be done about it.
pub const EMPTY: f64 = 1.0 / 3.0;
/// By which share of its height a picture may grow, and by which it may shrink: from one of the sizes
/// of the layout to the next.
const GROWS: f64 = 0.5;
const SHRINKS: f64 = 0.34;
/// Lines over the whole width that are not counted on: text breaks where it can.
const SPARE: usize = 1;

/// The heights of an article's pictures with which its last page is given up or filled; none where
/// that page is full (`is_full`) and has more than a few lines, or nothing helps.
pub fn sizes(
    document: &PagedDocument,
    pages: &ArticlePages,
    area: &TypeArea,
    is_full: bool,
) -> Heights {
    let all = floats(document, &pages.id, area.column_lines());
    let own: Vec<&Float> = all.iter().filter(|own| own.spans && own.flexible.is_some()).collect();
    let (columns, page) = (area.columns(), area.page_lines());
    let tail = page.saturating_sub(pages.left).div_ceil(columns) + SPARE;
    let free = (pages.left / columns).saturating_sub(SPARE);
    let enough = (pages.left as f64 - EMPTY * page as f64) / columns as f64;
    let lower: usize = own.iter().map(|own| own.lines - least(own)).sum();
    let higher: usize = own.iter().map(|own| most(own) - own.lines).sum();
    let is_short = (page - pages.left.min(page)) as f64 <= TAIL * page as f64;
    if pages.pages > 1 && tail <= lower && tail <= free && (is_short || !is_full) {
        shared(&own, tail, |own, lines| lines > least(own), |lines| lines - 1)
    } else if !is_full && higher as f64 >= enough + 1.0 {
        shared(&own, free.min(higher), |own, lines| lines < most(own), |lines| lines + 1)
    } else {
        Heights::new()
    }
}

/// Whether something was set into the empty space of a page, by the label that layouts give fillers.
pub fn is_filled(document: &PagedDocument, page: usize) -> bool {
    labelled(document, "filled").iter().any(|(_, own, _)| *own == page)
}

/// The fewest lines that a float may have, less than a size below its own.
pub(super) fn least(float: &Float) -> usize {
    let least = (float.lines as f64 * (1.0 - SHRINKS)).ceil() as usize;
    least.max(float.range().0).min(float.lines)
}

/// The most lines that a float may have, less than a size above its own.
pub(super) fn most(float: &Float) -> usize {
    let most = (float.lines as f64 * (1.0 + GROWS)) as usize;
    most.min(float.range().1).max(float.lines)
}

/// Takes lines from floats, or gives them, one after the other where it may be, the least changed first.
pub(super) fn shared(
    floats: &[&Float],
    count: usize,
    may: impl Fn(&Float, usize) -> bool,
    step: impl Fn(usize) -> usize,
) -> Heights {
    let mut lines: Vec<usize> = floats.iter().map(|float| float.lines).collect();
    for _ in 0..count {
        let movable = (0..floats.len()).filter(|at| may(floats[*at], lines[*at]));
        let change =
            |at: &usize| lines[*at].abs_diff(floats[*at].lines) * 1000 / floats[*at].lines.max(1);
        let Some(at) = movable.min_by_key(change) else { break };
        lines[at] = step(lines[at]);
    }
    let pairs = floats.iter().zip(lines).filter(|(float, lines)| float.lines != *lines);
    pairs.filter_map(|(float, lines)| Some((float.name()?.to_owned(), lines))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_shared_by_size_and_stay_within_one() {
        let (low, high) =
            (Float::flexible("low", 10, (6, 20)), Float::flexible("high", 20, (6, 40)));
        assert_eq!((least(&low), most(&low), most(&high)), (7, 15, 30));
        let grown = shared(&[&low, &high], 9, |own, lines| lines < most(own), |lines| lines + 1);
        assert_eq!((grown["low"], grown["high"]), (13, 26));
        let all = shared(&[&low], 9, |own, lines| lines > least(own), |lines| lines - 1);
        assert_eq!(all["low"], 7);
    }
}
