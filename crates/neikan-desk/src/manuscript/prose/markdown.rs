//! Passages from the body of an article.
//!
//! comrak says what each piece of text is and where it begins; the spans and attributes of the
//! dialect, which comrak takes for text or ignores, are read from the lines themselves.

use std::ops::Range;
use std::sync::LazyLock;

use comrak::Arena;
use comrak::nodes::{Node, NodeCode, NodeValue};
use regex::Regex;

use super::super::markdown::{BARS, Opening, onward, parse};
use super::{Construct, Kind, Lines, MASK, Passage, Voice};

/// A span of the dialect: `[文字]{.dots}`; only the text within is kept.
static SPAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(\[)[^\[\]\n]+(\]\{(?:\.dots|\.sup|\.sub|ruby="([^"\n]*)")\})"#).ok()
});
/// An address in running text.
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:https?://|www\.)[\x21-\x7e]+|[\w.+-]+@[\w-]+(?:\.[A-Za-z]{2,})+").ok()
});
/// The call of a note in a caption.
static NOTE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\[\^[^\[\]\s]+\]").ok());

/// The texts of a body, in the order of the file.
#[derive(Clone)]
pub struct Body {
    /// Prose.
    pub passages: Vec<Passage>,
    /// What prints but is not prose.
    pub asides: Vec<Passage>,
}

/// The texts of a body that begins at the byte `start` of `source`.
pub fn body(source: &str, start: usize) -> Body {
    let arena = Arena::new();
    let text = &source[start..];
    let root = parse(&arena, text);
    let mut reader =
        Reader { source, start, text, index: Lines::of(text), out: Vec::new(), asides: Vec::new() };
    reader.blocks(root, (Kind::Text, Construct::Body));
    let Reader { out: mut passages, mut asides, .. } = reader;
    for list in [&mut passages, &mut asides] {
        list.sort_by_key(|passage| passage.bytes(0..passage.text.len()).start);
    }
    Body { passages, asides }
}

struct Reader<'s> {
    source: &'s str,
    start: usize,
    text: &'s str,
    index: Lines,
    out: Vec<Passage>,
    asides: Vec<Passage>,
}

impl<'s> Reader<'s> {
    /// The byte of the file where a node begins.
    fn byte(&self, node: Node<'_>) -> usize {
        let start = node.data().sourcepos.start;
        self.start + self.index.byte(self.text, start.line, start.column)
    }

    /// The source of a node's lines, with the byte where they begin.
    fn lines(&self, node: Node<'_>) -> (&'s str, usize) {
        let position = node.data().sourcepos;
        let from = self.index.byte(self.text, position.start.line, 1);
        let to = self.index.byte(self.text, position.end.line, usize::MAX);
        (self.text.get(from..to.max(from)).unwrap_or_default(), self.start + from)
    }

    fn blocks(&mut self, node: Node<'_>, within: (Kind, Construct)) {
        for child in node.children() {
            self.block(child, within);
        }
    }

    fn block(&mut self, node: Node<'_>, within: (Kind, Construct)) {
        let (kind, construct) = within;
        let value = node.data().value.clone();
        match value {
            NodeValue::Paragraph if is_pictures(node) => self.pictures(node),
            NodeValue::Paragraph if construct == Construct::Entries && is_in_div(node) => {
                self.rows(node);
            }
            NodeValue::Paragraph => self.leaf(node, within),
            NodeValue::Heading(_) => self.leaf(node, (Kind::Heading, construct)),
            // A cell that continues another one prints nothing.
            NodeValue::TableCell if onward(node).is_some() => {}
            NodeValue::TableCell => self.leaf(node, (Kind::Cell, construct)),
            NodeValue::BlockQuote => self.blocks(node, (Kind::Quotation, construct)),
            NodeValue::FootnoteDefinition(_) => self.blocks(node, (kind, Construct::Note)),
            NodeValue::BlockDirective(_) => {
                let (lines, from) = self.lines(node);
                let opening = lines.lines().next().unwrap_or_default();
                let (name, construct) = self.opening(opening, from, construct);
                let kind = if name == "poem" { Kind::Verse } else { kind };
                self.blocks(node, (kind, construct));
            }
            NodeValue::HtmlBlock(html) => {
                let from = self.byte(node);
                self.asides.push(aside(html.literal.trim_end(), self.source, from));
            }
            NodeValue::CodeBlock(code) if code.info.trim().starts_with("chart") => {
                self.chart(node);
            }
            _ => self.blocks(node, within),
        }
    }

    /// A paragraph, a heading or a cell.
    fn leaf(&mut self, node: Node<'_>, (kind, construct): (Kind, Construct)) {
        let mut passage = Passage::new(kind, construct);
        let from = self.byte(node);
        self.inlines(node, from, &mut passage);
        self.keep(passage);
    }

    /// The names and texts of rows: the lines of a paragraph, parted at their first bars.
    fn rows(&mut self, node: Node<'_>) {
        // As verses, lines are kept apart.
        let mut whole = Passage::new(Kind::Verse, Construct::Entries);
        let from = self.byte(node);
        self.inlines(node, from, &mut whole);
        let text = whole.text.clone();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.trim_end().len();
            if let Some((at, bar)) = line.char_indices().find(|(_, c)| BARS.contains(c)) {
                let name = start..start + line[..at].trim_end().len();
                let rest = &line[at + bar.len_utf8()..];
                let text = start + line.len() - rest.trim_start().len();
                self.keep(whole.part(name, Kind::Label));
                self.keep(whole.part(text.min(end)..end, Kind::Text));
            } else {
                self.keep(whole.part(start..end, Kind::Text));
            }
            start += line.len();
        }
    }

    fn keep(&mut self, passage: Passage) {
        self.asides.extend(rubies(&passage));
        let passage = without_spans(passage);
        if !passage.text.trim().is_empty() {
            self.out.push(passage.finish());
        }
    }

    /// Adds the text below a node that begins at a byte of the file; returns the byte after it.
    fn inlines(&mut self, node: Node<'_>, from: usize, passage: &mut Passage) -> usize {
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
                NodeValue::Code(NodeCode { literal: text, .. }) | NodeValue::HtmlInline(text) => {
                    self.asides.push(aside(&text, self.source, here));
                    passage.push(MASK, here);
                    here
                }
                NodeValue::Image(_) => {
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
                NodeValue::Strong => self.voiced(Voice::Strong, child, here, passage),
                NodeValue::Emph => self.voiced(Voice::Emph, child, here, passage),
                _ => self.inlines(child, here, passage),
            };
        }
        cursor
    }

    /// Adds the text below an emphasis node.
    fn voiced(
        &mut self,
        voice: Voice,
        node: Node<'_>,
        from: usize,
        passage: &mut Passage,
    ) -> usize {
        let outer = passage.voice;
        passage.voice = voice.within(outer);
        let cursor = self.inlines(node, from, passage);
        passage.voice = outer;
        cursor
    }

    /// The alternative texts, captions and credits of a paragraph of pictures.
    fn pictures(&mut self, node: Node<'_>) {
        for child in node.children().filter(|node| is_picture(node)) {
            let mut alt = Passage::new(Kind::Alt, Construct::Caption);
            let from = self.byte(child);
            let cursor = self.inlines(child, from, &mut alt);
            self.keep(alt);
            let (caption, attributes) = (caption_of(child), child.data().attrs.clone());
            let at = cursor + before_title(&self.source[cursor..]);
            self.keep(Passage::found((Kind::Text, Construct::Caption), &caption, self.source, at));
            if let Some(attributes) = attributes {
                self.values(&attributes.pairs, at, Construct::Caption);
            }
        }
    }

    /// Reads the opening line of a div: its title and its attributes. Returns its name, and the
    /// construct of its content if the div itself is in `outer`.
    fn opening(&mut self, line: &str, from: usize, outer: Construct) -> (String, Construct) {
        let Some(opening) = Opening::read(line.trim().trim_start_matches(':')) else {
            return (String::new(), outer);
        };
        // The title of a group of pictures is its caption.
        let construct = match opening.name.as_str() {
            "grid" | "pictures" => Construct::Caption,
            "infobox" => Construct::Infobox,
            "points" => Construct::Points,
            "pullquote" => Construct::Pullquote,
            "qa" => Construct::Turns,
            "poem" => Construct::Poem,
            "item" => Construct::Item,
            "numbers" | "timeline" | "steps" | "compare" => Construct::Entries,
            _ => outer,
        };
        let after_name = line.find(&opening.name).map_or(0, |at| at + opening.name.len());
        if let Some(title) = &opening.title {
            let at = line[after_name..].find(title).map_or(after_name, |at| after_name + at);
            let captions = matches!(opening.name.as_str(), "grid" | "pictures");
            let kind = if captions { Kind::Text } else { Kind::Label };
            self.keep(Passage::found((kind, construct), title, self.source, from + at));
        }
        self.values(&opening.attributes.pairs, from + after_name, construct);
        // Below its title, the text of an item is like any other.
        let within = if construct == Construct::Item { outer } else { construct };
        (opening.name, within)
    }

    /// The values of attributes that print, which come after a byte of the file.
    fn values(&mut self, pairs: &[(String, String)], from: usize, construct: Construct) {
        for (name, value) in pairs {
            let Some(kind) = printed_by(name) else { continue };
            let found = self.source[from..].find(&format!("{name}="));
            let at = found.map_or(from, |offset| from + offset + name.len() + 1);
            self.keep(Passage::found((kind, construct), value, self.source, at));
        }
    }

    /// The header and the labels of a chart.
    fn chart(&mut self, node: Node<'_>) {
        let (lines, mut at) = self.lines(node);
        let mut in_rows = false;
        for line in lines.split_inclusive('\n') {
            let text = line.trim_end();
            if text == "---" {
                in_rows = true;
            } else if in_rows && !text.starts_with("```") {
                let label = text.split(',').next().unwrap_or_default();
                let rest = aside(&text[label.len()..], self.source, at + label.len());
                self.asides.push(rest);
                let cell = (Kind::Cell, Construct::Body);
                self.keep(Passage::found(cell, label, self.source, at));
            } else if let Some((key, value)) = text.split_once(": ") {
                let kind = match key {
                    "title" => Some(Kind::Label),
                    "alt" => Some(Kind::Alt),
                    "source" => Some(Kind::Unit),
                    _ => None,
                };
                let from = at + text.len() - value.len();
                let value = unquoted(value);
                let value = value.as_str();
                if key == "unit" {
                    self.asides.push(aside(value, self.source, from));
                }
                if let Some(kind) = kind {
                    let within = (kind, Construct::Body);
                    self.keep(Passage::found(within, value, self.source, from));
                }
            }
            at += line.len();
        }
    }
}

fn is_picture(node: &Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Image(_))
}

/// The value of an entry in a chart's header, which is YAML: without its quotation marks.
fn unquoted(value: &str) -> String {
    let quoted = value.starts_with(['"', '\'']);
    let read = quoted.then(|| serde_yaml::from_str(value).ok()).flatten();
    read.unwrap_or_else(|| value.to_owned())
}

/// The kind of an attribute's value, if it prints.
fn printed_by(name: &str) -> Option<Kind> {
    match name {
        "credit" => Some(Kind::Credit),
        "by" | "names" => Some(Kind::Name),
        "unit" | "source" => Some(Kind::Unit),
        _ => None,
    }
}

/// The caption of a picture, as comrak reads it, whatever marks enclose it.
fn caption_of(node: Node<'_>) -> String {
    match &node.data().value {
        NodeValue::Image(link) => link.title.clone(),
        _ => String::new(),
    }
}

/// How far the title of a picture is from the end of its alternative text: `](path "` or `](<path>
/// '`.
fn before_title(rest: &str) -> usize {
    let Some(open) = rest.find("](").map(|at| at + 2) else { return 0 };
    let path = &rest[open..];
    let end = match path.strip_prefix('<') {
        Some(path) => path.find('>').map_or(0, |at| at + 2),
        None => path.find(|c: char| c.is_whitespace() || c == ')').unwrap_or_default(),
    };
    let blanks = path[end..].len() - path[end..].trim_start().len();
    let quote = usize::from(path[end + blanks..].starts_with(['"', '\'', '(']));
    open + end + blanks + quote
}

/// Whether a paragraph stands right below the opening of a div.
fn is_in_div(node: Node<'_>) -> bool {
    let parent = node.parent();
    parent.is_some_and(|parent| matches!(parent.data().value, NodeValue::BlockDirective(_)))
}

/// Whether a paragraph holds pictures and nothing else.
fn is_pictures(node: Node<'_>) -> bool {
    let soft = |node: &Node<'_>| matches!(node.data().value, NodeValue::SoftBreak);
    node.first_child().is_some() && node.children().all(|child| is_picture(&child) || soft(&child))
}

/// A text that prints in the face of code and charts.
fn aside(text: &str, source: &str, from: usize) -> Passage {
    Passage::found((Kind::Cell, Construct::Body), text, source, from)
}

/// The ruby text in a passage, from the markup of spans that is still in it.
fn rubies(passage: &Passage) -> Vec<Passage> {
    let spans = SPAN.iter().flat_map(|regex| regex.captures_iter(&passage.text));
    let above = spans.filter_map(|found| Some(found.get(3)?.range()));
    let ruby = |range: Range<usize>| {
        let mut ruby = Passage::new(Kind::Cell, Construct::Body);
        for (at, c) in passage.text[range.clone()].char_indices() {
            let at = range.start + at;
            ruby.push(c, passage.bytes(at..at + c.len_utf8()).start);
        }
        ruby.finish()
    };
    above.map(ruby).collect()
}

/// Removes the markup of spans from a passage and masks the addresses in it.
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
    let mut out = Passage::new(passage.kind, passage.construct);
    for (at, c) in text.char_indices() {
        let byte = passage.bytes(at..at + c.len_utf8()).start;
        out.voice = passage.voice_at(at);
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

    /// Every character of a passage is in the file where the passage says.
    #[test]
    fn constructs_keep_their_places() {
        let source = include_str!("../../../tests/fixtures/constructs.md");
        let Body { passages, asides } = body(source, 0);
        assert!(passages.len() > 20, "{passages:#?}");
        for passage in passages.iter().chain(&asides) {
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
        let source = "甲**乙**[必须]{.dots}`x,y`丙[丁](https://a.b/c,d)见 https://a.b/c 戊\\*己[^a]。\n\n![图](images/a.jpg \"注[^a]文。\"){credit=\"何岸 摄\" .full}\n\n::: sidebar 框 {.full}\n文\n:::\n\n[^a]: 注文\n";
        let Body { passages, asides } = body(source, 0);
        let texts: Vec<String> = passages.into_iter().map(|p| p.text).collect();
        let aside: Vec<String> = asides.into_iter().map(|p| p.text).collect();
        assert_eq!(aside, ["x,y"]);
        let mask = MASK;
        let first = format!("甲乙必须{mask}丙丁见 {mask} 戊*己。");
        assert_eq!(texts, [first.as_str(), "图", "注文。", "何岸 摄", "框", "文", "注文"]);
    }
}
