//! Authors have a unit.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unit-missing",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "作者要写单位，便于联系和统计。卷首语和文学作品可以只署名。",
        message: "作者“{ $found }”没有写单位。",
        hint: "请在 authors 里补上 unit。",
    },
    en: Words {
        about: "Authors have a unit. Forewords and literature may have names alone.",
        message: "The author “{ $found }” has no unit.",
        hint: "Add unit under authors.",
    },
    wrong: &["@article\n---\ntitle: 要闻一则\nsection: news\nauthors: [{name: 陈禾}]\n---\n正文。"],
    right: &[
        "@article\n---\ntitle: 要闻一则\nsection: news\nauthors: [{name: 陈禾, unit: 样例单位}]\n---\n正文。",
        "@article\n---\ntitle: 卷首\nsection: foreword\nauthors: [{name: 陈禾}]\n---\n正文。",
    ],
    check: Check::Texts(check),
};

/// Kinds of article that are signed by name alone.
const FREE: [&str; 3] = ["foreword", "literature", "photo-essay"];

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let SourceFile::Article(index) = text.of else { return };
    let article = &context.assembly.articles[index];
    if FREE.contains(&article.kind.as_str()) {
        return;
    }
    for (index, author) in article.authors.iter().enumerate() {
        if author.unit.is_none() {
            let place = text.places.value(&format!("/authors/{index}"));
            hits.at(place).with("found", &author.name);
        }
    }
}
