//! `neikan layout`: creates a layout or a press profile to customise.

use clap::{Args, Subcommand};

use super::{Console, Outcome, show};
use crate::diagnostic::{Failure, Findings};
use crate::publication::{Project, begin_layout, begin_press, load_publication};

#[derive(Debug, Args)]
pub(super) struct LayoutArgs {
    #[command(subcommand)]
    command: LayoutCommand,
}

#[derive(Debug, Subcommand)]
enum LayoutCommand {
    New(NameArgs),
    Press(NameArgs),
}

#[derive(Debug, Args)]
struct NameArgs {
    #[arg(value_name = "NAME")]
    name: String,
}

/// Runs the command.
pub(super) fn run(project: &Project, args: &LayoutArgs, console: &mut Console<'_>) -> Outcome {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let findings = findings.settle()?;
    let Some(publication) = publication else { return Err(Failure::Stopped(findings)) };
    let (name, begun, key) = match &args.command {
        LayoutCommand::New(NameArgs { name }) => {
            (name, begin_layout(project, &publication, name)?, "summary-layout")
        }
        LayoutCommand::Press(NameArgs { name }) => {
            (name, begin_press(project, &publication, name)?, "summary-press-profile")
        }
    };
    let values = [("name", name.clone()), ("from", begun.from), ("folder", begun.folder)];
    show::line(console.out, &show::say(console.locale, key, &values));
    Ok(())
}
