//! Sums of files, each of which is read only once as long as the system says that it has not changed.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::fs::{Stamp, read_limited, sum_limited, write_passing};
use crate::sources::OWN_LIMIT;
use neikan_base::hash::sha256;

/// The largest file of sums that is read, bytes.
const LIMIT: u64 = 256 << 20;

/// A sum with the stamp of the file: size, times, number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known([u64; 4], String);

/// Sums that are known, kept in the user's own cache.
#[derive(Debug, Default)]
pub struct Sums {
    file: Option<PathBuf>,
    old: BTreeMap<PathBuf, Known>,
    new: Mutex<BTreeMap<PathBuf, Known>>,
}

impl Sums {
    /// Those that a file in the cache holds; none if there is no such file, or it is damaged.
    pub fn open(file: Option<PathBuf>) -> Self {
        let bytes = file.as_deref().and_then(|file| read_limited(file, LIMIT).ok().flatten());
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let (sum, text) = text.split_once('\n').unwrap_or_default();
        let sound = sha256(text.as_bytes()) == sum;
        let old = if sound { serde_json::from_str(text).ok() } else { None };
        Self { file, old: old.unwrap_or_default(), new: Mutex::default() }
    }

    /// The SHA-256 of a file.
    ///
    /// # Errors
    /// What the system says when it cannot be read; that it is too large.
    pub fn of(&self, path: &Path) -> io::Result<String> {
        let stamp = Stamp::of(path);
        let marks = stamp.map(|own| [own.size, own.modified, own.changed, own.node]);
        let known = self.old.get(path).filter(|Known(own, _)| Some(*own) == marks);
        let sum = match known {
            Some(Known(_, sum)) => sum.clone(),
            None => sum_limited(path, OWN_LIMIT)?.ok_or(io::ErrorKind::FileTooLarge)?,
        };
        if let Some(marks) = marks.filter(|_| stamp.is_some_and(|own| own.is_settled())) {
            locked(&self.new).insert(path.to_owned(), Known(marks, sum.clone()));
        }
        Ok(sum)
    }

    /// Keeps what was asked for this time. That it cannot be kept only costs time.
    pub fn keep(&self) {
        let Some(file) = &self.file else { return };
        let Ok(text) = serde_json::to_string(&*locked(&self.new)) else { return };
        if let Some(folder) = file.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        let _ = write_passing(file, &[sha256(text.as_bytes()).as_bytes(), b"\n", text.as_bytes()]);
    }
}

/// What a mutex holds, whatever became of another that held it.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_has_changed_has_another_sum() {
        let folder = tempfile::tempdir().unwrap();
        let (file, path) = (folder.path().join("sums"), folder.path().join("a"));
        let old = std::time::SystemTime::now() - std::time::Duration::from_secs(60);
        for text in ["one", "two", "two"] {
            std::fs::write(&path, text).unwrap();
            std::fs::File::options().append(true).open(&path).unwrap().set_modified(old).unwrap();
            let sums = Sums::open(Some(file.clone()));
            assert_eq!(sums.of(&path).unwrap(), sha256(text.as_bytes()));
            sums.keep();
        }
        std::fs::write(&file, "damaged").unwrap();
        assert_eq!(Sums::open(Some(file)).of(&path).unwrap(), sha256(b"two"));
        assert!(Sums::default().of(folder.path()).is_err());
    }
}
