//! A year has four digits; a decade names its century.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "ab-year",
    severity: Severity::Warn,
    fix: false,
    source: Source::Numerals("5.1.4"),
    zh: Words {
        about: "年份用四位数，不写成两位；年代要写明世纪。",
        message: "年份只写了两位：{ $found }",
        hint: "请写四位，如“1990年”；年代写成“20世纪90年代”。",
    },
    en: Words {
        about: "A year has four digits; a decade names its century.",
        message: "A year of two digits: { $found }",
        hint: "Write four digits, such as 1990年, or 20世纪90年代.",
    },
    wrong: &["98年5月开秤。", "他于85年进社。", "90年代建的仓。"],
    right: &[
        "1998年5月开秤。",
        "干了36年。",
        "20世纪90年代建的仓。",
        "从20世纪40年代末到70年代，20世纪80、90年代。",
        "隔了20年又开张。",
    ],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(
    r"(?:^|[^\d.])(\d{2}年)\d{1,2}月|(?:于|从|自|在|到|至)([4-9]\d年)(?:[^后前来间底以内多]|$)|(?:^|[^\d])([1-9]0年代)",
);

static CENTURY: Pattern =
    Pattern::new(r"世纪[1-9]0(?:年代)?[初中末]?(?:期|叶)?[到至和与或及、～—–-]$");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let range = found.part(&[1, 2, 3]);
        let before = &line.text[..range.start];
        // The century that a decade names holds for the one that it leads to.
        if !(before.ends_with("世纪") || CENTURY.find(before).next().is_some()) {
            hits.found(line, range);
        }
    }
}
