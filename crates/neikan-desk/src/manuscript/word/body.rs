//! The text: paragraphs, lists and what is between them.

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

/// Walks through the text of a document.
pub struct Reader<'a, 'p, 'b> {
    /// The properties of paragraphs and characters, by style.
    pub styles: Styles,
    /// The lists, as far as they have been counted.
    pub numbering: Numbering,
    /// Footnotes and endnotes.
    pub notes: Notes<'a>,
    /// Comments in the margin.
    pub remarks: Remarks,
    /// Where pictures are read from.
    pub package: &'p mut Package<'b>,
    /// The relationships of the current part.
    pub relations: Rc<Relations>,
    /// How to read the document.
    pub options: Options<'p>,
    /// The pictures found so far.
    pub pictures: Pictures,
    /// What is reported.
    pub findings: &'p mut Findings,
    /// What has already been reported, and for which paragraph.
    pub reported: BTreeSet<(&'static str, usize)>,
    /// The paragraph being read, from 1.
    pub number: usize,
    /// Its first words.
    pub words: String,
    /// The fields that are open.
    pub fields: Vec<Field>,
    /// What belongs before the next paragraph, because a change deleted the paragraph break between
    /// them.
    pub pending: Vec<Piece>,
    /// The tracked changes seen so far.
    pub changed: Changed,
    /// How many boxes, cells or notes the current text is nested in.
    pub boxed: usize,
    /// How many table cells have been read.
    pub cells: usize,
    /// Whether a cell is being read, where a number may stand for itself.
    pub in_cell: bool,
}

impl<'a> Reader<'a, '_, '_> {
    /// Reads the whole text.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn document(&mut self, root: Node<'a>) -> Result<Vec<Item>, Finding> {
        let mut items = Vec::new();
        if let Some(body) = child(root, "body") {
            self.blocks(body, &mut items)?;
        }
        self.flush(&mut items);
        Ok(items)
    }

    /// Adds what is waiting for a next paragraph, if there is none.
    pub fn flush(&mut self, items: &mut Vec<Item>) {
        let c = nest(std::mem::take(&mut self.pending));
        if !c.is_empty() {
            items.push(Item::para(c, self.number));
        }
    }

    /// Reports what was counted on the way and returns the remarks.
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

    /// Adds a finding about the current paragraph, once for each rule.
    pub fn report(&mut self, finding: Finding) {
        if self.reported.insert((finding.rule, self.number)) {
            let finding = finding.with("paragraph", self.number);
            self.findings.push(finding.with("text", &self.words));
        }
    }

    /// Reads the blocks in an element.
    ///
    /// # Errors
    /// A finding if a limit is broken.
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
        // A field that has not yet begun to show anything cannot hide the next paragraph.
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

    /// The label before a paragraph, and its list and level.
    fn label(
        &mut self,
        properties: Option<Node<'a>>,
        style: &Resolved,
    ) -> Option<(Label, u32, u8)> {
        let (list, level) = properties.and_then(styles::numbering).or(style.numbering)?;
        let label = self.numbering.next(list, level, &self.styles)?;
        Some((label, list, level))
    }

    /// The properties of a paragraph or run; if changes are refused, those before a change.
    pub fn properties(&self, node: Node<'a>, name: &str, change: &str) -> Option<Node<'a>> {
        let own = child(node, name)?;
        match self.options.changes {
            Changes::Accept => Some(own),
            Changes::Refuse => child(own, change).and_then(|old| child(old, name)).or(Some(own)),
        }
    }

    /// Whether a change deleted the end of a paragraph, so that the next one continues it.
    fn end_is_taken(&mut self, node: Node<'a>) -> bool {
        let mark = child(node, "pPr").and_then(|p| child(p, "rPr"));
        let taken = match self.options.changes {
            Changes::Accept => "del",
            Changes::Refuse => "ins",
        };
        mark.is_some_and(|mark| child(mark, taken).is_some())
    }

    /// Whether the text of a tracked change stays; counts the change.
    pub fn keeps(&mut self, node: Node<'a>) -> bool {
        let added = matches!(node.tag_name().name(), "ins" | "moveTo");
        self.changed.count(attr(node, "author"), added);
        added == (self.options.changes == Changes::Accept)
    }
}

/// Puts the number before a paragraph into its text.
fn prefix(c: &mut Inlines, label: &str) {
    match c.first_mut() {
        Some(Inline::Text { s }) => s.insert_str(0, label),
        // A number that stands for itself has nothing to be apart from.
        None => c.push(Inline::Text { s: label.trim_end().to_owned() }),
        _ => c.insert(0, Inline::Text { s: label.to_owned() }),
    }
}

/// Whether a paragraph is a drop cap of the next one.
fn is_drop_cap(properties: Node<'_>) -> bool {
    let frame = child(properties, "framePr").and_then(|frame| super::xml::attr(frame, "dropCap"));
    frame.is_some_and(|kind| kind != "none")
}

/// A part of a drop cap, without its weight and face, which are decoration.
fn undecorated(piece: Piece) -> Piece {
    match piece {
        Piece::Text(text, marks) => {
            Piece::Text(text, Marks { link: marks.link, ..Marks::default() })
        }
        other => other,
    }
}

/// Whether a content control contains a table of contents.
fn is_contents(node: Node<'_>) -> bool {
    let gallery = super::xml::below(node, "docPartGallery");
    gallery
        .and_then(|node| super::xml::attr(node, "val"))
        .is_some_and(|name| name == "Table of Contents")
}
