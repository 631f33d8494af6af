//! `neikan deliver forget`: erases a person.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Console, Format, Outcome, Report, lock, out_folder, show};
use crate::circulation::forget::forget;
use crate::circulation::ledger::Who;
use crate::publication::Project;

/// The arguments.
#[derive(Debug, Args)]
pub struct ForgetArgs {
    #[arg(value_name = "NUMBER|ADDRESS")]
    who: String,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub report: Report,
}

/// Runs the command.
pub fn run(project: &Project, args: &ForgetArgs, console: &mut Console<'_>) -> Outcome {
    let who = args.who.parse().map_or_else(|_| Who::Address(args.who.clone()), Who::Number);
    let _lock = lock::issues(project, "deliver forget", console)?;
    let forgotten = forget(project, &out_folder(project, args.out.as_ref()), &who)?;
    if args.report.format == Format::Json {
        let mut report = json!(forgotten);
        report["ok"] = json!(true);
        report["findings"] = json!([]);
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    let numbers: Vec<String> = forgotten.numbers.iter().map(u32::to_string).collect();
    let values = [
        ("numbers", numbers.join(", ")),
        ("attempts", forgotten.attempts.to_string()),
        ("entries", forgotten.entries.to_string()),
        ("files", forgotten.files.len().to_string()),
    ];
    show::line(console.out, &show::say(console.locale, "summary-forgotten", &values));
    Ok(())
}
