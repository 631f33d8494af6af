//! The last step: all files of a build and their record are put in place as one set.

use super::Built;
use crate::archive::outputs::Outputs;
use crate::archive::{Output, record};
use crate::diagnostic::Failure;
use crate::fs::{Lock, Set, lock};
use crate::publication::Project;

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
) -> Result<(), Failure> {
    let lock = Lock::take(&built.folder, lock::Kind::Passing, "build")?;
    let set = Set::begin(&lock);
    for output in outputs {
        set.put(&output.path, &output.bytes)?;
    }
    // The record covers the whole folder, the report only this run.
    let merged = record::merged(&built.folder, &built.files);
    let own = std::mem::replace(&mut built.files, merged);
    let text = serde_json::to_vec_pretty(built);
    built.files = own;
    Outputs::note(project, &built.issue, &built.files)?;
    set.put(record::FILE, &text.map_err(|e| Failure::internal(record::FILE, e))?)?;
    set.commit()
}
