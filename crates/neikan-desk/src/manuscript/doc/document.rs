//! A document taken apart: its text, the properties of each character and paragraph, its tables.

use std::ops::Range;

use super::art::Drawings;
use super::calls::Calls;
use super::container::Streams;
use super::fib::Table;
use super::lists::Lists;
use super::pages::{Kind, Stretches};
use super::pieces::Text;
use super::properties::{Characters, Paragraph};
use super::styles::{Styles, fonts, strings};
use neikan_base::diagnostic::Finding;

/// The mark that ends a paragraph.
const PARAGRAPH: u16 = 0x0d;
/// The mark that ends a cell or a row.
pub const CELL: u16 = 0x07;
/// The mark that ends a page or a section.
const PAGE: u16 = 0x0c;

/// The most paragraphs in a story: more than fit into the XML that is read.
const BLOCKS: usize = 300_000;

/// A document.
#[derive(Debug)]
pub struct Document<'a> {
    /// Its streams.
    pub streams: &'a Streams,
    /// Its characters.
    pub text: Text<'a>,
    characters: Stretches<'a>,
    paragraphs: Stretches<'a>,
    /// Its styles.
    pub styles: Styles,
    /// Its lists.
    pub lists: Lists,
    /// The names of its fonts.
    pub fonts: Vec<String>,
    /// Who made changes.
    pub reviewers: Vec<String>,
    /// What its text refers to.
    pub calls: Calls,
    /// Its drawings.
    pub drawings: Drawings<'a>,
}

/// A paragraph of a document.
#[derive(Debug)]
pub struct Block {
    /// Its characters, without the mark that ends it.
    pub text: Range<u32>,
    /// The mark that ends it, if there is one.
    pub mark: Option<u16>,
    /// Its style.
    pub style: u16,
    /// Its properties.
    pub properties: Paragraph,
}

impl Block {
    /// Whether it ends a row of the table at a depth, counted from 1.
    pub fn ends_row(&self, depth: u32) -> bool {
        let here = self.properties.tables() == depth;
        here && (if depth == 1 { self.properties.ends_row } else { self.properties.ends_inner_row })
    }

    /// Whether it ends a cell of the table at a depth, counted from 1.
    pub fn ends_cell(&self, depth: u32) -> bool {
        let mark =
            if depth == 1 { self.mark == Some(CELL) } else { self.properties.ends_inner_cell };
        self.properties.tables() == depth && mark
    }
}

impl<'a> Document<'a> {
    /// Reads the structures of a document.
    ///
    /// # Errors
    /// A finding if it is damaged or too large.
    pub fn read(streams: &'a Streams) -> Result<Self, Finding> {
        let table = |which| streams.fib.table(&streams.table, which);
        let main = streams.main.as_slice();
        let text = Text::read(main, table(Table::Pieces), streams.fib.characters())?;
        let forms = streams.fib.from(&streams.table, Table::Lists);
        let reviewers = strings(table(Table::Reviewers));
        Ok(Self {
            text,
            characters: Stretches::read(main, table(Table::Characters), Kind::Characters)?,
            paragraphs: Stretches::read(main, table(Table::Paragraphs), Kind::Paragraphs)?,
            styles: Styles::read(table(Table::Styles)),
            lists: Lists::read(forms, table(Table::Overrides)),
            fonts: fonts(table(Table::Fonts)),
            reviewers: reviewers.into_iter().map(|(name, _)| name).collect(),
            calls: Calls::read(streams),
            drawings: Drawings::read(table(Table::Drawings)),
            streams,
        })
    }

    /// The paragraphs in a range of text.
    ///
    /// # Errors
    /// A finding if there are too many.
    pub fn blocks(&self, text: Range<u32>) -> Result<Vec<Block>, Finding> {
        let end = text.end.min(self.text.length());
        let mut blocks = Vec::new();
        let mut start = text.start;
        for at in text.start..end {
            let mark = self.text.unit(at).filter(|&unit| self.ends_block(unit, at));
            if mark.is_some() || at + 1 == end {
                let (style, properties) = self.properties(at);
                let until = if mark.is_some() { at } else { at + 1 };
                blocks.push(Block { text: start..until, mark, style, properties });
                start = at + 1;
            }
            if blocks.len() > BLOCKS {
                return Err(super::large("WordDocument"));
            }
        }
        Ok(blocks)
    }

    fn ends_block(&self, unit: u16, at: u32) -> bool {
        matches!(unit, PARAGRAPH | CELL) || (unit == PAGE && self.calls.ends_section(at))
    }

    /// The style and the properties of the paragraph that a mark ends.
    fn properties(&self, mark: u32) -> (u16, Paragraph) {
        let mut paragraph = Paragraph::default();
        let Some(piece) = self.text.piece(mark) else { return (0, paragraph) };
        let mut style = 0;
        if let Ok(stretch) = self.paragraphs.at(piece.place(mark)) {
            style = stretch.style;
            paragraph.apply(stretch.changes, &self.streams.data);
        }
        paragraph.apply(piece.change(), &self.streams.data);
        (style, paragraph)
    }

    /// The properties of a character, and the first character with other ones.
    pub fn characters(&self, at: u32) -> (Characters, u32) {
        let mut characters = Characters::default();
        let Some(piece) = self.text.piece(at) else { return (characters, u32::MAX) };
        let end = match self.characters.at(piece.place(at)) {
            Ok(stretch) => {
                characters.apply(stretch.changes);
                stretch.end
            }
            Err(next) => next,
        };
        characters.apply(piece.change());
        (characters, piece.character(end).max(at + 1))
    }

    /// The words in a range of text, one line for each paragraph, without field codes and deleted
    /// text.
    pub fn plain(&self, text: Range<u32>) -> Vec<String> {
        let mut fields: Vec<bool> = Vec::new();
        let mut lines: Vec<Vec<u16>> = vec![Vec::new()];
        let mut at = text.start;
        while at < text.end.min(self.text.length()) {
            let (characters, end) = self.characters(at);
            for unit in (at..end.min(text.end)).filter_map(|at| self.text.unit(at)) {
                match unit {
                    0x13 => fields.push(false),
                    0x14 => fields.last_mut().into_iter().for_each(|shows| *shows = true),
                    0x15 => fields.truncate(fields.len().saturating_sub(1)),
                    PARAGRAPH | CELL => lines.push(Vec::new()),
                    _ if unit < 0x20 && unit != 0x09 => {}
                    _ if characters.removed.is_some() || fields.contains(&false) => {}
                    _ => lines.last_mut().into_iter().for_each(|line| line.push(unit)),
                }
            }
            at = end;
        }
        let lines = lines.iter().map(|line| String::from_utf16_lossy(line).trim().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    }
}
