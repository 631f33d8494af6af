//! The file names no halftone; halftones are of type 1 or 5 only.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-halftone",
    severity: Severity::Stop,
    source: Source::Any("10.6"),
    limit: None,
    zh: Words {
        about: "文件不指名网屏；网屏只能是类型 1 或 5。",
        message: "这里指定了网屏。",
        hint: "导出时不要保留网屏设置。",
    },
    en: Words {
        about: "The file names no halftone; halftones are of type 1 or 5 only.",
        message: "There is a halftone here.",
        hint: "Do not keep halftone settings when exporting.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Halftone));
}
