//! Calendar arithmetic.

/// The day of the week of a date, with Monday as 0; `None` if the date does not exist.
///
/// Sakamoto's method for the Gregorian calendar.
pub fn weekday(year: u32, month: u32, day: u32) -> Option<usize> {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    if year > 9999 || !(1..=length(year, month)?).contains(&day) {
        return None;
    }
    let shift = SHIFT.get(month.checked_sub(1)? as usize)?;
    let year = if month < 3 { year.checked_sub(1)? } else { year };
    let sunday = (year + year / 4 - year / 100 + year / 400 + shift + day) % 7;
    Some(((sunday + 6) % 7) as usize)
}

/// The number of days in a month; `None` if the month does not exist.
fn length(year: u32, month: u32) -> Option<u32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        1..=12 => Some(31),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week() {
        assert_eq!(weekday(2026, 3, 19), Some(3));
        assert_eq!(weekday(2024, 2, 29), Some(3));
        for (year, month, day) in [(2026, 2, 29), (2026, 13, 1), (2026, 0, 1), (2026, 4, 31)] {
            assert_eq!(weekday(year, month, day), None);
        }
    }
}
