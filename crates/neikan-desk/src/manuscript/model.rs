//! The document model: an article as a tree of blocks and inlines.
//!
//! Serialised, it is exactly what the templates see (docs/template-data.md). Text is held as plain
//! strings: nothing in it means anything to Typst, HTML or a path.

use serde::Serialize;

use crate::publication::{
    Author, Focus, Letterhead, Opener, Rank, Serial, Speech, Start, Waiver, Writing,
};

/// A run of inlines.
pub type Inlines = Vec<Inline>;

/// An article, ready for the templates and the EPUB.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Article {
    /// Its file's name without `.md`.
    pub id: String,
    /// 标题.
    pub title: String,
    /// 引题.
    pub kicker: Option<String>,
    /// 副题.
    pub deck: Option<String>,
    /// The title for running heads.
    pub running: String,
    /// The section it is in.
    pub section: SectionRef,
    /// The kind of article, which determines the template that lays it out.
    pub kind: String,
    /// Who wrote it.
    pub authors: Vec<AuthorRef>,
    /// Who took the photographs.
    pub photographers: Vec<String>,
    /// 导语.
    pub lead: Option<String>,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// Its place in a serial.
    pub serial: Option<SerialRef>,
    /// What it bears as an official document.
    pub document: Option<Letterhead>,
    /// On what occasion it was given as a speech.
    pub speech: Option<Speech>,
    /// How its lines run, where they do not run from left to right.
    pub writing: Option<Writing>,
    /// Whether it may be shown outside the circle of its readers; nothing that prints.
    #[serde(skip)]
    pub public: bool,
    /// What it is about, for the subject index of the year; nothing that prints with it.
    #[serde(skip)]
    pub subjects: Vec<String>,
    /// Page budget.
    pub pages: Option<u16>,
    /// The line of its file that sets the budget.
    #[serde(skip)]
    pub pages_line: usize,
    /// The line of its file that sets the rank.
    #[serde(skip)]
    pub rank_line: usize,
    /// Where it starts.
    pub start: Start,
    /// Its importance within the issue, if its author states one.
    #[serde(skip)]
    pub rank: Option<Rank>,
    /// The form of its opening, if its author states one.
    pub opener: Option<Opener>,
    /// Whether its pages may be made to fit, if its author states that.
    #[serde(skip)]
    pub fit: Option<bool>,
    /// Where its author divides the title, in characters.
    #[serde(skip)]
    pub breaks: Vec<usize>,
    /// The number of Han characters in it, title and boxes included.
    pub chars: usize,
    /// What is waived in it, and why.
    #[serde(skip)]
    pub waivers: Vec<Waiver>,
    /// The file that it was imported from, in the inbox's folder of originals.
    #[serde(skip)]
    pub original: Option<String>,
    /// The text.
    pub blocks: Vec<Block>,
}

/// The section of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionRef {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name in English.
    pub english: Option<String>,
    /// Colour, by its name in the theme.
    pub color: String,
}

/// An author and their unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuthorRef {
    /// Name.
    pub name: String,
    /// 单位.
    pub unit: Option<String>,
}

impl From<&Author> for AuthorRef {
    fn from(author: &Author) -> Self {
        Self { name: author.name.clone(), unit: author.unit.clone() }
    }
}

/// The place of an article in a serial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SerialRef {
    /// The number of the part, from 1.
    pub part: u16,
    /// The number of parts, if known.
    pub of: Option<u16>,
}

impl From<Serial> for SerialRef {
    fn from(serial: Serial) -> Self {
        Self { part: serial.part, of: serial.of }
    }
}

/// The title that the parts of a serial share: without the brackets at its end.
pub fn stem(title: &str) -> &str {
    title.split(['（', '(']).next().unwrap_or(title).trim()
}

/// A block and the source line it begins on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block {
    /// Source line, from 1.
    pub line: usize,
    /// What it is.
    #[serde(flatten)]
    pub kind: BlockKind,
}

impl Block {
    /// Whether it is to be set over both pages of a spread.
    pub fn is_spread(&self) -> bool {
        matches!(
            &self.kind,
            BlockKind::Figure(Figure { width: Width::Spread, .. })
                | BlockKind::Sidebar(Boxed { width: Width::Spread, .. })
        )
    }
}

/// How wide a figure, table or box is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Width {
    /// One column.
    #[default]
    Column,
    /// All columns.
    Full,
    /// A page of its own, with bleed.
    Page,
    /// Both pages of a spread: a single picture or a sidebar.
    Spread,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum BlockKind {
    /// 小标题, level 1 or 2.
    Heading {
        /// 1 for `##`, 2 for `###`.
        level: u8,
        /// Its text.
        c: Inlines,
    },
    /// A paragraph.
    Para {
        /// Its text.
        c: Inlines,
    },
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// The first number.
        start: usize,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A block quotation.
    Quote {
        /// What is quoted.
        c: Vec<Block>,
    },
    /// A break between parts of a text.
    Rule,
    /// A table.
    Table(Table),
    /// One picture or a group of them.
    Figure(Figure),
    /// A boxed companion text.
    Sidebar(Boxed),
    /// A box of facts.
    Infobox(Boxed),
    /// A box of main points.
    Points(Boxed),
    /// 引语: a sentence of the article, set large.
    Pullquote {
        /// Who said or wrote it.
        by: Option<String>,
        /// Whether it is set only where it fills a page.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        spare: bool,
        /// The sentence.
        c: Inlines,
    },
    /// A poem.
    Poem {
        /// Its title.
        title: Option<String>,
        /// Its author.
        by: Option<String>,
        /// Stanzas of verses.
        stanzas: Vec<Vec<Inlines>>,
    },
    /// Questions and answers, or a dialogue.
    Qa {
        /// Portraits of those who speak.
        portraits: Vec<Picture>,
        /// Who says what.
        turns: Vec<Turn>,
    },
    /// One of several short items.
    Item {
        /// Its title.
        title: String,
        /// The unit it comes from.
        unit: Option<String>,
        /// Its text.
        c: Vec<Block>,
    },
    /// Rows of a name and a text.
    Entries(Entries),
    /// A chart of figures.
    Chart(Chart),
    /// 下转: what follows is printed after another article.
    Jump {
        /// The identifier of that article.
        after: String,
    },
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// Title.
    pub title: Option<String>,
    /// Where the figures come from.
    pub source: Option<String>,
    /// How wide it is set.
    pub width: Width,
    /// `left`, `center`, `right` or nothing, for each column.
    pub align: Vec<Option<&'static str>>,
    /// The heads of the columns: the first row.
    pub head: Vec<Inlines>,
    /// The other rows.
    pub rows: Vec<Vec<Inlines>>,
    /// Merged cells, by row and column; the cells they cover are empty.
    pub spans: Vec<Span>,
}

/// A merged cell, which covers others beside and below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// Its row, from 0 for the head.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// How many rows it spans, its own included.
    pub rows: usize,
    /// How many columns it spans, its own included.
    pub columns: usize,
}

impl Span {
    /// Whether it covers a cell other than its own.
    pub fn covers(&self, row: usize, column: usize) -> bool {
        (row, column) != (self.row, self.column)
            && (self.row..self.row + self.rows).contains(&row)
            && (self.column..self.column + self.columns).contains(&column)
    }
}

impl Table {
    /// The most rows that a head may have.
    pub const HEADS: usize = 4;

    /// How many rows the head has: the first row, and those that cells of the head reach into.
    pub fn heads(&self) -> usize {
        let mut heads = 1;
        // Spans are ordered by row.
        for span in &self.spans {
            if span.row < heads {
                heads = heads.max(span.row + span.rows);
            }
        }
        heads
    }

    /// Whether its head is valid: not too many rows, with others below.
    pub fn has_head(&self) -> bool {
        self.heads() <= Self::HEADS.min(self.rows.len())
    }

    /// The span that begins at a cell.
    pub fn span_at(&self, row: usize, column: usize) -> Option<&Span> {
        self.spans.iter().find(|span| (span.row, span.column) == (row, column))
    }

    /// Whether a cell is covered by another.
    pub fn is_covered(&self, row: usize, column: usize) -> bool {
        self.spans.iter().any(|span| span.covers(row, column))
    }
}

/// One picture or a group of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// How wide it is set.
    pub width: Width,
    /// How many pictures are beside each other.
    pub columns: usize,
    /// The picture that dominates a picture story, from 1; nothing where all are alike.
    pub lead: Option<usize>,
    /// The caption of the group.
    pub caption: Inlines,
    /// The pictures.
    pub pictures: Vec<Picture>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    /// Its path: relative to the issue in a manuscript, `/issue/…` once assembled.
    pub path: String,
    /// Whether it is vector art.
    pub svg: bool,
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// The alternative text: what can be seen in it.
    pub alt: String,
    /// The point that every crop keeps, as fractions from the left and from the top.
    pub focus: [f64; 2],
    /// Whether all of it is to be seen: nothing may be cropped.
    pub whole: bool,
    /// Who made it.
    pub credit: Option<String>,
    /// Who is on it: the names of a group photograph, row by row.
    pub names: Option<String>,
    /// Its caption.
    pub caption: Inlines,
    /// Source line, from 1.
    pub line: usize,
}

impl Picture {
    /// A picture that has not been inspected yet.
    pub fn named(path: &str, alt: &str, focus: Focus, line: usize) -> Self {
        Self {
            path: path.to_owned(),
            svg: false,
            width: 0,
            height: 0,
            alt: alt.to_owned(),
            focus: [focus.0, focus.1],
            whole: false,
            credit: None,
            names: None,
            caption: Vec::new(),
            line,
        }
    }
}

/// A titled box.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Boxed {
    /// Title.
    pub title: Option<String>,
    /// How wide it is set.
    pub width: Width,
    /// Its text.
    pub c: Vec<Block>,
}

/// What one speaker says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Turn {
    /// The speaker: 问, 答 or a name.
    pub speaker: String,
    /// `q` for a question, `a` for anything else.
    pub role: &'static str,
    /// What is said.
    pub c: Vec<Block>,
}

/// Rows of a name and a text: a figure and what it counts, a date and what happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entries {
    /// What the rows are.
    pub kind: EntriesKind,
    /// Title.
    pub title: Option<String>,
    /// Where the facts come from.
    pub source: Option<String>,
    /// How wide they are set.
    pub width: Width,
    /// The rows.
    pub rows: Vec<Entry>,
}

/// What rows of a name and a text are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntriesKind {
    /// Figures, set large.
    Numbers,
    /// 大事记: dates and events.
    Timeline,
    /// The steps of a process.
    Steps,
    /// Two or three sides that are held against each other.
    Compare,
}

/// A row of a name and a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Source line, from 1.
    pub line: usize,
    /// What stands before the bar.
    pub name: Inlines,
    /// What is said of it: paragraphs, lists, quotations.
    pub c: Vec<Block>,
}

/// A chart of figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// The kind of chart.
    pub kind: ChartKind,
    /// Title.
    pub title: String,
    /// Unit of the values.
    pub unit: Option<String>,
    /// Where the figures come from.
    pub source: Option<String>,
    /// The alternative text: what can be seen in it.
    pub alt: String,
    /// What the labels are: the head of the first column.
    pub label: String,
    /// The names of the series.
    pub series: Vec<String>,
    /// Labels and values, one value per series.
    pub rows: Vec<ChartRow>,
}

/// The kinds of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChartKind {
    /// One bar per label.
    Bar,
    /// A group of bars per label.
    Bars,
    /// A line per series.
    Line,
    /// A slice per label.
    Pie,
}

/// A row of a chart's figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChartRow {
    /// Label.
    pub label: String,
    /// One value per series.
    pub values: Vec<f64>,
}

/// The kinds of inline.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Inline {
    /// Text.
    Text {
        /// The characters.
        s: String,
    },
    /// Strong emphasis.
    Strong {
        /// What is emphasised.
        c: Inlines,
    },
    /// Emphasis.
    Emph {
        /// What is emphasised.
        c: Inlines,
    },
    /// Struck through.
    Strike {
        /// What is struck through.
        c: Inlines,
    },
    /// Code: characters as they are.
    Code {
        /// The characters.
        s: String,
    },
    /// A link.
    Link {
        /// Where it leads.
        url: String,
        /// What it shows.
        c: Inlines,
    },
    /// A note.
    Note {
        /// Its number in the article.
        number: usize,
        /// Its text.
        c: Vec<Block>,
    },
    /// 着重号.
    Dots {
        /// The emphasised characters.
        s: String,
    },
    /// 上标.
    Sup {
        /// The raised characters.
        s: String,
    },
    /// 下标.
    Sub {
        /// The lowered characters.
        s: String,
    },
    /// 注音.
    Ruby {
        /// The base characters.
        s: String,
        /// The reading.
        r: String,
    },
    /// A forced line break.
    Break,
}

/// The plain text of inlines, without notes.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { s }
            | Inline::Code { s }
            | Inline::Dots { s }
            | Inline::Sup { s }
            | Inline::Sub { s }
            | Inline::Ruby { s, .. } => {
                out.push_str(s);
            }
            Inline::Strong { c }
            | Inline::Emph { c }
            | Inline::Strike { c }
            | Inline::Link { c, .. } => {
                out.push_str(&plain(c));
            }
            Inline::Break => out.push('\n'),
            Inline::Note { .. } => {}
        }
    }
    out
}

/// A part of an article that a walk visits.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// A block, before its contents.
    Block(&'a Block),
    /// A printed text, with the source line it is on.
    Text(&'a str, usize),
    /// A picture.
    Picture(&'a Picture),
}

/// Walks through all blocks, pictures and printed texts, in reading order.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut impl FnMut(Part<'a>)) {
    for block in blocks {
        visit(Part::Block(block));
        let line = block.line;
        let text = |text: &'a Option<String>, visit: &mut dyn FnMut(Part<'a>)| {
            if let Some(text) = text {
                visit(Part::Text(text, line));
            }
        };
        match &block.kind {
            BlockKind::Heading { c, .. } | BlockKind::Para { c } => walk_inlines(c, line, visit),
            BlockKind::List { items, .. } => items.iter().for_each(|item| walk(item, visit)),
            BlockKind::Quote { c } => walk(c, visit),
            BlockKind::Rule | BlockKind::Jump { .. } => {}
            BlockKind::Table(table) => {
                text(&table.title, visit);
                let rows = std::iter::once(&table.head).chain(&table.rows);
                rows.flatten().for_each(|cell| walk_inlines(cell, line, visit));
                text(&table.source, visit);
            }
            BlockKind::Figure(figure) => {
                walk_pictures(&figure.pictures, visit);
                walk_inlines(&figure.caption, line, visit);
            }
            BlockKind::Sidebar(boxed) | BlockKind::Infobox(boxed) | BlockKind::Points(boxed) => {
                text(&boxed.title, visit);
                walk(&boxed.c, visit);
            }
            BlockKind::Pullquote { by, c, .. } => {
                walk_inlines(c, line, visit);
                text(by, visit);
            }
            BlockKind::Poem { title, by, stanzas } => {
                text(title, visit);
                text(by, visit);
                stanzas.iter().flatten().for_each(|verse| walk_inlines(verse, line, visit));
            }
            BlockKind::Qa { portraits, turns } => {
                walk_pictures(portraits, visit);
                for turn in turns {
                    visit(Part::Text(&turn.speaker, line));
                    walk(&turn.c, visit);
                }
            }
            BlockKind::Item { title, unit, c } => {
                visit(Part::Text(title, line));
                text(unit, visit);
                walk(c, visit);
            }
            BlockKind::Entries(entries) => {
                text(&entries.title, visit);
                for entry in &entries.rows {
                    walk_inlines(&entry.name, entry.line, visit);
                    walk(&entry.c, visit);
                }
                text(&entries.source, visit);
            }
            BlockKind::Chart(chart) => {
                visit(Part::Text(&chart.title, line));
                text(&chart.unit, visit);
                text(&chart.source, visit);
                chart.series.iter().for_each(|name| visit(Part::Text(name, line)));
                chart.rows.iter().for_each(|row| visit(Part::Text(&row.label, line)));
            }
        }
    }
}

/// Visits every printed text of a block, descriptions of pictures included, and lets it be changed.
pub fn change_texts(block: &mut BlockKind, change: &mut dyn FnMut(&mut String)) {
    let all = |blocks: &mut Vec<Block>, change: &mut dyn FnMut(&mut String)| {
        blocks.iter_mut().for_each(|block| change_texts(&mut block.kind, change));
    };
    match block {
        BlockKind::Heading { c, .. } | BlockKind::Para { c } => change_inlines(c, change),
        BlockKind::List { items, .. } => items.iter_mut().for_each(|item| all(item, change)),
        BlockKind::Quote { c } => all(c, change),
        BlockKind::Rule | BlockKind::Jump { .. } => {}
        BlockKind::Table(table) => {
            table.title.iter_mut().chain(&mut table.source).for_each(&mut *change);
            let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
            rows.flatten().for_each(|cell| change_inlines(cell, change));
        }
        BlockKind::Figure(figure) => {
            change_pictures(&mut figure.pictures, change);
            change_inlines(&mut figure.caption, change);
        }
        BlockKind::Sidebar(boxed) | BlockKind::Infobox(boxed) | BlockKind::Points(boxed) => {
            boxed.title.iter_mut().for_each(&mut *change);
            all(&mut boxed.c, change);
        }
        BlockKind::Pullquote { by, c, .. } => {
            change_inlines(c, change);
            by.iter_mut().for_each(change);
        }
        BlockKind::Poem { title, by, stanzas } => {
            title.iter_mut().chain(by).for_each(&mut *change);
            stanzas.iter_mut().flatten().for_each(|verse| change_inlines(verse, change));
        }
        BlockKind::Qa { portraits, turns } => {
            change_pictures(portraits, change);
            for turn in turns {
                change(&mut turn.speaker);
                all(&mut turn.c, change);
            }
        }
        BlockKind::Item { title, unit, c } => {
            change(title);
            unit.iter_mut().for_each(&mut *change);
            all(c, change);
        }
        BlockKind::Entries(entries) => {
            entries.title.iter_mut().chain(&mut entries.source).for_each(&mut *change);
            for entry in &mut entries.rows {
                change_inlines(&mut entry.name, change);
                all(&mut entry.c, change);
            }
        }
        BlockKind::Chart(chart) => {
            let Chart { title, unit, source, alt, label, series, rows, .. } = chart;
            [title, alt, label].into_iter().for_each(&mut *change);
            unit.iter_mut().chain(source).chain(series).for_each(&mut *change);
            rows.iter_mut().for_each(|row| change(&mut row.label));
        }
    }
}

fn change_pictures(pictures: &mut [Picture], change: &mut dyn FnMut(&mut String)) {
    for picture in pictures {
        change(&mut picture.alt);
        picture.credit.iter_mut().chain(&mut picture.names).for_each(&mut *change);
        change_inlines(&mut picture.caption, change);
    }
}

fn change_inlines(inlines: &mut Inlines, change: &mut dyn FnMut(&mut String)) {
    for inline in inlines {
        match inline {
            Inline::Text { s }
            | Inline::Code { s }
            | Inline::Dots { s }
            | Inline::Sup { s }
            | Inline::Sub { s } => change(s),
            Inline::Ruby { s, r } => {
                change(s);
                change(r);
            }
            Inline::Strong { c }
            | Inline::Emph { c }
            | Inline::Strike { c }
            | Inline::Link { c, .. } => change_inlines(c, change),
            Inline::Note { c, .. } => {
                c.iter_mut().for_each(|block| change_texts(&mut block.kind, change));
            }
            Inline::Break => {}
        }
    }
}

fn walk_pictures<'a>(pictures: &'a [Picture], visit: &mut impl FnMut(Part<'a>)) {
    for picture in pictures {
        visit(Part::Picture(picture));
        walk_inlines(&picture.caption, picture.line, visit);
        for text in picture.credit.iter().chain(&picture.names) {
            visit(Part::Text(text, picture.line));
        }
    }
}

fn walk_inlines<'a>(inlines: &'a [Inline], line: usize, visit: &mut impl FnMut(Part<'a>)) {
    for inline in inlines {
        match inline {
            Inline::Text { s }
            | Inline::Code { s }
            | Inline::Dots { s }
            | Inline::Sup { s }
            | Inline::Sub { s } => visit(Part::Text(s, line)),
            Inline::Ruby { s, r } => {
                visit(Part::Text(s, line));
                visit(Part::Text(r, line));
            }
            Inline::Strong { c }
            | Inline::Emph { c }
            | Inline::Strike { c }
            | Inline::Link { c, .. } => {
                walk_inlines(c, line, visit);
            }
            Inline::Note { c, .. } => walk(c, visit),
            Inline::Break => {}
        }
    }
}

/// Whether a text shows nothing: it consists of white space, control characters and characters that
/// only affect how others are set (Unicode's default ignorable ones).
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        let unseen = matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{e0000}'..='\u{e0fff}');
        unseen || c.is_whitespace() || c.is_control()
    })
}
