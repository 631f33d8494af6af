//! The name of an internal publication does not end in 报, 刊 or 杂志.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "title-word",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("14"),
    zh: Words {
        about: "内部资料的名称不能叫“××报”“××刊”“××杂志”。",
        message: "名称“{ $found }”不能以报、刊、杂志结尾。",
        hint: "请照准印证上的名称写。",
    },
    en: Words {
        about: "The name of an internal publication does not end in 报, 刊 or 杂志.",
        message: "The name “{ $found }” cannot end so.",
        hint: "Write the name as the permit has it.",
    },
    wrong: &["@publication.yml\nname: 东莞供销报", "@publication.yml\nmasthead: 東莞供銷雜誌"],
    right: &["@publication.yml\nname: 东莞供销", "@publication.yml\nname: 供销通讯"],
    check: Check::Texts(check),
};

static NAME: Pattern = Pattern::new(r"[报報刊誌]$|杂志$|雜志$|学报$|周刊$|月刊$");

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    if text.of != SourceFile::Publication {
        return;
    }
    let publication = &context.assembly.publication;
    for (pointer, name) in [("/name", &publication.name), ("/masthead", &publication.masthead)] {
        if NAME.is_in(name) {
            hits.at(text.places.value(pointer)).with("found", name);
        }
    }
}
