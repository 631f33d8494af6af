//! Every page prints something.

use std::collections::BTreeSet;

use crate::facts::{Facts, Feature, Spot};
use crate::reading::Page;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-page-empty",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "每页都有东西印：空白页多半是漏排，或者拼版时多出来的。",
        message: "这一页是空白的。",
        hint: "请看这一页是不是漏了内容；有意留白的不用管。",
    },
    en: Words {
        about: "Every page prints something: a blank one is mostly a mistake.",
        message: "The page is blank.",
        hint: "See whether something is missing; leave it if it is meant to be blank.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    if !facts.coverage.is_empty() {
        // The plates know what is covered again. Where they are not whole, nothing is said to be blank.
        let blank = |page: &&Page| {
            let own = facts.coverage.get(&page.number);
            own.is_some_and(|own| !own.inked && own.missed.is_empty())
        };
        for page in facts.opened.pages.iter().filter(blank) {
            hits.at(Spot::page(page.number, page.id));
        }
        return;
    }
    let painted = facts.painted.iter();
    let painted = painted.filter(|painted| !painted.is_white() && facts.is_printed(painted));
    let mut pages: BTreeSet<usize> = painted.map(|painted| painted.spot.page).collect();
    let deep = facts.uses.iter().filter(|(feature, _)| *feature == Feature::TooDeep);
    pages.extend(deep.map(|(_, spot)| spot.page));
    for page in facts.opened.pages.iter().filter(|page| !pages.contains(&page.number)) {
        hits.at(Spot::page(page.number, page.id));
    }
}
