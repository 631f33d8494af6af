//! An internal publication stays within its system, trade or unit: it does not go to the public, to customers or abroad.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "scope-public",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("15（2）"),
    zh: Words {
        about: "内部资料只在本系统、本行业、本单位内部交流，发送对象不能是公众、客户、境外，也不能在公共场所摆放。",
        message: "发送对象“{ $found }”超出了内部的范围。",
        hint: "请改成系统内的单位和人员，或有隶属、指导关系的机关。",
    },
    en: Words {
        about: "An internal publication stays within its system, trade or unit: it does not go to the public, to customers or abroad.",
        message: "“{ $found }” is outside the circle of an internal publication.",
        hint: "Name units and persons of the system.",
    },
    wrong: &[
        "@publication.yml\nscope: [社会公众]",
        "@publication.yml\nscope: [分管领导, 服务客户]",
    ],
    right: &["@publication.yml\nscope: [分管领导, 成员单位]"],
    check: Check::Texts(check),
};

static FOUND: Pattern = Pattern::new(
    r"公众|客户|顾客|市民|群众|消费者|全社会|境外|海外|国外|港澳台|公共场所|免费取阅|读者",
);

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    if text.of != SourceFile::Publication {
        return;
    }
    for (index, entry) in context.assembly.publication.scope.iter().enumerate() {
        if FOUND.is_in(entry) {
            hits.at(text.places.value(&format!("/scope/{index}"))).with("found", entry);
        }
    }
}
