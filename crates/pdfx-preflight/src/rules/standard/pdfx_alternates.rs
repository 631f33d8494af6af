//! A picture has only one version, so that what is printed is what was seen.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-alternates",
    severity: Severity::Stop,
    source: Source::Any("8.9.5.4"),
    limit: None,
    zh: Words {
        about: "一张图只有一个版本，免得印出来的和看到的不同。",
        message: "这张图片另有替代图片（Alternates）。",
        hint: "请只留一个版本，重新导出。",
    },
    en: Words {
        about: "A picture has one version, so that what is printed is what was seen.",
        message: "The picture has alternates.",
        hint: "Leave one version and export again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Alternates));
}
