//! Finds text on pages that was not signed: letters that belong to no text of the issue and are not
//! explained by the layout's own words or the data.

use std::collections::{HashMap, HashSet};

use memchr::memmem;

use super::letters::Found;
use super::sheet::{Sheet, plain};
use super::units::Unit;
use super::wording::{Allowed, SIGN, Token};
use super::{Areas, Where};
use crate::publication::Zone;
use crate::typeset::rect::Rect;

/// The number of cover pages before the inside pages of the screen edition, and after them.
const COVERS: usize = 2;
/// The largest space between two letters that are side by side, in sizes of their type.
const NEAR: f64 = 2.0;
/// The longest text, in bytes, that is searched for in others.
const PART: usize = 240;
/// The smallest space around a text that must stand alone, in sizes of its type.
const APART: f64 = 0.3;

/// Which pages of a set are which.
#[derive(Debug, Clone, Copy)]
pub struct Leaves {
    /// Whether all of them are cover pages.
    pub cover: bool,
    /// Whether the first and last ones are cover pages.
    pub covered: bool,
    /// The page, from 0, on which the articles begin.
    pub first: usize,
    /// The number of pages.
    pub count: usize,
    /// In a form without covers, where the first article begins on its page, pt: what stands above
    /// it is the head of the publication and its contents.
    pub head: Option<f64>,
}

impl Leaves {
    /// The zone of what stands on a baseline, pt from the upper edge of its page.
    fn zone(&self, page: usize, base: f64) -> Option<Zone> {
        let ends = page < COVERS || page + COVERS >= self.count;
        match page {
            _ if self.cover || self.covered && ends => Some(Zone::Covers),
            _ if page < self.first => Some(Zone::Contents),
            _ if page == self.first && self.head.is_some_and(|head| base <= head) => {
                Some(Zone::Contents)
            }
            _ => None,
        }
    }
}

/// A run of letters that nothing explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The first of them.
    pub first: usize,
    /// All of them.
    pub text: String,
}

/// Finds what was added to the pages of a layout.
pub fn on_pages(
    sheet: &Sheet,
    units: &[Unit],
    (found, areas): (&Found, &Areas),
    allowed: &Allowed,
    leaves: Leaves,
) -> Vec<Added> {
    let within = within(sheet, found);
    let inside = |letter: usize| areas.hold(sheet, letter, Where::Caption);
    // A word that spills out of the type area does not become part of the margin.
    let letters = sheet.letters.iter().enumerate();
    let runs: HashSet<usize> =
        letters.filter(|(letter, _)| inside(*letter)).map(|(_, set)| set.run).collect();
    let zone = |letter: usize| {
        let run = &sheet.runs[sheet.letters[letter].run];
        leaves.zone(run.page, run.base).unwrap_or_else(|| match within.get(&letter) {
            _ if !runs.contains(&sheet.letters[letter].run) => Zone::Margins,
            Some(unit) if units[*unit].series.is_some() => Zone::Within,
            _ => Zone::Articles,
        })
    };
    look(sheet, units, found, allowed, &zone)
}

/// Finds texts meant only for readers of the file that are not part of any text: their page, from
/// 0, and their letters.
pub fn unseen(sheet: &Sheet, units: &[Unit], allowed: &Allowed) -> Vec<(usize, String)> {
    let dense = sheet.unseen.iter().map(|(page, text)| (*page, text.chars().filter_map(plain)));
    let dense = dense.map(|(page, text)| (page, text.collect::<String>()));
    dense
        .filter(|(_, text)| {
            let letters: Vec<char> = text.chars().collect();
            let is_known = || units.iter().any(|unit| unit.text.contains(text.as_str()));
            !letters.is_empty() && !allowed.holds(&letters) && !is_known()
        })
        .collect()
}

/// Finds what was added to the pages of an e-book.
pub fn in_book(sheet: &Sheet, units: &[Unit], found: &Found, allowed: &Allowed) -> Vec<Added> {
    look(sheet, units, found, allowed, &|_| Zone::Articles)
}

/// The letters between letters of one text of the same paragraph, on its lines, each with that
/// text.
fn within(sheet: &Sheet, found: &Found) -> HashMap<usize, usize> {
    // For each paragraph: the previous text, its last letter, and the ownerless letters that
    // follow.
    let mut last: HashMap<usize, (usize, Vec<usize>)> = HashMap::new();
    let mut out = HashMap::new();
    for (letter, set) in sheet.letters.iter().enumerate() {
        let paragraph = sheet.runs[set.run].paragraph;
        if paragraph == 0 {
            continue;
        }
        match (found.owner(letter), last.get_mut(&paragraph)) {
            (Some(unit), Some((before, free))) => {
                let on_line = free.len() > 1 && {
                    let ends = [(free[0], free[1]), (free[free.len() - 1], letter)];
                    ends.iter().any(|(one, other)| is_next(sheet, *one, *other))
                };
                if unit == *before && on_line {
                    out.extend(free[1..].iter().map(|letter| (*letter, unit)));
                }
                *free = vec![letter];
                *before = unit;
            }
            (Some(unit), None) => {
                last.insert(paragraph, (unit, vec![letter]));
            }
            (None, Some((_, free))) => free.push(letter),
            (None, None) => {}
        }
    }
    out
}

/// Whether two letters are next to each other on one line.
fn is_next(sheet: &Sheet, first: usize, second: usize) -> bool {
    let [a, b] = [first, second].map(|letter| &sheet.letters[letter]);
    let (one, other) = (&sheet.runs[a.run], &sheet.runs[b.run]);
    let size = one.size.max(other.size);
    one.page == other.page
        && (one.base - other.base).abs() < size
        && (b.ink.left - a.ink.right).abs() < NEAR * size
}

fn look(
    sheet: &Sheet,
    units: &[Unit],
    found: &Found,
    allowed: &Allowed,
    zone: &dyn Fn(usize) -> Zone,
) -> Vec<Added> {
    // A sign that is a whole text (%, —), or a text that may be repeated, may have been found
    // inside a word of the layout.
    let is_short = |unit: &Unit| unit.again || unit.text.chars().count() <= SIGN;
    let short: Vec<bool> = units.iter().map(is_short).collect();
    let added = pass(sheet, found, allowed, (&short, zone));
    if added.is_empty() {
        return added;
    }
    // So may a text that is part of another, and then its own letters are left over.
    let parts = parts(units);
    let again = units.iter().zip(&parts).filter(|(_, part)| **part).map(|(unit, _)| unit);
    let allowed = allowed.with(again.map(|unit| unit.text.as_str()));
    let short: Vec<bool> = short.iter().zip(&parts).map(|(short, part)| *short || *part).collect();
    pass(sheet, found, &allowed, (&short, zone))
}

/// Which texts are equal to another or part of one.
fn parts(units: &[Unit]) -> Vec<bool> {
    let all = units.iter().map(|unit| unit.text.as_str()).collect::<Vec<_>>().join("\n");
    let twice = |unit: &Unit| {
        let text = unit.text.as_bytes();
        text.len() <= PART && memmem::find_iter(all.as_bytes(), text).nth(1).is_some()
    };
    units.iter().map(twice).collect()
}

/// Checks all letters that belong to no text, or only to one that may have been found wrongly.
fn pass(
    sheet: &Sheet,
    found: &Found,
    allowed: &Allowed,
    (short, zone): (&[bool], &dyn Fn(usize) -> Zone),
) -> Vec<Added> {
    let mut out = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    let mut here = None;
    let page = |letter: usize| sheet.runs[sheet.letters[letter].run].page;
    let is_free = |letter: usize| found.owner(letter).is_none_or(|unit| short[unit]);
    for letter in 0..=sheet.letters.len() {
        let free = letter < sheet.letters.len() && is_free(letter);
        let now = free.then(|| (page(letter), zone(letter)));
        if now != here
            && let Some((_, zone)) = here
        {
            unexplained(sheet, found, &std::mem::take(&mut run), (zone, allowed), &mut out);
        }
        here = now;
        run.extend(free.then_some(letter));
    }
    out
}

/// Splits a run of letters into texts allowed in its zone, with as few left over as possible.
fn unexplained(
    sheet: &Sheet,
    found: &Found,
    run: &[usize],
    (zone, allowed): (Zone, &Allowed),
    out: &mut Vec<Added>,
) {
    let owned = |at: usize| found.owner(run[at]).is_some();
    let c = |at: usize| sheet.letters[run[at]].c;
    let folio: Vec<char> = match (zone, run.first()) {
        (Zone::Margins | Zone::Contents, Some(&first)) => {
            sheet.numbers[sheet.runs[sheet.letters[first].run].page].to_string().chars().collect()
        }
        _ => Vec::new(),
    };
    // The fewest letters left over before each, and where the piece that ends there begins.
    let mut least: Vec<(usize, usize, bool)> = vec![(usize::MAX, 0, false); run.len() + 1];
    least[0] = (0, 0, true);
    for at in 0..run.len() {
        let so_far = least[at].0;
        let left = so_far + usize::from(!owned(at));
        if left < least[at + 1].0 {
            least[at + 1] = (left, at, false);
        }
        let stands = |letters: &[char]| {
            at + letters.len() <= run.len()
                && letters.iter().enumerate().all(|(n, l)| c(at + n) == *l)
        };
        let fits = |token: &&Token| {
            let alone = || is_alone(sheet, run, at, at + token.letters.len());
            stands(&token.letters) && (!token.alone || alone())
        };
        let tokens = allowed.beginning(zone, c(at)).filter(fits).map(|token| token.letters.len());
        let own = (!folio.is_empty() && stands(&folio)).then_some(folio.len());
        for length in tokens.chain(own) {
            if so_far < least[at + length].0 {
                least[at + length] = (so_far, at, true);
            }
        }
    }
    let mut spare = vec![false; run.len()];
    let mut at = run.len();
    while at > 0 {
        let (_, from, known) = least[at];
        spare[from..at].fill(!known && !owned(from));
        at = from;
    }
    let mut before = false;
    for (at, spare) in spare.into_iter().enumerate() {
        match out.last_mut() {
            Some(last) if spare && before => last.text.push(c(at)),
            _ if spare => out.push(Added { first: run[at], text: c(at).to_string() }),
            _ => {}
        }
        before = spare;
    }
}

/// Whether letters form a run of their own with some space around it.
fn is_alone(sheet: &Sheet, run: &[usize], from: usize, to: usize) -> bool {
    let (first, last) = (run[from], run[to - 1]);
    let own = &sheet.letters[first];
    let apart = |other: Option<usize>| {
        let Some(other) = other.and_then(|other| sheet.letters.get(other)) else { return true };
        let (a, b) = (own.ink, other.ink);
        let size = sheet.runs[own.run].size.min(sheet.runs[other.run].size);
        let gap = (b.left - sheet.letters[last].ink.right).max(a.left - b.right);
        let level = a == Rect::NONE || b == Rect::NONE || a.top < b.bottom && b.top < a.bottom;
        let near = sheet.runs[own.run].page == sheet.runs[other.run].page && level;
        other.run != own.run && (!near || gap >= APART * size)
    };
    sheet.letters[last].run == own.run && apart(first.checked_sub(1)) && apart(Some(last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::typeset::proofreader::letters;

    #[test]
    fn what_no_text_and_no_word_accounts_for_is_told() {
        let sheet = Sheet::book(["来源：渠边有旧书摊。绝密", "返回渠边"]);
        let unit = Unit::new("渠边有旧书摊。", Place::file("a.md"), Where::Flow).unwrap();
        let found = letters::find(&sheet, std::slice::from_ref(&unit), &|_, _| true, 0);
        let allowed = Allowed::of_words(&["来源：", "返回"]);
        let added = in_book(&sheet, &[unit], &found, &allowed);
        let texts: Vec<&str> = added.iter().map(|added| added.text.as_str()).collect();
        assert_eq!(texts, ["绝密", "渠边"]);
    }
}
