//! A heading of the second level stands below one of the first.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::diagnostic::{Place, Severity};
use crate::manuscript::model::{BlockKind, plain};
use crate::manuscript::prose::{Source as Of, Text};

/// The rule.
pub const RULE: Rule = Rule {
    name: "heading-order",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "先有“##”小标题，才有“###”下一级。",
        message: "“### { $found }”前面没有“##”小标题。",
        hint: "请改成“## ”，或在前面补一个小标题。",
    },
    en: Words {
        about: "A heading of the second level stands below one of the first.",
        message: "“### { $found }” has no heading of the first level above it.",
        hint: "Make it “## ”, or add a heading above it.",
    },
    wrong: &["### 第一联\n\n正文。"],
    right: &["## 秤前\n\n正文。\n\n### 第一联\n\n正文。"],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let Of::Article(index) = text.of else { return };
    for block in &context.assembly.articles[index].blocks {
        match &block.kind {
            BlockKind::Heading { level: 1, .. } => return,
            BlockKind::Heading { c, .. } => {
                hits.at(Place::line(&text.file, block.line)).with("found", plain(c));
            }
            _ => {}
        }
    }
}
