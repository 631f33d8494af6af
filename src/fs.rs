//! Files: reading under limits, staying inside a folder, writing whole.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

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

/// Writes a file whole: into a temporary file beside it, flushed to disk, then renamed.
///
/// # Errors
/// [`Failure::Machine`] when the system refuses; the old file is then untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_as(path, &[bytes], set_readable)
}

/// Writes a file whole that its owner alone can read.
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
    // Temporary files are private from the beginning.
    write_as(path, parts, |_| Ok(()))
}

fn write_as(
    path: &Path,
    parts: &[&[u8]],
    permit: impl Fn(&fs::File) -> io::Result<()>,
) -> Result<(), Failure> {
    let attempt = || -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(".neikan-").tempfile_in(folder)?;
        for part in parts {
            file.write_all(part)?;
        }
        file.as_file().sync_all()?;
        permit(file.as_file())?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    attempt().map_err(|reason| Failure::machine(path, reason))
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

/// Gives a new file the permissions a file usually has; temporary files are private.
#[cfg(unix)]
fn set_readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_readable(_: &fs::File) -> io::Result<()> {
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

    #[test]
    fn refuses_files_over_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, b"12345").unwrap();
        assert_eq!(read_limited(&path, 5).unwrap().unwrap().len(), 5);
        assert!(read_limited(&path, 4).unwrap().is_none());
    }
}
