//! Device colours are not turned into others by default colour spaces in the resources.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-default-space",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "CMYK、灰度、RGB 的数值原样上版，不被资源里的 DefaultCMYK、DefaultGray、DefaultRGB 换成别的印刷条件；换了，单黑会变成四色。",
        message: "这里的颜色被 { $key } 换成了别的颜色空间。",
        hint: "请去掉 { $key }，或换成与输出意图相同的特性文件。",
    },
    en: Words {
        about: "Numbers of CMYK, grey and RGB reach the plates as they are; a DefaultCMYK, DefaultGray or DefaultRGB in the resources would make them those of another press, and black alone becomes four inks.",
        message: "The colours here are turned into another colour space by { $key }.",
        hint: "Remove { $key }, or make it the profile of the output intent.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let Feature::Default(key) = feature {
            hits.at(*spot).with("key", key);
        }
    }
}
