//! Plates that are no colours (varnish, dies, white ink) overprint.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-finish-knockout",
    severity: Severity::Warn,
    source: Source::House,
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

/// What such plates are called.
const NAMES: [&str; 21] = [
    "varnish", "lack", "coating", "gloss", "uv", "emboss", "foil", "die", "dieline", "cut",
    "cutter", "crease", "fold", "perf", "white", "上光", "过油", "局部", "模切", "刀版", "白墨",
];

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let Feature::Knockout(name) = feature {
            let text = String::from_utf8_lossy(name);
            if is_finish(&text.to_lowercase()) {
                hits.at(*spot).with("name", text.escape_debug());
            }
        }
    }
}

/// Whether one of the words in a name is that of a finish; words of Chinese have no spaces.
fn is_finish(name: &str) -> bool {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    NAMES.iter().any(|own| if own.is_ascii() { words.contains(own) } else { name.contains(own) })
}
