//! The last step: all files of a build and their record take their places as one set.

use super::Built;
use crate::archive::outputs::Outputs;
use crate::archive::{Output, record};
use crate::diagnostic::Failure;
use crate::fs::{Lock, Set, lock};
use crate::publication::Project;

/// Writes the files of a build. The record names them and what of earlier builds still lies there; the
/// register of the project knows them before they take their places.
///
/// # Errors
/// The finding `lock-held` when another run writes into the folder; [`Failure::Machine`]. The old
/// set is then whole, or the next run makes the new one so.
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
    // The record is of the folder, the report of this run.
    let merged = record::merged(&built.folder, &built.files);
    let own = std::mem::replace(&mut built.files, merged);
    let text = serde_json::to_vec_pretty(built);
    built.files = own;
    Outputs::note(project, &built.issue, &built.files)?;
    set.put(record::FILE, &text.map_err(|e| Failure::internal(record::FILE, e))?)?;
    set.commit()
}
