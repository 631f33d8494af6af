//! Locks: only one process at a time writes into a folder.
//!
//! The lock is the system's (`flock` on Unix), on a file in that folder. It ends with the process
//! that holds it, however that ends, so a dead process never locks anybody out. The file says in a
//! few lines who holds the lock, for those who must wait. Whoever takes a lock first completes what
//! a dead process had begun in the folder: a [`super::set`] is finished, leftovers are swept away.
//!
//! On a disk without locks nothing is written: of two processes at once, one could lose its work.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::LOCK as NAME;
use super::journal;
use super::leftovers::sweep;
use crate::diagnostic::{Failure, Finding};

/// How long to wait for a lock.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait between attempts.
const PAUSE: Duration = Duration::from_millis(20);
/// The most that is read of the lock file, bytes.
const LIMIT: u64 = 4096;

/// What becomes of a lock file, and who can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It stays: for the lock of the sources.
    Lasting,
    /// It is removed when the lock is released: a folder of outputs holds nothing but outputs.
    Passing,
    /// It is removed, and only its owner can read it.
    Private,
}

/// A lock, held until this is dropped.
#[derive(Debug)]
pub struct Lock {
    folder: PathBuf,
    file: File,
    kind: Kind,
    finished: bool,
}

impl Lock {
    /// Takes the lock of a folder, which is created if missing, and waits some seconds for it.
    /// `command` is shown to whoever is kept out.
    ///
    /// # Errors
    /// The finding `lock-held` if another process holds it; [`Failure::Machine`] if no lock is
    /// possible, or if what a dead process had begun cannot be completed.
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

    /// Takes the lock of a folder that is only read, so that it does not change meanwhile. Returns
    /// `None` if the folder does not exist, or if it cannot be written and is whole.
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

    /// Whether a change that a dead process had begun here has just been completed.
    pub fn finished(&self) -> bool {
        self.finished
    }
}

/// Takes the lock of a file that stays, readable by its owner alone, for as long as the returned
/// file is kept; `of` is what the lock is for. Waits for it as [`Lock::take`] does.
///
/// # Errors
/// The finding `lock-held` if another process holds it; [`Failure::Machine`].
pub fn keep(path: &Path, of: &Path, command: &str) -> Result<File, Failure> {
    let file = patiently(path, Kind::Private).map_err(|reason| Failure::machine(path, reason))?;
    let file = file.ok_or_else(|| held(of, path))?;
    sign(&file, command);
    Ok(file)
}

/// Tries for some seconds to take a lock; `None` if another process holds it.
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

/// Records who holds a lock. A full disk does not prevent holding it.
fn sign(mut file: &File, command: &str) {
    let text = format!("command: {command}\nprocess: {}\nsince: {}\n", std::process::id(), now());
    let _ = file.set_len(0).and_then(|()| file.write_all(text.as_bytes()));
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) && self.kind != Kind::Lasting {
            // Whoever waits for it sees that it is gone and starts anew: see `is_at`.
            let _ = std::fs::remove_file(self.folder.join(NAME));
        } else {
            let _ = self.file.set_len(0);
        }
    }
}

/// Seconds since 1970. They reach no edition.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// Tries to take a lock once; `None` if another process has it.
fn attempt(path: &Path, kind: Kind) -> io::Result<Option<File>> {
    let file = open(path, kind)?;
    match file.try_lock() {
        // Its holder may have removed it after it was opened.
        Ok(()) => Ok(is_at(&file, path).then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(reason)) => Err(io::Error::new(ErrorKind::Unsupported, reason)),
    }
}

/// Opens a lock file. One that somebody else created can only be read, which is enough to lock it.
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

/// Whether an open file is still the one at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let both = file.metadata().and_then(|own| Ok((own, path.metadata()?)));
    both.is_ok_and(|(own, there)| (own.dev(), own.ino()) == (there.dev(), there.ino()))
}

/// Other systems keep lock files.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

/// The finding that says who holds a lock.
fn held(folder: &Path, path: &Path) -> Finding {
    let mut text = String::new();
    // Where a locked file cannot be read, the message names nobody.
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
