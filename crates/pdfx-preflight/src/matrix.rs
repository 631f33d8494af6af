//! Transformations and rectangles (ISO 32000-1, 8.3).

use crate::reading::Bounds;

/// A transformation: a, b, c, d, e, f.
pub type Matrix = [f64; 6];

/// The identity transformation.
pub const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Applies one transformation, then the other.
pub fn then(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// Transforms a point.
pub fn apply(m: Matrix, [x, y]: [f64; 2]) -> [f64; 2] {
    [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]]
}

/// The bounds of a transformed rectangle.
pub fn bounds_of(m: Matrix, [left, bottom, right, top]: Bounds) -> Bounds {
    let corners = [[left, bottom], [right, bottom], [right, top], [left, top]];
    let mut out = Extent::default();
    corners.into_iter().for_each(|corner| out.add(apply(m, corner)));
    out.0.unwrap_or_default()
}

/// The intersection of two rectangles; `None` if they are apart.
pub fn meet(a: Bounds, b: Bounds) -> Option<Bounds> {
    let both = [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])];
    (both[0] <= both[2] && both[1] <= both[3]).then_some(both)
}

/// The smallest factor by which lengths are scaled.
pub fn least_scale(m: Matrix) -> f64 {
    // The smaller singular value of the linear part.
    let (sum, det) = (m[..4].iter().map(|x| x * x).sum::<f64>(), m[0] * m[3] - m[1] * m[2]);
    let root = (sum * sum - 4.0 * det * det).max(0.0).sqrt();
    ((sum - root) / 2.0).max(0.0).sqrt()
}

/// The bounding box of points.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extent(pub Option<Bounds>);

impl Extent {
    /// Extends it to a point.
    pub fn add(&mut self, [x, y]: [f64; 2]) {
        if !(x.is_finite() && y.is_finite()) {
            return;
        }
        let [left, bottom, right, top] = self.0.unwrap_or([x, y, x, y]);
        self.0 = Some([left.min(x), bottom.min(y), right.max(x), top.max(y)]);
    }
}
