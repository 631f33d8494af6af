//! Pictures name their makers, and the licence of those that others made.

use crate::check::rule::{Check, Rule, Source, Words};
use crate::manuscript::model::{Figure, Picture};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "credit-missing",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "图片要写明作者；用了别人的图，连许可一起写。",
        message: "图片 { $found } 没有写明作者。",
        hint: "请加上 credit，如 credit=\"何岸 摄\"。",
    },
    en: Words {
        about: "Pictures name who made them, and the licence of what others made.",
        message: "The picture { $found } has no credit.",
        hint: "Add credit, such as credit=\"何岸 摄\".",
    },
    wrong: &["正文。\n\n![田野](images/field.svg \"图注。\")"],
    right: &["正文。\n\n![田野](images/field.svg \"图注。\"){credit=\"何岸 绘\"}"],
    check: Check::Pictures(lacks),
};

fn lacks(_: &Figure, picture: &Picture) -> bool {
    picture.credit.as_deref().unwrap_or_default().trim().is_empty()
}
