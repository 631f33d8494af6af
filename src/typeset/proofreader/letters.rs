//! Finds each text of the issue on the pages, letter for letter.
//!
//! Long texts come first, each as a whole. A text interrupted by the end of a column, a ruby
//! reading or a note mark is followed through its paragraph. The rest is searched for piece by
//! piece. Every letter on the pages belongs to at most one text, so that no text can pass for
//! another.

use std::collections::HashMap;

use memchr::memmem;

use super::sheet::Sheet;
use super::units::{Unit, Where};

/// How many of a text's first letters are used to find its paragraph: many where many texts begin alike,
/// few where a mark follows soon.
const HEADS: [usize; 9] = [48, 24, 12, 6, 5, 4, 3, 2, 1];
/// How many occurrences of the first letters are tried.
const TRIED: usize = 64;
/// How many of the missing letters are shown in a finding.
const SHOWN: usize = 24;

/// A text with missing letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The text.
    pub unit: usize,
    /// The missing letters, or the first of them.
    pub missing: String,
    /// How many letters are missing.
    pub count: usize,
}

/// Which letters on the pages belong to which text.
#[derive(Debug, Default)]
pub struct Found {
    owners: Vec<Option<usize>>,
    /// The texts whose parts are in a different order from the manuscript.
    pub parted: Vec<usize>,
    /// The texts with missing letters, in issue order.
    pub losses: Vec<Loss>,
}

impl Found {
    /// The text to which a letter on the pages belongs.
    pub fn owner(&self, letter: usize) -> Option<usize> {
        self.owners.get(letter).copied().flatten()
    }
}

/// Whether a letter on the pages is where a given kind of text may be.
pub type Fits<'a> = &'a dyn Fn(usize, Where) -> bool;

/// Finds every text on the pages; among equal occurrences it takes one that `fits`. The texts of
/// articles are searched for from the page `first` on, since tables of contents repeat them.
pub fn find(sheet: &Sheet, units: &[Unit], fits: Fits<'_>, first: usize) -> Found {
    let mut finder = Finder::of(sheet, fits);
    let mut order: Vec<usize> = (0..units.len()).collect();
    let anywhere = |unit: usize| units[unit].at == Where::Page;
    order.sort_by_key(|&unit| (!anywhere(unit), std::cmp::Reverse(units[unit].text.len())));
    let mut losses = Vec::new();
    let mut front = true;
    let length = |unit: usize| (anywhere(unit), units[unit].text.len());
    for equal in order.chunk_by(|&a, &b| length(a) == length(b)) {
        if front && !equal.iter().copied().all(anywhere) {
            finder.leave_out(sheet, first);
            front = false;
        }
        let fits = |unit: usize| move |letter: usize| fits(letter, units[unit].at);
        // The figures of a chart are side by side, and one may be read across two others: among
        // texts of the same length, those that were set on their own come first.
        let rest: Vec<usize> = equal
            .iter()
            .copied()
            .filter(|&unit| !finder.alone(unit, &units[unit].text, &fits(unit)))
            .collect();
        for unit in rest {
            losses.extend(finder.seek(unit, &units[unit].text, &fits(unit)));
        }
    }
    losses.sort_by_key(|loss| loss.unit);
    Found { owners: finder.owners, parted: finder.parted, losses }
}

struct Finder {
    /// The letters as UTF-8; letters with an owner are zeros, and so are the separators between the
    /// text of a page and its running head, its folio and the next page.
    bytes: Vec<u8>,
    /// The byte at which each letter begins, and the end.
    starts: Vec<usize>,
    chars: Vec<char>,
    owners: Vec<Option<usize>>,
    parted: Vec<usize>,
    /// The length of the last text that was found whole, and the byte after it.
    behind: (usize, usize),
    /// Whether a run begins at a letter.
    begins: Vec<bool>,
    /// The paragraph of each letter, 0 for none, and the letters of each paragraph.
    paragraph_of: Vec<usize>,
    paragraphs: HashMap<usize, Vec<usize>>,
}

impl Finder {
    fn of(sheet: &Sheet, fits: Fits<'_>) -> Self {
        let mut finder = Self {
            bytes: Vec::new(),
            starts: Vec::new(),
            chars: Vec::new(),
            owners: vec![None; sheet.letters.len()],
            parted: Vec::new(),
            behind: (0, 0),
            begins: Vec::new(),
            paragraph_of: Vec::new(),
            paragraphs: HashMap::new(),
        };
        let (mut before, mut part) = (None, None);
        for (index, letter) in sheet.letters.iter().enumerate() {
            let own = Some((sheet.runs[letter.run].page, fits(index, Where::Flow)));
            if part != own && part.is_some() {
                finder.bytes.push(0);
            }
            part = own;
            finder.starts.push(finder.bytes.len());
            finder.bytes.extend(letter.c.encode_utf8(&mut [0; 4]).bytes());
            finder.chars.push(letter.c);
            finder.begins.push(before != Some(letter.run));
            before = Some(letter.run);
            let paragraph = sheet.runs[letter.run].paragraph;
            finder.paragraph_of.push(paragraph);
            if paragraph > 0 {
                finder.paragraphs.entry(paragraph).or_default().push(index);
            }
        }
        finder.starts.push(finder.bytes.len());
        finder
    }

    /// Excludes the letters before a page.
    fn leave_out(&mut self, sheet: &Sheet, page: usize) {
        let before = sheet.letters.partition_point(|letter| sheet.runs[letter.run].page < page);
        self.bytes[..self.starts[before]].fill(0);
    }

    /// The letter that begins at a byte.
    fn letter_at(&self, byte: usize) -> Option<usize> {
        self.starts.binary_search(&byte).ok()
    }

    fn take(&mut self, unit: usize, letter: usize) {
        self.owners[letter] = Some(unit);
        self.bytes[self.starts[letter]..self.starts[letter + 1]].fill(0);
    }

    /// Claims a text that makes up a whole run, where such a text may be.
    fn alone(&mut self, unit: usize, text: &str, fits: &dyn Fn(usize) -> bool) -> bool {
        let end = |first: usize| (first + 1..self.begins.len()).find(|&letter| self.begins[letter]);
        let count = text.chars().count();
        let stands = |&at: &usize| {
            let first = self.letter_at(at).filter(|&letter| self.begins[letter] && fits(letter));
            first.is_some_and(|first| end(first).unwrap_or(self.begins.len()) == first + count)
        };
        let at = memmem::find_iter(&self.bytes, text.as_bytes()).find(stands);
        at.inspect(|&at| self.take_bytes(unit, at, text)).is_some()
    }

    /// Claims a text wherever it can be found; returns the part that cannot.
    fn seek(&mut self, unit: usize, text: &str, fits: &dyn Fn(usize) -> bool) -> Option<Loss> {
        if self.whole(unit, text, fits) || self.paragraph(unit, text, fits) {
            return None;
        }
        let missing = self.pieces(unit, text, fits);
        let shown = missing.chars().take(SHOWN).collect();
        let count = missing.chars().count();
        (count > 0).then_some(Loss { unit, missing: shown, count })
    }

    /// Claims a text that occurs somewhere as a whole: preferably one that was set on its own
    /// rather than as part of another, and preferably one after the previous text of the same
    /// length.
    fn whole(&mut self, unit: usize, text: &str, fits: &dyn Fn(usize) -> bool) -> bool {
        let (length, from) = self.behind;
        let from = if length == text.len() { from } else { 0 };
        let places = |from: usize| {
            memmem::find_iter(&self.bytes[from..], text.as_bytes()).map(move |at| from + at)
        };
        let mut all = places(from).chain(places(0).take_while(|at| *at < from));
        let Some(first) = all.next() else { return false };
        let all = std::iter::once(first).chain(all).take(TRIED);
        let fitting: Vec<usize> = all.filter(|&at| self.letter_at(at).is_some_and(fits)).collect();
        let alone = fitting.iter().find(|at| self.is_alone(**at, text));
        let at = *alone.or(fitting.first()).unwrap_or(&first);
        self.take_bytes(unit, at, text);
        self.behind = (text.len(), at + text.len());
        true
    }

    /// Whether a text found at a byte is all that was set together.
    fn is_alone(&self, at: usize, text: &str) -> bool {
        let begins = |byte: usize| {
            let letter = self.starts.partition_point(|start| *start < byte);
            self.begins.get(letter).copied().unwrap_or(true)
        };
        begins(at) && begins(at + text.len())
    }

    fn take_bytes(&mut self, unit: usize, at: usize, text: &str) {
        if let Some(first) = self.letter_at(at) {
            (first..first + text.chars().count()).for_each(|letter| self.take(unit, letter));
        }
    }

    /// Claims a text that is complete within one paragraph, whatever comes in between: a ruby
    /// reading, a note mark, the running head of the next page.
    fn paragraph(&mut self, unit: usize, text: &str, fits: &dyn Fn(usize) -> bool) -> bool {
        // A mark may follow the first letter already: use as many letters as are together.
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        for end in HEADS.iter().filter_map(|count| ends.get(count - 1)) {
            let starts = memmem::find_iter(&self.bytes, &text.as_bytes()[..*end]).take(TRIED);
            let firsts: Vec<usize> = starts.filter_map(|start| self.letter_at(start)).collect();
            let letters = firsts.into_iter().find_map(|first| self.follow(first, text, fits));
            if let Some(letters) = letters {
                letters.into_iter().for_each(|letter| self.take(unit, letter));
                return true;
            }
        }
        false
    }

    /// The letters of a text in the paragraph of its first letter, if all of them are there.
    fn follow(&self, first: usize, text: &str, fits: &dyn Fn(usize) -> bool) -> Option<Vec<usize>> {
        let own = self.paragraphs.get(&self.paragraph_of[first])?;
        let from = own.partition_point(|&letter| letter < first);
        let mut free = own[from..].iter().copied();
        let stands = |letter: usize, c| {
            self.chars[letter] == c && self.owners[letter].is_none() && fits(letter)
        };
        text.chars().map(|c| free.find(|&letter| stands(letter, c))).collect()
    }

    /// Claims as much of a text as can be found, piece by piece; returns the letters that cannot.
    fn pieces(&mut self, unit: usize, text: &str, fits: &dyn Fn(usize) -> bool) -> String {
        let mut missing = String::new();
        let mut rest = text;
        let mut after = 0;
        while let Some(first) = rest.chars().next() {
            let length = self.longest(rest);
            if length == 0 && missing.chars().count() >= SHOWN {
                // If so much is missing, the rest is not worth searching for.
                missing.push_str(rest);
                break;
            }
            if length == 0 {
                missing.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let piece = &rest[..length];
            let at = self.best(piece, after, fits);
            if at < after && self.parted.last() != Some(&unit) {
                self.parted.push(unit);
            }
            self.take_bytes(unit, at, piece);
            after = at + length;
            rest = &rest[length..];
        }
        missing
    }

    /// How many bytes from the start of a text occur together somewhere.
    fn longest(&self, text: &str) -> usize {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let stands = |end: &usize| memmem::find(&self.bytes, &text.as_bytes()[..*end]).is_some();
        let count = ends.partition_point(stands);
        count.checked_sub(1).map_or(0, |last| ends[last])
    }

    /// The best place for a piece: where such a text may be, after the previous piece, at the
    /// beginning of a run, as near as possible.
    fn best(&self, piece: &str, after: usize, fits: &dyn Fn(usize) -> bool) -> usize {
        let places = memmem::find_iter(&self.bytes, piece.as_bytes());
        let rank = |at: usize| {
            let is = |test: &dyn Fn(usize) -> bool| self.letter_at(at).is_some_and(test);
            (!is(fits), at < after, !is(&|letter| self.begins[letter]), at.abs_diff(after))
        };
        places.min_by_key(|&at| rank(at)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{Letter, Run};
    use super::*;
    use crate::diagnostic::Place;
    use crate::typeset::rect::Rect;

    fn unit(text: &&str) -> Option<Unit> {
        Unit::new(text, Place::file("a.md"), Where::Flow)
    }

    fn losses(page: &str, texts: &[&str]) -> Vec<(usize, String)> {
        let units: Vec<Unit> = texts.iter().filter_map(unit).collect();
        let found = find(&Sheet::book([page]), &units, &|_, _| true, 0);
        found.losses.into_iter().map(|loss| (loss.unit, loss.missing)).collect()
    }

    #[test]
    fn what_stands_on_the_page_is_found_and_what_does_not_is_told() {
        let page = "春耕时节，渠边有旧书摊。 注文在此 书脊朝外排成两行";
        assert_eq!(losses(page, &["渠边有旧书摊。", "书脊朝外 排成两行", "注文在此"]), []);
        assert_eq!(losses(page, &["注文不在此"]), [(0, "不".to_owned())]);
        // Each letter counts once.
        assert_eq!(losses(page, &["旧书摊。", "旧书摊。"]).len(), 1);
    }

    #[test]
    fn a_figure_is_not_read_across_its_neighbours() {
        // None of a chart's figures 451, 102 and 511 is lost, although 511 can be read in 451102.
        let figures = ["451", "102", "511"];
        let run = |_| Sheet::book([""]).runs.remove(0);
        let letters = figures.iter().enumerate().flat_map(|(run, figure)| {
            figure.chars().map(move |c| Letter { c, run, ink: Rect::NONE })
        });
        let sheet = Sheet {
            letters: letters.collect(),
            runs: (0..figures.len()).map(run).collect(),
            numbers: vec![1],
            ..Sheet::book([""])
        };
        let units = ["511", "451", "102"].iter().filter_map(unit).collect::<Vec<_>>();
        let found = find(&sheet, &units, &|_, _| true, 0);
        assert_eq!(found.losses, []);
        assert_eq!(
            (0..9).map(|letter| found.owner(letter)).collect::<Vec<_>>(),
            [1, 1, 1, 2, 2, 2, 0, 0, 0].map(Some)
        );
    }

    #[test]
    fn a_text_with_a_mark_after_its_first_letters_stays_in_its_paragraph() {
        // 二①月 is the paragraph of 二月; the 月 at the beginning of another paragraph is not part of
        // it.
        let signs = "二①月月".chars().enumerate();
        let letters = signs.map(|(at, c)| Letter { c, run: at / 3, ink: Rect::NONE });
        let run = |paragraph| Run { paragraph, ..Sheet::book([""]).runs.remove(0) };
        let sheet = Sheet {
            letters: letters.collect(),
            runs: vec![run(1), run(2)],
            numbers: vec![1],
            ..Sheet::book([""])
        };
        let units = ["二月", "月"].iter().filter_map(unit).collect::<Vec<_>>();
        let found = find(&sheet, &units, &|_, _| true, 0);
        assert_eq!(found.losses, []);
        let owners: Vec<_> = (0..4).map(|letter| found.owner(letter)).collect();
        assert_eq!(owners, [Some(0), None, Some(0), Some(1)]);
    }

    #[test]
    fn of_many_paragraphs_that_begin_alike_the_own_one_is_found() {
        // Each is parted by the mark of a note.
        let texts: Vec<String> =
            (0..90).map(|n| format!("几位社员代表下半夜两点多又算了一遍{n}号仓库的账。")).collect();
        let shown: Vec<String> = texts.iter().map(|text| text.replace('的', "①的")).collect();
        let letters = shown
            .iter()
            .enumerate()
            .flat_map(|(run, text)| text.chars().map(move |c| Letter { c, run, ink: Rect::NONE }));
        let run = |paragraph| Run { paragraph, ..Sheet::book([""]).runs.remove(0) };
        let sheet = Sheet {
            letters: letters.collect(),
            runs: (1..=90).map(run).collect(),
            numbers: vec![1],
            ..Sheet::book([""])
        };
        let last = texts.last().map(String::as_str).and_then(|text| unit(&text)).unwrap();
        let found = find(&sheet, &[last], &|_, _| true, 0);
        let owned: Vec<usize> =
            (0..sheet.letters.len()).filter(|at| found.owner(*at).is_some()).collect();
        assert!(owned.iter().all(|at| sheet.letters[*at].run == 89), "{owned:?}");
        assert_eq!((found.parted, found.losses), (vec![], vec![]));
    }

    #[test]
    fn a_text_parted_by_others_is_found_in_pieces() {
        let page = "清早六点，书摊的主人把两块门板 页眉 ①脚注 卸下来，架在渠边的石墩上。";
        let text = "清早六点，书摊的主人把两块门板卸下来，架在渠边的石墩上。";
        assert_eq!(losses(page, &[text, "脚注"]), []);
        assert_eq!(losses(page, &["清早六点，书摊的主人把三块门板卸下来"]), [(0, "三".to_owned())]);
    }
}
