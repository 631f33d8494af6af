//! The screen PDF: all pages with the cover first, tagged, with bookmarks and links, in RGB.
//!
//! Typst writes it as the standards demand; [`opened_at_the_cover`] adds how a reader is to show it.

use lopdf::{Dictionary, Document, IncrementalDocument, Object};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::diagnostic::{Failure, Finding};
use crate::manuscript::Assembly;
use crate::typeset::compile::pdf_options;

/// Writes the screen PDF, as PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) in one.
///
/// # Errors
/// The finding `pdf-refused` when the pages cannot be written as the standard demands.
pub fn write(assembly: &Assembly, document: &PagedDocument) -> Result<Vec<u8>, Failure> {
    let refused =
        |reason: String| Failure::from(Finding::stop("pdf-refused").with("reason", reason));
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| refused(error.message().to_string()))?;
    let options = PdfOptions { standards, tagged: true, ..pdf_options(assembly, "screen") };
    let pdf = typst_pdf::pdf(document, &options).map_err(|errors| {
        refused(errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; "))
    })?;
    opened_at_the_cover(pdf).map_err(|error| refused(error.to_string()))
}

/// Says in the catalog that a reader opens at the cover and shows two pages side by side, the
/// cover alone (ISO 32000-1, table 28). The rest of the file keeps its bytes: the new catalog
/// stands behind it as an update (7.5.6).
fn opened_at_the_cover(pdf: Vec<u8>) -> lopdf::Result<Vec<u8>> {
    let before = Document::load_mem(&pdf)?;
    let catalog = before.trailer.get(b"Root")?.as_reference()?;
    let cover = before.page_iter().next().map(Object::Reference);
    let mut update = IncrementalDocument::create_from(pdf, before);
    update.opt_clone_object_to_new_document(catalog)?;
    let entries: &mut Dictionary = update.new_document.get_object_mut(catalog)?.as_dict_mut()?;
    entries.set("PageLayout", Object::Name(b"TwoPageRight".to_vec()));
    entries.set("PageMode", Object::Name(b"UseNone".to_vec()));
    if let Some(cover) = cover {
        entries.set("OpenAction", vec![cover, Object::Name(b"Fit".to_vec())]);
    }
    let mut out = Vec::new();
    update.save_to(&mut out)?;
    Ok(out)
}
