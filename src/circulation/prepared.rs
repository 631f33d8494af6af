//! The copies that lie ready: `copies/copies.json` in the output folder of an issue, and the files
//! it names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::copies::edition;
use super::copies::files::{Copy, Edition, FOLDER, LIST, of_list};
use crate::archive::outputs::Outputs;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::{self, Lock, Refusal, lock::Kind, read_limited, resolve_inside};
use crate::publication::Project;
use neikan_base::hash::sha256;

/// The largest list that is read, bytes.
const LIST_LIMIT: u64 = 64 << 20;

/// The copies of an issue.
#[derive(Debug)]
pub struct Copies {
    folder: PathBuf,
    shown: String,
    /// The list as it was read.
    text: Vec<u8>,
    /// By number.
    pub all: BTreeMap<u32, Copy>,
}

impl Copies {
    /// Reads the list of the copies; `out` is the output folder of the issue.
    ///
    /// # Errors
    /// The findings `copies-missing` and `copies-broken`.
    pub fn read(out: &Path) -> Result<Self, Failure> {
        let folder = out.join(FOLDER);
        // Copies that are being made are waited for; those of a dead run are finished.
        drop(Lock::for_reading(&folder, Kind::Private, "deliver send")?);
        let path = folder.join(LIST);
        let shown = path.display().to_string();
        let broken = |reason: String| {
            let finding = Finding::stop("copies-broken").at(Place::file(&shown));
            Failure::from(finding.with("reason", reason))
        };
        let bytes = match read_limited(&path, LIST_LIMIT) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Err(broken(format!("> {LIST_LIMIT} B"))),
            Err(_) => return Err(Finding::stop("copies-missing").at(Place::file(&shown)).into()),
        };
        let list: Vec<Copy> =
            serde_json::from_slice(&bytes).map_err(|error| broken(error.to_string()))?;
        let all = list.into_iter().map(|copy| (copy.number, copy)).collect();
        Ok(Self { folder, shown, text: bytes, all })
    }

    /// A finding for copies that were not made of the edition that is published now.
    pub fn stale(&self, slug: &str, issue: &str) -> Option<Finding> {
        let out = self.folder.parent()?;
        let published = edition::published(out, &format!("{slug}-{issue}"));
        let made = Edition::of_copies(out).unwrap_or_default();
        let of = |copy: &Copy| if copy.format == "pdf" { "pdf" } else { "epub" };
        let same = |copy: &Copy| made.files.get(of(copy)) == published.files.get(of(copy));
        let current = made.sum == published.sum && self.all.values().all(same);
        let finding = Finding::stop("copies-stale").at(Place::file(&self.shown));
        (!current).then(|| finding.with("issue", issue))
    }

    /// A finding for a list of copies that is not as it was written when they were made.
    pub fn unknown(&self, project: &Project, issue: &str) -> Option<Finding> {
        let made = Edition::of_copies(self.folder.parent()?).unwrap_or_default();
        let known = Outputs::read(project).knows(issue, &of_list(&self.text, &made.sum));
        let finding = Finding::stop("copies-unknown").at(Place::file(&self.shown));
        (!known).then(|| finding.with("issue", issue))
    }

    /// The issue that they are copies of: the name of the output folder they lie in.
    fn issue(&self) -> String {
        let name = self.folder.parent().and_then(Path::file_name).unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Reads a copy and holds it against its sum.
    ///
    /// # Errors
    /// The finding `copy-changed`; [`Failure::Machine`].
    pub fn bytes(&self, copy: &Copy) -> Result<Vec<u8>, Failure> {
        let changed = || {
            let place = Place::file(&self.shown);
            let finding = Finding::stop("copy-changed").at(place);
            let finding = finding.with("number", copy.number).with("file", &copy.file);
            Failure::from(finding.with("issue", self.issue()))
        };
        let path = match resolve_inside(&self.folder, &copy.file) {
            Ok(path) => path,
            Err(Refusal::Missing | Refusal::Outside | Refusal::Name) => return Err(changed()),
        };
        let bytes = fs::read(&path)?;
        if sha256(&bytes) != copy.sha256 { Err(changed()) } else { Ok(bytes) }
    }

    /// Holds the copies with these numbers against their sums; a fault for each that fails.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn verify(&self, numbers: &[u32], findings: &mut Findings) -> Result<(), Failure> {
        for number in numbers {
            let Some(copy) = self.all.get(number) else { continue };
            match self.bytes(copy) {
                Ok(_) => {}
                Err(Failure::Stopped(faults)) => findings.extend(faults),
                Err(failure) => return Err(failure),
            }
        }
        Ok(())
    }
}
