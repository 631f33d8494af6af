//! Footnotes and endnotes; comments, which become remarks for the editor.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::body::Reader;
use super::package::Relations;
use super::texts;
use super::xml::{Node, attr, elements};
use crate::manuscript::incoming::Item;
use crate::manuscript::incoming::arrange::{arrange_note, first_words};
use crate::manuscript::incoming::text::clean;
use crate::manuscript::model::{Block, BlockKind};
use crate::publication::Remark;
use neikan_base::diagnostic::Finding;

/// How many characters a remark quotes of the words that it is about.
const QUOTED: usize = 30;
/// The longest remark, in characters.
const REMARK: usize = 2000;

/// The notes of a document, by kind and identifier.
#[derive(Default)]
pub struct Notes<'a>(BTreeMap<(&'static str, String), (Node<'a>, Rc<Relations>)>);

impl<'a> Notes<'a> {
    /// The notes in the given parts.
    pub fn of(parts: impl Iterator<Item = (Node<'a>, Rc<Relations>)>) -> Self {
        let mut notes = BTreeMap::new();
        for (root, relations) in parts {
            for node in elements(root) {
                let kind =
                    if node.tag_name().name() == "footnote" { "footnote" } else { "endnote" };
                // Separators have a type, notes have none.
                let real = attr(node, "type").is_none_or(|kind| kind == "normal");
                if let Some(id) = attr(node, "id").filter(|_| real) {
                    notes.insert((kind, id.to_owned()), (node, relations.clone()));
                }
            }
        }
        Self(notes)
    }
}

/// The text of a note, and the pictures in it.
type Note = (Vec<Block>, Vec<Item>);

impl<'a> Reader<'a, '_, '_> {
    /// The text of the note that a reference names, and the pictures in it; nothing if it is
    /// missing.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn note(&mut self, reference: Node<'a>) -> Result<Option<Note>, Finding> {
        let footnote = reference.tag_name().name() == "footnoteReference";
        let kind = if footnote { "footnote" } else { "endnote" };
        let Some(id) = attr(reference, "id") else { return Ok(None) };
        // A note is used once: another reference to it, or one within itself, finds nothing.
        let Some((node, relations)) = self.notes.0.remove(&(kind, id.to_owned())) else {
            self.report(Finding::warn("import-note-missing"));
            return Ok(None);
        };
        if !footnote {
            self.report(Finding::note("import-endnote"));
        }
        let outer = (
            std::mem::replace(&mut self.relations, relations),
            std::mem::take(&mut self.fields),
            std::mem::take(&mut self.pending),
            self.number,
            self.words.clone(),
        );
        self.boxed += 1;
        let mut items: Vec<Item> = Vec::new();
        let read = self.blocks(node, &mut items);
        self.flush(&mut items);
        self.boxed -= 1;
        (self.relations, self.fields, self.pending, self.number, self.words) = outer;
        read?;
        let (texts, floats): (Vec<Item>, Vec<Item>) =
            items.into_iter().partition(|item| matches!(item.block, BlockKind::Para { .. }));
        if !floats.is_empty() {
            self.report(Finding::warn("import-note-block"));
        }
        Ok(Some((arrange_note(texts), floats)))
    }
}

/// Comments, and what each is about as far as it has been read.
#[derive(Debug, Default)]
pub struct Remarks {
    remarks: Vec<(String, Remark)>,
    open: Vec<usize>,
}

/// Reads comments.xml.
pub fn remarks(root: Node<'_>) -> Remarks {
    let nodes = elements(root).filter(|node| node.tag_name().name() == "comment");
    let remarks = nodes.filter_map(|node| {
        let paragraphs = node.descendants().filter(|node| node.tag_name().name() == "p");
        let text: Vec<String> =
            paragraphs.map(|node| clean(&texts(node)).trim().to_owned()).collect();
        let text: String = text.join(" ").trim().chars().take(REMARK).collect();
        let by = attr(node, "author").map(clean).map(|name| name.trim().to_owned());
        let remark = Remark { by: by.filter(|name| !name.is_empty()), at: None, text };
        let id = attr(node, "id")?.to_owned();
        (!remark.text.is_empty()).then_some((id, remark))
    });
    Remarks { remarks: remarks.collect(), open: Vec::new() }
}

impl Remarks {
    /// Begins or ends the range that a comment is about.
    pub fn range(&mut self, node: Node<'_>) {
        let Some(at) = self.named(node) else { return };
        if node.tag_name().name() == "commentRangeStart" {
            if self.open.len() < 64 {
                self.open.push(at);
            }
        } else {
            self.open.retain(|open| *open != at);
        }
    }

    /// Adds text to what the open comments are about.
    pub fn hear(&mut self, text: &str) {
        for &at in &self.open {
            let quoted = self.remarks[at].1.at.get_or_insert_default();
            let left = QUOTED.saturating_sub(quoted.chars().count());
            quoted.extend(text.chars().take(left));
        }
    }

    /// Makes a comment without a range of text be about the paragraph it is anchored in.
    pub fn reference(&mut self, node: Node<'_>, words: &str) {
        if let Some(at) = self.named(node) {
            self.remarks[at].1.at.get_or_insert_with(|| first_words(words));
        }
    }

    /// The remarks in the order of the document's comments.
    pub fn finish(self) -> Vec<Remark> {
        self.remarks.into_iter().map(|(_, remark)| remark).collect()
    }

    fn named(&self, node: Node<'_>) -> Option<usize> {
        let id = attr(node, "id")?;
        self.remarks.iter().position(|(own, _)| own == id)
    }
}
