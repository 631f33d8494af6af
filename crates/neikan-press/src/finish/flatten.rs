//! Flattening: PDF/X-1a allows no transparency (ISO 15930-4, 6.7).
//!
//! Pictures with a soft mask have already been laid on white paper ([`super::pictures`]). Groups
//! and graphics states that make nothing transparent are removed here. Anything else that is
//! transparent stops the work, and the finding names its page.

use lopdf::{Dictionary, Document, Object};

use neikan_base::diagnostic::{Finding, Findings};
use pdfx_preflight::pdf::is_name;

use super::pages::{blends, transparent_pages};

/// Removes groups and states that make nothing transparent; reports those that do.
pub fn rest(document: &mut Document, findings: &mut Findings) {
    for object in document.objects.values_mut() {
        visit(object);
    }
    for page in transparent_pages(document) {
        findings.push(Finding::stop("press-transparency").with("page", page));
    }
}

fn visit(object: &mut Object) {
    match object {
        Object::Dictionary(own) => plain(own),
        Object::Stream(stream) => plain(&mut stream.dict),
        Object::Array(parts) => parts.iter_mut().for_each(visit),
        _ => {}
    }
}

fn plain(own: &mut Dictionary) {
    if let Ok(group) = own.get_mut(b"Group").and_then(Object::as_dict_mut)
        && is_name(group, b"S", b"Transparency")
    {
        own.remove(b"Group");
    }
    let harmless = !blends(own);
    for key in [b"ca".as_slice(), b"CA", b"BM", b"SMask", b"AIS"] {
        if harmless {
            own.remove(key);
        }
    }
    own.iter_mut().for_each(|(_, value)| visit(value));
}
