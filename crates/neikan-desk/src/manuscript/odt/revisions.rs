//! Tracked changes: deletions are stored before the text, insertions within it.

use std::collections::BTreeMap;

use crate::manuscript::incoming::xml::{Node, attr, below, child, elements};

/// The tracked changes of a document, by identifier.
#[derive(Debug, Default)]
pub struct Revisions<'a>(BTreeMap<&'a str, Revision<'a>>);

/// A tracked change.
#[derive(Debug, Clone, Copy)]
pub struct Revision<'a> {
    /// Who made it.
    pub author: Option<&'a str>,
    /// What it deleted; nothing if it is an insertion.
    pub deletion: Option<Node<'a>>,
}

impl<'a> Revisions<'a> {
    /// Reads the changes of a text. Mere changes of formatting are ignored.
    pub fn read(body: Node<'a>) -> Self {
        let regions = child(body, "tracked-changes").into_iter().flat_map(elements);
        let revisions = regions.filter_map(|region| {
            let deletion = child(region, "deletion");
            let change = deletion.or_else(|| child(region, "insertion"))?;
            let author = below(change, "creator").and_then(|node| node.text());
            Some((attr(region, "id")?, Revision { author, deletion }))
        });
        Self(revisions.collect())
    }

    /// The change that a mark in the text refers to.
    pub fn named(&self, mark: Node<'a>) -> Option<Revision<'a>> {
        self.0.get(attr(mark, "change-id")?).copied()
    }
}
