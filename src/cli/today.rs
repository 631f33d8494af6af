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
    Date::from_days((now(environment) + BEIJING).div_euclid(86400))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_beijing() {
        let at = |seconds: &str| {
            let seconds = seconds.to_owned();
            mailing(move |_| Some(seconds.clone())).to_string()
        };
        assert_eq!(at("1770220799"), "2026-02-04");
        assert_eq!(at("1770220800"), "2026-02-05");
    }
}
