//! Where the inks on one another exceed the limit, the place is small.

use crate::facts::{Facts, overlap};
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-ink-spot",
    severity: Severity::Warn,
    source: Source::House,
    limit: Some(Limit::new(15.0, Unit::SquareMillimetres)),
    zh: Words {
        about: "叠在一起的总墨量，在任何 15 平方毫米的方块里平均也不超出。",
        message: "叠在一起的总墨量，{ $area } 平方毫米的方块里平均最高 { $ink }%，最多 { $limit }%。",
        hint: "面积小，一般晾得干；最好减少叠在一起的颜色。",
    },
    en: Words {
        about: "The inks on one another stay within the limit on average in any square of 15 mm², too.",
        message: "The inks on one another are up to { $ink } % on average in a square of { $area } mm²; { $limit } % is the limit.",
        hint: "So small a place mostly dries; better use less of the colours that lie on one another.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let large = facts.heaps(settings, 1);
    for (spot, heap) in facts.heaps(settings, 0) {
        // Larger places are judged by print-ink-area.
        let told = large
            .iter()
            .any(|(other, own)| other.page == spot.page && overlap(own.bounds, heap.bounds));
        if !told {
            let hit = hits.at(spot);
            hit.with("ink", short(heap.most)).with("limit", short(settings.total_ink));
            hit.with("area", short(settings.limit(&RULE)));
        }
    }
}
