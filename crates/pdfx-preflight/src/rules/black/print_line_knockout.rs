//! Thin black lines on a colour overprint.

use crate::facts::{Facts, Kind};
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-line-knockout",
    severity: Severity::Warn,
    source: Source::House,
    limit: Some(Limit::new(2.0, Unit::Points)),
    zh: Words {
        about: "2 点以内的黑线压在彩色上时叠印，套印稍有不准也不露白边。",
        message: "黑线（{ $width } 点）压在彩色上，没有叠印。",
        hint: "请给细黑线设叠印。",
    },
    en: Words {
        about: "Black lines up to 2 pt overprint where they lie on a colour, so that no white edge shows where plates are not quite in register.",
        message: "A black line of { $width } pt lies on a colour and does not overprint.",
        hint: "Set thin black lines to overprint.",
    },
    check,
};

/// A ground fainter than this shows no white edge.
const FAINT: f64 = 0.2;

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let thickest = settings.limit(&RULE);
    for (at, painted) in facts.painted.iter().enumerate() {
        let Some(width) = painted.width.filter(|width| *width <= thickest) else { continue };
        let paint = painted.stroke.or(painted.fill);
        let black = paint.is_some_and(|paint| paint.ink.is_black() && !paint.keeps_below());
        if painted.kind != Kind::Vector || !black || !facts.is_printed(painted) {
            continue;
        }
        let colored = facts.beneath(at).is_some_and(|ink| {
            let [c, m, y, _] = ink.process;
            c.max(m).max(y) > FAINT || ink.spot_count > 0
        });
        if colored {
            hits.at(painted.spot).with("width", short(width));
        }
    }
}
