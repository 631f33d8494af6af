//! Pull quotes that say again what stands in the text of their article: without one nothing is lost.

use std::collections::BTreeSet;

use super::model::{Block, BlockKind, Inline, plain};

/// The lines of the pull quotes, among blocks that belong to no other, whose words stand in a paragraph of theirs.
pub fn repeated(blocks: &[Block]) -> BTreeSet<usize> {
    let mut texts = Vec::new();
    paragraphs(blocks, &mut texts);
    let own = blocks.iter().filter(|block| match &block.kind {
        BlockKind::Pullquote { c, .. } => {
            let words = letters(&plain(c));
            let words = words.trim_matches(|c: char| !c.is_alphanumeric());
            let has_note = c.iter().any(|own| matches!(own, Inline::Note { .. }));
            !words.is_empty() && !has_note && texts.iter().any(|text| text.contains(words))
        }
        _ => false,
    });
    own.map(|block| block.line).collect()
}

/// The lines of the pull quotes, among blocks that belong to no other, that are set only where they fill a page.
pub fn spare(blocks: &[Block]) -> BTreeSet<usize> {
    let is_spare = |block: &&Block| matches!(block.kind, BlockKind::Pullquote { spare: true, .. });
    blocks.iter().filter(is_spare).map(|block| block.line).collect()
}

/// The running text of blocks, paragraph by paragraph.
fn paragraphs(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Para { c } => out.push(letters(&plain(c))),
            BlockKind::List { items, .. } => items.iter().for_each(|item| paragraphs(item, out)),
            BlockKind::Quote { c } | BlockKind::Item { c, .. } => paragraphs(c, out),
            BlockKind::Qa { turns, .. } => turns.iter().for_each(|turn| paragraphs(&turn.c, out)),
            _ => {}
        }
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(said: &str) -> Vec<Block> {
        let text = |s: &str| vec![Inline::Text { s: s.to_owned() }];
        let para = BlockKind::Para { c: text("秤停稳了再报数，报了数再落笔。") };
        let quote = BlockKind::Pullquote { by: None, spare: true, c: text(said) };
        vec![Block { line: 1, kind: para }, Block { line: 3, kind: quote }]
    }

    #[test]
    fn a_pull_quote_repeats_the_text_but_for_marks_around_it() {
        for said in ["报了数再落笔", "“秤停稳了 再报数。”"] {
            assert_eq!(repeated(&blocks(said)), BTreeSet::from([3]), "{said}");
        }
        for said in ["报数再落笔", "……"] {
            assert_eq!(repeated(&blocks(said)), BTreeSet::new(), "{said}");
        }
        assert_eq!(spare(&blocks("")), BTreeSet::from([3]));
    }
}
