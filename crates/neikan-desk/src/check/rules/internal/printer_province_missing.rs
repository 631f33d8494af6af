//! The province of the permit and that of the printer are given, so that they can be compared
//! (article 16 of the measures).

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use neikan_base::diagnostic::{Place, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "printer-province-missing",
    severity: Severity::Note,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "写明核发准印证的省和印刷单位所在的省，才能核对是否同省印刷（管理办法第十六条）。",
        message: "没有写明{ $found }，无法核对是否同省印刷。",
        hint: "请在 publication.yml 里补上 province 和 printer 的 province。",
    },
    en: Words {
        about: "With the province of the permit and of the printer given, it can be checked that they are the same (article 16 of the measures).",
        message: "{ $found } is not given, so that the province of printing cannot be checked.",
        hint: "Add province, and province of the printer, to publication.yml.",
    },
    wrong: &["@publication.yml\nprinter: {name: 样例印刷厂}"],
    right: &["@publication.yml\nprovince: 广东省\nprinter: {name: 样例印刷厂, province: 广东省}"],
    check: Check::Issue(check),
};

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    let assembly = context.assembly;
    // Without a permit there is no province that issued one.
    if !assembly.form.permit {
        return;
    }
    let printer = assembly.issue.printer.as_ref().unwrap_or(&assembly.publication.printer);
    let file = "issues/publication.yml";
    for (key, value) in
        [("province", &assembly.publication.province), ("printer.province", &printer.province)]
    {
        if value.is_none() {
            hits.at(Place::file(file)).with("found", key);
        }
    }
}
