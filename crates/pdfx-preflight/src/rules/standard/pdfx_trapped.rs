//! The file says whether it has been trapped (Trapped True or False), so that trapping is neither
//! skipped nor done twice.

use crate::Part;
use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-trapped",
    severity: Severity::Stop,
    source: Source::Claim("14.11.6"),
    limit: None,
    zh: Words {
        about: "文件说明有没有做过陷印（Trapped 为 True 或 False），印刷厂才不会漏做、重做。",
        message: "没有说明是否做过陷印（Trapped：{ $found }）。",
        hint: "请在导出设置里把 Trapped 设成 True 或 False，不要 Unknown。",
    },
    en: Words {
        about: "The file says whether it has been trapped (Trapped True or False), so that trapping is neither left out nor done twice.",
        message: "It does not say whether it has been trapped (Trapped: { $found }).",
        hint: "Set Trapped to True or False when exporting, not Unknown.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    if !facts.part.is_some_and(Part::has_info) {
        // What PDF/X-6 says of it, it says in the XMP.
        return;
    }
    let found = facts.labels.entry("Trapped").unwrap_or("-");
    if !facts.labels.trapped_is_name || !matches!(found, "True" | "False") {
        hits.file().with("found", found);
    }
}
