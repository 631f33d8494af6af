//! Pictures and areas that touch the trim go on to the bleed, or white shows where the knife is a little off.

use crate::diagnostic::Severity;
use crate::press::preflight::facts::{Facts, Kind, overlap};
use crate::press::preflight::rule::{Hits, POINTS, Rule, Settings, Source, Words, short};
use crate::press::read::Bounds;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-bleed-missing",
    severity: Severity::Stop,
    source: Source::House,
    zh: Words {
        about: "碰到裁切线的图片和色块一直铺到出血以外，否则裁切稍有偏差就露白边。",
        message: "碰到裁切线的{ $kind ->\n        [picture] 图片\n       *[vector] 色块或线条\n    }没有铺满出血，差 { $short } mm。",
        hint: "请把它拉到出血边，或者离开裁切线。",
    },
    en: Words {
        about: "Pictures and areas that touch the trim go on to the bleed, or white shows where the knife is a little off.",
        message: "{ $kind ->\n        [picture] A picture that touches the trim\n       *[vector] An area or a line that touches the trim\n    } does not fill the bleed: { $short } mm are missing.",
        hint: "Draw it out to the bleed, or move it away from the trim.",
    },
    check,
};

/// What comes so near to the trim touches it, mm.
const TOUCH: f64 = 0.2;
/// So much may be missing, mm.
const TOLERANCE: f64 = 0.1;

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    for painted in facts.painted.iter().filter(|painted| painted.kind != Kind::Text) {
        let Some(page) = facts.page(painted.spot.page) else { continue };
        let (trim, bounds) = (page.cut(), painted.bounds());
        if painted.is_white() || !overlap(bounds, trim) {
            continue;
        }
        let mm = POINTS / page.unit;
        let missing = missing(bounds, trim, settings.bleed * mm, mm);
        if missing > TOLERANCE * mm {
            let picture = painted.kind == Kind::Picture;
            let hit = hits.at(painted.spot);
            hit.with("kind", if picture { "picture" } else { "vector" });
            hit.with("short", short(missing / mm));
        }
    }
}

/// How much is missing on the worst of the sides on which something touches the trim, points.
fn missing(bounds: Bounds, trim: Bounds, bleed: f64, mm: f64) -> f64 {
    // Positive where something reaches beyond the trim.
    let beyond =
        [trim[0] - bounds[0], trim[1] - bounds[1], bounds[2] - trim[2], bounds[3] - trim[3]];
    let touches = beyond.into_iter().filter(|reach| *reach > -TOUCH * mm);
    touches.map(|reach| bleed - reach).fold(0.0, f64::max)
}
