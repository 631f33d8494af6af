//! The trailer has an ID of two parts, which tells versions apart.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-id",
    severity: Severity::Stop,
    source: Source::Claim("14.4"),
    limit: None,
    zh: Words {
        about: "文件尾有两个标识（ID），印刷厂靠它分清版本。",
        message: "文件尾没有完整的标识（ID）。",
        hint: "请重新导出。",
    },
    en: Words {
        about: "The trailer has an ID of two parts, by which versions are told apart.",
        message: "The trailer has no whole ID.",
        hint: "Export it again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    if facts.labels.id_parts != 2 {
        hits.file();
    }
}
