//! The year of a document number stands in 〔〕.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::diagnostic::Severity;
use crate::manuscript::prose::Passage;

/// The rule.
pub const RULE: Rule = Rule {
    name: "document-number",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.9.3.4"),
    zh: Words {
        about: "发文字号的年份用六角括号〔〕，年份写全称。",
        message: "发文字号应当用六角括号：{ $found }",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "The year of a document number stands in 〔〕.",
        message: "A document number takes 〔〕: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["东供发（2025）3号", "东供发[2025]3号文件", "东供发【2025】3号"],
    right: &["东供发〔2025〕3号", "产量（2025）为3吨。"],
    check: Check::Passages(check),
};

static FOUND: Pattern = Pattern::new(r"([（(\[【［](\d{4})[）)\]】］]第?(\d+)号)");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        let wanted = format!("〔{}〕{}号", found.get(2), found.get(3));
        hits.found(passage, found.range.clone()).wanted(wanted);
    }
}
