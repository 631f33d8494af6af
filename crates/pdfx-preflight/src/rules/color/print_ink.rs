//! Text, lines, areas and gradients lay down no more ink than the paper can take.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-ink",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "文字、线条、色块和渐变的总墨量不超过纸张吃得住的量。按每个对象自己的颜色算，叠在一起的不相加；图片逐个像素算，见 print-picture-ink。",
        message: "总墨量 { $ink }%，最多 { $limit }%。",
        hint: "请减少各色的用量，深色多用黑墨。",
    },
    en: Words {
        about: "Letters, lines, areas and gradients lay down no more ink than the paper takes. Each object counts by its own colour; what lies on one another is not added up. Pictures count by the pixel: print-picture-ink.",
        message: "The total ink is { $ink } %; { $limit } % is the limit.",
        hint: "Use less of each ink, and more black in dark colours.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    for (painted, paint) in facts.paints() {
        let ink = paint.ink.total();
        if paint.ink.known && !paint.ink.registration && ink > settings.total_ink + 0.5 {
            let hit = hits.at(painted.spot);
            hit.with("ink", short(ink)).with("limit", short(settings.total_ink));
        }
    }
}
