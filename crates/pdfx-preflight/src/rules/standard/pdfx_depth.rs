//! Pictures in PDF/X-1a have at most 8 bits per component.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-depth",
    severity: Severity::Stop,
    source: Source::X1a("8.9.5.1"),
    limit: None,
    zh: Words {
        about: "PDF/X-1a 的图片每个分量最多 8 位。",
        message: "这里有每个分量 16 位的图片。",
        hint: "请把图片转成 8 位再导出。",
    },
    en: Words {
        about: "Pictures in PDF/X-1a have at most 8 bits a component.",
        message: "A picture here has 16 bits a component.",
        hint: "Turn the picture into 8 bits and export again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Deep));
}
