//! The status of an issue: the signatures of every article, which of them are void, what has
//! changed since, and what comes next.

use serde::Serialize;

use super::changes::Changes;
use super::contents::{Article, Contents, Folder};
use super::gate::{early_press, for_press};
use super::house::House;
use super::ledger::Ledger;
use super::lists::{Standing, wrote};
use super::progress::{Progress, Progresses};
use super::sign::ledger_ahead;
use super::stamp::{Stamped, stamps};
use super::weights::{Known, weighed};
use crate::publication::{
    Date, Entry, Project, Review, Reviewer, Stage, TO_FILL_IN, Verdict, load_publication,
};
use hanzi::names::same;
use neikan_base::diagnostic::{Failure, Finding, Findings, Place, Severity};

/// A signature as a report shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Signature {
    /// What was signed.
    pub stage: Stage,
    /// Who signed.
    pub by: String,
    /// When.
    pub date: Date,
    /// The verdict.
    pub verdict: Verdict,
    /// Their remarks.
    pub note: Option<String>,
    /// Whether the text was changed since, so that the signature no longer holds.
    pub void: bool,
}

/// The status of an article.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleStatus {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of its content.
    pub content: String,
    /// Whether it has passed all three reviews as it stands.
    pub approved: bool,
    /// The signatures, oldest first.
    pub signatures: Vec<Signature>,
    /// The verdict that returned or rejected it.
    pub against: Option<Signature>,
    /// The entry that withdrew a signature, if nothing was signed since.
    pub withdrawn: Option<Signature>,
    /// What has changed since it was last read.
    pub changes: Changes,
    /// The content that was last approved or, if none was, last read, where the present one is another.
    #[serde(skip)]
    pub read: Option<String>,
    /// What comes next; nothing if it is ready for the press or rejected.
    pub next: Option<Stage>,
    /// The first person who may sign that.
    pub who: Option<String>,
    /// All of them, in the order of the list.
    pub able: Vec<String>,
    /// Whether it was sent back and has not been changed since.
    pub returned: bool,
}

/// Whether the current list of signers is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum People {
    /// It is.
    Signed,
    /// No list was ever signed.
    Unsigned,
    /// It has changed since it was signed.
    Changed,
}

/// The status of an issue, or of the inbox.
#[derive(Debug, Serialize)]
pub struct Status {
    /// The issue, or `inbox`.
    pub issue: String,
    /// The articles.
    pub articles: Vec<ArticleStatus>,
    /// The signature for the press, if there is one.
    pub press: Option<Signature>,
    /// Whether the current list of signers is signed.
    pub people: People,
    /// An editor in chief, who signs the list and the issue.
    pub chief: String,
    /// Whether the issue may be made.
    pub ready: bool,
    /// How many entries the ledger has.
    pub entries: usize,
    /// The seal of the last one.
    pub seal: String,
    /// The time stamps of entries.
    pub stamps: Vec<Stamped>,
    /// What should be looked at.
    #[serde(skip)]
    pub findings: Findings,
}

/// Adds a finding if a ledger has a date after today, which keeps everybody from signing.
pub fn hold_against_clock(
    project: &Project,
    folder: &Folder,
    today: Date,
    findings: &mut Findings,
) {
    let mut passed = Findings::default();
    let publication = load_publication(project, &mut passed);
    let ledger = Ledger::read(project, folder, &mut passed);
    let (Some(publication), Some(ledger)) = (publication, ledger) else { return };
    if let Some(at) = ledger.ahead(today) {
        let house = House::of(project, folder, &publication.value);
        let finding = ledger_ahead(&ledger, at, today, &house);
        findings.push(Finding { severity: Severity::Warn, ..finding });
    }
}

/// The status of an issue.
///
/// # Errors
/// [`Failure::Stopped`] if the ledger was tampered with or a text has a fault.
pub fn status(project: &Project, folder: &Folder) -> Result<Status, Failure> {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let ledger = Ledger::read(project, folder, &mut findings);
    let contents = contents(project, folder, &mut findings);
    let (Some(publication), Some(ledger)) = (publication, ledger) else {
        return Err(Failure::Stopped(findings));
    };
    let progress = Progresses::of(&ledger, &mut findings);
    let mut findings = findings.settle()?;
    let (articles, issue) = contents;
    findings.extend(ledger.lists.warnings());
    let review = &publication.value.review;
    let known = Known::of(project, &publication.value);
    findings.extend(renamed(&articles, &progress));
    let statuses: Vec<ArticleStatus> = articles
        .iter()
        .map(|(id, article)| {
            let own = progress.article(id, &article.content.sha256);
            if own.in_one_day() {
                let place = Place::file(&article.file);
                findings.push(Finding::warn("review-one-day").at(place).with("article", id));
            }
            standing(id, article, &own, &ledger, (review, &known))
        })
        .collect();
    let fault = issue.as_ref().map(|issue| {
        for_press(&folder.id, &ledger, issue).or_else(|| {
            let at = ledger.press().ok()?;
            early_press(&ledger, &progress, at, ledger.entries[at].date)
        })
    });
    // A status report also shows this finding, which is no next step.
    findings.extend(
        fault
            .iter()
            .flatten()
            .filter(|own| own.rule == "review-press-early")
            .map(|finding| Finding { severity: Severity::Warn, ..finding.clone() }),
    );
    let signed = ledger.entries.iter().rev().find(|entry| entry.is_press());
    let people = match ledger.lists.standing() {
        Standing::Signed => People::Signed,
        Standing::Never => People::Unsigned,
        Standing::Changed => People::Changed,
    };
    let ready = matches!(fault, Some(None)) && statuses.iter().all(|s| s.next.is_none());
    let ready = ready && people == People::Signed;
    Ok(Status {
        issue: folder.id.clone(),
        press: signed.map(|entry| signature(entry, !matches!(fault, Some(None)))),
        people,
        chief: ledger.lists.chief().to_owned(),
        ready: ready && statuses.iter().all(|status| status.approved),
        articles: statuses,
        entries: ledger.entries.len(),
        seal: ledger.seal().to_owned(),
        stamps: stamps(&ledger, &mut findings),
        findings,
    })
}

type Articles = Vec<(String, Article)>;

/// A note for every article that was signed under another name, by which its entries are called.
fn renamed(articles: &Articles, progress: &Progresses) -> Vec<Finding> {
    let found = articles.iter().filter_map(|(id, article)| {
        let names = progress.names(id, &article.content.sha256);
        let old = names.get(1..).filter(|before| !before.is_empty())?.join(", ");
        let finding = Finding::note("review-renamed").at(Place::file(&article.file));
        Some(finding.with("article", id).with("old", old))
    });
    found.collect()
}

/// The articles to be signed and, for an issue, the issue.
fn contents(
    project: &Project,
    folder: &Folder,
    findings: &mut Findings,
) -> (Articles, Option<Contents>) {
    if folder.is_inbox() {
        let names = folder.names();
        let singles = names.iter().filter_map(|name| folder.read(project, name, findings));
        let articles = singles.map(|single| (single.id.clone(), Article::from(&single)));
        return (articles.collect(), None);
    }
    let contents = Contents::read(project, folder, findings);
    (contents.as_ref().map(|c| c.articles.clone()).unwrap_or_default(), contents)
}

fn standing(
    id: &str,
    article: &Article,
    own: &Progress,
    ledger: &Ledger,
    (review, known): (&Review, &Known),
) -> ArticleStatus {
    let sum = &article.content.sha256;
    let void = |entry: &Entry| own.voids(entry, sum);
    let since = |read: &str| {
        let old = ledger.copy(read)?;
        Some(weighed(&old, &article.content.text, known))
    };
    let next = own.next(sum).filter(|_| !own.rejects(sum));
    let next = next.map(|next| {
        if next == Stage::Corrections { way_on(own, review.corrections, &since) } else { next }
    });
    let mut changes = own.read().and_then(since).unwrap_or_default();
    if own.approved.is_none() {
        // Changes that the reviewers are still to read are not weighed.
        changes.heavy.clear();
    }
    let able = next.map(|next| able(review, own, article, id, next)).unwrap_or_default();
    ArticleStatus {
        id: id.to_owned(),
        title: article.title.clone(),
        content: sum.clone(),
        approved: own.approves(sum),
        signatures: own.signatures().into_iter().map(|e| signature(e, void(e))).collect(),
        against: own.against.as_ref().map(|entry| signature(entry, false)),
        withdrawn: own.withdrawn.as_ref().map(|entry| signature(entry, false)),
        changes,
        read: own.read().filter(|read| read != sum).and_then(|read| ledger.copy(read)),
        next,
        who: able.first().cloned(),
        able,
        returned: own.against.as_ref().is_some_and(|against| against.content == *sum),
    }
}

/// The reviewers who can pass what comes next.
fn able(review: &Review, own: &Progress, article: &Article, id: &str, next: Stage) -> Vec<String> {
    let free = |reviewer: &&Reviewer| {
        let entry = Entry {
            article: Some(id.to_owned()),
            content: article.content.sha256.clone(),
            house: Some(String::new()),
            delegate: reviewer.delegate && next == Stage::Final,
            // No rule about who signs what looks at the day.
            ..Entry::new(next, &reviewer.name, Date { year: 2000, month: 1, day: 1 })
        };
        let author = next.is_review()
            && wrote(&article.content.text, &reviewer.name)
            && !review.own_articles.iter().any(|name| same(name, &reviewer.name));
        let counter = next == Stage::Countersign && reviewer.delegate;
        !author && !counter && own.breaches(&entry).is_empty()
    };
    let able = |own: &&Reviewer| {
        let filled_in = !own.name.starts_with(TO_FILL_IN);
        filled_in && next.duty().is_some_and(|duty| own.stages.contains(&duty))
    };
    let reviewers = review.reviewers.iter().filter(able).filter(free);
    reviewers.map(|own| own.name.clone()).collect()
}

/// How an approved text that was changed goes on: 核红, or back to the second review.
fn way_on(own: &Progress, limit: usize, since: &dyn Fn(&str) -> Option<Changes>) -> Stage {
    let read = own.counter.as_ref().or(own.last.as_ref());
    let changes = read.and_then(|entry| since(&entry.content));
    let small = changes.is_some_and(|changes| {
        !changes.structure && changes.characters <= limit && changes.heavy.is_empty()
    });
    if small { Stage::Corrections } else { Stage::Second }
}

fn signature(entry: &Entry, void: bool) -> Signature {
    Signature {
        stage: entry.stage,
        by: entry.by.clone(),
        date: entry.date,
        verdict: entry.verdict,
        note: entry.note.clone(),
        void,
    }
}
