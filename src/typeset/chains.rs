//! Chains: the families that a role is set in, of which each character takes the first that has
//! it. The theme names them; what else lies in the folder of fonts stands at the end, so that a
//! face for rare names is used without a word in the theme.

use std::collections::BTreeMap;

use typst::text::{Font, FontVariant, FontWeight};

use super::Faces;
use crate::publication::Theme;

/// The role of running text, whose chain stands behind that of every role but [`HEI`].
const SONG: &str = "song";
/// The role of heads and small print, which goes with no brush.
const HEI: &str = "hei";

/// The chain of every role of a theme.
#[derive(Debug, Clone, Default)]
pub struct Chains(BTreeMap<String, Vec<String>>);

impl Chains {
    /// The chains of a theme with the faces of its project.
    pub fn of(theme: &Theme, faces: &Faces) -> Self {
        let spare = faces.families().into_iter().filter(|family| !theme.names(family));
        let spare: Vec<String> = spare.collect();
        let named = |role: &str| theme.faces.get(role).map_or(&[][..], |families| families.names());
        let chain = |role: &str| {
            let borrowed = if matches!(role, SONG | HEI) { &[] } else { named(SONG) };
            let mut chain: Vec<String> = Vec::new();
            for family in named(role).iter().chain(borrowed).chain(&spare) {
                if !chain.iter().any(|known| known.eq_ignore_ascii_case(family)) {
                    chain.push(family.clone());
                }
            }
            chain
        };
        Self(theme.faces.keys().map(|role| (role.clone(), chain(role))).collect())
    }

    /// The families of every role, by role.
    pub fn all(&self) -> &BTreeMap<String, Vec<String>> {
        &self.0
    }

    /// The faces that set a role in a weight (100 to 900), as Typst chooses them: of each family
    /// the upright face that comes nearest.
    pub fn fonts(&self, faces: &Faces, role: &str, weight: u16) -> Vec<Font> {
        let weight = FontWeight::from_number(weight);
        let variant = FontVariant { weight, ..FontVariant::default() };
        let families = self.0.get(role).into_iter().flatten();
        let book = faces.store().book();
        let chosen = families.filter_map(|family| book.select(&family.to_lowercase(), variant));
        chosen.filter_map(|index| faces.store().font(index)).collect()
    }
}

/// Whether one of some faces has a glyph for a character, or it needs none.
pub fn drawn(fonts: &[Font], c: char) -> bool {
    super::faces::is_invisible(c) || fonts.iter().any(|font| font.ttf().glyph_index(c).is_some())
}
