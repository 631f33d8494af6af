//! Places and outlines as Typst states them, in the units of an OFD ([`neikan_base::outline`]).

use typst::layout::{Abs, Point, Size, Transform};
use typst::visualize::{Curve, CurveItem};

pub use neikan_base::outline::{Area, Outline, Spot, Step, length, mm, push_mm};

/// Thousandths of a millimetre as a length.
pub fn abs(value: i64) -> Abs {
    Abs::mm(value as f64 / 1000.0)
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

/// Width and height of a box.
pub fn size(area: Area) -> Size {
    Size::new(abs(area.right - area.left), abs(area.bottom - area.top))
}

/// Where a point is.
pub fn spot(point: Point) -> Spot {
    [point.x, point.y].map(|own| length(own.to_pt()))
}

/// A transformation as a matrix, pt.
pub fn matrix(transform: Transform) -> [f64; 6] {
    let Transform { sx, ky, kx, sy, tx, ty } = transform;
    [sx.get(), ky.get(), kx.get(), sy.get(), tx.to_pt(), ty.to_pt()]
}

/// A curve where a transformation puts it.
pub fn placed(curve: &Curve, transform: Transform) -> Outline {
    let at = |point: &Point| [point.x.to_pt(), point.y.to_pt()];
    let step = |item: &CurveItem| match item {
        CurveItem::Move(to) => Step::Move(at(to)),
        CurveItem::Line(to) => Step::Line(at(to)),
        CurveItem::Cubic(one, two, to) => Step::Cubic(at(one), at(two), at(to)),
        CurveItem::Close => Step::Close,
    };
    Outline::placed(&curve.0.iter().map(step).collect::<Vec<_>>(), matrix(transform))
}

/// The outline of a box of a size where a transformation puts it.
pub fn rect(size: Size, transform: Transform) -> Outline {
    placed(&Curve::rect(size), transform)
}

/// An outline as a curve, counted from a place.
pub fn curve(outline: &Outline, origin: Spot) -> Curve {
    let at = |[x, y]: [f64; 2]| {
        let place = [x - origin[0] as f64, y - origin[1] as f64].map(|own| Abs::mm(own / 1000.0));
        Point::new(place[0], place[1])
    };
    let mut out = Curve::new();
    for step in outline.steps() {
        match step {
            Step::Move(to) => out.move_(at(to)),
            Step::Line(to) => out.line(at(to)),
            Step::Cubic(one, two, to) => out.cubic(at(one), at(two), at(to)),
            // A placed outline has none.
            Step::Quad(..) => {}
            Step::Close => out.close(),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_to_five_decimals() {
        assert_eq!(list(&[1.0, -0.000_001, 0.123_456_7]), "1 0 0.12346");
    }

    #[test]
    fn an_outline_leads_back_to_a_curve() {
        let by = Transform::translate(Abs::mm(2.0), Abs::mm(3.0));
        let outline = rect(Size::splat(Abs::mm(4.0)), by);
        assert_eq!(outline.as_box().map(|own| own.stated((0, 0))), Some("2 3 4 4".to_owned()));
        let back = placed(&curve(&outline, [1000, 1000]), Transform::identity());
        assert_eq!(back.area().stated((0, 0)), "1 2 4 4");
    }
}
