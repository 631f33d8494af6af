//! The press finisher: turns the PDF of a layout engine into one that a print shop can put on
//! press.
//!
//! [`profile`] describes how a print shop prints, and [`inks`] with what; [`color`] converts screen colours to its inks and
//! back through ICC profiles; [`Press::finish`] rewrites a PDF in those inks as PDF/X, with boxes,
//! overprint, output intent and labels; [`marks`] draws the marks around pages and sheets;
//! [`Mending`] gives the preflight what it mends files from outside with; [`impose()`] puts the pages of any PDF on sheets; [`cover`] computes the thickness of a spine.
//! The results are judged by [`pdfx_preflight`].

pub mod color;
pub mod cover;
mod deflate;
pub mod finish;
pub mod impose;
pub mod inks;
pub mod marks;
mod mend;
mod press;
pub mod profile;

pub use cover::{BindingFit, bulk, spine};
pub use finish::{Job, Originals};
pub use impose::impose;
pub use inks::{Inks, Spot};
pub use mend::{Mending, Written};
pub use press::Press;
pub use profile::{Imposition, PressProfile};

/// Runs the README's examples as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
