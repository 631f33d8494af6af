//! Titles and headings do not end in a full stop, a comma or a colon.

use crate::lint::{Hits, Kind, Line, Rule, Scope, Severity, Source, Words};

/// The rule.
pub const RULE: Rule = Rule {
    name: "title-stop",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.1.3"),
    zh: Words {
        about: "标题、小标题末尾不用句号，也不用逗号、顿号、分号、冒号。",
        message: "标题末尾不用“{ $found }”。",
        hint: "请删去；问号、叹号可以保留。",
    },
    en: Words {
        about: "Titles and headings do not end in a stop, a comma or a colon.",
        message: "A title does not end in “{ $found }”.",
        hint: "Delete it; question and exclamation marks may stay.",
    },
    wrong: &[
        "## 秤前的早晨。",
        "@article\n---\ntitle: 种子店的早晨。\nsection: news\nauthors: [{name: 陈禾, unit: 样例单位}]\n---\n正文。",
    ],
    right: &["## 秤前的早晨", "## 为什么要改？", "正文有句号。"],
    scope: Scope::All,
    check,
};

fn check(line: &Line<'_>, hits: &mut Hits) {
    let text = line.text.trim_end();
    let head = line.kind == Kind::Head;
    let last = text.chars().next_back().filter(|c| "。，、；：".contains(*c));
    if let Some(last) = last.filter(|_| head) {
        let rest = &text[..text.len() - last.len_utf8()];
        // A title of two sentences, or one that announces something, may be intentional.
        let sure =
            last != '：' && !rest.ends_with(['。', '，', '、', '；', '：']) && !rest.contains('。');
        hits.found(line, rest.len()..text.len()).wanted_if(sure, "");
    }
}
