//! The category of every recipient is one of those that the publication is sent to.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use neikan_base::diagnostic::{Place, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "recipients-scope",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("15（2）"),
    zh: Words {
        about: "赠阅名单里每一位的类别，都要在刊物写明的发送对象之内。",
        message: "赠阅类别“{ $found }”不在发送对象之内。",
        hint: "请核对这位收件人，或在 publication.yml 的 scope 里补上（以准印证为准）：{ $known }",
    },
    en: Words {
        about: "The category of every recipient is one of those that the publication is sent to.",
        message: "The category “{ $found }” is not among those the publication is sent to.",
        hint: "Check the recipient, or the scope in publication.yml: { $known }",
    },
    wrong: &["@recipients.yml\nrecipients: [{number: 1, name: 林样例, category: 合作客户}]"],
    right: &["@recipients.yml\nrecipients: [{number: 1, name: 林样例, category: 分管领导}]"],
    check: Check::Issue(check),
};

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    let scope = &context.assembly.publication.scope;
    for (category, line) in &context.shelf.categories {
        if !scope.contains(category) {
            let hit = hits.at(Place::line("issues/recipients.yml", *line));
            hit.with("found", category).with("known", scope.join("、"));
        }
    }
}
