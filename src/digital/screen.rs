//! The screen PDF: all pages with the cover first, tagged, with bookmarks and links, in RGB.

use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::diagnostic::{Failure, Finding};
use crate::manuscript::Assembly;
use crate::typeset::compile::pdf_options;

/// Writes the screen PDF, as PDF/UA-1.
///
/// # Errors
/// The finding `pdf-refused` when the pages cannot be written as the standard demands.
pub fn write(assembly: &Assembly, document: &PagedDocument) -> Result<Vec<u8>, Failure> {
    let refused =
        |reason: String| Failure::from(Finding::stop("pdf-refused").with("reason", reason));
    let standards = PdfStandards::new(&[PdfStandard::V_1_7, PdfStandard::Ua_1])
        .map_err(|error| refused(error.message().to_string()))?;
    let options = PdfOptions { standards, tagged: true, ..pdf_options(assembly, "screen") };
    typst_pdf::pdf(document, &options).map_err(|errors| {
        refused(errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; "))
    })
}
