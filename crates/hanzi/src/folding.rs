//! Folding: one form for characters that readers take for the same, for searching.
//!
//! Compatibility forms (NFKC) and look-alike radicals become the characters they stand for,
//! traditional characters simplified ones, capitals small letters; characters that nobody sees go.
//! Each character is folded on its own, so that places in a folded text lead back into the text. The
//! table of characters is `names/simplified.txt`, which states its origin and licence.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::look_alikes::meant;

/// Where the block of unified ideographs begins that nearly all characters of a text are from.
const FIRST: u32 = 0x4e00;
/// Where it ends.
const LAST: u32 = 0x9fff;

/// Traditional characters, each with its simplified form.
pub(crate) static SIMPLIFIED: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("names/simplified.txt").lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.flat_map(str::split_whitespace).filter_map(|pair| {
        let mut both = pair.chars();
        Some((both.next()?, both.next()?))
    });
    pairs.collect()
});

/// The form of every unified ideograph of the first block, so that long texts are folded quickly.
static IDEOGRAPHS: LazyLock<Vec<char>> = LazyLock::new(|| {
    (FIRST..=LAST).map(|code| simplified(char::from_u32(code).unwrap_or('\u{fffd}'))).collect()
});

/// The simplified form of a character. A few forms map to another that can itself be simplified.
pub(crate) fn simplified(c: char) -> char {
    let once = |c: char| SIMPLIFIED.get(&c).copied().unwrap_or(c);
    once(once(c))
}

/// Gives each character of a text in its folded form, with the byte of the text that it is from.
/// White space of any kind is one space.
pub fn fold(text: &str, mut give: impl FnMut(usize, char)) {
    for (at, c) in text.char_indices() {
        match u32::from(c) {
            code @ FIRST..=LAST => give(at, IDEOGRAPHS[(code - FIRST) as usize]),
            _ if c.is_ascii_graphic() => give(at, c.to_ascii_lowercase()),
            _ if c.is_whitespace() => give(at, ' '),
            _ if is_hidden(c) || c.is_control() => {}
            _ => {
                let plain = std::iter::once(meant(c).unwrap_or(c)).nfkc().map(simplified);
                plain.flat_map(char::to_lowercase).for_each(|folded| give(at, folded));
            }
        }
    }
}

/// A text in its folded form.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold(text, |_, c| out.push(c));
    out
}

/// The ideographs, each with its folded form, that have another one than what Unicode's normalization
/// form KC gives: for programs that have that but not the table of this crate.
pub fn pairs() -> Vec<(char, char)> {
    let ideographs = (0x2e80..=0x9fff).chain(0xf900..=0xfaff).chain(0x2_0000..=0x3_ffff);
    let pair = |c: char| {
        let (mut form, mut count) = (c, 0);
        fold(c.encode_utf8(&mut [0; 4]), |_, folded| {
            form = folded;
            count += 1;
        });
        let usual = std::iter::once(c).nfkc().eq(std::iter::once(form));
        (count == 1 && !usual).then_some((c, form))
    };
    ideographs.filter_map(char::from_u32).filter_map(pair).collect()
}

/// Whether a character takes no part in what is read: joiners, marks of direction and the like.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_word_is_one() {
        for spelling in ["東莞供銷", "东莞供销", "東莞\u{200b}供销", "东\u{fe00}莞供銷"]
        {
            assert_eq!(folded(spelling), "东莞供销", "{spelling:?}");
        }
        assert_eq!(folded("ＰＤＦ／Ｘ　\u{2f2f}㎏"), "pdf/x 工kg");
    }

    #[test]
    fn pairs_are_what_normalization_does_not_give() {
        let pairs = pairs();
        assert!(pairs.contains(&('東', '东')) && pairs.contains(&('銷', '销')));
        assert!(
            pairs.iter().all(|(c, form)| c != form && folded(&c.to_string()) == form.to_string())
        );
        assert!((1_000..20_000).contains(&pairs.len()), "{}", pairs.len());
    }

    #[test]
    fn folded_characters_know_where_they_are_from() {
        let mut places = Vec::new();
        fold("供\u{200b}銷㎏。", |at, c| places.push((at, c)));
        assert_eq!(places, [(0, '供'), (6, '销'), (9, 'k'), (9, 'g'), (12, '。')]);
    }
}
