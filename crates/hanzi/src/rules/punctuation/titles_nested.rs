//! A title within a title takes single title marks.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::marks::{inner, unpaired};

/// The rule.
pub const RULE: Rule = Rule {
    name: "titles-nested",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.15.3.5"),
    zh: Words {
        about: "书名号里面再用书名号，里面一层用单书名号〈〉。",
        message: "书名号里面的书名号应当用〈〉。",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "A title within a title takes single title marks.",
        message: "A title within a title takes 〈〉.",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["学习《关于〈甲〉的解读》和《读《乙》有感》。"],
    right: &["学习《读〈乙〉有感》。", "《甲》和《乙》。"],
    scope: Scope::Worded,
    check,
};

fn check(line: &Line<'_>, hits: &mut Hits) {
    let paired = unpaired(line.text).is_empty();
    for range in inner(line.text, '《', '》') {
        let inside = &line.text[range.start + '《'.len_utf8()..range.end - '》'.len_utf8()];
        // Where a mark lacks its partner, the pairs are not the intended ones.
        let sure = paired && !inside.contains(['《', '》', '〈', '〉']);
        let wanted = format!("〈{inside}〉");
        hits.found(line, range).wanted_if(sure, wanted);
    }
}
