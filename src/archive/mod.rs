//! The issue archive: what was made, what it was made from, and the sums that prove it.
//!
//! One zip with the sources under `sources/`, the outputs under `outputs/`, the hashes of the
//! faces, and `manifest.json` with the SHA-256 of every file. Entries are sorted and carry the
//! issue's date, so that the same issue gives the same bytes. The list of recipients is never
//! part of it.

pub mod record;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::diagnostic::Failure;
use crate::fs;
use crate::manuscript::Assembly;
pub use crate::manuscript::digest::sha256;
use crate::publication::{Date, Project};

/// A file that was made: its path below the output folder and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Path below the issue's output folder, with forward slashes.
    pub path: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A hash in the form of a UUID (version 8, RFC 9562: made by the application).
pub fn uuid(hash: [u8; 16]) -> String {
    let mut bytes = hash;
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// What the archive says of itself.
#[derive(Serialize)]
struct Manifest<'a> {
    publication: &'a str,
    issue: &'a str,
    date: String,
    program: String,
    /// Files of the archive, by path.
    files: BTreeMap<String, Entry>,
    /// Faces used, by file name; the faces themselves are kept with the project.
    fonts: BTreeMap<String, Entry>,
}

#[derive(Serialize)]
struct Entry {
    sha256: String,
    bytes: usize,
}

impl Entry {
    fn of(bytes: &[u8]) -> Self {
        Self { sha256: sha256(bytes), bytes: bytes.len() }
    }
}

/// Writes the archive of an issue from its sources and outputs.
///
/// # Errors
/// [`Failure::Machine`] when a source can no longer be read.
pub fn archive(
    project: &Project,
    assembly: &Assembly,
    outputs: &[&Output],
) -> Result<Vec<u8>, Failure> {
    let mut files: BTreeMap<String, Cow<'_, [u8]>> = BTreeMap::new();
    files.extend(sources(project, assembly)?.into_iter().map(|(path, bytes)| (path, bytes.into())));
    for output in outputs {
        files.insert(format!("outputs/{}", output.path), output.bytes.as_slice().into());
    }
    let manifest = Manifest {
        publication: &assembly.publication.name,
        issue: &assembly.id,
        date: assembly.issue.date.to_string(),
        program: format!("neikan {}", env!("CARGO_PKG_VERSION")),
        files: files.iter().map(|(path, bytes)| (path.clone(), Entry::of(bytes))).collect(),
        fonts: fonts(project)?,
    };
    let text = serde_json::to_vec_pretty(&manifest)
        .map_err(|e| Failure::machine("manifest.json", e.into()))?;
    files.insert("manifest.json".to_owned(), text.into());
    zip(&files, assembly.issue.date).map_err(|reason| Failure::machine("archive.zip", reason))
}

/// The sources of an issue: its own files, the publication's profile, the layout, the press
/// profile.
fn sources(project: &Project, assembly: &Assembly) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    for source in &assembly.sources {
        files.insert(format!("sources/{source}"), fs::read(&project.root().join(source))?);
    }
    for folder in [project.layout(&assembly.publication.layout), project.layout("press")] {
        for (path, bytes) in tree(project, &folder)? {
            files.insert(format!("sources/{path}"), bytes);
        }
    }
    Ok(files)
}

fn fonts(project: &Project) -> Result<BTreeMap<String, Entry>, Failure> {
    let files = tree(project, &project.fonts())?;
    Ok(files.into_iter().map(|(path, bytes)| (path, Entry::of(&bytes))).collect())
}

/// The files below a folder, links not followed, hidden files left out.
fn tree(project: &Project, folder: &std::path::Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    let visible = |entry: &walkdir::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_entry(visible) {
        let entry = entry.map_err(|error| Failure::machine(folder, error.into()))?;
        if entry.file_type().is_file() {
            files.insert(project.show(entry.path()), fs::read(entry.path())?);
        }
    }
    Ok(files)
}

/// Packs files into a zip: sorted by path, dated by the issue, nothing else recorded.
///
/// # Errors
/// What the zip writer says; memory is its only medium here.
pub fn zip(files: &BTreeMap<String, impl AsRef<[u8]>>, date: Date) -> std::io::Result<Vec<u8>> {
    let stamp = DateTime::from_date_and_time(date.year, date.month, date.day, 0, 0, 0);
    let stamp = stamp.unwrap_or_default();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        let options = SimpleFileOptions::default()
            .compression_method(method(path))
            .last_modified_time(stamp)
            .unix_permissions(0o644);
        zip.start_file(path.as_str(), options)?;
        zip.write_all(bytes.as_ref())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Files that are compressed already are stored.
fn method(path: &str) -> CompressionMethod {
    let packed = [".jpg", ".png", ".epub", ".pdf", ".zip"];
    if packed.iter().any(|ending| path.ends_with(ending)) {
        CompressionMethod::Stored
    } else {
        CompressionMethod::Deflated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_everyone_does() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(b""), empty);
    }

    #[test]
    fn the_same_files_give_the_same_zip() {
        let files =
            BTreeMap::from([("b.txt".to_owned(), vec![1; 99]), ("a.pdf".to_owned(), vec![2])]);
        let date = "2026-02-05".parse().unwrap();
        let first = zip(&files, date).unwrap();
        assert_eq!(first, zip(&files, date).unwrap());
        let mut read = zip::ZipArchive::new(Cursor::new(first)).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read.by_index(0).unwrap().name().unwrap(), "a.pdf");
    }
}
