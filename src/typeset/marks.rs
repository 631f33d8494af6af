//! Elements that a layout has labelled, with where they are on finished pages.

use std::collections::BTreeSet;

use typst::foundations::{Content, Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::Point;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// All elements with a label, in page order: each with its page, from 0 and with covers, and its
/// place on it, from the upper left corner of the trimmed page.
pub fn labelled(document: &PagedDocument, name: &str) -> Vec<(Content, usize, Point)> {
    let Some(label) = Label::new(PicoStr::intern(name)) else { return Vec::new() };
    let introspector = document.introspector();
    let found = introspector.query(&Selector::Label(label)).into_iter();
    let placed = found.filter_map(|content| {
        let position = introspector.position(content.location()?)?;
        Some((content, position.page.get() - 1, position.point))
    });
    placed.collect()
}

/// What a layout has moved to the next page because the page of its place had no room for it, by the
/// names that it gave.
pub fn moved(document: &PagedDocument) -> BTreeSet<String> {
    let names = labelled(document, "moved").into_iter();
    let names =
        names.filter_map(|(content, ..)| match &content.to_packed::<MetadataElem>()?.value {
            Value::Str(name) => Some(name.as_str().to_owned()),
            _ => None,
        });
    names.collect()
}
