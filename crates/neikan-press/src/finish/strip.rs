//! Removes from a PDF what is only for screens: structure, links, outlines, actions.

use lopdf::{Dictionary, Document, Object};

/// The entries that a catalog keeps.
const CATALOG: [&[u8]; 4] = [b"Type", b"Pages", b"Lang", b"PageLabels"];
/// The entries that a page keeps.
const PAGE: [&[u8]; 9] = [
    b"Type",
    b"Parent",
    b"Contents",
    b"Resources",
    b"MediaBox",
    b"TrimBox",
    b"BleedBox",
    b"Group",
    b"Rotate",
];
/// The entries that a node of the page tree keeps.
const PAGES: [&[u8]; 7] =
    [b"Type", b"Kids", b"Count", b"Parent", b"Resources", b"MediaBox", b"Rotate"];
/// The entries that every other object loses.
const EXTRAS: [&[u8]; 6] =
    [b"StructParent", b"StructParents", b"Metadata", b"PieceInfo", b"OPI", b"Alternates"];

/// Removes everything that a press has no use for.
pub fn strip(document: &mut Document) {
    for object in document.objects.values_mut() {
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &mut stream.dict,
            _ => continue,
        };
        match dictionary.get_type().unwrap_or_default() {
            b"Catalog" => keep(dictionary, &CATALOG),
            b"Pages" => keep(dictionary, &PAGES),
            b"Page" => keep(dictionary, &PAGE),
            _ => EXTRAS.iter().for_each(|key| {
                dictionary.remove(key);
            }),
        }
    }
    let root = document.trailer.get(b"Root").cloned();
    document.trailer = Dictionary::new();
    if let Ok(root) = root {
        document.trailer.set("Root", root);
    }
}

fn keep(dictionary: &mut Dictionary, keys: &[&[u8]]) {
    let gone: Vec<Vec<u8>> = dictionary
        .iter()
        .map(|(key, _)| key.clone())
        .filter(|key| !keys.contains(&key.as_slice()))
        .collect();
    gone.iter().for_each(|key| {
        dictionary.remove(key);
    });
}
