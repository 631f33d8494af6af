//! Look-alikes: characters that print like others but are not the same.
//!
//! A radical (⼯, U+2F2F) or a compatibility ideograph (年, U+F98E) looks like the ideograph it
//! stands for, but a search for that one does not find it. And since both share one glyph of the
//! face, it gives the glyph its name: with a single ⼯ in a text, some PDF readers read most 工 of
//! the issue as ⼯. Such characters come from text that was copied out of PDFs.
//!
//! The mapping: for radicals, Unicode's property Equivalent_Unified_Ideograph (`radicals.txt`,
//! which states its origin and licence); for compatibility ideographs, their canonical
//! decomposition. The twelve among them that are unified ideographs after all (U+FA0E, 﨎, and
//! others) have none.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

/// Radicals, each followed by its ideograph.
static RADICALS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("radicals.txt").lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.flat_map(str::split_whitespace).filter_map(|pair| {
        let mut both = pair.chars();
        Some((both.next()?, both.next()?))
    });
    pairs.collect()
});

/// How many kinds of look-alikes a message names.
const SHOWN: usize = 12;

/// The character that a look-alike stands for, where that is beyond doubt: for radicals,
/// compatibility ideographs and the half-width forms of Chinese marks.
pub fn meant(c: char) -> Option<char> {
    match c {
        '\u{2e80}'..='\u{2fdf}' => RADICALS.get(&c).copied(),
        '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
            let mut parts = Vec::new();
            decompose_canonical(c, |part| parts.push(part));
            parts.first().copied().filter(|&part| parts.len() == 1 && part != c)
        }
        '\u{ff61}' => Some('。'),
        '\u{ff62}' => Some('「'),
        '\u{ff63}' => Some('」'),
        '\u{ff64}' => Some('、'),
        '\u{ff65}' => Some('·'),
        _ => None,
    }
}

/// The half-width form of a full-width digit or Latin letter.
pub fn narrow(c: char) -> Option<char> {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    }
}

/// Which look-alikes were replaced, and how often.
#[derive(Debug, Default)]
pub struct Mapped(BTreeMap<(char, char), usize>);

impl Mapped {
    /// Replaces each look-alike, full-width digits and letters included, by what it stands for.
    pub fn map(&mut self, text: &mut String) {
        let other = |c: char| meant(c).or_else(|| narrow(c));
        if !text.contains(|c| other(c).is_some()) {
            return;
        }
        let mapped = text.chars().map(|c| {
            let Some(wanted) = other(c) else { return c };
            *self.0.entry((c, wanted)).or_default() += 1;
            wanted
        });
        *text = mapped.collect();
    }

    /// How many characters were replaced.
    pub fn count(&self) -> usize {
        self.0.values().sum()
    }

    /// Which they were, as `⼯→工`; the first dozen kinds.
    pub fn shown(&self) -> String {
        let pairs = self.0.keys().take(SHOWN).map(|(from, to)| format!("{from}→{to}"));
        let mut shown = pairs.collect::<Vec<_>>().join(" ");
        if self.0.len() > SHOWN {
            shown.push_str(" ……");
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twelve compatibility ideographs are unified ideographs: ISO/IEC 10646, The Unicode Standard
    /// 4.0 and after, section on CJK compatibility ideographs.
    const REAL: &str = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩";

    #[test]
    fn all_kangxi_radicals_have_an_ideograph_and_no_ideograph_is_a_look_alike() {
        for code in 0x2f00..=0x2fd5_u32 {
            let c = char::from_u32(code).unwrap();
            let wanted = meant(c).unwrap_or_else(|| panic!("U+{code:04X}"));
            // Their compatibility decomposition is the same, except where Unicode was corrected.
            let mut parts = Vec::new();
            unicode_normalization::char::decompose_compatible(c, |part| parts.push(part));
            assert_eq!(parts, [wanted], "U+{code:04X}");
        }
        assert_eq!(RADICALS.len(), 328);
        for (from, to) in RADICALS.iter() {
            assert!(('\u{2e80}'..='\u{2fdf}').contains(from), "{from}");
            assert_eq!((meant(*to), narrow(*to)), (None, None), "{to}");
        }
        for (c, wanted) in [('⼯', '工'), ('⻓', '长'), ('⻝', '食'), ('⽯', '石')] {
            assert_eq!(meant(c), Some(wanted));
        }
    }

    #[test]
    fn compatibility_ideographs_are_what_they_decompose_to_but_for_twelve() {
        for c in REAL.chars() {
            assert!(('\u{f900}'..='\u{faff}').contains(&c));
            assert_eq!(meant(c), None, "{c}");
        }
        let known =
            [('\u{f98e}', '年'), ('\u{fa19}', '神'), ('\u{f9b4}', '領'), ('\u{2f804}', '你')];
        for (c, wanted) in known {
            assert_eq!(meant(c), Some(wanted));
        }
        let block = ('\u{f900}'..='\u{fad9}').filter(|c| !REAL.contains(*c));
        let lone: Vec<char> = block.filter(|&c| meant(c).is_none()).collect();
        // U+FA6E and U+FA6F are not assigned.
        assert_eq!(lone, ['\u{fa6e}', '\u{fa6f}']);
    }

    #[test]
    fn marks_that_are_right_in_chinese_stay() {
        let text = "，．！？（）％～￥「」［］／＝＋、。；：“”—…·";
        let mut mapped = Mapped::default();
        let mut copy = text.to_owned();
        mapped.map(&mut copy);
        assert_eq!((copy.as_str(), mapped.count()), (text, 0));
    }

    #[test]
    fn what_was_mapped_is_counted_and_named() {
        let mut mapped = Mapped::default();
        let mut text = "⼯作、⼯⼈，Ｂ２栋｡".to_owned();
        mapped.map(&mut text);
        assert_eq!(text, "工作、工人，B2栋。");
        assert_eq!(mapped.count(), 6);
        assert_eq!(mapped.shown(), "⼈→人 ⼯→工 ２→2 Ｂ→B ｡→。");
    }
}
