//! A PDF for the press contains no PostScript fragments.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-postscript",
    severity: Severity::Stop,
    source: Source::Any("8.8.2"),
    limit: None,
    zh: Words {
        about: "印刷用的 PDF 里没有 PostScript 片段。",
        message: "这里有 PostScript 片段。",
        hint: "请去掉它，重新导出。",
    },
    en: Words {
        about: "A PDF for the press has no pieces of PostScript.",
        message: "There is a piece of PostScript here.",
        hint: "Take it out and export again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::PostScript));
}
