//! What was put behind the end of coded parts of a mail: the lines that lists and virus scanners add.
//!
//! A part in base64 with plain words after it is no base64 any more, and would be lost as a whole.

use std::borrow::Cow;

/// The most boundaries that are looked for.
const BOUNDARIES: usize = 500;

/// A mail without what stands behind its coded parts, and that text.
pub fn untailed(mail: &[u8]) -> (Cow<'_, [u8]>, Vec<String>) {
    let boundaries = boundaries(mail);
    let is_boundary = |line: &[u8]| {
        line.strip_prefix(b"--").is_some_and(|rest| {
            let rest = rest.trim_ascii_end();
            let rest = rest.strip_suffix(b"--").unwrap_or(rest);
            boundaries.iter().any(|own| own == rest)
        })
    };
    let mut place = Place::Head(false);
    let (mut tails, mut cuts): (Vec<Vec<u8>>, Vec<std::ops::Range<usize>>) = Default::default();
    let mut at = 0;
    for line in mail.split_inclusive(|byte| *byte == b'\n') {
        let (start, bare) = (at, line.trim_ascii());
        at += line.len();
        if is_boundary(line) {
            place = Place::Head(false);
            continue;
        }
        place = match place {
            Place::Head(coded) if bare.is_empty() => {
                if coded {
                    Place::Coded
                } else {
                    Place::Plain
                }
            }
            Place::Head(coded) => Place::Head(coded || says_base64(bare)),
            Place::Coded if bare.is_empty() => Place::Coded,
            Place::Coded if is_coded(bare) && bare.ends_with(b"=") => Place::Ended,
            Place::Coded if is_coded(bare) => Place::Coded,
            Place::Ended if bare.is_empty() => Place::Ended,
            Place::Coded | Place::Ended => {
                tails.push(Vec::new());
                Place::Tail
            }
            other => other,
        };
        if matches!(place, Place::Tail) {
            cuts.push(start..at);
            tails.last_mut().into_iter().for_each(|tail| tail.extend_from_slice(line));
        }
    }
    if cuts.is_empty() {
        return (Cow::Borrowed(mail), Vec::new());
    }
    let mut out = Vec::with_capacity(mail.len());
    let mut from = 0;
    for cut in cuts {
        out.extend_from_slice(&mail[from..cut.start]);
        from = cut.end;
    }
    out.extend_from_slice(&mail[from..]);
    let told = tails.iter().filter_map(|tail| super::decode::text(tail).map(|(text, _)| text));
    (Cow::Owned(out), told.collect())
}

/// Where a line stands.
#[derive(Clone, Copy)]
enum Place {
    /// In the head of a part, which is coded or not.
    Head(bool),
    /// In a part that is not coded.
    Plain,
    /// In coded lines.
    Coded,
    /// Behind their end.
    Ended,
    /// In words behind their end.
    Tail,
}

fn says_base64(line: &[u8]) -> bool {
    let line = line.to_ascii_lowercase();
    line.strip_prefix(b"content-transfer-encoding:")
        .is_some_and(|rest| rest.trim_ascii() == b"base64")
}

fn is_coded(line: &[u8]) -> bool {
    line.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+/= \t".contains(byte))
        && !line.contains(&b' ')
}

/// The boundaries that a mail names.
fn boundaries(mail: &[u8]) -> Vec<Vec<u8>> {
    const WORD: &[u8] = b"boundary=";
    let found = mail.windows(WORD.len()).enumerate();
    let found = found.filter(|(_, own)| own.eq_ignore_ascii_case(WORD)).take(BOUNDARIES);
    let value = |(at, _): (usize, &[u8])| {
        let rest = &mail[at + WORD.len()..];
        match rest.strip_prefix(b"\"") {
            Some(rest) => rest.split(|byte| *byte == b'"').next().unwrap_or_default().to_vec(),
            None => {
                let end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b';';
                rest.split(end).next().unwrap_or_default().to_vec()
            }
        }
    };
    found.map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_behind_a_coded_part_are_cut_off() {
        let mail = "Content-Type: multipart/mixed; boundary=\"b b\"\r\n\r\n--b b\r\nContent-Type: text/plain\r\n\
            Content-Transfer-Encoding: base64\r\n\r\n5LiA\r\n5Lq6\r\n\r\n-- \r\n列表的尾巴 www\r\n--b b\r\n\
            Content-Transfer-Encoding: base64\r\n\r\nYQ==\r\nTail\r\n--b b--\r\n";
        let (bare, tails) = untailed(mail.as_bytes());
        assert_eq!(tails, ["-- \r\n列表的尾巴 www\r\n", "Tail\r\n"]);
        let bare = String::from_utf8(bare.into_owned()).unwrap();
        assert!(
            bare.contains("5Lq6\r\n\r\n--b b\r\n") && bare.ends_with("YQ==\r\n--b b--\r\n"),
            "{bare}"
        );
        let plain = b"Content-Transfer-Encoding: base64\r\n\r\n5LiA\r\n";
        assert_eq!(untailed(plain), (Cow::Borrowed(plain.as_slice()), Vec::new()));
    }
}
