//! Typesetting: an assembly becomes pages.
//!
//! [`faces`] loads the fonts of the project and no others; [`data`] writes down what templates
//! see; [`world`] hands both to Typst; [`compile`] turns its complaints into findings and its
//! pages into a [`Typeset`]; [`joiners`] takes out of them what only line breaking needed.

pub mod compile;
pub mod data;
pub mod faces;
pub mod joiners;
pub mod world;

pub use compile::{Part, Typeset, typeset};
pub use data::Colors;
pub use faces::Faces;
