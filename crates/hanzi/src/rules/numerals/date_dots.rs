//! A date is not split by points: it has 年, 月 and 日, or hyphens in tables.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "date-dots",
    severity: Severity::Warn,
    fix: true,
    source: Source::Numerals("5.1.4"),
    zh: Words {
        about: "年月日之间不用下脚点；写“年月日”，表格里可用连字符。",
        message: "日期不用下脚点分隔：{ $found }",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "A date is not parted by points: it has 年, 月 and 日, or hyphens in tables.",
        message: "A date is not parted by points: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["2025.6.1开业。"],
    right: &[
        "2025年6月1日开业。",
        "地址192.168.1.1不变。",
        "用的是V2025.6.1。",
        "2025.6.1版已停用。",
    ],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern =
    Pattern::new(r"(?:^|[^\dA-Za-z._-])((\d{4})\.(\d{1,2})\.(\d{1,2}))(?:[^\d.版A-Za-z]|\.?$)");
/// What comes before a version number, and what continues a range.
static OTHER: Pattern = Pattern::new(r"(?:版本|版|型号|编号|标准|第)$");
static RANGE: Pattern = Pattern::new(r"^[~～—－至到-]");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let (Some(month), Some(day)) = (found.number(3), found.number(4)) else { continue };
        if (1..=12).contains(&month) && (1..=31).contains(&day) {
            let wanted = format!("{}年{month}月{day}日", found.get(2));
            let (before, after) = line.text.split_at(found.range.start);
            let after = &after[found.range.len()..];
            let year = found.number(2).is_some_and(|year| (1900..=2100).contains(&year));
            let sure = year && !OTHER.is_in(before) && !RANGE.is_in(after);
            hits.found(line, found.range.clone()).wanted_if(sure, wanted);
        }
    }
}
