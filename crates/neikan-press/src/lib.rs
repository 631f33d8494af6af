//! The press finisher: a PDF of a layout engine becomes a PDF that a print shop puts on press.
//!
//! [`profile`] says how a print shop prints; [`color`] turns the colours of screens into its inks
//! and back through ICC profiles; [`Press::finish`] rewrites a PDF in those inks as PDF/X, with
//! boxes, overprint, output intent and labels; [`marks`] draws what stands around pages and
//! sheets; [`impose()`] puts pages of any PDF on sheets; [`cover`] knows how thick a spine is.
//! What was made is judged by [`pdfx_preflight`].

mod cache;
pub mod color;
pub mod cover;
pub mod finish;
pub mod impose;
pub mod marks;
mod press;
pub mod profile;

pub use cover::{BindingFit, bulk, spine};
pub use finish::Job;
pub use impose::impose;
pub use press::Press;
pub use profile::PressProfile;

/// The examples of the README are run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
