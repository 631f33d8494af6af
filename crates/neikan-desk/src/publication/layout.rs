//! A project's own layout or press profile: a copy of the publication's, free to be changed.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Document, Form, PRESS, Project, Publication, form};
use neikan_base::diagnostic::{Failure, Finding};
use neikan_base::fs::{Lock, lock, sync_folder, temporary_folder, write_whole};

/// A layout or press profile that was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLayout {
    /// The one it was copied from.
    pub from: String,
    /// The folder or file it was written to, relative to the project.
    pub folder: String,
}

/// Copies the publication's layout to `layouts/<name>`, completely or not at all.
///
/// # Errors
/// The findings `layout-name` and `layout-exists` as faults of the call; [`Failure::Machine`].
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
    if name == PRESS || target.symlink_metadata().is_ok() {
        return refuse("layout-exists");
    }
    let from = publication.value.layout.clone();
    copy_whole(project, &from, &target)?;
    Ok(NewLayout { from, folder: project.show(&target) })
}

/// Copies the publication's press profile to `layouts/press/<name>.yml`, together with the ICC
/// profile that it names if the project does not have that itself.
///
/// # Errors
/// The findings `layout-name` and `press-exists` as faults of the call; [`Failure::Machine`].
pub fn begin_press(
    project: &Project,
    publication: &Document<Publication>,
    name: &str,
) -> Result<NewLayout, Failure> {
    let refuse = |rule| Err(Failure::Call(Box::new(Finding::stop(rule).with("name", name))));
    if !super::validate::is_id(name) {
        return refuse("layout-name");
    }
    let target = project.press(name);
    let layouts = project.root().join("layouts");
    let _lock = Lock::take(&layouts, lock::Kind::Passing, "layout press")?;
    if target.symlink_metadata().is_ok() {
        return refuse("press-exists");
    }
    let from = publication.value.press.clone();
    let profile = project.read_own(&project.press(&from))?;
    if let Some(icc) = icc(project, &project.press(&from))
        && project.is_carried(&icc)
    {
        write_whole(&icc, &project.read_own(&icc)?)?;
    }
    write_whole(&target, &profile)?;
    Ok(NewLayout { from, folder: project.show(&target) })
}

/// Copies a layout, with what it takes from its base, into a temporary folder beside the target, then
/// renames it: the copy has every file itself.
fn copy_whole(project: &Project, from: &str, target: &Path) -> Result<(), Failure> {
    let machine = |reason| Failure::machine(target, reason);
    let beside = target.parent().unwrap_or(Path::new("."));
    let folder = temporary_folder(beside).map_err(machine)?;
    let copy = folder.path().join("layout");
    for (inner, path) in project.layout_paths(from) {
        if form::is_form(&inner) {
            write_whole(&copy.join(inner), form::alone(Form::of(project, from)).as_bytes())?;
        } else {
            write_whole(&copy.join(inner), &project.read_own(&path)?)?;
        }
    }
    std::fs::rename(&copy, target).map_err(machine)?;
    sync_folder(beside)
}

/// The path of the ICC profile that a press profile names.
pub fn icc(project: &Project, press: &Path) -> Option<PathBuf> {
    #[derive(Deserialize)]
    struct Named {
        icc: String,
    }
    let profile = project.read_own(press).ok()?;
    let Named { icc } = serde_yaml::from_slice(&profile).ok()?;
    let folder = press.parent()?;
    project.sources().resolve(folder, &icc).ok()?;
    Some(folder.join(icc))
}
