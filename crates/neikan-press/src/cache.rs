//! The cache of converted pictures, keyed by the hash of everything that went into them.
//!
//! It saves time and decides nothing: an entry is exactly what would be made again, its checksum is
//! verified when it is read, and a damaged one counts as missing. The cache can be deleted at any
//! time. New entries are kept in memory until [`Cache::store`], so a build that is stopped leaves
//! nothing behind. Entries are written next to their destination and renamed, so concurrent builds
//! never see each other's partial files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use neikan_base::fs::{sweep, temporary};

/// The size limit of the cache, bytes; the least recently used entries go first.
const LIMIT: u64 = 512 << 20;
/// The largest entry that is read, bytes.
const ENTRY: u64 = 128 << 20;
/// The length of a hash, bytes.
const HASH: usize = 32;

/// The hash of everything that determines an entry.
pub type Key = [u8; HASH];

/// A folder of entries; without a folder nothing is found and nothing is kept.
#[derive(Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
    fresh: Mutex<BTreeMap<Key, Vec<u8>>>,
    used: Mutex<BTreeSet<Key>>,
}

impl Cache {
    /// A cache in a folder, which need not exist yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder: Some(folder), ..Self::default() }
    }

    /// The entry under a key, if it is intact.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        if let Some(bytes) = lock(&self.fresh).get(key) {
            return Some(bytes.clone());
        }
        let path = path(self.folder.as_deref()?, key);
        let mut bytes = neikan_base::fs::read_limited(&path, ENTRY).ok()??;
        let content = bytes.len().checked_sub(HASH)?;
        if sum(key, &bytes[..content]).as_slice() != &bytes[content..] {
            return None;
        }
        bytes.truncate(content);
        lock(&self.used).insert(*key);
        Some(bytes)
    }

    /// Holds an entry in memory until it is stored.
    pub fn put(&self, key: Key, bytes: Vec<u8>) {
        if self.folder.is_some() {
            lock(&self.fresh).insert(key, bytes);
        }
    }

    /// Writes new entries to disk and evicts old ones.
    ///
    /// A cache that cannot be written is not the fault: the next build only takes longer.
    pub fn store(&self) {
        let Some(folder) = self.folder.as_deref() else { return };
        for (key, bytes) in std::mem::take(&mut *lock(&self.fresh)) {
            if write(folder, &key, &bytes).is_err() {
                return;
            }
        }
        for key in lock(&self.used).iter() {
            let file = File::options().append(true).open(path(folder, key));
            let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
        }
        sweep(folder);
        let _ = shrink(folder, LIMIT);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn path(folder: &Path, key: &Key) -> PathBuf {
    let name: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    folder.join(name)
}

/// The checksum of an entry together with its key, so that one under the wrong name is detected.
fn sum(key: &Key, bytes: &[u8]) -> [u8; HASH] {
    Sha256::new().chain_update(key).chain_update(bytes).finalize().into()
}

fn write(folder: &Path, key: &Key, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut file = temporary(folder)?;
    file.write_all(bytes)?;
    file.write_all(&sum(key, bytes))?;
    file.persist(path(folder, key))?;
    Ok(())
}

/// Deletes the least recently used entries until the rest is within the limit.
fn shrink(folder: &Path, limit: u64) -> io::Result<()> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(data) = entry.metadata() else { continue };
        if data.is_file() {
            entries.push((data.modified()?, entry.path(), data.len()));
        }
    }
    entries.sort();
    let mut total: u64 = entries.iter().map(|(_, _, length)| length).sum();
    for (_, path, length) in entries {
        if total <= limit {
            break;
        }
        // Another build may have deleted it already.
        let _ = fs::remove_file(path);
        total -= length;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn entries_can_be_read_by_whom_the_umask_allows() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[7; HASH], b"entry").unwrap();
        fs::write(folder.path().join("usual"), b"").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        let entry = path(folder.path(), &[7; HASH]);
        assert_eq!(mode(&entry), mode(&folder.path().join("usual")));
    }

    #[test]
    fn entries_come_back_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("cache");
        let key = [7; HASH];
        let cache = Cache::new(there.clone());
        cache.put(key, b"picture".to_vec());
        assert_eq!(cache.get(&key).unwrap(), b"picture");
        assert!(!there.exists(), "written before it is stored");
        cache.store();
        let again = Cache::new(there.clone());
        assert_eq!(again.get(&key).unwrap(), b"picture");
        assert_eq!(again.get(&[8; HASH]), None);
        // In turn: another entry under this name, a changed byte, a truncated file.
        let file = path(&there, &key);
        let whole = fs::read(&file).unwrap();
        fs::write(path(&there, &[8; HASH]), &whole).unwrap();
        assert_eq!(again.get(&[8; HASH]), None);
        for at in [0, whole.len() - 1] {
            let mut wrong = whole.clone();
            wrong[at] ^= 1;
            fs::write(&file, wrong).unwrap();
            assert_eq!(again.get(&key), None);
        }
        fs::write(&file, &whole[..9]).unwrap();
        assert_eq!(again.get(&key), None);
    }

    #[test]
    fn the_longest_unused_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        for (name, age) in [("a", 30), ("b", 10), ("c", 20)] {
            let file = folder.path().join(name);
            fs::write(&file, [0; 100]).unwrap();
            let time = SystemTime::now() - std::time::Duration::from_secs(age);
            File::options().append(true).open(&file).unwrap().set_modified(time).unwrap();
        }
        shrink(folder.path(), 150).unwrap();
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().collect();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].file_name(), "b");
    }

    #[test]
    fn without_a_folder_nothing_is_kept() {
        let cache = Cache::default();
        cache.put([1; HASH], vec![1]);
        assert_eq!(cache.get(&[1; HASH]), None);
        cache.store();
    }
}
