//! What cannot be parted and leaves a hole at the foot of a column, since it had no room there: pull quotes and
//! portraits. It may float to the head of the next column, and the text after it goes up.
//!
//! Layouts note it under `stiff-ID`, with the line of its block.

use std::collections::{BTreeMap, BTreeSet};

use typst::foundations::Value;
use typst::introspection::MetadataElem;
use typst::layout::Point;
use typst_layout::PagedDocument;

use super::PageMap;
use super::eye::{Kind, Stop, look};
use super::marks::labelled;
use super::type_area::TypeArea;
use crate::manuscript::Assembly;

/// The lines of blocks that float, by article.
pub type Loose = BTreeMap<String, BTreeSet<usize>>;

/// How many of an article's lines may stand between the head of a column and what was pushed there.
const NEAR: usize = 1;

/// The blocks whose holes would be filled if they floated, read from pages that have `covers` cover pages before
/// the inside.
pub fn stiff(assembly: &Assembly, document: &PagedDocument, map: &PageMap, covers: usize) -> Loose {
    let area = TypeArea::of_pages(&assembly.theme, document);
    let holes = holes(assembly, document, map, covers, &area);
    let own = assembly.articles.iter().filter(|article| article.fit != Some(false));
    let all = own.filter_map(|article| {
        let marks = labelled(document, &format!("stiff-{}", article.id)).into_iter();
        let pushed = marks.filter_map(|(content, page, point)| {
            let line = match content.to_packed::<MetadataElem>()?.value {
                Value::Int(line) => usize::try_from(line).ok()?,
                _ => return None,
            };
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

/// How many holes are on the pages of each article.
pub fn counted(
    assembly: &Assembly,
    document: &PagedDocument,
    map: &PageMap,
    covers: usize,
) -> BTreeMap<String, usize> {
    let stops = look(assembly, document, map, covers);
    let mut counted = BTreeMap::new();
    for stop in stops.iter().filter(|stop| stop.kind == Kind::Hole) {
        let used = stop.page.checked_sub(covers).and_then(|index| map.pages.get(index));
        for id in used.into_iter().flat_map(|used| &used.articles) {
            *counted.entry(id.clone()).or_default() += 1;
        }
    }
    counted
}

/// The columns that end with a hole, with their pages.
fn holes(
    assembly: &Assembly,
    document: &PagedDocument,
    map: &PageMap,
    covers: usize,
    area: &TypeArea,
) -> BTreeSet<(usize, usize)> {
    let stops = look(assembly, document, map, covers).into_iter();
    let at_foot =
        |stop: &Stop| stop.kind == Kind::Hole && stop.area.bottom >= area.edges().bottom - 1.0;
    let column = |stop: Stop| (stop.page, area.place(stop.area.left, stop.area.bottom).0);
    stops.filter(at_foot).map(column).collect()
}

/// The lines that floats and the opening of an article take above a point of a column.
fn above(
    document: &PagedDocument,
    id: &str,
    (page, column, point): (usize, usize, Point),
    area: &TypeArea,
) -> usize {
    let floats = labelled(document, &format!("float-{id}")).into_iter();
    let lines = floats.filter_map(|(content, own, at)| {
        let value = &content.to_packed::<MetadataElem>()?.value;
        let Value::Dict(dict) = value else { return None };
        let spans =
            matches!(dict.get("scope"), Ok(Value::Str(scope)) if scope.as_str() == "parent");
        let here = own == page && at.y < point.y;
        let here = here && (spans || area.place(at.x.to_pt(), at.y.to_pt()).0 == column);
        match dict.get("lines") {
            Ok(Value::Int(lines)) if here => usize::try_from(*lines).ok(),
            _ => None,
        }
    });
    lines.sum()
}
