//! Words that are easily confused: 制定 and 制订, 作 and 做, 必须 and 必需, 泄露 and 泄漏.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "confusable",
    severity: Severity::Warn,
    fix: false,
    source: Source::Usage,
    zh: Words {
        about: "容易混用的词：制定与制订，作与做，必须与必需，泄露与泄漏。",
        message: "“{ $found }”用词可能不当。",
        hint: "请斟酌是否应作“{ $wanted }”。",
    },
    en: Words {
        about: "Words that are easily confused: 制定 and 制订, 作 and 做, 必须 and 必需, 泄露 and 泄漏.",
        message: "“{ $found }” may be the wrong word.",
        hint: "Perhaps “{ $wanted }” is meant.",
    },
    wrong: &["制订了两部法规。", "做为店员。", "这是生活必须品。", "泄漏了客户信息。"],
    right: &["制定了两部法规。", "制订收购计划。", "作为店员。", "生活必需品。", "液氨泄漏。"],
    scope: Scope::Worded,
    check,
};

static CASES: [(Pattern, &str); 7] = [
    (Pattern::new(r"(制订)(?:了|出)?[^，。；]{0,4}(?:法律|法规|条例|政策|规章)"), "制定"),
    (Pattern::new(r"必须品"), "必需品"),
    (Pattern::new(r"(必需)(?:要|按|先|经|遵|认真|坚持|严格|做到|依法)"), "必须"),
    (Pattern::new(r"(泄漏)(?:了)?[^，。；]{0,3}(?:秘密|机密|信息|消息|隐私|名单)"), "泄露"),
    (Pattern::new(r"(泄露)(?:了)?[^，。；]{0,2}(?:石油|煤气|天然气|燃气|液氨|油污)"), "泄漏"),
    (Pattern::new(r"做为"), "作为"),
    (Pattern::new(r"作(?:饭|梦|生意|客人)"), "做"),
];

fn check(line: &Line<'_>, hits: &mut Hits) {
    for (pattern, wanted) in &CASES {
        for found in pattern.find(line.text) {
            hits.found(line, found.range.clone()).with("wanted", wanted);
        }
    }
}
