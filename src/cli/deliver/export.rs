//! `neikan deliver export`: who was sent what, as a workbook for the office's records.

use std::io;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::status::{publication, state};
use super::{Console, Format, Outcome, Report, out_folder, show, which};
use crate::circulation::status::{lines, workbook};
use crate::diagnostic::Failure;
use crate::fs::lock::Kind;
use crate::fs::{Lock, write_private};
use crate::publication::Project;

/// The arguments.
#[derive(Debug, Args)]
pub struct ExportArgs {
    #[arg(value_name = "ISSUE")]
    issue: Option<String>,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub report: Report,
}

/// Runs the command.
pub fn run(project: &Project, args: &ExportArgs, console: &mut Console<'_>) -> Outcome {
    let issue = which::newest(project, args.issue.as_deref(), args.report.format, console)?;
    let lines = lines(project, &publication(project)?, &issue)?;
    let headings = [
        "delivery-number",
        "delivery-name",
        "delivery-title",
        "delivery-unit",
        "delivery-category",
        "delivery-address",
        "delivery-standing",
        "delivery-day",
        "delivery-attempts",
        "delivery-reply",
    ];
    let headings = headings.map(|key| console.locale.text(key));
    let out = out_folder(project, args.out.as_ref()).join(&issue);
    let path = out.join("deliveries.xlsx");
    let bytes = workbook(&lines, &headings, &|name| state(name, console.locale))
        .map_err(|error| Failure::machine(&path, io::Error::other(error)))?;
    let lock = Lock::take(&out, Kind::Passing, "deliver export")?;
    write_private(&path, &bytes)?;
    drop(lock);
    let shown = path.display().to_string();
    if args.report.format == Format::Json {
        let report = json!({
            "ok": true, "issue": issue, "path": shown, "copies": lines.len(), "findings": [],
        });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    let values = [("path", shown), ("count", lines.len().to_string())];
    show::line(console.out, &show::say(console.locale, "summary-exported", &values));
    Ok(())
}
