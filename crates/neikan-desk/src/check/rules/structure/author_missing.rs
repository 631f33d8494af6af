//! An article has an author.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::model::BlockKind;
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "author-missing",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "文章要有作者。简讯、启事由一条条短稿组成，图片专页写摄影者，诗另有署名，都不算。",
        message: "文章没有作者。",
        hint: "请在稿头里写 authors；集体撰写的写部门名称。",
    },
    en: Words {
        about: "An article has an author. Briefs and notices, pages of pictures with a photographer, and poems with names of their own are left alone.",
        message: "The article has no author.",
        hint: "Add authors to the front matter.",
    },
    wrong: &["@article\n---\ntitle: 要闻一则\nsection: news\n---\n正文。"],
    right: &[
        "@article\n---\ntitle: 要闻一则\nsection: news\nauthors: [{name: 陈禾, unit: 样例单位}]\n---\n正文。",
        "@article\n---\ntitle: 简讯\nsection: news\n---\n::: item 一条 {unit=\"样例单位\"}\n正文。\n:::",
    ],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let SourceFile::Article(index) = text.of else { return };
    let article = &context.assembly.articles[index];
    let mut signed = !article.authors.is_empty() || !article.photographers.is_empty();
    signed |= article.blocks.iter().any(|block| {
        matches!(block.kind, BlockKind::Item { .. } | BlockKind::Poem { by: Some(_), .. })
    });
    if !signed {
        hits.at(text.places.key("/title"));
    }
}
