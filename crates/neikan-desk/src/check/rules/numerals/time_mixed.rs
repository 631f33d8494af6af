//! A text uses either the 12-hour or the 24-hour clock.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "time-mixed",
    severity: Severity::Warn,
    fix: false,
    source: Source::Numerals("5.1.5"),
    zh: Words {
        about: "同一篇里，12小时制和24小时制只用一种。",
        message: "本篇别处用12小时制，这里用了24小时制：{ $found }",
        hint: "请统一成一种，如“下午3时”或“15时”。",
    },
    en: Words {
        about: "A text uses either the 12-hour or the 24-hour clock.",
        message: "A time of the 24-hour clock in a text that uses the 12-hour clock elsewhere: { $found }",
        hint: "Keep to one of them.",
    },
    wrong: &["上午9时开会，15时散会，下午4时再开。"],
    right: &["上午9时开会，下午3时散会。", "9时至16时30分。", "走了15小时，下午3时到。"],
    check: Check::Texts(check),
};

static HALVES: Pattern = Pattern::new(r"(?:下午|晚上|傍晚|夜里)\d{1,2}(?:时|点|:)");
static WHOLE: Pattern =
    Pattern::new(r"(?:^|[^\d午上晚里第:：])((?:1[3-9]|2[0-3])(?:时|点|[:：][0-5]\d))");

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    let worded = || text.passages.iter().filter(|passage| passage.is_worded());
    if !worded().any(|passage| HALVES.is_in(&passage.text)) {
        return;
    }
    for passage in worded() {
        for found in WHOLE.find(&passage.text) {
            hits.found(passage, found.range.clone());
        }
    }
}
