//! Text is 4 pt or larger.

use crate::facts::{Facts, Kind};
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-text-size",
    severity: Severity::Warn,
    source: Source::House,
    limit: Some(Limit::new(4.0, Unit::Points)),
    zh: Words {
        about: "文字不小于 4 点，再小就看不清，细笔画也印不出。",
        message: "文字只有 { $size } 点。",
        hint: "请把文字放大到 { $limit } 点以上。",
    },
    en: Words {
        about: "Letters are 4 pt or larger; smaller ones cannot be read, and their fine strokes do not print.",
        message: "Letters are { $size } pt.",
        hint: "Make the letters { $limit } pt or larger.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let least = settings.limit(&RULE);
    // What is smaller still is judged by print-text-tiny.
    let tiny = settings.limit(&super::print_text_tiny::RULE);
    for painted in facts.painted.iter().filter(|painted| facts.is_printed(painted)) {
        let small =
            painted.size > 0.0 && painted.size < least - 0.005 && painted.size >= tiny - 0.005;
        if painted.kind == Kind::Text && small && !painted.is_white() {
            hits.at(painted.spot).with("size", short(painted.size)).with("limit", short(least));
        }
    }
}
