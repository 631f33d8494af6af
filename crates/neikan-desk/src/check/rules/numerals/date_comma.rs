//! A date is not parted by 、.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use neikan_base::diagnostic::Severity;
use crate::manuscript::prose::Passage;

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
    check: Check::Worded(check),
};

static FOUND: Pattern =
    Pattern::new(r"(?:^|[^\d、])(((?:19|20)\d{2})、(\d{1,2})、(\d{1,2}))(?:[^\d、]|$)");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        let (Some(month), Some(day)) = (found.number(3), found.number(4)) else { continue };
        if (1..=12).contains(&month) && (1..=31).contains(&day) {
            let wanted = format!("{}-{month:02}-{day:02}", found.get(2));
            // Numbers of a list have no zeros before them.
            let sure = found.get(3).starts_with('0') || found.get(4).starts_with('0');
            hits.found(passage, found.range.clone()).wanted_if(sure, wanted);
        }
    }
}
