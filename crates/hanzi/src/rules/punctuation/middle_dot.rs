//! The middle dot is U+00B7, not a bullet or the Katakana dot.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "middle-dot",
    severity: Severity::Stop,
    fix: true,
    source: Source::Punctuation("4.14"),
    zh: Words {
        about: "间隔号是“·”（U+00B7），不用圆点“•”和片假名中点代替。",
        message: "“{ $found }”不是间隔号。",
        hint: "请改成“·”（U+00B7）。",
    },
    en: Words {
        about: "The middle dot is U+00B7, not a bullet or the Katakana dot.",
        message: "“{ $found }” is no middle dot.",
        hint: "Write “·” (U+00B7).",
    },
    wrong: &["5•12大地震", "阿依古丽・买买提"],
    right: &["5·12大地震", "阿依古丽·买买提", "面积是3⋅5平方米。"],
    scope: Scope::All,
    check,
};

static FOUND: Pattern = Pattern::new(r"(?:[\p{Han}\d]([•‧・●])[\p{Han}\d]|\p{Han}([∙⋅])\p{Han})");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        // A black disc may separate the items of a list.
        let sure = found.get(1) != "●";
        hits.found(line, found.part(&[1, 2])).wanted_if(sure, "·");
    }
}
