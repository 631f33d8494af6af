//! Repeated references to a note: its text is set once in each place where notes are set.
//!
//! Notes of the running text are set at the foot of a column; those of a box, a table or a caption
//! below it. If a note has already been set in the same place, a further reference keeps its mark
//! and loses its text.

use std::collections::BTreeSet;

use crate::manuscript::model::{Block, BlockKind, Inline, Inlines, Table};

/// Removes the text of further references in an article's blocks.
pub fn once(blocks: &mut [Block]) {
    walk(blocks, &mut BTreeSet::new());
}

fn walk(blocks: &mut [Block], seen: &mut BTreeSet<usize>) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { c, .. }
            | BlockKind::Para { c }
            | BlockKind::Pullquote { c, .. } => inlines(c, seen),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| walk(item, seen)),
            BlockKind::Quote { c } | BlockKind::Item { c, .. } => walk(c, seen),
            BlockKind::Poem { stanzas, .. } => {
                stanzas.iter_mut().flatten().for_each(|verse| inlines(verse, seen));
            }
            BlockKind::Qa { portraits, turns } => {
                let captions = portraits.iter_mut().map(|picture| &mut picture.caption);
                captions.for_each(|caption| inlines(caption, &mut BTreeSet::new()));
                turns.iter_mut().for_each(|turn| walk(&mut turn.c, seen));
            }
            BlockKind::Sidebar(boxed) | BlockKind::Infobox(boxed) | BlockKind::Points(boxed) => {
                once(&mut boxed.c);
            }
            BlockKind::Table(table) => cells(table),
            BlockKind::Entries(entries) => {
                let mut seen = BTreeSet::new();
                for entry in &mut entries.rows {
                    inlines(&mut entry.name, &mut seen);
                    walk(&mut entry.c, &mut seen);
                }
            }
            BlockKind::Figure(figure) => {
                let pictures = figure.pictures.iter_mut().map(|picture| &mut picture.caption);
                let captions = pictures.chain([&mut figure.caption]);
                captions.for_each(|caption| inlines(caption, &mut BTreeSet::new()));
            }
            BlockKind::Rule | BlockKind::Chart(_) | BlockKind::Jump { .. } => {}
        }
    }
}

fn cells(table: &mut Table) {
    let mut seen = BTreeSet::new();
    let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
    rows.flatten().for_each(|cell| inlines(cell, &mut seen));
}

fn inlines(run: &mut Inlines, seen: &mut BTreeSet<usize>) {
    for inline in run {
        match inline {
            Inline::Note { number, c } => {
                if seen.insert(*number) {
                    walk(c, seen);
                } else {
                    c.clear();
                }
            }
            Inline::Strong { c }
            | Inline::Emph { c }
            | Inline::Strike { c }
            | Inline::Link { c, .. } => inlines(c, seen),
            Inline::Text { .. }
            | Inline::Code { .. }
            | Inline::Dots { .. }
            | Inline::Sup { .. }
            | Inline::Sub { .. }
            | Inline::Ruby { .. }
            | Inline::Break => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::markdown::read_body;
    use neikan_base::diagnostic::Findings;

    #[test]
    fn a_note_is_set_once_in_each_place() {
        let body = "甲[^a]乙[^a]。\n\n::: sidebar 框\n丙[^a]，丁[^a]。\n:::\n\n| 戊[^a] |\n|---|\n| 己[^a] |\n\n[^a]: 注。\n";
        let mut blocks = read_body(body, "a.md", 0, &mut Findings::default());
        once(&mut blocks);
        let text = serde_json::to_string(&blocks).unwrap();
        assert_eq!(text.matches(r#""t":"note""#).count(), 6);
        assert_eq!(text.matches("注。").count(), 3);
        assert_eq!(text.matches(r#""number":1,"c":[]"#).count(), 3);
    }
}
