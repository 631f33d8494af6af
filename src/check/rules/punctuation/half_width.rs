//! Marks beside Han characters are full-width: half-width ones break spacing and line ends.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::diagnostic::Severity;
use crate::manuscript::model::is_han;
use crate::manuscript::prose::Passage;

/// The rule.
pub const RULE: Rule = Rule {
    name: "half-width",
    severity: Severity::Stop,
    fix: true,
    source: Source::Punctuation("5.1"),
    zh: Words {
        about: "汉字旁边的标点用全角。半角标点太窄，间距和避头尾都会出错。网址、代码和外文里的不算。",
        message: "汉字旁边用了半角标点“{ $found }”。",
        hint: "请改成全角的“{ $wanted }”，或运行 neikan check --fix。",
    },
    en: Words {
        about: "Marks beside Han characters are full-width: half-width ones break spacing and line ends. Addresses, code and foreign words are left alone.",
        message: "A half-width “{ $found }” stands beside a Han character.",
        hint: "Write “{ $wanted }”, or run neikan check --fix.",
    },
    wrong: &["先过秤,再入库。", "为什么?", "荔枝(桂味)。", "时间:9时。"],
    right: &[
        "先过秤，再入库。",
        "见 https://example.org/a,b 一页。",
        "比分是3:2。",
        "1.荔枝 2.香蕉",
        "版本3.5已用。",
        "`a,b`两项。",
    ],
    check: Check::Worded(check),
};

static FOUND: Pattern = Pattern::new(r"[,.:;?!()]+");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for run in FOUND.find(&passage.text) {
        for (offset, c) in run.get(0).char_indices() {
            let at = run.range.start + offset;
            if let Some(wide) = wide(c).filter(|_| stands_in_chinese(&passage.text, at, c)) {
                hits.found(passage, at..at + 1).wanted(wide);
            }
        }
    }
}

fn wide(c: char) -> Option<&'static str> {
    Some(match c {
        ',' => "\u{ff0c}",
        '.' => "\u{3002}",
        ':' => "\u{ff1a}",
        ';' => "\u{ff1b}",
        '?' => "\u{ff1f}",
        '!' => "\u{ff01}",
        '(' => "\u{ff08}",
        ')' => "\u{ff09}",
        _ => return None,
    })
}

fn stands_in_chinese(text: &str, at: usize, c: char) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    let han = |c: Option<char>| c.is_some_and(|c| is_han(c) || "”》」）％%℃".contains(c));
    match c {
        // A point after a number is an ordinal or a decimal; only after Han is it a stop.
        '.' => han(before) && !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.'),
        // A number or a Latin word that leads a Han word: “A:荔枝”.
        '(' | ')' => before.is_some_and(is_han) || after.is_some_and(is_han),
        _ => before.is_some_and(is_han) || (han(before) && after.is_none_or(is_han)),
    }
}
