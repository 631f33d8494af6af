//! The inbox: names that are free, originals that are kept, files laid in whole.

use std::collections::BTreeSet;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};

use super::{Imported, Read};
use crate::publication::Project;
use neikan_base::diagnostic::Failure;
use neikan_base::fs::{Set, read_limited};
use neikan_base::hash::sha256;

/// A manuscript that is ready to be laid into the inbox.
pub struct Draft {
    /// The file that was sent.
    pub from: PathBuf,
    /// What it will be called.
    pub names: Names,
    /// What was made of it.
    pub read: Read,
    /// What was sent.
    pub bytes: Vec<u8>,
}

/// The names of a manuscript.
pub struct Names {
    /// Its identifier.
    pub id: String,
    /// The name of the original.
    pub original: String,
    /// Whether another manuscript had the name already.
    pub renamed: bool,
}

/// The inbox of a project and the names given out in this run.
pub struct Inbox<'a> {
    project: &'a Project,
    folder: PathBuf,
    given: BTreeSet<String>,
    seen: Vec<(String, String)>,
}

impl<'a> Inbox<'a> {
    /// The inbox of a project.
    pub fn of(project: &'a Project) -> Self {
        let folder = project.issues().join("inbox");
        Self { project, folder, given: BTreeSet::new(), seen: Vec::new() }
    }

    /// The name of an original with the same bytes, if they were imported before.
    pub fn known(&mut self, bytes: &[u8]) -> Option<String> {
        let sum = sha256(bytes);
        if let Some((_, name)) = self.seen.iter().find(|(own, _)| *own == sum) {
            return Some(name.clone());
        }
        let entries = std::fs::read_dir(self.folder.join("originals")).into_iter().flatten();
        let hidden = |entry: &DirEntry| entry.file_name().to_string_lossy().starts_with('.');
        let entries = entries.flatten().filter(|entry| !hidden(entry));
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        let length = bytes.len() as u64;
        let same = paths.into_iter().find(|path| {
            path.symlink_metadata().is_ok_and(|meta| meta.is_file() && meta.len() == length)
                && matches!(read_limited(path, length), Ok(Some(other)) if other == bytes)
        });
        same.map(|path| self.project.show(&path)).or_else(|| {
            self.seen.push((sum, String::new()));
            None
        })
    }

    /// Names that nothing in the inbox has.
    pub fn names(&mut self, file: &Path) -> Names {
        let first = identifier(file);
        let numbered = (2..).map(|number| format!("{first}-{number}"));
        let mut ids = std::iter::once(first.clone()).chain(numbered);
        let id = ids.find(|id| self.is_free(id)).unwrap_or_else(|| first.clone());
        self.given.insert(id.clone());
        let original = self.original(file);
        self.given.insert(original.clone());
        if let Some(last) = self.seen.last_mut() {
            last.1.clone_from(&original);
        }
        Names { renamed: id != first, id, original }
    }

    fn is_free(&self, id: &str) -> bool {
        let pictures =
            std::fs::read_dir(self.folder.join("images")).into_iter().flatten().flatten();
        let mut pictures = pictures.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let own = |name: String| {
            let number = name.strip_prefix(id).and_then(|rest| rest.strip_prefix('-'));
            number.and_then(|rest| rest.split('.').next()).is_some_and(|number| {
                !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        let taken = self.folder.join(format!("{id}.md")).symlink_metadata().is_ok();
        !taken && !self.given.contains(id) && !pictures.any(own)
    }

    /// The name of the original: its own where that is free and can stand on any disk.
    fn original(&self, file: &Path) -> String {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
        let name: String = name
            .unwrap_or_default()
            .trim_start_matches('.')
            .chars()
            .map(|c| if c.is_control() || "<>:\"/\\|?*".contains(c) { '_' } else { c })
            .collect();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
        let stem: String = stem.chars().take(60).collect();
        let folder = self.folder.join("originals");
        let numbered = (2..).map(|number| format!("{stem}-{number}.{extension}"));
        let mut names = std::iter::once(format!("{stem}.{extension}")).chain(numbered);
        let free = |name: &String| {
            !self.given.contains(name) && folder.join(name).symlink_metadata().is_err()
        };
        names.find(free).unwrap_or_default()
    }

    /// Lays a manuscript into the inbox as a part of a set of the folder of the issues: pictures
    /// and the original, then the text, so that who reads the text finds them.
    ///
    /// # Errors
    /// [`Failure::Machine`] when the system refuses.
    pub fn keep(&self, set: &Set<'_>, draft: Draft) -> Result<Imported, Failure> {
        let Draft { from, names, read, bytes } = draft;
        for picture in &read.pictures {
            set.put(&format!("inbox/{}", picture.path), &picture.bytes)?;
        }
        let original = self.folder.join("originals").join(&names.original);
        set.put(&format!("inbox/originals/{}", names.original), &bytes)?;
        let to = self.folder.join(format!("{}.md", names.id));
        set.put(&format!("inbox/{}.md", names.id), read.text.as_bytes())?;
        Ok(Imported {
            from,
            to: self.project.show(&to),
            original: self.project.show(&original),
            form: read.form,
            pictures: read.pictures.len(),
        })
    }
}

/// The identifier of a manuscript: the file's name in lower-case letters, digits and hyphens.
fn identifier(file: &Path) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    let stem = stem.unwrap_or_default();
    let parts = stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let joined = parts.collect::<Vec<_>>().join("-");
    let spelt = stem.chars().all(|c| !c.is_alphabetic() || c.is_ascii());
    if !joined.is_empty() && spelt {
        return joined.chars().take(60).collect::<String>().trim_end_matches('-').to_owned();
    }
    let sum: u32 = stem.chars().fold(0, |sum, c| sum.wrapping_mul(31).wrapping_add(u32::from(c)));
    format!("manuscript-{sum:08x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_ascii() {
        assert_eq!(identifier(Path::new("a/Lychee 2026.TXT")), "lychee-2026");
        assert!(identifier(Path::new("荔枝.txt")).starts_with("manuscript-"));
        assert!(identifier(Path::new("荔枝2.txt")).starts_with("manuscript-"));
        assert_ne!(identifier(Path::new("荔枝.txt")), identifier(Path::new("香蕉.txt")));
    }
}
