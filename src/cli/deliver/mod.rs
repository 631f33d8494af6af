//! `neikan deliver`: complimentary copies, from the list of recipients to the mail.

mod confirm;
mod export;
mod forget;
mod import;
mod prepare;
mod send;
mod status;

mod trace;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Console, Format, Outcome, Report, lock, show, today, which};
use crate::publication::Project;

/// The commands about complimentary copies.
#[derive(Debug, Args)]
pub struct DeliverArgs {
    #[command(subcommand)]
    command: DeliverCommand,
}

#[derive(Debug, Subcommand)]
enum DeliverCommand {
    Import(import::ImportArgs),
    Prepare(prepare::PrepareArgs),
    Send(send::SendArgs),
    Status(status::StatusArgs),
    Export(export::ExportArgs),
    Confirm(confirm::ConfirmArgs),
    Forget(forget::ForgetArgs),
    Trace(trace::TraceArgs),
}

impl DeliverArgs {
    /// The form of the report.
    pub(super) fn format(&self) -> Format {
        match &self.command {
            DeliverCommand::Import(args) => args.report.format,
            DeliverCommand::Prepare(args) => args.report.format,
            DeliverCommand::Send(args) => args.report.format,
            DeliverCommand::Status(args) => args.report.format,
            DeliverCommand::Export(args) => args.report.format,
            DeliverCommand::Confirm(args) => args.report.format,
            DeliverCommand::Forget(args) => args.report.format,
            DeliverCommand::Trace(args) => args.report.format,
        }
    }
}

/// Runs the command.
pub fn run(project: &Project, args: &DeliverArgs, console: &mut Console<'_>) -> Outcome {
    match &args.command {
        DeliverCommand::Import(args) => import::run(project, args, console),
        DeliverCommand::Prepare(args) => prepare::run(project, args, console),
        DeliverCommand::Send(args) => send::run(project, args, console),
        DeliverCommand::Status(args) => status::run(project, args, console),
        DeliverCommand::Export(args) => export::run(project, args, console),
        DeliverCommand::Confirm(args) => confirm::run(project, args, console),
        DeliverCommand::Forget(args) => forget::run(project, args, console),
        DeliverCommand::Trace(args) => trace::run(project, args, console),
    }
}

/// The parent folder of the issues' output folders.
fn out_folder(project: &Project, asked: Option<&PathBuf>) -> PathBuf {
    asked.cloned().unwrap_or_else(|| project.root().join("out"))
}
