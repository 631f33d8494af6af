//! A year in Han numerals has 〇, not 零, a circle or a letter.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use neikan_base::diagnostic::Severity;
use crate::manuscript::prose::Passage;

/// The rule.
pub const RULE: Rule = Rule {
    name: "year-zero",
    severity: Severity::Stop,
    fix: true,
    source: Source::Numerals("5.2.2"),
    zh: Words {
        about: "汉字年份里的“0”写“〇”，不写“零”，也不用圆圈或字母代替。",
        message: "汉字年份写错了“〇”：{ $found }",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "A year in Han numerals has 〇, not 零, a circle or a letter.",
        message: "A year in Han numerals with a wrong zero: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["二零二五年", "二○二五年", "二O二五年"],
    right: &["二〇二五年", "一零二胡同", "编号二〇"],
    check: Check::Worded(check),
};

static FOUND: Pattern =
    Pattern::new(r"(?:^|[^一二三四五六七八九十])([一二][零〇○ＯO0一二三四五六七八九]{3})年");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        let wanted = found.get(1).replace(['零', '○', 'Ｏ', 'O', '0'], "〇");
        if wanted != found.get(1) {
            hits.found(passage, found.range.clone()).wanted(wanted);
        }
    }
}
