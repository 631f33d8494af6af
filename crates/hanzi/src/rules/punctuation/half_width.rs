//! Marks next to Han characters are full-width: half-width ones break spacing and line ends.

use std::ops::Range;

use crate::is_han;
use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "half-width",
    severity: Severity::Stop,
    fix: true,
    source: Source::Punctuation("5.1"),
    zh: Words {
        about: "汉字旁边的标点用全角。半角标点太窄，间距和避头尾都会出错。网址、代码和外文里的不算。",
        message: "汉字旁边用了半角标点“{ $found }”。",
        hint: "请改成全角的“{ $wanted }”，也可以用 --fix 自动改。",
    },
    en: Words {
        about: "Marks beside Han characters are full-width: half-width ones break spacing and line ends. Addresses, code and foreign words are left alone.",
        message: "A half-width “{ $found }” stands beside a Han character.",
        hint: "Write “{ $wanted }”, or let --fix do it.",
    },
    wrong: &["先过秤,再入库。", "为什么?", "荔枝(桂味)。", "时间:9时。"],
    right: &[
        "先过秤，再入库。",
        "见 https://example.org/a,b 一页。",
        "比分是3:2。",
        "1.荔枝 2.香蕉",
        "版本3.5已用。",
        "`a,b`两项。",
        "y=f(x)的值。",
        "Word(2019)版。",
    ],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(r"[,.:;?!]+");

fn check(line: &Line<'_>, hits: &mut Hits) {
    let text = line.text;
    for run in FOUND.find(text) {
        for (offset, c) in run.get(0).char_indices() {
            let at = run.range.start + offset;
            if let Some(wide) = wide(c).filter(|_| stands_in_chinese(text, at, c)) {
                // A point between Han characters may be the dot of a name.
                let sure = c != '.' || !text[at + 1..].starts_with(is_han);
                hits.found(line, at..at + 1).wanted_if(sure, wide);
            }
        }
    }
    brackets(line, hits);
}

/// Half-width brackets next to Han characters, fixed in pairs or not at all.
fn brackets(line: &Line<'_>, hits: &mut Hits) {
    let text = line.text;
    let (pairs, alone) = bracketed(text);
    for (open, close) in pairs {
        let after = open + text[open..].chars().next().map_or(0, char::len_utf8);
        let before = text[..open].chars().next_back();
        let chinese = han(before) || text[after..close].contains(is_han);
        let half: Vec<(Range<usize>, &str)> = [open, close]
            .into_iter()
            .filter_map(|at| Some((at..at + 1, wide(text[at..].chars().next()?)?)))
            .collect();
        let edit: Vec<_> = half.iter().map(|(at, wide)| (at.clone(), (*wide).to_owned())).collect();
        for (range, wide) in half.into_iter().filter(|_| chinese) {
            hits.found(line, range).suggested(wide).mended(edit.clone());
        }
    }
    for at in alone {
        let c = text[at..].chars().next().unwrap_or_default();
        let beside = [text[..at].chars().next_back(), text[at + c.len_utf8()..].chars().next()];
        let beside = beside.into_iter().flatten().any(is_han);
        if let Some(wide) = wide(c).filter(|_| beside) {
            hits.found(line, at..at + 1).suggested(wide);
        }
    }
}

/// The brackets of a text that form pairs, whatever their width, and those without a partner.
fn bracketed(text: &str) -> (Vec<(usize, usize)>, Vec<usize>) {
    let (mut open, mut pairs, mut alone) = (Vec::new(), Vec::new(), Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => open.push(at),
            ')' | '）' => match open.pop() {
                Some(start) => pairs.push((start, at)),
                None => alone.push(at),
            },
            _ => {}
        }
    }
    alone.extend(open);
    alone.sort_unstable();
    pairs.sort_unstable();
    (pairs, alone)
}

/// Whether a mark after this character is in Chinese text.
fn han(c: Option<char>) -> bool {
    c.is_some_and(|c| is_han(c) || "”》」）％%℃".contains(c))
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
    match c {
        // A point after a number belongs to an ordinal or a decimal; only after Han is it a full
        // stop.
        '.' => han(before) && !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.'),
        _ => before.is_some_and(is_han) || (han(before) && after.is_none_or(is_han)),
    }
}
