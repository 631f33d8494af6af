//! A pull quote more or less, so that an article fills its last page or gives it up.
//!
//! Left out is one that stands in a column and only repeats the text; more is one that the author has to spare
//! (`{.spare}`), which has to repeat it too. So no word is lost, and none is added. Layouts note both with their
//! lines: under `stiff-ID` what stands in columns, under `unset-ID` what they were told not to set.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use typst::foundations::Value;
use typst_layout::PagedDocument;

use super::marks::{noted, number};
use super::page_map::ArticlePages;
use super::sizes::{EMPTY, TAIL};
use super::type_area::TypeArea;
use crate::manuscript::model::{Article, BlockKind};
use crate::manuscript::quotes::{repeated, spare};

/// Lines that are not counted on: text breaks where it can.
const SPARE: usize = 2;

/// What is done with the pull quotes of an article, by the lines at which they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Quotes {
    /// Those left out.
    pub less: BTreeSet<usize>,
    /// Those to spare that are set.
    pub more: BTreeSet<usize>,
}

impl Quotes {
    /// Whether nothing is done.
    pub fn is_empty(&self) -> bool {
        self.less.is_empty() && self.more.is_empty()
    }

    /// Decides from pages that were set with all pull quotes but those to spare.
    pub(super) fn of(
        article: &Article,
        document: &PagedDocument,
        pages: &ArticlePages,
        area: &TypeArea,
    ) -> Self {
        let page = area.page_lines();
        let tail = page.saturating_sub(pages.left);
        let words = repeated(&article.blocks);
        let is_signed = |line: &usize| {
            article.blocks.iter().any(|own| {
                own.line == *line && matches!(own.kind, BlockKind::Pullquote { by: Some(_), .. })
            })
        };
        let mut stands = sizes(document, &format!("stiff-{}", article.id));
        // A name under one may stand nowhere else.
        stands.retain(|line, _| words.contains(line) && !is_signed(line));
        if pages.pages > 1 && (1..=(TAIL * page as f64) as usize).contains(&tail) {
            return Self { less: fewest(&stands, tail + SPARE), ..Self::default() };
        }
        let mut more = unset(document, &article.id);
        more.retain(|line, _| spare(&article.blocks).contains(line));
        let wanted = pages.left.saturating_sub((EMPTY * page as f64) as usize);
        let chosen = if wanted > 0 { fewest(&more, wanted) } else { BTreeSet::new() };
        let taken: usize = chosen.iter().map(|line| more[line]).sum();
        let fits = taken + SPARE <= pages.left;
        Self { more: if fits { chosen } else { BTreeSet::new() }, ..Self::default() }
    }
}

/// The fewest blocks that have so many lines together, the largest first; none where all have not.
fn fewest(lines: &BTreeMap<usize, usize>, wanted: usize) -> BTreeSet<usize> {
    let mut all: Vec<(usize, usize)> = lines.iter().map(|(at, count)| (*at, *count)).collect();
    // Of one that is enough, the smallest.
    let enough = all.iter().filter(|(_, count)| *count >= wanted).min_by_key(|(_, count)| *count);
    if let Some((at, _)) = enough {
        return BTreeSet::from([*at]);
    }
    all.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
    let (mut sum, mut chosen) = (0, BTreeSet::new());
    for (at, count) in all {
        if sum >= wanted {
            break;
        }
        sum += count;
        chosen.insert(at);
    }
    if sum < wanted { BTreeSet::new() } else { chosen }
}

/// The lines that an article's pull quotes would take which the layout was told not to set, by those at which
/// they are written.
pub(super) fn unset(document: &PagedDocument, id: &str) -> BTreeMap<usize, usize> {
    sizes(document, &format!("unset-{id}"))
}

/// The lines that blocks take which a layout has noted under a label, by those at which they are written.
fn sizes(document: &PagedDocument, label: &str) -> BTreeMap<usize, usize> {
    let own = noted(document, label).filter_map(|value| {
        let Value::Dict(dict) = value else { return None };
        let of = |key: &str| dict.get(key).ok().and_then(number);
        Some((of("line")?, of("lines")?))
    });
    own.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_pull_quotes_as_can_be_are_left_out() {
        let lines = BTreeMap::from([(3, 6), (9, 8), (12, 7)]);
        assert_eq!(fewest(&lines, 7), BTreeSet::from([12]));
        assert_eq!(fewest(&lines, 12), BTreeSet::from([9, 12]));
        assert_eq!(fewest(&lines, 22), BTreeSet::new());
    }
}
