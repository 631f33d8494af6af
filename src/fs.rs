//! Files: reading under limits, staying inside a folder, writing whole.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::NamedTempFile;

use crate::diagnostic::Failure;

/// Why a path from a manuscript is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is absolute, climbs with `..`, or a symbolic link leads out of the folder.
    Outside,
    /// It has characters other than ASCII letters, digits, `-`, `_`, `.` and `/`.
    Name,
    /// There is no such file.
    Missing,
}

/// Finds the file that a relative path from a manuscript names inside a folder.
///
/// # Errors
/// A [`Refusal`] that says why the path is not followed.
pub fn resolve_inside(folder: &Path, relative: &str) -> Result<PathBuf, Refusal> {
    let path = Path::new(relative);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    if relative.is_empty() || !plain || relative.contains('\\') || relative.contains(':') {
        return Err(Refusal::Outside);
    }
    if !relative.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c)) {
        return Err(Refusal::Name);
    }
    let root = folder.canonicalize().map_err(|_| Refusal::Missing)?;
    let file = root.join(path).canonicalize().map_err(|_| Refusal::Missing)?;
    if !file.starts_with(&root) {
        return Err(Refusal::Outside);
    }
    if file.is_file() { Ok(file) } else { Err(Refusal::Missing) }
}

/// Reads a file of at most `limit` bytes; a larger one gives nothing.
///
/// # Errors
/// What the system says when the file cannot be read.
pub fn read_limited(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// Reads a whole file of the program's own (layouts, profiles, fonts).
///
/// # Errors
/// [`Failure::Machine`] when the system refuses.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|reason| Failure::machine(path, reason))
}

/// Writes a file whole: into a temporary file beside it, flushed to disk, then renamed. A file that
/// is there keeps its mode, and its owner and group where the system allows; a new one has the mode
/// that the umask leaves to files.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses; the old file is then untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_like(path, path, bytes)
}

/// Writes a file whole, as [`write_whole`] does, that takes the place of a file elsewhere: a new one
/// has the mode of `model`, if that is there.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses; the old file is then untouched.
pub fn write_like(path: &Path, model: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let data = |path: &Path| fs::metadata(path).ok().filter(fs::Metadata::is_file);
    write_as(path, &[bytes], data(path).or_else(|| data(model)).map_or(Access::Usual, Access::Of))
}

/// Writes a file whole that its owner alone can read, whatever was there before.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses; the old file is then untouched.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_private_parts(path, &[bytes])
}

/// Writes a file whole, from parts that follow each other, that its owner alone can read.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses; the old file is then untouched.
pub fn write_private_parts(path: &Path, parts: &[&[u8]]) -> Result<(), Failure> {
    write_as(path, parts, Access::Private)
}

/// Who can read and write a file.
enum Access {
    /// Whom the umask allows.
    Usual,
    /// Its owner alone.
    Private,
    /// Whoever could read and write this one.
    Of(fs::Metadata),
}

fn write_as(path: &Path, parts: &[&[u8]], access: Access) -> Result<(), Failure> {
    let attempt = || -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = match access {
            Access::Usual => temporary(folder)?,
            // Temporary files are private from the beginning.
            Access::Private | Access::Of(_) => named().tempfile_in(folder)?,
        };
        for part in parts {
            file.write_all(part)?;
        }
        if let Access::Of(model) = &access {
            adopt(file.as_file(), model)?;
        }
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    attempt().map_err(|reason| Failure::machine(path, reason))
}

/// Makes a temporary file in a folder, with the mode that the umask leaves to files.
///
/// # Errors
/// What the system says.
pub fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = named();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn named() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".neikan-");
    builder
}

/// Deletes a file.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses; a file that is not there is no failure.
pub fn remove(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => {
            Err(Failure::machine(path, reason))
        }
        _ => Ok(()),
    }
}

/// Flushes a folder to disk, so that the files named in it are found after a crash.
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

/// Gives a file owner, group and mode of another. The system lets few give a file away: where the
/// group cannot be kept, another group is allowed no more than everybody.
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
    // Where a file system knows no modes, all files have the same.
    if own.mode() & 0o777 == mode {
        return Ok(());
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn adopt(_: &fs::File, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// A path relative to a folder, with forward slashes, for messages and manifests.
pub fn display_path(root: &Path, path: &Path) -> String {
    let Ok(relative) = path.strip_prefix(root) else {
        return path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    };
    let parts: Vec<_> = relative.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_only_paths_inside_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("issue");
        fs::create_dir_all(root.join("images")).unwrap();
        fs::write(root.join("images/a.jpg"), b"x").unwrap();
        fs::write(folder.path().join("secret"), b"x").unwrap();
        assert!(resolve_inside(&root, "images/a.jpg").is_ok());
        for (path, refusal) in [
            ("../secret", Refusal::Outside),
            ("/etc/passwd", Refusal::Outside),
            ("images/../../secret", Refusal::Outside),
            ("images\\a.jpg", Refusal::Outside),
            ("C:/a.jpg", Refusal::Outside),
            ("", Refusal::Outside),
            ("images/a b.jpg", Refusal::Name),
            ("images/荔枝.jpg", Refusal::Name),
            ("images/b.jpg", Refusal::Missing),
            ("images", Refusal::Missing),
        ] {
            assert_eq!(resolve_inside(&root, path), Err(refusal), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn does_not_follow_a_link_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("issue");
        fs::create_dir_all(&root).unwrap();
        fs::write(folder.path().join("secret"), b"x").unwrap();
        std::os::unix::fs::symlink("../secret", root.join("a.jpg")).unwrap();
        assert_eq!(resolve_inside(&root, "a.jpg"), Err(Refusal::Outside));
    }

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
            // A file that is there is itself the model.
            set("moved", 0o620);
            write_like(&path("moved"), &path("old"), b"two").unwrap();
            assert_eq!(mode("moved"), 0o620, "{wanted:o}");
            write_private(&path("old"), b"three").unwrap();
            assert_eq!(mode("old"), 0o600, "{wanted:o}");
            for name in ["old", "moved"] {
                fs::remove_file(path(name)).unwrap();
            }
        }
        // A link is replaced, and who could read what it led to can read what it is now.
        fs::write(path("there"), b"one").unwrap();
        set("there", 0o640);
        std::os::unix::fs::symlink("there", path("link")).unwrap();
        write_whole(&path("link"), b"two").unwrap();
        assert_eq!((mode("link"), fs::read(path("there")).unwrap()), (0o640, b"one".to_vec()));
        assert!(!path("link").is_symlink());
    }

    #[test]
    fn refuses_files_over_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, b"12345").unwrap();
        assert_eq!(read_limited(&path, 5).unwrap().unwrap().len(), 5);
        assert!(read_limited(&path, 4).unwrap().is_none());
    }
}
