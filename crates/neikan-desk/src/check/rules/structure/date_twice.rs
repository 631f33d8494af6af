//! No two issues are printed on the same day.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "date-twice",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "两期的印刷日期不同。相同的多半是照上一期抄来忘了改。",
        message: "印刷日期 { $found } 与 issues/{ $other } 相同。",
        hint: "请核对 issue.yml 的 date；两期真在同一天印，就写一条 waivers。",
    },
    en: Words {
        about: "Two issues have different dates of printing. The same one was most likely copied from the last issue and not changed.",
        message: "The date of printing { $found } is that of issues/{ $other } as well.",
        hint: "Check date in issue.yml; write a waiver if both are printed on that day.",
    },
    wrong: &["@other.yml\nyear: 2025\nnumber: 6\ntotal: 9\ndate: 2026-01-15"],
    right: &["@other.yml\nyear: 2025\nnumber: 6\ntotal: 9\ndate: 2025-11-15"],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let date = context.assembly.issue.date;
    let others = context.shelf.others.iter().filter(|other| other.date == Some(date));
    for other in others.filter(|_| text.of == SourceFile::Issue) {
        hits.at(text.places.value("/date")).with("found", date).with("other", &other.id);
    }
}
