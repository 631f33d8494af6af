//! Typesetting: turns an assembly into pages.
//!
//! [`faces`] loads the fonts of the project and what the program carries, and no others ([`holdings`]
//! lists them), [`chains`] orders them by role; [`data`]
//! builds the data for templates; [`world`] hands both to Typst; [`compile`] turns Typst's
//! diagnostics into findings and its pages into a [`Typeset`], beginning with those of the last time if it is to
//! be quick ([`again`]); [`justify`] redistributes the space
//! of justified lines by rank, and [`joiners`] removes what only line breaking needed; [`dress`] makes
//! the pages of each edition from those that were set once, and [`varnish`] what lies on its cover; [`mod@notdef`]
//! finds the characters that no face could draw; [`label`] writes the content sum into a PDF. From
//! finished pages [`page_map`] reads which pages an article takes, and [`mod@budget`] compares that
//! with the plan; [`fit`], [`spreads`] and [`mentions`] decide from them what the next setting does better; [`eye`] says where an eye would
//! stop at them, and [`stiff`] what leaves holes there; [`proofreader`] checks the pages against the text they were made from.

mod again;
pub mod breaks;
pub mod budget;
pub mod chains;
pub mod compile;
pub mod data;
pub mod dress;
pub mod eye;
pub mod faces;
pub mod fit;
pub mod form;
pub mod holdings;
pub mod joiners;
pub mod justify;
pub mod label;
mod marks;
pub mod mentions;
mod newspaper;
pub mod notdef;
pub mod page_map;
pub mod printed;
pub mod proofreader;
mod quotes;
pub mod rect;
pub mod shown;
mod sizes;
pub mod spreads;
pub mod stiff;
mod strips;
pub mod tails;
pub mod told;
mod tones;
mod type_area;
pub mod varnish;
pub mod world;

pub use breaks::Breaks;
pub use budget::{budget, numbered};
pub use chains::Chains;
pub use compile::{Part, Stands, Typeset, typeset};
pub use data::Colors;
pub use faces::Faces;
pub use fit::{Fits, Weighed};
pub use marks::{Evened, evened, moved};
pub use mentions::Mentions;
pub use newspaper::newspaper;
pub use notdef::notdef;
pub use page_map::PageMap;
pub use printed::{add_cover, add_inside, figures};
pub use proofreader::{Altered, Scope, Spot, proofread, proofread_book, spots};
pub use shown::Shown;
pub use spreads::Spreads;
pub use tones::Tones;
pub use type_area::{TypeArea, line_characters};
pub use varnish::{proofed, varnished};
