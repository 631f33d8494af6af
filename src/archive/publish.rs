//! Putting an archive into a place elsewhere for safe keeping: whole or not at all, and never over
//! another.
//!
//! Each issue has a folder there, named like its archive. Its files lie below in folders named after
//! their sums, so that two contents never meet under one name; [`RECORD`] says which of them are the
//! issue. It is written last, and only where there is none: an issue is published when its record is
//! there. Whatever was sent is read back before.

use std::fs::File;
use std::io::Seek;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha512};

use super::bag::Bag;
use super::{ENDING, sign};
use crate::depot::{Created, Depot, Load, Moved, Notes, Tell};
use crate::diagnostic::{Failure, Finding};
use crate::fs::pieces;
use crate::publication::Date;
use neikan_base::hash::hex;

use super::stated::Stated;

/// The record of a published issue.
pub const RECORD: &str = "record.json";
/// The largest record that is read, bytes.
pub(super) const LIMIT: u64 = 64 << 10;
/// The form of records that this version writes.
const FORM: u32 = 1;
/// How many digits of a sum name a folder.
const DIGITS: usize = 32;

/// The record of a published issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The form of the record.
    pub form: u32,
    /// The name of the periodical.
    pub publication: String,
    /// The issue's folder name.
    pub issue: String,
    /// Its files: the archive, and its signature if it has one.
    pub files: Vec<Filed>,
}

/// A file of a published issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// Where it is, below the folder of the record.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-512, in hexadecimal.
    pub sha512: String,
}

/// What is published.
#[derive(Debug)]
pub struct Parcel {
    /// The folder of the issue elsewhere.
    folder: String,
    record: Record,
    /// Where the files are here, in the order of the record.
    files: Vec<PathBuf>,
}

/// What publishing came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Published {
    /// The record, below the address.
    pub record: String,
    /// The files.
    pub files: Vec<Filed>,
    /// Whether the same had been published before.
    pub already: bool,
    /// How many bytes were sent.
    pub sent: u64,
    /// How many bytes were there already, from a time that was broken off.
    pub kept: u64,
}

impl Parcel {
    /// What is published of a bag that has been verified: its zip, and the signature beside it.
    ///
    /// # Errors
    /// The finding `publish-folder` for an unpacked bag; [`Failure::Machine`].
    pub fn of(bag: &Bag, stated: &Stated) -> Result<Self, Failure> {
        let name = bag.name().ok_or_else(|| {
            let finding = Finding::stop("publish-folder").with("path", bag.path().display());
            Failure::Call(Box::new(finding))
        })?;
        let zip = format!("{name}.zip");
        let folder = zip.strip_suffix(ENDING).unwrap_or(name).to_owned();
        let mut files = vec![(format!("{zip}.sig"), sign::beside(bag.path()))];
        files.retain(|(_, path)| path.is_file());
        files.insert(0, (zip, bag.path().to_owned()));
        let filed = files.iter().map(|(name, path)| {
            let (bytes, sha512) = summed(path)?;
            Ok(Filed { path: format!("{}/{name}", &sha512[..DIGITS]), bytes, sha512 })
        });
        let filed = filed.collect::<Result<Vec<_>, Failure>>()?;
        let record = Record {
            form: FORM,
            publication: stated.publication.clone(),
            issue: stated.issue.clone(),
            files: filed,
        };
        Ok(Self { folder, record, files: files.into_iter().map(|(_, path)| path).collect() })
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> u64 {
        self.record.files.iter().map(|file| file.bytes).sum()
    }

    /// Publishes it, locked until a day if one is given.
    ///
    /// # Errors
    /// The findings `publish-lock` if the place has no locks, `publish-other` if the issue was
    /// published with other content, `publish-damaged` if what was published is no longer what it
    /// was, `publish-read-back` if what was sent is not; those of the place.
    pub fn publish(
        &self,
        depot: &Depot,
        until: Option<Date>,
        notes: &Notes,
        tell: Tell<'_>,
    ) -> Result<Published, Failure> {
        if until.is_some() && !depot.can_lock()? {
            return Err(Finding::stop("publish-lock").with("address", depot.address()).into());
        }
        let record = format!("{}/{RECORD}", self.folder);
        let known = self.known(depot, &record)?;
        let mut published = Published {
            record: record.clone(),
            files: self.record.files.clone(),
            already: known,
            sent: 0,
            kept: 0,
        };
        for (filed, path) in self.record.files.iter().zip(&self.files) {
            let moved = std::cell::Cell::new((0, 0));
            let told = |step: Moved| {
                let (sent, kept) = moved.get();
                match step {
                    Moved::Sent(count) => moved.set((sent + count, kept)),
                    Moved::Kept(count) => moved.set((sent, kept + count)),
                    Moved::Read(_) => {}
                }
                tell(step);
            };
            self.put(depot, (filed, path), known, notes, &told)?;
            let (sent, kept) = moved.get();
            published.sent += sent;
            published.kept += kept;
        }
        self.lock(depot, until)?;
        if !known {
            let text = serde_json::to_vec_pretty(&self.record).unwrap_or_default();
            if depot.create(&record, text)? == Created::There {
                // Somebody else was faster, and may have sent the same.
                published.already = true;
                if !self.known(depot, &record)? {
                    return Err(depot.changed());
                }
            } else if !self.known(depot, &record)? {
                return Err(read_back(depot, &record));
            }
        }
        if let Some(until) = until {
            depot.lock(&record, until)?;
        }
        Ok(published)
    }

    /// Whether the same was published before.
    fn known(&self, depot: &Depot, record: &str) -> Result<bool, Failure> {
        let Some(bytes) = depot.read(record, LIMIT)? else { return Ok(false) };
        let there: Option<Record> = serde_json::from_slice(&bytes).ok();
        if there.as_ref().is_some_and(|there| there.files == self.record.files) {
            return Ok(true);
        }
        let files = |record: &Record| {
            let sums = record.files.iter().map(|file| {
                let name = file.path.rsplit('/').next().unwrap_or_default();
                format!("{name} {}", file.sha512.get(..16).unwrap_or_default())
            });
            sums.collect::<Vec<_>>().join(", ")
        };
        let there = there.as_ref().map_or_else(|| RECORD.to_owned(), files);
        let finding = Finding::stop("publish-other").with("issue", &self.record.issue);
        let finding = finding.with("address", depot.address()).with("record", record);
        Err(finding.with("there", there).with("here", files(&self.record)).into())
    }

    /// Has a file there, sent if need be, and reads it back.
    fn put(
        &self,
        depot: &Depot,
        (filed, path): (&Filed, &Path),
        known: bool,
        notes: &Notes,
        tell: Tell<'_>,
    ) -> Result<(), Failure> {
        let name = self.name(filed);
        if depot.size(&name)? == Some(filed.bytes) && sum(depot, &name, tell)? == filed.sha512 {
            tell(Moved::Kept(filed.bytes));
            return Ok(());
        }
        if known {
            // What is published is never replaced, not even by what it should be.
            let finding = Finding::stop("publish-damaged").with("name", &name);
            return Err(finding.with("address", depot.address()).into());
        }
        let machine = |reason| Failure::machine(path, reason);
        let mut file = File::open(path).map_err(machine)?;
        let load = Load { file: &mut file, bytes: filed.bytes, sum: &filed.sha512 };
        depot.send(&name, load, notes, tell)?;
        if sum(depot, &name, tell)? == filed.sha512 { Ok(()) } else { Err(read_back(depot, &name)) }
    }

    fn lock(&self, depot: &Depot, until: Option<Date>) -> Result<(), Failure> {
        let Some(until) = until else { return Ok(()) };
        self.record.files.iter().try_for_each(|file| depot.lock(&self.name(file), until))
    }

    /// The name of a file elsewhere, below the address.
    fn name(&self, filed: &Filed) -> String {
        format!("{}/{}", self.folder, filed.path)
    }
}

/// What was sent is not what can be read.
pub(super) fn read_back(depot: &Depot, name: &str) -> Failure {
    let finding = Finding::stop("publish-read-back").with("name", name);
    Failure::Elsewhere(Box::new(finding.with("address", depot.address())))
}

/// The SHA-512 of an object, in hexadecimal; of nothing if there is none.
pub(super) fn sum(depot: &Depot, name: &str, tell: Tell<'_>) -> Result<String, Failure> {
    let mut hash = Sha512::new();
    depot.stream(name, &mut |piece| {
        hash.update(piece);
        tell(Moved::Read(piece.len() as u64));
    })?;
    Ok(hex(&hash.finalize()))
}

/// The size of a file and its SHA-512, in hexadecimal.
pub(super) fn summed(path: &Path) -> Result<(u64, String), Failure> {
    let machine = |reason| Failure::machine(path, reason);
    let mut file = File::open(path).map_err(machine)?;
    let mut hash = Sha512::new();
    pieces(&mut file, &mut |piece| hash.update(piece)).map_err(machine)?;
    let bytes = file.stream_position().map_err(machine)?;
    Ok((bytes, hex(&hash.finalize())))
}
