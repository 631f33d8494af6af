//! No more than three question or exclamation marks in a row.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "marks-many",
    severity: Severity::Warn,
    fix: false,
    source: Source::Punctuation("4.2.3"),
    zh: Words {
        about: "问号、叹号最多叠用三个。",
        message: "问号、叹号叠用得太多：{ $found }",
        hint: "请减到三个以内；公文和消息里一般只用一个。",
    },
    en: Words {
        about: "At most three question or exclamation marks stand together.",
        message: "Too many marks: { $found }",
        hint: "Use three at most, and as a rule one.",
    },
    wrong: &["太好了！！！！"],
    right: &["太好了！", "什么？！"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(r"[？！?!]{4,}");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone());
    }
}
