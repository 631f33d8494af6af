//! Checks what was published of an issue against the issue as it is now: nothing may be imposed,
//! copied or mailed that is older than the last correction, has been tampered with, or has lost its
//! approval.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Made, Order};
use crate::archive;
use crate::archive::outputs::Outputs;
use crate::archive::record::Record;
use crate::circulation::copies::files::{self as copies, Edition};
use crate::desk::review::anchor::{Standing, knows};
use crate::desk::review::status::hold_against_clock;
use crate::desk::review::{Folder, Gate, parts, standing};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::{self, resolve_inside};
use crate::press::page_count;
use crate::publication::{Date, Head, Project, load_publication};
use crate::sources::Sources;
use neikan_base::hash::identifier;
use pdfx_preflight::Limits;

/// The record in the output folder of an issue.
const RECORD: &str = archive::record::FILE;
/// What the published files are needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be imposed, as a draft if requested.
    Press {
        /// Whether a draft is acceptable.
        draft: bool,
    },
    /// To be given to readers.
    Readers,
}

impl Purpose {
    fn takes_drafts(self) -> bool {
        matches!(self, Self::Press { draft: true })
    }

    /// Whether the output folder of an issue contains anything for this purpose.
    fn anything(self, folder: &Path) -> bool {
        let [place, ending] = match self {
            Self::Press { .. } => ["press", ".pdf"],
            Self::Readers => [copies::FOLDER, copies::LIST],
        };
        Sources::default().files(&folder.join(place)).iter().any(|name| name.ends_with(ending))
    }

    /// Whether a published file serves this purpose, disregarding whether it is a draft.
    fn wants(self, path: &str) -> bool {
        let path = path.replace("-draft.", ".");
        match self {
            Self::Press { .. } => {
                ["-interior.pdf", "-cover.pdf"].iter().any(|end| path.ends_with(end))
            }
            Self::Readers => {
                !path.contains('/') && (path.ends_with(".pdf") || path.ends_with(".epub"))
            }
        }
    }
}

/// Checks the output folder of an issue against the issue as it is now, and the dates in its ledger
/// against `today`.
///
/// Returns what should be looked at. If nothing was built at all, reporting that is up to the
/// caller.
///
/// # Errors
/// [`Failure::Stopped`] if the issue is not approved as it stands, was changed after the build, or
/// if a file is not what was built.
pub fn hold(
    project: &Project,
    issue: &str,
    folder: &Path,
    purpose: Purpose,
    today: Date,
) -> Result<Findings, Failure> {
    let here = |rule| {
        let place = Place::file(folder.join(RECORD).display().to_string());
        Finding::stop(rule).at(place).with("issue", issue)
    };
    let Some(record) = Record::read(folder) else {
        return if purpose.anything(folder) {
            Err(here("edition-record").into())
        } else {
            Ok(Findings::default())
        };
    };
    let gate = standing(project, issue)?;
    let mut findings = gate.findings.clone();
    hold_against_clock(project, &Folder::issue(project, issue), today, &mut findings);
    findings.extend(unknown(&gate, folder, Some(&record))?);
    let (old, made) = (record.content.join("\n"), record.lying(folder).into_iter());
    let made: Vec<Made> = made.filter(|made| purpose.wants(&made.path)).collect();
    let draft = |made: &&Made| made.path.contains("-draft.");
    let (drafts, finals): (Vec<&Made>, Vec<&Made>) = made.iter().partition(draft);
    let wanted = if purpose.takes_drafts() { drafts } else { finals };
    // Copies are checked against their own record of what they were made from.
    if made.is_empty() && purpose != Purpose::Readers && purpose.anything(folder) {
        findings.push(here("edition-record"));
    }
    if wanted.is_empty() && !made.is_empty() {
        let rule = if purpose.takes_drafts() { "edition-final" } else { "edition-draft" };
        findings.push(here(rule));
    }
    if let Some(stale) = wanted.iter().find(|made| made.sum != gate.content.sha256) {
        let changed = changed(&gate, &stale.sum, old);
        findings.push(here("edition-stale").with("changed", changed));
    }
    let mut findings = if purpose.takes_drafts() { findings.softened() } else { findings };
    let known = Outputs::read(project);
    for made in wanted {
        let file = || Place::file(folder.join(&made.path).display().to_string());
        let strange = || Finding::stop("edition-unknown").at(file()).with("issue", issue);
        let strange = (!known.knows(issue, made)).then(strange);
        findings.extend(tampered(folder, made, issue).or(strange));
    }
    findings.settle()
}

/// Checks a press file from anywhere against the issue whose content sum its label names. If it
/// names none, or one that belongs to no issue of the project, it is from elsewhere and gets a
/// warning.
///
/// # Errors
/// [`Failure::Stopped`] if the issue is not approved as it stands, was changed since, or if the
/// file is not what was built.
pub fn hold_file(
    project: &Project,
    path: &Path,
    draft: bool,
    today: Date,
) -> Result<Findings, Failure> {
    // An unreadable file is reported when it is imposed.
    let Ok(Some(bytes)) = fs::read_limited(path, Limits::USUAL.file) else {
        return Ok(Findings::default());
    };
    let place = || Place::file(path.display().to_string());
    let known = Outputs::read(project);
    let own =
        named(&bytes).into_iter().find_map(|sum| Some((issue_of(project, &known, &sum)?, sum)));
    let Some((issue, sum)) = own else {
        return Ok(Finding::warn("impose-foreign").at(place()).into());
    };
    let here = |rule| Finding::stop(rule).at(place()).with("issue", &issue);
    let gate = standing(project, &issue)?;
    let mut findings = gate.findings.clone();
    hold_against_clock(project, &Folder::issue(project, &issue), today, &mut findings);
    let folder = project.root().join("out").join(&issue);
    findings.extend(unknown(&gate, &folder, Record::read(&folder).as_ref())?);
    if sum != gate.content.sha256 {
        findings.push(here("edition-stale").with("changed", changed(&gate, &sum, String::new())));
    }
    let mut findings = if draft { findings.softened() } else { findings };
    match known.path(&issue, &sum, &neikan_base::hash::sha256(&bytes)) {
        None => findings.push(here("edition-unknown")),
        Some(path) if path.contains("-draft.") && !draft => findings.push(here("edition-draft")),
        Some(_) => {}
    }
    findings.settle()
}

/// Whether a file was built as a draft of an issue: by the record of the project that built it, else by
/// the label and the name that such a file has. `metadata` is where it names its content sum, if it
/// does, and only then for `sum`, its own SHA-256, is asked.
pub fn is_draft(
    project: Option<&Project>,
    path: &Path,
    metadata: &[u8],
    sum: impl FnOnce() -> Option<String>,
) -> bool {
    let sums = named(metadata);
    let known = project.filter(|_| !sums.is_empty()).and_then(|project| {
        let outputs = Outputs::read(project);
        let sum = sum()?;
        let path = |own: &String| outputs.path(outputs.issue(own)?, own, &sum).map(str::to_owned);
        sums.iter().find_map(path)
    });
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let named = name.ends_with("-draft") || name.contains("-draft-");
    known.map_or(named && !sums.is_empty(), |path| path.contains("-draft."))
}

/// Warns about a file whose label names a content sum when there is no project to check it against.
pub fn homeless(path: &Path) -> Findings {
    let bytes = fs::read_limited(path, Limits::USUAL.file).ok().flatten().unwrap_or_default();
    let place = Place::file(path.display().to_string());
    let named = !named(&bytes).is_empty();
    if named { Finding::warn("impose-foreign").at(place).into() } else { Findings::default() }
}

/// The issue of this project that has, or once had, a content sum: something was built from it, or
/// it was signed for the press.
fn issue_of(project: &Project, known: &Outputs, sum: &str) -> Option<String> {
    let signed =
        |id: &String| project.issue(id).join("review").join(format!("{sum}.txt")).is_file();
    known.issue(sum).map(str::to_owned).or_else(|| project.issue_ids().into_iter().find(signed))
}

/// What was changed in an issue since its content had a sum; `old` is that content in case the
/// ledger does not contain it.
fn changed(gate: &Gate, sum: &str, old: String) -> String {
    let signed = gate.ledger.as_ref().and_then(|ledger| ledger.copy(sum));
    parts(&signed.unwrap_or(old), &gate.content.text).join(", ")
}

/// A finding for a file that exists but is not what the record says was built, by its bytes or by the
/// content sum that it names. Whether that sum is still the issue's is another question.
fn tampered(folder: &Path, made: &Made, issue: &str) -> Option<Finding> {
    let path = resolve_inside(folder, &made.path).ok()?;
    let bytes = fs::read(&path).ok()?;
    let place = Place::file(path.display().to_string());
    let finding = Finding::stop("edition-changed").at(place).with("issue", issue);
    let other = made.path.ends_with(".pdf") && !names(&bytes, &made.sum);
    (other || neikan_base::hash::sha256(&bytes) != made.sha256).then_some(finding)
}

/// The content sums that a file names in an uncompressed label, each once.
fn named(bytes: &[u8]) -> BTreeSet<String> {
    let begin = identifier("");
    let found = memchr::memmem::find_iter(bytes, begin.as_bytes());
    let sums = found.filter_map(|at| bytes.get(at + begin.len()..at + begin.len() + 64));
    let hex = |sum: &&[u8]| sum.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    sums.filter(hex).map(|sum| String::from_utf8_lossy(sum).into_owned()).collect()
}

/// Whether a PDF names a content sum in its label, which is not compressed.
fn names(pdf: &[u8], sum: &str) -> bool {
    memchr::memmem::find(pdf, identifier(sum).as_bytes()).is_some()
}

/// Findings for a ledger that is older than the one that an earlier build, an archive or the copies
/// in the output folder have seen; in a draft they do not stop.
///
/// # Errors
/// [`Failure::Stopped`] with them unless a draft is made, or if the ledger cannot be read.
pub fn went_back(gate: &Gate, folder: &Path, order: &Order) -> Result<Findings, Failure> {
    let record = Record::read(folder);
    let mut findings = Findings::default();
    findings.extend(unknown(gate, folder, record.as_ref())?);
    if order.draft { Ok(findings.softened()) } else { findings.settle() }
}

/// Findings for everything that has seen a ledger entry that no longer exists.
fn unknown(gate: &Gate, folder: &Path, record: Option<&Record>) -> Result<Vec<Finding>, Failure> {
    let seen = witnesses(folder, record);
    if seen.is_empty() {
        return Ok(Vec::new());
    }
    let ledger = gate.ledger.as_ref().ok_or_else(|| Failure::Stopped(gate.findings.clone()))?;
    let unknown =
        seen.into_iter().filter(|(_, head)| knows(ledger, &head.seal) == Standing::Unknown);
    let finding = |(file, head): (String, Head)| {
        let place = Place::file(folder.join(file).display().to_string());
        ledger.went_back(&head).at(place)
    };
    Ok(unknown.map(finding).collect())
}

/// What has to be said of the number of pages of an issue before it is signed for the press: a fault
/// where the last build shows that it cannot be bound, a warning where nobody has built it as it is.
pub fn bindable(project: &Project, issue: &str) -> Option<Finding> {
    let publication = load_publication(project, &mut Findings::default())?.value;
    let content = standing(project, issue).ok()?.content.sha256;
    let record = Record::read(&project.root().join("out").join(issue));
    let pages = record.filter(|record| record.sum == content).and_then(|record| record.pages);
    match pages {
        Some(pages) => page_count(publication.page_multiple(), pages, issue),
        None => {
            let place = Place::file(format!("issues/{issue}/issue.yml"));
            Some(Finding::warn("review-press-unseen").at(place).with("issue", issue))
        }
    }
}

/// The states of an issue's ledger that its outputs have seen.
pub fn seen(project: &Project, issue: &str) -> Vec<Head> {
    let folder = project.root().join("out").join(issue);
    let record = Record::read(&folder);
    witnesses(&folder, record.as_ref()).into_iter().map(|(_, head)| head).collect()
}

/// The heads of the ledger that files in an output folder, including its record, have seen, with
/// the names of these files.
fn witnesses(folder: &Path, record: Option<&Record>) -> Vec<(String, Head)> {
    let record = record.map(|record| (RECORD.to_owned(), record.ledger.clone()));
    let list = format!("{}/{}", copies::FOLDER, copies::EDITION);
    let copies = Edition::of_copies(folder).map(|edition| (list, edition.ledger));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut archives: Vec<String> = names.filter(|name| name.ends_with("-archive.zip")).collect();
    archives.sort();
    let archives = archives.into_iter().filter_map(|name| {
        let head = archive::ledger(&folder.join(&name))?;
        Some((name, head))
    });
    let all = record.into_iter().chain(copies).chain(archives);
    all.filter(|(_, head)| !head.seal.is_empty()).collect()
}
