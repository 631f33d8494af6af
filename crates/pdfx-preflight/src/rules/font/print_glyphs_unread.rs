//! Reports fonts whose glyphs could not be determined.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-glyphs-unread",
    severity: Severity::Note,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "有没有缺字（print-notdef），每种字体都查得出。用别处的编码表的、字体文件残缺的查不出，每种字体说一次。",
        message: "字体 { $font } 查不出有没有缺字。",
        hint: "请看一遍用这种字体的页，有没有方框、有没有漏字。",
    },
    en: Words {
        about: "Whether glyphs are missing (print-notdef) can be told of every font. It cannot where a font goes by a table that is not in the file, or where its program is incomplete; that is said once for a font.",
        message: "Whether the font { $font } lacks glyphs cannot be told.",
        hint: "Look for boxes and missing letters on the pages that use it.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (font, spot) in &facts.untold {
        hits.at(*spot).with("font", if font.is_empty() { "-" } else { font });
    }
}
