//! Plain text and Markdown: lines become paragraphs, or the top of a manuscript.

use crate::manuscript::incoming::text::{Marks, Piece, clean as clean_line, nest};
use crate::manuscript::incoming::{Incoming, Item, Role};
use crate::manuscript::model::{Inline, Inlines};
use crate::publication::plain_lines;

/// How many lines of a manuscript are looked at for its front matter.
const TOP: usize = 8;

/// Reads a plain text: every line is a paragraph, and nothing in it is mark-up.
pub fn read(text: &str) -> Incoming {
    let text = plain_lines(text);
    let lines = text.lines().map(|line| (line, inlines(line)));
    let items = lines.filter(|(_, c)| !c.is_empty()).enumerate();
    let items = items.map(|(at, (_, c))| Item::para(c, at + 1)).collect();
    Incoming { items, ..Incoming::default() }
}

fn inlines(line: &str) -> Inlines {
    nest(vec![Piece::Text(clean_line(line), Marks::default())])
}

/// Line feeds only; no indents of full-width spaces, no trailing blanks, no control characters.
pub fn clean(text: &str) -> String {
    let mut out = String::new();
    for line in plain_lines(text).lines() {
        let line = line.trim_start_matches('\u{3000}').trim_end();
        out.extend(line.chars().filter(|&c| c == '\t' || !c.is_control()));
        out.push('\n');
    }
    out
}

/// A manuscript of which the first lines may be taken away.
pub struct Rest<'a> {
    text: &'a str,
    /// Where the text begins once so many lines are taken.
    starts: Vec<usize>,
}

impl<'a> Rest<'a> {
    /// What is left after the first `taken` lines that hold something.
    pub fn after(&self, taken: usize) -> &'a str {
        let start = taken.checked_sub(1).and_then(|at| self.starts.get(at)).copied();
        &self.text[start.unwrap_or(0)..]
    }
}

/// The lines at the top of a Markdown text that may be title and byline.
pub fn top(text: &str) -> (Vec<Item>, Rest<'_>) {
    let mut items = Vec::new();
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let bare = line.trim();
        if bare.is_empty() {
            continue;
        }
        let heading = bare.starts_with("# ");
        let marked = bare.starts_with(['-', '*', '>', '|', '!', ':', '`', '+', '#', '[', '<']);
        if items.len() >= TOP || (marked && !heading) {
            break;
        }
        let s = bare.trim_start_matches("# ").trim().to_owned();
        let role = if heading { Role::Title } else { Role::Body };
        items.push(Item { role, ..Item::para(vec![Inline::Text { s }], items.len() + 1) });
        starts.push(at);
    }
    (items, Rest { text, starts })
}
