//! Signing: a request is held against the rules, then written into the ledger. Either every
//! article asked for is signed or none.

use super::changes::changes;
use super::contents::{Contents, Folder};
use super::gate::{for_press, unfinished};
use super::keys::{Search, seal};
use super::ledger::Ledger;
use super::progress::Progress;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::manuscript::digest::Content;
use crate::manuscript::single::Single;
use crate::publication::{
    Date, Document, Entry, Project, Publication, Reviewer, Stage, Verdict, load_publication,
};

/// A request for a signature.
#[derive(Debug, Clone)]
pub struct Request {
    /// The article, or `all`; nothing for the issue as a whole.
    pub article: Option<String>,
    /// What is signed.
    pub stage: Stage,
    /// Who signs.
    pub by: String,
    /// The verdict.
    pub verdict: Verdict,
    /// What they have to say.
    pub note: Option<String>,
    /// The day.
    pub date: Date,
}

/// Signs what a request asks for in the name of somebody who has no key; gives the entries that
/// were added.
///
/// # Errors
/// Those of [`sign_with`].
pub fn sign(
    project: &Project,
    folder: &Folder,
    request: &Request,
) -> Result<(Vec<Entry>, Findings), Failure> {
    sign_with(project, folder, request, &Search::nowhere())
}

/// Signs what a request asks for, with the key of whoever signs; gives the entries that were added.
///
/// # Errors
/// [`Failure::Stopped`] with every rule that would be broken, or when a key is needed that is not
/// found; [`Failure::Call`] for an article that is not there; [`Failure::Machine`].
pub fn sign_with(
    project: &Project,
    folder: &Folder,
    request: &Request,
    search: &Search<'_>,
) -> Result<(Vec<Entry>, Findings), Failure> {
    let names =
        request.article.as_deref().map(|asked| folder.choose_articles(asked)).transpose()?;
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let ledger = Ledger::read(project, folder, &mut findings);
    let (Some(publication), Some(mut ledger)) = (publication, ledger) else {
        return Err(Failure::Stopped(findings));
    };
    let reviewer = reviewer(&publication, request, &mut findings);
    note(request, &mut findings);
    let desk = Desk { project, folder, request, publication: &publication.value, reviewer };
    let signed = match names {
        Some(names) => desk.articles(&ledger, &names, &mut findings),
        None => desk.issue(&ledger, &mut findings),
    };
    let findings = findings.settle()?;
    let (mut entries, contents): (Vec<Entry>, Vec<Content>) = signed.into_iter().unzip();
    seal(project, &publication.value.review, &ledger, &mut entries, search)?;
    ledger.append(&entries, &contents.iter().collect::<Vec<_>>())?;
    Ok((entries, findings))
}

/// The person who signs, if they may.
fn reviewer<'a>(
    publication: &'a Document<Publication>,
    request: &Request,
    findings: &mut Findings,
) -> Option<&'a Reviewer> {
    let duty = request.stage.duty()?;
    let reviewers = &publication.value.review.reviewers;
    let names = |all: &mut dyn Iterator<Item = &Reviewer>| {
        all.map(|reviewer| reviewer.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let place = || publication.places.key("/review");
    let Some(reviewer) = reviewers.iter().find(|reviewer| reviewer.name == request.by) else {
        let finding = Finding::stop("review-person").at(place()).with("name", &request.by);
        findings.push(finding.with("known", names(&mut reviewers.iter())));
        return None;
    };
    if !reviewer.stages.contains(&duty) {
        let able = names(&mut reviewers.iter().filter(|r| r.stages.contains(&duty)));
        let finding = Finding::stop("review-duty").at(place()).with("name", &request.by);
        findings.push(finding.with("stage", request.stage.name()).with("known", able));
    }
    Some(reviewer)
}

/// First and second reviews say something, and so does whoever does not simply pass.
fn note(request: &Request, findings: &mut Findings) {
    let needed = matches!(request.stage, Stage::First | Stage::Second | Stage::PressAfterChanges)
        || request.verdict != Verdict::Pass;
    let given = request.note.as_ref().is_some_and(|note| !note.trim().is_empty());
    if needed && !given {
        findings.push(Finding::stop("review-note").with("stage", request.stage.name()));
    }
}

struct Desk<'a> {
    project: &'a Project,
    folder: &'a Folder,
    request: &'a Request,
    publication: &'a Publication,
    reviewer: Option<&'a Reviewer>,
}

impl Desk<'_> {
    fn articles(
        &self,
        ledger: &Ledger,
        names: &[String],
        findings: &mut Findings,
    ) -> Vec<(Entry, Content)> {
        let progress = Progress::of(ledger, findings);
        let all = self.request.article.as_deref() == Some("all");
        let mut signed = Vec::new();
        let stopped = findings.stops();
        for name in names {
            let Some(single) = self.folder.read(self.project, name, findings) else { continue };
            let own = progress.get(name).cloned().unwrap_or_default();
            let entry = self.entry(&own, &single);
            if all && past(&own, &entry) {
                continue;
            }
            let place = Place::file(&single.file);
            let mut breaches = own.breaches(&entry);
            if entry.stage == Stage::Corrections && breaches.is_empty() {
                breaches.extend(self.too_much(ledger, &own, &single.content));
            }
            findings.extend(breaches.into_iter().map(|finding| finding.at(place.clone())));
            let mut after = own;
            after.apply(&entry);
            if matches!(entry.stage, Stage::Final | Stage::Countersign) && after.in_one_day() {
                findings.push(Finding::warn("review-one-day").at(place).with("article", name));
            }
            signed.push((entry, single.content));
        }
        if signed.is_empty() && !stopped && !findings.stops() {
            let stage = self.request.stage.name();
            findings.push(Finding::stop("review-nothing").with("stage", stage));
        }
        signed
    }

    /// The entry as it would stand in the ledger, not yet sealed.
    fn entry(&self, progress: &Progress, single: &Single) -> Entry {
        let delegate = self.reviewer.is_some_and(|reviewer| reviewer.delegate);
        let content = &single.content.sha256;
        let counter = self.request.stage == Stage::Final
            && !delegate
            && progress.next(content) == Some(Stage::Countersign);
        let stage = if counter { Stage::Countersign } else { self.request.stage };
        Entry {
            stage,
            article: Some(single.id.clone()),
            delegate: delegate && stage == Stage::Final,
            content: content.clone(),
            ..self.blank()
        }
    }

    fn blank(&self) -> Entry {
        let note = self.request.note.as_ref().map(|note| note.trim().to_owned());
        Entry {
            stage: self.request.stage,
            article: None,
            by: self.request.by.clone(),
            delegate: false,
            verdict: self.request.verdict,
            note: note.filter(|note| !note.is_empty()),
            date: self.request.date,
            content: String::new(),
            house: None,
            target: None,
            key: None,
            origin: None,
            before: String::new(),
            seal: String::new(),
            signature: None,
        }
    }

    /// Why the changes since the final review are more than one proofreader signs off.
    fn too_much(&self, ledger: &Ledger, own: &Progress, content: &Content) -> Option<Finding> {
        let read = own.counter.as_ref().or(own.last.as_ref())?;
        let old = ledger.copy(&read.content)?;
        let changes = changes(&old, &content.text);
        let article = self.request.article.as_deref().unwrap_or_default();
        let limit = self.publication.review.corrections;
        if changes.structure {
            return Some(Finding::stop("corrections-structure").with("article", article));
        }
        let finding = Finding::stop("corrections-large").with("article", article);
        let finding = finding.with("count", changes.characters).with("limit", limit);
        (changes.characters > limit).then_some(finding)
    }

    /// A signature under the whole issue.
    fn issue(&self, ledger: &Ledger, findings: &mut Findings) -> Vec<(Entry, Content)> {
        if self.folder.is_inbox() {
            findings.push(Finding::stop("review-press-inbox"));
            return Vec::new();
        }
        let progress = Progress::of(ledger, findings);
        let Some(contents) = Contents::read(self.project, self.folder, findings) else {
            return Vec::new();
        };
        findings.extend(unfinished(&contents, &progress));
        let place = || Place::file(self.project.show(&self.folder.root.join("issue.yml")));
        let entry = Entry { content: contents.issue.sha256.clone(), ..self.blank() };
        if let Some(last) = ledger.entries.iter().map(|entry| entry.date).max()
            && last > entry.date
        {
            let finding = Finding::stop("review-date").at(place()).with("article", &self.folder.id);
            findings.push(finding.with("date", entry.date).with("last", last));
        }
        let again = ledger.entries.iter().rev().find(|own| own.article.is_none());
        let again = again.is_some_and(|own| own.stage == entry.stage);
        let holds = || for_press(&self.folder.id, ledger, &contents).is_none();
        if again && !findings.stops() && holds() {
            let finding = Finding::stop("review-already").at(place());
            let finding = finding.with("article", &self.folder.id);
            findings.push(finding.with("stage", entry.stage.name()));
        }
        vec![(entry, contents.issue)]
    }
}

/// Whether a request for all articles passes over this one: it has this signature, or awaits
/// none of its kind.
fn past(own: &Progress, entry: &Entry) -> bool {
    let next = own.next(&entry.content);
    match entry.stage {
        _ if own.rejects(&entry.content) => true,
        Stage::Corrections => next != Some(Stage::Corrections),
        _ if next == Some(Stage::Corrections) => false,
        Stage::Countersign => false,
        stage => next.is_none_or(|next| stage < next),
    }
}
