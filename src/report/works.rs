//! The works that were printed in a period, and the manuscripts that were sent in and not used.

use std::collections::{BTreeMap, BTreeSet};

use super::period::Period;
use crate::desk::arrivals;
use crate::diagnostic::{Failure, Findings};
use crate::manuscript::assemble_inbox;
use crate::manuscript::model::AuthorRef;
use crate::pipeline::{About, Tally, count};
use crate::publication::{Date, Issue, Project, load_issue};

/// A work: an article of an issue.
#[derive(Debug, Clone)]
pub struct Work {
    /// The issue.
    pub issue: String,
    /// Its label: 2026年第1期.
    pub label: String,
    /// The date of printing.
    pub date: Date,
    /// The article.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The name of its section.
    pub section: String,
    /// SHA-256 of what a signature of it binds.
    pub content: String,
    /// What rules ask for.
    pub about: About,
    /// What it comes to.
    pub tally: Tally,
    /// Its file, relative to the project.
    pub file: String,
}

/// A manuscript that lies in the inbox.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day on which it came.
    pub date: Date,
    /// Who wrote it.
    pub authors: Vec<AuthorRef>,
    /// Its file, relative to the project.
    pub file: String,
}

/// The issues that were printed in a period, by their dates.
///
/// # Errors
/// [`Failure::Stopped`] with the faults of every `issue.yml` that cannot be read.
pub fn issues(project: &Project, period: Period) -> Result<Vec<(String, Issue)>, Failure> {
    let mut findings = Findings::default();
    let mut issues = Vec::new();
    for id in project.issue_ids() {
        let read = load_issue(project, &id, &mut findings);
        issues.extend(read.map(|read| (id, read.value)));
    }
    findings.settle()?;
    issues.retain(|(_, issue)| period.has(issue.date));
    issues.sort_by_key(|(_, issue)| issue.date);
    Ok(issues)
}

/// The works of an issue in printing order.
///
/// # Errors
/// Those of [`count`].
pub fn works(project: &Project, id: &str, issue: &Issue) -> Result<Vec<Work>, Failure> {
    let counted = count(project, id)?;
    let work = |own: crate::pipeline::ArticleCount| Work {
        issue: id.to_owned(),
        label: issue.label(),
        date: issue.date,
        file: format!("issues/{id}/articles/{}.md", own.id),
        id: own.id,
        title: own.title,
        section: own.section,
        content: own.content,
        about: own.about,
        tally: own.tally,
    };
    Ok(counted.articles.into_iter().map(work).collect())
}

/// The manuscripts that came in a period and are still in the inbox; one that nobody recorded did not
/// come in any period.
///
/// # Errors
/// Those of [`assemble_inbox`]; [`Failure::Machine`].
pub fn unused(project: &Project, period: Period) -> Result<Vec<Waiting>, Failure> {
    let days: BTreeMap<String, Date> = arrivals::days(project)?;
    let came: BTreeSet<&String> =
        days.iter().filter(|(_, day)| period.has(**day)).map(|(id, _)| id).collect();
    if came.is_empty() {
        return Ok(Vec::new());
    }
    let (assembly, _) = assemble_inbox(project)?;
    let here = assembly.articles.into_iter().filter(|own| came.contains(&own.id));
    let waiting = here.map(|own| Waiting {
        date: days[&own.id],
        file: format!("issues/inbox/{}.md", own.id),
        id: own.id,
        title: own.title,
        authors: own.authors,
    });
    Ok(waiting.collect())
}
