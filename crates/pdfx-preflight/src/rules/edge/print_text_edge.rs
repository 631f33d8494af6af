//! Text stays 3 mm away from the trim, so that the knife does not cut into it if it is slightly
//! off.

use crate::facts::{Facts, Kind, overlap};
use crate::rule::{Hits, Limit, POINTS, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-text-edge",
    severity: Severity::Warn,
    source: Source::House,
    limit: Some(Limit::new(3.0, Unit::Millimetres)),
    zh: Words {
        about: "文字离裁切线至少 3 mm，裁切稍有偏差也切不到。",
        message: "文字离裁切线只有 { $distance } mm。",
        hint: "请往版心里移；有意出血的大字可以不管。",
    },
    en: Words {
        about: "Letters keep 3 mm off the trim, so that the knife does not touch them when it is a little off.",
        message: "Letters are { $distance } mm off the trim.",
        hint: "Move them inwards; large letters that bleed on purpose may stay.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let distance = settings.limit(&RULE);
    for painted in facts.painted.iter().filter(|painted| painted.kind == Kind::Text) {
        let Some(page) = facts.page(painted.spot.page) else { continue };
        let (trim, bounds) = (page.cut(), painted.bounds());
        if !overlap(bounds, trim) {
            continue;
        }
        let sides =
            [bounds[0] - trim[0], bounds[1] - trim[1], trim[2] - bounds[2], trim[3] - bounds[3]];
        let least = sides.into_iter().fold(f64::MAX, f64::min) * page.unit / POINTS;
        if least < distance - 0.05 {
            hits.at(painted.spot).with("distance", short(least.max(0.0)));
        }
    }
}
