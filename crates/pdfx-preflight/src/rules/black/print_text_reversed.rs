//! Small text that is left white in a ground holds.

use crate::facts::{Facts, Kind};
use crate::ink::Ink;
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-text-reversed",
    severity: Severity::Warn,
    source: Source::House,
    limit: Some(Limit::new(8.0, Unit::Points)),
    zh: Words {
        about: "反白的小字留得住：一块版上的不小于 5 点，两块版以上的不小于 8 点，否则套印不准、油墨扩张就把笔画填死。",
        message: "反白文字只有 { $size } 点，下面有 { $plates } 块版。",
        hint: "请放大文字、加粗笔画，或者把底色减到一两种油墨。",
    },
    en: Words {
        about: "Small letters left white hold: 5 pt or larger out of one plate, 8 pt or larger out of more; else ink closes their strokes where plates are not quite in register.",
        message: "Letters of { $size } pt are left white in { $plates } plates.",
        hint: "Make the letters larger or bolder, or the ground of one or two inks.",
    },
    check,
};

/// The smallest text left white out of one plate, as a share of that out of more.
const ONE: f64 = 5.0 / 8.0;
/// A tint below this does not show as a plate that has to be in register.
const FAINT: f64 = 0.2;

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let limit = settings.limit(&RULE);
    for (at, painted) in facts.painted.iter().enumerate() {
        let small = painted.kind == Kind::Text && painted.size < limit && painted.size > 0.0;
        if !small || !painted.is_white() || !facts.is_printed(painted) {
            continue;
        }
        let plates = facts.beneath(at).map_or(0, grounds);
        let least = if plates > 1 { limit } else { limit * ONE };
        if plates > 0 && painted.size < least - 0.005 {
            hits.at(painted.spot).with("size", short(painted.size)).with("plates", plates);
        }
    }
}

/// How many plates of a ground show.
fn grounds(ink: Ink) -> usize {
    ink.process.iter().filter(|&&part| part > FAINT).count() + ink.spot_count
}
