//! All pages have the same trim size.

use crate::facts::{Facts, Spot};
use crate::reading::Page;
use crate::rule::{Hits, POINTS, Rule, Settings, Source, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-page-size",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "各页的成品尺寸一样。",
        message: "这一页的成品尺寸是 { $found } mm，第 1 页是 { $wanted } mm。",
        hint: "请把各页改成一样大；封面另出一个文件。",
    },
    en: Words {
        about: "All pages have the same trim size.",
        message: "The trim size of the page is { $found } mm; that of page 1 is { $wanted } mm.",
        hint: "Make all pages the same size; a cover is a file of its own.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    let size = |page: &Page| {
        let [left, bottom, right, top] = page.cut();
        let turned = page.rotate.rem_euclid(180) == 90;
        let sides = [right - left, top - bottom].map(|side| side * page.unit / POINTS);
        if turned { [sides[1], sides[0]] } else { sides }
    };
    let Some(first) = facts.opened.pages.first().map(size) else { return };
    let said = |[width, height]: [f64; 2]| format!("{} × {}", short(width), short(height));
    for page in &facts.opened.pages {
        let own = size(page);
        if own.iter().zip(first).any(|(a, b)| (a - b).abs() > 0.2) {
            let hit = hits.at(Spot::page(page.number, page.id));
            hit.with("found", said(own)).with("wanted", said(first));
        }
    }
}
