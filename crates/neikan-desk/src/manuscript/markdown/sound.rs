//! What a text must not lack, so that pages and their PDFs can be made from it.
//!
//! PDF/UA-1 (ISO 14289-1, 7.4.2) does not allow a level of headings to be skipped: the title of an
//! article is the level above its `##`. Headings without words, lists without text and tables
//! without rows have no place in any edition.

use super::super::model::{Block, BlockKind, Inlines, is_blank, plain};
use neikan_base::diagnostic::{Finding, Findings, Place};

/// Examines the blocks of an article in reading order.
pub fn look(blocks: &[Block], file: &str, findings: &mut Findings) {
    let mut look = Look { file, findings, below: false };
    look.blocks(blocks);
}

struct Look<'a> {
    file: &'a str,
    findings: &'a mut Findings,
    /// Whether there is a heading of the first level, or the title of an item, above.
    below: bool,
}

impl Look<'_> {
    fn report(&mut self, finding: Finding, line: usize) {
        self.findings.push(finding.at(Place::line(self.file, line)));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        let line = block.line;
        match &block.kind {
            BlockKind::Heading { level, c } => self.heading(*level, c, line),
            BlockKind::List { items, .. } => {
                for item in items {
                    if item.is_empty() {
                        self.report(Finding::stop("list-item-empty"), line);
                    }
                    self.blocks(item);
                }
            }
            BlockKind::Quote { c } => self.blocks(c),
            BlockKind::Sidebar(boxed) => self.blocks(&boxed.c),
            // What a point or a fact begins with is set as a point, whatever it is, so no heading
            // in there counts as above what follows.
            BlockKind::Infobox(boxed) | BlockKind::Points(boxed) => {
                let below = self.below;
                self.blocks(&boxed.c);
                self.below = below;
            }
            BlockKind::Qa { turns, .. } => turns.iter().for_each(|turn| self.blocks(&turn.c)),
            BlockKind::Entries(entries) => {
                entries.rows.iter().for_each(|entry| self.blocks(&entry.c));
            }
            BlockKind::Item { c, .. } => {
                self.below = true;
                self.blocks(c);
            }
            BlockKind::Table(table) if table.rows.is_empty() => {
                self.report(Finding::stop("table-rows"), line);
            }
            // What follows is printed below another article.
            BlockKind::Jump { .. } => self.below = false,
            _ => {}
        }
    }

    fn heading(&mut self, level: u8, c: &Inlines, line: usize) {
        let words = plain(c);
        if is_blank(&words) {
            self.report(Finding::stop("heading-empty"), line);
        } else if level > 1 && !self.below {
            self.report(Finding::stop("heading-order").with("found", words), line);
        }
        self.below |= level == 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_body;
    use neikan_base::diagnostic::Findings;

    fn rules(body: &str) -> Vec<(&'static str, usize)> {
        let mut findings = Findings::default();
        read_body(body, "a.md", 0, &mut findings);
        findings.iter().map(|f| (f.rule, f.place.as_ref().unwrap().line)).collect()
    }

    #[test]
    fn no_level_of_headings_is_skipped() {
        assert_eq!(
            rules("文\n\n### 下\n\n文\n\n### 下"),
            [("heading-order", 3), ("heading-order", 7)]
        );
        assert_eq!(rules("## 上\n\n### 下\n\n文"), []);
        assert_eq!(rules("> ### 下\n>\n> 文"), [("heading-order", 1)]);
        assert_eq!(rules("::: item 条\n文\n:::\n\n### 下\n\n文"), []);
        assert_eq!(rules("::: points\n- ## 中\n:::\n\n### 下\n\n文"), [("heading-order", 5)]);
        let parted = "## 上\n\n文\n\n::: jump {after=\"b\"}\n:::\n\n### 下\n\n文";
        assert_eq!(rules(parted), [("heading-order", 8)]);
    }

    #[test]
    fn a_definition_ends_at_the_first_bracket_that_closes() {
        assert_eq!(rules("[甲]: 乙"), [("link-definition", 1)]);
        assert_eq!(rules("[甲\\[一\\]]: 乙"), [("link-definition", 1)]);
        assert_eq!(rules("[甲\\]: 乙](https://a.b/)"), []);
        assert_eq!(rules("[^a]\n\n[^a]: 注"), []);
    }

    #[test]
    fn nothing_is_empty() {
        assert_eq!(rules("文\n\n##\n\n文"), [("heading-empty", 3)]);
        assert_eq!(rules("## \u{3000}\u{200b}\n\n文"), [("heading-empty", 1)]);
        assert_eq!(rules("## [^a]\n\n文\n\n[^a]: 注"), [("heading-empty", 1)]);
        assert_eq!(rules("- 甲\n-\n- 丙"), [("list-item-empty", 1)]);
        assert_eq!(rules("| 甲 | 乙 |\n|---|---|"), [("table-rows", 1)]);
        assert_eq!(rules("| 甲 |\n|---|\n| 乙 | 丙 |"), [("table-cells", 3)]);
        assert_eq!(rules("| 甲 |\n|---|\n| 乙\\|丙 | |\n丁"), []);
        // A head that is all of the table has no other fault.
        assert_eq!(rules("| 甲 | << | 乙 |\n|---|---|---|"), [("table-rows", 1)]);
        assert_eq!(rules("[](https://a.b/)"), [("link-text", 1)]);
        let deep = format!("{}[*甲*](https://a.b/)", "> ".repeat(5));
        assert_eq!(rules(&deep), [("nesting-deep", 1)]);
        let deep: String = (0..6).map(|level| format!("{}- 甲\n\n", "  ".repeat(level))).collect();
        assert_eq!(rules(&deep), [("nesting-deep", 11)]);
        assert_eq!(rules("[甲]()"), [("link-address", 1)]);
    }
}
