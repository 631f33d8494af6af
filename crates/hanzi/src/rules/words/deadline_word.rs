//! 截至 precedes a time up to which something is counted; 截止 means that something ends.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "deadline-word",
    severity: Severity::Warn,
    fix: true,
    source: Source::Usage,
    zh: Words {
        about: "“截至”用在时间前面，表示到那时还没有完；“截止”表示到此结束，后面不直接跟时间。",
        message: "“截止”与“截至”用混了：{ $found }",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "截至 stands before a time up to which something is counted; 截止 means that something ends.",
        message: "截止 and 截至 are confused: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["截止12月底，共收340吨。", "报名日期截至。"],
    right: &["截至12月底，共收340吨。", "3月6日截稿。", "报名到3月6日截止。"],
    scope: Scope::Worded,
    check,
};

static BEFORE: Pattern = Pattern::new(
    r"(截止)(?:\d|目前|今年|去年|上年|本月|上月|昨|发稿|年底|月底|[一二三四五六七八九十]+月|今日|今天)",
);
static ENDING: Pattern = Pattern::new(r"(截至)(?:[。；！？]|$)");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for (pattern, wanted) in [(&BEFORE, "截至"), (&ENDING, "截止")] {
        for found in pattern.find(line.text) {
            hits.found(line, found.range.clone()).wanted(wanted);
        }
    }
}
