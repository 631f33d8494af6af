//! The issues of a year as they were built: their articles with the pages on which they begin, and their
//! EPUBs.

use super::VolumeOrder;
use crate::archive::record;
use crate::desk::review::contents::Contents;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::{read_limited, resolve_inside};
use crate::manuscript::model::{Article, AuthorRef, BlockKind};
use crate::manuscript::{Assembly, assemble};
use crate::pipeline::Built;
use crate::publication::{
    Date, Document, Numbering, Project, Publication, Theme, Units, load_issue, load_publication,
    load_theme,
};
use crate::sources::OWN_LIMIT;
use neikan_base::hash::sha256;

/// The issues of a year.
pub struct Bound {
    /// The year.
    pub year: u16,
    /// The publication.
    pub publication: Publication,
    /// The units and their people.
    pub units: Units,
    /// The theme of volumes.
    pub theme: Theme,
    /// The issues in the order of their dates, at least one.
    pub issues: Vec<BoundIssue>,
    /// Whether the pages are numbered through.
    pub running: bool,
    /// What ought to be looked at.
    pub findings: Findings,
}

impl Bound {
    /// The date of the volume: that of its last issue.
    pub fn date(&self) -> Date {
        self.issues[self.issues.len() - 1].date
    }
}

/// An issue.
pub struct BoundIssue {
    /// Its identifier.
    pub id: String,
    /// Its number, or its first and its last, as they print: `1`, `7-8`.
    pub numbers: String,
    /// Its label: 2026年第1期.
    pub label: String,
    /// Its total number.
    pub total: u32,
    /// Its date of printing.
    pub date: Date,
    /// Its theme, if it has one.
    pub theme: Option<String>,
    /// The numbers on its inside pages, first and last: those of the year, if they have any.
    pub folios: (u64, u64),
    /// How many inside pages it has.
    pub pages: usize,
    /// How many cover pages it has.
    pub covers: usize,
    /// Its articles in printing order.
    pub entries: Vec<Entry>,
    /// Its EPUB.
    pub book: Vec<u8>,
}

/// An article in the contents.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its section: identifier, name, colour.
    pub section: (String, String, String),
    /// Who wrote it.
    pub authors: Vec<AuthorRef>,
    /// What it is about: its own words and the units that its items come from.
    pub subjects: Vec<String>,
    /// The page on which it begins.
    pub folio: u64,
}

/// The layout of volumes.
pub const LAYOUT: &str = "volumes";

/// Reads the issues of a year.
///
/// # Errors
/// A finding `volume-none` for a year without issues, `volume-unbuilt` for each issue that was not built as it
/// stands.
pub fn bound(project: &Project, order: &VolumeOrder) -> Result<Bound, Failure> {
    let mut findings = Findings::default();
    let document = load_publication(project, &mut findings);
    let mut issues = Vec::new();
    for id in project.issue_ids() {
        let read = load_issue(project, &id, &mut findings);
        issues.extend(read.filter(|read| read.value.year == order.year).map(|_| id));
    }
    let findings = findings.settle()?;
    let Some(document) = document else { return Err(Failure::Stopped(findings)) };
    if issues.is_empty() {
        let finding = Finding::stop("volume-none").at(Place::file("issues"));
        return Err(finding.with("year", order.year).into());
    }
    let (mut faults, mut read) = (Findings::default(), Vec::new());
    for id in issues {
        match issue(project, &id, order) {
            Ok(own) => read.push(own),
            Err(Failure::Stopped(found)) => faults.extend(found),
            Err(failure) => return Err(failure),
        }
    }
    let mut findings = faults.settle()?;
    read.sort_by_key(|own| own.date);
    if document.value.numbering.is_some_and(|own| own != Numbering::Issue) {
        findings.extend(gaps(&read));
    }
    let theme = theme(project, &document, &mut findings)?;
    Ok(Bound {
        year: order.year,
        publication: document.value,
        units: Units::read(project)?,
        theme,
        running: running(&read),
        issues: read,
        findings,
    })
}

/// Whether the pages of each issue go on from those of the one before.
fn running(issues: &[BoundIssue]) -> bool {
    issues.len() > 1 && issues.windows(2).all(|pair| pair[1].folios.0 == pair[0].folios.1 + 1)
}

/// The issues whose pages do not go on where those of the issue before end.
fn gaps(issues: &[BoundIssue]) -> Findings {
    let gap = |pair: &[BoundIssue]| {
        let (before, own) = (&pair[0], &pair[1]);
        let place = Place::file(format!("issues/{}/issue.yml", own.id));
        let finding = Finding::warn("volume-gap").at(place).with("issue", &own.label);
        let finding = finding.with("first", own.folios.0).with("before", &before.label);
        (own.folios.0 != before.folios.1 + 1).then(|| finding.with("last", before.folios.1))
    };
    issues.windows(2).filter_map(gap).collect()
}

/// The theme of the layout of volumes.
fn theme(
    project: &Project,
    document: &Document<Publication>,
    findings: &mut Findings,
) -> Result<Theme, Failure> {
    // The sections, whose colours this theme need not have, are not among them.
    let value = Publication {
        layout: LAYOUT.to_owned(),
        theme: None,
        sections: Vec::new(),
        ..document.value.clone()
    };
    let document = Document { value, places: document.places.clone(), text: document.text.clone() };
    load_theme(project, &document, None, findings).ok_or_else(|| Failure::Stopped(findings.clone()))
}

/// An issue as it was built.
fn issue(project: &Project, id: &str, order: &VolumeOrder) -> Result<BoundIssue, Failure> {
    let (assembly, _) = assemble(project, id)?;
    let folder = order.out.join(id);
    let unbuilt = || {
        let finding = Finding::stop("volume-unbuilt").at(Place::file(format!("issues/{id}")));
        Failure::from(finding.with("issue", id))
    };
    let bytes = read_limited(&folder.join(record::FILE), OWN_LIMIT).ok().flatten();
    let built: Option<Built> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let sum = Contents::of(project, &assembly)?.issue.sha256;
    let built = built.filter(|built| built.sum == sum && !built.draft).ok_or_else(unbuilt)?;
    let name = format!("{}-{id}.epub", assembly.publication.slug);
    let made =
        built.files.iter().find(|made| made.path == name && made.sum == sum).ok_or_else(unbuilt)?;
    let path = resolve_inside(&folder, &name).map_err(|_| unbuilt())?;
    let book = read_limited(&path, OWN_LIMIT).ok().flatten();
    let book = book.filter(|bytes| sha256(bytes) == made.sha256).ok_or_else(unbuilt)?;
    let folios = built.map.pages.iter().map(|page| page.folio);
    let folios = (folios.clone().min().unwrap_or(1), folios.max().unwrap_or(1));
    // Where the pages have a second number, that of the year, it is the one that counts here.
    let through = assembly.first_page().through;
    let of_year = |folio: u64| through.map_or(folio, |first| first + folio - folios.0);
    let entries = assembly.articles.iter().map(|article| {
        let pages = built.map.articles.iter().find(|own| own.id == article.id);
        entry(article, of_year(pages.map_or(folios.0, |own| own.first)))
    });
    let entries = entries.collect();
    let covers = if assembly.form.covers { 4 } else { 0 };
    let issue = &assembly.issue;
    Ok(BoundIssue {
        id: id.to_owned(),
        numbers: issue.numbers(),
        label: issue.label(),
        total: issue.total,
        date: issue.date,
        theme: issue.theme.clone().or_else(|| first_line(&assembly)),
        folios: (of_year(folios.0), of_year(folios.1)),
        pages: built.map.pages.len(),
        covers,
        entries,
        book,
    })
}

/// What the cover announces first, for an issue without a theme.
fn first_line(assembly: &Assembly) -> Option<String> {
    assembly.issue.cover.as_ref()?.lines.first().map(|line| line.title.clone())
}

fn entry(article: &Article, folio: u64) -> Entry {
    let section = &article.section;
    let mut subjects = article.subjects.clone();
    let units = article.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Item { unit, .. } => unit.clone(),
        _ => None,
    });
    let units = article.authors.iter().filter_map(|author| author.unit.clone()).chain(units);
    for unit in units {
        if !subjects.contains(&unit) {
            subjects.push(unit);
        }
    }
    Entry {
        id: article.id.clone(),
        title: article.title.clone(),
        section: (section.id.clone(), section.name.clone(), section.color.clone()),
        authors: article.authors.clone(),
        subjects,
        folio,
    }
}
