//! Fonts: whether they are embedded, how wide their characters are, which ones they have, and, where
//! the text is wanted, what these mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object};

use super::coding::{Character, Coding};
use super::glyphs::Glyphs;
use super::meaning::Meaning;
use crate::matrix::{IDENTITY, Matrix};
use crate::pdf::is_name;
use crate::reading::{dictionary, entry, number, numbers};

/// How many widths are read per font.
const WIDTHS: usize = 70_000;

/// A font.
#[derive(Debug, Clone)]
pub struct Font {
    /// Its name.
    pub name: String,
    /// Whether its outlines are embedded.
    pub embedded: bool,
    /// How the bytes of its strings form codes.
    pub coding: Coding,
    /// Whether it is written from top to bottom.
    pub down: bool,
    /// For Type 3 fonts: the transformation from glyph space to text space.
    pub drawn: Option<Matrix>,
    /// Which codes it has glyphs for.
    pub glyphs: Arc<Glyphs>,
    /// What its codes mean, if that was asked for.
    pub meaning: Option<Meaning>,
    widths: BTreeMap<u32, f64>,
    other: f64,
}

impl Font {
    /// Reads a font; `left` is how many widths may still be read and `programs` how many bytes of
    /// font programs decoded.
    pub fn read(
        document: &Document,
        own: &Dictionary,
        left: &mut usize,
        programs: &mut usize,
    ) -> Self {
        let glyphs = Arc::new(Glyphs::read(document, own, programs));
        Self { glyphs, ..Self::of_widths(document, own, left, programs) }
    }

    /// Reads a font as [`Font::read`], but not which glyphs it has.
    pub fn of_widths(
        document: &Document,
        own: &Dictionary,
        left: &mut usize,
        programs: &mut usize,
    ) -> Self {
        let name = match entry(document, own, b"BaseFont") {
            Object::Name(name) => {
                String::from_utf8_lossy(&name[..name.len().min(127)]).into_owned()
            }
            _ => String::new(),
        };
        let drawn = is_name(own, b"Subtype", b"Type3").then(|| {
            let matrix = own.get(b"FontMatrix").ok().and_then(|m| numbers(document, m));
            matrix.and_then(|matrix| matrix.try_into().ok()).unwrap_or(IDENTITY)
        });
        let mut font = Self {
            name,
            embedded: true,
            coding: Coding::One,
            down: false,
            drawn,
            glyphs: Arc::new(Glyphs::Unknown),
            meaning: None,
            widths: BTreeMap::new(),
            other: 0.0,
        };
        if is_name(own, b"Subtype", b"Type0") {
            (font.coding, font.down) = Coding::read(document, own, programs);
            font.read_wide(document, own, WIDTHS.min(*left));
        } else {
            font.read_narrow(document, own);
        }
        *left = left.saturating_sub(font.widths.len());
        font
    }

    fn read_narrow(&mut self, document: &Document, own: &Dictionary) {
        let descriptor = dictionary(document, entry(document, own, b"FontDescriptor"));
        self.embedded = self.drawn.is_some() || descriptor.is_some_and(has_program);
        let missing = descriptor.and_then(|d| number(document, d.get(b"MissingWidth").ok()?));
        let plain = descriptor.is_none() && self.drawn.is_none();
        self.other = missing.unwrap_or(if plain { 500.0 } else { 0.0 });
        let first = number(document, entry(document, own, b"FirstChar")).unwrap_or(0.0);
        let Object::Array(widths) = entry(document, own, b"Widths") else { return };
        for (index, width) in widths.iter().take(256).enumerate() {
            if let Some(width) = number(document, width) {
                self.widths.insert(first.clamp(0.0, 255.0) as u32 + index as u32, width);
            }
        }
    }

    fn read_wide(&mut self, document: &Document, own: &Dictionary, left: usize) {
        let Object::Array(list) = entry(document, own, b"DescendantFonts") else {
            self.embedded = false;
            return;
        };
        let Some(inner) = list.first().and_then(|font| dictionary(document, font)) else {
            self.embedded = false;
            return;
        };
        let descriptor = dictionary(document, entry(document, inner, b"FontDescriptor"));
        self.embedded = descriptor.is_some_and(has_program);
        self.other = number(document, entry(document, inner, b"DW")).unwrap_or(1000.0);
        if let Object::Array(widths) = entry(document, inner, b"W") {
            self.read_widths(document, widths, left);
        }
    }

    /// Reads `c [w w …]` and `first last w` (ISO 32000-1, 9.7.4.3).
    fn read_widths(&mut self, document: &Document, widths: &[Object], mut left: usize) {
        let mut at = 0;
        while let Some(first) = widths.get(at).and_then(|first| number(document, first)) {
            if left == 0 {
                return;
            }
            let first = first.clamp(0.0, 65_535.0) as u32;
            match widths.get(at + 1).map(|second| crate::reading::resolve(document, second)) {
                Some(Object::Array(list)) => {
                    for (index, width) in (0..).zip(list.iter().take(left)) {
                        self.set(first + index, number(document, width));
                    }
                    left = left.saturating_sub(list.len());
                    at += 2;
                }
                Some(last) => {
                    let last = number(document, last).unwrap_or(0.0).clamp(0.0, 65_535.0) as u32;
                    let width = widths.get(at + 2).and_then(|width| number(document, width));
                    (first..=last).take(left).for_each(|code| self.set(code, width));
                    left = left.saturating_sub(1 + last.saturating_sub(first) as usize);
                    at += 3;
                }
                None => return,
            }
        }
    }

    fn set(&mut self, code: u32, width: Option<f64>) {
        if let Some(width) = width {
            self.widths.insert(code, width);
        }
    }

    /// The characters of a string.
    pub fn characters<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = Character<'a>> + 'a {
        let scale = self.drawn.map_or(0.001, |matrix| matrix[0]);
        let mut rest = text;
        std::iter::from_fn(move || {
            let (length, number) = self.coding.next(rest)?;
            let (code, after) = rest.split_at(length.clamp(1, rest.len()));
            rest = after;
            let known = number.and_then(|number| self.widths.get(&number).copied());
            let usual = if code.len() == 1 && self.coding.is_set() { 500.0 } else { self.other };
            let width = known.unwrap_or(usual) * scale;
            Some(Character { code, number, width, space: code == b" " })
        })
    }
}

fn has_program(descriptor: &Dictionary) -> bool {
    [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.has(key))
}
