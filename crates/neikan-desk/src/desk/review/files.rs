//! The files of a ledger on disk: the entries in the YAML, the copies next to it. None of them may
//! be a link, and their lines may end as on Windows.

use std::path::{Path, PathBuf};

use super::conflict;
use super::contents::Folder;
use super::lists::Texts;
use crate::desk::register;
use crate::publication::{
    Entry, Ledger as Entries, Project, SourceText, TEXT_LIMIT, document, plain_lines,
};
use neikan_base::diagnostic::{Finding, Findings, Place};
use neikan_base::hash::sha256;
use neikan_base::sources::Sources;

/// The folder of the copies next to a ledger.
pub(super) fn copies(ledger: &Path) -> PathBuf {
    ledger.parent().unwrap_or(Path::new(".")).join("review")
}

/// Whether a part of the ledger is a link; adds a finding for each.
pub(super) fn links(project: &Project, folder: &Folder, findings: &mut Findings) -> bool {
    let own = [folder.root.join("review.yml"), folder.root.join("review")];
    let inside = std::fs::read_dir(&own[1]).into_iter().flatten().flatten().map(|e| e.path());
    let linked: Vec<PathBuf> = own
        .iter()
        .cloned()
        .chain(inside)
        .filter(|path| path.symlink_metadata().is_ok_and(|data| data.is_symlink()))
        .collect();
    for path in &linked {
        let file = project.show(path);
        findings.push(Finding::stop("ledger-link").at(Place::file(&file)).with("path", file));
    }
    let registers = [register::LEDGERS, register::OUTPUTS].map(|name| project.issues().join(name));
    let strange: Vec<Finding> =
        registers.iter().filter_map(|path| register::strange(path, &project.show(path))).collect();
    let any = !linked.is_empty() || !strange.is_empty();
    findings.extend(strange);
    any
}

/// The entries of a folder's ledger, with the lines on which they begin; nothing if it is not a
/// valid ledger.
pub(super) fn parse(
    bytes: &[u8],
    file: String,
    folder: &str,
    findings: &mut Findings,
) -> Option<(Vec<Entry>, Vec<usize>)> {
    let SourceText { text, file } = SourceText::of(bytes, file, findings)?;
    if let Some(line) = conflict::first_mark(&text) {
        let finding = Finding::stop("ledger-conflict").at(Place::line(&file, line));
        findings.push(finding.with("path", file).with("issue", folder));
        return None;
    }
    entries_of(&text, &file, findings)
}

/// The entries in a text, with the lines on which they begin; nothing if it is not a valid ledger.
pub(super) fn entries_of(
    text: &str,
    file: &str,
    findings: &mut Findings,
) -> Option<(Vec<Entry>, Vec<usize>)> {
    if text.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
        return Some((Vec::new(), Vec::new()));
    }
    let read = document::read::<Entries>(text, file, 0, findings)?;
    let entries = read.value.0;
    let line = |at: usize| read.places.value(&format!("/{at}")).line;
    let lines = (0..entries.len()).map(line).collect();
    Some((entries, lines))
}

/// The sums of all texts that entries bind and name, each once.
pub(super) fn sums(entries: &[Entry]) -> Vec<&str> {
    let mut sums: Vec<&str> = entries
        .iter()
        .flat_map(|entry| [Some(entry.content.as_str()), entry.house.as_deref()])
        .flatten()
        .collect();
    sums.sort_unstable();
    sums.dedup();
    sums
}

/// The copies in a folder that entries bind and that are unchanged; their lines may end as on
/// Windows.
pub(super) fn texts(sources: &Sources, entries: &[Entry], folder: &Path) -> Texts {
    let read = |sum: &str| {
        let bytes = sources.read(&folder.join(format!("{sum}.txt")), 2 * TEXT_LIMIT).ok()??;
        let text = String::from_utf8(bytes.to_vec()).ok()?;
        let same = |text: &String| sha256(text.as_bytes()) == sum;
        Some(text).into_iter().flat_map(|text| [plain_lines(&text), text]).find(same)
    };
    sums(entries).into_iter().filter_map(|sum| Some((sum.to_owned(), read(sum)?))).collect()
}
