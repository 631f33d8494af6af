//! The digital editions: the screen PDF and the EPUB.
//!
//! [`pictures`] prepares pictures for screens and [`placed`] puts them into finished pages;
//! [`screen`] writes the PDF; [`charts`] and [`pages`] turn typeset pages into the drawings and the
//! cover of the EPUB, which [`epub`] writes; [`legible`] judges the letters of the front cover.

pub mod charts;
pub mod epub;
pub mod legible;
pub mod pages;
pub mod pictures;
pub mod placed;
pub mod screen;
