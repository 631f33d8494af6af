//! Pages on which floats leave only a line or two of text between them: pictures are made a little larger so
//! that they fill the page, or a little smaller so that some text has room, by less than a size each.

use std::collections::BTreeMap;

use typst_layout::PagedDocument;

use super::page_map::ArticlePages;
use super::sizes::{least, most, shared};
use super::tails::{Float, Heights, floats, text_end};
use super::type_area::TypeArea;

/// The most lines of a column that are too few for text.
const FEW: usize = 4;

/// The heights of an article's floats with which no page before the end of its text has a strip of text.
pub fn strips(document: &PagedDocument, pages: &ArticlePages, area: &TypeArea) -> Heights {
    let found = strip_pages(document, &pages.id, area);
    found.into_values().flat_map(|(free, own)| without_strip(free, &own)).collect()
}

/// The heights of floats with which they fill a page of which they leave `free` lines, or leave more.
fn without_strip(free: usize, own: &[Float]) -> Heights {
    let own: Vec<&Float> = own.iter().filter(|own| own.flexible.is_some()).collect();
    let higher: usize = own.iter().map(|own| most(own) - own.lines).sum();
    let lower: usize = own.iter().map(|own| own.lines - least(own)).sum();
    // What fills a page has no empty line after it.
    let fills = free + 1;
    let missing = FEW + 2 - free;
    if higher >= fills {
        shared(&own, fills, |own, lines| lines < most(own), |lines| lines + 1)
    } else if lower >= missing {
        shared(&own, missing, |own, lines| lines > least(own), |lines| lines - 1)
    } else {
        Heights::new()
    }
}

/// How many pages before the end of an article's text have a strip of text.
pub fn count(document: &PagedDocument, id: &str, area: &TypeArea) -> usize {
    strip_pages(document, id, area).len()
}

/// The pages before the end of an article's text on which few lines are left to it: how many, and the floats.
fn strip_pages(
    document: &PagedDocument,
    id: &str,
    area: &TypeArea,
) -> BTreeMap<usize, (usize, Vec<Float>)> {
    let lines = area.column_lines();
    let Some(end) = text_end(document, id) else { return BTreeMap::new() };
    let mut by_page: BTreeMap<usize, Vec<Float>> = BTreeMap::new();
    for float in floats(document, id, lines).into_iter().filter(|float| float.page < end) {
        by_page.entry(float.page).or_default().push(float);
    }
    let strip = |(page, own): (usize, Vec<Float>)| {
        let taken: usize = own.iter().map(|own| own.lines + 1).sum();
        let free = lines.checked_sub(taken).filter(|free| (1..=FEW).contains(free))?;
        own.iter().all(|own| own.spans).then_some((page, (free, own)))
    };
    by_page.into_iter().filter_map(strip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_take_a_strip_or_leave_room_for_text() {
        let grows = [Float::flexible("one", 20, (15, 25)), Float::flexible("two", 20, (20, 20))];
        assert_eq!(without_strip(2, &grows), Heights::from([("one".to_owned(), 23)]));
        let shrinks = [Float::flexible("one", 20, (14, 20))];
        assert_eq!(without_strip(2, &shrinks), Heights::from([("one".to_owned(), 16)]));
        let stands = [Float::flexible("one", 20, (20, 20))];
        assert_eq!(without_strip(2, &stands), Heights::new());
    }
}
