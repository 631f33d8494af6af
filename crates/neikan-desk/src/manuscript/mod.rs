//! Manuscripts: one document model, and the ways into it.
//!
//! [`model`] is what every edition is made from. [`markdown`] reads an article's text into it,
//! and writes what comes from outside; [`word`], [`doc`], [`odt`], [`rtf`] and [`html`] read documents from
//! outside as [`incoming`] paragraphs. [`pictures`] looks at the pictures an article names, [`svg`] at
//! drawings, [`profiles`] at what colours mean ([`code_points`] and [`png`] at how they say it), and [`bare`] takes from a picture what it does not show; [`conversion`] makes a JPEG or a PNG of what came as something else; [`assembly`] puts an issue together; [`compose`] prepares its texts
//! for the lines of a page. [`digest`] says what a signature binds, [`design`] which files decide how an issue looks; [`single`] reads one article
//! on its own, [`printed`] only its printed texts; [`printable`] knows the characters that cannot be printed.

pub mod assembly;
pub mod bare;
pub mod code_points;
pub mod compose;
pub mod conversion;
pub mod design;
pub mod digest;
pub mod doc;
pub mod html;
pub mod incoming;
pub mod limits;
pub mod markdown;
pub mod model;
pub mod odt;
pub mod pdf;
pub mod pictures;
pub mod png;
pub mod printable;
pub mod printed;
pub mod profiles;
pub mod prose;
pub mod quotes;
pub mod rtf;
pub mod single;
pub mod stand_in;
pub mod svg;
pub mod word;

pub use assembly::{Assembly, assemble, assemble_inbox};
pub use model::{Article, Block, Inline, Inlines, Picture};

/// The root of the issue's files as templates see them.
pub const ISSUE_ROOT: &str = "/issue/";
