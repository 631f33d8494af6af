//! The output intent names the printing condition and its registry, and describes it in words.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-intent-names",
    severity: Severity::Stop,
    source: Source::Claim("14.11.5"),
    limit: None,
    zh: Words {
        about: "输出意图写明印刷条件的标识和说明；没有嵌特性文件的，还要写明登记机构。",
        message: "输出意图里缺 { $key }。",
        hint: "请在导出设置里填全输出条件，或重新导出为 PDF/X。",
    },
    en: Words {
        about: "The output intent names the printing condition and says it in words; without a profile of its own it names the registry too.",
        message: "The output intent has no { $key }.",
        hint: "Fill in the output condition where the file is exported, or export it again as PDF/X.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for intent in &facts.labels.intents {
        for (key, value) in [
            ("OutputConditionIdentifier", &intent.condition),
            ("RegistryName", &intent.registry),
            ("Info", &intent.info),
        ] {
            if value.is_none() && (key != "RegistryName" || intent.profile.is_none()) {
                hits.file().with("key", key);
            }
        }
    }
}
