//! Pictures are in the file; none stands in for one elsewhere (OPI).

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-opi",
    severity: Severity::Stop,
    source: Source::Any("14.11.7"),
    limit: None,
    zh: Words {
        about: "图片就在文件里，不用 OPI 指向别处。",
        message: "这里有 OPI 替身图片。",
        hint: "请嵌入原图，重新导出。",
    },
    en: Words {
        about: "Pictures are in the file; none stands for one elsewhere (OPI).",
        message: "A picture here stands for one elsewhere (OPI).",
        hint: "Embed the picture itself and export again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Opi));
}
