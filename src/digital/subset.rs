//! Faces cut down to some of their glyphs, with their character maps: for the EPUB and for the OFD.
//!
//! A face is embedded only if its own permissions allow subsetting and embedding (OS/2 `fsType`). It
//! keeps its copyright and its licence, as the SIL Open Font License requires (clause 2).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use allsorts::binary::read::ReadScope;
use allsorts::error::ParseError;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tables::{FontTableProvider, SfntVersion};
use allsorts::tag;
use ttf_parser::Face;
use ttf_parser::cmap::Subtable;
use typst::text::Font;

use crate::diagnostic::{Failure, Finding};

/// The tables of a face that a reader needs (OpenType 1.9, chapter 4), besides the outlines.
const TABLES: [u32; 8] =
    [tag::CMAP, tag::HEAD, tag::HHEA, tag::HMTX, tag::MAXP, tag::NAME, tag::OS_2, tag::POST];

/// What a face that is cut down is called.
#[derive(Debug, Clone, Copy)]
pub struct Called<'a> {
    /// Its family in the project, which findings name.
    pub source: &'a str,
    /// Its family name.
    pub family: &'a str,
    /// Its full name.
    pub full: &'a str,
}

/// A face with some of its glyphs alone: `.notdef` first, then the others by their numbers, so that the
/// new number of a glyph is its rank.
///
/// # Errors
/// A finding `face-rights` or `face-broken` if it cannot be embedded.
pub fn cut(font: &Font, glyphs: &BTreeSet<u16>, called: Called<'_>) -> Result<Vec<u8>, Failure> {
    let broken = |reason: String| {
        Finding::stop("face-broken").with("family", called.source).with("reason", reason)
    };
    let face = Face::parse(font.data().as_slice(), font.index());
    let face = face.map_err(|error| broken(error.to_string()))?;
    if !face.is_outline_embedding_allowed() || !face.is_subsetting_allowed() {
        return Err(Finding::stop("face-rights").with("family", called.source).into());
    }
    Ok(reduced(font, &face, glyphs, called).map_err(broken)?)
}

fn reduced(
    font: &Font,
    face: &Face<'_>,
    glyphs: &BTreeSet<u16>,
    called: Called<'_>,
) -> Result<Vec<u8>, String> {
    let data = ReadScope::new(font.data().as_slice()).read::<FontData<'_>>();
    let data = data.map_err(|error| error.to_string())?;
    let tables = data.table_provider(font.index() as usize).map_err(|error| error.to_string())?;
    let (names, characters) = (names(face, called), characters(face, glyphs));
    let renamed = Renamed { tables: &tables, names: &names, characters: &characters };
    let profile = SubsetProfile::Custom(TABLES.to_vec());
    let others = glyphs.iter().copied().filter(|glyph| *glyph != 0);
    let glyphs: Vec<u16> = std::iter::once(0).chain(others).collect();
    subset(&renamed, &glyphs, &profile, CmapTarget::Unicode).map_err(|error| error.to_string())
}

/// Whether the outlines of a face are those of the Compact Font Format.
pub fn has_cff(font: &Font) -> bool {
    font.data().as_slice().starts_with(b"OTTO")
}

/// A face with its names and its character map replaced.
struct Renamed<'a, T> {
    tables: &'a T,
    names: &'a [u8],
    /// The map of those characters alone that stay: that of the face, if there is none here.
    characters: &'a [u8],
}

impl<T: FontTableProvider> FontTableProvider for Renamed<'_, T> {
    fn table_data(&self, table: u32) -> Result<Option<Cow<'_, [u8]>>, ParseError> {
        match table {
            tag::NAME => Ok(Some(Cow::Borrowed(self.names))),
            tag::CMAP if !self.characters.is_empty() => Ok(Some(Cow::Borrowed(self.characters))),
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

/// A `cmap` table (OpenType 1.9, format 12) with the characters of some glyphs, nothing if the face has no Unicode
/// map: whoever cuts the face down looks for each character that it has among all glyphs that stay, which takes
/// longer than all else.
fn characters(face: &Face<'_>, glyphs: &BTreeSet<u16>) -> Vec<u8> {
    let mut stays = vec![false; 1 << 16];
    glyphs.iter().filter(|glyph| **glyph != 0).for_each(|glyph| stays[usize::from(*glyph)] = true);
    let mut map = BTreeMap::new();
    let tables = face.tables().cmap.into_iter().flat_map(|own| own.subtables);
    for table in tables.filter(Subtable::is_unicode) {
        table.codepoints(|c| {
            let glyph = table.glyph_index(c).map_or(0, |glyph| glyph.0);
            if stays[usize::from(glyph)] {
                map.insert(c, glyph);
            }
        });
    }
    if map.is_empty() {
        return Vec::new();
    }
    // One table, of Windows and all of Unicode, 12 bytes further on; each character is a group of its own.
    let mut out: Vec<u8> =
        [0, 1, 3, 10, 0, 12, 12, 0].into_iter().flat_map(u16::to_be_bytes).collect();
    let count = map.len() as u32;
    out.extend([16 + 12 * count, 0, count].into_iter().flat_map(u32::to_be_bytes));
    let groups = map.into_iter().flat_map(|(c, glyph)| [c, c, u32::from(glyph)]);
    out.extend(groups.flat_map(u32::to_be_bytes));
    out
}

/// A `name` table (OpenType 1.9): what the face is called here, with its copyright and licence.
fn names(face: &Face<'_>, called: Called<'_>) -> Vec<u8> {
    let kept = |id: u16| {
        let all = face.names().into_iter();
        let mut all = all.filter(|name| name.name_id == id && name.is_unicode());
        all.find_map(|name| name.to_string()).unwrap_or_default()
    };
    let (own, full) = (called.family.to_owned(), called.full.to_owned());
    let postscript = full.replace(' ', "-");
    let rows = [
        (0, kept(0)),
        (1, own),
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
