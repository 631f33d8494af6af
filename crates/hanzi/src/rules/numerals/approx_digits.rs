//! An approximate number is written in Han numerals, not as digits with 、.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "approx-digits",
    severity: Severity::Warn,
    fix: false,
    source: Source::Numerals("5.2.1"),
    zh: Words {
        about: "概数用汉字，不用阿拉伯数字夹顿号。",
        message: "概数用了阿拉伯数字：{ $found }",
        hint: "请写成汉字，如“三五个”。",
    },
    en: Words {
        about: "An approximate number is written in Han numerals, not as digits with 、.",
        message: "An approximate number in digits: { $found }",
        hint: "Write it in Han numerals, such as 三五个.",
    },
    wrong: &["来了3、5个人。", "要等7、8天。"],
    right: &["来了三五个人。", "第3、5个档口。", "订了3、5、7斤三种。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(
    r"(?:^|[^第、.\d])(\d、\d)(?:个|次|天|年|位|名|人|十|百|千|万|里|斤|公里|岁|米|种|件|家|户|分钟|点|步|遍|倍|成|亩|吨|小时|只|箱|辆|尺|寸|层|双|块|张|套|条)",
);

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone());
    }
}
