//! The days of the calendar.

use hanzi::calendar::weekday;

use crate::publication::Date;

/// The date `days` days later.
pub fn later(date: Date, days: u8) -> Date {
    let next = |date: Date| {
        let Date { year, month, day } = date;
        let tries = [(year, month, day + 1), (year, month + 1, 1), (year + 1, 1, 1)];
        let exists = |(year, month, day): &(u16, u8, u8)| {
            weekday(u32::from(*year), u32::from(*month), u32::from(*day)).is_some()
        };
        let found = tries.into_iter().find(exists);
        found.map_or(date, |(year, month, day)| Date { year, month, day })
    };
    (0..days).fold(date, |date, _| next(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week() {
        assert_eq!(weekday(2026, 3, 19), Some(3));
        assert_eq!(weekday(2000, 1, 1), Some(5));
        assert_eq!(weekday(2024, 2, 29), Some(3));
        assert_eq!(weekday(2026, 2, 29), None);
        assert_eq!(weekday(2026, 13, 1), None);
    }

    #[test]
    fn days_go_on_over_months_and_years() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(later(date("2026-02-05"), 10), date("2026-02-15"));
        assert_eq!(later(date("2026-12-25"), 10), date("2027-01-04"));
        assert_eq!(later(date("2028-02-25"), 10), date("2028-03-06"));
    }
}
