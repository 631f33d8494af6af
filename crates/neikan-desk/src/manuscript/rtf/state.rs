//! What a group inherits and leaves as it was: where its text goes, how it looks.

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
    /// Nowhere, with all groups in it.
    Nowhere,
    /// Nowhere, but groups in it may go somewhere: a shape, a formula.
    Quiet,
    /// The table of faces.
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
    /// What stands before a paragraph of a list.
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
    /// The properties of a row within a cell are complete.
    Row,
    /// The title of the document.
    Title,
    /// The name of whoever makes the next comment.
    CommentAuthor,
    /// The number of a comment.
    CommentNumber,
    /// The words that a comment is about begin.
    CommentBegins,
    /// They end.
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
    /// A list that stands for another is complete.
    Override,
}

/// How characters look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Letters {
    /// Bold.
    pub bold: bool,
    /// Italics.
    pub italic: bool,
    /// Struck out.
    pub strike: bool,
    /// 着重号.
    pub dots: bool,
    /// Hidden.
    pub hidden: bool,
    /// Underlined; raised or lowered.
    pub extra: Extra,
    /// Taken out by a tracked change.
    pub deleted: bool,
    /// Put in by a tracked change.
    pub revised: bool,
    /// Who put them in, and who took them out, by number.
    pub authors: [usize; 2],
    /// The face that was chosen.
    pub face: Option<i32>,
    /// The faces of one-byte and of two-byte letters.
    pub faces: [Option<i32>; 2],
    /// Which of the two the next bytes are in, where that is said.
    pub wide: Option<bool>,
    /// Whether what follows is said of letters that run from right to left.
    pub rightward: bool,
}

impl Letters {
    /// The face that bytes are in.
    pub fn own_face(&self) -> Option<i32> {
        let slot = self.wide.and_then(|wide| self.faces[usize::from(wide)]);
        slot.or(self.face)
    }

    /// Whether what follows is said of two-byte letters.
    pub fn is_wide(&self) -> bool {
        self.wide == Some(true) && !self.rightward
    }

    /// The faces that a sign may be of, the likeliest first.
    pub fn sign_faces(&self) -> [Option<i32>; 4] {
        [self.own_face(), self.face, self.faces[0], self.faces[1]]
    }

    /// The face that was chosen for letters of any width.
    pub fn choose(&mut self, face: i32) {
        match self.wide {
            Some(wide) => self.faces[usize::from(wide)] = Some(face),
            None => self.faces = [Some(face); 2],
        }
        self.face = Some(face);
    }

    /// The marks of a text in these letters.
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

/// What is said of a paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub struct Paragraph {
    /// Its style, by number.
    pub style: i32,
    /// How its lines stand.
    pub align: Option<Align>,
    /// Its outline level, from 1.
    pub outline: Option<u8>,
    /// How many tables it stands in.
    pub tables: usize,
    /// Whether it is the first letter of the next paragraph, set large.
    pub drop_cap: bool,
    /// The list it belongs to, by number, and how deep; 0 is none.
    pub list: i32,
    /// How deep in the list, from 0.
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
    /// How many bytes follow a code point for programs that do not know it.
    pub fallback: usize,
    /// How its characters look.
    pub letters: Letters,
    /// What its paragraphs are.
    pub paragraph: Paragraph,
    /// Where a link leads.
    pub link: Option<Rc<str>>,
}
