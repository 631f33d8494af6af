//! What `neikan init` left to be filled in has been filled in.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "to-fill-in",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "neikan init 没有问到的项，先写成“待填·某某”；付印以前都要换成真的。",
        message: "还没有填写：{ $found }",
        hint: "请在 publication.yml 里换成实际的内容；每一项的含义见 neikan schema publication。",
    },
    en: Words {
        about: "What neikan init was not told stands in the file as 待填· and what it is; all of it has to be replaced before anything is printed.",
        message: "This has not been filled in: { $found }",
        hint: "Replace it in publication.yml; neikan schema publication says what each entry means.",
    },
    wrong: &[
        "@publication.yml\nsponsor: 待填·编印单位",
        "@publication.yml\nscope: [分管领导, 待填·发送对象]",
    ],
    right: &["@publication.yml\nsponsor: 样例单位", "空格待填，不能留白。"],
    check: Check::Texts(check),
};

static LEFT: Pattern = Pattern::new("待填·[^,\\]}\"'\\s#]+");

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    if !matches!(text.of, SourceFile::Publication | SourceFile::Issue) {
        return;
    }
    for found in LEFT.find(&text.source) {
        let line = text.source[..found.range.start].rsplit('\n').next().unwrap_or_default();
        if !line.contains('#') {
            hits.written(found.range);
        }
    }
}
