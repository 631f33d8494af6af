//! Content has no operators that the standard does not define.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-unknown-operator",
    severity: Severity::Stop,
    source: Source::Any("7.8.2"),
    limit: None,
    zh: Words {
        about: "内容里只有标准里有的命令；别的命令各家 RIP 有的跳过，有的停下。",
        message: "内容里有不认识的命令 { $word }。",
        hint: "请从原来的软件重新导出。",
    },
    en: Words {
        about: "Content has the operators of the standard alone; some RIPs pass over others, some stop.",
        message: "There is no operator { $word } in PDF.",
        hint: "Export it again from the program that made it.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let Feature::Unknown(word) = feature {
            hits.at(*spot).with("word", word.escape_debug());
        }
    }
}
