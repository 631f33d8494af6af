//! A PDF for the press has no actions and no scripts.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-action",
    severity: Severity::Stop,
    source: Source::PdfX("12.6"),
    limit: None,
    zh: Words {
        about: "印刷用的 PDF 没有动作和脚本。",
        message: "这里有动作或脚本（{ $kind }）。",
        hint: "请去掉表单、脚本和自动动作，重新导出。",
    },
    en: Words {
        about: "A PDF for the press has no actions and no scripts.",
        message: "There is an action or a script here ({ $kind }).",
        hint: "Take out forms, scripts and actions and export it again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let Feature::Action(kind) = feature {
            let kind = if kind.is_empty() { "AA" } else { kind };
            hits.at(*spot).with("kind", kind);
        }
    }
}
