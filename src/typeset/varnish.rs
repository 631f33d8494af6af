//! Varnish: what lies on top of finished pages of the cover, as shapes in an ink of their own.
//!
//! The shapes are those of pictures, with whatever cuts them, and of what is in certain colours; they
//! are drawn last, since everything that is printed over a varnish would knock it out.

use std::sync::Arc;

use typst::layout::{Frame, FrameItem, GroupItem, Point, Ratio};
use typst::syntax::Span;
use typst::visualize::{
    Cmyk, Color, FixedStroke, Geometry, Paint, ProcessColor, SpotColor, SpotColorant,
    SpotColorantName,
};
use typst_layout::{Page, PagedDocument};

use super::dress::{percent, tenths};
use crate::publication::{SpotInk, Theme};

/// Pages of the cover with the varnishes of a theme on top.
pub fn varnished(document: &PagedDocument, theme: &Theme) -> PagedDocument {
    let coats: Vec<Coat> = theme.inks.varnishes().map(|own| Coat::new(own, theme)).collect();
    if coats.is_empty() {
        return document.clone();
    }
    let info = document.clone().info_mut().clone();
    let pages = document.pages().iter().cloned().map(|mut page: Page| {
        for coat in &coats {
            if let Some(shapes) = coat.over(&page.frame) {
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
    /// Whether it lies on pictures.
    pictures: bool,
    /// The colours that it lies on, by their inks in tenths of a percent, each with its tint.
    colors: Vec<([u32; 4], Ratio)>,
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
        Self { colorant: Arc::new(colorant), pictures: ink.pictures, colors: colors.collect() }
    }

    fn paint(&self, tint: Ratio) -> Paint {
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

    /// What of the varnish lies on a frame, as a frame of the same size.
    fn over(&self, frame: &Frame) -> Option<Frame> {
        let mut out = Frame::soft(frame.size());
        for (place, item) in frame.items() {
            let coat = match item {
                FrameItem::Group(group) => self.over(&group.frame).map(|inner| {
                    let (transform, clip) = (group.transform, group.clip.clone());
                    FrameItem::Group(GroupItem { transform, clip, ..GroupItem::new(inner) })
                }),
                FrameItem::Image(_, size, _) if self.pictures => {
                    let shape = Geometry::Rect(*size).filled(self.paint(Ratio::one()));
                    Some(FrameItem::Shape(shape, Span::detached()))
                }
                FrameItem::Text(text) => self.on(&text.fill).map(|fill| {
                    let mut text = text.clone();
                    text.fill = fill;
                    text.stroke = None;
                    FrameItem::Text(text)
                }),
                FrameItem::Shape(shape, span) => {
                    let fill = shape.fill.as_ref().and_then(|fill| self.on(fill));
                    let stroke = self.stroke(shape.stroke.as_ref());
                    let some = fill.is_some() || stroke.is_some();
                    let mut shape = shape.clone();
                    (shape.fill, shape.stroke) = (fill, stroke);
                    some.then_some(FrameItem::Shape(shape, *span))
                }
                FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => None,
            };
            if let Some(coat) = coat {
                out.push(*place, coat);
            }
        }
        (out.items().len() > 0).then_some(out)
    }
}

#[cfg(test)]
mod tests {
    use typst::layout::{Abs, Size};

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
        let shapes = coat.over(&frame).unwrap();
        let [Color::Spot(spot)] = &fills(&shapes)[..] else { panic!() };
        assert_eq!(spot.tint.get(), 0.6);
        let mut black = Frame::soft(frame.size());
        black.push(Point::zero(), square(0.0, 0.0, 1.0));
        assert!(coat.over(&black).is_none());
    }
}
