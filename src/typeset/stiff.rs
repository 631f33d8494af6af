//! What cannot be parted and leaves a hole at the foot of a column, since it had no room there: pull quotes and
//! portraits. It may float to the head of the next column, and the text after it goes up.
//!
//! Layouts note it under `stiff-ID`, with the line of its block.

use std::collections::{BTreeMap, BTreeSet};

use typst::foundations::Value;
use typst::layout::Point;
use typst_layout::PagedDocument;

use super::PageMap;
use super::eye::{Kind, Stop};
use super::marks::{line, noted_at, number};
use super::type_area::TypeArea;
use crate::manuscript::Assembly;

/// The lines of blocks that float, by article.
pub type Loose = BTreeMap<String, BTreeSet<usize>>;

/// How many holes are on the pages of each article.
pub type Holes = BTreeMap<String, usize>;

/// How many of an article's lines may stand between the head of a column and what was pushed there.
const NEAR: usize = 1;

/// The blocks whose holes would be filled if they floated, read from pages on which an eye stops at these places.
pub fn stiff(assembly: &Assembly, document: &PagedDocument, stops: &[Stop]) -> Loose {
    let area = TypeArea::of_pages(&assembly.theme, document);
    let holes = holes(stops, &area);
    let own = assembly.articles.iter().filter(|article| article.fit != Some(false));
    let all = own.filter_map(|article| {
        let marks = noted_at(document, &format!("stiff-{}", article.id));
        let pushed = marks.filter_map(|(value, page, point)| {
            let line = line(&value)?;
            let (column, row) = area.place(point.x.to_pt(), point.y.to_pt());
            let before = match column.checked_sub(1) {
                Some(column) => (page, column),
                None => (page.checked_sub(1)?, area.columns() - 1),
            };
            let above = above(document, &article.id, (page, column, point), &area);
            (holes.contains(&before) && row <= above + NEAR).then_some(line)
        });
        let lines: BTreeSet<usize> = pushed.collect();
        (!lines.is_empty()).then(|| (article.id.clone(), lines))
    });
    all.collect()
}

/// How many holes are on the pages of each article, of places at which an eye stops on pages that have `covers`
/// cover pages before the inside.
pub fn counted(stops: &[Stop], map: &PageMap, covers: usize) -> Holes {
    let mut counted = Holes::new();
    for stop in stops.iter().filter(|stop| stop.kind == Kind::Hole) {
        let used = stop.page.checked_sub(covers).and_then(|index| map.pages.get(index));
        for id in used.into_iter().flat_map(|used| &used.articles) {
            *counted.entry(id.clone()).or_default() += 1;
        }
    }
    counted
}

/// The columns that end with a hole, with their pages.
fn holes(stops: &[Stop], area: &TypeArea) -> BTreeSet<(usize, usize)> {
    let at_foot =
        |stop: &&Stop| stop.kind == Kind::Hole && stop.area.bottom >= area.edges().bottom - 1.0;
    let column = |stop: &Stop| (stop.page, area.place(stop.area.left, stop.area.bottom).0);
    stops.iter().filter(at_foot).map(column).collect()
}

/// The lines that floats and the opening of an article take above a point of a column.
fn above(
    document: &PagedDocument,
    id: &str,
    (page, column, point): (usize, usize, Point),
    area: &TypeArea,
) -> usize {
    let lines = noted_at(document, &format!("float-{id}")).filter_map(|(value, own, at)| {
        let Value::Dict(dict) = value else { return None };
        let spans =
            matches!(dict.get("scope"), Ok(Value::Str(scope)) if scope.as_str() == "parent");
        let here = own == page && at.y < point.y;
        let here = here && (spans || area.place(at.x.to_pt(), at.y.to_pt()).0 == column);
        dict.get("lines").ok().filter(|_| here).and_then(number)
    });
    lines.sum()
}
