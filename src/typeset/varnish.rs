//! Varnish: what lies on top of finished pages of the cover, as shapes in an ink of their own.
//!
//! The shapes are those of pictures, with whatever cuts them, and of what is in certain colours; they
//! are drawn last, since everything that is printed over a varnish would knock it out. Slips that lie
//! across the edge of a picture stay without.

use std::sync::Arc;

use typst::layout::{Frame, FrameItem, GroupItem, Point, Ratio, Size, Transform};
use typst::syntax::Span;
use typst::visualize::{
    Cmyk, Color, FixedStroke, Geometry, Paint, ProcessColor, SpotColor, SpotColorant,
    SpotColorantName,
};
use typst_layout::{Page, PagedDocument};

use super::dress::{percent, tenths};
use crate::publication::{SpotInk, Theme};

/// The colour that shows a varnish on a proof: light blue glass.
const GLASS: [u8; 4] = [0, 140, 255, 70];

/// Pages of the cover with the varnishes of a theme on top.
pub fn varnished(document: &PagedDocument, theme: &Theme) -> PagedDocument {
    coated(document, theme, false)
}

/// Pages of the cover with a light tint where the varnishes of a theme lie.
pub fn proofed(document: &PagedDocument, theme: &Theme) -> PagedDocument {
    coated(document, theme, true)
}

fn coated(document: &PagedDocument, theme: &Theme, glass: bool) -> PagedDocument {
    let coats: Vec<Coat> =
        theme.inks.varnishes().map(|own| Coat { glass, ..Coat::new(own, theme) }).collect();
    if coats.is_empty() {
        return document.clone();
    }
    let info = document.clone().info_mut().clone();
    let pages = document.pages().iter().cloned().map(|mut page: Page| {
        let slips = slips(&page.frame);
        for coat in &coats {
            let mut walk = Walk { coat, slips: &slips, at: 0 };
            if let Some(shapes) = walk.over(&page.frame, Some(Point::zero()), None) {
                page.frame.push_frame(Point::zero(), shapes);
            }
        }
        page
    });
    PagedDocument::new(pages.collect(), info)
}

/// A varnish and what it lies on.
struct Coat {
    colorant: Arc<SpotColorant>,
    /// Whether it is shown as glass, for a proof.
    glass: bool,
    /// Whether it lies on pictures.
    pictures: bool,
    /// The colours that it lies on, by their inks in tenths of a percent, each with its tint.
    colors: Vec<([u32; 4], Ratio)>,
}

/// An area of a page: its upper left and lower right corner.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Area {
    min: Point,
    max: Point,
}

impl Area {
    fn new(min: Point, size: Size) -> Self {
        Self { min, max: min + size.to_point() }
    }

    fn size(self) -> Size {
        Size::new(self.max.x - self.min.x, self.max.y - self.min.y)
    }

    /// What two areas have in common, if it is anything.
    fn common(self, other: Self) -> Option<Self> {
        let (min, max) = (self.min.max(other.min), self.max.min(other.max));
        (min.x < max.x && min.y < max.y).then_some(Self { min, max })
    }

    fn within(self, other: Self) -> bool {
        let (min, max) = (other.min, other.max);
        self.min.x >= min.x && self.min.y >= min.y && self.max.x <= max.x && self.max.y <= max.y
    }

    /// What is left of it without another: up to four areas.
    fn without(self, other: Self) -> Vec<Self> {
        let Some(hole) = self.common(other) else { return vec![self] };
        let (min, max) = (self.min, self.max);
        let parts = [
            Self { min, max: Point::new(max.x, hole.min.y) },
            Self { min: Point::new(min.x, hole.max.y), max },
            Self { min: Point::new(min.x, hole.min.y), max: Point::new(hole.min.x, hole.max.y) },
            Self { min: Point::new(hole.max.x, hole.min.y), max: Point::new(max.x, hole.max.y) },
        ];
        parts.into_iter().filter(|own| own.min.x < own.max.x && own.min.y < own.max.y).collect()
    }
}

/// The filled rectangles of a page that nothing turns or scales, each with its place in the order of
/// painting: slips with words that may lie across the edge of a picture.
fn slips(frame: &Frame) -> Vec<(usize, Area)> {
    let (mut found, mut at) = (Vec::new(), 0);
    collect(frame, Point::zero(), &mut at, &mut found);
    found
}

fn collect(frame: &Frame, origin: Point, at: &mut usize, found: &mut Vec<(usize, Area)>) {
    for (place, item) in frame.items() {
        *at += 1;
        match item {
            FrameItem::Group(group) => match shift(group.transform) {
                Some(by) => collect(&group.frame, origin + *place + by, at, found),
                None => *at += count(&group.frame),
            },
            FrameItem::Shape(shape, _) => {
                if let (Geometry::Rect(size), Some(Paint::Solid(_))) =
                    (&shape.geometry, &shape.fill)
                {
                    found.push((*at, Area::new(origin + *place, *size)));
                }
            }
            _ => {}
        }
    }
}

/// How many items are in a frame and in those within it.
fn count(frame: &Frame) -> usize {
    let inner = |item: &FrameItem| match item {
        FrameItem::Group(group) => 1 + count(&group.frame),
        _ => 1,
    };
    frame.items().map(|(_, item)| inner(item)).sum()
}

/// By how much a transformation moves things, if it does nothing else.
fn shift(transform: Transform) -> Option<Point> {
    let Transform { tx, ty, .. } = transform;
    (transform == Transform::translate(tx, ty)).then(|| Point::new(tx, ty))
}

impl Coat {
    fn new(ink: &SpotInk, theme: &Theme) -> Self {
        let [c, m, y, k] = ink.cmyk.0.map(|part| (part / 100.0) as f32);
        let colors = ink.roles.iter().filter_map(|(role, tint)| {
            let color = theme.colors.get(role)?.0.map(tenths);
            Some((color, Ratio::new(tint / 100.0)))
        });
        let colorant = SpotColorant {
            name: Some(SpotColorantName::Custom(ink.ink.as_str().into())),
            fallback: ProcessColor::Cmyk(Cmyk { c, m, y, k }),
        };
        let (pictures, colors) = (ink.pictures, colors.collect());
        Self { colorant: Arc::new(colorant), glass: false, pictures, colors }
    }

    fn paint(&self, tint: Ratio) -> Paint {
        if self.glass {
            let [r, g, b, alpha] = GLASS;
            return Paint::Solid(Color::from_u8(r, g, b, alpha));
        }
        Paint::Solid(Color::Spot(SpotColor::new(self.colorant.clone(), tint)))
    }

    /// The varnish in place of a paint, if it lies on what has it.
    fn on(&self, paint: &Paint) -> Option<Paint> {
        let Paint::Solid(color) = paint else { return None };
        let inks = percent(color)?.map(tenths);
        let own = self.colors.iter().find(|(own, _)| *own == inks);
        own.map(|(_, tint)| self.paint(*tint))
    }

    fn stroke(&self, stroke: Option<&FixedStroke>) -> Option<FixedStroke> {
        let stroke = stroke?;
        Some(FixedStroke { paint: self.on(&stroke.paint)?, ..stroke.clone() })
    }
}

/// A walk through a page in the order of painting.
struct Walk<'a> {
    coat: &'a Coat,
    slips: &'a [(usize, Area)],
    /// The place of the current item in that order.
    at: usize,
}

impl Walk<'_> {
    /// What of the varnish lies on a frame, as a frame of the same size. The frame begins at `origin` of
    /// the page, unless it is turned or scaled, and is cut to `window`.
    fn over(
        &mut self,
        frame: &Frame,
        origin: Option<Point>,
        window: Option<Area>,
    ) -> Option<Frame> {
        let coat = self.coat;
        let mut out = Frame::soft(frame.size());
        for (place, item) in frame.items() {
            self.at += 1;
            let origin = origin.map(|origin| origin + *place);
            let own = match item {
                FrameItem::Group(group) => self.group(group, origin, window),
                FrameItem::Image(_, size, _) if coat.pictures => {
                    for area in self.open(origin, *size, window) {
                        let shape = Geometry::Rect(area.size()).filled(coat.paint(Ratio::one()));
                        let shape = FrameItem::Shape(shape, Span::detached());
                        out.push(*place + area.min, shape);
                    }
                    None
                }
                FrameItem::Text(text) => coat.on(&text.fill).map(|fill| {
                    let mut text = text.clone();
                    text.fill = fill;
                    text.stroke = None;
                    FrameItem::Text(text)
                }),
                FrameItem::Shape(shape, span) => {
                    let fill = shape.fill.as_ref().and_then(|fill| coat.on(fill));
                    let stroke = coat.stroke(shape.stroke.as_ref());
                    let some = fill.is_some() || stroke.is_some();
                    let mut shape = shape.clone();
                    (shape.fill, shape.stroke) = (fill, stroke);
                    some.then_some(FrameItem::Shape(shape, *span))
                }
                FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => None,
            };
            if let Some(own) = own {
                out.push(*place, own);
            }
        }
        (out.items().len() > 0).then_some(out)
    }

    fn group(
        &mut self,
        group: &GroupItem,
        origin: Option<Point>,
        window: Option<Area>,
    ) -> Option<FrameItem> {
        let origin = origin.and_then(|origin| Some(origin + shift(group.transform)?));
        let own = origin.filter(|_| group.clip.is_some());
        let own = own.map(|origin| Area::new(origin, group.frame.size()));
        let window = match (window, own) {
            (Some(one), Some(other)) => Some(one.common(other).unwrap_or(other)),
            (one, other) => one.or(other),
        };
        let inner = self.over(&group.frame, origin, window)?;
        let (transform, clip) = (group.transform, group.clip.clone());
        Some(FrameItem::Group(GroupItem { transform, clip, ..GroupItem::new(inner) }))
    }

    /// The parts of a picture that slips leave free which lie across its edge: gloss that ended in the
    /// middle of one would show. Areas are from the corner of the picture.
    fn open(&self, origin: Option<Point>, size: Size, window: Option<Area>) -> Vec<Area> {
        let whole = Area::new(Point::zero(), size);
        let Some(origin) = origin else { return vec![whole] };
        let placed = Area::new(origin, size);
        let shown = window.map_or(Some(placed), |window| placed.common(window));
        let Some(shown) = shown else { return vec![whole] };
        let later = self.slips.iter().filter(|(at, _)| *at > self.at);
        let across = later.filter(|(_, slip)| slip.common(shown).is_some() && !slip.within(shown));
        // What covers all of it lets nothing be seen that could be glossy.
        let across = across.filter(|(_, slip)| !shown.within(*slip));
        across.fold(vec![whole], |open, (_, slip)| {
            let hole = Area { min: slip.min - origin, max: slip.max - origin };
            open.into_iter().flat_map(|area| area.without(hole)).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use typst::layout::Abs;

    use super::*;
    use crate::diagnostic::Findings;

    /// The colours of the shapes in a frame, in order.
    fn fills(frame: &Frame) -> Vec<Color> {
        let fills = frame.items().flat_map(|(_, item)| match item {
            FrameItem::Group(group) => fills(&group.frame),
            FrameItem::Shape(shape, _) => match &shape.fill {
                Some(Paint::Solid(color)) => vec![color.clone()],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        });
        fills.collect()
    }

    #[test]
    fn varnish_lies_on_its_colours_alone_and_last() {
        let text = "{colors: {red: [0, 90, 80, 0], ink: [0, 0, 0, 100]}, faces: {}, \
                    spot: {uv: {ink: UV, kind: varnish, roles: {red: 60}}}}";
        let theme = Theme::parse(text, "theme.yml", &mut Findings::default()).unwrap();
        let square = |m: f32, y: f32, k: f32| {
            let color = Color::Process(ProcessColor::Cmyk(Cmyk { c: 0.0, m, y, k }));
            let geometry = Geometry::Rect(Size::splat(Abs::pt(9.0)));
            FrameItem::Shape(geometry.filled(color), Span::detached())
        };
        let mut inner = Frame::soft(Size::splat(Abs::pt(9.0)));
        inner.push(Point::zero(), square(0.9, 0.8, 0.0));
        let mut frame = Frame::soft(Size::splat(Abs::pt(20.0)));
        frame.push_frame(Point::splat(Abs::pt(5.0)), inner);
        frame.push(Point::zero(), square(0.0, 0.0, 1.0));
        let coat = Coat::new(theme.inks.varnishes().next().unwrap(), &theme);
        let over = |frame: &Frame| {
            let mut walk = Walk { coat: &coat, slips: &slips(frame), at: 0 };
            walk.over(frame, Some(Point::zero()), None)
        };
        let shapes = over(&frame).unwrap();
        let [Color::Spot(spot)] = &fills(&shapes)[..] else { panic!() };
        assert_eq!(spot.tint.get(), 0.6);
        let mut black = Frame::soft(frame.size());
        black.push(Point::zero(), square(0.0, 0.0, 1.0));
        assert!(over(&black).is_none());
    }

    #[test]
    fn gloss_does_not_end_in_the_middle_of_a_slip() {
        let area = |left: f64, top: f64, right: f64, bottom: f64| {
            let corner = |x, y| Point::new(Abs::pt(x), Abs::pt(y));
            Area { min: corner(left, top), max: corner(right, bottom) }
        };
        let picture = area(0.0, 0.0, 100.0, 80.0);
        assert_eq!(picture.without(area(200.0, 0.0, 300.0, 80.0)), [picture]);
        let rest = picture.without(area(70.0, -20.0, 90.0, 50.0));
        let size = |own: &Area| own.size().x.to_pt() * own.size().y.to_pt();
        assert_eq!(rest.iter().map(size).sum::<f64>(), 8_000.0 - 20.0 * 50.0);
        assert!(rest.iter().all(|own| own.within(picture)));
    }
}
