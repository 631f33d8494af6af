//! `neikan gather`: moves what is approved for an issue from the inbox into the issue.

use clap::Args;
use serde_json::json;

use super::{Console, Format, Outcome, Report, lock, show, which};
use crate::desk::gather::{gather, survey};
use crate::diagnostic::Finding;
use crate::publication::{Date, Project};

/// The issue that is gathered for.
#[derive(Debug, Args)]
pub struct GatherArgs {
    #[arg(value_name = "ISSUE")]
    pub(super) issue: Option<String>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    #[command(flatten)]
    pub(super) report: Report,
}

/// Runs the command.
pub fn run(project: &Project, args: &GatherArgs, console: &mut Console<'_>) -> Outcome {
    let issue =
        which::meant(project, args.issue.as_deref(), "neikan gather", args.report.format, console)?;
    let date = args.date.unwrap_or(console.today);
    if date > console.today {
        let finding = Finding::stop("review-date-ahead").with("article", &issue);
        return Err(finding.with("date", date).with("today", console.today).into());
    }
    let gathered = if args.dry_run {
        survey(project, &issue)?
    } else {
        let _lock = lock::issues(project, "gather", console)?;
        gather(project, &issue, date, &mut |_| Ok(()))?
    };
    if args.report.format == Format::Json {
        let report = json!({
            "ok": true,
            "issue": issue,
            "dry_run": args.dry_run,
            "moved": gathered.moves,
            "findings": show::as_json(&gathered.findings, console.locale),
        });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&gathered.findings, project.root(), console);
    for own in &gathered.moves {
        let values = [("title", own.title.clone()), ("article", own.id.clone())];
        show::line(console.out, &show::say(console.locale, "review-title", &values));
    }
    let key = if args.dry_run { "summary-gather-dry" } else { "summary-gathered" };
    let values = [("issue", issue), ("count", gathered.moves.len().to_string())];
    show::line(console.out, &show::say(console.locale, key, &values));
    Ok(())
}
