//! An ellipsis and 等 say the same thing; one is enough.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "ellipsis-deng",
    severity: Severity::Warn,
    fix: false,
    source: Source::Punctuation("4.11.3.4"),
    zh: Words {
        about: "省略号与“等”“等等”意思重复，只用一个。",
        message: "省略号与“等”重复。",
        hint: "请删去其中一个。",
    },
    en: Words {
        about: "An ellipsis and 等 say the same; one is enough.",
        message: "The ellipsis and 等 say the same.",
        hint: "Delete one of them.",
    },
    wrong: &["米、油、牙膏……等。", "米、油……等等"],
    right: &["米、油、牙膏等。", "他走了……等他回来再说。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(r"……(?:等等|等)(?:[。，；、）”！？]|$)");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone());
    }
}
