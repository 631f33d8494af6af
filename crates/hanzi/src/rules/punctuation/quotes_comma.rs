//! Consecutive quotations take no 、 between them: the quotation marks already separate them.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "quotes-comma",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.5.3.5"),
    zh: Words {
        about: "并列的引号之间不用顿号。引号本身已经把各项分开。",
        message: "并列的引号之间不用顿号。",
        hint: "请删去顿号。",
    },
    en: Words {
        about: "Quotations in a row take no 、 between them, since the quotation marks part them.",
        message: "Quotations in a row take no 、 between them.",
        hint: "Delete the 、.",
    },
    wrong: &["有“短跑”、“长跑”两种车。"],
    right: &["有“短跑”“长跑”两种车。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(r"”(、)“");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone()).wanted("");
    }
}
