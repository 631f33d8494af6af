//! The cover or the colophon states sponsor, circle of recipients, printer, date of printing, print
//! run and number.

use crate::check::Context;
use crate::check::Printed;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use neikan_base::diagnostic::{Place, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "colophon-complete",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("14"),
    zh: Words {
        about: "封面、封底或版权页上要有编印单位、发送对象、印刷单位、印刷日期、印数和期号。",
        message: "排好的页面上没有印出{ $what }“{ $found }”。",
        hint: "请让负责版式的人检查版权页。",
    },
    en: Words {
        about: "Cover or colophon state sponsor, circle of recipients, printer, date of printing, print run and number.",
        message: "The finished pages do not show { $what } “{ $found }”.",
        hint: "Have the layout of the colophon checked.",
    },
    wrong: &[],
    right: &[],
    check: Check::Pages(check),
};

fn check(context: &Context<'_>, printed: &Printed, hits: &mut Hits<'_>) {
    let (publication, issue) = (&context.assembly.publication, &context.assembly.issue);
    // Without the cover sheet, part of what is required cannot be seen.
    if printed.front.is_none() {
        return;
    }
    let pages: String = printed.cover.iter().chain(&printed.inside).map(String::as_str).collect();
    let printer = issue.printer.as_ref().unwrap_or(&publication.printer);
    let date = format!("{}年{}月{}日", issue.date.year, issue.date.month, issue.date.day);
    let mut wanted = vec![
        ("sponsor", publication.sponsor.clone()),
        ("printer", printer.name.clone()),
        ("date", date),
        ("run", issue.run.to_string()),
        ("number", format!("{}期", issue.number_to.unwrap_or(issue.number))),
    ];
    wanted.extend(publication.scope.iter().map(|entry| ("scope", entry.clone())));
    for (what, value) in wanted {
        let bare: String = value.chars().filter(|c| !c.is_whitespace()).collect();
        if !pages.contains(&bare) {
            let file = format!("layouts/{}/parts/colophon.typ", publication.layout);
            hits.at(Place::file(file)).with("what", what).with("found", value);
        }
    }
}
