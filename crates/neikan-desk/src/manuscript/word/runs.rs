//! Runs: characters with their marks, breaks and what is anchored in them.

use super::body::Reader;
use super::fields::{is_placeholder, with_anchor};
use super::package::Target;
use super::styles::{Looks, font};
use super::texts;
use super::xml::{Node, attr, child, elements, value};
use crate::manuscript::incoming::Item;
use crate::manuscript::incoming::signs::{Face, MISSING, shown};
use crate::manuscript::incoming::text::{Height, Marks, Piece, clean, safe_link, set_off};
use neikan_base::diagnostic::Finding;

/// The content of a paragraph.
#[derive(Default)]
pub struct Line {
    /// Its text.
    pub pieces: Vec<Piece>,
    /// What is anchored in it.
    pub floats: Vec<Item>,
}

impl<'a> Reader<'a, '_, '_> {
    /// Reads a part of a paragraph.
    ///
    /// # Errors
    /// A finding if a limit is broken.
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
            "fldSimple" => return self.simple_field(node, marks, looks, line),
            "smartTag" | "customXml" | "sdt" | "sdtContent" | "bdo" | "dir" => {
                return self.inlines(node, marks, looks, line);
            }
            "ins" | "moveTo" | "del" | "moveFrom" if !self.keeps(node) => {}
            "ins" | "moveTo" | "del" | "moveFrom" => {
                return self.inlines(node, marks, looks, line);
            }
            "oMath" | "oMathPara" => {
                self.report(Finding::warn("import-math"));
                for part in super::math::line(node) {
                    self.part(part, marks, line);
                }
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

    /// Reads the parts of a paragraph in an element.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn inlines(
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
        let style = properties.and_then(|p| value(p, "rStyle"));
        let looks = properties
            .map(Looks::of)
            .unwrap_or_default()
            .or(self.styles.resolve(style).looks)
            .or(looks);
        if looks.hidden == Some(true) {
            if !texts(node).trim().is_empty() {
                self.report(Finding::warn("import-hidden"));
            }
            return Ok(());
        }
        if is_placeholder(node) {
            self.report(Finding::note("import-placeholder"));
            return Ok(());
        }
        let lined = properties.and_then(|p| value(p, "u")).is_some_and(|line| line != "none");
        if lined && marks.link.is_none() && !texts(node).trim().is_empty() {
            self.report(Finding::note("import-underline"));
        }
        let marks = Marks {
            strong: looks.bold == Some(true),
            emph: looks.italic == Some(true),
            strike: looks.strike == Some(true),
            dots: looks.dots == Some(true),
            height: looks.height.flatten(),
            link: marks.link.clone(),
        };
        let font = properties.and_then(font).unwrap_or_default();
        self.run_parts(node, &marks, (looks.face.unwrap_or(Face::Letters), font), line)
    }

    fn run_parts(
        &mut self,
        node: Node<'a>,
        marks: &Marks,
        face: (Face, &str),
        line: &mut Line,
    ) -> Result<(), Finding> {
        for part in elements(node) {
            match part.tag_name().name() {
                "t" | "delText" => {
                    let (text, whole) = shown(part.text().unwrap_or_default(), face.0);
                    if !whole {
                        self.report(Finding::warn("import-symbol").with("font", clean(face.1)));
                    }
                    match marks.height {
                        Some(height) => self.push_set(&text, height, marks, line),
                        None => self.push(&text, marks, line),
                    }
                }
                "tab" | "ptab" => self.push("\t", marks, line),
                "noBreakHyphen" => self.push("-", marks, line),
                "cr" => self.push_break(line),
                "br" => match attr(part, "type") {
                    Some("page" | "column") => self.report(Finding::note("import-page-break")),
                    _ => self.push_break(line),
                },
                "sym" => self.symbol(part, marks, line),
                "fldChar" => self.field(part, marks, line),
                "instrText" => self.instruction(part.text().unwrap_or_default()),
                "footnoteReference" | "endnoteReference" => {
                    if let Some((c, floats)) = self.note(part)? {
                        self.shows();
                        line.pieces.push(Piece::Note(c));
                        line.floats.extend(floats);
                    }
                }
                "commentReference" => self.remarks.reference(part, &self.words),
                "drawing" | "pict" => {
                    self.shows();
                    self.drawing(part, line)?;
                }
                "object" => {
                    self.report(Finding::warn("import-object"));
                    self.drawing(part, line)?;
                }
                "ruby" => {
                    let base = child(part, "rubyBase").map(texts).unwrap_or_default();
                    let reading = child(part, "rt").map(texts).unwrap_or_default();
                    self.ruby(&base, &reading, line);
                }
                "AlternateContent" => {
                    if let Some(chosen) = super::drawings::choose(part) {
                        self.run_parts(chosen, marks, face, line)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Adds a forced line break, unless it is in the instruction of a field.
    fn push_break(&mut self, line: &mut Line) {
        if !self.in_instruction() {
            line.pieces.push(Piece::Break);
        }
    }

    /// Adds text to a line; within the instruction of a field it belongs to that instruction.
    pub fn push(&mut self, text: &str, marks: &Marks, line: &mut Line) {
        if self.in_instruction() {
            return self.instruction(text);
        }
        let text = clean(text);
        self.remarks.hear(&text);
        if !text.trim().is_empty() {
            self.shows();
        }
        let link = self.fields.iter().rev().find_map(|field| field.link.clone());
        let marks = Marks { link: link.or(marks.link.clone()), ..marks.clone() };
        line.pieces.push(Piece::Text(text, marks));
    }

    /// Adds raised or lowered text; digits have Unicode characters for that.
    pub fn push_set(&mut self, text: &str, height: Height, marks: &Marks, line: &mut Line) {
        let (text, marks, whole) = set_off(text, height, marks);
        if !whole {
            self.report(Finding::note("import-raised"));
        }
        self.push(&text, &marks, line);
    }

    fn symbol(&mut self, node: Node<'a>, marks: &Marks, line: &mut Line) {
        let code = attr(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let font = attr(node, "font").unwrap_or_default();
        let private = |code: &u32| (0xe000..0xf900).contains(code);
        let known = code.and_then(|code| match Face::named(font) {
            Face::Letters => char::from_u32(code).filter(|c| !c.is_control() && !private(&code)),
            face => face.sign(code),
        });
        if known.is_none() {
            self.report(Finding::warn("import-symbol").with("font", clean(font)));
        }
        self.push(&known.unwrap_or(MISSING).to_string(), marks, line);
    }

    /// Where a hyperlink leads; a link within the document leads nowhere in a manuscript.
    fn link_of(&mut self, node: Node<'a>) -> Option<String> {
        let relation = self.relations.get(attr(node, "id")?)?;
        let Target::Outside(url) = &relation.target else { return None };
        let anchor = attr(node, "anchor").or_else(|| attr(node, "docLocation"));
        let safe = safe_link(&with_anchor(url, anchor));
        if safe.is_none() {
            let shown: String = clean(url).chars().take(60).collect();
            self.report(Finding::warn("import-link").with("target", shown));
        }
        safe
    }
}
