//! Erases a person: from the ledger, from the list of recipients, and the copies made for them.

use std::path::Path;

use serde::Serialize;

use super::copies::files::FOLDER;
use super::copies::passwords;
use super::ledger::{Ledger, Who};
use super::recipients::FILE;
use super::recipients::file::{Edit, write};
use crate::diagnostic::{Failure, Finding, Findings};
use crate::fs::remove;
use crate::publication::{Project, Recipient, Recipients, document};

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

/// Erases a person; `out` is the folder that holds the output folders of the issues.
///
/// # Errors
/// The finding `forget-nobody`; [`Failure::Stopped`] when the list cannot be edited;
/// [`Failure::Machine`].
pub fn forget(project: &Project, out: &Path, who: &Who) -> Result<Forgotten, Failure> {
    let mut forgotten = Forgotten::default();
    // The ledger is taken, then the list is edited: what fails stops the work before anything is
    // lost.
    let ledger = match Ledger::path(project).is_file() {
        true => Some(Ledger::write(project)?),
        false => None,
    };
    let named = unlist(project, who, &mut forgotten)?;
    if let Some(ledger) = ledger {
        (forgotten.numbers, forgotten.attempts) = ledger.erase(who)?;
    }
    forgotten.numbers.extend(named);
    forgotten.numbers.sort_unstable();
    forgotten.numbers.dedup();
    if forgotten.entries == 0 && forgotten.attempts == 0 {
        let who = match who {
            Who::Number(number) => number.to_string(),
            Who::Address(address) => address.clone(),
        };
        return Err(Finding::stop("forget-nobody").with("who", who).into());
    }
    delete(project, out, &mut forgotten)?;
    Ok(forgotten)
}

/// Takes a person out of the list; gives their numbers.
fn unlist(project: &Project, who: &Who, forgotten: &mut Forgotten) -> Result<Vec<u32>, Failure> {
    let path = project.issues().join(FILE);
    if !path.is_file() {
        return Ok(Vec::new());
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
    let found: Vec<(usize, u32)> = all
        .filter(|(_, recipient)| meant(recipient))
        .map(|(index, recipient)| (index, recipient.number))
        .collect();
    let edits: Vec<Edit> = found.iter().map(|(index, _)| Edit::Remove(*index)).collect();
    if !edits.is_empty() {
        write(project, Some(&list), &edits)?;
    }
    forgotten.entries = found.len();
    Ok(found.into_iter().map(|(_, number)| number).collect())
}

/// Deletes the copies with the numbers that were erased, whose leaf bears the name, and the
/// passwords made for them.
fn delete(project: &Project, out: &Path, forgotten: &mut Forgotten) -> Result<(), Failure> {
    for issue in project.issue_ids() {
        passwords::erase(&out.join(&issue), &forgotten.numbers)?;
        for number in &forgotten.numbers {
            for extension in ["pdf", "epub", "zip"] {
                let path = out.join(&issue).join(FOLDER).join(format!("{number:04}.{extension}"));
                if path.is_file() {
                    remove(&path)?;
                    forgotten.files.push(project.show(&path));
                }
            }
        }
    }
    Ok(())
}
