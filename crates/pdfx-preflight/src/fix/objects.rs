//! What does not print is taken out: actions, attachments, annotations, halftones; LZW becomes ZIP.

use lopdf::{Dictionary, Document, Object, Stream};

use super::Job;
use super::content::is_packed_by;
use crate::pdf::set_content;
use crate::reading::{Page, STREAM_LIMIT, decode};

/// Mends what is in objects.
pub fn mend(job: &mut Job<'_>) {
    let request = job.request;
    let (document, pages) = (&mut job.pdf.document, &job.pdf.pages);
    if request.has("print-attached") {
        without_attachments(document);
    }
    if request.has("pdfx-action") {
        without_actions(document);
    }
    if request.has("pdfx-annotation") {
        without_annotations(document, pages);
    }
    if request.has("pdfx-alternates") {
        everywhere(document, |own| drop(own.remove(b"Alternates")));
    }
    if request.has("pdfx-halftone") {
        everywhere(document, |own| {
            let state = own.has(b"HT") && !own.has(b"HalftoneType");
            if state {
                own.remove(b"HT");
            }
        });
    }
    if request.has("pdfx-lzw") {
        without_lzw(document);
    }
}

/// The catalog, to be changed.
fn catalog(document: &mut Document) -> Option<&mut Dictionary> {
    let id = document.trailer.get(b"Root").and_then(Object::as_reference).ok()?;
    document.get_dictionary_mut(id).ok()
}

/// Removes something from a dictionary of the catalog, wherever it is.
fn remove_within(document: &mut Document, key: &[u8], inner: &[u8]) {
    let below = catalog(document).and_then(|own| own.get(key).ok()).cloned();
    match below {
        Some(Object::Reference(id)) => {
            if let Ok(own) = document.get_dictionary_mut(id) {
                own.remove(inner);
            }
        }
        Some(Object::Dictionary(mut own)) => {
            own.remove(inner);
            if let Some(catalog) = catalog(document) {
                catalog.set(key, own);
            }
        }
        _ => {}
    }
}

fn without_attachments(document: &mut Document) {
    if let Some(own) = catalog(document) {
        own.remove(b"Collection");
        own.remove(b"AF");
    }
    remove_within(document, b"Names", b"EmbeddedFiles");
    remove_within(document, b"AcroForm", b"XFA");
}

fn without_actions(document: &mut Document) {
    if let Some(own) = catalog(document) {
        own.remove(b"OpenAction");
    }
    remove_within(document, b"Names", b"JavaScript");
    everywhere(document, |own| {
        own.remove(b"AA");
        // Outlines and annotations have theirs under A.
        let action = own.get(b"A").ok().is_some_and(|own| match own {
            Object::Dictionary(own) => own.has(b"S"),
            Object::Reference(_) => true,
            _ => false,
        });
        if action && (own.has(b"Title") || own.has(b"Rect")) {
            own.remove(b"A");
        }
    });
}

fn without_annotations(document: &mut Document, pages: &[Page]) {
    for page in pages {
        if let Ok(own) = document.get_dictionary_mut(page.id) {
            own.remove(b"Annots");
        }
    }
    if let Some(own) = catalog(document) {
        own.remove(b"AcroForm");
    }
}

/// Changes every dictionary in the file.
fn everywhere(document: &mut Document, change: impl Fn(&mut Dictionary)) {
    fn walk(object: &mut Object, change: &impl Fn(&mut Dictionary)) {
        match object {
            Object::Array(parts) => parts.iter_mut().for_each(|part| walk(part, change)),
            Object::Dictionary(own) => {
                change(own);
                own.iter_mut().for_each(|(_, value)| walk(value, change));
            }
            Object::Stream(stream) => {
                change(&mut stream.dict);
                stream.dict.iter_mut().for_each(|(_, value)| walk(value, change));
            }
            _ => {}
        }
    }
    document.objects.values_mut().for_each(|object| walk(object, &change));
}

/// Compresses anew what is compressed by LZW alone.
fn without_lzw(document: &mut Document) {
    let lzw = |own: &Dictionary| is_packed_by(document, own, &[b"LZWDecode", b"LZW"]);
    let packed = document.objects.iter().filter_map(|(&id, object)| match object {
        Object::Stream(stream) if lzw(&stream.dict) => Some((id, zipped(stream)?)),
        _ => None,
    });
    let packed: Vec<_> = packed.collect();
    for (id, stream) in packed {
        document.objects.insert(id, stream.into());
    }
}

/// A stream compressed by ZIP; `None` if it cannot be read.
pub fn zipped(stream: &Stream) -> Option<Stream> {
    let plain = decode(stream, STREAM_LIMIT).ok()?;
    let mut own = stream.clone();
    set_content(&mut own, plain);
    Some(own)
}
