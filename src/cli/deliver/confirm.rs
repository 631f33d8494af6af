//! `neikan deliver confirm`: a person reports whether copies arrived whose answer was lost, or that
//! they were sent by hand.

use clap::Args;
use serde_json::json;

use super::status::publication;
use super::{Console, Format, Outcome, Report, show, today, which};
use crate::circulation::confirm::{Word, confirm};
use crate::publication::Project;

/// The arguments.
#[derive(Debug, Args)]
pub struct ConfirmArgs {
    #[arg(value_name = "NUMBER", required = true, value_delimiter = ',')]
    numbers: Vec<u32>,
    #[arg(long, required_unless_present = "not_sent", conflicts_with = "not_sent")]
    sent: bool,
    #[arg(long)]
    not_sent: bool,
    #[arg(long, value_name = "ISSUE")]
    issue: Option<String>,
    #[command(flatten)]
    pub report: Report,
}

/// Runs the command.
pub fn run(project: &Project, args: &ConfirmArgs, console: &mut Console<'_>) -> Outcome {
    let issue = which::meant(
        project,
        args.issue.as_deref(),
        "neikan deliver confirm … --issue",
        args.report.format,
        console,
    )?;
    let word = Word {
        issue: issue.clone(),
        numbers: args.numbers.clone(),
        sent: args.sent,
        day: today::mailing(console.environment),
        at: today::now(console.environment),
    };
    confirm(project, &publication(project)?, &word)?;
    let state = if args.sent { "sent" } else { "unsent" };
    if args.report.format == Format::Json {
        let report = json!({
            "ok": true, "issue": issue, "numbers": args.numbers, "state": state, "findings": [],
        });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    let numbers: Vec<String> = args.numbers.iter().map(u32::to_string).collect();
    let values = [("numbers", numbers.join(", ")), ("state", state.to_owned())];
    show::line(console.out, &show::say(console.locale, "summary-confirmed", &values));
    Ok(())
}
