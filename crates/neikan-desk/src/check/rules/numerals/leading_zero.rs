//! A decimal below one has its 0 before the point.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use neikan_base::diagnostic::Severity;
use crate::manuscript::prose::Passage;

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
    check: Check::Worded(check),
};

static FOUND: Pattern = Pattern::new(r"(?:^|[^\w.%]|\p{Han})(\.\d+)[\p{Han}%℃]");
/// What leads a number.
static LED: Pattern = Pattern::new(r"(?:^|[差约达仅只近超占（])$");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        // After a word that leads no number the point may be a stop: 共收3吨.5户参加.
        let sure = LED.is_in(&passage.text[..found.range.start]);
        hits.found(passage, found.range.clone()).wanted_if(sure, format!("0{}", found.get(1)));
    }
}
