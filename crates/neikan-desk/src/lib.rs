//! The editors' desk: from files that people write to an approved issue.
//!
//! [`publication`] has the data files as types, with schemas and places; [`manuscript`] reads
//! articles and pictures into one document model and puts an issue together ([`assemble`]);
//! [`check`](mod@check) checks the issue against the rules; [`desk`] takes in what others send,
//! keeps the review ledger and is the [`mod@gate`] before the press. What only typesetting can tell
//! is passed in from outside: faces as [`check::Coverage`], pages as [`check::Printed`].

pub mod check;
pub mod desk;
pub mod manuscript;
pub mod publication;

pub use check::check;
pub use desk::review::gate;
pub use manuscript::assemble;

/// The examples of the README are run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
