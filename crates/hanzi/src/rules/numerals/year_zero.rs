//! A year in Han numerals uses 〇, not 零, a circle or a letter.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

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
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern =
    Pattern::new(r"(?:^|[^一二三四五六七八九十])([一二][零〇○ＯO0一二三四五六七八九]{3})年");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let wanted = found.get(1).replace(['零', '○', 'Ｏ', 'O', '0'], "〇");
        if wanted != found.get(1) {
            hits.found(line, found.range.clone()).wanted(wanted);
        }
    }
}
