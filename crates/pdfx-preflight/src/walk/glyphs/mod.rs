//! Whether a font can draw its text: codes that come out as `.notdef`, a box or nothing.
//!
//! The bytes of a string are codes; an encoding maps them to names, or a character map ([`cmap`])
//! to numbers, and the font program either has glyphs for these or not (ISO 32000-1, 9.6 and 9.7).
//! Viewers differ in how hard they search. A glyph that any one way leads to counts as drawn, so
//! what is reported missing is missing everywhere. What cannot be determined is reported as
//! unknown.

pub mod cmap;
pub mod names;
pub(crate) mod program;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use lopdf::{Dictionary, Document, Object};
use ttf_parser::{Face, GlyphId, PlatformId, RawFace, Tag};

use self::cmap::CMap;
use self::names::{Base, Encoding, Latin};
use self::program::{Cff, Ink, Named};
use crate::pdf::{integer, is_name};
use crate::reading::{decode, dictionary, entry, resolve};

/// The flag of a symbolic font (ISO 32000-1, table 123).
const SYMBOLIC: i64 = 4;

pub static LATIN: LazyLock<Latin> = LazyLock::new(Latin::read);

/// What a code is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A glyph.
    Drawn,
    /// `.notdef`, or nothing.
    Missing,
    /// Cannot be determined.
    Unknown,
}

/// How a font maps codes to glyphs.
#[derive(Debug)]
pub enum Glyphs {
    /// Each byte is a code.
    Narrow(Box<[Shown; 256]>),
    /// A character map determines which bytes form a code, and for which character.
    Wide(CMap, Characters),
    /// Cannot be determined.
    Unknown,
}

/// The characters of a CID font.
#[derive(Debug)]
pub enum Characters {
    /// Glyphs by index, optionally through a table with two bytes per character.
    Places(Option<Vec<u8>>, u32),
    /// Glyphs for exactly these character numbers.
    Numbers(BTreeSet<u32>),
}

impl Characters {
    fn has(&self, cid: u32) -> bool {
        match self {
            Self::Places(table, count) => {
                let place = match table {
                    None => cid,
                    Some(table) => {
                        let at = cid as usize * 2;
                        let own = table.get(at..at + 2).unwrap_or(&[0, 0]);
                        u32::from(own[0]) << 8 | u32::from(own[1])
                    }
                };
                (1..*count).contains(&place)
            }
            Self::Numbers(cids) => cids.contains(&cid),
        }
    }
}

impl Glyphs {
    /// Reads which glyphs a font has; `left` is how many bytes of font programs may still be
    /// decoded.
    pub fn read(document: &Document, own: &Dictionary, left: &mut usize) -> Self {
        let found = if is_name(own, b"Subtype", b"Type0") {
            wide(document, own, left)
        } else if is_name(own, b"Subtype", b"Type3") {
            drawings(document, own)
        } else {
            narrow(document, own, left)
        };
        found.unwrap_or(Self::Unknown)
    }

    /// Calls `tell` for each code of a string, with its bytes and what it is shown as.
    pub fn look<'t>(&self, text: &'t [u8], mut tell: impl FnMut(&'t [u8], Shown)) {
        match self {
            Self::Unknown => tell(text, Shown::Unknown),
            Self::Narrow(codes) => {
                for code in text.chunks(1) {
                    tell(code, codes[usize::from(code[0])]);
                }
            }
            Self::Wide(map, characters) => {
                let mut rest = text;
                while !rest.is_empty() {
                    let (length, cid) = map.next(rest);
                    let (code, after) = rest.split_at(length.clamp(1, rest.len()));
                    let drawn = characters.has(cid);
                    tell(code, if drawn { Shown::Drawn } else { Shown::Missing });
                    rest = after;
                }
            }
        }
    }
}

/// A font program, decoded.
pub enum Program {
    TrueType(Vec<u8>),
    Cff(Vec<u8>),
    Type1(Vec<u8>),
}

/// The font program of a descriptor.
pub fn program(document: &Document, descriptor: &Dictionary, left: &mut usize) -> Option<Program> {
    for key in [b"FontFile2".as_slice(), b"FontFile3", b"FontFile"] {
        let Object::Stream(stream) = entry(document, descriptor, key) else { continue };
        let data = decode(stream, *left).ok()?;
        *left = left.saturating_sub(data.len());
        return Some(match key {
            b"FontFile" => Program::Type1(data),
            b"FontFile2" => Program::TrueType(data),
            _ if is_name(&stream.dict, b"Subtype", b"OpenType") => opened(data)?,
            _ => Program::Cff(data),
        });
    }
    None
}

/// An OpenType font, or its CFF if it has one.
fn opened(data: Vec<u8>) -> Option<Program> {
    let face = RawFace::parse(&data, 0).ok()?;
    let cff = face.table(Tag::from_bytes(b"CFF ")).map(<[u8]>::to_vec);
    Some(cff.map_or(Program::TrueType(data), Program::Cff))
}

/// The character map of a composite font; `None` for one that is not embedded and not the identity.
pub fn character_map(document: &Document, own: &Dictionary, left: &mut usize) -> Option<CMap> {
    match entry(document, own, b"Encoding") {
        Object::Name(name) if matches!(name.as_slice(), b"Identity-H" | b"Identity-V") => {
            Some(CMap::identity())
        }
        Object::Stream(stream) => {
            if !matches!(entry(document, &stream.dict, b"UseCMap"), Object::Null) {
                return None;
            }
            let data = decode(stream, *left).ok()?;
            *left = left.saturating_sub(data.len());
            CMap::read(&data)
        }
        _ => None,
    }
}

fn wide(document: &Document, own: &Dictionary, left: &mut usize) -> Option<Glyphs> {
    let map = character_map(document, own, left)?;
    let Object::Array(list) = entry(document, own, b"DescendantFonts") else { return None };
    let inner = dictionary(document, list.first()?)?;
    let descriptor = dictionary(document, entry(document, inner, b"FontDescriptor"))?;
    let program = program(document, descriptor, left)?;
    let characters = if is_name(inner, b"Subtype", b"CIDFontType2") {
        let count = match &program {
            Program::TrueType(data) => u32::from(Face::parse(data, 0).ok()?.number_of_glyphs()),
            Program::Cff(data) => Cff::read(data)?.glyphs,
            Program::Type1(_) => return None,
        };
        let table = match entry(document, inner, b"CIDToGIDMap") {
            Object::Stream(stream) => {
                let table = decode(stream, *left).ok()?;
                *left = left.saturating_sub(table.len());
                Some(table)
            }
            _ => None,
        };
        Characters::Places(table, count)
    } else {
        let Program::Cff(data) = &program else { return None };
        let cff = Cff::read(data)?;
        match cff.cids {
            Some(cids) => Characters::Numbers(cids),
            None => Characters::Places(None, cff.glyphs),
        }
    };
    Some(Glyphs::Wide(map, characters))
}

/// A Type 3 font: its glyphs are named drawings.
fn drawings(document: &Document, own: &Dictionary) -> Option<Glyphs> {
    let drawings = dictionary(document, entry(document, own, b"CharProcs"))?;
    let encoding = Encoding::read(document, own);
    if !encoding.said {
        return None;
    }
    let drawn = |code: u8| {
        let name = encoding.name(&LATIN, code).filter(|name| *name != ".notdef");
        let drawing = name.and_then(|name| drawings.get(name.as_bytes()).ok());
        drawing.is_some_and(|drawing| matches!(resolve(document, drawing), Object::Stream(_)))
    };
    Some(each(|code| if drawn(code) { Shown::Drawn } else { Shown::Missing }))
}

fn narrow(document: &Document, own: &Dictionary, left: &mut usize) -> Option<Glyphs> {
    let descriptor = dictionary(document, entry(document, own, b"FontDescriptor"))?;
    let encoding = Encoding::read(document, own);
    match program(document, descriptor, left)? {
        Program::TrueType(data) => {
            let face = Face::parse(&data, 0).ok()?;
            let symbolic = integer(descriptor, b"Flags").unwrap_or(0) & SYMBOLIC != 0;
            Some(each(|code| true_type(&face, &encoding, symbolic, code)))
        }
        Program::Cff(data) => Some(by_name(&Named::of_cff(&data)?, &encoding)),
        Program::Type1(data) => {
            let standard = |code| LATIN.name(Base::Standard, code);
            Some(by_name(&Named::of_type1(&data, standard)?, &encoding))
        }
    }
}

fn each(shown: impl Fn(u8) -> Shown) -> Glyphs {
    Glyphs::Narrow(Box::new(std::array::from_fn(|code| shown(code as u8))))
}

/// Whether a name is that of a space.
fn is_space(name: &str) -> bool {
    matches!(name, "space" | "nbspace" | "nonbreakingspace" | "uni00A0")
}

/// Type 1 and CFF: the PDF or the program maps a code to a name, and the name to an outline.
fn by_name(program: &Named, encoding: &Encoding) -> Glyphs {
    each(|code| {
        let own = || program.own.get(&code).map(String::as_str);
        let Some(name) = encoding.name(&LATIN, code).or_else(own) else { return Shown::Missing };
        // A missing glyph for a space loses nothing if `.notdef` is blank.
        if program.names.contains(name) || program.blank && is_space(name) {
            Shown::Drawn
        } else {
            Shown::Missing
        }
    })
}

/// TrueType: by any of the ways in ISO 32000-1, 9.6.6.4.
fn true_type(face: &Face<'_>, encoding: &Encoding, symbolic: bool, code: u8) -> Shown {
    let nameless = symbolic && !encoding.said;
    let standard = || (!nameless).then(|| LATIN.name(Base::Standard, code)).flatten();
    let name = encoding.name(&LATIN, code).or_else(standard);
    let is_glyph = |glyph: GlyphId| glyph.0 > 0 && glyph.0 < face.number_of_glyphs();
    if name == Some(".notdef") && !symbolic {
        return Shown::Missing;
    }
    let point = name.and_then(|name| LATIN.unicode(name));
    let (code_point, mac) = (u32::from(code), name.and_then(|name| LATIN.mac(name)));
    let own = [code_point, 0xf000 + code_point, 0xf100 + code_point, 0xf200 + code_point];
    let tables = face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables);
    let (mut found, mut any) = (false, false);
    for table in tables {
        any = true;
        let mut tries: Vec<u32> = Vec::new();
        match (table.platform_id, table.encoding_id) {
            (PlatformId::Macintosh, _) => {
                tries.extend(mac.map(u32::from));
                tries.extend((symbolic || name.is_none()).then_some(code_point));
            }
            (PlatformId::Windows, 0) => tries.extend(own.into_iter().chain(point)),
            _ => {
                tries.extend(point);
                tries.extend(own.into_iter().filter(|_| symbolic || name.is_none()));
            }
        }
        found |= tries.into_iter().any(|own| table.glyph_index(own).is_some_and(is_glyph));
    }
    let named = name.and_then(|name| face.tables().post?.glyph_index_by_name(name));
    if found || named.is_some_and(is_glyph) {
        return Shown::Drawn;
    }
    let blank = || {
        let mut ink = Ink(false);
        face.outline_glyph(GlyphId(0), &mut ink).is_none() || !ink.0
    };
    if (code == b' ' || name.is_some_and(is_space)) && blank() {
        return Shown::Drawn;
    }
    // Without a character map, or with a name outside the list, the answer is unknown.
    let untold = !any || name.is_some() && point.is_none();
    if untold { Shown::Unknown } else { Shown::Missing }
}
