//! A date is not split by 、.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "date-comma",
    severity: Severity::Warn,
    fix: true,
    source: Source::Numerals("5.1.4"),
    zh: Words {
        about: "年月日之间不用顿号。",
        message: "日期不用顿号分隔：{ $found }",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "A date is not parted by 、.",
        message: "A date is not parted by 、: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["成立于2010、03、02。"],
    right: &["成立于2010-03-02。", "2010、2011、2012三年。", "见第1020、12、8页。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern =
    Pattern::new(r"(?:^|[^\d、])(((?:19|20)\d{2})、(\d{1,2})、(\d{1,2}))(?:[^\d、]|$)");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let (Some(month), Some(day)) = (found.number(3), found.number(4)) else { continue };
        if (1..=12).contains(&month) && (1..=31).contains(&day) {
            let wanted = format!("{}-{month:02}-{day:02}", found.get(2));
            // Numbers in a list have no leading zeros.
            let sure = found.get(3).starts_with('0') || found.get(4).starts_with('0');
            hits.found(line, found.range.clone()).wanted_if(sure, wanted);
        }
    }
}
