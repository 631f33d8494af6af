//! The name of a spot colour is readable, and one colour has one spelling; a colour named None
//! prints nothing.

use std::collections::BTreeMap;

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-spot-name",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "专色的名称读得出来，一种颜色只有一个写法；名为 None 的什么也不印。",
        message: "专色的名称有问题：{ $name }。",
        hint: "请给专色起一个普通的名称；只有大小写、空格不同的名称统一起来。",
    },
    en: Words {
        about: "The name of a spot colour can be read, and one colour has one spelling; a colour named None prints nothing.",
        message: "The name of a spot colour is not sound: { $name }.",
        hint: "Give the spot colour a plain name; make names that differ only in case and spaces the same.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    let mut spellings: BTreeMap<String, &[u8]> = BTreeMap::new();
    for (feature, spot) in &facts.uses {
        let Feature::Colorant(name, _) = feature else { continue };
        let text = String::from_utf8_lossy(name).into_owned();
        let plain = std::str::from_utf8(name).is_ok()
            && !text.is_empty()
            && text.trim() == text
            && !text.chars().any(char::is_control);
        let letters: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let twice = *spellings.entry(letters.to_lowercase()).or_insert(name) != name.as_slice();
        if !plain || twice || text == "None" {
            hits.at(*spot).with("name", text.escape_debug());
        }
    }
}
