//! Passages from the body of an article.
//!
//! comrak says what each piece of text is and where it begins; the spans and attributes of the
//! dialect, which comrak takes for text or leaves aside, are read from the lines themselves.

use std::sync::LazyLock;

use comrak::Arena;
use comrak::nodes::{Node, NodeValue};
use regex::Regex;

use super::super::markdown::parse;
use super::{Kind, MASK, Passage, byte_at};

/// A span of the dialect: `[文字]{.dots}`; what stays is the text within.
static SPAN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(\[)[^\[\]\n]+(\]\{(?:\.dots|ruby="[^"\n]*")\})"#).ok());
/// A note called in a caption, where comrak sees plain text.
static NOTE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\[\^[^\[\]\s]+\]").ok());
/// An address in running text.
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:https?://|www\.)[\x21-\x7e]+|[\w.+-]+@[\w-]+(?:\.[A-Za-z]{2,})+").ok()
});
/// A picture: its caption and its attributes.
static PICTURE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"!\[[^\]\n]*\]\(\S+?(?:\s+"((?:[^"\\\n]|\\.)*)")?\)(\{[^}\n]*\})?"#).ok()
});
/// An attribute that prints.
static ATTRIBUTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\b(by|unit|source|credit)="([^"\n]*)""#).ok());

/// The passages of a body that begins at the byte `start` of `source`.
pub fn body(source: &str, start: usize) -> Vec<Passage> {
    let arena = Arena::new();
    let text = &source[start..];
    let root = parse(&arena, text);
    let mut reader = Reader { source, start, text, out: Vec::new() };
    reader.blocks(root, Kind::Text);
    let mut out = reader.out;
    out.sort_by_key(|passage| passage.bytes(0..passage.text.len()).start);
    out
}

struct Reader<'s> {
    source: &'s str,
    start: usize,
    text: &'s str,
    out: Vec<Passage>,
}

impl<'s> Reader<'s> {
    /// The byte of the file at which a node begins.
    fn byte(&self, node: Node<'_>) -> usize {
        let start = node.data().sourcepos.start;
        self.start + byte_at(self.text, start.line, start.column)
    }

    /// The source of a node's lines, with the byte at which they begin.
    fn lines(&self, node: Node<'_>) -> (&'s str, usize) {
        let position = node.data().sourcepos;
        let from = byte_at(self.text, position.start.line, 1);
        let to = byte_at(self.text, position.end.line, usize::MAX);
        (self.text.get(from..to.max(from)).unwrap_or_default(), self.start + from)
    }

    fn blocks(&mut self, node: Node<'_>, kind: Kind) {
        for child in node.children() {
            self.block(child, kind);
        }
    }

    fn block(&mut self, node: Node<'_>, kind: Kind) {
        let value = node.data().value.clone();
        match value {
            NodeValue::Paragraph if is_pictures(node) => self.pictures(node),
            NodeValue::Paragraph => self.leaf(node, kind),
            NodeValue::Heading(_) => self.leaf(node, Kind::Heading),
            NodeValue::TableCell => self.leaf(node, Kind::Cell),
            NodeValue::BlockQuote => self.blocks(node, Kind::Quotation),
            NodeValue::BlockDirective(_) => {
                let (lines, from) = self.lines(node);
                let opening = lines.lines().next().unwrap_or_default();
                let name = self.opening(opening, from);
                self.blocks(node, if name == "poem" { Kind::Verse } else { kind });
            }
            NodeValue::CodeBlock(code) if code.info.trim().starts_with("chart") => {
                self.chart(node);
            }
            _ => self.blocks(node, kind),
        }
    }

    /// A paragraph, a heading or a cell.
    fn leaf(&mut self, node: Node<'_>, kind: Kind) {
        let mut passage = Passage::new(kind);
        let from = self.byte(node);
        self.inlines(node, from, &mut passage);
        self.keep(passage);
    }

    fn keep(&mut self, passage: Passage) {
        let passage = without_spans(passage);
        if !passage.text.trim().is_empty() {
            self.out.push(passage.finish());
        }
    }

    /// Adds the text below a node, which begins at a byte of the file; gives the byte after.
    fn inlines(&self, node: Node<'_>, from: usize, passage: &mut Passage) -> usize {
        let mut cursor = from;
        for child in node.children() {
            let here = self.byte(child).max(cursor);
            let value = child.data().value.clone();
            cursor = match value {
                NodeValue::Text(text) => passage.align(&text, self.source, here),
                NodeValue::SoftBreak | NodeValue::LineBreak => {
                    let break_at =
                        self.source[cursor..].find('\n').map_or(cursor, |at| cursor + at);
                    let verse = passage.kind == Kind::Verse;
                    let latin = passage.text.ends_with(|c: char| c.is_ascii_alphanumeric());
                    if verse || latin {
                        passage.push(if verse { '\n' } else { ' ' }, break_at);
                    }
                    break_at
                }
                NodeValue::Code(_) | NodeValue::HtmlInline(_) | NodeValue::Image(_) => {
                    passage.push(MASK, here);
                    here
                }
                NodeValue::FootnoteReference(_) => here,
                NodeValue::Strikethrough if self.source[here..].starts_with("~~") => {
                    self.inlines(child, here + 2, passage)
                }
                NodeValue::Strikethrough => {
                    let cursor = passage.align("~", self.source, here);
                    let cursor = self.inlines(child, cursor, passage);
                    passage.align("~", self.source, cursor)
                }
                _ => self.inlines(child, here, passage),
            };
        }
        cursor
    }

    /// The alternative texts, captions and credits of a paragraph of pictures.
    fn pictures(&mut self, node: Node<'_>) {
        for child in node.children().filter(|node| is_picture(node)) {
            let mut alt = Passage::new(Kind::Alt);
            let from = self.byte(child);
            self.inlines(child, from, &mut alt);
            self.keep(alt);
        }
        let (lines, from) = self.lines(node);
        for found in PICTURE.iter().flat_map(|regex| regex.captures_iter(lines)) {
            if let Some(caption) = found.get(1) {
                let text = caption.as_str().replace("\\\"", "\"");
                let at = from + caption.start();
                self.keep(Passage::found(Kind::Text, &text, self.source, at));
            }
            if let Some(attributes) = found.get(2) {
                self.attributes(attributes.as_str(), from + attributes.start());
            }
        }
    }

    /// The opening line of a div: its title and its attributes. Gives its name.
    fn opening(&mut self, line: &'s str, from: usize) -> &'s str {
        let inner = line.trim_start_matches([' ', ':']);
        let name = inner.split(' ').next().unwrap_or_default();
        let rest = &inner[name.len()..];
        let title = rest.find(" {").map_or(rest, |at| &rest[..at]);
        let at = from + line.len() - rest.len();
        // The title of a group of pictures is their caption.
        let kind = if name == "grid" { Kind::Text } else { Kind::Label };
        self.keep(Passage::found(kind, title.trim(), self.source, at));
        self.attributes(&rest[title.len()..], at + title.len());
        name
    }

    fn attributes(&mut self, text: &str, from: usize) {
        for found in ATTRIBUTE.iter().flat_map(|regex| regex.captures_iter(text)) {
            let (Some(name), Some(value)) = (found.get(1), found.get(2)) else { continue };
            let kind = match name.as_str() {
                "credit" => Kind::Credit,
                "by" => Kind::Name,
                _ => Kind::Unit,
            };
            self.keep(Passage::found(kind, value.as_str(), self.source, from + value.start()));
        }
    }

    /// The head and the labels of a chart.
    fn chart(&mut self, node: Node<'_>) {
        let (lines, mut at) = self.lines(node);
        let mut in_rows = false;
        for line in lines.split_inclusive('\n') {
            let text = line.trim_end();
            if text == "---" {
                in_rows = true;
            } else if in_rows && !text.starts_with("```") {
                let label = text.split(',').next().unwrap_or_default();
                self.keep(Passage::found(Kind::Cell, label, self.source, at));
            } else if let Some((key, value)) = text.split_once(": ") {
                let kind = match key {
                    "title" => Some(Kind::Label),
                    "alt" => Some(Kind::Alt),
                    "source" => Some(Kind::Unit),
                    _ => None,
                };
                if let Some(kind) = kind {
                    let from = at + text.len() - value.len();
                    self.keep(Passage::found(kind, value, self.source, from));
                }
            }
            at += line.len();
        }
    }
}

fn is_picture(node: &Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Image(_))
}

/// Whether a paragraph holds pictures and nothing else.
fn is_pictures(node: Node<'_>) -> bool {
    let soft = |node: &Node<'_>| matches!(node.data().value, NodeValue::SoftBreak);
    node.first_child().is_some() && node.children().all(|child| is_picture(&child) || soft(&child))
}

/// Takes the marks of spans out of a passage and masks the addresses in it.
fn without_spans(passage: Passage) -> Passage {
    if !passage.text.contains(['[', '@', '/', '.']) {
        return passage;
    }
    let text = passage.text.clone();
    let mut dropped = Vec::new();
    for found in SPAN.iter().flat_map(|regex| regex.captures_iter(&text)) {
        dropped.extend([found.get(1), found.get(2)].into_iter().flatten().map(|part| part.range()));
    }
    let notes = NOTE.iter().flat_map(|regex| regex.find_iter(&text));
    dropped.extend(notes.map(|found| found.range()));
    let addresses: Vec<_> = ADDRESS
        .iter()
        .flat_map(|regex| regex.find_iter(&text))
        .map(|found| found.range())
        .collect();
    let mut out = Passage::new(passage.kind);
    for (at, c) in text.char_indices() {
        let byte = passage.bytes(at..at + c.len_utf8()).start;
        if addresses.iter().any(|range| range.start == at) {
            out.push(MASK, byte);
        }
        let gone = dropped.iter().chain(&addresses).any(|range| range.contains(&at));
        if !gone {
            out.push(c, byte);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character of a passage stands in the file where the passage says.
    #[test]
    fn constructs_keep_their_places() {
        let source = include_str!("../../../tests/fixtures/constructs.md");
        let passages = body(source, 0);
        assert!(passages.len() > 20, "{passages:#?}");
        for passage in &passages {
            for (at, c) in passage.text.char_indices() {
                let range = passage.bytes(at..at + c.len_utf8());
                if c != MASK && c != '\n' && c != ' ' {
                    assert_eq!(&source[range], c.to_string(), "{}", passage.text);
                }
            }
        }
    }

    #[test]
    fn markup_is_no_prose() {
        let source = "甲**乙**[必须]{.dots}`x,y`丙[丁](https://a.b/c,d)见 https://a.b/c 戊\\*己[^a]。\n\n![图](images/a.jpg \"注。\"){credit=\"何岸 摄\" .full}\n\n::: sidebar 框 {.full}\n文\n:::\n\n[^a]: 注文\n";
        let texts: Vec<String> = body(source, 0).into_iter().map(|p| p.text).collect();
        let mask = MASK;
        let first = format!("甲乙必须{mask}丙丁见 {mask} 戊*己。");
        assert_eq!(texts, [first.as_str(), "图", "注。", "何岸 摄", "框", "文", "注文"]);
    }
}
