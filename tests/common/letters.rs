//! The letters that a page of the EPUB must have, told from the model alone: every text of the
//! article in reading order, with the words that the EPUB adds of its own; notes at the end.

use std::collections::BTreeMap;

use neikan::manuscript::model::*;

use crate::common::dense;

/// What the letters of an article depend on besides its text.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    /// Whether the file of a picture is in the book; where it is not, its description shows.
    pub has_picture: &'a dyn Fn(&Picture) -> bool,
    /// Whether a chart, by its place in the article, is drawn.
    pub is_drawn: &'a dyn Fn(usize) -> bool,
}

/// The letters of an article's page.
pub fn of_article(article: &Article, book: Book<'_>) -> String {
    let mut writer = Writer { out: String::new(), notes: BTreeMap::new(), charts: 0, book };
    writer.head(article);
    let document = article.document.as_ref();
    writer.option("", document.and_then(|document| document.to.as_deref()));
    writer.option("", article.speech.as_ref().and_then(|speech| speech.to.as_deref()));
    writer.blocks(&article.blocks);
    if let Some(document) = document {
        writer.add(&document.issuer);
        writer.add(&document.date);
    }
    if let Some(SerialRef { part, of }) = article.serial {
        let mark = match (part, of) {
            (part, Some(of)) if part >= of => "续完".to_owned(),
            (1, _) => "待续".to_owned(),
            _ => format!("续{}", part - 1),
        };
        writer.add(&format!("（{mark}）"));
    }
    if !writer.notes.is_empty() {
        writer.add("注释");
    }
    // A note may call a further one, which has a higher number.
    let mut written = 0;
    while let Some((&number, _)) = writer.notes.range(written + 1..).next() {
        let blocks = writer.notes[&number].clone();
        writer.blocks(&blocks);
        written = number;
    }
    dense(&writer.out)
}

struct Writer<'a> {
    out: String,
    notes: BTreeMap<usize, Vec<Block>>,
    charts: usize,
    book: Book<'a>,
}

impl Writer<'_> {
    fn add(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn option(&mut self, before: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.add(before);
            self.add(text);
        }
    }

    fn head(&mut self, article: &Article) {
        let section = &article.section;
        self.add(&section.name);
        self.option("", section.english.as_deref());
        if let Some(serial) = article.serial {
            assert!(serial.part < 10, "not told here");
            let part = "一二三四五六七八九".chars().nth(usize::from(serial.part) - 1).unwrap();
            self.add(&format!("连载之{part}"));
        }
        self.option("", article.kicker.as_deref().filter(|kicker| *kicker != section.name));
        self.add(&article.title);
        self.option("", article.deck.as_deref());
        for author in &article.authors {
            self.add(&author.name);
            self.option("", author.unit.as_deref());
        }
        if let Some(document) = &article.document {
            self.option("", document.number.as_deref());
            self.option("签发人：", document.signer.as_deref());
        }
        if let Some(speech) = &article.speech {
            self.add(&speech.occasion);
            self.option("", speech.date.as_deref());
        }
        for (role, names) in [("摄影", &article.photographers), ("来源", &article.sources)] {
            if !names.is_empty() {
                self.add(role);
                self.add(&names.join("、"));
            }
        }
        self.option("", article.lead.as_deref());
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(&block.kind));
    }

    fn block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Heading { c, .. } | BlockKind::Para { c } => self.inlines(c),
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
            BlockKind::Quote { c } => self.blocks(c),
            BlockKind::Rule | BlockKind::Jump { .. } => {}
            BlockKind::Table(table) => {
                self.option("", table.title.as_deref());
                let rows = std::iter::once(&table.head).chain(&table.rows);
                rows.flatten().for_each(|cell| self.inlines(cell));
                self.option("来源：", table.source.as_deref());
            }
            BlockKind::Figure(figure) => {
                figure.pictures.iter().for_each(|picture| self.picture(picture));
                self.inlines(&figure.caption);
            }
            BlockKind::Sidebar(boxed) | BlockKind::Infobox(boxed) | BlockKind::Points(boxed) => {
                self.option("", boxed.title.as_deref());
                self.blocks(&boxed.c);
            }
            BlockKind::Pullquote { by, c, .. } => {
                self.inlines(c);
                self.option("——", by.as_deref());
            }
            BlockKind::Poem { title, by, stanzas } => {
                self.option("", title.as_deref());
                self.option("", by.as_deref());
                stanzas.iter().flatten().for_each(|verse| self.inlines(verse));
            }
            BlockKind::Qa { portraits, turns } => {
                portraits.iter().for_each(|picture| self.picture(picture));
                for turn in turns {
                    self.add(&format!("{}：", turn.speaker));
                    self.blocks(&turn.c);
                }
            }
            BlockKind::Item { title, unit, c } => {
                self.add(title);
                self.option("", unit.as_deref());
                self.blocks(c);
            }
            BlockKind::Entries(entries) => {
                self.option("", entries.title.as_deref());
                for entry in &entries.rows {
                    self.inlines(&entry.name);
                    self.blocks(&entry.c);
                }
                self.option("来源：", entries.source.as_deref());
            }
            BlockKind::Chart(chart) => self.chart(chart),
        }
    }

    fn picture(&mut self, picture: &Picture) {
        if !(self.book.has_picture)(picture) {
            self.add(&picture.alt);
        }
        self.inlines(&picture.caption);
        self.option("", picture.credit.as_deref());
        self.option("", picture.names.as_deref());
    }

    fn chart(&mut self, chart: &Chart) {
        self.add(&chart.title);
        self.option("单位：", chart.unit.as_deref());
        if (self.book.is_drawn)(self.charts) {
            self.add("数据");
        }
        self.charts += 1;
        self.add(&chart.label);
        chart.series.iter().for_each(|name| self.add(name));
        for row in &chart.rows {
            self.add(&row.label);
            row.values.iter().for_each(|value| self.add(&value.to_string()));
        }
        self.option("来源：", chart.source.as_deref());
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { s }
                | Inline::Code { s }
                | Inline::Dots { s }
                | Inline::Sup { s }
                | Inline::Sub { s } => self.add(s),
                Inline::Ruby { s, r } => {
                    self.add(s);
                    self.add(r);
                }
                Inline::Strong { c }
                | Inline::Emph { c }
                | Inline::Strike { c }
                | Inline::Link { c, .. } => self.inlines(c),
                Inline::Note { number, c } => {
                    self.notes.insert(*number, c.clone());
                }
                Inline::Break => {}
            }
        }
    }
}
