//! What the readers of foreign files return: paragraphs with their formatting, not yet an article.
//!
//! Readers ([`super::word`], [`super::odt`], [`super::rtf`], [`super::html`], [`super::pdf`]) fill [`Incoming`];
//! the desk takes title and byline off its top; [`arrange`] settles headings, captions and lists,
//! and what comes out are the blocks of the document model. [`text`] turns formatted runs into
//! inlines, [`picture`] looks at pictures. What several readers need is here too: the numbers before
//! paragraphs ([`labels`]), what fields draw ([`eq`]), and the faces of signs ([`signs`]).
//!
//! XML containers are opened by [`package`] and [`xml`]; [`reading`] with [`album`], [`cells`],
//! [`changes`], [`numbers`] and [`remarks`] is shared by the readers of OpenDocument and RTF.

pub mod album;
pub mod arrange;
pub mod cells;
pub mod changes;
pub mod eq;
pub mod labels;
pub mod numbers;
pub mod package;
pub mod picture;
pub mod reading;
pub mod remarks;
pub mod signs;
pub mod text;
pub mod xml;

use super::model::{BlockKind, Inline, Inlines, plain};
use crate::publication::{Date, Remark};

/// What happens to tracked changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Changes {
    /// They are accepted: the text as it would be with all of them.
    #[default]
    Accept,
    /// They are refused: the text as it was before them.
    Refuse,
}

/// How to read a document.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// What the names of its pictures begin with: the identifier of the manuscript.
    pub prefix: &'a str,
    /// What happens to tracked changes.
    pub changes: Changes,
    /// Whether pictures stay as they were, whatever the document does with them.
    pub originals: bool,
}

/// A document from outside, read but not yet arranged.
#[derive(Debug, Default)]
pub struct Incoming {
    /// Its paragraphs, tables and pictures, in reading order.
    pub items: Vec<Item>,
    /// The usable pictures in it.
    pub pictures: Vec<Extracted>,
    /// The comments in its margin.
    pub remarks: Vec<Remark>,
    /// The date in its properties.
    pub date: Option<Date>,
    /// Whether its paragraphs themselves are a guess, made from lines on pages.
    pub rebuilt: bool,
}

/// A picture taken out of a document.
#[derive(Debug)]
pub struct Extracted {
    /// The path that the manuscript names, `images/…`; made by neikan, never by the document.
    pub path: String,
    /// Its bytes: as they were in the document, or converted.
    pub bytes: Vec<u8>,
}

/// A paragraph, table or picture.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it contains; a paragraph is [`BlockKind::Para`] whatever its role.
    pub block: BlockKind,
    /// What its style says it is.
    pub role: Role,
    /// How its lines are aligned.
    pub align: Align,
    /// The number of its paragraph in the document, from 1.
    pub number: usize,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// Text.
    #[default]
    Body,
    /// 标题.
    Title,
    /// 副题.
    Subtitle,
    /// 小标题, by its outline level from 1.
    Heading(u8),
    /// 图注 or 表题.
    Caption,
    /// A quotation.
    Quote,
    /// An item of a list.
    Listed(Listed),
}

/// The place of a paragraph in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The number of the list, so that adjacent ones do not merge.
    pub list: u32,
    /// Its level, from 0.
    pub level: u8,
    /// The number shown; nothing for a bullet.
    pub value: Option<u32>,
    /// Whether it continues the item before it.
    pub continues: bool,
}

/// How the lines of a paragraph are aligned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Flush left, or justified.
    #[default]
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
}

impl Item {
    /// A paragraph of text.
    pub fn para(c: Inlines, number: usize) -> Self {
        Self::block(BlockKind::Para { c }, number)
    }

    /// Any other block.
    pub fn block(block: BlockKind, number: usize) -> Self {
        Self { block, role: Role::Body, align: Align::Left, number }
    }

    /// The inlines, if it is a paragraph.
    pub fn inlines(&self) -> Option<&Inlines> {
        match &self.block {
            BlockKind::Para { c } => Some(c),
            _ => None,
        }
    }

    /// The text of a paragraph, trimmed; nothing for tables and pictures.
    pub fn text(&self) -> Option<String> {
        self.inlines().map(|c| plain(c).trim().to_owned())
    }

    /// Whether a paragraph has a note, which would be lost where only text is allowed.
    pub fn has_note(&self) -> bool {
        self.inlines().is_some_and(|c| holds_note(c))
    }
}

fn holds_note(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Note { .. } => true,
        Inline::Strong { c }
        | Inline::Emph { c }
        | Inline::Strike { c }
        | Inline::Link { c, .. } => holds_note(c),
        _ => false,
    })
}
