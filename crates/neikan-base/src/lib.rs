//! What every room of neikan stands on.
//!
//! A [`Finding`] names a rule, a place and the values of its message; the words live in
//! [`locale`], in Chinese and English. A [`Failure`] is how a command ends. [`fs`] reads under
//! limits, stays inside a folder and writes whole; [`sources`] reads each file of a project once;
//! [`jpeg`] is the one JPEG coder, [`icc`] what of a profile says colours, [`xml`] writes XML, [`hash`] and [`date`]
//! are what labels hold; [`rulebook`] is what rules say of themselves; [`guard`] is
//! where faults of libraries end.

mod binding;
pub mod date;
pub mod diagnostic;
pub mod fs;
pub mod guard;
pub mod hash;
pub mod icc;
pub mod jpeg;
pub mod locale;
pub mod rulebook;
pub mod sources;
pub mod xml;

pub use binding::Binding;
pub use date::Date;
pub use diagnostic::{Failure, Finding, Findings, Place, Severity};

/// The examples of the README are run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
