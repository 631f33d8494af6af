//! The registration colour (All) is reserved for marks outside the trim.

use crate::facts::{Facts, overlap};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-registration",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "套版色（All）只用在裁切线以外的套准标记上。",
        message: "裁切线以内的对象用了套版色（All）。",
        hint: "请改成单黑或 CMYK。",
    },
    en: Words {
        about: "The registration colour (All) is for marks outside the trim alone.",
        message: "Something inside the trim has the registration colour (All).",
        hint: "Make it black, or CMYK.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (painted, paint) in facts.paints() {
        let inside = facts.page(painted.spot.page).map(|page| page.cut());
        if paint.ink.registration && inside.is_some_and(|trim| overlap(painted.bounds(), trim)) {
            hits.at(painted.spot);
        }
    }
}
