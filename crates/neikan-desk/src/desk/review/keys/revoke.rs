//! Revoking keys: an entry of the ledger, written by the owner or a chief.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::keyring::Keyring;
use super::seal::{Search, seal};
use crate::desk::review::contents::Folder;
use crate::desk::review::ledger::Ledger;
use crate::manuscript::digest::{Content, leaves};
use crate::publication::{
    Date, Entry, Ledger as Entries, Project, Stage, TEXT_LIMIT, document, load_publication,
};
use hanzi::names::same;
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};
use neikan_base::fs::read_limited;

/// A record that a key was revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// Which key.
    pub fingerprint: String,
    /// When.
    pub date: Date,
    /// The index of the entry that says so; nothing if it is in another ledger.
    pub at: Option<usize>,
    /// The ledger that says so, relative to the project.
    pub file: String,
}

/// A request to revoke a key.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Which key.
    pub fingerprint: String,
    /// Who requests it.
    pub by: String,
    /// Why: `lost`, `compromised` or `left`.
    pub reason: &'static str,
    /// The reason in the user's words.
    pub note: String,
    /// The day.
    pub date: Date,
}

/// The keys that are revoked according to this ledger or any other of the project.
pub fn revocations(project: &Project, ledger: &Ledger) -> Vec<Revocation> {
    let own = ledger.entries.iter().enumerate();
    let own = own.filter_map(|(at, entry)| notice(entry, &ledger.file, Some(at)));
    let others = elsewhere(project).into_iter().filter(|notice| notice.file != ledger.file);
    own.chain(others).collect()
}

/// The keys that are revoked according to any ledger of the project, ordered by folder name.
pub fn elsewhere(project: &Project) -> Vec<Revocation> {
    let folders = fs::read_dir(project.issues()).into_iter().flatten().flatten();
    let mut files: Vec<_> = folders.map(|folder| folder.path().join("review.yml")).collect();
    files.sort();
    files.iter().flat_map(|path| of_file(path, &project.show(path))).collect()
}

/// What a ledger says about revoked keys. Its own reader reports what is wrong with it.
fn of_file(path: &Path, file: &str) -> Vec<Revocation> {
    let bytes = read_limited(path, TEXT_LIMIT).ok().flatten();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    if !text.contains(Stage::Revoked.name()) {
        return Vec::new();
    }
    let read = document::read::<Entries>(&text, file, 0, &mut Findings::default());
    let entries = read.map(|read| read.value.0).unwrap_or_default();
    entries.iter().filter_map(|entry| notice(entry, file, None)).collect()
}

fn notice(entry: &Entry, file: &str, at: Option<usize>) -> Option<Revocation> {
    let fingerprint = entry.target.clone().filter(|_| entry.stage == Stage::Revoked)?;
    Some(Revocation { fingerprint, date: entry.date, at, file: file.to_owned() })
}

/// Records in a ledger that a key is revoked.
///
/// # Errors
/// [`Failure::Stopped`] if there is no such key, it is revoked already, or the person is neither
/// its owner nor a chief; [`Failure::Machine`].
pub fn revoke(
    project: &Project,
    folder: &Folder,
    asked: &Notice,
    search: &Search<'_>,
) -> Result<Entry, Failure> {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let ledger = Ledger::read(project, folder, &mut findings);
    let (Some(publication), Some(mut ledger)) = (publication, ledger) else {
        return Err(Failure::Stopped(findings));
    };
    let review = &publication.value.review;
    let keyring = Keyring::of(review);
    let place = publication.places.key("/review");
    findings.extend(faults(project, &ledger, &keyring, asked).map(|f| f.at(place.clone())));
    findings.extend(too_early(&ledger, folder, asked));
    findings.settle()?;
    let content = content(&keyring, asked);
    let mut entries = [entry(asked, &content)];
    seal(project, review, &ledger, &mut entries, search)?;
    ledger.append(&entries, &[&content])?;
    let [entry] = entries;
    Ok(entry)
}

/// Why this person cannot revoke the key.
fn faults(
    project: &Project,
    ledger: &Ledger,
    keyring: &Keyring,
    asked: &Notice,
) -> impl Iterator<Item = Finding> {
    let fault = |rule| Finding::stop(rule).with("key", &asked.fingerprint).with("name", &asked.by);
    let known = || {
        let keys = keyring.owners.iter().flat_map(|owner| &owner.keys);
        keys.map(super::PublicKey::fingerprint).collect::<Vec<_>>().join(", ")
    };
    let owner = keyring.find(&asked.fingerprint);
    let unknown = owner.is_none().then(|| fault("key-not-listed").with("known", known()));
    let theirs = owner.is_some_and(|(owner, _)| same(&owner.name, &asked.by));
    let other = !theirs && !keyring.is_chief(&asked.by);
    let other = (owner.is_some() && other).then(|| fault("key-revoke-by"));
    let before = revocations(project, ledger);
    let before = before.iter().find(|notice| notice.fingerprint == asked.fingerprint);
    let before = before.map(|notice| fault("key-revoked-already").with("date", notice.date));
    [unknown, other, before].into_iter().flatten()
}

fn too_early(ledger: &Ledger, folder: &Folder, asked: &Notice) -> Option<Finding> {
    let last = ledger.entries.iter().map(|entry| entry.date).max()?;
    let finding = Finding::stop("review-date").at(Place::file(&ledger.file));
    let finding = finding.with("article", &folder.id).with("date", asked.date).with("last", last);
    (last > asked.date).then_some(finding)
}

/// The text that the entry binds: which key, whose, why.
fn content(keyring: &Keyring, asked: &Notice) -> Content {
    let owner = keyring.find(&asked.fingerprint);
    let text = leaves(
        "key 1",
        &json!({
            "fingerprint": asked.fingerprint,
            "owner": owner.map(|(owner, _)| &owner.name),
            "line": owner.map(|(_, key)| key.line()),
            "reason": asked.reason,
        }),
    );
    Content::new(text)
}

fn entry(asked: &Notice, content: &Content) -> Entry {
    Entry {
        note: Some(asked.note.clone()),
        content: content.sha256.clone(),
        target: Some(asked.fingerprint.clone()),
        ..Entry::new(Stage::Revoked, &asked.by, asked.date)
    }
}
