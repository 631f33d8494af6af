//! The store of steps: what was made from the same inputs before is not made again, whichever
//! project or process made it.
//!
//! A step has a name, a version that changes whenever the same inputs would give another result, and
//! [`Inputs`]: all that its result depends on. Results lie in the user's own cache, each in a file
//! named after its step and inputs. The store saves time and decides nothing: a result is exactly
//! what would be made again. It is checked when it is read, by a code (HMAC, RFC 2104, with SHA-256)
//! under a secret that only this user's processes know; so what somebody else put there, or what a
//! full disk cut short, is noticed and made again. Results are written under a name of their own and
//! renamed, so processes never see each other's unfinished ones. When a store cannot be used, the
//! work goes on without it, and [`Store::troubles`] says so.
//!
//! A second [`tier`], elsewhere, lets several machines share what they have made.

pub mod tier;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::diagnostic::{Finding, Findings};
use crate::fs::{private_temporary, read_limited, sweep, write_passing};
use crate::hash::hex;
use tier::Tier;

/// The size to which the store grows, bytes; what was not used for the longest time goes first.
const LIMIT: u64 = 2 << 30;
/// The largest result that is kept, bytes.
const RESULT: usize = 256 << 20;
/// The length of a hash and of a code, bytes.
const HASH: usize = 32;
/// The length of the secret, bytes: that of a block of SHA-256, the natural key of its HMAC.
const KEY: usize = 64;
/// The file of the secret in the user's own cache.
const SECRET: &str = "secret";
/// The folder of the results in a cache.
const STEPS: &str = "steps";
/// How old the last use of a result may look before it is noted again.
const NOTED: Duration = Duration::from_secs(3600);

type Code = Hmac<Sha256>;

/// Everything that the result of a step depends on, as a hash over its parts.
#[derive(Debug, Clone, Default)]
pub struct Inputs(Sha256);

impl Inputs {
    /// No inputs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same inputs and one more, told apart from its neighbours by its length.
    #[must_use]
    pub fn with(mut self, part: impl AsRef<[u8]>) -> Self {
        self.0.update((part.as_ref().len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    fn hash(&self) -> [u8; HASH] {
        self.0.clone().finalize().into()
    }
}

/// The results of steps in a cache; without a cache every step is made.
#[derive(Debug, Default)]
pub struct Store {
    cache: Option<Cache>,
    /// Why results cannot be read or kept.
    refused: Mutex<Option<Refused>>,
    /// The results that were found damaged: two that look at once have found one.
    damaged: Mutex<BTreeSet<[u8; HASH]>>,
    grown: AtomicBool,
    /// What several machines share.
    tier: Option<Tier>,
}

/// A folder of results.
#[derive(Debug)]
struct Cache {
    folder: PathBuf,
    seal: Seal,
}

/// What names results and proves them.
#[derive(Debug)]
struct Seal {
    secret: [u8; KEY],
    /// What stands for the program: another one may make another result.
    program: String,
}

#[derive(Debug, Clone)]
struct Refused {
    folder: String,
    reason: String,
}

impl Store {
    /// A store in the folder `cache`, which need not exist yet. `own` is the cache of the user, where
    /// the secret is; `program` tells programs apart that may make different results.
    pub fn open(cache: &Path, own: &Path, program: &str) -> Self {
        let folder = cache.join(STEPS);
        let opened = secret(own).and_then(|secret| create(&folder).map(|()| secret));
        match opened {
            Ok(secret) => {
                let program = program.to_owned();
                let seal = Seal { secret, program };
                Self { cache: Some(Cache { folder, seal }), ..Self::default() }
            }
            Err(reason) => Self::unusable(cache, reason),
        }
    }

    /// A store that cannot be used, for a reason.
    pub fn unusable(cache: &Path, reason: impl ToString) -> Self {
        let store = Self::default();
        store.refuse(cache, reason);
        store
    }

    /// The same store with a second tier: what it lacks is looked for there, what is made is put
    /// there.
    #[must_use]
    pub fn with_tier(mut self, tier: Tier) -> Self {
        self.tier = Some(tier);
        self
    }

    /// The result of a step: what is kept under its name, version and inputs, or what it makes.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn step<E>(
        &self,
        name: &str,
        version: u32,
        inputs: &Inputs,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        self.found(self.tier.as_ref(), (name, version, inputs), make)
    }

    /// The same for a result that says something of this machine, which others never see.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn step_here<E>(
        &self,
        name: &str,
        version: u32,
        inputs: &Inputs,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        self.found(None, (name, version, inputs), make)
    }

    /// What a step finds out: what is kept under its name, version and inputs, or what it finds out now.
    ///
    /// # Errors
    /// Those of `look`.
    pub fn data<T: Serialize + DeserializeOwned, E>(
        &self,
        name: &str,
        version: u32,
        inputs: &Inputs,
        look: impl Fn() -> Result<T, E>,
    ) -> Result<T, E> {
        let mut fresh = None;
        let kept = self.step(name, version, inputs, || {
            let own = fresh.insert(look()?);
            Ok(serde_json::to_vec(own).unwrap_or_default())
        })?;
        fresh.or_else(|| serde_json::from_slice(&kept).ok()).map_or_else(look, Ok)
    }

    fn found<E>(
        &self,
        tier: Option<&Tier>,
        (name, version, inputs): (&str, u32, &Inputs),
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        let Some(cache) = &self.cache else { return make() };
        let code = cache.seal.name(name, version, inputs);
        if let Some(known) = self.read(cache, &code) {
            return Ok(known);
        }
        let shared = tier.map(|tier| (tier, tier.name(name, version, inputs)));
        if let Some(known) = shared.as_ref().and_then(|(tier, name)| tier.read(name)) {
            self.keep(cache, &code, &known);
            return Ok(known);
        }
        let made = make()?;
        self.keep(cache, &code, &made);
        if let Some((tier, name)) = shared {
            tier.keep(&name, &made);
        }
        Ok(made)
    }

    /// Whether what is made now can be found later.
    pub fn keeps(&self) -> bool {
        self.cache.is_some()
    }

    /// What keeps the store from being of use, as notes.
    pub fn troubles(&self) -> Findings {
        let mut findings = Findings::default();
        if let Some(Refused { folder, reason }) = locked(&self.refused).clone() {
            let finding = Finding::note("cache-unusable");
            findings.push(finding.with("folder", folder).with("reason", reason));
        }
        let damaged = locked(&self.damaged).len();
        if let Some(cache) = self.cache.as_ref().filter(|_| damaged > 0) {
            let finding = Finding::note("cache-damaged").with("count", damaged);
            findings.push(finding.with("folder", cache.folder.display()));
        }
        findings.extend(self.tier.iter().flat_map(Tier::troubles));
        findings
    }

    /// Removes the results that were not used for the longest time until the rest is within the
    /// limit, if any was added.
    pub fn trim(&self) {
        if let Some(cache) = &self.cache
            && self.grown.swap(false, Ordering::Relaxed)
        {
            sweep(&cache.folder);
            // Whoever comes next tries again.
            let _ = shrink(&cache.folder, LIMIT);
        }
    }

    /// A result that is kept, if it is intact.
    fn read(&self, cache: &Cache, code: &[u8; HASH]) -> Option<Vec<u8>> {
        let path = cache.path(code);
        let read = read_limited(&path, (RESULT + HASH) as u64);
        let bytes = match read {
            Ok(bytes) => bytes.unwrap_or_default(),
            Err(reason) if reason.kind() == io::ErrorKind::NotFound => return None,
            Err(reason) => {
                self.refuse(&path, reason);
                return None;
            }
        };
        let intact = cache.seal.intact(code, bytes);
        if intact.is_none() {
            locked(&self.damaged).insert(*code);
        }
        note_use(&path);
        intact
    }

    fn keep(&self, cache: &Cache, code: &[u8; HASH], made: &[u8]) {
        if made.len() > RESULT || locked(&self.refused).is_some() {
            return;
        }
        let sum = cache.seal.sum(code, made).finalize().into_bytes();
        match write_passing(&cache.path(code), &[made, &sum]) {
            Ok(()) => self.grown.store(true, Ordering::Relaxed),
            Err(reason) => self.refuse(&cache.folder, reason),
        }
    }

    fn refuse(&self, folder: &Path, reason: impl ToString) {
        let (folder, reason) = (folder.display().to_string(), reason.to_string());
        locked(&self.refused).get_or_insert(Refused { folder, reason });
    }
}

impl Cache {
    fn path(&self, code: &[u8; HASH]) -> PathBuf {
        self.folder.join(hex(code))
    }
}

impl Seal {
    /// The code that a result is kept under; nobody without the secret can tell it.
    fn name(&self, name: &str, version: u32, inputs: &Inputs) -> [u8; HASH] {
        let whole = Inputs::new().with(&self.program).with(name).with(version.to_le_bytes());
        let whole = whole.with(inputs.hash());
        self.code(b"name").chain_update(whole.hash()).finalize().into_bytes().into()
    }

    /// The code of a result together with its name, so that one under a wrong name is noticed.
    fn sum(&self, code: &[u8; HASH], bytes: &[u8]) -> Code {
        self.code(b"sum").chain_update(code).chain_update(bytes)
    }

    fn code(&self, purpose: &[u8]) -> Code {
        Code::new(&self.secret.into()).chain_update([purpose.len() as u8]).chain_update(purpose)
    }

    /// The result in the bytes of a file, if they are what was written.
    fn intact(&self, code: &[u8; HASH], mut bytes: Vec<u8>) -> Option<Vec<u8>> {
        let length = bytes.len().checked_sub(HASH)?;
        self.sum(code, &bytes[..length]).verify_slice(&bytes[length..]).ok()?;
        bytes.truncate(length);
        Some(bytes)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The secret in the user's own cache, made when it is first asked for.
fn secret(own: &Path) -> io::Result<[u8; KEY]> {
    create(own)?;
    let path = own.join(SECRET);
    if let Some(known) = known(&path)? {
        return Ok(known);
    }
    let mut made = [0; KEY];
    getrandom::fill(&mut made).map_err(io::Error::other)?;
    match staged(own, &made)?.persist_noclobber(&path) {
        Ok(_) => Ok(made),
        // Another process was first.
        Err(late) => known(&path)?.ok_or(late.error),
    }
}

/// The secret in a file; one that was cut short is none, and makes room.
fn known(path: &Path) -> io::Result<Option<[u8; KEY]>> {
    match read_limited(path, KEY as u64) {
        Ok(bytes) => {
            let secret = bytes.and_then(|bytes| bytes.try_into().ok());
            if secret.is_none() {
                fs::remove_file(path)?;
            }
            Ok(secret)
        }
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(reason) => Err(reason),
    }
}

/// Creates a folder that only its owner can look into, if it is not there.
fn create(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A temporary file with some bytes, readable by its owner alone.
fn staged(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = private_temporary(folder)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Notes that a result was used, by the time of its file.
fn note_use(path: &Path) {
    let old = |file: &File| {
        let noted = file.metadata().and_then(|data| data.modified());
        noted.is_ok_and(|noted| noted.elapsed().is_ok_and(|age| age > NOTED))
    };
    // It may just have been removed: then nobody has a use for the time.
    if let Ok(file) = File::options().append(true).open(path)
        && old(&file)
    {
        let _ = file.set_modified(SystemTime::now());
    }
}

/// Removes the files that were not used for the longest time until the rest is within a limit.
fn shrink(folder: &Path, limit: u64) -> io::Result<()> {
    let mut results = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(data) = entry.metadata() else { continue };
        if data.is_file() {
            results.push((data.modified()?, entry.path(), data.len()));
        }
    }
    results.sort();
    let mut total: u64 = results.iter().map(|(_, _, length)| length).sum();
    for (_, path, length) in results {
        if total <= limit {
            break;
        }
        // Another process may have removed it already.
        let _ = fs::remove_file(path);
        total -= length;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cache, and how often its step was made.
    struct Bench {
        folder: tempfile::TempDir,
    }

    impl Bench {
        fn new() -> Self {
            Self { folder: tempfile::tempdir().unwrap() }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn store(&self) -> Store {
            Store::open(&self.path("cache"), &self.path("own"), "program")
        }

        fn results(&self) -> Vec<PathBuf> {
            let files = fs::read_dir(self.path("cache").join(STEPS)).unwrap();
            files.map(|entry| entry.unwrap().path()).collect()
        }
    }

    /// What a step gives, and whether it was made for it.
    fn step(store: &Store, name: &str, version: u32, input: &str) -> (Vec<u8>, bool) {
        let mut made = false;
        let make = || {
            made = true;
            Ok::<_, ()>(format!("{name} {version} {input}").into_bytes())
        };
        let result = store.step(name, version, &Inputs::new().with(input), make).unwrap();
        (result, made)
    }

    #[test]
    fn a_step_is_made_once_for_its_name_version_inputs_and_program() {
        let bench = Bench::new();
        for made in [true, false] {
            let store = bench.store();
            for (name, version, input) in
                [("a", 1, "x"), ("a", 2, "x"), ("a", 1, "y"), ("b", 1, "x")]
            {
                let expected = format!("{name} {version} {input}").into_bytes();
                assert_eq!(step(&store, name, version, input), (expected, made));
            }
            assert!(store.troubles().is_empty());
        }
        let other = Store::open(&bench.path("cache"), &bench.path("own"), "other program");
        assert!(step(&other, "a", 1, "x").1);
        let none = Store::default();
        assert!(step(&none, "a", 1, "x").1 && step(&none, "a", 1, "x").1);
    }

    #[test]
    fn a_result_that_was_tampered_with_is_made_again_and_told() {
        let bench = Bench::new();
        step(&bench.store(), "a", 1, "x");
        let [file] = bench.results().try_into().unwrap();
        let whole = fs::read(&file).unwrap();
        let flipped = |at: usize| {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            bytes
        };
        // Whoever can write but does not know the secret cannot make a code either.
        let unkeyed = [&b"evil"[..], &Sha256::digest(b"evil")].concat();
        for bad in [flipped(0), flipped(whole.len() - 1), whole[..9].to_vec(), Vec::new(), unkeyed]
        {
            fs::write(&file, bad).unwrap();
            let store = bench.store();
            assert_eq!(step(&store, "a", 1, "x"), (b"a 1 x".to_vec(), true));
            let troubles = store.troubles();
            assert_eq!(troubles.sorted()[0].rule, "cache-damaged");
            assert_eq!(fs::read(&file).unwrap(), whole, "not mended");
        }
        // What is found damaged by several at once is one result.
        let store = bench.store();
        let cache = store.cache.as_ref().unwrap();
        let code = cache.seal.name("a", 1, &Inputs::new().with("x"));
        fs::write(&file, b"cut").unwrap();
        assert!(store.read(cache, &code).is_none() && store.read(cache, &code).is_none());
        let troubles = store.troubles();
        assert_eq!(troubles.sorted()[0].args["count"], "1");
        // Nor does an intact result pass under the name of another.
        step(&bench.store(), "a", 1, "y");
        let other = bench.results().into_iter().find(|path| *path != file).unwrap();
        fs::copy(&other, &file).unwrap();
        assert_eq!(step(&bench.store(), "a", 1, "x"), (b"a 1 x".to_vec(), true));
    }

    #[test]
    fn results_of_another_user_are_not_taken() {
        let bench = Bench::new();
        step(&bench.store(), "a", 1, "x");
        let other = Store::open(&bench.path("cache"), &bench.path("another"), "program");
        assert!(step(&other, "a", 1, "x").1);
        assert!(!step(&bench.store(), "a", 1, "x").1, "the other's result stands in the way");
        // A secret that was cut short is replaced, and with it all that was kept under it.
        fs::write(bench.path("own").join(SECRET), "short").unwrap();
        assert!(step(&bench.store(), "a", 1, "x").1);
        assert!(!step(&bench.store(), "a", 1, "x").1);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_look_into_a_cache() {
        use std::os::unix::fs::PermissionsExt;
        let bench = Bench::new();
        step(&bench.store(), "a", 1, "x");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&bench.path("cache").join(STEPS)), 0o700);
        assert_eq!(
            (mode(&bench.results()[0]), mode(&bench.path("own").join(SECRET))),
            (0o600, 0o600)
        );
    }

    #[test]
    fn where_no_cache_can_be_the_work_goes_on_and_says_so() {
        let bench = Bench::new();
        fs::write(bench.path("file"), "in the way").unwrap();
        for (cache, own) in [("file", "own"), ("cache", "file"), ("file/cache", "own")] {
            let store = Store::open(&bench.path(cache), &bench.path(own), "program");
            assert!(step(&store, "a", 1, "x").1 && step(&store, "a", 1, "x").1);
            assert_eq!(store.troubles().sorted()[0].rule, "cache-unusable");
        }
    }

    #[test]
    fn what_is_longest_unused_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        for (name, age) in [("a", 30), ("b", 10), ("c", 20)] {
            let file = folder.path().join(name);
            fs::write(&file, [0; 100]).unwrap();
            let time = SystemTime::now() - Duration::from_secs(age * 3600);
            File::options().append(true).open(&file).unwrap().set_modified(time).unwrap();
        }
        note_use(&folder.path().join("a"));
        shrink(folder.path(), 250).unwrap();
        let left = |name: &str| folder.path().join(name).exists();
        assert!(left("a") && left("b") && !left("c"));
    }

    #[test]
    fn many_at_once_get_the_same() {
        use rayon::prelude::*;
        let bench = Bench::new();
        let stores = [bench.store(), bench.store()];
        (0..200_usize).into_par_iter().for_each(|index| {
            let input = (index % 7).to_string();
            let (result, _) = step(&stores[index % 2], "a", 1, &input);
            assert_eq!(result, format!("a 1 {input}").into_bytes());
        });
        assert!(stores.iter().all(|store| store.troubles().is_empty()));
        assert_eq!(bench.results().len(), 7);
    }
}
