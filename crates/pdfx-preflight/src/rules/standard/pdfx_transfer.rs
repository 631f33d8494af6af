//! The file has no transfer functions: the print shop sets the tone curves.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-transfer",
    severity: Severity::Stop,
    source: Source::Any("10.5"),
    limit: None,
    zh: Words {
        about: "文件不带传递函数：网点由印刷厂校。",
        message: "这里带有传递函数（TR、TR2）。",
        hint: "导出时不要保留传递函数。",
    },
    en: Words {
        about: "The file has no transfer functions: the print shop sets the tone curves.",
        message: "There is a transfer function here (TR, TR2).",
        hint: "Do not keep transfer functions when exporting.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Transfer));
}
