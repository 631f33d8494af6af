//! `neikan check`: checks the manuscripts of an issue or of the inbox without making anything.

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{Console, Format, Outcome, lock, sarif, show, which};
use crate::check::clock;
use crate::check::fix::Change;
use crate::diagnostic::{Failure, Finding, Findings, Severity};
use crate::pipeline::{check_issue, fix_issue, look_through, running};
use crate::publication::{INBOX, Project};

/// What is checked, and what is mended.
#[derive(Debug, Args)]
pub struct CheckArgs {
    #[arg(value_name = "ISSUE")]
    pub(super) issue: Option<String>,
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: ReportFormat,
    #[arg(long)]
    fix: bool,
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Human,
    Json,
    Sarif,
}

impl From<ReportFormat> for Format {
    /// The form of a failure; the SARIF report of a check is written before it fails.
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Json => Self::Json,
            ReportFormat::Human | ReportFormat::Sarif => Self::Human,
        }
    }
}

/// Runs the command.
pub fn run(project: &Project, args: &CheckArgs, console: &mut Console<'_>) -> Outcome {
    let issue = match args.issue.as_deref() {
        Some(INBOX) => INBOX.to_owned(),
        asked => which::newest(project, asked, args.format.into(), console)?,
    };
    let inbox = issue == INBOX;
    let fixed = if args.fix { fixed(project, &issue, console)? } else { Vec::new() };
    if args.fix && args.format == ReportFormat::Human {
        show_fixed(&fixed, console);
    }
    let checked = if inbox {
        look_through(project).and_then(|(assembly, findings)| Ok((assembly, findings.settle()?)))
    } else {
        let far = clock::far(project, &issue, console.today);
        let beside: Vec<Finding> = far.into_iter().chain(running::gap(project, &issue)).collect();
        match check_issue(&project.frozen(), &issue) {
            Ok((assembly, mut findings)) => {
                findings.extend(beside);
                Ok((assembly, findings))
            }
            Err(Failure::Stopped(mut findings)) => {
                findings.extend(beside);
                Err(Failure::Stopped(findings))
            }
            Err(other) => Err(other),
        }
    };
    if args.format == ReportFormat::Sarif {
        return as_sarif(checked.map(|(_, findings)| findings), console);
    }
    let (assembly, findings) = match checked {
        Err(Failure::Stopped(findings)) if mended(args, &fixed) => {
            return stopped(&findings, fixed.len(), project, console);
        }
        checked => checked?,
    };
    if args.format == ReportFormat::Json {
        let findings = show::as_json(&findings, console.locale);
        let fixed: Vec<&str> = fixed.iter().map(|change| change.file.as_str()).collect();
        let report = json!({ "ok": true, "issue": issue, "fixed": fixed, "findings": findings });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&findings, project.root(), console);
    let chars: usize = assembly.articles.iter().map(|article| article.chars).sum();
    let values = [
        ("issue", issue),
        ("articles", assembly.articles.len().to_string()),
        ("chars", chars.to_string()),
        ("warns", findings.count(Severity::Warn).to_string()),
    ];
    let key = if inbox { "summary-inbox-clean" } else { "summary-clean" };
    show::line(console.out, &show::say(console.locale, key, &values));
    Ok(())
}

/// Whether files were changed, and people are told so.
fn mended(args: &CheckArgs, fixed: &[Change]) -> bool {
    !fixed.is_empty() && args.format == ReportFormat::Human
}

/// Reports what is left to be put right by hand after files were changed.
fn stopped(
    findings: &Findings,
    fixed: usize,
    project: &Project,
    console: &mut Console<'_>,
) -> Outcome {
    show::findings(findings, project.root(), console);
    let values = [
        ("stops", findings.count(Severity::Stop).to_string()),
        ("warns", findings.count(Severity::Warn).to_string()),
        ("count", fixed.to_string()),
    ];
    show::line(console.err, &show::say(console.locale, "summary-fixed-stopped", &values));
    Err(Failure::Reported)
}

/// Fixes what can be fixed, while nobody else is writing.
fn fixed(
    project: &Project,
    issue: &str,
    console: &mut Console<'_>,
) -> Result<Vec<Change>, Failure> {
    let _lock = lock::issues(project, "check --fix", console)?;
    fix_issue(project, issue)
}

/// Reports what was fixed: each file, and the changes in it.
fn show_fixed(fixed: &[Change], console: &mut Console<'_>) {
    let key = if fixed.is_empty() { "summary-fix-none" } else { "summary-fixed" };
    let count = fixed.len().to_string();
    show::line(console.out, &show::say(console.locale, key, &[("count", count)]));
    for change in fixed {
        if change.diff.is_empty() {
            show::line(console.out, &format!("  {}", change.file));
        } else {
            show::line(console.out, &change.diff);
        }
    }
}

/// Writes a SARIF report, whether or not findings stop the work.
fn as_sarif(findings: Result<Findings, Failure>, console: &mut Console<'_>) -> Outcome {
    let (findings, outcome) = match findings {
        Ok(findings) => (findings, Ok(())),
        Err(Failure::Stopped(findings)) => (findings.clone(), Err(Failure::Stopped(findings))),
        Err(other) => return Err(other),
    };
    show::line(console.out, &show::pretty(&sarif::report(&findings, console.locale)));
    outcome
}
