//! What is looked for: words and phrases, folded.

use std::collections::BTreeSet;
use std::ops::Range;

use hanzi::folding::{fold, folded};
use memchr::memmem::Finder;

/// Quotation marks around a phrase, as they are typed: opening and closing.
const QUOTES: [(char, char); 5] = [
    ('"', '"'),
    ('\u{201c}', '\u{201d}'),
    ('\u{300c}', '\u{300d}'),
    ('\'', '\''),
    ('\u{ff02}', '\u{ff02}'),
];

/// Words, of which a manuscript must have all.
#[derive(Debug)]
pub struct Query {
    finders: Vec<Finder<'static>>,
    words: Vec<String>,
}

/// A word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    /// Where it is, bytes.
    at: Range<usize>,
    /// Which of the words it is.
    word: usize,
}

impl Query {
    /// Reads words, each of which may hold several with spaces between; what stands in quotation
    /// marks is one phrase. Gives nothing where there is no word.
    pub fn of(asked: &[String]) -> Option<Self> {
        let words: BTreeSet<String> = asked.iter().flat_map(|text| split(text)).collect();
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let finder = |text: &String| Finder::new(text.as_bytes()).into_owned();
        let query = Self { finders: words.iter().map(finder).collect(), words };
        (!query.words.is_empty()).then_some(query)
    }

    /// The words as they are looked for: folded, sorted.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether a folded text has all words.
    pub fn is_in(&self, folded: &[u8]) -> bool {
        self.finders.iter().all(|finder| finder.find(folded).is_some())
    }

    /// How often the words stand in a folded text; never if one of them does not.
    pub fn count(&self, folded: &[u8]) -> usize {
        match self.is_in(folded) {
            true => self.finders.iter().map(|finder| finder.find_iter(folded).count()).sum(),
            false => 0,
        }
    }

    /// Whether a folded text has any of the words.
    pub fn is_touched(&self, folded: &[u8]) -> bool {
        self.finders.iter().any(|finder| finder.find(folded).is_some())
    }

    /// Where the words stand in a text, as ranges of its bytes in order; adds to `seen` which of them
    /// were found. With `near` only those count that stand with all the others, at most so many
    /// characters between the first and the last.
    pub fn look(
        &self,
        text: &str,
        near: Option<usize>,
        seen: &mut BTreeSet<usize>,
    ) -> Vec<Range<usize>> {
        let (mut plain, mut from) = (String::with_capacity(text.len()), Vec::new());
        fold_spaced(text, |at, c| {
            plain.push(c);
            from.extend(std::iter::repeat_n(at, c.len_utf8()));
        });
        let mut places: Vec<Place> = Vec::new();
        for (word, finder) in self.finders.iter().enumerate() {
            let length = finder.needle().len();
            for at in finder.find_iter(plain.as_bytes()) {
                let last = from[at + length - 1];
                let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
                places.push(Place { at: from[at]..end, word });
            }
        }
        places.sort_by_key(|own| (own.at.start, own.at.end));
        if let Some(most) = near {
            places = together(text, &places, self.len(), most);
        }
        seen.extend(places.iter().map(|own| own.word));
        merged(places.into_iter().map(|own| own.at))
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Gives the characters of a text as they are looked for: folded, white space of any length as one
/// space, each with the byte that it is from.
pub(super) fn fold_spaced(text: &str, mut give: impl FnMut(usize, char)) {
    let mut last = None;
    fold(text, |at, c| {
        if c != ' ' || last != Some(' ') {
            give(at, c);
        }
        last = Some(c);
    });
}

/// Those of some places, in order, that are part of a stretch with every word in which there are at most
/// so many characters between the end of the first and the beginning of the last.
fn together(text: &str, places: &[Place], words: usize, most: usize) -> Vec<Place> {
    let mut kept = vec![false; places.len()];
    let mut counts = vec![0_usize; words];
    let mut left = 0;
    for right in 0..places.len() {
        counts[places[right].word] += 1;
        // What is there again further on need not begin the stretch.
        while counts[places[left].word] > 1 {
            counts[places[left].word] -= 1;
            left += 1;
        }
        let between = text.get(places[left].at.end..places[right].at.start);
        let close = between.is_none_or(|text| text.chars().take(most + 1).count() <= most);
        if close && counts.iter().all(|count| *count > 0) {
            kept[left..=right].fill(true);
        }
    }
    places.iter().zip(kept).filter(|(_, kept)| *kept).map(|(own, _)| own.clone()).collect()
}

/// Ranges in order, those that overlap made one.
fn merged(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// The words and phrases of a text, folded, white space within a phrase as one space.
fn split(text: &str) -> Vec<String> {
    let (mut out, mut word, mut until) = (Vec::new(), String::new(), None);
    for c in text.chars() {
        match until {
            Some(mark) if c == mark => {
                until = None;
                out.push(std::mem::take(&mut word));
            }
            Some(_) => word.push(c),
            None if c.is_whitespace() => out.push(std::mem::take(&mut word)),
            None => match QUOTES.iter().find(|(open, _)| *open == c && word.is_empty()) {
                Some((_, close)) => until = Some(*close),
                None => word.push(c),
            },
        }
    }
    out.push(word);
    out.iter().map(|word| folded(word).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(asked: &[&str]) -> Vec<String> {
        let asked: Vec<String> = asked.iter().map(|text| (*text).to_owned()).collect();
        Query::of(&asked).map(|query| query.words().to_vec()).unwrap_or_default()
    }

    #[test]
    fn words_and_phrases_are_told_apart() {
        assert_eq!(words(&["荔枝 冷链", "荔枝"]), ["冷链", "荔枝"]);
        assert_eq!(words(&["“cold  chain” 荔枝"]), ["cold chain", "荔枝"]);
        assert_eq!(words(&["\"Cold Chain\""]), ["cold chain"]);
        assert_eq!(words(&["「冷鏈」物流"]), ["冷链", "物流"]);
        assert!(words(&["  ", "\"\""]).is_empty());
    }

    #[test]
    fn words_are_found_in_every_spelling_and_marked_where_they_stand() {
        let query = Query::of(&["东莞供销".to_owned(), "供销社".to_owned()]).unwrap();
        let (text, mut seen) = ("在東莞供\u{200b}銷社，供销社", BTreeSet::new());
        let found = query.look(text, None, &mut seen).into_iter();
        let found: Vec<&str> = found.map(|range| &text[range]).collect();
        assert_eq!(found, ["東莞供\u{200b}銷社", "供销社"]);
        assert_eq!(seen.len(), 2);
        assert!(query.is_in("在东莞供销社".as_bytes()) && !query.is_in("供销社".as_bytes()));
        assert_eq!(
            ["东莞供销社，供销社", "供销社"].map(|text| query.count(text.as_bytes())),
            [3, 0]
        );
    }

    #[test]
    fn words_near_each_other_are_told_from_others() {
        let query = Query::of(&["荔枝".to_owned(), "冷链".to_owned()]).unwrap();
        let near = |text: &str, most: usize| {
            let mut seen = BTreeSet::new();
            let found = query.look(text, Some(most), &mut seen);
            assert!(found.is_empty() || seen.len() == 2);
            found.into_iter().map(|range| text[..range.start].chars().count()).collect::<Vec<_>>()
        };
        assert_eq!(near("荔枝上了冷链", 2), [0, 4]);
        assert!(near("荔枝上了冷链", 1).is_empty());
        // The same word twice does not make the stretch longer.
        assert_eq!(near("荔枝与荔枝的冷链，荔枝", 1), [3, 6, 9]);
        assert!(near("荔枝荔枝", 9).is_empty());
    }
}
