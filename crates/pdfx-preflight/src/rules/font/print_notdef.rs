//! Every character that is shown has a glyph in its font.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-notdef",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "排出来的每个字，字体里都有字形。没有的（.notdef）印成方框，或者什么也没有。不上墨的文字和画不出东西的空格不算。",
        message: "字体 { $font } 里没有这些编码的字形：{ $codes }（共 { $count } 个），印出来是方框或空白。",
        hint: "请在原来的软件里换一种有这些字的字体，重新导出，再看一遍这一页。",
    },
    en: Words {
        about: "Every letter that is shown has a glyph in its font. One that has none (.notdef) prints as a box or not at all. Text that is not painted, and spaces that draw nothing, do not count.",
        message: "The font { $font } has no glyphs for these codes: { $codes } ({ $count } in all); a box is printed, or nothing.",
        hint: "Set the text in a font that has the characters, export again and look at the page.",
    },
    check,
};

/// How many codes are listed.
const TOLD: usize = 8;

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for ((_, font), lacking) in &facts.lacking {
        let hex = |code: &Vec<u8>| code.iter().map(|byte| format!("{byte:02X}")).collect();
        let codes: Vec<String> = lacking.codes.iter().take(TOLD).map(hex).collect();
        let hit = hits.at(lacking.spot).with("font", if font.is_empty() { "-" } else { font });
        hit.with("codes", codes.join(", ")).with("count", lacking.codes.len());
    }
}
