//! `neikan deliver confirm`: a person says whether a copy arrived whose answer was lost.

use clap::Args;
use serde_json::json;

use super::{Desk, Format, Outcome, show};
use crate::circulation::ledger::Ledger;
use crate::diagnostic::{Failure, Finding};
use crate::publication::Project;

/// The arguments.
#[derive(Debug, Args)]
pub struct ConfirmArgs {
    #[arg(value_name = "NUMBER")]
    number: u32,
    #[arg(long, required_unless_present = "not_sent", conflicts_with = "not_sent")]
    sent: bool,
    #[arg(long)]
    not_sent: bool,
    #[arg(long, value_name = "ISSUE")]
    issue: Option<String>,
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: Format,
}

/// Runs the command.
pub fn run(project: &Project, args: &ConfirmArgs, desk: &mut Desk<'_>) -> Outcome {
    let issue = project.choose_issue(args.issue.as_deref())?;
    let ledger = Ledger::write(project)?;
    if ledger.confirm(&issue, args.number, args.sent)? == 0 {
        let finding = Finding::stop("confirm-nothing").with("number", args.number);
        return Err(Failure::Call(Box::new(finding.with("issue", issue))));
    }
    let state = if args.sent { "sent" } else { "unsent" };
    if args.format == Format::Json {
        let report = json!({
            "ok": true, "issue": issue, "number": args.number, "state": state, "findings": [],
        });
        show::line(desk.out, &show::pretty(&report));
        return Ok(());
    }
    let values = [("number", args.number.to_string()), ("state", state.to_owned())];
    show::line(desk.out, &show::say(desk.locale, "summary-confirmed", &values));
    Ok(())
}
