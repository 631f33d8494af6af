//! The output intent contains a complete CMYK ICC profile of a press (prtr).

use crate::Part;
use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-intent-profile",
    severity: Severity::Stop,
    source: Source::Claim("14.11.5"),
    limit: None,
    zh: Words {
        about: "输出意图嵌有印刷机（prtr）的 CMYK 特性文件，而且完整。",
        message: "输出意图的特性文件不是完整的印刷机 CMYK 特性文件（读到：{ $found }）。",
        hint: "请在导出时嵌入印刷厂给的 CMYK 特性文件。",
    },
    en: Words {
        about: "The output intent holds a whole CMYK ICC profile of a press (prtr).",
        message: "The profile of the output intent is not a whole CMYK profile of a press (found: { $found }).",
        hint: "Embed the CMYK profile of the print shop when exporting.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for intent in &facts.labels.intents {
        let whole = intent.profile_size[0] == intent.profile_size[1];
        let found = match &intent.profile {
            Some([class, space]) if class == "prtr" && space == "CMYK" && whole => continue,
            Some([class, space]) => format!("{} {}", class.trim(), space.trim()),
            // The older parts may name a registered printing condition in place of a profile.
            None if !facts.part.is_some_and(Part::is_live) && intent.registry.is_some() => continue,
            None => "-".to_owned(),
        };
        hits.file().with("found", found);
    }
}
