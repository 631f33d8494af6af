//! Every graphics state that is restored was saved.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-unbalanced",
    severity: Severity::Stop,
    source: Source::Any("8.4.2"),
    limit: None,
    zh: Words {
        about: "内容里恢复状态（Q）的次数不多于保存（q）的次数，否则后面的颜色、裁剪各家 RIP 理解不一。",
        message: "这里恢复了没有保存过的状态（Q 比 q 多）。",
        hint: "请从原来的软件重新导出。",
    },
    en: Words {
        about: "Content restores no state (Q) that it has not saved (q); else every RIP understands the colours and clips that follow in its own way.",
        message: "A state is restored here that was not saved (more Q than q).",
        hint: "Export it again from the program that made it.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Unbalanced));
}
