//! Annotations (links, notes, form fields) are entirely outside the bleed.

use crate::facts::{Facts, Feature, overlap};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-annotation",
    severity: Severity::Stop,
    source: Source::PdfX("12.5"),
    limit: None,
    zh: Words {
        about: "注释（链接、批注、表单）只能完全放在出血以外。",
        message: "这里有注释（{ $kind }），在出血以内。",
        hint: "请去掉链接、批注和表单，重新导出。",
    },
    en: Words {
        about: "Annotations (links, notes, form fields) stand wholly outside the bleed.",
        message: "An annotation ({ $kind }) stands inside the bleed.",
        hint: "Take out links, notes and form fields and export again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let (Feature::Annotation(kind), Some(page)) = (feature, facts.page(spot.page)) {
            let inside = |bounds| overlap(bounds, page.bled());
            if spot.bounds.is_none_or(inside) {
                hits.at(*spot).with("kind", kind);
            }
        }
    }
}
