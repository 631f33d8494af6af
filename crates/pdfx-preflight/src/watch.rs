//! A hot folder: what is put into `in` is judged, one file at a time. Files that are fit go to
//! `out`, others to `report`, where the report on each is.
//!
//! A file is taken when it has not changed for a while and ends as a PDF does; one that does not
//! end so may still be on its way and is waited for longer. If it changes while it is judged, it
//! is judged again. Reports are written whole before the file is moved, so a file that is no
//! longer in `in` has its report; nothing is overwritten but the report on the very same file.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::Metadata;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value, json};

use crate::report::{Report, refused};
use crate::rule::Settings;
use crate::{Limits, mend_file, preflight, words};
use neikan_base::diagnostic::{Failure, Finding};
use neikan_base::fs::lock::Kind;
use neikan_base::fs::{self, Lock};
use neikan_base::guard;
use neikan_base::locale::Locale;

/// The folders, in the one that is watched.
const FOLDERS: [&str; 3] = ["in", "out", "report"];
/// What follows the name of a file in the names of its reports.
const REPORT: &str = "-preflight";
/// How many bytes at the end of a file are searched for its end.
const TAIL: u64 = 1_024;
/// The version of the program, for reports on its own faults.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The largest report that is read again, bytes.
const LARGEST: u64 = 64 << 20;

/// How long files are waited for.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How long a file that ends as a PDF does must have been as it is.
    pub quiet: Duration,
    /// How long any other.
    pub patience: Duration,
    /// How long to wait before looking again.
    pub pause: Duration,
}

impl Default for Pace {
    /// Two seconds, half a minute, and a look every second.
    fn default() -> Self {
        Self {
            quiet: Duration::from_secs(2),
            patience: Duration::from_secs(30),
            pause: Duration::from_secs(1),
        }
    }
}

/// A folder that is watched; nobody else watches it meanwhile.
#[derive(Debug)]
pub struct HotFolder {
    lock: Lock,
    pace: Pace,
    /// The files in `in` as they were when they last changed, and since when.
    looks: BTreeMap<String, (Look, Instant)>,
}

/// How a file looks from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    size: u64,
    modified: Option<SystemTime>,
}

impl Look {
    fn of(own: &Metadata) -> Self {
        Self { size: own.len(), modified: own.modified().ok() }
    }
}

/// A file that has come and is whole.
#[derive(Debug)]
pub struct Arrival {
    /// Its name.
    pub name: String,
    path: PathBuf,
    look: Look,
}

/// The verdict on a file: the report for programs, and what it was made from.
pub struct Verdict {
    /// The report as data.
    pub data: Value,
    /// The report, if the file could be read.
    pub report: Option<Report>,
    /// The metadata of the file, XMP, if it could be read and has any.
    pub metadata: Vec<u8>,
}

impl Verdict {
    /// Whether the file can go on press.
    pub fn is_fit(&self) -> bool {
        self.report.as_ref().is_some_and(Report::is_fit)
    }

    /// The report in plain text.
    pub fn text(&self, file: &str, locale: &Locale) -> String {
        let Some(report) = &self.report else {
            let found = self.data["findings"].as_array().into_iter().flatten();
            let lines = found.filter_map(|own| own["message"].as_str());
            return lines.map(|line| format!("{file}: {line}\n")).collect();
        };
        let mut out = format!(
            "{}\n{}\n\n",
            words::verdict(report, file, locale),
            words::inventory(&report.inventory, locale)
        );
        for entry in words::folded(report, file, locale) {
            let _ = writeln!(out, "{entry}");
        }
        words::waivers(report, locale).iter().for_each(|own| {
            let _ = writeln!(out, "{own}");
        });
        out
    }
}

impl Arrival {
    /// Judges the file. One that cannot be read, or at which the program itself fails, is not fit.
    pub fn judge(&self, settings: &Settings, locale: &Locale) -> Verdict {
        let judged = guard::contained(self.name.as_str(), || {
            let pdf = mend_file(&self.path, &Limits::USUAL)?;
            Ok((preflight(&pdf, settings)?, pdf.metadata()))
        });
        let (mut data, report, metadata) = match judged {
            Ok((report, metadata)) => (report.data(&self.name, locale), Some(report), metadata),
            Err(failure) => {
                (refused(&self.name, &failure.findings(VERSION), locale), None, Vec::new())
            }
        };
        data["sha256"] = json!(fs::sum_limited(&self.path, Limits::USUAL.file).ok().flatten());
        Verdict { data, report, metadata }
    }
}

impl HotFolder {
    /// Begins to watch a folder; `command` is shown to whoever is kept out.
    ///
    /// # Errors
    /// The finding `preflight-watch` if there is no such folder, `lock-held` if another process
    /// watches it, and what the machine says.
    pub fn open(folder: &Path, pace: Pace, command: &str) -> Result<Self, Failure> {
        if !folder.is_dir() {
            let finding = Finding::stop("preflight-watch").with("file", folder.display());
            return Err(Failure::Call(Box::new(finding)));
        }
        let lock = Lock::take(folder, Kind::Passing, command)?;
        for name in FOLDERS {
            let own = folder.join(name);
            std::fs::create_dir_all(&own).map_err(|reason| Failure::machine(&own, reason))?;
            fs::sweep(&own);
        }
        Ok(Self { lock, pace, looks: BTreeMap::new() })
    }

    fn folder(&self, at: usize) -> PathBuf {
        self.lock.folder().join(FOLDERS[at])
    }

    /// Waits for the next file.
    ///
    /// # Errors
    /// What the machine says.
    pub fn wait(&mut self) -> Result<Arrival, Failure> {
        loop {
            match self.look()? {
                Some(arrival) => return Ok(arrival),
                None => std::thread::sleep(self.pace.pause),
            }
        }
    }

    /// The first of the files, by name, that is whole; `None` if there is none yet.
    ///
    /// # Errors
    /// What the machine says of the folder. Of a file that cannot be read yet nothing is said.
    pub fn look(&mut self) -> Result<Option<Arrival>, Failure> {
        let folder = self.folder(0);
        let found = names(&folder).map_err(|reason| Failure::machine(&folder, reason))?;
        self.looks.retain(|name, _| found.contains_key(name));
        for (name, look) in found {
            let now = Instant::now();
            let known = self.looks.get(&name).filter(|(known, _)| *known == look);
            let Some(&(_, since)) = known else {
                self.looks.insert(name, (look, now));
                continue;
            };
            let (path, quiet) = (folder.join(&name), now.duration_since(since));
            let whole = quiet >= self.pace.quiet && ends(&path, look.size).unwrap_or(false);
            if !whole && quiet < self.pace.patience {
                continue;
            }
            // Another program may still hold it.
            if std::fs::File::open(&path).is_err() {
                continue;
            }
            return Ok(Some(Arrival { name, path, look }));
        }
        Ok(None)
    }

    /// Writes the papers of a file beside one another and moves the file out of `in`; each paper is
    /// the end of its name and its bytes. Returns where the file is now, from the folder that is
    /// watched; `None` if it has changed meanwhile and is to be judged again.
    ///
    /// # Errors
    /// What the machine says.
    pub fn settle(
        &mut self,
        arrival: &Arrival,
        verdict: &Verdict,
        papers: &[(&str, Vec<u8>)],
    ) -> Result<Option<String>, Failure> {
        let look = std::fs::symlink_metadata(&arrival.path).ok().as_ref().map(Look::of);
        if look != Some(arrival.look) {
            self.looks.remove(&arrival.name);
            return Ok(None);
        }
        let stem = self.free(&arrival.name, &verdict.data["sha256"]);
        for (end, bytes) in papers {
            fs::write_whole(&self.folder(2).join(format!("{stem}{REPORT}.{end}")), bytes)?;
        }
        let room = if verdict.is_fit() { 1 } else { 2 };
        let to = self.folder(room).join(format!("{stem}.pdf"));
        std::fs::rename(&arrival.path, &to).map_err(|reason| Failure::machine(&to, reason))?;
        fs::sync_folder(&self.folder(room))?;
        self.looks.remove(&arrival.name);
        Ok(Some(format!("{}/{stem}.pdf", FOLDERS[room])))
    }

    /// The name, without its end, under which nothing else is kept: `cover`, or `cover-2`.
    fn free(&self, name: &str, sum: &Value) -> String {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let numbered = |number: usize| match number {
            1 => stem.to_owned(),
            _ => format!("{stem}-{number}"),
        };
        let is_free = |own: &String| {
            let moved = [1, 2].map(|room| self.folder(room).join(format!("{own}.pdf")));
            let report = self.folder(2).join(format!("{own}{REPORT}.json"));
            // What is left of a run that was killed before it moved the file.
            moved.iter().all(|path| path.symlink_metadata().is_err())
                && (report.symlink_metadata().is_err() || is_of(&report, sum))
        };
        (1..).map(numbered).find(is_free).unwrap_or_default()
    }
}

/// Whether a report is on the file with this sum.
fn is_of(report: &Path, sum: &Value) -> bool {
    let Ok(Some(bytes)) = fs::read_limited(report, LARGEST) else { return false };
    let own: Option<Value> = serde_json::from_slice(&bytes).ok();
    own.is_some_and(|own| !sum.is_null() && own["sha256"] == *sum)
}

/// The files that may be PDFs, and how they look: no folders, no links, nothing hidden.
fn names(folder: &Path) -> io::Result<BTreeMap<String, Look>> {
    let mut out = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let is_pdf =
            Path::new(&name).extension().is_some_and(|own| own.eq_ignore_ascii_case("pdf"));
        // A file may disappear while it is looked at.
        let Ok(own) = entry.metadata() else { continue };
        if is_pdf && !name.starts_with(['.', '~']) && own.is_file() {
            out.insert(name, Look::of(&own));
        }
    }
    Ok(out)
}

/// Whether a file ends as a PDF does.
fn ends(path: &Path, size: u64) -> io::Result<bool> {
    let mut file = std::fs::File::open(path)?;
    file.seek(SeekFrom::Start(size.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    Ok(tail.windows(5).any(|part| part == b"%%EOF"))
}
