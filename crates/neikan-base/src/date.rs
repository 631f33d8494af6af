//! Calendar dates, without a time of day or time zone.

use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The form of a date: `2026-02-05`.
pub const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// A calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, from 1.
    pub day: u8,
}

impl Date {
    /// The days from 1970-01-01 to this date (Howard Hinnant, "chrono-compatible low-level date
    /// algorithms", days_from_civil).
    pub fn days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let shifted = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * shifted + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The date that is so many days after 1970-01-01, or before it; days beyond the years that a
    /// date can have are taken for the nearest that it can (Howard Hinnant, the same, civil_from_days).
    pub fn from_days(days: i64) -> Self {
        let day = days.clamp(-700_000, 2_900_000) + 719_468;
        let era = day.div_euclid(146_097);
        let of_era = day.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        Self {
            year: (year + era * 400 + i64::from(month <= 2)) as u16,
            month: month as u8,
            day: (of_year - (153 * shifted + 2) / 5 + 1) as u8,
        }
    }

    /// The date so many days later, or earlier where they are negative.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self::from_days(self.days() + days)
    }

    /// The day of the week: 1 for Monday to 7 for Sunday (ISO 8601).
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.days() + 3).rem_euclid(7) as u8 + 1
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let part = |range| text.get(range).and_then(|part: &str| part.parse::<u16>().ok());
        let fail = || format!("{text}: no such date");
        let (year, month, day) = (part(0..4), part(5..7), part(8..10));
        let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(fail()) };
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => 0,
        };
        if !(1..=length).contains(&day) {
            return Err(fail());
        }
        Ok(Self { year, month: month as u8, day: day as u8 })
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": DATE, "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted() {
        let days = |text: &str| text.parse::<Date>().unwrap().days();
        assert_eq!(
            [days("1970-01-01"), days("2000-02-29"), days("2026-02-05")],
            [0, 11_016, 20_489]
        );
        assert_eq!(days("2027-03-01") - days("2026-03-01"), 365);
    }

    #[test]
    fn dates_are_counted_forwards_and_backwards() {
        for (day, text) in [(0, "1970-01-01"), (11_016, "2000-02-29"), (20_489, "2026-02-05")] {
            assert_eq!(Date::from_days(day).to_string(), text);
        }
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(date("2026-12-25").plus(10), date("2027-01-04"));
        assert_eq!(date("2028-03-06").plus(-10), date("2028-02-25"));
        assert_eq!(date("2026-03-19").weekday(), 4);
        assert_eq!(date("2026-09-20").weekday(), 7);
    }

    #[test]
    fn dates_are_real_dates() {
        assert_eq!("2028-02-29".parse::<Date>().unwrap().to_string(), "2028-02-29");
        for wrong in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "x", "2026-4-1"] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }
}
