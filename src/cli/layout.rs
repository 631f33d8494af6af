//! `neikan layout`: creates a layout or a press profile to customise, and writes an issue as a plain
//! Typst project.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Console, Outcome, show};
use crate::diagnostic::{Failure, Findings};
use crate::pipeline::export::export_layout;
use crate::publication::{
    Document, NewLayout, Project, Publication, begin_layout, begin_press, load_publication,
};

#[derive(Debug, Args)]
pub(super) struct LayoutArgs {
    #[command(subcommand)]
    command: LayoutCommand,
}

#[derive(Debug, Subcommand)]
enum LayoutCommand {
    New(NameArgs),
    Press(NameArgs),
    Export(ExportArgs),
}

#[derive(Debug, Args)]
struct ExportArgs {
    #[arg(value_name = "ISSUE")]
    issue: Option<String>,
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

#[derive(Debug, Args)]
struct NameArgs {
    #[arg(value_name = "NAME")]
    name: String,
}

/// Runs the command.
pub(super) fn run(project: &Project, args: &LayoutArgs, console: &mut Console<'_>) -> Outcome {
    match &args.command {
        LayoutCommand::New(args) => begin(project, args, (begin_layout, "summary-layout"), console),
        LayoutCommand::Press(args) => {
            begin(project, args, (begin_press, "summary-press-profile"), console)
        }
        LayoutCommand::Export(args) => export(project, args, console),
    }
}

/// What begins something of the project's own, after what the publication has.
type Begin = fn(&Project, &Document<Publication>, &str) -> Result<NewLayout, Failure>;

/// Begins a layout or a press profile and says so with a message.
fn begin(
    project: &Project,
    args: &NameArgs,
    (begin, key): (Begin, &str),
    console: &mut Console<'_>,
) -> Outcome {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let findings = findings.settle()?;
    let Some(publication) = publication else { return Err(Failure::Stopped(findings)) };
    let begun = begin(project, &publication, &args.name)?;
    let values = [("name", args.name.clone()), ("from", begun.from), ("folder", begun.folder)];
    show::line(console.out, &show::say(console.locale, key, &values));
    Ok(())
}

fn export(project: &Project, args: &ExportArgs, console: &mut Console<'_>) -> Outcome {
    let issue = project.choose_issue(args.issue.as_deref())?;
    let exported = export_layout(project, &issue, &args.to)?;
    show::findings(&exported.findings, project.root(), console);
    let folder = args.to.display().to_string();
    let values = [("issue", issue), ("pages", exported.pages.to_string()), ("folder", folder)];
    show::line(console.out, &show::say(console.locale, "summary-export", &values));
    Ok(())
}
