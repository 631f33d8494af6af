//! Reading under limits, and staying inside a folder.

use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::diagnostic::Failure;
use crate::hash::hex;

/// How much of a file is read at once, bytes.
const PIECE: usize = 256 << 10;

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

/// Reads a file of at most `limit` bytes; `None` if it is larger.
///
/// # Errors
/// What the system says when the file cannot be read.
pub fn read_limited(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let file = opened(path)?;
    let data = file.metadata()?;
    // One byte more than there should be, so that nothing is copied to find the end.
    let size = usize::try_from(data.len().min(limit) + 1).unwrap_or_default();
    let mut bytes = Vec::with_capacity(if data.is_file() { size } else { 0 });
    file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// The SHA-256, in hexadecimal, of a file of at most `limit` bytes, of which never more than a piece is in
/// memory; `None` if it is larger.
///
/// # Errors
/// As [`read_limited`].
pub fn sum_limited(path: &Path, limit: u64) -> io::Result<Option<String>> {
    let (mut hash, mut length) = (Sha256::new(), 0);
    pieces(&mut opened(path)?.take(limit + 1), &mut |piece| {
        hash.update(piece);
        length += piece.len() as u64;
    })?;
    Ok((length <= limit).then(|| hex(&hash.finalize())))
}

/// Reads to the end, each piece handed to `take`.
///
/// # Errors
/// What the system says when it cannot be read.
pub fn pieces(from: &mut dyn Read, take: &mut dyn FnMut(&[u8])) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(count) => take(&piece[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Opens a file that ends.
fn opened(path: &Path) -> io::Result<fs::File> {
    let data = fs::metadata(path)?;
    if !data.is_file() && !data.is_dir() {
        // A pipe or a device may never end.
        return Err(io::ErrorKind::InvalidInput.into());
    }
    fs::File::open(path)
}

/// Reads a whole file of the program's own (layouts, profiles, fonts).
///
/// # Errors
/// [`Failure::Machine`] when the system refuses.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|reason| Failure::machine(path, reason))
}

/// Whether only its owner can read a file, where the system knows of such a thing.
pub fn is_private(data: &Metadata) -> bool {
    #[cfg(unix)]
    let private = std::os::unix::fs::PermissionsExt::mode(&data.permissions()) & 0o077 == 0;
    #[cfg(not(unix))]
    let private = true;
    data.is_file() && private
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
    use crate::hash::sha256;

    #[test]
    fn the_sum_of_a_file_is_that_of_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let bytes = vec![7; 2 * PIECE + 9];
        fs::write(&path, &bytes).unwrap();
        assert_eq!(sum_limited(&path, bytes.len() as u64).unwrap(), Some(sha256(&bytes)));
        assert_eq!(sum_limited(&path, bytes.len() as u64 - 1).unwrap(), None);
        assert!(sum_limited(&folder.path().join("b"), 9).is_err());
    }

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
    fn refuses_files_over_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, b"12345").unwrap();
        assert_eq!(read_limited(&path, 5).unwrap().unwrap().len(), 5);
        assert!(read_limited(&path, 4).unwrap().is_none());
    }
}
