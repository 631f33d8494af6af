//! How much an issue may contain: what would take more memory to typeset than a common computer has
//! is refused beforehand.
//!
//! The costs are the peak memory of a build of both editions, measured with a thousand of each
//! thing.

use super::model::{Article, BlockKind, Figure, Inline, Inlines, Part, walk};
use neikan_base::diagnostic::{Finding, Findings, Place};

/// The most rows of a table.
pub const ROWS: usize = 500;
/// The most text of an issue, all its articles together, bytes.
pub const TEXT: usize = 8 << 20;

/// The most memory that the pages of an issue may take together, kB.
const MOST: usize = 1_200_000;
/// What each thing takes, kB.
const CHARACTER: usize = 2;
const CELL: usize = 300;
const NOTE: usize = 210;
const HEADING: usize = 170;
const PICTURE: usize = 660;
const ITEM: usize = 80;

/// How much an article contains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Load {
    characters: usize,
    cells: usize,
    notes: usize,
    headings: usize,
    pictures: usize,
    items: usize,
}

impl Load {
    fn of(article: &Article) -> Self {
        let mut load = Self::default();
        walk(&article.blocks, &mut |part| match part {
            Part::Text(text, _) => load.characters += text.chars().count(),
            Part::Picture(_) => load.pictures += 1,
            Part::Block(block) => load.block(&block.kind),
        });
        load
    }

    /// Counts a block, but not the blocks in it.
    fn block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Heading { c, .. } => {
                self.headings += 1;
                self.calls(c);
            }
            BlockKind::Para { c } | BlockKind::Pullquote { c, .. } => self.calls(c),
            BlockKind::List { items, .. } => self.items += items.len(),
            BlockKind::Table(table) => {
                let cells = std::iter::once(&table.head).chain(&table.rows).flatten();
                cells.for_each(|cell| {
                    self.cells += 1;
                    self.calls(cell);
                });
            }
            BlockKind::Figure(Figure { caption, pictures, .. }) => {
                let captions = pictures.iter().map(|picture| &picture.caption);
                captions.chain([caption]).for_each(|caption| self.calls(caption));
            }
            BlockKind::Poem { stanzas, .. } => {
                self.items += stanzas.len();
                stanzas.iter().flatten().for_each(|verse| self.calls(verse));
            }
            BlockKind::Item { .. } => self.headings += 1,
            BlockKind::Entries(entries) => {
                self.items += entries.rows.len();
                entries.rows.iter().for_each(|entry| self.calls(&entry.name));
            }
            BlockKind::Qa { portraits, turns } => {
                self.items += turns.len();
                portraits.iter().for_each(|picture| self.calls(&picture.caption));
            }
            _ => {}
        }
    }

    /// Counts the notes that a run refers to.
    fn calls(&mut self, inlines: &Inlines) {
        for inline in inlines {
            match inline {
                Inline::Note { .. } => self.notes += 1,
                Inline::Strong { c }
                | Inline::Emph { c }
                | Inline::Strike { c }
                | Inline::Link { c, .. } => self.calls(c),
                _ => {}
            }
        }
    }

    fn cost(&self) -> usize {
        self.characters * CHARACTER
            + self.cells * CELL
            + self.notes * NOTE
            + self.headings * HEADING
            + self.pictures * PICTURE
            + self.items * ITEM
    }
}

/// Refuses an issue that is too large to be typeset; the finding names the largest article.
pub fn look(id: &str, articles: &[Article], findings: &mut Findings) {
    let loads: Vec<Load> = articles.iter().map(Load::of).collect();
    let whole: usize = loads.iter().map(Load::cost).sum();
    let most = articles.iter().zip(&loads).max_by_key(|(_, load)| load.cost());
    let Some((article, load)) = most.filter(|_| whole > MOST) else { return };
    let place = Place::file(format!("issues/{id}/articles/{}.md", article.id));
    let finding = Finding::stop("issue-heavy").at(place).with("title", &article.title);
    let finding = finding.with("percent", (whole * 100).div_ceil(MOST));
    let finding = finding.with("characters", load.characters).with("cells", load.cells);
    let finding = finding.with("pictures", load.pictures).with("notes", load.notes);
    findings.push(finding.with("headings", load.headings).with("items", load.items));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::markdown::read_body;

    #[test]
    fn everything_that_is_set_is_counted() {
        let body = "## 题\n\n甲[^a]乙。\n\n- 一\n- 二\n\n| 表 | 头 |\n|---|---|\n| 三 | 四[^a] |\n\n[^a]: 注。\n";
        let blocks = read_body(body, "a.md", 0, &mut Findings::default());
        let mut load = Load::default();
        walk(&blocks, &mut |part| {
            if let Part::Block(block) = part {
                load.block(&block.kind);
            }
        });
        assert_eq!((load.headings, load.notes, load.items, load.cells), (1, 2, 2, 4));
        assert_eq!(load.cost(), HEADING + 2 * NOTE + 2 * ITEM + 4 * CELL);
    }
}
