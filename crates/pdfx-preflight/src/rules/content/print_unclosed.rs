//! Every graphics state that is saved is restored.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-unclosed",
    severity: Severity::Note,
    source: Source::Any("8.4.2"),
    limit: None,
    zh: Words {
        about: "内容里保存的状态（q）都恢复（Q）。",
        message: "有保存了没有恢复的状态（q 比 Q 多），一般不妨碍付印。",
        hint: "拼版以前最好重新导出。",
    },
    en: Words {
        about: "Every state that content saves (q) is restored (Q).",
        message: "States are saved and not restored (more q than Q); mostly this does no harm.",
        hint: "Better export it again before it is imposed.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Unclosed));
}
