//! All issues and the inbox at a glance.

use std::collections::BTreeMap;

use serde::Serialize;

use super::open::{Copies, Standing, copies, standing};
use crate::archive::record::Record;
use crate::desk::review::status::ArticleStatus;
use crate::desk::review::{self, Folder, Status, status};
use crate::diagnostic::{Failure, Finding, Findings, Place, Severity};
use crate::pipeline::{Waiting, check_issue, waiting};
use crate::publication::calendar::{Due, Schedule, Workdays};
use crate::publication::{
    Date, Document, Issue, Project, Publication, issue_number, load_issue, load_publication,
};
use crate::typeset::page_map::ArticlePages;

/// Everything at a glance.
#[derive(Debug, Serialize)]
pub struct Overview {
    /// The day.
    pub today: Date,
    /// The issues, oldest first.
    pub issues: Vec<IssueOverview>,
    /// The inbox.
    pub inbox: Inbox,
    /// The issues of the calendar that have not been begun, and are not past.
    pub planned: Vec<Planned>,
    /// What is wrong with the calendar.
    #[serde(skip)]
    pub findings: Findings,
}

/// How an issue stands.
#[derive(Debug, Serialize)]
pub struct IssueOverview {
    /// Its name.
    pub issue: String,
    /// How far it has come.
    pub standing: Standing,
    /// Its theme.
    pub theme: Option<String>,
    /// 印刷日期; nothing where `issue.yml` cannot be read.
    pub date: Option<Date>,
    /// Days from today to that date.
    pub days: Option<i64>,
    /// What the calendar says is due next.
    pub next: Option<Milestone>,
    /// Its articles by the stage that they await: `first` to `proof-3`, `corrections`, `rejected`,
    /// `ready`. Empty for an issue that is done, or whose ledger or texts cannot be read.
    pub stages: BTreeMap<&'static str, usize>,
    /// The number of its articles.
    pub articles: usize,
    /// The pages that its articles should take together, as far as they say.
    pub budget: usize,
    /// Its pages; nothing where it was not built.
    pub pages: Option<Pages>,
    /// The open errors of a check; nothing for an issue that is done.
    pub stops: Option<usize>,
    /// The open warnings of a check.
    pub warns: Option<usize>,
    /// How its copies stand.
    pub copies: Option<Copies>,
}

/// A day that is due.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Milestone {
    /// What.
    pub due: Due,
    /// When.
    pub date: Date,
    /// Days from today to then.
    pub days: i64,
}

/// The pages of an issue as it was last built.
#[derive(Debug, Serialize)]
pub struct Pages {
    /// How many there are inside.
    pub made: usize,
    /// How many are missing until they can be bound.
    pub missing: usize,
    /// The articles over their budget.
    pub over: Vec<Budget>,
    /// The articles short of it.
    pub under: Vec<Budget>,
    /// Whether a draft was made.
    pub draft: bool,
    /// Whether the issue is still what was built.
    pub current: bool,
}

/// An article that misses its budget.
#[derive(Debug, Serialize)]
pub struct Budget {
    /// The article.
    pub article: String,
    /// Its title.
    pub title: String,
    /// The pages that it takes.
    pub pages: usize,
    /// The pages that it should take.
    pub budget: u16,
}

/// How the inbox stands.
#[derive(Debug, Default, Serialize)]
pub struct Inbox {
    /// The number of its manuscripts.
    pub articles: usize,
    /// How many cannot be reviewed as they are.
    pub unready: usize,
    /// The others by the stage that they await, as for an issue.
    pub stages: BTreeMap<&'static str, usize>,
}

/// An issue that is planned.
#[derive(Debug, Serialize)]
pub struct Planned {
    /// Its name.
    pub issue: String,
    /// 印刷日期.
    pub date: Date,
    /// What is due next.
    pub next: Option<Milestone>,
}

impl Milestone {
    fn of(next: Option<(Due, Date)>, today: Date) -> Option<Self> {
        let (due, date) = next?;
        Some(Self { due, date, days: date.days() - today.days() })
    }
}

/// Says how all issues and the inbox stand on a day.
///
/// # Errors
/// [`Failure::Stopped`] when `publication.yml` cannot be read.
pub fn overview(project: &Project, today: Date) -> Result<Overview, Failure> {
    // Every file is read once, however many questions are asked of it.
    let project = &project.frozen();
    let mut findings = Findings::default();
    let document = load_publication(project, &mut findings);
    let mut findings = findings.settle()?;
    let Some(document) = document else { return Err(Failure::Stopped(findings)) };
    let publication = &document.value;
    let named = project.issue_ids().into_iter().filter(|id| issue_number(id).is_some());
    let issues: Vec<IssueOverview> =
        named.map(|id| issue_overview(project, publication, &id, today)).collect();
    let planned = planned(&document, &issues, today);
    let years = planned.iter().map(|own| own.date.year);
    let years = years.chain([today.year]).filter(|_| !publication.calendar.issues.is_empty());
    findings.extend(unknown_years(publication, years));
    let inbox = inbox(project);
    Ok(Overview { today, issues, inbox, planned, findings })
}

/// A note for every year in which dates fall whose holidays nobody has entered.
pub fn unknown_years(publication: &Publication, years: impl Iterator<Item = u16>) -> Vec<Finding> {
    let mut years: Vec<u16> = years.collect();
    years.sort_unstable();
    years.dedup();
    let unknown = years.into_iter().filter(|year| !Workdays(&publication.calendar).knows(*year));
    let told = unknown.map(|year| {
        let finding = Finding::note("calendar-holidays-unknown");
        let place = Place::file("issues/publication.yml");
        finding.at(place).with("year", year)
    });
    told.collect()
}

fn issue_overview(
    project: &Project,
    publication: &Publication,
    id: &str,
    today: Date,
) -> IssueOverview {
    let standing = standing(project, publication, id, today);
    let document = load_issue(project, id, &mut Findings::default());
    let date = document.as_ref().map(|own| own.value.date);
    let schedule = date.map(|date| Schedule::of(&publication.calendar, id, date));
    let open = standing.is_open();
    let status = open.then(|| status(project, &Folder::issue(project, id)).ok()).flatten();
    let found = open.then(|| found(project, id)).flatten();
    IssueOverview {
        issue: id.to_owned(),
        standing,
        theme: document.as_ref().and_then(|own| own.value.theme.clone()),
        date,
        days: date.map(|date| date.days() - today.days()),
        next: Milestone::of(
            schedule.filter(|_| open).and_then(|schedule| next(&schedule, standing, today)),
            today,
        ),
        stages: status.as_ref().map(stages).unwrap_or_default(),
        articles: document.as_ref().map_or(0, |own| own.value.articles.len()),
        budget: if open { budget(project, id) } else { 0 },
        pages: if open { pages(project, publication, id) } else { None },
        stops: found.map(|(stops, _)| stops),
        warns: found.map(|(_, warns)| warns),
        copies: copies(project, publication, id).filter(|_| standing != Standing::Editing),
    }
}

/// What an issue has before it: until it is signed for the press that, however late it is.
fn next(schedule: &Schedule, standing: Standing, today: Date) -> Option<(Due, Date)> {
    let ahead = schedule.next(today);
    if standing != Standing::Editing || ahead.is_some_and(|(due, _)| due != Due::Samples) {
        return ahead;
    }
    Some((Due::Press, schedule.due(Due::Press)?))
}

/// How many articles await each stage.
fn stages(status: &Status) -> BTreeMap<&'static str, usize> {
    let mut out = BTreeMap::new();
    for article in &status.articles {
        *out.entry(stage(article)).or_default() += 1;
    }
    out
}

/// The stage that an article awaits.
pub fn stage(article: &ArticleStatus) -> &'static str {
    match article.next {
        Some(next) => next.name(),
        None if article.approved => "ready",
        None => "rejected",
    }
}

/// The errors and warnings that a check finds; nothing when it cannot be made.
fn found(project: &Project, id: &str) -> Option<(usize, usize)> {
    let findings = match check_issue(project, id) {
        Ok((_, findings)) | Err(Failure::Stopped(findings)) => findings,
        Err(_) => return None,
    };
    Some((findings.count(Severity::Stop), findings.count(Severity::Warn)))
}

/// The page budgets of all articles of an issue together.
fn budget(project: &Project, id: &str) -> usize {
    let folder = Folder::issue(project, id);
    let names = folder.names().into_iter();
    let read = names.filter_map(|name| folder.read(project, &name, &mut Findings::default()));
    read.filter_map(|single| single.head.value.pages).map(usize::from).sum()
}

/// The pages as the record of the output folder has them.
fn pages(project: &Project, publication: &Publication, id: &str) -> Option<Pages> {
    let record = Record::read(&project.root().join("out").join(id))?;
    let (made, map) = (record.pages?, record.map()?);
    let missed = |more: bool| {
        let articles = map.articles.iter().filter_map(|own| Budget::of(own, more));
        articles.collect::<Vec<_>>()
    };
    let now = review::standing(project, id).ok().map(|gate| gate.content.sha256);
    let multiple = publication.page_multiple();
    Some(Pages {
        made,
        missing: made.next_multiple_of(multiple) - made,
        over: missed(true),
        under: missed(false),
        draft: record.draft,
        current: now.is_some_and(|sum| sum == record.sum),
    })
}

impl Budget {
    /// An article that is over its budget, or short of it.
    fn of(own: &ArticlePages, over: bool) -> Option<Self> {
        let miss = own.miss.filter(|miss| (miss.pages > 0) == over)?;
        let budget = own.budget.filter(|_| miss.pages != 0)?;
        Some(Self { article: own.id.clone(), title: own.title.clone(), pages: own.pages, budget })
    }
}

/// How the inbox stands; what cannot be read there counts as unready.
fn inbox(project: &Project) -> Inbox {
    let waiting = waiting(project).unwrap_or_default();
    let open = |id: &str| waiting.iter().any(|own| own.name == id && Waiting::is_open(own));
    let status = status(project, &Folder::inbox(project)).ok();
    let mut stages = BTreeMap::new();
    let articles = status.iter().flat_map(|status| &status.articles);
    for article in articles.filter(|article| !open(&article.id)) {
        *stages.entry(stage(article)).or_default() += 1;
    }
    let unready = waiting.iter().filter(|own| own.is_open()).count();
    Inbox { articles: waiting.len(), unready, stages }
}

/// The issues of the calendar that nobody has begun and whose day has not passed.
fn planned(document: &Document<Publication>, begun: &[IssueOverview], today: Date) -> Vec<Planned> {
    let calendar = &document.value.calendar;
    let ahead = calendar
        .issues
        .iter()
        .filter(|own| own.date >= today && !begun.iter().any(|issue| issue.issue == own.issue));
    let mut out: Vec<Planned> = ahead
        .map(|own| Planned {
            issue: own.issue.clone(),
            date: own.date,
            next: Milestone::of(Schedule::of(calendar, &own.issue, own.date).next(today), today),
        })
        .collect();
    out.sort_by_key(|own| own.date);
    out
}

/// An issue as its file says, if it can be read.
pub fn read_issue(project: &Project, id: &str) -> Option<Issue> {
    load_issue(project, id, &mut Findings::default()).map(|document| document.value)
}
