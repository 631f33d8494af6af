//! Glyph names: which codes have them in encodings, and which characters they mean.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object};

use crate::reading::{entry, number};

/// Name, Unicode, and codes in three encodings.
const LATIN: &str = include_str!("latin.txt");
/// The longest name that is kept, bytes.
const NAME: usize = 127;

/// A predefined encoding of PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    Standard,
    MacRoman,
    WinAnsi,
}

/// The names of Latin glyphs.
pub struct Latin {
    unicode: BTreeMap<&'static str, u32>,
    codes: [BTreeMap<u8, &'static str>; 3],
}

impl Latin {
    pub fn read() -> Self {
        let (mut unicode, mut codes) = (BTreeMap::new(), [const { BTreeMap::new() }; 3]);
        for line in LATIN.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split(' ');
            let (Some(name), Some(point)) = (parts.next(), parts.next()) else { continue };
            unicode.insert(name, u32::from_str_radix(point, 16).unwrap_or_default());
            for (own, column) in codes.iter_mut().zip(parts) {
                let all = column.split(',').filter_map(|code| u8::from_str_radix(code, 16).ok());
                own.extend(all.map(|code| (code, name)));
            }
        }
        Self { unicode, codes }
    }

    /// The name of a code.
    pub fn name(&self, base: Base, code: u8) -> Option<&'static str> {
        self.codes[base as usize].get(&code).copied()
    }

    /// The code of a name in MacRomanEncoding.
    pub fn mac(&self, name: &str) -> Option<u8> {
        let own = self.codes[Base::MacRoman as usize].iter();
        own.clone().find(|(_, known)| **known == name).map(|(code, _)| *code)
    }

    /// The character that a name means; `None` if only a longer list could tell.
    pub fn unicode(&self, name: &str) -> Option<u32> {
        let stem = name.split('.').next().unwrap_or_default();
        let hex = |digits: &str| {
            let plain = (4..=6).contains(&digits.len());
            u32::from_str_radix(digits, 16).ok().filter(|_| plain)
        };
        let known = self.unicode.get(stem).copied();
        known.or_else(|| stem.strip_prefix("uni").or(stem.strip_prefix('u')).and_then(hex))
    }
}

/// The encoding that a font declares.
#[derive(Debug, Default)]
pub struct Encoding {
    /// The base encoding, if it names one.
    pub base: Option<Base>,
    /// The names that replace those of the base.
    pub differences: BTreeMap<u8, String>,
    /// Whether the font declares anything.
    pub said: bool,
}

impl Encoding {
    /// Reads the encoding of a font.
    pub fn read(document: &Document, own: &Dictionary) -> Self {
        let base = |object: &Object| match object.as_name() {
            Ok(b"WinAnsiEncoding") => Some(Base::WinAnsi),
            Ok(b"MacRomanEncoding") => Some(Base::MacRoman),
            Ok(b"StandardEncoding") => Some(Base::Standard),
            _ => None,
        };
        match entry(document, own, b"Encoding") {
            Object::Dictionary(encoding) => Self {
                base: base(entry(document, encoding, b"BaseEncoding")),
                differences: differences(document, encoding),
                said: true,
            },
            name => Self { base: base(name), said: base(name).is_some(), ..Self::default() },
        }
    }

    /// The name of a code as the font declares it.
    pub fn name<'a>(&'a self, latin: &Latin, code: u8) -> Option<&'a str> {
        let own = self.differences.get(&code).map(String::as_str);
        own.or_else(|| latin.name(self.base?, code))
    }
}

/// `[code name name … code name …]` (ISO 32000-1, 9.6.6.1).
fn differences(document: &Document, encoding: &Dictionary) -> BTreeMap<u8, String> {
    let mut out = BTreeMap::new();
    let Object::Array(parts) = entry(document, encoding, b"Differences") else { return out };
    let mut code = 0_usize;
    for part in parts.iter().take(1_024) {
        if let Some(first) = number(document, part) {
            code = first.clamp(0.0, 256.0) as usize;
        } else if let Ok(name) = part.as_name() {
            if let Ok(code) = u8::try_from(code) {
                let name = String::from_utf8_lossy(&name[..name.len().min(NAME)]).into_owned();
                out.insert(code, name);
            }
            code += 1;
        }
    }
    out
}

/// A set of names.
pub type Names = BTreeSet<String>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_standard() {
        let latin = Latin::read();
        assert_eq!(latin.name(Base::WinAnsi, 0xc8), Some("Egrave"));
        assert_eq!(latin.name(Base::Standard, 0xae), Some("fi"));
        assert_eq!(latin.name(Base::MacRoman, 0xe9), Some("Egrave"));
        assert_eq!(latin.mac("Egrave"), Some(0xe9));
        assert_eq!(latin.unicode("Egrave"), Some(0xc8));
        assert_eq!(latin.unicode("uni4E2D"), Some(0x4e2d));
        assert_eq!(latin.unicode("u20000.alt"), Some(0x20000));
        assert_eq!(latin.unicode("alpha"), None);
    }
}
