//! An ellipsis is two U+2026, two characters wide; rows of points or full stops do not replace it.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "ellipsis-form",
    severity: Severity::Stop,
    fix: true,
    source: Source::Punctuation("5.1.5"),
    zh: Words {
        about: "省略号是两个“…”，占两个字的位置；不用一串点，也不用一串句号代替。",
        message: "“{ $found }”不是省略号。",
        hint: "请改成“……”。",
    },
    en: Words {
        about: "An ellipsis is two U+2026, two characters wide; rows of points or stops do not stand for it.",
        message: "“{ $found }” is no ellipsis.",
        hint: "Write “……”.",
    },
    wrong: &["米、油、牙膏...", "他说。。。", "停了…又走。"],
    right: &["米、油、牙膏……", "整段略去…………", "见 a...b 一项。", "序号为1，2，…，9。"],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(r"\.{3,}|。{2,}|·{3,}|…+");

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let text = found.get(0);
        let count = text.chars().count();
        let right = text.starts_with('…') && (count == 2 || count == 4);
        let before = line.text[..found.range.start].chars().next_back();
        let after = line.text[found.range.end..].chars().next();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let foreign = latin(before) || (latin(after) && text.starts_with('.'));
        // A single … between separators stands for members of a series: 1，2，…，n.
        let parts = |c: Option<char>| c.is_some_and(|c| ",，、+＋=".contains(c));
        let series = text == "…" && parts(before) && parts(after);
        if !right && !foreign && !series {
            // Two full stops may be one too many, and a long row may be leaders.
            let sure = if text.starts_with('…') { count <= 3 } else { matches!(count, 3 | 6) };
            hits.found(line, found.range.clone()).wanted_if(sure, "……");
        }
    }
}
