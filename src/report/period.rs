//! A span of days, and the quarters and months in it.

use crate::publication::Date;

/// A span of days, both ends in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Period {
    /// Whether a day is in it.
    pub fn has(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// How many calendar months have a day in it; none if it ends before it begins.
    pub fn months(self) -> u32 {
        let month = |day: Date| i64::from(day.year) * 12 + i64::from(day.month);
        u32::try_from(month(self.to) - month(self.from) + 1).unwrap_or_default()
    }

    /// Its name: `2026年1月1日至3月31日`, and shorter for a quarter or a year.
    pub fn name(self) -> String {
        let Self { from, to } = self;
        let whole = (from.day, to.plus(1).day) == (1, 1);
        match (from.month, to.month) {
            (1, 12) if whole && from.year == to.year => format!("{}年", from.year),
            (first, last)
                if whole && from.year == to.year && first % 3 == 1 && last == first + 2 =>
            {
                quarter(from)
            }
            _ => format!("{}至{}", words(from, None), words(to, Some(from.year))),
        }
    }
}

/// The quarter that a day is in: `2026年第1季度`.
pub fn quarter(day: Date) -> String {
    format!("{}年第{}季度", day.year, (day.month - 1) / 3 + 1)
}

/// A day in words, its year left out if it is known.
pub fn words(day: Date, known: Option<u16>) -> String {
    let year = if known == Some(day.year) { String::new() } else { format!("{}年", day.year) };
    format!("{year}{}月{}日", day.month, day.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_called_as_offices_call_them() {
        let period =
            |from: &str, to: &str| Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
        for (from, to, name, months) in [
            ("2026-01-01", "2026-12-31", "2026年", 12),
            ("2026-04-01", "2026-06-30", "2026年第2季度", 3),
            ("2026-04-01", "2026-06-29", "2026年4月1日至6月29日", 3),
            ("2025-12-01", "2026-01-31", "2025年12月1日至2026年1月31日", 2),
            ("2026-02-01", "2026-01-31", "2026年2月1日至1月31日", 0),
        ] {
            let own = period(from, to);
            assert_eq!((own.name().as_str(), own.months()), (name, months));
        }
        assert!(period("2026-01-01", "2026-01-31").has("2026-01-31".parse().unwrap()));
    }
}
