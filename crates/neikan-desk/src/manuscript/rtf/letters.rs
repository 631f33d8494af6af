//! Letters: bytes in the character set of their face, and code points in halves.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, GBK, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258,
};

/// The encoding for a code page; nothing if it is not known.
pub fn code_page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        // What Windows calls 936 is GBK, of which GB 18030 is a superset.
        936 | 54936 => GB18030,
        932 => SHIFT_JIS,
        949 | 1361 => EUC_KR,
        950 => BIG5,
        874 => WINDOWS_874,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        10008 => GBK,
        10002 => BIG5,
        65001 => UTF_8,
        _ => return None,
    })
}

/// The code page for a `\fcharset`; nothing for the default one.
pub fn charset(number: i32) -> Option<i32> {
    Some(match number {
        0 => 1252,
        77 => 10000,
        78 => 932,
        79 => 949,
        80 => 936,
        81 => 950,
        128 => 932,
        129 => 949,
        130 => 1361,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// The character set of symbol fonts.
pub const SYMBOLS: i32 = 2;

/// Decodes bytes; also returns how many places could not be read, each of which becomes U+FFFD.
///
/// Word writes Latin letters in code page 1252. Some programs write Chinese under a face that
/// claims the same; so if the document's `page` is Chinese, Japanese or Korean, bytes that decode
/// completely as wide characters in it are taken as such.
pub fn decode(bytes: &[u8], own: &'static Encoding, page: &'static Encoding) -> (String, usize) {
    let wide = [GB18030, BIG5, SHIFT_JIS, EUC_KR].contains(&page);
    if own == WINDOWS_1252 && wide {
        let read = page.decode_without_bom_handling_and_without_replacement(bytes);
        let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
        let han = |text: &str| text.chars().all(|c| c.is_ascii() || is_wide(c));
        if let Some(text) = read.filter(|text| high >= 2 && han(text)) {
            return (text.into_owned(), 0);
        }
    }
    let (text, _) = own.decode_without_bom_handling(bytes);
    let lost = text.matches('\u{fffd}').count();
    (text.into_owned(), lost)
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2030}' | '\u{2460}'..='\u{249b}' | '\u{3000}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff60}' | '\u{b7}' | '\u{d7}')
}

/// Code points that come as 16-bit numbers, possibly as surrogate halves.
#[derive(Debug, Default)]
pub struct Halves(Option<u32>);

impl Halves {
    /// Takes the next number; negative ones stand for those above 32767. Returns nothing if a half
    /// waits for its other half, or was alone and is lost.
    pub fn add(&mut self, number: i32) -> Option<char> {
        let code = if number < 0 { i64::from(number) + 0x1_0000 } else { i64::from(number) };
        let code = u32::try_from(code).unwrap_or(0xfffd);
        match (self.0.take(), code) {
            (_, 0xd800..=0xdbff) => {
                self.0 = Some(code);
                None
            }
            (Some(high), 0xdc00..=0xdfff) => {
                char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (code - 0xdc00))
            }
            (_, code) => char::from_u32(code).or(Some('\u{fffd}')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_by_the_set_of_their_face() {
        let gbk = [0xb6, 0xab, 0xdd, 0xb8];
        assert_eq!(decode(&gbk, GB18030, WINDOWS_1252), ("东莞".to_owned(), 0));
        assert_eq!(decode(&gbk, WINDOWS_1252, GB18030), ("东莞".to_owned(), 0));
        assert_eq!(decode(&gbk, WINDOWS_1252, WINDOWS_1252), ("¶«Ý¸".to_owned(), 0));
        assert_eq!(decode(b"caf\xe9", WINDOWS_1252, GB18030), ("café".to_owned(), 0));
        assert_eq!(decode(&[0xb6], GB18030, GB18030).1, 1);
        assert_eq!(decode(&[0xaa, 0x46], BIG5, BIG5).0, "東");
        assert_eq!(decode(&[0x93, 0x8c], SHIFT_JIS, GB18030).0, "東");
    }

    #[test]
    fn halves_are_joined() {
        let mut halves = Halves::default();
        assert_eq!(halves.add(-10179), None);
        assert_eq!(halves.add(-9138), char::from_u32(0x1f44e));
        assert_eq!(halves.add(28207), Some('\u{6e2f}'));
        assert_eq!(halves.add(-10179), None);
        assert_eq!(halves.add(65), Some('A'));
        assert_eq!(halves.add(-9138), Some('\u{fffd}'));
    }
}
