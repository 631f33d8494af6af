//! Pictures have captions; a group may share one.

use crate::check::rule::{Check, Rule, Source, Words};
use crate::manuscript::model::{Figure, Picture};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "caption-missing",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "图片要有图注，图组可以合用一条。",
        message: "图片 { $found } 没有图注。",
        hint: "请在路径后面的引号里写图注，说明何时、何地、何事。",
    },
    en: Words {
        about: "Pictures have captions; a group may share one.",
        message: "The picture { $found } has no caption.",
        hint: "Write the caption in quotation marks after the path.",
    },
    wrong: &["正文。\n\n![田野](images/field.svg){credit=\"何岸 绘\"}"],
    right: &["正文。\n\n![田野](images/field.svg \"图注。\"){credit=\"何岸 绘\"}"],
    check: Check::Pictures(lacks),
};

fn lacks(figure: &Figure, picture: &Picture) -> bool {
    figure.caption.is_empty() && picture.caption.is_empty()
}
