//! The proofreader: checks finished pages against the text they were made from.
//!
//! [`sheet`] reads every glyph of the pages with the box of its ink, [`units`] lists the texts that
//! the issue must print, and [`letters`] finds each of them on the pages, letter for letter.
//! [`places`] checks that no glyph is cut off, outside the type area or on top of another,
//! [`hidden`] that every text is readable ([`paints`] knows what is painted below and above it),
//! and [`order`] that texts are read in the order in which they were written; [`altered`] compares them
//! with what was read before. What is left over
//! belongs to no text: [`wording`] knows what the layout may add, and [`added`] finds what nobody
//! has signed. All this runs on every build, drafts included: anything lost between manuscript and
//! paper is a finding that stops, with the line it comes from.

mod added;
mod altered;
mod hidden;
mod letters;
mod order;
mod paints;
mod places;
mod sheet;
mod units;
mod wording;

use std::collections::{BTreeMap, HashMap};

use typst_layout::PagedDocument;

use super::marks::labelled;
use super::rect::Rect;
use super::type_area::TypeArea;
use crate::diagnostic::{Finding, Findings, Place};
use crate::manuscript::Assembly;
use crate::manuscript::model::Article;
use crate::publication::Zone;
use added::Leaves;
pub use altered::Altered;
use letters::Found;
use places::Areas;
use sheet::Sheet;
use units::{Unit, Where};
use wording::Allowed;

/// How many letters are shown in a finding.
const SHOWN: usize = 24;

/// Which texts a set of pages must contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The articles, for inside pages.
    Inside,
    /// The texts of the cover pages.
    Covers,
    /// Both.
    All,
}

/// Finished pages, read against the texts that they must contain.
struct Reading {
    sheet: Sheet,
    units: Vec<Unit>,
    areas: Areas,
    /// The pages, from 0, on which articles begin, and the first of them.
    starts: Vec<usize>,
    first: usize,
    found: Found,
}

impl Reading {
    fn of(assembly: &Assembly, document: &PagedDocument, scope: Scope) -> Self {
        let sheet = Sheet::of(document);
        let mut units = units::of(assembly, scope);
        units::divided(assembly, document, &mut units);
        units::unset(assembly, document, &mut units);
        let areas = Areas::of(&TypeArea::of_pages(&assembly.theme, document));
        let starts = first_pages(assembly, document);
        let first = starts.iter().min().copied().unwrap_or_default();
        let fits = |letter: usize, at| areas.hold(&sheet, letter, at);
        let found = letters::find(&sheet, &units, &fits, first);
        Self { sheet, units, areas, starts, first, found }
    }
}

/// Reads finished pages and reports every text that is missing, cut off, outside its area, set over
/// another, hidden, out of order, or there without having been signed.
pub fn proofread(assembly: &Assembly, document: &PagedDocument, scope: Scope) -> Findings {
    let Reading { sheet, units, areas, starts, first, found } =
        Reading::of(assembly, document, scope);
    let mut findings = lost(&units, &found);
    let wide = units::too_wide(assembly, document);
    // Whatever spills out of a table that is too wide is covered by the table's own finding.
    let told = |finding: &Finding| wide.iter().any(|table| table.place == finding.place);
    let outside = places::outside(&sheet, &units, &found, &areas);
    let overlaps = places::overlaps(&sheet, &units, &found);
    findings.extend(outside.into_iter().chain(overlaps).filter(|finding| !told(finding)));
    findings.extend(wide);
    findings.extend(hidden::hidden(&sheet, &units, &found));
    findings.extend(order::disordered(&sheet, &units, &found));
    let starts: Vec<u64> = starts.iter().map(|page| sheet.numbers[*page]).collect();
    let allowed = Allowed::of(assembly, &units, &sheet.numbers, &starts);
    let leaves = Leaves {
        cover: scope == Scope::Covers,
        covered: scope == Scope::All && assembly.form.covers,
        first,
        head: head(assembly, document),
        count: sheet.numbers.len(),
    };
    if assembly.draft {
        findings.extend(unmarked(assembly, &sheet));
    }
    let added = added::on_pages(&sheet, &units, (&found, &areas), &allowed, leaves);
    findings.extend(added.iter().map(|own| {
        let page = sheet.numbers[sheet.runs[sheet.letters[own.first].run].page];
        let place = place_of(&sheet, &units, &found, own.first);
        told_of("text-added", &own.text, assembly, place).with("page", page)
    }));
    findings.extend(added::unseen(&sheet, &units, &allowed).iter().map(|(page, text)| {
        told_of("text-added", text, assembly, None).with("page", sheet.numbers[*page])
    }));
    findings
}

/// A text of the issue, or a part of it, where it stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Its number: parts of one text have the same.
    pub unit: usize,
    /// Where it is written.
    pub place: Place,
    /// Its page, from 0.
    pub page: usize,
    /// The box around its letters.
    pub area: Rect,
    /// Its letters, without white space.
    pub text: String,
}

/// Where every text of the issue stands on finished pages, in the order of the pages: a text that goes
/// on in another column or on another page has a part there. Where words are not as they were, too, in
/// articles that are known as they were before, by their numbers.
pub fn spots(
    assembly: &Assembly,
    document: &PagedDocument,
    before: &BTreeMap<usize, Article>,
) -> (Vec<Spot>, Vec<Altered>) {
    let Reading { sheet, units, found, .. } = Reading::of(assembly, document, Scope::All);
    let altered = altered::of(assembly, before, (&sheet, &units, &found));
    let mut spots: Vec<Spot> = Vec::new();
    let mut last: HashMap<usize, usize> = HashMap::new();
    for (index, letter) in sheet.letters.iter().enumerate() {
        let Some(unit) = found.owner(index) else { continue };
        let run = &sheet.runs[letter.run];
        let line = if letter.ink == Rect::NONE { run.ink } else { letter.ink };
        // A text goes on below or beside what there is of it, not above it.
        let goes_on = |spot: &Spot| {
            spot.page == run.page
                && line.bottom > spot.area.bottom - 2.0 * run.size
                && line.top < spot.area.bottom + 4.0 * run.size
        };
        match last.get(&unit).filter(|at| goes_on(&spots[**at])) {
            Some(&at) => {
                spots[at].area = spots[at].area.around(line);
                spots[at].text.push(letter.c);
            }
            None => {
                last.insert(unit, spots.len());
                let (place, text) = (units[unit].place.clone(), letter.c.to_string());
                spots.push(Spot { unit, place, page: run.page, area: line, text });
            }
        }
    }
    (spots, altered)
}

/// Returns a finding for every page of a draft that is not marked as one.
fn unmarked(assembly: &Assembly, sheet: &Sheet) -> Vec<Finding> {
    let mut pages = vec![String::new(); sheet.numbers.len()];
    for letter in &sheet.letters {
        pages[sheet.runs[letter.run].page].push(letter.c);
    }
    let marked = |page: &String| assembly.words.at(Zone::Drafts).any(|mark| page.contains(mark));
    let place = Place::file(format!("layouts/{}", assembly.publication.layout));
    let unmarked = pages.iter().zip(&sheet.numbers).filter(|(page, _)| !marked(page));
    let finding =
        |number: &u64| Finding::stop("draft-unmarked").at(place.clone()).with("page", number);
    unmarked.map(|(_, number)| finding(number)).collect()
}

/// A finding about an addition, with the place of the text before it.
fn told_of(rule: &'static str, text: &str, assembly: &Assembly, place: Option<Place>) -> Finding {
    let layout = || Place::file(format!("layouts/{}", assembly.publication.layout));
    let shown: String = text.chars().take(SHOWN).collect();
    Finding::stop(rule).at(place.unwrap_or_else(layout)).with("text", shown)
}

/// Checks the pages of an EPUB, in reading order and by name, against the texts of the issue; `own`
/// are the words that the book adds.
pub fn proofread_book(assembly: &Assembly, pages: &[(String, String)], own: &[String]) -> Findings {
    let all = units::of(assembly, Scope::Inside);
    let allowed = Allowed::book(assembly, &all, own);
    let units: Vec<Unit> = all.into_iter().filter(|unit| unit.runs).collect();
    let sheet = Sheet::book(pages.iter().map(|(_, text)| text.as_str()));
    let found = letters::find(&sheet, &units, &|_, _| true, 0);
    let mut findings = lost(&units, &found);
    findings.extend(order::disordered(&sheet, &units, &found));
    findings.extend(added::in_book(&sheet, &units, &found, &allowed).iter().map(|own| {
        let page = &pages[sheet.runs[sheet.letters[own.first].run].page].0;
        let place = place_of(&sheet, &units, &found, own.first);
        told_of("text-added-book", &own.text, assembly, place).with("file", page)
    }));
    findings
}

/// The pages, from 0, on which articles begin.
fn first_pages(assembly: &Assembly, document: &PagedDocument) -> Vec<usize> {
    let articles = assembly.articles.iter();
    articles.filter_map(|article| Some(start(document, &article.id)?.0)).collect()
}

/// Where an article begins: the page, from 0, and how far below its upper edge, pt.
fn start(document: &PagedDocument, id: &str) -> Option<(usize, f64)> {
    let found = labelled(document, &format!("article-{id}")).into_iter();
    let starts = found.map(|(_, page, point)| (page, point.y.to_pt()));
    starts.min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
}

/// Where the first article begins on its page, in a form without covers.
fn head(assembly: &Assembly, document: &PagedDocument) -> Option<f64> {
    let first = assembly.articles.first().filter(|_| !assembly.form.covers)?;
    Some(start(document, &first.id)?.1)
}

/// Returns a finding for every text with missing letters.
fn lost(units: &[Unit], found: &Found) -> Findings {
    let mut findings = Findings::default();
    for loss in &found.losses {
        let unit = &units[loss.unit];
        let finding = Finding::stop("text-lost").at(unit.place.clone());
        findings.push(finding.with("text", &loss.missing).with("count", loss.count));
    }
    findings
}

/// Where a letter on a page comes from: the text it belongs to or, for additions of the layout
/// (“资料来源：”, a mark), the text set before it on the page.
fn place_of(sheet: &Sheet, units: &[Unit], found: &Found, letter: usize) -> Option<Place> {
    let page = |letter: usize| sheet.runs[sheet.letters[letter].run].page;
    let before = (0..=letter).rev().take_while(|&before| page(before) == page(letter));
    let unit = before.filter_map(|before| found.owner(before)).next()?;
    Some(units[unit].place.clone())
}
