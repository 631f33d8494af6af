//! Words that the lists say to avoid.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::check::shelf::occurrences;
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "word-avoid",
    severity: Severity::Warn,
    fix: false,
    source: Source::Usage,
    zh: Words {
        about: "词表里不宜用的词，改用规范的说法。词表注明日期，可在 issues/words 里增补。引号和书名里的不算。",
        message: "“{ $found }”不宜用（{ $list }）。",
        hint: "可改用：{ $wanted }。没有给出改法的，请改写这一句。",
    },
    en: Words {
        about: "Words that the lists say to avoid. The lists are dated; a project adds its own in issues/words. Quotations and titles are left alone.",
        message: "“{ $found }” is to be avoided ({ $list }).",
        hint: "Instead: { $wanted }. Where nothing is given, rewrite the sentence.",
    },
    wrong: &[
        "村里的残废人有了活干。",
        "这是全市最佳的品种。",
        "@words/own.yml\nname: 自用\navoid: [{word: 老乡们, instead: 乡亲们}]\n@body\n老乡们来了。",
    ],
    right: &["村里的残疾人有了活干。", "“最佳”二字不用。"],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    for list in &context.shelf.words {
        for entry in &list.avoid {
            for (passage, range) in occurrences(text, &entry.word, &entry.except) {
                let wanted = entry.instead.as_deref().unwrap_or("——");
                let hit = hits.found(passage, range);
                hit.with("list", &list.name).with("wanted", wanted);
            }
        }
    }
}
