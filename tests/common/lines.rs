//! The lines of finished pages, read from the glyphs that Typst placed.
//!
//! A paragraph is what Typst tagged as one, or what follows without a gap in one size where a
//! layout set bare text. A line is what stands on one baseline of a paragraph.

use typst::foundations::NativeElement;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::{HeadingElem, ParElem, TableCell};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// What a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Paragraph,
    Heading,
    Cell,
    Other,
}

/// A glyph: its characters, where its box begins, how wide its face has it, and its size; pt.
#[derive(Debug, Clone)]
pub struct Mark {
    pub c: char,
    pub x: f64,
    /// Left bearing that composition added before the glyph.
    pub offset: f64,
    pub width: f64,
    pub size: f64,
    /// Whether it is the first of a run: a layout may have set a space before it.
    pub begins: bool,
}

/// A line of text.
#[derive(Debug, Clone)]
pub struct Line {
    pub page: usize,
    pub column: usize,
    pub kind: Kind,
    /// Baseline from the head of the page, pt.
    pub y: f64,
    pub x: f64,
    pub end: f64,
    pub size: f64,
    pub face: String,
    pub text: String,
    pub marks: Vec<Mark>,
}

/// The lines of a paragraph, in order.
pub type Paragraph = Vec<Line>;

/// The paragraphs of all pages.
pub fn paragraphs(document: &PagedDocument) -> Vec<Paragraph> {
    let mut reader = Reader::default();
    for (index, page) in document.pages().iter().enumerate() {
        reader.page = index + 1;
        reader.frame(&page.frame, Transform::identity());
    }
    let mut paragraphs: Vec<Paragraph> =
        reader.groups.into_iter().map(|group| group.lines).collect();
    number_columns(&mut paragraphs);
    paragraphs
}

/// Numbers the columns of each page from the left edges of its lines.
fn number_columns(paragraphs: &mut [Paragraph]) {
    let pages = paragraphs.iter().flatten().map(|line| line.page).max().unwrap_or(0);
    for page in 1..=pages {
        let on_page = || paragraphs.iter().flatten().filter(move |line| line.page == page);
        let mut edges: Vec<f64> = on_page().map(|line| line.x).collect();
        edges.sort_by(f64::total_cmp);
        edges.dedup_by(|b, a| *b - *a < 60.0);
        for line in paragraphs.iter_mut().flatten().filter(|line| line.page == page) {
            line.column = edges.iter().filter(|&&edge| edge <= line.x + 0.01).count();
        }
    }
}

/// The lines of one owner.
struct Group {
    owner: Option<Location>,
    lines: Vec<Line>,
}

#[derive(Default)]
struct Reader {
    page: usize,
    open: Vec<(Location, Kind)>,
    groups: Vec<Group>,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        // What floats belongs to no paragraph that goes on around it.
        let mut around = Vec::new();
        for (position, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let inner = transform
                        .pre_concat(Transform::translate(position.x, position.y))
                        .pre_concat(group.transform);
                    self.frame(&group.frame, inner);
                }
                FrameItem::Text(text) => {
                    let straight = transform.kx.get() == 0.0 && transform.sx.get() == 1.0;
                    if straight {
                        self.text(text, position.transform(transform));
                    }
                }
                FrameItem::Tag(Tag::Start(content, _)) => {
                    let label = content.label().map(|label| label.resolve());
                    if label.is_some_and(|label| label.as_str().starts_with("float-")) {
                        around = std::mem::take(&mut self.open);
                    }
                    let element = content.elem();
                    let kind = [
                        (ParElem::ELEM, Kind::Paragraph),
                        (HeadingElem::ELEM, Kind::Heading),
                        (TableCell::ELEM, Kind::Cell),
                    ];
                    let kind = kind.into_iter().find(|(known, _)| *known == element);
                    if let (Some((_, kind)), Some(location)) = (kind, content.location()) {
                        self.open.push((location, kind));
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    self.open.retain(|(open, _)| open != location);
                }
                _ => {}
            }
        }
        if !around.is_empty() {
            self.open = around;
        }
    }

    fn text(&mut self, item: &TextItem, at: Point) {
        let line = self.line(item, at);
        let owner = self.open.last().map(|&(location, _)| location);
        let place = self.groups.iter().rposition(|group| group.takes(owner, &line));
        // Only what was written of late goes on: a page and its floats, not the whole issue.
        let place = place.filter(|&place| place + 40 > self.groups.len());
        match place {
            Some(place) => self.groups[place].add(line),
            None => self.groups.push(Group { owner, lines: vec![line] }),
        }
    }

    fn line(&self, item: &TextItem, at: Point) -> Line {
        let size = item.size.to_pt();
        let mut x = at.x.to_pt();
        let mut marks = Vec::new();
        for glyph in &item.glyphs {
            let width = item.font.x_advance(glyph.id).map_or(1.0, |em| em.get());
            let c = item.text[glyph.range()].chars().next().unwrap_or('\u{fffd}');
            let offset = glyph.x_offset.get() * size;
            let begins = marks.is_empty();
            marks.push(Mark { c, x, offset, width: width * size, size, begins });
            x += glyph.x_advance.get() * size;
        }
        Line {
            page: self.page,
            column: 0,
            kind: self.open.last().map_or(Kind::Other, |&(_, kind)| kind),
            y: at.y.to_pt(),
            x: at.x.to_pt(),
            end: x,
            size,
            face: item.font.info().family.clone(),
            text: item.text.to_string(),
            marks,
        }
    }
}

impl Group {
    /// Whether a run goes on the last line of this group or begins its next line.
    fn takes(&self, owner: Option<Location>, run: &Line) -> bool {
        let Some(last) = self.lines.last() else { return false };
        if self.owner != owner {
            return false;
        }
        let same_line = last.page == run.page
            && (last.y - run.y).abs() < 0.2
            && run.x > last.end - 0.5
            && run.x - last.end < 1.6 * last.size;
        let similar = (last.size - run.size).abs() < 0.01;
        let step = (run.y - last.y) / last.size;
        let below = last.page == run.page
            && (1.0..2.3).contains(&step)
            && (self.left() - run.x).abs() < 2.6 * run.size;
        let new_column = last.page != run.page || run.y < last.y && run.x > last.end;
        same_line || similar && (below || owner.is_some() && new_column)
    }

    /// The left edge of the column: the last line, or the one above where that is indented less.
    fn left(&self) -> f64 {
        let (last, before) = match self.lines.as_slice() {
            [.., before, last] => (last, before),
            [last] => (last, last),
            [] => return 0.0,
        };
        let above = before.page == last.page && before.y < last.y;
        if above { last.x.min(before.x) } else { last.x }
    }

    fn add(&mut self, run: Line) {
        let Some(last) = self.lines.last_mut() else { return };
        if last.page == run.page && (last.y - run.y).abs() < 0.2 {
            last.end = run.end;
            last.text.push_str(&run.text);
            last.marks.extend(run.marks);
        } else {
            self.lines.push(run);
        }
    }
}
