//! PDF/X is not encrypted.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-encrypted",
    severity: Severity::Stop,
    source: Source::PdfX("7.6"),
    limit: None,
    zh: Words {
        about: "PDF/X 不加密，打开不用密码的也不行。",
        message: "文件加了密（打开不用密码）。",
        hint: "请去掉加密和权限限制，重新导出。",
    },
    en: Words {
        about: "PDF/X is not encrypted, not even so that it opens without a password.",
        message: "The file is encrypted (it opens without a password).",
        hint: "Export it again without encryption and restrictions.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    if facts.opened.encrypted {
        hits.file();
    }
}
