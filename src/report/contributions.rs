//! The contributors' ledger of a period: points by unit, author, section or quarter, with rank, target
//! and what is short of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rust_decimal::Decimal;

use super::outside::outside;
use super::people::People;
use super::period::{Period, quarter};
use super::points::{Entry, Judge, Kind};
use super::works::{self, issues, unused};
use super::{rounded, rules::scoring as held};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::publication::{
    Document, Project, Publication, Scoring, Shared, Tier, Units, load_publication,
};

/// What contributions are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The unit.
    Unit,
    /// The author.
    Author,
    /// The section.
    Section,
    /// The quarter.
    Quarter,
}

/// A line of the ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Unit, author, section or quarter; empty for contributions without one.
    pub name: String,
    /// Its rank, from 1; nothing for those that are not ranked.
    pub rank: Option<usize>,
    /// Articles.
    pub articles: usize,
    /// Characters that print.
    pub characters: usize,
    /// Pictures.
    pub pictures: usize,
    /// Pages; nothing where an issue was not built as it stands.
    pub pages: Option<usize>,
    /// Works that were used outside.
    pub outside: usize,
    /// Manuscripts that were not used.
    pub unused: usize,
    /// The points.
    pub points: Decimal,
    /// The target for the period.
    pub target: Option<Decimal>,
    /// Why it is ranked last, if it is.
    pub veto: Option<String>,
}

impl Row {
    /// By how much the target is missed; nothing if it is met or there is none.
    pub fn short(&self) -> Option<Decimal> {
        let target = self.target?;
        (self.points < target).then(|| target - self.points)
    }
}

/// The ledger of a period.
#[derive(Debug)]
pub struct Contributions {
    /// The name of the periodical.
    pub publication: String,
    /// The period.
    pub period: Period,
    /// What the lines are grouped by.
    pub by: By,
    /// The lines, best first; for sections and quarters in their order.
    pub rows: Vec<Row>,
    /// Everything that counts, by date.
    pub entries: Vec<Entry>,
    /// How points of several are shared.
    pub shared: Shared,
    /// The issues that were counted.
    pub issues: Vec<String>,
    /// What ought to be looked at.
    pub findings: Findings,
}

/// Reckons the contributions of a period; `placements` names the list of works used outside.
///
/// # Errors
/// The findings `scoring-none` if there are no rules, `report-period` if the period ends before it
/// begins, those of the rules, of the list, of an issue that cannot be read.
pub fn contributions(
    project: &Project,
    period: Period,
    by: By,
    placements: Option<&Path>,
) -> Result<Contributions, Failure> {
    if period.to < period.from {
        let finding = Finding::stop("report-period").with("from", period.from);
        return Err(Failure::Call(Box::new(finding.with("to", period.to))));
    }
    let mut findings = Findings::default();
    let document = load_publication(project, &mut findings);
    let mut findings = findings.settle()?;
    let document = document.ok_or_else(|| Failure::Stopped(findings.clone()))?;
    let units = Units::read(project)?;
    let Some(scoring) = &document.value.scoring else {
        return Err(Finding::stop("scoring-none").at(document.places.value("")).into());
    };
    findings.extend(held(&document, &units));
    findings = findings.settle()?;
    let outside = outside(project, placements, scoring)?;
    let mut outside: Vec<_> = outside.into_iter().filter(|own| period.has(own.date)).collect();
    let printed = issues(project, period)?;
    let mut all = Vec::new();
    for (id, issue) in &printed {
        all.extend(works::works(project, id, issue)?);
    }
    let mut unused = unused(project, period)?;
    let mut people = People::new(&units);
    all.iter_mut().for_each(|own| people.of_work(own));
    outside.iter_mut().for_each(|own| people.of_outside(own));
    unused.iter_mut().for_each(|own| people.of_waiting(own));
    let judge = Judge { document: &document, scoring, units: &units };
    let entries = judge.entries(&all, &outside, &unused);
    findings.extend(doubts(&entries, &units));
    findings.extend(people.findings());
    let rows = rows(&document, scoring, &units, &entries, (period, by));
    Ok(Contributions {
        publication: document.value.name.clone(),
        period,
        by,
        rows,
        shared: scoring.shared,
        entries,
        issues: printed.into_iter().map(|(id, _)| id).collect(),
        findings,
    })
}

/// Contributions that no rule fits, and units that are no members.
fn doubts(entries: &[Entry], units: &Units) -> Findings {
    let mut findings = Findings::default();
    for entry in entries {
        let about = |finding: Finding| finding.at(entry.place.clone()).with("title", &entry.title);
        if entry.rule.is_none() {
            findings.push(about(Finding::warn("report-unmatched")));
        }
        if entry.units.is_empty() && entry.kind == Kind::Article {
            findings.push(about(Finding::note("report-no-unit")));
        }
        for unit in entry.units.iter().filter(|unit| !units.has(unit)) {
            findings.push(about(Finding::warn("report-unit")).with("unit", unit));
        }
    }
    findings
}

/// The names under which an entry is counted.
pub fn names(entry: &Entry, by: By) -> Vec<String> {
    let names = match by {
        By::Unit => entry.units.clone(),
        By::Author => entry.authors.clone(),
        By::Section => vec![entry.section.clone().unwrap_or_default()],
        By::Quarter => vec![quarter(entry.date)],
    };
    if names.is_empty() { vec![String::new()] } else { names }
}

fn rows(
    document: &Document<Publication>,
    scoring: &Scoring,
    units: &Units,
    entries: &[Entry],
    (period, by): (Period, By),
) -> Vec<Row> {
    let order = order(document, units, entries, by);
    let mut rows: Vec<Row> = order
        .into_iter()
        .map(|name| {
            let own = entries.iter().filter(|entry| names(entry, by).contains(&name));
            let row = own.fold(Row { pages: Some(0), ..Row::default() }, |row, entry| {
                add(row, entry, entry.share(scoring.shared, names(entry, by).len()))
            });
            let target = (by == By::Unit).then(|| target(scoring, units, &name, period)).flatten();
            let veto = scoring.vetoes.iter().filter(|veto| {
                by == By::Unit && units.full(&veto.unit) == name && period.has(veto.date)
            });
            let veto = veto.map(|veto| veto.reason.clone()).next();
            Row { name, target, veto, ..row }
        })
        .collect();
    if matches!(by, By::Unit | By::Author) {
        let unranked: BTreeSet<&str> = scoring.unranked.iter().map(|own| units.full(own)).collect();
        rank(&mut rows, &|name| name.is_empty() || by == By::Unit && unranked.contains(name));
    }
    rows
}

/// The names in the order in which they come before they are ranked: all members, even those that
/// contributed nothing; sections as the publication has them.
fn order(
    document: &Document<Publication>,
    units: &Units,
    entries: &[Entry],
    by: By,
) -> Vec<String> {
    let mut order: Vec<String> = match by {
        By::Unit => units.members.clone(),
        By::Section => {
            let used: BTreeSet<_> = entries.iter().flat_map(|entry| names(entry, by)).collect();
            let sections = document.value.sections.iter().map(|section| section.name.clone());
            sections.filter(|name| used.contains(name)).collect()
        }
        By::Author | By::Quarter => Vec::new(),
    };
    for name in entries.iter().flat_map(|entry| names(entry, by)) {
        if !order.contains(&name) {
            order.push(name);
        }
    }
    order
}

fn add(row: Row, entry: &Entry, points: Decimal) -> Row {
    let one = |kind| usize::from(entry.kind == kind);
    let pages = match entry.kind {
        Kind::Article => row.pages.zip(entry.pages).map(|(all, own)| all + own),
        _ => row.pages,
    };
    Row {
        articles: row.articles + one(Kind::Article),
        outside: row.outside + one(Kind::Outside),
        unused: row.unused + one(Kind::Unused),
        characters: row.characters + entry.characters,
        pictures: row.pictures + entry.pictures,
        pages,
        points: row.points + points,
        ..row
    }
}

/// The target of a unit for a period, in proportion to its months.
fn target(scoring: &Scoring, units: &Units, unit: &str, period: Period) -> Option<Decimal> {
    if scoring.unranked.iter().any(|own| units.full(own) == unit) || !units.has(unit) {
        return None;
    }
    let named = |tier: &&Tier| tier.units.iter().any(|own| units.full(own) == unit);
    let rest = || scoring.tiers.iter().find(|tier| tier.units.is_empty());
    let tier = scoring.tiers.iter().find(named).or_else(rest)?;
    let months = Decimal::from(period.months()) / Decimal::from(scoring.per.months());
    Some(rounded(tier.target.0 * months, 1))
}

/// Sorts rows, best first, and gives them their ranks: those with equal points share one, those with a
/// veto come last, those that are not ranked after them.
fn rank(rows: &mut [Row], unranked: &dyn Fn(&str) -> bool) {
    let key = |row: &Row| (unranked(&row.name), row.veto.is_some(), std::cmp::Reverse(row.points));
    rows.sort_by_key(key);
    for at in 0..rows.len() {
        if unranked(&rows[at].name) {
            continue;
        }
        let same = at > 0
            && rows[at - 1].points == rows[at].points
            && rows[at - 1].veto.is_none() == rows[at].veto.is_none();
        rows[at].rank = if same { rows[at - 1].rank } else { Some(at + 1) };
    }
}

/// The entries that somebody's points come from: of a unit, by any of its names, or of an author.
///
/// # Errors
/// [`Failure::Call`] if there are none.
pub fn explained<'a>(
    project: &Project,
    all: &'a Contributions,
    who: &str,
) -> Result<Vec<&'a Entry>, Failure> {
    let units = Units::read(project)?;
    let full = units.full(who);
    let own = |entry: &&Entry| {
        entry.units.iter().any(|unit| unit == full)
            || entry.authors.iter().any(|name| units.is(name, who))
    };
    let entries: Vec<&Entry> = all.entries.iter().filter(own).collect();
    if entries.is_empty() && !units.members.iter().any(|unit| unit == full) {
        let known: BTreeMap<&String, ()> = all
            .entries
            .iter()
            .flat_map(|entry| entry.units.iter().chain(&entry.authors))
            .map(|name| (name, ()))
            .collect();
        let known: Vec<&str> = known.keys().map(|name| name.as_str()).collect();
        let finding = Finding::stop("report-who").at(Place::file("issues")).with("who", who);
        return Err(Failure::Call(Box::new(finding.with("known", known.join("、")))));
    }
    Ok(entries)
}
