//! The second tier of the store: results that several machines share, in a place elsewhere.
//!
//! There, results are named and proved under a secret that all these machines have. Who can write
//! there but does not know it can neither tell what a result is of nor make one that is taken.
//! [`Shared::Trusted`] does without a secret: then the codes show damage alone, and whoever can write
//! there decides what goes into the issues of all. The program counts with its bytes, since where its
//! file lies says nothing on another machine.
//!
//! The tier spares work and is never waited for: at the first fault, or when it has taken too long
//! altogether, the rest of the work goes on without it.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hmac::Mac;
use sha2::{Digest, Sha512};

use super::{HASH, Inputs, Seal, locked};
use crate::diagnostic::{Finding, Findings};
use crate::hash::hex;

/// The largest result that is shared, bytes.
pub const LIMIT: usize = 32 << 20;
/// How long everything about the tier may take in one run, all threads together.
const PATIENCE: Duration = Duration::from_secs(60);
/// The shortest secret that is taken, bytes.
pub const SHORTEST: usize = 16;

/// A place elsewhere, as a tier needs it.
pub trait Remote: Debug + Send + Sync {
    /// The bytes of an object; nothing if there is none.
    ///
    /// # Errors
    /// What went wrong, as it is told.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, String>;

    /// Writes an object, whether or not there is one; whole or not at all.
    ///
    /// # Errors
    /// What went wrong, as it is told.
    fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), String>;
}

/// What the machines that share a tier have in common.
#[derive(Debug, Clone, Copy)]
pub enum Shared<'a> {
    /// A secret, of at least [`SHORTEST`] bytes.
    Secret(&'a [u8]),
    /// Trust in all who can write there.
    Trusted,
}

/// What several machines share.
#[derive(Debug)]
pub struct Tier {
    address: String,
    remote: Box<dyn Remote>,
    seal: Seal,
    /// Why it is no longer asked.
    stopped: Mutex<Option<String>>,
    /// What was found damaged, each once.
    damaged: Mutex<BTreeSet<[u8; HASH]>>,
    /// How long it has taken, milliseconds.
    spent: AtomicU64,
}

impl Tier {
    /// A tier at an address; `program` stands for the program by its bytes.
    pub fn new(address: &str, remote: Box<dyn Remote>, shared: Shared<'_>, program: &str) -> Self {
        let hash = match shared {
            Shared::Secret(secret) => {
                Sha512::new_with_prefix(b"neikan tier, secret\0").chain_update(secret)
            }
            Shared::Trusted => Sha512::new_with_prefix(b"neikan tier, trusted\0"),
        };
        Self {
            address: address.to_owned(),
            remote,
            seal: Seal { secret: hash.finalize().into(), program: program.to_owned() },
            stopped: Mutex::default(),
            damaged: Mutex::default(),
            spent: AtomicU64::new(0),
        }
    }

    /// The code that a result is shared under.
    pub(super) fn name(&self, name: &str, version: u32, inputs: &Inputs) -> [u8; HASH] {
        self.seal.name(name, version, inputs)
    }

    /// A result that is shared, if it is intact.
    pub(super) fn read(&self, code: &[u8; HASH]) -> Option<Vec<u8>> {
        let bytes = self.ask(|remote| remote.get(&path(code)))??;
        let intact = self.seal.intact(code, bytes);
        if intact.is_none() {
            locked(&self.damaged).insert(*code);
        }
        intact
    }

    /// Shares a result.
    pub(super) fn keep(&self, code: &[u8; HASH], made: &[u8]) {
        if made.len() <= LIMIT {
            let sum = self.seal.sum(code, made).finalize().into_bytes();
            let bytes = [made, &sum].concat();
            self.ask(|remote| remote.put(&path(code), bytes));
        }
    }

    /// What keeps the tier from being of use, as notes.
    pub(super) fn troubles(&self) -> Findings {
        let mut findings = Findings::default();
        if let Some(reason) = &*locked(&self.stopped) {
            let finding = Finding::note("cache-remote").with("address", &self.address);
            findings.push(finding.with("reason", reason));
        }
        let damaged = locked(&self.damaged).len();
        if damaged > 0 {
            let finding = Finding::note("cache-remote-damaged").with("address", &self.address);
            findings.push(finding.with("count", damaged));
        }
        findings
    }

    /// Asks for something, unless there was a fault or it has taken too long.
    fn ask<T>(&self, ask: impl FnOnce(&dyn Remote) -> Result<T, String>) -> Option<T> {
        if locked(&self.stopped).is_some() {
            return None;
        }
        let begin = Instant::now();
        let answer = ask(self.remote.as_ref());
        let took = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
        let spent = self.spent.fetch_add(took, Ordering::Relaxed) + took;
        let slow = u128::from(spent) > PATIENCE.as_millis();
        if let Some(reason) = answer.as_ref().err().cloned().or(slow.then(|| "> 60 s".to_owned())) {
            locked(&self.stopped).get_or_insert(reason);
        }
        answer.ok()
    }
}

/// Where a result lies: not too many in one folder.
fn path(code: &[u8; HASH]) -> String {
    let name = hex(code);
    format!("steps/{}/{name}", &name[..2])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::super::{Inputs, Store};
    use super::*;

    /// What is made of a result.
    type Forgery<'a> = &'a dyn Fn(&[u8]) -> Vec<u8>;

    /// A tier in memory; it fails when there is something under `fail`.
    #[derive(Debug, Clone, Default)]
    struct Memory(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

    impl Remote for Memory {
        fn get(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
            let kept = locked(&self.0);
            if kept.contains_key("fail") {
                Err("no".to_owned())
            } else {
                Ok(kept.get(name).cloned())
            }
        }

        fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), String> {
            locked(&self.0).insert(name.to_owned(), bytes);
            Ok(())
        }
    }

    /// Whether a step is made on a new machine, and the rules of what it tells.
    fn made(memory: &Memory, shared: Shared<'_>, program: &str) -> (bool, Vec<&'static str>) {
        let folder = tempfile::tempdir().unwrap();
        let tier = Tier::new("s3://b", Box::new(memory.clone()), shared, program);
        let store = Store::open(folder.path(), folder.path(), "here").with_tier(tier);
        let mut made = false;
        for _ in 0..2 {
            let make = || {
                made = true;
                Ok::<_, ()>(b"result".to_vec())
            };
            assert_eq!(store.step("a", 1, &Inputs::new().with("x"), make), Ok(b"result".to_vec()));
        }
        (made, store.troubles().iter().map(|finding| finding.rule).collect())
    }

    #[test]
    fn another_machine_with_the_secret_and_the_program_is_spared_the_work() {
        let memory = Memory::default();
        let secret = Shared::Secret(b"a secret of enough letters");
        assert_eq!(made(&memory, secret, "p"), (true, vec![]));
        assert_eq!(made(&memory, secret, "p"), (false, vec![]));
        for (shared, program) in
            [(secret, "q"), (Shared::Secret(b"another"), "p"), (Shared::Trusted, "p")]
        {
            assert_eq!(made(&memory, shared, program), (true, vec![]));
        }
    }

    #[test]
    fn what_somebody_without_the_secret_has_put_there_is_not_taken() {
        let memory = Memory::default();
        let secret = Shared::Secret(b"a secret of enough letters");
        made(&memory, secret, "p");
        let sound = locked(&memory.0).clone();
        let forge = |bytes: Forgery<'_>| {
            let mut kept = locked(&memory.0);
            kept.values_mut().for_each(|own| *own = bytes(own));
        };
        let evil = Shared::Trusted;
        let other = Tier::new("", Box::new(memory.clone()), evil, "p");
        let sealed = |own: &[u8]| {
            let code = [0; HASH];
            let sum = other.seal.sum(&code, own).finalize().into_bytes();
            [own, &sum].concat()
        };
        let forgeries: [Forgery<'_>; 3] =
            [&|own| own[1..].to_vec(), &|_| b"evil".to_vec(), &|_| sealed(b"evil")];
        for forgery in forgeries {
            forge(forgery);
            assert_eq!(made(&memory, secret, "p"), (true, vec!["cache-remote-damaged"]));
            assert_eq!(*locked(&memory.0), sound, "not mended");
        }
    }

    #[test]
    fn a_tier_that_fails_is_asked_no_more_and_told_once() {
        let memory = Memory::default();
        locked(&memory.0).insert("fail".to_owned(), Vec::new());
        assert_eq!(made(&memory, Shared::Trusted, "p"), (true, vec!["cache-remote"]));
        assert_eq!(locked(&memory.0).len(), 1, "asked again");
    }
}
