//! Notes of files that are on their way to a store in parts: which upload, and which parts have
//! arrived. They lie in the user's own cache; without them a file is sent from the beginning.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::fs::{read_limited, write_private};
use neikan_base::hash::sha256;

/// The largest note that is read, bytes.
const LIMIT: u64 = 4 << 20;

/// Where notes are kept.
#[derive(Debug, Clone, Default)]
pub struct Notes(Option<PathBuf>);

/// A file on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The store's name for the upload.
    pub upload: String,
    /// The size of a part, bytes.
    pub part: u64,
    /// The parts that have arrived, in order.
    pub parts: Vec<Arrived>,
}

/// A part that has arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// The store's name for it.
    pub tag: String,
}

impl Notes {
    /// Notes in a folder, which need not be there; without one none are kept.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self(folder)
    }

    /// The note of a file: `key` says from where to where.
    pub fn read(&self, key: &str) -> Option<Note> {
        let bytes = read_limited(&self.path(key)?, LIMIT).ok().flatten()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Keeps a note. Where that cannot be, the file is sent from the beginning next time.
    pub fn write(&self, key: &str, note: &Note) {
        let bytes = serde_json::to_vec(note).unwrap_or_default();
        if let (Some(folder), Some(path)) = (&self.0, self.path(key))
            && std::fs::create_dir_all(folder).is_ok()
        {
            let _ = write_private(&path, &bytes);
        }
    }

    /// Drops a note.
    pub fn drop(&self, key: &str) {
        if let Some(path) = self.path(key) {
            let _ = std::fs::remove_file(path);
        }
    }

    fn path(&self, key: &str) -> Option<PathBuf> {
        Some(self.0.as_ref()?.join(format!("{}.json", sha256(key.as_bytes()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_kept_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let notes = Notes::new(Some(folder.path().join("uploads")));
        let arrived = Arrived { sha256: "1".to_owned(), tag: "\"t\"".to_owned() };
        let note = Note { upload: "u".to_owned(), part: 8, parts: vec![arrived] };
        assert_eq!(notes.read("a"), None);
        notes.write("a", &note);
        assert_eq!((notes.read("a"), notes.read("b")), (Some(note), None));
        notes.drop("a");
        assert_eq!(notes.read("a"), None);
    }
}
