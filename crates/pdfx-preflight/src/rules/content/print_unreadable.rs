//! The content of every page can be read to its end.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-unreadable",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "页面的内容从头到尾都读得通。",
        message: "页面的内容中断了，或者读不出来。",
        hint: "请从原来的软件重新导出。",
    },
    en: Words {
        about: "The content of every page can be read to its end.",
        message: "The content of the page breaks off or cannot be read.",
        hint: "Export it again from the program that made it.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Unreadable));
}
