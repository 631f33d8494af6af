//! The cover carries the whole permit number and the notice 内部资料，免费交流.

use crate::check::Context;
use crate::check::Printed;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use neikan_base::diagnostic::{Place, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "cover-notice",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("14"),
    zh: Words {
        about: "封面上要印完整的准印证号和“内部资料，免费交流”。",
        message: "封面上没有印出“{ $found }”。",
        hint: "请让负责版式的人检查封面；准印证号和提示语一个字都不能少。",
    },
    en: Words {
        about: "The cover carries the whole permit number and the notice 内部资料，免费交流.",
        message: "The cover does not show “{ $found }”.",
        hint: "Have the layout of the cover checked.",
    },
    wrong: &[],
    right: &[],
    check: Check::Pages(check),
};

fn check(context: &Context<'_>, printed: &Printed, hits: &mut Hits<'_>) {
    let publication = &context.assembly.publication;
    let Some(cover) = &printed.front else { return };
    for wanted in publication.permit.iter().chain([&publication.notice]) {
        let bare: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
        let parts: Vec<&str> = bare.split(['，', ',']).collect();
        if !parts.iter().all(|part| cover.contains(part)) {
            let file = format!("layouts/{}/cover.typ", publication.layout);
            hits.at(Place::file(file)).with("found", wanted);
        }
    }
}
