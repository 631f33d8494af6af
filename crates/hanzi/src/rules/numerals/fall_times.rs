//! A decrease is given in fractions or per cent, never in multiples.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "fall-times",
    severity: Severity::Warn,
    fix: false,
    source: Source::Usage,
    zh: Words {
        about: "减少、下降不能用倍数，只能用分数或百分数。",
        message: "减少不能用倍数：{ $found }",
        hint: "请改成百分数或分数，如“下降50%”“减少一半”。",
    },
    en: Words {
        about: "A fall is given in fractions or per cent, never in multiples.",
        message: "A fall in multiples: { $found }",
        hint: "Give it as per cent or a fraction.",
    },
    wrong: &["损耗下降了2倍。", "用工减少一倍。"],
    right: &["损耗下降50%。", "产量增加2倍。", "减少的用工是去年的2倍。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(
    r"((?:下降|减少|降低|缩小|缩短|降)了?(?:近|约)?[\d.一二两三四五六七八九十几数]+倍)",
);

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone());
    }
}
