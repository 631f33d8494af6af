//! Sealing new entries: each contains the seal of the one before, names the signer's key, and is
//! signed with it.
//!
//! The key is the file given in the call, or else the first of the signer's keys that the agent
//! holds, or else the one in their folder of keys.

use std::path::{Path, PathBuf};

use super::agent::Agent;
use super::keyring::Keyring;
use super::message;
use super::private::{KeyFile, Locked, PrivateKey};
use super::public::PublicKey;
use super::revoke::{Revocation, revocations};
use crate::desk::review::ledger::{Ledger, chain};
use crate::publication::{Entry, Project, Review};
use neikan_base::date::Date;
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};

/// Where to look for the signer's key.
pub struct Search<'a> {
    /// The file given in the call.
    pub file: Option<&'a Path>,
    /// The socket of the agent.
    pub agent: Option<PathBuf>,
    /// The folder of keys, `~/.ssh`.
    pub folder: Option<PathBuf>,
    /// Asks for the passphrase of a file.
    pub passphrase: &'a dyn Fn(&Path) -> Option<String>,
}

impl Search<'_> {
    /// Looks nowhere: people who have a key cannot sign.
    pub fn nowhere() -> Search<'static> {
        Search { file: None, agent: None, folder: None, passphrase: &|_| None }
    }
}

/// The file that `review key new` makes for somebody in their folder of keys.
pub fn own_file(folder: &Path, name: &str, kind: &str) -> PathBuf {
    let plain: String =
        name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
    folder.join(format!("neikan-{plain}-{kind}"))
}

/// Seals entries of one person and signs them with that person's key, if there is one.
///
/// # Errors
/// [`Failure::Stopped`] if a key is needed that is not found, cannot be unlocked or is not theirs;
/// then nothing has been written.
pub fn seal(
    project: &Project,
    review: &Review,
    ledger: &Ledger,
    entries: &mut [Entry],
    search: &Search<'_>,
) -> Result<(), Failure> {
    let Some(first) = entries.first() else { return Ok(()) };
    let (by, stage, date) = (first.by.clone(), first.stage, first.date);
    let keyring = ledger.lists.keyring(ledger.entries.len(), stage, &Keyring::of(review));
    let revoked = revocations(project, ledger);
    let entered = Keyring::of(review);
    let hand = Hand {
        entered: entered.keys_of(&by),
        chief: ledger.lists.chief(),
        issue: ledger.folder(),
        ..Hand::of(&keyring, &by, date, &revoked)
    };
    let mut signer = hand.signer(search)?;
    let fingerprint = signer.as_ref().map(|signer| signer.public.fingerprint());
    entries.iter_mut().for_each(|entry| entry.key.clone_from(&fingerprint));
    chain(ledger.seal().to_owned(), entries);
    let Some(signer) = &mut signer else { return Ok(()) };
    for entry in entries {
        let message = message(&entry.seal);
        let signature = signer.sign(&message)?;
        // A key that signs wrongly would stop everybody after them.
        signer.public.verify(&message, &signature).map_err(|_| Finding::stop("key-broken"))?;
        entry.signature = Some(signature);
    }
    Ok(())
}

/// A signer, with the keys that they may sign with.
struct Hand<'a> {
    name: &'a str,
    keys: Vec<&'a PublicKey>,
    revoked: Vec<(&'a PublicKey, &'a Revocation)>,
    expired: Vec<&'a PublicKey>,
    required: bool,
    /// Their keys in `publication.yml` as it stands, whether or not that list is signed.
    entered: &'a [PublicKey],
    /// The editor in chief according to the signed list.
    chief: &'a str,
    /// The folder whose ledger is being signed.
    issue: &'a str,
}

/// A key that is ready for signing.
struct Signer {
    public: PublicKey,
    hold: Hold,
}

enum Hold {
    File(PrivateKey),
    Agent(Agent),
}

impl Signer {
    fn sign(&mut self, message: &[u8]) -> Result<String, Failure> {
        match &mut self.hold {
            Hold::File(key) => Ok(key.sign(message)?),
            Hold::Agent(agent) => agent.sign(&self.public, message).map_err(|_| {
                let key = self.public.fingerprint();
                Finding::stop("key-agent-refused").with("key", key).into()
            }),
        }
    }
}

impl<'a> Hand<'a> {
    fn of(keyring: &'a Keyring, name: &'a str, date: Date, revoked: &'a [Revocation]) -> Self {
        let notice = |key: &PublicKey| {
            let fingerprint = key.fingerprint();
            revoked.iter().find(|notice| notice.fingerprint == fingerprint)
        };
        let all = keyring.keys_of(name);
        let left = all.iter().filter(|key| notice(key).is_none());
        let (expired, keys) = left.partition(|key| key.is_expired(date));
        Self {
            name,
            keys,
            expired,
            revoked: all.iter().filter_map(|key| Some((key, notice(key)?))).collect(),
            required: keyring.required,
            entered: &[],
            chief: "",
            issue: "",
        }
    }

    /// The key to sign with; nothing if none is needed.
    fn signer(&self, search: &Search<'_>) -> Result<Option<Signer>, Failure> {
        if let Some(file) = search.file {
            return self.of_file(file, search).map(Some);
        }
        if self.keys.is_empty() {
            let finding = match (self.expired.last(), self.revoked.last()) {
                // Whoever had a key does not sign by name alone because it has expired.
                (Some(key), _) => expired(self.name, key),
                _ if !self.required => return Ok(None),
                (None, Some((key, notice))) => revoked(self.name, key, notice),
                (None, None) => Finding::stop("key-required").with("name", self.name),
            };
            return Err(finding.into());
        }
        if let Some(signer) = self.of_agent(search, &self.keys) {
            return Ok(Some(signer));
        }
        for path in self.usual(search) {
            let Ok(file) = KeyFile::read(&path) else { continue };
            if let Some(signer) = self.of_usual(file, &path, search)? {
                return Ok(Some(signer));
            }
        }
        // A key may be entered twice, with another comment or another end.
        let mut known: Vec<_> = self.keys.iter().map(|key| key.fingerprint()).collect();
        known.sort_unstable();
        known.dedup();
        let agent = if search.agent.is_some() { "asked" } else { "none" };
        let finding = Finding::stop("key-not-found").with("name", self.name).with("agent", agent);
        Err(finding.with("known", known.join(", ")).into())
    }

    /// The files in the folder of keys that may be theirs.
    fn usual(&self, search: &Search<'_>) -> Vec<PathBuf> {
        let own = |folder: &Path| {
            let made = ["ed25519", "sm2"].map(|kind| own_file(folder, self.name, kind));
            [made.as_slice(), &[folder.join("id_ed25519")]].concat()
        };
        let files = search.folder.as_deref().map(own).unwrap_or_default();
        files.into_iter().filter(|path| path.is_file()).collect()
    }

    /// The key in one of the usual files, if it is theirs.
    fn of_usual(
        &self,
        file: KeyFile,
        path: &Path,
        search: &Search<'_>,
    ) -> Result<Option<Signer>, Failure> {
        let key = match file {
            KeyFile::Open(key) => key,
            KeyFile::Locked(locked) if locked.public().is_none_or(|key| self.has(&key)) => {
                open(&locked, path, search)?
            }
            KeyFile::Locked(_) | KeyFile::Public(_) => return Ok(None),
        };
        let public = key.public().filter(|public| self.has(public));
        Ok(public.map(|public| Signer { public, hold: Hold::File(key) }))
    }

    /// The key in the file given in the call; for a public key, the agent has the private half.
    fn of_file(&self, path: &Path, search: &Search<'_>) -> Result<Signer, Failure> {
        let key = match KeyFile::read(path)? {
            KeyFile::Public(public) => {
                self.theirs(&public, path)?;
                return self.of_agent(search, &[&public]).ok_or_else(|| {
                    let finding = Finding::stop("key-agent-without").at(shown(path));
                    finding.with("key", public.fingerprint()).into()
                });
            }
            KeyFile::Open(key) => key,
            KeyFile::Locked(locked) => {
                if let Some(public) = locked.public() {
                    self.theirs(&public, path)?;
                }
                open(&locked, path, search)?
            }
        };
        let public = key.public().ok_or_else(|| Finding::stop("key-broken"))?;
        self.theirs(&public, path)?;
        Ok(Signer { public, hold: Hold::File(key) })
    }

    /// The first of these keys that the agent holds.
    fn of_agent(&self, search: &Search<'_>, keys: &[&PublicKey]) -> Option<Signer> {
        let mut agent = Agent::connect(search.agent.as_deref()?).ok()?;
        let held = agent.keys().ok()?;
        let public = keys.iter().find(|key| held.contains(key))?;
        Some(Signer { public: (*public).clone(), hold: Hold::Agent(agent) })
    }

    fn has(&self, key: &PublicKey) -> bool {
        self.keys.contains(&key)
    }

    /// Refuses a key that is not theirs, or no longer theirs.
    fn theirs(&self, key: &PublicKey, path: &Path) -> Result<(), Finding> {
        if let Some((key, notice)) = self.revoked.iter().find(|(old, _)| *old == key) {
            return Err(revoked(self.name, key, notice).at(shown(path)));
        }
        if let Some(key) = self.expired.iter().find(|old| **old == key) {
            return Err(expired(self.name, key).at(shown(path)));
        }
        if self.has(key) {
            return Ok(());
        }
        let known: Vec<String> = self.keys.iter().map(|key| key.fingerprint()).collect();
        let has = if known.is_empty() { "no" } else { "yes" };
        let rule = if self.entered.contains(key) { "key-list-unsigned" } else { "key-not-theirs" };
        let finding = Finding::stop(rule).at(shown(path)).with("name", self.name);
        let finding = finding.with("known", known.join(", ")).with("has", has);
        let finding = finding.with("chief", self.chief).with("issue", self.issue);
        Err(finding.with("key", key.fingerprint()))
    }
}

/// Unlocks a key with the passphrase that the user enters.
fn open(locked: &Locked, path: &Path, search: &Search<'_>) -> Result<PrivateKey, Failure> {
    let finding = |rule| Findings::from(Finding::stop(rule).at(shown(path)));
    let Some(words) = (search.passphrase)(path) else {
        return Err(Failure::Stopped(finding("key-passphrase-missing")));
    };
    locked.open(&words).ok_or_else(|| Failure::Stopped(finding("key-passphrase")))
}

fn expired(name: &str, key: &PublicKey) -> Finding {
    let finding = Finding::stop("key-expired").with("name", name).with("key", key.fingerprint());
    finding.with("date", key.valid_before.map(|end| end.to_string()).unwrap_or_default())
}

fn revoked(name: &str, key: &PublicKey, notice: &Revocation) -> Finding {
    let finding = Finding::stop("key-revoked").with("name", name).with("key", key.fingerprint());
    finding.with("date", notice.date).with("file", &notice.file)
}

fn shown(path: &Path) -> Place {
    Place::file(path.display().to_string())
}
