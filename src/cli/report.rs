//! `neikan report`: what contributions counted for, and what is paid for them.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::table::table;
use super::{Console, Format, Outcome, Report, paint, show, which};
use crate::diagnostic::{Failure, Finding, Findings};
use crate::fs::write_whole;
use crate::locale::Locale;
use crate::publication::{Date, Project, Units};
use crate::report::contributions::{By, Contributions, contributions, explained};
use crate::report::fees::{Paid, fees, total};
use crate::report::notice;
use crate::report::period::Period;
use crate::report::quality;
use crate::report::shown;
use crate::report::table::{Cell, Table};
use crate::report::workbook::{entries, items, ledger, pay, separated, workbook};
use crate::report::works::issues;

/// What is reported.
#[derive(Debug, Args)]
pub struct ReportArgs {
    #[command(subcommand)]
    command: ReportCommand,
}

#[derive(Debug, Subcommand)]
enum ReportCommand {
    Contributions(ContributionsArgs),
    Fees(FeesArgs),
    Issue(IssueArgs),
    Year(YearArgs),
}

#[derive(Debug, Args)]
struct IssueArgs {
    #[arg(value_name = "ISSUE")]
    issue: Option<String>,
    #[arg(long, value_name = "FILE")]
    out: Vec<PathBuf>,
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Args)]
struct YearArgs {
    #[arg(value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1950..2200))]
    year: Option<u16>,
    #[arg(long, value_name = "FILE")]
    out: Vec<PathBuf>,
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Args)]
struct ContributionsArgs {
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Date>,
    #[arg(
        long,
        value_name = "WHAT",
        default_value = "unit",
        hide_default_value = true,
        hide_possible_values = true
    )]
    by: Grouped,
    #[arg(long, value_name = "FILE")]
    placements: Option<PathBuf>,
    #[arg(long, value_name = "UNIT|NAME")]
    explain: Option<String>,
    #[arg(long, value_name = "FILE")]
    out: Vec<PathBuf>,
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Args)]
struct FeesArgs {
    #[arg(value_name = "ISSUE")]
    issue: Option<String>,
    #[arg(long, value_name = "NAME")]
    explain: Option<String>,
    #[arg(long, value_name = "FILE")]
    out: Vec<PathBuf>,
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Grouped {
    Unit,
    Author,
    Section,
    Quarter,
}

impl From<Grouped> for By {
    fn from(asked: Grouped) -> Self {
        match asked {
            Grouped::Unit => Self::Unit,
            Grouped::Author => Self::Author,
            Grouped::Section => Self::Section,
            Grouped::Quarter => Self::Quarter,
        }
    }
}

impl ReportArgs {
    /// The form of the report.
    pub fn format(&self) -> Format {
        match &self.command {
            ReportCommand::Contributions(args) => args.report.format,
            ReportCommand::Fees(args) => args.report.format,
            ReportCommand::Issue(args) => args.report.format,
            ReportCommand::Year(args) => args.report.format,
        }
    }
}

/// Runs the command.
pub fn run(project: &Project, args: &ReportArgs, console: &mut Console<'_>) -> Outcome {
    match &args.command {
        ReportCommand::Contributions(args) => counted(project, args, console),
        ReportCommand::Fees(args) => paid(project, args, console),
        ReportCommand::Issue(args) => issue(project, args, console),
        ReportCommand::Year(args) => year(project, args, console),
    }
}

/// A kind of file that a report is written as, by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Workbook,
    Separated,
    Pdf,
}

/// The kinds of the files that are asked for.
///
/// # Errors
/// [`Failure::Call`] for an ending that is none of them.
fn kinds(out: &[PathBuf]) -> Result<Vec<(Kind, &Path)>, Failure> {
    let kind = |path: &PathBuf| {
        let ending = path.extension().map(|own| own.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("xlsx") => Some(Kind::Workbook),
            Some("csv") => Some(Kind::Separated),
            Some("pdf") => Some(Kind::Pdf),
            _ => None,
        }
    };
    let unknown = |path: &PathBuf| {
        Failure::Call(Box::new(Finding::stop("report-form").with("path", path.display())))
    };
    out.iter().map(|path| Ok((kind(path).ok_or_else(|| unknown(path))?, path.as_path()))).collect()
}

/// The texts of keys, and the names of kinds of contributions.
fn say(locale: &Locale) -> impl Fn(&str) -> String + '_ {
    |key| match key.starts_with("report-") {
        true => locale.text(key),
        false => show::say(locale, "report-kind-name", &[("kind", key.to_owned())]),
    }
}

fn counted(project: &Project, args: &ContributionsArgs, console: &mut Console<'_>) -> Outcome {
    let kinds = kinds(&args.out)?;
    let period = period(args, console.today);
    let all = contributions(project, period, args.by.into(), args.placements.as_deref())?;
    let locale = console.locale;
    let say = say(locale);
    let list = ledger(&all, &say("report-nobody"));
    let explained = args.explain.as_deref().map(|who| explained(project, &all, who)).transpose()?;
    let own = explained.map(|own| entries(own.into_iter(), &say));
    for (kind, path) in kinds {
        let bytes = match kind {
            Kind::Workbook => {
                let tables = [list.clone(), entries(all.entries.iter(), &say)];
                workbook(&tables, period.to, &say)?
            }
            Kind::Separated => separated(own.as_ref().unwrap_or(&list), &say)?,
            Kind::Pdf => notice::notice(project, &all)?,
        };
        write_whole(path, &bytes)?;
    }
    let report = json!({
        "from": period.from.to_string(),
        "to": period.to.to_string(),
        "issues": all.issues,
        "rows": plain(&list),
        "entries": own.as_ref().map(plain),
    });
    let files = args.out.as_slice();
    let summary = ("summary-contributions", contributed(&all));
    let tables: Vec<&Table> = std::iter::once(&list).chain(&own).collect();
    tell(project, (args.report.format, report), &all.findings, (&tables, files), summary, console);
    Ok(())
}

fn contributed(all: &Contributions) -> Vec<(&'static str, String)> {
    let points: Decimal = all.rows.iter().map(|row| row.points).sum();
    let short = match all.rows.iter().any(|row| row.target.is_some()) {
        true => all.rows.iter().filter(|row| row.short().is_some()).count().to_string(),
        false => "none".to_owned(),
    };
    vec![
        ("period", all.period.name()),
        ("issues", all.issues.len().to_string()),
        ("points", shown(points)),
        ("short", short),
    ]
}

/// The period of a call: from the first day of the year to today where it does not say.
fn period(args: &ContributionsArgs, today: Date) -> Period {
    let to = args.to.unwrap_or(today);
    let from = args.from.unwrap_or(Date { year: to.year, month: 1, day: 1 });
    Period { from, to }
}

fn paid(project: &Project, args: &FeesArgs, console: &mut Console<'_>) -> Outcome {
    let kinds = kinds(&args.out)?;
    let issue = which::newest(project, args.issue.as_deref(), args.report.format, console)?;
    let all = fees(project, &issue)?;
    let say = say(console.locale);
    let list = pay(&all);
    let own = args.explain.as_deref().map(|who| explained_pay(&all, who, &say)).transpose()?;
    for (kind, path) in kinds {
        let bytes = match kind {
            Kind::Workbook => {
                let tables = [list.clone(), items(all.people.iter(), &say)];
                workbook(&tables, all.date, &say)?
            }
            Kind::Separated => separated(own.as_ref().unwrap_or(&list), &say)?,
            Kind::Pdf => notice::signatures(project, &all)?,
        };
        write_whole(path, &bytes)?;
    }
    let (amount, tax) = total(&all.people);
    let report = json!({
        "issue": all.issue,
        "rows": plain(&list),
        "items": own.as_ref().map(plain),
        "amount": format!("{amount:.2}"),
        "tax": format!("{tax:.2}"),
    });
    let values = vec![
        ("label", all.label.clone()),
        ("people", all.people.len().to_string()),
        ("amount", format!("{amount:.2}")),
        ("tax", format!("{tax:.2}")),
        ("net", format!("{:.2}", amount - tax)),
    ];
    let files = args.out.as_slice();
    let tables: Vec<&Table> = std::iter::once(&list).chain(&own).collect();
    let summary = ("summary-fees", values);
    tell(project, (args.report.format, report), &all.findings, (&tables, files), summary, console);
    Ok(())
}

fn issue(project: &Project, args: &IssueArgs, console: &mut Console<'_>) -> Outcome {
    let format = args.report.format;
    let id = which::newest(project, args.issue.as_deref(), format, console)?;
    let own = quality::quality(project, &id)?;
    let say = say(console.locale);
    let tables = [quality::table(&own, &say), quality::stages(&own, &say)];
    write(&args.out, &tables, own.date, &say)?;
    let flagged = own.articles.iter().filter(|made| !made.flags.is_empty()).count();
    let kept = if own.rate() <= quality::ALLOWED { "kept" } else { "exceeded" };
    let report = json!({
        "issue": id,
        "rows": plain(&tables[0]),
        "stages": plain(&tables[1]),
        "rate": shown(own.rate()),
        "flagged": flagged,
    });
    let values = vec![
        ("label", own.label.clone()),
        ("articles", own.articles.len().to_string()),
        ("characters", own.characters().to_string()),
        ("rate", shown(own.rate())),
        ("allowed", shown(quality::ALLOWED)),
        ("kept", kept.to_owned()),
        ("flagged", flagged.to_string()),
    ];
    let summary = ("summary-report-issue", values);
    let tables = tables.each_ref();
    tell(project, (format, report), &own.findings, (&tables, &args.out), summary, console);
    Ok(())
}

fn year(project: &Project, args: &YearArgs, console: &mut Console<'_>) -> Outcome {
    let year = args.year.unwrap_or(console.today.year);
    let day = |month, day| Date { year, month, day };
    let period = Period { from: day(1, 1), to: day(12, 31) };
    let printed = issues(project, period)?;
    let made = printed.iter().map(|(id, _)| quality::quality(project, id));
    let made: Vec<quality::Quality> = made.collect::<Result<_, _>>()?;
    let findings: Findings = made.iter().flat_map(|own| own.findings.clone()).collect();
    let tables = quality::year(&made, &Units::read(project)?);
    let say = say(console.locale);
    write(&args.out, &tables, period.to, &say)?;
    let report = json!({
        "year": year,
        "issues": plain(&tables[0]),
        "sections": plain(&tables[1]),
        "units": plain(&tables[2]),
    });
    let articles: usize = made.iter().map(|own| own.articles.len()).sum();
    let characters: usize = made.iter().map(quality::Quality::characters).sum();
    let values = vec![
        ("year", year.to_string()),
        ("issues", made.len().to_string()),
        ("articles", articles.to_string()),
        ("characters", characters.to_string()),
    ];
    let tables: Vec<&Table> = tables.iter().collect();
    let format = args.report.format;
    let summary = ("summary-report-year", values);
    tell(project, (format, report), &findings, (&tables, &args.out), summary, console);
    Ok(())
}

/// Writes tables as workbooks, or the first of them as .csv.
fn write(
    out: &[PathBuf],
    tables: &[Table],
    date: Date,
    say: &dyn Fn(&str) -> String,
) -> Result<(), Failure> {
    let kinds = kinds(out)?;
    if let Some((_, path)) = kinds.iter().find(|(kind, _)| *kind == Kind::Pdf) {
        let finding = Finding::stop("report-form").with("path", path.display());
        return Err(Failure::Call(Box::new(finding)));
    }
    for (kind, path) in kinds {
        let bytes = match (kind, tables.first()) {
            (Kind::Separated, Some(first)) => separated(first, say)?,
            _ => workbook(tables, date, say)?,
        };
        write_whole(path, &bytes)?;
    }
    Ok(())
}

/// What somebody's amount is for.
fn explained_pay(all: &Paid, who: &str, say: &dyn Fn(&str) -> String) -> Result<Table, Failure> {
    let own: Vec<_> = all.people.iter().filter(|own| all.units.is(&own.name, who)).collect();
    if own.is_empty() {
        let known: Vec<&str> = all.people.iter().map(|own| own.name.as_str()).collect();
        let finding = Finding::stop("report-who").with("who", who);
        return Err(Failure::Call(Box::new(finding.with("known", known.join("、")))));
    }
    Ok(items(own.into_iter(), say))
}

/// A table for programs: one object a row, by the keys of its columns.
fn plain(table: &Table) -> Value {
    let name = |key: &&str| key.trim_start_matches("report-").to_owned();
    let row = |row: &Vec<Cell>| -> Value {
        let cells = table.head.iter().map(name).zip(row.iter().map(|cell| json!(cell.text())));
        Value::Object(cells.collect())
    };
    table.rows.iter().map(row).collect()
}

fn tell(
    project: &Project,
    (format, report): (Format, Value),
    findings: &Findings,
    (tables, files): (&[&Table], &[PathBuf]),
    (key, values): (&'static str, Vec<(&'static str, String)>),
    console: &mut Console<'_>,
) {
    if format == Format::Json {
        let mut report = report;
        report["ok"] = json!(true);
        report["files"] =
            json!(files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>());
        report["findings"] = json!(show::as_json(findings, console.locale));
        return show::line(console.out, &show::pretty(&report));
    }
    show::findings(findings, project.root(), console);
    for own in tables {
        listed(own, console);
    }
    show::line(console.out, &show::say(console.locale, key, &values));
    for path in files {
        let values = [("path", path.display().to_string())];
        show::line(console.out, &show::say(console.locale, "summary-report-file", &values));
    }
}

/// Shows a table; columns in which nothing stands are left out.
fn listed(own: &Table, console: &mut Console<'_>) {
    let filled = |column: &usize| {
        own.rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.text().is_empty()))
    };
    let columns: Vec<usize> = (0..own.head.len()).filter(filled).collect();
    let head = columns.iter().map(|column| console.locale.text(own.head[*column])).collect();
    let rows =
        own.rows.iter().map(|row| columns.iter().map(|column| row[*column].text()).collect());
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    for (index, line) in table(&lines).into_iter().enumerate() {
        let line = if index == 0 { paint::bold(&line, console.look.out) } else { line };
        show::line(console.out, &line);
    }
    show::line(console.out, "");
}
