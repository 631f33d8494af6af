//! The days of the calendar.

use crate::publication::Date;

/// The day of the week of a date, Monday 0; nothing for a date that does not exist.
///
/// Sakamoto's method for the Gregorian calendar.
pub fn weekday(year: u32, month: u32, day: u32) -> Option<usize> {
    format!("{year:04}-{month:02}-{day:02}").parse::<Date>().ok()?;
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let shift = SHIFT.get(month.checked_sub(1)? as usize)?;
    let year = if month < 3 { year.checked_sub(1)? } else { year };
    let sunday = (year + year / 4 - year / 100 + year / 400 + shift + day) % 7;
    Some(((sunday + 6) % 7) as usize)
}

/// The date some days later.
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
