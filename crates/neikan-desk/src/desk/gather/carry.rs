//! The actual move. For each article: pictures, text, signatures, a place in `issue.yml`, a line in
//! the inbox's ledger saying that it left; finally the originals are deleted.

use std::path::Path;

use serde::Serialize;

use super::listing::insert;
use super::plan::{Move, Plan, listed};
use crate::desk::review::Folder;
use crate::desk::review::ledger::{Ledger, chain};
use crate::manuscript::digest::Content;
use crate::publication::{Date, Entry, Origin, Project, Publication, Stage, write_in_place};
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};
use neikan_base::fs::{read, remove, resolve_inside, sync_folder, write_like};
use neikan_base::hash::sha256;

/// A step of moving an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Its pictures are copied.
    Pictures,
    /// Its text is copied.
    Text,
    /// Its signatures are copied into the issue's ledger.
    Signatures,
    /// It is listed in `issue.yml`.
    Listing,
    /// The inbox's ledger records that it left.
    Leaving,
    /// The original of its text is deleted.
    Delete,
    /// The originals of pictures that nothing in the inbox uses any more are deleted.
    Sweep,
}

/// The program's name in a ledger.
const PROGRAM: &str = "neikan gather";

/// Moves everything that is planned.
///
/// # Errors
/// [`Failure::Machine`], [`Failure::Stopped`], or the error returned by `begin`.
pub fn carry(
    project: &Project,
    issue: &str,
    date: Date,
    plan: &Plan,
    begin: &mut dyn FnMut(Step) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let carrier = Carrier {
        project,
        inbox: Folder::inbox(project),
        target: Folder::issue(project, issue),
        date,
    };
    for own in &plan.moves {
        begin(Step::Pictures)?;
        for path in own.pictures.keys() {
            carrier.copy(&carrier.inbox.root.join(path), &carrier.target.root.join(path))?;
        }
        begin(Step::Text)?;
        carrier.copy(&carrier.text(own, &carrier.inbox), &carrier.text(own, &carrier.target))?;
        begin(Step::Signatures)?;
        carrier.signatures(own)?;
        begin(Step::Listing)?;
        carrier.list(own)?;
        begin(Step::Leaving)?;
        carrier.leave(own)?;
        begin(Step::Delete)?;
        sync_folder(&carrier.target.articles)?;
        remove(&carrier.text(own, &carrier.inbox))?;
    }
    begin(Step::Sweep)?;
    carrier.sweep()
}

struct Carrier<'a> {
    project: &'a Project,
    inbox: Folder,
    target: Folder,
    date: Date,
}

impl Carrier<'_> {
    fn text(&self, own: &Move, folder: &Folder) -> std::path::PathBuf {
        folder.articles.join(format!("{}.md", own.id))
    }

    /// Copies a whole file, with its mode, unless the same is already there.
    fn copy(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        let bytes = read(from)?;
        if to.exists() && read(to)? == bytes {
            return Ok(());
        }
        write_like(to, from, &bytes)?;
        to.parent().map_or(Ok(()), sync_folder)
    }

    fn ledger(&self, folder: &Folder) -> Result<Ledger, Failure> {
        let mut findings = Findings::default();
        let ledger = Ledger::open(self.project, folder, &mut findings)?;
        let findings = findings.settle()?;
        ledger.ok_or(Failure::Stopped(findings))
    }

    /// Copies an article's entries into the issue's ledger, each with its former seals.
    fn signatures(&self, own: &Move) -> Result<(), Failure> {
        let (from, mut to) = (self.ledger(&self.inbox)?, self.ledger(&self.target)?);
        let there = |entry: &Entry| {
            to.entries.iter().any(|e| e.origin.as_ref().is_some_and(|o| o.seal == entry.seal))
        };
        let mut entries: Vec<Entry> = since_it_came(&from, &own.names)
            .into_iter()
            .filter(|entry| !there(entry))
            .map(|entry| Entry {
                origin: Some(Origin { before: entry.before.clone(), seal: entry.seal.clone() }),
                ..entry.clone()
            })
            .collect();
        if entries.is_empty() {
            return Ok(());
        }
        let copies: Vec<Content> = entries.iter().flat_map(|entry| from.contents(entry)).collect();
        chain(to.seal().to_owned(), &mut entries);
        to.append(&entries, &copies.iter().collect::<Vec<_>>())
    }

    /// Lists an article: after the last article of its section or of an earlier one.
    fn list(&self, own: &Move) -> Result<(), Failure> {
        let mut findings = Findings::default();
        let publication = crate::publication::load_publication(self.project, &mut findings);
        let issue = listed(self.project, &self.target.id, &mut findings);
        let path = self.target.root.join("issue.yml");
        let source = self.project.read_text(&path, &mut findings);
        let findings = findings.settle()?;
        let (Some(publication), Some(issue), Some(source)) = (publication, issue, source) else {
            return Err(Failure::Stopped(findings));
        };
        if issue.value.articles.contains(&own.id) {
            return Ok(());
        }
        let rank = |section: &str| rank(&publication.value, section);
        let ranks: Vec<usize> = issue
            .value
            .articles
            .iter()
            .map(|id| {
                let single = self.target.read(self.project, id, &mut Findings::default());
                single.map_or(0, |single| rank(&single.head.value.section))
            })
            .collect();
        let own_rank = rank(&own.section);
        let at = ranks.iter().rposition(|rank| *rank <= own_rank).map_or(0, |at| at + 1);
        let text = insert(&source.text, &issue, &own.id, at).ok_or_else(|| {
            let place = Place::file(&source.file);
            Finding::stop("gather-listing").at(place).with("article", &own.id)
        })?;
        write_in_place(&path, &text)
    }

    /// Records in the inbox's ledger that an article left.
    fn leave(&self, own: &Move) -> Result<(), Failure> {
        let mut ledger = self.ledger(&self.inbox)?;
        if since_it_came(&ledger, &own.names).is_empty() {
            return Ok(());
        }
        let mut entries = [Entry {
            article: Some(own.id.clone()),
            note: Some(self.target.id.clone()),
            content: own.content.clone(),
            ..Entry::new(Stage::Gathered, PROGRAM, self.date)
        }];
        chain(ledger.seal().to_owned(), &mut entries);
        ledger.append(&entries, &[])
    }

    /// Deletes the pictures of articles that left, if no article in the inbox uses them and the
    /// issue has the same.
    fn sweep(&self) -> Result<(), Failure> {
        let used: Vec<String> = self
            .inbox
            .names()
            .iter()
            .map(|name| read(&self.inbox.articles.join(format!("{name}.md"))))
            .map(|bytes| bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
            .collect::<Result<_, _>>()?;
        let ledger = self.ledger(&self.inbox)?;
        for entry in ledger.entries.iter().filter(|entry| entry.stage == Stage::Gathered) {
            let copy = ledger.copy(&entry.content).unwrap_or_default();
            for (path, sum) in pictures(&copy) {
                let inside = |folder: &Folder| resolve_inside(&folder.root, &path).ok();
                let (Some(old), Some(new)) = (inside(&self.inbox), inside(&self.target)) else {
                    continue;
                };
                let is = |file: &Path| {
                    file.is_file() && read(file).is_ok_and(|bytes| sha256(&bytes) == sum)
                };
                if !used.iter().any(|text| text.contains(&path)) && is(&old) && is(&new) {
                    sync_folder(new.parent().unwrap_or(&self.target.root))?;
                    remove(&old)?;
                }
            }
        }
        Ok(())
    }
}

/// The rank of a section in the order of the publication.
fn rank(publication: &Publication, section: &str) -> usize {
    let known = publication.sections.iter().position(|own| own.id == section);
    known.unwrap_or(publication.sections.len())
}

/// The entries of an article, under each of its names, since an article of such a name last left.
fn since_it_came<'a>(ledger: &'a Ledger, names: &[String]) -> Vec<&'a Entry> {
    let is_own =
        |entry: &&Entry| entry.article.as_ref().is_some_and(|article| names.contains(article));
    let own: Vec<&Entry> = ledger.entries.iter().filter(is_own).collect();
    let left = own.iter().rposition(|entry| entry.stage == Stage::Gathered);
    own[left.map_or(0, |at| at + 1)..].to_vec()
}

/// The pictures that a canonical content lists, with their sums.
fn pictures(content: &str) -> Vec<(String, String)> {
    let lines = content.lines().take_while(|line| *line != "---");
    let named = lines.filter_map(|line| line.strip_prefix("/pictures/")?.split_once(" = "));
    named
        .map(|(path, sum)| {
            (path.replace("~1", "/").replace("~0", "~"), sum.trim_matches('"').to_owned())
        })
        .collect()
}
