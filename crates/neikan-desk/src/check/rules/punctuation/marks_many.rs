//! At most three question or exclamation marks stand together.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use neikan_base::diagnostic::Severity;
use crate::manuscript::prose::Passage;

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
    check: Check::Worded(check),
};

static FOUND: Pattern = Pattern::new(r"[？！?!]{4,}");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        hits.found(passage, found.range.clone());
    }
}
