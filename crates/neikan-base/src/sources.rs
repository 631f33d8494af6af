//! Access to the files of a project. A frozen set reads every file and every folder once and
//! returns the same bytes from then on, whatever happens on the disk meanwhile: what is checked,
//! approved, laid out and archived is then one and the same. Files that the program carries
//! ([`Carried`]) stand in for those that a project does not have.

use std::any::{Any, TypeId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::fs::{self, Refusal, read_limited, resolve_inside, sum_limited};
use crate::hash::sha256;
use crate::store::{Inputs, Store};

/// The bytes of a file, shared by all readers.
pub type Shared = Arc<[u8]>;

/// The largest file that the program itself brings (layouts, faces), bytes.
pub const OWN_LIMIT: u64 = 512 << 20;

/// Must change whenever the sums in the store would be written otherwise.
const SUMS: u32 = 1;

/// Files of fewer bytes are summed as quickly as their sum is looked up.
const SMALL: u64 = 256 << 10;

/// How long a file has to have been left alone before its time of change tells whether it was changed
/// since: some systems tell times of change to two seconds.
const SETTLED: Duration = Duration::from_secs(3);

/// A file that the program carries.
#[derive(Clone)]
pub struct Carried {
    /// Its size, bytes.
    pub bytes: usize,
    /// Its SHA-256 in hexadecimal, where it is known without opening the file.
    pub sha256: Option<&'static str>,
    /// Gives its bytes.
    pub open: Arc<dyn Fn() -> io::Result<Shared> + Send + Sync>,
}

impl fmt::Debug for Carried {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Carried").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

/// Size and checksum of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Bytes.
    pub bytes: usize,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// Access to the files of a project: straight from the disk, or from what was read first.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    kept: Option<Arc<Kept>>,
    carried: Arc<BTreeMap<PathBuf, Carried>>,
    store: Arc<Store>,
}

/// What was read.
#[derive(Debug, Default)]
struct Kept {
    files: Mutex<BTreeMap<PathBuf, Known>>,
    stamps: Mutex<BTreeMap<PathBuf, Stamp>>,
    folders: Mutex<BTreeMap<PathBuf, BTreeSet<Entry>>>,
    /// Whether there was a file, by the paths at which that was asked.
    there: Mutex<BTreeMap<PathBuf, bool>>,
    made: Mutex<BTreeMap<(usize, TypeId), Made>>,
    /// The files whose sums were known without reading them.
    vouched: Mutex<BTreeMap<PathBuf, (fs::Stamp, Sum)>>,
}

/// What is known of a file that was read.
#[derive(Debug, Clone)]
enum Known {
    /// Its bytes.
    Bytes(Shared),
    /// By what its bytes are known when they are read again.
    Released(Sum),
    /// Why it cannot be read.
    Failed(io::ErrorKind),
}

/// What was made of the bytes of a file, which are kept so that no others come to lie where they are.
#[derive(Debug, Clone)]
struct Made {
    of: Shared,
    what: Arc<dyn Any + Send + Sync>,
}

/// By what is known without reading it that a file is what it was: its size and its time of change.
type Stamp = (u64, SystemTime);

/// The stamp of a file that has been left alone long enough for it to tell.
fn stamp(path: &Path) -> Option<Stamp> {
    let about = path.metadata().ok()?;
    let changed = about.modified().ok()?;
    let settled = changed.elapsed().is_ok_and(|since| since > SETTLED);
    settled.then_some((about.len(), changed))
}

/// A file or a folder in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    name: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    File,
    Folder,
}

impl Sources {
    /// Files that are read once.
    pub fn frozen() -> Self {
        Self { kept: Some(Arc::default()), ..Self::default() }
    }

    /// A frozen set of the files as they are now, which keeps the bytes of those that were left alone
    /// since they were read.
    #[must_use]
    pub fn renewed(&self) -> Self {
        let Some(kept) = &self.kept else {
            return Self { kept: Some(Arc::default()), ..self.clone() };
        };
        let (files, stamps) = (locked(&kept.files), locked(&kept.stamps));
        let same = stamps.iter().filter(|(path, known)| stamp(path).as_ref() == Some(known));
        let same: BTreeMap<_, _> = same.map(|(path, known)| (path.clone(), *known)).collect();
        let bytes = same.keys().filter_map(|path| match files.get(path)? {
            Known::Bytes(bytes) => Some((path.clone(), bytes.clone())),
            Known::Released(_) | Known::Failed(_) => None,
        });
        let bytes: BTreeMap<_, _> = bytes.collect();
        let lies: BTreeSet<usize> = bytes.values().map(address).collect();
        let files = bytes.into_iter().map(|(path, bytes)| (path, Known::Bytes(bytes))).collect();
        let mut made = std::mem::take(&mut *locked(&kept.made));
        made.retain(|(at, _), _| lies.contains(at));
        let kept = Kept {
            files: Mutex::new(files),
            stamps: Mutex::new(same),
            folders: Mutex::default(),
            there: Mutex::default(),
            made: Mutex::new(made),
            vouched: Mutex::default(),
        };
        Self { kept: Some(Arc::new(kept)), ..self.clone() }
    }

    /// The same access, with files that stand at these absolute paths whether or not the disk has
    /// any there.
    #[must_use]
    pub fn carrying(self, files: BTreeMap<PathBuf, Carried>) -> Self {
        Self { carried: Arc::new(files), ..self }
    }

    /// The same access, with a store of what was found out about files before.
    #[must_use]
    pub fn with_store(self, store: Arc<Store>) -> Self {
        Self { store, ..self }
    }

    /// Whether the file at a path is one that the program carries.
    pub fn is_carried(&self, path: &Path) -> bool {
        self.carried.contains_key(path)
    }

    /// Whether there is a file at a path. A frozen set says what it said first, and of a file that it has
    /// tried to read whether it could.
    pub fn has(&self, path: &Path) -> bool {
        if self.is_carried(path) {
            return true;
        }
        let Some(kept) = &self.kept else { return path.is_file() };
        match self.known(path) {
            Some(Known::Bytes(_) | Known::Released(_)) => true,
            Some(Known::Failed(io::ErrorKind::NotFound)) => false,
            Some(Known::Failed(_)) | None => {
                let mut there = locked(&kept.there);
                *there.entry(path.to_owned()).or_insert_with(|| path.is_file())
            }
        }
    }

    /// Whether a frozen set has said that there is no file at a path.
    fn lacks(&self, path: &Path) -> bool {
        let said = self.kept.as_ref().and_then(|kept| locked(&kept.there).get(path).copied());
        said == Some(false)
    }

    /// Finds the file that a relative path names inside a folder, as [`resolve_inside`] does.
    ///
    /// # Errors
    /// A [`Refusal`] that says why the path is not followed.
    pub fn resolve(&self, folder: &Path, relative: &str) -> Result<PathBuf, Refusal> {
        let plain = |part| matches!(part, Component::Normal(_));
        let path = folder.join(relative);
        if Path::new(relative).components().all(plain) && self.is_carried(&path) {
            return Ok(path);
        }
        resolve_inside(folder, relative)
    }

    /// Size and SHA-256 of a file of at most `limit` bytes; `None` if it is larger. A file whose stamp is
    /// that under which its sum was kept in the store is not read; should a frozen set read such a file
    /// later and it have changed meanwhile, that is an error.
    ///
    /// # Errors
    /// As [`Sources::read`].
    pub fn sum(&self, path: &Path, limit: u64) -> io::Result<Option<Sum>> {
        if let Some(Carried { bytes, sha256: Some(sum), .. }) = self.carried.get(path) {
            return Ok(Some(Sum { bytes: *bytes, sha256: (*sum).to_owned() }));
        }
        if let Some(known) = self.vouched(path, limit) {
            return Ok(Some(known));
        }
        // What is carried is opened anew each time that it is read.
        let sum = |bytes: &Shared| match self.is_carried(path) {
            true => sha256(bytes),
            false => self.sum_of(bytes),
        };
        if let Some(Known::Released(sum)) = self.known(path) {
            return Ok((sum.bytes as u64 <= limit).then_some(sum));
        }
        let read = self.read(path, limit)?;
        Ok(read.map(|bytes| Sum { bytes: bytes.len(), sha256: sum(&bytes) }))
    }

    /// The sum of a file that has not been read, as it was found when the file was settled. Of small files
    /// a set that is not frozen reads the bytes, which is as quick as looking in the store.
    fn vouched(&self, path: &Path, limit: u64) -> Option<Sum> {
        if self.is_carried(path) {
            return None;
        }
        let kept = self.kept.as_ref();
        let path = path.canonicalize().ok()?;
        let stamp =
            fs::Stamp::of(&path).filter(|stamp| stamp.is_settled() && stamp.size <= limit)?;
        let small = kept.is_none() && stamp.size < SMALL;
        if small || kept.is_some_and(|kept| locked(&kept.files).contains_key(&path)) {
            return None;
        }
        let inputs = Inputs::new().with(path.as_os_str().as_encoded_bytes()).with(stamp.text());
        let look = || {
            let bytes = self.read(&path, limit).ok().flatten().ok_or(())?;
            serde_json::to_vec(&Sum { bytes: bytes.len(), sha256: self.sum_of(&bytes) }).or(Err(()))
        };
        let known = self.store.step_here("sum", SUMS, &inputs, look).ok()?;
        let sum: Sum = serde_json::from_slice(&known).ok()?;
        if let Some(kept) = kept {
            locked(&kept.vouched).insert(path, (stamp, sum.clone()));
        }
        Some(sum)
    }

    /// The stamp of a file whose sum was known without reading it; none of one that was read.
    pub fn unread(&self, path: &Path) -> Option<fs::Stamp> {
        let (kept, path) = (self.kept.as_ref()?, path.canonicalize().ok()?);
        let read = locked(&kept.files).contains_key(&path);
        locked(&kept.vouched).get(&path).filter(|_| !read).map(|(stamp, _)| *stamp)
    }

    /// Whether a file is still what its sum was given out for, if it was without reading it.
    fn is_as_vouched(&self, path: &Path) -> bool {
        let known = |kept: &Arc<Kept>| locked(&kept.vouched).get(path).map(|(stamp, _)| *stamp);
        let known = self.kept.as_ref().and_then(known);
        known.is_none_or(|known| fs::Stamp::of(path) == Some(known))
    }

    /// A frozen set of the same files, one of them with other bytes.
    #[must_use]
    pub fn with(&self, path: &Path, bytes: Shared) -> Self {
        let own = self.kept.as_deref();
        let mut files = own.map_or_else(BTreeMap::new, |kept| locked(&kept.files).clone());
        let folders = own.map_or_else(BTreeMap::new, |kept| locked(&kept.folders).clone());
        let mut there = own.map_or_else(BTreeMap::new, |kept| locked(&kept.there).clone());
        there.remove(path);
        files.insert(real(path), Known::Bytes(bytes));
        let kept = Kept {
            files: Mutex::new(files),
            stamps: Mutex::default(),
            folders: Mutex::new(folders),
            there: Mutex::new(there),
            made: Mutex::default(),
            vouched: Mutex::default(),
        };
        Self { kept: Some(Arc::new(kept)), ..self.clone() }
    }

    /// Reads a file of at most `limit` bytes; `None` if it is larger.
    ///
    /// # Errors
    /// The system's error, or the one from the first reading, if the file cannot be read.
    pub fn read(&self, path: &Path, limit: u64) -> io::Result<Option<Shared>> {
        if let Some(carried) = self.carried.get(path) {
            let fits = carried.bytes as u64 <= limit;
            return fits.then(|| (carried.open)()).transpose();
        }
        let Some(kept) = &self.kept else {
            return Ok(read_limited(path, limit)?.map(Shared::from));
        };
        if self.lacks(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        // The same file under another path is the same file.
        let path = real(path);
        let mut files = locked(&kept.files);
        match files.get(&path) {
            Some(Known::Bytes(known)) => {
                return Ok((known.len() as u64 <= limit).then(|| known.clone()));
            }
            Some(Known::Released(known)) => {
                let known = known.clone();
                // The lock is not for waiting for the disk.
                drop(files);
                return again(&path, &known, limit);
            }
            Some(Known::Failed(kind)) => return Err((*kind).into()),
            None => {}
        }
        // The stamp comes first: a file that changes while it is read is then read again.
        let known = stamp(&path);
        match read_limited(&path, limit) {
            Ok(Some(_)) if !self.is_as_vouched(&path) => {
                files.insert(path, Known::Failed(io::ErrorKind::ResourceBusy));
                Err(io::ErrorKind::ResourceBusy.into())
            }
            Ok(Some(bytes)) => {
                let bytes = Shared::from(bytes);
                if let Some(known) = known {
                    locked(&kept.stamps).insert(path.clone(), known);
                }
                files.insert(path, Known::Bytes(bytes.clone()));
                Ok(Some(bytes))
            }
            Ok(None) => Ok(None),
            Err(reason) => {
                files.insert(path, Known::Failed(reason.kind()));
                Err(reason)
            }
        }
    }

    /// Lets go of the bytes of a file in a frozen set, of which little will be read again: whoever reads it
    /// then reads it from the disk, and gets an error if it is another by then.
    pub fn release(&self, path: &Path) {
        let Some(kept) = &self.kept else { return };
        let path = real(path);
        let known = match locked(&kept.files).get(&path) {
            Some(Known::Bytes(bytes)) => bytes.clone(),
            _ => return,
        };
        let sum = Sum { bytes: known.len(), sha256: self.sum_of(&known) };
        locked(&kept.made).retain(|(at, _), _| *at != address(&known));
        locked(&kept.files).insert(path, Known::Released(sum));
    }

    /// Gives what `make` makes of the bytes of a file and of nothing else. A frozen set makes it once for
    /// each type, and hands it to the sets that are renewed from it for as long as the file stays the same.
    pub fn made<T: Any + Send + Sync>(
        &self,
        of: &Shared,
        make: impl FnOnce(&Shared) -> T,
    ) -> Arc<T> {
        let Some(kept) = &self.kept else { return Arc::new(make(of)) };
        let key = (address(of), TypeId::of::<T>());
        let known = locked(&kept.made).get(&key).filter(|made| Arc::ptr_eq(&made.of, of)).cloned();
        if let Some(known) = known.and_then(|made| made.what.downcast::<T>().ok()) {
            return known;
        }
        let what = Arc::new(make(of));
        locked(&kept.made).insert(key, Made { of: of.clone(), what: what.clone() });
        what
    }

    /// The SHA-256 in hexadecimal of the bytes of a file.
    pub fn sum_of(&self, bytes: &Shared) -> String {
        struct Hex(String);
        self.made(bytes, |bytes| Hex(sha256(bytes))).0.clone()
    }

    /// The names of the files in a folder, sorted; empty if there is no folder.
    pub fn files(&self, folder: &Path) -> Vec<String> {
        let names = self.folder(folder).into_iter().filter(|entry| entry.kind == Kind::File);
        names.map(|entry| entry.name).collect()
    }

    /// The files below a folder, sorted, without hidden ones; a link to a file counts as a file, a
    /// link to a folder is not followed.
    pub fn tree(&self, folder: &Path) -> Vec<PathBuf> {
        let mut paths = Vec::new();
        for Entry { name, kind } in self.folder(folder) {
            let path = folder.join(&name);
            match kind {
                _ if name.starts_with('.') => {}
                Kind::File => paths.push(path),
                Kind::Folder => paths.extend(self.tree(&path)),
            }
        }
        paths.sort();
        paths
    }

    /// What is known of a file that was read.
    fn known(&self, path: &Path) -> Option<Known> {
        let kept = self.kept.as_deref()?;
        locked(&kept.files).get(&real(path)).cloned()
    }

    fn folder(&self, folder: &Path) -> BTreeSet<Entry> {
        let all = || entries(folder).into_iter().chain(self.carried_in(folder)).collect();
        let Some(kept) = &self.kept else { return all() };
        let mut folders = locked(&kept.folders);
        folders.entry(folder.to_owned()).or_insert_with(all).clone()
    }

    /// What is carried in a folder.
    fn carried_in<'a>(&'a self, folder: &'a Path) -> impl Iterator<Item = Entry> + 'a {
        let below = self.carried.keys().filter_map(move |path| path.strip_prefix(folder).ok());
        below.filter_map(|inner| {
            let mut parts = inner.components();
            let name = parts.next()?.as_os_str().to_str()?.to_owned();
            let kind = if parts.next().is_some() { Kind::Folder } else { Kind::File };
            Some(Entry { name, kind })
        })
    }

    /// The files that were read or summed so far, each with the SHA-256 of its bytes, or `None` for one
    /// that could not be read; always empty for a set that is not frozen.
    pub fn sums(&self) -> Vec<(PathBuf, Option<String>)> {
        let Some(kept) = &self.kept else { return Vec::new() };
        let (files, vouched) = (locked(&kept.files), locked(&kept.vouched));
        let vouched =
            vouched.iter().map(|(path, (_, sum))| (path.clone(), Some(sum.sha256.clone())));
        let mut all: BTreeMap<_, _> = vouched.collect();
        let sum = |known: &Known| match known {
            Known::Bytes(bytes) => Some(self.sum_of(bytes)),
            Known::Released(sum) => Some(sum.sha256.clone()),
            Known::Failed(_) => None,
        };
        all.extend(files.iter().map(|(path, known)| (path.clone(), sum(known))));
        all.into_iter().collect()
    }

    /// The files that have changed on the disk since they were read, sorted; always empty for a set
    /// that is not frozen.
    pub fn changed(&self) -> Vec<PathBuf> {
        let Some(kept) = &self.kept else { return Vec::new() };
        let files = locked(&kept.files);
        let same = |path: &Path, known: &Known| match known {
            Known::Bytes(known) => {
                let now = read_limited(path, known.len() as u64);
                now.is_ok_and(|now| now.is_some_and(|now| now == **known))
            }
            Known::Released(known) => {
                let now = sum_limited(path, known.bytes as u64);
                now.is_ok_and(|now| now.as_ref() == Some(&known.sha256))
            }
            Known::Failed(_) => !path.exists(),
        };
        let changed = files.iter().filter(|(path, known)| !same(path, known));
        let mut changed: BTreeSet<PathBuf> = changed.map(|(path, _)| path.clone()).collect();
        let unread = locked(&kept.vouched).keys().cloned().collect::<Vec<_>>().into_iter();
        let appeared = locked(&kept.there).clone().into_iter();
        changed.extend(appeared.filter(|(path, was)| path.is_file() != *was).map(|(path, _)| path));
        changed
            .extend(unread.filter(|path| !files.contains_key(path) && !self.is_as_vouched(path)));
        changed.into_iter().collect()
    }
}

/// A path without links, if there is such a file.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Reads a file again whose bytes were let go of.
fn again(path: &Path, known: &Sum, limit: u64) -> io::Result<Option<Shared>> {
    if known.bytes as u64 > limit {
        return Ok(None);
    }
    let bytes = read_limited(path, known.bytes as u64)?;
    match bytes.filter(|bytes| bytes.len() == known.bytes && sha256(bytes) == known.sha256) {
        Some(bytes) => Ok(Some(bytes.into())),
        None => Err(io::Error::other("changed while it was worked with")),
    }
}

/// What a mutex holds, whatever became of another that held it.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where bytes lie.
fn address(bytes: &Shared) -> usize {
    bytes.as_ptr() as usize
}

fn entries(folder: &Path) -> BTreeSet<Entry> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let entries = entries.filter_map(|entry| {
        let kind = match entry.file_type().ok()? {
            kind if kind.is_dir() => Kind::Folder,
            kind if kind.is_symlink() && entry.path().is_dir() => return None,
            _ => Kind::File,
        };
        Some(Entry { name: entry.file_name().into_string().ok()?, kind })
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_let_go_of_is_read_again_if_it_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "one").unwrap();
        let frozen = Sources::frozen();
        let read = frozen.read(&path, 9).unwrap().unwrap();
        let (sums, held) = (frozen.sums(), Arc::downgrade(&read));
        frozen.release(&path);
        drop(read);
        assert!(held.upgrade().is_none());
        assert_eq!((frozen.sums(), frozen.changed()), (sums, Vec::new()));
        assert_eq!(frozen.sum(&path, 9).unwrap().unwrap().bytes, 3);
        assert_eq!(*frozen.read(&path, 9).unwrap().unwrap(), *b"one");
        assert_eq!(frozen.read(&path, 2).unwrap(), None);
        std::fs::write(&path, "two").unwrap();
        assert!(frozen.read(&path, 9).is_err());
        assert_eq!(frozen.changed(), [path.canonicalize().unwrap()]);
    }

    #[test]
    fn what_is_frozen_stays_what_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a"), "one").unwrap();
        let (live, frozen) = (Sources::default(), Sources::frozen());
        let text = |sources: &Sources, name: &str| {
            let read = sources.read(&path(name), 9).ok().flatten();
            read.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        assert_eq!((text(&frozen, "a"), text(&frozen, "b")), (Some("one".to_owned()), None));
        assert_eq!(frozen.files(folder.path()), ["a"]);
        assert_eq!(["a", "b", "c"].map(|name| frozen.has(&path(name))), [true, false, false]);
        assert!(frozen.changed().is_empty());
        std::fs::write(path("a"), "two").unwrap();
        std::fs::write(path("c"), "new").unwrap();
        std::fs::write(path("b"), "new").unwrap();
        assert_eq!((text(&frozen, "a"), text(&frozen, "b")), (Some("one".to_owned()), None));
        assert_eq!(text(&live, "a"), Some("two".to_owned()));
        assert_eq!(frozen.files(folder.path()), ["a"]);
        let root = folder.path().canonicalize().unwrap();
        assert_eq!(["a", "b", "c"].map(|name| frozen.has(&path(name))), [true, false, false]);
        assert_eq!((text(&frozen, "c"), live.has(&path("c"))), (None, true));
        assert_eq!(frozen.changed(), [root.join("a"), path("b"), path("c")]);
        std::fs::remove_file(path("a")).unwrap();
        assert!(frozen.has(&path("a")) && !frozen.renewed().has(&path("a")));
        assert_eq!(frozen.read(&path("a"), 2).unwrap(), None);
        let other = frozen.with(&path("a"), b"new".as_slice().into());
        assert_eq!((text(&other, "a"), text(&other, "b")), (Some("new".to_owned()), None));
        assert_eq!(text(&frozen, "a"), Some("one".to_owned()));
    }

    #[test]
    fn what_was_left_alone_is_not_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let old = SystemTime::now() - Duration::from_secs(60);
        for name in ["old", "new"] {
            std::fs::write(path(name), "one").unwrap();
        }
        std::fs::File::open(path("old")).unwrap().set_modified(old).unwrap();
        let frozen = Sources::frozen();
        let read = |from: &Sources, name: &str| from.read(&path(name), 9).unwrap().unwrap();
        let first = ["old", "new"].map(|name| read(&frozen, name));
        let renewed = frozen.renewed();
        let second = ["old", "new"].map(|name| read(&renewed, name));
        assert!(Arc::ptr_eq(&first[0], &second[0]));
        // Of a file that was written just now nothing but its bytes tells what it is.
        assert!(!Arc::ptr_eq(&first[1], &second[1]) && first[1] == second[1]);
        std::fs::write(path("old"), "two").unwrap();
        assert_eq!(&*read(&renewed.renewed(), "old"), b"two");
        assert_eq!(&*read(&renewed, "old"), b"one");
        std::fs::remove_file(path("old")).unwrap();
        assert!(renewed.renewed().read(&path("old"), 9).is_err());
    }

    #[test]
    fn a_sum_that_was_kept_stands_for_a_file_only_as_long_as_it_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("a");
        std::fs::write(&path, "one").unwrap();
        let cache = folder.path().join("cache");
        let store = Arc::new(Store::open(&cache, &cache, "test"));
        let sources = || Sources::frozen().with_store(store.clone());
        // Of a file that was written just now nothing but its bytes tells what it is.
        assert_eq!(sources().sum(&path, 9).unwrap().unwrap().sha256, sha256(b"one"));
        assert_eq!(sources().unread(&path), None);
        while !fs::Stamp::of(&path).unwrap().is_settled() {
            std::thread::sleep(Duration::from_millis(50));
        }
        assert_eq!(sources().sum(&path, 9).unwrap().unwrap().sha256, sha256(b"one"));
        let vouched = sources();
        assert_eq!(
            vouched.sum(&path, 9).unwrap().unwrap(),
            Sum { bytes: 3, sha256: sha256(b"one") }
        );
        assert_eq!(vouched.unread(&path), fs::Stamp::of(&path));
        assert_eq!(vouched.sum(&path, 2).unwrap(), None);
        assert_eq!(vouched.sums(), [(path.clone(), Some(sha256(b"one")))]);
        assert!(vouched.changed().is_empty());
        std::fs::write(&path, "two").unwrap();
        assert_eq!(vouched.changed(), [path.as_path()]);
        let read = vouched.read(&path, 9);
        assert_eq!(read.map_err(|reason| reason.kind()), Err(io::ErrorKind::ResourceBusy));
        assert_eq!(sources().sum(&path, 9).unwrap().unwrap().sha256, sha256(b"two"));
    }

    #[test]
    fn the_sum_of_a_large_file_is_kept_for_sets_that_are_not_frozen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap();
        let (large, small) = (path.join("large"), path.join("small"));
        let bytes = vec![7; usize::try_from(SMALL).unwrap()];
        std::fs::write(&large, &bytes).unwrap();
        std::fs::write(&small, "one").unwrap();
        let cache = path.join("cache");
        let store = Arc::new(Store::open(&cache, &cache, "test"));
        let sources = || Sources::default().with_store(store.clone());
        while !fs::Stamp::of(&large).unwrap().is_settled() {
            std::thread::sleep(Duration::from_millis(50));
        }
        for _ in 0..2 {
            let sum = sources().sum(&large, OWN_LIMIT).unwrap().unwrap();
            assert_eq!((sum.bytes, sum.sha256), (bytes.len(), sha256(&bytes)));
            assert_eq!(sources().sum(&small, 9).unwrap().unwrap().sha256, sha256(b"one"));
        }
        // Of the small one nothing is kept.
        assert_eq!(std::fs::read_dir(cache.join("steps")).unwrap().count(), 1);
        std::fs::write(&large, vec![8; bytes.len()]).unwrap();
        let sum = sources().sum(&large, OWN_LIMIT).unwrap().unwrap();
        assert_eq!(sum.sha256, sha256(&vec![8; bytes.len()]));
    }

    #[test]
    fn what_is_carried_stands_among_what_lies_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(path("press")).unwrap();
        std::fs::write(path("press/own.yml"), "own").unwrap();
        let carried = |text: &'static str| Carried {
            bytes: text.len(),
            sha256: None,
            open: Arc::new(|| Ok(Shared::from(text.as_bytes()))),
        };
        let files = [("press/coated.yml", "coated"), ("spring/mail/a.txt", "letter")];
        let files = files.map(|(name, text)| (path(name), carried(text))).into();
        for sources in [Sources::default(), Sources::frozen()] {
            let sources = sources.carrying(BTreeMap::clone(&files));
            assert_eq!(sources.files(&path("press")), ["coated.yml", "own.yml"]);
            let tree = ["press/coated.yml", "press/own.yml", "spring/mail/a.txt"].map(path);
            assert_eq!(sources.tree(folder.path()), tree);
            let read = sources.read(&path("press/coated.yml"), 6).unwrap();
            assert_eq!(read.as_deref(), Some(&b"coated"[..]));
            assert_eq!(sources.read(&path("press/coated.yml"), 5).unwrap(), None);
            let sum = sources.sum(&path("press/coated.yml"), 6).unwrap().unwrap();
            assert_eq!((sum.bytes, sum.sha256), (6, sha256(b"coated")));
            assert!(sources.has(&path("press/own.yml")) && !sources.has(&path("press/no.yml")));
            assert_eq!(sources.resolve(&path("press"), "coated.yml"), Ok(path("press/coated.yml")));
            let outside = sources.resolve(&path("press"), "../press/coated.yml");
            assert_eq!(outside, Err(Refusal::Outside));
            assert!(sources.changed().is_empty());
        }
    }

    #[test]
    fn what_is_made_of_a_file_is_made_again_only_when_it_has_changed() {
        struct Length(usize);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let write = |text: &str| {
            std::fs::write(&path, text).unwrap();
            let old = SystemTime::now() - SETTLED * 2;
            std::fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        };
        let mut calls = 0;
        let mut made = |sources: &Sources| {
            let bytes = sources.read(&path, 9).unwrap().unwrap();
            let length = sources.made(&bytes, |bytes| {
                calls += 1;
                Length(bytes.len())
            });
            assert_eq!(sources.sum_of(&bytes), sha256(&bytes));
            (length.0, calls)
        };
        write("one");
        let first = Sources::frozen();
        assert_eq!((made(&first), made(&first)), ((3, 1), (3, 1)));
        let second = first.renewed();
        assert_eq!(made(&second), (3, 1));
        write("three");
        assert_eq!(made(&second.renewed()), (5, 2));
        // A set that is not frozen keeps nothing.
        let live = Sources::default();
        assert_eq!((made(&live), made(&live)), ((5, 3), (5, 4)));
    }

    #[cfg(unix)]
    #[test]
    fn a_tree_has_no_hidden_files_and_enters_no_link() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(path("b/.git")).unwrap();
        for file in ["b/x", "b/.y", "b/.git/z", "a"] {
            std::fs::write(path(file), "").unwrap();
        }
        std::os::unix::fs::symlink(path("a"), path("link")).unwrap();
        std::os::unix::fs::symlink(folder.path(), path("b/loop")).unwrap();
        let paths = ["a", "b/x", "link"].map(path);
        assert_eq!(Sources::frozen().tree(folder.path()), paths);
        assert_eq!(Sources::default().files(folder.path()), ["a", "link"]);
    }
}
