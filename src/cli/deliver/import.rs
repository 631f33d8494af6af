//! `neikan deliver import`: imports a spreadsheet into the list of recipients.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Console, Format, Outcome, Report, lock, show};
use crate::circulation::recipients::import::import;
use crate::publication::Project;

/// The arguments.
#[derive(Debug, Args)]
pub struct ImportArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    pub report: Report,
}

/// Runs the command.
pub fn run(project: &Project, args: &ImportArgs, console: &mut Console<'_>) -> Outcome {
    // A dry run writes nothing.
    let _lock =
        if args.dry_run { None } else { Some(lock::issues(project, "deliver import", console)?) };
    let imported = import(project, &args.file, args.dry_run)?;
    if args.report.format == Format::Json {
        let mut report = json!(imported);
        report["ok"] = json!(true);
        report["dry_run"] = json!(args.dry_run);
        report["findings"] = json!(show::as_json(&imported.findings, console.locale));
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&imported.findings, project.root(), console);
    for (number, name) in &imported.added {
        let values = [("number", number.to_string()), ("name", name.clone())];
        show::line(console.out, &show::say(console.locale, "list-added", &values));
    }
    for (number, name, keys) in &imported.changed {
        let values =
            [("number", number.to_string()), ("name", name.clone()), ("keys", keys.join(", "))];
        show::line(console.out, &show::say(console.locale, "list-changed", &values));
    }
    let values = [
        ("added", imported.added.len().to_string()),
        ("changed", imported.changed.len().to_string()),
        ("unchanged", imported.unchanged.to_string()),
    ];
    let key = if args.dry_run { "summary-list-dry" } else { "summary-list" };
    show::line(console.out, &show::say(console.locale, key, &values));
    Ok(())
}
