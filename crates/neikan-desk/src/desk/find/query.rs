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
    /// Every character of the words, so that most manuscripts are put aside quickly.
    letters: Vec<Finder<'static>>,
}

impl Query {
    /// Reads words, each of which may hold several with spaces between; what stands in quotation
    /// marks is one phrase. Gives nothing where there is no word.
    pub fn of(asked: &[String]) -> Option<Self> {
        let words: BTreeSet<String> = asked.iter().flat_map(|text| split(text)).collect();
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let letters: BTreeSet<char> = words.iter().flat_map(|word| word.chars()).collect();
        let letters = letters.into_iter().filter(|c| *c != ' ');
        let finder = |text: &str| Finder::new(text.as_bytes()).into_owned();
        let query = Self {
            finders: words.iter().map(|word| finder(word)).collect(),
            letters: letters.map(|c| finder(c.encode_utf8(&mut [0; 4]))).collect(),
            words,
        };
        (!query.words.is_empty()).then_some(query)
    }

    /// The words as they are looked for: folded, sorted.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether a folded text has every character of every word: only then can it have the words,
    /// between whose characters markup may stand.
    pub fn may_be_in(&self, folded: &str) -> bool {
        self.letters.iter().all(|letter| letter.find(folded.as_bytes()).is_some())
    }

    /// Where the words stand in a text, as ranges of its bytes in order; adds to `seen` which of them
    /// were found.
    pub fn look(&self, text: &str, seen: &mut BTreeSet<usize>) -> Vec<Range<usize>> {
        let (mut plain, mut from) = (String::with_capacity(text.len()), Vec::new());
        fold(text, |at, c| {
            // White space of any length is one space.
            if c == ' ' && plain.ends_with(' ') {
                return;
            }
            plain.push(c);
            from.extend(std::iter::repeat_n(at, c.len_utf8()));
        });
        let mut out: Vec<Range<usize>> = Vec::new();
        for (index, finder) in self.finders.iter().enumerate() {
            let length = finder.needle().len();
            for at in finder.find_iter(plain.as_bytes()) {
                seen.insert(index);
                let last = from[at + length - 1];
                let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
                out.push(from[at]..end);
            }
        }
        out.sort_by_key(|range| (range.start, range.end));
        merged(out)
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

/// Ranges in order, those that overlap made one.
fn merged(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
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
        let found: Vec<&str> = query.look(text, &mut seen).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["東莞供\u{200b}銷社", "供销社"]);
        assert_eq!(seen.len(), 2);
        assert!(query.may_be_in(&folded("社，供与銷；東、莞")) && !query.may_be_in("供销社"));
    }
}
