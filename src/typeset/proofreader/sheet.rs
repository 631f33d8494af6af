//! What is on finished pages: every letter in the order it was set, with the box of its ink, and
//! what is painted before and after it.

use std::collections::HashMap;

use typst::foundations::NativeElement;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::ParElem;
use typst::text::{FontInstance, TextItem};
use typst::visualize::Paint;
use typst_layout::PagedDocument;

use super::paints::{Painted, Stroke, Tint};
use crate::typeset::rect::Rect;

/// A letter on a page.
#[derive(Debug, Clone, Copy)]
pub struct Letter {
    /// The character, as [`plain`] returns it.
    pub c: char,
    /// The run it is in.
    pub run: usize,
    /// The box of its ink; [`Rect::NONE`] if it has none.
    pub ink: Rect,
}

/// Letters that were set together on one line, in one face and size.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// Page, from 0.
    pub page: usize,
    /// The visible size of the type, pt.
    pub size: f64,
    /// Its colour, if it has only one.
    pub tint: Option<Tint>,
    /// The start of its baseline, pt from the upper edge of the page.
    pub base: f64,
    /// How many things are painted before it, over all pages.
    pub order: usize,
    /// The box around the ink of its letters.
    pub ink: Rect,
    /// The visible part of the page there: the page without what clips the run.
    pub seen: Rect,
    /// The paragraph it belongs to, counted from 1; 0 for none.
    pub paragraph: usize,
    /// Whether it is upright.
    pub straight: bool,
}

impl Run {
    /// A run without a place.
    const NOWHERE: Self = Self {
        page: 0,
        size: 0.0,
        tint: None,
        base: 0.0,
        order: 0,
        ink: Rect::NONE,
        seen: Rect::NONE,
        paragraph: 0,
        straight: true,
    };
}

/// The letters of a set of pages, without invisible ones (wholly transparent text).
#[derive(Debug, Default)]
pub struct Sheet {
    pub letters: Vec<Letter>,
    pub runs: Vec<Run>,
    /// The page numbers.
    pub numbers: Vec<u64>,
    /// Everything that covers what is below it, in painting order, by page.
    pub paints: Vec<Vec<Painted>>,
    /// Every stroke, by page.
    pub strokes: Vec<Vec<Stroke>>,
    /// The invisible texts, which are meant only for readers of the file, with their page from 0.
    pub unseen: Vec<(usize, String)>,
}

impl Sheet {
    /// Reads finished pages.
    pub fn of(document: &PagedDocument) -> Self {
        let mut reader = Reader::default();
        for (page, set) in document.pages().iter().enumerate() {
            reader.page = page;
            reader.sheet.numbers.push(set.number);
            reader.sheet.paints.push(Painted::ground(set));
            reader.sheet.strokes.push(Vec::new());
            let size = set.frame.size();
            let bleed = set.bleed;
            let seen = Rect {
                left: -bleed.left.to_pt(),
                top: -bleed.top.to_pt(),
                right: (size.x + bleed.right).to_pt(),
                bottom: (size.y + bleed.bottom).to_pt(),
            };
            reader.frame(&set.frame, Transform::identity(), seen);
        }
        reader.sheet
    }

    /// The pages of a reflowable book: letters without a place.
    pub fn book<'t>(pages: impl IntoIterator<Item = &'t str>) -> Self {
        let mut sheet = Self::default();
        for (page, text) in pages.into_iter().enumerate() {
            sheet.runs.push(Run { page, ..Run::NOWHERE });
            let letters = text.chars().filter_map(plain);
            sheet.letters.extend(letters.map(|c| Letter { c, run: page, ink: Rect::NONE }));
            sheet.numbers.push(page as u64 + 1);
        }
        sheet
    }
}

/// A character in the form in which texts are compared; `None` for white space and for characters
/// without a glyph.
pub fn plain(c: char) -> Option<char> {
    match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}' => None,
        // Typst writes the minus of numbers as U+2212.
        '\u{2212}' => Some('-'),
        c if c.is_whitespace() || c.is_control() => None,
        c => Some(c),
    }
}

#[derive(Default)]
struct Reader {
    sheet: Sheet,
    page: usize,
    painted: usize,
    /// The open paragraphs, and the number of each one ever opened.
    open: Vec<Location>,
    paragraphs: HashMap<Location, usize>,
    /// The ink of glyphs, in font units, by the face's bytes and the glyph.
    inks: HashMap<(usize, u32, u16), Option<ttf_parser::Rect>>,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, transform: Transform, seen: Rect) {
        for (position, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let moved = transform
                        .pre_concat(Transform::translate(position.x, position.y))
                        .pre_concat(group.transform);
                    let seen = match &group.clip {
                        Some(curve) => {
                            let clip = curve.bbox(None);
                            seen.common(Rect::of(clip.min, clip.max).moved(moved))
                        }
                        None => seen,
                    };
                    // A float or a note is not part of the paragraph that continues around it.
                    let around = group.parent.map(|_| std::mem::take(&mut self.open));
                    self.frame(&group.frame, moved, seen);
                    self.open = around.unwrap_or(std::mem::take(&mut self.open));
                }
                FrameItem::Tag(Tag::Start(content, _)) if content.elem() == ParElem::ELEM => {
                    if let Some(location) = content.location() {
                        let next = self.paragraphs.len() + 1;
                        self.paragraphs.entry(location).or_insert(next);
                        self.open.push(location);
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    self.open.retain(|open| open != location);
                }
                FrameItem::Text(text) if is_hidden(text) => {
                    self.sheet.unseen.push((self.page, text.text.to_string()));
                }
                FrameItem::Text(text) => self.text(text, at(transform, *position), seen),
                FrameItem::Shape(shape, _) => {
                    let moved = at(transform, *position);
                    self.paint(|order| Painted::shape(shape, moved, seen, order));
                    if let Some(own) = self.sheet.strokes.last_mut() {
                        own.extend(Stroke::of(shape, moved, seen));
                    }
                }
                FrameItem::Image(_, size, _) => {
                    let moved = at(transform, *position);
                    self.paint(|order| vec![Painted::image(*size, moved, seen, order)]);
                }
                _ => {}
            }
        }
    }

    fn paint(&mut self, paints: impl FnOnce(usize) -> Vec<Painted>) {
        self.painted += 1;
        if let Some(own) = self.sheet.paints.last_mut() {
            own.extend(paints(self.painted));
        }
    }

    fn text(&mut self, text: &TextItem, transform: Transform, seen: Rect) {
        self.painted += 1;
        let index = self.sheet.runs.len();
        let size = text.size.to_pt();
        let mut cursor = 0.0;
        let mut ink_of_run = Rect::NONE;
        for glyph in &text.glyphs {
            let ink = self.ink(&text.font, glyph.id).map_or(Rect::NONE, |ink| {
                let scale = size / text.font.units_per_em();
                let x = cursor + glyph.x_offset.get() * size;
                let y = glyph.y_offset.get() * size;
                let ink = Rect {
                    left: x + f64::from(ink.x_min) * scale,
                    top: -y - f64::from(ink.y_max) * scale,
                    right: x + f64::from(ink.x_max) * scale,
                    bottom: -y - f64::from(ink.y_min) * scale,
                };
                ink.moved(transform)
            });
            cursor += glyph.x_advance.get() * size;
            ink_of_run = ink_of_run.around(ink);
            let letters = text.text.get(glyph.range()).unwrap_or_default().chars();
            for c in letters.filter_map(plain) {
                self.sheet.letters.push(Letter { c, run: index, ink });
            }
        }
        let paragraph = self.open.last().and_then(|open| self.paragraphs.get(open));
        self.sheet.runs.push(Run {
            page: self.page,
            size: size * scale(transform),
            tint: Tint::of(&text.fill),
            base: transform.ty.to_pt(),
            order: self.painted,
            ink: ink_of_run,
            seen,
            paragraph: paragraph.copied().unwrap_or_default(),
            straight: transform.kx.get() == 0.0 && transform.ky.get() == 0.0,
        });
    }

    fn ink(&mut self, font: &FontInstance, glyph: u16) -> Option<ttf_parser::Rect> {
        let key = (font.data().as_slice().as_ptr().addr(), font.index(), glyph);
        let read = || font.ttf().glyph_bounding_box(ttf_parser::GlyphId(glyph));
        *self.inks.entry(key).or_insert_with(read)
    }
}

/// A transformation for content at a point.
fn at(transform: Transform, position: Point) -> Transform {
    transform.pre_concat(Transform::translate(position.x, position.y))
}

/// The scale of a transformation: the square root of the factor by which it scales areas.
fn scale(transform: Transform) -> f64 {
    let [sx, sy, kx, ky] =
        [transform.sx, transform.sy, transform.kx, transform.ky].map(|part| part.get());
    (sx * sy - kx * ky).abs().sqrt()
}

/// Whether a text is meant only for readers of the file.
fn is_hidden(text: &TextItem) -> bool {
    matches!(&text.fill, Paint::Solid(color) if color.alpha() == Some(0.0)) && text.stroke.is_none()
}
