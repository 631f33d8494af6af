//! The digital editions: the screen PDF and the EPUB.
//!
//! [`pictures`] makes the pictures that both show; [`screen`] writes the PDF; [`charts`] and [`pages`] turn
//! typeset pages into the drawings and the cover of the EPUB, which [`epub`] writes.

pub mod charts;
pub mod epub;
pub mod pages;
pub mod pictures;
pub mod screen;
