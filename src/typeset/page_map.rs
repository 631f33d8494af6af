//! The page map: which pages every article takes, where it ends, and what every page contains.
//!
//! Everything is read from finished pages, by the labels that a layout sets: `article-ID` on the
//! heading, `end-ID` where the text ends, `float-ID` on floats. Only inside pages count, so the
//! press edition and the screen edition have the same map.

use serde::{Deserialize, Serialize};
use typst::foundations::Value;
use typst::introspection::MetadataElem;
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_layout::{Page, PagedDocument};

use super::marks::labelled;
use super::type_area::TypeArea;
use crate::manuscript::Assembly;
use crate::manuscript::model::Article;

/// The kind of pages that fill up the page count.
pub const FILLER: &str = "filler";

/// The pages of an issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageMap {
    /// The articles in printing order.
    pub articles: Vec<ArticlePages>,
    /// The inside pages.
    pub pages: Vec<PageUse>,
}

/// The pages of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArticlePages {
    /// The article.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The folio of its first page.
    pub first: u64,
    /// The folio of its last page.
    pub last: u64,
    /// The number of pages it is on.
    pub pages: usize,
    /// Where it breaks off and where it continues, if it jumps: two folios.
    pub jump: Option<(u64, u64)>,
    /// Where its text ends.
    pub end: Option<End>,
    /// The free lines on its last page, roughly.
    pub left: usize,
    /// Its page budget.
    pub budget: Option<u16>,
    /// By how much it misses its budget.
    pub miss: Option<Miss>,
}

impl ArticlePages {
    /// Whether part of it is on the page with this folio.
    pub fn is_on(&self, folio: u64) -> bool {
        let away = self.jump.is_some_and(|(from, to)| from < folio && folio < to);
        (self.first..=self.last).contains(&folio) && !away
    }
}

/// Where a text ends.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// The folio.
    pub folio: u64,
    /// The column, from 1.
    pub column: usize,
    /// The line in its column, from 1.
    pub line: usize,
    /// How far below the upper edge of the trimmed page, pt, to a tenth.
    pub y: f64,
}

/// By how much an article misses its budget, roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Miss {
    /// Pages over the budget; negative when it is short.
    pub pages: i64,
    /// Lines to cut or to add.
    pub lines: usize,
    /// Characters to cut or to add.
    pub chars: usize,
}

/// The contents of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageUse {
    /// The number printed on it.
    pub folio: u64,
    /// The section, by identifier.
    pub section: Option<String>,
    /// The section's colour, by its name in the theme.
    pub color: Option<String>,
    /// The articles on it, in printing order.
    pub articles: Vec<String>,
    /// The kind of its first article, or `contents`, `filler`, `blank`, `other`.
    pub kind: String,
}

/// A label set by a layout, on an inside page counted from 0.
#[derive(Debug, Clone, Copy)]
struct Mark {
    page: usize,
    x: f64,
    y: f64,
    /// How many lines it takes over all columns; 0 if it takes none.
    lines: usize,
}

impl PageMap {
    /// Reads the map from finished pages, with `covers` cover pages before and after the inside.
    pub fn of(assembly: &Assembly, document: &PagedDocument, covers: usize) -> Self {
        let all = document.pages();
        let inside = all.get(covers..all.len().saturating_sub(covers)).unwrap_or_default();
        let width = inside.first().map_or(0.0, |page| page.frame.width().to_pt());
        let area = TypeArea::of(&assembly.theme, width);
        let reader = Reader { document, covers, inside, area };
        let starts: Vec<Option<Mark>> =
            assembly.articles.iter().map(|article| reader.start(article)).collect();
        let mut articles: Vec<ArticlePages> = Vec::new();
        for (index, article) in assembly.articles.iter().enumerate() {
            let Some(start) = starts[index] else { continue };
            let next = starts[index + 1..].iter().flatten().next();
            let until = next.map_or(inside.len().saturating_sub(1), |next| {
                next.page.saturating_sub(1).max(start.page)
            });
            let shared =
                articles.last().is_some_and(|before| before.last == reader.folio(start.page));
            articles.push(reader.article(article, start, until, shared));
        }
        let pages = (0..inside.len()).map(|page| reader.page(assembly, &articles, page)).collect();
        Self { articles, pages }
    }

    /// The pages of an article.
    pub fn article(&self, id: &str) -> Option<&ArticlePages> {
        self.articles.iter().find(|article| article.id == id)
    }
}

struct Reader<'a> {
    document: &'a PagedDocument,
    covers: usize,
    inside: &'a [Page],
    area: TypeArea,
}

impl Reader<'_> {
    /// All elements with a label, in page order.
    fn marks(&self, label: &str) -> Vec<Mark> {
        let found = labelled(self.document, label).into_iter();
        let marks = found.filter_map(|(content, page, Point { x, y })| {
            let page = page.checked_sub(self.covers)?;
            let lines =
                content.to_packed::<MetadataElem>().map_or(0, |data| self.lines(&data.value));
            (page < self.inside.len()).then(|| Mark { page, x: x.to_pt(), y: y.to_pt(), lines })
        });
        marks.collect()
    }

    /// The lines that a float declares, over all columns.
    fn lines(&self, value: &Value) -> usize {
        let Value::Dict(dict) = value else { return 0 };
        let lines = match dict.get("lines") {
            Ok(Value::Int(lines)) => usize::try_from(*lines).unwrap_or_default(),
            _ => 0,
        };
        let spans =
            matches!(dict.get("scope"), Ok(Value::Str(scope)) if scope.as_str() == "parent");
        if spans { lines * self.area.columns() } else { lines }
    }

    fn folio(&self, page: usize) -> u64 {
        self.inside.get(page).map_or(0, |page| page.number)
    }

    fn start(&self, article: &Article) -> Option<Mark> {
        self.marks(&format!("article-{}", article.id)).into_iter().next()
    }

    /// The pages of an article that starts at a mark; without an end mark it continues to the page
    /// `until`. `shared` says that another article ends on its first page.
    fn article(&self, article: &Article, start: Mark, until: usize, shared: bool) -> ArticlePages {
        let end = self.marks(&format!("end-{}", article.id)).into_iter().next_back();
        let mut floats = self.marks(&format!("float-{}", article.id));
        floats.extend(self.marks(&format!("float-{}.rest", article.id)));
        let farthest = floats.iter().map(|float| float.page).chain(end.map(|end| end.page)).max();
        let last = end.and(farthest).unwrap_or(until).max(start.page);
        let left = self.left(end, &floats, last);
        let skipped = if shared { self.area.filled(start.x, start.y) } else { 0 };
        let jump = self.jump(article);
        let away = jump.map_or(0, |(from, to)| to.saturating_sub(from + 1));
        let pages = last - start.page + 1 - away;
        let used = (pages * self.area.page_lines()).saturating_sub(left + skipped);
        ArticlePages {
            id: article.id.clone(),
            title: article.title.clone(),
            first: self.folio(start.page),
            last: self.folio(last),
            pages,
            jump: jump.map(|(from, to)| (self.folio(from), self.folio(to))),
            end: end.map(|end| self.end(end)),
            left,
            budget: article.pages,
            miss: article.pages.and_then(|budget| self.miss(pages, used, usize::from(budget))),
        }
    }

    /// The pages on which an article breaks off and continues.
    fn jump(&self, article: &Article) -> Option<(usize, usize)> {
        let mark = |name| self.marks(&format!("{name}-{}", article.id)).first().map(|m| m.page);
        Some((mark("jump")?, mark("rest")?))
    }

    fn end(&self, end: Mark) -> End {
        let (column, line) = self.area.place(end.x, end.y);
        let y = (end.y * 10.0).round() / 10.0;
        End { folio: self.folio(end.page), column: column + 1, line: line.max(1), y }
    }

    /// The free lines on the last page, over all columns.
    fn left(&self, end: Option<Mark>, floats: &[Mark], last: usize) -> usize {
        let on_last = floats.iter().filter(|float| float.page == last);
        let Some(end) = end.filter(|end| end.page == last) else {
            let taken: usize = on_last.map(|float| float.lines).sum();
            return self.area.page_lines().saturating_sub(taken);
        };
        let after = on_last.filter(|float| self.area.follows((float.x, float.y), (end.x, end.y)));
        let taken: usize = after.map(|float| float.lines).sum();
        self.area.free_after(end.x, end.y).saturating_sub(taken)
    }

    /// How far an article misses its budget; `None` if it takes as many pages as it may.
    fn miss(&self, pages: usize, used: usize, budget: usize) -> Option<Miss> {
        let room = budget * self.area.page_lines();
        let over = used > room;
        if !over && pages >= budget {
            return None;
        }
        let lines = used.abs_diff(room);
        let chars = lines * self.area.characters();
        Some(Miss { pages: pages as i64 - budget as i64, lines, chars })
    }

    fn page(&self, assembly: &Assembly, articles: &[ArticlePages], page: usize) -> PageUse {
        let folio = self.folio(page);
        let holds = |article: &&ArticlePages| article.is_on(folio);
        let ids: Vec<String> =
            articles.iter().filter(holds).map(|article| article.id.clone()).collect();
        let first = assembly.articles.iter().find(|article| ids.first() == Some(&article.id));
        let kind = match first {
            Some(article) => article.kind.as_str(),
            None if !self.has_content(page) => "blank",
            None if self.marks("filler-page").iter().any(|mark| mark.page == page) => FILLER,
            None if articles.first().is_some_and(|article| folio < article.first) => "contents",
            None => "other",
        };
        PageUse {
            folio,
            section: first.map(|article| article.section.id.clone()),
            color: first.map(|article| article.section.color.clone()),
            kind: kind.to_owned(),
            articles: ids,
        }
    }

    /// Whether there is anything in the type area of a page; head, folio and tab do not count.
    fn has_content(&self, page: usize) -> bool {
        self.inside
            .get(page)
            .is_some_and(|page| holds_any(&page.frame, Transform::identity(), &self.area))
    }
}

fn holds_any(frame: &Frame, transform: Transform, area: &TypeArea) -> bool {
    frame.items().any(|(position, item)| match item {
        FrameItem::Group(group) => {
            let moved = Transform::translate(position.x, position.y);
            let inner = transform.pre_concat(moved).pre_concat(group.transform);
            holds_any(&group.frame, inner, area)
        }
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => {
            let Point { x, y } = position.transform(transform);
            area.contains(x.to_pt(), y.to_pt())
        }
        FrameItem::Link(..) | FrameItem::Tag(_) => false,
    })
}
