//! Where an eye would stop at finished pages: holes in columns, and loose lines.
//!
//! A hole is a stretch of a text column with nothing on it, of more lines than a picture or a head
//! leaves around itself, on a page on which no article ends. A line is loose if justification has parted
//! two of its Han characters by more than a fifth of their size.

use typst::foundations::{NativeElement, Value};
use typst::introspection::{Location, MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::model::ParElem;
use typst::text::TextItem;
use typst_layout::{Page, PagedDocument};

use super::PageMap;
use super::marks::labelled;
use super::rect::Rect;
use super::type_area::TypeArea;
use crate::manuscript::Assembly;
use hanzi::is_han;

/// Empty lines that a column may have where no article ends.
const HOLE: f64 = 4.4;
/// The widest gap between Han characters, em.
const LOOSE: f64 = 0.205;
/// How far the letters of a line reach above its baseline, em.
const ASCENT: f64 = 0.88;
/// The share of a column's width that something has to have to fill it.
const WIDE: f64 = 0.12;

/// What an eye stops at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing stands there.
    Hole,
    /// The characters of a line are apart.
    Loose,
}

/// A place at which an eye stops.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// What is there.
    pub kind: Kind,
    /// The page, from 0.
    pub page: usize,
    /// Where on it.
    pub area: Rect,
}

/// Looks at finished pages that have `covers` cover pages before the inside.
pub fn look(
    assembly: &Assembly,
    document: &PagedDocument,
    map: &PageMap,
    covers: usize,
) -> Vec<Stop> {
    let area = TypeArea::of_pages(&assembly.theme, document);
    let mut stops = Vec::new();
    for (index, used) in map.pages.iter().enumerate() {
        let Some(page) = document.pages().get(index + covers) else { continue };
        let ends = map.articles.iter().any(|own| own.end.is_some_and(|at| at.folio == used.folio));
        // Openings and literature are set with air, as are pages without articles.
        let airy = used.articles.is_empty() || ["foreword", "literature"].contains(&&*used.kind);
        if !ends && !airy {
            let top = opening(assembly, document, index + covers, &area);
            let holes = holes(page, &area, top).into_iter();
            stops.extend(holes.map(|area| Stop { kind: Kind::Hole, page: index + covers, area }));
        }
    }
    let mut reader = Reader::default();
    for (index, page) in document.pages().iter().enumerate() {
        reader.frame(&page.frame, Transform::identity());
        let loose = reader.loose.drain(..);
        stops.extend(loose.map(|area| Stop { kind: Kind::Loose, page: index, area }));
    }
    stops
}

/// Where the columns of a page begin, below an opening if it has one.
fn opening(assembly: &Assembly, document: &PagedDocument, page: usize, area: &TypeArea) -> f64 {
    let edges = area.line_edges();
    let lines = assembly.articles.iter().flat_map(|article| {
        let found = labelled(document, &format!("opening-{}", article.id)).into_iter();
        found.filter(move |(_, own, _)| *own == page).filter_map(|(content, ..)| {
            match content.to_packed::<MetadataElem>()?.value {
                Value::Int(lines) => usize::try_from(lines).ok(),
                _ => None,
            }
        })
    });
    let first = lines.max().unwrap_or_default().min(edges.len().saturating_sub(1));
    edges.get(first).map_or(0.0, |edge| edge[0])
}

/// The empty stretches of the columns of a page that are too long.
fn holes(page: &Page, area: &TypeArea, top: f64) -> Vec<Rect> {
    let size = page.frame.size();
    let all = Rect::of(Point::zero(), Point::new(size.x, size.y));
    let mut boxes = Vec::new();
    surface(&page.frame, Transform::identity(), all, &mut boxes);
    let edges = area.line_edges();
    let ([first, second], bottom) = match edges.as_slice() {
        [first, second, .., last] => ([first[0], second[0]], last[1]),
        _ => return Vec::new(),
    };
    let pitch = second - first;
    let columns = area.column_edges().into_iter();
    let columns = columns.map(|[left, right]| Rect { left, top, right, bottom });
    let long = |gap: &Rect| gap.bottom - gap.top > HOLE * pitch;
    columns.flat_map(|column| gaps(&boxes, column)).filter(long).collect()
}

/// The empty stretches of a column from top to bottom.
fn gaps(boxes: &[Rect], column: Rect) -> Vec<Rect> {
    let fills = |own: &&Rect| {
        let shared = own.right.min(column.right) - own.left.max(column.left);
        let inside = own.left >= column.left && own.right <= column.right;
        shared > WIDE * (column.right - column.left) || shared > 0.0 && inside
    };
    let mut spans: Vec<Rect> = boxes.iter().filter(fills).map(|own| own.common(column)).collect();
    spans.retain(|span| span.bottom >= span.top);
    spans.push(Rect { top: column.bottom, ..column });
    spans.sort_by(|a, b| a.top.total_cmp(&b.top));
    let (mut out, mut reached) = (Vec::new(), column.top);
    for span in spans {
        if span.top > reached {
            out.push(Rect { top: reached, bottom: span.top, ..column });
        }
        reached = reached.max(span.bottom);
    }
    out
}

/// Collects the boxes of all that is seen in a frame.
fn surface(frame: &Frame, transform: Transform, clip: Rect, out: &mut Vec<Rect>) {
    for (position, item) in frame.items() {
        let here = transform.pre_concat(Transform::translate(position.x, position.y));
        let size = |size: typst::layout::Size| Rect::of(Point::zero(), Point::new(size.x, size.y));
        let own = match item {
            FrameItem::Group(group) => {
                let inner = here.pre_concat(group.transform);
                let own = size(group.frame.size()).moved(inner);
                let clip = if group.clip.is_some() { own.common(clip) } else { clip };
                surface(&group.frame, inner, clip, out);
                continue;
            }
            FrameItem::Text(text) => line(text),
            FrameItem::Image(_, own, _) => size(*own),
            FrameItem::Shape(shape, _) => size(shape.bbox(false).size()),
            FrameItem::Link(..) | FrameItem::Tag(_) => continue,
        };
        let seen = own.moved(here).common(clip);
        if seen.right >= seen.left && seen.bottom >= seen.top {
            out.push(seen);
        }
    }
}

/// The box of a text around its own origin.
fn line(text: &TextItem) -> Rect {
    let up = Abs::pt(-ASCENT * text.size.to_pt());
    Rect::of(Point::new(Abs::zero(), up), Point::new(text.width(), up + text.size))
}

/// Collects the loose lines of paragraphs, which go on from page to page.
#[derive(Default)]
struct Reader {
    open: Vec<Location>,
    loose: Vec<Rect>,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => {
                    // A float or a note is not part of the paragraph that goes on around it.
                    let around = group.parent.map(|_| std::mem::take(&mut self.open));
                    self.frame(&group.frame, here.pre_concat(group.transform));
                    self.open = around.unwrap_or(std::mem::take(&mut self.open));
                }
                FrameItem::Tag(Tag::Start(content, _)) if content.elem() == ParElem::ELEM => {
                    self.open.extend(content.location());
                }
                FrameItem::Tag(Tag::End(location, ..)) => self.open.retain(|own| own != location),
                FrameItem::Text(text) if !self.open.is_empty() && looseness(text) > LOOSE => {
                    self.loose.push(line(text).moved(here));
                }
                _ => {}
            }
        }
    }
}

/// The widest gap between two Han characters of a text, em.
fn looseness(text: &TextItem) -> f64 {
    let is_han = |glyph: &typst::text::Glyph| {
        text.text.get(glyph.range()).and_then(|own| own.chars().next()).is_some_and(is_han)
    };
    let pairs = text.glyphs.iter().zip(text.glyphs.iter().skip(1));
    let gaps = pairs.filter(|(one, other)| is_han(one) && is_han(other)).map(|(one, _)| {
        let own = text.font.x_advance(one.id).map_or(1.0, |em| em.get());
        one.x_advance.get() - one.x_offset.get() - own
    });
    gaps.fold(0.0, f64::max)
}
