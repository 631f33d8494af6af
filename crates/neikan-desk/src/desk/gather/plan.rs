//! What moves into an issue and what stays behind.

use std::collections::BTreeMap;

use serde::Serialize;

use super::likeness::{DUPLICATE, Runs, bare};
use crate::desk::review::Folder;
use crate::desk::review::ledger::Ledger;
use crate::desk::review::progress::Progresses;
use crate::manuscript::single::Single;
use crate::publication::{Document, Entry, Issue, Project, Publication, Stage, is_id, load_issue};
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};
use neikan_base::fs::read;
use neikan_base::hash::sha256;

/// An article that moves.
#[derive(Debug, Clone, Serialize)]
pub struct Move {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its section.
    pub section: String,
    /// Its pictures, by their paths below the folder, with their sums.
    pub pictures: BTreeMap<String, String>,
    /// SHA-256 of its content.
    pub content: String,
    /// The names under which it was signed, the present one first.
    pub names: Vec<String>,
}

/// What is to be done.
pub struct Plan {
    /// What moves, in the order of the sections.
    pub moves: Vec<Move>,
    /// Why the rest stays behind.
    pub findings: Findings,
}

/// An article that is already somewhere else.
struct Known {
    id: String,
    issue: String,
    title: String,
    content: String,
    runs: Runs,
}

struct Survey<'a> {
    issue: &'a str,
    publication: &'a Publication,
    target: Folder,
    ledger: Ledger,
    progress: Progresses,
    known: Vec<Known>,
}

/// Searches the inbox for what is approved for an issue.
///
/// # Errors
/// [`Failure::Stopped`] if a ledger, the issue or the publication has a fault.
pub fn plan(project: &Project, issue: &str) -> Result<Plan, Failure> {
    let inbox = Folder::inbox(project);
    let target = Folder::issue(project, issue);
    let mut faults = Findings::default();
    let publication = crate::publication::load_publication(project, &mut faults);
    let listed = listed(project, issue, &mut faults);
    let ledger = Ledger::read(project, &inbox, &mut faults);
    Ledger::read(project, &target, &mut faults);
    let progress = ledger.as_ref().map(|ledger| Progresses::of(ledger, &mut faults));
    let mut findings = faults.settle()?;
    let (Some(publication), Some(_), Some(ledger), Some(progress)) =
        (publication, listed, ledger, progress)
    else {
        return Err(Failure::Stopped(findings));
    };
    let publication = &publication.value;
    let known = known(project);
    let mut survey = Survey { issue, publication, target, ledger, progress, known };
    let mut moves = Vec::new();
    for name in inbox.names() {
        let mut own = Findings::default();
        let single = inbox.read(project, &name, &mut own);
        // Faults in a text that stays behind do not stop the others.
        findings.extend(own.softened());
        let Some(single) = single else { continue };
        let place = Place::file(&single.file);
        match survey.stays(&single) {
            Some(reason) => findings.push(reason.with("article", &name).at(place)),
            None => moves.push(survey.take(&single)),
        }
    }
    let rank = |own: &Move| publication.sections.iter().position(|s| s.id == own.section);
    moves.sort_by_key(rank);
    Ok(Plan { moves, findings })
}

/// The issue's data; articles that an interrupted run has copied but not yet listed are not a
/// fault.
pub fn listed(project: &Project, issue: &str, findings: &mut Findings) -> Option<Document<Issue>> {
    let mut own = Findings::default();
    let document = load_issue(project, issue, &mut own);
    findings.extend(own.into_iter().filter(|finding| finding.rule != "article-unlisted"));
    document
}

/// The articles of all issues.
fn known(project: &Project) -> Vec<Known> {
    let mut known = Vec::new();
    for issue in project.issue_ids() {
        let folder = Folder::issue(project, &issue);
        for name in folder.names() {
            // What is wrong with them is reported where they are checked.
            let single = folder.read(project, &name, &mut Findings::default());
            known.extend(single.map(|single| Known::of(&single, &issue)));
        }
    }
    known
}

impl Known {
    fn of(single: &Single, issue: &str) -> Self {
        Self {
            id: single.id.clone(),
            issue: issue.to_owned(),
            title: bare(&single.head.value.title),
            content: single.content.sha256.clone(),
            runs: Runs::of(&single.content.text),
        }
    }
}

impl Survey<'_> {
    /// Why an article stays behind, if it does.
    fn stays(&self, single: &Single) -> Option<Finding> {
        let head = &single.head.value;
        let stay = |rule| Finding::warn(rule).with("title", &head.title).with("issue", self.issue);
        match &head.issue {
            None => {
                let finding = Finding::note("gather-issue-none").with("title", &head.title);
                return Some(finding.with("issue", self.issue));
            }
            Some(meant) if meant != self.issue => {
                let finding = Finding::note("gather-issue-other").with("title", &head.title);
                return Some(finding.with("meant", meant));
            }
            Some(_) => {}
        }
        if !is_id(&single.id) {
            return Some(Finding::warn("form-id").with("value", &single.id));
        }
        if !self.begun(single) {
            let sum = &single.content.sha256;
            let own = self.progress.article(&single.id, sum);
            if own.rejects(sum) {
                return Some(stay("gather-rejected"));
            }
            if !own.approves(sum) {
                let lacks = own.next(sum).map_or("none", Stage::name);
                return Some(stay("gather-unapproved").with("lacks", lacks));
            }
        }
        if !self.publication.sections.iter().any(|section| section.id == head.section) {
            return Some(stay("gather-section").with("section", &head.section));
        }
        if let Some(author) = head.authors.iter().find(|author| author.unit.is_none()) {
            return Some(stay("gather-unit").with("name", &author.name));
        }
        self.double(single, &stay).or_else(|| self.taken(single, &stay))
    }

    /// Whether an earlier run has already recorded that this article moves.
    fn begun(&self, single: &Single) -> bool {
        let own = |entry: &&Entry| entry.article.as_deref() == Some(&single.id);
        self.ledger.entries.iter().rfind(own).is_some_and(|entry| {
            entry.stage == Stage::Gathered
                && entry.content == single.content.sha256
                && entry.note.as_deref() == Some(self.issue)
        })
    }

    fn double(&self, single: &Single, stay: &dyn Fn(&'static str) -> Finding) -> Option<Finding> {
        let own = Known::of(single, self.issue);
        let same = |known: &&Known| {
            known.id == own.id && known.issue == own.issue && known.content == own.content
        };
        for known in self.known.iter().filter(|known| !same(known)) {
            let where_else = |finding: Finding| {
                Some(finding.with("other", &known.id).with("where", &known.issue))
            };
            if known.id == own.id && known.issue == own.issue {
                return where_else(stay("gather-name"));
            }
            if known.title == own.title && known.issue == own.issue {
                return where_else(stay("gather-title"));
            }
            let shared = own.runs.shared(&known.runs);
            if shared >= DUPLICATE {
                return where_else(stay("gather-double").with("percent", shared));
            }
        }
        None
    }

    /// Why an article cannot move if one of its pictures has the name of a different picture in the
    /// issue.
    fn taken(&self, single: &Single, stay: &dyn Fn(&'static str) -> Finding) -> Option<Finding> {
        let taken = single.pictures.iter().find(|(path, sum)| {
            let there = self.target.root.join(path);
            there.exists() && read(&there).map(|bytes| sha256(&bytes)).ok().as_ref() != Some(sum)
        });
        taken.map(|(path, _)| stay("gather-picture").with("path", path))
    }

    /// Counts an article among those of the issue.
    fn take(&mut self, single: &Single) -> Move {
        self.known.push(Known::of(single, self.issue));
        let names = self.progress.names(&single.id, &single.content.sha256);
        Move {
            names: names.into_iter().map(str::to_owned).collect(),
            id: single.id.clone(),
            title: single.head.value.title.clone(),
            section: single.head.value.section.clone(),
            pictures: single.pictures.clone(),
            content: single.content.sha256.clone(),
        }
    }
}
