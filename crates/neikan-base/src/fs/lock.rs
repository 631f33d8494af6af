//! Locks: one process at a time writes into a folder.
//!
//! The lock is the system's (`flock` on Unix), on a file in that folder: it ends with the process
//! that holds it, however that ends, so no dead process keeps anybody out. The file says in a few
//! lines who holds it, for those who are kept out. Whoever takes a lock first ends what a dead
//! process had begun in the folder: a [`super::set`] is finished, leftovers are swept away.
//!
//! Where a disk has no locks nobody writes: two at once could lose what one of them wrote.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::LOCK as NAME;
use super::journal;
use super::leftovers::sweep;
use crate::diagnostic::{Failure, Finding};

/// How long a lock is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait before it is tried again.
const PAUSE: Duration = Duration::from_millis(20);
/// The most that is read of the file, bytes.
const LIMIT: u64 = 4096;

/// What becomes of the file of a lock, and who can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It stays: the lock of the sources.
    Lasting,
    /// It goes when the lock is released: a folder of outputs holds nothing but outputs.
    Passing,
    /// It goes, and only its owner can read it.
    Private,
}

/// A lock that is held until this is dropped.
#[derive(Debug)]
pub struct Lock {
    folder: PathBuf,
    file: File,
    kind: Kind,
    finished: bool,
}

impl Lock {
    /// Takes the lock of a folder, which is made if it is not there, and waits some seconds for
    /// it. `command` is what those are told who are kept out.
    ///
    /// # Errors
    /// The finding `lock-held` when another process keeps it; [`Failure::Machine`] when there can
    /// be no lock, or when what a dead process had begun cannot be ended.
    pub fn take(folder: &Path, kind: Kind, command: &str) -> Result<Self, Failure> {
        let path = folder.join(NAME);
        let machine = |reason| Failure::machine(&path, reason);
        std::fs::create_dir_all(folder).map_err(|reason| Failure::machine(folder, reason))?;
        let mut file = patiently(&path, kind).map_err(machine)?;
        let file = file.take().ok_or_else(|| held(folder, &path))?;
        sign(&file, command);
        let mut lock = Self { folder: folder.to_owned(), file, kind, finished: false };
        lock.finished = journal::finish(folder)?;
        sweep(folder);
        Ok(lock)
    }

    /// Takes the lock of a folder that is only read, so that it is not read while it changes.
    /// Gives nothing for a folder that is not there, or that cannot be written and is whole.
    ///
    /// # Errors
    /// As [`Lock::take`].
    pub fn for_reading(folder: &Path, kind: Kind, command: &str) -> Result<Option<Self>, Failure> {
        if !folder.is_dir() {
            return Ok(None);
        }
        match Self::take(folder, kind, command) {
            Err(Failure::Machine { .. }) if !journal::is_begun(folder) => Ok(None),
            taken => taken.map(Some),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether only the owner can read what is written under this lock.
    pub(super) fn is_private(&self) -> bool {
        self.kind == Kind::Private
    }

    /// Whether a dead process had begun to change files here, which are now as it wanted them.
    pub fn finished(&self) -> bool {
        self.finished
    }
}

/// Takes the lock of a file that stays, for its owner alone, for as long as what is given is kept;
/// `of` is what the lock is for. It is waited for as [`Lock::take`] does.
///
/// # Errors
/// The finding `lock-held` when another process keeps it; [`Failure::Machine`].
pub fn keep(path: &Path, of: &Path, command: &str) -> Result<File, Failure> {
    let file = patiently(path, Kind::Private).map_err(|reason| Failure::machine(path, reason))?;
    let file = file.ok_or_else(|| held(of, path))?;
    sign(&file, command);
    Ok(file)
}

/// Tries to take a lock for some seconds; nothing when another process keeps it.
fn patiently(path: &Path, kind: Kind) -> io::Result<Option<File>> {
    let begun = Instant::now();
    loop {
        let file = attempt(path, kind)?;
        if file.is_some() || begun.elapsed() > PATIENCE {
            return Ok(file);
        }
        std::thread::sleep(PAUSE);
    }
}

/// Says who holds a lock. A full disk keeps nobody from holding it.
fn sign(mut file: &File, command: &str) {
    let text = format!("command: {command}\nprocess: {}\nsince: {}\n", std::process::id(), now());
    let _ = file.set_len(0).and_then(|()| file.write_all(text.as_bytes()));
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) && self.kind != Kind::Lasting {
            // Whoever waits for it sees that it is gone and begins anew: see `is_at`.
            let _ = std::fs::remove_file(self.folder.join(NAME));
        } else {
            let _ = self.file.set_len(0);
        }
    }
}

/// Seconds since 1970. No edition sees them.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Tries to take a lock; nothing when another process has it.
fn attempt(path: &Path, kind: Kind) -> io::Result<Option<File>> {
    let file = open(path, kind)?;
    match file.try_lock() {
        // Its holder may have removed it since it was opened.
        Ok(()) => Ok(is_at(&file, path).then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(reason)) => Err(io::Error::new(ErrorKind::Unsupported, reason)),
    }
}

/// Opens the file of a lock. One that somebody else made may only be read: that is enough to lock
/// it.
fn open(path: &Path, kind: Kind) -> io::Result<File> {
    if path.symlink_metadata().is_ok_and(|data| !data.is_file()) {
        return Err(io::Error::new(ErrorKind::AlreadyExists, "not a plain file"));
    }
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    if kind == Kind::Private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = kind;
    match options.open(path) {
        Err(reason) if reason.kind() == ErrorKind::PermissionDenied && path.exists() => {
            File::open(path)
        }
        opened => opened,
    }
}

/// Whether a file that is open is still the one at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let both = file.metadata().and_then(|own| Ok((own, path.metadata()?)));
    both.is_ok_and(|(own, there)| (own.dev(), own.ino()) == (there.dev(), there.ino()))
}

/// Other systems keep the files of locks.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

/// Says who holds a lock.
fn held(folder: &Path, path: &Path) -> Finding {
    let mut text = String::new();
    // Where a locked file cannot be read, nobody is named.
    let _ = File::open(path).and_then(|file| file.take(LIMIT).read_to_string(&mut text));
    let value = |key: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(own, _)| *own == key).map(|(_, value)| value.to_owned())
    };
    let since = value("since").and_then(|since| since.parse::<u64>().ok());
    let seconds = now().saturating_sub(since.unwrap_or_else(now));
    Finding::stop("lock-held")
        .with("folder", folder.display())
        .with("command", value("command").unwrap_or_else(|| "unknown".to_owned()))
        .with("process", value("process").unwrap_or_default())
        .with("seconds", seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_the_others_are_told_who() {
        let folder = tempfile::tempdir().unwrap();
        let take = |kind| Lock::take(folder.path(), kind, "gather");
        let first = take(Kind::Lasting).unwrap();
        let Err(Failure::Stopped(findings)) = take(Kind::Lasting) else { panic!("taken twice") };
        let told = findings.iter().next().unwrap();
        assert_eq!((told.rule, told.args["command"].as_str()), ("lock-held", "gather"));
        assert_eq!(told.args["process"], std::process::id().to_string());
        drop(first);
        assert_eq!(std::fs::read(folder.path().join(NAME)).unwrap(), b"");
        drop(take(Kind::Passing).unwrap());
        assert!(!cfg!(unix) || !folder.path().join(NAME).exists());
    }

    #[test]
    fn many_who_come_and_go_are_never_two() {
        let folder = tempfile::tempdir().unwrap();
        let inside = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        let lock = Lock::take(folder.path(), Kind::Passing, "build").unwrap();
                        assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                        std::thread::sleep(Duration::from_millis(2));
                        inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("precious"), b"x").unwrap();
        std::os::unix::fs::symlink("precious", folder.path().join(NAME)).unwrap();
        let taken = Lock::take(folder.path(), Kind::Lasting, "new");
        assert!(matches!(taken, Err(Failure::Machine { .. })));
        assert_eq!(std::fs::read(folder.path().join("precious")).unwrap(), b"x");
    }
}
