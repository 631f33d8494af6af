//! Leaders named side by side are in the order of the list.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "leader-order",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "并列的领导姓名按词表里的排序写。",
        message: "领导的次序不对：{ $found }",
        hint: "应先写{ $wanted }。",
    },
    en: Words {
        about: "Leaders who are named side by side stand in the order of the list.",
        message: "The order of these leaders is wrong: { $found }",
        hint: "{ $wanted } comes first.",
    },
    wrong: &[
        "@words/leaders.yml\nname: 名单\nleaders: [{name: 陆启明, title: 主任}, {name: 邓素芬, title: 副主任}]\n@body\n邓素芬、陆启明到场。",
    ],
    right: &[
        "@words/leaders.yml\nname: 名单\nleaders: [{name: 陆启明, title: 主任}, {name: 邓素芬, title: 副主任}]\n@body\n陆启明、邓素芬到场。",
    ],
    check: Check::Texts(check),
};

static ROW: Pattern = Pattern::new(r"[^，。；：！？]+、[^，。；：！？]+");

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let date = context.assembly.issue.date;
    for list in &context.shelf.words {
        let now: Vec<&str> = list.in_office(date).map(|leader| leader.name.as_str()).collect();
        for passage in text.passages.iter().filter(|_| now.len() > 1) {
            for found in ROW.find(&passage.text) {
                let mut named: Vec<(usize, usize)> = now
                    .iter()
                    .enumerate()
                    .filter_map(|(rank, name)| Some((found.get(0).find(name)?, rank)))
                    .collect();
                named.sort_unstable();
                if let Some(pair) = named.windows(2).find(|pair| pair[0].1 > pair[1].1) {
                    hits.found(passage, found.range.clone()).with("wanted", now[pair[1].1]);
                }
            }
        }
    }
}
