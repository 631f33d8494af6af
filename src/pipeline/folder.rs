//! A folder that is written for use elsewhere: completely, or not at all, and only where nothing is yet.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Failure, Finding};
use crate::fs::{temporary_folder, write_whole};

/// The absolute path of a folder that is to be written.
///
/// # Errors
/// A fault of the call if there is something in it.
pub(super) fn unused(folder: &Path) -> Result<PathBuf, Failure> {
    let folder = std::path::absolute(folder).map_err(|reason| Failure::machine(folder, reason))?;
    let taken = folder.read_dir().map(|mut entries| entries.next().is_some());
    if taken.unwrap_or_else(|reason| reason.kind() != io::ErrorKind::NotFound) {
        let finding = Finding::stop("export-folder").with("folder", folder.display());
        return Err(Failure::Call(Box::new(finding)));
    }
    Ok(folder)
}

/// Writes files into a folder of [`unused`], by their paths within it.
///
/// # Errors
/// [`Failure::Machine`]; nothing is left of the folder then.
pub(super) fn write<B: AsRef<[u8]>>(
    folder: &Path,
    files: impl IntoIterator<Item = (String, B)>,
) -> Result<(), Failure> {
    let machine = |reason| Failure::machine(folder, reason);
    let beside = folder.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(beside).map_err(machine)?;
    let made = temporary_folder(beside).map_err(machine)?;
    for (path, bytes) in files {
        write_whole(&made.path().join(path), bytes.as_ref())?;
    }
    let _ = std::fs::remove_dir(folder);
    std::fs::rename(made.keep(), folder).map_err(machine)
}
