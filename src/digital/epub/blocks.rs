//! Blocks of running text: headings, paragraphs, lists, quotations.

use super::article::Writer;
use crate::manuscript::model::{Block, BlockKind, Inline, Inlines};

/// The longest name of a fact, characters.
const FACT_NAME: usize = 12;

impl<'a> Writer<'a> {
    /// Writes consecutive blocks.
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(&block.kind);
        }
    }

    fn block(&mut self, kind: &'a BlockKind) {
        match kind {
            BlockKind::Heading { level, c } => self.heading(*level, c),
            BlockKind::Para { c } => {
                self.xml.open("p");
                self.running(c);
                self.xml.close();
            }
            BlockKind::List { ordered, start, items } => self.list(*ordered, *start, items),
            BlockKind::Quote { c } => {
                self.xml.open("blockquote");
                self.blocks(c);
                self.xml.close();
            }
            BlockKind::Rule => {
                self.xml.open("hr").close();
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Sidebar(boxed) => self.boxed("sidebar", boxed),
            BlockKind::Infobox(boxed) => self.boxed("infobox", boxed),
            BlockKind::Points(boxed) => self.boxed("points", boxed),
            BlockKind::Pullquote { by, c, .. } => self.pullquote(by.as_deref(), c),
            BlockKind::Poem { title, by, stanzas } => {
                self.poem(title.as_deref(), by.as_deref(), stanzas);
            }
            BlockKind::Qa { portraits, turns } => self.turns(portraits, turns),
            BlockKind::Item { title, unit, c } => self.brief(title, unit.as_deref(), c),
            BlockKind::Entries(entries) => self.entries(entries),
            BlockKind::Chart(chart) => self.chart(chart),
            // Here the text continues immediately.
            BlockKind::Jump { .. } => {}
        }
    }

    /// A heading ranked one or two below the title above it, never skipping a rank.
    fn heading(&mut self, level: u8, text: &'a Inlines) {
        self.rank = (self.base + level).min(self.rank + 1).min(6);
        self.xml.open(heading_name(self.rank));
        self.inlines(text);
        self.xml.close();
    }

    /// Running text, in which printed pages begin; text in a box has no place on paper.
    pub(super) fn running(&mut self, text: &'a Inlines) {
        let around = std::mem::replace(&mut self.folios.counting, !self.folios.apart);
        self.inlines(text);
        self.folios.counting = around;
    }

    /// A paragraph of text.
    pub(super) fn paragraph(&mut self, class: &str, text: &'a Inlines) {
        self.xml.open("p").class(class);
        self.inlines(text);
        self.xml.close();
    }

    fn list(&mut self, ordered: bool, start: usize, items: &'a [Vec<Block>]) {
        self.xml.open(if ordered { "ol" } else { "ul" });
        if ordered && start != 1 {
            self.xml.attr("start", &start.to_string());
        }
        for item in items {
            self.xml.open("li");
            match item.split_first() {
                Some((Block { kind: BlockKind::Para { c }, .. }, rest)) => {
                    self.item_text(c);
                    self.blocks(rest);
                }
                _ => self.blocks(item),
            }
            self.xml.close();
        }
        self.xml.close();
    }

    /// The text of a list item; in a box of facts its name is emphasised.
    fn item_text(&mut self, text: &'a Inlines) {
        if let (true, Some((Inline::Text { s }, rest))) = (self.facts, text.split_first())
            && let Some((name, value)) = s.split_once('：')
            && name.chars().count() <= FACT_NAME
        {
            self.xml.open("b").class("fact").text(name).text("：").close().text(value);
            return self.inlines(rest);
        }
        self.running(text);
    }

    /// Writes a part whose own title ranks below the surrounding text, then restores the rank.
    pub(super) fn titled(&mut self, title: Option<&'a str>, write: impl FnOnce(&mut Self)) {
        let around = (self.base, self.rank);
        if let Some(title) = title {
            let label = self.label();
            self.rank = (self.rank + 1).min(6);
            self.xml.attr("aria-labelledby", &label);
            self.xml.open(heading_name(self.rank)).class("box-title").attr("id", &label);
            self.xml.text(title).close();
        }
        self.base = self.rank;
        write(self);
        (self.base, self.rank) = around;
    }
}

fn heading_name(rank: u8) -> &'static str {
    match rank {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}
