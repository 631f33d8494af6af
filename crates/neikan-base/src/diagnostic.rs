//! Findings: what is wrong, where, how severe it is, and the values its message needs.
//!
//! A finding names a rule; the words for that rule live in [`crate::locale`], so that a
//! finding is plain data and can be shown in any language or written as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Note,
    /// Should be looked at; the work goes on.
    Warn,
    /// Stops the work: nothing is written.
    Stop,
}

/// A place in a source file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path relative to the project, with forward slashes.
    pub file: String,
    /// Line, counted from 1; 0 when the whole file is meant.
    pub line: usize,
    /// Column in characters, counted from 1; 0 when the whole line is meant.
    pub column: usize,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self::at(file, 0, 0)
    }

    /// A whole line of a file, counted from 1.
    pub fn line(file: impl Into<String>, line: usize) -> Self {
        Self::at(file, line, 0)
    }

    /// A line and a column in characters, both counted from 1.
    pub fn at(file: impl Into<String>, line: usize, column: usize) -> Self {
        Self { file: file.into(), line, column }
    }
}

/// One thing that is wrong, or worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The stable name of the rule, which is also the key of its message.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it is, if it is anywhere.
    pub place: Option<Place>,
    /// The values of the message's placeables.
    pub args: BTreeMap<&'static str, String>,
}

impl Finding {
    /// A finding that stops the work.
    pub fn stop(rule: &'static str) -> Self {
        Self { rule, severity: Severity::Stop, place: None, args: BTreeMap::new() }
    }

    /// A finding that should be looked at.
    pub fn warn(rule: &'static str) -> Self {
        Self { severity: Severity::Warn, ..Self::stop(rule) }
    }

    /// A finding that is worth knowing.
    pub fn note(rule: &'static str) -> Self {
        Self { severity: Severity::Note, ..Self::stop(rule) }
    }

    /// The same finding as a warning, if it stops.
    #[must_use]
    pub fn softened(self) -> Self {
        Self { severity: self.severity.min(Severity::Warn), ..self }
    }

    /// Sets the place of the finding.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Sets a placeable of the message.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.insert(name, value.to_string());
        self
    }
}

/// All findings of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// What a step came to; its fault, if it has one, is added instead.
    pub fn keep<T>(&mut self, result: Result<T, Finding>) -> Option<T> {
        result.map_err(|finding| self.push(finding)).ok()
    }

    /// Adds all findings of another run.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Finding>) {
        self.0.extend(other);
    }

    /// Whether any finding stops the work.
    pub fn stops(&self) -> bool {
        self.count(Severity::Stop) > 0
    }

    /// How many findings have the given severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The findings, most severe first, then by file and line; duplicates appear once.
    pub fn sorted(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.0.iter().collect();
        all.sort_by(|a, b| {
            (b.severity, &a.place, a.rule, &a.args).cmp(&(a.severity, &b.place, b.rule, &b.args))
        });
        all.dedup();
        all
    }

    /// The findings in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same findings with none that stops: those become warnings.
    #[must_use]
    pub fn softened(self) -> Self {
        Self(self.0.into_iter().map(Finding::softened).collect())
    }

    /// Fails with these findings if one of them stops the work.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with all the findings.
    pub fn settle(self) -> Result<Self, Failure> {
        if self.stops() { Err(Failure::Stopped(self)) } else { Ok(self) }
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(findings: I) -> Self {
        Self(findings.into_iter().collect())
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self(vec![finding])
    }
}

/// A finding as it is kept in a file between two runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    rule: String,
    severity: Severity,
    /// File, line and column.
    place: Option<(String, usize, usize)>,
    args: BTreeMap<String, String>,
}

impl From<&Finding> for Stored {
    fn from(finding: &Finding) -> Self {
        let place = finding.place.clone();
        let args = finding.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        Self {
            rule: finding.rule.to_owned(),
            severity: finding.severity,
            place: place.map(|place| (place.file, place.line, place.column)),
            args: args.collect(),
        }
    }
}

impl Stored {
    /// The finding that was kept.
    pub fn restore(self) -> Finding {
        Finding {
            rule: known(self.rule),
            severity: self.severity,
            place: self.place.map(|(file, line, column)| Place::at(file, line, column)),
            args: self.args.into_iter().map(|(name, value)| (known(name), value)).collect(),
        }
    }
}

/// A name that lasts as long as the program: each is kept once, and there are as few as rules and
/// their values.
fn known(name: String) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name.as_str()) {
        return known;
    }
    let name: &'static str = name.leak();
    names.insert(name);
    name
}

/// Why a command did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Findings stop the work (exit status 1).
    #[error("{} findings stop the work", .0.count(Severity::Stop))]
    Stopped(Findings),
    /// Findings stop part of the work and are already in the report (exit status 1).
    #[error("the report says what is wrong")]
    Reported,
    /// The call is wrong (exit status 2).
    #[error("the call is wrong: {}", .0.rule)]
    Call(Box<Finding>),
    /// The machine failed (exit status 3).
    #[error("{}: {reason}", path.display())]
    Machine {
        /// The file or folder that could not be read or written.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// Another machine failed, or the way to it (exit status 3).
    #[error("elsewhere: {}", .0.rule)]
    Elsewhere(Box<Finding>),
    /// The program, or a library under it, failed while it handled a file (exit status 4).
    #[error("{file}: internal fault: {reason}")]
    Internal {
        /// The file in hand.
        file: String,
        /// What is known of the fault, for whoever fixes it.
        reason: String,
    },
}

impl Failure {
    /// A failure of the machine at a path.
    pub fn machine(path: impl AsRef<Path>, reason: io::Error) -> Self {
        Self::Machine { path: path.as_ref().to_owned(), reason }
    }

    /// A fault of the program, or of a library under it, while it made or handled a file.
    pub fn internal(file: impl Into<String>, reason: impl ToString) -> Self {
        Self::Internal { file: file.into(), reason: reason.to_string() }
    }

    /// What is to be told of it; `version` is that of the program.
    pub fn findings(&self, version: &str) -> Findings {
        match self {
            Self::Reported => Findings::default(),
            Self::Stopped(findings) => findings.clone(),
            Self::Call(finding) | Self::Elsewhere(finding) => Findings::from((**finding).clone()),
            Self::Machine { path, reason } => {
                let finding = Finding::stop(rule(reason.kind())).with("path", path.display());
                Findings::from(finding.with("reason", reason))
            }
            Self::Internal { file, reason } => {
                let finding = Finding::stop("internal-fault").with("file", file);
                Findings::from(finding.with("reason", reason).with("version", version))
            }
        }
    }

    /// The exit status that goes with the failure.
    pub fn status(&self) -> u8 {
        match self {
            Self::Stopped(_) | Self::Reported => 1,
            Self::Call(_) => 2,
            Self::Machine { .. } | Self::Elsewhere(_) => 3,
            Self::Internal { .. } => 4,
        }
    }
}

/// The rule that says what to do about an error of the system.
fn rule(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "machine-full",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "machine-denied",
        ErrorKind::IsADirectory => "machine-folder",
        ErrorKind::Unsupported => "machine-locks",
        _ => "machine-failed",
    }
}

impl From<Finding> for Failure {
    fn from(finding: Finding) -> Self {
        Self::Stopped(finding.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_finding_comes_back_as_it_was() {
        let finding = Finding::warn("file-large").at(Place::at("a.md", 3, 4)).with("limit", 8);
        let text = serde_json::to_string(&Stored::from(&finding)).unwrap();
        let back: Stored = serde_json::from_str(&text).unwrap();
        assert_eq!(back.restore(), finding);
        assert!(std::ptr::eq(known("limit".to_owned()), known("limit".to_owned())));
    }
}
