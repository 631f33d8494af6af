//! 约 and 左右 both say “about”; one is enough.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "about-around",
    severity: Severity::Warn,
    fix: false,
    source: Source::Usage,
    zh: Words {
        about: "“约”与“左右”“上下”意思重复，只用一个。",
        message: "“约”与“左右”重复：{ $found }",
        hint: "请删去其中一个。",
    },
    en: Words {
        about: "约 and 左右 both say “about”; one is enough.",
        message: "“About” is said twice: { $found }",
        hint: "Delete one of them.",
    },
    wrong: &["约120吨左右。", "大概三十户上下。"],
    right: &["约120吨。", "120吨左右。", "大约在左右两侧。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(
    r"((?:大约|约|大概|将近|近)[\d一二三四五六七八九十百千万.两]+[^，。；！？、\d]{0,4}(?:左右|上下))",
);

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone());
    }
}
