//! An ordinal in digits takes a full point, not 、.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "number-dot",
    severity: Severity::Warn,
    fix: false,
    source: Source::Punctuation("4.5.3"),
    zh: Words {
        about: "阿拉伯数字的序号后面用下脚点，不用顿号。",
        message: "序号“{ $found }”应当用下脚点。",
        hint: "请改成“{ $wanted }”；成串的条目可写成 Markdown 的编号列表。",
    },
    en: Words {
        about: "An ordinal in digits takes a full point, not 、.",
        message: "The ordinal “{ $found }” takes a full point.",
        hint: "Write “{ $wanted }”, or a numbered list of Markdown.",
    },
    wrong: &["1、先过秤。", "先看两条：1、账目；2、人员。"],
    right: &["1. 先过秤。", "共有3、5、7三个档。", "（1）先过秤。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(r"(?:^|[。；：！？\n])(\d{1,2}、)[^\d]");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone()).wanted(found.get(1).replace('、', "."));
    }
}
