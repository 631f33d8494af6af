//! Checks the positions of glyphs: none cut off, none outside the type area, none on top of
//! another.

use std::collections::{BTreeMap, BTreeSet};

use super::letters::Found;
use super::place_of;
use super::sheet::{Run, Sheet};
use super::units::{Unit, Where};
use crate::diagnostic::{Finding, Findings};
use crate::typeset::rect::Rect;
use crate::typeset::type_area::TypeArea;

/// How far ink may extend beyond its area, in pt and as a share of the type size: strokes overshoot
/// their box, and the box of a curve is that of its control points.
const NEAR: (f64, f64) = (3.0, 0.1);
/// How far openings extend above the type area of other pages, pt, having no running head.
const LIFT: f64 = 24.0;
/// How far captions of full-page pictures extend below the type area, pt.
const STRIP: f64 = 20.0;
/// Type at least this large, pt, is ornament: a large figure behind a title, the mark of a draft.
const ORNAMENT: f64 = 90.0;
/// The share of the smaller of two glyphs that must be covered for a collision. Joined dashes and
/// ruby readings touch their neighbours by less.
const COVERED: f64 = 0.2;
/// How many letters are shown in a finding.
const SHOWN: usize = 24;

/// Where the letters of texts may be.
#[derive(Debug, Clone, Copy)]
pub struct Areas {
    flow: Rect,
    caption: Rect,
}

impl Areas {
    /// The areas of a page with this type area.
    pub fn of(area: &TypeArea) -> Self {
        let (area, beside) = (area.edges(), area.beside());
        let flow = Rect { top: area.top - LIFT, ..area };
        let (left, right) = (flow.left - beside, flow.right + beside);
        Self { flow, caption: Rect { bottom: area.bottom + STRIP, left, right, ..flow } }
    }

    /// Whether all ink of a letter is visible and where such a text may be.
    pub fn hold(&self, sheet: &Sheet, letter: usize, at: Where) -> bool {
        let letter = &sheet.letters[letter];
        let run = &sheet.runs[letter.run];
        let allowed = match at {
            Where::Flow => self.flow.common(run.seen),
            Where::Caption => self.caption.common(run.seen),
            Where::Page => run.seen,
        };
        let near = NEAR.0 + NEAR.1 * run.size;
        letter.ink == Rect::NONE || run.size >= ORNAMENT || letter.ink.is_within(allowed, near)
    }
}

/// Finds letters that are cut off by the edge of the page or by a clip, and letters of articles
/// outside the type area.
pub fn outside(sheet: &Sheet, units: &[Unit], found: &Found, areas: &Areas) -> Findings {
    // Each fault is reported once per text and page.
    let mut cut: BTreeMap<(Option<usize>, usize), (usize, String)> = BTreeMap::new();
    for (index, letter) in sheet.letters.iter().enumerate() {
        let owner = found.owner(index);
        let at = owner.map_or(Where::Page, |unit| units[unit].at);
        if !areas.hold(sheet, index, at) {
            let page = sheet.runs[letter.run].page;
            let (_, letters) = cut.entry((owner, page)).or_insert_with(|| (index, String::new()));
            letters.push(letter.c);
        }
    }
    let mut findings = Findings::default();
    for ((_, page), (first, letters)) in cut {
        let shown: String = letters.chars().take(SHOWN).collect();
        let finding =
            Finding::stop("text-outside").with("text", shown).with("page", sheet.numbers[page]);
        findings.push(match place_of(sheet, units, found, first) {
            Some(place) => finding.at(place),
            None => finding,
        });
    }
    findings
}

/// Finds glyphs of different texts on top of each other; a chart with overlapping figures or names
/// is reported once.
pub fn overlaps(sheet: &Sheet, units: &[Unit], found: &Found) -> Findings {
    let firsts = first_letters(sheet);
    let mut told = BTreeMap::new();
    for (a, b) in touching(sheet) {
        let [one, other] = [a, b].map(|run| firsts[run]..firsts[run + 1]);
        for first in one {
            if other.clone().any(|second| collide(sheet, found, first, second)) {
                told.entry((a, b)).or_insert(first);
                break;
            }
        }
    }
    let mut findings = Findings::default();
    let mut charts = BTreeSet::new();
    for ((a, b), first) in told {
        let words = |run: usize| -> String {
            sheet.letters[firsts[run]..firsts[run + 1]].iter().take(SHOWN).map(|l| l.c).collect()
        };
        let place = place_of(sheet, units, found, first);
        let is_chart = found.owner(first).is_some_and(|unit| units[unit].is_of_chart());
        if is_chart && !charts.insert(place.clone()) {
            continue;
        }
        let rule = if is_chart { "chart-crowded" } else { "text-overlap" };
        let finding = Finding::stop(rule).with("page", sheet.numbers[sheet.runs[a].page]);
        let finding = finding.with("text", words(a)).with("other", words(b));
        findings.push(match place {
            Some(place) => finding.at(place),
            None => finding,
        });
    }
    findings
}

/// The first letter of each run, and the end.
fn first_letters(sheet: &Sheet) -> Vec<usize> {
    let mut firsts = vec![0; sheet.runs.len() + 1];
    for letter in &sheet.letters {
        firsts[letter.run + 1] += 1;
    }
    for run in 0..sheet.runs.len() {
        firsts[run + 1] += firsts[run];
    }
    firsts
}

/// The pairs of runs on a page whose ink touches, the earlier one first.
fn touching(sheet: &Sheet) -> Vec<(usize, usize)> {
    let counts = |run: &Run| run.size < ORNAMENT && run.straight && run.ink != Rect::NONE;
    let mut order: Vec<usize> =
        (0..sheet.runs.len()).filter(|&run| counts(&sheet.runs[run])).collect();
    let key = |run: &usize| (sheet.runs[*run].page, sheet.runs[*run].ink.top);
    order.sort_by(|a, b| {
        let ((page, top), (other, below)) = (key(a), key(b));
        page.cmp(&other).then(top.total_cmp(&below))
    });
    let mut pairs = Vec::new();
    for (at, &a) in order.iter().enumerate() {
        let run = &sheet.runs[a];
        let near = order[at + 1..].iter().take_while(|&&b| {
            let other = &sheet.runs[b];
            other.page == run.page && other.ink.top < run.ink.bottom
        });
        let near = near.filter(|&&b| run.ink.common(sheet.runs[b].ink).area() > 0.0);
        pairs.extend(near.map(|&b| (a.min(b), a.max(b))));
    }
    pairs
}

/// Whether two letters of different texts are on top of each other.
fn collide(sheet: &Sheet, found: &Found, first: usize, second: usize) -> bool {
    let owners = [found.owner(first), found.owner(second)];
    if owners[0].is_some() && owners[0] == owners[1] {
        return false;
    }
    let (a, b) = (sheet.letters[first].ink, sheet.letters[second].ink);
    let smaller = a.area().min(b.area());
    smaller > 0.0 && a.common(b).area() > COVERED * smaller
}
