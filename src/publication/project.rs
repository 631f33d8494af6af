//! Where a project keeps its files.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Failure, Finding, Place};
use crate::fs::{Lock, display_path, lock};

/// A project: a folder with `issues`, `layouts` and `fonts`.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// Finds the project that a folder lies in: the nearest folder upwards that holds
    /// `issues/publication.yml`.
    ///
    /// # Errors
    /// The finding `project-missing` when there is none.
    pub fn find(start: &Path) -> Result<Self, Failure> {
        let start = std::path::absolute(start).map_err(|e| Failure::machine(start, e))?;
        start
            .ancestors()
            .find(|folder| folder.join("issues/publication.yml").is_file())
            .map(|root| Self { root: root.to_owned() })
            .ok_or_else(|| {
                let folder = start.display();
                Failure::Call(Box::new(Finding::stop("project-missing").with("folder", folder)))
            })
    }

    /// The project's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the issues.
    pub fn issues(&self) -> PathBuf {
        self.root.join("issues")
    }

    /// Takes the lock that whoever writes into the folder of the issues holds, from before it
    /// reads until it is done. `command` is what those are told who are kept out.
    ///
    /// # Errors
    /// As [`Lock::take`].
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
        self.root.join("layouts/press").join(format!("{name}.yml"))
    }

    /// The folder of the faces.
    pub fn fonts(&self) -> PathBuf {
        self.root.join("fonts")
    }

    /// A path of this project as messages show it.
    pub fn show(&self, path: &Path) -> String {
        display_path(&self.root, path)
    }

    /// The identifiers of all issues, oldest first.
    pub fn issue_ids(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.issues()).into_iter().flatten().flatten();
        let mut ids: Vec<String> = entries
            .filter(|entry| entry.path().join("issue.yml").is_file())
            .filter_map(|entry| entry.file_name().into_string().ok())
            // What is hidden is being made.
            .filter(|name| !name.starts_with('.'))
            .collect();
        ids.sort();
        ids
    }

    /// The names of the article files of an issue, without `.md`, sorted.
    pub fn article_names(&self, id: &str) -> Vec<String> {
        let folder = self.issue(id).join("articles");
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".md").map(str::to_owned))
            .collect();
        names.sort();
        names
    }

    /// The issue asked for, or the newest.
    ///
    /// # Errors
    /// A call for an issue that is not there.
    pub fn choose_issue(&self, asked: Option<&str>) -> Result<String, Failure> {
        let ids = self.issue_ids();
        match asked {
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
