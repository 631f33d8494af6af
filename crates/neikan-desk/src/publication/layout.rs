//! A layout of one's own: a copy of the publication's, to be changed at will.

use std::path::Path;

use super::{Document, Project, Publication};
use neikan_base::diagnostic::{Failure, Finding};
use neikan_base::fs::{Lock, lock, read, sync_folder, temporary_folder, write_whole};

/// A layout that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLayout {
    /// The layout it was copied from.
    pub from: String,
    /// Its folder, relative to the project.
    pub folder: String,
}

/// Copies the publication's layout to `layouts/<name>`, whole or not at all.
///
/// # Errors
/// The findings `layout-name` and `layout-exists` about the call; [`Failure::Machine`].
pub fn begin_layout(
    project: &Project,
    publication: &Document<Publication>,
    name: &str,
) -> Result<NewLayout, Failure> {
    let refuse = |rule| Err(Failure::Call(Box::new(Finding::stop(rule).with("name", name))));
    if !super::validate::is_id(name) {
        return refuse("layout-name");
    }
    let target = project.layout(name);
    let layouts = target.parent().unwrap_or(project.root());
    let _lock = Lock::take(layouts, lock::Kind::Passing, "layout new")?;
    if target.symlink_metadata().is_ok() {
        return refuse("layout-exists");
    }
    let from = publication.value.layout.clone();
    copy_whole(&project.layout(&from), &target)?;
    Ok(NewLayout { from, folder: project.show(&target) })
}

/// Copies a folder into a temporary one beside the target, then renames it.
fn copy_whole(from: &Path, target: &Path) -> Result<(), Failure> {
    let machine = |reason| Failure::machine(target, reason);
    let beside = target.parent().unwrap_or(Path::new("."));
    let folder = temporary_folder(beside).map_err(machine)?;
    let copy = folder.path().join("layout");
    for entry in walkdir::WalkDir::new(from).sort_by_file_name() {
        let entry = entry.map_err(|error| Failure::machine(from, error.into()))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !hidden {
            let inner = entry.path().strip_prefix(from).unwrap_or(entry.path());
            write_whole(&copy.join(inner), &read(entry.path())?)?;
        }
    }
    std::fs::rename(&copy, target).map_err(machine)?;
    sync_folder(beside)
}
