//! Quotation marks, brackets and title marks come in pairs.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::Text;
use hanzi::marks::unpaired;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "marks-unpaired",
    severity: Severity::Stop,
    fix: false,
    source: Source::Punctuation("4.8"),
    zh: Words {
        about: "引号、括号、书名号要成对。",
        message: "“{ $found }”没有配对。",
        hint: "请补上另一半，或删去这一半；一段引文连排几段的，每段开头都用上引号，最后一段才用下引号。",
    },
    en: Words {
        about: "Quotation marks, brackets and title marks come in pairs.",
        message: "“{ $found }” has no partner.",
        hint: "Add the other half or delete this one; a quotation of several paragraphs opens in each and closes in the last.",
    },
    wrong: &["他说：“好。", "荔枝（桂味最香。", "学习《甲的体会。", "他说好”。"],
    right: &["他说：“好。”", "1）过秤。", "it’s fine，他说。"],
    check: Check::Texts(check),
};

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    for (index, passage) in text.passages.iter().enumerate() {
        let next = text.passages.get(index + 1);
        let goes_on = next.is_some_and(|next| next.text.starts_with('“'));
        for at in unpaired(&passage.text) {
            let c = passage.text[at..].chars().next().unwrap_or_default();
            if c != '“' || !goes_on {
                hits.found(passage, at..at + c.len_utf8());
            }
        }
    }
}
