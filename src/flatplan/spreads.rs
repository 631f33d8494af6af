//! The pages of an issue in pairs, in the order in which they lie on paper.

use std::iter::once;

use super::Issue;
use crate::typeset::page_map::{ArticlePages, Miss, PageUse};

/// A left and a right page.
pub type Spread = [Slot; 2];

/// A place in a spread.
#[derive(Debug, Clone)]
pub enum Slot {
    /// The empty space next to the front and back covers.
    Nothing,
    /// A page.
    Page(Leaf),
    /// A page that the binding needs but that is missing.
    Missing,
}

/// A page of the screen edition.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The index of the page in the screen edition, from 0.
    pub index: usize,
    /// The page's name.
    pub name: Name,
    /// Its section and the section's colour.
    pub section: Option<(String, [u8; 3])>,
    /// The articles on it.
    pub articles: Vec<Piece>,
    /// The kind of its first article, or of the page.
    pub kind: Option<String>,
}

/// The name of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// The number printed on it.
    Folio(u64),
    /// The key of its name in the locales.
    Cover(&'static str),
}

/// The part of an article that is on a page.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// Whether it begins here.
    pub begins: bool,
    /// By how much the article misses its budget, if it ends here.
    pub miss: Option<Miss>,
}

/// The spreads of an issue: front cover, pairs of pages, back cover; without a cover the first page
/// is alone on the right.
pub fn spreads(issue: &Issue<'_>) -> Vec<Spread> {
    if !issue.assembly.form.covers {
        return uncovered(issue);
    }
    let count = issue.document.pages().len();
    let cover = |index, key| Slot::Page(Leaf::cover(index, key));
    let inside = issue.map.pages.iter().enumerate();
    let inside = inside.map(|(index, page)| Slot::Page(Leaf::inside(issue, index + 2, page)));
    let middle: Vec<Slot> = once(cover(1, "flatplan-inside-front"))
        .chain(inside)
        .chain((0..issue.fit.missing).map(|_| Slot::Missing))
        .chain(once(cover(count.saturating_sub(2), "flatplan-inside-back")))
        .collect();
    let pairs = middle.chunks_exact(2).map(|pair| [pair[0].clone(), pair[1].clone()]);
    once([Slot::Nothing, cover(0, "flatplan-front")])
        .chain(pairs)
        .chain(once([cover(count.saturating_sub(1), "flatplan-back"), Slot::Nothing]))
        .collect()
}

/// The spreads of an issue without a cover.
fn uncovered(issue: &Issue<'_>) -> Vec<Spread> {
    let pages = issue.map.pages.iter().enumerate();
    let pages = pages.map(|(index, page)| Slot::Page(Leaf::inside(issue, index, page)));
    let missing = (0..issue.fit.missing).map(|_| Slot::Missing);
    let mut slots: Vec<Slot> = once(Slot::Nothing).chain(pages).chain(missing).collect();
    if slots.len() % 2 == 1 {
        slots.push(Slot::Nothing);
    }
    slots.chunks_exact(2).map(|pair| [pair[0].clone(), pair[1].clone()]).collect()
}

impl Leaf {
    fn cover(index: usize, key: &'static str) -> Self {
        Self { index, name: Name::Cover(key), section: None, articles: Vec::new(), kind: None }
    }

    fn inside(issue: &Issue<'_>, index: usize, page: &PageUse) -> Self {
        let sections = &issue.assembly.publication.sections;
        let section = sections.iter().find(|section| page.section.as_ref() == Some(&section.id));
        let pieces = page.articles.iter().filter_map(|id| issue.map.article(id));
        Self {
            index,
            name: Name::Folio(page.folio),
            section: section.map(|section| {
                let rgb = issue.colors.get(&section.color).copied().unwrap_or_default();
                (section.name.clone(), rgb)
            }),
            articles: pieces.map(|article| Piece::of(article, page.folio)).collect(),
            kind: Some(page.kind.clone()),
        }
    }

    /// The worst miss of the articles that end on the page.
    pub fn miss(&self) -> Option<Miss> {
        self.articles.iter().filter_map(|piece| piece.miss).max_by_key(|miss| miss.pages)
    }
}

impl Piece {
    fn of(article: &ArticlePages, folio: u64) -> Self {
        Self {
            id: article.id.clone(),
            title: article.title.clone(),
            begins: article.first == folio,
            miss: article.miss.filter(|_| article.last == folio),
        }
    }
}
