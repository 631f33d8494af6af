//! `neikan deliver status`: who was sent what.

use clap::Args;
use serde_json::json;

use super::super::table::table;
use super::{Console, Format, Outcome, Report, show, which};
use crate::circulation::status::{Line, lines};
use crate::diagnostic::{Failure, Findings};
use crate::locale::Locale;
use crate::publication::{Project, Publication, load_publication};

/// The arguments.
#[derive(Debug, Args)]
pub struct StatusArgs {
    #[arg(value_name = "ISSUE")]
    issue: Option<String>,
    #[command(flatten)]
    pub report: Report,
}

/// Runs the command.
pub fn run(project: &Project, args: &StatusArgs, console: &mut Console<'_>) -> Outcome {
    let issue = which::newest(project, args.issue.as_deref(), args.report.format, console)?;
    let lines = lines(project, &publication(project)?, &issue)?;
    if args.report.format == Format::Json {
        let report = json!({ "ok": true, "issue": issue, "copies": lines, "findings": [] });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    let headings = [
        "delivery-number",
        "delivery-name",
        "delivery-unit",
        "delivery-category",
        "delivery-standing",
        "delivery-day",
    ];
    let mut rows = vec![headings.map(|key| console.locale.text(key)).to_vec()];
    rows.extend(lines.iter().map(|line| row(line, console.locale)));
    table(&rows).iter().for_each(|line| show::line(console.out, line));
    show::line(console.out, &counts(&issue, &lines, console.locale));
    Ok(())
}

/// The publication, for its scope.
pub(super) fn publication(project: &Project) -> Result<Publication, Failure> {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let findings = findings.settle()?;
    publication.map(|document| document.value).ok_or(Failure::Stopped(findings))
}

fn row(line: &Line, locale: &Locale) -> Vec<String> {
    vec![
        format!("{:04}", line.number),
        format!("{}{}", line.name, line.title),
        line.unit.clone(),
        line.category.clone(),
        state(line.state, locale),
        line.day.clone(),
    ]
}

/// The state of a copy, in words.
pub(super) fn state(name: &str, locale: &Locale) -> String {
    show::say(locale, "delivery-state", &[("state", name.to_owned())])
}

/// How many copies are in each state.
fn counts(issue: &str, lines: &[Line], locale: &Locale) -> String {
    let count = |names: &[&str]| {
        lines.iter().filter(|line| names.contains(&line.state)).count().to_string()
    };
    let values = [
        ("issue", issue.to_owned()),
        ("sent", count(&["sent"])),
        ("unknown", count(&["unknown", "handing"])),
        ("refused", count(&["refused"])),
        ("left", count(&["waiting", "deferred", "unsent", "begun"])),
        ("none", count(&["no-address"])),
    ];
    show::say(locale, "summary-deliveries", &values)
}
