//! Which pixels a shape covers: every pixel that any part of it touches, as PostScript and PDF
//! paint (ISO 32000-1, 10.6.5), without anti-aliasing.

use kurbo::{Affine, BezPath, PathEl, Point, Rect as Box};

/// A rectangle of pixels: left, top, right, bottom, the latter two exclusive.
pub type Area = [i32; 4];
/// Which pixels count as covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// Those that any part of the shape touches.
    Any,
    /// Those whose middle is in the shape, and one at least where a stem is finer than a pixel: so
    /// letters do not grow fat.
    Middle,
}

/// How far a shape grows on every side before the centre of a pixel decides, pixels.
const GROW: f64 = 0.5;
/// What is smaller than this does not touch the next pixel.
const HAIR: f64 = 1e-6;
/// How far a flattened curve may be off, pixels.
const FLAT: f64 = 0.1;
/// The most pixels of fine lines in one path.
const PIXELS: usize = 4_000_000;
/// The farthest coordinate, pixels.
const FAR: f64 = 1e7;
/// An area that holds everything.
pub const EVERYWHERE: Area = [-20_000_000, -20_000_000, 20_000_000, 20_000_000];

/// What is inside of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// What it winds around.
    Nonzero,
    /// What is crossed an odd number of times.
    EvenOdd,
}

/// An edge, from above to below.
#[derive(Debug, Clone, Copy)]
struct Edge {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
    winding: i32,
}

impl Edge {
    fn x_at(&self, y: f64) -> f64 {
        if self.y1 - self.y0 < 1e-12 {
            return self.x0;
        }
        self.x0 + (y - self.y0) / (self.y1 - self.y0) * (self.x1 - self.x0)
    }

    /// The least and greatest x within two heights.
    fn extent(&self, low: f64, high: f64) -> (f64, f64) {
        let (a, b) = (self.x_at(low.max(self.y0)), self.x_at(high.min(self.y1)));
        (a.min(b), a.max(b))
    }
}

/// A shape in pixels.
#[derive(Debug, Default)]
pub struct Shape {
    edges: Vec<Edge>,
    /// The bounds: left, top, right, bottom.
    bounds: Option<[f64; 4]>,
    /// The pixels that it covers, if they are known already: those of lines finer than a pixel.
    pixels: Option<Vec<Span>>,
}

/// A run of pixels in a row; the last is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The row.
    pub y: i32,
    /// The first pixel.
    pub from: i32,
    /// The first pixel after it.
    pub to: i32,
}

impl Shape {
    /// A path that a transformation brings to pixels; open parts are closed.
    pub fn new(path: &BezPath, matrix: Affine) -> Self {
        let mut shape = Self::default();
        shape.add(path, matrix);
        shape.sort();
        shape
    }

    /// Lines finer than a pixel: one pixel for each step along the side on which they are longer, as
    /// RIPs draw them.
    pub fn thin(path: impl IntoIterator<Item = PathEl>, matrix: Affine) -> Self {
        let mut spans = Vec::new();
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        let mut left = PIXELS;
        let moved = path.into_iter().map(|element| matrix * element);
        kurbo::flatten(moved, FLAT, |element| match element {
            PathEl::MoveTo(point) => (start, last) = (point, point),
            PathEl::LineTo(point) => {
                steps(last, point, &mut left, &mut spans);
                last = point;
            }
            PathEl::ClosePath => {
                steps(last, start, &mut left, &mut spans);
                last = start;
            }
            _ => {}
        });
        spans.sort_unstable_by_key(|span| (span.y, span.from));
        join(&mut spans);
        let mut shape = Self::default();
        for span in &spans {
            shape.reach(Point::new(f64::from(span.from), f64::from(span.y)));
            shape.reach(Point::new(f64::from(span.to), f64::from(span.y) + 1.0));
        }
        shape.pixels = Some(spans);
        shape
    }

    /// Adds a path; [`Shape::sort`] ends the shape.
    pub fn add(&mut self, path: &BezPath, matrix: Affine) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        let moved = path.iter().map(|element| matrix * element);
        let shape = self;
        kurbo::flatten(moved, FLAT, |element| match element {
            PathEl::MoveTo(point) => {
                shape.line(last, start);
                (start, last) = (point, point);
                shape.reach(point);
            }
            PathEl::LineTo(point) => {
                shape.line(last, point);
                last = point;
            }
            PathEl::ClosePath => {
                shape.line(last, start);
                last = start;
            }
            _ => {}
        });
        shape.line(last, start);
    }

    /// Puts the edges in the order in which rows meet them.
    pub fn sort(&mut self) {
        self.edges.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    }

    /// How many edges it has.
    pub fn edges(&self) -> usize {
        self.edges.len()
    }

    fn reach(&mut self, point: Point) {
        let (x, y) = (point.x.clamp(-FAR, FAR), point.y.clamp(-FAR, FAR));
        let [left, top, right, bottom] = self.bounds.unwrap_or([x, y, x, y]);
        self.bounds = Some([left.min(x), top.min(y), right.max(x), bottom.max(y)]);
    }

    fn line(&mut self, a: Point, b: Point) {
        if !(a.is_finite() && b.is_finite()) {
            return;
        }
        if a == b {
            return;
        }
        self.reach(a);
        self.reach(b);
        let [ax, ay, bx, by] = [a.x, a.y, b.x, b.y].map(|value| value.clamp(-FAR, FAR));
        self.edges.push(if ay <= by {
            Edge { x0: ax, y0: ay, x1: bx, y1: by, winding: 1 }
        } else {
            Edge { x0: bx, y0: by, x1: ax, y1: ay, winding: -1 }
        });
    }

    /// The pixels that it may touch within an area.
    pub fn area(&self, within: Area) -> Area {
        let Some([left, top, right, bottom]) = self.bounds else { return [0; 4] };
        let own = Box::new(left, top, right, bottom);
        meet(within, touched(own))
    }

    /// The runs of pixels that it covers within an area, none twice.
    pub fn runs(&self, (rule, touch): (Rule, Touch), within: Area) -> Vec<Span> {
        let mut spans = Vec::new();
        self.covered(touch, rule, within, |span| spans.push(span));
        if touch == Touch::Middle {
            spans.sort_by_key(|span| (span.y, span.from));
            join(&mut spans);
        }
        spans
    }

    /// Calls `paint` for every run of pixels that it covers within an area.
    fn covered(&self, touch: Touch, rule: Rule, within: Area, mut paint: impl FnMut(Span)) {
        if let Some(spans) = &self.pixels {
            let [left, top, right, bottom] = within;
            for span in spans.iter().filter(|span| span.y >= top && span.y < bottom) {
                let own = Span { y: span.y, from: span.from.max(left), to: span.to.min(right) };
                if own.from < own.to {
                    paint(own);
                }
            }
            return;
        }
        if touch == Touch::Any {
            return self.spans(rule, within, paint);
        }
        self.middles(rule, within, |span, _| paint(span));
        // Stems that lie between two rows are found between two columns.
        let turned = self.turned();
        let [left, top, right, bottom] = within;
        turned.middles(rule, [top, left, bottom, right], |span, fine| {
            if fine {
                paint(Span { y: span.from, from: span.y, to: span.y + 1 });
            }
        });
    }

    /// The shape with rows and columns exchanged.
    fn turned(&self) -> Self {
        let mut out = Self::default();
        for edge in &self.edges {
            let ends = [Point::new(edge.y0, edge.x0), Point::new(edge.y1, edge.x1)];
            let [a, b] = if edge.winding > 0 { ends } else { [ends[1], ends[0]] };
            out.line(a, b);
        }
        out.sort();
        out
    }

    /// Runs of pixels whose middles are inside; where a stem is finer than a pixel, the one that it
    /// is in, told by the second value.
    fn middles(&self, rule: Rule, within: Area, mut paint: impl FnMut(Span, bool)) {
        let [left, top, right, bottom] = self.area(within);
        let mut active: Vec<Edge> = Vec::new();
        let (mut next, mut runs, mut crossings) = (0, Vec::new(), Vec::new());
        for y in top..bottom {
            let middle = f64::from(y) + 0.5;
            active.retain(|edge| edge.y1 >= middle);
            while let Some(edge) = self.edges.get(next).filter(|edge| edge.y0 <= middle) {
                next += 1;
                if edge.y1 >= middle {
                    active.push(*edge);
                }
            }
            runs.clear();
            inside(&active, middle, rule, &mut crossings, &mut runs);
            for &(a, b) in &runs {
                let (from, to) = ((a - 0.5).ceil() as i32, (b + 0.5).floor() as i32);
                let fine = from >= to;
                let (from, to) = if fine {
                    let at = ((a + b) / 2.0).floor() as i32;
                    (at, at + 1)
                } else {
                    (from, to)
                };
                let (from, to) = (from.max(left), to.min(right));
                if from < to {
                    paint(Span { y, from, to }, fine);
                }
            }
        }
    }

    /// Calls `paint` for every run of pixels that it touches within an area.
    pub fn spans(&self, rule: Rule, within: Area, mut paint: impl FnMut(Span)) {
        let [left, top, right, bottom] = self.area(within);
        let mut active: Vec<Edge> = Vec::new();
        let mut next = 0;
        let mut runs: Vec<(f64, f64)> = Vec::new();
        let mut crossings: Vec<(f64, i32)> = Vec::new();
        for y in top..bottom {
            let middle = f64::from(y) + 0.5;
            let (low, high) = (middle - GROW + HAIR, middle + GROW - HAIR);
            active.retain(|edge| edge.y1 >= low);
            while let Some(edge) = self.edges.get(next).filter(|edge| edge.y0 <= high) {
                next += 1;
                if edge.y1 >= low {
                    active.push(*edge);
                }
            }
            runs.clear();
            runs.extend(active.iter().map(|edge| edge.extent(low, high)));
            inside(&active, low, rule, &mut crossings, &mut runs);
            row(&mut runs, y, [left, right], &mut paint);
        }
    }
}

/// Joins runs in order that share pixels.
fn join(spans: &mut Vec<Span>) {
    spans.dedup_by(|next, last| {
        let joined = next.y == last.y && next.from <= last.to;
        if joined {
            last.to = last.to.max(next.to);
        }
        joined
    });
}

/// The pixels of a line, one for each step along the side on which it is longer.
fn steps(a: Point, b: Point, left: &mut usize, spans: &mut Vec<Span>) {
    if !(a.is_finite() && b.is_finite()) {
        return;
    }
    let flat = (b.x - a.x).abs() >= (b.y - a.y).abs();
    let turn = |point: Point| if flat { (point.x, point.y) } else { (point.y, point.x) };
    let ((x0, y0), (x1, y1)) = (turn(a), turn(b));
    let (x0, y0, x1, y1) = if x0 <= x1 { (x0, y0, x1, y1) } else { (x1, y1, x0, y0) };
    let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(|value| value.clamp(-FAR, FAR));
    for step in x0.floor() as i64..=x1.floor() as i64 {
        let Some(rest) = left.checked_sub(1) else { return };
        *left = rest;
        let x = (step as f64 + 0.5).clamp(x0, x1);
        let share = if x1 - x0 > 1e-12 { (x - x0) / (x1 - x0) } else { 0.0 };
        let (x, y) = (step as i32, (y0 + share * (y1 - y0)).floor() as i32);
        let (x, y) = if flat { (x, y) } else { (y, x) };
        spans.push(Span { y, from: x, to: x + 1 });
    }
}

/// Adds what is inside at a height.
fn inside(
    active: &[Edge],
    y: f64,
    rule: Rule,
    crossings: &mut Vec<(f64, i32)>,
    runs: &mut Vec<(f64, f64)>,
) {
    crossings.clear();
    let crossed = active.iter().filter(|edge| edge.y0 <= y && y < edge.y1);
    crossings.extend(crossed.map(|edge| (edge.x_at(y), edge.winding)));
    crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut winding = 0;
    for pair in crossings.windows(2) {
        winding += match rule {
            Rule::Nonzero => pair[0].1,
            Rule::EvenOdd => 1,
        };
        let within = match rule {
            Rule::Nonzero => winding != 0,
            Rule::EvenOdd => winding % 2 != 0,
        };
        if within {
            runs.push((pair[0].0, pair[1].0));
        }
    }
}

/// Joins the runs of a row and paints them.
fn row(runs: &mut [(f64, f64)], y: i32, [left, right]: [i32; 2], paint: &mut impl FnMut(Span)) {
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut open: Option<(i32, i32)> = None;
    for &(a, b) in runs.iter() {
        // A run without width still touches the pixel that it is in.
        let first = (a + HAIR).floor() as i32;
        let to = ((b - HAIR).ceil() as i32).max(first + 1).min(right);
        let from = first.max(left);
        if to <= from {
            continue;
        }
        match &mut open {
            Some((_, end)) if from <= *end => *end = (*end).max(to),
            _ => {
                if let Some((from, to)) = open {
                    paint(Span { y, from, to });
                }
                open = Some((from, to));
            }
        }
    }
    if let Some((from, to)) = open {
        paint(Span { y, from, to });
    }
}

/// The pixels that a rectangle touches.
pub fn touched(own: Box) -> Area {
    let low = |value: f64| (value.clamp(-FAR, FAR) + HAIR).floor() as i32;
    let high = |value: f64| (value.clamp(-FAR, FAR) - HAIR).ceil() as i32;
    let [left, top] = [low(own.x0), low(own.y0)];
    [left, top, high(own.x1).max(left + 1), high(own.y1).max(top + 1)]
}

/// What two areas share; an empty one if they are apart.
pub fn meet(a: Area, b: Area) -> Area {
    let [left, top] = [a[0].max(b[0]), a[1].max(b[1])];
    [left, top, a[2].min(b[2]).max(left), a[3].min(b[3]).max(top)]
}

/// The area that holds two.
pub fn around(a: Area, b: Area) -> Area {
    match (is_empty(a), is_empty(b)) {
        (true, _) => b,
        (_, true) => a,
        _ => [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])],
    }
}

/// Whether an area has no pixels.
pub fn is_empty(area: Area) -> bool {
    area[0] >= area[2] || area[1] >= area[3]
}

/// How many pixels an area has.
pub fn size(area: Area) -> usize {
    let side = |a: i32, b: i32| usize::try_from(b.saturating_sub(a)).unwrap_or(0);
    side(area[0], area[2]).saturating_mul(side(area[1], area[3]))
}

#[cfg(test)]
mod tests {
    use kurbo::Shape as _;

    use super::*;

    fn spans(path: &BezPath, rule: Rule) -> Vec<(i32, i32, i32)> {
        let shape = Shape::new(path, Affine::IDENTITY);
        let mut out = Vec::new();
        shape.spans(rule, [0, 0, 100, 100], |span| out.push((span.y, span.from, span.to)));
        out
    }

    #[test]
    fn every_pixel_that_is_touched_is_painted_and_no_other() {
        for tenth in 0..10 {
            let x = 10.0 + f64::from(tenth) / 10.0;
            let own = Box::new(x, 5.0, x + 3.0, 7.0).to_path(0.1);
            let end = if tenth == 0 { 13 } else { 14 };
            assert_eq!(spans(&own, Rule::Nonzero), [(5, 10, end), (6, 10, end)], "{x}");
        }
        let thin = Box::new(10.9, 5.2, 11.1, 5.3).to_path(0.1);
        assert_eq!(spans(&thin, Rule::EvenOdd), [(5, 10, 12)]);
        let mut ring = Box::new(10.0, 10.0, 14.0, 14.0).to_path(0.1);
        ring.extend(Box::new(11.0, 11.0, 13.0, 13.0).to_path(0.1).iter());
        assert!(spans(&ring, Rule::EvenOdd).contains(&(12, 13, 14)));
        assert!(spans(&ring, Rule::Nonzero).contains(&(12, 10, 14)));
    }
}
