//! Finds letters that are there but unreadable: too small, in the colour of their background,
//! covered, or changed by a line through them.

use std::collections::BTreeMap;

use super::letters::Found;
use super::paints::{Painted, Tint};
use super::sheet::{Letter, Run, Sheet};
use super::units::Unit;
use crate::diagnostic::{Finding, Findings};
use crate::typeset::rect::Rect;
use hanzi::is_han;

/// The smallest readable type, pt.
const SMALL: f64 = 3.0;
/// The share of a letter's ink that must be covered for the letter to be hidden.
const COVERED: f64 = 0.6;
/// How many letters are shown in a finding.
const SHOWN: usize = 24;

/// Why a letter is unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Small,
    Color,
    Covered,
    Struck,
}

impl Why {
    fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Color => "color",
            Self::Covered => "covered",
            Self::Struck => "struck",
        }
    }
}

/// Returns a finding for every text with unreadable letters, per page and reason.
pub fn hidden(sheet: &Sheet, units: &[Unit], found: &Found) -> Findings {
    let mut told: BTreeMap<(usize, usize, Why), String> = BTreeMap::new();
    for (index, letter) in sheet.letters.iter().enumerate() {
        let Some(unit) = found.owner(index) else { continue };
        let run = &sheet.runs[letter.run];
        if let Some(why) = why(sheet, run, letter, &units[unit]) {
            told.entry((unit, run.page, why)).or_default().push(letter.c);
        }
    }
    let mut findings = Findings::default();
    for ((unit, page, why), letters) in told {
        let shown: String = letters.chars().take(SHOWN).collect();
        let finding = Finding::stop("text-hidden").at(units[unit].place.clone());
        let finding = finding.with("text", shown).with("page", sheet.numbers[page]);
        findings.push(finding.with("why", why.name()));
    }
    findings
}

fn why(sheet: &Sheet, run: &Run, letter: &Letter, unit: &Unit) -> Option<Why> {
    if run.size < SMALL {
        return Some(Why::Small);
    }
    if letter.ink == Rect::NONE {
        return None;
    }
    let paints = sheet.paints.get(run.page)?;
    let later = paints.partition_point(|paint| paint.order < run.order);
    if paints[later..].iter().any(|paint| is_covered(letter.ink, paint)) {
        return Some(Why::Covered);
    }
    // The lines of a chart may meet its figures, which can be taken for those of a table beside it.
    let figure = unit.series.is_some_and(|series| series.cells) && !is_han(letter.c);
    let may_be_struck = unit.struck || unit.is_of_chart() || figure;
    let strokes = sheet.strokes.get(run.page)?;
    if !may_be_struck && strokes.iter().any(|stroke| stroke.strikes(cell(letter, run))) {
        return Some(Why::Struck);
    }
    let ground = ground(&paints[..later], middle(letter.ink))?;
    let tint = run.tint?.on(ground);
    (!tint.differs(ground)).then_some(Why::Color)
}

/// The area in which a line would change a letter: the square of a Han character, in which a stroke
/// added to 一 makes 二 of it, or the ink of any other letter. The square stands on the line as
/// OpenType's ideographic em box does, 0.88 em above it and 0.12 em below.
fn cell(letter: &Letter, run: &Run) -> Rect {
    if !run.straight || !is_han(letter.c) {
        return letter.ink;
    }
    let (x, half) = (middle(letter.ink).0, run.size / 2.0);
    Rect {
        left: x - half,
        top: run.base - 0.88 * run.size,
        right: x + half,
        bottom: run.base + 0.12 * run.size,
    }
}

fn middle(ink: Rect) -> (f64, f64) {
    ((ink.left + ink.right) / 2.0, (ink.top + ink.bottom) / 2.0)
}

/// Whether most of a letter's ink is below something painted later.
fn is_covered(ink: Rect, paint: &Painted) -> bool {
    if ink.common(paint.area).area() <= COVERED * ink.area() || !paint.covers() {
        return false;
    }
    let (x, y) = middle(ink);
    let (dx, dy) = ((ink.right - ink.left) / 4.0, (ink.bottom - ink.top) / 4.0);
    let points = [(x, y), (x - dx, y - dy), (x + dx, y - dy), (x - dx, y + dy), (x + dx, y + dy)];
    points.into_iter().filter(|point| paint.holds(*point)).count() > 3
}

/// The colour below a point; `None` if that is a picture.
fn ground(paints: &[Painted], point: (f64, f64)) -> Option<Tint> {
    let mut ground = Some(Tint::PAPER);
    for paint in paints.iter().filter(|paint| paint.holds(point)) {
        ground = match (ground, paint.tint) {
            (Some(ground), Some(tint)) => Some(tint.on(ground)),
            (None, Some(tint)) if tint.is_opaque() => Some(tint),
            _ => None,
        };
    }
    ground
}
