//! Paired marks: which are nested, and which lack a partner.

use std::ops::Range;

/// Opening marks and their partners.
const PAIRS: [(char, char); 8] = [
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('〈', '〉'),
    ('（', '）'),
    ('【', '】'),
    ('「', '」'),
    ('〔', '〕'),
];

/// For each byte of a text, whether it is between quotation marks.
pub fn quoted(text: &str) -> Vec<bool> {
    let mut depth = 0_usize;
    let mut quoted = Vec::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '”' | '」') {
            depth = depth.saturating_sub(1);
        }
        quoted.extend(std::iter::repeat_n(depth > 0, c.len_utf8()));
        if matches!(c, '“' | '「') {
            depth += 1;
        }
    }
    quoted
}

/// The pairs of a mark that are directly within a pair of the same mark.
pub fn inner(text: &str, open: char, close: char) -> Vec<Range<usize>> {
    let mut stack = Vec::new();
    let mut out = Vec::new();
    for (at, c) in text.char_indices() {
        if c == open {
            stack.push(at);
        } else if c == close
            && let Some(start) = stack.pop()
            && stack.len() == 1
            && text[at + close.len_utf8()..].contains(close)
        {
            out.push(start..at + close.len_utf8());
        }
    }
    out
}

/// The offsets of marks without a partner.
pub fn unpaired(text: &str) -> Vec<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut out = Vec::new();
    for (at, c) in text.char_indices() {
        if let Some((_, close)) = PAIRS.iter().find(|(open, _)| *open == c) {
            open.push((at, *close));
        } else if PAIRS.iter().any(|(_, close)| *close == c) && !is_exempt(text, at, c) {
            match open.iter().rposition(|(_, wanted)| *wanted == c) {
                // Anything opened in between and not closed has no partner.
                Some(index) => out.extend(open.drain(index..).skip(1).map(|(at, _)| at)),
                None => out.push(at),
            }
        }
    }
    out.extend(open.into_iter().map(|(at, _)| at));
    out.sort_unstable();
    out
}

/// Whether this is an apostrophe in a Latin word, or the bracket of an ordinal that opens a
/// paragraph: `1）`.
fn is_exempt(text: &str, at: usize, c: char) -> bool {
    let before = &text[..at];
    match c {
        '’' => before.ends_with(|c: char| c.is_ascii_alphabetic()),
        '）' => before.chars().count() <= 3 && before.chars().all(is_ordinal),
        _ => false,
    }
}

fn is_ordinal(c: char) -> bool {
    c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_are_found() {
        assert!(unpaired("“甲”《乙》（丙）").is_empty());
        assert_eq!(unpaired("“甲《乙”"), ["“甲".len()]);
        assert_eq!(unpaired("甲”"), ["甲".len()]);
        assert!(unpaired("1）甲").is_empty());
        assert!(unpaired("it’s").is_empty());
    }

    #[test]
    fn nested_pairs_are_found() {
        let found = inner("“甲“乙”丙”", '“', '”');
        assert_eq!(found.first(), Some(&("“甲".len().."“甲“乙”".len())));
        assert!(inner("“甲”“乙”", '“', '”').is_empty());
    }
}
