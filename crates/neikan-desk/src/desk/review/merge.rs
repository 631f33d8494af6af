//! Two copies of a ledger that two people added to become one again, when they do not contradict
//! each other.
//!
//! The steps: read both sides, each proved by its own seals; part them where they part; put their
//! entries in one order, by date; seal them anew, each with the seals that it had; hold the whole
//! against the rules that every signature keeps. Nothing is written until all is well.

use std::path::Path;

use super::anchor::{Standing, knows};
use super::conflict;
use super::contents::Folder;
use super::files::{copies, entries_of, links, texts};
use super::ledger::{Ledger, NONE, chain, seal};
use super::lists::Texts;
use super::progress::Progress;
use crate::manuscript::digest::Content;
use crate::publication::{Entry, Origin, Project, Stage};
use hanzi::names::same;
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};

/// What became of a merge.
#[derive(Debug)]
pub struct Merged {
    /// The entries that were added to one side or the other, in their order.
    pub entries: Vec<Entry>,
    /// The seal of the last entry.
    pub seal: String,
    /// What is worth knowing.
    pub findings: Findings,
}

/// One person's copy of a ledger.
struct Side {
    file: String,
    entries: Vec<Entry>,
    texts: Texts,
}

/// Puts the entries of another copy of a folder's ledger into it; `other` is the file `review.yml` of
/// that copy, with its `review` beside it, or the folder's own when git left conflicts in it.
///
/// # Errors
/// [`Failure::Stopped`] with all that contradicts, when nothing was written; [`Failure::Machine`].
pub fn merge(project: &Project, folder: &Folder, other: &Path) -> Result<Merged, Failure> {
    let mut findings = Findings::default();
    let own = folder.root.join("review.yml");
    links(project, folder, &mut findings);
    let sides = if same_file(&own, other) {
        torn(project, &own, &mut findings)
    } else {
        let theirs = side(project, folder, other, &mut findings);
        side(project, folder, &own, &mut findings).zip(theirs)
    };
    let (ours, theirs) = match (sides, findings.stops()) {
        (Some(sides), false) => sides,
        _ => return Err(Failure::Stopped(findings)),
    };
    let shared = ours.entries.iter().zip(&theirs.entries).take_while(|(a, b)| a == b).count();
    contradictions(&ours, &theirs, shared, &mut findings);
    let tail = ordered(&ours.entries[shared..], &theirs.entries[shared..]);
    let mut entries = ours.entries[..shared].to_vec();
    let from = entries.last().map_or(NONE, |entry| &entry.seal).to_owned();
    entries.extend(sealed(from, tail));
    let mut all = ours.texts.clone();
    all.extend(theirs.texts.clone());
    let mut ledger = Ledger::made(project, folder, entries.clone(), all);
    ledger.hold(folder, &mut findings);
    Progress::of(&ledger, &mut findings);
    let findings = findings.settle()?;
    if ours.entries == entries && !conflicted(&own) {
        let mut findings = findings;
        findings.push(Finding::note("merge-nothing").at(Place::file(&theirs.file)));
        return Ok(Merged { entries: Vec::new(), seal: ledger.seal().to_owned(), findings });
    }
    let contents: Vec<Content> = ledger.texts().values().cloned().map(Content::new).collect();
    let both = ours.entries.iter().chain(&theirs.entries).map(|entry| &entry.seal);
    let gone = both.filter(|seal| knows(&ledger, seal) == Standing::Unknown);
    let gone: Vec<String> = gone.cloned().collect();
    ledger.rewrite(entries, &contents.iter().collect::<Vec<_>>(), &gone)?;
    let seal = ledger.seal().to_owned();
    Ok(Merged { entries: ledger.entries[shared..].to_vec(), seal, findings })
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

fn conflicted(path: &Path) -> bool {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let head = std::fs::read_to_string(copies(path).join("head")).unwrap_or_default();
    conflict::first_mark(&text).or(conflict::first_mark(&head)).is_some()
}

/// The text of a ledger, whatever its lines end with.
fn text(project: &Project, path: &Path, findings: &mut Findings) -> Option<(String, String)> {
    let file = project.show(path);
    let mut own = Findings::default();
    let read = project.read_text(path, &mut own);
    let windows = ["text-crlf", "text-bom"];
    findings.extend(own.into_iter().filter(|finding| !windows.contains(&finding.rule)));
    Some((read?.text, file))
}

/// Reads one copy.
fn side(project: &Project, folder: &Folder, path: &Path, findings: &mut Findings) -> Option<Side> {
    let (text, file) = text(project, path, findings)?;
    if let Some(line) = conflict::first_mark(&text) {
        let finding = Finding::stop("ledger-conflict").at(Place::line(&file, line));
        findings.push(finding.with("path", &file));
        return None;
    }
    let side = taken(project, &text, &file, path, findings)?;
    let (entries, texts) = (side.entries.clone(), side.texts.clone());
    let mut made = Ledger::made(project, folder, entries, texts);
    (made.file, made.path) = (file, path.to_owned());
    made.hold_head(findings);
    Some(side)
}

/// Reads both sides of a ledger in which git left conflicts.
fn torn(project: &Project, path: &Path, findings: &mut Findings) -> Option<(Side, Side)> {
    let (text, file) = text(project, path, findings)?;
    if !conflicted(path) {
        findings.push(Finding::stop("merge-itself").at(Place::file(&file)));
        return None;
    }
    let Some((ours, theirs)) = conflict::sides(&text) else {
        let line = conflict::first_mark(&text).unwrap_or(1);
        findings.push(Finding::stop("merge-marks").at(Place::line(&file, line)));
        return None;
    };
    let ours = taken(project, &ours, &file, path, findings);
    ours.zip(taken(project, &theirs, &file, path, findings))
}

/// The entries of one side, each proved; nothing when one does not stand up.
fn taken(
    project: &Project,
    text: &str,
    file: &str,
    path: &Path,
    findings: &mut Findings,
) -> Option<Side> {
    let (entries, lines) = entries_of(text, file, findings)?;
    let mut before = NONE;
    for (at, entry) in entries.iter().enumerate() {
        let place = Place::line(file, lines.get(at).copied().unwrap_or_default());
        let fault = |rule| Finding::stop(rule).at(place.clone()).with("entry", at + 1);
        if entry.before != before {
            findings.push(fault("ledger-chain"));
        }
        if entry.seal != seal(entry) {
            findings.push(fault("ledger-seal"));
        }
        before = &entry.seal;
    }
    let texts = texts(project.sources(), &entries, &copies(path));
    Some(Side { file: file.to_owned(), entries, texts })
}

/// Adds a finding for everything that one side says and the other denies.
fn contradictions(ours: &Side, theirs: &Side, shared: usize, findings: &mut Findings) {
    let place = || Place::file(&theirs.file);
    let (own, other) = (&ours.entries[shared..], &theirs.entries[shared..]);
    for (a, b) in own.iter().flat_map(|a| other.iter().map(move |b| (a, b))) {
        let alike = a.stage == b.stage && a.article == b.article && a.home() != b.home();
        let said = |rule| {
            let article = a.article.as_deref().unwrap_or("—");
            let finding = Finding::stop(rule).at(place()).with("article", article);
            finding.with("stage", a.stage.name()).with("ours", &a.by).with("theirs", &b.by)
        };
        if alike && a.verdict != b.verdict {
            findings.push(said("merge-verdicts"));
        } else if alike && a.stage == Stage::People && a.content != b.content {
            findings.push(said("merge-lists"));
        } else if alike && a.article.is_some() && !double(a, b) && a.stage != Stage::Withdrawn {
            findings.push(said("merge-double"));
        }
    }
    for (file, entry) in [(&ours.file, own), (&theirs.file, other)]
        .into_iter()
        .flat_map(|(file, entries)| entries.iter().map(move |entry| (file, entry)))
    {
        let there = |sum: &String| ours.texts.contains_key(sum) || theirs.texts.contains_key(sum);
        for sum in [Some(&entry.content), entry.house.as_ref()].into_iter().flatten() {
            if !there(sum) {
                let article = entry.article.as_deref().unwrap_or("—");
                let finding = Finding::stop("merge-text").at(Place::file(file));
                let finding = finding.with("article", article).with("path", format!("{sum}.txt"));
                findings.push(finding.with("name", &entry.by));
            }
        }
    }
}

/// Whether two entries are one signature, given twice.
fn double(a: &Entry, b: &Entry) -> bool {
    let alike = a.stage == b.stage && a.article == b.article && a.target == b.target;
    alike && same(&a.by, &b.by) && a.verdict == b.verdict && a.content == b.content
}

/// The entries of both sides in one order: by date, ours before theirs, each side in its own; what
/// stands in both, once.
fn ordered(ours: &[Entry], theirs: &[Entry]) -> Vec<Entry> {
    let known =
        |entry: &&Entry| !ours.iter().any(|own| own.home() == entry.home() || double(own, entry));
    let mut left = ours.iter().peekable();
    let mut right = theirs.iter().filter(known).peekable();
    let mut all = Vec::new();
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if b.date < a.date => right.next(),
            (Some(_), _) => left.next(),
            (None, _) => right.next(),
        };
        let Some(next) = next else { return all };
        all.push(next.clone());
    }
}

/// Seals entries one after the other; what stood elsewhere is given the seals that it had there.
fn sealed(mut before: String, entries: Vec<Entry>) -> Vec<Entry> {
    let mut all = Vec::new();
    for entry in entries {
        if entry.before == before {
            before = entry.seal.clone();
            all.push(entry);
            continue;
        }
        let there = Origin { before: entry.before.clone(), seal: entry.seal.clone() };
        let mut moved = [Entry { origin: Some(entry.origin.clone().unwrap_or(there)), ..entry }];
        chain(before, &mut moved);
        before = moved[0].seal.clone();
        all.extend(moved);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(article: &str, by: &str, date: &str) -> Entry {
        Entry {
            article: Some(article.to_owned()),
            content: NONE.to_owned(),
            ..Entry::new(Stage::First, by, date.parse().unwrap())
        }
    }

    fn chained(mut entries: Vec<Entry>) -> Vec<Entry> {
        chain(NONE.to_owned(), &mut entries);
        entries
    }

    #[test]
    fn both_sides_are_put_in_one_order_and_keep_the_seals_they_had() {
        let ours = chained(vec![entry("a", "甲", "2026-01-02"), entry("b", "甲", "2026-01-05")]);
        let theirs = chained(vec![
            entry("c", "乙", "2026-01-03"),
            entry("d", "乙", "2026-01-05"),
            entry("a", "甲", "2026-01-02"),
        ]);
        let all = sealed(NONE.to_owned(), ordered(&ours, &theirs));
        let names: Vec<_> = all.iter().map(|own| own.article.as_deref().unwrap()).collect();
        assert_eq!(names, ["a", "c", "b", "d"]);
        assert_eq!((&all[0], all[1].home()), (&ours[0], theirs[0].seal.as_str()));
        let mut before = NONE;
        for own in &all {
            assert_eq!((own.before.as_str(), &own.seal), (before, &seal(own)));
            before = &own.seal;
        }
        // Merged once more, nothing comes of it.
        assert_eq!(sealed(NONE.to_owned(), ordered(&all, &theirs)), all);
    }
}
