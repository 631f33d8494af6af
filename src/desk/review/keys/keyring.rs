//! The keys of those who sign, as a list names them.

use unicode_normalization::UnicodeNormalization;

use super::public::PublicKey;
use crate::diagnostic::{Finding, Findings};
use crate::publication::review::KeyUse;
use crate::publication::{Document, Publication, Review};

/// Whose keys are whose.
#[derive(Debug, Clone)]
pub struct Keyring {
    /// Those who sign, in the order of the list.
    pub owners: Vec<Owner>,
    /// Whether nobody signs without a key.
    pub required: bool,
}

/// Somebody who signs, and their keys.
#[derive(Debug, Clone)]
pub struct Owner {
    /// Name.
    pub name: String,
    /// Whether they sign for the press, and so may revoke anybody's key.
    pub chief: bool,
    /// Their keys; those that cannot be read are left out.
    pub keys: Vec<PublicKey>,
}

impl Keyring {
    /// The keys that a list names; what is no key is passed over.
    pub fn of(review: &Review) -> Self {
        let owners = review.reviewers.iter().map(|reviewer| Owner {
            name: reviewer.name.clone(),
            chief: reviewer.is_chief(),
            keys: reviewer.keys.iter().filter_map(|line| PublicKey::read(line).ok()).collect(),
        });
        Self { owners: owners.collect(), required: review.keys == KeyUse::Required }
    }

    /// The keys that `publication.yml` names, with a finding for each that is none or that two
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

    /// Somebody who signs.
    pub fn owner(&self, name: &str) -> Option<&Owner> {
        self.owners.iter().find(|owner| same(&owner.name, name))
    }

    /// The keys of somebody.
    pub fn keys_of(&self, name: &str) -> &[PublicKey] {
        self.owner(name).map_or(&[], |owner| &owner.keys)
    }

    /// The key with this fingerprint and whose it is.
    pub fn find(&self, fingerprint: &str) -> Option<(&Owner, &PublicKey)> {
        let pairs = self.owners.iter().flat_map(|owner| owner.keys.iter().map(move |k| (owner, k)));
        pairs.into_iter().find(|(_, key)| key.fingerprint() == fingerprint)
    }

    /// Whether somebody signs for the press.
    pub fn is_chief(&self, name: &str) -> bool {
        self.owner(name).is_some_and(|owner| owner.chief)
    }

    /// Whose a key is already, when it is somebody else's than `name`.
    ///
    /// # Errors
    /// The finding `key-shared`.
    pub fn free_for(&self, name: &str, key: &PublicKey) -> Result<(), Finding> {
        let others = self.owners.iter().filter(|owner| !same(&owner.name, name));
        let mut others = others.filter(|owner| owner.keys.contains(key));
        others.next().map_or(Ok(()), |other| Err(shared(key, name, &other.name)))
    }
}

/// Whether two names are one person's: blanks and the width of letters tell nobody apart.
pub fn same(one: &str, two: &str) -> bool {
    let plain = |name: &str| -> String { name.nfkc().filter(|c| !c.is_whitespace()).collect() };
    plain(one) == plain(two)
}

fn shared(key: &PublicKey, name: &str, other: &str) -> Finding {
    let finding = Finding::stop("key-shared").with("key", key.fingerprint());
    finding.with("name", name).with("other", other)
}
