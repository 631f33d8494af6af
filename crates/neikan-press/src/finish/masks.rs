//! The content of soft masks: there, lightness counts and colour does not.

use std::collections::BTreeSet;

use lopdf::{Document, Object, ObjectId};

use pdfx_preflight::pdf::is_name;

/// The objects drawn in luminosity masks and nowhere else.
pub fn collect(document: &Document) -> BTreeSet<ObjectId> {
    let roots = document.objects.values().filter_map(|object| luminosity_group(document, object));
    let mut masks = BTreeSet::new();
    roots.for_each(|root| reach(document, &root, &mut masks));
    let mut colored = BTreeSet::new();
    for page in document.page_iter() {
        reach(document, &Object::Reference(page), &mut colored);
    }
    masks.difference(&colored).copied().collect()
}

/// The group of a luminosity mask, whether the mask is an object of its own or inside a graphics
/// state.
fn luminosity_group(document: &Document, object: &Object) -> Option<Object> {
    let dictionary = object.as_dict().ok()?;
    let mask = match dictionary.get_deref(b"SMask", document) {
        Ok(Object::Dictionary(mask)) => mask,
        _ => dictionary,
    };
    if is_name(mask, b"S", b"Luminosity") { mask.get(b"G").ok().cloned() } else { None }
}

/// Adds everything that can be reached without following parents or entering a soft mask.
fn reach(document: &Document, object: &Object, seen: &mut BTreeSet<ObjectId>) {
    let entries = |dictionary: &lopdf::Dictionary, seen: &mut BTreeSet<ObjectId>| {
        for (key, value) in dictionary {
            let mask = key == b"SMask" && dictionary.get(b"Subtype").is_err();
            if key != b"Parent" && !mask {
                reach(document, value, seen);
            }
        }
    };
    match object {
        Object::Reference(id) => {
            if seen.insert(*id)
                && let Some(object) = document.objects.get(id)
            {
                reach(document, object, seen);
            }
        }
        Object::Array(parts) => parts.iter().for_each(|part| reach(document, part, seen)),
        Object::Dictionary(dictionary) => entries(dictionary, seen),
        Object::Stream(stream) => entries(&stream.dict, seen),
        _ => {}
    }
}
