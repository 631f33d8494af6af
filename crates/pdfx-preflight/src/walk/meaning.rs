//! What the codes of a font mean as text (ISO 32000-1, 9.10.2).
//!
//! In this order: what the font says itself (`ToUnicode`), the character set of a predefined map,
//! the names of glyphs, and the character map of an embedded TrueType program read backwards. What
//! none of them tells is not known.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};
use ttf_parser::{Face, GlyphId};

use super::coding::{Character, Coding};
use super::glyphs::names::{Base, Encoding};
use super::glyphs::{LATIN, Program, program};
use crate::pdf::{integer, is_name};
use crate::reading::syntax::{Budget, Lexer, Token};
use crate::reading::{decode, dictionary, entry};

/// How many values are read of a map to Unicode.
const VALUES: usize = 400_000;
/// The longest text that one code may stand for, bytes of UTF-16.
const LONG: usize = 128;
/// The characters that are looked up when a map is read backwards.
const PLANES: [std::ops::RangeInclusive<u32>; 2] = [0x20..=0xffff, 0x2_0000..=0x3_1fff];
/// The flag of a symbolic font (ISO 32000-1, table 123).
const SYMBOLIC: i64 = 4;

/// Characters by the glyphs that they have.
type Turned = BTreeMap<u16, char>;

/// What the codes of a font mean.
#[derive(Debug, Clone, Default)]
pub struct Meaning {
    said: Said,
    /// The names that the font gives its codes, as text; for fonts of single bytes.
    named: BTreeMap<u8, String>,
    /// The characters that have a glyph, by its number.
    glyphs: Turned,
    /// The glyph of each character of the font, two bytes each, where it is another number.
    places: Option<Vec<u8>>,
}

impl Meaning {
    /// Reads what a font says; of the two limits the first is how many fonts may still be read
    /// backwards, the second how many bytes may still be decoded.
    pub fn read(
        document: &Document,
        own: &Dictionary,
        coding: &Coding,
        (turned, bytes): (&mut usize, &mut usize),
    ) -> Self {
        let mut meaning = Self::default();
        if let Object::Stream(stream) = entry(document, own, b"ToUnicode")
            && let Ok(data) = decode(stream, *bytes)
        {
            *bytes = bytes.saturating_sub(data.len());
            meaning.said = Said::read(&data);
        }
        if !is_name(own, b"Subtype", b"Type0") {
            meaning.named = names(document, own);
        } else if meaning.said.is_empty() && !coding.is_set() && *turned > 0 {
            *turned -= 1;
            (meaning.glyphs, meaning.places) = backwards(document, own, bytes).unwrap_or_default();
        }
        meaning
    }

    /// What a character means; `None` if nothing tells.
    pub fn of(&self, coding: &Coding, character: &Character<'_>) -> Option<String> {
        let code = character.code.iter().fold(0_u32, |sum, &byte| sum << 8 | u32::from(byte));
        let named = || match character.code {
            [byte] => self.named.get(byte).cloned(),
            _ => None,
        };
        let said = self.said.of(code);
        let found = said.or_else(|| coding.meaning(character.code)).or_else(named);
        found.or_else(|| self.glyphs.get(&self.glyph(character.number?)?).map(char::to_string))
    }

    fn glyph(&self, number: u32) -> Option<u16> {
        let Some(places) = &self.places else { return u16::try_from(number).ok() };
        let at = usize::try_from(number).ok()?.checked_mul(2)?;
        let [high, low] = *places.get(at..at + 2)? else { return None };
        Some(u16::from_be_bytes([high, low]))
    }
}

/// What the codes of a font of single bytes are called, as text.
fn names(document: &Document, own: &Dictionary) -> BTreeMap<u8, String> {
    let encoding = Encoding::read(document, own);
    let descriptor = dictionary(document, entry(document, own, b"FontDescriptor"));
    let flags = descriptor.and_then(|own| integer(own, b"Flags")).unwrap_or(0);
    // The codes of a font of signs are its own.
    let own_codes = is_name(own, b"Subtype", b"Type3")
        || flags & SYMBOLIC != 0 && !encoding.said
        || matches!(entry(document, own, b"BaseFont"), Object::Name(name)
            if name.ends_with(b"Symbol") || name.ends_with(b"ZapfDingbats"));
    let usual = |code| LATIN.name(Base::Standard, code).filter(|_| !own_codes);
    let text = |code: u8| {
        let name = encoding.name(&LATIN, code).or_else(|| usual(code))?;
        Some((code, char::from_u32(LATIN.unicode(name)?)?.to_string()))
    };
    (0..=255).filter_map(text).collect()
}

/// The characters of the glyphs of an embedded TrueType program, and the table that leads to them.
fn backwards(
    document: &Document,
    own: &Dictionary,
    bytes: &mut usize,
) -> Option<(Turned, Option<Vec<u8>>)> {
    let Object::Array(list) = entry(document, own, b"DescendantFonts") else { return None };
    let inner = dictionary(document, list.first()?)?;
    let descriptor = dictionary(document, entry(document, inner, b"FontDescriptor"))?;
    let Program::TrueType(data) = program(document, descriptor, bytes)? else { return None };
    let places = match entry(document, inner, b"CIDToGIDMap") {
        Object::Stream(stream) => Some(decode(stream, *bytes).ok()?),
        _ => None,
    };
    *bytes = bytes.saturating_sub(places.as_ref().map_or(0, Vec::len));
    let face = Face::parse(&data, 0).ok()?;
    let tables = face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables);
    let mut glyphs = BTreeMap::new();
    for table in tables.filter(|table| table.is_unicode()) {
        for point in PLANES.into_iter().flatten() {
            let Some(GlyphId(glyph)) = table.glyph_index(point).filter(|glyph| glyph.0 > 0) else {
                continue;
            };
            if let Some(character) = char::from_u32(point) {
                glyphs.entry(glyph).or_insert(character);
            }
        }
    }
    Some((glyphs, places))
}

/// A map to Unicode.
#[derive(Debug, Clone, Default)]
struct Said {
    single: BTreeMap<u32, String>,
    /// First code: last code, and the text of the first, whose last unit is counted up.
    ranges: BTreeMap<u32, (u32, Vec<u16>)>,
}

impl Said {
    fn read(bytes: &[u8]) -> Self {
        let mut said = Self::default();
        let mut lexer = Lexer::of_content(bytes);
        let mut budget = Budget { values: VALUES, bytes: bytes.len() };
        let mut values: Vec<Object> = Vec::new();
        // What breaks off is read up to there.
        while let Ok(Some(token)) = lexer.next(&mut budget) {
            match token {
                Token::Value(value) => values.push(value),
                Token::Word(b"endcmap") => break,
                Token::Word(word) => {
                    said.take(word, &values);
                    values.clear();
                }
            }
        }
        said
    }

    fn is_empty(&self) -> bool {
        self.single.is_empty() && self.ranges.is_empty()
    }

    fn take(&mut self, word: &[u8], values: &[Object]) {
        match word {
            b"endbfchar" => {
                for [own, text] in values.as_chunks().0 {
                    if let (Some(own), Some(text)) = (code(own), units(text)) {
                        self.set(own, &text);
                    }
                }
            }
            b"endbfrange" => {
                for [low, high, text] in values.as_chunks().0 {
                    let (Some(low), Some(high)) = (code(low), code(high)) else { continue };
                    if let Object::Array(each) = text {
                        for (own, text) in (low..=high).zip(each) {
                            units(text).into_iter().for_each(|text| self.set(own, &text));
                        }
                    } else if let Some(text) = units(text) {
                        self.ranges.insert(low, (high, text));
                    }
                }
            }
            _ => {}
        }
    }

    fn set(&mut self, own: u32, text: &[u16]) {
        if let Some(text) = meant(text) {
            self.single.insert(own, text);
        }
    }

    fn of(&self, code: u32) -> Option<String> {
        if let Some(text) = self.single.get(&code) {
            return Some(text.clone());
        }
        let (low, (high, text)) = self.ranges.range(..=code).next_back()?;
        if code > *high {
            return None;
        }
        let (last, before) = text.split_last()?;
        let last = u16::try_from(u32::from(*last).checked_add(code - low)?).ok()?;
        meant(&[before, &[last]].concat())
    }
}

/// Text, unless it only says that there is none.
fn meant(units: &[u16]) -> Option<String> {
    let text = String::from_utf16(units).ok()?;
    let nothing = |c: char| matches!(c, '\0' | '\u{fffd}' | '\u{ffff}');
    (!text.is_empty() && !text.contains(nothing)).then_some(text)
}

fn code(value: &Object) -> Option<u32> {
    let bytes = value.as_str().ok().filter(|bytes| (1..=4).contains(&bytes.len()))?;
    Some(bytes.iter().fold(0, |sum, &byte| sum << 8 | u32::from(byte)))
}

fn units(value: &Object) -> Option<Vec<u16>> {
    let bytes = value.as_str().ok().filter(|bytes| bytes.len() <= LONG)?;
    let wide = bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_be_bytes(*unit));
    match bytes {
        // Some writers give one byte for a character of Latin.
        [byte] => Some(vec![u16::from(*byte)]),
        _ => Some(wide.collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_to_unicode_has_characters_and_ranges() {
        let said = Said::read(
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n\
              2 beginbfchar <0001> <79E4> <0002> <D842DFB7> endbfchar\n\
              3 beginbfrange <0010> <0012> <4E00> <0020> <0021> [<7532> <0066 0069>] <0030> <0031> <FFFD> endbfrange endcmap",
        );
        let of = |code| said.of(code).unwrap_or_default();
        assert_eq!([of(1), of(2), of(0x10), of(0x12)], ["秤", "𠮷", "一", "丂"]);
        assert_eq!([of(0x20), of(0x21), of(0x13), of(0x30)], ["甲", "fi", "", ""]);
        assert!(Said::read(b"begincmap <00").is_empty());
    }
}
