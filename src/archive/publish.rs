//! Putting an archive into a place elsewhere for safe keeping: whole or not at all, and never over
//! another.
//!
//! Each issue has a folder there, named like its archive. Its files lie below in folders named after
//! their sums, so that two contents never meet under one name; [`RECORD`] says which of them are the
//! issue. It is written last, and only where there is none: an issue is published when its record is
//! there. Whatever was sent is read back before. A signature that is made later gets a record of its
//! own, [`SIGNED`].

use std::fs::File;
use std::io::Seek;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha512};

use super::bag::Bag;
use super::container::is_plain;
use super::{ENDING, sign};
use crate::depot::{Created, Depot, Load, Moved, Notes, Tell};
use crate::diagnostic::{Failure, Finding};
use crate::fs::{pieces, read_limited};
use crate::publication::Date;
use neikan_base::hash::hex;

use super::stated::Stated;

/// The record of a published issue.
pub const RECORD: &str = "record.json";
/// The record of a signature that came later.
pub const SIGNED: &str = "signature.json";
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

impl Record {
    /// Reads a record.
    ///
    /// # Errors
    /// Why it is none that this version knows: `broken`, or `newer`.
    pub fn read(bytes: &[u8]) -> Result<Self, &'static str> {
        let value: Value = serde_json::from_slice(bytes).map_err(|_| "broken")?;
        match value["form"].as_u64() {
            Some(form) if form == u64::from(FORM) => {
                serde_json::from_value(value).map_err(|_| "broken")
            }
            Some(form) if form > u64::from(FORM) => Err("newer"),
            _ => Err("broken"),
        }
    }
}

/// The archive in the folder of a published issue; nothing if it is none.
pub fn archive_in(folder: &Path) -> Option<PathBuf> {
    let bytes = read_limited(&folder.join(RECORD), LIMIT).ok().flatten()?;
    let record = Record::read(&bytes).ok()?;
    let archive = record.files.into_iter().find(|file| file.path.ends_with(ENDING))?;
    is_plain(&archive.path).then(|| folder.join(archive.path)).filter(|path| path.is_file())
}

/// What is published: the archive, then its signature if it has one, each with where it is here.
#[derive(Debug)]
pub struct Parcel {
    /// The folder of the issue elsewhere.
    folder: String,
    publication: String,
    issue: String,
    files: Vec<(Filed, PathBuf)>,
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
    /// The finding `publish-folder` for an unpacked bag; `archive-signature` for a signature that is not of
    /// this archive; [`Failure::Machine`].
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
        if let Some((_, signature)) = files.get(1) {
            sign::own(bag, signature)?;
        }
        let filed = files.into_iter().map(|(name, path)| {
            let (bytes, sha512) = summed(&path)?;
            Ok((Filed { path: format!("{}/{name}", &sha512[..DIGITS]), bytes, sha512 }, path))
        });
        let files = filed.collect::<Result<Vec<_>, Failure>>()?;
        let (publication, issue) = (stated.publication.clone(), stated.issue.clone());
        Ok(Self { folder, publication, issue, files })
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|(file, _)| file.bytes).sum()
    }

    /// Publishes it, locked until a day if one is given.
    ///
    /// # Errors
    /// The findings `publish-lock` if the place has no locks, `publish-other` if the issue was
    /// published with other content, `publish-record` if what says so cannot be read,
    /// `publish-damaged` if what was published is no longer what it was, `publish-read-back` if what
    /// was sent is not; those of the place.
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
        let mut published = Published {
            record: self.record(RECORD),
            files: Vec::new(),
            already: true,
            sent: 0,
            kept: 0,
        };
        for (name, files) in self.parts(self.there(depot, RECORD)?) {
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
            published.already &= self.part(depot, (name, &files), until, notes, &told)?;
            let (sent, kept) = moved.get();
            published.sent += sent;
            published.kept += kept;
            published.files.extend(files.into_iter().map(|(file, _)| file));
        }
        Ok(published)
    }

    /// What is published under which record: all of it under the first, but for a signature that came after
    /// the archive had been published; that has a record of its own.
    fn parts(&self, there: Option<Record>) -> Vec<(&'static str, Vec<(Filed, PathBuf)>)> {
        let archive = self.files.first().map(|(file, _)| file);
        let there = there.map(|own| own.files).filter(|own| own.first() == archive);
        match there {
            // What is there of a signature that is not here is only looked at.
            Some(files) if self.files.len() == 1 => {
                let here = self.files.iter().map(|(_, path)| path.clone());
                let paths = here.chain(std::iter::repeat(PathBuf::new()));
                vec![(RECORD, files.into_iter().zip(paths).collect())]
            }
            Some(files) if files.len() == 1 => {
                let (archive, signature) = self.files.split_at(1);
                vec![(RECORD, archive.to_vec()), (SIGNED, signature.to_vec())]
            }
            _ => vec![(RECORD, self.files.clone())],
        }
    }

    /// Publishes files under a record; whether that was done before.
    fn part(
        &self,
        depot: &Depot,
        (name, files): (&str, &[(Filed, PathBuf)]),
        until: Option<Date>,
        notes: &Notes,
        tell: Tell<'_>,
    ) -> Result<bool, Failure> {
        let record = Record {
            form: FORM,
            publication: self.publication.clone(),
            issue: self.issue.clone(),
            files: files.iter().map(|(file, _)| file.clone()).collect(),
        };
        let known = self.known(depot, name, &record)?;
        for (filed, path) in files {
            self.put(depot, (filed, path), known, notes, tell)?;
        }
        if let Some(until) = until {
            record.files.iter().try_for_each(|file| depot.lock(&self.name(file), until))?;
        }
        let mut already = known;
        let path = self.record(name);
        if !known {
            let text = serde_json::to_vec_pretty(&record).unwrap_or_default();
            if depot.create(&path, text)? == Created::There {
                // Somebody else was faster, and may have sent the same.
                already = true;
                if !self.known(depot, name, &record)? {
                    return Err(depot.changed());
                }
            } else if !self.known(depot, name, &record)? {
                return Err(read_back(depot, &path));
            }
        }
        if let Some(until) = until {
            depot.lock(&path, until)?;
        }
        Ok(already)
    }

    /// A record of the issue that is there; nothing if there is none.
    fn there(&self, depot: &Depot, name: &str) -> Result<Option<Record>, Failure> {
        let path = self.record(name);
        let Some(bytes) = depot.read(&path, LIMIT)? else { return Ok(None) };
        Record::read(&bytes).map(Some).map_err(|why| {
            let finding = Finding::stop("publish-record").with("issue", &self.issue);
            let finding = finding.with("address", depot.address()).with("record", path);
            finding.with("why", why).into()
        })
    }

    /// Whether the same was published before.
    fn known(&self, depot: &Depot, name: &str, record: &Record) -> Result<bool, Failure> {
        let Some(there) = self.there(depot, name)? else { return Ok(false) };
        if there.files == record.files {
            return Ok(true);
        }
        let files = |record: &Record| {
            let sums = record.files.iter().map(|file| {
                let name = file.path.rsplit('/').next().unwrap_or_default();
                format!("{name} {}", file.sha512.get(..16).unwrap_or_default())
            });
            sums.collect::<Vec<_>>().join(", ")
        };
        let finding = Finding::stop("publish-other").with("issue", &self.issue);
        let finding = finding.with("address", depot.address()).with("record", self.record(name));
        Err(finding.with("there", files(&there)).with("here", files(record)).into())
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

    /// The name of a record elsewhere, below the address.
    fn record(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
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
