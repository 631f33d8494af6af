//! `neikan status`: all issues and the inbox at a glance.

use clap::Args;
use serde_json::json;

use super::{Console, Format, Outcome, Report, show, today};
use crate::agenda::{Inbox, IssueOverview, Overview, Pages, Planned, Standing, overview};
use crate::locale::Locale;
use crate::publication::Project;

/// How many issues that are done are shown; `--all` shows each.
const DONE: usize = 3;
/// How many planned issues are shown.
const PLANNED: usize = 3;

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    pub(super) report: Report,
}

/// Runs the command.
pub(super) fn run(project: &Project, args: &StatusArgs, console: &mut Console<'_>) -> Outcome {
    let own = overview(project, today::mailing(console.environment))?;
    if args.report.format == Format::Json {
        let mut report = json!(own);
        report["ok"] = json!(true);
        report["findings"] = json!(show::as_json(&own.findings, console.locale));
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&own.findings, project.root(), console);
    show_all(&own, args.all, console);
    Ok(())
}

fn show_all(own: &Overview, all: bool, console: &mut Console<'_>) {
    let done = own.issues.iter().filter(|issue| !issue.standing.is_open()).count();
    let hidden = if all { 0 } else { done.saturating_sub(DONE) };
    let mut passed = 0;
    let mut say = |key: &str, values: &[(&'static str, String)]| {
        show::line(console.out, &show::say(console.locale, key, values));
    };
    if hidden > 0 {
        say("status-hidden", &[("count", hidden.to_string())]);
    }
    for issue in &own.issues {
        if !issue.standing.is_open() {
            passed += 1;
            if passed <= hidden {
                continue;
            }
        }
        for (key, values) in lines(issue, console.locale) {
            say(key, &values);
        }
    }
    let planned = if all { own.planned.len() } else { PLANNED };
    for issue in own.planned.iter().take(planned) {
        let (key, values) = planned_line(issue);
        say(key, &values);
    }
    for (key, values) in inbox_lines(&own.inbox, console.locale) {
        say(key, &values);
    }
    let open = own.issues.iter().filter(|issue| issue.standing.is_open()).count();
    let values = [("today", own.today.to_string()), ("open", open.to_string())];
    say("summary-status", &values);
}

type Line = (&'static str, Vec<(&'static str, String)>);

/// The lines about an issue.
fn lines(own: &IssueOverview, locale: &Locale) -> Vec<Line> {
    let standing = own.standing.name().to_owned();
    let theme = own.theme.clone().unwrap_or_default();
    let mut head = vec![("issue", own.issue.clone()), ("standing", standing), ("theme", theme)];
    head.push(("date", own.date.map(|date| date.to_string()).unwrap_or_default()));
    head.extend(distance(own.days.unwrap_or_default()));
    let key = match (own.date, own.standing) {
        (None, _) => "status-unreadable",
        (_, Standing::Done) => "status-done",
        (_, Standing::Lapsed) => "status-lapsed",
        _ => "status-issue",
    };
    let mut out = vec![(key, head)];
    if own.standing.is_open() {
        let articles =
            [("count", own.articles.to_string()), ("stages", stages(&own.stages, locale))];
        let key = if own.stages.is_empty() { "status-articles-unknown" } else { "status-articles" };
        out.push((key, articles.to_vec()));
        out.extend(page_lines(own.pages.as_ref(), own.budget));
        if let (Some(stops), Some(warns)) = (own.stops, own.warns) {
            let values = vec![("stops", stops.to_string()), ("warns", warns.to_string())];
            out.push(("status-findings", values));
        }
        if let Some(next) = own.next {
            let mut values =
                vec![("step", next.due.name().to_owned()), ("date", next.date.to_string())];
            values.extend(distance(next.days));
            out.push(("status-next", values));
        }
    }
    if let Some(copies) = own.copies {
        let values = [
            ("all", copies.all),
            ("sent", copies.sent),
            ("waiting", copies.waiting),
            ("unsettled", copies.unsettled),
            ("hand", copies.by_hand),
        ];
        let values = values.map(|(name, count)| (name, count.to_string()));
        out.push(("status-copies", values.to_vec()));
    }
    out
}

/// Days from today as a message takes them: how many, and on which side.
pub(super) fn distance(days: i64) -> [(&'static str, String); 2] {
    let side = match days {
        0 => "today",
        1.. => "ahead",
        _ => "past",
    };
    [("days", days.abs().to_string()), ("side", side.to_owned())]
}

fn page_lines(pages: Option<&Pages>, budget: usize) -> Vec<Line> {
    let Some(pages) = pages else {
        return vec![("status-pages-none", vec![("budget", budget.to_string())])];
    };
    let state = match () {
        () if !pages.current => "stale",
        () if pages.draft => "draft",
        () => "final",
    };
    let values = [
        ("pages", pages.made.to_string()),
        ("missing", pages.missing.to_string()),
        ("over", pages.over.len().to_string()),
        ("under", pages.under.len().to_string()),
        ("state", state.to_owned()),
    ];
    let mut out = vec![("status-pages", values.to_vec())];
    for own in pages.over.iter().chain(&pages.under) {
        let values = vec![
            ("article", own.article.clone()),
            ("title", own.title.clone()),
            ("pages", own.pages.to_string()),
            ("budget", own.budget.to_string()),
        ];
        out.push(("status-budget", values));
    }
    out
}

/// How many articles await each stage, in the order of the stages.
fn stages(stages: &std::collections::BTreeMap<&'static str, usize>, locale: &Locale) -> String {
    const ORDER: [&str; 10] = [
        "first",
        "second",
        "final",
        "countersign",
        "proof-1",
        "proof-2",
        "proof-3",
        "corrections",
        "ready",
        "rejected",
    ];
    let own = ORDER.iter().filter_map(|stage| Some((*stage, *stages.get(stage)?)));
    let parts: Vec<String> = own
        .map(|(stage, count)| {
            let values = [("stage", stage.to_owned()), ("count", count.to_string())];
            show::say(locale, "status-stage", &values)
        })
        .collect();
    parts.join(&locale.text("status-comma"))
}

fn planned_line(own: &Planned) -> Line {
    let mut values = vec![("issue", own.issue.clone()), ("date", own.date.to_string())];
    let Some(next) = own.next else { return ("status-planned", values) };
    values.push(("step", next.due.name().to_owned()));
    values.push(("day", next.date.to_string()));
    values.extend(distance(next.days));
    ("status-planned-next", values)
}

fn inbox_lines(own: &Inbox, locale: &Locale) -> Vec<Line> {
    if own.articles == 0 {
        return vec![("status-inbox-empty", Vec::new())];
    }
    let values = [
        ("count", own.articles.to_string()),
        ("unready", own.unready.to_string()),
        ("stages", stages(&own.stages, locale)),
    ];
    let key = if own.stages.is_empty() { "status-inbox-unready" } else { "status-inbox" };
    vec![(key, values.to_vec())]
}
