//! Only the inks that were announced are printed: every other one would take a plate that nobody
//! ordered.

use std::collections::BTreeMap;

use crate::facts::{Facts, Feature, Spot};
use crate::inventory::PROCESS;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-ink-unannounced",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "只用说好的油墨：检查要求里的 inks 列出它们，不列就不查。多出一种油墨，就多出一块没有订的版。",
        message: "有没有说好的油墨 { $ink }，会多出一块版；说好的是 { $announced }。",
        hint: "请把用到它的颜色、图片改成说好的油墨；真要用它，就加进 inks。",
    },
    en: Words {
        about: "Only inks that were announced are used: the demands list them as inks; without a list all are. Another ink takes a plate that nobody ordered.",
        message: "The ink { $ink } was not announced and would take a plate of its own; announced are { $announced }.",
        hint: "Change the colours and pictures that use it to announced inks, or list it in inks if it is meant.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let Some(announced) = &settings.inks else { return };
    let mut others: BTreeMap<(usize, String), Spot> = BTreeMap::new();
    let mut add = |name: &str, spot: Spot| {
        if !announced.iter().any(|own| own == name) {
            others.entry((spot.page, name.to_owned())).or_insert(spot);
        }
    };
    for (feature, spot) in &facts.uses {
        if let Feature::Colorant(name, _) = feature
            && !matches!(name.as_slice(), b"All" | b"None")
        {
            add(&String::from_utf8_lossy(name), *spot);
        }
    }
    for (painted, paint) in facts.paints() {
        for (name, part) in PROCESS.iter().zip(paint.ink.process) {
            if paint.ink.known && !paint.ink.registration && part > 0.005 {
                add(name, painted.spot);
            }
        }
    }
    // Of pictures, and of colours that were converted, only the plates tell.
    for (&page, coverage) in &facts.coverage {
        let Some(id) = facts.page(page).map(|own| own.id) else { continue };
        for plate in coverage.plates.iter().filter(|plate| plate.percent > 0.0) {
            add(&plate.ink, Spot::page(page, id));
        }
    }
    let listed = announced.join(", ");
    for ((_, name), spot) in others {
        hits.at(spot).with("ink", name.escape_debug()).with("announced", &listed);
    }
}
