//! The digital editions: the screen PDF and the EPUB.

pub mod epub;
