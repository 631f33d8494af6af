//! The digital editions: the screen PDF, the EPUB and the OFD.
//!
//! [`pictures`] prepares pictures for screens and [`placed`] puts them into finished pages;
//! [`screen`] writes the PDF and [`ofd`] the OFD from them, [`subset`] cuts faces down; [`charts`] and [`pages`] turn typeset pages into the drawings and the
//! cover of the EPUB, which [`epub`] writes; [`web`] makes pages for web sites of its articles; [`legible`] judges the letters of the front cover.

pub mod charts;
pub mod epub;
pub mod legible;
pub mod ofd;
pub mod pages;
pub mod pictures;
pub mod placed;
pub mod screen;
mod subset;
pub mod web;
