//! A sentence has one colon, else it is unclear what each of them announces.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use neikan_base::diagnostic::Severity;
use crate::manuscript::prose::Passage;

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
    check: Check::Worded(check),
};

/// What is asked or listed before a colon at the beginning of a paragraph: 问, a name, an item.
static LABEL: Pattern = Pattern::new(r"^[^：。，；“]{1,12}：");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    let text = &passage.text;
    let begin = LABEL.find(text).next().map_or(0, |label| label.range.end);
    let mut first = false;
    for (at, c) in text[begin..].char_indices().map(|(at, c)| (at + begin, c)) {
        match c {
            '。' | '！' | '？' | '；' | '\n' => first = false,
            '：' if passage.is_quoted(at) => {}
            '：' if first => {
                hits.found(passage, at..at + c.len_utf8());
                first = false;
            }
            '：' => first = true,
            _ => {}
        }
    }
}
