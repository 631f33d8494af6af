//! `neikan new`: creates an issue.

use std::path::Path;

use clap::Args;

use super::{Console, Outcome, lock, show};
use crate::begin::SCHEMAS;
use crate::desk::planning::usual_date;
use crate::diagnostic::{Failure, Finding, Findings};
use crate::fs::{sync_folder, temporary_folder, write_whole};
use crate::pipeline::running::end_before;
use crate::publication::calendar::{Due, Schedule};
use crate::publication::{
    Calendar, Date, Form, Project, Publication, issue_number, load_issue, load_publication,
};

/// Which issue begins.
#[derive(Debug, Args)]
pub struct NewArgs {
    #[arg(value_name = "ISSUE")]
    pub(super) issue: Option<String>,
}

/// The largest number that a page of the year may have.
const LAST: u64 = 9999;
/// The template of a new issue; [`fill`] replaces its markers.
const ISSUE: &str = include_str!("new/issue.yml");
const ARTICLE: &str = include_str!("new/article.md");
/// The same for a form without covers.
const BULLETIN: [&str; 2] = [include_str!("new/bulletin.yml"), include_str!("new/bulletin.md")];
/// The same for a newspaper; each of its articles opens a page.
const NEWSPAPER: &str = include_str!("new/newspaper.yml");
const PAGES: [(&str, &str); 4] = [
    ("first", "第一版的头条"),
    ("second", "第二版的头条"),
    ("third", "第三版的头条"),
    ("fourth", "第四版的头条"),
];
const FIRST_TITLE: &str = "第一篇文章";
const COVER: &[u8] = include_bytes!("new/cover.svg");

/// Runs the command.
pub fn run(project: &Project, args: &NewArgs, console: &mut Console<'_>) -> Outcome {
    let _lock = lock::issues(project, "new", console)?;
    let publication = publication(project)?;
    let calendar = &publication.calendar;
    let next = || next_planned(project, calendar);
    let unplanned = || Failure::Call(Box::new(Finding::stop("new-unplanned")));
    let id = &args.issue.clone().or_else(next).ok_or_else(unplanned)?;
    let call = |rule| Failure::Call(Box::new(Finding::stop(rule).with("id", id)));
    let (year, number) = issue_number(id).ok_or_else(|| call("issue-name"))?;
    let folder = project.issue(id);
    if folder.join("issue.yml").symlink_metadata().is_ok() {
        return Err(call("issue-exists"));
    }
    let section = publication.sections.first().map(|own| own.id.clone()).unwrap_or_default();
    let planned = calendar.planned(id);
    let total = planned.and_then(|own| own.total).unwrap_or_else(|| next_total(project));
    let usual =
        || usual_date(&publication, year, number).unwrap_or(Date { year, month: 1, day: 1 });
    let date = planned.map_or_else(usual, |own| own.date);
    let form = Form::of(project, &publication.layout);
    let covers = form.covers;
    let [issue, article] = match form {
        Form { covers: true, .. } => [ISSUE, ARTICLE],
        Form { pages: true, .. } => [NEWSPAPER, BULLETIN[1]],
        _ => BULLETIN,
    };
    let (first_page, far) = first_page(project, &publication, (year, number));
    let fill = |text: &str| {
        text.replace("{year}", &year.to_string())
            .replace("{number}", &number.to_string())
            .replace("{total}", &total.to_string())
            .replace("{date}", &date.to_string())
            .replace("{section}", &section)
            .replace("{first_page}", &first_page)
    };
    // Editors such as VS Code complete and check the file by the schema, where there is one.
    let schema = format!("{SCHEMAS}/issue.schema.json");
    let by_schema = project.root().join(&schema).is_file();
    let line = format!("# yaml-language-server: $schema=../../{schema}\n");
    let head = if by_schema { line } else { String::new() } + &fill(issue);
    let articles = articles(&fill(article), form.pages);
    let mut files: Vec<(&str, &[u8])> =
        articles.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    if covers {
        files.push(("images/cover.svg", COVER));
    }
    files.push(("issue.yml", head.as_bytes()));
    begin(&folder, &files)?;
    show::findings(&far, project.root(), console);
    let values = [
        ("issue", id.clone()),
        ("head", project.show(&folder.join("issue.yml"))),
        ("articles", project.show(&folder.join("articles"))),
    ];
    show::line(console.out, &show::say(console.locale, "summary-new", &values));
    if planned.is_some() {
        let copy = Schedule::of(calendar, id, date).due(Due::Copy);
        let key = if copy.is_some() { "new-planned-copy" } else { "new-planned" };
        let copy = copy.map(|copy| copy.to_string()).unwrap_or_default();
        let values = [("date", date.to_string()), ("copy", copy)];
        show::line(console.out, &show::say(console.locale, key, &values));
    } else {
        let values = [("date", date.to_string())];
        show::line(console.out, &show::say(console.locale, "new-unplanned-date", &values));
    }
    Ok(())
}

/// The articles that an issue begins with, by path: one, or one for each page.
fn articles(text: &str, pages: bool) -> Vec<(String, String)> {
    let named = |name: &str, text: String| (format!("articles/{name}.md"), text);
    if !pages {
        return vec![named("first", text.to_owned())];
    }
    let titled = PAGES.iter().map(|(name, title)| named(name, text.replace(FIRST_TITLE, title)));
    titled.collect()
}

/// Writes the files of an issue into a temporary folder, which then gets its final name. In a
/// folder that exists but is not an issue, it adds only what is missing, and last the file that
/// makes it an issue.
fn begin(folder: &Path, files: &[(&str, &[u8])]) -> Result<(), Failure> {
    let missing = |path: &Path| path.symlink_metadata().is_err();
    if !missing(folder) {
        let files = files.iter().filter(|(path, _)| missing(&folder.join(path)));
        return files
            .into_iter()
            .try_for_each(|(path, text)| write_whole(&folder.join(path), text));
    }
    let machine = |reason| Failure::machine(folder, reason);
    let issues = folder.parent().unwrap_or(Path::new("."));
    let beside = temporary_folder(issues).map_err(machine)?;
    let whole = beside.path().join("issue");
    for (path, text) in files {
        write_whole(&whole.join(path), text)?;
    }
    sync_folder(&whole)?;
    std::fs::rename(&whole, folder).map_err(machine)?;
    sync_folder(issues)
}

/// The number after the newest issue's total number; 1 if none can be read.
fn next_total(project: &Project) -> u32 {
    let newest = project.issue_ids().pop();
    let issue = newest.and_then(|id| load_issue(project, &id, &mut Findings::default()));
    issue.map_or(1, |issue| issue.value.total + 1)
}

/// The line that says where the pages of a new issue begin in the year, where they are numbered through it:
/// after the last page of the issue before, if that was built. Without that nobody knows yet. What it could not
/// say is told.
fn first_page(
    project: &Project,
    publication: &Publication,
    (year, number): (u16, u16),
) -> (String, Findings) {
    let Some((_, last)) = end_before(project, publication, (year, number)) else {
        return Default::default();
    };
    if last >= LAST {
        let finding = Finding::warn("numbering-far").with("issue", format!("{year}-{number:02}"));
        let finding = finding.with("first", last + 1).with("limit", LAST);
        return (String::new(), finding.into());
    }
    let line = format!("first_page: {}              # 总页码：接上一期的末页\n", last + 1);
    (line, Findings::default())
}

/// The periodical.
fn publication(project: &Project) -> Result<Publication, Failure> {
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let findings = findings.settle()?;
    publication.map(|document| document.value).ok_or(Failure::Stopped(findings))
}

/// The first issue of the calendar after the newest that has been begun.
fn next_planned(project: &Project, calendar: &Calendar) -> Option<String> {
    let newest = project.issue_ids().pop().and_then(|id| issue_number(&id));
    let numbered = calendar.issues.iter().filter_map(|own| Some((issue_number(&own.issue)?, own)));
    let ahead = numbered.filter(|(number, _)| newest.is_none_or(|newest| *number > newest));
    ahead.min_by_key(|(number, _)| *number).map(|(_, own)| own.issue.clone())
}
