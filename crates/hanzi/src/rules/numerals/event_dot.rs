//! Events named after a date take a middle dot in January, November and December, and none in other
//! months.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "event-dot",
    severity: Severity::Warn,
    fix: false,
    source: Source::Numerals("5.1.6"),
    zh: Words {
        about: "含有月日的专名，涉及一月、十一月、十二月的用间隔号分开月和日，如“一二·九”；其他月份不用，如“五四”。",
        message: "含月日的专名间隔号不对：{ $found }",
        hint: "一月、十一月、十二月的写成“一·二八”“一二·九”，其他的写成“五四”“七七”。",
    },
    en: Words {
        about: "Events named by a date take a middle dot for the first, eleventh and twelfth month, and none for the others.",
        message: "The middle dot of this event is wrong: { $found }",
        hint: "Write 一·二八 and 一二·九, but 五四 and 七七.",
    },
    wrong: &["纪念一二九运动。", "“五·四”精神永存。"],
    right: &["纪念“一二·九”运动。", "“五四”精神永存。", "五四运动。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(
    r"(一二九|一二八|一一七)(?:运动|事变|学运|抗战)|“(一二九|一二八)”|([二三四五六七八九]·[一二三四五六七八九十]{1,2})(?:运动|事变|惨案|节|讲话|精神)|“([二三四五六七八九]·[一二三四五六七八九十]{1,2})”",
);

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        hits.found(line, found.part(&[1, 2, 3, 4]));
    }
}
