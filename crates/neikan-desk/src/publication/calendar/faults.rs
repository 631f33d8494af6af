//! What is wrong with a calendar. It prints nowhere, so it keeps nobody from signing or building:
//! all of it is a warning.

use std::collections::BTreeMap;

use super::frequency::Frequency;
use super::{Due, SAMPLES, Workdays};
use crate::publication::{
    Calendar, Date, Deadline, Deadlines, Document, PlannedIssue, Publication, issue_number,
};
use neikan_base::diagnostic::{Finding, Findings};

/// How many days beyond its year an issue may still be printed.
const BEYOND: i64 = 60;

/// Holds the calendar of a publication against itself and against the frequency.
pub fn faults(document: &Document<Publication>, findings: &mut Findings) {
    let calendar = &document.value.calendar;
    let desk = Desk { document, calendar };
    findings.extend(desk.usual());
    findings.extend(desk.twice());
    for (index, planned) in calendar.issues.iter().enumerate() {
        findings.extend(desk.number(index, planned));
        findings.extend(desk.own(index, planned));
    }
    findings.extend(desk.backwards());
    findings.extend(desk.days_off());
}

struct Desk<'a> {
    document: &'a Document<Publication>,
    calendar: &'a Calendar,
}

impl Desk<'_> {
    fn finding(&self, rule: &'static str, pointer: &str) -> Finding {
        Finding::warn(rule).at(self.document.places.value(&format!("/calendar/{pointer}")))
    }

    /// The usual deadlines, which are days before or after printing.
    fn usual(&self) -> Vec<Finding> {
        let own = &self.calendar.deadlines;
        // Any day will do to compare with.
        let printing = Date { year: 2026, month: 1, day: 15 };
        let dates =
            Due::ALL.into_iter().filter(|due| matches!(own.of(*due), Some(Deadline::On(_))));
        let mut out: Vec<Finding> = dates
            .map(|due| {
                let finding = self.finding("calendar-one-date", &pointer("deadlines", due));
                finding.with("step", due.name())
            })
            .collect();
        let relative = days(own, printing, |due| matches!(own.of(due), Some(Deadline::Days(_))));
        out.extend(self.sides(&relative, printing, "deadlines"));
        out.extend(self.order(&relative, "deadlines"));
        out
    }

    /// Two entries for one issue, or two issues on one day.
    fn twice(&self) -> Vec<Finding> {
        let mut out = Vec::new();
        let (mut issues, mut dates) = (BTreeMap::new(), BTreeMap::new());
        for (index, planned) in self.calendar.issues.iter().enumerate() {
            if issues.insert(planned.issue.as_str(), index).is_some() {
                let finding =
                    self.finding("calendar-issue-twice", &format!("issues/{index}/issue"));
                out.push(finding.with("issue", &planned.issue));
            } else if let Some(other) = dates.insert(planned.date, &planned.issue) {
                let finding = self.finding("calendar-date-twice", &format!("issues/{index}/date"));
                let finding = finding.with("issue", &planned.issue).with("other", other);
                out.push(finding.with("date", planned.date));
            }
        }
        out
    }

    /// The number and the year of an issue.
    fn number(&self, index: usize, planned: &PlannedIssue) -> Vec<Finding> {
        let mut out = Vec::new();
        let Some((year, number)) = issue_number(&planned.issue) else { return out };
        let frequency = &self.document.value.frequency;
        if let Some(most) = Frequency::of(frequency).map(Frequency::most).filter(|m| number > *m) {
            let finding = self.finding("calendar-number", &format!("issues/{index}/issue"));
            let finding = finding.with("issue", &planned.issue).with("most", most);
            out.push(finding.with("frequency", frequency));
        }
        let first = Date { year, month: 1, day: 1 }.days() - BEYOND;
        let last = Date { year, month: 12, day: 31 }.days() + BEYOND;
        if !(first..=last).contains(&planned.date.days()) {
            let finding = self.finding("calendar-year", &format!("issues/{index}/date"));
            out.push(finding.with("issue", &planned.issue).with("date", planned.date));
        } else if !Workdays(self.calendar).is_worked(planned.date) {
            let finding = self.finding("calendar-day-off", &format!("issues/{index}/date"));
            let finding = finding.with("issue", &planned.issue).with("date", planned.date);
            out.push(finding.with("before", Workdays(self.calendar).before(planned.date)));
        }
        out
    }

    /// The deadlines of one issue, together with the usual ones that it leaves as they are.
    fn own(&self, index: usize, planned: &PlannedIssue) -> Vec<Finding> {
        let own = &planned.deadlines;
        let pointer = format!("issues/{index}/deadlines");
        let said = days(own, planned.date, |due| own.of(due).is_some());
        let mut out = self.sides(&said, planned.date, &pointer);
        if !said.is_empty() {
            let usual = &self.calendar.deadlines;
            let rest = days(usual, planned.date, |due| {
                own.of(due).is_none() && matches!(usual.of(due), Some(Deadline::Days(_)))
            });
            let mut all = [said.clone(), rest].concat();
            all.sort();
            // What the usual ones get wrong among themselves is said there.
            let own = |finding: &Finding| {
                let named = finding.args.get("step").map(String::as_str);
                said.iter().any(|(due, _)| Some(due.name()) == named)
            };
            out.extend(self.order(&all, &pointer).into_iter().filter(own));
        }
        out
    }

    /// Steps on the wrong side of the day of printing, and samples that are late by the measures.
    fn sides(&self, days: &[(Due, Date)], printing: Date, at: &str) -> Vec<Finding> {
        let wrong = days.iter().filter_map(|(due, date)| {
            let after = date.days() - printing.days();
            let rule = match due {
                Due::Samples if after < 0 => "calendar-early",
                Due::Samples if after > i64::from(SAMPLES) => "calendar-samples",
                Due::Samples => return None,
                _ if after > 0 => "calendar-late",
                _ => return None,
            };
            let finding = self.finding(rule, &pointer(at, *due)).with("step", due.name());
            Some(finding.with("days", after.abs()).with("limit", SAMPLES))
        });
        wrong.collect()
    }

    /// Steps that are due before the step in front of them.
    fn order(&self, days: &[(Due, Date)], at: &str) -> Vec<Finding> {
        let wrong = days.windows(2).filter(|pair| pair[0].1 > pair[1].1);
        let told = wrong.map(|pair| {
            let finding = self.finding("calendar-order", &pointer(at, pair[1].0));
            finding.with("step", pair[1].0.name()).with("before", pair[0].0.name())
        });
        told.collect()
    }

    /// Issues that are printed before the ones in front of them.
    fn backwards(&self) -> Vec<Finding> {
        let mut all: Vec<(usize, &PlannedIssue)> =
            self.calendar.issues.iter().enumerate().collect();
        all.sort_by_key(|(_, planned)| &planned.issue);
        all.dedup_by_key(|(_, planned)| &planned.issue);
        let wrong = all.windows(2).filter(|pair| pair[0].1.date > pair[1].1.date);
        let told = wrong.map(|pair| {
            let (index, planned) = pair[1];
            let finding = self.finding("calendar-backwards", &format!("issues/{index}/date"));
            finding.with("issue", &planned.issue).with("other", &pair[0].1.issue)
        });
        told.collect()
    }

    /// Holidays that end before they begin or go on for so long that no working day is near, and days
    /// that are both off and worked.
    fn days_off(&self) -> Vec<Finding> {
        let holidays = self.calendar.holidays.iter().enumerate();
        let reversed = holidays.filter(|(_, own)| own.to.is_some_and(|to| to < own.from));
        let mut out: Vec<Finding> = reversed
            .map(|(index, own)| {
                let finding = self.finding("calendar-holiday", &format!("holidays/{index}/to"));
                finding.with("from", own.from).with("to", own.to.unwrap_or(own.from))
            })
            .collect();
        let workdays = Workdays(self.calendar);
        let endless = self.calendar.holidays.iter().enumerate().find(|(_, own)| {
            let end = own.to.unwrap_or(own.from);
            own.from <= end && !workdays.is_worked(workdays.before(end))
        });
        if let Some((index, own)) = endless {
            let finding = self.finding("calendar-endless", &format!("holidays/{index}"));
            out.push(finding.with("from", own.from).with("to", own.to.unwrap_or(own.from)));
        }
        for (index, day) in self.calendar.workdays.iter().enumerate() {
            if self.calendar.holidays.iter().any(|own| own.covers(*day)) {
                let finding = self.finding("calendar-both", &format!("workdays/{index}"));
                out.push(finding.with("date", day));
            }
        }
        out
    }
}

/// The pointer to a step below others.
fn pointer(at: &str, due: Due) -> String {
    format!("{at}/{}", due.name())
}

/// The days of some of the steps for an issue that is printed on a day, in the order of the steps.
fn days(own: &Deadlines, printing: Date, which: impl Fn(Due) -> bool) -> Vec<(Due, Date)> {
    let chosen = Due::ALL.into_iter().filter(|due| which(*due));
    chosen.filter_map(|due| Some((due, own.of(due)?.day(printing)))).collect()
}
