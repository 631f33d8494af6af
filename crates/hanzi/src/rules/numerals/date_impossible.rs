//! A date must exist in the calendar.

use crate::calendar::weekday;
use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "date-impossible",
    severity: Severity::Stop,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "日期要真有这一天。",
        message: "没有这一天：{ $found }",
        hint: "请核对月和日。",
    },
    en: Words {
        about: "A date exists.",
        message: "There is no such day: { $found }",
        hint: "Check month and day.",
    },
    wrong: &["2月30日收秤。", "2026年2月29日开业。", "13月1日", "截至2026-04-31"],
    right: &["2月28日收秤。", "2028年2月29日开业。", "12月1日"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern =
    Pattern::new(r"((?:(\d{4})年)?(\d{1,2})月(\d{1,2})日)|((\d{4})-(\d{2})-(\d{2}))(?:[^\d]|$)");
/// A leap year, used for dates without a year.
const LEAP: u32 = 2024;

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let base = if found.get(1).is_empty() { 6 } else { 2 };
        let year = found.number(base).unwrap_or(LEAP);
        let (Some(month), Some(day)) = (found.number(base + 1), found.number(base + 2)) else {
            continue;
        };
        if weekday(year, month, day).is_none() {
            hits.found(line, found.part(&[1, 5]));
        }
    }
}
