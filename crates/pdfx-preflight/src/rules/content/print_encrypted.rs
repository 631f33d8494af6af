//! A file for the press is not encrypted.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-encrypted",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "付印的文件不加密。不用密码就打得开的照样检查，但许多 RIP 不收。",
        message: "文件加了密（打开不用密码）。",
        hint: "请去掉加密和权限限制，重新导出。",
    },
    en: Words {
        about: "A file for the press is not encrypted. One that opens without a password is judged all the same, but many RIPs refuse it.",
        message: "The file is encrypted (it opens without a password).",
        hint: "Export it again without encryption and restrictions.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    // PDF/X knows no encryption: pdfx-encrypted says so.
    if facts.opened.encrypted && facts.part.is_none() {
        hits.file();
    }
}
