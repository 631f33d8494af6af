//! The book's accessibility metadata (EPUB Accessibility 1.1, 2.2), derived from its actual
//! contents.
//!
//! [`look`] reads the finished pages and style sheet; [`metadata`] claims no more than it found.
//! Conformance is claimed only for an approved issue in which every point that can be verified by
//! inspection holds; its publisher, who signed the texts and descriptions, vouches for the rest.

use super::Book;
use super::item::Item;
use super::names::{first_shown, issue_title, language};
use super::style;

/// The conformance claim of EPUB Accessibility 1.1, 2.4.2.
const CLAIM: &str = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA";

/// What was found.
struct Facts {
    /// Whether there are any pictures.
    pictures: bool,
    /// Whether every picture and chart has a description.
    described: bool,
    /// Whether the figures of charts are available as text.
    charts: bool,
    ruby: bool,
    headings: bool,
    roles: bool,
    /// Whether the printed pages are marked and listed.
    pages: bool,
    /// Whether readers can change size, faces and colours.
    adaptable: bool,
    /// Whether all text has enough contrast with its background by day and by night.
    contrast: bool,
    /// Whether nothing moves, flashes or makes a sound.
    still: bool,
    /// Whether every article passed its reviews.
    reviewed: bool,
}

impl Facts {
    /// Whether everything that can be verified by inspection indicates conformance.
    fn conform(&self) -> bool {
        let Self { described, headings, adaptable, contrast, still, reviewed, .. } = *self;
        described && headings && adaptable && contrast && still && reviewed
    }
}

/// The metadata properties of the package, in order.
pub fn metadata(book: &Book<'_>, items: &[Item]) -> Vec<(&'static str, String)> {
    let facts = look(book, items);
    let mut rows = vec![("schema:accessMode", "textual")];
    rows.extend(facts.pictures.then_some(("schema:accessMode", "visual")));
    if facts.pictures {
        rows.push(("schema:accessModeSufficient", "textual,visual"));
    }
    rows.extend(facts.described.then_some(("schema:accessModeSufficient", "textual")));
    let features = features(&facts).into_iter();
    rows.extend(features.map(|feature| ("schema:accessibilityFeature", feature)));
    rows.push(("schema:accessibilityHazard", if facts.still { "none" } else { "unknown" }));
    let mut rows: Vec<_> = rows.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
    rows.push(("schema:accessibilitySummary", summary(&facts)));
    if facts.pages {
        rows.push(("pageBreakSource", format!("{} 纸本", issue_title(book.assembly))));
    }
    if facts.conform() {
        let publisher = &book.assembly.publication;
        rows.push(("dcterms:conformsTo", CLAIM.to_owned()));
        rows.push((
            "a11y:certifiedBy",
            first_shown([publisher.sponsor.as_str(), publisher.name.as_str()]),
        ));
    }
    rows
}

fn features(facts: &Facts) -> Vec<&'static str> {
    let told = [
        (true, "tableOfContents"),
        (true, "readingOrder"),
        (facts.headings, "structuralNavigation"),
        (facts.pages, "pageNavigation"),
        (facts.pages, "pageBreakMarkers"),
        (facts.adaptable, "displayTransformability"),
        (facts.described && facts.pictures, "alternativeText"),
        (facts.roles, "ARIA"),
        (facts.ruby, "rubyAnnotations"),
    ];
    told.into_iter().filter(|(there, _)| *there).map(|(_, name)| name).collect()
}

fn look(book: &Book<'_>, items: &[Item]) -> Facts {
    let pages: Vec<&Item> = items.iter().filter(|item| item.is_page()).collect();
    // Authors' text is escaped, so any tag comes from the writer itself.
    let on = |page: &Item, part: &str| {
        page.bytes.windows(part.len()).any(|window| window == part.as_bytes())
    };
    let any = |part: &str| pages.iter().any(|page| on(page, part));
    let sheet = &book.parts.css;
    let moves = ["<script", "<audio", "<video", "<iframe", "<object", "<embed", "<canvas"];
    let turns = ["animation", "transition", "@keyframes"];
    Facts {
        pictures: any("<img "),
        described: front_is_described(book) && pages.iter().all(|page| images_are_described(page)),
        charts: !book.charts.is_empty(),
        ruby: any("<ruby>"),
        headings: book
            .articles
            .iter()
            .all(|(_, path)| pages.iter().any(|page| page.path == *path && on(page, "<h1 "))),
        roles: any(" role=\"doc-"),
        pages: any("doc-pagelist") && any("doc-pagebreak"),
        adaptable: style::is_adaptable(sheet),
        contrast: style::is_legible(book.parts.colors) && style::has_no_colors(sheet),
        still: !moves.iter().any(|part| any(part))
            && !turns.iter().any(|part| sheet.contains(part)),
        reviewed: book.assembly.unreviewed.is_empty()
            && language(&book.assembly.publication) == book.assembly.publication.language,
    }
}

/// Whether the picture on the front cover has a description; one of a first page with text is that text.
fn front_is_described(book: &Book<'_>) -> bool {
    let covers = &book.assembly.covers;
    covers.front.iter().chain(&covers.others).all(|own| !own.alt.trim().is_empty())
}

/// Whether every picture on a page has a description.
fn images_are_described(page: &Item) -> bool {
    let text = String::from_utf8_lossy(&page.bytes);
    let mut tags = text.split("<img ").skip(1).map(|rest| rest.split('>').next().unwrap_or(rest));
    tags.all(|tag| {
        let said = tag.split(" alt=\"").nth(1).and_then(|rest| rest.split('"').next());
        said.is_some_and(|said| !said.trim().is_empty())
    })
}

fn summary(facts: &Facts) -> String {
    let said = [
        (true, "全文可由读屏软件朗读，目录与各级标题可供跳转。"),
        (facts.adaptable, "字体、字号与配色可由读者调整。"),
        (facts.described && facts.pictures, "图片均有替代文字。"),
        (facts.charts, "图表附有数据表。"),
        (facts.pages, "页码与纸本对应。"),
    ];
    said.into_iter().filter(|(there, _)| *there).map(|(_, text)| text).collect()
}
