//! What dead processes leave behind: files and folders that were being made.
//!
//! Their names begin with [`PREFIX`], which is reserved for the program: no listing mistakes them
//! for a user's file.

use std::fs::{self, File};
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::{LOCK, PREFIX};

/// Removes what dead processes left in a folder and below it. Whatever a living process is making
/// is locked and stays, and so does everything in a subfolder that has a [`super::lock`] of its
/// own. Anything that cannot be removed stays too; it does no harm.
///
/// The folders and files of a set are not locked while they are made. Where there may be any, only
/// the holder of this folder's lock may call this.
pub fn sweep(folder: &Path) {
    let inside = |entry: &DirEntry| {
        let folder = entry.file_type().is_dir() && entry.depth() > 0;
        !folder || !entry.path().join(LOCK).exists()
    };
    let mut entries = WalkDir::new(folder).min_depth(1).into_iter();
    while let Some(entry) = entries.next() {
        let Ok(entry) = entry else { continue };
        let left = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if entry.file_type().is_dir() && (left || !inside(&entry)) {
            entries.skip_current_dir();
            if left {
                let _ = fs::remove_dir_all(entry.path());
            }
        } else if left && entry.file_type().is_file() && is_dead(entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether no process is making a file any more.
fn is_dead(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::temporary;

    #[test]
    fn only_what_the_dead_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in
            ["a/.neikan-dead", "a/b.md", ".neikan.lock", "own/.neikan.lock", "own/.neikan-x"]
        {
            fs::create_dir_all(path(name).parent().unwrap()).unwrap();
            fs::write(path(name), b"x").unwrap();
        }
        fs::create_dir_all(path(".neikan-folder/articles")).unwrap();
        fs::write(path(".neikan-folder/articles/first.md"), b"x").unwrap();
        let alive = temporary(&path("a")).unwrap();
        sweep(folder.path());
        for name in ["a/b.md", ".neikan.lock", "own/.neikan-x"] {
            assert!(path(name).exists(), "{name}");
        }
        assert!(alive.path().exists());
        for name in ["a/.neikan-dead", ".neikan-folder"] {
            assert!(!path(name).exists(), "{name}");
        }
        let left = alive.into_temp_path();
        sweep(folder.path());
        assert!(!left.exists());
    }
}
