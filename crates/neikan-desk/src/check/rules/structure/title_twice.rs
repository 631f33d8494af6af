//! No two articles of an issue have the same title.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "title-twice",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "同一期里标题不重复。",
        message: "标题“{ $found }”与文章 { $other } 重复。",
        hint: "请改一个；若是同一篇登了两次，请删去一篇。",
    },
    en: Words {
        about: "No two articles of an issue have the same title.",
        message: "The title “{ $found }” is that of { $other } as well.",
        hint: "Change one of them, or delete the article that is there twice.",
    },
    wrong: &[
        "@article\n---\ntitle: 卷首\nsection: news\nauthors: [{name: 陈禾, unit: 样例单位}]\n---\n正文。",
    ],
    right: &[
        "@article\n---\ntitle: 要闻一则\nsection: news\nauthors: [{name: 陈禾, unit: 样例单位}]\n---\n正文。",
    ],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let SourceFile::Article(index) = text.of else { return };
    let articles = &context.assembly.articles;
    let title = &articles[index].title;
    if let Some(other) = articles[..index].iter().find(|other| other.title == *title) {
        hits.at(text.places.value("/title")).with("found", title).with("other", &other.id);
    }
}
