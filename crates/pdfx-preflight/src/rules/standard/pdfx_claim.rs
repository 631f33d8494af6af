//! A file that is judged by a part of PDF/X claims to be one.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-claim",
    severity: Severity::Stop,
    source: Source::PdfX("14.11.5"),
    limit: None,
    zh: Words {
        about: "按某一部分 PDF/X 检查的文件，自己声明是 PDF/X。什么都没有声明的，只报这一条，不把缺的标签一样一样地报。",
        message: "文件没有声明是 PDF/X，而要求的是 { $wanted }；声明里该写的标签、输出意图等没有逐条检查。",
        hint: "请重新导出为 { $wanted }；只想知道会不会印坏，用 --standard none。",
    },
    en: Words {
        about: "A file that is judged by a part of PDF/X claims to be one. Of a file that claims nothing this is said once, instead of every label that is missing.",
        message: "The file does not claim to be PDF/X, and { $wanted } is asked for; the labels, the output intent and the rest of what makes up the claim were not judged one by one.",
        hint: "Export it again as { $wanted }; use --standard none to learn what harms print alone.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    if let Some(part) = facts.part.filter(|_| !facts.labels.claims()) {
        hits.file().with("wanted", part.version());
    }
}
