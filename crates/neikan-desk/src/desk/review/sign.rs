//! Signing: a request is checked against the rules, then written into the ledger. Either every
//! requested article is signed or none.

use super::contents::{Contents, Folder};
use super::gate::{early_press, for_press, unfinished};
use super::house::House;
use super::keys::{Search, seal};
use super::ledger::Ledger;
use super::lists::{Standing, wrote};
use super::progress::{Progress, Progresses};
use super::weights::{Known, weighed};
use crate::manuscript::digest::Content;
use crate::manuscript::single::Single;
use crate::publication::{
    Date, Document, Duty, Entry, Head, Project, Publication, Reviewer, Stage, TO_FILL_IN, Verdict,
    load_publication,
};
use neikan_base::diagnostic::{Failure, Finding, Findings, Place, Severity};

/// The faults of a ledger that an entry of the stage `Resumed` repairs.
const MENDED: [&str; 2] = ["ledger-short", "ledger-went-back"];

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
    /// Their remarks.
    pub note: Option<String>,
    /// The date of the signature.
    pub date: Date,
    /// Today's date by the clock, after which nothing can be dated.
    pub today: Date,
    /// The stage whose signature is withdrawn; by default, that of the latest one.
    pub of: Option<Stage>,
    /// States of the ledger that were seen elsewhere than in the register; used to give up what is
    /// lost.
    pub seen: Vec<Head>,
}

/// An entry with the content that it binds.
pub(super) type Signing = (Entry, Content);

/// Signs what a request asks for on behalf of somebody who has no key; returns the entries that
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

/// Signs what a request asks for, with the signer's key; returns the entries that were added.
///
/// # Errors
/// [`Failure::Stopped`] with every rule that would be broken, or if a key is needed that is not
/// found; [`Failure::Call`] for an article that does not exist; [`Failure::Machine`].
pub fn sign_with(
    project: &Project,
    folder: &Folder,
    request: &Request,
    search: &Search<'_>,
) -> Result<(Vec<Entry>, Findings), Failure> {
    let asked = request.article.as_deref().filter(|_| request.stage != Stage::Withdrawn);
    let names = asked.map(|asked| folder.choose_articles(asked)).transpose()?;
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let ledger = Ledger::open(project, folder, &mut findings)?;
    let (Some(publication), Some(mut ledger)) = (publication, ledger) else {
        return Err(Failure::Stopped(findings));
    };
    let mut findings = without_what_it_mends(request.stage, findings);
    let house = House::of(project, folder, &publication.value);
    let reviewer = reviewer(&publication, request, &mut findings);
    note(request, &mut findings);
    let known = Known::of(project, &publication.value);
    let publication = &publication.value;
    let desk = Signer { project, folder, request, publication, house: &house, reviewer, known };
    desk.dates(&ledger, &mut findings);
    desk.list(&ledger, &mut findings);
    let signed = match (request.stage, names) {
        (Stage::Withdrawn, _) => desk.withdrawal(&ledger, &mut findings),
        (Stage::Redated, _) => desk.redating(&ledger, &mut findings),
        (Stage::Resumed, _) => desk.resuming(&ledger, &mut findings),
        (Stage::People, _) => desk.people(&ledger, &mut findings),
        (_, Some(names)) => desk.articles(&ledger, &names, &mut findings),
        (_, None) => desk.issue(&ledger, &mut findings),
    };
    let findings = findings.settle()?;
    let (mut entries, mut contents): (Vec<Entry>, Vec<Content>) = signed.into_iter().unzip();
    contents.push(house.content());
    seal(project, &publication.review, &ledger, &mut entries, search)?;
    ledger.append(&entries, &contents.iter().collect::<Vec<_>>())?;
    Ok((entries, findings))
}

/// The signer, if they may sign.
fn reviewer<'a>(
    publication: &'a Document<Publication>,
    request: &Request,
    findings: &mut Findings,
) -> Option<&'a Reviewer> {
    let duty = request.stage.duty()?;
    let review = &publication.value.review;
    let names = |all: &mut dyn Iterator<Item = &Reviewer>| {
        all.map(|reviewer| reviewer.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let place = || publication.places.key("/review");
    let reviewers = &review.reviewers;
    if request.by.trim().starts_with(TO_FILL_IN) {
        let finding = Finding::stop("review-nobody").at(place());
        findings.push(finding.with("name", request.by.trim()));
        return None;
    }
    let Some(reviewer) = review.reviewer(&request.by) else {
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

/// Whether a step has to say something: first and second reviews, and everything that is not simply a pass.
fn needs_note(stage: Stage, verdict: Verdict) -> bool {
    let always = matches!(
        stage,
        Stage::First
            | Stage::Second
            | Stage::PressAfterChanges
            | Stage::Withdrawn
            | Stage::Redated
            | Stage::Resumed
    );
    always || verdict != Verdict::Pass
}

/// Requires the note that a step has to have.
fn note(request: &Request, findings: &mut Findings) {
    let given = request.note.as_ref().is_some_and(|note| !note.trim().is_empty());
    if needs_note(request.stage, request.verdict) && !given {
        findings.push(Finding::stop("review-note").with("stage", request.stage.name()));
    }
}

/// A signer with a request.
pub(super) struct Signer<'a> {
    pub(super) project: &'a Project,
    pub(super) folder: &'a Folder,
    pub(super) request: &'a Request,
    pub(super) publication: &'a Publication,
    pub(super) house: &'a House,
    reviewer: Option<&'a Reviewer>,
    known: Known,
}

impl Signer<'_> {
    /// Refuses to sign with a future date, or with one before that of the last entry.
    fn dates(&self, ledger: &Ledger, findings: &mut Findings) {
        let (date, today) = (self.request.date, self.request.today);
        let article = self.request.article.as_deref().unwrap_or(&self.folder.id);
        let fault = |rule| Finding::stop(rule).with("article", article).with("date", date);
        if date > today {
            findings.push(fault("review-date-ahead").with("today", today));
        }
        let stops = self.request.stage == Stage::Withdrawn || self.request.verdict != Verdict::Pass;
        let ahead = ledger.ahead(today).filter(|_| self.request.stage != Stage::Redated);
        if let Some(at) = ahead {
            let finding = ledger_ahead(ledger, at, today, self.house);
            // Stopping is possible whatever a wrong clock has written.
            let severity = if stops { Severity::Warn } else { Severity::Stop };
            findings.push(Finding { severity, ..finding });
        }
        let last = ledger.latest(stops.then_some(today));
        if let Some(last) = last.filter(|last| *last > date)
            && self.request.stage != Stage::Redated
            && (ahead.is_none() || stops)
        {
            findings.push(fault("review-date").with("last", last));
        }
    }

    /// Refuses to sign for the press under a list of signers that is not signed itself.
    fn list(&self, ledger: &Ledger, findings: &mut Findings) {
        match self.request.stage {
            Stage::Press | Stage::PressAfterChanges if !self.folder.is_inbox() => {
                findings.extend(ledger.lists.faults());
            }
            Stage::People => {}
            _ => findings.extend(ledger.lists.warnings().into_iter().take(1)),
        }
    }

    /// The entry with which the editor in chief signs the list of signers.
    fn people(&self, ledger: &Ledger, findings: &mut Findings) -> Vec<Signing> {
        let place = || Place::file(&ledger.file);
        self.chief(ledger, findings);
        if ledger.lists.standing() == Standing::Signed {
            findings
                .push(Finding::stop("house-already").at(place()).with("issue", &self.folder.id));
        }
        let content = self.house.content();
        vec![(Entry { content: content.sha256.clone(), ..self.blank() }, content)]
    }

    /// Adds a finding if the signer is not an editor in chief according to the signed list.
    pub(super) fn chief(&self, ledger: &Ledger, findings: &mut Findings) {
        let by = &self.request.by;
        let Some(list) = ledger.lists.in_force().filter(|list| !list.allows(by, Duty::Press))
        else {
            return;
        };
        let known: Vec<&str> = list.chiefs().map(|own| own.name.as_str()).collect();
        let finding = Finding::stop("house-chief").at(Place::file(&ledger.file)).with("name", by);
        findings.push(finding.with("known", known.join(", ")));
    }

    fn articles(&self, ledger: &Ledger, names: &[String], findings: &mut Findings) -> Vec<Signing> {
        let progress = Progresses::of(ledger, findings);
        let all = self.request.article.as_deref() == Some("all");
        let mut signed = Vec::new();
        let stopped = findings.stops();
        for name in names {
            let Some(single) = self.folder.read(self.project, name, findings) else { continue };
            let own = progress.article(name, &single.content.sha256);
            let entry = self.entry(&own, &single);
            if all && past(&own, &entry) {
                continue;
            }
            let place = Place::file(&single.file);
            let mut breaches = own.breaches(&entry);
            breaches.extend(self.own_article(&entry, &single.content));
            if entry.stage == Stage::Corrections && breaches.is_empty() {
                breaches.extend(self.too_much(ledger, &own, &single));
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

    /// The entry as it would be in the ledger, not yet sealed.
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

    /// Refuses reviews of one's own article, unless the list allows them.
    fn own_article(&self, entry: &Entry, content: &Content) -> Option<Finding> {
        let own = entry.stage.is_review() && wrote(&content.text, &entry.by);
        let finding = Finding::stop("review-author").with("name", &entry.by);
        let finding = finding.with("article", entry.article.as_deref().unwrap_or_default());
        let chief = self.house.chiefs().next().map_or("NAME", |own| own.name.as_str());
        let finding = finding.with("chief", chief).with("issue", &self.folder.id);
        (own && !self.house.lets_review_own(&entry.by)).then_some(finding)
    }

    /// An entry for the request, without what it binds.
    pub(super) fn blank(&self) -> Entry {
        let by = self.reviewer.map_or(&self.request.by, |reviewer| &reviewer.name);
        let note = self.request.note.as_ref().map(|note| note.trim().to_owned());
        Entry {
            verdict: self.request.verdict,
            note: note.filter(|note| !note.is_empty()),
            house: Some(self.house.content().sha256),
            ..Entry::new(self.request.stage, by, self.request.date)
        }
    }

    /// Why the changes since the final review are more than one proofreader may sign off.
    fn too_much(&self, ledger: &Ledger, own: &Progress, single: &Single) -> Vec<Finding> {
        let read = own.counter.as_ref().or(own.last.as_ref());
        let old = read.and_then(|read| ledger.copy(&read.content));
        let Some(old) = old else { return Vec::new() };
        let changes = weighed(&old, &single.content.text, &self.known);
        let limit = self.publication.review.corrections;
        if changes.structure {
            return vec![Finding::stop("corrections-structure").with("article", &single.id)];
        }
        let finding = Finding::stop("corrections-large").with("article", &single.id);
        let finding = finding.with("count", changes.characters).with("limit", limit);
        let large = (changes.characters > limit).then_some(finding);
        let heavy = changes.heavy.iter().map(|heavy| heavy.finding(&single.id));
        large.into_iter().chain(heavy).collect()
    }

    /// A signature for the whole issue.
    fn issue(&self, ledger: &Ledger, findings: &mut Findings) -> Vec<Signing> {
        if self.folder.is_inbox() {
            findings.push(Finding::stop("review-press-inbox"));
            return Vec::new();
        }
        let progress = Progresses::of(ledger, findings);
        let Some(contents) = Contents::read(self.project, self.folder, findings) else {
            return Vec::new();
        };
        findings.extend(unfinished(&self.folder.id, &contents, &progress));
        let place = || Place::file(self.project.show(&self.folder.root.join("issue.yml")));
        let entry = Entry { content: contents.issue.sha256.clone(), ..self.blank() };
        if !findings.iter().any(|own| own.rule == "review-date") {
            findings.extend(early_press(ledger, &progress, ledger.entries.len(), entry.date));
        }
        let again = ledger.press().is_ok_and(|at| ledger.entries[at].stage == entry.stage);
        let holds = || for_press(&self.folder.id, ledger, &contents).is_none();
        if again && !findings.stops() && holds() {
            let finding = Finding::stop("review-already").at(place());
            let finding = finding.with("article", &self.folder.id);
            findings.push(finding.with("stage", entry.stage.name()));
        }
        vec![(entry, contents.issue)]
    }
}

/// Whether a request for all articles skips this one: it has this signature already, or does not
/// await one of its kind.
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

/// The finding that a ledger has a date after today, with the command that corrects it.
pub fn ledger_ahead(ledger: &Ledger, at: usize, today: Date, house: &House) -> Finding {
    let entry = &ledger.entries[at];
    let finding = Finding::stop("ledger-date-ahead").at(ledger.place(at)).with("entry", at + 1);
    let chief = house.chiefs().next().map_or("NAME", |own| own.name.as_str());
    let finding = finding.with("date", entry.date).with("today", today).with("chief", chief);
    finding.with("issue", &house.issue)
}

/// The findings that keep a request from being written, without those that it is meant to repair.
fn without_what_it_mends(stage: Stage, findings: Findings) -> Findings {
    let stays = |own: &Finding| stage != Stage::Resumed || !MENDED.contains(&own.rule);
    let mut kept = Findings::default();
    kept.extend(findings.into_iter().filter(stays));
    kept
}
