//! The passwords of copies: a recipient's own, that of the category, or one made here.
//!
//! Those made here lie in `copies-passwords.csv` beside the folder of the copies, for its owner
//! alone to read, and hold until that file is deleted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Failure, Finding, Findings};
use crate::fs::{read_limited, remove, write_private_parts};
use crate::publication::{Document, Publication, Recipient, Recipients, TEXT_LIMIT};

/// The file of the passwords made here.
pub const FILE: &str = "copies-passwords.csv";
/// The least and the most characters of a password.
const LENGTH: std::ops::RangeInclusive<usize> = 8..=64;
/// What made passwords consist of: nothing that is taken for something else when it is read out.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Groups of four characters in a made password; five bits each.
const GROUPS: usize = 4;

/// The passwords of an issue's copies.
#[derive(Debug, Default)]
pub struct Passwords {
    by_category: BTreeMap<String, String>,
    made: BTreeMap<u32, String>,
}

/// Adds a finding for every password of the list that cannot be one.
pub fn check(list: &Document<Recipients>, publication: &Publication, findings: &mut Findings) {
    let form = |text: &str| {
        LENGTH.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let fault = |pointer: String| {
        let finding = Finding::stop("copies-password").at(list.places.value(&pointer));
        finding.with("least", LENGTH.start()).with("most", LENGTH.end())
    };
    for (category, password) in &list.value.passwords {
        let pointer = format!("/passwords/{}", category.replace('~', "~0").replace('/', "~1"));
        if !form(password) {
            findings.push(fault(pointer.clone()));
        }
        if !publication.scope.contains(category) {
            let finding = Finding::stop("copies-password-category").at(list.places.key(&pointer));
            let known = publication.scope.join("\u{3001}");
            findings.push(finding.with("category", category).with("known", known));
        }
    }
    for (index, recipient) in list.value.recipients.iter().enumerate() {
        if recipient.password.as_ref().is_some_and(|password| !form(password)) {
            findings.push(fault(format!("/recipients/{index}/password")));
        }
    }
}

impl Passwords {
    /// Those of the list, and those made here before.
    pub fn read(list: &Recipients, folder: &Path) -> Self {
        Self { by_category: list.passwords.clone(), made: read_made(folder) }
    }

    /// The password of a recipient's copy.
    pub fn of<'a>(&'a self, recipient: &'a Recipient) -> Option<&'a str> {
        let own = recipient.password.as_ref();
        let own = own.or_else(|| self.by_category.get(&recipient.category));
        own.or_else(|| self.made.get(&recipient.number)).map(String::as_str)
    }

    /// Makes a password for each of these recipients that has none; gives the file they are in.
    ///
    /// # Errors
    /// [`Failure::Machine`] when the system gives no random numbers or the file cannot be written.
    pub fn make<'a>(
        &mut self,
        recipients: impl Iterator<Item = &'a Recipient>,
        folder: &Path,
    ) -> Result<PathBuf, Failure> {
        let path = folder.join(FILE);
        let machine = |reason: std::io::Error| Failure::machine(&path, reason);
        for recipient in recipients {
            if self.of(recipient).is_none() {
                self.made.insert(recipient.number, random().map_err(machine)?);
            }
        }
        write_made(&path, &self.made)?;
        Ok(path)
    }
}

/// Takes the passwords of some numbers out of the file of an issue's folder: whoever is given a
/// number next is to have a password of their own.
///
/// # Errors
/// [`Failure::Machine`] when the file cannot be written.
pub fn erase(folder: &Path, numbers: &[u32]) -> Result<(), Failure> {
    let mut made = read_made(folder);
    let before = made.len();
    made.retain(|number, _| !numbers.contains(number));
    let path = folder.join(FILE);
    match made.len() {
        left if left == before => Ok(()),
        0 => remove(&path),
        _ => write_made(&path, &made),
    }
}

/// The passwords that were made here before.
fn read_made(folder: &Path) -> BTreeMap<u32, String> {
    let bytes = read_limited(&folder.join(FILE), TEXT_LIMIT).ok().flatten().unwrap_or_default();
    let rows = csv::Reader::from_reader(bytes.as_slice()).into_deserialize();
    rows.filter_map(|row: csv::Result<(u32, String)>| row.ok()).collect()
}

fn write_made(path: &Path, made: &BTreeMap<u32, String>) -> Result<(), Failure> {
    let machine = |reason: std::io::Error| Failure::machine(path, reason);
    let mut table = csv::Writer::from_writer(Vec::new());
    let written = made.iter().try_for_each(|row| table.serialize(row));
    written.map_err(|error| machine(error.into()))?;
    let rows = table.into_inner().map_err(|error| machine(error.into_error()))?;
    write_private_parts(path, &[b"number,password\n", &rows])
}

/// A new password: `k7xm-2pqe-…`.
fn random() -> std::io::Result<String> {
    let mut bytes = [0; GROUPS * 4];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    let letters: Vec<char> =
        bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    Ok(letters.chunks(4).map(|group| group.iter().collect()).collect::<Vec<String>>().join("-"))
}
