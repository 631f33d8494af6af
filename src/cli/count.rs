//! `neikan count`: characters, pictures and pages of an issue, by article, section, author and unit.

use clap::Args;
use serde_json::json;

use super::table::table;
use super::{Console, Format, Outcome, Report, paint, show};
use crate::pipeline::{Counted, Group, Tally, count};
use crate::publication::{INBOX, Project};

/// What is counted.
#[derive(Debug, Args)]
pub struct CountArgs {
    #[arg(value_name = "ISSUE")]
    issue: Option<String>,
    #[command(flatten)]
    report: Report,
}

impl CountArgs {
    /// The form of the report.
    pub fn format(&self) -> Format {
        self.report.format
    }

    /// The issue asked for.
    pub fn issue(&self) -> &Option<String> {
        &self.issue
    }
}

/// Runs the command.
pub fn run(project: &Project, args: &CountArgs, console: &mut Console<'_>) -> Outcome {
    let issue = match args.issue.as_deref() {
        Some(INBOX) => INBOX.to_owned(),
        asked => project.choose_issue(asked)?,
    };
    let counted = count(project, &issue)?;
    if args.report.format == Format::Json {
        let mut report = json!(counted);
        report["ok"] = json!(true);
        report["findings"] = json!(show::as_json(&counted.findings, console.locale));
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&counted.findings, project.root(), console);
    show_counted(&counted, console);
    Ok(())
}

fn show_counted(counted: &Counted, console: &mut Console<'_>) {
    let articles = counted.articles.iter().map(|own| (own.title.clone(), &own.tally));
    show_list("count-articles", &articles.collect::<Vec<_>>(), false, console);
    for (heading, groups) in [
        ("count-sections", &counted.sections),
        ("count-authors", &counted.authors),
        ("count-units", &counted.units),
    ] {
        let rows = groups.iter().map(|Group { name, tally }| (name.clone(), tally));
        show_list(heading, &rows.collect::<Vec<_>>(), true, console);
    }
    let total = &counted.total;
    let values = [
        ("issue", counted.issue.clone()),
        ("articles", total.articles.to_string()),
        ("han", total.han.to_string()),
        ("characters", total.characters.to_string()),
        ("set", total.set.to_string()),
        ("line", counted.line.to_string()),
        ("pictures", total.pictures.to_string()),
        ("pages", total.pages.map_or("none".to_owned(), |pages| pages.to_string())),
    ];
    show::line(console.out, &show::say(console.locale, "summary-count", &values));
}

/// A list under its heading; with `several` each entry says how many articles it stands for.
fn show_list(heading: &str, rows: &[(String, &Tally)], several: bool, console: &mut Console<'_>) {
    if rows.is_empty() {
        return;
    }
    let number = |of: &dyn Fn(&Tally) -> Option<usize>| -> Vec<String> {
        let all: Vec<String> = rows
            .iter()
            .map(|(_, tally)| of(tally).map_or("\u{2014}".to_owned(), |count| count.to_string()))
            .collect();
        let width = all.iter().map(|text| text.chars().count()).max().unwrap_or_default();
        all.into_iter().map(|text| format!("{text:>width$}")).collect()
    };
    let mut columns: Vec<(&str, Vec<String>)> = vec![
        ("count-han", number(&|tally| Some(tally.han))),
        ("count-characters", number(&|tally| Some(tally.characters))),
        ("count-set", number(&|tally| Some(tally.set))),
        ("count-pictures", number(&|tally| Some(tally.pictures))),
        ("count-pages", number(&|tally| tally.pages)),
    ];
    if several {
        columns.insert(0, ("count-pieces", number(&|tally| Some(tally.articles))));
    }
    let mut head = vec![console.locale.text(heading)];
    head.extend(columns.iter().map(|(key, _)| console.locale.text(key)));
    let mut lines = vec![head];
    for (index, (name, _)) in rows.iter().enumerate() {
        let numbers = columns.iter().map(|(_, numbers)| numbers[index].clone());
        lines.push(std::iter::once(name.clone()).chain(numbers).collect());
    }
    for (index, line) in table(&lines).into_iter().enumerate() {
        let line = if index == 0 { paint::bold(&line, console.look.out) } else { line };
        show::line(console.out, &line);
    }
    show::line(console.out, "");
}
