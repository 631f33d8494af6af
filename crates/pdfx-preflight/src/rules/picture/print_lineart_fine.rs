//! Pictures of 1 bit had better have 800 ppi.

use crate::facts::{Facts, Kind};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-lineart-fine",
    severity: Severity::Note,
    source: Source::House,
    zh: Words {
        about: "只有黑白两色的图（1 位）最好有 800 ppi 以上。",
        message: "黑白图是 { $ppi } ppi。",
        hint: "细线多的图请用 800 ppi 以上。",
    },
    en: Words {
        about: "Pictures of black and white alone (1 bit) had better have 800 ppi or more.",
        message: "A picture of black and white has { $ppi } ppi.",
        hint: "Use 800 ppi or more for fine lines.",
    },
    check,
};

/// The lowest resolution, pixels per inch.
const LEAST: f64 = 800.0;

/// What is coarser still is judged by print-lineart-ppi.
const COARSE: f64 = 550.0;

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for painted in facts.painted.iter().filter(|painted| facts.is_printed(painted)) {
        let Some(ppi) = painted.ppi.filter(|ppi| *ppi < LEAST - 0.5 && *ppi >= COARSE - 0.5) else {
            continue;
        };
        if painted.kind == Kind::Picture && painted.bits == 1 && !painted.is_white() {
            hits.at(painted.spot).with("ppi", format!("{ppi:.0}"));
        }
    }
}
