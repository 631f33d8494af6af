//! `neikan todo`: what everybody has to do next.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::status::distance;
use super::{Console, Format, Outcome, show, today};
use crate::agenda::ics::{Event, calendar};
use crate::agenda::{Agenda, Milestone, Task, agenda};
use crate::desk::review::pasted;
use crate::diagnostic::{Failure, Finding, Findings};
use crate::fs::write_whole;
use crate::locale::Locale;
use crate::publication::{Document, Project, Publication, load_publication};
use hanzi::names::same;

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct TodoArgs {
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: TodoFormat,
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TodoFormat {
    Human,
    Json,
    Ics,
}

impl TodoArgs {
    /// The form of a failure.
    pub(super) fn format(&self) -> Format {
        if self.format == TodoFormat::Json { Format::Json } else { Format::Human }
    }
}

/// Runs the command.
pub(super) fn run(project: &Project, args: &TodoArgs, console: &mut Console<'_>) -> Outcome {
    if let Some(folder) = args.ics.as_deref().filter(|path| path.is_dir()) {
        let file = folder.join("neikan.ics").display().to_string();
        let finding = Finding::stop("call-folder").with("option", "--ics").with("file", file);
        return Err(Failure::Call(Box::new(finding.with("path", folder.display()))));
    }
    let day = today::mailing(console.environment);
    let mut own = agenda(project, day)?;
    let publication = publication(project)?;
    if let Some(who) = args.who.as_deref() {
        known(who, &publication, &own)?;
        own.tasks.retain(|task| task.is_for(who));
        own.milestones.clear();
    }
    if args.format != TodoFormat::Json {
        show::findings(&own.findings, project.root(), console);
    }
    if let Some(path) = &args.ics {
        let text = as_ics(&own, &publication.value, console);
        write_whole(path, text.as_bytes())?;
    }
    match args.format {
        TodoFormat::Json => {
            let mut report = json!(own);
            report["ok"] = json!(true);
            report["findings"] = json!(show::as_json(&own.findings, console.locale));
            show::line(console.out, &show::pretty(&report));
        }
        TodoFormat::Ics => {
            let text = as_ics(&own, &publication.value, console);
            // A closed pipe means that nobody is reading any more.
            let _ = console.out.write_all(text.as_bytes());
        }
        TodoFormat::Human => show_tasks(&own, args.who.as_deref(), console),
    }
    if let Some(path) = &args.ics
        && args.format == TodoFormat::Human
    {
        let values = [
            ("path", path.display().to_string()),
            ("count", events(&own, console.locale).len().to_string()),
        ];
        show::line(console.out, &show::say(console.locale, "summary-ics", &values));
    }
    Ok(())
}

fn publication(project: &Project) -> Result<Document<Publication>, Failure> {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    publication.ok_or(Failure::Stopped(findings))
}

/// Refuses a name that the list of those who sign does not have: nothing to do would be the answer.
fn known(who: &str, publication: &Document<Publication>, own: &Agenda) -> Outcome {
    let reviewers = &publication.value.review.reviewers;
    let listed = reviewers.iter().any(|reviewer| same(&reviewer.name, who));
    if listed || own.tasks.iter().any(|task| task.is_for(who)) {
        return Ok(());
    }
    let names: Vec<&str> = reviewers.iter().map(|own| own.name.as_str()).collect();
    let finding = Finding::stop("todo-who").with("name", who).with("known", names.join(", "));
    Err(Failure::Call(Box::new(finding)))
}

/// Shows the tasks by person, whoever has the most urgent one first.
fn show_tasks(own: &Agenda, who: Option<&str>, console: &mut Console<'_>) {
    let mut people: Vec<Option<&str>> = Vec::new();
    for task in &own.tasks {
        let person = task.who.as_deref();
        if !people.contains(&person) {
            people.push(person);
        }
    }
    for person in people {
        let key = if person.is_some() { "todo-person" } else { "todo-office" };
        let values = [("name", person.unwrap_or_default().to_owned())];
        show::line(console.out, &show::say(console.locale, key, &values));
        for task in own.tasks.iter().filter(|task| task.who.as_deref() == person) {
            show_task(task, who, console);
        }
    }
    let late = own.tasks.iter().filter(|task| task.days.is_some_and(|days| days < 0)).count();
    let values = [
        ("today", own.today.to_string()),
        ("count", own.tasks.len().to_string()),
        ("late", late.to_string()),
    ];
    show::line(console.out, &show::say(console.locale, "summary-todo", &values));
}

fn show_task(task: &Task, who: Option<&str>, console: &mut Console<'_>) {
    let locale = console.locale;
    let mut values = vec![("what", what(task, locale))];
    let key = match (task.due, task.since) {
        (Some(due), _) => {
            values.push(("date", due.to_string()));
            values.extend(distance(task.days.unwrap_or_default()));
            "todo-due"
        }
        (None, Some(since)) => {
            values.push(("date", since.to_string()));
            "todo-since"
        }
        (None, None) => "todo-undated",
    };
    show::line(console.out, &show::say(locale, key, &values));
    if !task.others.is_empty() {
        let others = [("names", task.others.join(&locale.text("status-comma")))];
        show::line(console.out, &show::say(locale, "todo-others", &others));
    }
    if let Some(command) = &task.command {
        show::line(console.out, &format!("      {}", for_person(task, command, who)));
    }
}

/// The call of a task as the person who asked would make it.
fn for_person(task: &Task, command: &str, who: Option<&str>) -> String {
    let named = |name: &str| format!("--by {}", pasted(name));
    match (task.who.as_deref(), who.and_then(|who| spelled(task, who))) {
        (Some(first), Some(own)) => command.replacen(&named(first), &named(own), 1),
        _ => command.to_owned(),
    }
}

/// A person of a task as the list spells them.
fn spelled<'a>(task: &'a Task, who: &str) -> Option<&'a str> {
    task.others.iter().map(String::as_str).find(|own| same(own, who))
}

/// What is to be done, in words.
fn what(task: &Task, locale: &Locale) -> String {
    let values = [
        ("kind", task.kind.to_owned()),
        ("stage", task.kind.to_owned()),
        ("issue", task.issue.clone()),
        ("article", task.article.clone().unwrap_or_default()),
        ("title", task.title.clone().unwrap_or_default()),
        ("count", task.count.map(|count| count.to_string()).unwrap_or_default()),
    ];
    let key = match task.kind {
        "revise" | "nobody" | "inbox" => "todo-of-article",
        _ if task.article.is_some() => "todo-sign",
        _ => "todo-of-issue",
    };
    show::say(locale, key, &values)
}

fn as_ics(own: &Agenda, publication: &Publication, console: &Console<'_>) -> String {
    let name = [("name", publication.name.clone())];
    let name = show::say(console.locale, "ics-name", &name);
    calendar(&name, &publication.slug, own.today, &events(own, console.locale))
}

/// The tasks that have a day, and the days of the calendar.
fn events(own: &Agenda, locale: &Locale) -> Vec<Event> {
    let tasks = own.tasks.iter().filter_map(|task| {
        let who = task.who.clone().unwrap_or_default();
        let values = [("what", what(task, locale)), ("name", who)];
        let key = if task.who.is_some() { "ics-task" } else { "ics-office" };
        let parts = [task.kind, &task.issue, task.article.as_deref().unwrap_or_default()];
        Some(Event {
            of: parts.map(str::to_owned).to_vec(),
            date: task.due?,
            summary: show::say(locale, key, &values),
            description: task.command.clone().unwrap_or_default(),
        })
    });
    tasks.chain(own.milestones.iter().map(|own| milestone(own, locale))).collect()
}

fn milestone(own: &Milestone, locale: &Locale) -> Event {
    let step = own.due.map_or("printing", |due| due.name());
    let values = [("step", step.to_owned()), ("issue", own.issue.clone())];
    Event {
        of: ["due", step, &own.issue].map(str::to_owned).to_vec(),
        date: own.date,
        summary: show::say(locale, "ics-milestone", &values),
        description: String::new(),
    }
}
