//! Prose: the printed texts of a source file, each character with its place in the file.
//!
//! The document model says what prints, but not where each character is in the file. So the rules
//! read passages instead: [`markdown`] takes them from the body of an article, [`data`] from the
//! values of front matter and YAML files. Markup, paths and attributes are left out; code and the
//! like print but are not prose, and are kept separate.

mod data;
mod lines;
mod markdown;
mod passage;

pub use data::{ARTICLE, ISSUE, PUBLICATION, PUBLICATION_ASIDES, Printed, data};
pub use lines::Lines;
pub use markdown::{Body, body};
pub use passage::{Construct, Kind, MASK, Passage, Voice};

use crate::publication::Places;
use neikan_base::diagnostic::Place;

/// What a source file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceFile {
    /// `publication.yml`.
    Publication,
    /// `issue.yml`.
    Issue,
    /// An article, by its index in printing order.
    Article(usize),
}

/// A source file with its printed texts.
#[derive(Debug, Clone)]
pub struct Text {
    /// What it is.
    pub of: SourceFile,
    /// Its file, relative to the project.
    pub file: String,
    /// All of it: UTF-8, with line feeds as line ends.
    pub source: String,
    /// Where its lines begin.
    pub lines: Lines,
    /// Where its values are; for an article, those of its front matter.
    pub places: Places,
    /// The printed texts, in the order of the file.
    pub passages: Vec<Passage>,
    /// What prints but is not prose: code, ruby, series and units of charts, English names.
    pub asides: Vec<Passage>,
}

impl Text {
    /// The place of a byte of the file.
    pub fn place(&self, byte: usize) -> Place {
        let (line, start) = self.lines.at(byte);
        let before = self.source.get(start..byte).unwrap_or_default();
        Place::at(self.file.clone(), line, before.chars().count() + 1)
    }

    /// A line of the file, counted from 1.
    pub fn line(&self, line: usize) -> &str {
        self.lines.line(&self.source, line)
    }
}
