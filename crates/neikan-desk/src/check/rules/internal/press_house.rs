//! The periodical's own entries contain no 期刊社, 杂志社, 报社, 刊号, CN number or ISSN.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "press-house",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("14"),
    zh: Words {
        about: "刊物自己的各项里不用“期刊社”“杂志社”“报社”“刊号”等字样，也不印 CN 号、ISSN。文章里提到别的单位不算。",
        message: "刊物的内容里不能有“{ $found }”。",
        hint: "请改成“编辑部”“编印单位”“准印证号”。",
    },
    en: Words {
        about: "The periodical’s own entries have no 期刊社, 杂志社, 报社, 刊号, CN number or ISSN. Articles may name others.",
        message: "The periodical’s entries cannot have “{ $found }”.",
        hint: "Write 编辑部, 编印单位 or 准印证号.",
    },
    wrong: &[
        "@publication.yml\nsponsor: 样例杂志社",
        "@publication.yml\npermit: 国内统一刊号CN44-0000",
    ],
    right: &["@publication.yml\nsponsor: 样例编辑部", "这家杂志社来过。"],
    check: Check::Texts(check),
};

static OWN: Pattern = Pattern::new(r"期刊社|杂志社|报社|刊号|ISSN|CN ?\d\d-|邮发代号");
static ANYWHERE: Pattern = Pattern::new(r"国内统一刊号|邮发代号");

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    hits.own_or_anywhere(text, &OWN, &ANYWHERE);
}
