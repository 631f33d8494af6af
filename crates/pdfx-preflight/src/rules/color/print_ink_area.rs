//! The inks that lie on one another are within the limit, by the plates.

use crate::facts::Facts;
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-ink-area",
    severity: Severity::Stop,
    source: Source::House,
    limit: Some(Limit::new(100.0, Unit::SquareMillimetres)),
    zh: Words {
        about: "叠印、透明、图片叠在一起的总墨量，按分色算，在任何 1 平方厘米的方块里平均不超出；单个对象和图片自己就超出的，由 print-ink、print-picture-ink 报。",
        message: "叠在一起的总墨量，{ $area } 平方毫米的方块里平均最高 { $ink }%，最多 { $limit }%。",
        hint: "请减少叠在一起的颜色，或取消叠印、透明。",
    },
    en: Words {
        about: "What overprint, transparency and pictures lay on one another stays within the limit by the plates, on average in any square of 1 cm². What exceeds it by itself is told by print-ink and print-picture-ink.",
        message: "The inks on one another are up to { $ink } % on average in a square of { $area } mm²; { $limit } % is the limit.",
        hint: "Use less of the colours that lie on one another, or take off overprint and transparency.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    for (spot, heap) in facts.heaps(settings, 1) {
        let hit = hits.at(spot);
        hit.with("ink", short(heap.most)).with("limit", short(settings.total_ink));
        hit.with("area", short(settings.limit(&RULE)));
    }
}
