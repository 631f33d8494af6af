//! The label of a PDF by Typst: the content sum of its issue in the XMP, and how readers open it.
//!
//! Both are written as an incremental update (ISO 32000-1, 7.5.6); the file's own bytes stay as
//! they are.

use lopdf::{Dictionary, Document, IncrementalDocument, Object, Stream};

use neikan_base::hash::identifier;

/// Adds the content sum of an issue to the XMP as `dc:identifier`, and lets `more` change the
/// catalog, given the first page.
///
/// # Errors
/// lopdf's error about a file that it cannot read or write.
pub fn label(
    pdf: Vec<u8>,
    sum: &str,
    more: &dyn Fn(&mut Dictionary, Option<Object>),
) -> lopdf::Result<Vec<u8>> {
    let before = Document::load_mem(&pdf)?;
    let catalog = before.trailer.get(b"Root")?.as_reference()?;
    let metadata = before.get_dictionary(catalog)?.get(b"Metadata")?.as_reference()?;
    let xmp = before.get_object(metadata)?.as_stream()?;
    let (kind, text) = (xmp.dict.clone(), xmp.get_plain_content()?);
    let text = String::from_utf8_lossy(&text).replacen("</rdf:RDF>", &described(sum), 1);
    let first = before.page_iter().next().map(Object::Reference);
    let mut update = IncrementalDocument::create_from(pdf, before);
    update.opt_clone_object_to_new_document(catalog)?;
    more(update.new_document.get_object_mut(catalog)?.as_dict_mut()?, first);
    let mut stream = Stream::new(kind, text.into_bytes()).with_compression(false);
    stream.dict.remove(b"Filter");
    update.new_document.set_object(metadata, stream);
    let mut out = Vec::new();
    update.save_to(&mut out)?;
    Ok(out)
}

/// A description to insert before the end of the XMP; `None` if the sum is not known.
fn described(sum: &str) -> String {
    if sum.is_empty() {
        return "</rdf:RDF>".to_owned();
    }
    let sum = identifier(sum);
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:identifier>{sum}</dc:identifier></rdf:Description></rdf:RDF>"
    )
}
