//! A folder as a bundle: its files and those of its folders. No link in it is followed.

use std::path::Path;

use walkdir::WalkDir;

use super::bundle::{Bundle, ENTRIES, FOLDERS, is_dropping, tell_droppings};
use super::decode;
use neikan_base::diagnostic::{Finding, Findings};

/// Lists the files of a folder; nothing when it holds too many, or cannot be read.
pub fn open(folder: &Path, findings: &mut Findings) -> Option<Bundle<'static>> {
    let mut bundle = Bundle::default();
    let mut droppings = 0;
    let mut seen = 0;
    let walk = WalkDir::new(folder).min_depth(1).max_depth(FOLDERS + 1).sort_by_file_name();
    let mut walk = walk.into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let finding = Finding::stop("import-unreadable");
                findings.push(finding.with("reason", error));
                continue;
            }
        };
        seen += 1;
        if seen > ENTRIES {
            findings.push(Finding::stop("import-packed-many").with("limit", ENTRIES));
            return None;
        }
        let path = shown(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
        let kind = entry.file_type();
        if is_dropping(&path) {
            droppings += 1;
            if kind.is_dir() {
                walk.skip_current_dir();
            }
        } else if kind.is_symlink() {
            findings.push(Finding::warn("import-linked").with("path", path));
        } else if kind.is_dir() && entry.depth() > FOLDERS {
            findings.push(Finding::stop("import-packed-deep").with("limit", FOLDERS));
        } else if kind.is_file() {
            bundle.add_file(path, entry.into_path());
        }
    }
    tell_droppings(droppings, findings);
    bundle.sort();
    Some(bundle)
}

/// A path below a folder with forward slashes. Names that are no UTF-8 were unpacked from a
/// container without telling the encoding: they are read as containers' names are.
fn shown(path: &Path) -> String {
    let parts = path.components().map(|part| decode::name(part.as_os_str().as_encoded_bytes()));
    parts.collect::<Vec<_>>().join("/")
}
