//! Plates that are no colours (varnish, dies, white ink) overprint.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-finish-knockout",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "上光、模切、白墨这样的版叠印，不在别的版上镂空。",
        message: "{ $name } 版没有叠印，会把下面的颜色镂空。",
        hint: "请给它设叠印。",
    },
    en: Words {
        about: "Plates of varnish, dies and white ink overprint and leave the others as they are.",
        message: "The plate { $name } does not overprint and knocks out the colours below.",
        hint: "Set it to overprint.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let Feature::Knockout(name) = feature {
            let text = String::from_utf8_lossy(name);
            if settings.is_finish(&text) {
                hits.at(*spot).with("name", text.escape_debug());
            }
        }
    }
}
