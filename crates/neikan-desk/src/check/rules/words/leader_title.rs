//! Leaders are given the office that the list has for them on the day of printing.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::Text;
use hanzi::is_han;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "leader-title",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "领导的职务照词表写；本期印刷时已不在任的，不能再用这个职务。",
        message: "{ $found }的职务与词表不符。",
        hint: "词表里本期的职务是：{ $wanted }",
    },
    en: Words {
        about: "Leaders have the office that the list gives them on the day of printing.",
        message: "The office of { $found } is not that of the list.",
        hint: "By the list: { $wanted }",
    },
    wrong: &[
        "@words/leaders.yml\nname: 名单\nleaders: [{name: 陆启明, title: 理事会主任}]\n@body\n理事会副主任陆启明讲话。",
        "@words/leaders.yml\nname: 名单\nleaders: [{name: 陆启明, title: 理事会主任, to: 2025-12-31}]\n@body\n理事会主任陆启明讲话。",
    ],
    right: &[
        "@words/leaders.yml\nname: 名单\nleaders: [{name: 陆启明, title: 理事会主任}]\n@body\n理事会主任陆启明讲话，主任陆启明走了。",
    ],
    check: Check::Texts(check),
};

/// Offices that may come right before a name.
const OFFICES: [&str; 8] = ["主任", "书记", "主席", "理事长", "监事长", "局长", "部长", "总经理"];

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let date = context.assembly.issue.date;
    for list in &context.shelf.words {
        for leader in &list.leaders {
            let now = list.in_office(date).filter(|other| other.name == leader.name);
            let titles: Vec<&str> = now.map(|leader| leader.title.as_str()).collect();
            for passage in &text.passages {
                for (at, name) in passage.text.match_indices(leader.name.as_str()) {
                    let before = &passage.text[..at];
                    let titled = OFFICES.iter().any(|office| before.ends_with(office));
                    if titled && !titles.iter().any(|title| agrees(before, title)) {
                        let none = titles.is_empty();
                        let wanted = if none { "——".to_owned() } else { titles.join("、") };
                        hits.found(passage, at..at + name.len()).with("wanted", wanted);
                    }
                }
            }
        }
    }
}

/// Whether a text ends with a title or, after a pause, with the end of one: “，主任”.
fn agrees(before: &str, title: &str) -> bool {
    let same = before.chars().rev().zip(title.chars().rev()).take_while(|(a, b)| a == b).count();
    let pause = |c: char| !is_han(c) || "的由和请让向与同是".contains(c);
    same == title.chars().count() || before.chars().rev().nth(same).is_none_or(pause)
}
