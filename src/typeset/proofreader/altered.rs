//! Where words on the pages are not as they were in other texts of the same articles.

use std::collections::BTreeMap;
use std::ops::Range;

use super::letters::Found;
use super::sheet::{Letter, Run, Sheet};
use super::units::{self, Unit};
use super::{Rect, Scope};
use crate::desk::review::changes::altered;
use crate::diagnostic::Place;
use crate::manuscript::Assembly;
use crate::manuscript::model::Article;
use crate::manuscript::prose::SourceFile;

/// How far letters reach above their baseline and below it, in parts of their size.
const REACH: (f64, f64) = (0.88, 0.12);
/// The width of the mark where something is gone, in parts of the size.
const GAP: f64 = 0.12;

/// Words on a page that are not as they were.
#[derive(Debug, Clone, PartialEq)]
pub struct Altered {
    /// Where they are written.
    pub place: Place,
    /// What was there.
    pub was: String,
    /// What is there now; nothing where something was removed.
    pub is: String,
    /// Their pages, from 0, and boxes, line by line; none for what is nowhere on the pages.
    pub boxes: Vec<(usize, Rect)>,
}

/// Compares the texts on the pages with those that articles, by their numbers, had before.
pub fn of(
    assembly: &Assembly,
    before: &BTreeMap<usize, Article>,
    (sheet, units, found): (&Sheet, &[Unit], &Found),
) -> Vec<Altered> {
    if before.is_empty() {
        return Vec::new();
    }
    let mut old = assembly.clone();
    for (at, article) in before {
        old.articles[*at] = article.clone();
    }
    let old = units::of(&old, Scope::Inside);
    let mut letters = vec![Vec::new(); units.len()];
    for at in 0..sheet.letters.len() {
        if let Some(unit) = found.owner(at) {
            letters[unit].push(at);
        }
    }
    let mut all = Vec::new();
    for at in before.keys() {
        let text = assembly.texts.iter().find(|text| text.of == SourceFile::Article(*at));
        let Some(text) = text else { continue };
        let own = |unit: &&Unit| unit.place.file == text.file;
        let old: Vec<&str> = old.iter().filter(own).map(|unit| unit.text.as_str()).collect();
        let numbers: Vec<usize> = (0..units.len()).filter(|number| own(&&units[*number])).collect();
        let new: Vec<&str> = numbers.iter().map(|number| units[*number].text.as_str()).collect();
        for change in altered(&old, &new) {
            let number = numbers[change.text];
            let unit = &units[number];
            let Range { start, end } = change.characters.clone();
            all.push(Altered {
                place: unit.place.clone(),
                was: change.was,
                is: unit.text.chars().skip(start).take(end - start).collect(),
                boxes: boxes(sheet, unit, &letters[number], change.characters),
            });
        }
    }
    all
}

/// The boxes of some characters of a text, line by line; the whole text where its letters are not all in
/// their order.
fn boxes(
    sheet: &Sheet,
    unit: &Unit,
    letters: &[usize],
    characters: Range<usize>,
) -> Vec<(usize, Rect)> {
    let known = letters.iter().map(|at| sheet.letters[*at].c).eq(unit.text.chars());
    if !known {
        return lines(sheet, letters);
    }
    if !characters.is_empty() {
        return lines(sheet, &letters[characters]);
    }
    let behind = characters.start >= letters.len();
    let Some(at) = letters.get(characters.start).or(letters.last()) else { return Vec::new() };
    let (run, area) = stands(sheet, &sheet.letters[*at]);
    let by = GAP * run.size;
    let edge = if behind { area.right } else { area.left };
    vec![(run.page, Rect { left: edge - by, right: edge + by, ..area })]
}

/// Letters as boxes, one for each line that they are on.
fn lines(sheet: &Sheet, letters: &[usize]) -> Vec<(usize, Rect)> {
    let mut all: Vec<(usize, Rect)> = Vec::new();
    for at in letters {
        let (run, area) = stands(sheet, &sheet.letters[*at]);
        match all.last_mut() {
            Some((page, line))
                if *page == run.page
                    && area.top < line.bottom
                    && area.bottom > line.top
                    && area.left > line.left - 0.5 * run.size
                    && area.left < line.right + 2.0 * run.size =>
            {
                *line = line.around(area);
            }
            _ => all.push((run.page, area)),
        }
    }
    all
}

/// The run of a letter, and its box as high as its line.
fn stands<'a>(sheet: &'a Sheet, letter: &Letter) -> (&'a Run, Rect) {
    let run = &sheet.runs[letter.run];
    let ink = if letter.ink == Rect::NONE { run.ink } else { letter.ink };
    if !run.straight {
        return (run, ink);
    }
    let top = ink.top.min(run.base - REACH.0 * run.size);
    let bottom = ink.bottom.max(run.base + REACH.1 * run.size);
    (run, Rect { top, bottom, ..ink })
}
