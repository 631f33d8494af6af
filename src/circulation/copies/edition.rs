//! The published edition that every copy is made of: what `build` wrote, as its sums say.

use std::path::Path;

use super::files::Edition;
use crate::archive::record::{Made, Record};
use crate::diagnostic::{Finding, Findings, Place};
use crate::fs::read_limited;
use crate::publication::Preferred;
use neikan_base::hash::sha256;

/// The largest edition that is read, bytes.
const LIMIT: u64 = 512 << 20;

/// A published file.
#[derive(Debug, Clone)]
pub struct Published {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

/// What a record says of a file that was published; `name` is without its extension.
pub fn made<'r>(record: &'r Record, name: &str, format: Preferred) -> Option<&'r Made> {
    let path = file_name(name, format);
    record.files.iter().find(|made| made.path == path)
}

/// What is published of an issue.
pub fn published(folder: &Path, name: &str) -> Edition {
    let Some(record) = Record::read(folder) else { return Edition::default() };
    let formats = [Preferred::Pdf, Preferred::Epub].into_iter();
    let files = formats.filter_map(|format| {
        let made = made(&record, name, format)?;
        Some((extension(format).to_owned(), made.sha256.clone()))
    });
    let files = files.collect();
    Edition { files, sum: record.sum, ledger: record.ledger }
}

/// The name of the published file: `dggx-2026-01.pdf`.
fn file_name(name: &str, format: Preferred) -> String {
    format!("{name}.{}", extension(format))
}

/// The extension of an edition's file.
fn extension(format: Preferred) -> &'static str {
    match format {
        Preferred::Pdf => "pdf",
        Preferred::Epub => "epub",
    }
}

/// Reads a published file of an issue and holds it against its sum; adds a finding and gives
/// nothing when it is not there, is a draft only, or is not what was built.
pub fn read(
    folder: &Path,
    issue: &str,
    name: &str,
    format: Preferred,
    findings: &mut Findings,
) -> Option<Published> {
    let path = folder.join(file_name(name, format));
    let shown = path.display().to_string();
    let mut refuse = |rule| {
        let finding = Finding::stop(rule).at(Place::file(&shown)).with("issue", issue);
        findings.push(finding);
        None
    };
    let record = Record::read(folder);
    let Some(made) = record.as_ref().and_then(|record| made(record, name, format)) else {
        return refuse("copies-unpublished");
    };
    let Ok(Some(bytes)) = read_limited(&path, LIMIT) else { return refuse("copies-unpublished") };
    let sha256 = sha256(&bytes);
    if sha256 != made.sha256 {
        return refuse("copies-changed");
    }
    Some(Published { bytes, sha256 })
}
