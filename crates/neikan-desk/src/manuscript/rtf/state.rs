//! What a group inherits and restores: where its text goes, how it is formatted.

use std::rc::Rc;

use crate::manuscript::incoming::Align;
use crate::manuscript::incoming::reading::Extra;
use crate::manuscript::incoming::text::Marks;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Target {
    /// Into the document.
    #[default]
    Text,
    /// Nowhere, including all groups in it.
    Nowhere,
    /// Nowhere, but groups in it may go somewhere: a shape, a formula.
    Quiet,
    /// The font table.
    Faces,
    /// The style sheet.
    Styles,
    /// The list tables.
    Lists,
    /// The names of those who made changes.
    Authors,
    /// The properties of the document.
    Properties,
    /// The instruction of a field.
    Instruction,
    /// The label of a paragraph in a list.
    Label,
    /// The data of a picture.
    Picture,
    /// A value that is used when its group ends.
    Value,
}

/// What is done when a group ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum End {
    /// Nothing.
    #[default]
    Nothing,
    /// A style is complete.
    Style,
    /// A footnote (or endnote) is complete.
    Note,
    /// A text box is complete.
    Box,
    /// A header or footer is complete.
    Header,
    /// A comment is complete.
    Comment,
    /// A field is complete.
    Field,
    /// A picture is complete.
    Picture,
    /// A shape is complete.
    Shape,
    /// The properties of a row in a nested table are complete.
    Row,
    /// The title of the document.
    Title,
    /// The author of the next comment.
    CommentAuthor,
    /// The number of a comment.
    CommentNumber,
    /// The words that a comment is about begin.
    CommentBegins,
    /// The words that a comment is about end.
    CommentEnds,
    /// The name of a property of a shape.
    PropertyName,
    /// The value of a property of a shape.
    PropertyValue,
    /// A level of a list is complete.
    Level,
    /// The text of a level.
    LevelText,
    /// A list is complete.
    List,
    /// An entry of the list override table is complete.
    Override,
}

/// The formatting of characters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Letters {
    /// Bold.
    pub bold: bool,
    /// Italics.
    pub italic: bool,
    /// Struck through.
    pub strike: bool,
    /// 着重号.
    pub dots: bool,
    /// Hidden.
    pub hidden: bool,
    /// Underlined; raised or lowered.
    pub extra: Extra,
    /// Deleted by a tracked change.
    pub deleted: bool,
    /// Inserted by a tracked change.
    pub revised: bool,
    /// Who inserted them and who deleted them, by number.
    pub authors: [usize; 2],
    /// The face last chosen.
    pub face: Option<i32>,
    /// The faces for one-byte and for two-byte letters.
    pub faces: [Option<i32>; 2],
    /// Which of the two the next bytes are in, if stated.
    pub wide: Option<bool>,
    /// Whether what follows is about right-to-left letters.
    pub rightward: bool,
}

impl Letters {
    /// The face that bytes are in.
    pub fn own_face(&self) -> Option<i32> {
        let slot = self.wide.and_then(|wide| self.faces[usize::from(wide)]);
        slot.or(self.face)
    }

    /// Whether what follows is about two-byte letters.
    pub fn is_wide(&self) -> bool {
        self.wide == Some(true) && !self.rightward
    }

    /// The faces that a sign may be from, most likely first.
    pub fn sign_faces(&self) -> [Option<i32>; 4] {
        [self.own_face(), self.face, self.faces[0], self.faces[1]]
    }

    /// Chooses a face, for letters of the current width or of any.
    pub fn choose(&mut self, face: i32) {
        match self.wide {
            Some(wide) => self.faces[usize::from(wide)] = Some(face),
            None => self.faces = [Some(face); 2],
        }
        self.face = Some(face);
    }

    /// The marks of text in this formatting.
    pub fn marks(&self, link: Option<&Rc<str>>) -> Marks {
        let linked = Marks { link: link.map(|link| link.to_string()), ..Marks::default() };
        Marks {
            strong: self.bold,
            emph: self.italic,
            strike: self.strike,
            dots: self.dots,
            ..linked
        }
    }
}

/// The properties of a paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub struct Paragraph {
    /// Its style, by number.
    pub style: i32,
    /// How its lines are aligned.
    pub align: Option<Align>,
    /// Its outline level, from 1.
    pub outline: Option<u8>,
    /// How many tables it is nested in.
    pub tables: usize,
    /// Whether it is a drop cap of the next paragraph.
    pub drop_cap: bool,
    /// The number of the list it belongs to; 0 is none.
    pub list: i32,
    /// Its level in the list, from 0.
    pub level: u8,
    /// Whether it begins a page.
    pub page_before: bool,
}

/// The state of a group.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Where its text goes.
    pub target: Target,
    /// What is done when it ends.
    pub end: End,
    /// How many bytes follow a code point as a fallback for programs that do not know it.
    pub fallback: usize,
    /// The formatting of its characters.
    pub letters: Letters,
    /// The properties of its paragraphs.
    pub paragraph: Paragraph,
    /// Where a link leads.
    pub link: Option<Rc<str>>,
}
