//! The foundation of every room of neikan.
//!
//! A [`Finding`] names a rule, a place and the values of its message; the words are in [`locale`],
//! in Chinese and English. A [`Failure`] is how a command ends. [`fs`] reads under limits, stays
//! inside a folder and writes files whole; [`sources`] reads each file of a project once; [`store`]
//! keeps the results of steps; [`jpeg`] is the one JPEG coder, [`outline`] places and writes outlines,
//! [`icc`] reduces profiles to their colours, [`xml`] writes XML, [`hash`] and [`date`] are for labels;
//! [`rulebook`] documents rules; [`guard`] is where panics in libraries end.

mod binding;
pub mod date;
pub mod diagnostic;
pub mod fs;
pub mod guard;
pub mod hash;
pub mod icc;
pub mod jpeg;
pub mod locale;
pub mod outline;
pub mod rulebook;
pub mod sources;
pub mod store;
pub mod xml;

pub use binding::Binding;
pub use date::Date;
pub use diagnostic::{Failure, Finding, Findings, Place, Severity};

/// Runs the README's examples as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
