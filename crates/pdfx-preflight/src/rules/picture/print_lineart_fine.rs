//! Pictures of 1 bit had better have 800 ppi.

use crate::facts::{Facts, Kind};
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-lineart-fine",
    severity: Severity::Note,
    source: Source::House,
    limit: Some(Limit::new(800.0, Unit::PixelsPerInch)),
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

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    // What is coarser still is judged by print-lineart-ppi.
    let coarse = settings.limit(&super::print_lineart_ppi::RULE) - 0.5;
    let fine = settings.limit(&RULE) - 0.5;
    for painted in facts.painted.iter().filter(|painted| facts.is_printed(painted)) {
        let Some(ppi) = painted.ppi.filter(|ppi| (coarse..fine).contains(ppi)) else { continue };
        if painted.kind == Kind::Picture && painted.bits == 1 && !painted.is_white() {
            hits.at(painted.spot).with("ppi", format!("{ppi:.0}"));
        }
    }
}
