//! Dates that print as they are written are dates.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "date-printed",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "公文的成文日期（document.date）、讲话的日期（speech.date）照写的印，要写成印出来的样子：年月日，用阿拉伯数字或汉字数字。",
        message: "“{ $found }”照写的印出来不是日期。",
        hint: "请写成“2026年1月5日”这样。",
    },
    en: Words {
        about: "The date of an official document (document.date) and of a speech (speech.date) print as they are written: year, month and day, in digits or in Han numerals.",
        message: "“{ $found }” prints as it is written, and is no date then.",
        hint: "Write it as it prints, as in 2026年1月5日.",
    },
    wrong: &[
        "@article\n---\ntitle: 讲话\nsection: news\nkind: speech\nauthors: [{name: 陈禾, unit: 样例单位}]\nspeech: {occasion: 在会上的讲话, date: 2026-01-05}\n---\n正文。",
        "@article\n---\ntitle: 通知\nsection: news\nkind: document\ndocument: {issuer: 样例单位, date: 昨天}\n---\n正文。",
    ],
    right: &[
        "@article\n---\ntitle: 讲话\nsection: news\nkind: speech\nauthors: [{name: 陈禾, unit: 样例单位}]\nspeech: {occasion: 在会上的讲话, date: 2026年1月5日至6日}\n---\n正文。",
        "@article\n---\ntitle: 通知\nsection: news\nkind: document\ndocument: {issuer: 样例单位, date: 二〇二六年一月五日}\n---\n正文。",
    ],
    check: Check::Texts(check),
};

static FOUND: Pattern = Pattern::new(
    r"^(?:\d{4}年\d{1,2}月|[〇○零一二三四五六七八九]{4}年[元正一二三四五六七八九十]{1,2}月)",
);

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let SourceFile::Article(index) = text.of else { return };
    let article = &context.assembly.articles[index];
    let document = article.document.as_ref().map(|own| &own.date);
    let speech = article.speech.as_ref().and_then(|own| own.date.as_ref());
    for (date, pointer) in [(document, "/document/date"), (speech, "/speech/date")] {
        if let Some(date) = date.filter(|date| !FOUND.is_in(date)) {
            hits.at(text.places.value(pointer)).with("found", date);
        }
    }
}
