//! An ordinal in brackets or in a circle takes no mark after it.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "bracket-number",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.5.3"),
    zh: Words {
        about: "带括号的序号和圈码后面不再用顿号。",
        message: "序号“{ $found }”后面不用顿号。",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "An ordinal in brackets or in a circle takes no mark after it.",
        message: "The ordinal “{ $found }” takes no 、.",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["（一）、先过秤。", "①、先过秤。"],
    right: &[
        "（一）先过秤。",
        "见附件（一）。",
        "各社来稿是荔塘社（12）、榕溪社（8）、石涌社（5），见图①、②、③。",
        "①、②两处都开秤。",
        "（一）、（二）两款照旧。",
        "见下图：①、②、③。",
    ],
    scope: Scope::Worded,
    check,
};

/// An ordinal at the beginning of a text or sentence that does not open a series of ordinals.
static FOUND: Pattern = Pattern::new(
    r"(?:^|[。；：！？\n])((?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳])、)[^（(①-⑳]",
);

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        hits.found(line, found.range.clone()).wanted(found.get(1).trim_end_matches('、'));
    }
}
