//! The notice on the cover is complete: 内部资料，免费交流.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "notice-complete",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("14"),
    zh: Words {
        about: "封面上的提示语要完整：“内部资料，免费交流”。",
        message: "提示语“{ $found }”不完整。",
        hint: "请写成“内部资料，免费交流”，或删去 notice 这一项，由程序补上。",
    },
    en: Words {
        about: "The notice on the cover is complete: 内部资料，免费交流.",
        message: "The notice “{ $found }” is not complete.",
        hint: "Write 内部资料，免费交流, or delete the entry.",
    },
    wrong: &["@publication.yml\nnotice: 内部资料", "@publication.yml\nnotice: 免费赠阅"],
    right: &[
        "@publication.yml\nnotice: 内部资料，免费交流",
        "@publication.yml\nnotice: 内部资料 免费交流",
    ],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let notice = &context.assembly.publication.notice;
    let whole = notice.contains("内部资料") && notice.contains("免费交流");
    if text.of == SourceFile::Publication && !whole {
        hits.at(text.places.value("/notice")).with("found", notice);
    }
}
