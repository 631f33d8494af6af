//! Font programs: which glyphs they contain.
//!
//! TrueType and name-keyed CFF are read by `ttf-parser`. What it offers no quick answer for (which
//! characters a CID-keyed CFF has) and what it does not support (Type 1) is read here.

use std::collections::{BTreeMap, BTreeSet};

use ttf_parser::{GlyphId, OutlineBuilder, cff};

use super::names::Names;

/// The most glyphs of a font with names.
const NAMED: u16 = 8_192;

/// The characters of a CFF font program.
pub struct Cff {
    /// The number of its glyphs.
    pub glyphs: u32,
    /// The numbers of its characters, if it has them; otherwise its glyphs are selected by index.
    pub cids: Option<BTreeSet<u32>>,
}

impl Cff {
    /// Reads the header structures of a program (Adobe Technical Note 5176).
    pub fn read(data: &[u8]) -> Option<Self> {
        let names = usize::from(*data.get(2)?);
        let (_, tops) = index(data, names)?;
        let (top, _) = index(data, tops)?;
        let top = top_dict(data.get(top?)?)?;
        let glyphs = u32::from(u16::from_be_bytes(*data.get(top.glyphs..)?.first_chunk()?));
        if !top.by_number {
            return Some(Self { glyphs, cids: None });
        }
        // The predefined charsets are for names.
        let charset = (top.charset > 2).then_some(top.charset)?;
        Some(Self { glyphs, cids: Some(charset_of(data.get(charset..)?, glyphs)?) })
    }
}

/// An INDEX: where its first item is, and where the INDEX ends.
fn index(data: &[u8], at: usize) -> Option<(Option<std::ops::Range<usize>>, usize)> {
    let count = usize::from(u16::from_be_bytes(*data.get(at..)?.first_chunk()?));
    if count == 0 {
        return Some((None, at + 2));
    }
    let size = usize::from(*data.get(at + 2)?);
    let offset = |number: usize| {
        let from = at + 3 + number * size;
        let bytes = data.get(from..from + size).filter(|_| (1..=4).contains(&size))?;
        Some(bytes.iter().fold(0_usize, |sum, &byte| sum << 8 | usize::from(byte)))
    };
    let base = at + 2 + (count + 1) * size;
    let (first, second, last) = (offset(0)?, offset(1)?, offset(count)?);
    let part = (first <= second).then_some(base + first..base + second)?;
    Some((Some(part), base.checked_add(last)?))
}

/// The contents of the Top DICT.
#[derive(Default)]
struct Top {
    charset: usize,
    glyphs: usize,
    /// Whether it has the operator ROS: characters have numbers instead of names.
    by_number: bool,
}

fn top_dict(mut data: &[u8]) -> Option<Top> {
    let (mut top, mut operand) = (Top::default(), 0_i64);
    while let Some((&first, rest)) = data.split_first() {
        data = rest;
        let mut take = |count: usize| {
            let (own, rest) = data.split_at_checked(count)?;
            data = rest;
            Some(own.iter().fold(0_i64, |sum, &byte| sum << 8 | i64::from(byte)))
        };
        match first {
            12 => top.by_number |= take(1)? == 30,
            15 => top.charset = usize::try_from(operand).ok()?,
            17 => top.glyphs = usize::try_from(operand).ok()?,
            28 => operand = take(2)?,
            29 => operand = take(4)?,
            30 => while take(1)? & 0x0f != 0x0f {},
            32..=246 => operand = i64::from(first) - 139,
            247..=250 => operand = (i64::from(first) - 247) * 256 + take(1)? + 108,
            251..=254 => operand = -((i64::from(first) - 251) * 256 + take(1)? + 108),
            _ => {}
        }
    }
    (top.glyphs > 0).then_some(top)
}

/// The character numbers; the first, .notdef, is implied.
fn charset_of(data: &[u8], glyphs: u32) -> Option<BTreeSet<u32>> {
    let (&format, mut data) = data.split_first()?;
    let mut out = BTreeSet::new();
    let mut left = glyphs.saturating_sub(1);
    while left > 0 {
        let first = u32::from(u16::from_be_bytes(*data.first_chunk()?));
        let (more, step) = match format {
            0 => (0, 2),
            1 => (u32::from(*data.get(2)?), 3),
            2 => (u32::from(u16::from_be_bytes(*data.get(2..)?.first_chunk()?)), 4),
            _ => return None,
        };
        let count = left.min(more + 1);
        out.extend(first..first + count);
        left -= count;
        data = data.get(step..)?;
    }
    out.remove(&0);
    Some(out)
}

/// The glyphs of a name-keyed font program.
pub struct Named {
    /// All names except `.notdef`.
    pub names: Names,
    /// The name of each code in the program's own encoding.
    pub own: BTreeMap<u8, String>,
    /// Whether `.notdef` is blank.
    pub blank: bool,
}

impl Named {
    /// Reads a name-keyed CFF.
    pub fn of_cff(data: &[u8]) -> Option<Self> {
        let table = cff::Table::parse(data)?;
        let count = Some(table.number_of_glyphs()).filter(|count| *count <= NAMED)?;
        let name = |glyph: GlyphId| table.glyph_name(glyph).map(str::to_owned);
        let names: Option<Names> = (1..count).map(|glyph| name(GlyphId(glyph))).collect();
        let of_code = |code: u8| {
            let glyph = table.glyph_index(code).filter(|glyph| glyph.0 > 0)?;
            Some((code, name(glyph)?))
        };
        let mut ink = Ink(false);
        let blank = table.outline(GlyphId(0), &mut ink).is_err() || !ink.0;
        Some(Self { names: names?, own: (0..=255).filter_map(of_code).collect(), blank })
    }

    /// Reads a Type 1 program (Adobe Type 1 Font Format); `standard` returns the names of
    /// StandardEncoding.
    pub fn of_type1(data: &[u8], standard: impl Fn(u8) -> Option<&'static str>) -> Option<Self> {
        let at = find(data, b"eexec")? + 5;
        let (clear, coded) = data.split_at(at);
        let private = decrypted(coded);
        let names = char_strings(&private)?;
        let own = match find(clear, b"/Encoding") {
            Some(at) if is_standard(&clear[at + 9..]) => {
                (0..=255).filter_map(|code| Some((code, standard(code)?.to_owned()))).collect()
            }
            Some(at) => own_encoding(&clear[at + 9..]),
            None => BTreeMap::new(),
        };
        // Most draw nothing; what a visible one draws is not examined.
        Some(Self { names, own, blank: false })
    }
}

/// Whether an outline draws anything.
pub struct Ink(pub bool);

impl OutlineBuilder for Ink {
    fn move_to(&mut self, _: f32, _: f32) {}

    fn line_to(&mut self, _: f32, _: f32) {
        self.0 = true;
    }

    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }

    fn close(&mut self) {}
}

fn find(data: &[u8], word: &[u8]) -> Option<usize> {
    data.windows(word.len()).position(|window| window == word)
}

fn is_standard(text: &[u8]) -> bool {
    words(text).next() == Some(b"StandardEncoding")
}

/// Parses `dup 65 /A put`, repeated up to `def`.
fn own_encoding(text: &[u8]) -> BTreeMap<u8, String> {
    let mut out = BTreeMap::new();
    let mut parts = words(text).skip_while(|word| *word != b"dup").take(4_096).peekable();
    while let Some(word) = parts.next() {
        if matches!(word, b"def" | b"readonly") {
            break;
        }
        if word != b"dup" {
            continue;
        }
        let code = parts.next().and_then(|code| std::str::from_utf8(code).ok()?.parse().ok());
        let name = parts.next().and_then(|name| name.strip_prefix(b"/"));
        if let (Some(code), Some(name)) = (code, name) {
            out.insert(code, String::from_utf8_lossy(name).into_owned());
        }
    }
    out
}

/// The tokens of PostScript; names keep their slash.
fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let parts = text.split(|byte| byte.is_ascii_whitespace());
    parts.filter(|part| !part.is_empty())
}

/// The decrypted private portion (chapter 7), from binary or hexadecimal; its first four bytes are
/// random.
pub(crate) fn decrypted(coded: &[u8]) -> Vec<u8> {
    let start = coded.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let coded = &coded[start..];
    let hex = coded.len() > 3 && coded[..4].iter().all(u8::is_ascii_hexdigit);
    let mut key = 55_665_u16;
    let mut plain = |byte: u8| {
        let out = byte ^ (key >> 8) as u8;
        key = u16::from(byte).wrapping_add(key).wrapping_mul(52_845).wrapping_add(22_719);
        out
    };
    let out: Vec<u8> = if hex {
        let digits = coded.iter().filter_map(|byte| char::from(*byte).to_digit(16));
        let digits: Vec<u32> = digits.collect();
        digits.as_chunks().0.iter().map(|[a, b]| plain((a << 4 | b) as u8)).collect()
    } else {
        coded.iter().map(|byte| plain(*byte)).collect()
    };
    out.get(4..).unwrap_or_default().to_vec()
}

/// The names of the outlines: `/A 123 RD ` and that many bytes.
fn char_strings(private: &[u8]) -> Option<Names> {
    let mut rest = private.get(find(private, b"/CharStrings")? + 12..)?;
    let mut names = Names::new();
    while let Some(at) = rest.iter().position(|byte| *byte == b'/') {
        let mut parts = rest.get(at + 1..)?.splitn(4, |byte| byte.is_ascii_whitespace());
        let (name, length) = (parts.next()?, parts.next()?);
        let (_, tail) = (parts.next()?, parts.next()?);
        let Some(length) = std::str::from_utf8(length).ok().and_then(|text| text.parse().ok())
        else {
            break;
        };
        names.insert(String::from_utf8_lossy(name).into_owned());
        if names.len() > usize::from(NAMED) {
            return None;
        }
        let Some(tail) = tail.get::<std::ops::RangeFrom<usize>>(length..) else { break };
        rest = tail;
    }
    names.remove(".notdef");
    (!names.is_empty()).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heads_of_a_cff_are_read() {
        // One glyph besides .notdef, with number 5: format 0.
        let top = [29, 0, 0, 0, 30, 15, 29, 0, 0, 0, 33, 17, 12, 30];
        let mut data = vec![1, 0, 4, 1, 0, 1, 1, 1, 2, b'x', 0, 1, 1, 1, 1 + top.len() as u8];
        data.extend(top);
        assert_eq!(data.len(), 29);
        data.extend([0, 0, 0, 5, 0, 2, 1, 1, 2, 3, 14, 14]);
        let cff = Cff::read(&data).unwrap();
        assert_eq!((cff.glyphs, cff.cids), (2, Some(BTreeSet::from([5]))));
        for end in 0..data.len() {
            let _ = Cff::read(&data[..end]);
        }
    }

    #[test]
    fn type_1_names_its_glyphs() {
        let private = b"dup /Private 1 dict /CharStrings 3 dict dup begin\n\
                        /.notdef 2 RD ab ND\n/A 3 RD a/b ND\n/fi 1 -| x |-\nend";
        let (mut key, mut coded) = (55_665_u16, Vec::new());
        for byte in b"0000".iter().chain(private) {
            let own = byte ^ (key >> 8) as u8;
            key = u16::from(own).wrapping_add(key).wrapping_mul(52_845).wrapping_add(22_719);
            coded.push(own);
        }
        let head = b"%!PS\n/Encoding 256 array 0 1 255 {1 index exch /.notdef put} for\n\
                     dup 65 /A put dup 66 /B put readonly def currentfile eexec\n";
        let named = Named::of_type1(&[head, coded.as_slice()].concat(), |_| None).unwrap();
        assert_eq!(named.names, Names::from(["A".to_owned(), "fi".to_owned()]));
        assert_eq!(named.own[&66], "B");
        let hex: String = coded.iter().map(|byte| format!("{byte:02x}")).collect();
        let head = b"%!PS\n/Encoding StandardEncoding def currentfile eexec\n";
        let named =
            Named::of_type1(&[head.as_slice(), hex.as_bytes()].concat(), |_| Some("a")).unwrap();
        assert_eq!((named.names.len(), named.own.len()), (2, 256));
    }
}
