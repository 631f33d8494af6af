//! Which copies are to go out: every reason not to begin, then who is left.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::circulation::copies::files::{Copy, address_sum};
use crate::circulation::copies::leaf::Words;
use crate::circulation::copies::mark::Mark;
use crate::circulation::copies::{Order, edition, verify};
use crate::circulation::ledger::{Entry, Ledger, State};
use crate::circulation::prepared::Copies;
use crate::circulation::recipients;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::publication::{Preferred, Project, Publication, Recipient, Recipients};

/// A part of the list that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Only {
    /// One copy.
    Number(u32),
    /// A category.
    Category(String),
}

impl From<&str> for Only {
    fn from(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Category(text.to_owned()), Self::Number)
    }
}

/// A copy that is to go out.
#[derive(Debug, Clone)]
pub struct Job {
    /// Who it is for.
    pub recipient: Recipient,
    /// The address it goes to.
    pub address: String,
    /// The copy.
    pub copy: Copy,
    /// Whether it was tried before and not taken.
    pub tried: bool,
}

/// Why a recipient's copy does not go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Left {
    /// It was taken.
    Sent,
    /// Nobody knows whether it was taken.
    Unknown,
    /// The server refused this address.
    Refused,
    /// There is no address.
    NoAddress,
}

/// The copies that are to go out, and those that are not.
#[derive(Debug)]
pub struct Queue {
    /// By number, those that were tried before after the others.
    pub jobs: Vec<Job>,
    /// The copies, for reading.
    pub copies: Copies,
    /// The issue.
    pub issue: String,
    /// The periodical's short name.
    slug: String,
    /// The copies that do not go out, by number.
    pub left: BTreeMap<u32, Left>,
    /// What ought to be looked at.
    pub findings: Findings,
}

/// Says which copies of an issue are to go out.
///
/// # Errors
/// [`Failure::Stopped`] with everything that keeps the work from beginning;
/// [`Failure::Call`] when `only` names nobody; [`Failure::Machine`].
pub fn plan(
    project: &Project,
    publication: &Publication,
    issue: &str,
    out: &Path,
    only: &[Only],
) -> Result<Queue, Failure> {
    let mut findings = Findings::default();
    let list = recipients::load(project, publication, &mut findings);
    let copies = match Copies::read(out) {
        Ok(copies) => Some(copies),
        Err(Failure::Stopped(faults)) => {
            findings.extend(faults.into_iter().map(|fault| fault.with("issue", issue)));
            None
        }
        Err(failure) => return Err(failure),
    };
    findings.extend(copies.as_ref().and_then(|copies| copies.stale(&publication.slug, issue)));
    findings.extend(copies.as_ref().and_then(|copies| copies.unknown(project, issue)));
    let (Some(list), Some(copies)) = (list, copies) else { return Err(Failure::Stopped(findings)) };
    let known = entries(project, issue)?;
    asked(&list.value, publication, only)?;
    let mut queue = Queue {
        jobs: Vec::new(),
        copies,
        issue: issue.to_owned(),
        slug: publication.slug.clone(),
        left: BTreeMap::new(),
        findings,
    };
    for (index, recipient) in list.value.recipients.iter().enumerate() {
        let place = list.places.value(&format!("/recipients/{index}"));
        let place = Place::line(list.places.file(), place.line);
        if only.is_empty() || only.iter().any(|only| only.names(recipient)) {
            queue.add(recipient, place, known.get(&recipient.number), !only.is_empty());
        }
    }
    // A copy that the server never takes must not hold up those that were not tried yet.
    queue.jobs.sort_by_key(|job| (job.tried, job.recipient.number));
    let numbers: Vec<u32> = queue.jobs.iter().map(|job| job.recipient.number).collect();
    queue.copies.verify(&numbers, &mut queue.findings)?;
    queue.hold_against_edition(project, out, &numbers)?;
    queue.findings = queue.findings.settle()?;
    Ok(queue)
}

/// How the copies of an issue stand, by number.
fn entries(project: &Project, issue: &str) -> Result<BTreeMap<u32, Entry>, Failure> {
    let Some(ledger) = Ledger::read(project)? else { return Ok(BTreeMap::new()) };
    Ok(ledger.entries(issue)?.into_iter().map(|entry| (entry.number, entry)).collect())
}

/// Holds what is asked for against the list.
fn asked(list: &Recipients, publication: &Publication, only: &[Only]) -> Result<(), Failure> {
    let unknown = only.iter().find(|only| match only {
        Only::Category(category) if publication.scope.contains(category) => false,
        only => !list.recipients.iter().any(|recipient| only.names(recipient)),
    });
    let Some(unknown) = unknown else { return Ok(()) };
    let value = match unknown {
        Only::Number(number) => number.to_string(),
        Only::Category(category) => category.clone(),
    };
    let finding = Finding::stop("deliver-only").with("value", value);
    Err(Failure::Call(Box::new(finding.with("scope", publication.scope.join("\u{3001}")))))
}

impl Only {
    fn names(&self, recipient: &Recipient) -> bool {
        match self {
            Self::Number(number) => recipient.number == *number,
            Self::Category(category) => recipient.category == *category,
        }
    }
}

impl Queue {
    /// Puts a recipient's copy among those that go out, or says why it does not.
    fn add(&mut self, recipient: &Recipient, place: Place, entry: Option<&Entry>, named: bool) {
        let number = recipient.number;
        if entry.is_some_and(|entry| is_another(entry, recipient)) {
            let finding = Finding::stop("delivery-moved").at(place);
            return self.findings.push(finding.with("number", number));
        }
        let Some(address) = recipient.email.clone() else {
            self.left.insert(number, Left::NoAddress);
            return;
        };
        match entry.map(|entry| entry.state) {
            Some(State::Sent) => {
                self.left.insert(number, Left::Sent);
            }
            Some(State::Unknown | State::Handing) => {
                let finding = Finding::warn("delivery-unknown").at(place);
                self.findings.push(finding.with("number", number).with("issue", &self.issue));
                self.left.insert(number, Left::Unknown);
            }
            Some(State::Refused)
                if !named && entry.and_then(|entry| entry.address.as_ref()) == Some(&address) =>
            {
                let finding = Finding::warn("delivery-refused-before").at(place);
                self.findings.push(finding.with("number", number));
                self.left.insert(number, Left::Refused);
            }
            _ => self.push(recipient, address, entry.is_some(), place),
        }
    }

    fn push(&mut self, recipient: &Recipient, address: String, tried: bool, place: Place) {
        match self.copies.all.get(&recipient.number) {
            Some(copy) if !self.is_for(copy, recipient) => {
                let finding = Finding::stop("copy-other").at(place);
                self.findings
                    .push(finding.with("number", recipient.number).with("issue", &self.issue));
            }
            Some(copy) => {
                if !copy.address.is_empty() && copy.address != address_sum(recipient) {
                    let finding = Finding::warn("copy-address").at(place);
                    let finding = finding.with("number", recipient.number);
                    let finding = finding.with("issue", &self.issue);
                    self.findings.push(finding.with("address", &address));
                }
                let copy = copy.clone();
                self.jobs.push(Job { recipient: recipient.clone(), address, copy, tried });
            }
            None => {
                let finding = Finding::stop("copy-missing").at(place);
                self.findings
                    .push(finding.with("number", recipient.number).with("issue", &self.issue));
            }
        }
    }
}

impl Queue {
    /// Holds the copies that are to go out against what is made of the published edition for their
    /// recipients, where an edition is recorded beside them.
    fn hold_against_edition(
        &mut self,
        project: &Project,
        out: &Path,
        numbers: &[u32],
    ) -> Result<(), Failure> {
        let published = edition::published(out, &format!("{}-{}", self.slug, self.issue));
        if published.files.is_empty() || numbers.is_empty() || self.findings.stops() {
            return Ok(());
        }
        let order = Order {
            issue: self.issue.clone(),
            out: out.parent().unwrap_or(out).to_owned(),
            only: numbers.iter().map(u32::to_string).collect(),
            generate_passwords: false,
        };
        match verify(project, &order) {
            Ok(faults) => self.findings.extend(faults),
            Err(Failure::Stopped(faults)) => self.findings.extend(faults),
            Err(failure) => return Err(failure),
        }
        Ok(())
    }

    /// Whether a copy was made for a recipient as the list has them now.
    fn is_for(&self, copy: &Copy, recipient: &Recipient) -> bool {
        let mark = Mark::new(&self.slug, &self.issue, recipient.number);
        let form = match recipient.format {
            Preferred::Pdf => copy.format == "pdf",
            Preferred::Epub => copy.format != "pdf",
        };
        // Lists of copies that know no leaves hold what somebody else has made.
        form && (copy.leaf.is_empty() || copy.leaf == Words::of(recipient, mark).sum())
    }
}

/// Whether a copy went to somebody else than the list now says: the list was numbered anew.
fn is_another(entry: &Entry, recipient: &Recipient) -> bool {
    let name = entry.name.as_ref().is_some_and(|name| *name != recipient.name);
    name && entry.address.is_some() && entry.address != recipient.email
}
