//! Only 万 or 亿 may follow digits, never 十, 百 or 千.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "digit-thousand",
    severity: Severity::Warn,
    fix: false,
    source: Source::Numerals("5.1.1"),
    zh: Words {
        about: "阿拉伯数字后面只能跟“万”“亿”，不能跟“十”“百”“千”。",
        message: "阿拉伯数字与“千”“百”混用：{ $found }",
        hint: "请写成完整的数字，如“4000”，或全用汉字。",
    },
    en: Words {
        about: "Digits are followed by 万 or 亿 alone, never by 十, 百 or 千.",
        message: "Digits with 千 or 百: { $found }",
        hint: "Write the whole number, such as 4000, or Han numerals.",
    },
    wrong: &["来了4千人。", "存粮3百斤。"],
    right: &["来了4000人。", "功率4千瓦。", "重3千克。", "5百分点"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern =
    Pattern::new(r"(\d+(?:\.\d+)?[百千])(?:[^瓦克米卡焦赫帕伏字升兆安比分帧]|$)");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone());
    }
}
