//! Which days are worked: Monday to Friday, but for the holidays of the state and of the house and
//! the days at weekends that are worked in their place.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::publication::{Calendar, Date, Holiday};

/// How far a day may be moved to reach one that is worked.
const FAR: i64 = 30;

/// What the State Council has announced for a year.
#[derive(Debug, Deserialize)]
struct Announced {
    year: u16,
    /// Where it was announced.
    #[serde(rename = "source")]
    _source: String,
    holidays: Vec<Holiday>,
    workdays: Vec<Date>,
}

/// The announcements that the program carries.
fn announced() -> &'static [Announced] {
    static ANNOUNCED: OnceLock<Vec<Announced>> = OnceLock::new();
    // The test below reads it; a file that cannot be read would leave the weekends alone.
    ANNOUNCED.get_or_init(|| serde_yaml::from_str(include_str!("official.yml")).unwrap_or_default())
}

/// The days that are worked, by the calendar of a periodical.
#[derive(Debug, Clone, Copy)]
pub struct Workdays<'a>(pub &'a Calendar);

impl Workdays<'_> {
    /// Whether a day is worked. What the periodical's own calendar says of it comes first.
    pub fn is_worked(self, date: Date) -> bool {
        let off = |holidays: &[Holiday]| holidays.iter().any(|holiday| holiday.covers(date));
        if self.0.workdays.contains(&date) {
            return true;
        }
        if off(&self.0.holidays) {
            return false;
        }
        match announced().iter().find(|own| own.year == date.year) {
            Some(own) if own.workdays.contains(&date) => true,
            Some(own) if off(&own.holidays) => false,
            _ => date.weekday() <= 5,
        }
    }

    /// The day itself if it is worked, otherwise the last one before it that is.
    pub fn before(self, date: Date) -> Date {
        let worked = (0..FAR).map(|days| date.plus(-days)).find(|day| self.is_worked(*day));
        worked.unwrap_or(date)
    }

    /// The day itself if it is worked, otherwise the first one after it that is.
    pub fn after(self, date: Date) -> Date {
        let worked = (0..FAR).map(|days| date.plus(days)).find(|day| self.is_worked(*day));
        worked.unwrap_or(date)
    }

    /// Whether the holidays of a year are known: carried, or written in the calendar.
    pub fn knows(self, year: u16) -> bool {
        announced().iter().any(|own| own.year == year)
            || self.0.holidays.iter().any(|own| own.from.year == year)
            || self.0.workdays.iter().any(|own| own.year == year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn weekends_and_holidays_are_off_and_days_in_their_place_are_worked() {
        assert_eq!(announced().len(), 1);
        let calendar = Calendar::default();
        let days = Workdays(&calendar);
        for (text, worked) in [
            ("2026-01-04", true),
            ("2026-02-13", true),
            ("2026-02-14", true),
            ("2026-02-16", false),
            ("2026-02-23", false),
            ("2026-02-24", true),
            ("2026-10-07", false),
            ("2026-10-11", false),
            ("2027-01-01", true),
            ("2027-01-02", false),
        ] {
            assert_eq!(days.is_worked(date(text)), worked, "{text}");
        }
        assert_eq!(days.before(date("2026-02-22")), date("2026-02-14"));
        assert_eq!(days.after(date("2026-10-01")), date("2026-10-08"));
        assert!(days.knows(2026) && !days.knows(2027));
    }

    #[test]
    fn what_the_periodical_says_comes_first() {
        let holiday = Holiday { name: None, from: date("2026-02-13"), to: None };
        let calendar = Calendar {
            holidays: vec![holiday],
            workdays: vec![date("2026-02-16"), date("2027-02-14")],
            ..Calendar::default()
        };
        let days = Workdays(&calendar);
        assert!(!days.is_worked(date("2026-02-13")) && days.is_worked(date("2026-02-16")));
        assert!(days.is_worked(date("2027-02-14")) && days.knows(2027));
    }
}
