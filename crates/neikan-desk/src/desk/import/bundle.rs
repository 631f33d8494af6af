//! Files that came together: in a folder, a container or a mail.
//!
//! [`folder`](super::folder), [`packed`](super::packed) and [`mail`](super::mail) list them; here
//! they are read, under one limit for all that a call takes in. A file's path in its bundle is
//! only ever compared with others: nothing is written under it.

use std::io::{Cursor, Read};
use std::path::PathBuf;

use zip::ZipArchive;

use neikan_base::diagnostic::{Finding, Findings};
use neikan_base::fs::read_limited;

/// The most files of one bundle.
pub const ENTRIES: usize = 2000;
/// The deepest folders of a bundle.
pub const FOLDERS: usize = 12;
/// How deep bundles may lie in each other: a container in a mail in a container.
pub const DEPTH: usize = 3;
/// The most that one call reads out of bundles, bytes.
pub const WHOLE: u64 = 480 << 20;
/// How many times its packed size a file may be, once it is larger than [`SMALL`].
const RATIO: u64 = 150;
/// Files up to this size may be packed as tightly as they like, bytes.
const SMALL: u64 = 1 << 20;

/// A file of a bundle.
#[derive(Debug)]
pub struct Entry {
    /// Its path in the bundle, with forward slashes.
    pub path: String,
    source: Kept,
}

#[derive(Debug)]
enum Kept {
    Disk(PathBuf),
    Packed(usize),
    Held(Vec<u8>),
}

/// Why a file of a bundle cannot be read.
#[derive(Debug)]
pub enum Denied {
    /// It is damaged, or packed in a way that is not used.
    Broken,
    /// It is larger than what is read, MB.
    Large(u64),
    /// It is packed tighter than honest files are, or the bundle holds too much.
    Swollen,
    /// The system refuses.
    Machine(std::io::Error),
}

impl Denied {
    /// The finding that stops the import of the file.
    pub fn finding(self) -> Finding {
        match self {
            Self::Broken => Finding::stop("import-packed-broken"),
            Self::Large(limit) => Finding::stop("import-large").with("limit", limit),
            Self::Swollen => Finding::stop("import-packed-swollen").with("limit", WHOLE >> 20),
            Self::Machine(error) => Finding::stop("import-unreadable").with("reason", error),
        }
    }
}

/// Files that came together.
#[derive(Default)]
pub struct Bundle<'a> {
    /// The files, in the order of their paths.
    pub entries: Vec<Entry>,
    archive: Option<ZipArchive<Cursor<&'a [u8]>>>,
}

impl<'a> Bundle<'a> {
    /// A bundle whose files are packed in a container.
    pub fn packed(archive: ZipArchive<Cursor<&'a [u8]>>) -> Self {
        Self { entries: Vec::new(), archive: Some(archive) }
    }

    /// Adds a file on disk.
    pub fn add_file(&mut self, path: String, file: PathBuf) {
        self.entries.push(Entry { path, source: Kept::Disk(file) });
    }

    /// Adds a file by its number in the container.
    pub fn add_packed(&mut self, path: String, index: usize) {
        self.entries.push(Entry { path, source: Kept::Packed(index) });
    }

    /// Adds a file that is in memory.
    pub fn add_held(&mut self, path: String, bytes: Vec<u8>) {
        self.entries.push(Entry { path, source: Kept::Held(bytes) });
    }

    /// Puts the files in the order of their paths, in which numbers count as numbers.
    pub fn sort(&mut self) {
        self.entries.sort_by_cached_key(|entry| natural(&entry.path));
    }

    /// Reads a file of at most `limit` bytes; what is read is taken off what is `left`.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&mut self, index: usize, limit: u64, left: &mut u64) -> Result<Vec<u8>, Denied> {
        let most = limit.min(*left);
        let bytes = match &self.entries[index].source {
            Kept::Held(bytes) if bytes.len() as u64 <= most => bytes.clone(),
            Kept::Held(_) => return Err(too_much(limit, *left)),
            Kept::Disk(path) => match read_limited(path, most) {
                Ok(Some(bytes)) => bytes,
                Ok(None) => return Err(too_much(limit, *left)),
                Err(error) => return Err(Denied::Machine(error)),
            },
            Kept::Packed(number) => {
                let archive = self.archive.as_mut().ok_or(Denied::Broken)?;
                unpacked(archive, *number, limit, left)?
            }
        };
        *left = left.saturating_sub(bytes.len() as u64);
        Ok(bytes)
    }
}

fn too_much(limit: u64, left: u64) -> Denied {
    if left < limit { Denied::Swollen } else { Denied::Large(limit >> 20) }
}

/// Takes a file out of a container. What is declared about sizes is not believed: what comes out
/// is counted.
fn unpacked(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    number: usize,
    limit: u64,
    left: &mut u64,
) -> Result<Vec<u8>, Denied> {
    let file = archive.by_index(number).map_err(|_| Denied::Broken)?;
    let tight = SMALL.max(file.compressed_size().saturating_mul(RATIO));
    let most = limit.min(*left).min(tight);
    let mut bytes = Vec::new();
    let read = file.take(most + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > most {
        *left = left.saturating_sub(bytes.len() as u64);
        return Err(if tight < limit.min(*left) {
            Denied::Swollen
        } else {
            too_much(limit, *left)
        });
    }
    // The end of a file checks its sum.
    read.map_err(|_| Denied::Broken)?;
    Ok(bytes)
}

/// A path in a form by which numbers sort as numbers: 图2 before 图10.
pub fn natural(path: &str) -> Vec<(String, u64)> {
    let mut out: Vec<(String, u64)> = vec![(String::new(), 0)];
    let mut digits = false;
    for c in path.chars() {
        let Some(last) = out.last_mut() else { continue };
        match c.to_digit(10) {
            Some(digit) => last.1 = last.1.saturating_mul(10).saturating_add(u64::from(digit)),
            None if digits => out.push((c.to_string(), 0)),
            None => last.0.push(c),
        }
        digits = c.is_ascii_digit();
    }
    out
}

/// What is left out of every bundle: what systems and programs drop beside files.
pub fn is_dropping(path: &str) -> bool {
    path.split('/').any(|part| {
        let lower = part.to_lowercase();
        part.starts_with('.')
            || part.starts_with("~$")
            || ["__macosx", "thumbs.db", "desktop.ini", "ehthumbs.db"].contains(&lower.as_str())
            || lower.ends_with(".tmp")
    })
}

/// A path as it stands in a container, in a form that can be compared; nothing for one that leads out
/// of it: absolute, with a drive, or climbing.
pub fn inner_path(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':');
    let climbs = name.split('/').any(|part| part == "..");
    if name.starts_with('/') || drive || climbs || name.contains('\0') {
        return None;
    }
    let parts: Vec<&str> =
        name.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    (parts.len() <= FOLDERS).then(|| parts.join("/"))
}

/// The finding about what was left out of a bundle, if anything was.
pub fn tell_droppings(count: usize, findings: &mut Findings) {
    if count > 0 {
        findings.push(Finding::note("import-droppings").with("count", count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_never_lead_out() {
        assert_eq!(inner_path("一/./图 1.jpg").as_deref(), Some("一/图 1.jpg"));
        assert_eq!(inner_path("一\\图1.jpg").as_deref(), Some("一/图1.jpg"));
        for name in ["../a", "a/../../b", "..\\a", "/etc/passwd", "C:\\a", "\\\\host\\a", "a\0b"] {
            assert_eq!(inner_path(name), None, "{name}");
        }
        assert_eq!(inner_path(&"a/".repeat(50)), None);
    }

    #[test]
    fn numbers_sort_as_numbers() {
        let mut names = ["图10.jpg", "图2.jpg", "图1.jpg", "图2b.jpg"];
        names.sort_by_cached_key(|name| natural(name));
        assert_eq!(names, ["图1.jpg", "图2.jpg", "图2b.jpg", "图10.jpg"]);
    }

    #[test]
    fn droppings_are_known() {
        for path in ["__MACOSX/._a.docx", "a/.DS_Store", "~$稿件.docx", "图/Thumbs.db"] {
            assert!(is_dropping(path), "{path}");
        }
        assert!(!is_dropping("稿件/荔枝.docx"));
    }
}
