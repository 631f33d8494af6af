//! Quarters are written in Han numerals.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "quarter-digits",
    severity: Severity::Warn,
    fix: true,
    source: Source::Numerals("4.2.1"),
    zh: Words {
        about: "季度用汉字，“第三季度”不写“第3季度”。",
        message: "季度用了阿拉伯数字：{ $found }",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "Quarters are written in Han numerals.",
        message: "A quarter in digits: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["第3季度增长。", "1季度完成。"],
    right: &["第三季度增长。", "4个季度。", "1—3季度增长。", "第1、2季度增长。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(r"(?:^|[^\d年.、，,~～—－至到和或-])((?:第)?[1-4]季度)");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let mut wanted = found.get(1).to_owned();
        for (digit, han) in "1234".chars().zip(["一", "二", "三", "四"]) {
            wanted = wanted.replace(digit, han);
        }
        hits.found(line, found.range.clone()).wanted(wanted);
    }
}
