//! Sets: files of a folder that change together.
//!
//! Every new file is first written next to its destination, under a name of its own, and flushed.
//! Then one small file, the journal, records which files go where and which old ones are deleted.
//! As soon as it has its name the set is valid; before that nothing has changed. Then the files are
//! renamed to their destinations and the journal is deleted. A run that ends in between leaves the
//! journal, and whoever next takes the folder's lock does the rest.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::{NamedTempFile, TempPath};

use super::journal::{self, Journal, finish, inside};
use super::lock::Lock;
use super::writing::{Access, remove, stage};
use crate::diagnostic::Failure;

/// Files that will be put in place together, in a locked folder.
#[derive(Debug)]
pub struct Set<'a> {
    lock: &'a Lock,
    staged: Mutex<Vec<Staged>>,
    gone: Mutex<BTreeSet<String>>,
}

#[derive(Debug)]
struct Staged {
    from: TempPath,
    to: String,
}

impl<'a> Set<'a> {
    /// Begins a set in the folder of a lock. If it is dropped without [`Set::commit`], nothing
    /// remains.
    pub fn begin(lock: &'a Lock) -> Self {
        Self { lock, staged: Mutex::default(), gone: Mutex::default() }
    }

    /// Writes a file next to its destination, a path below the folder; it will have the mode, owner
    /// and group of the file that is there.
    ///
    /// # Errors
    /// [`Failure::Machine`] when the system refuses.
    pub fn put(&self, to: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.stage(to, &[bytes], Access::like(&self.lock.folder().join(to)))
    }

    /// Writes a file next to its destination, from consecutive parts, readable by its owner alone.
    ///
    /// # Errors
    /// [`Failure::Machine`] when the system refuses.
    pub fn put_private(&self, to: &str, parts: &[&[u8]]) -> Result<(), Failure> {
        self.stage(to, parts, Access::Private)
    }

    /// Takes a temporary file of the folder ([`super::temporary`]), written and flushed, for a
    /// destination directly in the folder; it will have the mode of the file that is there.
    ///
    /// # Errors
    /// [`Failure::Machine`] when the system refuses.
    pub fn adopt(&self, to: &str, file: NamedTempFile) -> Result<(), Failure> {
        self.begin_file(to, |path| {
            Access::like(path).give(file.as_file())?;
            Ok(file)
        })
    }

    fn stage(&self, to: &str, parts: &[&[u8]], access: Access) -> Result<(), Failure> {
        self.begin_file(to, |path| stage(path, parts, access))
    }

    /// Adds the file that `make` makes for a destination.
    fn begin_file(
        &self,
        to: &str,
        make: impl FnOnce(&Path) -> io::Result<NamedTempFile>,
    ) -> Result<(), Failure> {
        let path = self.lock.folder().join(to);
        let attempt = || {
            if path.is_dir() {
                return Err(io::Error::from(ErrorKind::IsADirectory));
            }
            if inside(self.lock.folder(), to).is_none() {
                return Err(io::Error::from(ErrorKind::InvalidInput));
            }
            make(&path)
        };
        let file = attempt().map_err(|reason| Failure::machine(&path, reason))?;
        // From here on the folder's lock shows that its maker is alive.
        held(&self.staged).push(Staged { from: file.into_temp_path(), to: to.to_owned() });
        held(&self.gone).remove(to);
        Ok(())
    }

    /// Marks a file for deletion when the set is put in place.
    pub fn remove(&self, path: &str) {
        held(&self.staged).retain(|staged| staged.to != path);
        held(&self.gone).insert(path.to_owned());
    }

    /// Whether a file has been written for a destination.
    pub fn holds(&self, path: &str) -> bool {
        held(&self.staged).iter().any(|staged| staged.to == path)
    }

    /// Puts all files in place and deletes those that were marked.
    ///
    /// # Errors
    /// [`Failure::Machine`]. Before the journal is written nothing has changed; what fails after it
    /// is completed by the next run.
    pub fn commit(self) -> Result<(), Failure> {
        let staged = std::mem::take(&mut *held(&self.staged));
        let gone: Vec<String> = std::mem::take(&mut *held(&self.gone)).into_iter().collect();
        if staged.is_empty() && gone.is_empty() {
            return Ok(());
        }
        let folder = self.lock.folder();
        let mut files = Vec::with_capacity(staged.len());
        for Staged { from, to } in &staged {
            let from = Path::new(to).with_file_name(from.file_name().unwrap_or_default());
            files.push((from.to_string_lossy().into_owned(), to.clone()));
        }
        let journal = Journal { files, gone };
        journal.sync(folder)?;
        if let Err(failure) = journal.write(folder, self.lock.is_private()) {
            // The journal may have its name already, and must not outlive the files it names.
            let _ = remove(&folder.join(journal::NAME));
            return Err(failure);
        }
        for Staged { from, .. } in staged {
            // Kept: it now belongs to the journal.
            let _ = from.keep();
        }
        finish(folder).map(drop)
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::fs::lock::Kind;

    fn lock(folder: &Path) -> Lock {
        Lock::take(folder, Kind::Passing, "test").unwrap()
    }

    /// The files of a folder and below it, with their texts.
    fn files(folder: &Path) -> Vec<(String, String)> {
        let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
        let files = entries.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        let text = |path: &Path| fs::read_to_string(path).unwrap();
        let named = files.map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().display().to_string();
            (name, text(entry.path()))
        });
        named.collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    const OLD: [(&str, &str); 3] = [("a", "1"), ("press/b", "1"), ("user", "u")];
    const NEW: [(&str, &str); 3] = [("a", "2"), ("press/c", "2"), ("user", "u")];

    fn old() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("press")).unwrap();
        for (name, text) in OLD {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn new<'a>(lock: &'a Lock) -> Set<'a> {
        let set = Set::begin(lock);
        set.put("a", b"2").unwrap();
        set.put("press/c", b"2").unwrap();
        set.remove("press/b");
        set
    }

    #[test]
    fn a_set_is_the_old_one_until_it_is_the_new_one() {
        let folder = old();
        let held = lock(folder.path());
        drop(new(&held));
        drop(held);
        assert_eq!(files(folder.path()), pairs(&OLD));
        let held = lock(folder.path());
        new(&held).commit().unwrap();
        drop(held);
        assert_eq!(files(folder.path()), pairs(&NEW));
    }

    #[test]
    fn what_was_begun_is_ended_from_every_point() {
        for moved in 0..=3 {
            let folder = old();
            let root = folder.path();
            fs::write(root.join(".neikan-1"), "2").unwrap();
            fs::write(root.join("press/.neikan-2"), "2").unwrap();
            let files_ = [(".neikan-1", "a"), ("press/.neikan-2", "press/c")];
            let own = |text: &str| text.to_owned();
            let journal = Journal {
                files: files_.iter().map(|(from, to)| (own(from), own(to))).collect(),
                gone: vec![own("press/b"), own("../outside")],
            };
            journal.write(root, false).unwrap();
            for (from, to) in files_.iter().take(moved) {
                fs::rename(root.join(from), root.join(to)).unwrap();
            }
            if moved == 3 {
                fs::remove_file(root.join("press/b")).unwrap();
            }
            assert!(lock(root).finished());
            assert_eq!(files(root), pairs(&NEW), "{moved}");
            assert!(!lock(root).finished());
        }
    }

    #[test]
    fn the_folder_may_be_named_from_here() {
        let here = std::env::current_dir().unwrap();
        let folder = tempfile::tempdir_in(&here).unwrap();
        let named = folder.path().strip_prefix(&here).unwrap();
        let held = lock(named);
        let set = Set::begin(&held);
        set.put("press/a", b"1").unwrap();
        set.commit().unwrap();
        drop(held);
        assert_eq!(files(named), pairs(&[("press/a", "1")]));
    }

    #[test]
    fn a_journal_leads_nowhere_else() {
        let folder = old();
        let root = folder.path().join("press");
        fs::write(root.join(".neikan-1"), "2").unwrap();
        let text = r#"{"files":[[".neikan-1","../a"],["b","c"]],"gone":["../user",""]}"#;
        fs::write(root.join(journal::NAME), text).unwrap();
        drop(lock(&root));
        assert_eq!(files(folder.path()), pairs(&OLD));
        fs::write(root.join(journal::NAME), "{").unwrap();
        assert!(lock(&root).finished());
        assert_eq!(files(folder.path()), pairs(&OLD));
    }

    #[test]
    fn a_folder_in_the_way_stops_a_set_before_it_begins() {
        let folder = old();
        let held = lock(folder.path());
        let set = new(&held);
        assert!(matches!(set.put("press", b"3"), Err(Failure::Machine { .. })));
        drop(set);
        drop(held);
        assert_eq!(files(folder.path()), pairs(&OLD));
    }
}
