//! A sentence has only one colon; with two it is unclear what each of them announces.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "colons-two",
    severity: Severity::Warn,
    fix: false,
    source: Source::Punctuation("4.7.3.3"),
    zh: Words {
        about: "一句话里一般不套用两个冒号，否则看不清提示的是哪一部分。",
        message: "一句话里用了两个冒号。",
        hint: "请把其中一个改成逗号，或拆成两句。",
    },
    en: Words {
        about: "A sentence has one colon, else it is unclear what each of them announces.",
        message: "A sentence has two colons.",
        hint: "Change one to a comma, or part the sentence.",
    },
    wrong: &["会上，主任强调两点：一要早：早剪早收。"],
    right: &["问：冒号有几个？", "他说：“记住：要早。”", "时间：3月6日。地点：二楼。"],
    scope: Scope::Worded,
    check,
};

/// A label before a colon at the beginning of a paragraph: 问, a name, an item.
static LABEL: Pattern = Pattern::new(r"^[^：。，；“]{1,12}：");

fn check(line: &Line<'_>, hits: &mut Hits) {
    let text = line.text;
    let begin = LABEL.find(text).next().map_or(0, |label| label.range.end);
    let mut first = false;
    for (at, c) in text[begin..].char_indices().map(|(at, c)| (at + begin, c)) {
        match c {
            '。' | '！' | '？' | '；' | '\n' => first = false,
            '：' if line.is_quoted(at) => {}
            '：' if first => {
                hits.found(line, at..at + c.len_utf8());
                first = false;
            }
            '：' => first = true,
            _ => {}
        }
    }
}
