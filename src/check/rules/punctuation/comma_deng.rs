//! No 、 stands before 等.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::diagnostic::Severity;
use crate::manuscript::prose::Passage;

/// The rule.
pub const RULE: Rule = Rule {
    name: "comma-deng",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.5.3.4"),
    zh: Words {
        about: "“等”前面不用顿号。", message: "“等”前面不用顿号。", hint: "请删去顿号。"
    },
    en: Words {
        about: "No 、 stands before 等.",
        message: "No 、 stands before 等.",
        hint: "Delete the 、.",
    },
    wrong: &["运来米、油、等物资。"],
    right: &["运来米、油等物资。", "注意品种、等级、等车时间。"],
    check: Check::Worded(check),
};

static FOUND: Pattern = Pattern::new(r"(、)等[^级离差待高号额温比候车人货着]");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        hits.found(passage, found.range.clone()).wanted("");
    }
}
