//! Text is 4 pt or larger.

use crate::facts::{Facts, Kind};
use crate::rule::{Hits, Rule, Settings, Source, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-text-size",
    severity: Severity::Warn,
    source: Source::House,
    zh: Words {
        about: "文字不小于 4 点，再小就看不清，细笔画也印不出。",
        message: "文字只有 { $size } 点。",
        hint: "请把文字放大到 4 点以上。",
    },
    en: Words {
        about: "Letters are 4 pt or larger; smaller ones cannot be read, and their fine strokes do not print.",
        message: "Letters are { $size } pt.",
        hint: "Make the letters 4 pt or larger.",
    },
    check,
};

/// The smallest text that can be read, points.
const LEAST: f64 = 4.0;

/// What is smaller still is judged by print-text-tiny, points.
const TINY: f64 = 2.5;

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for painted in facts.painted.iter().filter(|painted| facts.is_printed(painted)) {
        let small =
            painted.size > 0.0 && painted.size < LEAST - 0.005 && painted.size >= TINY - 0.005;
        if painted.kind == Kind::Text && small && !painted.is_white() {
            hits.at(painted.spot).with("size", short(painted.size));
        }
    }
}
