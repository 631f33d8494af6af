//! `neikan picture add`: takes pictures into the folder of an issue or of the inbox.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Console, Format, Outcome, Report, lock, show};
use crate::desk::pictures::{Added, Wanted, add};
use crate::publication::Project;

#[derive(Debug, Args)]
pub(super) struct PictureArgs {
    #[command(subcommand)]
    command: PictureCommand,
}

#[derive(Debug, Subcommand)]
enum PictureCommand {
    Add(AddArgs),
}

#[derive(Debug, Args)]
struct AddArgs {
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_name = "ISSUE|inbox")]
    to: Option<String>,
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    #[command(flatten)]
    report: Report,
}

impl PictureArgs {
    /// The files in hand.
    pub(super) fn subject(&self) -> String {
        let PictureCommand::Add(args) = &self.command;
        let names = args.files.iter().map(|file| file.display().to_string());
        names.collect::<Vec<_>>().join(", ")
    }

    /// The form of the report.
    pub(super) fn format(&self) -> Format {
        let PictureCommand::Add(args) = &self.command;
        args.report.format
    }
}

/// Runs the command.
pub(super) fn run(project: &Project, args: &PictureArgs, console: &mut Console<'_>) -> Outcome {
    let PictureCommand::Add(args) = &args.command;
    let wanted = Wanted { issue: args.to.as_deref(), article: args.article.as_deref() };
    let lock = lock::issues(project, "picture add", console)?;
    let (added, findings) = add(project, &lock, &args.files, wanted)?;
    if args.report.format == Format::Json {
        let pictures: Vec<_> = added.iter().map(as_json).collect();
        let findings = show::as_json(&findings, console.locale);
        let report = json!({ "ok": true, "added": pictures, "findings": findings });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&findings, project.root(), console);
    for picture in added {
        let markdown = picture.markdown();
        let [width, height] = picture.size;
        let values = [
            ("from", picture.from.display().to_string()),
            ("kind", picture.kind.to_owned()),
            ("to", picture.to),
            ("size", format!("{width}×{height}")),
        ];
        show::line(console.out, &show::say(console.locale, "summary-picture-added", &values));
        if let Some(original) = picture.original {
            let values = [("original", original)];
            show::line(
                console.out,
                &show::say(console.locale, "summary-picture-original", &values),
            );
        }
        show::line(console.out, &markdown);
    }
    Ok(())
}

fn as_json(picture: &Added) -> serde_json::Value {
    json!({
        "from": picture.from.display().to_string(),
        "to": picture.to,
        "kind": picture.kind,
        "width": picture.size[0],
        "height": picture.size[1],
        "original": picture.original,
        "markdown": picture.markdown(),
    })
}
