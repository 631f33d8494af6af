//! The flatplan: a small view of every spread of an issue, with folio, section, articles and page
//! budget.
//!
//! [`spreads`] puts the pages of the screen edition into the order in which they lie on paper and
//! records what each contains; [`html`] writes them as a self-contained page, with the totals that
//! an editor needs to plan the next issue ([`tables`]); [`picture`] draws them as one picture.

mod html;
mod picture;
mod spreads;
mod tables;
pub mod words;

pub use spreads::{Leaf, Name, Piece, Slot, Spread, spreads};
use typst_layout::PagedDocument;

use crate::diagnostic::Failure;
use crate::manuscript::Assembly;
use crate::typeset::{Colors, PageMap};
use neikan_base::store::Store;
use neikan_press::BindingFit;

/// An issue as the flatplan shows it.
#[derive(Clone, Copy)]
pub struct Issue<'a> {
    /// The issue.
    pub assembly: &'a Assembly,
    /// The finished pages of the screen edition.
    pub document: &'a PagedDocument,
    /// The contents of its inside pages.
    pub map: &'a PageMap,
    /// How its inside pages suit the binding.
    pub fit: BindingFit,
    /// The colours of the theme as shown on screens.
    pub colors: &'a Colors,
    /// The name of the screen PDF, which is next to the flatplan.
    pub pdf: &'a str,
    /// What was drawn before.
    pub store: &'a Store,
}

/// Writes the flatplan as a self-contained HTML page, in the language of the publication.
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
