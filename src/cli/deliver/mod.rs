//! `neikan deliver`: complimentary copies, from the leaf to the mail.

mod prepare;
mod trace;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Desk, Format, Outcome, show};
use crate::publication::Project;

/// The commands about complimentary copies.
#[derive(Debug, Args)]
pub struct DeliverArgs {
    #[command(subcommand)]
    command: DeliverCommand,
}

#[derive(Debug, Subcommand)]
enum DeliverCommand {
    Prepare(prepare::PrepareArgs),
    Trace(trace::TraceArgs),
}

impl DeliverArgs {
    /// The form of the report.
    pub(super) fn format(&self) -> Format {
        match &self.command {
            DeliverCommand::Prepare(args) => args.format,
            DeliverCommand::Trace(args) => args.format,
        }
    }
}

/// Runs the command.
pub fn run(project: &Project, args: &DeliverArgs, desk: &mut Desk<'_>) -> Outcome {
    match &args.command {
        DeliverCommand::Prepare(args) => prepare::run(project, args, desk),
        DeliverCommand::Trace(args) => trace::run(project, args, desk),
    }
}

/// The folder that holds the output folders of the issues.
fn out_folder(project: &Project, asked: Option<&PathBuf>) -> PathBuf {
    asked.cloned().unwrap_or_else(|| project.root().join("out"))
}
