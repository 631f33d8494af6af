//! Text below 12 pt is on two plates at most; on three or four it blurs if the plates are slightly
//! out of register.

use crate::facts::{Facts, Kind};
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-text-plates",
    severity: Severity::Warn,
    source: Source::House,
    limit: Some(Limit::new(12.0, Unit::Points)),
    zh: Words {
        about: "12 点以下的文字最多用两块版，三块、四块版稍有套印不准就发虚。",
        message: "{ $size } 点的文字用了 { $plates } 块版。",
        hint: "请改用单黑，或者两种油墨以内的颜色。",
    },
    en: Words {
        about: "Letters below 12 pt are on two plates at most; on three or four they blur where plates are not quite in register.",
        message: "Letters of { $size } pt are on { $plates } plates.",
        hint: "Use black alone, or a colour of at most two inks.",
    },
    check,
};

/// The most plates for small text.
const MOST: usize = 2;

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let large = settings.limit(&RULE);
    for (painted, paint) in facts.paints() {
        let small = painted.kind == Kind::Text && painted.size < large;
        let plates = paint.ink.plates();
        if small && paint.ink.known && !paint.ink.registration && plates > MOST {
            hits.at(painted.spot).with("size", short(painted.size)).with("plates", plates);
        }
    }
}
