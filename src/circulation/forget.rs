//! Erases a person: from the ledger, from the list of recipients, and the copies made for them.

use std::path::Path;

use serde::Serialize;

use super::copies::files::FOLDER;
use super::copies::passwords;
use super::ledger::{Ledger, Who};
use super::recipients::FILE;
use super::recipients::file::{Edit, text};
use crate::diagnostic::{Failure, Finding, Findings};
use crate::fs::lock::Kind;
use crate::fs::{Lock, remove};
use crate::publication::{Project, Recipient, Recipients, document, write_in_place};

/// What was erased.
#[derive(Debug, Default, Serialize)]
pub struct Forgotten {
    /// The numbers of the copies.
    pub numbers: Vec<u32>,
    /// How many attempts in the ledger were about them.
    pub attempts: usize,
    /// How many entries were taken out of the list.
    pub entries: usize,
    /// The files that were deleted.
    pub files: Vec<String>,
}

/// Erases a person; `out` is the folder that holds the output folders of the issues. The list goes
/// last: a run that was cut short finds in it whom to go on with.
///
/// # Errors
/// The finding `forget-nobody`; [`Failure::Stopped`] when the list cannot be edited;
/// [`Failure::Machine`].
pub fn forget(project: &Project, out: &Path, who: &Who) -> Result<Forgotten, Failure> {
    // The ledger is taken and the list is tried: what fails stops the work before anything is lost.
    let ledger = match Ledger::path(project).is_file() {
        true => Some(Ledger::write(project, "deliver forget")?),
        false => None,
    };
    let entries = Entries::read(project, who)?;
    let mut numbers = entries.numbers.clone();
    if let Some(ledger) = &ledger {
        numbers.extend(ledger.numbers(who)?);
    }
    // Copies may be all that is left of somebody.
    if let Who::Number(number) = who {
        numbers.push(*number);
    }
    numbers.sort_unstable();
    numbers.dedup();
    let files = delete(project, out, &numbers)?;
    let attempts = ledger.map_or(Ok(0), |ledger| ledger.erase(who))?;
    if entries.numbers.is_empty() && attempts == 0 && files.is_empty() {
        let who = match who {
            Who::Number(number) => number.to_string(),
            Who::Address(address) => address.clone(),
        };
        return Err(Finding::stop("forget-nobody").with("who", who).into());
    }
    if let Some(text) = entries.text {
        write_in_place(&project.issues().join(FILE), &text)?;
    }
    Ok(Forgotten { numbers, attempts, entries: entries.numbers.len(), files })
}

/// What the list says of a person.
#[derive(Default)]
struct Entries {
    /// The numbers of their copies, one for each entry.
    numbers: Vec<u32>,
    /// The list without them, if they are in it.
    text: Option<String>,
}

impl Entries {
    fn read(project: &Project, who: &Who) -> Result<Self, Failure> {
        let path = project.issues().join(FILE);
        if !path.is_file() {
            return Ok(Self::default());
        }
        let mut findings = Findings::default();
        let list = project.read_text(&path, &mut findings).and_then(|source| {
            document::read::<Recipients>(&source.text, &source.file, 0, &mut findings)
        });
        let Some(list) = list else { return Err(Failure::Stopped(findings)) };
        findings.settle()?;
        let meant = |recipient: &Recipient| match who {
            Who::Number(number) => recipient.number == *number,
            Who::Address(address) => recipient
                .email
                .as_ref()
                .is_some_and(|email| email.to_lowercase() == address.to_lowercase()),
        };
        let all = list.value.recipients.iter().enumerate();
        let (edits, numbers): (Vec<Edit>, Vec<u32>) = all
            .filter(|(_, recipient)| meant(recipient))
            .map(|(index, recipient)| (Edit::Remove(index), recipient.number))
            .unzip();
        let text = (!edits.is_empty()).then(|| text(project, Some(&list), &edits));
        Ok(Self { numbers, text: text.transpose()? })
    }
}

/// Deletes the copies with these numbers, whose leaf bears the name, and the passwords made for
/// them; gives the copies.
fn delete(project: &Project, out: &Path, numbers: &[u32]) -> Result<Vec<String>, Failure> {
    let mut files = Vec::new();
    for issue in project.issue_ids() {
        let out = out.join(&issue);
        let copies = out.join(FOLDER);
        // What is being made is waited for, and what a dead run left of it goes.
        let locks = (lock(&out, Kind::Passing)?, lock(&copies, Kind::Private)?);
        passwords::erase(&out, numbers)?;
        for number in numbers {
            for extension in ["pdf", "epub", "zip"] {
                let path = copies.join(format!("{number:04}.{extension}"));
                if path.is_file() {
                    remove(&path)?;
                    files.push(project.show(&path));
                }
            }
        }
        drop(locks);
    }
    Ok(files)
}

/// The lock of a folder of outputs, if that is there.
fn lock(folder: &Path, kind: Kind) -> Result<Option<Lock>, Failure> {
    folder.is_dir().then(|| Lock::take(folder, kind, "deliver forget")).transpose()
}
