//! What is painted on pages besides letters: shapes and pictures, as far as they can cover things.

use typst::foundations::Smart;
use typst::layout::{Abs, Point, Size, Transform};
use typst::visualize::{Color, Curve, CurveItem, FixedStroke, Geometry, Paint, Shape};
use typst_layout::Page;

use crate::typeset::rect::Rect;

/// Into how many line segments a curve is divided.
const STEPS: usize = 8;
/// Strokes at least this thick, pt, can cover letters.
const THICK: f64 = 2.0;

/// The share of a letter's width or height that is its edge, where underlines may run.
const EDGE: f64 = 0.2;

/// A screen colour with its opacity: red, green, blue from 0 to 255, and opacity from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tint {
    rgb: [f64; 3],
    alpha: f64,
}

impl Tint {
    /// White paper.
    pub const PAPER: Self = Self { rgb: [255.0; 3], alpha: 1.0 };

    /// The colour of a paint; for a gradient its first colour, if the others are close to it.
    pub fn of(paint: &Paint) -> Option<Self> {
        match paint {
            Paint::Solid(color) => Some(Self::solid(color)),
            Paint::Gradient(gradient) => {
                let stops: Vec<Self> =
                    gradient.stops_ref().iter().map(|(color, _)| Self::solid(color)).collect();
                let first = *stops.first()?;
                stops.iter().all(|stop| !first.differs(*stop)).then_some(first)
            }
            Paint::Tiling(_) => None,
        }
    }

    fn solid(color: &Color) -> Self {
        let rgb = color.to_rgb();
        let part = |part: f32| f64::from(part) * 255.0;
        Self {
            rgb: [part(rgb.red), part(rgb.green), part(rgb.blue)],
            alpha: f64::from(color.alpha().unwrap_or(1.0)),
        }
    }

    /// Whether the background is completely hidden by it.
    pub fn is_opaque(self) -> bool {
        self.alpha >= 1.0
    }

    /// How it looks on a background.
    pub fn on(self, ground: Self) -> Self {
        let mix = |part: usize| self.alpha * self.rgb[part] + (1.0 - self.alpha) * ground.rgb[part];
        Self { rgb: [mix(0), mix(1), mix(2)], alpha: 1.0 }
    }

    /// Whether the eye can tell it from another: red, green or blue differs by a tenth.
    pub fn differs(self, other: Self) -> bool {
        self.rgb.iter().zip(other.rgb).any(|(a, b)| (a - b).abs() > 25.0)
    }
}

/// Something that covers what is below.
#[derive(Debug, Clone)]
pub struct Painted {
    /// Its position in the painting order of all pages.
    pub order: usize,
    /// The box around its visible part.
    pub area: Rect,
    /// Its outline, pt on the page; `None` for an upright box.
    outline: Option<Vec<[(f64, f64); 2]>>,
    /// Its colour; `None` for pictures and tilings.
    pub tint: Option<Tint>,
}

impl Painted {
    /// The background of a page: its fill, if it has one.
    pub fn ground(page: &Page) -> Vec<Self> {
        let Smart::Custom(Some(fill)) = &page.fill else { return Vec::new() };
        let size = page.frame.size();
        let area = Rect { left: 0.0, top: 0.0, right: size.x.to_pt(), bottom: size.y.to_pt() };
        vec![Self { order: 0, area, outline: None, tint: Tint::of(fill) }]
    }

    /// A picture.
    pub fn image(size: Size, transform: Transform, seen: Rect, order: usize) -> Self {
        Self::boxed(Rect::of(Point::zero(), size.to_point()), transform, seen, order, None)
    }

    /// A shape: its fill, and its stroke if that is thick.
    pub fn shape(shape: &Shape, transform: Transform, seen: Rect, order: usize) -> Vec<Self> {
        let mut out = Vec::new();
        if let Some(fill) = &shape.fill {
            out.extend(match &shape.geometry {
                Geometry::Rect(size) => {
                    let area = Rect::of(Point::zero(), size.to_point());
                    Some(Self::boxed(area, transform, seen, order, Tint::of(fill)))
                }
                Geometry::Curve(curve) => {
                    Some(Self::curved(curve, transform, seen, order, Tint::of(fill)))
                }
                Geometry::Line(_) => None,
            });
        }
        if let Some(stroke) = shape.stroke.as_ref().filter(|stroke| stroke.dash.is_none()) {
            let sides = sides(&shape.geometry, stroke).into_iter();
            let tint = Tint::of(&stroke.paint);
            out.extend(sides.map(|side| Self::boxed(side, transform, seen, order, tint)));
        }
        out
    }

    fn boxed(
        area: Rect,
        transform: Transform,
        seen: Rect,
        order: usize,
        tint: Option<Tint>,
    ) -> Self {
        let straight = transform.kx.get() == 0.0 && transform.ky.get() == 0.0;
        let outline = (!straight).then(|| {
            let Rect { left, top, right, bottom } = area;
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
            polygon(&corners.map(|corner| moved(corner, transform)))
        });
        Self { order, area: area.moved(transform).common(seen), outline, tint }
    }

    fn curved(
        curve: &Curve,
        transform: Transform,
        seen: Rect,
        order: usize,
        tint: Option<Tint>,
    ) -> Self {
        let bounds = curve.bbox(None);
        let area = Rect::of(bounds.min, bounds.max).moved(transform).common(seen);
        Self { order, area, outline: Some(flattened(curve, transform)), tint }
    }

    /// Whether it can cover anything at all.
    pub fn covers(&self) -> bool {
        self.tint.is_none_or(|tint| tint.alpha > 0.5)
    }

    /// Whether a point of the page is inside it.
    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        let Rect { left, top, right, bottom } = self.area;
        let inside = (left..=right).contains(&x) && (top..=bottom).contains(&y);
        inside && self.outline.as_ref().is_none_or(|outline| is_in(outline, (x, y)))
    }
}

/// The line of a stroke, however thin.
#[derive(Debug, Clone)]
pub struct Stroke {
    /// The box around its visible part.
    area: Rect,
    sides: Vec<[(f64, f64); 2]>,
}

impl Stroke {
    /// The stroke of a shape that can be seen.
    pub fn of(shape: &Shape, transform: Transform, seen: Rect) -> Option<Self> {
        let stroke = shape.stroke.as_ref()?;
        if Tint::of(&stroke.paint).is_some_and(|tint| tint.alpha == 0.0) {
            return None;
        }
        let sides = match &shape.geometry {
            Geometry::Line(to) => {
                let end = moved((to.x.to_pt(), to.y.to_pt()), transform);
                vec![[moved((0.0, 0.0), transform), end]]
            }
            Geometry::Rect(size) => {
                let (w, h) = (size.x.to_pt(), size.y.to_pt());
                let corners = [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)];
                polygon(&corners.map(|corner| moved(corner, transform)))
            }
            Geometry::Curve(curve) => flattened(curve, transform),
        };
        let ends = sides.iter().flatten();
        let area = ends.fold(Rect::NONE, |area, &(x, y)| {
            area.around(Rect { left: x, top: y, right: x, bottom: y })
        });
        Some(Self { area: area.common(seen), sides })
    }

    /// Whether it goes through the middle of a letter that takes an area, along a third of the smaller
    /// side of that middle.
    pub fn strikes(&self, letter: Rect) -> bool {
        let (width, height) = (letter.right - letter.left, letter.bottom - letter.top);
        let middle = Rect {
            left: letter.left + EDGE * width,
            top: letter.top + EDGE * height,
            right: letter.right - EDGE * width,
            bottom: letter.bottom - EDGE * height,
        };
        let apart = self.area.left > middle.right
            || self.area.right < middle.left
            || self.area.top > middle.bottom
            || self.area.bottom < middle.top;
        if apart {
            return false;
        }
        let inside: f64 = self.sides.iter().map(|side| length_inside(*side, middle)).sum();
        inside > 0.0 && inside >= (1.0 - 2.0 * EDGE) * width.min(height) / 3.0
    }
}

/// The length of the part of a line that is inside a box (Liang and Barsky's clipping).
fn length_inside([from, to]: [(f64, f64); 2], area: Rect) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let bounds = [
        (-dx, from.0 - area.left),
        (dx, area.right - from.0),
        (-dy, from.1 - area.top),
        (dy, area.bottom - from.1),
    ];
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (step, room) in bounds {
        if step == 0.0 && room < 0.0 {
            return 0.0;
        } else if step < 0.0 {
            enters = enters.max(room / step);
        } else if step > 0.0 {
            leaves = leaves.min(room / step);
        }
    }
    (leaves - enters).max(0.0) * libm::hypot(dx, dy)
}

/// The boxes of thick, straight strokes; those of curves are left out.
fn sides(geometry: &Geometry, stroke: &FixedStroke) -> Vec<Rect> {
    let half = stroke.thickness.to_pt() / 2.0;
    if 2.0 * half < THICK {
        return Vec::new();
    }
    let wide = |from: (f64, f64), to: (f64, f64)| Rect {
        left: from.0.min(to.0) - half,
        top: from.1.min(to.1) - half,
        right: from.0.max(to.0) + half,
        bottom: from.1.max(to.1) + half,
    };
    match geometry {
        Geometry::Line(to) if to.x == Abs::zero() || to.y == Abs::zero() => {
            vec![wide((0.0, 0.0), (to.x.to_pt(), to.y.to_pt()))]
        }
        Geometry::Rect(size) => {
            let (w, h) = (size.x.to_pt(), size.y.to_pt());
            let corners = [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h), (0.0, 0.0)];
            corners.windows(2).map(|pair| wide(pair[0], pair[1])).collect()
        }
        Geometry::Line(_) | Geometry::Curve(_) => Vec::new(),
    }
}

fn moved((x, y): (f64, f64), transform: Transform) -> (f64, f64) {
    let point = Point::new(Abs::pt(x), Abs::pt(y)).transform(transform);
    (point.x.to_pt(), point.y.to_pt())
}

/// The sides of a polygon.
fn polygon(corners: &[(f64, f64)]) -> Vec<[(f64, f64); 2]> {
    let next = corners.iter().cycle().skip(1);
    corners.iter().zip(next).map(|(from, to)| [*from, *to]).collect()
}

/// The sides of a curve, divided into line segments.
fn flattened(curve: &Curve, transform: Transform) -> Vec<[(f64, f64); 2]> {
    let mut out = Vec::new();
    let mut part: Vec<(f64, f64)> = Vec::new();
    let place = |point: &Point| moved((point.x.to_pt(), point.y.to_pt()), transform);
    for item in &curve.0 {
        match item {
            CurveItem::Move(to) => {
                out.extend(polygon(&std::mem::replace(&mut part, vec![place(to)])));
            }
            CurveItem::Line(to) => part.push(place(to)),
            CurveItem::Cubic(a, b, to) => {
                let from = part.last().copied().unwrap_or_default();
                let points = [from, place(a), place(b), place(to)];
                part.extend((1..=STEPS).map(|step| bezier(points, step as f64 / STEPS as f64)));
            }
            CurveItem::Close => {}
        }
    }
    out.extend(polygon(&part));
    out
}

/// A point of a cubic Bézier curve, `t` from 0 to 1.
fn bezier(points: [(f64, f64); 4], t: f64) -> (f64, f64) {
    let u = 1.0 - t;
    let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
    let sum = |part: fn(&(f64, f64)) -> f64| -> f64 {
        points.iter().zip(weights).map(|(point, weight)| part(point) * weight).sum()
    };
    (sum(|point| point.0), sum(|point| point.1))
}

/// Whether a ray from a point crosses an odd number of sides.
fn is_in(sides: &[[(f64, f64); 2]], (x, y): (f64, f64)) -> bool {
    let crosses = |[(x1, y1), (x2, y2)]: &[(f64, f64); 2]| {
        (*y1 > y) != (*y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    };
    sides.iter().filter(|side| crosses(side)).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_holds_its_middle_and_not_its_corners() {
        let curve = Curve::ellipse(Size::splat(Abs::pt(10.0)));
        let seen = Rect { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };
        let circle = Painted::curved(&curve, Transform::identity(), seen, 1, None);
        assert!(
            circle.holds((5.0, 5.0)) && !circle.holds((0.5, 0.5)) && !circle.holds((11.0, 5.0))
        );
    }

    #[test]
    fn a_stroke_strikes_what_it_goes_through() {
        let ink = Rect { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        let line = |from: (f64, f64), to: (f64, f64)| {
            let line = Geometry::Line(Point::new(Abs::pt(to.0 - from.0), Abs::pt(to.1 - from.1)));
            let shape = line.stroked(FixedStroke::default());
            let at = Transform::translate(Abs::pt(from.0), Abs::pt(from.1));
            let seen = Rect { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };
            Stroke::of(&shape, at, seen).unwrap().strikes(ink)
        };
        assert!(line((0.0, 15.0), (50.0, 15.0)), "through the middle");
        assert!(line((15.0, 0.0), (15.0, 50.0)), "upright");
        assert!(line((10.0, 10.0), (20.0, 20.0)), "aslant");
        assert!(!line((0.0, 21.0), (50.0, 21.0)), "below");
        assert!(!line((0.0, 11.0), (50.0, 11.0)), "along the upper edge");
        assert!(!line((0.0, 15.0), (13.0, 15.0)), "ends at the edge");
    }

    #[test]
    fn a_colour_is_seen_on_its_ground() {
        let white = Tint::PAPER;
        let faint = Tint { rgb: [0.0; 3], alpha: 0.05 };
        assert!(!faint.on(white).differs(white));
        assert!(Tint { alpha: 0.5, ..faint }.on(white).differs(white));
    }
}
