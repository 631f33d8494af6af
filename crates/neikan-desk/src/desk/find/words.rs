//! The words of folded texts, for an index: by the dictionary of ICU, and before it by the words of the
//! trade, names of places (`field.txt`) and the names of units, which no general dictionary has.
//!
//! How a text is cut decides only how large an index is and how quickly it answers, never what is found:
//! whoever looks something up looks into words and over their edges (`find.js` of the site).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use hanzi::folding::folded;

/// The longest word, characters; what is longer is cut.
pub const LONGEST: usize = 24;

static WORDS: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Cuts folded texts into words.
#[derive(Debug)]
pub struct Cutter {
    /// The terms that are words of their own, by their first character, the longest first.
    terms: BTreeMap<char, Vec<String>>,
}

impl Cutter {
    /// One that knows the words of the trade and these names.
    pub fn knowing<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let field = include_str!("field.txt").lines().filter(|line| !line.starts_with('#'));
        let all = field.flat_map(str::split_whitespace).chain(names).map(folded);
        let all = all.filter(|term| {
            (2..=LONGEST).contains(&term.chars().count()) && term.chars().all(char::is_alphanumeric)
        });
        let mut terms: BTreeMap<char, Vec<String>> = BTreeMap::new();
        for term in all.collect::<BTreeSet<String>>() {
            let first = term.chars().next().unwrap_or_default();
            terms.entry(first).or_default().push(term);
        }
        terms.values_mut().for_each(|own| own.sort_by_key(|term| std::cmp::Reverse(term.len())));
        Self { terms }
    }

    /// Gives the words of a folded text, in order. Together they have all its letters and digits.
    pub fn cut<'t>(&self, text: &'t str, give: &mut impl FnMut(&'t str)) {
        for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
            let mut from = 0;
            let mut at = 0;
            while let Some(c) = run[at..].chars().next() {
                let terms = self.terms.get(&c).map_or(&[][..], Vec::as_slice);
                match terms.iter().find(|term| run[at..].starts_with(term.as_str())) {
                    Some(term) => {
                        common(&run[from..at], give);
                        give(&run[at..at + term.len()]);
                        at += term.len();
                        from = at;
                    }
                    None => at += c.len_utf8(),
                }
            }
            common(&run[from..], give);
        }
    }
}

/// Gives the words of a text as the dictionary has them.
fn common<'t>(text: &'t str, give: &mut impl FnMut(&'t str)) {
    if text.is_ascii() {
        return pieces(text, give);
    }
    let mut from = 0;
    for to in WORDS.segment_str(text).filter(|at| *at > 0) {
        pieces(&text[from..to], give);
        from = to;
    }
}

/// Gives a word, cut if it is too long.
fn pieces<'t>(word: &'t str, give: &mut impl FnMut(&'t str)) {
    let mut rest = word;
    while let Some((at, _)) = rest.char_indices().nth(LONGEST) {
        give(&rest[..at]);
        rest = &rest[at..];
    }
    if !rest.is_empty() {
        give(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        Cutter::knowing(["荔塘供销社"]).cut(text, &mut |word| words.push(word));
        words
    }

    #[test]
    fn words_of_the_trade_and_names_are_whole() {
        assert_eq!(cut("东莞基层社"), ["东莞", "基层社"]);
        assert_eq!(cut("荔塘供销社的再生资源，ERP"), ["荔塘供销社", "的", "再生资源", "ERP"]);
        assert_eq!(cut("供销合作社"), ["供销合作社"]);
    }

    proptest::proptest! {
        #[test]
        fn no_letter_is_lost(text in "[供销社合作荔枝的了a-z0-9，。 ]{0,60}") {
            let kept: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            let words = cut(&text);
            proptest::prop_assert_eq!(words.concat(), kept);
            proptest::prop_assert!(words.iter().all(|word| word.chars().count() <= LONGEST));
        }
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let long = "x".repeat(2 * LONGEST + 1);
        assert_eq!(
            cut(&long).iter().map(|word| word.len()).collect::<Vec<_>>(),
            [LONGEST, LONGEST, 1]
        );
    }
}
