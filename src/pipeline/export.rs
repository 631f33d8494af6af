//! An issue as a plain Typst project: the layout, the data, the pictures and the faces in one folder,
//! which `typst compile` and the editor tools of Typst open.
//!
//! Its pages are those of a build before the space of justified lines is shared out and links are
//! taken from the press edition: the same pages with the same lines.

use std::path::{Path, PathBuf};

use super::folder;
use super::ready::prepare;
use crate::diagnostic::{Failure, Findings};
use crate::publication::Project;
use crate::sources::Shared;
use crate::typeset::Part;
use crate::typeset::world::LAYOUT;

/// The main file, within the folder.
pub const MAIN: &str = "layout/issue.typ";
/// The faces, within the folder.
pub const FACES: &str = "fonts";

/// An issue that was exported.
#[derive(Debug)]
pub struct Exported {
    /// The issue.
    pub issue: String,
    /// How many pages it has.
    pub pages: usize,
    /// The folder.
    pub folder: PathBuf,
    /// What should be looked at.
    pub findings: Findings,
}

/// Writes an issue as a Typst project into a folder, completely or not at all. What would only keep it
/// from being printed is a warning.
///
/// # Errors
/// A fault of the call if there is something in the folder; [`Failure::Stopped`] with what keeps pages
/// from being made; [`Failure::Machine`].
pub fn export_layout(project: &Project, issue: &str, folder: &Path) -> Result<Exported, Failure> {
    let project = &project.frozen();
    let folder = folder::unused(folder)?;
    let (mut ready, mut findings) = prepare(project, issue, true)?;
    let pictures = ready.take_pictures(project);
    let whole = ready.set(project, Part::Whole, 0.0, &pictures)?;
    findings.extend(whole.findings);
    let mut files: Vec<(String, Shared)> = Vec::new();
    for (path, bytes) in project.layout_files(&ready.assembly.publication.layout)? {
        files.push((format!("{LAYOUT}/{path}"), bytes));
    }
    files.push(("data.json".to_owned(), ready.settled()?.into()));
    for (path, file) in &ready.assembly.pictures {
        files.push((format!("issue/{path}"), file.bytes.clone()));
    }
    for path in project.face_files() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        files.push((format!("{FACES}/{name}"), project.read_own(&path)?));
    }
    folder::write(&folder, files)?;
    let pages = whole.document.pages().len();
    Ok(Exported { issue: issue.to_owned(), pages, folder, findings })
}
