//! What everybody has to do next: for every article the step that it awaits, for every issue what
//! it lacks, each with its day by the calendar and the call that does it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::open::{Standing, copies, standing};
use super::overview::{read_issue, unknown_years};
use crate::archive::record::Record;
use crate::desk::arrivals;
use crate::desk::review::status::{ArticleStatus, People};
use crate::desk::review::{self, Folder, Status, call, pasted, status};
use crate::diagnostic::{Failure, Findings, Severity};
use crate::pipeline::{check_issue, waiting};
use crate::publication::calendar::{Due, Schedule};
use crate::publication::{
    Date, Duty, INBOX, Project, Publication, Stage, TO_FILL_IN, issue_number, load_publication,
};
use hanzi::names::same;

/// Days before copy is due at which an issue should be begun.
const BEGIN: i64 = 14;

/// What has to be done.
#[derive(Debug, Serialize)]
pub struct Agenda {
    /// The day.
    pub today: Date,
    /// The tasks, what is due first in front, then what has waited longest.
    pub tasks: Vec<Task>,
    /// The days of the calendar that are to come, of issues that are open or planned.
    pub milestones: Vec<Milestone>,
    /// What is wrong with the calendar.
    #[serde(skip)]
    pub findings: Findings,
}

/// Something that has to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// What: the stage that an article awaits, or `revise`, `nobody`, `people`, `press`, `build`,
    /// `copies`, `unsettled`, `samples`, `faults`, `inbox`, `gather`, `begin`, `fill-in`, `unreadable`.
    pub kind: &'static str,
    /// Who; nothing for what any editor can do.
    pub who: Option<String>,
    /// Who else may do it.
    pub others: Vec<String>,
    /// The issue, or `inbox`.
    pub issue: String,
    /// The article.
    pub article: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How many there are of what is to be done: errors, copies.
    pub count: Option<usize>,
    /// Since when it has waited.
    pub since: Option<Date>,
    /// When it is due by the calendar.
    pub due: Option<Date>,
    /// Days from today to then; negative when it is late.
    pub days: Option<i64>,
    /// The call that does it, or begins it; nothing for what no program does.
    pub command: Option<String>,
}

impl Task {
    /// Whether somebody may do it.
    pub fn is_for(&self, name: &str) -> bool {
        self.who.iter().chain(&self.others).any(|own| same(own, name))
    }
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Milestone {
    /// The issue.
    pub issue: String,
    /// What is due; nothing for the day of printing itself.
    pub due: Option<Due>,
    /// When.
    pub date: Date,
}

/// Says what has to be done on a day.
///
/// # Errors
/// [`Failure::Stopped`] when `publication.yml` cannot be read.
pub fn agenda(project: &Project, today: Date) -> Result<Agenda, Failure> {
    let project = &project.frozen();
    let mut findings = Findings::default();
    let document = load_publication(project, &mut findings);
    let mut findings = findings.settle()?;
    let Some(document) = document else { return Err(Failure::Stopped(findings)) };
    let mut planner = Planner {
        project,
        publication: &document.value,
        today,
        schedules: BTreeMap::new(),
        tasks: Vec::new(),
    };
    let named = project.issue_ids().into_iter().filter(|id| issue_number(id).is_some());
    let mut milestones = Vec::new();
    for id in named.collect::<Vec<_>>() {
        let standing = standing(project, planner.publication, &id, today);
        if standing.is_open() {
            planner.open(&id, standing);
            milestones.extend(planner.milestones(&id));
        }
    }
    planner.inbox();
    for planned in &document.value.calendar.issues {
        let begun = project.issue(&planned.issue).join("issue.yml").exists();
        if !begun && planned.date >= today {
            planner.begin(&planned.issue);
            milestones.extend(planner.milestones(&planned.issue));
        }
    }
    let years = milestones.iter().map(|own| own.date.year);
    findings.extend(unknown_years(planner.publication, years));
    let mut tasks = planner.tasks;
    tasks.sort_by_key(|task| (task.due.is_none(), task.due, task.since.is_none(), task.since));
    milestones.retain(|own| own.date >= today);
    milestones.sort_by_key(|own| (own.date, own.issue.clone(), own.due));
    Ok(Agenda { today, tasks, milestones, findings })
}

struct Planner<'a> {
    project: &'a Project,
    publication: &'a Publication,
    today: Date,
    schedules: BTreeMap<String, Option<Schedule>>,
    tasks: Vec<Task>,
}

impl Planner<'_> {
    /// The days of an issue: by its own date of printing, before it is begun by the planned one.
    fn schedule(&mut self, issue: &str) -> Option<&Schedule> {
        if !self.schedules.contains_key(issue) {
            let calendar = &self.publication.calendar;
            let own = read_issue(self.project, issue).map(|own| own.date);
            let date = own.or_else(|| calendar.planned(issue).map(|planned| planned.date));
            let schedule = date.map(|date| Schedule::of(calendar, issue, date));
            self.schedules.insert(issue.to_owned(), schedule);
        }
        self.schedules.get(issue).and_then(Option::as_ref)
    }

    fn due(&mut self, issue: &str, due: Due) -> Option<Date> {
        self.schedule(issue)?.due(due)
    }

    fn milestones(&mut self, issue: &str) -> Vec<Milestone> {
        let Some(schedule) = self.schedule(issue) else { return Vec::new() };
        let steps = schedule.days.iter().map(|(due, date)| (Some(*due), *date));
        // Where the press has no day of its own, the day of printing says the same.
        let printing = schedule.date;
        let steps = steps.filter(|(due, date)| *due != Some(Due::Press) || *date != printing);
        let all: Vec<_> = steps.chain([(None, printing)]).collect();
        all.into_iter()
            .map(|(due, date)| Milestone { issue: issue.to_owned(), due, date })
            .collect()
    }

    fn add(&mut self, task: Task) {
        let days = task.due.map(|due| due.days() - self.today.days());
        self.tasks.push(Task { days, ..task });
    }

    /// A task for nobody in particular.
    fn office(&mut self, kind: &'static str, issue: &str, due: Option<Date>, command: String) {
        self.add(Task { due, command: Some(command), ..blank(kind, issue) });
    }

    /// What an open issue lacks.
    fn open(&mut self, id: &str, standing: Standing) {
        let status = match status(self.project, &Folder::issue(self.project, id)) {
            Ok(status) => status,
            Err(failure) => {
                let count = match failure {
                    Failure::Stopped(findings) => Some(findings.count(Severity::Stop)),
                    _ => None,
                };
                let command = Some(format!("neikan check {id}"));
                let task = Task { count, command, ..blank("unreadable", id) };
                let due = self.due(id, Due::Copy);
                return self.add(Task { due, ..task });
            }
        };
        // What was changed after it was signed is reviewed as if it had not been.
        if standing == Standing::Editing || (standing == Standing::Signed && !status.ready) {
            self.faults(id);
            for article in &status.articles {
                self.article(id, article, (None, None));
            }
            self.chief(id, &status);
        } else if status.ready {
            self.make(id);
        }
        if standing != Standing::Editing {
            self.hand_over(id, standing);
        }
    }

    /// The errors that a check finds.
    fn faults(&mut self, id: &str) {
        let Err(Failure::Stopped(findings)) = check_issue(self.project, id) else { return };
        let (due, count) = (self.due(id, Due::Copy), Some(findings.count(Severity::Stop)));
        let command = Some(format!("neikan check {id}"));
        self.add(Task { due, count, command, ..blank("faults", id) });
    }

    /// The step that an article awaits; `since` and `issue` are those of a manuscript of the inbox.
    fn article(
        &mut self,
        folder: &str,
        article: &ArticleStatus,
        (arrived, issue): (Option<Date>, Option<&str>),
    ) {
        let Some(next) = article.next else { return };
        let due = issue.or((folder != INBOX).then_some(folder)).and_then(|issue| {
            let due = if article.returned { Due::Copy } else { due(next) };
            self.due(issue, due)
        });
        let signed = article.signatures.iter().chain(&article.against).map(|own| own.date).max();
        let (kind, command) = match &article.who {
            _ if article.returned => ("revise", format!("neikan check {folder}")),
            Some(who) => (next.name(), call(next, &article.id, folder, who)),
            None => ("nobody", format!("neikan review status --issue {folder}")),
        };
        self.add(Task {
            who: article.who.clone().filter(|_| !article.returned),
            others: if article.returned {
                Vec::new()
            } else {
                article.able.iter().skip(1).cloned().collect()
            },
            article: Some(article.id.clone()),
            title: Some(article.title.clone()),
            since: signed.or(arrived),
            due,
            command: Some(command),
            ..blank(kind, folder)
        });
    }

    /// What the editor in chief signs: the list of those who sign, and the issue.
    fn chief(&mut self, id: &str, status: &Status) {
        let chief = &status.chief;
        let through = status.articles.iter().all(|own| own.next.is_none() && own.approved);
        let (kind, due) = match () {
            () if chief.starts_with(TO_FILL_IN) || chief.is_empty() => ("fill-in", Due::Copy),
            () if status.people != People::Signed => ("people", Due::Press),
            () if through && !status.articles.is_empty() => ("press", Due::Press),
            () => return,
        };
        let due = self.due(id, due);
        if kind == "fill-in" {
            return self.office(kind, id, due, format!("neikan check {id}"));
        }
        let command = format!("neikan review {kind} --by {} --issue {id}", pasted(chief));
        let chiefs = self.publication.review.reviewers.iter().filter(|own| own.is_chief());
        let others = chiefs.map(|own| own.name.clone()).filter(|own| !same(own, chief)).collect();
        let signed = status.articles.iter().flat_map(|own| &own.signatures);
        let since = signed.map(|own| own.date).max();
        let task = Task { due, since, others, ..blank(kind, id) };
        self.add(Task { who: Some(chief.clone()), command: Some(command), ..task });
    }

    /// The build of an issue that is signed for the press.
    fn make(&mut self, id: &str) {
        let due = self.due(id, Due::Press);
        let record = Record::read(&self.project.root().join("out").join(id));
        let now = review::standing(self.project, id).ok().map(|gate| gate.content.sha256);
        let made = record.is_some_and(|own| !own.draft && Some(own.sum) == now);
        if !made {
            self.office("build", id, due, format!("neikan build {id}"));
        }
    }

    /// Samples and copies.
    fn hand_over(&mut self, id: &str, standing: Standing) {
        let due = self.due(id, Due::Samples);
        let copies = copies(self.project, self.publication, id).unwrap_or_default();
        if copies.unsettled > 0 {
            let command = Some(format!("neikan deliver status {id}"));
            let count = Some(copies.unsettled);
            self.add(Task { due, count, command, ..blank("unsettled", id) });
        }
        if copies.waiting > 0 {
            let prepared = self.project.root().join("out").join(id).join("copies").is_dir();
            let step = if prepared { "send" } else { "prepare" };
            let command = Some(format!("neikan deliver {step} {id}"));
            self.add(Task { due, count: Some(copies.waiting), command, ..blank("copies", id) });
        }
        if standing == Standing::Printed && due.is_some_and(|due| self.today <= due) {
            let count = self.publication.sample_copies.map(usize::from);
            self.add(Task { due, count, ..blank("samples", id) });
        }
    }

    /// The manuscripts of the inbox.
    fn inbox(&mut self) {
        let folder = Folder::inbox(self.project);
        let Ok(status) = status(self.project, &folder) else { return };
        let unready = waiting(self.project).unwrap_or_default();
        let days = arrivals::days(self.project).unwrap_or_default();
        let mut through: BTreeMap<String, usize> = BTreeMap::new();
        for article in &status.articles {
            let single = folder.read(self.project, &article.id, &mut Findings::default());
            let issue = single.and_then(|single| single.head.value.issue);
            let arrived = days.get(&article.id).copied();
            if let Some(own) = unready.iter().find(|own| own.name == article.id && own.is_open()) {
                let due = issue.as_deref().and_then(|issue| self.due(issue, Due::Copy));
                self.add(Task {
                    due,
                    article: Some(article.id.clone()),
                    title: Some(article.title.clone()),
                    count: Some(own.stops + own.guessed.len()),
                    since: arrived,
                    command: Some("neikan check inbox".to_owned()),
                    ..blank("inbox", INBOX)
                });
            } else {
                self.article(INBOX, article, (arrived, issue.as_deref()));
                if let Some(issue) = issue.filter(|_| article.approved) {
                    *through.entry(issue).or_default() += 1;
                }
            }
        }
        for (issue, count) in through {
            if self.project.issue(&issue).join("issue.yml").exists() {
                let due = self.due(&issue, Due::Final).or_else(|| self.due(&issue, Due::Press));
                let command = Some(format!("neikan gather {issue}"));
                self.add(Task { due, count: Some(count), command, ..blank("gather", &issue) });
            }
        }
    }

    /// A planned issue that it is time to begin.
    fn begin(&mut self, issue: &str) {
        let Some(schedule) = self.schedule(issue) else { return };
        let due = schedule.due(Due::Copy).unwrap_or(schedule.date);
        if due.days() - self.today.days() <= BEGIN {
            self.office("begin", issue, Some(due), format!("neikan new {issue}"));
        }
    }
}

fn blank(kind: &'static str, issue: &str) -> Task {
    Task {
        kind,
        who: None,
        others: Vec::new(),
        issue: issue.to_owned(),
        article: None,
        title: None,
        count: None,
        since: None,
        due: None,
        days: None,
        command: None,
    }
}

/// The deadline that a stage keeps.
fn due(stage: Stage) -> Due {
    match (stage, stage.duty()) {
        (Stage::First, _) => Due::First,
        (Stage::Second, _) => Due::Second,
        (_, Some(Duty::Final)) => Due::Final,
        (_, Some(Duty::Proof)) => Due::Proof,
        _ => Due::Press,
    }
}
