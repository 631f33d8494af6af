//! Rectangles on a page, in points, after transformation.

use typst::layout::{Point, Transform};

/// A box on a page: left, top, right and bottom edge, pt from the upper left corner of the trim.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Rect {
    /// No box: it contains nothing and touches nothing.
    pub const NONE: Self = Self {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };

    /// The box between two points.
    pub(super) fn of(from: Point, to: Point) -> Self {
        let (left, top, right, bottom) =
            (from.x.to_pt(), from.y.to_pt(), to.x.to_pt(), to.y.to_pt());
        Self { left, top, right, bottom }
    }

    /// The smallest box around both boxes.
    pub fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The intersection of two boxes.
    pub fn common(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Its area, pt²; 0 for no box.
    pub fn area(self) -> f64 {
        (self.right - self.left).max(0.0) * (self.bottom - self.top).max(0.0)
    }

    /// Whether it is inside another box, with a tolerance of `by` pt.
    pub fn is_within(self, other: Self, by: f64) -> bool {
        self.left >= other.left - by
            && self.top >= other.top - by
            && self.right <= other.right + by
            && self.bottom <= other.bottom + by
    }

    /// The box around the four transformed corners.
    pub(super) fn moved(self, transform: Transform) -> Self {
        let corners = [
            (self.left, self.top),
            (self.right, self.top),
            (self.left, self.bottom),
            (self.right, self.bottom),
        ];
        corners.iter().fold(Self::NONE, |all, &(x, y)| {
            let point = Point::new(typst::layout::Abs::pt(x), typst::layout::Abs::pt(y));
            let Point { x, y } = point.transform(transform);
            let (x, y) = (x.to_pt(), y.to_pt());
            all.around(Self { left: x, top: y, right: x, bottom: y })
        })
    }
}
