//! Copies go to the authority that issued the permit within ten days of printing; `sample_copies`
//! in publication.yml says how many.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::publication::calendar::SAMPLES;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "sample-copies",
    severity: Severity::Note,
    fix: false,
    source: Source::Measures("18"),
    zh: Words {
        about: "印出后十日内，要向核发准印证的部门送交样本。册数由当地规定，写在 publication.yml 的 sample_copies 里。",
        message: "请在 { $date } 前向核发准印证的部门送交样本 { $copies } 册。",
        hint: "送交后请留存回执。",
    },
    en: Words {
        about: "Copies go to the authority that issued the permit within ten days of printing; sample_copies in publication.yml says how many.",
        message: "Send { $copies } copies to the authority that issued the permit by { $date }.",
        hint: "Keep the receipt.",
    },
    wrong: &["@publication.yml\nsample_copies: 3"],
    right: &["@publication.yml\nname: 小样"],
    check: Check::Issue(check),
};

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    let assembly = context.assembly;
    let Some(copies) = assembly.publication.sample_copies else { return };
    let due = assembly.issue.date.plus(i64::from(SAMPLES));
    let place = assembly.texts[1].places.value("/date");
    hits.at(place).with("date", due).with("copies", copies);
}
