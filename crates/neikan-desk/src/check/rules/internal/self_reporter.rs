//! An internal publication has no 记者 in its bylines.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::{Kind, Passage};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "self-reporter",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("14"),
    zh: Words {
        about: "内部资料不用“记者××”署名或自称。",
        message: "不能用“记者”的名义：{ $found }",
        hint: "请改成“作者”“通讯员”或只写姓名和单位。",
    },
    en: Words {
        about: "An internal publication has no 记者 in its bylines.",
        message: "The title 记者 cannot be used: { $found }",
        hint: "Write name and unit, or 通讯员.",
    },
    wrong: &[
        "荔塘讯（记者陈禾）",
        "（本刊记者 陈禾）",
        "@issue.yml\ncover: {picture: images/field.svg, alt: 田野, credit: 记者何岸摄}",
    ],
    right: &["（通讯员陈禾）", "来了几位记者。", "有记者问过他。"],
    check: Check::Passages(check),
};

static BYLINE: Pattern = Pattern::new(
    r"[（(](?:本[刊报])?(?:特约|实习)?(记者)[ \u{3000}]?[^）)，。]{2,12}[）)]|^(?:本[刊报])?(记者)[ \u{3000}]",
);
static NAMED: Pattern = Pattern::new(r"记者");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    let named = matches!(passage.kind, Kind::Name | Kind::Credit | Kind::Entry);
    let pattern = if named { &NAMED } else { &BYLINE };
    for found in pattern.find(&passage.text) {
        hits.found(passage, found.part(&[1, 2]));
    }
}
