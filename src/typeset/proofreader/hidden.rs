//! Finds letters that are there but unreadable: too small, in the colour of their background,
//! covered.

use std::collections::BTreeMap;

use super::letters::Found;
use super::paints::{Painted, Tint};
use super::sheet::{Letter, Run, Sheet};
use super::units::Unit;
use crate::diagnostic::{Finding, Findings};
use crate::typeset::rect::Rect;

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
}

impl Why {
    fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Color => "color",
            Self::Covered => "covered",
        }
    }
}

/// Returns a finding for every text with unreadable letters, per page and reason.
pub fn hidden(sheet: &Sheet, units: &[Unit], found: &Found) -> Findings {
    let mut told: BTreeMap<(usize, usize, Why), String> = BTreeMap::new();
    for (index, letter) in sheet.letters.iter().enumerate() {
        let Some(unit) = found.owner(index) else { continue };
        let run = &sheet.runs[letter.run];
        if let Some(why) = why(sheet, run, letter) {
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

fn why(sheet: &Sheet, run: &Run, letter: &Letter) -> Option<Why> {
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
    let ground = ground(&paints[..later], middle(letter.ink))?;
    let tint = run.tint?.on(ground);
    (!tint.differs(ground)).then_some(Why::Color)
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
