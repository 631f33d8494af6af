//! Gathering: what is approved for an issue moves from the inbox into it.
//!
//! [`plan`] says what moves and what stays behind, and why; [`likeness`] detects duplicates;
//! [`listing`] writes the articles into `issue.yml`; [`carry`] moves the files. Every step can be
//! repeated, and nothing is deleted before its copy is safe: after a crash anywhere, the same
//! command finishes the work.

mod carry;
mod likeness;
mod listing;
mod plan;

pub use carry::Step;
pub use plan::Move;

use crate::publication::{Date, Project};
use neikan_base::diagnostic::{Failure, Findings};

/// What was gathered, or would be.
#[derive(Debug)]
pub struct Gathered {
    /// What moves, in printing order.
    pub moves: Vec<Move>,
    /// Why the rest stays behind.
    pub findings: Findings,
}

/// Says what would move into an issue.
///
/// # Errors
/// [`Failure::Stopped`] if a ledger, the issue or the publication has a fault.
pub fn survey(project: &Project, issue: &str) -> Result<Gathered, Failure> {
    let plan = plan::plan(project, issue)?;
    Ok(Gathered { moves: plan.moves, findings: plan.findings })
}

/// Moves what is approved for an issue into it. `begin` is called before each step; if it fails,
/// the work ends there, as it would if the machine stopped.
///
/// # Errors
/// [`Failure::Stopped`] as for [`survey`]; [`Failure::Machine`]; the error returned by `begin`.
pub fn gather(
    project: &Project,
    issue: &str,
    date: Date,
    begin: &mut dyn FnMut(Step) -> Result<(), Failure>,
) -> Result<Gathered, Failure> {
    let plan = plan::plan(project, issue)?;
    carry::carry(project, issue, date, &plan, begin)?;
    Ok(Gathered { moves: plan.moves, findings: plan.findings })
}
