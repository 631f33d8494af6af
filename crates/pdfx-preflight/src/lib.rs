//! Preflight of PDFs for the press: whether a file from any source can be printed as it is.
//!
//! ```
//! use pdfx_preflight::{Limits, Settings, open, preflight};
//!
//! let bytes = include_bytes!("../tests/fixtures/page.pdf");
//! let pdf = open(bytes, &Limits::default()).expect("it is a whole PDF");
//! let report = preflight(&pdf, &Settings::usual(None)).expect("it paints little");
//! assert_eq!(report.pages, 1);
//! assert!(report.faults.iter().any(|fault| fault.rule.name == "print-no-claim"));
//! ```
//!
//! [`open`] is the way in: files from outside are hostile until they have been read, under
//! [`Limits`]. [`preflight`] walks what the pages paint, scans the objects, reads what the file
//! says about itself and measures the ink of its pictures: these are the [`facts`]. Each of the
//! [`rules`](rules()) judges them under [`Settings`]. [`report`] groups the findings, with every
//! place in millimetres from the corner of the trimmed page, and [`annotate`] circles the places in
//! a copy of the file. [`mend`] reads damaged files too, and what it repaired is among the
//! findings. The words of the rules are in Chinese and English:
//! [`messages`] prepares them for a [`neikan_base::locale::Locale`].
//!
//! [`sheets`] gives the letters of the pages with their places. [`inspect`] reports which colours any
//! PDF uses and how its pages are cut, and [`reading`] is
//! what other press tools need of a PDF that has been opened.

pub mod annotate;
mod bits;
pub mod black_point;
pub mod catalogue;
mod color;
pub mod demands;
pub mod facts;
pub mod fix;
mod function;
mod heat;
mod ink;
pub mod inspect;
pub mod inventory;
mod judge;
mod labels;
mod layers;
pub mod matrix;
pub mod pdf;
mod pixels;
pub mod plain;
pub mod plates;
pub mod reading;
pub mod report;
pub mod rule;
pub mod rules;
mod samples;
mod saved;
mod scan;
mod standard;
pub mod tables;
pub mod text;
pub mod tone;
mod walk;
pub mod watch;
pub mod words;

pub use demands::Demands;
pub use ink::lighten;
pub use inventory::Inventory;
pub use judge::{messages, preflight};
pub use labels::Said;
pub use reading::far::mend_file;
pub use reading::{Limits, Pdf, mend, mend_whole, open};
pub use report::Report;
pub use rule::{Rule, Settings};
pub use standard::{Demand, Part, Standard};
pub use walk::sheets;

/// Every rule, by family and name.
pub fn rules() -> &'static [rules::Entry] {
    rules::ALL
}

/// Runs the README's examples as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
