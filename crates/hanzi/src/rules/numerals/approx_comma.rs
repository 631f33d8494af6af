//! Two neighbouring numerals that mean “about” stand without 、.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "approx-comma",
    severity: Severity::Warn,
    fix: false,
    source: Source::Numerals("5.2.1"),
    zh: Words {
        about: "相邻两个数字连用表示概数，中间不用顿号。",
        message: "概数中间不用顿号：{ $found }",
        hint: "若是概数，请删去顿号；若是并列的两个序号，请改写得更明白。",
    },
    en: Words {
        about: "Two neighbouring numerals that mean “about” stand without 、.",
        message: "No 、 within an approximate number: { $found }",
        hint: "Delete the 、 if it means “about”; otherwise rewrite.",
    },
    wrong: &["等了三、四天。", "来了七、八个人。"],
    right: &["等了三四天。", "逢三、六、九日开墟。", "第三、四个档口。", "二、三年级。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(
    r"(?:^|[^第、一二三四五六七八九十百千万\d])([一二三四五六七八]、[二三四五六七八九])(?:个|次|天|年|位|名|人|十|百|千|万|里|斤|公里|岁|米|种|件|家|户|分钟|点|步|遍|倍|成|亩|吨|小时|只|箱|辆|尺|寸|层|双|块|张|套|条)",
);
const DIGITS: &str = "一二三四五六七八九";

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let mut digits = found.get(1).chars().filter_map(|c| DIGITS.chars().position(|d| d == c));
        let next = digits.next().zip(digits.next()).is_some_and(|(a, b)| b == a + 1);
        if next && !line.text[found.range.end..].starts_with("年级") {
            hits.found(line, found.range.clone());
        }
    }
}
