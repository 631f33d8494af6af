//! PDF/X-1a does not allow JPEG 2000.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-jpx",
    severity: Severity::Stop,
    source: Source::X1a("7.4.9"),
    limit: None,
    zh: Words {
        about: "PDF/X-1a 不收 JPEG 2000。",
        message: "这里有 JPEG 2000 图片。",
        hint: "请换成 JPEG 或 ZIP 压缩重新导出。",
    },
    en: Words {
        about: "PDF/X-1a does not take JPEG 2000.",
        message: "A picture here is JPEG 2000.",
        hint: "Export it again with JPEG or ZIP compression.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Jpx));
}
