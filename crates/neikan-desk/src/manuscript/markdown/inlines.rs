//! Inlines: text, emphasis, links, notes, and the spans that CommonMark lacks.
//!
//! `[文字]{.dots}` sets 着重号, `[2]{.sup}` and `[2]{.sub}` raise and lower, and `[字]{ruby="zì"}` sets a
//! reading. They are found in plain text after comrak has parsed it, so that an escaped bracket
//! stays a bracket. So are the notes of captions, which comrak takes for plain text.

use comrak::nodes::{Node, NodeValue};

use super::super::model::{Inline, Inlines, is_blank, plain};
use super::attributes::{leading, note_call};
use super::blocks::Reader;
use hanzi::is_han;
use neikan_base::diagnostic::Finding;

/// The longest address of a link, bytes; neither servers nor the layout accept a longer one.
const ADDRESS: usize = 4000;

/// A part of a text, before it is searched for spans.
enum Piece {
    /// Characters that may contain spans.
    Plain(String),
    /// Characters that were escaped, or an inline that is finished.
    Fixed(Inline),
    /// The end of a source line within a paragraph.
    Line,
}

impl<'a> Reader<'a> {
    /// Converts the inlines below a node.
    pub fn inlines(&mut self, node: Node<'a>) -> Inlines {
        let mut pieces = Vec::new();
        for child in node.children() {
            self.piece(child, &mut pieces);
        }
        let line = self.line(node);
        let joined = join_lines(pieces);
        let mut out = Vec::new();
        for piece in joined {
            match piece {
                Piece::Plain(text) => self.spans(&text, line, &mut out),
                Piece::Fixed(inline) => out.push(inline),
                Piece::Line => {}
            }
        }
        merge(out)
    }

    fn piece(&mut self, node: Node<'a>, pieces: &mut Vec<Piece>) {
        let value = node.data().value.clone();
        let fixed = |inline| Piece::Fixed(inline);
        let piece = match value {
            NodeValue::Text(text) => {
                if let Some(Piece::Plain(last)) = pieces.last_mut() {
                    last.push_str(&text);
                    return;
                }
                Piece::Plain(text.into_owned())
            }
            NodeValue::SoftBreak => Piece::Line,
            NodeValue::LineBreak => fixed(Inline::Break),
            NodeValue::Code(code) => fixed(Inline::Code { s: code.literal }),
            NodeValue::Emph => fixed(Inline::Emph { c: self.nested(node) }),
            NodeValue::Strong => fixed(Inline::Strong { c: self.nested(node) }),
            NodeValue::Strikethrough if self.starts_with(node, "~~") => {
                fixed(Inline::Strike { c: self.nested(node) })
            }
            NodeValue::Strikethrough => {
                // A single tilde is a range (5~10), not a deletion.
                pieces.push(Piece::Plain("~".to_owned()));
                node.children().for_each(|child| self.piece(child, pieces));
                pieces.push(Piece::Plain("~".to_owned()));
                return;
            }
            NodeValue::Link(link) => {
                let cut = self.cut;
                let c = self.nested(node);
                // Words that stand too deep are told as that alone.
                if is_blank(&plain(&c)) && self.cut == cut {
                    self.report(Finding::stop("link-text").with("url", &link.url), node);
                }
                if link.url.trim().is_empty() || link.url.len() > ADDRESS {
                    self.report(Finding::stop("link-address").with("limit", ADDRESS), node);
                }
                fixed(Inline::Link { url: link.url, c })
            }
            NodeValue::Escaped => {
                let text: String = node
                    .children()
                    .filter_map(|child| match &child.data().value {
                        NodeValue::Text(text) => Some(text.clone().into_owned()),
                        _ => None,
                    })
                    .collect();
                fixed(Inline::Text { s: text })
            }
            NodeValue::HtmlInline(text) => {
                self.report(Finding::warn("html-literal").with("text", &text), node);
                fixed(Inline::Text { s: text })
            }
            NodeValue::FootnoteReference(reference) => match self.note(&reference.name) {
                Some((number, c)) => fixed(Inline::Note { number, c }),
                None => {
                    let finding = Finding::stop("note-missing").with("name", &reference.name);
                    return self.report(finding, node);
                }
            },
            NodeValue::Image(link) => {
                return self.report(Finding::stop("picture-inline").with("path", &link.url), node);
            }
            _ => {
                let name = node.data().value.xml_node_name();
                return self.report(Finding::stop("inline-unsupported").with("name", name), node);
            }
        };
        pieces.push(piece);
    }

    /// The inlines of a caption: text and calls of notes.
    pub fn caption(&mut self, text: &str, node: Node<'a>) -> Inlines {
        let mut out = Vec::new();
        let mut rest = text;
        while let Some((before, name, after)) = note_call(rest) {
            push_text(&mut out, before.to_owned());
            match self.note(name) {
                Some((number, c)) => out.push(Inline::Note { number, c }),
                None => self.report(Finding::stop("note-missing").with("name", name), node),
            }
            rest = after;
        }
        push_text(&mut out, rest.to_owned());
        out
    }

    /// Reports calls of notes in texts that cannot have any.
    pub fn misplaced_notes<'t>(
        &mut self,
        texts: impl IntoIterator<Item = &'t str>,
        node: Node<'a>,
    ) {
        for (_, name, _) in texts.into_iter().filter_map(note_call) {
            self.report(Finding::stop("note-place").with("name", name), node);
        }
    }

    fn nested(&mut self, node: Node<'a>) -> Inlines {
        self.deeper(node, |reader| reader.inlines(node)).unwrap_or_default()
    }

    /// Finds the spans in a text and adds the resulting inlines.
    fn spans(&mut self, text: &str, line: usize, out: &mut Inlines) {
        let mut rest = text;
        let mut plain = String::new();
        while let Some(open) = rest.find('[') {
            let after = &rest[open + 1..];
            if after.starts_with('^') && after.contains(']') {
                let name: String = after[1..].chars().take_while(|&c| c != ']').collect();
                self.report_line(Finding::stop("note-missing").with("name", name), line);
            }
            match span(after) {
                Some((inline, length)) => {
                    plain.push_str(&rest[..open]);
                    push_text(out, std::mem::take(&mut plain));
                    out.push(inline);
                    rest = &after[length..];
                }
                None => {
                    if let Some(shown) = faulty_span(after) {
                        self.report_line(Finding::stop("span-unknown").with("text", shown), line);
                    }
                    plain.push_str(&rest[..open + 1]);
                    rest = after;
                }
            }
        }
        plain.push_str(rest);
        push_text(out, plain);
    }
}

/// Reads a span that begins after its `[`; returns it and its length in bytes.
fn span(after: &str) -> Option<(Inline, usize)> {
    let close = after.find(']')?;
    let s = after[..close].to_owned();
    if s.is_empty() || s.contains('[') {
        return None;
    }
    let (mut attributes, length) = leading(&after[close + 1..])?;
    let classes = ["dots", "sup", "sub"].map(|class| attributes.take_class(class));
    let ruby = attributes.take("ruby").filter(|reading| !reading.is_empty());
    if !attributes.rest().is_empty() {
        return None;
    }
    let inline = match (classes, ruby) {
        ([true, false, false], None) => Inline::Dots { s },
        ([false, true, false], None) => Inline::Sup { s },
        ([false, false, true], None) => Inline::Sub { s },
        ([false, false, false], Some(r)) => Inline::Ruby { s, r },
        _ => return None,
    };
    Some((inline, close + 1 + length))
}

/// The text of something that looks like a span but is not one.
fn faulty_span(after: &str) -> Option<String> {
    let close = after.find(']')?;
    let rest = &after[close + 1..];
    if after[..close].contains('[') || !rest.starts_with('{') {
        return None;
    }
    let (_, length) = leading(rest)?;
    Some(format!("[{}]{}", &after[..close], &rest[..length]))
}

fn push_text(out: &mut Inlines, s: String) {
    if !s.is_empty() {
        out.push(Inline::Text { s });
    }
}

/// Joins the lines of a paragraph: without a space between Han characters, with one between words.
fn join_lines(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let Piece::Line = piece else {
            match (out.last_mut(), piece) {
                (Some(Piece::Plain(last)), Piece::Plain(text)) => last.push_str(&text),
                (_, piece) => out.push(piece),
            }
            continue;
        };
        let before = out.last().and_then(last_char);
        let after = pieces.peek().and_then(first_char);
        let wide = |c: Option<char>| c.is_none_or(is_wide);
        if !wide(before) && !wide(after) {
            out.push(Piece::Plain(" ".to_owned()));
        }
    }
    out
}

fn last_char(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Plain(text) => text.chars().last(),
        Piece::Fixed(inline) => plain(std::slice::from_ref(inline)).chars().last(),
        Piece::Line => None,
    }
}

fn first_char(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Plain(text) => text.chars().next(),
        Piece::Fixed(inline) => plain(std::slice::from_ref(inline)).chars().next(),
        Piece::Line => None,
    }
}

/// Whether a character belongs to Chinese text: a Han character or one of its marks.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}' | '—' | '…' | '“' | '”' | '‘' | '’' | '·')
}

/// Joins adjacent texts.
fn merge(inlines: Inlines) -> Inlines {
    let mut out: Inlines = Vec::new();
    for inline in inlines {
        match (out.last_mut(), inline) {
            (Some(Inline::Text { s: last }), Inline::Text { s }) => last.push_str(&s),
            (_, inline) => out.push(inline),
        }
    }
    out
}
