//! Faces inside the book, for readers that lack them: only if asked for, and only the characters
//! that the book has.
//!
//! A face goes in when its own rights let it be cut down and embedded (OS/2 `fsType`). What goes in
//! is a changed version, so it is given a name of its own, as the SIL Open Font License asks where a
//! name is reserved (clause 3), and keeps its copyright and licence (clause 2).

use std::borrow::Cow;
use std::collections::BTreeSet;

use allsorts::binary::read::ReadScope;
use allsorts::error::ParseError;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tables::{FontTableProvider, SfntVersion};
use allsorts::tag;
use ttf_parser::Face;
use typst::text::Font;

use super::package::Item;
use crate::diagnostic::{Failure, Finding};

/// A face of the theme.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its role in the theme, such as `song`.
    pub role: String,
    /// Its family, as the layout's sheet names it.
    pub family: String,
    /// Its weight, 100 to 900.
    pub weight: u16,
    /// The face itself.
    pub font: Font,
}

/// The tables of a face that a reader needs (OpenType 1.9, chapter 4), besides the outlines.
const TABLES: [u32; 8] =
    [tag::CMAP, tag::HEAD, tag::HHEA, tag::HMTX, tag::MAXP, tag::NAME, tag::OS_2, tag::POST];

/// The files of faces, cut down to the characters that pages and sheet have.
///
/// # Errors
/// A finding `face-rights` or `face-broken` for the first face that cannot go in.
pub fn files(sources: &[Source], pages: &[Item], sheet: &str) -> Result<Vec<Item>, Failure> {
    let texts = pages.iter().filter(|item| item.is_page());
    let mut used: BTreeSet<char> = sheet.chars().chain("\u{25a0}".chars()).collect();
    texts.for_each(|item| used.extend(String::from_utf8_lossy(&item.bytes).chars()));
    sources.iter().map(|source| file(source, &used)).collect()
}

fn file(source: &Source, used: &BTreeSet<char>) -> Result<Item, Failure> {
    let broken = |reason: String| {
        Finding::stop("face-broken").with("family", &source.family).with("reason", reason)
    };
    let face = face(source).map_err(broken)?;
    if !face.is_outline_embedding_allowed() || !face.is_subsetting_allowed() {
        return Err(Finding::stop("face-rights").with("family", &source.family).into());
    }
    let bytes = cut(source, &face, used).map_err(broken)?;
    let (path, media_type) = (path(source), media_type(source));
    Ok(Item::asset(&path, media_type, bytes))
}

fn face(source: &Source) -> Result<Face<'_>, String> {
    let data = source.font.data().as_slice();
    Face::parse(data, source.font.index()).map_err(|error| error.to_string())
}

fn cut(source: &Source, face: &Face<'_>, used: &BTreeSet<char>) -> Result<Vec<u8>, String> {
    let known = used.iter().filter_map(|&c| face.glyph_index(c)).map(|glyph| glyph.0);
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

/// A face whose names are others.
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

/// A `name` table (OpenType 1.9): names of our own, with the copyright and the licence of the face.
fn names(source: &Source, face: &Face<'_>) -> Vec<u8> {
    let own = family(&source.role);
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
        // Windows, Unicode, American English; then the name, its length and its place.
        for value in [3, 1, 0x409, *id, text.len() as u16, storage.len() as u16] {
            records.extend_from_slice(&value.to_be_bytes());
        }
        storage.extend(text);
    }
    let head = [0, rows.len() as u16, 6 + records.len() as u16];
    let head = head.iter().flat_map(|value| value.to_be_bytes());
    head.chain(records).chain(storage).collect()
}

/// The name of a role's face inside the book.
fn family(role: &str) -> String {
    format!("issue {}", super::names::css_name(role))
}

fn path(source: &Source) -> String {
    let extension = if media_type(source) == "font/otf" { "otf" } else { "ttf" };
    format!("fonts/{}-{}.{extension}", super::names::css_name(&source.role), source.weight)
}

fn media_type(source: &Source) -> &'static str {
    let has_cff = source.font.data().as_slice().starts_with(b"OTTO");
    if has_cff { "font/otf" } else { "font/ttf" }
}

/// A sheet that takes the faces inside the book before those of the reader.
pub fn sheet(sources: &[Source], sheet: &str) -> String {
    let mut faces = String::new();
    let mut sheet = sheet.to_owned();
    for source in sources {
        let (name, path) = (family(&source.role), path(source));
        let weight = source.weight;
        faces.push_str(&format!(
            "@font-face {{ font-family: \"{name}\"; font-weight: {weight}; src: url({path}); }}\n"
        ));
        let (known, both) =
            (format!("\"{}\"", source.family), format!("\"{name}\", \"{}\"", source.family));
        if !sheet.contains(&both) {
            sheet = sheet.replace(&known, &both);
        }
    }
    faces + &sheet
}
