//! Where the inks on one another exceed the limit, the place is small.

use crate::facts::Facts;
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-ink-spot",
    severity: Severity::Warn,
    source: Source::House,
    limit: Some(Limit::new(15.0, Unit::SquareMillimetres)),
    zh: Words {
        about: "叠在一起的总墨量超出的地方，不到 15 平方毫米。",
        message: "叠在一起的总墨量最高 { $ink }%，最多 { $limit }%；超出的有 { $area } 平方毫米。",
        hint: "面积小，一般晾得干；最好减少叠在一起的颜色。",
    },
    en: Words {
        about: "Where the inks on one another exceed the limit, it is on less than 15 mm².",
        message: "The inks on one another are up to { $ink } %; { $limit } % is the limit. { $area } mm² are over it.",
        hint: "So small a place mostly dries; better use less of the colours that lie on one another.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    // Larger areas are judged by print-ink-area.
    let areas = settings.limit(&RULE)..settings.limit(&super::print_ink_area::RULE);
    for (spot, heap) in facts.heaps(settings) {
        if areas.contains(&heap.area) {
            let hit = hits.at(spot);
            hit.with("ink", short(heap.most)).with("limit", short(settings.total_ink));
            hit.with("area", short(heap.area));
        }
    }
}
