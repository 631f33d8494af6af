//! Writing whole: next to the destination, flushed, then renamed.
//!
//! While a file is being made it has a name of its own, and its maker holds a lock on it, which the
//! system releases when the process ends, however it ends. This is how [`super::leftovers`] can
//! tell a file in the making from one that a dead process left.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::PREFIX;
use crate::diagnostic::{Failure, Finding};

/// Writes a file whole: into a temporary file next to it, flushed to disk, then renamed. An
/// existing file keeps its mode, and its owner and group where the system allows; a new one gets
/// the mode that the umask leaves.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses; the old file is then untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_like(path, path, bytes)
}

/// Writes a file whole, as [`write_whole`] does, to replace a file elsewhere: a new one gets the
/// mode of `model`, if that exists.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses; the old file is then untouched.
pub fn write_like(path: &Path, model: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let model = if path.is_file() { path } else { model };
    write_as(path, &[bytes], Access::like(model))
}

/// Writes a file whole, readable by its owner alone, whatever was there before.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses; the old file is then untouched.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_private_parts(path, &[bytes])
}

/// Writes a file whole, from consecutive parts, readable by its owner alone.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses; the old file is then untouched.
pub fn write_private_parts(path: &Path, parts: &[&[u8]]) -> Result<(), Failure> {
    write_as(path, parts, Access::Private)
}

/// Writes a file whole, from consecutive parts, readable by its owner alone, without waiting for the
/// disk: for what can be made again, and is checked when it is read.
///
/// # Errors
/// What the system reports; the old file is then untouched.
pub fn write_passing(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let mut file = private_temporary(folder_of(path))?;
    parts.iter().try_for_each(|part| file.write_all(part))?;
    file.persist(path)?;
    Ok(())
}

/// Who can read and write a file.
pub(super) enum Access {
    /// Those whom the umask allows.
    Usual,
    /// Its owner alone.
    Private,
    /// Those who could read and write this one.
    Of(fs::Metadata),
}

impl Access {
    /// As for the file at a path; the usual access if there is none.
    pub(super) fn like(path: &Path) -> Self {
        let data = fs::metadata(path).ok().filter(fs::Metadata::is_file);
        data.map_or(Self::Usual, Self::Of)
    }

    /// Gives a new file, which has the usual access, this one.
    pub(super) fn give(&self, file: &fs::File) -> io::Result<()> {
        match self {
            Self::Of(model) => adopt(file, model),
            Self::Usual | Self::Private => Ok(()),
        }
    }
}

fn write_as(path: &Path, parts: &[&[u8]], access: Access) -> Result<(), Failure> {
    let staged = stage(path, parts, access);
    let placed = staged.and_then(|file| file.persist(path).map_err(|error| error.error));
    placed.map_err(|reason| Failure::machine(path, reason))?;
    sync_folder(folder_of(path))
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a file next to its destination under a name of its own, and flushes it to disk.
///
/// # Errors
/// What the system reports; nothing is then left behind.
pub(super) fn stage(path: &Path, parts: &[&[u8]], access: Access) -> io::Result<NamedTempFile> {
    attempt(path, parts, access).map_err(without_path)
}

/// What the system reports, without the temporary name of the file.
fn without_path(reason: io::Error) -> io::Error {
    let inner = reason.get_ref().and_then(|inner| inner.source());
    let code = inner.and_then(|inner| inner.downcast_ref::<io::Error>()?.raw_os_error());
    code.map_or(reason, io::Error::from_raw_os_error)
}

fn attempt(path: &Path, parts: &[&[u8]], access: Access) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    fs::create_dir_all(folder)?;
    let mut file = match access {
        Access::Usual => temporary(folder)?,
        Access::Private | Access::Of(_) => private_temporary(folder)?,
    };
    for part in parts {
        file.write_all(part)?;
    }
    access.give(file.as_file())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Creates a temporary file in a folder, with the mode that the umask leaves.
///
/// # Errors
/// What the system reports.
pub fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = named();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    held(&mut builder, folder)
}

/// Creates a temporary file in a folder, readable by its owner alone.
///
/// # Errors
/// What the system reports.
pub fn private_temporary(folder: &Path) -> io::Result<NamedTempFile> {
    // Temporary files are private from the start.
    held(&mut named(), folder)
}

/// Creates a temporary folder in a folder; it is removed with its guard.
///
/// # Errors
/// What the system reports.
pub fn temporary_folder(folder: &Path) -> io::Result<tempfile::TempDir> {
    named().tempdir_in(folder)
}

/// Creates a temporary file that is locked while it is open. On a disk without locks it is only
/// created: nothing can be swept there either.
fn held(builder: &mut Builder<'_, '_>, folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let file = builder.tempfile_in(folder)?;
        // A sweep may have happened in between: then the file is gone, or will be.
        let swept = matches!(file.as_file().try_lock(), Err(fs::TryLockError::WouldBlock));
        if !swept && file.path().exists() {
            return Ok(file);
        }
    }
}

fn named() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX);
    builder
}

/// Makes a folder, if it is not there, in one that is.
///
/// # Errors
/// Those of [`above`]; [`Failure::Machine`] when the system refuses.
pub fn make_folder(path: &Path) -> Result<(), Failure> {
    above(path)?;
    match fs::create_dir(path) {
        Err(_) if path.is_dir() => Ok(()),
        made => made.map_err(|reason| Failure::machine(path, reason)),
    }
}

/// Checks that a folder which is to be made is in one that is there: a path that leads nowhere is mostly a
/// mistake, or that of a share which is not mounted.
///
/// # Errors
/// The finding `folder-above` for a call; [`Failure::Machine`].
pub fn above(path: &Path) -> Result<(), Failure> {
    let whole = std::path::absolute(path).map_err(|reason| Failure::machine(path, reason))?;
    match whole.parent().filter(|above| !above.is_dir()) {
        None => Ok(()),
        Some(above) => {
            let finding = Finding::stop("folder-above").with("folder", path.display());
            Err(Failure::Call(Box::new(finding.with("above", above.display()))))
        }
    }
}

/// Deletes a file.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses; a missing file is not an error.
pub fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => {
            Err(Failure::machine(path, reason))
        }
        _ => Ok(()),
    }
}

/// Flushes a folder to disk, so that the names of its files survive a crash.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses.
#[cfg(unix)]
pub fn sync_folder(path: &Path) -> Result<(), Failure> {
    let flushed = fs::File::open(path).and_then(|folder| folder.sync_all());
    flushed.map_err(|reason| Failure::machine(path, reason))
}

/// Other systems flush folders themselves.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Gives a file the owner, group and mode of another. Few users may give a file away: where the
/// group cannot be kept, the new group is allowed no more than everybody.
#[cfg(unix)]
fn adopt(file: &fs::File, model: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let own = file.metadata()?;
    let mut mode = model.mode() & 0o777;
    if own.uid() != model.uid() {
        let _ = fchown(file, Some(model.uid()), None);
    }
    if own.gid() != model.gid() && fchown(file, None, Some(model.gid())).is_err() {
        mode = (mode & 0o707) | (mode & 0o070 & ((mode & 0o007) << 3));
    }
    // On a file system without modes, all files have the same.
    if own.mode() & 0o777 == mode {
        return Ok(());
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn adopt(_: &fs::File, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.txt");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_written_anew_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let set = |name: &str, mode| {
            fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).unwrap();
        };
        let mode = |name: &str| fs::metadata(path(name)).unwrap().permissions().mode() & 0o7777;
        for wanted in [0o600, 0o640, 0o644, 0o664, 0o666, 0o400, 0o755] {
            fs::write(path("old"), b"one").unwrap();
            set("old", wanted);
            write_whole(&path("old"), b"two").unwrap();
            assert_eq!(mode("old"), wanted, "{wanted:o}");
            write_like(&path("moved"), &path("old"), b"two").unwrap();
            assert_eq!(mode("moved"), wanted, "{wanted:o}");
            // An existing file is its own model.
            set("moved", 0o620);
            write_like(&path("moved"), &path("old"), b"two").unwrap();
            assert_eq!(mode("moved"), 0o620, "{wanted:o}");
            write_private(&path("old"), b"three").unwrap();
            assert_eq!(mode("old"), 0o600, "{wanted:o}");
            for name in ["old", "moved"] {
                fs::remove_file(path(name)).unwrap();
            }
        }
        // A link is replaced, and those who could read its target can read the new file.
        fs::write(path("there"), b"one").unwrap();
        set("there", 0o640);
        std::os::unix::fs::symlink("there", path("link")).unwrap();
        write_whole(&path("link"), b"two").unwrap();
        assert_eq!((mode("link"), fs::read(path("there")).unwrap()), (0o640, b"one".to_vec()));
        assert!(!path("link").is_symlink());
    }
}
