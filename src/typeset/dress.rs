//! Dressing: an issue is laid out once, in the inks of the press, with bleed, links and bookmarks;
//! each edition is these pages in its own clothes. No glyph moves, so all editions have the same
//! lines.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use typst::foundations::Smart;
use typst::layout::{Frame, FrameItem, Sides};
use typst::visualize::{
    Color, ColorSpace, FixedStroke, Gradient, Paint, ProcessColor, ProcessColorSpace,
    SpotColorantName,
};
use typst_layout::{Page, PagedDocument};

use super::Colors;
use crate::publication::Theme;

/// The steps between no ink and all of a colour in which a layout can mix its tints.
const STEPS: u32 = 100;

/// The colours that inks have on a screen.
pub struct Screen<'a> {
    /// The named colours and their tints, by inks in tenths of a percent.
    named: BTreeMap<[u32; 4], [u8; 3]>,
    /// The colour of any other inks, in percent.
    other: &'a dyn Fn([f64; 4]) -> [u8; 3],
}

impl<'a> Screen<'a> {
    /// The screen colours for a theme: `colors` are those of the named colours themselves. A tint is
    /// as much nearer to white. Where two named colours have a tint in common, it is that of the one
    /// which holds more of it.
    pub fn new(theme: &Theme, colors: &Colors, other: &'a dyn Fn([f64; 4]) -> [u8; 3]) -> Self {
        let mut named = BTreeMap::new();
        for tint in (1..=STEPS).rev() {
            let share = f64::from(tint) / f64::from(STEPS);
            for (name, inks) in &theme.colors {
                let Some(rgb) = colors.get(name) else { continue };
                let inks = inks.0.map(|percent| tenths(percent * share));
                let lighter = |part: u8| (255.0 - (255.0 - f64::from(part)) * share).round() as u8;
                named.entry(inks).or_insert_with(|| rgb.map(lighter));
            }
        }
        Self { named, other }
    }

    fn color(&self, color: &Color) -> Option<Color> {
        let percent = percent(color)?;
        let named = self.named.get(&percent.map(tenths)).copied();
        let [r, g, b] = named.unwrap_or_else(|| (self.other)(percent));
        Some(Color::from_u8(r, g, b, u8::MAX))
    }

    fn paint(&self, paint: &mut Paint) {
        match paint {
            Paint::Solid(color) => {
                if let Some(shown) = self.color(color) {
                    *color = shown;
                }
            }
            Paint::Gradient(gradient) => self.gradient(gradient),
            Paint::Tiling(_) => {}
        }
    }

    fn gradient(&self, gradient: &mut Gradient) {
        let (stops, space) = match gradient {
            Gradient::Linear(own) => {
                let own = Arc::make_mut(own);
                (&mut own.stops, &mut own.space)
            }
            Gradient::Radial(own) => {
                let own = Arc::make_mut(own);
                (&mut own.stops, &mut own.space)
            }
            Gradient::Conic(own) => {
                let own = Arc::make_mut(own);
                (&mut own.stops, &mut own.space)
            }
        };
        for (color, _) in stops {
            if let Some(shown) = self.color(color) {
                *color = shown;
            }
        }
        if *space == ColorSpace::Process(ProcessColorSpace::Cmyk) {
            *space = ColorSpace::Process(ProcessColorSpace::Srgb);
        }
    }

    fn stroke(&self, stroke: &mut Option<FixedStroke>) {
        stroke.iter_mut().for_each(|stroke| self.paint(&mut stroke.paint));
    }

    fn frame(&self, frame: &mut Frame) {
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => self.frame(&mut group.frame),
                FrameItem::Text(text) => {
                    self.paint(&mut text.fill);
                    self.stroke(&mut text.stroke);
                }
                FrameItem::Shape(shape, _) => {
                    shape.fill.iter_mut().for_each(|fill| self.paint(fill));
                    self.stroke(&mut shape.stroke);
                }
                FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
            true
        });
    }
}

/// The inks of the press that a colour takes, in percent, a spot ink as it is shown where it is not
/// there; `None` for a colour of screens.
pub(super) fn percent(color: &Color) -> Option<[f64; 4]> {
    let (process, tint) = match color {
        Color::Process(own) => (own, 1.0),
        Color::Spot(spot) => (&spot.colorant.fallback, spot.tint.get()),
    };
    let ProcessColor::Cmyk(inks) = process else { return None };
    Some([inks.c, inks.m, inks.y, inks.k].map(|part| f64::from(part) * 100.0 * tint))
}

/// The names of the spot inks in which anything of a page is painted.
pub fn spots(page: &Page) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    if let Smart::Custom(Some(fill)) = &page.fill {
        names.extend(spot(fill));
    }
    collect(&page.frame, &mut names);
    names
}

fn collect(frame: &Frame, names: &mut BTreeSet<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, names),
            FrameItem::Text(text) => {
                let stroke = text.stroke.as_ref().map(|stroke| &stroke.paint);
                names.extend(std::iter::once(&text.fill).chain(stroke).filter_map(spot));
            }
            FrameItem::Shape(shape, _) => {
                let stroke = shape.stroke.as_ref().map(|stroke| &stroke.paint);
                names.extend(shape.fill.iter().chain(stroke).filter_map(spot));
            }
            FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

/// The name of the spot ink of a paint.
fn spot(paint: &Paint) -> Option<String> {
    let Paint::Solid(Color::Spot(spot)) = paint else { return None };
    match &spot.colorant.name {
        Some(SpotColorantName::Custom(name)) => Some(name.to_string()),
        _ => None,
    }
}

/// Percent in tenths, as exactly as a layout mixes tints.
pub(super) fn tenths(percent: f64) -> u32 {
    (percent * 10.0).round() as u32
}

/// The pages for screens: in screen colours, without bleed.
pub fn for_screen(mut document: PagedDocument, screen: &Screen<'_>) -> PagedDocument {
    let info = std::mem::take(document.info_mut());
    let pages = document.pages().iter().cloned().map(|mut page: Page| {
        screen.frame(&mut page.frame);
        if let Smart::Custom(Some(fill)) = &mut page.fill {
            screen.paint(fill);
        }
        Page { bleed: Sides::default(), ..page }
    });
    PagedDocument::new(pages.collect(), info)
}

/// The pages of a range for the press: without links, and without letters that have no colour, which
/// are there for readers of screens alone.
pub fn for_press(document: &PagedDocument, range: Range<usize>) -> PagedDocument {
    let info = document.clone().info_mut().clone();
    let pages = document.pages().get(range).unwrap_or_default().iter().cloned();
    let pages = pages.map(|mut page: Page| {
        strip(&mut page.frame);
        Page { numbering: None, ..page }
    });
    PagedDocument::new(pages.collect(), info)
}

/// Removes what only screens have; frames without any remain shared with Typst's cache.
fn strip(frame: &mut Frame) {
    if !is_dressed(frame) {
        return;
    }
    frame.retain(|item| {
        if let FrameItem::Group(group) = item {
            strip(&mut group.frame);
        }
        !is_for_screens(item)
    });
}

fn is_dressed(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => is_dressed(&group.frame),
        item => is_for_screens(item),
    })
}

fn is_for_screens(item: &FrameItem) -> bool {
    let clear = |paint: &Paint| match paint {
        Paint::Solid(color) => color.alpha() == Some(0.0),
        Paint::Gradient(_) | Paint::Tiling(_) => false,
    };
    match item {
        FrameItem::Link(..) => true,
        FrameItem::Text(text) => clear(&text.fill) && text.stroke.is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use typst::layout::{Abs, Point, Size};
    use typst::visualize::{Geometry, Shape};

    use super::*;

    fn square(color: Color) -> FrameItem {
        let geometry = Geometry::Rect(Size::splat(Abs::pt(9.0)));
        FrameItem::Shape(geometry.filled(color), typst::syntax::Span::detached())
    }

    fn color_of(frame: &Frame) -> Color {
        let (_, item) = frame.items().next().unwrap();
        match item {
            FrameItem::Group(group) => color_of(&group.frame),
            FrameItem::Shape(Shape { fill: Some(Paint::Solid(color)), .. }, _) => color.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn inks(percent: [f32; 4]) -> Color {
        let [c, m, y, k] = percent.map(|part| part / 100.0);
        Color::Process(ProcessColor::Cmyk(typst::visualize::Cmyk { c, m, y, k }))
    }

    #[test]
    fn inks_become_the_colours_of_the_screen() {
        let named = [([0, 0, 0, 1000], [30, 30, 30]), ([0, 0, 0, 500], [142, 142, 142])];
        let other = |percent: [f64; 4]| percent.map(|part| part as u8)[..3].try_into().unwrap();
        let screen = Screen { named: named.into(), other: &other };
        for (percent, rgb) in [
            ([0.0, 0.0, 0.0, 100.0], [30, 30, 30]),
            ([0.0, 0.0, 0.0, 50.0], [142, 142, 142]),
            ([10.0, 20.0, 30.0, 0.0], [10, 20, 30]),
        ] {
            let mut inner = Frame::soft(Size::zero());
            inner.push(Point::zero(), square(inks(percent)));
            let mut frame = Frame::soft(Size::zero());
            frame.push_frame(Point::splat(Abs::pt(1.0)), inner);
            screen.frame(&mut frame);
            assert_eq!(color_of(&frame).to_vec4_u8()[..3], rgb, "{percent:?}");
        }
        // What is a colour of the screen already stays.
        let mut frame = Frame::soft(Size::zero());
        frame.push(Point::zero(), square(Color::from_u8(1, 2, 3, 0)));
        screen.frame(&mut frame);
        assert_eq!(color_of(&frame).to_vec4_u8(), [1, 2, 3, 0]);
    }
}
