//! The issue archive: what was made, what it was made from, and the checksums that prove it.
//!
//! One zip with the sources under `sources/`, the outputs under `outputs/`, the hashes of the
//! faces, and `manifest.json` with the SHA-256 of every file. Entries are sorted and carry the
//! issue's date, so that the same issue always gives the same bytes. The list of recipients is
//! never included.

pub mod outputs;
pub mod record;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::diagnostic::Failure;
use crate::manuscript::Assembly;
use crate::publication::{Date, Head, PRESS, Project};
use crate::sources::{Shared, Sum};
use neikan_base::hash::sha256;

/// The file that describes the archive.
const MANIFEST: &str = "manifest.json";
/// The largest manifest that is read, bytes.
const MANIFEST_LIMIT: u64 = 64 << 20;

/// An output file: its path below the output folder and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Path below the issue's output folder, with forward slashes.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The archive's description of itself.
#[derive(Serialize)]
struct Manifest<'a> {
    publication: &'a str,
    issue: &'a str,
    date: String,
    program: String,
    /// The content sum of the issue.
    sum: &'a str,
    /// The end of the review ledger.
    ledger: &'a Head,
    /// The files of the archive, by path.
    files: BTreeMap<String, Entry>,
    /// The faces used, by file name; the faces themselves stay with the project.
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

/// Packs the archive of an issue from its sources and outputs.
///
/// # Errors
/// [`Failure::Machine`] if a source can no longer be read.
pub fn archive(
    project: &Project,
    assembly: &Assembly,
    ledger: &Head,
    outputs: &[&Output],
) -> Result<Vec<u8>, Failure> {
    let sources = sources(project, assembly)?;
    let mut files: BTreeMap<String, Cow<'_, [u8]>> = BTreeMap::new();
    files.extend(sources.iter().map(|(path, bytes)| (path.clone(), bytes.as_ref().into())));
    for output in outputs {
        files.insert(format!("outputs/{}", output.path), output.bytes.as_slice().into());
    }
    let manifest = Manifest {
        publication: &assembly.publication.name,
        issue: &assembly.id,
        date: assembly.issue.date.to_string(),
        program: format!("neikan {}", env!("CARGO_PKG_VERSION")),
        sum: &assembly.sum,
        ledger,
        files: files.iter().map(|(path, bytes)| (path.clone(), Entry::of(bytes))).collect(),
        fonts: fonts(project)?,
    };
    let text = serde_json::to_vec_pretty(&manifest).map_err(|e| Failure::internal(MANIFEST, e))?;
    files.insert(MANIFEST.to_owned(), text.into());
    zip(&files, assembly.issue.date).map_err(|reason| Failure::internal("archive.zip", reason))
}

/// The end of the review ledger when an archive was made; `None` if the file is not an archive of
/// this program.
pub fn ledger(path: &Path) -> Option<Head> {
    #[derive(Deserialize)]
    struct Known {
        ledger: Head,
    }
    let mut zip = ZipArchive::new(File::open(path).ok()?).ok()?;
    let mut text = String::new();
    zip.by_name(MANIFEST).ok()?.take(MANIFEST_LIMIT).read_to_string(&mut text).ok()?;
    serde_json::from_str::<Known>(&text).ok().map(|known| known.ledger)
}

/// The sources of an issue: its own files, the publication's profile, the layout, the press
/// profile.
fn sources(project: &Project, assembly: &Assembly) -> Result<BTreeMap<String, Shared>, Failure> {
    let mut files = BTreeMap::new();
    for source in &assembly.sources {
        let bytes = project.read_own(&project.root().join(source))?;
        files.insert(format!("sources/{source}"), bytes);
    }
    let layout = project.layout_paths(&assembly.publication.layout).into_iter();
    let press = project.sources().tree(&project.layout(PRESS));
    for path in layout.map(|(_, path)| path).chain(press) {
        files.insert(format!("sources/{}", project.show(&path)), project.read_own(&path)?);
    }
    Ok(files)
}

fn fonts(project: &Project) -> Result<BTreeMap<String, Entry>, Failure> {
    let faces = project.face_files().into_iter();
    faces
        .map(|path| {
            let Sum { bytes, sha256 } = project.sum_own(&path)?;
            Ok((project.show(&path), Entry { sha256, bytes }))
        })
        .collect()
}

/// Packs files into a zip: sorted by path, dated by the issue, with no other metadata.
///
/// # Errors
/// The zip writer's error; it writes only to memory here.
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

/// Files that are already compressed are stored.
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
