//! What is in a paragraph: characters with their formatting, fields, notes, comments, changes.

use super::body::Reader;
use super::styles::Looks;
use crate::manuscript::incoming::reading::{Extra, Line};
use crate::manuscript::incoming::text::{Marks, Piece, clean};
use crate::manuscript::incoming::xml::{Node, attr, child, elements, number};
use neikan_base::diagnostic::Finding;

/// The most blanks that one element can stand for.
const BLANKS: usize = 100;

/// The formatting of characters at the current place.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Where a link leads.
    pub link: Option<String>,
    /// Their formatting.
    pub looks: Looks,
}

impl<'a> Reader<'a, '_, '_> {
    /// Reads everything in an element of a paragraph.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn inlines(&mut self, node: Node<'a>, look: &Look, line: &mut Line) -> Result<(), Finding> {
        for part in node.children() {
            self.inline(part, look, line)?;
        }
        Ok(())
    }

    /// Reads a part of a paragraph.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn inline(&mut self, node: Node<'a>, look: &Look, line: &mut Line) -> Result<(), Finding> {
        if node.is_text() {
            self.collapsed(node.text().unwrap_or_default(), look, line);
            return Ok(());
        }
        match node.tag_name().name() {
            "span" => {
                let own = self.styles.text(attr(node, "style-name"));
                let look = Look { looks: own.or(&look.looks), ..look.clone() };
                return self.inlines(node, &look, line);
            }
            "a" => {
                let link = attr(node, "href").and_then(|url| self.reading.link(url));
                let look = Look { link: link.or(look.link.clone()), ..look.clone() };
                return self.inlines(node, &look, line);
            }
            "s" => {
                let count = number(node, "c").unwrap_or(1usize).min(BLANKS);
                self.push(&" ".repeat(count), look, line);
            }
            "tab" => self.push("\t", look, line),
            "line-break" => {
                self.place.blank = true;
                if self.place.dropped == 0 {
                    line.pieces.push(Piece::Break);
                }
            }
            "change" | "change-start" | "change-end" => return self.change(node, look, line),
            "annotation" => self.annotation(node),
            "annotation-end" => self.reading.remarks.end(attr(node, "name").unwrap_or_default()),
            _ if self.place.dropped > 0 && is_anchored(node) => {}
            "note" => return self.note(node, line),
            "ruby" => return self.ruby(node, look, line),
            "hidden-text" | "hidden-paragraph" => self.hidden_field(node, look, line)?,
            name if is_drawing(name) => return self.drawing(node, look, line),
            // Marks, listeners and numbers as they were shown when the document was saved.
            "number" | "script" | "event-listeners" | "tracked-changes" | "p" | "h" => {}
            // Fields, and whatever else contains characters.
            _ => return self.inlines(node, look, line),
        }
        Ok(())
    }

    /// Characters of the source: blanks and line ends in it collapse into one blank.
    fn collapsed(&mut self, text: &str, look: &Look, line: &mut Line) {
        let mut out = String::with_capacity(text.len());
        let mut blank = self.place.blank;
        for c in text.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !is_blank {
                out.push(c);
            } else if !blank {
                out.push(' ');
            }
            blank = is_blank;
        }
        if !out.is_empty() {
            self.push(&out, look, line);
        }
        self.place.blank = blank;
    }

    fn push(&mut self, text: &str, look: &Look, line: &mut Line) {
        self.place.blank = false;
        if self.place.dropped > 0 {
            return;
        }
        let looks = &look.looks;
        if looks.hidden == Some(true) {
            if !text.trim().is_empty() {
                self.reading.report(Finding::warn("import-hidden"));
            }
            return;
        }
        let face = looks.face.as_deref().unwrap_or_default();
        let text = self.reading.signs(text, face);
        let extra =
            Extra { lined: looks.lined == Some(true), raised: looks.raised.unwrap_or_default() };
        let alike = |pair: [Option<bool>; 2]| (pair[0] == Some(true)) == (pair[1] == Some(true));
        if alike(looks.bold) && alike(looks.italic) {
            let piece = self.reading.text(&text, marks(look, 1), extra);
            line.pieces.push(piece);
            return;
        }
        for (script, part) in scripts(&text) {
            let piece = self.reading.text(part, marks(look, script), extra);
            line.pieces.push(piece);
        }
    }

    fn ruby(&mut self, node: Node<'a>, look: &Look, line: &mut Line) -> Result<(), Finding> {
        let Some(base) = child(node, "ruby-base") else { return Ok(()) };
        let reading = child(node, "ruby-text").map(texts).unwrap_or_default();
        let (words, reading) = (clean(&texts(base)), clean(&reading));
        let (words, reading) = (words.trim(), reading.trim());
        let plain = base.descendants().all(|node| !is_anchored(node));
        if words.is_empty() || reading.is_empty() || !plain || look.looks.hidden == Some(true) {
            return self.inlines(base, look, line);
        }
        self.place.blank = false;
        self.reading.remarks.hear(words);
        line.pieces.push(Piece::Ruby(words.to_owned(), reading.to_owned()));
        Ok(())
    }

    fn note(&mut self, node: Node<'a>, line: &mut Line) -> Result<(), Finding> {
        let Some(body) = child(node, "note-body") else { return Ok(()) };
        if attr(node, "note-class") == Some("endnote") {
            self.reading.report(Finding::note("import-endnote"));
        }
        let (number, words) = (self.reading.number, self.reading.words.clone());
        let items = self.inner(body)?;
        (self.reading.number, self.reading.words) = (number, words);
        let (c, others) = self.reading.note(items);
        line.pieces.extend(c.map(Piece::Note));
        line.floats.extend(others);
        self.place.blank = false;
        Ok(())
    }

    /// A comment in the margin, about a range of text or about its paragraph.
    fn annotation(&mut self, node: Node<'a>) {
        let by = child(node, "creator").map(texts).unwrap_or_default();
        let lines = elements(node).filter(|part| matches!(part.tag_name().name(), "p" | "list"));
        let lines: Vec<String> = lines.map(|part| texts(part).trim().to_owned()).collect();
        let name = attr(node, "name").filter(|name| self.ranges.contains(*name));
        let words = self.reading.words.clone();
        self.reading.remarks.add(name, &by, &lines.join(" "), &words);
        if let Some(name) = name {
            self.reading.remarks.begin(name);
        }
    }

    /// A field that shows or hides its words.
    fn hidden_field(
        &mut self,
        node: Node<'a>,
        look: &Look,
        line: &mut Line,
    ) -> Result<(), Finding> {
        let hides = attr(node, "is-hidden") == Some("true");
        if hides && attr(node, "string-value").is_some_and(|text| !text.trim().is_empty()) {
            self.reading.report(Finding::warn("import-hidden"));
        }
        if hides { Ok(()) } else { self.inlines(node, look, line) }
    }

    /// The beginning or end of a tracked change, or what it deleted.
    fn change(&mut self, node: Node<'a>, look: &Look, line: &mut Line) -> Result<(), Finding> {
        let Some(revision) = self.revisions.named(node) else { return Ok(()) };
        let refuses = self.refuses();
        match (node.tag_name().name(), revision.deletion) {
            ("change-start", None) => {
                self.reading.changed.count(revision.author, true);
                self.place.dropped += usize::from(refuses);
            }
            ("change-end", None) => {
                self.place.dropped = self.place.dropped.saturating_sub(usize::from(refuses));
            }
            ("change-end", Some(_)) => {}
            (_, Some(deletion)) => {
                self.reading.changed.count(revision.author, false);
                if refuses && self.place.dropped == 0 {
                    return self.restore(deletion, look, line);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Restores what a change deleted: words, and the paragraph breaks between them.
    fn restore(&mut self, deletion: Node<'a>, look: &Look, line: &mut Line) -> Result<(), Finding> {
        let mut first = true;
        for node in elements(deletion) {
            match node.tag_name().name() {
                "p" | "h" => {
                    if !first {
                        self.place.ended.push(std::mem::take(&mut line.pieces));
                        self.place.blank = true;
                    }
                    self.inlines(node, look, line)?;
                    first = false;
                }
                "change-info" => {}
                _ => {
                    let items = self.inner(deletion)?;
                    line.floats.extend(items);
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

fn marks(look: &Look, script: usize) -> Marks {
    let looks = &look.looks;
    let linked = Marks { link: look.link.clone(), ..Marks::default() };
    Marks {
        strong: looks.bold[script] == Some(true),
        emph: looks.italic[script] == Some(true),
        strike: looks.strike == Some(true),
        dots: looks.dots == Some(true),
        ..linked
    }
}

/// Splits a text where letters (0) meet Han characters (1); marks and blanks go with what is before
/// them.
fn scripts(text: &str) -> Vec<(usize, &str)> {
    let mut parts: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    let mut now = None;
    for (at, c) in text.char_indices() {
        let script = match c {
            '\u{2e80}'.. => Some(1),
            c if c.is_alphanumeric() => Some(0),
            _ => None,
        };
        if script.is_some() && now.is_some() && script != now {
            parts.push((now.unwrap_or(1), &text[start..at]));
            start = at;
        }
        now = script.or(now);
    }
    parts.push((now.unwrap_or(1), &text[start..]));
    parts
}

/// Whether an element is a drawing.
fn is_drawing(name: &str) -> bool {
    matches!(
        name,
        "frame"
            | "g"
            | "rect"
            | "line"
            | "polyline"
            | "polygon"
            | "regular-polygon"
            | "path"
            | "circle"
            | "ellipse"
            | "connector"
            | "caption"
            | "measure"
            | "custom-shape"
            | "control"
            | "scene"
    )
}

/// Whether an element is anchored at a place in a text.
fn is_anchored(node: Node<'_>) -> bool {
    let name = node.tag_name().name();
    is_drawing(name) || matches!(name, "note" | "ruby")
}

/// All text below an element, without notes, comments and readings; blanks as written.
pub fn texts(node: Node<'_>) -> String {
    let mut out = String::new();
    add_texts(node, &mut out);
    out
}

fn add_texts(node: Node<'_>, out: &mut String) {
    for part in node.children() {
        match part.tag_name().name() {
            "" => out.push_str(part.text().unwrap_or_default()),
            "s" | "tab" | "line-break" => out.push(' '),
            "note" | "annotation" | "ruby-text" | "number" | "tracked-changes" => {}
            _ => add_texts(part, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_han_characters_part() {
        assert_eq!(
            scripts("见 GB 标准，A。"),
            [(1, "见 "), (0, "GB "), (1, "标准，"), (0, "A"), (1, "。")]
        );
        assert_eq!(scripts("“…”"), [(1, "“…”")]);
        assert_eq!(scripts(""), [(1, "")]);
    }
}
