//! Checks that texts are read in the order in which they were written: the sentences of a
//! paragraph, the paragraphs of an article or a box, the cells of a table.

use std::collections::{BTreeMap, HashMap};

use super::letters::Found;
use super::sheet::Sheet;
use super::units::{Series, Unit};
use crate::diagnostic::{Finding, Findings};
use crate::typeset::rect::Rect;

/// Texts with fewer letters may be mistaken for another with the same letters.
const LONG: usize = 6;
/// So may cells with fewer letters than this.
const CELL: usize = 2;
/// How far left of a line, in sizes of its type, the next line may begin: an indent, a list.
const OUTDENT: f64 = 6.0;
/// How many letters are shown in a finding.
const SHOWN: usize = 24;

/// Returns a finding for every text that comes before one that was written earlier.
pub fn disordered(sheet: &Sheet, units: &[Unit], found: &Found) -> Findings {
    let letters = letters_of(sheet, units, found);
    let mut wrong: BTreeMap<usize, u64> = BTreeMap::new();
    let number = |letter: usize| sheet.numbers[sheet.runs[sheet.letters[letter].run].page];
    for &unit in &found.parted {
        // A short text may have been found in pieces of others.
        if units[unit].series.is_some_and(|series| !series.cells)
            && letters[unit].len() >= LONG
            && let Some(first) = letters[unit].first()
        {
            wrong.insert(unit, number(*first));
        }
    }
    for texts in series(units, &letters).values() {
        let mut before: Option<Line> = None;
        for &unit in texts {
            let cells = units[unit].series.is_some_and(|series| series.cells);
            let mut late = false;
            for &letter in &letters[unit] {
                let back =
                    |line: &Line| letter < line.last || !cells && line.is_after(sheet, letter);
                late |= before.as_ref().is_some_and(back);
                before = Some(Line::with(before, sheet, letter));
            }
            if late {
                wrong.entry(unit).or_insert_with(|| number(letters[unit][0]));
            }
        }
    }
    let mut findings = Findings::default();
    for (unit, page) in wrong {
        let shown: String = units[unit].text.chars().take(SHOWN).collect();
        let finding = Finding::stop("text-order").at(units[unit].place.clone());
        findings.push(finding.with("text", shown).with("page", page));
    }
    findings
}

/// The letters of each text, in the order in which they were set.
fn letters_of(sheet: &Sheet, units: &[Unit], found: &Found) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); units.len()];
    for letter in 0..sheet.letters.len() {
        if let Some(unit) = found.owner(letter) {
            out[unit].push(letter);
        }
    }
    out
}

/// The texts of each series whose place is certain, in the order in which they were written.
fn series<'u>(units: &'u [Unit], letters: &[Vec<usize>]) -> BTreeMap<usize, Vec<usize>> {
    let mut times: HashMap<&'u str, usize> = HashMap::new();
    units.iter().for_each(|unit| *times.entry(&unit.text).or_default() += 1);
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        let Some(Series { id, cells }) = unit.series else { continue };
        let least = if cells { CELL } else { LONG };
        if times[unit.text.as_str()] == 1 && letters[index].len() >= least && !unit.again {
            out.entry(id).or_default().push(index);
        }
    }
    out
}

/// A line, as far as it has been read.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Its first letter, and its last one so far.
    first: usize,
    last: usize,
}

impl Line {
    /// The current line with one more letter, or a new line with only that letter.
    fn with(before: Option<Self>, sheet: &Sheet, letter: usize) -> Self {
        let goes_on = |line: &Self| {
            let [a, b] = [line.last, letter].map(|at| &sheet.runs[sheet.letters[at].run]);
            a.page == b.page && (a.base - b.base).abs() < 0.5 * a.size.max(b.size)
        };
        match before.filter(goes_on) {
            Some(line) => Self { last: letter, ..line },
            None => Self { first: letter, last: letter },
        }
    }

    /// Whether a reader reaches a letter before the line: it is on an earlier page, above the line
    /// and in no later column, or below it in an earlier column.
    fn is_after(&self, sheet: &Sheet, letter: usize) -> bool {
        let [first, a, b] = [self.first, self.last, letter].map(|at| &sheet.letters[at]);
        if a.run == b.run || [first, a, b].iter().any(|set| set.ink == Rect::NONE) {
            return false;
        }
        let (before, after) = (&sheet.runs[a.run], &sheet.runs[b.run]);
        if before.page != after.page {
            return after.page < before.page;
        }
        let size = before.size.max(after.size);
        let below = after.base - before.base;
        let left = b.ink.right < first.ink.left - OUTDENT * size;
        let goes_back = if below < -0.5 * size {
            b.ink.left <= a.ink.right
        } else {
            left && below > 0.5 * size
        };
        goes_back && before.straight && after.straight
    }
}
