//! The date of a signature when no `--date` is given, and the time at which a mail is sent: the
//! only code here that asks a clock. Neither reaches any edition.
//!
//! `SOURCE_DATE_EPOCH` replaces the clock for the dates of mails, so that they are reproducible. A
//! signature is always dated by the clock: a variable left in the environment is not a day on which
//! anybody signed.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::diagnostic::Finding;
use crate::publication::Date;

/// Beijing time is eight hours ahead of UTC all year.
const BEIJING: i64 = 8 * 3600;

/// Today's date in Beijing, by the clock.
pub fn today() -> Date {
    mailing(|_| None)
}

/// Today's date in Beijing for mails; `SOURCE_DATE_EPOCH`, in seconds, replaces the clock.
pub fn mailing(environment: impl Fn(&str) -> Option<String>) -> Date {
    date((now(environment) + BEIJING).div_euclid(86400))
}

/// Reports that `SOURCE_DATE_EPOCH` names a different day from the one on which something was
/// signed.
pub fn ignored(environment: impl Fn(&str) -> Option<String>, today: Date) -> Option<Finding> {
    let asked = mailing(environment);
    let finding = Finding::warn("review-epoch").with("date", asked).with("today", today);
    (asked != today).then_some(finding)
}

/// The current time in seconds since 1970; `SOURCE_DATE_EPOCH` replaces the clock.
pub fn now(environment: impl Fn(&str) -> Option<String>) -> i64 {
    let asked = environment("SOURCE_DATE_EPOCH").and_then(|text| text.parse().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    asked.unwrap_or_else(|| i64::try_from(clock()).unwrap_or_default())
}

/// The date of a day counted from 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date
/// algorithms", civil_from_days).
fn date(day: i64) -> Date {
    let day = day.clamp(-700_000, 2_900_000) + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    Date {
        year: (year + era * 400 + i64::from(month <= 2)) as u16,
        month: month as u8,
        day: (of_year - (153 * shifted + 2) / 5 + 1) as u8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_the_dates_of_the_calendar() {
        for (day, text) in [(0, "1970-01-01"), (11_016, "2000-02-29"), (20_489, "2026-02-05")] {
            assert_eq!(date(day).to_string(), text);
        }
        let at = |seconds: &str| {
            let seconds = seconds.to_owned();
            mailing(move |_| Some(seconds.clone())).to_string()
        };
        assert_eq!(at("1770220799"), "2026-02-04");
        assert_eq!(at("1770220800"), "2026-02-05");
    }
}
