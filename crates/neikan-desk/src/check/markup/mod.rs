//! Markup that does not work: typed with the full-width marks of a Chinese input method, or with a
//! space where none may be. It is read as plain text and would print as it is.
//!
//! [`slips`] reads the lines of a body: [`inline`] finds what is within a line, [`block`] what
//! takes one or more lines. Each slip says which bytes are markup once it is fixed, so that
//! [`fix::markup`](super::fix::markup) can compare the text as read after the fix with the text as
//! read now.

mod attributes;
mod block;
mod inline;

use std::ops::Range;

use comrak::Arena;
use comrak::nodes::NodeValue;

use super::rule::Patch;
use crate::manuscript::markdown::{body_start, parse};
use crate::manuscript::prose::{self, Lines};
use crate::publication::Project;
use neikan_base::diagnostic::{Finding, Findings, Place};

/// The rule that finds slips.
pub const RULE: &str = "markup-fullwidth";

/// The longest excerpt that a message shows, in characters.
const SHOWN: usize = 60;

/// Bytes of a file that are markup, and how they should be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The bytes.
    pub bytes: Range<usize>,
    /// What should be there.
    pub wanted: String,
}

/// Markup that does not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// All of it.
    pub bytes: Range<usize>,
    /// The lines of the file, from 1, whose texts it concerns.
    pub lines: Range<usize>,
    /// The parts of it that are markup, right or wrong, in the order of the file.
    pub marks: Vec<Mark>,
}

impl Slip {
    /// The changes that fix it.
    pub fn patches(&self, source: &str) -> Vec<Patch> {
        let wrong = self.marks.iter().filter(|mark| mark.is_wrong(source));
        wrong.map(|mark| Patch { bytes: mark.bytes.clone(), text: mark.wanted.clone() }).collect()
    }

    /// Its first line as it is written, and as it is meant.
    pub fn shown(&self, source: &str) -> (String, String) {
        let (mut wanted, mut cursor) = (String::new(), self.bytes.start);
        let own =
            |mark: &&Mark| self.bytes.start <= mark.bytes.start && mark.bytes.end <= self.bytes.end;
        for mark in self.marks.iter().filter(own) {
            wanted.push_str(source.get(cursor..mark.bytes.start).unwrap_or_default());
            wanted.push_str(&mark.wanted);
            cursor = mark.bytes.end;
        }
        wanted.push_str(source.get(cursor..self.bytes.end).unwrap_or_default());
        (excerpt(source.get(self.bytes.clone()).unwrap_or_default()), excerpt(&wanted))
    }
}

impl Mark {
    /// A mark that should be written in half-width characters.
    fn narrowed(source: &str, bytes: Range<usize>) -> Self {
        let wanted = narrow(source.get(bytes.clone()).unwrap_or_default());
        Self { bytes, wanted }
    }

    fn is_wrong(&self, source: &str) -> bool {
        source.get(self.bytes.clone()) != Some(self.wanted.as_str())
    }
}

/// The slips in an article's file, in the order of the file.
pub fn slips(source: &str) -> Vec<Slip> {
    let start = body_start(source);
    let page = Page::of(source, start);
    let mut out = block::slips(&page);
    out.extend(inline::slips(&page));
    out.retain(|slip| slip.marks.iter().any(|mark| mark.is_wrong(source)));
    out.sort_by_key(|slip| slip.bytes.start);
    out
}

/// The slips in the articles of an issue that cannot be read, often for that very reason: what the
/// rules would report if they got that far. Articles that waive the rule are left out.
pub fn findings(project: &Project, issue: &str) -> Findings {
    let mut out = Findings::default();
    for name in project.article_names(issue) {
        let path = project.issue(issue).join("articles").join(format!("{name}.md"));
        let text = project.read_text(&path, &mut Findings::default());
        let Some(text) = text.filter(|text| !text.text[..body_start(&text.text)].contains(RULE))
        else {
            continue;
        };
        let lines = Lines::of(&text.text);
        for slip in slips(&text.text) {
            let (line, start) = lines.at(slip.bytes.start);
            let column = text.text[start..slip.bytes.start].chars().count() + 1;
            let (found, wanted) = slip.shown(&text.text);
            let finding = Finding::stop(RULE).at(Place::at(&text.file, line, column));
            out.push(finding.with("found", found).with("wanted", wanted));
        }
    }
    out
}

/// The body of an article's file, with what is known about its bytes.
struct Page<'s> {
    source: &'s str,
    /// The lines of the body: the line number in the file, the byte where it begins, its text.
    lines: Vec<(usize, usize, &'s str)>,
    /// For each byte, whether a printed character begins there.
    printed: Vec<bool>,
    /// What is code, where marks mean themselves.
    code: Vec<Range<usize>>,
}

impl<'s> Page<'s> {
    fn of(source: &'s str, start: usize) -> Self {
        let before = source[..start].matches('\n').count();
        let mut at = start;
        let lines = source[start..].split('\n').enumerate().map(|(index, line)| {
            let from = at;
            at += line.len() + 1;
            (before + index + 1, from, line)
        });
        let lines = lines.collect();
        let mut printed = vec![false; source.len()];
        for passage in &prose::body(source, start).passages {
            for (at, c) in passage.text.char_indices() {
                let byte = passage.bytes(at..at + c.len_utf8()).start;
                if let Some(slot) = printed.get_mut(byte) {
                    *slot = true;
                }
            }
        }
        Self { source, lines, printed, code: code(source, start) }
    }

    /// Whether every character of a range prints.
    fn prints(&self, bytes: &Range<usize>) -> bool {
        let text = self.source.get(bytes.clone()).unwrap_or_default();
        let mut places = text.char_indices().map(|(at, _)| bytes.start + at);
        places.all(|at| self.printed.get(at).copied().unwrap_or_default())
    }

    /// Whether a byte is part of code.
    fn is_code(&self, byte: usize) -> bool {
        let next = self.code.partition_point(|range| range.end <= byte);
        self.code.get(next).is_some_and(|range| range.start <= byte)
    }
}

/// The bytes of a body that are code or HTML, in the order of the file.
fn code(source: &str, start: usize) -> Vec<Range<usize>> {
    let arena = Arena::new();
    let text = &source[start..];
    let lines = Lines::of(text);
    let mut out = Vec::new();
    for node in parse(&arena, text).descendants() {
        let data = node.data();
        let (from, to) = (data.sourcepos.start, data.sourcepos.end);
        let range = match data.value {
            NodeValue::CodeBlock(_) | NodeValue::HtmlBlock(_) => {
                lines.byte(text, from.line, 1)..lines.byte(text, to.line, usize::MAX)
            }
            NodeValue::Code(_) | NodeValue::HtmlInline(_) => {
                let last = lines.byte(text, to.line, to.column + 1);
                lines.byte(text, from.line, from.column)..last
            }
            _ => continue,
        };
        out.push(start + range.start..start + range.end);
    }
    out.sort_by_key(|range| range.start);
    out
}

/// A text with its full-width marks, letters and spaces as half-width ones.
fn narrow(text: &str) -> String {
    text.chars().map(narrow_char).collect()
}

fn narrow_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '【' => '[',
        '】' => ']',
        '“' | '”' => '"',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// What a message shows of a text: at most [`SHOWN`] characters.
fn excerpt(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a body is meant to say, slip by slip.
    fn meant(body: &str) -> Vec<String> {
        let source = format!("---\ntitle: 甲\n---\n{body}\n");
        slips(&source).iter().map(|slip| slip.shown(&source).1).collect()
    }

    #[test]
    fn says_what_is_meant() {
        for (wrong, right) in [
            ("![碗]（images/a.jpg）", "![碗](images/a.jpg)"),
            ("！［碗］（images/a.jpg “图注（一）。”）", "![碗](images/a.jpg \"图注（一）。\")"),
            (
                "![碗](images/a.jpg \"图。\"){credit=“张磊 摄” .full}",
                "![碗](images/a.jpg \"图。\"){credit=\"张磊 摄\" .full}",
            ),
            ("##标题", "## 标题"),
            ("＃＃ 题", "## 题"),
            ("##　题", "## 题"),
            ("甲＊＊要紧＊＊乙", "**要紧**"),
            ("甲** 要紧 **乙", "**要紧**"),
            ("[墟]{ruby=“xū”}", "[墟]{ruby=\"xū\"}"),
            ("［必须］｛．dots｝", "[必须]{.dots}"),
            ("[农科院]（https://a.b/c）", "[农科院](https://a.b/c)"),
            ("甲[^１]。\n\n[^1]: 注。", "[^1]"),
            ("甲［^a］。\n\n[^a]: 注。", "[^a]"),
            ("甲[^a]。\n\n[^a]：注。", "[^a]:"),
            ("：：： sidebar 侧\n甲。\n：：：", "::: sidebar 侧"),
            (
                "::: sidebar 侧 {source=“甲” .full}\n甲。\n:::",
                "::: sidebar 侧 {source=\"甲\" .full}",
            ),
            ("::: sidebar 侧\n甲。\n：：：", ":::"),
            ("｜甲｜乙｜\n｜－－｜－－｜\n｜1｜2｜", "|甲|乙|"),
            ("｜甲｜乙｜", "|甲|乙|"),
            ("＊＊＊", "***"),
            ("＞ 昔有墟期。", "> 昔有墟期。"),
        ] {
            assert_eq!(meant(wrong).first().map(String::as_str), Some(right), "{wrong}");
        }
    }

    #[test]
    fn leaves_alone_what_works_or_means_itself() {
        for right in [
            "![碗](images/a.jpg \"他说“好”。\" ){credit=\"张磊 摄\" .full focus=\"50% 40%\"}",
            "## 标题\n\n### 题",
            "**甲** 乙 **丙**",
            "`＊＊甲＊＊`和`![碗]（images/a.jpg）`",
            "```chart bar\ntitle: ＊＊甲＊＊\nalt: 乙\n---\n甲,1\n```",
            "\\##标题",
            "他说：[注]（见下文）。",
            "甲[^１]。\n\n[^１]: 注。",
            "3＊4＊5，乘法｜除法。",
            "中奖名单：王＊＊，李＊＊。",
            "张＊＊（村支书）和李＊＊（会计）。",
            "＞ 5的数有三个。",
            "| 甲 | 乙｜丙 |\n|---|--:|\n| 1 | 2 |",
            "::: sidebar 侧 {.full}\n甲。\n:::",
            "甲：：乙",
            "#荔枝节#",
        ] {
            assert_eq!(meant(right), Vec::<String>::new(), "{right}");
        }
    }
}
