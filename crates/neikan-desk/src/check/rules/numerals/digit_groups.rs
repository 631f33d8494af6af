//! Long numbers in a text are all grouped in the same way.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "digit-groups",
    severity: Severity::Warn,
    fix: false,
    source: Source::Numerals("5.1.1"),
    zh: Words {
        about: "同一篇里多位数的分节要一致：要么都用千分撇（或空），要么都不用。",
        message: "这个数的分节与本篇别处不一致：{ $found }",
        hint: "请统一成一种写法。",
    },
    en: Words {
        about: "Long numbers in one text are grouped all in one way.",
        message: "This number is grouped unlike others of the text: { $found }",
        hint: "Write all of them in one way.",
    },
    wrong: &["甲社收了12,345吨，乙社收了23456吨，丙社收了34567吨。"],
    right: &[
        "甲社收了12345吨，乙社收了23456吨。",
        "甲社12,345吨，乙社23,456吨。",
        "电话076912345，收了12,345吨。",
    ],
    check: Check::Texts(check),
};

static GROUPED: Pattern = Pattern::new(r"(?:^|[^\d.,])(\d{1,3}(?:,\d{3})+)(?:[^\d,]|$)");
static PLAIN: Pattern = Pattern::new(r"(?:^|[^\d.,\-])([1-9]\d{4,8})(?:[^\d,\-号]|$)");

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    let all = |pattern: &'static Pattern| {
        let worded = text.passages.iter().filter(|passage| passage.is_worded());
        worded.flat_map(|passage| {
            pattern.find(&passage.text).map(move |found| (passage, found.range))
        })
    };
    let (grouped, plain): (Vec<_>, Vec<_>) = (all(&GROUPED).collect(), all(&PLAIN).collect());
    if !grouped.is_empty() && !plain.is_empty() {
        let fewer = if grouped.len() <= plain.len() { grouped } else { plain };
        for (passage, range) in fewer {
            hits.found(passage, range);
        }
    }
}
