//! The texts that an issue must print, each with the line it comes from.

use std::collections::BTreeSet;

use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::Scope;
use super::sheet::plain;
use crate::diagnostic::{Finding, Findings, Place};
use crate::manuscript::Assembly;
use crate::manuscript::model::{
    Article, Block, BlockKind, Chart, ChartKind, Figure, Inline, Picture, Table,
};
use crate::manuscript::prose::{SourceFile, Text};
use crate::manuscript::quotes::repeated;
use crate::publication::{Letterhead, Plate, Speech};
use crate::typeset::{quotes, told};

/// Where a text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// In the type area.
    Flow,
    /// In the type area or in the strip below it, as for captions of full-page pictures.
    Caption,
    /// Anywhere on the page.
    Page,
}

/// Texts that are read one after another: an article, a box, a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Series {
    /// Its number within the issue.
    pub id: usize,
    /// Whether its texts are side by side, like cells.
    pub cells: bool,
}

/// A text that must be on the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its letters, without white space and without characters that have no glyph.
    pub text: String,
    /// Its place in the manuscript.
    pub place: Place,
    /// Where it may be on a page.
    pub at: Where,
    /// Whether every edition has it as text (charts are pictures in an EPUB).
    pub runs: bool,
    /// The series it is read in; `None` for what a layout may set before or after the text.
    pub series: Option<Series>,
    /// Whether a layout may repeat it: table headers, notes, names.
    pub again: bool,
    /// Whether words in it are struck out, as they are in the manuscript.
    pub struck: bool,
}

impl Unit {
    /// Makes a text; `None` if it has no letters.
    pub fn new(text: &str, place: Place, at: Where) -> Option<Self> {
        let text: String = text.chars().filter_map(plain).collect();
        let (series, again, struck) = (None, false, false);
        let unit = Self { text, place, at, runs: true, series, again, struck };
        (!unit.text.is_empty()).then_some(unit)
    }

    /// Whether it is a name or a figure of a chart.
    pub fn is_of_chart(&self) -> bool {
        !self.runs
    }
}

/// The texts of an issue.
pub fn of(assembly: &Assembly, scope: Scope) -> Vec<Unit> {
    let mut out = Vec::new();
    if scope != Scope::Covers {
        let mut series = 0;
        for (index, article) in assembly.articles.iter().enumerate() {
            let text = assembly.texts.iter().find(|text| text.of == SourceFile::Article(index));
            if let Some(text) = text {
                let mut collector = Collector::new(&text.file, &mut out, series);
                collector.article(article, text);
                series = collector.known;
            }
        }
    }
    if scope != Scope::Inside && assembly.form.covers {
        covers(assembly, &mut out);
    }
    out
}

/// Lets the cells of tables be there more than once, and in another order, whose columns the layout has
/// divided: both parts have the first one.
pub fn divided(assembly: &Assembly, document: &PagedDocument, units: &mut [Unit]) {
    let tables = told::divided(assembly, document);
    let places: Vec<&Place> = tables.iter().filter_map(|own| own.place.as_ref()).collect();
    let is_in = |unit: &&mut Unit| {
        places.iter().any(|own| own.file == unit.place.file && own.line == unit.place.line)
    };
    units.iter_mut().filter(is_in).for_each(|unit| unit.again = true);
}

/// Takes out the pull quotes that the layout was told not to set, as far as they only repeat the text.
pub fn unset(assembly: &Assembly, document: &PagedDocument, units: &mut Vec<Unit>) {
    let own = assembly.articles.iter().enumerate().flat_map(|(index, article)| {
        let lines = quotes::unset(document, &article.id);
        let repeated = if lines.is_empty() { BTreeSet::new() } else { repeated(&article.blocks) };
        let text = assembly.texts.iter().find(|text| text.of == SourceFile::Article(index));
        let lines = lines.into_keys().filter(move |line| repeated.contains(line));
        lines.filter_map(move |line| Some(Place::line(text?.file.clone(), line)))
    });
    let places: Vec<Place> = own.collect();
    let is_out = |unit: &Unit| {
        places.iter().any(|own| own.file == unit.place.file && own.line == unit.place.line)
    };
    units.retain(|unit| !is_out(unit));
}

/// Finds tables that the layout could not set with every column wide enough for its longest word.
pub fn too_wide(assembly: &Assembly, document: &PagedDocument) -> Findings {
    let mut findings = Findings::default();
    let Some(label) = Label::new(PicoStr::intern("table-wide")) else { return findings };
    for content in document.introspector().query(&Selector::Label(label)) {
        let Some(data) = content.to_packed::<MetadataElem>() else { continue };
        let Value::Dict(data) = &data.value else { continue };
        let (Ok(Value::Str(key)), Ok(Value::Int(line))) = (data.get("article"), data.get("line"))
        else {
            continue;
        };
        let id = key.as_str().trim_end_matches(".rest");
        let index = assembly.articles.iter().position(|article| article.id == id);
        let text = index.and_then(|index| {
            assembly.texts.iter().find(|text| text.of == SourceFile::Article(index))
        });
        if let Some(text) = text {
            let line = usize::try_from(*line).unwrap_or_default();
            let place = Place::line(text.file.clone(), line);
            findings.push(Finding::stop("table-wide").at(place));
        }
    }
    findings
}

/// The texts of the cover pages.
fn covers(assembly: &Assembly, out: &mut Vec<Unit>) {
    let Some(text) = assembly.texts.iter().find(|text| text.of == SourceFile::Issue) else {
        return;
    };
    let issue = &assembly.issue;
    let pages = [
        ("inside_front", &issue.inside_front, &assembly.covers.inside_front),
        ("inside_back", &issue.inside_back, &assembly.covers.inside_back),
    ];
    for (key, plate, picture) in pages {
        let (Some(Plate { title, text: words, .. }), Some(picture)) = (plate, picture) else {
            continue;
        };
        let credit = (picture.credit.as_ref(), "credit");
        for (words, part) in [(title.as_ref(), "title"), (words.as_ref(), "text"), credit] {
            let place = text.places.value(&format!("/{key}/{part}"));
            out.extend(words.and_then(|words| Unit::new(words, place, Where::Page)));
        }
    }
}

struct Collector<'a> {
    file: &'a str,
    out: &'a mut Vec<Unit>,
    /// The series of the texts being collected.
    series: Option<Series>,
    /// How many series there are so far.
    known: usize,
    /// The notes already collected from running text, by number.
    notes: BTreeSet<usize>,
}

impl<'a> Collector<'a> {
    fn new(file: &'a str, out: &'a mut Vec<Unit>, known: usize) -> Self {
        Self { file, out, series: None, known, notes: BTreeSet::new() }
    }

    fn push(&mut self, text: &str, line: usize, at: Where) {
        let unit = Unit::new(text, Place::line(self.file, line), at);
        self.out.extend(unit.map(|unit| Unit { series: self.series, ..unit }));
    }

    /// Collects texts that form a series of their own.
    fn series(&mut self, cells: bool, collect: impl FnOnce(&mut Self)) {
        self.known += 1;
        let series = Some(Series { id: self.known, cells });
        let around = std::mem::replace(&mut self.series, series);
        collect(self);
        self.series = around;
    }

    /// Collects texts that are outside the reading order.
    fn apart(&mut self, collect: impl FnOnce(&mut Self)) {
        let around = self.series.take();
        collect(self);
        self.series = around;
    }

    /// Collects texts that a layout may repeat.
    fn again(&mut self, collect: impl FnOnce(&mut Self)) {
        let from = self.out.len();
        collect(self);
        self.out[from..].iter_mut().for_each(|unit| unit.again = true);
    }

    fn article(&mut self, article: &Article, text: &Text) {
        let mut head = |pointer: &str, words: &str| {
            let unit = Unit::new(words, text.places.value(pointer), Where::Flow);
            let again = ["/authors", "/title"].iter().any(|key| pointer.starts_with(key));
            self.out.extend(unit.map(|unit| Unit { again, ..unit }));
        };
        head("/title", &article.title);
        // A kicker that only repeats the section's name is left out.
        let kicker = article.kicker.as_ref().filter(|kicker| **kicker != article.section.name);
        kicker.into_iter().for_each(|kicker| head("/kicker", kicker));
        article.deck.iter().for_each(|deck| head("/deck", deck));
        article.lead.iter().for_each(|lead| head("/lead", lead));
        for (index, author) in article.authors.iter().enumerate() {
            head(&format!("/authors/{index}/name"), &author.name);
        }
        // A unit shared by several authors may be printed once.
        let mut units: Vec<&String> = Vec::new();
        for (index, author) in article.authors.iter().enumerate() {
            if let Some(unit) = author.unit.as_ref().filter(|unit| !units.contains(unit)) {
                head(&format!("/authors/{index}/unit"), unit);
                units.push(unit);
            }
        }
        for (index, name) in article.photographers.iter().enumerate() {
            head(&format!("/photographers/{index}"), name);
        }
        for (index, source) in article.sources.iter().enumerate() {
            head(&format!("/sources/{index}"), source);
        }
        if let Some(Letterhead { number, signer, to, issuer, date }) = &article.document {
            let optional = [("number", number), ("signer", signer), ("to", to)];
            for (key, words) in optional {
                words.iter().for_each(|words| head(&format!("/document/{key}"), words));
            }
            head("/document/issuer", issuer);
            head("/document/date", date);
        }
        if let Some(Speech { occasion, date, to }) = &article.speech {
            head("/speech/occasion", occasion);
            date.iter().for_each(|words| head("/speech/date", words));
            to.iter().for_each(|words| head("/speech/to", words));
        }
        // Upright lines go from right to left, each from the top: only their order can be told.
        let upright = article.writing.is_some();
        self.series(upright, |own| own.blocks(&article.blocks));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        let line = block.line;
        match &block.kind {
            BlockKind::Heading { c, .. } | BlockKind::Para { c } => {
                self.inlines(c, line, Where::Flow)
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(item)),
            BlockKind::Quote { c } => self.blocks(c),
            BlockKind::Rule | BlockKind::Jump { .. } => {}
            BlockKind::Table(table) => self.series(true, |own| own.table(table, line)),
            BlockKind::Figure(figure) => self.apart(|own| own.figure(figure, line)),
            BlockKind::Sidebar(boxed) | BlockKind::Infobox(boxed) | BlockKind::Points(boxed) => {
                // Points may be arranged in rows.
                let cells = matches!(block.kind, BlockKind::Points(_));
                self.series(cells, |own| {
                    // It is repeated where the box goes on in another column.
                    own.again(|own| own.optional(&boxed.title, line));
                    own.blocks(&boxed.c);
                });
            }
            BlockKind::Pullquote { by, c, .. } => self.apart(|own| {
                own.inlines(c, line, Where::Flow);
                own.optional(by, line);
            }),
            BlockKind::Poem { title, by, stanzas } => {
                self.apart(|own| {
                    own.optional(title, line);
                    own.optional(by, line);
                });
                stanzas.iter().flatten().for_each(|verse| self.inlines(verse, line, Where::Flow));
            }
            BlockKind::Qa { portraits, turns } => {
                self.apart(|own| own.pictures(portraits));
                for turn in turns {
                    self.push(&turn.speaker, line, Where::Flow);
                    self.blocks(&turn.c);
                }
            }
            BlockKind::Item { title, unit, c } => {
                self.apart(|own| {
                    own.push(title, line, Where::Flow);
                    own.optional(unit, line);
                });
                self.blocks(c);
            }
            BlockKind::Entries(entries) => self.series(true, |own| {
                own.again(|own| own.optional(&entries.title, line));
                for entry in &entries.rows {
                    own.inlines(&entry.name, entry.line, Where::Flow);
                    own.blocks(&entry.c);
                }
                own.apart(|own| own.optional(&entries.source, line));
            }),
            BlockKind::Chart(chart) => {
                self.apart(|own| own.again(|own| own.chart(chart, line)));
            }
        }
    }

    fn optional(&mut self, text: &Option<String>, line: usize) {
        text.iter().for_each(|text| self.push(text, line, Where::Flow));
    }

    fn table(&mut self, table: &Table, line: usize) {
        self.again(|own| {
            own.apart(|own| own.optional(&table.title, line));
            // Every part of a long table repeats its whole head.
            let heads = table.rows.iter().take(table.heads() - 1).flatten();
            table.head.iter().chain(heads).for_each(|cell| own.inlines(cell, line, Where::Flow));
        });
        let cells = table.rows.iter().skip(table.heads() - 1).flatten();
        cells.for_each(|cell| self.inlines(cell, line, Where::Flow));
        self.apart(|own| own.optional(&table.source, line));
    }

    fn figure(&mut self, figure: &Figure, line: usize) {
        self.pictures(&figure.pictures);
        self.inlines(&figure.caption, line, Where::Caption);
    }

    fn pictures(&mut self, pictures: &[Picture]) {
        for Picture { caption, credit, names, line, .. } in pictures {
            self.inlines(caption, *line, Where::Caption);
            let beside = credit.iter().chain(names);
            beside.for_each(|text| self.push(text, *line, Where::Caption));
        }
    }

    fn chart(&mut self, chart: &Chart, line: usize) {
        let from = self.out.len();
        self.push(&chart.title, line, Where::Flow);
        self.optional(&chart.unit, line);
        self.optional(&chart.source, line);
        if chart.series.len() > 1 {
            chart.series.iter().for_each(|name| self.push(name, line, Where::Flow));
        }
        for row in &chart.rows {
            self.push(&row.label, line, Where::Flow);
            let mut values = row.values.clone();
            // Lines that meet at a point share its figure.
            if chart.kind == ChartKind::Line {
                values.sort_by(f64::total_cmp);
                values.dedup();
            }
            values.iter().for_each(|value| self.push(&value.to_string(), line, Where::Flow));
        }
        self.out[from..].iter_mut().for_each(|unit| unit.runs = false);
    }

    /// The text of a run, then its ruby readings and notes.
    fn inlines(&mut self, inlines: &[Inline], line: usize, at: Where) {
        let (mut text, mut rest) = (String::new(), Vec::new());
        flatten(inlines, &mut text, &mut rest);
        let from = self.out.len();
        self.push(&text, line, at);
        let struck = holds_strike(inlines);
        self.out[from..].iter_mut().for_each(|unit| unit.struck = struck);
        for part in rest {
            match part {
                Inline::Ruby { r, .. } => self.apart(|own| own.push(r, line, at)),
                // It is printed where it is first referred to, and repeated only if a box or
                // another page calls for it.
                Inline::Note { number, c } if !self.notes.contains(number) => {
                    if at == Where::Flow {
                        self.notes.insert(*number);
                    }
                    let from = self.out.len();
                    self.apart(|own| own.again(|own| own.blocks(c)));
                    self.out[from..].iter_mut().for_each(|unit| unit.at = at);
                }
                _ => {}
            }
        }
    }
}

/// Whether words of a run are struck out.
fn holds_strike(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Strike { .. } => true,
        Inline::Strong { c } | Inline::Emph { c } | Inline::Link { c, .. } => holds_strike(c),
        _ => false,
    })
}

/// Collects the characters of a run and what goes with them: ruby readings and notes.
fn flatten<'a>(inlines: &'a [Inline], text: &mut String, rest: &mut Vec<&'a Inline>) {
    for inline in inlines {
        match inline {
            Inline::Text { s }
            | Inline::Code { s }
            | Inline::Dots { s }
            | Inline::Sup { s }
            | Inline::Sub { s } => text.push_str(s),
            Inline::Ruby { s, .. } => {
                text.push_str(s);
                rest.push(inline);
            }
            Inline::Strong { c }
            | Inline::Emph { c }
            | Inline::Strike { c }
            | Inline::Link { c, .. } => flatten(c, text, rest),
            Inline::Note { .. } => rest.push(inline),
            Inline::Break => {}
        }
    }
}
