//! `neikan plan`: writes the issues of a year into the calendar.

use clap::Args;
use serde_json::json;

use super::{Console, Format, Outcome, Report, lock, show};
use crate::desk::planning::{Plan, plan, write};
use crate::diagnostic::Findings;
use crate::publication::calendar::{Due, Schedule};
use crate::publication::{Calendar, Date, Printing, Project, load_publication};

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct PlanArgs {
    #[arg(value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1950..2200))]
    year: u16,
    #[arg(long, value_name = "MONTHS", value_delimiter = ',', value_parser = clap::value_parser!(u8).range(1..=12))]
    months: Vec<u8>,
    #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = clap::value_parser!(u8).range(1..=31))]
    days: Vec<u8>,
    #[arg(long, value_name = "1-7", value_parser = clap::value_parser!(u8).range(1..=7))]
    weekday: Option<u8>,
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    pub(super) report: Report,
}

/// Runs the command.
pub(super) fn run(project: &Project, args: &PlanArgs, console: &mut Console<'_>) -> Outcome {
    let asked =
        Printing { months: args.months.clone(), days: args.days.clone(), weekday: args.weekday };
    let comment = console.locale.text("plan-comment");
    let planned = if args.dry_run {
        plan(project, args.year, &asked, &comment)?
    } else {
        let _lock = lock::issues(project, "plan", console)?;
        let planned = plan(project, args.year, &asked, &comment)?;
        write(project, &planned)?;
        planned
    };
    report(project, args, &planned, console);
    Ok(())
}

fn report(project: &Project, args: &PlanArgs, planned: &Plan, console: &mut Console<'_>) {
    let calendar = load_publication(project, &mut Findings::default())
        .map(|document| document.value.calendar)
        .unwrap_or_default();
    if args.report.format == Format::Json {
        let issues: Vec<_> = planned
            .entries
            .iter()
            .map(|own| {
                let days = days(&calendar, &own.issue, own.date);
                let days: serde_json::Map<_, _> = days
                    .into_iter()
                    .map(|(due, day)| (due.name().to_owned(), json!(day)))
                    .collect();
                json!({ "issue": own.issue, "date": own.date, "total": own.total, "days": days })
            })
            .collect();
        let report = json!({
            "ok": true,
            "year": args.year,
            "dry_run": args.dry_run,
            "issues": issues,
            "findings": show::as_json(&planned.findings, console.locale),
        });
        return show::line(console.out, &show::pretty(&report));
    }
    show::findings(&planned.findings, project.root(), console);
    for own in &planned.entries {
        let total = own.total.map(|total| total.to_string()).unwrap_or_default();
        let key = if own.total.is_some() { "plan-issue" } else { "plan-issue-plain" };
        let values =
            [("issue", own.issue.clone()), ("date", own.date.to_string()), ("total", total)];
        show::line(console.out, &show::say(console.locale, key, &values));
        for (due, day) in days(&calendar, &own.issue, own.date) {
            let values = [("step", due.name().to_owned()), ("date", day.to_string())];
            show::line(console.out, &show::say(console.locale, "plan-day", &values));
        }
    }
    let key = if args.dry_run { "summary-plan-dry" } else { "summary-planned" };
    let values = [("year", args.year.to_string()), ("count", planned.entries.len().to_string())];
    show::line(console.out, &show::say(console.locale, key, &values));
}

/// The days of an issue that the calendar itself names.
fn days(calendar: &Calendar, issue: &str, date: Date) -> Vec<(Due, Date)> {
    let named = |due: Due| calendar.deadlines.of(due).is_some();
    let all = Schedule::of(calendar, issue, date).days;
    all.into_iter().filter(|(due, _)| named(*due)).collect()
}
