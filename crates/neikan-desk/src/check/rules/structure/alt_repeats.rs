//! The alternative text says what can be seen; it does not repeat the caption.

use crate::check::rule::{Check, Rule, Source, Words};
use crate::manuscript::model::{Figure, Picture, plain};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "alt-repeats",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "替代文字说画面里有什么，不能照抄图注，听的人会听到两遍。",
        message: "图片 { $found } 的替代文字与图注相同。",
        hint: "请在方括号里另写画面的内容。",
    },
    en: Words {
        about: "The alternative text says what can be seen; it does not repeat the caption.",
        message: "The alternative text of { $found } repeats the caption.",
        hint: "Say in brackets what can be seen.",
    },
    wrong: &["正文。\n\n![一片田野](images/field.svg \"一片田野。\"){credit=\"何岸 绘\"}"],
    right: &["正文。\n\n![一片田野](images/field.svg \"荔塘的早晨。\"){credit=\"何岸 绘\"}"],
    check: Check::Pictures(lacks),
};

fn lacks(_: &Figure, picture: &Picture) -> bool {
    let bare = |text: &str| text.trim_end_matches(['。', '.']).to_owned();
    let caption = bare(&plain(&picture.caption));
    !caption.is_empty() && caption == bare(&picture.alt)
}
