//! The registers of a project: what the program saw last, kept where it is not restored to an older
//! state together with what it is about.
//!
//! `issues/register.txt` has a line for every state that a review ledger had, including that of the
//! inbox. It is outside the folders of the ledgers, so that the program notices if one is restored
//! to an older state, even together with its last seal. `issues/built.txt` has a line for every
//! file that was put into an output folder, so that somebody who can only write there cannot make
//! the record and the file agree on something else. Only whole lines are ever added; an invalid
//! line, such as a merge by git may leave, is skipped, and new lines go after it.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::publication::{Head, Project};
use neikan_base::diagnostic::{Failure, Finding, Place};

/// The register of the review ledgers, in the folder of the issues.
pub const LEDGERS: &str = "register.txt";
/// The register of the files that were built.
pub const OUTPUTS: &str = "built.txt";

/// The first line of a new register.
pub const OPENING: &str = "# 登记簿，只由 neikan 在末尾添加，不要手改。\n";
/// The largest register that is read, bytes.
const LIMIT: u64 = 64 << 20;

/// What the register knows about the review ledger of one folder.
#[derive(Debug, Default)]
pub struct Seen {
    /// The states that it was seen in, oldest first.
    pub heads: Vec<Head>,
    /// The seals that a merge of two copies has replaced with others.
    pub merged: BTreeSet<String>,
}

impl Seen {
    /// Reads the register for a folder.
    pub fn read(project: &Project, folder: &str) -> Self {
        let mut seen = Self::default();
        for line in text(project, LEDGERS).lines() {
            let Some(rest) = line.strip_prefix(folder).and_then(|rest| rest.strip_prefix(' '))
            else {
                continue;
            };
            if let Some(seal) = rest.strip_prefix("merged ") {
                seen.merged.insert(seal.to_owned());
            } else {
                seen.heads.extend(head(rest));
            }
        }
        seen
    }
}

/// The state that a line records, after the name of its folder.
fn head(rest: &str) -> Option<Head> {
    let (entries, seal) = rest.split_once(' ')?;
    let entries = entries.parse().ok()?;
    let whole = seal.len() == 64 && !seal.contains(' ');
    whole.then(|| Head { entries, seal: seal.to_owned() })
}

/// Adds the state of a folder's review ledger, unless it is already recorded; `issues` is the
/// folder of the issues.
///
/// # Errors
/// [`Failure::Machine`].
pub fn note_head(issues: &Path, folder: &str, head: &Head) -> Result<(), Failure> {
    let line = format!("{folder} {} {}", head.entries, head.seal);
    add(&issues.join(LEDGERS), &[line])
}

/// Adds seals that a merge has replaced; `issues` is the folder of the issues.
///
/// # Errors
/// [`Failure::Machine`].
pub fn note_merged(issues: &Path, folder: &str, seals: &[String]) -> Result<(), Failure> {
    let lines: Vec<String> = seals.iter().map(|seal| format!("{folder} merged {seal}")).collect();
    add(&issues.join(LEDGERS), &lines)
}

/// The text of a register; empty if there is none.
pub fn text(project: &Project, name: &str) -> String {
    let read = project.sources().read(&project.issues().join(name), LIMIT);
    let bytes = read.ok().flatten();
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// A finding for a register that is not a regular file but, for example, a link to one elsewhere.
pub fn strange(path: &Path, shown: &str) -> Option<Finding> {
    let data = path.symlink_metadata().ok().filter(|data| !data.is_file())?;
    let rule = if data.is_symlink() { "ledger-link" } else { "ledger-no-file" };
    Some(Finding::stop(rule).at(Place::file(shown)).with("path", shown))
}

/// Adds the lines that a register does not have yet, in one write, and syncs them to disk.
///
/// # Errors
/// The findings of [`strange`]; [`Failure::Machine`].
pub fn add(path: &Path, lines: &[String]) -> Result<(), Failure> {
    let machine = |reason| Failure::machine(path, reason);
    if let Some(finding) = strange(path, &path.display().to_string()) {
        return Err(finding.into());
    }
    let before = match neikan_base::fs::read_limited(path, LIMIT) {
        Ok(bytes) => bytes.ok_or_else(|| machine(ErrorKind::FileTooLarge.into()))?,
        Err(reason) if reason.kind() == ErrorKind::NotFound => OPENING.into(),
        Err(reason) => return Err(machine(reason)),
    };
    let text = String::from_utf8_lossy(&before);
    let known: BTreeSet<&str> = text.lines().collect();
    let new: Vec<&str> =
        lines.iter().map(String::as_str).filter(|line| !known.contains(line)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let begin = if path.exists() { "" } else { OPENING };
    // A writer that was interrupted in the middle of a line left it without a line end.
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let piece = format!("{begin}{end}{}\n", new.join("\n"));
    let write = || {
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        file.write_all(piece.as_bytes())?;
        file.sync_all()
    };
    write().map_err(machine)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> (tempfile::TempDir, Project) {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("issues")).unwrap();
        std::fs::write(root.path().join("issues/publication.yml"), "").unwrap();
        let project = Project::find(root.path()).unwrap();
        (root, project)
    }

    fn state(entries: usize) -> Head {
        Head { entries, seal: format!("{entries:064x}") }
    }

    #[test]
    fn what_was_cut_off_or_merged_loses_no_line() {
        let (root, project) = project();
        let path = root.path().join("issues").join(LEDGERS);
        note_head(&project.issues(), "2026-01", &state(1)).unwrap();
        let mut text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(OPENING));
        text.push_str("<<<<<<< HEAD\n2026-01 2 00");
        std::fs::write(&path, text).unwrap();
        note_head(&project.issues(), "2026-01", &state(3)).unwrap();
        note_head(&project.issues(), "inbox", &state(9)).unwrap();
        note_head(&project.issues(), "2026-01", &state(3)).unwrap();
        assert_eq!(Seen::read(&project, "2026-01").heads, [state(1), state(3)]);
        assert_eq!(Seen::read(&project, "inbox").heads, [state(9)]);
    }
}
