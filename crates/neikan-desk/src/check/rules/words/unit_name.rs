//! Units of authors and items are in the list of members, issues/members.yml.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::{Kind, Passage, SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unit-name",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "作者单位、来稿单位要用成员单位名单里的全称或简称。名单是 issues/members.yml；没有名单就不查。",
        message: "成员单位名单里没有“{ $found }”。",
        hint: "最接近的是“{ $meant }”；确是新单位的，请补进 issues/members.yml。",
    },
    en: Words {
        about: "Units of authors and items are those of the list of members, issues/members.yml. Without a list nothing is checked.",
        message: "The list of members has no “{ $found }”.",
        hint: "The nearest is “{ $meant }”; add a new unit to issues/members.yml.",
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
    if members.is_empty() || !matches!(text.of, SourceFile::Article(_)) {
        return;
    }
    let names = || members.iter().flat_map(|m| std::iter::once(&m.name).chain(&m.short));
    for passage in text.passages.iter().filter(|passage| is_unit(text, passage)) {
        let unit = passage.text.trim();
        if names().any(|name| unit == name) {
            continue;
        }
        let near = |name: &&String| strsim::jaro_winkler(name, unit);
        let meant = names().max_by(|a, b| near(a).total_cmp(&near(b)));
        let hit = hits.found(passage, 0..passage.text.len());
        hit.with("meant", meant.map(String::as_str).unwrap_or_default());
    }
}

/// Whether a passage is the unit of an author or an item, and not a source, which may be a
/// document.
fn is_unit(text: &Text, passage: &Passage) -> bool {
    let place = text.place(passage.bytes(0..passage.text.len()).start);
    passage.kind == Kind::Unit && text.line(place.line).contains("unit")
}
