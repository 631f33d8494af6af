//! A page with transparency says that it is blended in CMYK, or every RIP blends it in its own way.

use crate::diagnostic::Severity;
use crate::press::inspect::Space;
use crate::press::preflight::facts::{Facts, Feature, Spot};
use crate::press::preflight::rule::{Hits, Rule, Settings, Source, Words};

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-group-space",
    severity: Severity::Stop,
    source: Source::X4("11.6.6"),
    zh: Words {
        about: "有透明的页面写明在 CMYK 里混合，否则各家 RIP 混出的颜色不一样。",
        message: "这一页有透明，却没有写明在 DeviceCMYK 里混合（读到：{ $found }）。",
        hint: "请在导出时把透明混合空间设成 CMYK。",
    },
    en: Words {
        about: "A page with transparency says that it is blended in CMYK, or every RIP blends it in its own way.",
        message: "The page has transparency, but does not say that it is blended in DeviceCMYK (found: { $found }).",
        hint: "Set the transparency blend space to CMYK when exporting.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for page in &facts.opened.pages {
        let blends = facts.uses.iter().any(|(feature, spot)| {
            spot.page == page.number
                && matches!(feature, Feature::Transparency(_) | Feature::Group(_))
        });
        let groups = facts.uses.iter().filter(|(_, spot)| {
            spot.page == page.number && spot.object == Some(page.id) && spot.operator == 0
        });
        let space = groups.filter_map(|(feature, _)| match feature {
            Feature::Group(space) => *space,
            _ => None,
        });
        let space = space.last();
        if blends && space != Some(Space::DeviceCmyk) {
            let found = space.map_or("-", Space::name);
            hits.at(Spot::page(page.number, page.id)).with("found", found);
        }
    }
}
