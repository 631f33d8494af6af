//! The folder that a site is written into: which files in it are the site's, and what of them is to be
//! written anew.
//!
//! A site has a list of its files with their sums. Only files on the list are ever replaced or removed,
//! and only those are written whose sum is another than that of what lies there. All of them change
//! together ([`Set`]).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::sums::{Sums, locked};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::lock::Kind;
use crate::fs::{Lock, Set, above, read_limited};
use neikan_base::hash::sha256;

/// The list of a site's files.
pub const LIST: &str = "neikan-site.json";
/// The form of the list.
const FORM: u32 = 1;
/// The largest list that is read, bytes.
const LIMIT: u64 = 256 << 20;

/// The list, as it is written.
#[derive(Debug, Serialize, Deserialize)]
struct List {
    form: u32,
    files: BTreeMap<String, String>,
}

/// A folder that is to become a site, locked.
pub struct Target {
    lock: Lock,
    /// Whether the folder was made for it.
    made: bool,
    /// The files of the site that lies there, with their sums.
    old: BTreeMap<String, String>,
}

impl Target {
    /// Takes a folder: a new or empty one, or one with a site.
    ///
    /// # Errors
    /// The finding `site-occupied` for a folder with anything else; those of [`above`] and of
    /// [`Lock::take`].
    pub fn take(folder: &Path) -> Result<Self, Failure> {
        let folder = std::path::absolute(folder).map_err(|e| Failure::machine(folder, e))?;
        let own = |name: &str| name == LIST || name.starts_with(".neikan");
        let entries = fs::read_dir(&folder);
        let made = entries.is_err() && folder.symlink_metadata().is_err();
        let names: Vec<String> = match entries {
            Ok(entries) => {
                let names = entries.flatten().map(|entry| entry.file_name());
                names.map(|name| name.to_string_lossy().into_owned()).collect()
            }
            Err(_) if made => Vec::new(),
            Err(reason) => return Err(Failure::machine(&folder, reason)),
        };
        if !names.is_empty() && !names.iter().any(|name| own(name)) {
            let finding = Finding::stop("site-occupied").with("folder", folder.display());
            return Err(Failure::Call(Box::new(finding)));
        }
        if made {
            above(&folder)?;
        }
        let lock = Lock::take(&folder, Kind::Passing, "archive site")?;
        let list = folder.join(LIST);
        let bytes = match list.symlink_metadata() {
            Ok(_) => read_limited(&list, LIMIT).map_err(|e| Failure::machine(&list, e))?,
            Err(_) => Some(Vec::new()),
        };
        let bytes = bytes.unwrap_or_default();
        let known = serde_json::from_slice::<List>(&bytes).ok().filter(|own| own.form == FORM);
        match known {
            Some(List { files, .. }) => Ok(Self { lock, made, old: files }),
            None if list.symlink_metadata().is_err() => {
                Ok(Self { lock, made, old: BTreeMap::new() })
            }
            None => {
                let place = Place::file(list.display().to_string());
                Err(Finding::stop("site-list").at(place).into())
            }
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.lock.folder()
    }

    /// Gives the folder back without having written anything: one that was made for it goes.
    pub fn abandon(self) {
        let Self { lock, made, .. } = self;
        let folder = lock.folder().to_owned();
        drop(lock);
        if made {
            clear(&folder);
        }
    }

    /// Begins to write a site.
    pub fn begin<'t>(&'t self, sums: &'t Sums) -> Writing<'t> {
        Writing {
            target: self,
            sums,
            set: Set::begin(&self.lock),
            wanted: Mutex::default(),
            folders: Mutex::default(),
            faults: Mutex::default(),
            written: AtomicUsize::new(0),
        }
    }
}

/// A site that is being written.
pub struct Writing<'t> {
    target: &'t Target,
    sums: &'t Sums,
    set: Set<'t>,
    wanted: Mutex<BTreeMap<String, String>>,
    /// The folders that are known to be none but the site's.
    folders: Mutex<BTreeSet<PathBuf>>,
    faults: Mutex<Findings>,
    written: AtomicUsize,
}

/// How many files a writing changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changed {
    /// All files of the site.
    pub files: usize,
    /// Those that were written.
    pub written: usize,
    /// Those that were removed.
    pub removed: usize,
}

impl Writing<'_> {
    /// Has a file be part of the site, given its path and its sum; `bytes` is asked for them only if
    /// they do not lie there.
    ///
    /// # Errors
    /// [`Failure::Machine`]; those of `bytes`.
    pub fn put(
        &self,
        path: &str,
        sum: &str,
        bytes: impl FnOnce() -> Result<Vec<u8>, Failure>,
    ) -> Result<(), Failure> {
        let before = locked(&self.wanted).insert(path.to_owned(), sum.to_owned());
        if before.is_some_and(|own| own == sum) {
            // Issues of one theme share its style sheet.
            return Ok(());
        }
        let place = self.target.folder().join(path);
        if !self.may(path, &place) {
            return Ok(());
        }
        let known = self.target.old.get(path).is_some_and(|own| own == sum);
        if known && self.sums.of(&place).is_ok_and(|own| own == sum) {
            return Ok(());
        }
        self.written.fetch_add(1, Ordering::Relaxed);
        self.set.put(path, &bytes()?)
    }

    /// Whether the site may write a file: nothing of others lies there, and no link leads elsewhere.
    fn may(&self, path: &str, place: &Path) -> bool {
        let told = |rule: Finding, at: &Path| {
            locked(&self.faults).push(rule.at(Place::file(at.display().to_string())));
            false
        };
        let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !plain {
            return told(Finding::stop("site-link"), place);
        }
        let root = self.target.folder();
        let above = place.ancestors().skip(1).take_while(|folder| *folder != root);
        for folder in above {
            if !locked(&self.folders).insert(folder.to_owned()) {
                break;
            }
            if folder.is_symlink() {
                return told(Finding::stop("site-link"), folder);
            }
        }
        let there = place.symlink_metadata().is_ok();
        if there && !self.target.old.contains_key(path) {
            return told(Finding::stop("site-foreign"), place);
        }
        true
    }

    /// Puts everything in place, and removes what no longer belongs to the site.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with the files of others that are in the way; [`Failure::Machine`].
    pub fn finish(self) -> Result<Changed, Failure> {
        let Self { target, set, wanted, faults, written, .. } = self;
        faults.into_inner().unwrap_or_else(PoisonError::into_inner).settle()?;
        let files = wanted.into_inner().unwrap_or_else(PoisonError::into_inner);
        let gone: Vec<&String> =
            target.old.keys().filter(|path| !files.contains_key(*path)).collect();
        gone.iter().for_each(|path| set.remove(path));
        let (count, written) = (files.len(), written.into_inner());
        let changed = Changed { files: count, written, removed: gone.len() };
        if files != target.old {
            let list = List { form: FORM, files };
            let text = serde_json::to_string_pretty(&list);
            let text = text.map_err(|error| Failure::internal(LIST, error))? + "\n";
            set.put(LIST, text.as_bytes())?;
        }
        set.commit()?;
        // Folders that hold nothing any more go too.
        let above = gone.iter().flat_map(|path| Path::new(path).ancestors().skip(1));
        let above: BTreeSet<&Path> = above.filter(|path| !path.as_os_str().is_empty()).collect();
        for folder in above.into_iter().rev() {
            let _ = fs::remove_dir(target.folder().join(folder));
        }
        Ok(changed)
    }
}

/// Removes a folder with the folders in it, as far as there is nothing in them.
fn clear(folder: &Path) {
    let inner = fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = inner.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.for_each(|entry| clear(&entry.path()));
    // One that is not empty stays: somebody has put something there.
    let _ = fs::remove_dir(folder);
}

/// The sum of a text.
pub fn sum(text: &str) -> String {
    sha256(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, files: &[(&str, &str)]) -> Result<Changed, Failure> {
        let (target, sums) = (Target::take(folder)?, Sums::default());
        let writing = target.begin(&sums);
        for (path, text) in files {
            writing.put(path, &sum(text), || Ok(text.as_bytes().to_vec()))?;
        }
        writing.finish()
    }

    fn rules(failure: Failure) -> Vec<&'static str> {
        match failure {
            Failure::Stopped(findings) => findings.iter().map(|own| own.rule).collect(),
            Failure::Call(finding) => vec![finding.rule],
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn only_what_has_changed_is_written_and_only_what_was_the_sites_goes() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        let changed = |written, removed, files| Changed { files, written, removed };
        assert_eq!(write(&root, &[("a", "1"), ("b/c", "1")]).unwrap(), changed(2, 0, 2));
        assert_eq!(write(&root, &[("a", "1"), ("b/c", "1")]).unwrap(), changed(0, 0, 2));
        fs::write(root.join("user"), "u").unwrap();
        // What somebody has changed is written again.
        fs::write(root.join("a"), "x").unwrap();
        assert_eq!(write(&root, &[("a", "1"), ("d", "2")]).unwrap(), changed(2, 1, 2));
        let names = |folder: &Path| {
            let mut names: Vec<String> = fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        assert_eq!(names(&root), ["a", "d", LIST, "user"]);
        assert_eq!(fs::read(root.join("a")).unwrap(), b"1");
    }

    #[test]
    fn nothing_of_others_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        fs::create_dir(&root).unwrap();
        fs::write(root.join("letter"), "mine").unwrap();
        assert_eq!(rules(write(&root, &[("a", "1")]).unwrap_err()), ["site-occupied"]);
        fs::remove_file(root.join("letter")).unwrap();
        write(&root, &[("a", "1")]).unwrap();
        fs::write(root.join("b"), "mine").unwrap();
        assert_eq!(rules(write(&root, &[("a", "2"), ("b", "2")]).unwrap_err()), ["site-foreign"]);
        assert_eq!(fs::read(root.join("a")).unwrap(), b"1");
        assert_eq!(rules(write(&root, &[("../c", "2")]).unwrap_err()), ["site-link"]);
        fs::write(root.join(LIST), "{").unwrap();
        assert_eq!(rules(write(&root, &[("a", "2")]).unwrap_err()), ["site-list"]);
        assert!(!folder.path().join("c").exists());
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let (root, other) = (folder.path().join("site"), folder.path().join("other"));
        fs::create_dir(&other).unwrap();
        write(&root, &[("a", "1")]).unwrap();
        std::os::unix::fs::symlink(&other, root.join("b")).unwrap();
        assert_eq!(rules(write(&root, &[("a", "1"), ("b/c", "2")]).unwrap_err()), ["site-link"]);
        assert!(fs::read_dir(&other).unwrap().next().is_none());
    }
}
