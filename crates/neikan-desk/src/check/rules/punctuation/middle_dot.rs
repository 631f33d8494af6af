//! The middle dot is U+00B7, not a bullet or the Katakana dot.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use neikan_base::diagnostic::Severity;
use crate::manuscript::prose::Passage;

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
    check: Check::Passages(check),
};

static FOUND: Pattern = Pattern::new(r"(?:[\p{Han}\d]([•‧・●])[\p{Han}\d]|\p{Han}([∙⋅])\p{Han})");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        // A black disc may part the items of a list.
        let sure = found.get(1) != "●";
        hits.found(passage, found.part(&[1, 2])).wanted_if(sure, "·");
    }
}
