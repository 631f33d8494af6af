//! Outlines on a page in thousandths of a millimetre, from its upper left corner with y downwards: placing,
//! measuring, cutting them, and writing them in the form of GB/T 33190-2016, 9.2.
//!
//! A drawing has as many points as the text of a whole issue, so all that is done to each of them is done
//! here, in numbers that need no further rounding.

/// Thousandths of a millimetre in a point.
const THOUSANDTHS: f64 = 25_400.0 / 72.0;
/// The largest number of contours that are compared with one another.
const CONTOURS: usize = 400;

/// A place on the page, thousandths of a millimetre.
pub type Spot = [i64; 2];

/// A length in pt as thousandths of a millimetre.
pub fn length(pt: f64) -> i64 {
    (pt * THOUSANDTHS).round() as i64
}

/// Adds thousandths of a millimetre to a text as a number of millimetres.
pub fn push_mm(out: &mut String, value: i64) {
    let mut digits = [b'0'; 24];
    let (mut rest, mut at) = (value.unsigned_abs(), digits.len());
    // Three decimals at least, without the zeros at their end.
    let mut decimals = 0;
    let mut shown = false;
    while rest > 0 || decimals < 4 {
        let digit = (rest % 10) as u8;
        rest /= 10;
        if decimals == 3 && shown {
            at -= 1;
            digits[at] = b'.';
        }
        shown |= digit > 0 || decimals == 3;
        if shown {
            at -= 1;
            digits[at] = b'0' + digit;
        }
        decimals += 1;
    }
    if value < 0 {
        out.push('-');
    }
    out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
}

/// Thousandths of a millimetre as a number of millimetres.
pub fn mm(value: i64) -> String {
    let mut out = String::new();
    push_mm(&mut out, value);
    out
}

/// Adds lengths to a text, each after a blank.
fn push_all(out: &mut String, values: &[i64]) {
    for value in values {
        out.push(' ');
        push_mm(out, *value);
    }
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
    /// The smallest box around places; a box without extent at the origin if there are none.
    pub fn around(spots: &[Spot]) -> Self {
        let Some((&[x, y], rest)) = spots.split_first() else {
            return Self { left: 0, top: 0, right: 0, bottom: 0 };
        };
        let first = Self { left: x, top: y, right: x, bottom: y };
        rest.iter().fold(first, |all, spot| all.with(*spot))
    }

    fn with(self, [x, y]: Spot) -> Self {
        Self {
            left: self.left.min(x),
            top: self.top.min(y),
            right: self.right.max(x),
            bottom: self.bottom.max(y),
        }
    }

    /// A box that is larger by so much on each side.
    pub fn grown(self, by: i64) -> Self {
        self.spread([by; 4])
    }

    /// A box that is larger by so much at the left, the top, the right and the bottom.
    pub fn spread(self, [left, top, right, bottom]: [i64; 4]) -> Self {
        Self {
            left: self.left - left,
            top: self.top - top,
            right: self.right + right,
            bottom: self.bottom + bottom,
        }
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

    /// Its corners, clockwise from the upper left.
    pub fn corners(self) -> [Spot; 4] {
        let Self { left, top, right, bottom } = self;
        [[left, top], [right, top], [right, bottom], [left, bottom]]
    }

    /// Its corner, width and height, as attributes state a box; `origin` is where it is counted from.
    pub fn stated(self, origin: (i64, i64)) -> String {
        let mut out = String::with_capacity(32);
        push_mm(&mut out, self.left - origin.0);
        let size = [self.right - self.left, self.bottom - self.top];
        push_all(&mut out, &[self.top - origin.1, size[0], size[1]]);
        out
    }

    /// Its outline.
    pub fn outline(self) -> Outline {
        let [first, rest @ ..] = self.corners();
        let pieces = std::iter::once(Piece::Move(first)).chain(rest.map(Piece::Line));
        Outline(pieces.chain([Piece::Close]).collect())
    }
}

/// A step of an outline before it is placed, in lengths of its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// A contour begins.
    Move([f64; 2]),
    /// A line.
    Line([f64; 2]),
    /// A quadratic Bézier curve: by which point, to which.
    Quad([f64; 2], [f64; 2]),
    /// A cubic Bézier curve: by which points, to which.
    Cubic([f64; 2], [f64; 2], [f64; 2]),
    /// The contour is closed.
    Close,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Move(Spot),
    Line(Spot),
    Cubic(Spot, Spot, Spot),
    Close,
}

impl Piece {
    fn end(self) -> Option<Spot> {
        match self {
            Self::Move(to) | Self::Line(to) | Self::Cubic(_, _, to) => Some(to),
            Self::Close => None,
        }
    }
}

/// A place as numbers that are cut at edges.
type Exact = [f64; 2];

/// An outline on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline(Vec<Piece>);

impl Outline {
    /// Places steps: `matrix` leads from them to the page in pt, as a PDF states it (a, b, c, d, e, f).
    pub fn placed(steps: &[Step], matrix: [f64; 6]) -> Self {
        let [a, b, c, d, e, f] = matrix;
        let to = |[x, y]: [f64; 2]| [a * x + c * y + e, b * x + d * y + f];
        let spot = |at: [f64; 2]| at.map(length);
        let mut last = [0.0; 2];
        let mut pieces = Vec::with_capacity(steps.len());
        for step in steps {
            pieces.push(match *step {
                Step::Move(at) => {
                    last = to(at);
                    Piece::Move(spot(last))
                }
                Step::Line(at) => {
                    last = to(at);
                    Piece::Line(spot(last))
                }
                Step::Quad(by, at) => {
                    let (from, by) = (last, to(by));
                    last = to(at);
                    // The cubic curve that it is.
                    let third = |from: [f64; 2]| {
                        [0, 1].map(|axis| from[axis] + (by[axis] - from[axis]) * (2.0 / 3.0))
                    };
                    Piece::Cubic(spot(third(from)), spot(third(last)), spot(last))
                }
                Step::Cubic(one, two, at) => {
                    last = to(at);
                    Piece::Cubic(spot(to(one)), spot(to(two)), spot(last))
                }
                Step::Close => Piece::Close,
            });
        }
        Self(pieces)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the contours of another outline.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Its steps, in thousandths of a millimetre.
    pub fn steps(&self) -> Vec<Step> {
        let at = |spot: Spot| spot.map(|own| own as f64);
        let step = |piece: &Piece| match *piece {
            Piece::Move(to) => Step::Move(at(to)),
            Piece::Line(to) => Step::Line(at(to)),
            Piece::Cubic(one, two, to) => Step::Cubic(at(one), at(two), at(to)),
            Piece::Close => Step::Close,
        };
        self.0.iter().map(step).collect()
    }

    /// The box around it, with the points that only direct it.
    pub fn area(&self) -> Area {
        let mut all: Option<Area> = None;
        for piece in &self.0 {
            let add = |all: Option<Area>, spot: Spot| {
                Some(all.map_or_else(|| Area::around(&[spot]), |all| all.with(spot)))
            };
            all = match *piece {
                Piece::Move(to) | Piece::Line(to) => add(all, to),
                Piece::Cubic(one, two, to) => add(add(add(all, one), two), to),
                Piece::Close => all,
            };
        }
        all.unwrap_or_else(|| Area::around(&[]))
    }

    /// The box that it is, if it is one with upright sides.
    pub fn as_box(&self) -> Option<Area> {
        let area = self.area();
        let near = |own: i64, edge: i64| (own - edge).abs() <= 2;
        let (mut corners, mut contours) = ([false; 4], 0);
        for piece in &self.0 {
            let [x, y] = match *piece {
                Piece::Move(to) | Piece::Line(to) => to,
                Piece::Cubic(..) => return None,
                Piece::Close => continue,
            };
            contours += usize::from(matches!(piece, Piece::Move(_)));
            let across = [near(x, area.left), near(x, area.right)].iter().position(|&is| is)?;
            let down = [near(y, area.top), near(y, area.bottom)].iter().position(|&is| is)?;
            corners[2 * down + across] = true;
        }
        (contours <= 1 && corners == [true; 4]).then_some(area)
    }

    /// It as `AbbreviatedData`, counted from a place. A side that closing draws is drawn as a line too, since
    /// there are readers that leave it out.
    pub fn data(&self, origin: (i64, i64)) -> String {
        let at = |[x, y]: Spot| [x - origin.0, y - origin.1];
        let mut out = String::with_capacity(self.0.len() * 16);
        let mut step = |name: char, values: &[i64]| {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push(name);
            push_all(&mut out, values);
        };
        let (mut first, mut last) = ([0, 0], [0, 0]);
        for piece in &self.0 {
            match *piece {
                Piece::Move(to) => {
                    (first, last) = (to, to);
                    step('M', &at(to));
                }
                Piece::Line(to) => {
                    last = to;
                    step('L', &at(to));
                }
                Piece::Cubic(one, two, to) => {
                    last = to;
                    let [[x1, y1], [x2, y2], [x, y]] = [at(one), at(two), at(to)];
                    step('B', &[x1, y1, x2, y2, x, y]);
                }
                Piece::Close => {
                    if last != first {
                        step('L', &at(first));
                    }
                    last = first;
                    step('C', &[]);
                }
            }
        }
        out
    }

    /// Its contours.
    fn contours(&self) -> impl Iterator<Item = &[Piece]> {
        self.0.chunk_by(|_, next| !matches!(next, Piece::Move(_)))
    }

    /// The same with its holes running against what they are holes in, so that a reader which does not know
    /// the even-odd rule fills the same; contours that cross are left to that rule.
    pub fn unwound(&self) -> Self {
        let contours: Vec<&[Piece]> = self.contours().collect();
        if contours.len() < 2 || contours.len() > CONTOURS {
            return self.clone();
        }
        let rings: Vec<Vec<Spot>> = contours.iter().map(|own| ends(own)).collect();
        let areas: Vec<Area> = rings.iter().map(|ring| Area::around(ring)).collect();
        let depth = |index: usize| {
            let Some(&spot) = rings[index].first() else { return 0 };
            let around = |&other: &usize| {
                other != index
                    && areas[index].is_within(areas[other])
                    && is_inside(spot, &rings[other])
            };
            (0..rings.len()).filter(around).count()
        };
        let mut out = Vec::with_capacity(self.0.len());
        for (index, own) in contours.iter().enumerate() {
            if (depth(index) % 2 == 1) != (doubled(&rings[index]) < 0.0) {
                reverse(own, &mut out);
            } else {
                out.extend_from_slice(own);
            }
        }
        Self(out)
    }

    /// The part of what it fills that is in a box, with lines in the place of its bends: contour by contour
    /// (Sutherland and Hodgman 1974), which is exact for either rule, since a box is convex.
    pub fn within(&self, bounds: Area) -> Self {
        let Area { left, top, right, bottom } = bounds;
        let sides = [(0, left, 1.0), (0, right, -1.0), (1, top, 1.0), (1, bottom, -1.0)];
        let mut out = Vec::new();
        for contour in self.contours() {
            let ring = sides.iter().fold(flat(contour), |ring, (axis, edge, sign)| {
                cut(&ring, (*axis, *edge as f64, *sign))
            });
            let spot = |own: &Exact| own.map(|value| value.round() as i64);
            let Some((first, rest)) = ring.split_first().filter(|(_, rest)| rest.len() > 1) else {
                continue;
            };
            out.push(Piece::Move(spot(first)));
            out.extend(rest.iter().map(|own| Piece::Line(spot(own))));
            out.push(Piece::Close);
        }
        Self(out)
    }
}

fn exact(spot: Spot) -> Exact {
    spot.map(|own| own as f64)
}

/// The points of a contour, those on its bends too.
fn flat(contour: &[Piece]) -> Vec<Exact> {
    let mut out: Vec<Exact> = Vec::new();
    for piece in contour {
        match *piece {
            Piece::Move(to) | Piece::Line(to) => out.push(exact(to)),
            Piece::Cubic(one, two, to) => {
                let from = out.last().copied().unwrap_or_else(|| exact(to));
                let bend = [from, exact(one), exact(two), exact(to)];
                let side = |pair: &[Exact]| {
                    libm::hypot(pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]) / THOUSANDTHS
                };
                let long: f64 = bend.windows(2).map(side).sum();
                let steps = long.clamp(4.0, 64.0).ceil();
                out.extend((1..=steps as usize).map(|step| bent(bend, step as f64 / steps)));
            }
            Piece::Close => {}
        }
    }
    out
}

/// A point on a cubic Bézier curve.
fn bent(bend: [Exact; 4], at: f64) -> Exact {
    let rest = 1.0 - at;
    let weights = [rest * rest * rest, 3.0 * rest * rest * at, 3.0 * rest * at * at, at * at * at];
    [0, 1].map(|axis| bend.iter().zip(weights).map(|(own, weight)| own[axis] * weight).sum())
}

/// The part of a ring on one side of a line: the axis across it, where it is, on which side what stays is.
fn cut(ring: &[Exact], (axis, edge, sign): (usize, f64, f64)) -> Vec<Exact> {
    let inside = |own: &Exact| sign * (own[axis] - edge) >= 0.0;
    let mut out = Vec::with_capacity(ring.len() + 4);
    let Some(mut one) = ring.last() else { return out };
    for two in ring {
        if inside(one) != inside(two) {
            let share = (edge - one[axis]) / (two[axis] - one[axis]);
            let mut at = [0, 1].map(|own| one[own] + share * (two[own] - one[own]));
            at[axis] = edge;
            out.push(at);
        }
        if inside(two) {
            out.push(*two);
        }
        one = two;
    }
    out
}

/// The ends of the pieces of a contour.
fn ends(contour: &[Piece]) -> Vec<Spot> {
    contour.iter().filter_map(|piece| piece.end()).collect()
}

/// Each place of a ring with the one before it.
fn sides(ring: &[Spot]) -> impl Iterator<Item = (Exact, Exact)> {
    let before = ring.last().into_iter().chain(ring);
    before.zip(ring).map(|(one, two)| (exact(*one), exact(*two)))
}

/// Twice the area of a ring with its sign.
fn doubled(ring: &[Spot]) -> f64 {
    sides(ring).map(|([x1, y1], [x2, y2])| x1 * y2 - y1 * x2).sum()
}

/// Whether a place is inside a ring: whether a ray from it crosses the ring an odd number of times.
fn is_inside(spot: Spot, ring: &[Spot]) -> bool {
    let [x, y] = exact(spot);
    let crosses = |([x1, y1], [x2, y2]): &(Exact, Exact)| {
        (y1 > &y) != (y2 > &y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    };
    sides(ring).filter(crosses).count() % 2 == 1
}

/// Adds a contour the other way round.
fn reverse(contour: &[Piece], out: &mut Vec<Piece>) {
    let closed = contour.iter().any(|piece| matches!(piece, Piece::Close));
    let drawn: Vec<Piece> =
        contour.iter().filter(|piece| !matches!(piece, Piece::Close)).copied().collect();
    let ends = ends(&drawn);
    out.extend(ends.last().map(|last| Piece::Move(*last)));
    for (index, piece) in drawn.iter().enumerate().skip(1).rev() {
        let to = ends[index - 1];
        out.push(match *piece {
            Piece::Cubic(one, two, _) => Piece::Cubic(two, one, to),
            _ => Piece::Line(to),
        });
    }
    out.extend(closed.then_some(Piece::Close));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An upright square, mm.
    fn square(at: i64, side: i64) -> Outline {
        let (low, high) = (at * 1000, (at + side) * 1000);
        Area { left: low, top: low, right: high, bottom: high }.outline()
    }

    fn all(outlines: &[Outline]) -> Outline {
        let mut all = Outline::default();
        outlines.iter().for_each(|own| all.append(own.clone()));
        all
    }

    #[test]
    fn lengths_are_written_to_a_thousandth() {
        assert_eq!([0, 5, -1500, 12_000, 210_340].map(mm), ["0", "0.005", "-1.5", "12", "210.34"]);
        assert_eq!([i64::MAX, -50].map(mm), ["9223372036854775.807", "-0.05"]);
        assert_eq!(length(72.0), 25_400);
    }

    #[test]
    fn the_closing_side_is_drawn_too() {
        let open = Outline(square(2, 3).0);
        assert_eq!(open.data((1000, 0)), "M 1 2 L 4 2 L 4 5 L 1 5 L 1 2 C");
        assert_eq!(open.as_box().map(|own| own.stated((0, 0))), Some("2 2 3 3".to_owned()));
        let mut bent = open;
        bent.0[2] = Piece::Line([4000, 4500]);
        assert_eq!(bent.as_box(), None);
    }

    #[test]
    fn steps_are_placed_and_quadratic_curves_made_cubic() {
        let steps = [Step::Move([0.0, 0.0]), Step::Quad([1.5, 3.0], [3.0, 0.0]), Step::Close];
        // A unit is a millimetre, 10 mm to the right, mirrored.
        let unit = 72.0 / 25.4;
        let placed = Outline::placed(&steps, [unit, 0.0, 0.0, -unit, 10.0 * unit, 0.0]);
        assert_eq!(placed.data((0, 0)), "M 10 0 B 11 -2 12 -2 13 0 L 10 0 C");
        assert_eq!(placed.area().stated((0, 0)), "10 -2 3 2");
    }

    #[test]
    fn what_a_box_cuts_off_is_left_out() {
        let bounds = Area { left: 1000, top: -5000, right: 4000, bottom: 3000 };
        let whole = square(0, 9).within(bounds);
        assert_eq!(whole.as_box(), Some(Area { top: 0, ..bounds }));
        assert!(square(5, 2).within(bounds).is_empty());
        // Of a disc of 2 mm in radius around the corner of a box a quarter stays.
        let bend = 0.552_284_75;
        let quarter = |one: [f64; 2], to: [f64; 2]| {
            let by = |from: [f64; 2], other: [f64; 2]| [0, 1].map(|at| from[at] + bend * other[at]);
            Step::Cubic(by(one, to), by(to, one), to)
        };
        let [east, south, west, north] = [[2.0, 0.0], [0.0, 2.0], [-2.0, 0.0], [0.0, -2.0]];
        let steps = [
            Step::Move(east),
            quarter(east, south),
            quarter(south, west),
            quarter(west, north),
            quarter(north, east),
            Step::Close,
        ];
        let unit = 72.0 / 25.4;
        let disc = Outline::placed(&steps, [unit, 0.0, 0.0, unit, 0.0, 0.0]);
        let rest = disc.within(Area { left: 0, top: 0, right: 9000, bottom: 9000 });
        let area = doubled(&ends(&rest.0)).abs() / 2.0 / 1e6;
        assert!((area - std::f64::consts::PI).abs() < 0.02, "{area}");
    }

    #[test]
    fn holes_run_against_what_they_are_in() {
        let outline = all(&[square(0, 9), square(2, 5), square(3, 1)]);
        let areas = |outline: &Outline| -> Vec<f64> {
            outline.contours().map(|own| doubled(&ends(own)) / 2e6).collect()
        };
        assert_eq!(areas(&outline), [81.0, 25.0, 1.0]);
        assert_eq!(areas(&outline.unwound()), [81.0, -25.0, 1.0]);
    }
}
