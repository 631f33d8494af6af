//! The faces of a project: the files in `fonts/`, sorted by name.

use std::collections::BTreeSet;

use typst::foundations::Bytes;
use typst::text::{Font, FontStyle};
use typst_kit::fonts::FontStore;

use crate::diagnostic::{Failure, Finding, Place};
use crate::publication::Project;

/// The loaded faces.
pub struct Faces {
    store: FontStore,
    fonts: Vec<Font>,
}

impl Faces {
    /// Loads every face in the project's folder `fonts`.
    ///
    /// # Errors
    /// The finding `fonts-none` if there is no face.
    pub fn load(project: &Project) -> Result<Self, Failure> {
        let mut fonts = Vec::new();
        for path in project.face_files() {
            fonts.extend(Font::iter(Bytes::new(project.read_own(&path)?)));
        }
        let mut store = FontStore::new();
        store.extend(fonts.iter().map(|font| (font.clone(), font.info().clone())));
        if fonts.is_empty() {
            return Err(Finding::stop("fonts-none").at(Place::file("fonts")).into());
        }
        Ok(Self { store, fonts })
    }

    /// The faces in the form that Typst expects.
    pub fn store(&self) -> &FontStore {
        &self.store
    }

    /// Whether there is a family of this name.
    pub fn has_family(&self, family: &str) -> bool {
        self.fonts.iter().any(|font| font.info().family.eq_ignore_ascii_case(family))
    }

    /// The names of all families, sorted.
    pub fn families(&self) -> BTreeSet<String> {
        self.fonts.iter().map(|font| font.info().family.clone()).collect()
    }

    /// The upright faces of a family, from light to heavy, with their weights.
    pub fn family(&self, family: &str) -> Vec<(u16, Font)> {
        let fonts = self.fonts.iter();
        let upright = |font: &Font| font.info().variant.style == FontStyle::Normal;
        let own = fonts.filter(|font| font.info().family.eq_ignore_ascii_case(family));
        let own = own.filter(|font| upright(font));
        let weight = |font: &Font| font.info().variant.weight.to_number();
        let mut own: Vec<_> = own.map(|font| (weight(font), font.clone())).collect();
        own.sort_by_key(|(weight, _)| *weight);
        own
    }

    /// The characters of a text for which no face has a glyph.
    pub fn missing(&self, text: &str) -> BTreeSet<char> {
        let drawn =
            |c: char| self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)));
        text.chars().filter(|&c| !is_invisible(c) && !drawn(c)).collect()
    }
}

/// Whether a character needs no glyph: white space, and characters that only affect their
/// neighbours (Unicode's property Default_Ignorable_Code_Point), which Typst removes.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
