//! The encoding of a text, told from its bytes: UTF-8, GB18030, Big5, UTF-16.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a page its declaration of an encoding is looked for, bytes.
const DECLARED: usize = 2048;

/// A text has at most this many control characters among a hundred, besides those of lines and
/// pages; what has more is no text.
const CONTROLS: usize = 1;

/// Reads a text by its byte order mark, else by what its bytes look like; nothing if they are those
/// of no text.
pub fn text(bytes: &[u8]) -> Option<(String, &'static Encoding)> {
    read(bytes).filter(|(text, _)| is_text(text))
}

fn read(bytes: &[u8]) -> Option<(String, &'static Encoding)> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return whole(encoding, &bytes[length..]);
    }
    let utf8 = whole(UTF_8, bytes).filter(|(text, _)| !text.contains('\0'));
    let wide = || [UTF_16LE, UTF_16BE].into_iter().filter_map(|encoding| wide(encoding, bytes));
    utf8.or_else(|| {
        let best = wide().max_by(|a, b| a.2.total_cmp(&b.2));
        best.filter(|(_, _, score)| *score > 0.8).map(|(text, encoding, _)| (text, encoding))
    })
    .or_else(|| [guessed(bytes), GB18030, BIG5].into_iter().find_map(|e| whole(e, bytes)))
    .filter(|(text, _)| !text.contains('\0'))
}

/// Whether characters are those of a text and not of a file of some program.
fn is_text(text: &str) -> bool {
    // The end of a text of DOS is a control character too.
    let text = text.trim_end_matches('\u{1a}');
    let (mut controls, mut all) = (0, 0);
    for c in text.chars() {
        all += 1;
        controls += usize::from(c.is_control() && !"\t\n\u{b}\u{c}\r".contains(c));
    }
    controls * 100 <= all * CONTROLS
}

/// Whether bytes that cannot be read as text are those of some program, not of a foreign encoding.
pub fn is_binary(bytes: &[u8]) -> bool {
    let program = |byte: &&u8| matches!(**byte, 0..=8 | 0xe..=0x1a | 0x1c..=0x1f);
    bytes.iter().filter(program).count() * 100 > bytes.len() * CONTROLS
}

/// Reads a page, which may say itself how it is encoded.
pub fn page(bytes: &[u8]) -> Option<(String, &'static Encoding)> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED)]).to_lowercase();
    let declared = head.split("charset=").nth(1).and_then(|rest| {
        let name: String = rest
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
            .collect();
        Encoding::for_label(name.as_bytes())
    });
    let declared = declared.filter(|_| Encoding::for_bom(bytes).is_none());
    declared.and_then(|encoding| whole(encoding, bytes)).or_else(|| text(bytes))
}

/// Reads the name of a file whose encoding nobody tells: UTF-8 or, on Chinese systems, GBK.
///
/// A short name in GBK can be UTF-8 too (一 is Cyrillic then): what holds Han characters is taken for
/// right, so that é in a name that is UTF-8 becomes 茅.
pub fn name(bytes: &[u8]) -> String {
    let utf8 = String::from_utf8(bytes.to_vec()).ok();
    let han = |text: &String| text.chars().any(hanzi::is_han);
    if let Some(text) = utf8.as_ref().filter(|text| text.is_ascii() || han(text)) {
        return text.clone();
    }
    let gbk = whole(GB18030, bytes).map(|(text, _)| text);
    let gbk = gbk.filter(|text| utf8.is_none() || han(text));
    gbk.or(utf8).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Option<(String, &'static Encoding)> {
    // GB18030 is GBK and more.
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some((text.into_owned(), encoding))
}

/// Of the old encodings, the one that the bytes look most like.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if [GBK, GB18030, BIG5].contains(&guess) { guess } else { GB18030 }
}

/// A text in UTF-16 and which share of its characters a Chinese text could hold.
///
/// Han characters with their bytes exchanged are often Han characters again, but seldom common
/// ones: so only those of the first level of GB 2312 count, and of Big5's first plane.
fn wide(encoding: &'static Encoding, bytes: &[u8]) -> Option<(String, &'static Encoding, f64)> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (text, _) = whole(encoding, bytes)?;
    let (mut likely, mut all) = (0.0, 0.0);
    for c in text.chars().take(4000) {
        all += 1.0;
        likely += if is_common(c) { 1.0 } else { 0.0 };
    }
    Some((text, encoding, likely / all))
}

fn is_common(c: char) -> bool {
    if c.is_ascii() {
        return c == '\n' || c == '\r' || c == '\t' || !c.is_control();
    }
    if matches!(c, '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{3011}' | '\u{ff01}'..='\u{ff5e}') {
        return true;
    }
    let mut buffer = [0; 4];
    let text: &str = c.encode_utf8(&mut buffer);
    let first = |encoding: &'static Encoding, range: std::ops::RangeInclusive<u8>| {
        let (bytes, _, failed) = encoding.encode(text);
        !failed && bytes.len() == 2 && range.contains(&bytes[0])
    };
    first(GB18030, 0xb0..=0xd7) || first(BIG5, 0xa4..=0xc6)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str =
        "荔枝红了，社员们天没亮就上山。采下的头一筐果，要在两小时之内送进冷库。\n";
    const TRADITIONAL: &str =
        "荔枝紅了，社員們天沒亮就上山。採下的頭一筐果，要在兩小時之內送進冷庫。\n";

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings_in_use_are_told() {
        let mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cases = [
            (SIMPLIFIED.as_bytes().to_vec(), SIMPLIFIED, "UTF-8"),
            (mark(b"\xef\xbb\xbf", SIMPLIFIED.as_bytes().to_vec()), SIMPLIFIED, "UTF-8"),
            (GB18030.encode(SIMPLIFIED).0.into_owned(), SIMPLIFIED, "gb18030"),
            (BIG5.encode(TRADITIONAL).0.into_owned(), TRADITIONAL, "Big5"),
            (mark(b"\xff\xfe", utf16(SIMPLIFIED, true)), SIMPLIFIED, "UTF-16LE"),
            (mark(b"\xfe\xff", utf16(SIMPLIFIED, false)), SIMPLIFIED, "UTF-16BE"),
            (utf16(SIMPLIFIED, true), SIMPLIFIED, "UTF-16LE"),
            (utf16(SIMPLIFIED, false), SIMPLIFIED, "UTF-16BE"),
            (utf16(TRADITIONAL, true), TRADITIONAL, "UTF-16LE"),
            (utf16(TRADITIONAL, false), TRADITIONAL, "UTF-16BE"),
        ];
        for (bytes, wanted, name) in cases {
            let (read, encoding) = text(&bytes).unwrap();
            assert_eq!((read.as_str(), encoding.name()), (wanted, name));
        }
        assert!(text(&[0xff, 0xff, 0xff]).is_none());
    }

    #[test]
    fn short_texts_are_told_too() {
        for words in ["荔枝红了\n正文", "供销社", "好稿，已收。"] {
            let (read, encoding) = text(&GB18030.encode(words).0).unwrap();
            assert_eq!((read.as_str(), encoding.name()), (words, "gb18030"));
        }
    }

    #[test]
    fn names_of_files_are_told() {
        for text in ["一.txt", "荔枝.docx", "图1.jpg", "a.txt"] {
            assert_eq!(name(text.as_bytes()), text);
        }
        for text in ["一.txt", "荔枝.docx", "联通.txt"] {
            assert_eq!(name(&GB18030.encode(text).0), text);
        }
        assert!(name(&[b'a', 0xff]).starts_with('a'));
    }

    #[test]
    fn pages_say_how_they_are_encoded() {
        let html = format!("<meta charset=\"gb2312\"><p>{SIMPLIFIED}");
        let (read, encoding) = page(&GB18030.encode(&html).0).unwrap();
        assert_eq!((read, encoding.name()), (html, "gb18030"));
    }
}
