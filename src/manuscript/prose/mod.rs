//! Prose: the printed texts of a source file, each character with its place in the file.
//!
//! The document model says what prints, but not where each character stands. So the rules read
//! passages instead: [`markdown`] takes them from the body of an article, [`data`] from the
//! values of front matter and YAML files. Markup, paths and attributes are left out; code and the like
//! print, but are no prose, and stand aside.

mod data;
mod markdown;
mod passage;

pub use data::{ARTICLE, ISSUE, PUBLICATION, PUBLICATION_ASIDES, Printed, data};
pub use markdown::{Body, body};
pub use passage::{Construct, Kind, MASK, Passage, Voice};

use crate::diagnostic::Place;
use crate::publication::Places;

/// What a source file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// `publication.yml`.
    Publication,
    /// `issue.yml`.
    Issue,
    /// An article, by its place in the printing order.
    Article(usize),
}

/// A source file with its printed texts.
#[derive(Debug)]
pub struct Text {
    /// What it is.
    pub of: Source,
    /// Its file, relative to the project.
    pub file: String,
    /// All of it: UTF-8, lines ended by a line feed.
    pub source: String,
    /// Where its values stand: of front matter, for an article.
    pub places: Places,
    /// The printed texts, in the order of the file.
    pub passages: Vec<Passage>,
    /// What prints though it is no prose: code, ruby, series and units of charts, English names.
    pub asides: Vec<Passage>,
}

impl Text {
    /// The place of a byte of the file.
    pub fn place(&self, byte: usize) -> Place {
        let before = self.source.get(..byte).unwrap_or(&self.source);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Place::at(self.file.clone(), line, before[start..].chars().count() + 1)
    }

    /// A line of the file, counted from 1.
    pub fn line(&self, line: usize) -> &str {
        self.source.lines().nth(line.wrapping_sub(1)).unwrap_or_default()
    }
}

/// The byte at which a line (from 1) and a column in characters (from 1) stand.
fn byte_at(source: &str, line: usize, column: usize) -> usize {
    let lines = source.split_inclusive('\n').take(line.saturating_sub(1));
    let start: usize = lines.map(str::len).sum();
    let rest = &source[start.min(source.len())..];
    let text = rest.lines().next().unwrap_or_default();
    start + text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at)
}
