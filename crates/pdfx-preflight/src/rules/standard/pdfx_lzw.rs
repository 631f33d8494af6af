//! PDF/X does not use LZW compression.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-lzw",
    severity: Severity::Stop,
    source: Source::PdfX("7.4.4"),
    limit: None,
    zh: Words {
        about: "PDF/X 不用 LZW 压缩。",
        message: "这里用了 LZW 压缩。",
        hint: "请换 Flate（ZIP）压缩重新导出。",
    },
    en: Words {
        about: "PDF/X does not use LZW compression.",
        message: "LZW compression is used here.",
        hint: "Export it again with Flate (ZIP) compression.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Lzw));
}
