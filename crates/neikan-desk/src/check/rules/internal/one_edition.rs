//! One issue, one edition: no two issues share year and number, or the total number.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use neikan_base::diagnostic::{Place, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "one-edition",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("15（1）"),
    zh: Words {
        about: "一期一版：同一年同一期只能有一个版本，总期号也不能重复。",
        message: "第 { $found } 与 { $other } 这一期重复。",
        hint: "请核对期号；同一期不能有两个内容不同的版本。",
    },
    en: Words {
        about: "One issue, one edition: no two issues share year and number, or the total number.",
        message: "Number { $found } is that of issue { $other } as well.",
        hint: "Check the numbers; an issue cannot have two different editions.",
    },
    wrong: &[
        "@other.yml\nyear: 2026\nnumber: 1\ntotal: 9",
        "@other.yml\nyear: 2025\nnumber: 6\ntotal: 1",
    ],
    right: &["@other.yml\nyear: 2025\nnumber: 1\ntotal: 9"],
    check: Check::Issue(check),
};

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    let assembly = context.assembly;
    let issue = &assembly.issue;
    let (year, number) = (u64::from(issue.year), u64::from(issue.number));
    let total = u64::from(issue.total);
    for other in &context.shelf.others {
        let file = format!("issues/{}/issue.yml", assembly.id);
        let found = if other.number[..2] == [year, number] {
            format!("{year}-{number}")
        } else if other.number[2] == total {
            total.to_string()
        } else {
            continue;
        };
        hits.at(Place::file(file)).with("found", found).with("other", &other.id);
    }
}
