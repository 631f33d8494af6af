//! The keys of the signers, as a list names them.

use super::public::PublicKey;
use crate::desk::review::house::House;
use crate::publication::review::KeyUse;
use crate::publication::{Document, Publication, Review, Reviewer};
use hanzi::names::same;
use neikan_base::diagnostic::{Finding, Findings};

/// Who owns which keys.
#[derive(Debug, Clone)]
pub struct Keyring {
    /// The signers, in the order of the list.
    pub owners: Vec<Owner>,
    /// Whether nobody signs without a key.
    pub required: bool,
}

/// A signer, and their keys.
#[derive(Debug, Clone)]
pub struct Owner {
    /// Name.
    pub name: String,
    /// Whether they sign for the press, and so may revoke anybody's key.
    pub chief: bool,
    /// Their keys; unreadable ones are left out.
    pub keys: Vec<PublicKey>,
}

impl Owner {
    fn of(reviewer: &Reviewer) -> Self {
        let keys = reviewer.keys.iter().filter_map(|line| PublicKey::read(line).ok()).collect();
        Self { name: reviewer.name.clone(), chief: reviewer.is_chief(), keys }
    }
}

impl Keyring {
    /// The keys that a list names; invalid ones are skipped.
    pub fn of(review: &Review) -> Self {
        let owners = review.reviewers.iter().map(Owner::of);
        Self { owners: owners.collect(), required: review.keys == KeyUse::Required }
    }

    /// The keys that are valid for an entry: those of the list in force, and those that the
    /// neighbouring lists add. A list that nobody has signed yet adds keys too, since people sign
    /// with a new key as soon as they get it; nothing is printed before that list is signed.
    pub fn under(in_force: &House, neighbours: &[&House]) -> Self {
        let mut owners: Vec<Owner> = in_force.reviewers.iter().map(Owner::of).collect();
        for more in neighbours.iter().flat_map(|house| &house.reviewers).map(Owner::of) {
            match owners.iter_mut().find(|owner| same(&owner.name, &more.name)) {
                Some(owner) => owner.keys.extend(more.keys),
                None => owners.push(Owner { chief: false, ..more }),
            }
        }
        Self { owners, required: in_force.keys == KeyUse::Required }
    }

    /// The keys in `publication.yml`, with a finding for each that is not a valid key or that two
    /// people share.
    pub fn read(publication: &Document<Publication>, findings: &mut Findings) -> Self {
        let review = &publication.value.review;
        let mut seen: Vec<(PublicKey, &str)> = Vec::new();
        for (at, reviewer) in review.reviewers.iter().enumerate() {
            for (number, line) in reviewer.keys.iter().enumerate() {
                let pointer = format!("/review/reviewers/{at}/keys/{number}");
                let place = publication.places.value(&pointer);
                let name = reviewer.name.as_str();
                match PublicKey::read(line) {
                    Err(refusal) => {
                        findings.push(refusal.finding().at(place).with("name", name));
                    }
                    Ok(key) => {
                        let other = seen.iter().find(|(k, owner)| *k == key && !same(owner, name));
                        findings
                            .extend(other.map(|(_, other)| shared(&key, name, other).at(place)));
                        seen.push((key, name));
                    }
                }
            }
        }
        Self::of(review)
    }

    /// The signer with this name.
    pub fn owner(&self, name: &str) -> Option<&Owner> {
        self.owners.iter().find(|owner| same(&owner.name, name))
    }

    /// The keys of the signer with this name.
    pub fn keys_of(&self, name: &str) -> &[PublicKey] {
        self.owner(name).map_or(&[], |owner| &owner.keys)
    }

    /// The key with this fingerprint, and its owner.
    pub fn find(&self, fingerprint: &str) -> Option<(&Owner, &PublicKey)> {
        let pairs = self.owners.iter().flat_map(|owner| owner.keys.iter().map(move |k| (owner, k)));
        pairs.into_iter().find(|(_, key)| key.fingerprint() == fingerprint)
    }

    /// Whether somebody signs for the press.
    pub fn is_chief(&self, name: &str) -> bool {
        self.owner(name).is_some_and(|owner| owner.chief)
    }

    /// Makes sure that a key does not belong to anybody other than `name`.
    ///
    /// # Errors
    /// The finding `key-shared`.
    pub fn free_for(&self, name: &str, key: &PublicKey) -> Result<(), Finding> {
        let others = self.owners.iter().filter(|owner| !same(&owner.name, name));
        let mut others = others.filter(|owner| owner.keys.contains(key));
        others.next().map_or(Ok(()), |other| Err(shared(key, name, &other.name)))
    }
}

fn shared(key: &PublicKey, name: &str, other: &str) -> Finding {
    let finding = Finding::stop("key-shared").with("key", key.fingerprint());
    finding.with("name", name).with("other", other)
}
