//! What comes before the text: faces, styles, lists, names.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::letters::{SYMBOLS, charset, code_page};
use crate::manuscript::incoming::numbers::Label;
use crate::manuscript::incoming::{Role, labels};
use crate::manuscript::word::role_of;

/// How many styles a style may be based on, one after another; also ends a cycle.
const CHAIN: usize = 16;
/// The most faces, styles, lists or names that are kept.
const ENTRIES: usize = 10_000;
/// The number of levels of a list.
const LEVELS: usize = 9;

/// A face.
#[derive(Debug, Clone, Default)]
pub struct Face {
    /// Its name.
    pub name: String,
    /// Its `\fcharset`.
    pub charset: Option<i32>,
    /// Its `\cpg`.
    pub page: Option<i32>,
}

/// A paragraph style.
#[derive(Debug, Clone, Default)]
pub struct Style {
    /// Its name.
    pub name: String,
    /// The style it is based on.
    pub base: Option<i32>,
    /// Its outline level, from 1.
    pub outline: Option<u8>,
    /// Bold.
    pub bold: bool,
    /// Italics.
    pub italic: bool,
}

/// A level of a list.
#[derive(Debug, Clone, Default)]
pub struct Level {
    /// The form of its number (`\levelnfc`).
    pub form: i32,
    /// The first number.
    pub start: u32,
    /// Its text, with placeholders for numbers.
    pub text: String,
}

/// The header of a document.
#[derive(Debug, Default)]
pub struct Head {
    /// The code page of the document.
    pub page: Option<i32>,
    /// The face of letters for which none is stated.
    pub default_face: Option<i32>,
    faces: BTreeMap<i32, Face>,
    styles: BTreeMap<i32, Style>,
    lists: BTreeMap<i32, Vec<Level>>,
    overrides: BTreeMap<i32, i32>,
    counted: BTreeMap<i32, [Option<u32>; LEVELS]>,
    /// Who made changes, by number.
    pub authors: Vec<String>,
}

/// The effect of a style on a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Styled {
    /// What it is.
    pub role: Role,
    /// Whether it belongs to a table of contents.
    pub contents: bool,
    /// Whether it is bold by its style.
    pub bold: bool,
    /// Whether it is in italics by its style.
    pub italic: bool,
}

impl Head {
    /// The encoding of the document.
    pub fn encoding(&self) -> &'static Encoding {
        self.page.and_then(code_page).unwrap_or(WINDOWS_1252)
    }

    /// Adds a face.
    pub fn add_face(&mut self, number: i32, face: Face) {
        if self.faces.len() < ENTRIES {
            self.faces.insert(number, face);
        }
    }

    /// Adds a style.
    pub fn add_style(&mut self, number: i32, style: Style) {
        if self.styles.len() < ENTRIES {
            self.styles.insert(number, style);
        }
    }

    /// Adds a list by its identifier.
    pub fn add_list(&mut self, id: i32, levels: Vec<Level>) {
        if self.lists.len() < ENTRIES {
            self.lists.insert(id, levels);
        }
    }

    /// Records which list a list number in paragraphs stands for.
    pub fn add_override(&mut self, number: i32, id: i32) {
        if self.overrides.len() < ENTRIES {
            self.overrides.insert(number, id);
        }
    }

    /// The face with a number, or the default one.
    pub fn face(&self, number: Option<i32>) -> Option<&Face> {
        self.faces.get(&number.or(self.default_face)?)
    }

    /// The name of the first symbol font among some faces, or else of the first face.
    pub fn sign_face(&self, numbers: [Option<i32>; 4]) -> String {
        let faces = || numbers.iter().filter_map(|number| self.face(*number));
        let signs = |face: &&Face| {
            let named = ["Symbol", "Wingdings", "Webdings"];
            face.charset == Some(SYMBOLS) || named.iter().any(|name| face.name.starts_with(name))
        };
        faces().find(signs).or_else(|| faces().next()).map(|f| f.name.clone()).unwrap_or_default()
    }

    /// The encoding of bytes in a face; nothing for a symbol font.
    pub fn encoding_of(&self, face: Option<&Face>) -> Option<&'static Encoding> {
        let Some(face) = face else { return Some(self.encoding()) };
        if face.charset == Some(SYMBOLS) {
            return None;
        }
        let page = face.page.filter(|page| *page != 0).or(face.charset.and_then(charset));
        Some(page.and_then(code_page).unwrap_or_else(|| self.encoding()))
    }

    /// A style, resolved with all the styles it is based on.
    pub fn styled(&self, number: i32) -> Styled {
        let first = self.styles.get(&number);
        let (bold, italic) = first.map_or((false, false), |style| (style.bold, style.italic));
        let mut styled = Styled { bold, italic, ..Styled::default() };
        let chain = std::iter::successors(first, |style| self.styles.get(&style.base?)).take(CHAIN);
        for style in chain {
            let name = style.name.trim().to_lowercase();
            let role = role_of(&name).or(style.outline.map(Role::Heading));
            if styled.role == Role::Body {
                styled.role = role.unwrap_or_default();
            }
            styled.contents |= name.starts_with("toc ");
        }
        styled
    }

    /// Counts the next paragraph of a list, if the document does not give its label itself.
    pub fn next(&mut self, list: i32, level: u8) -> Option<Label> {
        let at = usize::from(level).min(LEVELS - 1);
        let levels = self.lists.get(self.overrides.get(&list)?)?;
        let own = levels.get(at)?;
        let counted = self.counted.entry(list).or_default();
        let next = counted[at].map_or(own.start, |last| last.saturating_add(1));
        counted[at] = Some(next);
        counted[at + 1..].fill(None);
        if own.form == 23 {
            return Some(Label::Bullet);
        }
        let shown: String = own.text.chars().map(|c| part(c, levels, counted)).collect();
        Label::shown(&shown)
    }
}

/// A character in the text of a level: below U+0009, it stands for the number of that level.
fn part(c: char, levels: &[Level], counted: &[Option<u32>; LEVELS]) -> String {
    let at = u32::from(c) as usize;
    let Some(level) = levels.get(at).filter(|_| at < LEVELS) else { return c.to_string() };
    labels::label(form(level.form), counted[at].unwrap_or(level.start))
}

/// The form of a number by its `\levelnfc`, which numbers the forms of ECMA-376 (MS-OE376, 2.9.17).
fn form(number: i32) -> &'static str {
    match number {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        10 | 17 | 36 | 40 => "ideographDigital",
        5 => "ordinal",
        11 => "japaneseCounting",
        33 | 35 | 37 | 39 => "chineseCounting",
        14 | 19 => "decimalFullWidth",
        16 => "japaneseLegal",
        34 => "ideographLegalTraditional",
        38 => "chineseLegalSimplified",
        18 | 28 => "decimalEnclosedCircle",
        22 => "decimalZero",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        29 => "ideographEnclosedCircle",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        32 => "ideographZodiacTraditional",
        255 => "none",
        _ => "decimal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_of_styles_ends() {
        let mut head = Head::default();
        let style =
            |name: &str, base| Style { name: name.into(), base: Some(base), ..Style::default() };
        head.add_style(1, style("x", 2));
        head.add_style(2, style("标题 2", 1));
        assert_eq!(head.styled(1).role, Role::Heading(2));
        assert_eq!(head.styled(7), Styled::default());
    }

    #[test]
    fn lists_are_counted_where_the_document_does_not() {
        let mut head = Head::default();
        let level = |form, text: &str| Level { form, start: 1, text: text.into() };
        head.add_list(7, vec![level(39, "\u{0}、"), level(0, "（\u{1}）"), level(23, "•")]);
        head.add_override(1, 7);
        let text = |text: &str| Some(Label::Text(text.into()));
        assert_eq!(head.next(1, 0), text("一、"));
        assert_eq!(head.next(1, 1), text("（1）"));
        assert_eq!(head.next(1, 1), text("（2）"));
        assert_eq!(head.next(1, 2), Some(Label::Bullet));
        assert_eq!(head.next(1, 0), text("二、"));
        assert_eq!(head.next(1, 1), text("（1）"));
        assert_eq!(head.next(2, 0), None);
    }
}
