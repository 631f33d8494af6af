//! The folder of the copies and their list, `copies.json`, in which nobody is named.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::archive::record::Made;
use crate::diagnostic::{Failure, Finding};
use crate::fs::{Lock, Set, read_limited};
use crate::publication::{Head, Recipient};
use neikan_base::hash::{hex, sha256};

/// The folder in the output folder of an issue.
pub const FOLDER: &str = "copies";
/// The list in that folder.
pub const LIST: &str = "copies.json";
/// Which edition the copies were made of: format to SHA-256.
pub const EDITION: &str = "edition.json";
/// The largest copy that is read again, bytes.
const LIMIT: u64 = 1 << 30;
/// The forms a copy may have.
const FORMS: [&str; 3] = ["pdf", "epub", "zip"];

/// A copy that was prepared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// The copy number.
    pub number: u32,
    /// The file in the folder of the copies.
    pub file: String,
    /// `pdf`, `epub` or, for an EPUB with a password, `zip`.
    pub format: String,
    /// Its size.
    pub bytes: usize,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// Whether it opens with a password only.
    pub protected: bool,
    /// The sum of the words on its leaf, which tells whether the list still says the same.
    #[serde(default)]
    pub leaf: String,
    /// The sum of the address that the list had when it was made, which tells whether it still has;
    /// empty in lists of copies that know none.
    #[serde(default)]
    pub address: String,
}

/// The sum of the address that a copy is for, or of none.
pub fn address_sum(recipient: &Recipient) -> String {
    let address = recipient.email.as_deref().unwrap_or_default().to_lowercase();
    sha256(format!("{}\n{address}", recipient.number).as_bytes())
}

/// The list of the copies of an issue, whose output folder this is; none when there is no list.
pub fn list(folder: &Path) -> Vec<Copy> {
    let bytes = read_limited(&folder.join(FOLDER).join(LIST), LIMIT).ok().flatten();
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// What the register of a project is told of a list of copies that were made of an edition with this
/// content sum.
///
/// # Errors
/// [`Failure::Machine`].
pub fn made(copies: &[Copy], sum: &str) -> Result<Made, Failure> {
    Ok(of_list(&text(Path::new(LIST), &copies)?, sum))
}

/// The same for a list as it was read.
pub fn of_list(bytes: &[u8], sum: &str) -> Made {
    Made::of((&format!("{FOLDER}/{LIST}"), bytes), None, sum)
}

/// What copies are made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The SHA-256 of the published files, by format.
    pub files: BTreeMap<String, String>,
    /// The content sum of the issue.
    pub sum: String,
    /// Where the review ledger ended when it was built.
    pub ledger: Head,
}

impl Edition {
    /// The edition that the copies in the output folder of an issue were made of.
    pub fn of_copies(folder: &Path) -> Option<Self> {
        let bytes = read_limited(&folder.join(FOLDER).join(EDITION), LIMIT).ok().flatten()?;
        serde_json::from_slice(&bytes).ok()
    }
}

/// The folder of the copies while they are made: all of them change as one set.
#[derive(Debug)]
pub struct Shelf<'a> {
    folder: PathBuf,
    set: Set<'a>,
    edition: Edition,
    copies: BTreeMap<u32, Copy>,
    written: AtomicUsize,
    kept: AtomicUsize,
}

/// Takes the copies as they come out: puts them into their places, or holds what lies there against
/// them.
pub trait Take: Sync {
    /// Takes a copy that begins with bytes whose SHA-256 has been begun.
    ///
    /// # Errors
    /// [`Failure::Machine`] when it cannot be written, or the finding that another lies there.
    fn put(
        &self,
        name: (u32, &'static str),
        begin: (&[u8], &Sha256),
        tail: &[u8],
    ) -> Result<Copy, Failure>;

    /// Takes a copy with a password; `holds` says whether a file is one already.
    ///
    /// # Errors
    /// As [`Take::put`], and what `make` says.
    fn put_locked(
        &self,
        name: (u32, &'static str),
        holds: &dyn Fn(&[u8]) -> bool,
        make: &dyn Fn() -> Result<Vec<u8>, Failure>,
    ) -> Result<Copy, Failure>;
}

/// Holds the copies in a folder against those that would be made now.
#[derive(Debug)]
pub struct Judge {
    folder: PathBuf,
}

impl Judge {
    /// Of the copies in the output folder of an issue.
    pub fn of(issue: &Path) -> Self {
        Self { folder: issue.join(FOLDER) }
    }

    fn judge(
        &self,
        (number, form): (u32, &'static str),
        same: &dyn Fn(&[u8]) -> bool,
    ) -> Result<Copy, Failure> {
        let path = self.folder.join(file_name(number, form));
        match read_limited(&path, LIMIT).ok().flatten() {
            Some(old) if same(&old) => Ok(copy(number, form, old.len(), sha256(&old), false)),
            _ => {
                let finding = Finding::stop("copy-strange").with("file", file_name(number, form));
                Err(finding.into())
            }
        }
    }
}

impl Take for Judge {
    fn put(
        &self,
        name: (u32, &'static str),
        (prefix, _): (&[u8], &Sha256),
        tail: &[u8],
    ) -> Result<Copy, Failure> {
        let same = |old: &[u8]| {
            old.len() == prefix.len() + tail.len() && old.starts_with(prefix) && old.ends_with(tail)
        };
        self.judge(name, &same)
    }

    fn put_locked(
        &self,
        name: (u32, &'static str),
        holds: &dyn Fn(&[u8]) -> bool,
        _: &dyn Fn() -> Result<Vec<u8>, Failure>,
    ) -> Result<Copy, Failure> {
        self.judge(name, holds)
    }
}

impl<'a> Shelf<'a> {
    /// Opens the folder of the copies, whose lock this is, in the output folder of an issue. Copies
    /// of an edition that is no longer the published one do not count, and [`Shelf::close`] takes
    /// them away.
    pub fn open(lock: &'a Lock, issue: &Path, edition: Edition) -> Self {
        let folder = lock.folder().to_owned();
        let made = Edition::of_copies(issue).unwrap_or_default().files;
        let of = |copy: &Copy| if copy.format == "pdf" { "pdf" } else { "epub" };
        let current = |copy: &Copy| made.get(of(copy)) == edition.files.get(of(copy));
        let copies = list(issue).into_iter().filter(current);
        let copies = copies.map(|copy| (copy.number, copy)).collect();
        let set = Set::begin(lock);
        Self { folder, set, edition, copies, written: 0.into(), kept: 0.into() }
    }

    /// Notes a copy that was made.
    pub fn keep(&mut self, copy: Copy) {
        self.copies.insert(copy.number, copy);
    }

    /// Takes away the copy that a number had, which is no longer right.
    pub fn discard(&mut self, number: u32) {
        self.copies.remove(&number);
        FORMS.iter().for_each(|form| self.set.remove(&file_name(number, form)));
    }

    /// Takes away copies of numbers that nobody has, and forms that a copy no longer has; writes the
    /// list; puts everything into its place. Gives the copies and how many of them were written and kept.
    ///
    /// # Errors
    /// [`Failure::Machine`] when the folder cannot be read or written.
    pub fn close(mut self, numbers: &BTreeSet<u32>) -> Result<(Vec<Copy>, usize, usize), Failure> {
        let machine = |reason| Failure::machine(&self.folder, reason);
        let folder = &self.folder;
        let set = &self.set;
        let there = |file: &str| set.holds(file) || folder.join(file).is_file();
        self.copies.retain(|number, copy| numbers.contains(number) && there(&copy.file));
        let known: BTreeSet<&str> = self.copies.values().map(|copy| copy.file.as_str()).collect();
        for entry in std::fs::read_dir(folder).map_err(machine)? {
            let name = entry.map_err(machine)?.file_name();
            let name = name.to_string_lossy();
            if is_copy(&name) && !known.contains(&*name) {
                self.set.remove(&name);
            }
        }
        let copies: Vec<Copy> = self.copies.into_values().collect();
        write_list(&self.set, folder, LIST, &copies)?;
        write_list(&self.set, folder, EDITION, &self.edition)?;
        self.set.commit()?;
        Ok((copies, self.written.into_inner(), self.kept.into_inner()))
    }
}

/// Puts copies into their places; one that lies there already stays as it is.
impl Take for Shelf<'_> {
    fn put(
        &self,
        (number, form): (u32, &'static str),
        (prefix, hash): (&[u8], &Sha256),
        tail: &[u8],
    ) -> Result<Copy, Failure> {
        let path = self.folder.join(file_name(number, form));
        let length = prefix.len() + tail.len();
        let same = path.metadata().is_ok_and(|data| data.len() == length as u64)
            && std::fs::read(&path).is_ok_and(|old| old.starts_with(prefix) && old.ends_with(tail));
        if same {
            self.kept.fetch_add(1, Ordering::Relaxed);
        } else {
            self.set.put_private(&file_name(number, form), &[prefix, tail])?;
            self.written.fetch_add(1, Ordering::Relaxed);
        }
        let sum = hash.clone().chain_update(tail).finalize();
        Ok(copy(number, form, length, hex(&sum), false))
    }

    fn put_locked(
        &self,
        (number, form): (u32, &'static str),
        holds: &dyn Fn(&[u8]) -> bool,
        make: &dyn Fn() -> Result<Vec<u8>, Failure>,
    ) -> Result<Copy, Failure> {
        let path = self.folder.join(file_name(number, form));
        let old = read_limited(&path, LIMIT).ok().flatten().filter(|old| holds(old));
        let bytes = if let Some(old) = old {
            self.kept.fetch_add(1, Ordering::Relaxed);
            old
        } else {
            let new = make()?;
            self.set.put_private(&file_name(number, form), &[&new])?;
            self.written.fetch_add(1, Ordering::Relaxed);
            new
        };
        Ok(copy(number, form, bytes.len(), sha256(&bytes), true))
    }
}

/// Writes data, unless it lies there already.
fn write_list(
    set: &Set<'_>,
    folder: &Path,
    name: &str,
    data: &impl Serialize,
) -> Result<(), Failure> {
    let path = folder.join(name);
    let text = text(&path, data)?;
    if read_limited(&path, LIMIT).ok().flatten().as_ref() == Some(&text) {
        return Ok(());
    }
    set.put_private(name, &[&text])
}

fn text(path: &Path, data: &impl Serialize) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec_pretty(data).map_err(|error| Failure::machine(path, error.into()))
}

fn copy(number: u32, form: &str, bytes: usize, sha256: String, protected: bool) -> Copy {
    let file = file_name(number, form);
    let (leaf, address) = (String::new(), String::new());
    Copy { number, file, format: form.to_owned(), bytes, sha256, protected, leaf, address }
}

fn file_name(number: u32, form: &str) -> String {
    format!("{number:04}.{form}")
}

/// Whether a file is named as copies are.
fn is_copy(name: &str) -> bool {
    name.split_once('.').is_some_and(|(number, form)| {
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        digits && (4..=5).contains(&number.len()) && FORMS.contains(&form)
    })
}
