//! An ordinal in Han numerals takes 、, not a comma.

use crate::lint::{Hits, Kind, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "han-number",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.5.3"),
    zh: Words {
        about: "汉字序号后面用顿号，不用逗号。",
        message: "序号“{ $found }”应当用顿号。",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "An ordinal in Han numerals takes 、, not a comma.",
        message: "The ordinal “{ $found }” takes 、.",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["一，总体情况", "## 二，下一步"],
    right: &["一、总体情况", "一是抓早，二是抓实。", "其一，人要到位。", "一，二，三，起！"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(r"^([一二三四五六七八九十]{1,3}[，,])[^一二三四五六七八九十]");

fn check(line: &Line<'_>, hits: &mut Hits) {
    if line.kind == Kind::Verse {
        return;
    }
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone()).wanted(found.get(1).replace(['，', ','], "、"));
    }
}
