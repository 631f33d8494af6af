//! neikan turns the approved articles of a Chinese internal periodical into a printed and a
//! digital issue.
//!
//! The way of an issue through the house, from the bottom floor up: [`manuscript`] reads the
//! articles of a [`publication`] into one document model; [`mod@check`] holds them against the
//! rules; [`desk`] takes in what others send; [`typeset`] turns them into pages through Typst; [`press`] finishes the pages for the
//! print shop and [`digital`] for readers; [`archive`] keeps what was made and what it was made
//! from. [`depot`] is where it is sent for safe keeping. [`catalogue`] makes a site of all that was printed. [`pipeline`] is that way as one function; [`agenda`] says where every issue stands on it, [`preview`] shows its pages while they are being written; [`cli`] is how people call it. [`begin`] begins a
//! periodical, [`kit`] is what the program carries for it, [`manual`] what it explains; `alphabet` is the order of indexes. What goes wrong
//! is a [`diagnostic::Finding`], said in words by [`locale`].

pub mod agenda;
mod alphabet;
pub mod archive;
pub mod begin;
pub mod catalogue;
pub mod circulation;
pub mod cli;
pub mod columns;
pub mod depot;
pub mod digital;
pub mod flatplan;
pub mod kit;
pub mod manual;
pub mod pipeline;
pub mod press;
pub mod preview;
pub mod report;
pub mod typeset;
pub mod volume;

pub use neikan_base::{diagnostic, fs, guard, jpeg, locale, rulebook, sources};
pub use neikan_desk::{check, desk, manuscript, publication};
