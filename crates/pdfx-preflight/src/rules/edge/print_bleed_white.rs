//! What fills the bleed by its outline has ink in it by the plates.

use super::print_bleed_missing::fills;
use crate::facts::{Facts, Spot};
use crate::rule::{Hits, Limit, POINTS, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-bleed-white",
    severity: Severity::Stop,
    source: Source::House,
    limit: Some(Limit::new(5.0, Unit::Millimetres)),
    zh: Words {
        about: "外框铺满出血的图片和色块，出血里也确实有墨：盖了白块、被软蒙版或镂空挡掉、图片本身留白的，裁切稍有偏差就露白边。看的是印版，裁切线上连续这么长才算。",
        message: "裁切线上有墨，旁边的出血却是白的，长 { $length } mm。",
        hint: "请去掉盖住出血的白块或蒙版，让图案一直铺到出血边。",
    },
    en: Words {
        about: "Pictures and areas that fill the bleed by their outlines have ink there, too: where something white lies on it, a soft mask or a cut-out hides it, or the picture itself is white, white shows where the knife is a little off. Seen on the plates; what is as long as this on the trim counts.",
        message: "There is ink at the trim and none in the bleed beside it, over { $length } mm.",
        hint: "Take away the white or the mask that covers the bleed, and draw the art out to its edge.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    for (&number, coverage) in &facts.coverage {
        let Some(page) = facts.page(number).filter(|_| !coverage.bare.is_empty()) else { continue };
        let mm = POINTS / page.unit;
        let fills = fills(facts, settings, page);
        for bare in &coverage.bare {
            let along = (bare.side + 1) % 2;
            let (from, to) = (bare.bounds[along], bare.bounds[along + 2]);
            let length = (to - from) / mm;
            // Where nothing seems to fill the bleed, print-bleed-missing tells of it.
            let seems = fills[bare.side]
                .iter()
                .any(|fill| fill[along] <= from + mm && fill[along + 2] >= to - mm);
            if seems && length >= settings.limit(&RULE) {
                let spot = Spot::page(number, page.id).on(bare.bounds);
                hits.at(spot).with("length", short(length));
            }
        }
    }
}
