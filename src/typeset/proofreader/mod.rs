//! The proofreader: finished pages are held against the text they were made from.
//!
//! [`sheet`] reads every glyph of the pages with the place of its ink, [`units`] lists the texts
//! that the issue wants printed, [`letters`] finds each of them on the pages, letter for letter,
//! and [`places`] sees to it that no glyph is cut off, stands outside the type area or on another.
//! It runs on every build, on drafts too: what is lost between manuscript and paper is a finding
//! that stops, with the line it stands on.

mod letters;
mod places;
mod sheet;
mod units;

use typst::foundations::{Label, Selector};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::type_area::TypeArea;
use crate::diagnostic::{Finding, Findings, Place};
use crate::manuscript::Assembly;
use letters::Found;
use places::Areas;
pub use sheet::Rect;
use sheet::Sheet;

/// Which texts a set of pages has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The articles: inside pages.
    Inside,
    /// The texts of the covers' pages.
    Covers,
    /// Both.
    All,
}

/// Reads finished pages and reports every text that is missing, cut off, outside its area or set
/// over another.
pub fn proofread(assembly: &Assembly, document: &PagedDocument, scope: Scope) -> Findings {
    let sheet = Sheet::of(document);
    let units = units::of(assembly, scope);
    let width = document.pages().first().map_or(0.0, |page| page.frame.width().to_pt());
    let areas = Areas::of(&TypeArea::of(&assembly.theme, width));
    let found = letters::find(
        &sheet,
        &units,
        &|letter, at| areas.hold(&sheet, letter, at),
        first_page(assembly, document),
    );
    let mut findings = lost(&units, &found);
    let wide = units::too_wide(assembly, document);
    // What spills out of a table that is too wide is told by the table.
    let told = |finding: &Finding| wide.iter().any(|table| table.place == finding.place);
    let outside = places::outside(&sheet, &units, &found, &areas);
    let overlaps = places::overlaps(&sheet, &units, &found);
    findings.extend(outside.into_iter().chain(overlaps).filter(|finding| !told(finding)));
    findings.extend(wide);
    findings
}

/// Holds the texts of an EPUB, one after the other in reading order, against those of the issue.
pub fn proofread_book(assembly: &Assembly, text: &str) -> Findings {
    let units = units::of(assembly, Scope::Inside);
    let units: Vec<_> = units.into_iter().filter(|unit| unit.runs).collect();
    let found = letters::find(&Sheet::plain(text), &units, &|_, _| true, 0);
    lost(&units, &found)
}

/// The page, from 0, on which the articles begin.
fn first_page(assembly: &Assembly, document: &PagedDocument) -> usize {
    let introspector = document.introspector();
    let page = |id: &str| {
        let label = Label::new(PicoStr::intern(&format!("article-{id}")))?;
        let found = introspector.query(&Selector::Label(label));
        let positions = found.iter().filter_map(|heading| heading.location());
        let pages = positions.filter_map(|location| introspector.position(location));
        pages.map(|position| position.page.get() - 1).min()
    };
    assembly.articles.iter().filter_map(|article| page(&article.id)).min().unwrap_or_default()
}

/// A finding for every text of which letters are missing.
fn lost(units: &[units::Unit], found: &Found) -> Findings {
    let mut findings = Findings::default();
    for loss in &found.losses {
        let unit = &units[loss.unit];
        let finding = Finding::stop("text-lost").at(unit.place.clone());
        findings.push(finding.with("text", &loss.missing).with("count", loss.count));
    }
    findings
}

/// Where a letter of a page comes from: the text it belongs to, or for what the layout adds
/// (“资料来源：”, a mark) the text set before it on the page.
fn place_of(sheet: &Sheet, units: &[units::Unit], found: &Found, letter: usize) -> Option<Place> {
    let page = |letter: usize| sheet.runs[sheet.letters[letter].run].page;
    let before = (0..=letter).rev().take_while(|&before| page(before) == page(letter));
    let unit = before.filter_map(|before| found.owner(before)).next()?;
    Some(units[unit].place.clone())
}
