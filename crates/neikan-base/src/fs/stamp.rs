//! Stamps: what the system says of a file without opening it, so that files need not be read again to
//! know that they are what they were.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// How long a file must have been left alone for its stamp to stand for its bytes: clocks of disks
/// count in steps of up to two seconds.
const SETTLED: Duration = Duration::from_secs(2);

/// Size, times and number of a file. Two equal stamps mean the same bytes, if the file was settled
/// when the first was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Size, bytes.
    pub size: u64,
    /// When its bytes were last written, ns since 1970.
    pub modified: u64,
    /// When anything about it was last changed, ns since 1970; 0 where the system does not say.
    pub changed: u64,
    /// Its number on the disk; 0 where the system has none.
    pub node: u64,
}

impl Stamp {
    /// The stamp of a plain file, or of the one that a link leads to.
    pub fn of(path: &Path) -> Option<Self> {
        let data = fs::metadata(path).ok().filter(Metadata::is_file)?;
        let modified = data.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let (changed, node) = inner(&data);
        Some(Self { size: data.len(), modified: whole(modified), changed, node })
    }

    /// The stamp as a text that no other stamp has.
    pub fn text(&self) -> String {
        format!("{} {} {} {}", self.size, self.modified, self.changed, self.node)
    }

    /// Whether the file has been left alone long enough for the stamp to stand for its bytes.
    pub fn is_settled(&self) -> bool {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let last = Duration::from_nanos(self.modified.max(self.changed));
        now.checked_sub(last).is_some_and(|age| age > SETTLED)
    }
}

fn whole(since: Duration) -> u64 {
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(unix)]
fn inner(data: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(data.ctime()).unwrap_or_default();
    let rest = u64::try_from(data.ctime_nsec()).unwrap_or_default();
    (seconds.saturating_mul(1_000_000_000).saturating_add(rest), data.ino())
}

#[cfg(not(unix))]
fn inner(_: &Metadata) -> (u64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_written_anew_has_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "one").unwrap();
        let first = Stamp::of(&path).unwrap();
        assert_eq!(Stamp::of(&path), Some(first));
        assert!(!first.is_settled(), "it was only just written");
        fs::write(folder.path().join("b"), "two").unwrap();
        fs::rename(folder.path().join("b"), &path).unwrap();
        assert_ne!(Stamp::of(&path), Some(first));
        assert_eq!(Stamp::of(folder.path()), None);
    }
}
