//! A PDF for the press has exactly one GTS_PDFX output intent, which says for which printing
//! condition its colours are meant.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-intent",
    severity: Severity::Stop,
    source: Source::Claim("14.11.5"),
    limit: None,
    zh: Words {
        about: "印刷用的 PDF 有且只有一个 GTS_PDFX 输出意图，说明数值是给哪种印刷条件的。",
        message: "GTS_PDFX 输出意图有 { $count } 个，应当正好一个。",
        hint: "请重新导出为 PDF/X，选一种输出条件。",
    },
    en: Words {
        about: "A PDF for the press has exactly one GTS_PDFX output intent, which says for which printing condition its numbers are meant.",
        message: "There are { $count } GTS_PDFX output intents; there has to be exactly one.",
        hint: "Export it again as PDF/X with one output condition.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    let count = facts.labels.intents.len();
    if count != 1 {
        hits.file().with("count", count);
    }
}
