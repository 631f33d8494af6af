//! The number of a chapter or section in a heading is followed by a space.

use crate::lint::{Hits, Kind, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "chapter-space",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("5.1"),
    zh: Words {
        about: "标题里章、节的序号后面不用标点，空一格再写名称。",
        message: "“{ $found }”后面要空一格。",
        hint: "请写成“{ $wanted }名称”的样子。",
    },
    en: Words {
        about: "A number of a chapter or section in a heading is followed by a space.",
        message: "“{ $found }” is followed by a space.",
        hint: "Put a space after “{ $wanted }”.",
    },
    wrong: &["## 第一章总则", "## 第二节、收购"],
    right: &[
        "## 第一章 总则",
        "第一章讲总则。",
        "## 第三节课的铃声",
        "## 第一章程修订记",
        "## 第一节、第二节",
    ],
    scope: Scope::All,
    check,
};

static FOUND: Pattern = Pattern::new(
    r"^(第[一二三四五六七八九十百\d]+(?:[章编节][、，：]\p{Han}|章[^\P{Han}程鱼法]|节[^\P{Han}课约目日气能奏制省点拍选庆假俭水电]|编[^\P{Han}辑制写号者委外组队程排织造剧导译订码入年]))",
);
/// The number without the first character of the title, and a mark between them.
static NUMBER: Pattern = Pattern::new(r"^(第[一二三四五六七八九十百\d]+[章编节][、，：]?)");
/// A number followed by another one.
static SERIES: Pattern = Pattern::new(r"^第[^、，：]+[、，：]第");

fn check(line: &Line<'_>, hits: &mut Hits) {
    if line.kind != Kind::Head {
        return;
    }
    let text = line.text;
    if !FOUND.is_in(text) || SERIES.is_in(text) {
        return;
    }
    for found in NUMBER.find(text) {
        let number = found.get(1).trim_end_matches(['、', '，', '：']);
        // Without a mark the number may be part of a word: 第三节课.
        let marked = number.len() < found.get(1).len();
        hits.found(line, found.range.clone()).wanted_if(marked, format!("{number} "));
    }
}
