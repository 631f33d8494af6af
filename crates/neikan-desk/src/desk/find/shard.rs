//! A shard: the words of some articles and, for each, which of them have it, as two plain texts that go
//! into a script. `find.js` of the site reads them.
//!
//! The words are sorted. Of each, a sign says how many characters it has in common with the one before
//! ([`SHARED`]); the rest follows. Words are letters and digits alone, so the sign also ends the word
//! before.
//!
//! The lists are one sequence of bits, six in a character ([`DIGITS`], the highest first). Of each word
//! comes the number of articles, in Elias's gamma code, then the gaps between them in Rice's: the part
//! above `k` bits as so many ones and a zero, then `k` bits. `k` follows from the numbers of articles
//! ([`low_bits`]), so that common words take little more than a bit per article and rare ones little
//! more than the number of the article.

use std::collections::{BTreeMap, BTreeSet};

use super::words::LONGEST;

/// The signs for 0, 1, 2 … characters in common: none of them a letter or a digit, none with a meaning
/// within the quotation marks of a script.
const SHARED: &[u8; LONGEST] = b"!#$%&'()*+,-./:;<=>?@[]^";
/// The signs for six bits.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A shard in the form in which it goes into a script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shard {
    /// The words.
    pub words: String,
    /// Which articles have them.
    pub lists: String,
}

impl Shard {
    /// The shard of some articles, given the words of each.
    pub fn of(articles: &[BTreeSet<&str>]) -> Self {
        let mut lists: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, words) in articles.iter().enumerate() {
            words.iter().for_each(|word| lists.entry(word).or_default().push(number));
        }
        let (mut words, mut bits, mut before) = (String::new(), Bits::default(), "");
        for (word, list) in &lists {
            let same = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
            let same = same.min(LONGEST - 1);
            words.push(char::from(SHARED[same]));
            words.extend(word.chars().skip(same));
            before = word;
            bits.list(list, articles.len());
        }
        Self { words, lists: bits.finish() }
    }

    /// Its size, bytes.
    pub fn size(&self) -> usize {
        self.words.len() + self.lists.len()
    }
}

/// How many bits of a gap are written as they are: about the binary logarithm of the usual gap.
fn low_bits(articles: usize, of: usize) -> u32 {
    (of / articles.max(1)).max(1).ilog2()
}

/// A sequence of bits as text.
#[derive(Debug, Default)]
struct Bits {
    out: String,
    value: usize,
    count: u32,
}

impl Bits {
    /// Adds the lowest bits of a number, the highest of them first.
    fn push(&mut self, number: usize, bits: u32) {
        for bit in (0..bits).rev() {
            self.value = self.value << 1 | number >> bit & 1;
            self.count += 1;
            if self.count == 6 {
                self.out.push(char::from(DIGITS[self.value]));
                (self.value, self.count) = (0, 0);
            }
        }
    }

    /// Adds a number from 1 on in Elias's gamma code.
    fn gamma(&mut self, number: usize) {
        let length = number.max(1).ilog2();
        self.push(0, length);
        self.push(number, length + 1);
    }

    /// Adds which of so many articles have a word.
    fn list(&mut self, articles: &[usize], of: usize) {
        self.gamma(articles.len());
        let low = low_bits(articles.len(), of);
        let mut next = 0;
        for article in articles {
            let gap = article - next;
            (0..gap >> low).for_each(|_| self.push(1, 1));
            self.push(0, 1);
            self.push(gap, low);
            next = article + 1;
        }
    }

    fn finish(mut self) -> String {
        while self.count > 0 {
            self.push(0, 1);
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of each article, read back as the script does.
    fn read(shard: &Shard, articles: usize) -> Vec<BTreeSet<String>> {
        let mut bits = shard.lists.bytes().flat_map(|sign| {
            let value = DIGITS.iter().position(|own| *own == sign).unwrap();
            (0..6).rev().map(move |bit| value >> bit & 1)
        });
        let mut bit = || bits.next().unwrap();
        let mut out = vec![BTreeSet::new(); articles];
        let mut word = String::new();
        let mut rest = shard.words.as_str();
        while let Some(sign) = rest.bytes().next() {
            let same = SHARED.iter().position(|own| *own == sign).unwrap();
            let end =
                rest[1..].find(|c: char| !c.is_alphanumeric()).map_or(rest.len(), |at| at + 1);
            word = word.chars().take(same).chain(rest[1..end].chars()).collect();
            rest = &rest[end..];
            let mut length = 0;
            while bit() == 0 {
                length += 1;
            }
            let count = (0..length).fold(1, |count, _| count << 1 | bit());
            let (low, mut next) = (low_bits(count, articles), 0);
            for _ in 0..count {
                let mut gap = 0;
                while bit() == 1 {
                    gap += 1;
                }
                let gap = (0..low).fold(gap, |gap, _| gap << 1 | bit());
                out[next + gap].insert(word.clone());
                next += gap + 1;
            }
        }
        out
    }

    proptest::proptest! {
        #[test]
        fn every_word_is_read_back(
            articles in proptest::collection::vec(
                proptest::collection::btree_set("[供销社合作a-c0-2]{1,5}|[a-b]{24}", 0..20), 0..40),
        ) {
            let words: Vec<BTreeSet<&str>> =
                articles.iter().map(|own| own.iter().map(String::as_str).collect()).collect();
            let shard = Shard::of(&words);
            proptest::prop_assert!(!shard.words.contains(['"', '\\', '\n', '`']));
            proptest::prop_assert_eq!(read(&shard, articles.len()), articles);
        }
    }

    #[test]
    fn common_words_take_a_bit_per_article() {
        let all = vec![BTreeSet::from(["的"]); 600];
        let shard = Shard::of(&all);
        assert!(shard.lists.len() <= 104, "{}", shard.lists.len());
    }
}
