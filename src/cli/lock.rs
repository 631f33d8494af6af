//! Who writes into the folder of the issues does so alone.

use super::{Desk, show};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::Lock;
use crate::publication::Project;

/// Takes the lock of the folder of the issues for a command, which holds it from before it reads
/// what it will change; says so when a run that was cut short has been finished first.
///
/// # Errors
/// As [`Lock::take`].
pub fn issues(project: &Project, command: &str, desk: &mut Desk<'_>) -> Result<Lock, Failure> {
    let lock = project.lock(command)?;
    if lock.finished() {
        let place = Place::file(project.show(&project.issues()));
        let told = Findings::from(Finding::note("run-finished").at(place));
        show::findings(&told, project.root(), desk);
    }
    Ok(lock)
}
