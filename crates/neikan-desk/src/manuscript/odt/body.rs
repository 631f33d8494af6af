//! The text: paragraphs, headings, lists and what is between them.

use std::collections::{BTreeMap, BTreeSet};

use super::inline::{Look, texts};
use super::lists::{Lists, Open};
use super::revisions::Revisions;
use super::styles::{Looks, Resolved, Styles, outline};
use crate::manuscript::incoming::numbers::{Label, Place as At, labelled};
use crate::manuscript::incoming::package::Package;
use crate::manuscript::incoming::reading::{Line, Reading};
use crate::manuscript::incoming::text::{Piece, nest};
use crate::manuscript::incoming::xml::{Node, attr, elements, number};
use crate::manuscript::incoming::{Changes, Item, Listed, Role};
use neikan_base::diagnostic::Finding;

/// Walks through the text of a document.
pub struct Reader<'a, 'p, 'b> {
    /// What all readings have in common.
    pub reading: Reading<'p>,
    /// The properties of paragraphs and characters, by style.
    pub styles: Styles,
    /// The lists, as far as they have been counted.
    pub lists: Lists,
    /// The tracked changes.
    pub revisions: Revisions<'a>,
    /// The comments that are about a range of text.
    pub ranges: BTreeSet<String>,
    /// Where pictures and objects are read from.
    pub package: &'p mut Package<'b>,
    /// The paths of the pictures already stored, by the names of their parts.
    pub taken: BTreeMap<String, String>,
    /// The current place in the text.
    pub place: Place,
}

/// A place in a text; notes, boxes and cells have places of their own.
#[derive(Debug, Default)]
pub struct Place {
    /// The list that is open.
    pub list: Option<Open>,
    /// Whether the next blank of the source would follow another, or begin the paragraph, and so is
    /// dropped.
    pub blank: bool,
    /// What belongs before the next paragraph, because the paragraph break between them was
    /// inserted by a change that is refused.
    pub pending: Vec<Piece>,
    /// Paragraphs that end within the current one, because a refused change had deleted their
    /// breaks.
    pub ended: Vec<Vec<Piece>>,
    /// How many open changes are insertions that are refused.
    pub dropped: usize,
    /// Whether it is a cell, where a number may stand for itself.
    pub cell: bool,
}

/// The effect of a list on a paragraph in it.
#[derive(Debug, Clone)]
enum Entry {
    /// It begins an item.
    Begins(Option<Label>, At),
    /// It continues the item before it.
    GoesOn(Option<Listed>),
}

impl<'a> Reader<'a, '_, '_> {
    /// Reads the whole text.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn document(&mut self, body: Node<'a>) -> Result<Vec<Item>, Finding> {
        let mut items = Vec::new();
        self.blocks(body, &mut items)?;
        self.end_pending(&mut items);
        Ok(items)
    }

    /// Reads the blocks of a note, box or cell, at a place of their own.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn inner(&mut self, node: Node<'a>) -> Result<Vec<Item>, Finding> {
        let cell = node.tag_name().name() == "table-cell";
        let outer = std::mem::replace(&mut self.place, Place { cell, ..Place::default() });
        self.reading.boxed += 1;
        let mut items = Vec::new();
        let read = self.blocks(node, &mut items);
        self.end_pending(&mut items);
        self.reading.boxed -= 1;
        self.place = outer;
        read.map(|()| items)
    }

    fn end_pending(&mut self, items: &mut Vec<Item>) {
        let c = nest(std::mem::take(&mut self.place.pending));
        if !c.is_empty() {
            items.push(Item::para(c, self.reading.number));
        }
    }

    /// Reads the blocks in an element.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn blocks(&mut self, parent: Node<'a>, out: &mut Vec<Item>) -> Result<(), Finding> {
        for node in elements(parent) {
            self.block(node, out)?;
        }
        Ok(())
    }

    fn block(&mut self, node: Node<'a>, out: &mut Vec<Item>) -> Result<(), Finding> {
        match node.tag_name().name() {
            "p" | "h" => self.paragraph(node, None, out)?,
            "list" => self.list(node, out)?,
            "table" if self.place.dropped == 0 => {
                let items = self.table(node)?;
                out.extend(items);
            }
            "section" if is_hidden(node) => self.report_hidden(node),
            "section" | "index-body" | "bibliography" | "page-sequence" => {
                self.blocks(node, out)?
            }
            "numbered-paragraph" => self.numbered(node, out)?,
            "table-of-content" | "illustration-index" | "table-index" | "object-index"
            | "user-index" | "alphabetical-index" => {
                self.reading.report(Finding::note("import-contents"));
            }
            // What is anchored to a page, and where changes begin and end.
            "frame" | "a" | "g" | "change" | "change-start" | "change-end" => {
                let mut line = Line::default();
                self.inline(node, &Look::default(), &mut line)?;
                let c = nest(line.pieces);
                if !c.is_empty() {
                    out.push(Item::para(c, self.reading.number));
                }
                out.extend(line.floats);
            }
            _ => {}
        }
        Ok(())
    }

    fn report_hidden(&mut self, node: Node<'a>) {
        if !texts(node).trim().is_empty() {
            self.reading.report(Finding::warn("import-hidden"));
        }
    }

    fn list(&mut self, node: Node<'a>, out: &mut Vec<Item>) -> Result<(), Finding> {
        let outer = self.place.list.take();
        let open = self.lists.open(node, outer.as_ref());
        self.place.list = Some(open);
        let read = elements(node)
            .filter(|item| matches!(item.tag_name().name(), "list-item" | "list-header"))
            .try_for_each(|item| self.entries(item, out));
        self.place.list = outer;
        read
    }

    /// Reads an item of a list.
    fn entries(&mut self, item: Node<'a>, out: &mut Vec<Item>) -> Result<(), Finding> {
        let mut fresh = item.tag_name().name() == "list-item";
        let mut listed = None;
        for node in elements(item) {
            if !matches!(node.tag_name().name(), "p" | "h") {
                self.block(node, out)?;
                continue;
            }
            let entry = match self.place.list.clone().filter(|_| fresh) {
                Some(open) => {
                    let by_paragraph = self.styles.paragraph(attr(node, "style-name")).list;
                    let own = attr(item, "style-override").map(str::to_owned);
                    let style = own.or(by_paragraph.filter(|_| open.style.is_none()));
                    let start = number(item, "start-value");
                    let label = self.lists.next(&open, style.as_deref(), start);
                    Entry::Begins(label, (open.list, open.level.min(8) as u8))
                }
                None => Entry::GoesOn(listed),
            };
            fresh = false;
            let before = out.len();
            self.paragraph(node, Some(entry), out)?;
            listed = out.get(before).and_then(|item| match item.role {
                Role::Listed(listed) => Some(listed),
                _ => None,
            });
        }
        Ok(())
    }

    /// Reads a numbered paragraph that is not in a list.
    fn numbered(&mut self, node: Node<'a>, out: &mut Vec<Item>) -> Result<(), Finding> {
        let level = number::<usize>(node, "level").unwrap_or(1).clamp(1, super::lists::LEVELS) - 1;
        let open = Open { level, ..self.lists.open(node, None) };
        let start = number(node, "start-value");
        let label = self.lists.next(&open, None, start);
        let entry = Entry::Begins(label, (open.list, level.min(8) as u8));
        let paragraphs = elements(node).filter(|p| matches!(p.tag_name().name(), "p" | "h"));
        for paragraph in paragraphs {
            self.paragraph(paragraph, Some(entry.clone()), out)?;
        }
        Ok(())
    }

    fn paragraph(
        &mut self,
        node: Node<'a>,
        entry: Option<Entry>,
        out: &mut Vec<Item>,
    ) -> Result<(), Finding> {
        self.reading.begin(&texts(node))?;
        let mut style = self.styles.paragraph(attr(node, "style-name"));
        let heading = node.tag_name().name() == "h";
        if heading && !matches!(style.role, Role::Title | Role::Subtitle) {
            style.role = Role::Heading(outline(node));
        }
        if style.page_before && !out.is_empty() && self.reading.boxed == 0 {
            self.reading.report(Finding::note("import-page-break"));
        }
        let entry = entry.or_else(|| self.heading_entry(node, &style).filter(|_| heading));
        let looks = if style.role == Role::Body { style.looks.clone() } else { hidden(&style) };
        let look = Look { link: None, looks };
        let mut line = Line { pieces: std::mem::take(&mut self.place.pending), floats: Vec::new() };
        self.place.blank = true;
        self.inlines(node, &look, &mut line)?;
        let ended = std::mem::take(&mut self.place.ended);
        if self.place.dropped > 0 {
            // The end of this paragraph was inserted by a change that is refused.
            self.place.pending = line.pieces;
        } else {
            out.extend(self.items(ended, line.pieces, &style, entry));
        }
        out.extend(line.floats);
        Ok(())
    }

    /// The number of a heading, which is not in a list.
    fn heading_entry(&mut self, node: Node<'a>, style: &Resolved) -> Option<Entry> {
        let unnumbered = attr(node, "is-list-header") == Some("true");
        let level = outline(node);
        if node.tag_name().name() != "h" || unnumbered || style.list.as_deref() == Some("") {
            return None;
        }
        let restarts = attr(node, "restart-numbering") == Some("true");
        let start = number(node, "start-value").or(restarts.then_some(1));
        let label = self.lists.heading(usize::from(level) - 1, start)?;
        Some(Entry::Begins(Some(label), (super::lists::OUTLINE, level.min(9) - 1)))
    }

    /// The paragraphs that result from one paragraph of the document: one, or several if a change
    /// that deleted a paragraph break is refused.
    fn items(
        &self,
        ended: Vec<Vec<Piece>>,
        last: Vec<Piece>,
        style: &Resolved,
        entry: Option<Entry>,
    ) -> Vec<Item> {
        let mut entry = entry;
        let mut items = Vec::new();
        for pieces in ended.into_iter().chain([last]) {
            let mut c = nest(pieces);
            let counted = |label: &Label| !matches!(label, Label::Bullet);
            let alone = matches!(&entry, Some(Entry::Begins(Some(label), _)) if counted(label));
            if c.is_empty() && !(alone && self.place.cell) {
                continue;
            }
            let role = match entry.take() {
                Some(Entry::Begins(Some(label), at)) => labelled(&mut c, style.role, label, at),
                Some(Entry::GoesOn(Some(listed))) if style.role == Role::Body => {
                    Role::Listed(Listed { continues: true, ..listed })
                }
                _ => style.role,
            };
            let align = style.align.unwrap_or_default();
            items.push(Item { role, align, ..Item::para(c, self.reading.number) });
        }
        items
    }

    /// Whether tracked changes are refused.
    pub fn refuses(&self) -> bool {
        self.reading.options.changes == Changes::Refuse
    }
}

/// Of the formatting of a heading, only whether it is hidden.
fn hidden(style: &Resolved) -> Looks {
    Looks { hidden: style.looks.hidden, ..Looks::default() }
}

/// Whether a section is hidden.
fn is_hidden(node: Node<'_>) -> bool {
    attr(node, "display") == Some("none") || attr(node, "is-hidden") == Some("true")
}
