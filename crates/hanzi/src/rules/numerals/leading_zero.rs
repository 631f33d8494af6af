//! A decimal below one has a 0 before the point.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "leading-zero",
    severity: Severity::Stop,
    fix: true,
    source: Source::Numerals("5.1.2"),
    zh: Words {
        about: "纯小数要写出小数点前面的0。",
        message: "纯小数缺了前面的0：{ $found }",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "A decimal below one has its 0 before the point.",
        message: "The 0 before the point is missing: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["只差.5吨。"],
    right: &["只差0.5吨。", "第2.5小时。", "文件a.5在。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(r"(?:^|[^\w.%]|\p{Han})(\.\d+)[\p{Han}%℃]");
/// What introduces a number.
static LED: Pattern = Pattern::new(r"(?:^|[差约达仅只近超占（])$");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        // After a word that does not introduce a number the point may be a full stop: 共收3吨.5户参加.
        let sure = LED.is_in(&line.text[..found.range.start]);
        hits.found(line, found.range.clone()).wanted_if(sure, format!("0{}", found.get(1)));
    }
}
