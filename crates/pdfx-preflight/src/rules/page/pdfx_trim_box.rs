//! Every page has a MediaBox and a TrimBox, and no ArtBox in addition.

use crate::facts::{Facts, Spot};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-trim-box",
    severity: Severity::Stop,
    source: Source::Claim("14.11.2"),
    limit: None,
    zh: Words {
        about: "每页有媒体框，另有成品框（TrimBox），没有作品框（ArtBox）。",
        message: "这一页没有成品框（TrimBox），或者同时有作品框（ArtBox）。",
        hint: "请在导出时写入成品尺寸。",
    },
    en: Words {
        about: "Every page has a MediaBox and a TrimBox, and no ArtBox beside it.",
        message: "The page has no TrimBox, or has an ArtBox beside it.",
        hint: "Have the trim size written when exporting.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for page in &facts.opened.pages {
        if page.trim.is_none() || page.art.is_some() || page.media.is_none() {
            hits.at(Spot::page(page.number, page.id));
        }
    }
}
