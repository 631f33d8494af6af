//! How the bytes of a string form codes, and which characters of the font these select.

use std::sync::Arc;

use encoding_rs::{BIG5, Encoding, GB18030};
use lopdf::{Dictionary, Document, Object};

use super::glyphs::cmap::CMap;
use crate::pdf::integer;
use crate::reading::entry;

/// The first of the characters that predefined maps have for ASCII: the proportional ones and, of
/// Adobe-GB1, those of half a width.
const PROPORTIONAL: u32 = 1;
const HALF: u32 = 814;

/// How bytes form codes.
#[derive(Debug, Clone)]
pub enum Coding {
    /// Each byte is one, as in all fonts that are not composite.
    One,
    /// By a character map.
    Map(Arc<CMap>),
    /// By a predefined map, whose codes are those of a character set (ISO 32000-1, 9.7.5.2).
    Set(Set),
}

/// A character set whose codes predefined maps take.
#[derive(Debug, Clone, Copy)]
pub enum Set {
    /// Unicode, two bytes each, with pairs of surrogates.
    Wide,
    /// GBK and GB 18030; whether ASCII has half a width in it.
    Gb(bool),
    /// Big5.
    Big5,
    /// One of another language: two bytes each, of unknown meaning.
    Other,
}

/// A character of a string.
pub struct Character<'a> {
    /// Its code.
    pub code: &'a [u8],
    /// Its number in the font, if that is known.
    pub number: Option<u32>,
    /// Its width in text space at size 1.
    pub width: f64,
    /// Whether it is a space to which word spacing is added.
    pub space: bool,
}

impl Coding {
    /// Reads the coding of a composite font, and whether it is for writing from top to bottom.
    pub fn read(document: &Document, own: &Dictionary, left: &mut usize) -> (Self, bool) {
        let encoding = entry(document, own, b"Encoding");
        let down = match encoding {
            Object::Name(name) => name.ends_with(b"-V") || name == b"V",
            Object::Stream(stream) => integer(&stream.dict, b"WMode") == Some(1),
            _ => false,
        };
        let map = super::glyphs::character_map(document, own, left);
        let coding = match (map, encoding) {
            (Some(map), _) => Self::Map(Arc::new(map)),
            (None, Object::Name(name)) => Self::Set(Set::named(name)),
            _ => Self::Set(Set::Other),
        };
        (coding, down)
    }

    /// Whether it is a predefined map, so that the numbers of characters are not known.
    pub fn is_set(&self) -> bool {
        matches!(self, Self::Set(_))
    }

    /// The first code of a string: how many bytes it takes, and the number of its character where
    /// that is known; `None` at the end.
    pub fn next(&self, text: &[u8]) -> Option<(usize, Option<u32>)> {
        let first = *text.first()?;
        Some(match self {
            Self::One => (1, Some(u32::from(first))),
            Self::Map(map) => {
                let (length, number) = map.next(text);
                (length, Some(number))
            }
            Self::Set(set) => (set.length(text), set.number(text)),
        })
    }

    /// What a code means by a predefined map.
    pub fn meaning(&self, code: &[u8]) -> Option<String> {
        let Self::Set(set) = self else { return None };
        match set {
            Set::Wide => {
                let units = code.chunks(2).map(|unit| match unit {
                    [high, low] => u16::from_be_bytes([*high, *low]),
                    _ => 0xfffd,
                });
                String::from_utf16(&units.collect::<Vec<_>>()).ok()
            }
            Set::Gb(_) => decoded(GB18030, code),
            Set::Big5 => decoded(BIG5, code),
            Set::Other => None,
        }
    }
}

fn decoded(encoding: &'static Encoding, code: &[u8]) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(code)?;
    Some(text.into_owned())
}

impl Set {
    fn named(name: &[u8]) -> Self {
        let starts = |parts: &[&[u8]]| parts.iter().any(|part| name.starts_with(part));
        if starts(&[b"UniGB-U", b"UniCNS-U", b"UniJIS-U", b"UniJIS2", b"UniJISX", b"UniKS-U"]) {
            let utf8 = name.windows(4).any(|part| part == b"UTF8" || part == b"UTF3");
            return if utf8 { Self::Other } else { Self::Wide };
        }
        if starts(&[b"GBKp-", b"GBpc-"]) {
            Self::Gb(false)
        } else if starts(&[b"GBK", b"GB-EUC"]) {
            Self::Gb(true)
        } else if starts(&[b"B5pc", b"ETen-B5", b"ETenms-B5", b"HKscs-B5"]) {
            Self::Big5
        } else {
            Self::Other
        }
    }

    fn length(self, text: &[u8]) -> usize {
        let at = |index: usize| text.get(index).copied().unwrap_or_default();
        match self {
            Self::Wide if (0xd8..0xdc).contains(&at(0)) => 4,
            Self::Wide | Self::Other => 2,
            Self::Gb(_) | Self::Big5 if matches!(at(0), 0..=0x80 | 0xff) => 1,
            Self::Gb(_) if at(1).is_ascii_digit() => 4,
            Self::Gb(_) | Self::Big5 => 2,
        }
    }

    /// The number of a character of ASCII; those of others would take the maps themselves.
    fn number(self, text: &[u8]) -> Option<u32> {
        let (ascii, first) = match (self, text) {
            (Self::Wide, [0, ascii, ..]) => (*ascii, PROPORTIONAL),
            (Self::Gb(true), [ascii, ..]) => (*ascii, HALF),
            (Self::Gb(false) | Self::Big5, [ascii, ..]) => (*ascii, PROPORTIONAL),
            _ => return None,
        };
        matches!(ascii, 0x20..=0x7e).then(|| u32::from(ascii) - 0x20 + first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(set: Set, mut text: &[u8]) -> String {
        let coding = Coding::Set(set);
        let mut out = String::new();
        while let Some((length, _)) = coding.next(text) {
            let (code, rest) = text.split_at(length.clamp(1, text.len()));
            out.push_str(&coding.meaning(code).unwrap_or("?".to_owned()));
            text = rest;
        }
        out
    }

    #[test]
    fn codes_of_predefined_maps_are_those_of_their_sets() {
        assert_eq!(read(Set::named(b"GBK-EUC-H"), &GB18030.encode("秤a与€").0), "秤a与€");
        assert_eq!(read(Set::named(b"GBK2K-H"), &GB18030.encode("秤𠮷a").0), "秤𠮷a");
        assert_eq!(read(Set::named(b"ETen-B5-H"), &BIG5.encode("龍b").0), "龍b");
        let wide: Vec<u8> = "秤𠮷a".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(Set::named(b"UniGB-UTF16-H"), &wide), "秤𠮷a");
        assert_eq!(read(Set::named(b"90ms-RKSJ-H"), b"abc"), "??");
        assert_eq!(Set::Gb(true).number(b"A"), Some(847));
    }
}
