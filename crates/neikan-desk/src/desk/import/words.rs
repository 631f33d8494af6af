//! Texts in the headers of mails: encoded words (RFC 2047), parameters (RFC 2231), and what many
//! programs write instead: GBK as it is.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{Encoding, GB18030};

use super::decode as guess;

/// Base64 with or without its padding, which some programs forget.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Reads a header's value. Neighbouring words of the same charset are joined before they are
/// decoded, since some programs part them in the middle of a character.
pub fn decode(raw: &[u8]) -> String {
    let mut out = String::new();
    let mut held: Option<(&'static Encoding, Vec<u8>)> = None;
    let mut rest = raw;
    while !rest.is_empty() {
        match word(rest) {
            Some((encoding, bytes, length)) => {
                match &mut held {
                    Some((own, before)) if *own == encoding => before.extend(bytes),
                    _ => {
                        flush(&mut held, &mut out);
                        held = Some((encoding, bytes));
                    }
                }
                rest = &rest[length..];
                let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                // Blanks between two words are none of the text.
                if word(&rest[blanks..]).is_some() {
                    rest = &rest[blanks..];
                }
            }
            None => {
                flush(&mut held, &mut out);
                let next = rest[1..].windows(2).position(|own| own == b"=?");
                let length = next.map_or(rest.len(), |at| at + 1);
                out.push_str(&guess::name(&rest[..length]).replace(['\r', '\n'], ""));
                rest = &rest[length..];
            }
        }
    }
    flush(&mut held, &mut out);
    out
}

fn flush(held: &mut Option<(&'static Encoding, Vec<u8>)>, out: &mut String) {
    if let Some((encoding, bytes)) = held.take() {
        out.push_str(&encoding.decode_without_bom_handling(&bytes).0);
    }
}

/// The encoded word that a text begins with: its charset, its bytes, how long it is.
fn word(text: &[u8]) -> Option<(&'static Encoding, Vec<u8>, usize)> {
    let inner = text.strip_prefix(b"=?")?;
    let mut parts = inner.splitn(3, |byte| *byte == b'?');
    let (charset, form, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let length = rest.windows(2).take(4000).position(|own| own == b"?=")?;
    let data = &rest[..length];
    // RFC 2231 lets a language follow the charset: utf-8*zh.
    let charset = charset.split(|byte| *byte == b'*').next()?;
    let encoding = Encoding::for_label(charset)?;
    let encoding = if encoding == encoding_rs::GBK { GB18030 } else { encoding };
    let bytes = match form {
        b"B" | b"b" => {
            let data: Vec<u8> =
                data.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
            BASE64.decode(data).ok()?
        }
        b"Q" | b"q" => quoted(data),
        _ => return None,
    };
    Some((encoding, bytes, 2 + charset_length(inner) + 1 + form.len() + 1 + length + 2))
}

fn charset_length(inner: &[u8]) -> usize {
    inner.iter().take_while(|byte| **byte != b'?').count()
}

/// The bytes of a word in the form Q: `_` is a blank, `=E8` a byte.
fn quoted(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    let mut rest = data;
    while let [first, after @ ..] = rest {
        let byte = after.get(..2).and_then(hexadecimal);
        match (first, byte) {
            (b'=', Some(byte)) => {
                out.push(byte);
                rest = &after[2..];
                continue;
            }
            (b'_', _) => out.push(b' '),
            (byte, _) => out.push(*byte),
        }
        rest = after;
    }
    out
}

/// The byte that two digits stand for.
fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?;
    digits.iter().all(u8::is_ascii_hexdigit).then(|| u8::from_str_radix(text, 16).ok())?
}

/// Reads `%E8%8D…`, as addresses and parameters write bytes.
pub fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        let byte = after.get(..2).filter(|_| *first == b'%').and_then(hexadecimal);
        out.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    out
}

/// The value of a parameter in a block of headers: `name="…"`, `name*=gbk''…`, `name*0*=…`.
pub fn parameter(head: &[u8], name: &str) -> Option<String> {
    plain(head, name).map(|raw| decode(&raw)).or_else(|| extended(head, name))
}

/// Where the value of a parameter begins.
fn start(head: &[u8], key: &[u8]) -> Option<usize> {
    let at = head.windows(key.len()).enumerate().find(|(at, own)| {
        let apart = at.checked_sub(1).is_none_or(|before| b" \t\r\n;".contains(&head[before]));
        apart && own.eq_ignore_ascii_case(key)
    });
    at.map(|(at, _)| at + key.len())
}

/// A value as it stands, without its quotation marks.
fn value(head: &[u8]) -> Vec<u8> {
    match head.strip_prefix(b"\"") {
        Some(quoted) => {
            let mut out = Vec::new();
            let mut escaped = false;
            for byte in quoted {
                match byte {
                    b'"' if !escaped => break,
                    b'\\' if !escaped => escaped = true,
                    byte => {
                        out.push(*byte);
                        escaped = false;
                    }
                }
            }
            out
        }
        None => {
            let ends = |byte: &u8| matches!(byte, b';' | b'\r' | b'\n');
            let value: Vec<u8> = head.iter().copied().take_while(|byte| !ends(byte)).collect();
            value.trim_ascii().to_vec()
        }
    }
}

fn plain(head: &[u8], name: &str) -> Option<Vec<u8>> {
    let at = start(head, format!("{name}=").as_bytes())?;
    let value = value(&head[at..]);
    (!value.is_empty()).then_some(value)
}

/// A value with a charset (RFC 2231), in one piece or in several.
fn extended(head: &[u8], name: &str) -> Option<String> {
    let whole = start(head, format!("{name}*=").as_bytes()).map(|at| value(&head[at..]));
    let pieces = || {
        let mut out = Vec::new();
        for number in 0..50 {
            let piece = [format!("{name}*{number}*="), format!("{name}*{number}=")];
            let at = piece.iter().find_map(|key| start(head, key.as_bytes()));
            let Some(at) = at else { break };
            out.extend(value(&head[at..]));
        }
        (!out.is_empty()).then_some(out)
    };
    let value = whole.or_else(pieces)?;
    let mut parts = value.splitn(3, |byte| *byte == b'\'');
    let (charset, _, text) = (parts.next()?, parts.next(), parts.next());
    let bytes = unescaped(text.unwrap_or(&value));
    let encoding = text.and_then(|_| Encoding::for_label(charset));
    Some(match encoding {
        Some(encoding) => encoding.decode_without_bom_handling(&bytes).0.into_owned(),
        None => guess::name(&bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_part_a_character_are_joined() {
        // 荔枝 in GBK is C0 F3 D6 A6; the first word ends within the second character.
        let raw = b"=?gb2312?B?wPPW?=\r\n =?GB2312?B?pg==?= 2026";
        assert_eq!(decode(raw), "荔枝 2026");
        assert_eq!(decode(b"=?gbk?Q?=C0=F3=D6=A6?=_a"), "荔枝_a");
        assert_eq!(decode("=?utf-8?b?6I2U5p6d?=".as_bytes()), "荔枝");
        assert_eq!(decode(&GB18030.encode("荔枝").0), "荔枝");
        assert_eq!(decode(b"=?x?=?=?"), "=?x?=?=?");
    }

    #[test]
    fn parameters_are_read_in_every_form() {
        let gbk = GB18030.encode("Content-Type: a/b;\r\n name=\"荔枝.docx\"\r\n").0.into_owned();
        for head in [
            &gbk[..],
            b"Content-Disposition: attachment; name=\"=?gb2312?B?wPPWpi5kb2N4?=\"\r\n",
            b"Content-Disposition: attachment; name*=gbk''%C0%F3%D6%A6.docx\r\n",
            b"Content-Disposition: attachment;\r\n name*0*=UTF-8''%E8%8D%94;\r\n name*1*=%E6%9E%9D.docx\r\n",
        ] {
            assert_eq!(parameter(head, "name").as_deref(), Some("荔枝.docx"));
        }
        assert_eq!(parameter(b"filename=a", "name"), None);
    }
}
