//! Faces embedded in the book, for readers that lack them: only if requested, and only with the
//! characters that the book uses.
//!
//! The first family of each role is embedded for every character it has; the fallback families
//! after it for those that the preceding ones lack, if any.
//!
//! A face that was cut down ([`crate::digital::subset`]) is a modified version, so it gets a name of its
//! own, as the SIL Open Font License requires where a name is reserved (clause 3).

use std::collections::{BTreeMap, BTreeSet};

use ttf_parser::Face;
use typst::text::Font;

use super::item::Item;
use crate::diagnostic::Failure;
use crate::digital::subset::{Called, cut, has_cff};

/// The families of a theme that may go into a book; usually none.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    families: Vec<Family>,
    /// For each role its families, by their index in the list.
    chains: Vec<Vec<usize>>,
}

/// A family that may go into the book.
#[derive(Debug, Clone)]
struct Family {
    /// Its name in the book: its role, and after the first its index in the role's chain.
    name: String,
    /// Its family name in the layout's style sheet.
    family: String,
    /// Its faces with their weights, 100 to 900.
    faces: Vec<(u16, Font)>,
    /// The characters set in it.
    used: BTreeSet<char>,
}

/// A face that goes into the book.
struct FaceFile<'a> {
    of: &'a Family,
    weight: u16,
    font: &'a Font,
}

impl Cast {
    /// The chains of a theme, from role to families, with the faces of each family. Every weight is
    /// embedded except those between the first and the last, for which readers use the next heavier
    /// one.
    pub fn new(
        chains: &BTreeMap<String, Vec<String>>,
        faces: impl Fn(&str) -> Vec<(u16, Font)>,
    ) -> Self {
        let mut cast = Self::default();
        // The first family of a role is named after the role, even where it is a fallback in
        // another.
        for (role, chain) in chains {
            chain.iter().take(1).for_each(|family| cast.take(family, role.clone(), &faces));
        }
        for (role, chain) in chains {
            for (index, family) in chain.iter().enumerate().skip(1) {
                cast.take(family, format!("{role}-{}", index + 1), &faces);
            }
        }
        let place = |family: &String| cast.families.iter().position(|own| own.family == *family);
        let chains = chains.values().map(|chain| chain.iter().filter_map(place).collect());
        cast.chains = chains.collect();
        cast
    }

    fn take(&mut self, family: &str, name: String, faces: &impl Fn(&str) -> Vec<(u16, Font)>) {
        let mut faces = faces(family);
        if faces.is_empty() || self.families.iter().any(|known| known.family == family) {
            return;
        }
        faces.drain(1..faces.len().saturating_sub(1).max(1));
        let (family, used) = (family.to_owned(), BTreeSet::new());
        self.families.push(Family { name, family, faces, used });
    }

    /// The families that the pages and the style sheet need, each with the characters set in it.
    pub fn needed(&self, pages: &[Item], sheet: &str) -> Self {
        let mut cast = self.clone();
        if cast.families.is_empty() {
            return cast;
        }
        let texts = pages.iter().filter(|item| item.is_page());
        let mut all: BTreeSet<char> = sheet.chars().chain("\u{25a0}".chars()).collect();
        texts.for_each(|item| all.extend(String::from_utf8_lossy(&item.bytes).chars()));
        for chain in &self.chains {
            let mut left = all.clone();
            for &index in chain {
                let Some(family) = cast.families.get_mut(index) else { continue };
                let (own, others) = left.into_iter().partition(|&c| family.has(c));
                left = others;
                family.used.extend::<BTreeSet<char>>(own);
            }
        }
        cast
    }

    fn sources(&self) -> impl Iterator<Item = FaceFile<'_>> {
        let needed = self.families.iter().filter(|family| !family.used.is_empty());
        needed.flat_map(|of| {
            of.faces.iter().map(move |(weight, font)| FaceFile { of, weight: *weight, font })
        })
    }
}

impl FaceFile<'_> {
    /// The glyphs of the characters that are set in it.
    fn glyphs(&self) -> BTreeSet<u16> {
        let face = Face::parse(self.font.data().as_slice(), self.font.index()).ok();
        let glyph = |&c: &char| face.as_ref()?.glyph_index(c).map(|glyph| glyph.0);
        self.of.used.iter().filter_map(glyph).collect()
    }
}

impl Family {
    fn has(&self, c: char) -> bool {
        self.faces.iter().any(|(_, font)| font.info().coverage.contains(u32::from(c)))
    }

    /// Its name in the style sheet.
    fn css(&self) -> String {
        format!("issue {}", super::names::css_name(&self.name))
    }
}

/// The files of the faces that are needed, subset to the characters set in them.
///
/// # Errors
/// A finding `face-rights` or `face-broken` for the first face that cannot be embedded.
pub fn files(needed: &Cast) -> Result<Vec<Item>, Failure> {
    needed.sources().map(|source| file(&source)).collect()
}

fn file(source: &FaceFile<'_>) -> Result<Item, Failure> {
    let (family, font) = (source.of.css(), source.font);
    let full = format!("{family} {}", source.weight);
    let called = Called { source: &source.of.family, family: &family, full: &full };
    let bytes = cut(font, &source.glyphs(), called)?;
    Ok(Item::asset(&path(source), media_type(source), bytes))
}

fn path(source: &FaceFile<'_>) -> String {
    let extension = if media_type(source) == "font/otf" { "otf" } else { "ttf" };
    format!("fonts/{}-{}.{extension}", super::names::css_name(&source.of.name), source.weight)
}

fn media_type(source: &FaceFile<'_>) -> &'static str {
    if has_cff(source.font) { "font/otf" } else { "font/ttf" }
}

/// A style sheet that prefers the embedded faces to those of the reader.
pub fn sheet(needed: &Cast, sheet: &str) -> String {
    let mut faces = String::new();
    for source in needed.sources() {
        let (name, path, weight) = (source.of.css(), path(&source), source.weight);
        faces.push_str(&format!(
            "@font-face {{ font-family: \"{name}\"; font-weight: {weight}; src: url({path}); }}\n"
        ));
    }
    let mut sheet = sheet.to_owned();
    for chain in &needed.chains {
        let chain: Vec<&Family> =
            chain.iter().filter_map(|&index| needed.families.get(index)).collect();
        let Some(first) = chain.first() else { continue };
        let inside = chain.iter().filter(|family| !family.used.is_empty());
        let inside: String = inside.map(|family| format!("\"{}\", ", family.css())).collect();
        let known = format!("\"{}\"", first.family);
        let both = format!("{inside}{known}");
        if !sheet.contains(&both) {
            sheet = sheet.replace(&known, &both);
        }
    }
    faces + &sheet
}
