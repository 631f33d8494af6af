//! The record of an output folder, `build.json`: it lists every file of the issue in the folder,
//! whichever run wrote it, with its checksum and the build it belongs to.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::fs::read_limited;
use crate::publication::Head;
use crate::typeset::PageMap;
use neikan_base::hash::sha256;

/// The name of the record file.
pub const FILE: &str = "build.json";
/// The largest record that is read, bytes.
const LIMIT: u64 = 64 << 20;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Path below the output folder.
    pub path: String,
    /// Size in bytes.
    pub bytes: usize,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// The number of pages, if it has pages.
    pub pages: Option<usize>,
    /// The build it belongs to: the content sum (SHA-256) of the issue it was made from. Files with
    /// the same sum form one set.
    #[serde(default)]
    pub sum: String,
}

impl Made {
    /// The record of a file: from its path below the output folder, its bytes, its number of pages
    /// and the build it belongs to.
    pub fn of((path, bytes): (&str, &[u8]), pages: Option<usize>, sum: &str) -> Self {
        Self {
            path: path.to_owned(),
            bytes: bytes.len(),
            sha256: sha256(bytes),
            pages,
            sum: sum.to_owned(),
        }
    }
}

/// The contents of an output folder's record.
#[derive(Debug, Deserialize)]
pub struct Record {
    /// The content sum of the issue when it was last built.
    #[serde(default)]
    pub sum: String,
    /// The content behind that sum, line by line.
    #[serde(default)]
    pub content: Vec<String>,
    /// The end of the review ledger.
    #[serde(default)]
    pub ledger: Head,
    /// The files, whether or not they still exist.
    pub files: Vec<Made>,
    /// The number of inside pages.
    #[serde(default)]
    pub pages: Option<usize>,
    /// Which pages each article takes, as the version that wrote it put it: see [`Record::map`].
    #[serde(default, rename = "map")]
    articles: Value,
    /// Whether the last build made a draft.
    #[serde(default)]
    pub draft: bool,
}

impl Record {
    /// Reads the record of an output folder; `None` if there is no readable one.
    pub fn read(folder: &Path) -> Option<Self> {
        serde_json::from_value(read(folder)?).ok()
    }

    /// Which pages each article takes; nothing where no build has said so in the form of today.
    pub fn map(&self) -> Option<PageMap> {
        serde_json::from_value(self.articles.clone()).ok()
    }

    /// The files that it lists and that exist in the folder.
    pub fn lying(self, folder: &Path) -> Vec<Made> {
        self.files.into_iter().filter(|made| lies(folder, &made.path)).collect()
    }
}

/// The files that the record of an output folder lists and that exist there; empty if there is no
/// readable record.
pub fn files(folder: &Path) -> Vec<Made> {
    Record::read(folder).map(|record| record.lying(folder)).unwrap_or_default()
}

/// The files in an output folder after these have been written: these first, then the earlier ones
/// that none of them replaces.
pub fn merged(folder: &Path, new: &[Made]) -> Vec<Made> {
    let names: BTreeSet<&str> = new.iter().map(|made| made.path.as_str()).collect();
    let old = files(folder).into_iter().filter(|made| !names.contains(made.path.as_str()));
    new.iter().cloned().chain(old).collect()
}

/// The record of an output folder with these files added; `None` if there is no record.
pub fn with(folder: &Path, new: &[Made]) -> Option<Vec<u8>> {
    let mut record = read(folder)?;
    record["files"] = json!(merged(folder, new));
    serde_json::to_vec_pretty(&record).ok()
}

fn read(folder: &Path) -> Option<Value> {
    let bytes = read_limited(&folder.join(FILE), LIMIT).ok().flatten()?;
    serde_json::from_slice(&bytes).ok().filter(Value::is_object)
}

/// Whether a file exists below a folder.
fn lies(folder: &Path, path: &str) -> bool {
    let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    plain && folder.join(path).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(path: &str, sum: &str) -> Made {
        Made::of((path, &[1]), None, sum)
    }

    #[test]
    fn the_record_names_what_lies_there_whichever_build_wrote_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        assert_eq!(
            (merged(root, &[made("a", "1")]), with(root, &[])),
            (vec![made("a", "1")], None)
        );
        let old =
            json!({ "pages": 4, "files": [made("a", "1"), made("b", "1"), made("../c", "1")] });
        std::fs::write(root.join(FILE), old.to_string()).unwrap();
        std::fs::write(root.join("a"), [1]).unwrap();
        std::fs::write(root.join("b"), [1]).unwrap();
        let new = [made("b", "2"), made("d", "2")];
        let wanted = [made("b", "2"), made("d", "2"), made("a", "1")];
        assert_eq!(merged(root, &new), wanted);
        let text = with(root, &new).unwrap();
        let value: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!((&value["pages"], &value["files"]), (&json!(4), &json!(wanted)));
        std::fs::remove_file(root.join("a")).unwrap();
        assert_eq!(merged(root, &new), new);
        std::fs::write(root.join(FILE), "[").unwrap();
        assert_eq!(merged(root, &new), new);
    }
}
