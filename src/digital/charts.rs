//! Charts as vector graphics for the EPUB: the layout draws them, one per page.

use std::collections::BTreeMap;

use typst_layout::PagedDocument;
use typst_svg::SvgOptions;

use crate::manuscript::Assembly;
use crate::manuscript::model::{Article, BlockKind, Part, walk};

/// The SVG of each chart, by article and by its index among the article's charts, from 0.
pub type ChartArt = BTreeMap<(String, usize), String>;

/// Whether an issue has any chart.
pub fn any(assembly: &Assembly) -> bool {
    !keys(assembly).is_empty()
}

/// Writes the pages of [`crate::typeset::Part::Charts`] as SVG.
pub fn write(assembly: &Assembly, document: &PagedDocument) -> ChartArt {
    let options = SvgOptions { render_bleed: false, pretty: false };
    let pages = document.pages().iter().map(|page| typst_svg::svg(page, &options));
    keys(assembly).into_iter().zip(pages).collect()
}

/// The charts of an issue in printing order, which is also the order of the pages.
fn keys(assembly: &Assembly) -> Vec<(String, usize)> {
    let mut keys = Vec::new();
    for article in &assembly.articles {
        keys.extend((0..count(article)).map(|number| (article.id.clone(), number)));
    }
    keys
}

/// How many charts an article has.
pub fn count(article: &Article) -> usize {
    let mut count = 0;
    walk(&article.blocks, &mut |part| {
        let chart = matches!(part, Part::Block(block) if matches!(block.kind, BlockKind::Chart(_)));
        count += usize::from(chart);
    });
    count
}
