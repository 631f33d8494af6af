//! Quotation marks in Chinese text are “ ” and ‘ ’, not the straight ones of a keyboard.

use std::ops::Range;

use crate::is_han;
use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};

/// The rule.
pub const RULE: Rule = Rule {
    name: "quotes-straight",
    severity: Severity::Stop,
    fix: true,
    source: Source::Punctuation("4.8"),
    zh: Words {
        about: "中文里的引号用“ ”，里面一层用‘ ’，不用键盘上的直引号。直引号不分左右，间距和避头尾都会出错。外文里的和表示英寸的不算。",
        message: "中文里用了直引号“{ $found }”。",
        hint: "请改成“{ $wanted }”，也可以用 --fix 自动改。",
    },
    en: Words {
        about: "Quotation marks in Chinese text are “ ”, and ‘ ’ within them, not the straight ones of a keyboard, which have no sides: spacing and line ends go wrong. Those in foreign words and those of inches are left alone.",
        message: "A straight “{ $found }” stands in Chinese text.",
        hint: "Write “{ $wanted }”, or let --fix do it.",
    },
    wrong: &[
        "服务\"三农\"。",
        "\"三农\"工作。",
        "他说：“这叫\"新农\"。”",
        "服务'三农'。",
        "服务\"三农。",
    ],
    right: &[
        "服务“三农”。",
        "读 \"The Farm\" 一书。",
        "24\"和27\"的屏。",
        "it's，他说。",
        "`\"三农\"`一项。",
    ],
    scope: Scope::Worded,
    check,
};

fn check(line: &Line<'_>, hits: &mut Hits) {
    for mark in ['"', '\''] {
        let places = places(line.text, mark);
        for pair in places.chunks(2) {
            match *pair {
                [open, close] => paired(line, open..close, hits),
                [at] if beside_han(line.text, at) => {
                    let open = line.text[at + 1..].starts_with(is_han);
                    let wanted = if open { "“" } else { "”" };
                    hits.found(line, at..at + 1).suggested(wanted);
                }
                _ => {}
            }
        }
    }
}

/// Where a mark stands that is no apostrophe and no sign of inches, feet or minutes.
fn places(text: &str, mark: char) -> Vec<usize> {
    let mut places = Vec::new();
    for (at, _) in text.match_indices(mark) {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        // A figure may end what a mark before it has opened.
        let closes = places.len() % 2 == 1;
        let unit = before.is_some_and(|c| c.is_ascii_digit()) && !closes;
        let word = mark == '\'' && ascii(before) && !closes;
        if !(word || unit || ascii(before) && ascii(after)) {
            places.push(at);
        }
    }
    places
}

fn beside_han(text: &str, at: usize) -> bool {
    text[..at].ends_with(is_han) || text[at + 1..].starts_with(is_han)
}

/// Two marks that belong together, if what they enclose is Chinese or stands in Chinese text.
fn paired(line: &Line<'_>, Range { start, end }: Range<usize>, hits: &mut Hits) {
    let text = line.text;
    let words = &text[start + 1..end];
    let around = text[..start].ends_with(is_han) || text[end + 1..].starts_with(is_han);
    let foreign = words.starts_with(|c: char| c.is_ascii_alphabetic()) && !words.contains(is_han);
    if foreign || !(words.contains(is_han) || around) {
        return;
    }
    let inner = line.is_quoted(start);
    let (open, close) = if inner { ("‘", "’") } else { ("“", "”") };
    // Behind Latin letters and equals signs it may be what a program is told.
    let latin = |c: char| c.is_ascii_alphanumeric() || "=([{".contains(c);
    let told = text[..start].trim_end().ends_with(latin);
    let whole = !told && !words.is_empty() && !words.contains(['“', '”']);
    let change = vec![(start..start + 1, open.to_owned()), (end..end + 1, close.to_owned())];
    for (at, wanted) in [(start, open), (end, close)] {
        let hit = hits.found(line, at..at + 1).suggested(wanted);
        if whole {
            hit.mended(change.clone());
        }
    }
}
