//! Faces embedded in the book, for readers that lack them: only if requested, and only with the
//! characters that the book uses.
//!
//! The first family of each role is embedded for every character it has; the fallback families
//! after it for those that the preceding ones lack, if any.
//!
//! A face is embedded only if its own permissions allow subsetting and embedding (OS/2 `fsType`).
//! The result is a modified version, so it gets a name of its own, as the SIL Open Font License
//! requires where a name is reserved (clause 3), and keeps its copyright and licence (clause 2).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use allsorts::binary::read::ReadScope;
use allsorts::error::ParseError;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tables::{FontTableProvider, SfntVersion};
use allsorts::tag;
use ttf_parser::Face;
use typst::text::Font;

use super::item::Item;
use crate::diagnostic::{Failure, Finding};

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

impl Family {
    fn has(&self, c: char) -> bool {
        self.faces.iter().any(|(_, font)| font.info().coverage.contains(u32::from(c)))
    }

    /// Its name in the style sheet.
    fn css(&self) -> String {
        format!("issue {}", super::names::css_name(&self.name))
    }
}

/// The tables of a face that a reader needs (OpenType 1.9, chapter 4), besides the outlines.
const TABLES: [u32; 8] =
    [tag::CMAP, tag::HEAD, tag::HHEA, tag::HMTX, tag::MAXP, tag::NAME, tag::OS_2, tag::POST];

/// The files of the faces that are needed, subset to the characters set in them.
///
/// # Errors
/// A finding `face-rights` or `face-broken` for the first face that cannot be embedded.
pub fn files(needed: &Cast) -> Result<Vec<Item>, Failure> {
    needed.sources().map(|source| file(&source)).collect()
}

fn file(source: &FaceFile<'_>) -> Result<Item, Failure> {
    let family = &source.of.family;
    let broken =
        |reason: String| Finding::stop("face-broken").with("family", family).with("reason", reason);
    let face = face(source).map_err(broken)?;
    if !face.is_outline_embedding_allowed() || !face.is_subsetting_allowed() {
        return Err(Finding::stop("face-rights").with("family", family).into());
    }
    let bytes = cut(source, &face).map_err(broken)?;
    let (path, media_type) = (path(source), media_type(source));
    Ok(Item::asset(&path, media_type, bytes))
}

fn face<'a>(source: &FaceFile<'a>) -> Result<Face<'a>, String> {
    let data = source.font.data().as_slice();
    Face::parse(data, source.font.index()).map_err(|error| error.to_string())
}

fn cut(source: &FaceFile<'_>, face: &Face<'_>) -> Result<Vec<u8>, String> {
    let known = source.of.used.iter().filter_map(|&c| face.glyph_index(c)).map(|glyph| glyph.0);
    let glyphs: BTreeSet<u16> = std::iter::once(0).chain(known).collect();
    let glyphs: Vec<u16> = glyphs.into_iter().collect();
    let data = ReadScope::new(source.font.data().as_slice()).read::<FontData<'_>>();
    let data = data.map_err(|error| error.to_string())?;
    let tables = data.table_provider(source.font.index() as usize);
    let tables = tables.map_err(|error| error.to_string())?;
    let names = names(source, face);
    let renamed = Renamed { tables: &tables, names: &names };
    let profile = SubsetProfile::Custom(TABLES.to_vec());
    subset(&renamed, &glyphs, &profile, CmapTarget::Unicode).map_err(|error| error.to_string())
}

/// A face with its names replaced.
struct Renamed<'a, T> {
    tables: &'a T,
    names: &'a [u8],
}

impl<T: FontTableProvider> FontTableProvider for Renamed<'_, T> {
    fn table_data(&self, table: u32) -> Result<Option<Cow<'_, [u8]>>, ParseError> {
        match table {
            tag::NAME => Ok(Some(Cow::Borrowed(self.names))),
            _ => self.tables.table_data(table),
        }
    }

    fn has_table(&self, table: u32) -> bool {
        self.tables.has_table(table)
    }

    fn table_tags(&self) -> Option<Vec<u32>> {
        self.tables.table_tags()
    }
}

impl<T: SfntVersion> SfntVersion for Renamed<'_, T> {
    fn sfnt_version(&self) -> u32 {
        self.tables.sfnt_version()
    }
}

/// A `name` table (OpenType 1.9): our own names, with the face's copyright and licence.
fn names(source: &FaceFile<'_>, face: &Face<'_>) -> Vec<u8> {
    let own = source.of.css();
    let kept = |id: u16| {
        let all = face.names().into_iter();
        let mut all = all.filter(|name| name.name_id == id && name.is_unicode());
        all.find_map(|name| name.to_string()).unwrap_or_default()
    };
    let full = format!("{own} {}", source.weight);
    let postscript = full.replace(' ', "-");
    let rows = [
        (0, kept(0)),
        (1, own.clone()),
        (2, "Regular".to_owned()),
        (3, full.clone()),
        (4, full),
        (6, postscript),
        (13, kept(13)),
        (14, kept(14)),
    ];
    let rows: Vec<_> = rows.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    let (mut records, mut storage) = (Vec::new(), Vec::new());
    for (id, text) in &rows {
        let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        // Windows, Unicode, American English; then the name's identifier, its length and its
        // offset.
        for value in [3, 1, 0x409, *id, text.len() as u16, storage.len() as u16] {
            records.extend_from_slice(&value.to_be_bytes());
        }
        storage.extend(text);
    }
    let head = [0, rows.len() as u16, 6 + records.len() as u16];
    let head = head.iter().flat_map(|value| value.to_be_bytes());
    head.chain(records).chain(storage).collect()
}

fn path(source: &FaceFile<'_>) -> String {
    let extension = if media_type(source) == "font/otf" { "otf" } else { "ttf" };
    format!("fonts/{}-{}.{extension}", super::names::css_name(&source.of.name), source.weight)
}

fn media_type(source: &FaceFile<'_>) -> &'static str {
    let has_cff = source.font.data().as_slice().starts_with(b"OTTO");
    if has_cff { "font/otf" } else { "font/ttf" }
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
