//! The issue archive: what was made, what it was made from, and the checksums that prove it.
//!
//! One zip that is a BagIt bag (RFC 8493): sources, with the faces, under `data/sources/`, outputs
//! under `data/outputs/`, their SHA-512 sums, and tag files that say what it is ([`describe`]). It is
//! packed from what the build has read ([`pack`]), into a [`container`] whose every byte follows from
//! its files, so that the same issue always gives the same bytes. The list of recipients is never
//! included. [`verify`] holds a bag against its sums and against the ledger in it, [`restore`] makes
//! a project of it, [`sign`] signs it, [`mod@publish`] puts it into another place and [`mod@mirror`] keeps two
//! of those equal.

pub mod bag;
pub mod container;
pub mod describe;
pub mod mirror;
pub mod outputs;
mod pack;
pub mod publish;
pub mod record;
pub mod restore;
pub mod sign;
pub mod stated;
pub mod verify;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::publication::{Date, Head};
pub use pack::{Packed, Parts, pack};
pub use stated::{How, Stated};

/// The folder of the sources in the payload.
pub const SOURCES: &str = "data/sources/";
/// The folder of the outputs in the payload.
pub const OUTPUTS: &str = "data/outputs/";
/// The end of an archive's name.
pub const ENDING: &str = "-archive.zip";

/// An output file: its path below the output folder and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Path below the output folder, with forward slashes.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The end of the review ledger when an archive was made; `None` if the file is not an archive of
/// this program.
pub fn ledger(path: &Path) -> Option<Head> {
    Stated::read(&bag::Bag::open(path).ok()?).ok().map(|stated| stated.ledger)
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
    let packed = [".jpg", ".png", ".epub", ".ofd", ".pdf", ".zip"];
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
