//! The faces of an OFD: one subset of each for the whole document, with the glyphs that are on its pages.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;
use typst::layout::{Frame, FrameItem};
use typst::text::{FontInstance, FontStyle, TextItem};
use typst_layout::PagedDocument;

use crate::diagnostic::Failure;
use crate::digital::subset::{Called, cut, has_cff};

/// The weight from which a face is bold.
const BOLD: u16 = 600;

/// The faces on the pages of a document, in the order in which they first occur.
#[derive(Debug, Default)]
pub struct Cast {
    faces: Vec<Face>,
}

/// A face on the pages.
#[derive(Debug)]
pub struct Face {
    font: FontInstance,
    /// The glyphs that are set, sorted.
    glyphs: BTreeSet<u16>,
    /// The glyph of each character that was set, by itself.
    own: HashMap<char, u16>,
    /// The numbers of glyphs in the subset, once all are known.
    numbers: HashMap<u16, usize>,
    /// The glyph of a blank, which stands for the characters of a ligature after its first.
    blank: u16,
}

impl Cast {
    /// The faces of a document and their glyphs.
    pub fn of(document: &PagedDocument) -> Self {
        let mut cast = Self::default();
        document.pages().iter().for_each(|page| cast.look(&page.frame));
        for face in &mut cast.faces {
            face.numbers = face.glyphs.iter().copied().zip(0..).collect();
        }
        cast
    }

    fn look(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.look(&group.frame),
                FrameItem::Text(text) => {
                    let index = self.index(&text.font).unwrap_or_else(|| self.take(&text.font));
                    self.faces[index].add(text);
                }
                _ => {}
            }
        }
    }

    fn take(&mut self, font: &FontInstance) -> usize {
        let blank = font.ttf().glyph_index(' ').map_or(0, |glyph| glyph.0);
        let glyphs = BTreeSet::from([0, blank]);
        let (own, numbers) = (HashMap::new(), HashMap::new());
        self.faces.push(Face { font: font.clone(), glyphs, own, numbers, blank });
        self.faces.len() - 1
    }

    fn index(&self, font: &FontInstance) -> Option<usize> {
        self.faces.iter().position(|face| face.font == *font)
    }

    /// The face of a font, with its place in the list.
    pub fn find(&self, font: &FontInstance) -> Option<(usize, &Face)> {
        self.index(font).map(|index| (index, &self.faces[index]))
    }

    /// All of them.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// Their files, in their order.
    ///
    /// # Errors
    /// The findings of [`cut`] for the first face that cannot be embedded.
    pub fn files(&self) -> Result<Vec<Vec<u8>>, Failure> {
        self.faces.par_iter().map(Face::file).collect()
    }
}

impl Face {
    /// Adds the glyphs of a text, and those that its characters have by themselves: a reader that finds
    /// one character missing sets all of a text in another face.
    fn add(&mut self, text: &TextItem) {
        self.glyphs.extend(text.glyphs.iter().map(|glyph| glyph.id));
        for c in text.text.chars() {
            if let Entry::Vacant(entry) = self.own.entry(c) {
                let glyph = self.font.ttf().glyph_index(c);
                self.glyphs.extend(glyph.map(|glyph| glyph.0));
                entry.insert(glyph.map_or(0, |glyph| glyph.0));
            }
        }
    }

    /// The number of a glyph in the subset: its rank; that of the missing one for one that is not set.
    pub fn number(&self, glyph: u16) -> usize {
        self.numbers.get(&glyph).copied().unwrap_or_default()
    }

    /// The glyph that a character has by itself; that of a missing one if it has none.
    pub fn own(&self, c: char) -> u16 {
        let known = self.own.get(&c).copied();
        known.unwrap_or_else(|| self.font.ttf().glyph_index(c).map_or(0, |glyph| glyph.0))
    }

    /// The glyph of a blank.
    pub fn blank(&self) -> u16 {
        self.blank
    }

    /// Whether it can be embedded as what is set: a variable face is cut down to its default, whatever
    /// was set of it.
    pub fn is_fixed(&self) -> bool {
        !self.font.ttf().is_variable()
    }

    /// Its family name: that of the face, with its weight or slant where it has one, since readers find
    /// faces by this name alone.
    pub fn name(&self) -> String {
        let info = self.font.info();
        let weight = info.variant.weight.to_number();
        let mut name = info.family.as_str().to_owned();
        match weight {
            400 => {}
            700 => name.push_str(" Bold"),
            900 => name.push_str(" Black"),
            _ => name.push_str(&format!(" {weight}")),
        }
        if self.is_italic() {
            name.push_str(" Italic");
        }
        name
    }

    /// Whether it is bold.
    pub fn is_bold(&self) -> bool {
        self.font.info().variant.weight.to_number() >= BOLD
    }

    /// Whether it slants.
    pub fn is_italic(&self) -> bool {
        self.font.info().variant.style != FontStyle::Normal
    }

    /// What the name of its file ends in.
    pub fn extension(&self) -> &'static str {
        if has_cff(self.font.font()) { "otf" } else { "ttf" }
    }

    fn file(&self) -> Result<Vec<u8>, Failure> {
        let name = self.name();
        let source = self.font.info().family.as_str();
        cut(self.font.font(), &self.glyphs, Called { source, family: &name, full: &name })
    }
}
