//! Every page has bleed on all sides (its BleedBox), so that no white shows if the knife is
//! slightly off.

use crate::facts::{Facts, Spot};
use crate::rule::{Hits, POINTS, Rule, Settings, Source, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-bleed-box",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "每页四边留足出血（出血框），裁切略有偏差也不露白。",
        message: "这一页的出血只有 { $found } mm，要求 { $wanted } mm。",
        hint: "请按要求的出血重新导出，并写入出血框（BleedBox）。",
    },
    en: Words {
        about: "Every page has bleed on all sides (its BleedBox), so that no white shows where the knife is a little off.",
        message: "The page has { $found } mm of bleed; { $wanted } mm are asked for.",
        hint: "Export it again with the bleed that is asked for, and have the BleedBox written.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    for page in &facts.opened.pages {
        let (trim, bleed) = (page.cut(), page.bled());
        let sides =
            [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]];
        let least = sides.into_iter().fold(f64::MAX, f64::min) * page.unit / POINTS;
        if least < settings.bleed - 0.05 {
            let hit = hits.at(Spot::page(page.number, page.id));
            hit.with("found", short(least)).with("wanted", short(settings.bleed));
        }
    }
}
