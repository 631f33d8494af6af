//! The one check that asks which day it is: whether the date of printing is near it. It is made by
//! the commands, never by a rule, so that what a rule finds and what is made depend on no clock.

use crate::publication::{Date, Project, load_issue};
use neikan_base::diagnostic::{Finding, Findings};

/// How far, in days, a date of printing may be from today.
const FAR: i64 = 400;

/// A finding for a date of printing that is more than 400 days from today, which is most likely a
/// slip of the pen.
pub fn far(project: &Project, issue: &str, today: Date) -> Option<Finding> {
    let issue = load_issue(project, issue, &mut Findings::default())?;
    let date = issue.value.date;
    let days = date.days() - today.days();
    let finding = Finding::warn("date-far").at(issue.places.value("/date"));
    let finding = finding.with("date", date).with("today", today).with("days", days.abs());
    (days.abs() > FAR).then(|| finding.with("side", if days < 0 { "past" } else { "to-come" }))
}
