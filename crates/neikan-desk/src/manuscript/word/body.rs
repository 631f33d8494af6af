//! The text: paragraphs, lists and what stands between them.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::drawings::Pictures;
use super::fields::Field;
use super::notes::{Notes, Remarks};
use super::numbering::{Label, Numbering};
use super::package::{Package, Relations};
use super::runs::Line;
use super::styles::{self, Looks, Resolved, Styles};
use super::xml::{Node, attr, child, elements, number, switch, value};
use super::{Changes, Options, texts};
use crate::manuscript::incoming::arrange::first_words;
use crate::manuscript::incoming::changes::Changed;
use crate::manuscript::incoming::text::{Marks, Piece, nest};
use crate::manuscript::incoming::{Item, Listed, Role};
use crate::manuscript::model::{Inline, Inlines};
use crate::publication::Remark;
use neikan_base::diagnostic::{Finding, Findings};

/// Walks the text of a document.
pub struct Reader<'a, 'p, 'b> {
    /// What paragraphs and characters are by their styles.
    pub styles: Styles,
    /// The lists, counted so far.
    pub numbering: Numbering,
    /// Footnotes and endnotes.
    pub notes: Notes<'a>,
    /// Comments in the margin.
    pub remarks: Remarks,
    /// Where pictures come from.
    pub package: &'p mut Package<'b>,
    /// The relationships of the part being read.
    pub relations: Rc<Relations>,
    /// How the document is to be read.
    pub options: Options<'p>,
    /// The pictures found so far.
    pub pictures: Pictures,
    /// What is to be said.
    pub findings: &'p mut Findings,
    /// What was said already, and of which paragraph.
    pub reported: BTreeSet<(&'static str, usize)>,
    /// The paragraph being read, from 1.
    pub number: usize,
    /// Its first words.
    pub words: String,
    /// The fields that are open.
    pub fields: Vec<Field>,
    /// What belongs before the next paragraph, whose end was taken away by a change.
    pub pending: Vec<Piece>,
    /// The tracked changes met.
    pub changed: Changed,
    /// How many boxes, cells or notes the text being read stands in.
    pub boxed: usize,
    /// The table cells read.
    pub cells: usize,
    /// Whether a cell is being read, where a number may stand for itself.
    pub in_cell: bool,
}

impl<'a> Reader<'a, '_, '_> {
    /// Reads the whole text.
    ///
    /// # Errors
    /// A finding when a limit is broken.
    pub fn document(&mut self, root: Node<'a>) -> Result<Vec<Item>, Finding> {
        let mut items = Vec::new();
        if let Some(body) = child(root, "body") {
            self.blocks(body, &mut items)?;
        }
        self.flush(&mut items);
        Ok(items)
    }

    /// Adds what waits for a next paragraph where there is none.
    pub fn flush(&mut self, items: &mut Vec<Item>) {
        let c = nest(std::mem::take(&mut self.pending));
        if !c.is_empty() {
            items.push(Item::para(c, self.number));
        }
    }

    /// Says what was counted on the way and gives the remarks.
    pub fn finish(self) -> Vec<Remark> {
        if let Some(finding) = self.changed.finding(self.options.changes) {
            self.findings.push(finding);
        }
        let remarks = self.remarks.finish();
        if !remarks.is_empty() {
            self.findings.push(Finding::note("import-comments").with("count", remarks.len()));
        }
        remarks
    }

    /// Adds a finding about the paragraph being read, once for each rule.
    pub fn report(&mut self, finding: Finding) {
        if self.reported.insert((finding.rule, self.number)) {
            let finding = finding.with("paragraph", self.number);
            self.findings.push(finding.with("text", &self.words));
        }
    }

    /// Reads the blocks in an element.
    ///
    /// # Errors
    /// A finding when a limit is broken.
    pub fn blocks(&mut self, parent: Node<'a>, out: &mut Vec<Item>) -> Result<(), Finding> {
        for node in elements(parent) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, out)?,
                "tbl" => self.table(node, out)?,
                "sdt" if is_contents(node) => self.report(Finding::note("import-contents")),
                "sdt" | "sdtContent" | "customXml" | "smartTag" => self.blocks(node, out)?,
                "ins" | "moveTo" | "del" | "moveFrom" if !self.keeps(node) => {}
                "ins" | "moveTo" | "del" | "moveFrom" => self.blocks(node, out)?,
                "AlternateContent" => {
                    if let Some(chosen) = super::drawings::choose(node) {
                        self.blocks(chosen, out)?;
                    }
                }
                "altChunk" | "subDoc" => self.report(Finding::warn("import-embedded")),
                "oMathPara" | "oMath" => {
                    self.number += 1;
                    let mut line = Line::default();
                    self.inline(node, &Marks::default(), Looks::default(), &mut line)?;
                    out.push(Item::para(nest(line.pieces), self.number));
                }
                "commentRangeStart" | "commentRangeEnd" => self.remarks.range(node),
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: Node<'a>, out: &mut Vec<Item>) -> Result<(), Finding> {
        self.number += 1;
        let words = first_words(&texts(node));
        if !words.is_empty() {
            self.words = words;
        }
        let properties = self.properties(node, "pPr", "pPrChange");
        let style = self.styles.resolve(properties.and_then(|p| value(p, "pStyle")));
        if style.contents {
            self.report(Finding::note("import-contents"));
            return Ok(());
        }
        if properties.and_then(|p| switch(p, "pageBreakBefore")) == Some(true) && !out.is_empty() {
            self.report(Finding::note("import-page-break"));
        }
        let looks = if style.role == Role::Body { style.looks } else { Looks::default() };
        let mut line = Line { pieces: std::mem::take(&mut self.pending), floats: Vec::new() };
        for part in elements(node) {
            self.inline(part, &Marks::default(), looks, &mut line)?;
        }
        // What a field has not yet begun to show cannot hide the next paragraph.
        self.end_of_paragraph();
        if properties.is_some_and(is_drop_cap) {
            self.pending = line.pieces.into_iter().map(undecorated).collect();
            out.extend(line.floats);
            return Ok(());
        }
        let label = self.label(properties, &style);
        if self.end_is_taken(node) {
            self.pending = line.pieces;
            out.extend(line.floats);
            return Ok(());
        }
        let c = nest(line.pieces);
        let counted = self.in_cell
            && matches!(label, Some((Label::Number(..) | Label::Text(_), ..)))
            && line.floats.is_empty();
        if !c.is_empty() || counted {
            out.push(self.item(c, properties, &style, label));
        }
        out.extend(line.floats);
        Ok(())
    }

    fn item(
        &self,
        mut c: Inlines,
        properties: Option<Node<'a>>,
        style: &Resolved,
        label: Option<(Label, u32, u8)>,
    ) -> Item {
        let outline: Option<u8> =
            properties.and_then(|p| child(p, "outlineLvl")).and_then(|level| number(level, "val"));
        let mut role = match outline {
            Some(level) if level < 9 && style.role == Role::Body => Role::Heading(level + 1),
            _ => style.role,
        };
        match label {
            Some((Label::Text(text), ..)) => prefix(&mut c, &text),
            Some((Label::Number(value, _), list, level)) if role == Role::Body => {
                role = Role::Listed(Listed { list, level, value: Some(value), continues: false });
            }
            Some((Label::Number(_, text), ..)) => prefix(&mut c, &text),
            Some((Label::Bullet, list, level)) if role == Role::Body => {
                role = Role::Listed(Listed { list, level, value: None, continues: false });
            }
            _ => {}
        }
        let align = properties.and_then(styles::align).or(style.align).unwrap_or_default();
        Item { role, align, ..Item::para(c, self.number) }
    }

    /// What stands before a paragraph, and in which list at which level.
    fn label(
        &mut self,
        properties: Option<Node<'a>>,
        style: &Resolved,
    ) -> Option<(Label, u32, u8)> {
        let (list, level) = properties.and_then(styles::numbering).or(style.numbering)?;
        let label = self.numbering.next(list, level, &self.styles)?;
        Some((label, list, level))
    }

    /// The properties of a paragraph or run; before a change of them, where changes are refused.
    pub fn properties(&self, node: Node<'a>, name: &str, change: &str) -> Option<Node<'a>> {
        let own = child(node, name)?;
        match self.options.changes {
            Changes::Accept => Some(own),
            Changes::Refuse => child(own, change).and_then(|old| child(old, name)).or(Some(own)),
        }
    }

    /// Whether a change took the end of a paragraph away, so that the next one goes on in it.
    fn end_is_taken(&mut self, node: Node<'a>) -> bool {
        let mark = child(node, "pPr").and_then(|p| child(p, "rPr"));
        let taken = match self.options.changes {
            Changes::Accept => "del",
            Changes::Refuse => "ins",
        };
        mark.is_some_and(|mark| child(mark, taken).is_some())
    }

    /// Whether the text of a tracked change stays; counts it.
    pub fn keeps(&mut self, node: Node<'a>) -> bool {
        let added = matches!(node.tag_name().name(), "ins" | "moveTo");
        self.changed.count(attr(node, "author"), added);
        added == (self.options.changes == Changes::Accept)
    }
}

/// Puts the number that stands before a paragraph into its text.
fn prefix(c: &mut Inlines, label: &str) {
    match c.first_mut() {
        Some(Inline::Text { s }) => s.insert_str(0, label),
        // A number that stands for itself has nothing to be apart from.
        None => c.push(Inline::Text { s: label.trim_end().to_owned() }),
        _ => c.insert(0, Inline::Text { s: label.to_owned() }),
    }
}

/// Whether a paragraph is the first character of the next one, set large.
fn is_drop_cap(properties: Node<'_>) -> bool {
    let frame = child(properties, "framePr").and_then(|frame| super::xml::attr(frame, "dropCap"));
    frame.is_some_and(|kind| kind != "none")
}

/// A part of a drop cap, whose weight and face are those of the decoration.
fn undecorated(piece: Piece) -> Piece {
    match piece {
        Piece::Text(text, marks) => {
            Piece::Text(text, Marks { link: marks.link, ..Marks::default() })
        }
        other => other,
    }
}

/// Whether a content control holds a table of contents.
fn is_contents(node: Node<'_>) -> bool {
    let gallery = super::xml::below(node, "docPartGallery");
    gallery
        .and_then(|node| super::xml::attr(node, "val"))
        .is_some_and(|name| name == "Table of Contents")
}
