//! The trees inside a PDF: numbers (ISO 32000-1, 7.9.7), page labels, structure.

use lopdf::{Dictionary, Document, Object, ObjectId, text_string};

/// How deep a tree may be nested.
const DEPTH: usize = 64;
/// The label of the leaf in a reader's list of pages.
const LABEL: &str = "\u{8d60}\u{9605}";

/// Calls `change` for an object and all that is in it, references not followed.
pub fn visit(object: &mut Object, change: &mut dyn FnMut(&mut Object)) {
    change(object);
    match object {
        Object::Array(parts) => parts.iter_mut().for_each(|part| visit(part, change)),
        Object::Dictionary(dict) => {
            dict.iter_mut().for_each(|(_, value)| visit(value, change));
        }
        Object::Stream(stream) => {
            stream.dict.iter_mut().for_each(|(_, value)| visit(value, change));
        }
        _ => {}
    }
}

/// Calls `found` for each reference in an object; the value of its own key `without` is left out.
pub fn references(object: &Object, without: Option<&[u8]>, found: &mut dyn FnMut(ObjectId)) {
    let within = |dict: &Dictionary, found: &mut dyn FnMut(ObjectId)| {
        let wanted = dict.iter().filter(|(key, _)| without != Some(key.as_slice()));
        wanted.for_each(|(_, value)| references(value, None, found));
    };
    match object {
        Object::Reference(id) => found(*id),
        Object::Array(parts) => parts.iter().for_each(|part| references(part, None, found)),
        Object::Dictionary(dict) => within(dict, found),
        Object::Stream(stream) => within(&stream.dict, found),
        _ => {}
    }
}

/// All entries of a number tree, in the order of their keys.
pub fn numbers(document: &Document, tree: &Object) -> Vec<(i64, Object)> {
    let mut entries = Vec::new();
    collect(document, tree, DEPTH, &mut entries);
    entries.sort_by_key(|(key, _)| *key);
    entries
}

fn collect(document: &Document, node: &Object, depth: usize, entries: &mut Vec<(i64, Object)>) {
    let Ok((_, Object::Dictionary(dict))) = document.dereference(node) else { return };
    let array = |key: &[u8]| {
        let (_, list) = document.dereference(dict.get(key).ok()?).ok()?;
        list.as_array().ok()
    };
    for pair in array(b"Nums").into_iter().flat_map(|list| list.chunks_exact(2)) {
        if let Ok(key) = pair[0].as_i64() {
            entries.push((key, pair[1].clone()));
        }
    }
    if depth > 0 {
        let kids = array(b"Kids").into_iter().flatten();
        kids.for_each(|kid| collect(document, kid, depth - 1, entries));
    }
}

/// A number tree of one node.
pub fn number_tree(entries: Vec<(i64, Object)>) -> Dictionary {
    let list = entries.into_iter().flat_map(|(key, value)| [Object::Integer(key), value]);
    let mut dict = Dictionary::new();
    dict.set("Nums", list.collect::<Vec<_>>());
    dict
}

/// The page labels with a leaf put in before page `at`, counted from 0: it has a word for a label,
/// and all other pages keep theirs.
pub fn label_leaf(labels: Vec<(i64, Object)>, at: i64) -> Vec<(i64, Object)> {
    let mut leaf = Dictionary::new();
    leaf.set("P", text_string(LABEL));
    let resumed = if labels.iter().any(|(key, _)| *key == at) {
        None
    } else {
        let run = labels.iter().rev().find(|(key, _)| *key < at);
        run.map(|(key, style)| (at + 1, resume(style, at - key)))
    };
    let moved = labels.into_iter().map(|(key, label)| (key + i64::from(key >= at), label));
    let mut all: Vec<_> = moved.chain([(at, Object::Dictionary(leaf))]).chain(resumed).collect();
    all.sort_by_key(|(key, _)| *key);
    all
}

/// A run of labels that goes on `pages` later.
fn resume(style: &Object, pages: i64) -> Object {
    let Object::Dictionary(style) = style else { return style.clone() };
    let mut style = style.clone();
    if style.has(b"S") {
        let start = style.get(b"St").and_then(Object::as_i64).unwrap_or(1);
        style.set("St", start + pages);
    }
    Object::Dictionary(style)
}

/// The page that an element of the structure tree begins on.
pub fn page_of(document: &Document, element: &Object, depth: usize) -> Option<ObjectId> {
    let (_, element) = document.dereference(element).ok()?;
    let Object::Dictionary(dict) = element else { return None };
    if let Ok(page) = dict.get(b"Pg").and_then(Object::as_reference) {
        return Some(page);
    }
    if depth > DEPTH {
        return None;
    }
    let (_, kids) = document.dereference(dict.get(b"K").ok()?).ok()?;
    match kids {
        Object::Array(kids) => kids.iter().find_map(|kid| page_of(document, kid, depth + 1)),
        kid => page_of(document, kid, depth + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(first: Option<i64>, prefix: Option<&str>) -> Object {
        let mut style = Dictionary::new();
        if let Some(first) = first {
            style.set("S", "D");
            style.set("St", first);
        }
        if let Some(prefix) = prefix {
            style.set("P", text_string(prefix));
        }
        Object::Dictionary(style)
    }

    #[test]
    fn every_page_but_the_leaf_keeps_its_label() {
        let labels = vec![
            (0, style(None, Some("a"))),
            (1, style(None, Some("b"))),
            (2, style(Some(1), None)),
        ];
        let keys =
            |labels: Vec<(i64, Object)>| labels.iter().map(|(key, _)| *key).collect::<Vec<_>>();
        let moved = label_leaf(labels.clone(), 1);
        assert_eq!(moved[2], (2, labels[1].1.clone()));
        assert_eq!(keys(moved), [0, 1, 2, 3]);
        let moved = label_leaf(vec![(0, style(Some(1), None))], 1);
        assert_eq!(moved[2], (2, style(Some(2), None)));
        assert_eq!(keys(moved), [0, 1, 2]);
    }
}
