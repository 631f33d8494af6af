//! Pictures of 1 bit have 550 ppi or more.

use crate::facts::{Facts, Kind};
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-lineart-ppi",
    severity: Severity::Warn,
    source: Source::House,
    limit: Some(Limit::new(550.0, Unit::PixelsPerInch)),
    zh: Words {
        about: "只有黑白两色的图（1 位）不低于 550 ppi，否则边缘有锯齿。",
        message: "黑白图只有 { $ppi } ppi。",
        hint: "请用 800 ppi 以上的黑白图，或者矢量图。",
    },
    en: Words {
        about: "Pictures of black and white alone (1 bit) have 550 ppi or more, or their edges show steps.",
        message: "A picture of black and white has { $ppi } ppi.",
        hint: "Use one of 800 ppi or more, or vectors.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let least = settings.limit(&RULE);
    for painted in facts.painted.iter().filter(|painted| facts.is_printed(painted)) {
        let Some(ppi) = painted.ppi.filter(|ppi| *ppi < least - 0.5) else { continue };
        if painted.kind == Kind::Picture && painted.bits == 1 && !painted.is_white() {
            hits.at(painted.spot).with("ppi", format!("{ppi:.0}"));
        }
    }
}
