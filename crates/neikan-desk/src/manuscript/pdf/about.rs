//! What a file says of itself, and what it holds beside its pages: remarks, fields, attachments.

use lopdf::{Dictionary, Document, Object};
use pdfx_preflight::Pdf;
use pdfx_preflight::reading::{dictionary, entry};
use pdfx_preflight::text::text_string;

use crate::manuscript::incoming::reading::Reading;
use crate::manuscript::incoming::text::clean;
use crate::publication::Date;
use neikan_base::diagnostic::Finding;

/// The most annotations, and nodes of the tree of attachments, that are looked at.
const MOST: usize = 5_000;
/// How much text of fields is shown, characters.
const SHOWN: usize = 200;

/// The date and the title in the properties.
pub fn info(opened: &Pdf) -> (Option<Date>, String) {
    let document = &opened.document;
    let Some(info) = dictionary(document, entry(document, &document.trailer, b"Info")) else {
        return (None, String::new());
    };
    let date = [b"ModDate".as_slice(), b"CreationDate"].into_iter().find_map(|key| {
        let digits: String =
            string(document, info, key)?.chars().filter(char::is_ascii_digit).take(8).collect();
        let (year, rest) = digits.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        format!("{year}-{month}-{day}").parse().ok()
    });
    (date, string(document, info, b"Title").unwrap_or_default())
}

/// Takes remarks; tells of the rest.
pub fn tell(opened: &Pdf, reading: &mut Reading<'_>) {
    let document = &opened.document;
    let (mut links, mut fields, mut left) = (0_usize, Vec::new(), MOST);
    for page in &opened.pages {
        let Object::Array(all) = entry(document, &page.own, b"Annots") else { continue };
        for own in all.iter().take(left).filter_map(|own| dictionary(document, own)) {
            left = left.saturating_sub(1);
            let Object::Name(kind) = entry(document, own, b"Subtype") else { continue };
            match kind.as_slice() {
                b"Link" => {
                    let action = dictionary(document, entry(document, own, b"A"));
                    links += usize::from(action.is_some_and(|action| action.has(b"URI")));
                }
                b"Widget" => fields.extend(string(document, own, b"V")),
                b"Popup" => {}
                _ => {
                    let text = string(document, own, b"Contents").unwrap_or_default();
                    let by = string(document, own, b"T").unwrap_or_default();
                    let words = format!("第{}页", page.number);
                    reading.remarks.add(None, &by, &text, &words);
                }
            }
        }
    }
    let fields: Vec<String> =
        fields.iter().map(|text| clean(text)).filter(|text| !text.is_empty()).collect();
    if !fields.is_empty() {
        let text: String = fields.join(" / ").chars().take(SHOWN).collect();
        let finding = Finding::warn("import-pdf-fields").with("count", fields.len());
        reading.findings.push(finding.with("text", text));
    }
    if links > 0 {
        reading.findings.push(Finding::note("import-pdf-links").with("count", links));
    }
    let attached = attached(document);
    if attached > 0 {
        reading.findings.push(Finding::warn("import-pdf-attached").with("count", attached));
    }
}

/// How many files are attached.
fn attached(document: &Document) -> usize {
    let root = dictionary(document, entry(document, &document.trailer, b"Root"));
    let names = root.and_then(|root| dictionary(document, entry(document, root, b"Names")));
    let tree = names.and_then(|own| dictionary(document, entry(document, own, b"EmbeddedFiles")));
    let (mut left, mut next, mut count) = (MOST, Vec::from_iter(tree), 0);
    while let Some(node) = next.pop() {
        let Some(rest) = left.checked_sub(1) else { break };
        left = rest;
        if let Object::Array(names) = entry(document, node, b"Names") {
            count += names.len() / 2;
        }
        if let Object::Array(kids) = entry(document, node, b"Kids") {
            next.extend(kids.iter().take(left).filter_map(|kid| dictionary(document, kid)));
        }
    }
    count
}

fn string(document: &Document, own: &Dictionary, key: &[u8]) -> Option<String> {
    match entry(document, own, key) {
        Object::String(bytes, _) => Some(text_string(bytes)),
        _ => None,
    }
}
