//! Copyfitting: what is done so that articles end well, decided from pages that were set once.
//!
//! In this order: an article whose last page holds a few lines only is set one or two hundredths tighter, so that
//! the page is saved; pictures that are left over where the text has ended are made taller or shorter so that they
//! fill their pages ([`tails`](super::tails)); where a last page is empty still, pictures in the text become a size
//! larger or smaller ([`sizes`](super::sizes)), and a pull quote that only repeats the text is left out, or one that the
//! author has to spare is set ([`quotes`](super::quotes)); then a `minor` article runs on below, or one without a rank
//! that has a page for a few lines, before the other means if it would leave most of a page of its own empty. Pictures
//! become a size larger or smaller, too, where floats leave a line or two of text between them
//! ([`strips`](super::strips)). Nothing else is touched: the
//! leading stays, the characters stay. A setting is kept only where it does what it promised, and each choice is told. An
//! article with `fit: false` is left as it is.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use typst::foundations::Value;
use typst_layout::PagedDocument;

use super::marks::{labelled, noted};

use super::page_map::{ArticlePages, End};
use super::quotes::Quotes;
use super::sizes::{EMPTY, TAIL, is_filled, sizes};
use super::stiff::Holes;
use super::strips::{self, strips};
use super::tails::{Heights, tails};
use super::type_area::TypeArea;
use super::{PageMap, Spreads};
use crate::diagnostic::{Finding, Place};
use crate::manuscript::Assembly;
use crate::manuscript::model::{Article, Block, BlockKind};
use crate::manuscript::quotes::spare;
use crate::publication::{Rank, Start};

/// The steps of tracking, hundredths of an em: no more than that can be set without being seen. Beside each is how
/// much of what it promises is counted on: lines break where they can; after the last there is none to try.
const STEPS: [(i32, f64); 2] = [(1, 0.5), (2, 0.85)];
/// The kinds of articles whose text is set in the columns of the page: another may run on below them.
const PLAIN: [&str; 10] = [
    "news",
    "policy",
    "feature",
    "portrait",
    "enterprise",
    "report",
    "service",
    "profile",
    "speech",
    "document",
];
/// How many holes a page more is worth.
const WORTH: usize = 4;
/// Lines that the head of an article takes that runs on, on top of its text.
const HEAD: usize = 12;

/// What is done with an article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Fit {
    /// Hundredths of an em that its characters stand closer.
    pub tighter: i32,
    /// Whether it runs on below the article before it.
    pub follows: bool,
    /// The heights of floats after the end of its text, or of all.
    pub heights: Heights,
    /// Whether those are heights of pictures in the text, so that its last page is full or given up.
    pub sized: bool,
    /// Whether those are heights with which no page has a line or two of text between floats.
    pub filled: bool,
    /// Its pull quotes, by their lines: those left out, and those to spare that are set.
    pub quotes: Quotes,
}

/// What was weighed before pages were made to fit, so that it can be explained.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weighed {
    tried: Fits,
    /// Pages and free lines on the last page of each article, as they were set plainly.
    before: BTreeMap<String, (usize, usize)>,
    page_lines: usize,
}

impl Weighed {
    /// What is tried with pages that were set plainly.
    pub fn of(tried: &Fits, before: &PageMap, page_lines: usize) -> Self {
        let pages = |own: &ArticlePages| (own.id.clone(), (own.pages, own.left));
        let before = before.articles.iter().map(pages).collect();
        Self { tried: tried.clone(), before, page_lines }
    }

    /// What was weighed for each article, and what of it was kept, as notes.
    pub fn explained(&self, kept: &Fits, assembly: &Assembly) -> Vec<Finding> {
        let note = |article: &Article| {
            let (pages, left) = self.before.get(&article.id)?;
            let place = Place::file(format!("issues/{}/articles/{}.md", assembly.id, article.id));
            let choice = self.choice(article, kept, *left);
            let finding = Finding::note("fit-explained").at(place).with("choice", choice);
            let finding = finding.with("title", article.title.as_str()).with("pages", *pages);
            Some(finding.with("left", *left).with("page", self.page_lines))
        };
        assembly.articles.iter().filter_map(note).collect()
    }

    /// The name of what was decided about an article.
    fn choice(&self, article: &Article, kept: &Fits, left: usize) -> &'static str {
        let (tried, done) = (self.tried.get(&article.id), kept.get(&article.id));
        if article.fit == Some(false) {
            "forbidden"
        } else if done != Fit::default() {
            done.name()
        } else if tried != Fit::default() {
            "in-vain"
        } else if left as f64 > EMPTY * self.page_lines as f64 {
            "nothing"
        } else {
            "full"
        }
    }
}

/// What is done with the articles of an issue; an article that is not named is left as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fits(BTreeMap<String, Fit>, Otherwise);

/// The articles that run on below another where its own pictures and pull quotes do not close its end: each
/// with the one above.
type Otherwise = BTreeMap<String, String>;

impl Fit {
    /// Whether sizes of pictures or pull quotes close the end of the article.
    fn closes(&self) -> bool {
        self.sized || !self.quotes.is_empty()
    }

    /// What it is called in explanations.
    fn name(&self) -> &'static str {
        if self.follows {
            "follows"
        } else if !self.quotes.is_empty() {
            "quotes"
        } else if self.sized || self.filled {
            "sizes"
        } else if self.heights.is_empty() {
            "tighter"
        } else {
            "heights"
        }
    }
}

/// What can be done about the end of an article by itself, in the order in which it is tried: the text a little
/// tighter, pictures and boxes after it, a size of its pictures, a pull quote.
struct Means<'a> {
    assembly: &'a Assembly,
    document: &'a PagedDocument,
    area: &'a TypeArea,
    tails: &'a BTreeMap<String, Heights>,
}

impl Means<'_> {
    /// What is done with an article if none runs on below it.
    fn of(&self, map: &PageMap, at: usize) -> Fit {
        let own = &map.articles[at];
        let Some(article) = may_be_fitted(self.assembly, &own.id) else { return Fit::default() };
        let is_shared = map.articles.get(at + 1).is_some_and(|next| next.first == own.last);
        if is_shared {
            return self.without_strips(own);
        }
        let tighter = tightness(own, self.area);
        if tighter > 0 {
            return Fit { tighter, ..Fit::default() };
        }
        // What is set tighter ends elsewhere.
        if let Some(heights) = self.tails.get(&own.id) {
            return Fit { heights: heights.clone(), ..Fit::default() };
        }
        let heights = sizes(self.document, own, self.area, self.is_full(own));
        if !heights.is_empty() {
            return Fit { heights, sized: true, ..Fit::default() };
        }
        let quotes = match may_be_quoted(self.assembly) {
            true => Quotes::of(article, self.document, own, self.area),
            false => Quotes::default(),
        };
        if !quotes.is_empty() {
            return Fit { quotes, ..Fit::default() };
        }
        self.without_strips(own)
    }

    /// The same for an article whose end another closes.
    fn without_end(&self, own: &ArticlePages, closed: Fit) -> Fit {
        if closed.closes() { self.without_strips(own) } else { closed }
    }

    /// Heights with which no page has a line or two of text between floats.
    fn without_strips(&self, own: &ArticlePages) -> Fit {
        let heights = strips(self.document, own, self.area);
        Fit { filled: !heights.is_empty(), heights, ..Fit::default() }
    }

    /// Whether no more than a third of an article's last page is empty, or a filler stands there.
    fn is_full(&self, own: &ArticlePages) -> bool {
        !is_roomy(own, self.area)
            || last_page(self.document, own).is_none_or(|at| is_filled(self.document, at))
    }

    /// Which articles run on below the one before: where that has no other means to close its end, or they
    /// would leave most of a page of their own empty. Those that would otherwise are noted.
    fn follows(&self, map: &PageMap, closed: &[Fit], otherwise: &mut Otherwise) -> Vec<bool> {
        let mut follows: Vec<bool> = Vec::new();
        for (at, own) in map.articles.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| &map.articles[before]);
            let is_first = !follows.last().copied().unwrap_or_default();
            // Below one that breaks off, its rest would stand on the page that it breaks off on.
            let ends =
                |before: &&ArticlePages| before.jump.is_none() && is_roomy(before, self.area);
            let slight = |before: &ArticlePages| {
                is_first
                    && !self.is_full(before)
                    && !self.is_full(own)
                    && is_slight(self.assembly, (self.document, self.area), own, before)
            };
            let before = before
                .filter(ends)
                .filter(|before| runs_on(self.assembly, own, before) || slight(before));
            let leaves_much = is_roomy(own, self.area) && !closed[at].closes();
            let may = before.filter(|_| closed[at - 1].closes() && !leaves_much);
            if let Some(before) = may {
                otherwise.insert(own.id.clone(), before.id.clone());
            }
            follows.push(before.is_some() && may.is_none());
        }
        follows
    }
}

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
        let tails = tails(assembly, document, area.column_lines());
        let means = Means { assembly, document, area: &area, tails: &tails };
        let closed: Vec<Fit> = (0..map.articles.len())
            .map(|at| match spreads.concern(&map.articles[at].id) {
                true => Fit::default(),
                false => means.of(map, at),
            })
            .collect();
        let mut fits = Self::default();
        let follows = means.follows(map, &closed, &mut fits.1);
        for (at, (own, closed)) in map.articles.iter().zip(closed).enumerate() {
            let fit = if spreads.concern(&own.id) || may_be_fitted(assembly, &own.id).is_none() {
                Fit::default()
            } else if follows[at] {
                Fit { follows: true, ..Fit::default() }
            } else if follows.get(at + 1) == Some(&true) {
                // The next one closes its end.
                means.without_end(own, closed)
            } else {
                closed
            };
            if fit != Fit::default() {
                fits.0.insert(own.id.clone(), fit);
            }
        }
        fits
    }

    /// The same with what fills the pages after the text of articles: of those that have something over two
    /// pages it is only now known where that stands, and in others more has come to stand there. Heights
    /// that were chosen before stay where pages that were set with them ask for no others. Those of them that end
    /// with a few lines are set tighter.
    pub fn with_tails(
        &self,
        assembly: &Assembly,
        document: &PagedDocument,
        map: &PageMap,
        spreads: &Spreads,
    ) -> Self {
        let area = TypeArea::of_pages(&assembly.theme, document);
        let mut fits = self.clone();
        for (id, changed) in tails(assembly, document, area.column_lines()) {
            let own = self.get(&id);
            if own.tighter == 0 && !own.follows && may_be_fitted(assembly, &id).is_some() {
                let (mut heights, quotes) = (own.heights, own.quotes);
                heights.extend(changed);
                fits.0.insert(id, Fit { heights, quotes, ..Fit::default() });
            }
        }
        for (at, own) in map.articles.iter().enumerate() {
            let shared = map.articles.get(at + 1).is_some_and(|next| next.first == own.last);
            let is_new = spreads.concern(&own.id) && fits.get(&own.id) == Fit::default();
            let tighter = tightness(own, &area);
            if is_new && !shared && tighter > 0 && may_be_fitted(assembly, &own.id).is_some() {
                fits.0.insert(own.id.clone(), Fit { tighter, ..Fit::default() });
            }
        }
        fits
    }

    /// Without those that `with_tails` added to `known` and that made their article longer, or saved no page if
    /// they were to, held against the pages set without them and with them: the maps, and how many holes are on
    /// the pages of each article. A page more is taken where far fewer holes are left.
    pub fn without_longer(
        &self,
        known: &Self,
        (before, holes): (&PageMap, &Holes),
        (after, left): (&PageMap, &Holes),
    ) -> Self {
        let pages = |map: &PageMap, id: &str| map.article(id).map_or(0, |article| article.pages);
        let count = |holes: &Holes, id: &str| holes.get(id).copied().unwrap_or_default();
        let is_kept = |id: &String, fit: &Fit| {
            let (then, now) = (pages(before, id), pages(after, id));
            let is_worth = count(left, id) + WORTH * now.saturating_sub(then) <= count(holes, id);
            let is_right = now <= then || now == then + 1 && is_worth;
            known.get(id) == *fit || if fit.tighter > 0 { now < then } else { is_right }
        };
        let mut fits = self.clone();
        fits.0.retain(|id, fit| is_kept(id, fit));
        fits
    }

    /// The lines of an article's pull quotes that are not set: those left out, and those to spare that fill
    /// no page.
    pub fn unset(&self, assembly: &Assembly, id: &str) -> BTreeSet<usize> {
        let Some(article) = assembly.article(id).filter(|_| assembly.form.fit) else {
            return BTreeSet::new();
        };
        let Quotes { less, more } = self.get(id).quotes;
        spare(&article.blocks).difference(&more).chain(&less).copied().collect()
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
    /// a page was saved, for heights that no more pages were taken, for sizes that the last page of
    /// `page_lines` lines is not as empty as it was, for strips that there are fewer.
    pub fn kept(
        &self,
        (before, plain): (&PageMap, &PagedDocument),
        (after, fitted): (&PageMap, &PagedDocument),
        area: &TypeArea,
    ) -> Self {
        let page_lines = area.page_lines();
        let fewer = |id: &str| strips::count(fitted, id, area) < strips::count(plain, id, area);
        let fuller = |now: &ArticlePages| now.left as f64 <= EMPTY * page_lines as f64;
        let saved = |id: &String, fit: &Fit| {
            let did = |(now, then): (&ArticlePages, &ArticlePages)| {
                if !fit.quotes.more.is_empty() {
                    now.pages == then.pages && fuller(now)
                } else if fit.heights.is_empty() || now.pages < then.pages {
                    now.pages < then.pages
                } else {
                    now.pages == then.pages && (!fit.sized || fuller(now))
                }
            };
            let kept = fit.follows || after.article(id).zip(before.article(id)).is_some_and(did);
            kept && (!fit.filled || fewer(id))
        };
        // Below one that has lost its last page there is no room any more.
        let is_lost = |id: &String| {
            let at = before.articles.iter().position(|own| own.id == *id);
            let above = at.and_then(|at| before.articles.get(at.checked_sub(1)?));
            above.is_some_and(|above| {
                let fit = self.get(&above.id);
                fit.tighter > 0 && saved(&above.id, &fit)
            })
        };
        let mut kept: BTreeMap<String, Fit> = self
            .0
            .iter()
            .filter(|(id, fit)| saved(id, fit) && !(fit.follows && is_lost(id)))
            .map(|(id, fit)| (id.clone(), fit.clone()))
            .collect();
        for (id, above) in &self.1 {
            if !kept.contains_key(id) && !kept.get(above).is_some_and(Fit::closes) {
                kept.insert(id.clone(), Fit { follows: true, ..Fit::default() });
            }
        }
        Self(kept, self.1.clone())
    }

    /// What was done, as notes.
    pub fn told(&self, assembly: &Assembly) -> Vec<Finding> {
        let note = |(id, fit): (&String, &Fit)| {
            let place = Place::file(format!("issues/{}/articles/{id}.md", assembly.id));
            if fit.follows {
                Finding::note("fit-follows").at(place)
            } else if !fit.quotes.is_empty() {
                let Quotes { less, more } = &fit.quotes;
                let finding = Finding::note("fit-quotes").at(place);
                finding.with("less", less.len()).with("more", more.len())
            } else if fit.filled {
                Finding::note("fit-strips").at(place).with("count", fit.heights.len())
            } else if fit.sized {
                Finding::note("fit-sizes").at(place).with("count", fit.heights.len())
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
    assembly.article(id).filter(|article| article.fit != Some(false))
}

/// Whether the theme lets pull quotes be set or left out so that pages are full.
fn may_be_quoted(assembly: &Assembly) -> bool {
    assembly.theme.data["pullquotes"].as_str() != Some("keep")
}

/// Whether more than a third of an article's last page is empty, but for a filler.
fn is_roomy(pages: &ArticlePages, area: &TypeArea) -> bool {
    pages.left as f64 > EMPTY * area.page_lines() as f64
}

/// The last page of an article among all.
fn last_page(document: &PagedDocument, pages: &ArticlePages) -> Option<usize> {
    let first = labelled(document, &format!("article-{}", pages.id)).first()?.1;
    Some(first + usize::try_from(pages.last.checked_sub(pages.first)?).ok()?)
}

/// Whether an article is one that runs on below the one before it: a minor one.
fn runs_on(assembly: &Assembly, pages: &ArticlePages, before: &ArticlePages) -> bool {
    let is_minor =
        |article: &Article| article.rank == Some(Rank::Minor) && article.start == Start::Page;
    may_be_fitted(assembly, &pages.id).is_some_and(is_minor)
        && may_be_fitted(assembly, &before.id).is_some()
}

/// Whether an article without a rank, a picture or an opening of its own has so little text that all of
/// it has room below the one before it.
fn is_slight(
    assembly: &Assembly,
    (document, area): (&PagedDocument, &TypeArea),
    pages: &ArticlePages,
    before: &ArticlePages,
) -> bool {
    let plain = |id: &str, more: &str| {
        let is_plain = |own: &&Article| PLAIN.contains(&&*own.kind) || own.kind == more;
        may_be_fitted(assembly, id).filter(|own| is_plain(own) && own.writing.is_none())
    };
    let is_bare = |article: &Article| {
        article.rank.is_none()
            && article.start == Start::Page
            && article.opener.is_none()
            && is_text(&article.blocks)
    };
    let opening = opening_lines(document, &pages.id) * area.columns();
    let taken = area.page_lines().saturating_sub(pages.left + opening);
    plain(&before.id, "").is_some()
        && plain(&pages.id, "briefs").is_some_and(is_bare)
        && pages.pages == 1
        && taken + HEAD <= before.left
}

/// Whether blocks are paragraphs, lists and short items only.
fn is_text(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| match &block.kind {
        BlockKind::Para { .. } | BlockKind::Heading { .. } => true,
        BlockKind::Item { c, .. } | BlockKind::Quote { c } => is_text(c),
        BlockKind::List { items, .. } => items.iter().all(|item| is_text(item)),
        _ => false,
    })
}

/// The lines that the opening of an article takes.
fn opening_lines(document: &PagedDocument, id: &str) -> usize {
    let found = noted(document, &format!("opening-{id}"));
    let lines = found.filter_map(|value| match value {
        Value::Int(lines) => usize::try_from(lines).ok(),
        _ => None,
    });
    lines.max().unwrap_or_default()
}

/// The lines of a page before the end of a text; in the last column it has been balanced, so every column ends there.
fn filled(end: End, area: &TypeArea) -> usize {
    if end.column >= area.columns() {
        area.columns() * end.line
    } else {
        (end.column - 1) * area.column_lines() + end.line
    }
}

/// By how much an article is set tighter so that it loses its last page, or the one on which its text ends before
/// pages of pictures; 0 where that would not do.
fn tightness(pages: &ArticlePages, area: &TypeArea) -> i32 {
    let page = area.page_lines();
    let before = pages.end.filter(|end| end.folio < pages.last && pages.jump.is_none());
    let tail = before.map_or(page.saturating_sub(pages.left), |end| filled(end, area));
    let last = before.map_or(pages.last, |end| end.folio);
    let whole = usize::try_from(last.saturating_sub(pages.first)).unwrap_or_default();
    let whole = if pages.jump.is_some() { pages.pages - 1 } else { whole };
    if whole == 0 || tail == 0 || tail as f64 > TAIL * page as f64 {
        return 0;
    }
    let lines = (whole * page + tail) as f64;
    let saves = |(step, sure): &(i32, f64)| lines * f64::from(*step) / 100.0 * sure >= tail as f64;
    STEPS.into_iter().find(saves).map_or(0, |(step, _)| step)
}
