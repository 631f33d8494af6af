//! 第一 and the like take a comma when they open a clause.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "ordinal-comma",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.5.3"),
    zh: Words {
        about: "“第一”“其一”之类领起一句话，后面用逗号，不用顿号。",
        message: "“{ $found }”后面应当用逗号。",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "第一 and its like, which open a clause, take a comma.",
        message: "“{ $found }” takes a comma.",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &[
        "改革有两条。第一、人要到位；第二、钱要到位。",
        "改革有两条。第一、人要到位。",
        "其二、钱要到位。",
    ],
    right: &[
        "第一，人要到位。",
        "第一、第二产业都有。",
        "获得第一、二名。",
        "名次：第一、并列第三。",
    ],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(
    r"(?:^|[。；！？\n])((?:第|其)[一二三四五六七八九十]+、)[^第其一二三四五六七八九十]",
);

fn check(line: &Line<'_>, hits: &mut Hits) {
    // A single one may be part of a list: 第一、最后一名都有奖.
    let sure = FOUND.find(line.text).count() > 1;
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone()).wanted_if(sure, found.get(1).replace('、', "，"));
    }
}
