//! What the book says of its accessibility (EPUB Accessibility 1.1, 2.2), told from what is there.

use super::Book;
use super::package::Item;
use crate::manuscript::model::{BlockKind, Part, walk};

/// What was found.
struct Facts {
    /// Whether every picture and chart has a description.
    described: bool,
    charts: bool,
    ruby: bool,
}

/// The properties of the package's metadata, in order.
pub fn metadata(book: &Book<'_>, items: &[Item]) -> Vec<(&'static str, String)> {
    let facts = look(book, items);
    let mut features =
        vec!["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"];
    features.extend(facts.described.then_some("alternativeText"));
    features.extend(facts.ruby.then_some("rubyAnnotations"));
    let mut rows = vec![("schema:accessMode", "textual"), ("schema:accessMode", "visual")];
    rows.push(("schema:accessModeSufficient", "textual,visual"));
    rows.extend(facts.described.then_some(("schema:accessModeSufficient", "textual")));
    rows.extend(features.into_iter().map(|feature| ("schema:accessibilityFeature", feature)));
    rows.push(("schema:accessibilityHazard", "none"));
    let mut rows: Vec<_> = rows.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
    rows.push(("schema:accessibilitySummary", summary(&facts)));
    rows
}

fn look(book: &Book<'_>, items: &[Item]) -> Facts {
    let covers = &book.assembly.covers;
    let plates = [&covers.inside_front, &covers.inside_back, &covers.back];
    let plates = plates.into_iter().flatten().chain([&covers.front]);
    let mut described = plates.into_iter().all(|picture| !picture.alt.trim().is_empty());
    let mut charts = false;
    for article in &book.assembly.articles {
        walk(&article.blocks, &mut |part| match part {
            Part::Picture(picture) => described &= !picture.alt.trim().is_empty(),
            Part::Block(block) => {
                if let BlockKind::Chart(chart) = &block.kind {
                    charts = true;
                    described &= !chart.alt.trim().is_empty();
                }
            }
            Part::Text(..) => {}
        });
    }
    // What an author writes is escaped, so that the tag can only be the writer's own.
    let has_ruby = |item: &Item| item.bytes.windows(6).any(|window| window == b"<ruby>");
    let ruby = items.iter().filter(|item| item.is_page()).any(has_ruby);
    Facts { described, charts, ruby }
}

fn summary(facts: &Facts) -> String {
    let mut text =
        "全文可由读屏软件朗读，目录与各级标题可供跳转，字体、字号与配色可由读者调整。".to_owned();
    if facts.described {
        text.push_str("图片均有替代文字。");
    }
    if facts.charts {
        text.push_str("图表附有数据表。");
    }
    text
}
