//! A page as graphic units (GB/T 33190, 8.5 and 9): what its frame draws, in that order.
//!
//! Transformations are worked into the places of outlines, so that only turned text and pictures have one.
//! What a clip cuts is cut in the unit itself where it can be (boxes, pictures) and clipped where not.

use std::rc::Rc;

use typst::foundations::Smart;
use typst::introspection::PagedPosition;
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Size, Transform};
use typst::model::Destination;
use typst::syntax::Span;
use typst::visualize::{
    Curve, FillRule, Geometry, Image, ImageKind, Paint, RasterImage, RelativeTo, Shape,
};
use typst_layout::{Page, PagedDocument};

use super::faces::Cast;
use super::geometry::{Area, Outline, abs, curve, list, placed, rect, size};
use super::paint::{Ground, Ink, Pen, color, gradient, rgba};
use super::pictures::{Cut, Stock};
use crate::digital::pages::{bare, pixels};
use neikan_base::xml::escaped;

/// The resolution at which what the format does not have is drawn as a picture, pixels per point.
const PIXELS: f64 = 200.0 / 72.0;
/// The colour of paper.
const PAPER: [u8; 3] = [255; 3];

/// A graphic unit without its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its element.
    pub element: &'static str,
    /// What comes after its number: attributes and content.
    pub rest: String,
}

impl Unit {
    /// Adds the element with a number to a text.
    pub fn numbered(&self, number: usize, out: &mut String) {
        let Self { element, rest } = self;
        let number = number.to_string();
        let parts = ["<ofd:", element, " ID=\"", &number, "\"", rest, "</ofd:", element, ">\n"];
        parts.into_iter().for_each(|part| out.push_str(part));
    }
}

/// What all pages of a document share while they are written.
pub struct Book<'a> {
    /// The document.
    pub document: &'a PagedDocument,
    /// The faces on its pages.
    pub cast: &'a Cast,
    /// The pictures on its pages.
    pub stock: Stock,
    /// The number of the first page; the others follow.
    pub first_page: usize,
    /// The number of the first picture.
    pub first_picture: usize,
}

impl Book<'_> {
    /// The units of a page.
    pub fn units(&mut self, page: &Page) -> Vec<Unit> {
        let mut painter = Painter { book: self, units: Vec::new(), grounds: Vec::new() };
        let state = State::default();
        if let Smart::Custom(Some(fill)) = &page.fill {
            let shape = Geometry::Rect(page.frame.size()).filled(fill.clone());
            painter.shape(&shape, &state);
        }
        painter.frame(&page.frame, &state);
        painter.units
    }

    /// Where in the document a position is: the number of its page, mm from the left and from the top,
    /// above the line that it names.
    pub fn destination(&self, position: PagedPosition) -> String {
        let page = self.first_page + position.page.get() - 1;
        let top = (position.point.y - Abs::pt(10.0)).max(Abs::zero());
        let [left, top] = [position.point.x, top].map(|own| list(&[own.to_mm()]));
        format!(
            "<ofd:Goto><ofd:Dest Type=\"XYZ\" PageID=\"{page}\" Left=\"{left}\" Top=\"{top}\"/></ofd:Goto>"
        )
    }
}

/// Where something stands, and what cuts it.
#[derive(Clone)]
pub(super) struct State {
    /// From its place to the page.
    pub(super) transform: Transform,
    /// The box that cuts it, if any.
    pub(super) bounds: Option<Area>,
    /// The outlines that cut it besides.
    pub(super) clips: Rc<Vec<Outline>>,
}

impl Default for State {
    fn default() -> Self {
        Self { transform: Transform::identity(), bounds: None, clips: Rc::default() }
    }
}

impl State {
    /// The state after a further transformation.
    pub(super) fn within(&self, transform: Transform) -> Self {
        Self { transform: self.transform.pre_concat(transform), ..self.clone() }
    }

    /// The state within an outline on the page.
    pub(super) fn cut(mut self, outline: Outline) -> Self {
        let around = outline.as_box();
        let own = around.unwrap_or_else(|| outline.area());
        let nowhere = Area { right: own.left, bottom: own.top, ..own };
        self.bounds = Some(self.bounds.map_or(own, |known| known.common(own).unwrap_or(nowhere)));
        if around.is_none() {
            let mut clips = (*self.clips).clone();
            clips.push(outline);
            self.clips = Rc::new(clips);
        }
        self
    }

    /// Whether all of a box shows.
    fn shows_all(&self, own: Area) -> bool {
        self.clips.is_empty() && self.bounds.is_none_or(|bounds| own.is_within(bounds))
    }

    /// Whether none of a box shows.
    fn hides(&self, own: Area) -> bool {
        // A line has no extent across.
        self.bounds.is_some_and(|bounds| own.grown(1).common(bounds).is_none())
    }
}

/// An outline as it is drawn.
struct Drawn {
    /// The box around it, with what a stroke takes beside it.
    own: Area,
    /// Its steps, counted from the corner of the box.
    data: String,
    /// The attribute that says how it is filled, if not in the usual way.
    rule: &'static str,
    /// Whether it is the box, filled alone.
    plain: bool,
}

/// The steps of a box, counted from its own corner.
fn outline_of(own: Area) -> String {
    own.outline().data((own.left, own.top))
}

/// Writes the units of a page.
pub(super) struct Painter<'a, 'b> {
    pub(super) book: &'a mut Book<'b>,
    pub(super) units: Vec<Unit>,
    /// The plain opaque boxes so far, on which what is not opaque is laid.
    grounds: Vec<Ground>,
}

impl Painter<'_, '_> {
    fn frame(&mut self, frame: &Frame, state: &State) {
        for (position, item) in frame.items() {
            let here = state.within(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => self.group(group, here),
                FrameItem::Text(text) => self.text(text, &here),
                FrameItem::Shape(shape, _) => self.shape(shape, &here),
                FrameItem::Image(image, size, _) => self.image(image, *size, &here),
                FrameItem::Link(destination, size) => self.link(destination, *size, &here),
                FrameItem::Tag(_) => {}
            }
        }
    }

    fn group(&mut self, group: &GroupItem, state: State) {
        let mut inner = state.within(group.transform);
        if let Some(clip) = &group.clip {
            let clip = placed(clip, inner.transform);
            inner = inner.cut(clip);
        }
        self.frame(&group.frame, &inner);
    }

    fn shape(&mut self, shape: &Shape, state: &State) {
        let curve = match &shape.geometry {
            Geometry::Line(end) => {
                let mut curve = Curve::new();
                curve.move_(Point::zero());
                curve.line(*end);
                curve
            }
            Geometry::Rect(size) => Curve::rect(*size),
            Geometry::Curve(curve) => curve.clone(),
        };
        let inked = |paint: &Paint| self.ink(paint, shape, state.transform);
        let fill = shape.fill.as_ref().map(inked);
        let stroke = shape.stroke.as_ref().map(|stroke| (stroke, inked(&stroke.paint)));
        let drawn = |ink: &Option<Ink>| ink.is_none();
        if fill.as_ref().is_some_and(drawn) || stroke.as_ref().is_some_and(|(_, ink)| drawn(ink)) {
            let around = shape.bbox(true);
            let item = FrameItem::Shape(shape.clone(), Span::detached());
            self.as_picture(item, [around.min, around.max], state);
            return;
        }
        let pen = stroke.and_then(|(stroke, ink)| Pen::of(stroke, ink?, state.transform));
        let outline = placed(&curve, state.transform);
        self.path(&outline, shape.fill_rule, fill.flatten(), pen, state);
    }

    /// What a paint of a shape is in this format; `None` if it has nothing like it.
    fn ink(&self, own: &Paint, shape: &Shape, transform: Transform) -> Option<Ink> {
        match own {
            Paint::Solid(color) => Some(Ink::Plain(rgba(color))),
            Paint::Gradient(own) if own.unwrap_relative(false) == RelativeTo::Self_ => {
                let around = shape.bbox(false);
                let size = around.size();
                let side = |own: Abs| if own.to_pt() == 0.0 { 1.0 } else { own.to_pt() };
                let own_box =
                    [around.min.x.to_pt(), around.min.y.to_pt(), side(size.x), side(size.y)];
                let shading = gradient(own, own_box, transform)?;
                shading
                    .stops
                    .iter()
                    .all(|(_, color)| color[3] == 255)
                    .then_some(Ink::Shading(shading))
            }
            Paint::Gradient(_) | Paint::Tiling(_) => None,
        }
    }

    /// Draws an outline on the page.
    pub(super) fn path(
        &mut self,
        outline: &Outline,
        rule: FillRule,
        fill: Option<Ink>,
        pen: Option<Pen>,
        state: &State,
    ) {
        if outline.is_empty() || fill.is_none() && pen.is_none() {
            return;
        }
        let around = outline.area();
        let own = around.grown(pen.as_ref().map_or(0, Pen::reach));
        if state.hides(own) {
            return;
        }
        let plain = if pen.is_none() { outline.as_box() } else { None };
        // A box is cut rather than clipped.
        if let (Some(plain), Some(bounds), true) = (plain, state.bounds, state.clips.is_empty())
            && let Some(shown) = plain.common(bounds)
        {
            let drawn = Drawn { own: shown, data: outline_of(shown), rule: "", plain: true };
            return self.filled(&drawn, fill, None, &State::default());
        }
        // What else a box cuts is cut too, since not all readers know clips; a stroke alone is clipped.
        if let (Some(_), Some(bounds)) = (&fill, state.bounds)
            && !around.is_within(bounds)
        {
            let inner = State { bounds: None, ..state.clone() };
            self.path(&outline.within(bounds), rule, fill, None, &inner);
            return self.path(outline, rule, None, pen, state);
        }
        let origin = (own.left, own.top);
        let even = rule == FillRule::EvenOdd && fill.is_some();
        let data = if even { outline.unwound().data(origin) } else { outline.data(origin) };
        let rule = if even { " Rule=\"Even-Odd\"" } else { "" };
        let drawn = Drawn { own, data, rule, plain: plain.is_some() && !even };
        self.filled(&drawn, fill, pen, state);
    }

    fn filled(&mut self, drawn: &Drawn, fill: Option<Ink>, pen: Option<Pen>, state: &State) {
        let Drawn { own, data, rule, plain } = drawn;
        if let Some(Ink::Shading(shading)) = &fill {
            // What a reader that does not know gradients shows.
            self.filled(drawn, Some(Ink::Plain(shading.middle())), None, state);
        }
        if let Some(Ink::Plain([red, green, blue, 255])) = fill
            && *plain
        {
            self.grounds.push(Ground { area: *own, color: [red, green, blue] });
        }
        let origin = (own.left, own.top);
        let mut rest = String::with_capacity(data.len() + 240);
        rest.push_str(" Boundary=\"");
        rest.push_str(&own.stated((0, 0)));
        rest.push_str(match (&fill, &pen) {
            (Some(_), None) => "\" Fill=\"true\" Stroke=\"false\"",
            (Some(_), Some(_)) => "\" Fill=\"true\" Stroke=\"true\"",
            (None, _) => "\" Fill=\"false\" Stroke=\"true\"",
        });
        rest.push_str(&pen.as_ref().map(Pen::attributes).unwrap_or_default());
        rest.push_str(rule);
        rest.push('>');
        rest.push_str(&clips(*own, origin, state));
        rest.push_str(&pen.map(|pen| color("StrokeColor", &pen.ink, origin)).unwrap_or_default());
        rest.push_str(&fill.map(|ink| color("FillColor", &ink, origin)).unwrap_or_default());
        rest.push_str("<ofd:AbbreviatedData>");
        rest.push_str(data);
        rest.push_str("</ofd:AbbreviatedData>");
        self.units.push(Unit { element: "PathObject", rest });
    }

    fn image(&mut self, image: &Image, size: Size, state: &State) {
        match image.kind() {
            ImageKind::Raster(raster) => self.raster(image, raster, size, state),
            ImageKind::Svg(svg) => self.drawing(image, svg, size, state),
            ImageKind::Pdf(_) => self.image_as_picture(image, size, state),
        }
    }

    fn raster(&mut self, image: &Image, raster: &RasterImage, size: Size, state: &State) {
        let around = rect(size, state.transform).area();
        if state.hides(around) {
            return;
        }
        // What cuts it is settled in its pixels: where it is upright by cutting them, or else by drawing it.
        let shown = state.bounds.and_then(|bounds| around.common(bounds)).unwrap_or(around);
        if !(state.shows_all(around) || upright(state.transform) && state.clips.is_empty()) {
            return self.image_as_picture(image, size, state);
        }
        let cut = shown_pixels(around, shown, [raster.width(), raster.height()]);
        let ground = self.ground(shown);
        let index = self.book.stock.raster(raster, cut, ground);
        match state.shows_all(around) {
            true => self.placed(index, size, state.transform),
            false => self.placed_in(index, shown),
        }
    }

    /// Places a picture of the stock in a box.
    fn placed_in(&mut self, index: usize, shown: Area) {
        let corner = Transform::translate(abs(shown.left), abs(shown.top));
        self.placed(index, size(shown), corner);
    }

    /// Places a picture of the stock.
    fn placed(&mut self, index: usize, size: Size, transform: Transform) {
        let Transform { sx, ky, kx, sy, tx, ty } = transform;
        let own = rect(size, transform).area();
        let [wide, high] = [size.x.to_mm(), size.y.to_mm()];
        let origin = [own.left, own.top].map(|value| value as f64 / 1000.0);
        let ctm = [
            sx.get() * wide,
            ky.get() * wide,
            kx.get() * high,
            sy.get() * high,
            tx.to_mm() - origin[0],
            ty.to_mm() - origin[1],
        ];
        let number = self.book.first_picture + index;
        let (boundary, ctm) = (own.stated((0, 0)), list(&ctm));
        let rest = format!(" Boundary=\"{boundary}\" CTM=\"{ctm}\" ResourceID=\"{number}\">");
        self.units.push(Unit { element: "ImageObject", rest });
    }

    /// Draws a picture that the format does not have.
    pub(super) fn image_as_picture(&mut self, image: &Image, size: Size, state: &State) {
        let item = FrameItem::Image(image.clone(), size, Span::detached());
        self.as_picture(item, [Point::zero(), size.to_point()], state);
    }

    /// Draws what the format does not have as a picture on what is below it.
    pub(super) fn as_picture(&mut self, item: FrameItem, corners: [Point; 2], state: &State) {
        let [from, to] = corners;
        let local = state.transform.pre_concat(Transform::translate(from.x, from.y));
        let own = rect((to - from).to_size(), local).area();
        let bounds = state.bounds.unwrap_or(own);
        let Some(shown) = own.common(bounds) else { return };
        let here = Transform::translate(-abs(shown.left), -abs(shown.top));
        let mut inner = Frame::hard(Size::zero());
        inner.push(Point::zero(), item);
        inner.transform(state.transform.post_concat(here));
        let mut frame = Frame::hard(size(shown));
        frame.push_frame(Point::zero(), inner);
        let corner = [shown.left, shown.top];
        state.clips.iter().for_each(|outline| frame.clip(curve(outline, corner)));
        let Some(pixels) = pixels(&bare(frame), PIXELS, self.ground(shown)) else { return };
        let index = self.book.stock.drawn(pixels);
        self.placed_in(index, shown);
    }

    /// The plain colour below a box: that of the last that it is wholly on, or else paper.
    fn ground(&self, own: Area) -> [u8; 3] {
        let below = self.grounds.iter().rev().find(|ground| own.is_within(ground.area));
        below.map_or(PAPER, |ground| ground.color)
    }

    /// A box that leads elsewhere: a path that draws nothing, with an action.
    fn link(&mut self, destination: &Destination, size: Size, state: &State) {
        let action = match destination {
            Destination::Url(url) => format!("<ofd:URI URI=\"{}\"/>", escaped(url.as_str())),
            Destination::Position(position) => self.book.destination(*position),
            Destination::Location(location) => {
                let position = self.book.document.introspector().position(*location);
                self.book.destination(position.unwrap_or(PagedPosition::ORIGIN))
            }
        };
        let own = rect(size, state.transform).area();
        let rest = format!(
            " Boundary=\"{}\" Fill=\"false\" Stroke=\"false\"><ofd:Actions><ofd:Action Event=\"CLICK\">{action}\
             </ofd:Action></ofd:Actions><ofd:AbbreviatedData>{}</ofd:AbbreviatedData>",
            own.stated((0, 0)),
            outline_of(own),
        );
        self.units.push(Unit { element: "PathObject", rest });
    }
}

/// Whether a transformation leaves boxes upright and unmirrored.
pub(super) fn upright(transform: Transform) -> bool {
    let Transform { sx, ky, kx, sy, .. } = transform;
    ky.get() == 0.0 && kx.get() == 0.0 && sx.get() > 0.0 && sy.get() > 0.0
}

/// The pixels of a picture that a box within it shows, to the nearest; `None` if all do.
fn shown_pixels(around: Area, shown: Area, pixels: [u32; 2]) -> Option<Cut> {
    let run = |from: i64, to: i64, [low, high]: [i64; 2], count: u32| {
        let scale = f64::from(count) / (to - from).max(1) as f64;
        let place = |value: i64| ((value - from) as f64 * scale).round() as u32;
        let first = place(low).min(count.saturating_sub(1));
        (first, place(high).clamp(first + 1, count.max(first + 1)))
    };
    let (left, right) = run(around.left, around.right, [shown.left, shown.right], pixels[0]);
    let (top, bottom) = run(around.top, around.bottom, [shown.top, shown.bottom], pixels[1]);
    let cut = [left, top, right - left, bottom - top];
    (cut != [0, 0, pixels[0], pixels[1]]).then_some(cut)
}

/// The clips of a unit in a box, if any of it is cut (GB/T 33190, 8.4), counted from the corner of its
/// boundary.
pub(super) fn clips(own: Area, origin: (i64, i64), state: &State) -> String {
    if state.shows_all(own) {
        return String::new();
    }
    let clip = |around: Area, outline: String| {
        format!(
            "<ofd:Clip><ofd:Area><ofd:Path Boundary=\"{}\" Fill=\"true\" Stroke=\"false\"><ofd:AbbreviatedData>\
             {outline}</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip>",
            around.stated(origin),
        )
    };
    let mut all = String::new();
    if let Some(bounds) = state.bounds.filter(|bounds| !own.is_within(*bounds)) {
        all.push_str(&clip(bounds, outline_of(bounds)));
    }
    for outline in state.clips.iter() {
        let around = outline.area();
        all.push_str(&clip(around, outline.data((around.left, around.top))));
    }
    format!("<ofd:Clips>{all}</ofd:Clips>")
}
