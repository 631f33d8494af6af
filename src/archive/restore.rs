//! Restoring: from a bag back to a project that can be worked with.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::bag::Bag;
use super::stated::Stated;
use super::{OUTPUTS, SOURCES};
use crate::diagnostic::{Failure, Finding};
use crate::fs::{above, temporary_folder};

/// Restores the project in a bag that has been verified: the sources where they were, the outputs
/// under `out/`. `to` must not exist yet, or be empty; it appears whole or not at all.
///
/// # Errors
/// The finding `restore-occupied`; those of [`above`]; [`Failure::Machine`].
pub fn restore(bag: &Bag, stated: &Stated, to: &Path) -> Result<(), Failure> {
    let to = std::path::absolute(to).map_err(|reason| Failure::machine(to, reason))?;
    let machine = |reason| Failure::machine(&to, reason);
    let empty = |path: &Path| path.read_dir().is_ok_and(|mut own| own.next().is_none());
    if to.symlink_metadata().is_ok() && !(to.is_dir() && !to.is_symlink() && empty(&to)) {
        let shown = to.display().to_string();
        let finding = Finding::stop("restore-occupied").with("folder", shown);
        return Err(Failure::Call(Box::new(finding)));
    }
    above(&to)?;
    let beside = to.parent().unwrap_or(Path::new("/"));
    let made = temporary_folder(beside).map_err(machine)?;
    let outputs = format!("out/{}/", stated.issue);
    let wanted = |path: &str| match path.strip_prefix(SOURCES) {
        Some(source) => Some(source.to_owned()),
        None => path.strip_prefix(OUTPUTS).map(|output| format!("{outputs}{output}")),
    };
    extract(bag, made.path(), &wanted)?;
    open_to_all(made.path()).map_err(machine)?;
    if to.is_dir() {
        fs::remove_dir(&to).map_err(machine)?;
    }
    fs::rename(made.keep(), &to).map_err(machine)
}

/// A temporary folder of the system, removed when it is dropped.
///
/// # Errors
/// [`Failure::Machine`].
pub fn temporary() -> Result<TempDir, Failure> {
    let folder = std::env::temp_dir();
    temporary_folder(&folder).map_err(|reason| Failure::machine(folder, reason))
}

/// Writes files of a bag below a folder: those for which `wanted` gives a path there. Names in a bag
/// are plain, which [`Bag::open`] has made sure of.
///
/// # Errors
/// Those of [`Bag::stream`]; [`Failure::Machine`].
pub fn extract(
    bag: &Bag,
    folder: &Path,
    wanted: &dyn Fn(&str) -> Option<String>,
) -> Result<(), Failure> {
    for path in bag.files().keys() {
        let Some(inner) = wanted(path) else { continue };
        let to: PathBuf = folder.join(inner);
        let machine = |reason| Failure::machine(&to, reason);
        if let Some(above) = to.parent() {
            fs::create_dir_all(above).map_err(machine)?;
        }
        let mut file = BufWriter::new(File::create_new(&to).map_err(machine)?);
        let mut written = Ok(());
        bag.stream(path, &mut |piece| {
            if written.is_ok() {
                written = file.write_all(piece);
            }
        })?;
        written.and_then(|()| file.flush()).map_err(machine)?;
    }
    Ok(())
}

/// Temporary folders are private; a project is as readable as its files.
#[cfg(unix)]
fn open_to_all(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let inner = folder.join("issues");
    let mode = fs::metadata(inner)?.permissions().mode();
    fs::set_permissions(folder, fs::Permissions::from_mode(mode))
}

/// Other systems have no modes.
#[cfg(not(unix))]
fn open_to_all(_: &Path) -> std::io::Result<()> {
    Ok(())
}
