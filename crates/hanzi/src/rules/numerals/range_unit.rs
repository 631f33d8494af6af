//! Both numbers of a range carry the per cent sign, 万 or 亿.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "range-unit",
    severity: Severity::Warn,
    fix: true,
    source: Source::Numerals("5.1.3"),
    zh: Words {
        about: "数值范围里前后两个数都要带百分号，也都要带“万”“亿”，免得误读。",
        message: "数值范围的前一个数缺了单位：{ $found }",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "Both numbers of a range carry the per cent sign, or 万 or 亿.",
        message: "The first number of a range lacks its unit: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["损耗在5~95%之间。", "投入9～16亿元。"],
    right: &[
        "损耗在5%～95%之间。",
        "9亿～16亿元。",
        "2024—2025年。",
        "12～15℃",
        "型号X5～95%。",
        "损耗占7～8万分之一。",
    ],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(
    r"(?:^|[^\dA-Za-z./~～—－-])((\d+(?:\.\d+)?)([~～—－-])(\d+(?:\.\d+)?)(万亿|[%％‰万亿]))(?:[^分能]|$)",
);

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let unit = found.get(5);
        let wanted = format!("{}{unit}{}{}{unit}", found.get(2), found.get(3), found.get(4));
        // A hyphen may separate things other than the ends of a range; in a range the lower end
        // comes first.
        let value = |group| found.get(group).parse::<f64>().unwrap_or_default();
        let sure = !matches!(found.get(3), "-" | "－") && value(2) < value(4);
        hits.found(line, found.range.clone()).wanted_if(sure, wanted);
    }
}
