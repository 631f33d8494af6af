//! Elements that a layout has labelled, with where they are on finished pages.

use std::collections::{BTreeMap, BTreeSet};

use typst::foundations::{Content, Dict, Label, Selector, Value};
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

/// The values that a layout has noted under a label, in page order.
pub fn noted(document: &PagedDocument, name: &str) -> impl Iterator<Item = Value> + use<> {
    noted_at(document, name).map(|(value, ..)| value)
}

/// The same with where they are, as [`labelled`] has it.
pub fn noted_at(
    document: &PagedDocument,
    name: &str,
) -> impl Iterator<Item = (Value, usize, Point)> + use<> {
    let found = labelled(document, name).into_iter();
    found.filter_map(|(content, page, point)| {
        Some((content.to_packed::<MetadataElem>()?.value.clone(), page, point))
    })
}

/// A number that a layout has noted, if it is none below zero.
pub fn number(value: &Value) -> Option<usize> {
    match value {
        Value::Int(number) => usize::try_from(*number).ok(),
        _ => None,
    }
}

/// The line of the manuscript that a layout has noted, alone or among other things.
pub fn line(value: &Value) -> Option<usize> {
    match value {
        Value::Dict(dict) => number(dict.get("line").ok()?),
        value => number(value),
    }
}

/// How the columns at the end of an article were made even, as its layout noted it: by how many lines they are
/// shorter, how often that was tried, and by how many they may be shorter otherwise.
pub type Evened = BTreeMap<String, BTreeMap<String, i64>>;

/// How the columns at the end of these articles were made even.
pub fn evened<'a>(document: &PagedDocument, articles: impl Iterator<Item = &'a str>) -> Evened {
    let numbers = |dict: &Dict| {
        let pairs = dict.iter().filter_map(|(key, value)| match value {
            Value::Int(number) => Some((key.as_str().to_owned(), *number)),
            _ => None,
        });
        pairs.collect()
    };
    let own = |id: &'a str| {
        let Value::Dict(dict) = noted(document, &format!("balance-{id}")).next()? else {
            return None;
        };
        Some((id.to_owned(), numbers(&dict)))
    };
    articles.filter_map(own).collect()
}

/// What a layout has moved to the next page because the page of its place had no room for it, by the
/// names that it gave.
pub fn moved(document: &PagedDocument) -> BTreeSet<String> {
    let names = noted(document, "moved").filter_map(|value| match value {
        Value::Str(name) => Some(name.as_str().to_owned()),
        _ => None,
    });
    names.collect()
}
