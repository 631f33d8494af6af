//! Pictures, charts and tables that a text sends its reader to (如图, 见下图, 下表, 如下): they stay on the two
//! facing pages of these words.
//!
//! Typst puts a float where it is called or after that. Words at the foot of a right page would have their
//! picture overleaf, so it is called earlier there: before the first block of the page with the words, or of the
//! page that faces it, if the first did not help. That moves the words on, perhaps to the next page; every choice is
//! looked at on the pages that came of it. What cannot be held together stands where it is written, and is told.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use typst_layout::PagedDocument;

use super::marks::{line, noted_at};
use crate::diagnostic::{Finding, Place};
use crate::manuscript::Assembly;
use crate::manuscript::model::{Article, Block, BlockKind, Figure, Width, plain};

/// How many blocks after the words what they mean may come.
const NEAR: usize = 4;
/// How often is decided where something is called: earlier, earlier still, then where it is written again.
const TRIES: usize = 3;
/// Words that send to a picture or a chart, and to a table; what follows them has to end the word.
const PICTURES: [&str; 4] = ["如图", "下图", "见图", "附图"];
const TABLES: [&str; 3] = ["如表", "下表", "见表"];
/// Words that send to whatever comes next.
const NEXT: &str = "如下";
/// What 图 and 表 may be followed by where they are a word: not as in 图书, 表示.
const AFTER: &str = "，。：；、）)」”！？（(所中里上是的为，0123456789一二三四五六七八九十①②③④⑤";
/// What comes before 如图 and 下图 where that is no word of its own, as in 例如图.
const BEFORE: &str = "例比譬诸假犹天";

/// Words in an article, and what they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mention {
    article: String,
    /// The line of the paragraph with the words, and whether they are in its second half.
    text: usize,
    is_late: bool,
    /// The line of what they mean.
    shown: usize,
    /// The line of the block before which that is called, if not where it is written.
    before: Option<usize>,
    tries: usize,
    /// Whether it stood on other pages than the words when it was last looked at.
    is_apart: bool,
}

/// The mentions of an issue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions(Vec<Mention>);

impl Mentions {
    /// The mentions of an issue, of which nothing is decided.
    pub fn of(assembly: &Assembly) -> Self {
        let own = |article: &Article| {
            let id = article.id.clone();
            mentions(&article.blocks).into_iter().map(move |(text, is_late, shown)| Mention {
                article: id.clone(),
                text,
                is_late,
                shown,
                before: None,
                tries: 0,
                is_apart: false,
            })
        };
        Self(assembly.articles.iter().flat_map(own).collect())
    }

    /// What to set the pages with next, read from pages set with `self`; nothing when all is together or
    /// nothing more can be done.
    pub fn next(&self, document: &PagedDocument) -> Option<Self> {
        let mut next = self.clone();
        next.each(document, Mention::decide);
        let called = |all: &Self| all.0.iter().map(|own| own.before).collect::<Vec<_>>();
        (called(&next) != called(self)).then_some(next)
    }

    /// The same after a look at pages that nothing will be changed about.
    pub fn seen(mut self, document: &PagedDocument) -> Self {
        self.each(document, |mention, pages| mention.is_apart = !mention.is_together(pages));
        self
    }

    fn each(&mut self, document: &PagedDocument, look: impl Fn(&mut Mention, &Pages)) {
        for own in self.0.chunk_by_mut(|one, other| one.article == other.article) {
            let pages = Pages::of(document, &own[0].article);
            own.iter_mut().for_each(|mention| look(mention, &pages));
        }
    }

    /// What templates get for an article: the line of the block before which something is called, by the
    /// line at which that is written; nothing where the article mentions nothing.
    pub fn data(&self, id: &str) -> Json {
        let own = || self.0.iter().filter(|own| own.article == id);
        let called = own().filter_map(|own| Some((own.shown.to_string(), own.before?)));
        match own().next() {
            None => Json::Null,
            Some(_) => json!(called.collect::<BTreeMap<_, _>>()),
        }
    }

    /// What does not stand on the pages of the words that send to it, as notes.
    pub fn told(&self, assembly: &Assembly) -> Vec<Finding> {
        let told = self.0.iter().filter(|own| own.is_apart).map(|own| {
            let file = format!("issues/{}/articles/{}.md", assembly.id, own.article);
            Finding::note("mention-apart").at(Place::line(file, own.shown)).with("text", own.text)
        });
        told.collect()
    }
}

impl Mention {
    /// The page that its words are on.
    fn page(&self, pages: &Pages) -> Option<usize> {
        let at = pages.blocks.iter().position(|own| own.0 == self.text)?;
        let end = pages.blocks.get(at + 1).filter(|_| self.is_late);
        Some(end.unwrap_or(&pages.blocks[at]).1)
    }

    fn is_together(&self, pages: &Pages) -> bool {
        let shown = pages.shown.get(&self.shown);
        self.page(pages)
            .zip(shown)
            .is_none_or(|(words, shown)| pages.spread(words) == pages.spread(*shown))
    }

    /// Decides where it is called. A choice that did not hold is taken back.
    fn decide(&mut self, pages: &Pages) {
        self.is_apart = !self.is_together(pages);
        let is_back = self.tries > 0 && self.before.is_none();
        if !self.is_apart || is_back || self.tries == TRIES {
            return;
        }
        let Some(page) = self.page(pages) else { return };
        let other = page.checked_sub(1).filter(|other| pages.spread(*other) == pages.spread(page));
        let shown = self.shown;
        let first = |page: usize| pages.first(page).filter(|line| pages.comes_before(*line, shown));
        // Where it was called last it did not help.
        let last = self.before;
        let mut choices = [Some(page), other].into_iter().flatten().filter_map(first);
        let chosen = choices.find(|own| Some(*own) != last);
        self.before = chosen.filter(|_| self.tries + 1 < TRIES);
        self.tries += 1;
    }
}

/// Pages as an article has them.
struct Pages {
    /// The lines at which blocks begin, each with its page, in order.
    blocks: Vec<(usize, usize)>,
    /// The pages of floats, by the lines at which they are written.
    shown: BTreeMap<usize, usize>,
    /// The numbers of all pages.
    numbers: Vec<u64>,
}

impl Pages {
    fn of(document: &PagedDocument, id: &str) -> Self {
        let lines = |name: &str| {
            let all = noted_at(document, &format!("{name}-{id}"));
            all.filter_map(|(value, page, _)| Some((line(&value)?, page))).collect::<Vec<_>>()
        };
        // A long table has several floats; it begins with the first.
        let shown = lines("float").into_iter().rev().collect();
        let numbers = document.pages().iter().map(|page| page.number).collect();
        Self { blocks: lines("block"), shown, numbers }
    }

    /// The two facing pages that a page is one of.
    fn spread(&self, page: usize) -> Option<u64> {
        self.numbers.get(page).map(|number| number / 2)
    }

    /// The first block that begins on a page.
    fn first(&self, page: usize) -> Option<usize> {
        self.blocks.iter().find(|block| block.1 == page).map(|block| block.0)
    }

    fn comes_before(&self, one: usize, other: usize) -> bool {
        let at = |line: usize| self.blocks.iter().position(|block| block.0 == line);
        at(one).zip(at(other)).is_some_and(|(one, other)| one < other)
    }
}

/// The mentions in blocks: the line of a paragraph, whether the words are in its second half, and the line of
/// what they mean.
fn mentions(blocks: &[Block]) -> Vec<(usize, bool, usize)> {
    let own = blocks.iter().enumerate().filter_map(|(at, block)| {
        let BlockKind::Para { c } = &block.kind else { return None };
        let text = plain(c);
        let rest = &blocks[at + 1..];
        let next = |is_meant: fn(&Block) -> bool, near: usize| {
            rest.iter().take(near).find(|own| is_meant(own)).map(|own| own.line)
        };
        let spot = |words: &[&str], meant: fn(&Block) -> bool, near: usize| {
            let place = words.iter().filter_map(|word| found(&text, word)).max()?;
            Some((place, next(meant, near)?))
        };
        let (place, shown) = spot(&PICTURES, is_picture, NEAR)
            .or_else(|| spot(&TABLES, is_table, NEAR))
            .or_else(|| text.rfind(NEXT).zip(next(|own| is_picture(own) || is_table(own), 1)))?;
        Some((block.line, 2 * place >= text.len(), shown))
    });
    own.collect()
}

/// The last place of words that are a word of their own.
fn found(text: &str, words: &str) -> Option<usize> {
    let places = text.match_indices(words).map(|(at, _)| at);
    let is_own = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        before.is_none_or(|c| !BEFORE.contains(c)) && after.is_none_or(|c| AFTER.contains(c))
    };
    places.filter(is_own).last()
}

fn is_picture(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Figure(Figure { width, .. }) => *width != Width::Spread,
        BlockKind::Chart(_) => true,
        _ => false,
    }
}

fn is_table(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Table(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_send_to_a_picture_are_told_from_others() {
        for text in ["经过如图。", "见下图：", "结果如图1所示", "分工如图（一）"]
        {
            assert!(PICTURES.iter().any(|word| found(text, word).is_some()), "{text}");
        }
        for text in ["例如图书室", "如图书馆一样", "天下图强", "说图就图"] {
            assert!(PICTURES.iter().all(|word| found(text, word).is_none()), "{text}");
        }
    }
}
