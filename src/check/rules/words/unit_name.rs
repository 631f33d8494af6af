//! Units of authors and items are those of the list of members, issues/members.yml.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::diagnostic::Severity;
use crate::manuscript::prose::{Kind, Passage, Source as Of, Text};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unit-name",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "作者单位、来稿单位要用成员单位名单里的全称或简称。名单是 issues/members.yml；没有名单就不查。",
        message: "成员单位名单里没有“{ $found }”。",
        hint: "{ $meant }",
    },
    en: Words {
        about: "Units of authors and items are those of the list of members, issues/members.yml. Without a list nothing is checked.",
        message: "The list of members has no “{ $found }”.",
        hint: "{ $meant }",
    },
    wrong: &[
        "@members.yml\nmembers: [{name: 样例单位}]\n@body\n::: item 一条 {unit=\"样例单位公司\"}\n正文。\n:::",
    ],
    right: &[
        "@members.yml\nmembers: [{name: 样例单位, short: [样例社]}]\n@body\n::: item 一条 {unit=\"样例社\"}\n正文。\n:::",
        "::: item 一条 {unit=\"不在名单\"}\n正文。\n:::",
    ],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let members = &context.shelf.members;
    if members.is_empty() || !matches!(text.of, Of::Article(_)) {
        return;
    }
    let names =
        || members.iter().flat_map(|member| std::iter::once(&member.name).chain(&member.short));
    for passage in text.passages.iter().filter(|passage| passage.kind == Kind::Unit) {
        // A source names more than units: “荔塘供销社接力单”.
        let unit = passage.text.trim();
        if unit.contains(['、', '《', ' '])
            || names().any(|name| {
                unit.starts_with(name.as_str()) && (unit == name || is_source(text, passage))
            })
        {
            continue;
        }
        let near = |name: &&String| strsim::jaro_winkler(name, unit);
        let meant = names().max_by(|a, b| near(a).total_cmp(&near(b)));
        let hit = hits.found(passage, 0..passage.text.len());
        hit.with("meant", meant.map(String::as_str).unwrap_or_default());
    }
}

/// Whether a passage is the source of a table or chart, which may be a paper of a unit.
fn is_source(text: &Text, passage: &Passage) -> bool {
    let place = text.place(passage.bytes(0..passage.text.len()).start);
    text.line(place.line).contains("source")
}
