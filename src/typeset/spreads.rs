//! What stands over both pages of a spread in the middle of a text: pictures and sidebars.
//!
//! Typst puts a float on the page where it meets it, or on one after that, never on one of a given
//! side. So the pages are set without such a block first. Where a left page begins a block is known
//! then, and both halves are called there: what comes before keeps its place. A picture takes more
//! than half of a page, so its second half goes to the next page by itself; the second half of a
//! sidebar is called where that page begins a block, which is read from pages with the first half.
//! Every choice is looked at on the pages that came of it and of all choices after it. One that does not
//! hold is tried on the pages after, and in the end the block is set over the columns of one page, and
//! told; that stays so, which bounds the settings. A picture that two pages would show too little of is
//! set on one at once.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use typst::foundations::{Dict, Value};
use typst_layout::PagedDocument;

use super::marks::{noted_at, number};
use super::type_area::TypeArea;
use crate::diagnostic::{Finding, Place};
use crate::manuscript::Assembly;
use crate::manuscript::model::{Article, Block, BlockKind, Picture};

/// On how many spreads a block is tried.
const TRIES: usize = 3;
/// How often a choice may be made anew because its article has moved.
const MOVES: usize = 4;
/// Lines of text that have to remain on a page.
const TEXT: usize = 6;
/// How wide a picture is at least beside its height: of a narrower one less than six tenths could be seen.
const BROAD: f64 = 1.3;

/// What is decided about a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    /// Nothing: it is left out, so that the pages can be read.
    Open,
    /// The halves are called before the blocks at these lines; the right one of a sidebar follows.
    At { left: usize, right: Option<usize>, page: usize },
    /// It is set over the columns of one page.
    Full,
}

/// A block over two pages.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pair {
    article: String,
    line: usize,
    is_picture: bool,
    /// Whether it is a picture that is too narrow for two pages.
    is_narrow: bool,
    spot: Spot,
    tries: usize,
    /// The page on which its article began when it was last decided, and how often that has changed.
    begins: usize,
    moves: usize,
}

/// The blocks over two pages of an issue, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spreads(Vec<Pair>);

impl Spreads {
    /// Nothing is decided, but for pictures that are too narrow.
    pub fn open(assembly: &Assembly) -> Self {
        let pair = |article: &Article, block: &Block| {
            let is_narrow = is_narrow(block);
            Pair {
                article: article.id.clone(),
                line: block.line,
                is_picture: matches!(block.kind, BlockKind::Figure(_)),
                is_narrow,
                spot: if is_narrow { Spot::Full } else { Spot::Open },
                tries: 0,
                begins: 0,
                moves: 0,
            }
        };
        let own = assembly.articles.iter().flat_map(|article| {
            let blocks = article.blocks.iter().filter(|block| block.is_spread());
            blocks.map(move |block| pair(article, block))
        });
        Self(own.collect())
    }

    /// What to set the pages with next, read from pages set with `self`; nothing when all is decided
    /// and holds. One block of an article is decided at a time: what it takes moves all that comes
    /// after it.
    pub fn next(&self, assembly: &Assembly, document: &PagedDocument) -> Option<Self> {
        let lines = TypeArea::of_pages(&assembly.theme, document).column_lines();
        let mut next = self.clone();
        let mut changed = false;
        for own in next.0.chunk_by_mut(|one, other| one.article == other.article) {
            let pages = Pages { document, article: own[0].article.clone(), lines };
            if let Some(pair) = own.iter_mut().find(|pair| !pair.holds(&pages)) {
                pair.decide(&pages);
                changed = true;
            }
        }
        changed.then_some(next)
    }

    /// Whether an article has any.
    pub fn concern(&self, id: &str) -> bool {
        self.0.iter().any(|pair| pair.article == id)
    }

    /// What templates get for an article: for the line of each block `open`, `full`, or the lines of
    /// the blocks before which its halves are called.
    pub fn data(&self, id: &str) -> Json {
        let own = self.0.iter().filter(|pair| pair.article == id);
        let all: BTreeMap<String, Json> = own
            .map(|pair| {
                let spot = match pair.spot {
                    Spot::Open => json!("open"),
                    Spot::Full => json!("full"),
                    Spot::At { left, right, .. } => json!({ "left": left, "right": right }),
                };
                (pair.line.to_string(), spot)
            })
            .collect();
        json!(all)
    }

    /// What could not be set over two pages.
    pub fn told(&self, assembly: &Assembly) -> Vec<Finding> {
        let full = self.0.iter().filter(|pair| pair.spot == Spot::Full);
        let told = full.map(|pair| {
            let file = format!("issues/{}/articles/{}.md", assembly.id, pair.article);
            let rule = if pair.is_narrow { "spread-narrow" } else { "spread-full" };
            Finding::warn(rule).at(Place::line(file, pair.line))
        });
        told.collect()
    }
}

/// Whether a block is a picture of which two facing pages would show too little.
fn is_narrow(block: &Block) -> bool {
    let BlockKind::Figure(figure) = &block.kind else { return false };
    let narrow = |own: &Picture| f64::from(own.width) < BROAD * f64::from(own.height);
    figure.pictures.first().is_some_and(narrow)
}

impl Pair {
    /// Whether pages that were set with it show it where it is to be.
    fn holds(&self, pages: &Pages<'_>) -> bool {
        match self.spot {
            Spot::Full => true,
            Spot::Open | Spot::At { right: None, .. } => false,
            Spot::At { .. } => matches!(pages.halves(self.line)[..], [left, right]
                if pages.is_left(left) && right == left + 1),
        }
    }

    /// Decides again what does not hold. Where the article has moved, as a whole, by what was decided about
    /// those before it, nothing was wrong with the choice: it is made anew.
    fn decide(&mut self, pages: &Pages<'_>) {
        let begins = pages.blocks().first().map_or(0, |block| block.1);
        let has_moved = std::mem::replace(&mut self.begins, begins) != begins;
        match self.spot {
            Spot::Full => {}
            Spot::At { .. } if has_moved && self.moves < MOVES => {
                self.moves += 1;
                self.tries -= 1;
                self.spot = Spot::Open;
            }
            Spot::Open => self.choose(pages, 0),
            Spot::At { left, right: None, page } => match pages.first_block(page + 1) {
                Some(right) => self.spot = Spot::At { left, right: Some(right), page },
                None => self.choose(pages, page + 2),
            },
            Spot::At { page, .. } => self.choose(pages, page + 2),
        }
    }

    /// Chooses the next left page from `least` on. The block is left out first where it stood
    /// elsewhere: the pages were set with it.
    fn choose(&mut self, pages: &Pages<'_>, least: usize) {
        self.tries += 1;
        let chosen = if self.tries > TRIES { None } else { pages.left_page(self.line, least) };
        self.spot = match chosen {
            Some((page, left)) => Spot::At { left, right: self.is_picture.then_some(left), page },
            None => Spot::Full,
        };
    }
}

/// Pages as an article has them.
struct Pages<'a> {
    document: &'a PagedDocument,
    article: String,
    /// The lines of a column.
    lines: usize,
}

impl Pages<'_> {
    /// The metadata under one of the article's labels, each with its page.
    fn marks(&self, name: &str) -> Vec<(Value, usize)> {
        let noted = noted_at(self.document, &format!("{name}-{}", self.article));
        noted.map(|(value, page, _)| (value, page)).collect()
    }

    /// The lines at which blocks begin, each with its page.
    fn blocks(&self) -> Vec<(usize, usize)> {
        let all = self.marks("block").into_iter();
        all.filter_map(|(value, page)| Some((number(&value)?, page))).collect()
    }

    fn first_block(&self, page: usize) -> Option<usize> {
        self.blocks().into_iter().find(|block| block.1 == page).map(|block| block.0)
    }

    /// The first left page from `least` on, and not before the page of the block at a line, that
    /// begins a block and has room; with the line of that block.
    fn left_page(&self, line: usize, least: usize) -> Option<(usize, usize)> {
        let blocks = self.blocks();
        let own = blocks.iter().find(|block| block.0 == line)?.1;
        let opened = self.marks("opening").into_iter().map(|mark| mark.1).max();
        let first = least.max(own).max(opened.map_or(0, |page| page + 1));
        let starts = blocks.iter().filter(|block| block.1 >= first && block.0 != line);
        let mut found = starts.filter(|block| self.is_left(block.1) && self.has_room(block.1));
        found.next().map(|block| (block.1, block.0))
    }

    fn is_left(&self, page: usize) -> bool {
        self.document.pages().get(page).is_some_and(|page| page.number.is_multiple_of(2))
    }

    /// Whether more than half of a page and some text have room beside what spans it.
    fn has_room(&self, page: usize) -> bool {
        let floats = self.marks("float").into_iter().filter(|mark| mark.1 == page);
        let spans = floats.filter_map(|(value, _)| match value {
            Value::Dict(dict) if text(&dict, "scope") == Some("parent") => {
                number(dict.get("lines").ok()?)
            }
            _ => None,
        });
        spans.sum::<usize>() + self.lines / 2 + 1 + TEXT <= self.lines
    }

    /// The pages of the halves of a block.
    fn halves(&self, line: usize) -> Vec<usize> {
        let all = self.marks("half").into_iter();
        let own = all.filter(|(value, _)| number(value) == Some(line));
        own.map(|(_, page)| page).collect()
    }
}

fn text<'a>(dict: &'a Dict, key: &str) -> Option<&'a str> {
    match dict.get(key) {
        Ok(Value::Str(text)) => Some(text.as_str()),
        _ => None,
    }
}
