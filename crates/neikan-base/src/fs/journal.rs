//! The journal of a set: what remains to be done, whichever process does it.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::PREFIX;
use super::writing::{remove, sync_folder, write_private, write_whole};
use crate::diagnostic::Failure;

/// The name of the journal file.
pub const NAME: &str = ".neikan.set";

/// What remains to be done. Paths are relative to the folder.
#[derive(Debug, Serialize, Deserialize)]
pub struct Journal {
    /// Files and their destinations, in this order.
    pub files: Vec<(String, String)>,
    /// Files to be deleted afterwards.
    pub gone: Vec<String>,
}

/// Whether a set was begun in a folder but not completed.
pub fn is_begun(folder: &Path) -> bool {
    folder.join(NAME).exists()
}

/// Completes a set if one was begun, and says whether there was one. Only the holder of the
/// folder's lock may call this.
///
/// # Errors
/// [`Failure::Machine`]; the journal then stays in place.
pub fn finish(folder: &Path) -> Result<bool, Failure> {
    let path = folder.join(NAME);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(reason) if reason.kind() == ErrorKind::NotFound => return Ok(false),
        Err(reason) => return Err(Failure::machine(&path, reason)),
    };
    // The journal is written whole, so an unreadable one is not ours and names nothing.
    if let Ok(journal) = serde_json::from_slice::<Journal>(&bytes) {
        journal.apply(folder)?;
    }
    remove(&path)?;
    sync_folder(folder)?;
    Ok(true)
}

impl Journal {
    /// Writes the journal, readable by its owner alone if the lock is private.
    pub fn write(&self, folder: &Path, private: bool) -> Result<(), Failure> {
        let path = folder.join(NAME);
        let text =
            serde_json::to_vec(self).map_err(|error| Failure::machine(&path, error.into()))?;
        if private { write_private(&path, &text) } else { write_whole(&path, &text) }
    }

    /// Moves the files that have not been moved yet; each step can be repeated safely.
    fn apply(&self, folder: &Path) -> Result<(), Failure> {
        for (from, to) in &self.files {
            let name = Path::new(from).file_name().unwrap_or_default().to_string_lossy();
            let (Some(from), Some(to)) = (inside(folder, from), inside(folder, to)) else {
                continue;
            };
            if name.starts_with(PREFIX) && from.symlink_metadata().is_ok() {
                fs::rename(&from, &to).map_err(|reason| Failure::machine(&to, reason))?;
            }
        }
        self.sync(folder)?;
        let gone = self.gone.iter().filter_map(|path| inside(folder, path));
        gone.into_iter().try_for_each(|path| remove(&path))
    }

    /// Flushes the folders of all files to disk, so that their names survive a crash.
    pub fn sync(&self, folder: &Path) -> Result<(), Failure> {
        let paths = self.files.iter().filter_map(|(_, to)| inside(folder, to));
        let folders: BTreeSet<PathBuf> =
            paths.filter_map(|path| path.parent().map(Path::to_owned)).collect();
        folders.iter().filter(|folder| folder.is_dir()).try_for_each(|folder| sync_folder(folder))
    }
}

/// A path below a folder; `None` if it leads elsewhere.
pub fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    (plain && !path.is_empty()).then(|| folder.join(path))
}
