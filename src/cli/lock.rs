//! Ensures that only one process writes into the issues folder.

use super::{Console, show};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::Lock;
use crate::publication::Project;

/// Takes the lock of the issues folder for a command, which must hold it before reading anything it
/// will change. Reports it if an interrupted run had to be completed first.
///
/// # Errors
/// See [`Lock::take`].
pub fn issues(
    project: &Project,
    command: &str,
    console: &mut Console<'_>,
) -> Result<Lock, Failure> {
    let lock = project.lock(command)?;
    if lock.finished() {
        let place = Place::file(project.show(&project.issues()));
        let told = Findings::from(Finding::note("run-finished").at(place));
        show::findings(&told, project.root(), console);
    }
    Ok(lock)
}
