//! Text is 2.5 pt or larger: less does not hold on a plate.

use crate::facts::{Facts, Kind};
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-text-tiny",
    severity: Severity::Stop,
    source: Source::House,
    limit: Some(Limit::new(2.5, Unit::Points)),
    zh: Words {
        about: "文字不小于 2.5 点，再小在印版上留不住。",
        message: "文字只有 { $size } 点，印不出来。",
        hint: "请把文字放大；不要印的，请删掉。",
    },
    en: Words {
        about: "Letters are 2.5 pt or larger; smaller ones do not hold on a plate.",
        message: "Letters are { $size } pt and do not print.",
        hint: "Make the letters larger, or remove what is not to be printed.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let least = settings.limit(&RULE);
    for painted in facts.painted.iter().filter(|painted| facts.is_printed(painted)) {
        let small = painted.size > 0.0 && painted.size < least - 0.005;
        if painted.kind == Kind::Text && small && !painted.is_white() {
            hits.at(painted.spot).with("size", short(painted.size));
        }
    }
}
