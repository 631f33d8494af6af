//! Every font in use is embedded; otherwise the print shop substitutes another.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-font",
    severity: Severity::Stop,
    source: Source::Any("9.9"),
    limit: None,
    zh: Words {
        about: "用到的字体全部嵌在文件里，否则印刷厂会用别的字体代替。",
        message: "字体 { $font } 没有嵌入。",
        hint: "请嵌入字体重新导出；不许嵌入的字体要换掉。",
    },
    en: Words {
        about: "Every font that is used is in the file, or the print shop sets another in its place.",
        message: "The font { $font } is not embedded.",
        hint: "Embed the font and export again; replace a font that must not be embedded.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let Feature::FontMissing(name) = feature {
            hits.at(*spot).with("font", if name.is_empty() { "-" } else { name });
        }
    }
}
