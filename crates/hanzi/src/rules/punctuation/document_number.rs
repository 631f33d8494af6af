//! The year in a document number is enclosed in 〔〕.

use crate::lint::{Hits, Kind, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "document-number",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.9.3.4"),
    zh: Words {
        about: "发文字号的年份用六角括号〔〕，年份写全称。",
        message: "发文字号应当用六角括号：{ $found }",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "The year of a document number stands in 〔〕.",
        message: "A document number takes 〔〕: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["东供发（2025）3号", "东供发[2025]3号文件", "东供发【2025】3号"],
    right: &["东供发〔2025〕3号", "产量（2025）为3吨。", "粤内登字〔2025〕第3号"],
    scope: Scope::All,
    check,
};

static FOUND: Pattern = Pattern::new(r"([（(\[【［](\d{4})[）)\]】］](第?)(\d+)号)");
/// The last characters of the short names of offices that issue documents.
const OFFICES: &str = "发函办文通规令批复政会";
/// Brackets that may enclose the year by mistake.
const PAIRS: [&str; 5] = ["（）", "()", "[]", "【】", "［］"];

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let wanted = format!("〔{}〕{}{}号", found.get(2), found.get(3), found.get(4));
        let before = line.text[..found.range.start].chars().next_back();
        let brackets: String =
            found.get(1).chars().filter(|c| PAIRS.concat().contains(*c)).collect();
        // Numbers of licences and certificates keep the brackets they were issued with.
        let sure = before.is_some_and(|c| OFFICES.contains(c))
            && PAIRS.contains(&brackets.as_str())
            && found.get(3).is_empty()
            && line.kind != Kind::Entry;
        hits.found(line, found.range.clone()).wanted_if(sure, wanted);
    }
}
