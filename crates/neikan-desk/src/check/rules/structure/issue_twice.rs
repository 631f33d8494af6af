//! No two issues have the same number in a year or the same total number.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "issue-twice",
    severity: Severity::Stop,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "两期不同号：同一年里期号不重，总期号哪一年都不重。",
        message: "{ $found } 与 issues/{ $other } 的期号或总期号重复。",
        hint: "请核对两期 issue.yml 的 year、number 和 total。",
    },
    en: Words {
        about: "No two issues have the same number of a year or the same total number.",
        message: "{ $found } is the number or total number of issues/{ $other } as well.",
        hint: "Check year, number and total in the issue.yml of both.",
    },
    wrong: &[
        "@other.yml\nyear: 2026\nnumber: 1\ntotal: 9",
        "@other.yml\nyear: 2025\nnumber: 6\ntotal: 1",
        "@other.yml\nyear: 2025\nnumber: 12\nnumber_to: 13\ntotal: 9\n@issue.yml\nyear: 2025\nnumber: 13",
    ],
    right: &["@other.yml\nyear: 2025\nnumber: 1\ntotal: 9"],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    if text.of != SourceFile::Issue {
        return;
    }
    let issue = &context.assembly.issue;
    let own = [issue.number, issue.number_to.unwrap_or(issue.number)].map(u64::from);
    for other in &context.shelf.others {
        let [year, number, total] = other.number;
        let last = other.last.max(number);
        let same_year = year == u64::from(issue.year) && number > 0;
        if same_year && own[0] <= last && number <= own[1] {
            let hit = hits.at(text.places.value("/number"));
            hit.with("found", issue.numbers()).with("other", &other.id);
        } else if total == u64::from(issue.total) {
            let hit = hits.at(text.places.value("/total"));
            hit.with("found", total).with("other", &other.id);
        }
    }
}
