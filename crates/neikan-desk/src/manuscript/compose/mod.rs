//! Composition: the text of an issue is prepared for line breaking in Chinese.
//!
//! A line breaker knows characters, not words: it would separate 120 from 吨 and leave one character
//! on a paragraph's last line. So U+2060 WORD JOINER is inserted wherever no line may end:
//! [`hanzi`] says where in a text, [`runs`] applies it across inlines, [`notes`] sets each note
//! once in a place, and this file gives every text of an issue the [`Form`] that suits it. Only the
//! typeset pages see this; the EPUB has the plain text, and the joiners are removed from the
//! finished pages (`typeset::joiners`). Sources: CLREQ, sections 3.1 and 3.2; docs/typography.md
//! says which of its statements is met where.

mod notes;
mod runs;
mod titles;

use super::Assembly;
use super::model::{Article, Block, BlockKind, Boxed, Inlines};
use crate::publication::{Issue, Plate};
use hanzi::{Form, Names, compose};
use rayon::prelude::*;

/// The fewest Han characters on the last line of a paragraph (孤字, CLREQ 3.1.8).
const LAST_LINE: usize = 2;

/// The texts of an issue, prepared for its pages.
#[derive(Debug)]
pub struct Composed {
    /// The articles.
    pub articles: Vec<Article>,
    /// The issue with its fillers and plates.
    pub issue: Issue,
    /// The pieces of each article's title, between which its lines may end: by article, then by
    /// part.
    pub titles: Vec<Vec<Vec<String>>>,
}

impl Composed {
    /// Prepares the texts of an issue.
    ///
    /// Titles, heads and running heads stay as they are: they are set separately, and bookmarks
    /// repeat them. The theme's `composition.last_line` is the fewest Han characters that a last
    /// line has.
    pub fn new(assembly: &Assembly) -> Self {
        let wanted = assembly.theme.data.pointer("/composition/last_line");
        let wanted = wanted.and_then(serde_json::Value::as_u64);
        let last = wanted.and_then(|n| usize::try_from(n).ok()).unwrap_or(LAST_LINE);
        let desk = Composer { names: names(assembly), last };
        let prepared = |article: &Article| {
            let pieces = titles::pieces(article, &desk.names);
            let mut article = article.clone();
            desk.article(&mut article);
            (pieces, article)
        };
        let (titles, articles) = assembly.articles.par_iter().map(prepared).unzip();
        let mut issue = assembly.issue.clone();
        issue.fillers.iter_mut().for_each(|filler| desk.text(&mut filler.text));
        let plates = [&mut issue.inside_front, &mut issue.inside_back, &mut issue.back];
        for Plate { text, .. } in plates.into_iter().flatten() {
            desk.optional(text);
        }
        Self { articles, issue, titles }
    }
}

/// The people an issue names: authors, photographers, staff and speakers.
fn names(assembly: &Assembly) -> Names {
    let mut names = Names::default();
    for article in &assembly.articles {
        article.authors.iter().for_each(|author| names.add(&author.name));
        article.photographers.iter().for_each(|name| names.add(name));
        add_speakers(&article.blocks, &mut names);
    }
    let staff = assembly.publication.staff.iter().flat_map(|staff| &staff.names);
    staff.for_each(|name| names.add(name));
    names
}

fn add_speakers(blocks: &[Block], names: &mut Names) {
    for block in blocks {
        match &block.kind {
            BlockKind::Pullquote { by, .. } | BlockKind::Poem { by, .. } => {
                by.iter().for_each(|name| names.add(name));
            }
            BlockKind::Qa { turns, .. } => turns.iter().for_each(|turn| names.add(&turn.speaker)),
            BlockKind::Sidebar(Boxed { c, .. })
            | BlockKind::Infobox(Boxed { c, .. })
            | BlockKind::Points(Boxed { c, .. }) => add_speakers(c, names),
            _ => {}
        }
    }
}

/// What all texts are prepared with.
struct Composer {
    names: Names,
    last: usize,
}

impl Composer {
    fn article(&self, article: &mut Article) {
        self.optional(&mut article.deck);
        self.optional(&mut article.lead);
        self.blocks(&mut article.blocks);
        notes::once(&mut article.blocks);
    }

    fn blocks(&self, blocks: &mut [Block]) {
        blocks.iter_mut().for_each(|block| self.block(&mut block.kind));
    }

    fn block(&self, kind: &mut BlockKind) {
        match kind {
            BlockKind::Para { c } | BlockKind::Pullquote { c, .. } => self.paragraph(c),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(item)),
            BlockKind::Quote { c } => self.blocks(c),
            BlockKind::Table(table) => {
                let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
                rows.flatten().for_each(|cell| self.inlines(cell, &Form::CELL));
                self.optional(&mut table.source);
            }
            BlockKind::Figure(figure) => {
                let pictures = figure.pictures.iter_mut().map(|picture| &mut picture.caption);
                pictures.chain([&mut figure.caption]).for_each(|c| self.paragraph(c));
            }
            BlockKind::Sidebar(boxed) | BlockKind::Infobox(boxed) | BlockKind::Points(boxed) => {
                self.blocks(&mut boxed.c);
            }
            BlockKind::Poem { stanzas, .. } => {
                let verses = stanzas.iter_mut().flatten();
                verses.for_each(|verse| self.inlines(verse, &Form::CELL));
            }
            BlockKind::Qa { portraits, turns } => {
                portraits.iter_mut().for_each(|picture| self.paragraph(&mut picture.caption));
                turns.iter_mut().for_each(|turn| self.blocks(&mut turn.c));
            }
            BlockKind::Item { c, .. } => self.blocks(c),
            BlockKind::Entries(entries) => {
                for entry in &mut entries.rows {
                    self.inlines(&mut entry.name, &Form::CELL);
                    self.blocks(&mut entry.c);
                }
                self.optional(&mut entries.source);
            }
            BlockKind::Heading { .. }
            | BlockKind::Rule
            | BlockKind::Chart(_)
            | BlockKind::Jump { .. } => {}
        }
    }

    fn form(&self) -> Form<'_> {
        Form { last: self.last, names: Some(&self.names) }
    }

    fn paragraph(&self, inlines: &mut Inlines) {
        self.inlines(inlines, &self.form());
    }

    fn inlines(&self, inlines: &mut Inlines, form: &Form<'_>) {
        runs::join(inlines, form);
        runs::notes(inlines, &mut |blocks| self.blocks(blocks));
    }

    fn text(&self, text: &mut String) {
        *text = compose(text, &self.form());
    }

    fn optional(&self, text: &mut Option<String>) {
        text.iter_mut().for_each(|text| self.text(text));
    }
}
