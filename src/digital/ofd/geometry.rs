//! Places and outlines in the units of an OFD: millimetres from the upper left corner of the page, y
//! downwards, written to a thousandth.

use std::fmt::Write;

use typst::layout::{Abs, Point, Size, Transform};
use typst::visualize::{Curve, CurveItem};

/// Thousandths of a millimetre in a point.
const THOUSANDTHS: f64 = 25_400.0 / 72.0;

/// A length in pt as thousandths of a millimetre.
pub fn length(pt: f64) -> i64 {
    (pt * THOUSANDTHS).round() as i64
}

/// Thousandths of a millimetre as a length.
pub fn abs(value: i64) -> Abs {
    Abs::mm(value as f64 / 1000.0)
}

/// Thousandths of a millimetre as a number of millimetres.
pub fn mm(value: i64) -> String {
    let (whole, rest) = (value.abs() / 1000, value.abs() % 1000);
    let sign = if value < 0 { "-" } else { "" };
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{rest:03}").trim_end_matches('0').to_owned()
}

/// Numbers as a list, to five decimals.
pub fn list(values: &[f64]) -> String {
    let one = |value: &f64| {
        let text = format!("{value:.5}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        if text == "-0" { "0".to_owned() } else { text.to_owned() }
    };
    values.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// A box on the page, thousandths of a millimetre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub left: i64,
    /// Top edge.
    pub top: i64,
    /// Right edge.
    pub right: i64,
    /// Bottom edge.
    pub bottom: i64,
}

impl Area {
    /// The smallest box around points; a box without extent at the origin if there are none.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Self {
        let mut points =
            points.into_iter().map(|point| [point.x, point.y].map(|own| length(own.to_pt())));
        let Some([x, y]) = points.next() else {
            return Self { left: 0, top: 0, right: 0, bottom: 0 };
        };
        let first = Self { left: x, top: y, right: x, bottom: y };
        points.fold(first, |all, [x, y]| Self {
            left: all.left.min(x),
            top: all.top.min(y),
            right: all.right.max(x),
            bottom: all.bottom.max(y),
        })
    }

    /// Its width and height.
    pub fn size(self) -> Size {
        Size::new(abs(self.right - self.left), abs(self.bottom - self.top))
    }

    /// A box that is larger by so much on each side.
    pub fn grown(self, by: i64) -> Self {
        let Self { left, top, right, bottom } = self;
        Self { left: left - by, top: top - by, right: right + by, bottom: bottom + by }
    }

    /// What two boxes have in common, if anything.
    pub fn common(self, other: Self) -> Option<Self> {
        let both = Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (both.left < both.right && both.top < both.bottom).then_some(both)
    }

    /// Whether it is inside another box, but for a hundredth of a millimetre.
    pub fn is_within(self, other: Self) -> bool {
        let other = other.grown(10);
        self.left >= other.left
            && self.top >= other.top
            && self.right <= other.right
            && self.bottom <= other.bottom
    }

    /// Its corner, width and height, as attributes state a box; `origin` is where it is counted from.
    pub fn stated(self, origin: (i64, i64)) -> String {
        let (left, top) = (self.left - origin.0, self.top - origin.1);
        let size = [self.right - self.left, self.bottom - self.top];
        [left, top, size[0], size[1]].map(mm).join(" ")
    }

    /// Its outline.
    pub fn data(self, origin: (i64, i64)) -> String {
        let (left, top) = (mm(self.left - origin.0), mm(self.top - origin.1));
        let (right, bottom) = (mm(self.right - origin.0), mm(self.bottom - origin.1));
        format!(
            "M {left} {top} L {right} {top} L {right} {bottom} L {left} {bottom} L {left} {top} C"
        )
    }
}

/// A curve somewhere else.
pub fn moved(curve: &Curve, transform: Transform) -> Curve {
    let to = |point: &Point| point.transform(transform);
    let item = |item: &CurveItem| match item {
        CurveItem::Move(point) => CurveItem::Move(to(point)),
        CurveItem::Line(point) => CurveItem::Line(to(point)),
        CurveItem::Cubic(one, two, three) => CurveItem::Cubic(to(one), to(two), to(three)),
        CurveItem::Close => CurveItem::Close,
    };
    Curve(curve.0.iter().map(item).collect())
}

/// Adds a quadratic Bézier curve, as the cubic one that it is.
pub fn quadratic(curve: &mut Curve, from: Point, through: Point, to: Point) {
    let third = |from: Point| from + (through - from) * (2.0 / 3.0);
    curve.cubic(third(from), third(to), to);
}

/// The points of a curve, those that only direct it among them.
fn points(curve: &Curve) -> impl Iterator<Item = Point> + '_ {
    curve.0.iter().flat_map(|item| match *item {
        CurveItem::Move(point) | CurveItem::Line(point) => vec![point],
        CurveItem::Cubic(one, two, three) => vec![one, two, three],
        CurveItem::Close => Vec::new(),
    })
}

/// The box around a curve.
pub fn area(curve: &Curve) -> Area {
    Area::around(points(curve))
}

/// The box that a curve is, if it is one with upright sides.
pub fn as_box(curve: &Curve) -> Option<Area> {
    let area = area(curve);
    let contours = curve.0.iter().filter(|item| matches!(item, CurveItem::Move(_))).count();
    let near = |own: i64, edge: i64| (own - edge).abs() <= 2;
    let mut corners = [false; 4];
    for point in points(curve) {
        let [x, y] = [point.x, point.y].map(|own| length(own.to_pt()));
        let across = [near(x, area.left), near(x, area.right)].iter().position(|&is| is)?;
        let down = [near(y, area.top), near(y, area.bottom)].iter().position(|&is| is)?;
        corners[2 * down + across] = true;
    }
    (contours <= 1 && corners == [true; 4]).then_some(area)
}

/// A curve as `AbbreviatedData` (GB/T 33190, 9.2). A side that closing draws is drawn as a line too,
/// since there are readers that leave it out.
pub fn data(curve: &Curve, origin: (i64, i64)) -> String {
    let place =
        |point: &Point| [length(point.x.to_pt()) - origin.0, length(point.y.to_pt()) - origin.1];
    let mut out = String::new();
    let (mut first, mut last) = ([0, 0], [0, 0]);
    for item in &curve.0 {
        match item {
            CurveItem::Move(to) => {
                (first, last) = (place(to), place(to));
                step(&mut out, "M", &[last]);
            }
            CurveItem::Line(to) => {
                last = place(to);
                step(&mut out, "L", &[last]);
            }
            CurveItem::Cubic(one, two, to) => {
                last = place(to);
                step(&mut out, "B", &[place(one), place(two), last]);
            }
            CurveItem::Close => {
                if last != first {
                    step(&mut out, "L", &[first]);
                }
                last = first;
                step(&mut out, "C", &[]);
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn step(out: &mut String, name: &str, points: &[[i64; 2]]) {
    out.push_str(name);
    for value in points.iter().flatten() {
        let _ = write!(out, " {}", mm(*value));
    }
    out.push(' ');
}

/// The largest number of contours that are compared with one another.
const CONTOURS: usize = 400;

/// The curve with its holes running against what they are holes in, so that a reader which does not know
/// the even-odd rule fills the same; contours that cross are left to that rule.
pub fn unwound(curve: &Curve) -> Curve {
    let contours: Vec<Vec<CurveItem>> = split(curve);
    if contours.len() < 2 || contours.len() > CONTOURS {
        return curve.clone();
    }
    let rings: Vec<Vec<Point>> = contours.iter().map(|own| ends(own)).collect();
    let areas: Vec<Area> = rings.iter().map(|ring| Area::around(ring.iter().copied())).collect();
    let depth = |index: usize| {
        let Some(&point) = rings[index].first() else { return 0 };
        let around = |&other: &usize| {
            other != index
                && areas[index].is_within(areas[other])
                && is_inside(point, &rings[other])
        };
        (0..rings.len()).filter(around).count()
    };
    let turned = contours.iter().enumerate().flat_map(|(index, own)| {
        let against = (depth(index) % 2 == 1) != (doubled(&rings[index]) < 0.0);
        if against { reversed(own) } else { own.clone() }
    });
    Curve(turned.collect())
}

/// The part of what a curve fills that is in a box, with lines in the place of its bends: contour by contour
/// (Sutherland and Hodgman 1974), which is exact for either rule, since a box is convex.
pub fn within(curve: &Curve, bounds: Area) -> Curve {
    let pt = |value: i64| value as f64 / THOUSANDTHS;
    let sides = [(0, pt(bounds.left), 1.0), (0, pt(bounds.right), -1.0)];
    let sides = sides.into_iter().chain([(1, pt(bounds.top), 1.0), (1, pt(bounds.bottom), -1.0)]);
    let mut out = Curve::new();
    for contour in split(curve) {
        let ring = sides.clone().fold(flat(&contour), |ring, side| cut(&ring, side));
        let point = |[x, y]: [f64; 2]| Point::new(Abs::pt(x), Abs::pt(y));
        let Some((first, rest)) = ring.split_first().filter(|(_, rest)| rest.len() > 1) else {
            continue;
        };
        out.move_(point(*first));
        rest.iter().for_each(|own| out.line(point(*own)));
        out.close();
    }
    out
}

/// The points of a contour, those on its bends too, pt.
fn flat(contour: &[CurveItem]) -> Vec<[f64; 2]> {
    let place = |point: Point| [point.x, point.y].map(Abs::to_pt);
    let mut out: Vec<[f64; 2]> = Vec::new();
    for item in contour {
        match *item {
            CurveItem::Move(to) | CurveItem::Line(to) => out.push(place(to)),
            CurveItem::Cubic(one, two, to) => {
                let from = out.last().copied().unwrap_or_else(|| place(to));
                let bend = [from, place(one), place(two), place(to)];
                let long: f64 = bend
                    .windows(2)
                    .map(|pair| libm::hypot(pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]))
                    .sum();
                let steps = long.clamp(4.0, 64.0).ceil();
                out.extend((1..=steps as usize).map(|step| bent(bend, step as f64 / steps)));
            }
            CurveItem::Close => {}
        }
    }
    out
}

/// A point on a cubic Bézier curve.
fn bent(bend: [[f64; 2]; 4], at: f64) -> [f64; 2] {
    let rest = 1.0 - at;
    let weights = [rest * rest * rest, 3.0 * rest * rest * at, 3.0 * rest * at * at, at * at * at];
    [0, 1].map(|axis| bend.iter().zip(weights).map(|(own, weight)| own[axis] * weight).sum())
}

/// The part of a ring on one side of a line: the axis across it, where it is, on which side what stays is.
fn cut(ring: &[[f64; 2]], (axis, edge, sign): (usize, f64, f64)) -> Vec<[f64; 2]> {
    let inside = |own: &[f64; 2]| sign * (own[axis] - edge) >= 0.0;
    let mut out = Vec::new();
    let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
    for (one, two) in before.zip(ring) {
        if inside(one) != inside(two) {
            let share = (edge - one[axis]) / (two[axis] - one[axis]);
            let mut at = [0, 1].map(|own| one[own] + share * (two[own] - one[own]));
            at[axis] = edge;
            out.push(at);
        }
        if inside(two) {
            out.push(*two);
        }
    }
    out
}

/// The contours of a curve.
fn split(curve: &Curve) -> Vec<Vec<CurveItem>> {
    let mut contours: Vec<Vec<CurveItem>> = Vec::new();
    for item in &curve.0 {
        match (item, contours.last_mut()) {
            (CurveItem::Move(_), _) | (_, None) => contours.push(vec![item.clone()]),
            (_, Some(last)) => last.push(item.clone()),
        }
    }
    contours
}

fn end(item: &CurveItem) -> Option<Point> {
    match *item {
        CurveItem::Move(point) | CurveItem::Line(point) | CurveItem::Cubic(_, _, point) => {
            Some(point)
        }
        CurveItem::Close => None,
    }
}

fn ends(contour: &[CurveItem]) -> Vec<Point> {
    contour.iter().filter_map(end).collect()
}

/// Twice the area of a ring with its sign, pt².
fn doubled(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let cross = |(one, two): (&Point, &Point)| {
        one.x.to_pt() * two.y.to_pt() - two.x.to_pt() * one.y.to_pt()
    };
    ring.iter().zip(next).map(cross).sum()
}

/// Whether a point is inside a ring: whether a ray from it crosses the ring an odd number of times.
fn is_inside(point: Point, ring: &[Point]) -> bool {
    let [x, y] = [point.x, point.y].map(|own| own.to_pt());
    let next = ring.iter().cycle().skip(1);
    let crosses = |(one, two): &(&Point, &Point)| {
        let [(x1, y1), (x2, y2)] = [one, two].map(|own| (own.x.to_pt(), own.y.to_pt()));
        (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    };
    ring.iter().zip(next).filter(crosses).count() % 2 == 1
}

/// A contour the other way round.
fn reversed(contour: &[CurveItem]) -> Vec<CurveItem> {
    let ends = ends(contour);
    let closed = contour.iter().any(|item| matches!(item, CurveItem::Close));
    let mut out: Vec<CurveItem> =
        ends.last().map(|&last| CurveItem::Move(last)).into_iter().collect();
    let drawn = contour.iter().filter(|item| !matches!(item, CurveItem::Close));
    let steps: Vec<&CurveItem> = drawn.collect();
    for (index, item) in steps.iter().enumerate().skip(1).rev() {
        let to = ends[index - 1];
        out.push(match **item {
            CurveItem::Cubic(one, two, _) => CurveItem::Cubic(two, one, to),
            _ => CurveItem::Line(to),
        });
    }
    out.extend(closed.then_some(CurveItem::Close));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(at: f64, side: f64) -> Curve {
        let by = Transform::translate(Abs::mm(at), Abs::mm(at));
        moved(&Curve::rect(Size::splat(Abs::mm(side))), by)
    }

    #[test]
    fn lengths_are_written_to_a_thousandth() {
        assert_eq!([0, 5, -1500, 12_000, 210_340].map(mm), ["0", "0.005", "-1.5", "12", "210.34"]);
        assert_eq!(length(72.0), 25_400);
        assert_eq!(list(&[1.0, -0.000_001, 0.123_456_7]), "1 0 0.12346");
    }

    #[test]
    fn the_closing_side_is_drawn_too() {
        assert_eq!(data(&square(2.0, 3.0), (1000, 0)), "M 1 2 L 4 2 L 4 5 L 1 5 L 1 2 C");
        assert_eq!(
            as_box(&square(2.0, 3.0)).map(|own| own.stated((0, 0))),
            Some("2 2 3 3".to_owned())
        );
        let mut bent = square(2.0, 3.0);
        bent.0[2] = CurveItem::Line(Point::new(Abs::mm(4.0), Abs::mm(5.0)));
        assert_eq!(as_box(&bent), None);
    }

    #[test]
    fn what_a_box_cuts_off_is_left_out() {
        let bounds = Area { left: 1000, top: -5000, right: 4000, bottom: 3000 };
        let whole = within(&square(0.0, 9.0), bounds);
        assert_eq!(as_box(&whole), Some(Area { top: 0, ..bounds }));
        assert_eq!(within(&square(5.0, 2.0), bounds), Curve::new());
        // Of a disc of 2 mm in radius around the corner of a box a quarter stays.
        let by = Transform::translate(Abs::mm(-2.0), Abs::mm(-2.0));
        let disc = moved(&Curve::ellipse(Size::splat(Abs::mm(4.0))), by);
        let quarter = within(&disc, Area { left: 0, top: 0, right: 9000, bottom: 9000 });
        let area: f64 = doubled(&ends(&quarter.0)).abs() / 2.0 / (72.0 / 25.4 * 72.0 / 25.4);
        assert!((area - std::f64::consts::PI).abs() < 0.02, "{area}");
    }

    #[test]
    fn holes_run_against_what_they_are_in() {
        let curve = Curve([square(0.0, 9.0).0, square(2.0, 5.0).0, square(3.0, 1.0).0].concat());
        let signs = |curve: &Curve| {
            split(curve).iter().map(|own| doubled(&ends(own)) > 0.0).collect::<Vec<_>>()
        };
        assert_eq!(signs(&curve), [true, true, true]);
        assert_eq!(signs(&unwound(&curve)), [true, false, true]);
        let same =
            |curve: &Curve| split(curve).iter().map(|own| doubled(&ends(own)).abs()).sum::<f64>();
        assert!((same(&curve) - same(&unwound(&curve))).abs() < 1e-6);
    }
}
