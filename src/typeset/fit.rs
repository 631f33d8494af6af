//! Copyfitting: what is done so that articles end well, decided from pages that were set once.
//!
//! An article whose last page holds a few lines only is set one or two hundredths tighter, so that
//! the page is saved; a `minor` article runs on below one that leaves more than a third of its last
//! page empty; pictures that are left over where the text has ended are made taller or shorter so that
//! they fill their pages ([`tails`](super::tails)). Nothing else is touched: the leading stays, the characters stay. A tighter
//! setting is kept only where it saves a page, and each choice is told. An article with `fit: false` is left as it is.

use std::collections::BTreeMap;

use serde::Serialize;
use typst_layout::PagedDocument;

use super::page_map::ArticlePages;
use super::tails::{Heights, tails};
use super::type_area::TypeArea;
use super::{PageMap, Spreads};
use crate::diagnostic::{Finding, Place};
use crate::manuscript::Assembly;
use crate::manuscript::model::Article;
use crate::publication::{Rank, Start};

/// The steps of tracking, hundredths of an em: no more than that can be set without being seen.
const STEPS: [i32; 2] = [1, 2];
/// How much of what a step promises is counted on: lines break where they can.
const SURE: f64 = 0.5;
/// The share of a page's lines that a tail may have to be pulled back.
const TAIL: f64 = 0.2;
/// The share of a last page that is empty where another article may run on.
const EMPTY: f64 = 1.0 / 3.0;

/// What is done with an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Fit {
    /// Hundredths of an em that its characters stand closer.
    pub tighter: i32,
    /// Whether it runs on below the article before it.
    pub follows: bool,
    /// The heights of floats after the end of its text.
    pub heights: Heights,
}

/// What is done with the articles of an issue; an article that is not named is left as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fits(BTreeMap<String, Fit>);

impl Fits {
    /// Decides from pages that were set without any, and their map. An article with something over
    /// two pages is left as it is: those pages do not have it yet.
    pub fn of(
        assembly: &Assembly,
        document: &PagedDocument,
        map: &PageMap,
        spreads: &Spreads,
    ) -> Self {
        let area = TypeArea::of_pages(&assembly.theme, document);
        let mut tails = tails(assembly, document, area.column_lines());
        let mut fits = Self::default();
        let pairs = map.articles.iter().enumerate();
        for (at, pages) in pairs {
            let Some(article) = may_be_fitted(assembly, &pages.id) else { continue };
            if spreads.concern(&pages.id) {
                continue;
            }
            let before = at.checked_sub(1).map(|before| &map.articles[before]);
            let follows = before.is_some_and(|before| runs_on(assembly, article, before, &area));
            let next = map.articles.get(at + 1);
            let shared = next.is_some_and(|next| next.first == pages.last);
            let tighter = if follows || shared { 0 } else { tightness(pages, &area) };
            // What is set tighter ends elsewhere.
            let heights = tails.remove(&pages.id).filter(|_| !follows && tighter == 0 && !shared);
            let fit = Fit { tighter, follows, heights: heights.unwrap_or_default() };
            if fit != Fit::default() {
                fits.0.insert(pages.id.clone(), fit);
            }
        }
        fits
    }

    /// What is done with an article.
    pub fn get(&self, id: &str) -> Fit {
        self.0.get(id).cloned().unwrap_or_default()
    }

    /// Whether nothing is done.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that did what they promised, held against the pages set without them and with them: that
    /// a page was saved, for heights that no more pages were taken.
    pub fn kept(&self, before: &PageMap, after: &PageMap) -> Self {
        let pages = |map: &PageMap, id: &str| map.article(id).map(|article| article.pages);
        let saved = |id: &String, fit: &Fit| {
            let fewer = |(now, then)| now < then + usize::from(!fit.heights.is_empty());
            fit.follows || pages(after, id).zip(pages(before, id)).is_some_and(fewer)
        };
        Self(
            self.0
                .iter()
                .filter(|(id, fit)| saved(id, fit))
                .map(|(id, fit)| (id.clone(), fit.clone()))
                .collect(),
        )
    }

    /// What was done, as notes.
    pub fn told(&self, assembly: &Assembly) -> Vec<Finding> {
        let note = |(id, fit): (&String, &Fit)| {
            let place = Place::file(format!("issues/{}/articles/{id}.md", assembly.id));
            if fit.follows {
                Finding::note("fit-follows").at(place)
            } else if !fit.heights.is_empty() {
                Finding::note("fit-heights").at(place).with("count", fit.heights.len())
            } else {
                Finding::note("fit-tighter").at(place).with("percent", fit.tighter)
            }
        };
        self.0.iter().map(note).collect()
    }
}

fn may_be_fitted<'a>(assembly: &'a Assembly, id: &str) -> Option<&'a Article> {
    let article = assembly.articles.iter().find(|article| article.id == id)?;
    (article.fit != Some(false)).then_some(article)
}

/// Whether an article may run on below the one before it.
fn runs_on(assembly: &Assembly, article: &Article, before: &ArticlePages, area: &TypeArea) -> bool {
    let roomy = before.left as f64 > EMPTY * area.page_lines() as f64;
    let minor = article.rank == Some(Rank::Minor) && article.start == Start::Page;
    roomy && minor && may_be_fitted(assembly, &before.id).is_some()
}

/// By how much an article is set tighter so that it loses its last page; 0 where that would not do.
fn tightness(pages: &ArticlePages, area: &TypeArea) -> i32 {
    let page = area.page_lines();
    let tail = page.saturating_sub(pages.left);
    if pages.pages < 2 || tail == 0 || tail as f64 > TAIL * page as f64 {
        return 0;
    }
    let lines = ((pages.pages - 1) * page + tail) as f64;
    let saves = |step: &i32| lines * f64::from(*step) / 100.0 * SURE >= tail as f64;
    STEPS.into_iter().find(saves).unwrap_or(0)
}
