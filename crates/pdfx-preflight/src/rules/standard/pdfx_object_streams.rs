//! PDF/X-1a is based on PDF 1.4, which has neither object streams nor cross-reference streams.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-object-streams",
    severity: Severity::Stop,
    source: Source::X1a("7.5.7"),
    limit: None,
    zh: Words {
        about: "PDF/X-1a 以 PDF 1.4 为底，没有对象流和交叉引用流。",
        message: "文件里有对象流或交叉引用流。",
        hint: "请导出为 PDF 1.4 兼容的 PDF/X-1a。",
    },
    en: Words {
        about: "PDF/X-1a is PDF 1.4, which knows no object streams and no cross-reference streams.",
        message: "The file has object streams or cross-reference streams.",
        hint: "Export it as PDF/X-1a, compatible with PDF 1.4.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    if facts.opened.object_streams || facts.opened.xref_streams {
        hits.file();
    }
}
