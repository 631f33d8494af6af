//! Chinese text as editors and typesetters see it, over plain strings.
//!
//! ```
//! use hanzi::{Form, lint, mend, seams};
//!
//! // No line ends between a number and its unit; what line breakers keep anyway is left to them.
//! let text: Vec<char> = "共120吨。".chars().collect();
//! assert_eq!(seams(&text, &Form::CELL), [false, false, false, true, false, false]);
//!
//! // Rules of GB/T 15834 and GB/T 15835, with the suggested correction.
//! let hits = lint("损耗在5~95%之间,已入库。");
//! let names: Vec<_> = hits.iter().map(|hit| hit.rule.name).collect();
//! assert_eq!(names, ["range-unit", "half-width"]);
//! assert_eq!(mend("损耗在5~95%之间,已入库。"), "损耗在5%~95%之间，已入库。");
//! ```
//!
//! [`seams()`] says where a line must not end (CLREQ 3.1 and 3.2), and [`compose`] writes that into
//! a text as word joiners. [`lint()`] checks a text against the [`rules`], each with words in
//! Chinese and English, its source and its examples. [`look_alikes`] knows the characters that only
//! look like others, [`names`] compares personal names,
//! [`folding`] brings texts into one form for searching, [`marks`] pairs quotation marks and
//! brackets.

pub mod calendar;
pub mod folding;
pub mod lint;
pub mod look_alikes;
pub mod marks;
pub mod names;
pub mod pattern;
pub mod rules;
mod seams;
mod units;

pub use lint::{Hit, Kind, Line, Rule, lint, mend};
pub use pattern::{Found, Pattern};
pub use seams::{Form, JOINER, Names, compose, seams, weave};

/// Whether a character is a Han character (Unicode's script Han, unified ideographs and 〇).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Runs the README's examples as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
