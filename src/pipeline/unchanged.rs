//! A build of what was built before: when nothing has changed since, what is there is checked, byte
//! by byte, and nothing is made again.
//!
//! After a build everything it read is noted in the cache, file by file with its sum, and with it
//! every file around them that it might have read. The next build of the same order is the same if
//! the program, all these files and all outputs are. What the note says of outputs must be what the
//! record of the folder and the register of the project say, so that a changed note lets nothing
//! through.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Built, Made, NOTES, Order};
use crate::archive::outputs::Outputs;
use crate::archive::record::{self, Record};
use crate::desk::register::{LEDGERS, OUTPUTS, strange};
use crate::diagnostic::Stored;
use crate::fs::{read_limited, sum_limited, write_whole};
use crate::publication::Project;
use crate::sources::{OWN_LIMIT, Sources};
use neikan_base::hash::sha256;

/// The largest note that is read, bytes.
const LIMIT: u64 = 64 << 20;

/// What a build was made from and what it made: a [`Built`] when it is read, a reference to one
/// when it is written.
#[derive(Debug, Serialize, Deserialize)]
struct Note<B> {
    /// The SHA-256 of the program.
    program: String,
    /// What was asked for.
    order: String,
    /// The files it was made from, with their SHA-256; `None` for one that could not be read.
    sources: BTreeMap<PathBuf, Option<String>>,
    /// The SHA-256 of the record of the folder, `build.json`.
    record: Option<String>,
    built: B,
    findings: Vec<Stored>,
}

/// The earlier build that an order asks for again, if nothing has changed since.
pub(super) fn known(project: &Project, order: &Order) -> Option<Built> {
    let bytes = read_limited(&path(order), LIMIT).ok().flatten()?;
    let text = std::str::from_utf8(&bytes).ok()?;
    let (sum, text) = text.split_once('\n')?;
    let note: Note<Built> =
        serde_json::from_str(text).ok().filter(|_| sha256(text.as_bytes()) == sum)?;
    let sound = note.record == sum_of(&order.out.join(&order.issue).join(record::FILE));
    let own = Own::of(project);
    let same = sound
        && note.program == program()?
        && note.order == asked(order)
        && names(project, order).iter().all(|path| note.sources.contains_key(path))
        && note.sources.par_iter().all(|(path, sum)| own.now(order, path) == *sum)
        && outputs_are(project, order, &note.built);
    same.then(|| Built {
        folder: order.out.join(&order.issue),
        findings: note.findings.into_iter().map(Stored::restore).collect(),
        timings: Vec::new(),
        unchanged: true,
        ..note.built
    })
}

/// Notes a build. That there is a note is a convenience; that there is none is no fault.
pub(super) fn note(project: &Project, order: &Order, built: &Built) {
    let Some(program) = program() else { return };
    let read: BTreeMap<PathBuf, Option<String>> = project.sources().sums().into_iter().collect();
    // A source that has changed meanwhile is not what the outputs were made from.
    if built.findings.iter().any(|finding| finding.rule == "source-changed") {
        return;
    }
    let read_files = read.keys().filter(|path| !path.ends_with(OUTPUTS)).cloned();
    // What the program carries is known by which program it is.
    let read_files = read_files.filter(|path| path.exists() || read[path].is_none());
    let names: Vec<PathBuf> = names(project, order).into_iter().chain(read_files).collect();
    let own = Own::of(project);
    let sources = names.into_par_iter().map(|path| {
        // The build itself may have added to the register.
        let known = read.get(&path).filter(|_| !path.ends_with(LEDGERS));
        let sum = known.cloned().unwrap_or_else(|| own.now(order, &path));
        (path, sum)
    });
    let sources = sources.collect::<BTreeMap<_, _>>();
    let findings = built.findings.iter().map(Stored::from).collect();
    let (order_text, place) = (asked(order), path(order));
    let record = sum_of(&order.out.join(&order.issue).join(record::FILE));
    let note = Note { program, order: order_text, sources, record, built, findings };
    let Ok(text) = serde_json::to_string(&note) else { return };
    let text = format!("{}\n{text}", sha256(text.as_bytes()));
    if let Some(folder) = place.parent() {
        let _ = std::fs::create_dir_all(folder);
    }
    let _ = write_whole(&place, text.as_bytes());
}

/// The file of the note on an order.
fn path(order: &Order) -> PathBuf {
    let name = format!("{}-{}.json", order.issue, &sha256(asked(order).as_bytes())[..16]);
    order.out.join(NOTES).join(name)
}

/// What an order asks for, as a text.
fn asked(order: &Order) -> String {
    format!("{order:?}")
}

/// What tells the program that is running from any other; `None` if the system does not let it be seen.
pub fn program() -> Option<String> {
    static OWN: OnceLock<Option<String>> = OnceLock::new();
    OWN.get_or_init(|| identity(&std::env::current_exe().ok()?)).clone()
}

/// The sum of the program that is running, by its bytes: the same on every machine that has the same.
pub fn program_sum() -> Option<String> {
    static OWN: OnceLock<Option<String>> = OnceLock::new();
    OWN.get_or_init(|| sum_of(&std::env::current_exe().ok()?)).clone()
}

/// A sum over where a file lies on its disk, how long it is and when it was last written or put there:
/// by this Git too tells what has changed. To read a program of 80 MB takes longer than most commands.
#[cfg(unix)]
fn identity(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let file = path.metadata().ok()?;
    let place = (file.dev(), file.ino(), file.size());
    let times = (file.mtime(), file.mtime_nsec(), file.ctime(), file.ctime_nsec());
    Some(sha256(format!("{} {place:?} {times:?}", env!("CARGO_PKG_VERSION")).as_bytes()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<String> {
    sum_of(path)
}

fn sum_of(path: &Path) -> Option<String> {
    sum_limited(path, OWN_LIMIT).ok().flatten()
}

/// The sources of a project as they are now.
struct Own {
    project: Project,
    issues: PathBuf,
}

impl Own {
    fn of(project: &Project) -> Self {
        Self { project: project.frozen(), issues: canonical(&project.issues()) }
    }

    /// The sum of a source. Of the register of ledgers only the lines of the issue count: the others
    /// speak of other folders. What is no part of an issue, layouts and faces, is not read again if it
    /// was left alone.
    fn now(&self, order: &Order, path: &Path) -> Option<String> {
        if !path.starts_with(&self.issues) {
            return self.project.sum_own(path).ok().map(|sum| sum.sha256);
        }
        if !path.ends_with(LEDGERS) {
            return sum_of(path);
        }
        let bytes = read_limited(path, OWN_LIMIT).ok().flatten()?;
        let begin = format!("{} ", order.issue);
        let text = String::from_utf8_lossy(&bytes);
        let own: Vec<&str> = text.lines().filter(|line| line.starts_with(&begin)).collect();
        Some(sha256(own.join("\n").as_bytes()))
    }
}

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The files that a build may read: those of the issue, of layouts and faces, and the heads of
/// all issues. What it read besides is noted as it was read.
fn names(project: &Project, order: &Order) -> BTreeSet<PathBuf> {
    let live = Sources::default();
    let issues = project.issues();
    // Lists of deliveries and locks are none of a build's sources; the register of outputs is
    // asked for each of them.
    let source = |name: &String| name.ends_with(".yml") || name == LEDGERS;
    let names = live.files(&issues).into_iter().filter(source);
    let mut all: Vec<PathBuf> = names.map(|name| issues.join(name)).collect();
    all.extend(project.issue_ids().iter().map(|id| project.issue(id).join("issue.yml")));
    let folders = [project.issue(&order.issue), project.root().join("layouts")];
    for folder in folders.into_iter().chain([project.root().join("fonts")]) {
        all.extend(live.tree(&folder));
    }
    all.iter().map(|path| canonical(path)).collect()
}

/// Whether all files of a build lie in its folder as it made them, and are known as such.
fn outputs_are(project: &Project, order: &Order, built: &Built) -> bool {
    let folder = order.out.join(&order.issue);
    let Some(record) = Record::read(&folder) else { return false };
    let path = project.issues().join(OUTPUTS);
    if strange(&path, OUTPUTS).is_some() {
        return false;
    }
    let register = Outputs::read(project);
    let plain = |path: &Path| path.symlink_metadata().is_ok_and(|data| data.is_file());
    let is = |made: &Made| {
        plain(&folder.join(&made.path))
            && register.knows(&order.issue, made)
            && record.files.contains(made)
            && sum_of(&folder.join(&made.path)).is_some_and(|sum| sum == made.sha256)
    };
    record.sum == built.sum && !built.files.is_empty() && built.files.par_iter().all(is)
}
