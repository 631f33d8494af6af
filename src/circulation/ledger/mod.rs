//! The delivery ledger, `issues/deliveries.sqlite`: every attempt to hand over a copy, written
//! down before it is made, again before the server can have taken the copy, and after the answer.
//!
//! So whatever a crash leaves behind can be judged: an attempt that only began has handed over
//! nothing; one that was handing over may have been taken, and only a person can say so. The file
//! is for its owner alone; [`erase`] takes a person out of it.

mod erase;
mod record;

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};

pub use self::erase::Who;
pub use self::record::{Attempt, Entry, State};
use crate::diagnostic::{Failure, Finding};
use crate::fs::{lock, sync_folder};
use crate::publication::Project;

/// Marks a database as a ledger of this program (`PRAGMA application_id`).
const MARK: i32 = 0x6e65_696b;

/// The table of attempts; `at` and `ended` are seconds since 1970, `day` is the day in Beijing.
const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS attempts (
        id INTEGER PRIMARY KEY,
        issue TEXT NOT NULL,
        number INTEGER NOT NULL,
        day TEXT NOT NULL,
        state TEXT NOT NULL,
        at INTEGER,
        ended INTEGER,
        name TEXT,
        title TEXT,
        unit TEXT,
        category TEXT,
        address TEXT,
        file TEXT,
        sha256 TEXT,
        reply TEXT
    );
    CREATE INDEX IF NOT EXISTS by_copy ON attempts (issue, number);";

/// An open ledger.
pub struct Ledger {
    db: Connection,
    path: PathBuf,
    /// Held while this process writes; the system frees it when the process ends, however it does.
    _lock: Option<File>,
}

impl Ledger {
    /// The file of a project's ledger.
    pub fn path(project: &Project) -> PathBuf {
        project.issues().join("deliveries.sqlite")
    }

    /// Opens the ledger for writing, which one process at a time may do, and judges what a crash
    /// left behind.
    ///
    /// # Errors
    /// The finding `lock-held` when another process writes; [`Failure::Machine`].
    pub fn write(project: &Project, command: &str) -> Result<Self, Failure> {
        let path = Self::path(project);
        let lock = lock::keep(&path.with_extension("lock"), &path, command)?;
        private(&path).map_err(|reason| Failure::machine(&path, reason))?;
        let ledger = Self::open(path, Some(lock))?;
        ledger.prepare().map_err(|error| ledger.broken(error))?;
        sync_folder(&project.issues())?;
        ledger.judge().map_err(|error| ledger.broken(error))?;
        Ok(ledger)
    }

    /// Opens the ledger for reading; nothing when there is none yet.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn read(project: &Project) -> Result<Option<Self>, Failure> {
        let path = Self::path(project);
        if !path.is_file() {
            return Ok(None);
        }
        let ledger = Self::open(path, None)?;
        let known = ledger.is_ready().map_err(|error| ledger.broken(error))?;
        Ok(known.then_some(ledger))
    }

    /// The highest copy number that was ever handed over, 0 without a ledger.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn highest(project: &Project) -> Result<u32, Failure> {
        let Some(ledger) = Self::read(project)? else { return Ok(0) };
        let query = "SELECT COALESCE(MAX(number), 0) FROM attempts";
        ledger.db.query_row(query, [], |row| row.get(0)).map_err(|error| ledger.broken(error))
    }

    fn open(path: PathBuf, lock: Option<File>) -> Result<Self, Failure> {
        let fail = |error: rusqlite::Error| Failure::machine(&path, io::Error::other(error));
        let db = Connection::open(&path).map_err(fail)?;
        db.busy_timeout(Duration::from_secs(10)).map_err(fail)?;
        Ok(Self { db, path, _lock: lock })
    }

    /// Whether this is a ledger with a table.
    fn is_ready(&self) -> rusqlite::Result<bool> {
        let query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'attempts'";
        Ok(self.db.query_row(query, [], |_| Ok(())).optional()?.is_some())
    }

    /// Sets what keeps records through a crash and makes what is erased unreadable.
    fn prepare(&self) -> rusqlite::Result<()> {
        self.db.pragma_update(None, "journal_mode", "WAL")?;
        self.db.pragma_update(None, "synchronous", "FULL")?;
        self.db.pragma_update(None, "secure_delete", "ON")?;
        self.db.pragma_update(None, "application_id", MARK)?;
        self.db.execute_batch(TABLE)
    }

    /// What only began has handed over nothing; what was being handed over may have been taken.
    fn judge(&self) -> rusqlite::Result<()> {
        let judge = "UPDATE attempts SET state = ?2 WHERE state = ?1";
        self.db.execute(judge, params![State::Begun, State::Deferred])?;
        self.db.execute(judge, params![State::Handing, State::Unknown])?;
        Ok(())
    }

    fn broken(&self, error: rusqlite::Error) -> Failure {
        Failure::machine(&self.path, io::Error::other(error))
    }

    /// Writes down that an attempt begins, and gives its identifier.
    ///
    /// # Errors
    /// The finding `delivery-twice` when the copy was taken or may have been;
    /// [`Failure::Machine`].
    pub fn begin(&mut self, attempt: &Attempt) -> Result<i64, Failure> {
        let insert = || {
            let act = self.db.unchecked_transaction()?;
            let open = act.query_row(
                "SELECT COUNT(*) FROM attempts WHERE issue = ?1 AND number = ?2 \
                 AND state IN ('begun', 'handing', 'sent', 'unknown')",
                params![attempt.issue, attempt.number],
                |row| row.get::<_, i64>(0),
            )?;
            if open > 0 {
                return Ok(None);
            }
            act.execute(
                "INSERT INTO attempts (issue, number, day, state, at, name, title, unit, category, \
                 address, file, sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                params![
                    attempt.issue,
                    attempt.number,
                    attempt.day.to_string(),
                    State::Begun,
                    attempt.at,
                    attempt.name,
                    attempt.title,
                    attempt.unit,
                    attempt.category,
                    attempt.address,
                    attempt.file,
                    attempt.sha256,
                ],
            )?;
            let id = act.last_insert_rowid();
            act.commit()?;
            Ok(Some(id))
        };
        match insert() {
            Ok(Some(id)) => Ok(id),
            Ok(None) => Err(Finding::stop("delivery-twice").with("number", attempt.number).into()),
            Err(error) => Err(self.broken(error)),
        }
    }

    /// Writes down that from now on the server may take the copy.
    ///
    /// # Errors
    /// [`Failure::Machine`]; then the copy must not be handed over.
    pub fn hand_over(&self, id: i64) -> Result<(), Failure> {
        let set = "UPDATE attempts SET state = ?2 WHERE id = ?1";
        let done = self.db.execute(set, params![id, State::Handing]);
        done.map(drop).map_err(|error| self.broken(error))
    }

    /// Writes down how an attempt ended.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn end(&self, id: i64, state: State, reply: &str, ended: i64) -> Result<(), Failure> {
        let set = "UPDATE attempts SET state = ?2, reply = ?3, ended = ?4 WHERE id = ?1";
        let done = self.db.execute(set, params![id, state, reply, ended]);
        done.map(drop).map_err(|error| self.broken(error))
    }

    /// Writes down what a person says of a copy whose state is not known.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn confirm(&self, issue: &str, number: u32, sent: bool) -> Result<usize, Failure> {
        let state = if sent { State::Sent } else { State::Unsent };
        let set = "UPDATE attempts SET state = ?3 WHERE issue = ?1 AND number = ?2 AND state = ?4";
        let done = self.db.execute(set, params![issue, number, state, State::Unknown]);
        done.map_err(|error| self.broken(error))
    }

    /// How every copy of an issue stands that was ever attempted, by number.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn entries(&self, issue: &str) -> Result<Vec<Entry>, Failure> {
        record::entries(&self.db, issue).map_err(|error| self.broken(error))
    }
}

/// Makes the file of the ledger, if it is not there, for its owner alone.
fn private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    owner_only(options.create(true).truncate(false).write(true));
    tighten(&options.open(path)?)
}

#[cfg(unix)]
fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(unix)]
fn tighten(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn tighten(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::Date;

    fn project() -> (tempfile::TempDir, Project) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("issues")).unwrap();
        std::fs::write(folder.path().join("issues/publication.yml"), "").unwrap();
        let project = Project::find(folder.path()).unwrap();
        (folder, project)
    }

    fn attempt(number: u32, address: &str) -> Attempt {
        Attempt {
            issue: "2026-01".to_owned(),
            number,
            day: Date { year: 2026, month: 2, day: 5 },
            at: 1_770_220_800,
            name: "林样例".to_owned(),
            title: None,
            unit: None,
            category: "分管领导".to_owned(),
            address: address.to_owned(),
            file: "copies/0001.pdf".to_owned(),
            sha256: "0".repeat(64),
        }
    }

    fn state(ledger: &Ledger) -> Vec<(u32, State)> {
        let entries = ledger.entries("2026-01").unwrap();
        entries.into_iter().map(|entry| (entry.number, entry.state)).collect()
    }

    #[test]
    fn what_a_crash_leaves_behind_is_judged() {
        let (_folder, project) = project();
        let mut ledger = Ledger::write(&project, "deliver send").unwrap();
        let first = ledger.begin(&attempt(1, "a@example.org")).unwrap();
        ledger.hand_over(first).unwrap();
        ledger.begin(&attempt(2, "b@example.org")).unwrap();
        let third = ledger.begin(&attempt(3, "c@example.org")).unwrap();
        ledger.end(third, State::Sent, "250", 1).unwrap();
        assert!(ledger.begin(&attempt(1, "a@example.org")).is_err());
        drop(ledger);
        let mut ledger = Ledger::write(&project, "deliver send").unwrap();
        let wanted = [(1, State::Unknown), (2, State::Deferred), (3, State::Sent)];
        assert_eq!(state(&ledger), wanted);
        for number in [1, 3] {
            let failure = ledger.begin(&attempt(number, "a@example.org")).unwrap_err();
            assert!(matches!(failure, Failure::Stopped(_)), "{failure:?}");
        }
        assert_eq!(ledger.confirm("2026-01", 1, false).unwrap(), 1);
        assert_eq!(ledger.confirm("2026-01", 3, false).unwrap(), 0);
        ledger.begin(&attempt(1, "a@example.org")).unwrap();
        assert_eq!(ledger.entries("2026-01").unwrap()[0].attempts, 2);
        assert_eq!(Ledger::highest(&project).unwrap(), 3);
    }

    #[test]
    fn one_process_writes_and_others_read() {
        let (_folder, project) = project();
        assert!(Ledger::read(&project).unwrap().is_none());
        let mut ledger = Ledger::write(&project, "deliver send").unwrap();
        ledger.begin(&attempt(1, "a@example.org")).unwrap();
        assert!(matches!(Ledger::write(&project, "deliver send"), Err(Failure::Stopped(_))));
        let reader = Ledger::read(&project).unwrap().unwrap();
        assert_eq!(state(&reader), [(1, State::Begun)]);
    }

    #[test]
    fn nothing_of_an_erased_person_is_left_in_the_file() {
        let (folder, project) = project();
        let mut ledger = Ledger::write(&project, "deliver send").unwrap();
        for number in 1..200 {
            let id = ledger.begin(&attempt(number, &format!("n{number}@example.org"))).unwrap();
            ledger.end(id, State::Refused, &format!("550 n{number}@example.org"), 1).unwrap();
        }
        let who = Who::Address("N7@example.ORG".to_owned());
        let (numbers, count) = (ledger.numbers(&who).unwrap(), ledger.erase(&who).unwrap());
        assert_eq!((numbers, count), (vec![7], 1));
        assert_eq!(ledger.numbers(&Who::Number(8)).unwrap(), [8]);
        assert_eq!(ledger.erase(&Who::Number(8)).unwrap(), 1);
        drop(ledger);
        let mut held = String::new();
        for entry in std::fs::read_dir(folder.path().join("issues")).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            held.push_str(&String::from_utf8_lossy(&bytes));
        }
        assert!(held.contains("n9@example.org") && held.contains("n17@example.org"));
        for gone in ["n7@example", "n8@example"] {
            let left = held.match_indices(gone).count();
            assert_eq!(left, 0, "{gone}");
        }
        let ledger = Ledger::read(&project).unwrap().unwrap();
        let entry = ledger.entries("2026-01").unwrap().remove(6);
        assert_eq!((entry.number, entry.name, entry.day.as_str()), (7, None, "2026-02-05"));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, project) = project();
        let ledger = Ledger::write(&project, "deliver send").unwrap();
        ledger.entries("2026-01").unwrap();
        for entry in std::fs::read_dir(folder.path().join("issues")).unwrap() {
            let entry = entry.unwrap();
            if entry.file_name().to_string_lossy().starts_with("deliveries") {
                assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o077, 0);
            }
        }
    }
}
