//! Where a project keeps its files.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use neikan_base::diagnostic::{Failure, Finding, Place};
use neikan_base::fs::{Lock, display_path, lock};
use neikan_base::sources::{Carried, OWN_LIMIT, Shared, Sources, Sum};
use neikan_base::store::Store;

/// The name of the inbox where a command asks for an issue.
pub const INBOX: &str = "inbox";

/// The folder of the press profiles, within the layouts.
pub const PRESS: &str = "press";

/// What the program carries for projects that lack it: layouts, press profiles, faces, by the paths
/// they would have in a project, with forward slashes.
pub type Kit = Arc<BTreeMap<String, Carried>>;

/// A project: a folder with `issues`, and perhaps with `layouts` and `fonts`.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
    sources: Sources,
    kit: Kit,
    store: Arc<Store>,
}

impl Project {
    /// Finds the project that a folder is in: the nearest folder upwards that contains
    /// `issues/publication.yml`.
    ///
    /// # Errors
    /// The finding `project-missing` if there is none.
    pub fn find(start: &Path) -> Result<Self, Failure> {
        let start = std::path::absolute(start).map_err(|e| Failure::machine(start, e))?;
        start
            .ancestors()
            .find(|folder| folder.join("issues/publication.yml").is_file())
            .map(|root| Self {
                root: root.to_owned(),
                sources: Sources::default(),
                kit: Kit::default(),
                store: Arc::default(),
            })
            .ok_or_else(|| {
                let folder = start.display();
                Failure::Call(Box::new(Finding::stop("project-missing").with("folder", folder)))
            })
    }

    /// A folder that need not be a project: with a kit, what the program carries can be used there.
    ///
    /// # Errors
    /// [`Failure::Machine`] if the folder has no absolute path.
    pub fn bare(folder: &Path) -> Result<Self, Failure> {
        let root = std::path::absolute(folder).map_err(|e| Failure::machine(folder, e))?;
        let (sources, kit, store) = Default::default();
        Ok(Self { root, sources, kit, store })
    }

    /// The same project as it is now: every file is read only once, and later readers are given
    /// what the first one got.
    #[must_use]
    pub fn frozen(&self) -> Self {
        let sources = Sources::frozen().with_store(self.store.clone()).carrying(self.lacking());
        Self { sources, ..self.clone() }
    }

    /// The same project as it is now, as [`Project::frozen`] gives it; what was left alone since this
    /// one read it is not read again.
    #[must_use]
    pub fn renewed(&self) -> Self {
        let sources = self.sources.renewed().carrying(self.lacking());
        Self { sources, ..self.clone() }
    }

    /// The same project, with what the program carries filling in for what the project does not
    /// have.
    #[must_use]
    pub fn with_kit(mut self, kit: Kit) -> Self {
        self.kit = kit;
        self.sources = Sources::default().with_store(self.store.clone()).carrying(self.lacking());
        self
    }

    /// The part of the kit that the project does not have itself. A layout is the project's own, as
    /// a whole, as soon as there is a folder of its name; a press profile, an ICC profile or a
    /// face, by its file name.
    fn lacking(&self) -> BTreeMap<PathBuf, Carried> {
        let there = |path: &Path| path.symlink_metadata().is_ok();
        let faces = Sources::default().tree(&self.fonts()).into_iter();
        let faces: BTreeSet<_> =
            faces.filter_map(|face| Some(face.file_name()?.to_owned())).collect();
        let own = |path: &str| {
            let mut parts = path.split('/');
            match (parts.next(), parts.next()) {
                (Some("layouts"), Some(name)) if name != PRESS => there(&self.layout(name)),
                (Some("fonts"), Some(name)) => faces.contains(name.as_ref() as &std::ffi::OsStr),
                _ => there(&self.root.join(path)),
            }
        };
        let lacking = self.kit.iter().filter(|(path, _)| !own(path));
        lacking.map(|(path, file)| (self.root.join(path), file.clone())).collect()
    }

    /// Whether a file of the project is one that the program carries.
    pub fn is_carried(&self, path: &Path) -> bool {
        self.sources.is_carried(path)
    }

    /// Whether there is a file at a path of the project.
    pub fn has(&self, path: &Path) -> bool {
        self.sources.has(path)
    }

    /// The same project with another text in place of a file's; every other file is as it is here,
    /// and is read once.
    #[must_use]
    pub fn with_text(&self, path: &Path, text: &str) -> Self {
        Self { sources: self.sources.with(path, text.as_bytes().into()), ..self.clone() }
    }

    /// The same project, whose steps take from a store what was made before.
    #[must_use]
    pub fn with_store(self, store: Arc<Store>) -> Self {
        let sources = self.sources.with_store(store.clone());
        Self { store, sources, ..self }
    }

    /// The store of what was made before.
    pub fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The access to its files.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Reads a whole file of a kind that the program can carry: of a layout, a press profile, a
    /// face.
    ///
    /// # Errors
    /// [`Failure::Machine`] if the system refuses, or if the file is larger than any such file
    /// should be.
    pub fn read_own(&self, path: &Path) -> Result<Shared, Failure> {
        let read = self.sources.read(path, OWN_LIMIT);
        let read = read.and_then(|bytes| bytes.ok_or_else(|| ErrorKind::FileTooLarge.into()));
        read.map_err(|reason| Failure::machine(path, reason))
    }

    /// Size and SHA-256 of a whole file of a kind that the program can carry.
    ///
    /// # Errors
    /// Those of [`Project::read_own`].
    pub fn sum_own(&self, path: &Path) -> Result<Sum, Failure> {
        let sum = self.sources.sum(path, OWN_LIMIT);
        let sum = sum.and_then(|sum| sum.ok_or_else(|| ErrorKind::FileTooLarge.into()));
        sum.map_err(|reason| Failure::machine(path, reason))
    }

    /// The files of a layout by their paths in its folder, as its templates see them: its own and
    /// those of its base ([`Project::design_paths`]).
    ///
    /// # Errors
    /// [`Failure::Machine`] if one of them cannot be read.
    pub fn layout_files(&self, name: &str) -> Result<BTreeMap<String, Shared>, Failure> {
        let paths = self.design_paths(name).into_iter();
        paths.map(|(inner, path)| Ok((inner, self.read_own(&path)?))).collect()
    }

    /// The project's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the issues.
    pub fn issues(&self) -> PathBuf {
        self.root.join("issues")
    }

    /// Takes the lock that every writer into the folder of the issues must hold, from before it
    /// reads until it is done. `command` is the name shown to those who are kept out.
    ///
    /// # Errors
    /// Those of [`Lock::take`].
    pub fn lock(&self, command: &str) -> Result<Lock, Failure> {
        Lock::take(&self.issues(), lock::Kind::Lasting, command)
    }

    /// The folder of one issue.
    pub fn issue(&self, id: &str) -> PathBuf {
        self.issues().join(id)
    }

    /// The folder of a layout.
    pub fn layout(&self, name: &str) -> PathBuf {
        self.root.join("layouts").join(name)
    }

    /// The file of a press profile.
    pub fn press(&self, name: &str) -> PathBuf {
        self.layout(PRESS).join(format!("{name}.yml"))
    }

    /// The folder of the faces.
    pub fn fonts(&self) -> PathBuf {
        self.root.join("fonts")
    }

    /// The files of the faces (OpenType, TrueType and their collections), sorted.
    pub fn face_files(&self) -> Vec<PathBuf> {
        let is_face = |path: &PathBuf| {
            let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            ["otf", "ttf", "otc", "ttc"].contains(&ending.as_str())
        };
        self.sources.tree(&self.fonts()).into_iter().filter(is_face).collect()
    }

    /// Whether a file below the folder of the issues is really one outside the project, because it
    /// or a folder on the way is a link: then what would be read, signed and archived is not what
    /// is here.
    pub fn lies_elsewhere(&self, path: &Path) -> bool {
        let issues = self.issues();
        let real = |path: &Path| path.canonicalize().ok();
        let (true, Some(there)) = (path.starts_with(&issues), real(path)) else { return false };
        let inside = |folder: PathBuf| real(&folder).is_some_and(|own| there.starts_with(own));
        !inside(self.root.clone()) && !inside(issues)
    }

    /// A path of this project as messages show it.
    pub fn show(&self, path: &Path) -> String {
        display_path(&self.root, path)
    }

    /// The identifiers of all issues, oldest first by year and number; folders whose names are not
    /// those of issues come first.
    pub fn issue_ids(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.issues()).into_iter().flatten().flatten();
        let mut ids: Vec<String> = entries
            .filter(|entry| entry.path().join("issue.yml").is_file())
            .filter_map(|entry| entry.file_name().into_string().ok())
            // Hidden folders are still being made.
            .filter(|name| !name.starts_with('.'))
            .collect();
        ids.sort_by_cached_key(|id| (issue_number(id), id.clone()));
        ids
    }

    /// The names of the article files of an issue, without `.md`, sorted.
    pub fn article_names(&self, id: &str) -> Vec<String> {
        let files = self.sources.files(&self.issue(id).join("articles")).into_iter();
        files.filter_map(|name| name.strip_suffix(".md").map(str::to_owned)).collect()
    }

    /// The requested issue, or the newest by year and number.
    ///
    /// # Errors
    /// A fault of the call: an issue that does not exist, or whose folder does not have the name of
    /// one.
    pub fn choose_issue(&self, asked: Option<&str>) -> Result<String, Failure> {
        let mut ids = self.issue_ids();
        if asked.is_none() {
            ids.retain(|id| issue_number(id).is_some());
        }
        match asked {
            Some(id) if ids.iter().any(|known| known == id) && issue_number(id).is_none() => {
                Err(Failure::Call(Box::new(Finding::stop("issue-name").with("id", id))))
            }
            Some(id) if ids.iter().any(|known| known == id) => Ok(id.to_owned()),
            Some(id) => {
                let known = ids.join(", ");
                let finding = Finding::stop("issue-missing").with("id", id).with("known", known);
                Err(Failure::Call(Box::new(finding)))
            }
            None => ids.last().cloned().ok_or_else(|| {
                let place = Place::file("issues");
                Failure::Call(Box::new(Finding::stop("issue-none").at(place)))
            }),
        }
    }
}

/// The highest number that an issue can have in its year: that of a weekly.
const NUMBERS: u16 = 53;

/// Year and number from an issue's name, `2026-03`; nothing if it is not one.
pub fn issue_number(id: &str) -> Option<(u16, u16)> {
    let (year, number) = id.split_once('-')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let form = year.len() == 4 && number.len() == 2 && digits(year) && digits(number);
    let (year, number) = form.then(|| Some((year.parse().ok()?, number.parse().ok()?)))??;
    let known = (1950..2200).contains(&year) && (1..=NUMBERS).contains(&number);
    known.then_some((year, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issues_are_named_by_year_and_number() {
        assert_eq!(issue_number("2026-03"), Some((2026, 3)));
        assert_eq!(issue_number("2026-53"), Some((2026, 53)));
        for wrong in [
            "2026",
            "2026-3",
            "26-03",
            "../2026-03",
            "2026-00",
            "2026-0x",
            "2026-+3",
            "2026-100",
            "2026-99",
            "2026-54",
            "0000-01",
            "9999-01",
            "2026-01-02",
        ] {
            assert_eq!(issue_number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_newest_issue_is_that_of_the_latest_year_and_number() {
        let root = tempfile::tempdir().unwrap();
        for id in ["2026-02", "2025-12", "2026-11", "2026-100", "2026-99", "old"] {
            std::fs::create_dir_all(root.path().join("issues").join(id)).unwrap();
            std::fs::write(root.path().join("issues").join(id).join("issue.yml"), "").unwrap();
        }
        std::fs::write(root.path().join("issues/publication.yml"), "").unwrap();
        let project = Project::find(root.path()).unwrap();
        assert_eq!(project.choose_issue(None).unwrap(), "2026-11");
        assert!(project.choose_issue(Some("2025-12")).is_ok());
        for id in ["2026-100", "2026-99", "old", "2026-03"] {
            assert!(matches!(project.choose_issue(Some(id)), Err(Failure::Call(_))), "{id}");
        }
    }
}
