//! The gate before the press: an issue is made if every article has passed its reviews and proofs
//! as it stands, and the issue as it stands is signed for the press.

use std::collections::{BTreeMap, BTreeSet};

use super::contents::{Contents, Folder};
use super::ledger::Ledger;
use super::lists::Standing;
use super::parts::parts;
use super::progress::Progresses;
use crate::manuscript::Assembly;
use crate::manuscript::digest::{Content, ISSUE_FORM};
use crate::publication::{Date, Entry, Head, Project, Stage};
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};

/// What the ledger says about an issue that is to be made.
#[derive(Debug)]
pub struct Gate {
    /// What keeps it from being made.
    pub findings: Findings,
    /// The articles that have not passed their reviews as they stand.
    pub unreviewed: BTreeSet<String>,
    /// The content of the issue, whose SHA-256 is its content sum.
    pub content: Content,
    /// Its ledger, unless it is not a valid one.
    pub ledger: Option<Ledger>,
}

impl Gate {
    /// Where the ledger ends.
    pub fn head(&self) -> Head {
        self.ledger.as_ref().map(Ledger::head).unwrap_or_default()
    }
}

/// Checks an issue that was put together against its ledger.
///
/// # Errors
/// [`Failure::Machine`] if a file of its design cannot be read.
pub fn gate(project: &Project, assembly: &Assembly) -> Result<Gate, Failure> {
    let folder = Folder::issue(project, &assembly.id);
    Ok(judge(project, &folder, Contents::of(project, assembly)?))
}

/// Checks an issue as it is on disk against its ledger, without putting it together.
///
/// # Errors
/// [`Failure::Stopped`] if a part of it cannot be read.
pub fn standing(project: &Project, issue: &str) -> Result<Gate, Failure> {
    let folder = Folder::issue(project, issue);
    let mut findings = Findings::default();
    let contents = Contents::read(project, &folder, &mut findings);
    let contents = contents.ok_or(Failure::Stopped(findings))?;
    Ok(judge(project, &folder, contents))
}

fn judge(project: &Project, folder: &Folder, contents: Contents) -> Gate {
    let everything = || contents.articles.iter().map(|(id, _)| id.clone()).collect();
    let mut findings = Findings::default();
    let Some(ledger) = Ledger::read(project, folder, &mut findings) else {
        let unreviewed = everything();
        return Gate { findings, unreviewed, content: contents.issue, ledger: None };
    };
    let progress = Progresses::of(&ledger, &mut findings);
    let forged = findings.stops();
    findings.extend(unfinished(&folder.id, &contents, &progress));
    findings.extend(for_press(&folder.id, &ledger, &contents));
    if let Ok(at) = ledger.press() {
        findings.extend(early_press(&ledger, &progress, at, ledger.entries[at].date));
    }
    findings.extend(list(&ledger));
    for (id, article) in &contents.articles {
        if progress.article(id, &article.content.sha256).in_one_day() {
            let place = Place::file(&article.file);
            findings.push(Finding::warn("review-one-day").at(place).with("article", id));
        }
    }
    let unreviewed = contents.articles.iter().filter(|(id, article)| {
        let sum = &article.content.sha256;
        !progress.article(id, sum).approves(sum)
    });
    let unreviewed =
        if forged { everything() } else { unreviewed.map(|(id, _)| id.clone()).collect() };
    Gate { findings, unreviewed, content: contents.issue, ledger: Some(ledger) }
}

/// Why the list of signers is not the one that was signed, with all that changed. As long as nobody
/// has signed for the press, a list that was never signed is not a fault.
pub fn list(ledger: &Ledger) -> Vec<Finding> {
    let begun = ledger.entries.iter().any(Entry::is_press);
    let unsigned = ledger.lists.standing() == Standing::Never;
    if unsigned && !begun { Vec::new() } else { ledger.lists.faults() }
}

/// A finding for every article that is not ready for the press, with what is missing.
pub fn unfinished(issue: &str, contents: &Contents, progress: &Progresses) -> Vec<Finding> {
    let articles = contents.articles.iter().filter_map(|(id, article)| {
        let sum = &article.content.sha256;
        let own = progress.article(id, sum);
        let finding = if own.rejects(sum) {
            Finding::stop("review-rejected").with("stage", "rejected")
        } else {
            Finding::stop("review-unapproved").with("lacks", own.next(sum)?.name())
        };
        let place = Place::file(&article.file);
        let finding = finding.at(place).with("article", id).with("title", &article.title);
        Some(finding.with("issue", issue))
    });
    articles.collect()
}

/// Why the issue, as it stands, is not signed for the press; nothing if it is.
pub fn for_press(issue: &str, ledger: &Ledger, contents: &Contents) -> Option<Finding> {
    let place = || Place::file(format!("issues/{issue}/issue.yml"));
    let fault = |rule| {
        let finding = Finding::stop(rule).at(place()).with("issue", issue);
        Some(finding.with("chief", ledger.lists.chief()))
    };
    let at = match ledger.press() {
        Ok(at) => at,
        Err(rule) => return fault(rule),
    };
    let signed = &ledger.entries[at];
    let Some(old) = ledger.copy(&signed.content) else {
        let path = format!("review/{}.txt", signed.content);
        return fault("review-press-copy").map(|finding| finding.with("path", path));
    };
    if !old.starts_with(&format!("neikan {ISSUE_FORM}\n")) {
        return fault("review-press-form");
    }
    let void = || {
        let changed = parts(&old, &contents.issue.text).join(", ");
        fault("review-press-void").map(|finding| finding.with("changed", changed))
    };
    let same = signed.content == contents.issue.sha256;
    if signed.stage == Stage::Press {
        return if same { None } else { void() };
    }
    if same {
        return fault("review-press-waiting");
    }
    if outside(&old) != outside(&contents.issue.text) {
        return void();
    }
    let changed =
        contents.articles.iter().filter(|(_, article)| !old.contains(&article.content.sha256));
    let mut changed =
        changed.map(|(id, article)| corrected(ledger, at, id, &article.content.sha256));
    if changed.all(|checked| checked) { None } else { void() }
}

/// Whether corrections of an article that ended so were checked after an entry.
fn corrected(ledger: &Ledger, since: usize, id: &str, sum: &str) -> bool {
    ledger.entries[since..].iter().any(|entry| {
        entry.stage == Stage::Corrections
            && entry.article.as_deref() == Some(id)
            && entry.content == sum
    })
}

/// The articles of an issue that are not what was signed for the press; nothing where no signature for
/// the press is in force. How an issue looks, which may have changed since it was printed, counts for
/// nothing.
pub fn since_press(
    ledger: &Ledger,
    contents: &BTreeMap<String, Content>,
) -> Option<BTreeSet<String>> {
    let at = ledger.press().ok()?;
    let signed = ledger.copy(&ledger.entries[at].content)?;
    let changed = contents.iter().filter(|(id, content)| {
        !signed.contains(&content.sha256) && !corrected(ledger, at, id, &content.sha256)
    });
    Some(changed.map(|(id, _)| id.clone()).collect())
}

/// A finding if the press would be signed, as the entry with the number `at`, on a day before the
/// last review or proof that it rests on. However dates were corrected, nobody can have signed for
/// the press what was not read yet: what a wrong clock has dated too late is withdrawn and signed
/// again.
pub fn early_press(
    ledger: &Ledger,
    progress: &Progresses,
    at: usize,
    date: Date,
) -> Option<Finding> {
    let before = &ledger.entries[..at];
    let rests =
        progress.signatures().filter(|own| before.iter().any(|entry| entry.seal == own.seal));
    let last = rests.max_by_key(|own| own.date).filter(|own| own.date > date)?;
    let finding = Finding::stop("review-press-early").at(Place::file(&ledger.file));
    let finding = finding.with("article", last.article.as_deref().unwrap_or_default());
    let finding = finding.with("stage", last.stage.name()).with("name", &last.by);
    let finding = finding.with("last", last.date).with("date", date);
    Some(finding.with("issue", ledger.folder()).with("chief", ledger.lists.chief()))
}

/// The lines of an issue's content other than the sums of its articles.
fn outside(content: &str) -> Vec<&str> {
    let sum = |line: &&str| line.starts_with("/articles/") && line.contains("/content = ");
    content.lines().filter(|line| !sum(line)).collect()
}
