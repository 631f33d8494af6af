//! There is no 、 before 等.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "comma-deng",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.5.3.4"),
    zh: Words {
        about: "“等”前面不用顿号。", message: "“等”前面不用顿号。", hint: "请删去顿号。"
    },
    en: Words {
        about: "No 、 stands before 等.",
        message: "No 、 stands before 等.",
        hint: "Delete the 、.",
    },
    wrong: &["运来米、油、等物资。"],
    right: &["运来米、油等物资。", "注意品种、等级、等车时间。", "三角形分等边、等腰两种。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern =
    Pattern::new(r"(、)等[^级离差待高号额温比候车人货着边腰式同分价量次第身距值速红消船]");
/// What can follow 等 only where it ends a list; elsewhere it can be a verb: 挂号、等三个小时.
static ENDING: Pattern = Pattern::new(
    r"^、等(?:(?:物资|物品|用品|日用品|商品|产品|农资|作物|单位|部门|活动|内容|方面|项目)(?:[。，；：！？）”]|$)|[。，；：！？）”]|$)",
);

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let sure = ENDING.is_in(&line.text[found.range.start..]);
        hits.found(line, found.range.clone()).wanted_if(sure, "");
    }
}
