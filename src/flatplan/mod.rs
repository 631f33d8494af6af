//! The flatplan: every spread of an issue small, with folio, section, articles and page budget.
//!
//! [`spreads`] puts the pages of the screen edition into the order in which they lie on paper
//! and notes what each holds; [`html`] writes them as a page of their own, with the sums that
//! an editor plans the next issue by, [`tables`] among them; [`picture`] draws them as one picture.

mod html;
mod picture;
mod spreads;
mod tables;
mod words;

use typst_layout::PagedDocument;

use crate::diagnostic::Failure;
use crate::manuscript::Assembly;
use crate::typeset::{Colors, PageMap};
use neikan_press::BindingFit;

/// An issue as the flatplan shows it.
#[derive(Clone, Copy)]
pub struct Issue<'a> {
    /// The issue.
    pub assembly: &'a Assembly,
    /// The finished pages of the screen edition.
    pub document: &'a PagedDocument,
    /// What its inside pages hold.
    pub map: &'a PageMap,
    /// How its inside pages go into the binding.
    pub fit: BindingFit,
    /// The colours of the theme as screens show them.
    pub colors: &'a Colors,
    /// The name of the screen PDF, which lies beside the flatplan.
    pub pdf: &'a str,
}

/// Writes the flatplan as a page of HTML that needs nothing but itself, in the language of the
/// publication.
///
/// # Errors
/// [`Failure::Internal`] when a page cannot be encoded.
pub fn html(issue: &Issue<'_>) -> Result<Vec<u8>, Failure> {
    html::write(issue, &spreads::spreads(issue))
}

/// Draws the flatplan as a PNG.
///
/// # Errors
/// [`Failure::Internal`] when a page cannot be encoded.
pub fn png(issue: &Issue<'_>) -> Result<Vec<u8>, Failure> {
    picture::draw(issue, &spreads::spreads(issue))
}
