//! The calendar of a periodical: when the steps of an issue are due, which days are worked, the
//! plan of a year.
//!
//! [`Schedule`] works out the days of one issue; [`Workdays`] knows the holidays; [`faults`] holds
//! the calendar against itself; [`year`] plans a year, and [`insert`] writes it into the text of
//! `publication.yml`.

mod faults;
pub mod frequency;
mod insert;
mod workdays;
pub mod year;

use serde::Serialize;

use super::{Calendar, Date, Deadline, Deadlines};

pub use faults::faults;
pub use insert::{Unwritable, insert};
pub use workdays::Workdays;

/// Days after printing within which samples are due (article 18 of the measures on internal
/// publications).
pub const SAMPLES: u8 = 10;

/// What can be due, in the order in which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Due {
    /// 稿件截止.
    Copy,
    /// 初审.
    First,
    /// 复审.
    Second,
    /// 终审.
    Final,
    /// 校对.
    Proof,
    /// 付印.
    Press,
    /// 送交样本.
    Samples,
}

impl Due {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Copy,
        Self::First,
        Self::Second,
        Self::Final,
        Self::Proof,
        Self::Press,
        Self::Samples,
    ];

    /// Its key in the calendar, by which the locales know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::First => "first",
            Self::Second => "second",
            Self::Final => "final",
            Self::Proof => "proof",
            Self::Press => "press",
            Self::Samples => "samples",
        }
    }
}

impl Deadlines {
    /// When a step is due, if it says so.
    pub fn of(&self, due: Due) -> Option<Deadline> {
        match due {
            Due::Copy => self.copy,
            Due::First => self.first,
            Due::Second => self.second,
            Due::Final => self.last,
            Due::Proof => self.proof,
            Due::Press => self.press,
            Due::Samples => self.samples,
        }
    }
}

impl Deadline {
    /// The day that is meant for an issue that is printed on `printing`.
    fn day(self, printing: Date) -> Date {
        match self {
            Self::On(date) => date,
            Self::Days(days) => printing.plus(i64::from(days)),
        }
    }
}

/// The days of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// 印刷日期.
    pub date: Date,
    /// When each step is due, in order: days that are worked.
    pub days: Vec<(Due, Date)>,
}

impl Schedule {
    /// The days of an issue that is printed on `date`. What is due on a day off is due on the working
    /// day before it.
    ///
    /// Without a word in the calendar, the press is due on the day of printing, and samples within
    /// the ten days of the measures.
    pub fn of(calendar: &Calendar, issue: &str, date: Date) -> Self {
        let workdays = Workdays(calendar);
        let own = calendar.planned(issue).map(|planned| &planned.deadlines);
        let usual = |due| match due {
            Due::Press => Some(Deadline::Days(0)),
            Due::Samples => Some(Deadline::Days(i16::from(SAMPLES))),
            _ => None,
        };
        let days = Due::ALL.into_iter().filter_map(|due| {
            let said = own.and_then(|own| own.of(due)).or_else(|| calendar.deadlines.of(due));
            let day = said.or_else(|| usual(due))?.day(date);
            Some((due, workdays.before(day)))
        });
        Self { date, days: days.collect() }
    }

    /// When a step is due.
    pub fn due(&self, due: Due) -> Option<Date> {
        self.days.iter().find(|(own, _)| *own == due).map(|(_, date)| *date)
    }

    /// The first of the days that is not before `today`.
    pub fn next(&self, today: Date) -> Option<(Due, Date)> {
        self.days.iter().filter(|(_, date)| *date >= today).min_by_key(|(_, date)| *date).copied()
    }
}

impl Calendar {
    /// What is planned for an issue.
    pub fn planned(&self, issue: &str) -> Option<&super::PlannedIssue> {
        self.issues.iter().find(|planned| planned.issue == issue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_due_on_a_day_off_is_due_on_the_working_day_before() {
        let text = "deadlines: {copy: -30, first: -10, press: -2}\nissues:\n  - {issue: 2026-01, date: 2026-02-26, \
                    deadlines: {first: 2026-02-21}}\n";
        let calendar: Calendar = serde_yaml::from_str(text).unwrap();
        let own = Schedule::of(&calendar, "2026-01", date("2026-02-26"));
        let wanted = [
            (Due::Copy, "2026-01-27"),
            (Due::First, "2026-02-14"),
            (Due::Press, "2026-02-24"),
            (Due::Samples, "2026-03-06"),
        ];
        assert_eq!(own.days, wanted.map(|(due, text)| (due, date(text))));
        assert_eq!(own.next(date("2026-02-15")), Some((Due::Press, date("2026-02-24"))));
        let other = Schedule::of(&calendar, "2026-02", date("2026-04-30"));
        assert_eq!(other.due(Due::First), Some(date("2026-04-20")));
        let none = Schedule::of(&Calendar::default(), "2026-02", date("2026-04-30"));
        assert_eq!(none.due(Due::Press), Some(date("2026-04-30")));
        assert_eq!(none.due(Due::Copy), None);
    }
}
