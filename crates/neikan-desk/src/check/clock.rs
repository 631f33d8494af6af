//! The one check that asks what day it is: whether the date of printing is near it. It is run by
//! the commands, never by a rule, so that neither findings of rules nor outputs depend on a clock.

use crate::publication::{Date, Project, load_issue};
use neikan_base::diagnostic::{Finding, Findings};

/// How many days a date of printing may be from today.
const FAR: i64 = 400;

/// A finding if the date of printing is more than 400 days from `today`, which is most likely a
/// slip of the pen.
pub fn far(project: &Project, issue: &str, today: Date) -> Option<Finding> {
    let issue = load_issue(project, issue, &mut Findings::default())?;
    let date = issue.value.date;
    let days = date.days() - today.days();
    let finding = Finding::warn("date-far").at(issue.places.value("/date"));
    let finding = finding.with("date", date).with("today", today).with("days", days.abs());
    (days.abs() > FAR).then(|| finding.with("side", if days < 0 { "past" } else { "to-come" }))
}
