//! A year has no more numbers than the frequency of the periodical allows.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "issue-frequency",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "期号不超过刊期：双月刊一年 6 期，月刊 12 期，季刊 4 期，余类推。",
        message: "{ $frequency }一年 { $most } 期，没有第 { $found } 期。",
        hint: "请核对 issue.yml 的 number；刊期变了，就改 publication.yml 的 frequency。",
    },
    en: Words {
        about: "A year has no more numbers than the frequency allows: 6 for 双月刊, 12 for 月刊, 4 for 季刊 and so on.",
        message: "With { $frequency } a year has { $most } numbers; there is no number { $found }.",
        hint: "Check number in issue.yml, or frequency in publication.yml if it changed.",
    },
    wrong: &[
        "@issue.yml\nnumber: 5",
        "@publication.yml\nfrequency: 年刊\n@issue.yml\nnumber: 1\nnumber_to: 2",
    ],
    right: &["@issue.yml\nnumber: 4", "@publication.yml\nfrequency: 不定期\n@issue.yml\nnumber: 9"],
    check: Check::Texts(check),
};

/// How many numbers a year has, by frequency; names that contain others come before them.
const NUMBERS: [(&str, u16); 10] = [
    ("双周刊", 27),
    ("双月刊", 6),
    ("半月刊", 24),
    ("半年刊", 2),
    ("旬刊", 36),
    ("周刊", 53),
    ("月刊", 12),
    ("季刊", 4),
    ("年刊", 1),
    ("日刊", 366),
];

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let frequency = context.assembly.publication.frequency.as_str();
    let issue = &context.assembly.issue;
    let last = issue.number_to.unwrap_or(issue.number);
    let most = NUMBERS.iter().find(|(name, _)| frequency.contains(name)).map(|(_, most)| *most);
    if let Some(most) = most.filter(|most| last > *most && text.of == SourceFile::Issue) {
        let hit = hits.at(text.places.value("/number"));
        hit.with("frequency", frequency).with("most", most).with("found", issue.numbers());
    }
}
