//! Manuscripts: one document model, and the ways into it.
//!
//! [`model`] is what every edition is made from. [`markdown`] reads an article's text into it;
//! [`pictures`] looks at the pictures it names; [`assembly`] puts an issue together; [`compose`]
//! prepares its texts for the lines of a page.

pub mod assembly;
pub mod compose;
pub mod markdown;
pub mod model;
pub mod pictures;
pub mod prose;

pub use assembly::{Assembly, ISSUE_ROOT, assemble};
pub use model::{Article, Block, Inline, Inlines, Picture};
