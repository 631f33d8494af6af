//! Two copies of a ledger, to which two people have added, become one again if they do not
//! contradict each other.
//!
//! The steps: read both sides, each verified by its own seals; find where they diverge; put their
//! entries in one order, by date; seal them anew, each keeping its former seals; check the whole
//! against the rules that every signature must keep. Nothing is written until everything is in
//! order.

use std::path::Path;

use super::anchor::{Standing, knows};
use super::conflict;
use super::contents::Folder;
use super::files::{copies, entries_of, links, texts};
use super::ledger::{Ledger, NONE, apart, chain, seal};
use super::lists::Texts;
use super::pasted;
use super::progress::Progresses;
use crate::manuscript::digest::Content;
use crate::publication::{Entry, Origin, Project, SourceText, Stage};
use hanzi::names::same;
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};

/// The result of a merge.
#[derive(Debug)]
pub struct Merged {
    /// The entries that were added on either side, in order.
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

/// Merges the entries of another copy into a folder's ledger; `other` is the file `review.yml` of
/// that copy, with its `review` next to it, or the folder's own file if git left conflicts in it.
///
/// # Errors
/// [`Failure::Stopped`] with all contradictions, in which case nothing was written;
/// [`Failure::Machine`].
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
    let torn = same_file(&own, other);
    contradictions(&ours, &theirs, shared, (folder, torn), &mut findings);
    let tail = ordered(&ours.entries[shared..], &theirs.entries[shared..]);
    let mut entries = ours.entries[..shared].to_vec();
    let from = entries.last().map_or(NONE, |entry| &entry.seal).to_owned();
    entries.extend(sealed(from, tail));
    let mut all = ours.texts.clone();
    all.extend(theirs.texts.clone());
    let mut ledger = Ledger::made(project, folder, entries.clone(), all);
    ledger.hold(folder, &mut findings);
    if !findings.stops() {
        // A contradiction breaks the order too, and would be reported twice.
        Progresses::of(&ledger, &mut findings);
    }
    let findings = findings.settle()?;
    if ours.entries == entries && !torn {
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

/// Reads one copy.
fn side(project: &Project, folder: &Folder, path: &Path, findings: &mut Findings) -> Option<Side> {
    let SourceText { text, file } = project.read_text(path, findings)?;
    if let Some(line) = conflict::first_mark(&text) {
        let finding = Finding::stop("ledger-conflict").at(Place::line(&file, line));
        findings.push(finding.with("path", &file).with("issue", &folder.id));
        return None;
    }
    let beside = copies(path);
    if !beside.is_dir() {
        let finding = Finding::stop("merge-folder").at(Place::file(project.show(&beside)));
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
    let SourceText { text, file } = project.read_text(path, findings)?;
    if !conflicted(path) {
        let joined = joined(project, &text, &file, path);
        if joined.is_none() {
            findings.push(Finding::stop("merge-itself").at(Place::file(&file)));
        }
        return joined;
    }
    let Some((ours, theirs)) = conflict::sides(&text) else {
        let line = conflict::first_mark(&text).unwrap_or(1);
        findings.push(Finding::stop("merge-marks").at(Place::line(&file, line)));
        return None;
    };
    let ours = taken(project, &ours, &file, path, findings);
    ours.zip(taken(project, &theirs, &file, path, findings))
}

/// Both sides of a ledger that somebody joined without conflict markers.
fn joined(project: &Project, text: &str, file: &str, path: &Path) -> Option<(Side, Side)> {
    let (entries, _) = entries_of(text, file, &mut Findings::default())?;
    let (ours, theirs) = apart(&entries)?;
    let side = |entries: Vec<Entry>| {
        let texts = texts(project.sources(), &entries, &copies(path));
        Side { file: file.to_owned(), entries, texts }
    };
    Some((side(ours), side(theirs)))
}

/// The entries of one side, each verified; nothing if one of them is not valid.
fn taken(
    project: &Project,
    text: &str,
    file: &str,
    path: &Path,
    findings: &mut Findings,
) -> Option<Side> {
    let (entries, lines) = entries_of(text, file, findings)?;
    let mut before = NONE;
    let joined = if apart(&entries).is_some() { "yes" } else { "no" };
    for (at, entry) in entries.iter().enumerate() {
        let place = Place::line(file, lines.get(at).copied().unwrap_or_default());
        let fault = |rule| Finding::stop(rule).at(place.clone()).with("entry", at + 1);
        if entry.before != before {
            let finding = fault("ledger-chain").with("joined", joined).with("path", file);
            findings.push(finding.with("issue", folder_of(file)));
        }
        if entry.seal != seal(entry) {
            findings.push(fault("ledger-seal"));
        }
        before = &entry.seal;
    }
    let texts = texts(project.sources(), &entries, &copies(path));
    Some(Side { file: file.to_owned(), entries, texts })
}

/// Adds a finding for everything that one side says and the other denies; `torn` if both are sides
/// of the folder's own file. What its own side has withdrawn no longer says anything.
fn contradictions(
    ours: &Side,
    theirs: &Side,
    shared: usize,
    (folder, torn): (&Folder, bool),
    findings: &mut Findings,
) {
    let (own, other) = (&ours.entries[shared..], &theirs.entries[shared..]);
    let [(gone, left), (lost, kept)] = [own, other].map(|side| {
        let dead = withdrawn(side);
        let of = |want: bool| {
            let both = side.iter().zip(&dead).filter(move |(_, dead)| **dead == want);
            both.map(|(entry, _)| entry).collect::<Vec<_>>()
        };
        (of(true), of(false))
    });
    let said = |rule, a: &Entry, b: &Entry| {
        let article = a.article.as_deref().unwrap_or("—");
        let finding = Finding::stop(rule).at(Place::file(&theirs.file)).with("article", article);
        let finding = finding.with("stage", a.stage.name()).with("ours", pasted(&a.by));
        let way = match torn {
            true if conflicted(&folder.root.join("review.yml")) => "git",
            true => "hand",
            false => "no",
        };
        let finding = finding.with("torn", way).with("file", &ours.file);
        let finding = finding.with("issue", &folder.id);
        finding.with("theirs", pasted(&b.by))
    };
    for (a, b) in left.iter().flat_map(|a| kept.iter().map(move |b| (*a, *b))) {
        let alike = a.stage == b.stage && a.article == b.article && a.home() != b.home();
        if alike && a.verdict != b.verdict {
            findings.push(said("merge-verdicts", a, b));
        } else if alike && a.stage == Stage::People && a.content != b.content {
            findings.push(said("merge-lists", a, b));
        } else if alike && a.article.is_some() && !double(a, b) && a.stage != Stage::Withdrawn {
            findings.push(said("merge-double", a, b));
        }
    }
    for (gone, again, standing) in [(&gone, &left, &kept), (&lost, &kept, &left)] {
        for own in gone.iter().filter(|own| own.stage != Stage::Withdrawn) {
            let same = |entry: &&&Entry| double(own, entry) && own.home() != entry.home();
            if let (None, Some(other)) = (again.iter().find(same), standing.iter().find(same)) {
                findings.push(said("merge-withdrawn", own, other));
            }
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

/// Which entries of one side it has itself withdrawn, including what was signed on top of them and
/// the withdrawals.
fn withdrawn(side: &[Entry]) -> Vec<bool> {
    let mut dead = vec![false; side.len()];
    for (end, entry) in side.iter().enumerate() {
        let target = entry.target.as_deref().filter(|_| entry.stage == Stage::Withdrawn);
        let Some(begin) = target.and_then(|seal| side[..end].iter().position(|own| own.is(seal)))
        else {
            continue;
        };
        let same = |at: &usize| side[*at].article == entry.article && entry.article.is_some();
        (begin..=end).filter(same).for_each(|at| dead[at] = true);
    }
    dead
}

/// The name of the folder that a ledger is in.
fn folder_of(file: &str) -> &str {
    file.rsplit('/').nth(1).unwrap_or_default()
}

/// Which entries of a side come before all others: what it has withdrawn from an article that the
/// other side signs too, so that it is passed and withdrawn before that counts. Not what was signed
/// on an entry of its own that stays. If the press was signed before the withdrawal, which voids
/// it, everything that led there comes first, in its order.
fn early(side: &[&Entry], others: &[&Entry]) -> Vec<bool> {
    let owned: Vec<Entry> = side.iter().map(|own| (*own).clone()).collect();
    let dead = withdrawn(&owned);
    let meets = |at: usize| others.iter().any(|other| other.article == side[at].article);
    let Some(last) = (0..side.len()).rev().find(|at| dead[*at] && meets(*at)) else {
        return vec![false; side.len()];
    };
    if side[..=last].iter().any(|own| own.is_press()) {
        return (0..side.len()).map(|at| at <= last).collect();
    }
    let stays =
        |at: usize, before: usize| side[before].article == side[at].article && !dead[before];
    let first = |at: usize| dead[at] && meets(at) && !(0..at).any(|before| stays(at, before));
    (0..side.len()).map(first).collect()
}

/// Whether two entries are the same signature, given twice.
fn double(a: &Entry, b: &Entry) -> bool {
    let alike = a.stage == b.stage && a.article == b.article && a.target == b.target;
    alike && same(&a.by, &b.by) && a.verdict == b.verdict && a.content == b.content
}

/// The entries of both sides in one order: first what one has withdrawn and the other signs, then
/// the others by date, ours before theirs, each side in its own order; what is in both, once.
fn ordered(ours: &[Entry], theirs: &[Entry]) -> Vec<Entry> {
    let gone = withdrawn(theirs);
    let known = |at: usize, entry: &Entry| {
        let twice = |own: &Entry| own.home() == entry.home() || (!gone[at] && double(own, entry));
        ours.iter().any(twice)
    };
    let theirs = theirs.iter().enumerate().filter(|(at, entry)| !known(*at, entry));
    let theirs: Vec<&Entry> = theirs.map(|(_, entry)| entry).collect();
    let ours: Vec<&Entry> = ours.iter().collect();
    let split = |side: &[&Entry], others: &[&Entry]| -> (Vec<Entry>, Vec<Entry>) {
        let flags = early(side, others);
        let of = |want: bool| {
            let own = side.iter().zip(&flags).filter(move |(_, early)| **early == want);
            own.map(|(own, _)| (*own).clone()).collect()
        };
        (of(true), of(false))
    };
    let ((mut all, left), (first, right)) = (split(&ours, &theirs), split(&theirs, &ours));
    all.extend(first);
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if b.date < a.date => right.next(),
            (Some(_), _) => left.next(),
            (None, _) => right.next(),
        };
        let Some(next) = next else { return all };
        all.push(next);
    }
}

/// Seals entries one after another; entries from elsewhere keep the seals that they had there.
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
        // Merged once more, nothing changes.
        assert_eq!(sealed(NONE.to_owned(), ordered(&all, &theirs)), all);
    }
}
