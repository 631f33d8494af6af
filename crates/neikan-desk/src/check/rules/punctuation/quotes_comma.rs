//! Quotations in a row take no 、 between them, since the quotation marks part them.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use neikan_base::diagnostic::Severity;
use crate::manuscript::prose::Passage;

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
    check: Check::Worded(check),
};

static FOUND: Pattern = Pattern::new(r"”(、)“");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        hits.found(passage, found.range.clone()).wanted("");
    }
}
