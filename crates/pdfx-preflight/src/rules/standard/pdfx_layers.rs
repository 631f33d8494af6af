//! PDF/X-1a has no layers: what is printed must not depend on which are visible.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-layers",
    severity: Severity::Stop,
    source: Source::X1a("8.11"),
    limit: None,
    zh: Words {
        about: "PDF/X-1a 没有图层：印什么不能看图层开没开。",
        message: "文件里有图层（可选内容）。",
        hint: "请合并图层，或导出为 PDF/X-4。",
    },
    en: Words {
        about: "PDF/X-1a has no layers: what is printed must not hang on which are shown.",
        message: "The file has layers (optional content).",
        hint: "Merge the layers, or export it as PDF/X-4.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Layer));
}
