//! The last step: all files of a build and their record are put in place as one set.

use std::path::Path;

use super::part::written_parts;
use super::{Built, Made};
use crate::archive::outputs::Outputs;
use crate::archive::{Output, Packed, record};
use crate::diagnostic::{Failure, Finding, Place};
use crate::fs::{Lock, Set, lock, read_limited};
use crate::publication::Project;
use neikan_base::hash::sha256;

/// Writes the files of a build. The record lists them together with the files of earlier builds
/// that still exist; they are entered in the project's register before they are put in place.
///
/// # Errors
/// The finding `lock-held` if another run is writing into the folder; [`Failure::Machine`]. The old
/// set is then complete, or the next run completes the new one.
pub(super) fn write<'a>(
    project: &Project,
    built: &mut Built,
    outputs: impl Iterator<Item = &'a Output>,
    archived: Option<Packed>,
) -> Result<(), Failure> {
    let lock = Lock::take(&built.folder, lock::Kind::Passing, "build")?;
    let set = Set::begin(&lock);
    for output in outputs {
        set.put(&output.path, &output.bytes)?;
    }
    if let Some(packed) = archived {
        set.adopt(&packed.path, packed.file)?;
    }
    // The record covers the whole folder, the report only this run.
    let mut merged = record::merged(&built.folder, &built.files);
    if !built.draft {
        let old = drafts_of(&built.folder, &built.files, &merged);
        merged.retain(|made| !old.contains(&made.path));
        let old: Vec<String> = old.into_iter().chain(written_parts(&built.folder)).collect();
        old.iter().for_each(|path| set.remove(path));
        if !old.is_empty() {
            let place = Place::file(format!("out/{}", built.issue));
            let note = Finding::note("draft-removed").at(place).with("files", old.join(", "));
            built.findings.push(note);
        }
    }
    let own = std::mem::replace(&mut built.files, merged);
    let text = serde_json::to_vec_pretty(built);
    built.files = own;
    Outputs::note(project, &built.issue, &built.files)?;
    set.put(record::FILE, &text.map_err(|e| Failure::internal(record::FILE, e))?)?;
    set.commit()
}

/// The files of a draft whose finished counterparts were made now: those that lie there as the
/// program wrote them, with the sheets imposed from them.
fn drafts_of(folder: &Path, made: &[Made], lying: &[Made]) -> Vec<String> {
    let counterpart = |path: &str| {
        let finished = path.replacen("-draft", "", 1);
        let sheets = finished.replacen("-sheets", "", 1);
        finished != path && made.iter().any(|new| new.path == finished || new.path == sheets)
    };
    let as_written = |made: &&Made| {
        let bytes = read_limited(&folder.join(&made.path), made.bytes as u64).ok().flatten();
        bytes.is_some_and(|bytes| sha256(&bytes) == made.sha256)
    };
    let drafts = lying.iter().filter(|made| counterpart(&made.path)).filter(as_written);
    drafts.map(|made| made.path.clone()).collect()
}
