//! Brackets do not contain brackets of the same kind.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::marks::inner;

/// The rule.
pub const RULE: Rule = Rule {
    name: "brackets-nested",
    severity: Severity::Warn,
    fix: false,
    source: Source::Punctuation("4.9.3"),
    zh: Words {
        about: "括号里面不再套同一种括号。",
        message: "括号里面又套了同一种括号：{ $found }",
        hint: "里面或外面一层请改用方括号［］或六角括号〔〕，也可以改写成破折号或逗号。",
    },
    en: Words {
        about: "Brackets do not hold brackets of their own kind.",
        message: "Brackets within brackets of the same kind: { $found }",
        hint: "Use ［］ or 〔〕 for one of them, or rewrite the sentence.",
    },
    wrong: &["收购点（含流动点（两个））都开秤。"],
    right: &["收购点（含流动点［两个］）都开秤。", "甲（一）乙（二）。"],
    scope: Scope::Worded,
    check,
};

fn check(line: &Line<'_>, hits: &mut Hits) {
    for range in inner(line.text, '（', '）') {
        hits.found(line, range);
    }
}
