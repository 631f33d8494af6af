//! A page with transparency declares that it is blended in CMYK; otherwise every RIP blends it in
//! its own way.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Facts, Feature, Spot};
use crate::inspect::Space;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-group-space",
    severity: Severity::Stop,
    source: Source::X4("11.6.6"),
    limit: None,
    zh: Words {
        about: "有透明的页面写明在 CMYK（或输出意图自己的特性文件）里混合，否则各家 RIP 混出的颜色不一样。",
        message: "这一页有透明，却没有写明在 DeviceCMYK 里混合（读到：{ $found }）。",
        hint: "请在导出时把透明混合空间设成 CMYK。",
    },
    en: Words {
        about: "A page with transparency says that it is blended in CMYK (or in the very profile of the output intent), or every RIP blends it in its own way.",
        message: "The page has transparency, but does not say that it is blended in DeviceCMYK (found: { $found }).",
        hint: "Set the transparency blend space to CMYK when exporting.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    let mut blends = BTreeSet::new();
    let mut spaces = BTreeMap::new();
    for (feature, spot) in &facts.uses {
        if matches!(feature, Feature::Transparency(_) | Feature::Group(_)) {
            blends.insert(spot.page);
        }
        if let Feature::Group(Some(space)) = feature
            && facts.page(spot.page).is_some_and(|page| spot.object == Some(page.id))
        {
            spaces.insert(spot.page, *space);
        }
    }
    for page in blends.into_iter().filter_map(|page| facts.page(page)) {
        let space = spaces.get(&page.number);
        if space != Some(&Space::DeviceCmyk) {
            let found = space.map_or("-", |space| space.name());
            hits.at(Spot::page(page.number, page.id)).with("found", found);
        }
    }
}
