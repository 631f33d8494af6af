//! Digits and Latin letters are half-width.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "wide-digits",
    severity: Severity::Stop,
    fix: true,
    source: Source::Numerals("5.1.7"),
    zh: Words {
        about: "阿拉伯数字和外文字母用半角。",
        message: "用了全角的数字或字母：{ $found }",
        hint: "请改成半角的“{ $wanted }”。",
    },
    en: Words {
        about: "Digits and Latin letters are half-width.",
        message: "Full-width digits or letters: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["共１２０箱。", "ＡＢ两档。", "占５％。"],
    right: &["共120箱。", "占5%。"],
    scope: Scope::All,
    check,
};

static FOUND: Pattern = Pattern::new(r"[０-９Ａ-Ｚａ-ｚ％]+");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let narrow = found.get(0).chars();
        let narrow = narrow.filter_map(|c| char::from_u32(u32::from(c) - 0xfee0));
        hits.found(line, found.range.clone()).wanted(narrow.collect::<String>());
    }
}
