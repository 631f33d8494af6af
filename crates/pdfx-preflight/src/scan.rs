//! Finds what is forbidden anywhere in a file by looking at every object.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::facts::{Feature, Spot};
use crate::pdf::{integer, is_name};
use crate::reading::{Pdf, dictionary, entry, resolve};

/// Everything in the objects of a file that is forbidden anywhere.
pub fn scan(opened: &Pdf) -> Vec<(Feature, Spot)> {
    let document = &opened.document;
    let owners = owners(opened);
    let mut out = Vec::new();
    for (&id, object) in &document.objects {
        let mut features = BTreeSet::new();
        look(document, object, &mut features);
        let page = owners.get(&id).copied().unwrap_or(0);
        let spot = Spot { page, object: Some(id), ..Spot::FILE };
        out.extend(features.into_iter().map(|feature| (feature, spot)));
    }
    if let Object::Dictionary(catalog) = entry(document, &document.trailer, b"Root") {
        out.extend(catalog_features(document, catalog).map(|feature| (feature, Spot::FILE)));
    }
    out
}

/// What the catalog says that the file has.
fn catalog_features(
    document: &Document,
    catalog: &Dictionary,
) -> impl Iterator<Item = Feature> + use<> {
    let within = |key: &[u8], inner: &[u8]| {
        dictionary(document, entry(document, catalog, key)).is_some_and(|own| own.has(inner))
    };
    let found = [
        (catalog.has(b"OCProperties"), Feature::Layer),
        (catalog.has(b"Collection"), Feature::Attached("portfolio")),
        (within(b"Names", b"EmbeddedFiles") || catalog.has(b"AF"), Feature::Attached("file")),
        (within(b"AcroForm", b"XFA"), Feature::Attached("xfa")),
    ];
    found.into_iter().filter_map(|(has, feature)| has.then_some(feature))
}

/// The first page that leads to each object.
fn owners(opened: &Pdf) -> BTreeMap<ObjectId, usize> {
    let mut owners = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for page in &opened.pages {
        let mut next = vec![page.id];
        if shared.insert(Arc::as_ptr(&page.resources)) {
            page.resources.iter().for_each(|(_, value)| references(value, &mut next));
        }
        while let Some(id) = next.pop() {
            if let Entry::Vacant(free) = owners.entry(id) {
                free.insert(page.number);
                if let Some(object) = opened.document.objects.get(&id) {
                    references(object, &mut next);
                }
            }
        }
    }
    owners
}

/// The objects that an object refers to, except parents.
fn references(object: &Object, out: &mut Vec<ObjectId>) {
    let entries = |own: &Dictionary, out: &mut Vec<ObjectId>| {
        let below = own.iter().filter(|(key, _)| !matches!(key.as_slice(), b"Parent" | b"P"));
        below.for_each(|(_, value)| references(value, out));
    };
    match object {
        Object::Reference(id) => out.push(*id),
        Object::Array(parts) => parts.iter().for_each(|part| references(part, out)),
        Object::Dictionary(own) => entries(own, out),
        Object::Stream(stream) => entries(&stream.dict, out),
        _ => {}
    }
}

/// Looks at an object and everything inside it.
fn look(document: &Document, object: &Object, out: &mut BTreeSet<Feature>) {
    match object {
        Object::Array(parts) => parts.iter().for_each(|part| look(document, part, out)),
        Object::Dictionary(own) => {
            features(document, own, out);
            own.iter().for_each(|(_, value)| look(document, value, out));
        }
        Object::Stream(stream) => {
            compressed(document, &stream.dict, out);
            // A file in place of the content, which reference XObjects also lead to.
            if stream.dict.has(b"F") {
                out.insert(Feature::Outside("F"));
            }
            features(document, &stream.dict, out);
            stream.dict.iter().for_each(|(_, value)| look(document, value, out));
        }
        _ => {}
    }
}

fn features(document: &Document, own: &Dictionary, out: &mut BTreeSet<Feature>) {
    if own.has(b"OPI") {
        out.insert(Feature::Opi);
    }
    if own.has(b"Alternates") {
        out.insert(Feature::Alternates);
    }
    if own.has(b"AA") || own.has(b"OpenAction") && opens(document, own) {
        out.insert(Feature::Action(String::new()));
    }
    if own.has(b"JavaScript") || own.has(b"JS") {
        out.insert(Feature::Action("JavaScript".to_owned()));
    }
    // Annotations and outline items have their actions under A.
    if let Object::Dictionary(action) = entry(document, own, b"A")
        && let Object::Name(kind) = entry(document, action, b"S")
        && is_action(kind)
    {
        out.insert(Feature::Action(String::from_utf8_lossy(kind).into_owned()));
    }
}

/// Whether a catalog's OpenAction is an action; a destination is not one.
fn opens(document: &Document, own: &Dictionary) -> bool {
    matches!(entry(document, own, b"OpenAction"), Object::Dictionary(_))
}

fn is_action(kind: &[u8]) -> bool {
    const ACTIONS: [&[u8]; 18] = [
        b"GoTo",
        b"GoToR",
        b"GoToE",
        b"Launch",
        b"Thread",
        b"URI",
        b"Sound",
        b"Movie",
        b"Hide",
        b"Named",
        b"SubmitForm",
        b"ResetForm",
        b"ImportData",
        b"JavaScript",
        b"SetOCGState",
        b"Rendition",
        b"Trans",
        b"GoTo3DView",
    ];
    ACTIONS.contains(&kind)
}

fn compressed(document: &Document, own: &Dictionary, out: &mut BTreeSet<Feature>) {
    let filters = match entry(document, own, b"Filter") {
        Object::Array(names) => names.iter().map(|name| resolve(document, name)).collect(),
        name => vec![name],
    };
    for filter in filters {
        match filter.as_name() {
            Ok(b"LZWDecode" | b"LZW") => drop(out.insert(Feature::Lzw)),
            Ok(b"JPXDecode") => drop(out.insert(Feature::Jpx)),
            _ => {}
        }
    }
    let picture = is_name(own, b"Subtype", b"Image");
    if picture && integer(own, b"BitsPerComponent") == Some(16) {
        out.insert(Feature::Deep);
    }
}
