//! Consecutive titles take no 、 between them: the title marks already separate them.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "titles-comma",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.5.3.5"),
    zh: Words {
        about: "并列的书名号之间不用顿号。书名号本身已经把各项分开。",
        message: "并列的书名号之间不用顿号。",
        hint: "请删去顿号；书名号后另有括注的，可以保留。",
    },
    en: Words {
        about: "Titles in a row take no 、 between them, since the title marks part them.",
        message: "Titles in a row take no 、 between them.",
        hint: "Delete the 、.",
    },
    wrong: &["他读了《甲》、《乙》。"],
    right: &["他读了《甲》《乙》。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(r"》(、)《");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone()).wanted("");
    }
}
