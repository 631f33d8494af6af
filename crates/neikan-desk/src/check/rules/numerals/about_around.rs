//! 约 and 左右 both say “about”; one is enough.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use neikan_base::diagnostic::Severity;
use crate::manuscript::prose::Passage;

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
    check: Check::Worded(check),
};

static FOUND: Pattern = Pattern::new(
    r"((?:大约|约|大概|将近|近)[\d一二三四五六七八九十百千万.两]+[^，。；！？、\d]{0,4}(?:左右|上下))",
);

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        hits.found(passage, found.range.clone());
    }
}
