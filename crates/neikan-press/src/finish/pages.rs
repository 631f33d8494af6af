//! Pages: their boxes, and the colour space in which their transparent parts are blended.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use pdfx_preflight::inspect;
use pdfx_preflight::pdf::{POINTS, ink_group, is_name};

/// Gives every page a MediaBox, a TrimBox and a BleedBox `bleed` mm outside the TrimBox.
pub fn set_boxes(document: &mut Document, bleed: f64) {
    let bleed = (bleed * POINTS) as f32;
    for boxes in inspect::boxes(document) {
        let media = boxes.media;
        let trim = boxes.trim.unwrap_or(media);
        let around = [
            (trim[0] - bleed).max(media[0]),
            (trim[1] - bleed).max(media[1]),
            (trim[2] + bleed).min(media[2]),
            (trim[3] + bleed).min(media[3]),
        ];
        let close = |a: f32, b: f32| (a - b).abs() < 0.01;
        let whole = around.iter().zip(media).all(|(&a, b)| close(a, b));
        if let Ok(page) = document.get_dictionary_mut(boxes.id) {
            page.set("MediaBox", rectangle(media));
            page.set("TrimBox", rectangle(trim));
            page.set("BleedBox", rectangle(if whole { media } else { around }));
        }
    }
}

fn rectangle(sides: [f32; 4]) -> Object {
    sides.map(Object::Real).to_vec().into()
}

/// The pages (from 1) with transparent parts.
pub fn transparent_pages(document: &Document) -> Vec<u32> {
    let mut known = BTreeSet::new();
    let pages = document.get_pages().into_iter();
    let transparent = pages.filter(|&(_, page)| {
        is_transparent(document, &Object::Reference(page), &mut BTreeSet::new(), &mut known)
    });
    transparent.map(|(number, _)| number).collect()
}

/// Adds, to every page with transparent parts, a group that blends them in the inks of the press.
pub fn set_groups(document: &mut Document) {
    let mut known = BTreeSet::new();
    for page in document.page_iter().collect::<Vec<_>>() {
        let mut seen = BTreeSet::new();
        let transparent = is_transparent(document, &Object::Reference(page), &mut seen, &mut known);
        if transparent && let Ok(page) = document.get_dictionary_mut(page) {
            page.set("Group", ink_group());
        }
    }
}

/// Whether anything within reach is transparent; `opaque` holds what is known not to be.
fn is_transparent(
    document: &Document,
    object: &Object,
    seen: &mut BTreeSet<ObjectId>,
    opaque: &mut BTreeSet<ObjectId>,
) -> bool {
    match object {
        Object::Reference(id) => {
            if opaque.contains(id) || !seen.insert(*id) {
                return false;
            }
            let target = document.objects.get(id);
            let found = target.is_some_and(|inner| is_transparent(document, inner, seen, opaque));
            if !found {
                opaque.insert(*id);
            }
            found
        }
        Object::Array(parts) => {
            parts.iter().any(|part| is_transparent(document, part, seen, opaque))
        }
        Object::Dictionary(own) => blends(own) || inside(document, own, seen, opaque),
        Object::Stream(stream) => {
            blends(&stream.dict) || inside(document, &stream.dict, seen, opaque)
        }
        _ => false,
    }
}

fn inside(
    document: &Document,
    own: &Dictionary,
    seen: &mut BTreeSet<ObjectId>,
    opaque: &mut BTreeSet<ObjectId>,
) -> bool {
    let mut values = own.iter().filter(|(key, _)| key.as_slice() != b"Parent");
    values.any(|(_, value)| is_transparent(document, value, seen, opaque))
}

/// Whether a dictionary itself asks for transparency.
pub fn blends(own: &Dictionary) -> bool {
    let less = |key: &[u8]| own.get(key).and_then(Object::as_float).is_ok_and(|alpha| alpha < 1.0);
    let mask = own.has(b"SMask") && !is_name(own, b"SMask", b"None");
    let mode = own.has(b"BM") && !is_name(own, b"BM", b"Normal");
    let group = is_name(own, b"S", b"Transparency");
    less(b"ca") || less(b"CA") || mask || mode || group
}
