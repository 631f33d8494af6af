//! The permit number has the form used by its province, given as `permit_form` in publication.yml.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "permit-form",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "准印证号要合本省的样式。样式写在 publication.yml 的 permit_form 里，各省不同，以证书为准。",
        message: "准印证号“{ $found }”不合样式 { $form }。",
        hint: "请照证书一字不差地抄；样式变了就改 permit_form。",
    },
    en: Words {
        about: "The permit number has the form that its province uses, given as permit_form in publication.yml.",
        message: "The permit number “{ $found }” is not of the form { $form }.",
        hint: "Copy it from the permit; change permit_form if the form changed.",
    },
    wrong: &[
        "@publication.yml\npermit_form: ^粤内登字.第\\d+号$",
        "@publication.yml\npermit_form: \"[样例\"",
    ],
    right: &["@publication.yml\npermit_form: ^样例〔\\d{4}〕第\\d+号$"],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let publication = &context.assembly.publication;
    let Some(form) = publication.permit_form.as_deref() else { return };
    let Some(permit) = &publication.permit else { return };
    let fits = regex::Regex::new(form).is_ok_and(|form| form.is_match(permit));
    if text.of == SourceFile::Publication && !fits {
        hits.at(text.places.value("/permit")).with("found", permit).with("form", form);
    }
}
