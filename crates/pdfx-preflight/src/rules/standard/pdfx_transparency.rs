//! PDF/X-1a allows no transparency: no opacity, blend modes, soft masks or transparency groups.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-transparency",
    severity: Severity::Stop,
    source: Source::X1a("11"),
    limit: None,
    zh: Words {
        about: "PDF/X-1a 没有透明：不透明度、混合模式、软蒙版、透明组都不行。",
        message: "这里有透明（{ $key }）。",
        hint: "请拼合透明后再导出，或导出为 PDF/X-4。",
    },
    en: Words {
        about: "PDF/X-1a knows no transparency: no opacity, blend modes, soft masks or transparency groups.",
        message: "Something here is transparent ({ $key }).",
        hint: "Flatten the transparency and export again, or export it as PDF/X-4.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        match feature {
            Feature::Transparency(key) => drop(hits.at(*spot).with("key", key)),
            Feature::Group(_) => drop(hits.at(*spot).with("key", "Group")),
            _ => {}
        }
    }
}
