//! The graphics state, as far as the plates need it (ISO 32000-1, 8.4).

use std::rc::Rc;
use std::sync::Arc;

use kurbo::{Affine, BezPath, Cap, Join, Stroke};
use lopdf::Object;
use moxcms::RenderingIntent;

use super::blend::Blend;
use super::raster::{Area, Rule, Shape, Span, is_empty, meet};
use super::text::Face;
use crate::color::Color;

/// A current colour.
#[derive(Clone)]
pub struct Current<'a> {
    /// Its space.
    pub color: Arc<Color>,
    /// Its components.
    pub parts: Vec<f64>,
    /// The pattern that replaces it.
    pub pattern: Option<&'a Object>,
}

impl Current<'_> {
    /// Black, as at the beginning of a page.
    pub fn black() -> Self {
        Self { color: Arc::new(Color::Gray), parts: vec![0.0], pattern: None }
    }
}

/// A mask of opacities.
#[derive(Debug)]
pub struct Mask {
    /// The pixels that it has.
    pub area: Area,
    /// Their opacities.
    pub values: Vec<u8>,
    /// The opacity of all others.
    pub outside: u8,
}

impl Mask {
    /// Multiplies the opacities of a run of pixels by it.
    pub fn cover(&self, span: Span, row: &mut [u8]) {
        let [left, top, right, bottom] = self.area;
        let width = (right - left).max(0) as usize;
        for (x, slot) in (span.from..).zip(row.iter_mut()) {
            let inside = span.y >= top && span.y < bottom && x >= left && x < right;
            let value = if inside {
                self.values[(span.y - top) as usize * width + (x - left) as usize]
            } else {
                self.outside
            };
            *slot = ((u32::from(*slot) * u32::from(value) + 127) / 255) as u8;
        }
    }
}

/// What may be painted on.
#[derive(Clone)]
pub struct Clip {
    /// The bounds.
    pub area: Area,
    /// What of them, if not all.
    pub mask: Option<Rc<Mask>>,
}

impl Clip {
    /// Clips to a shape too.
    pub fn narrow(&mut self, shape: &Shape, rule: Rule, is_box: bool) {
        let area = shape.area(self.area);
        self.area = area;
        if is_box || is_empty(area) {
            return;
        }
        let width = (area[2] - area[0]) as usize;
        let mut values = vec![0; width * (area[3] - area[1]) as usize];
        shape.spans(rule, area, |span| {
            let at = (span.y - area[1]) as usize * width;
            let (from, to) = ((span.from - area[0]) as usize, (span.to - area[0]) as usize);
            values[at + from..at + to].fill(255);
        });
        if let Some(before) = &self.mask {
            for (y, row) in (area[1]..).zip(values.chunks_exact_mut(width)) {
                before.cover(Span { y, from: area[0], to: area[2] }, row);
            }
        }
        self.mask = Some(Rc::new(Mask { area, values, outside: 0 }));
    }

    /// Clips to bounds too.
    pub fn within(&mut self, area: Area) {
        self.area = meet(self.area, area);
    }
}

/// The state of text.
#[derive(Clone)]
pub struct Text<'a> {
    pub face: Option<Arc<Face<'a>>>,
    pub size: f64,
    pub char_space: f64,
    pub word_space: f64,
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
}

/// The graphics state.
#[derive(Clone)]
pub struct State<'a> {
    pub matrix: Affine,
    pub clip: Clip,
    /// The colours for fills and for strokes.
    pub colors: [Current<'a>; 2],
    /// The opacities for fills and for strokes.
    pub opacity: [f32; 2],
    pub blend: Blend,
    pub soft: Option<Rc<Mask>>,
    /// Whether fills and strokes overprint.
    pub overprint: [bool; 2],
    pub keeps_zero: bool,
    pub intent: RenderingIntent,
    pub line: Stroke,
    pub text: Text<'a>,
    /// Whether colours are given from outside, as in an uncoloured tiling.
    pub fixed: bool,
}

impl State<'_> {
    /// The state at the beginning of a page.
    pub fn new(matrix: Affine, area: Area) -> Self {
        let line = Stroke::new(1.0).with_caps(Cap::Butt).with_join(Join::Miter);
        Self {
            matrix,
            clip: Clip { area, mask: None },
            colors: [Current::black(), Current::black()],
            opacity: [1.0; 2],
            blend: Blend::Normal,
            soft: None,
            overprint: [false; 2],
            keeps_zero: false,
            intent: RenderingIntent::RelativeColorimetric,
            line: line.with_miter_limit(10.0),
            text: Text {
                face: None,
                size: 0.0,
                char_space: 0.0,
                word_space: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
            fixed: false,
        }
    }

    /// The state in which a group begins: what is said of the group as a whole is not of its parts.
    pub fn of_group(&self) -> Self
    where
        Self: Clone,
    {
        let mut own = self.clone();
        own.opacity = [1.0; 2];
        own.blend = Blend::Normal;
        own.soft = None;
        own
    }
}

/// Whether a path is one rectangle whose sides lie along the pixels.
pub fn is_box(path: &BezPath, matrix: Affine) -> bool {
    let [a, b, c, d, ..] = matrix.as_coeffs();
    let straight = a == 0.0 && d == 0.0 || b == 0.0 && c == 0.0;
    straight && rectangle(path).is_some()
}

/// The rectangle that a path is, if it is one.
pub fn rectangle(path: &BezPath) -> Option<kurbo::Rect> {
    use kurbo::PathEl::{ClosePath, LineTo, MoveTo};
    let points = match path.elements() {
        [MoveTo(a), LineTo(b), LineTo(c), LineTo(d)]
        | [MoveTo(a), LineTo(b), LineTo(c), LineTo(d), ClosePath] => [*a, *b, *c, *d],
        [MoveTo(a), LineTo(b), LineTo(c), LineTo(d), LineTo(e), ClosePath]
        | [MoveTo(a), LineTo(b), LineTo(c), LineTo(d), LineTo(e)]
            if a == e =>
        {
            [*a, *b, *c, *d]
        }
        _ => return None,
    };
    let [a, b, c, d] = points;
    let one = a.x == b.x && b.y == c.y && c.x == d.x && d.y == a.y;
    let other = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
    (one || other).then(|| kurbo::Rect::from_points(a, c))
}
