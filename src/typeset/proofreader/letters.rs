//! Each text of the issue is found on the pages, letter for letter.
//!
//! Long texts first, each as it stands; what is parted by the end of a column, a reading or the
//! mark of a note is followed through its paragraph; what is left is looked for piece by piece.
//! Every letter of the pages belongs to one text at most, so that no text can pass for another.

use std::collections::HashMap;

use memchr::memmem;

use super::sheet::Sheet;
use super::units::{Unit, Where};

/// The most of the first letters of a text by which its paragraph is found.
const HEAD: usize = 6;
/// How many places of the first letters are tried.
const TRIED: usize = 64;
/// How many of the missing letters a finding shows.
const SHOWN: usize = 24;

/// A text of which letters are missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The text.
    pub unit: usize,
    /// The letters that are missing, the first of them.
    pub missing: String,
    /// How many are missing.
    pub count: usize,
}

/// Which letters of the pages belong to which text.
#[derive(Debug, Default)]
pub struct Found {
    owners: Vec<Option<usize>>,
    /// The texts whose parts stand in another order than they were written in.
    pub parted: Vec<usize>,
    /// The texts of which letters are missing, in the order of the issue.
    pub losses: Vec<Loss>,
}

impl Found {
    /// The text that a letter of the pages belongs to.
    pub fn owner(&self, letter: usize) -> Option<usize> {
        self.owners.get(letter).copied().flatten()
    }
}

/// Whether a letter of the pages stands where a text of some kind may stand.
pub type Fits<'a> = &'a dyn Fn(usize, Where) -> bool;

/// Finds every text on the pages; of equal ones, that which `fits` is taken. The texts of articles
/// are looked for from the page `first` on, since contents repeat them.
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
        // The figures of a chart stand side by side: one may be read across two others, so that of
        // texts of one length those go first that are set by themselves.
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
    /// The letters as UTF-8; those that have an owner are zeros, and so is what parts the text of a
    /// page from its running head, its folio and the next page.
    bytes: Vec<u8>,
    /// The byte at which a letter begins, and the end.
    starts: Vec<usize>,
    chars: Vec<char>,
    owners: Vec<Option<usize>>,
    parted: Vec<usize>,
    /// The length of the last text that was found as it is, and the byte behind it.
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

    /// Leaves out the letters before a page.
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

    /// Takes a text that is all of a run, where such a text may stand.
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

    /// Takes a text wherever it can be found; gives what of it cannot.
    fn seek(&mut self, unit: usize, text: &str, fits: &dyn Fn(usize) -> bool) -> Option<Loss> {
        if self.whole(unit, text, fits) || self.paragraph(unit, text, fits) {
            return None;
        }
        let missing = self.pieces(unit, text, fits);
        let shown = missing.chars().take(SHOWN).collect();
        let count = missing.chars().count();
        (count > 0).then_some(Loss { unit, missing: shown, count })
    }

    /// Takes a text that stands somewhere as it is: rather one that was set by itself than a part of
    /// another, and rather one behind the text of the same length before it.
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

    /// Whether a text that stands at a byte is all of what was set together.
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

    /// Takes a text that is all in one paragraph, whatever stands in between: a reading, the mark of a
    /// note, the running head of the next page.
    fn paragraph(&mut self, unit: usize, text: &str, fits: &dyn Fn(usize) -> bool) -> bool {
        // A mark may come after the first letter already: as many as stand together.
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(HEAD);
        for end in ends.collect::<Vec<_>>().into_iter().rev() {
            let starts = memmem::find_iter(&self.bytes, &text.as_bytes()[..end]).take(TRIED);
            let firsts: Vec<usize> = starts.filter_map(|start| self.letter_at(start)).collect();
            let letters = firsts.into_iter().find_map(|first| self.follow(first, text, fits));
            if let Some(letters) = letters {
                letters.into_iter().for_each(|letter| self.take(unit, letter));
                return true;
            }
        }
        false
    }

    /// The letters of a text in the paragraph of its first letter, if all of it is there.
    fn follow(&self, first: usize, text: &str, fits: &dyn Fn(usize) -> bool) -> Option<Vec<usize>> {
        let own = self.paragraphs.get(&self.paragraph_of[first])?;
        let from = own.partition_point(|&letter| letter < first);
        let mut free = own[from..].iter().copied();
        let stands = |letter: usize, c| {
            self.chars[letter] == c && self.owners[letter].is_none() && fits(letter)
        };
        text.chars().map(|c| free.find(|&letter| stands(letter, c))).collect()
    }

    /// Takes as much of a text as can be found, piece by piece; gives the letters that cannot.
    fn pieces(&mut self, unit: usize, text: &str, fits: &dyn Fn(usize) -> bool) -> String {
        let mut missing = String::new();
        let mut rest = text;
        let mut after = 0;
        while let Some(first) = rest.chars().next() {
            let length = self.longest(rest);
            if length == 0 && missing.chars().count() >= SHOWN {
                // Where so much is missing, the rest is not worth looking for.
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

    /// How many bytes of a text stand somewhere as they are.
    fn longest(&self, text: &str) -> usize {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        let stands = |end: &usize| memmem::find(&self.bytes, &text.as_bytes()[..*end]).is_some();
        let count = ends.partition_point(stands);
        count.checked_sub(1).map_or(0, |last| ends[last])
    }

    /// The best place of a piece: where such a text may stand, behind the piece before, where a run
    /// begins, as near as can be.
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
        // Of the figures 451, 102 and 511 of a chart none is lost, though 511 can be read in 451102.
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
        // 二①月 is the paragraph of 二月; the 月 that another paragraph begins with is not its own.
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
    fn a_text_parted_by_others_is_found_in_pieces() {
        let page = "清早六点，书摊的主人把两块门板 页眉 ①脚注 卸下来，架在渠边的石墩上。";
        let text = "清早六点，书摊的主人把两块门板卸下来，架在渠边的石墩上。";
        assert_eq!(losses(page, &[text, "脚注"]), []);
        assert_eq!(losses(page, &["清早六点，书摊的主人把三块门板卸下来"]), [(0, "三".to_owned())]);
    }
}
