//! An internal publication is printed by a licensed printer of the province that issued the permit.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::SourceFile;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "printer-province",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("16"),
    zh: Words {
        about: "内部资料要由本省、自治区、直辖市的出版物印刷企业印刷。",
        message: "印刷单位在{ $found }，准印证却是{ $wanted }核发的。",
        hint: "请改由同一省的出版物印刷企业印刷，或核对两处的写法。",
    },
    en: Words {
        about: "An internal publication is printed by a licensed printer of the province that issued the permit.",
        message: "The printer is in { $found }, the permit was issued in { $wanted }.",
        hint: "Choose a printer of the same province, or check how both are written.",
    },
    wrong: &["@publication.yml\nprovince: 广东省\nprinter: {name: 样例印刷厂, province: 湖南省}"],
    right: &["@publication.yml\nprovince: 广东省\nprinter: {name: 样例印刷厂, province: 广东}"],
    check: Check::Issue(check),
};

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    let assembly = context.assembly;
    let of_issue = assembly.issue.printer.as_ref();
    let (of, pointer) =
        if of_issue.is_some() { (SourceFile::Issue, 1) } else { (SourceFile::Publication, 0) };
    let printer = of_issue.unwrap_or(&assembly.publication.printer);
    let (Some(wanted), Some(found)) = (&assembly.publication.province, &printer.province) else {
        return;
    };
    if stem(wanted) != stem(found) {
        let place = assembly.texts[pointer].places.value("/printer/province");
        debug_assert!(assembly.texts[pointer].of == of);
        hits.at(place).with("found", found).with("wanted", wanted);
    }
}

/// A province without 省, 市 and the like.
fn stem(name: &str) -> String {
    name.trim_end_matches(['省', '市']).chars().take(2).collect()
}
