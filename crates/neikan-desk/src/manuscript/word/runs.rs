//! Runs: characters with their marks, fields, breaks and what is anchored in them.

use std::collections::BTreeSet;

use super::body::Reader;
use super::package::Target;
use super::styles::Looks;
use super::xml::{Node, attr, child, elements, switch, value};
use super::{Changes, texts};
use crate::manuscript::incoming::Item;
use crate::manuscript::incoming::text::{Marks, Piece, clean, raised, safe_link};
use neikan_base::diagnostic::Finding;

/// How many fields may stand in each other.
const FIELDS: usize = 32;
/// What stands for a sign that cannot be told: the printers' mark for a missing sort.
const MISSING: char = '\u{3013}';

/// The content of a paragraph.
#[derive(Default)]
pub struct Line {
    /// Its text.
    pub pieces: Vec<Piece>,
    /// What is anchored in it.
    pub floats: Vec<Item>,
}

/// A field that is open.
#[derive(Debug, Default)]
pub struct Field {
    instruction: String,
    /// Whether its result has begun.
    pub shows: bool,
    link: Option<String>,
}

/// The tracked changes met.
#[derive(Debug, Default)]
pub struct Changed {
    added: usize,
    removed: usize,
    authors: BTreeSet<String>,
}

impl Changed {
    /// Counts a change.
    pub fn count(&mut self, node: Node<'_>, added: bool) {
        if added {
            self.added += 1;
        } else {
            self.removed += 1;
        }
        let author = attr(node, "author").map(clean).filter(|name| !name.is_empty());
        if let Some(author) = author.filter(|_| self.authors.len() < 8) {
            self.authors.insert(author.chars().take(20).collect());
        }
    }

    /// Says how many there were and what became of them.
    pub fn finding(&self, changes: Changes) -> Option<Finding> {
        let rule = match changes {
            Changes::Accept => Finding::warn("import-changes-accepted"),
            Changes::Refuse => Finding::warn("import-changes-refused"),
        };
        let authors: Vec<_> = self.authors.iter().map(String::as_str).collect();
        let finding = rule.with("added", self.added).with("removed", self.removed);
        (self.added + self.removed > 0).then(|| finding.with("authors", authors.join("\u{3001}")))
    }
}

impl<'a> Reader<'a, '_, '_> {
    /// Reads a part of a paragraph.
    ///
    /// # Errors
    /// A finding when a limit is broken.
    pub fn inline(
        &mut self,
        node: Node<'a>,
        marks: &Marks,
        looks: Looks,
        line: &mut Line,
    ) -> Result<(), Finding> {
        match node.tag_name().name() {
            "r" => return self.run(node, marks, looks, line),
            "hyperlink" => {
                let link = self.link_of(node);
                let marks = Marks { link: link.or(marks.link.clone()), ..marks.clone() };
                return self.inlines(node, &marks, looks, line);
            }
            "fldSimple" | "smartTag" | "customXml" | "sdt" | "sdtContent" | "bdo" | "dir" => {
                return self.inlines(node, marks, looks, line);
            }
            "ins" | "moveTo" | "del" | "moveFrom" if !self.keeps(node) => {}
            "ins" | "moveTo" | "del" | "moveFrom" => {
                return self.inlines(node, marks, looks, line);
            }
            "oMath" | "oMathPara" => {
                self.report(Finding::warn("import-math"));
                self.push(&texts(node), marks, line);
            }
            "AlternateContent" => {
                if let Some(chosen) = super::drawings::choose(node) {
                    return self.inlines(chosen, marks, looks, line);
                }
            }
            "commentRangeStart" | "commentRangeEnd" => self.remarks.range(node),
            _ => {}
        }
        Ok(())
    }

    fn inlines(
        &mut self,
        node: Node<'a>,
        marks: &Marks,
        looks: Looks,
        line: &mut Line,
    ) -> Result<(), Finding> {
        for part in elements(node) {
            self.inline(part, marks, looks, line)?;
        }
        Ok(())
    }

    fn run(
        &mut self,
        node: Node<'a>,
        marks: &Marks,
        looks: Looks,
        line: &mut Line,
    ) -> Result<(), Finding> {
        let properties = self.properties(node, "rPr", "rPrChange");
        let mut marks = marks.clone();
        let mut height = None;
        if let Some(properties) = properties {
            if switch(properties, "vanish") == Some(true) {
                if !texts(node).trim().is_empty() {
                    self.report(Finding::warn("import-hidden"));
                }
                return Ok(());
            }
            height = value(properties, "vertAlign").filter(|place| *place != "baseline");
            marks.dots = value(properties, "em").is_some_and(|mark| mark != "none");
            let lined = value(properties, "u").is_some_and(|line| line != "none");
            if lined && marks.link.is_none() && !texts(node).trim().is_empty() {
                self.report(Finding::note("import-underline"));
            }
        }
        let style = properties.and_then(|p| value(p, "rStyle"));
        let looks = properties
            .map(Looks::of)
            .unwrap_or_default()
            .or(self.styles.resolve(style).looks)
            .or(looks);
        marks.strong = looks.bold == Some(true);
        marks.emph = looks.italic == Some(true);
        marks.strike = looks.strike == Some(true);
        self.run_parts(node, &marks, height, line)
    }

    fn run_parts(
        &mut self,
        node: Node<'a>,
        marks: &Marks,
        height: Option<&str>,
        line: &mut Line,
    ) -> Result<(), Finding> {
        for part in elements(node) {
            match part.tag_name().name() {
                "t" | "delText" => {
                    let text = part.text().unwrap_or_default();
                    match height {
                        Some(place) => self.push_raised(text, place, marks, line),
                        None => self.push(text, marks, line),
                    }
                }
                "tab" | "ptab" => self.push("\t", marks, line),
                "noBreakHyphen" => self.push("-", marks, line),
                "cr" => line.pieces.push(Piece::Break),
                "br" => match attr(part, "type") {
                    Some("page" | "column") => self.report(Finding::note("import-page-break")),
                    _ => line.pieces.push(Piece::Break),
                },
                "sym" => self.symbol(part, marks, line),
                "fldChar" => self.field(part),
                "instrText" => self.instruction(part),
                "footnoteReference" | "endnoteReference" => {
                    if let Some(c) = self.note(part)? {
                        line.pieces.push(Piece::Note(c));
                    }
                }
                "commentReference" => self.remarks.reference(part, &self.words),
                "drawing" | "pict" => self.drawing(part, line)?,
                "object" => {
                    self.report(Finding::warn("import-object"));
                    self.drawing(part, line)?;
                }
                "ruby" => {
                    let base = child(part, "rubyBase").map(texts).unwrap_or_default();
                    let reading = child(part, "rt").map(texts).unwrap_or_default();
                    line.pieces.push(Piece::Ruby(clean(&base), clean(&reading)));
                }
                "AlternateContent" => {
                    if let Some(chosen) = super::drawings::choose(part) {
                        self.run_parts(chosen, marks, height, line)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Adds text to a line, unless it is the code of a field.
    fn push(&mut self, text: &str, marks: &Marks, line: &mut Line) {
        if self.fields.iter().any(|field| !field.shows) {
            return;
        }
        let text = clean(text);
        self.remarks.hear(&text);
        let link = self.fields.iter().rev().find_map(|field| field.link.clone());
        let marks = Marks { link: link.or(marks.link.clone()), ..marks.clone() };
        line.pieces.push(Piece::Text(text, marks));
    }

    /// Raised and lowered digits have characters of their own.
    fn push_raised(&mut self, text: &str, place: &str, marks: &Marks, line: &mut Line) {
        let mapped = raised(text, place == "superscript");
        if mapped.is_none() && !text.trim().is_empty() {
            self.report(Finding::note("import-raised"));
        }
        self.push(mapped.as_deref().unwrap_or(text), marks, line);
    }

    fn symbol(&mut self, node: Node<'a>, marks: &Marks, line: &mut Line) {
        let code = attr(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let font = attr(node, "font").unwrap_or_default();
        let known = code.and_then(|code| symbol(font, code & 0xff));
        if known.is_none() {
            self.report(Finding::warn("import-symbol").with("font", clean(font)));
        }
        self.push(&known.unwrap_or(MISSING).to_string(), marks, line);
    }

    fn field(&mut self, node: Node<'a>) {
        match attr(node, "fldCharType") {
            Some("begin") if self.fields.len() < FIELDS => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.shows = true;
                    field.link = field_link(&field.instruction);
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn instruction(&mut self, node: Node<'a>) {
        let text = node.text().unwrap_or_default();
        if let Some(field) = self.fields.last_mut().filter(|field| field.instruction.len() < 4096) {
            field.instruction.push_str(text);
        }
    }

    /// Where a hyperlink leads; a link within the document leads nowhere in a manuscript.
    fn link_of(&mut self, node: Node<'a>) -> Option<String> {
        let relation = self.relations.get(attr(node, "id")?)?;
        let Target::Outside(url) = &relation.target else { return None };
        let safe = safe_link(url);
        if safe.is_none() {
            let shown: String = clean(url).chars().take(60).collect();
            self.report(Finding::warn("import-link").with("target", shown));
        }
        safe
    }
}

/// Where the field `HYPERLINK "…"` leads.
fn field_link(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
    let url = rest.strip_prefix('"')?.split('"').next()?;
    safe_link(url)
}

/// Signs of the fonts of signs, by the code within the font.
fn symbol(font: &str, code: u32) -> Option<char> {
    let known = match font {
        "Wingdings" => [
            (0x6c, '●'),
            (0x6e, '■'),
            (0x6f, '□'),
            (0x71, '□'),
            (0x75, '◆'),
            (0xa8, '□'),
            (0xd8, '➢'),
            (0xe0, '→'),
            (0xfb, '✗'),
            (0xfc, '✓'),
            (0xfe, '☑'),
        ]
        .as_slice(),
        "Wingdings 2" => [(0x4f, '✗'), (0x50, '✓'), (0x52, '☑'), (0xa3, '□')].as_slice(),
        "Symbol" => [
            (0x61, 'α'),
            (0x62, 'β'),
            (0x67, 'γ'),
            (0x64, 'δ'),
            (0x6d, 'μ'),
            (0x70, 'π'),
            (0xa3, '≤'),
            (0xb0, '°'),
            (0xb1, '±'),
            (0xb3, '≥'),
            (0xb4, '×'),
            (0xb7, '·'),
        ]
        .as_slice(),
        _ => [].as_slice(),
    };
    known.iter().find(|(own, _)| *own == code).map(|(_, sign)| *sign)
}
