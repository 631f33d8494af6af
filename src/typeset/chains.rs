//! Chains: the font families of a role, of which each character uses the first that has it. The
//! theme names them; the other families in the fonts folder come last, so that a face for rare
//! names works without being mentioned in the theme.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use typst::text::{FontStyle, FontVariant, FontWeight};

use super::Faces;
use neikan_desk::check::{Coverage, Drawn};
use neikan_desk::publication::{Families, Theme};

/// The role of running text, whose chain follows that of every role except [`HEI`].
const SONG: &str = "song";
/// The role of headings and small print, which does not go with brush faces.
const HEI: &str = "hei";

/// The chain of every role of a theme.
#[derive(Debug, Clone, Default)]
pub struct Chains(BTreeMap<String, Vec<String>>);

impl Chains {
    /// The chains of a theme, with the faces of its project.
    pub fn of(theme: &Theme, faces: &Faces) -> Self {
        let spare = faces.families().into_iter().filter(|family| !theme.names(family));
        let spare: Vec<String> = spare.collect();
        let named = taken(theme, faces);
        let of = |role: &str| named.get(role).map_or(&[][..], Vec::as_slice);
        let chain = |role: &str| {
            let borrowed = if matches!(role, SONG | HEI) { &[] } else { of(SONG) };
            let mut chain: Vec<String> = Vec::new();
            for family in of(role).iter().chain(borrowed).chain(&spare) {
                if !chain.iter().any(|known| known.eq_ignore_ascii_case(family)) {
                    chain.push(family.clone());
                }
            }
            chain
        };
        Self(theme.faces.keys().map(|role| (role.clone(), chain(role))).collect())
    }

    /// The families of every role.
    pub fn all(&self) -> &BTreeMap<String, Vec<String>> {
        &self.0
    }

    /// The faces that set a role in a weight (100 to 900), by their places in the store, as Typst
    /// chooses them: the closest upright face of each family.
    pub fn setting(&self, faces: &Faces, role: &str, weight: u16) -> Vec<usize> {
        let weight = FontWeight::from_number(weight);
        let variant = FontVariant { weight, ..FontVariant::default() };
        let families = self.0.get(role).into_iter().flatten();
        let book = faces.store().book();
        families.filter_map(|family| book.select(&family.to_lowercase(), variant)).collect()
    }
}

impl Coverage for Faces {
    fn has_family(&self, family: &str) -> bool {
        self.has_family(family)
    }

    fn roles<'a>(&'a self, theme: &Theme, roles: &[(&str, u16)]) -> Vec<Option<Drawn<'a>>> {
        let chains = Chains::of(theme, self);
        let tells = |(role, weight): &(&str, u16)| {
            let setting = chains.setting(self, role, *weight);
            let played = !setting.is_empty();
            let drawn = move |c| {
                super::faces::is_invisible(c) || setting.iter().any(|&index| self.draws(index, c))
            };
            played.then(|| Box::new(drawn) as Box<_>)
        };
        roles.iter().map(tells).collect()
    }

    fn lacking(
        &self,
        family: &str,
        italic: bool,
        weight: u16,
        text: &str,
    ) -> Option<BTreeSet<char>> {
        let style = if italic { FontStyle::Italic } else { FontStyle::Normal };
        let weight = FontWeight::from_number(weight);
        let variant = FontVariant { style, weight, ..FontVariant::default() };
        // Chosen among the weights of the family as the renderer does.
        let index = self.store().book().select(&family.to_lowercase(), variant)?;
        let info = self.store().book().info(index)?;
        let lacks = |c: &char| !info.coverage.contains(u32::from(*c));
        Some(text.chars().filter(lacks).collect())
    }
}

/// The families of every role, with the faces that are there.
pub fn taken(theme: &Theme, faces: &Faces) -> BTreeMap<String, Vec<String>> {
    let taken = |families: &Families| families.taken(|family| faces.has_family(family));
    theme.faces.iter().map(|(role, families)| (role.clone(), taken(families))).collect()
}

/// Where Unicode has European letters, superscripts, subscripts and fractions.
const EUROPEAN: [RangeInclusive<u32>; 6] = [
    0xa1..=0x58f,
    0x1e00..=0x1fff,
    0x2070..=0x209f,
    0x2150..=0x218f,
    0x2c60..=0x2c7f,
    0xa720..=0xa7ff,
];
/// Combining marks, which follow their letters into the face that sets these well.
const COMBINING: RangeInclusive<u32> = 0x300..=0x36f;

/// For each role with a second family, the European characters that this family sets instead of the
/// first: those that the first lacks, as a character class for a regular expression, without
/// brackets.
///
/// Otherwise shaping would compose a letter such as Š from a letter and a combining mark of the
/// first family, with the mark in the wrong place.
pub fn foreign(theme: &Theme, faces: &Faces) -> BTreeMap<String, String> {
    let class = |families: &[String]| {
        let has = |family: &String, code: u32| {
            faces.lightest(family).is_some_and(|info| info.coverage.contains(code))
        };
        let [first, second, ..] = families else { return String::new() };
        let foreign =
            |code: &u32| has(second, *code) && (COMBINING.contains(code) || !has(first, *code));
        let codes = EUROPEAN.into_iter().flatten().filter(foreign);
        ranges(codes.filter_map(char::from_u32))
    };
    taken(theme, faces).iter().map(|(role, families)| (role.clone(), class(families))).collect()
}

/// Characters as ranges: `ĀĂ-Č`.
fn ranges(characters: impl Iterator<Item = char>) -> String {
    let mut runs: Vec<(char, char)> = Vec::new();
    for c in characters {
        match runs.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(c) => *last = c,
            _ => runs.push((c, c)),
        }
    }
    let run = |(first, last): (char, char)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    runs.into_iter().map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_written_as_ranges() {
        assert_eq!(ranges("āŠř".chars()), "āŠř");
        assert_eq!(ranges("".chars()), "");
        assert_eq!(ranges("₀₁₂₄".chars()), "₀-₂₄");
    }
}
