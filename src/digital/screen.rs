//! The screen PDF: all pages with the cover first, tagged, with bookmarks and links, in RGB.
//!
//! Typst writes it according to the standards; the [`label`] adds the content sum and how a reader
//! should display the file.

use lopdf::{Dictionary, Object};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::diagnostic::Failure;
use crate::manuscript::Assembly;
use crate::typeset::compile::{pdf_options, refused, write_pdf};
use crate::typeset::label::label;

/// Writes the screen PDF, as PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) in one.
///
/// # Errors
/// The finding `pdf-refused` if the pages cannot be written as the standard requires.
pub fn write(assembly: &Assembly, document: &PagedDocument) -> Result<Vec<u8>, Failure> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| refused(error.message()))?;
    let options = PdfOptions { standards, tagged: true, ..pdf_options(assembly, "screen") };
    let pdf = write_pdf(document, &options)?;
    Ok(label(pdf, &assembly.sum, &opened_at_the_cover).map_err(refused)?)
}

/// Sets in the catalog that readers open the file at the cover and show two pages side by side,
/// with the cover alone (ISO 32000-1, table 28).
fn opened_at_the_cover(catalog: &mut Dictionary, cover: Option<Object>) {
    catalog.set("PageLayout", Object::Name(b"TwoPageRight".to_vec()));
    catalog.set("PageMode", Object::Name(b"UseNone".to_vec()));
    if let Some(cover) = cover {
        catalog.set("OpenAction", vec![cover, Object::Name(b"Fit".to_vec())]);
    }
}
