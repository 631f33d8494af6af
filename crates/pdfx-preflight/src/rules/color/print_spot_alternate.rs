//! Spot colours of the same name have the same alternate colour; otherwise one plate would mean two
//! colours.

use std::collections::BTreeMap;

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-spot-alternate",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "同名的专色，替代颜色也相同，否则一块版上说的是两种颜色。",
        message: "专色 { $name } 有两种不同的替代颜色。",
        hint: "请把同名的专色统一成一个定义。",
    },
    en: Words {
        about: "Spot colours of one name have one alternate colour, or one plate would mean two colours.",
        message: "The spot colour { $name } has two different alternate colours.",
        hint: "Make one definition of the spot colours of this name.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    let mut known: BTreeMap<&[u8], &str> = BTreeMap::new();
    for (feature, spot) in &facts.uses {
        if let Feature::Colorant(name, full) = feature
            && !full.is_empty()
            && *known.entry(name).or_insert(full) != full
        {
            hits.at(*spot).with("name", String::from_utf8_lossy(name));
        }
    }
}
