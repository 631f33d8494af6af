//! Verifying the signatures of a ledger with the keys of the signers.
//!
//! Whether an entry without a signature is valid depends on where it is. It is valid if no key was
//! required of it: keys are not mandatory and the signer had not signed with a key before. It is
//! also valid if it comes before an entry with which a chief signed, with a key, the list of
//! signers: that entry's seal covers the seals of all entries before it, so nobody can have
//! inserted one there since.

use super::keyring::Keyring;
use super::message;
use super::public::Fault;
use super::revoke::{Revocation, revocations};
use crate::desk::review::ledger::Ledger;
use crate::publication::{Entry, Project, Stage, load_publication};
use hanzi::names::same;
use neikan_base::diagnostic::{Finding, Findings};

/// Verifies a ledger with the keys of the lists that its entries were signed under.
pub fn prove(project: &Project, ledger: &Ledger, findings: &mut Findings) {
    if ledger.entries.is_empty() {
        return;
    }
    let mut faults = Findings::default();
    let Some(publication) = load_publication(project, &mut faults) else {
        // Whoever makes or signs something is told what is wrong with that file; a signature that
        // cannot be verified without it is never ignored.
        if ledger.entries.iter().any(|entry| entry.key.is_some() || entry.signature.is_some()) {
            findings.extend(faults);
        }
        return;
    };
    let now = Keyring::read(&publication, findings);
    let entries = ledger.entries.iter().enumerate();
    let keyrings: Vec<Keyring> =
        entries.map(|(at, entry)| ledger.lists.keyring(at, entry.stage, &now)).collect();
    let list = |at: usize| keyrings.get(at).unwrap_or(&now);
    prove_with(ledger, &list, &revocations(project, ledger), findings);
}

/// Verifies a ledger with the list in force for each entry, which `list` returns by the entry's
/// index.
fn prove_with<'a>(
    ledger: &Ledger,
    list: &dyn Fn(usize) -> &'a Keyring,
    revoked: &[Revocation],
    findings: &mut Findings,
) {
    let vouched = vouched(ledger, list, revoked);
    for (at, entry) in ledger.entries.iter().enumerate() {
        let own = Own { ledger, at, entry, keyring: list(at), revoked };
        let fault = match (&entry.key, &entry.signature) {
            (None, None) => own.unsigned(vouched),
            (None, Some(_)) => Some(Finding::stop("ledger-signature-stray")),
            (Some(_), None) => Some(Finding::stop("ledger-signature-gone")),
            (Some(key), Some(signature)) => own.signed(key, signature),
        };
        for fault in fault.into_iter().chain(own.again()).chain(own.revokes_another()) {
            let fault = fault.at(ledger.place(at)).with("entry", at + 1).with("name", &entry.by);
            findings.push(fault);
        }
    }
}

/// The seal that the signer saw: for an entry that was moved here, the one it had before.
fn signed_seal(entry: &Entry) -> &str {
    entry.origin.as_ref().map_or(&entry.seal, |origin| &origin.seal)
}

/// How many entries come before the last list that a chief signed with a key.
fn vouched<'a>(
    ledger: &Ledger,
    list: &dyn Fn(usize) -> &'a Keyring,
    revoked: &[Revocation],
) -> usize {
    let signed = |(at, entry): &(usize, &Entry)| {
        let own = Own { ledger, at: *at, entry, keyring: list(*at), revoked };
        let pair = entry.key.as_ref().zip(entry.signature.as_ref());
        entry.stage == Stage::People
            && own.keyring.is_chief(&entry.by)
            && pair.is_some_and(|(key, signature)| own.signed(key, signature).is_none())
    };
    ledger.entries.iter().enumerate().rfind(signed).map_or(0, |(at, _)| at)
}

/// An entry, its index and what it is verified with.
struct Own<'a> {
    ledger: &'a Ledger,
    at: usize,
    entry: &'a Entry,
    keyring: &'a Keyring,
    revoked: &'a [Revocation],
}

impl Own<'_> {
    /// Why an entry without a signature is void; nothing if it is valid.
    fn unsigned(&self, vouched: usize) -> Option<Finding> {
        // What the program itself records is not signed.
        if self.entry.stage == Stage::Gathered || self.at < vouched {
            return None;
        }
        let demanded = self.keyring.required || (self.signs_with_key() && self.has_key());
        demanded.then(|| Finding::stop("ledger-unsigned"))
    }

    /// Whether the same person signed with a key before.
    fn signs_with_key(&self) -> bool {
        let (at, own) = (self.at, self.entry);
        self.ledger.entries.iter().enumerate().any(|(other, entry)| {
            // An entry that was moved here was signed elsewhere: its date counts, not its position.
            let before = if own.origin.is_some() { entry.date < own.date } else { other < at };
            before && entry.signature.is_some() && same(&entry.by, &own.by)
        })
    }

    /// Whether the signer has a key that is not revoked.
    fn has_key(&self) -> bool {
        let mut keys = self.keyring.keys_of(&self.entry.by).iter();
        keys.any(|key| self.revocation(&key.fingerprint()).is_none())
    }

    /// Why a signature is void; nothing if it is valid.
    fn signed(&self, fingerprint: &str, signature: &str) -> Option<Finding> {
        let fault = |rule| Some(Finding::stop(rule).with("key", fingerprint));
        let mut keys = self.keyring.keys_of(&self.entry.by).iter();
        let Some(key) = keys.find(|key| key.fingerprint() == fingerprint) else {
            return fault("ledger-key-unknown");
        };
        if let Some(notice) = self.revocation(fingerprint) {
            let finding = fault("ledger-key-revoked")?;
            return Some(finding.with("date", notice.date).with("file", &notice.file));
        }
        if let Some(end) = key.valid_before.filter(|_| key.is_expired(self.entry.date)) {
            return Some(fault("ledger-key-expired")?.with("date", end));
        }
        match key.verify(&message(signed_seal(self.entry)), signature) {
            Ok(()) => None,
            Err(Fault::Form) => fault("ledger-signature-form"),
            Err(Fault::Broken) => fault("ledger-signature"),
            Err(Fault::Namespace(other)) => {
                let other: String = other.chars().filter(|c| !c.is_control()).take(40).collect();
                Some(fault("ledger-signature-namespace")?.with("namespace", other))
            }
        }
    }

    /// The entry that voids what is signed here with a key. Within this ledger, the position
    /// decides; for another ledger, and for entries that were moved here, the date does.
    fn revocation(&self, fingerprint: &str) -> Option<&Revocation> {
        self.revoked.iter().find(|notice| {
            let void = match notice.at {
                Some(at) if self.entry.origin.is_none() => at < self.at,
                _ => notice.date < self.entry.date,
            };
            notice.fingerprint == fingerprint && void
        })
    }

    /// Why a signature that was given once does not count a second time: a valid one, inserted
    /// again after another entry, would undo what was said in between.
    fn again(&self) -> Option<Finding> {
        self.entry.signature.as_ref()?;
        let seal = signed_seal(self.entry);
        let mut before = self.ledger.entries[..self.at].iter();
        let at = before.position(|other| other.seal == seal || signed_seal(other) == seal)?;
        Some(Finding::stop("ledger-signature-again").with("other", at + 1))
    }

    /// Why an entry may not revoke the key that it names; nothing if it may.
    fn revokes_another(&self) -> Option<Finding> {
        if self.entry.stage != Stage::Revoked || self.keyring.is_chief(&self.entry.by) {
            return None;
        }
        let target = self.entry.target.as_deref().unwrap_or_default();
        let mut own = self.keyring.keys_of(&self.entry.by).iter();
        let own = own.any(|key| key.fingerprint() == target);
        (!own).then(|| Finding::stop("ledger-revoked-by").with("key", target))
    }
}
