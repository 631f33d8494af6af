//! Typesetting: an assembly becomes pages.
//!
//! [`faces`] loads the fonts of the project and no others, [`chains`] orders them by role; [`data`] writes down what templates
//! see; [`world`] hands both to Typst; [`compile`] turns its complaints into findings and its
//! pages into a [`Typeset`]; [`justify`] gives the space of their lines by rank, and [`joiners`]
//! takes out of them what only line breaking needed; [`notdef`] finds the characters that no face
//! has drawn; [`label`] writes into a PDF which content it holds. From finished pages [`page_map`] reads which pages an article takes, and [`budget`] compares that
//! with what was planned; [`proofreader`] holds the pages against the text they were made from.

pub mod breaks;
pub mod budget;
pub mod chains;
pub mod compile;
pub mod data;
pub mod faces;
pub mod fit;
pub mod joiners;
pub mod justify;
pub mod label;
pub mod notdef;
pub mod page_map;
pub mod printed;
pub mod proofreader;
mod type_area;
pub mod world;

pub use breaks::Breaks;
pub use budget::budget;
pub use chains::Chains;
pub use compile::{Part, Typeset, typeset};
pub use data::Colors;
pub use faces::Faces;
pub use fit::Fits;
pub use notdef::notdef;
pub use page_map::PageMap;
pub use printed::{Placed, Printed};
pub use proofreader::{Scope, proofread, proofread_book};
