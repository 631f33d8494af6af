//! The inbox: names that are free, originals that are kept, files laid in whole, arrivals recorded.

use std::fs::DirEntry;
use std::path::{Path, PathBuf};

use super::{Imported, Read, naming};
use crate::desk::arrivals;
use crate::publication::{Date, Project};
use neikan_base::diagnostic::Failure;
use neikan_base::fs::{Lock, Set, read_limited};

/// What pictures are called until the title of their manuscript is known.
const UNSETTLED: &str = "neikan-unsettled";

/// A manuscript that is ready to be laid into the inbox.
pub struct Draft {
    /// The file that was sent, as it is shown.
    pub from: String,
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

impl Names {
    /// Whether the name has to wait for the title.
    pub fn is_unsettled(&self) -> bool {
        self.id == UNSETTLED
    }
}

/// The inbox of a project.
pub struct Inbox<'a> {
    project: &'a Project,
    folder: PathBuf,
}

impl<'a> Inbox<'a> {
    /// The inbox of a project.
    pub fn of(project: &'a Project) -> Self {
        Self { project, folder: project.issues().join("inbox") }
    }

    /// The original with the same bytes, if they were imported before.
    pub fn known(&self, bytes: &[u8]) -> Option<String> {
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
        same.map(|path| self.project.show(&path))
    }

    /// Names that nothing in the inbox has: the one asked for, or the one that the file's own gives;
    /// where neither does, the name waits for the title.
    pub fn names(&self, file: &Path, asked: Option<&str>) -> Names {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
        let first = asked.map(str::to_owned).or_else(|| naming::of_file(&name.unwrap_or_default()));
        let original = self.original(file);
        match first {
            Some(first) => {
                let id = self.free(&first);
                Names { renamed: id != first, id, original }
            }
            None => Names { id: UNSETTLED.to_owned(), original, renamed: false },
        }
    }

    /// Gives a manuscript the name of its title where it has none yet; `stem` is its file's.
    pub fn settle(&self, names: Names, read: &mut Read, stem: &str) -> Names {
        if !names.is_unsettled() {
            return names;
        }
        let first = naming::of_title(&read.title, stem);
        let id = self.free(&first);
        let (old, new) = (format!("images/{UNSETTLED}-"), format!("images/{id}-"));
        read.text = read.text.replace(&old, &new);
        for picture in &mut read.pictures {
            picture.path = picture.path.replace(&old, &new);
        }
        Names { renamed: id != first, id, ..names }
    }

    /// A path of a picture as it is called once its manuscript has a name.
    pub fn settled(path: &str, id: &str) -> String {
        path.replace(&format!("images/{UNSETTLED}-"), &format!("images/{id}-"))
    }

    /// A name or, where it is taken, the same with a number.
    fn free(&self, first: &str) -> String {
        let numbered = (2..).map(|number| format!("{first}-{number}"));
        let mut ids = std::iter::once(first.to_owned()).chain(numbered);
        ids.find(|id| self.is_free(id)).unwrap_or_else(|| first.to_owned())
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
        !taken && !pictures.any(own)
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
        names.find(|name| folder.join(name).symlink_metadata().is_err()).unwrap_or_default()
    }

    /// Lays a manuscript into the inbox, all of it or nothing: pictures and the original, then the
    /// text, so that who reads the text finds them, and a line in the record of arrivals.
    ///
    /// # Errors
    /// [`Failure::Machine`] when the system refuses.
    pub fn keep(&self, lock: &Lock, draft: Draft, day: Date) -> Result<Imported, Failure> {
        let Draft { from, names, read, bytes } = draft;
        let set = Set::begin(lock);
        for picture in &read.pictures {
            set.put(&format!("inbox/{}", picture.path), &picture.bytes)?;
        }
        let original = self.folder.join("originals").join(&names.original);
        set.put(&format!("inbox/originals/{}", names.original), &bytes)?;
        let to = self.folder.join(format!("{}.md", names.id));
        set.put(&format!("inbox/{}.md", names.id), read.text.as_bytes())?;
        let arrivals = arrivals::with(self.project, day, &names.id, (&names.original, &bytes))?;
        set.put(arrivals::FILE, arrivals.as_bytes())?;
        set.commit()?;
        Ok(Imported {
            from,
            to: self.project.show(&to),
            original: self.project.show(&original),
            form: read.form,
            pictures: read.pictures.len(),
        })
    }
}
