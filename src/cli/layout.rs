//! `neikan layout new`: creates a layout to customise.

use super::{Desk, LayoutArgs, LayoutCommand, Outcome, show};
use crate::diagnostic::{Failure, Findings};
use crate::publication::{Project, begin_layout, load_publication};

/// Runs the command.
pub fn run(project: &Project, args: &LayoutArgs, desk: &mut Desk<'_>) -> Outcome {
    let LayoutCommand::New(args) = &args.command;
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let findings = findings.settle()?;
    let Some(publication) = publication else { return Err(Failure::Stopped(findings)) };
    let layout = begin_layout(project, &publication, &args.name)?;
    let values = [("name", args.name.clone()), ("from", layout.from), ("folder", layout.folder)];
    show::line(desk.out, &show::say(desk.locale, "summary-layout", &values));
    Ok(())
}
