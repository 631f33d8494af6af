//! The operators of content streams, painted (ISO 32000-1, annex A).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use kurbo::{Affine, BezPath, Cap, Join, PathEl, Point, Shape as _};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use moxcms::RenderingIntent;

use super::blend::Blend;
use super::colors::{Aim, Colors, Tint};
use super::layer::{Layer, Manner};
use super::raster::{Area, Rule, Shape, Span, Touch, around, is_empty};
use super::state::{Current, State, is_box};
use super::text::{Face, Faces};
use super::{COMPONENTS, Maker, Missed, Process};
use crate::color::{Color, Foreign};
use crate::inspect::Space;
use crate::layers::Layers;
use crate::pdf::is_name;
use crate::pixels::Meter;
use crate::reading::syntax::{Budget, Fault, Lexer, Token};
use crate::reading::{Page, Pdf, appearance, decode, dictionary, entry, number, numbers, resolve};
use crate::saved::Saved;

/// How deep forms, patterns, masks and letters may be nested.
pub const DEPTH: usize = 16;
/// How many levels of marked content are followed.
const MARKS: usize = 512;
/// The most operands of an operator; a `TJ` has one.
const OPERANDS: usize = 64;
/// How many bytes of content are kept decoded.
const KEPT: usize = 64 << 20;
/// The budget of values and bytes in the content of a page.
const VALUES: usize = 20_000_000;
const BYTES: usize = 256 << 20;
/// How many bytes of font programs are decoded for a page, and how many widths of characters read.
pub const FONTS: [usize; 2] = [128 << 20, 4_000_000];
/// What it costs to begin a form, or to paint a shape however small it is.
const SMALL: u64 = 64;
/// The most segments of one path.
const SEGMENTS: usize = 2_000_000;

/// What is inside of a path, and which pixels that covers.
pub type Ruled = (Rule, Touch);
/// What a stroke, a picture and a gradient cover.
pub const WHOLE: Ruled = (Rule::Nonzero, Touch::Any);

/// The work that a page may take is used up.
pub struct Stop;

/// Paints a page.
pub struct Painter<'a> {
    pub pdf: &'a Pdf,
    pub colors: Colors<'a>,
    pub missed: BTreeSet<Missed>,
    /// The groups being painted, the innermost last.
    pub layers: Vec<Layer>,
    pub budget: Budget,
    work: u64,
    contents: BTreeMap<ObjectId, Rc<Vec<u8>>>,
    spaces: BTreeMap<ObjectId, Option<Arc<Color>>>,
    pub faces: BTreeMap<ObjectId, Option<Arc<Face<'a>>>>,
    pub shared: Arc<Faces<'a>>,
    /// What fonts may still cost.
    pub fonts: [usize; 2],
    /// The pictures last sampled.
    pub pictures: Vec<(ObjectId, Rc<super::pictures::Pixels>)>,
    /// The runs of pixels of a letter that is painted.
    pub stamp: Vec<Span>,
    pub meter: Option<&'a Meter<'a>>,
    layered: Arc<Layers>,
    /// The streams being painted.
    pub open: Vec<ObjectId>,
}

impl<'a> Painter<'a> {
    /// For the spot inks of a page.
    pub fn new(maker: &Maker<'a>, spots: Vec<Vec<u8>>, work: u64) -> Self {
        Self {
            pdf: maker.pdf,
            colors: Colors::new(&maker.pdf.document, spots, maker.press.clone()),
            missed: BTreeSet::new(),
            layers: Vec::new(),
            budget: Budget { values: VALUES, bytes: BYTES },
            work,
            contents: BTreeMap::new(),
            spaces: BTreeMap::new(),
            faces: BTreeMap::new(),
            shared: maker.faces.clone(),
            fonts: FONTS,
            pictures: Vec::new(),
            stamp: Vec::new(),
            meter: maker.meter,
            layered: maker.layers.clone(),
            open: Vec::new(),
        }
    }

    /// Paints a page on a layer of inks.
    pub fn page(&mut self, page: &'a Page, area: Area, matrix: Affine) -> Layer {
        let document = &self.pdf.document;
        let group = dictionary(document, entry(document, &page.own, b"Group"));
        let process = group.and_then(|group| self.group_process(group, &page.resources));
        let process = process.unwrap_or(Process::Cmyk);
        self.layers.push(Layer::new(area, process, self.colors.count(process)));
        let mut state = State::new(matrix, area);
        if let Some([left, bottom, right, top]) = page.crop {
            let crop = kurbo::Rect::new(left, bottom, right, top).to_path(0.1);
            let shape = Shape::new(&crop, matrix);
            state.clip.narrow(&shape, Rule::Nonzero, true);
        }
        if self.page_content(page, state).is_err() {
            self.missed.insert(Missed::Work);
        }
        // What breaks off leaves its groups open.
        self.layers.truncate(1);
        let layer = self.layers.pop().unwrap_or_else(|| Layer::new(area, Process::Cmyk, 4));
        let intent = RenderingIntent::RelativeColorimetric;
        self.in_process(layer, Aim { process: Process::Cmyk, intent })
    }

    /// A layer in another process.
    pub fn in_process(&mut self, mut layer: Layer, aim: Aim) -> Layer {
        let process = aim.process;
        if layer.process != process {
            layer.inks = self.colors.carried(&layer.inks, layer.process, aim);
            layer.process = process;
            layer.count = self.colors.count(process);
        }
        layer
    }

    fn page_content(&mut self, page: &'a Page, state: State<'a>) -> Result<(), Stop> {
        let document = &self.pdf.document;
        let Ok(contents) = page.own.get(b"Contents") else { return Ok(()) };
        let parts: Vec<&Object> = match resolve(document, contents) {
            Object::Array(parts) => parts.iter().collect(),
            _ => vec![contents],
        };
        let mut all = Vec::new();
        for part in parts {
            if let Object::Stream(stream) = resolve(document, part) {
                all.extend_from_slice(&self.content(part.as_reference().ok(), stream));
                all.push(b'\n');
            }
            if all.len() > KEPT {
                return Err(Stop);
            }
        }
        Run::new(self, &page.resources, state.clone(), DEPTH).run(&all)?;
        self.annotations(page, &state)
    }

    /// Paints the annotations that are printed.
    fn annotations(&mut self, page: &'a Page, state: &State<'a>) -> Result<(), Stop> {
        let document = &self.pdf.document;
        let Object::Array(list) = entry(document, &page.own, b"Annots") else { return Ok(()) };
        for object in list {
            self.spend(SMALL)?;
            let Some(own) = dictionary(document, object) else { continue };
            let flags = number(document, entry(document, own, b"F")).unwrap_or(0.0) as i64;
            let (hidden, prints) = (flags & 2 != 0, flags & 4 != 0);
            let hidden = hidden || own.get(b"OC").is_ok_and(|own| self.is_off(own));
            if hidden || !prints || is_name(own, b"Subtype", b"Popup") {
                continue;
            }
            let rect = crate::reading::rectangle(document, own, b"Rect");
            if let (Some(normal), Some(rect)) = (appearance(document, own), rect)
                && let (Ok(id), Object::Stream(stream)) =
                    (normal.as_reference(), resolve(document, normal))
            {
                let mut state = state.clone();
                state.matrix *= placed(document, stream, rect);
                let mut run = Run::new(self, &page.resources, state, DEPTH);
                run.form(id, stream)?;
            }
        }
        Ok(())
    }

    /// The decoded content of a stream.
    pub fn content(&mut self, id: Option<ObjectId>, stream: &Stream) -> Rc<Vec<u8>> {
        if let Some(known) = id.and_then(|id| self.contents.get(&id)) {
            return known.clone();
        }
        let plain = Rc::new(decode(stream, KEPT).unwrap_or_default());
        if let Some(id) = id {
            self.contents.insert(id, plain.clone());
        }
        plain
    }

    /// Spends work.
    pub fn spend(&mut self, work: u64) -> Result<(), Stop> {
        self.work = self.work.checked_sub(work).ok_or(Stop)?;
        Ok(())
    }

    /// The layer that is being painted.
    pub fn layer(&mut self) -> &mut Layer {
        if self.layers.is_empty() {
            self.layers.push(Layer::new([0; 4], Process::Cmyk, self.colors.count(Process::Cmyk)));
        }
        let last = self.layers.len() - 1;
        &mut self.layers[last]
    }

    /// The process of the layer that is being painted.
    pub fn process(&self) -> Process {
        self.layers.last().map_or(Process::Cmyk, |layer| layer.process)
    }

    /// A colour space by a name or an object.
    pub fn space(&mut self, object: &Object, named: Option<&Dictionary>) -> Option<Arc<Color>> {
        let found = match object {
            Object::Name(name) => named.and_then(|named| named.get(name).ok()),
            _ => None,
        };
        let id = found.unwrap_or(object).as_reference().ok();
        if let Some(known) = id.and_then(|id| self.spaces.get(&id)) {
            return known.clone();
        }
        let color = Color::read(self.pdf.library(), object, named).map(Arc::new);
        if let Some(id) = id {
            self.spaces.insert(id, color.clone());
        }
        color
    }

    /// In which components a group is blended, if it says so.
    pub fn group_process(&mut self, group: &Dictionary, resources: &Dictionary) -> Option<Process> {
        let document = &self.pdf.document;
        let named = dictionary(document, entry(document, resources, b"ColorSpace"));
        let space = group.get(b"CS").ok().and_then(|cs| self.space(cs, named))?;
        Some(match (&*space, space.components()) {
            (Color::Cmyk | Color::Own, _) | (Color::Foreign(_), 4) => Process::Cmyk,
            (Color::Gray, _) | (Color::Foreign(_), 1) => Process::Gray,
            (Color::Foreign(_), 3) => Process::Rgb,
            _ => return None,
        })
    }

    /// Whether a layer of optional content is switched off.
    pub fn is_off(&self, object: &Object) -> bool {
        self.layered.hide(&self.pdf.document, object)
    }
}

/// What brings the appearance of an annotation into its rectangle (ISO 32000-1, 12.5.5).
fn placed(document: &Document, stream: &Stream, rect: [f64; 4]) -> Affine {
    let own = crate::reading::rectangle(document, &stream.dict, b"BBox").unwrap_or(rect);
    let matrix = stream.dict.get(b"Matrix").ok().and_then(|m| numbers(document, m));
    let matrix = matrix.and_then(|m| m.try_into().ok()).map_or(Affine::IDENTITY, Affine::new);
    let own = matrix.transform_rect_bbox(kurbo::Rect::new(own[0], own[1], own[2], own[3]));
    let ratio = |wanted: f64, own: f64| if own.abs() < 1e-9 { 1.0 } else { wanted / own };
    let (x, y) = (ratio(rect[2] - rect[0], own.width()), ratio(rect[3] - rect[1], own.height()));
    Affine::new([x, 0.0, 0.0, y, rect[0] - own.x0 * x, rect[1] - own.y0 * y])
}

/// What a shape is filled with.
pub enum Brush<'b> {
    /// One colour.
    Flat(Tint),
    /// A colour for each pixel.
    Varied(&'b mut dyn Sampler),
}

/// Colours pixel by pixel.
pub trait Sampler {
    /// The components that its colours name, one bit each.
    fn named(&self) -> u64;

    /// Fills in the inks and multiplies the opacities of a run of pixels.
    fn row(&mut self, span: Span, inks: &mut [u8], cover: &mut [u8]);
}

/// Paints one content stream.
pub struct Run<'p, 'a> {
    pub painter: &'p mut Painter<'a>,
    pub resources: &'a Dictionary,
    pub state: State<'a>,
    pub depth: usize,
    /// What patterns are placed by: the transformation in which the content begins.
    pub base: Affine,
    pub operands: Vec<Object>,
    saved: Saved<State<'a>>,
    path: BezPath,
    clip: Option<Rule>,
    pub text: Affine,
    pub line: Affine,
    /// The letters that are to be clipped to.
    pub letters: Option<Shape>,
    /// Marked content that is open, and whether it is switched off.
    marks: Vec<bool>,
    /// The colour that was last painted with.
    last: Option<Painted>,
}

/// A colour as its space and components, where it was painted, and what it is there.
type Painted = (Arc<Color>, Vec<f64>, Aim, Option<Tint>);

impl<'p, 'a> Run<'p, 'a> {
    /// For a content stream.
    pub fn new(
        painter: &'p mut Painter<'a>,
        resources: &'a Dictionary,
        state: State<'a>,
        depth: usize,
    ) -> Self {
        let base = state.matrix;
        Self {
            painter,
            resources,
            state,
            depth,
            base,
            operands: Vec::new(),
            saved: Saved::default(),
            path: BezPath::new(),
            clip: None,
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
            letters: None,
            marks: Vec::new(),
            last: None,
        }
    }

    /// Paints a whole stream; one that breaks off is painted up to there.
    pub fn run(mut self, bytes: &[u8]) -> Result<(), Stop> {
        let mut lexer = Lexer::of_content(bytes);
        loop {
            match lexer.next(&mut self.painter.budget) {
                Ok(Some(Token::Value(value))) => {
                    if self.operands.len() < OPERANDS {
                        self.operands.push(value);
                    }
                }
                Ok(Some(Token::Word(b"BI"))) => self.inline(&mut lexer, bytes)?,
                Ok(Some(Token::Word(word))) => {
                    self.step(word)?;
                    self.operands.clear();
                }
                Ok(None) => return Ok(()),
                Err(Fault::Large) => return Err(Stop),
                Err(_) => return Ok(()),
            }
        }
    }

    pub fn document(&self) -> &'a Document {
        &self.painter.pdf.document
    }

    pub fn number(&self, at: usize) -> f64 {
        self.operands.get(at).and_then(|own| number(self.document(), own)).unwrap_or(0.0)
    }

    fn numbers(&self) -> Vec<f64> {
        self.operands.iter().filter_map(|own| number(self.document(), own)).collect()
    }

    pub fn matrix(&self) -> Affine {
        Affine::new(std::array::from_fn(|at| self.number(at)))
    }

    pub fn name(&self) -> Option<&[u8]> {
        self.operands.last()?.as_name().ok()
    }

    /// A resource of a category by its name.
    pub fn resource(&self, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        let document = self.document();
        dictionary(document, entry(document, self.resources, kind))?.get(name).ok()
    }

    /// The colour spaces of the resources.
    pub fn named(&self) -> Option<&'a Dictionary> {
        dictionary(self.document(), entry(self.document(), self.resources, b"ColorSpace"))
    }

    fn step(&mut self, word: &[u8]) -> Result<(), Stop> {
        match word {
            b"q" => self.saved.save(&self.state),
            b"Q" => drop(self.saved.restore(&mut self.state)),
            b"cm" => self.state.matrix *= self.matrix(),
            b"w" => self.state.line.width = self.number(0).abs(),
            b"J" => self.set_cap(),
            b"j" => self.set_join(),
            b"M" => self.state.line.miter_limit = self.number(0).max(1.0),
            b"d" => self.set_dash(),
            b"ri" => self.state.intent = Aim::intent(self.name().unwrap_or_default()),
            b"gs" => self.set_state()?,
            b"m" | b"l" | b"c" | b"v" | b"y" | b"re" | b"h" => self.extend(word),
            b"W" => self.clip = Some(Rule::Nonzero),
            b"W*" => self.clip = Some(Rule::EvenOdd),
            b"S" => self.draw(None, true)?,
            b"s" => self.closed(None, true)?,
            b"f" | b"F" => self.draw(Some(Rule::Nonzero), false)?,
            b"f*" => self.draw(Some(Rule::EvenOdd), false)?,
            b"B" => self.draw(Some(Rule::Nonzero), true)?,
            b"B*" => self.draw(Some(Rule::EvenOdd), true)?,
            b"b" => self.closed(Some(Rule::Nonzero), true)?,
            b"b*" => self.closed(Some(Rule::EvenOdd), true)?,
            b"n" => self.draw(None, false)?,
            b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" => self.device(word),
            b"cs" | b"CS" => self.set_space(word == b"CS"),
            b"sc" | b"scn" | b"SC" | b"SCN" => self.set_color(word.starts_with(b"S")),
            b"sh" => self.shade()?,
            b"Do" => self.object()?,
            b"BMC" | b"BDC" => self.mark(),
            b"EMC" => drop(self.marks.pop()),
            b"d1" => self.state.fixed = true,
            _ => self.text(word)?,
        }
        Ok(())
    }

    fn set_cap(&mut self) {
        let cap = match self.number(0) as i64 {
            1 => Cap::Round,
            2 => Cap::Square,
            _ => Cap::Butt,
        };
        (self.state.line.start_cap, self.state.line.end_cap) = (cap, cap);
    }

    fn set_join(&mut self) {
        self.state.line.join = match self.number(0) as i64 {
            1 => Join::Round,
            2 => Join::Bevel,
            _ => Join::Miter,
        };
    }

    fn set_dash(&mut self) {
        let dashes = self.operands.first().and_then(|own| numbers(self.document(), own));
        let phase = self.number(1);
        self.dash(&dashes.unwrap_or_default(), phase);
    }

    fn dash(&mut self, dashes: &[f64], phase: f64) {
        let dashes: Vec<f64> = dashes.iter().take(32).map(|own| own.abs()).collect();
        let whole: f64 = dashes.iter().sum();
        // Dashes much finer than a pixel would take endless work and print as a line.
        let fine = whole * scale(self.state.matrix) < 0.05;
        self.state.line.dash_pattern =
            if fine { Default::default() } else { dashes.into_iter().collect() };
        self.state.line.dash_offset = if phase.is_finite() { phase } else { 0.0 };
    }

    fn extend(&mut self, word: &[u8]) {
        let numbers = self.numbers();
        if self.path.elements().len() > SEGMENTS {
            return;
        }
        let last = self.path.elements().last().and_then(PathEl::end_point);
        let fresh = self.path.elements().is_empty();
        match (word, numbers.as_slice()) {
            (b"m", &[x, y, ..]) => self.path.move_to((x, y)),
            (b"re", &[x, y, width, height, ..]) => {
                self.path.move_to((x, y));
                self.path.line_to((x + width, y));
                self.path.line_to((x + width, y + height));
                self.path.line_to((x, y + height));
                self.path.close_path();
            }
            _ if fresh => {}
            (b"l", &[x, y, ..]) => self.path.line_to((x, y)),
            (b"c", &[a, b, c, d, e, f, ..]) => self.path.curve_to((a, b), (c, d), (e, f)),
            (b"v", &[c, d, e, f, ..]) => {
                let first = last.or_else(|| self.start()).unwrap_or(Point::ZERO);
                self.path.curve_to(first, Point::new(c, d), Point::new(e, f));
            }
            (b"y", &[a, b, e, f, ..]) => self.path.curve_to((a, b), (e, f), (e, f)),
            (b"h", _) => self.path.close_path(),
            _ => {}
        }
    }

    /// Where the last part of the path began.
    fn start(&self) -> Option<Point> {
        self.path.elements().iter().rev().find_map(|element| match element {
            PathEl::MoveTo(point) => Some(*point),
            _ => None,
        })
    }

    fn closed(&mut self, fills: Option<Rule>, strokes: bool) -> Result<(), Stop> {
        if !self.path.elements().is_empty() {
            self.path.close_path();
        }
        self.draw(fills, strokes)
    }

    /// Paints the path, clips with it if a clip is pending, and clears it.
    fn draw(&mut self, fills: Option<Rule>, strokes: bool) -> Result<(), Stop> {
        let path = std::mem::take(&mut self.path);
        let clip = self.clip.take();
        if path.elements().is_empty() {
            return Ok(());
        }
        let matrix = self.state.matrix;
        let fill = fills.map(|rule| (Shape::new(&path, matrix), (rule, Touch::Any)));
        let stroke = strokes.then(|| self.stroked(&path, matrix));
        self.paint(fill.as_ref(), stroke.as_ref())?;
        if let Some(rule) = clip {
            let shape = Shape::new(&path, matrix);
            self.painter.spend(SMALL + shape.edges() as u64)?;
            self.state.clip.narrow(&shape, rule, is_box(&path, matrix));
            self.spend_area()?;
        }
        Ok(())
    }

    fn spend_area(&mut self) -> Result<(), Stop> {
        let pixels = super::raster::size(self.state.clip.area) as u64;
        self.painter.spend(pixels / 8)
    }

    /// The outline of a stroke of a path; the second value brings it to pixels.
    pub fn stroked(&self, path: &BezPath, matrix: Affine) -> Shape {
        stroked(path, matrix, &self.state.line)
    }

    /// Fills and strokes. Where both are transparent they are a group (ISO 32000-2, 11.7.4.4).
    pub fn paint(
        &mut self,
        fill: Option<&(Shape, Ruled)>,
        stroke: Option<&Shape>,
    ) -> Result<(), Stop> {
        let state = &self.state;
        let plain = state.opacity == [1.0; 2] && state.blend == Blend::Normal;
        let own = state.clip.area;
        let area = match (fill, stroke) {
            (Some((shape, _)), Some(stroke)) if !(plain && state.soft.is_none()) => {
                around(shape.area(own), stroke.area(own))
            }
            _ => [0; 4],
        };
        if is_empty(area) || !self.shows() {
            return self.fill_and_stroke(fill, stroke);
        }
        self.check_memory(area)?;
        let group = self.painter.layer().group(area);
        // Where both overprint and are equally opaque, the stroke overprints the fill, and they are
        // transparent together; else it takes the place of the fill.
        let state = &self.state;
        let together = state.overprint == [true; 2] && state.opacity[0] == state.opacity[1];
        if !together {
            self.painter.layers.push(group.knocks_out());
            let done = self.fill_and_stroke(fill, stroke);
            let whole = Manner { blend: Blend::Normal, opacity: 1.0, keep: 0 };
            if let Some(group) = self.close_group() {
                self.painter.layer().lay(&group, &whole, |_, _| {});
            }
            return done;
        }
        let inner = state.of_group();
        let outer = std::mem::replace(&mut self.state, inner);
        self.painter.layers.push(group);
        let done = self.fill_and_stroke(fill, stroke);
        self.state = outer;
        if let Some(group) = self.close_group() {
            self.lay_group(&group);
        }
        done
    }

    fn fill_and_stroke(
        &mut self,
        fill: Option<&(Shape, Ruled)>,
        stroke: Option<&Shape>,
    ) -> Result<(), Stop> {
        if let Some((shape, rule)) = fill {
            self.fill(shape, *rule, 0)?;
        }
        stroke.map_or(Ok(()), |stroke| self.fill(stroke, WHOLE, 1))
    }

    /// The group that was painted last, taken off what is below.
    pub fn close_group(&mut self) -> Option<Layer> {
        let mut group = self.painter.layers.pop()?;
        group.finish();
        Some(group)
    }

    /// Lays a group on what is below, as a fill. The clip has already been applied to its parts.
    pub fn lay_group(&mut self, group: &Layer) {
        let soft = self.state.soft.clone();
        let manner = self.manner(0, 0);
        self.painter.layer().lay(group, &manner, |span, row| {
            if let Some(soft) = &soft {
                soft.cover(span, row);
            }
        });
    }

    /// Whether what is painted shows: it does not on a layer that is switched off.
    fn shows(&self) -> bool {
        !self.marks.contains(&true)
    }

    /// Fills a shape with the current colour for fills (0) or strokes (1).
    pub fn fill(&mut self, shape: &Shape, rule: Ruled, role: usize) -> Result<(), Stop> {
        self.painter.spend(SMALL + 4 * shape.edges() as u64)?;
        let area = shape.area(self.state.clip.area);
        if is_empty(area) || !self.shows() {
            return Ok(());
        }
        let own = &self.state.colors[role];
        if let (Color::Pattern(base), Some(pattern)) = (&*own.color, own.pattern) {
            let (base, parts) = (base.clone(), own.parts.clone());
            return self.patterned(shape, rule, role, (pattern, base.as_deref(), &parts));
        }
        let Some(tint) = self.current(role) else { return Ok(()) };
        self.lay(shape, rule, role, Brush::Flat(tint))
    }

    /// Fills runs of pixels with the current colour, which is no pattern; they are those of a letter
    /// at this place.
    pub fn stamp(&mut self, letter: &[Span], [x, y]: [i32; 2]) -> Result<(), Stop> {
        self.painter.spend(SMALL + 4 * letter.len() as u64)?;
        let Some(tint) = self.current(0) else { return Ok(()) };
        let mut spans = std::mem::take(&mut self.painter.stamp);
        spans.clear();
        let placed = |own: &Span| Span { y: own.y + y, from: own.from + x, to: own.to + x };
        spans.extend(letter.iter().map(placed));
        let done = self.lay_spans(&spans, 0, Brush::Flat(tint));
        self.painter.stamp = spans;
        done
    }

    /// The current colour for fills or strokes on the layer, which is often the last one.
    fn current(&mut self, role: usize) -> Option<Tint> {
        let (own, aim) = (&self.state.colors[role], self.aim());
        if let Some((color, parts, known, tint)) = &self.last
            && Arc::ptr_eq(color, &own.color)
            && *parts == own.parts
            && *known == aim
        {
            return *tint;
        }
        let (color, parts) = (own.color.clone(), own.parts.clone());
        let tint = self.tint(&color, &parts);
        self.last = Some((color, parts, aim, tint));
        tint
    }

    /// A colour on a layer, with what default spaces make of it.
    pub fn tint(&mut self, color: &Color, parts: &[f64]) -> Option<Tint> {
        let aim = self.aim();
        match self.default_of(color) {
            Some(own) => self.painter.colors.tint(&own, parts, aim),
            None => self.painter.colors.tint(color, parts, aim),
        }
    }

    /// What colours are converted to at this place.
    pub fn aim(&self) -> Aim {
        Aim { process: self.painter.process(), intent: self.state.intent }
    }

    /// The space that the resources put in place of a device space.
    pub fn default_of(&mut self, color: &Color) -> Option<Arc<Color>> {
        let key: &[u8] = match color {
            Color::Gray => b"DefaultGray",
            Color::Cmyk => b"DefaultCMYK",
            Color::Foreign(own) if own.space == Space::DeviceRgb => b"DefaultRGB",
            _ => return None,
        };
        let named = self.named();
        let own = named?.get(key).ok()?;
        self.painter.space(own, named).filter(|own| own.components() == color.components())
    }

    /// How something is laid down whose colour names these components.
    pub fn manner(&self, role: usize, keep: u64) -> Manner {
        Manner { blend: self.state.blend, opacity: self.state.opacity[role], keep }
    }

    /// The components that a colour leaves as they are.
    pub fn keeps(&self, tint: &Tint, role: usize) -> u64 {
        if self.state.overprint[role] { tint.keeps(self.state.keeps_zero) } else { 0 }
    }

    /// Lays a brush on the pixels of a shape.
    pub fn lay(
        &mut self,
        shape: &Shape,
        rule: Ruled,
        role: usize,
        brush: Brush<'_>,
    ) -> Result<(), Stop> {
        let spans = shape.runs(rule, shape.area(self.state.clip.area));
        self.lay_spans(&spans, role, brush)
    }

    /// Lays a brush on runs of pixels within the clip.
    pub fn lay_spans(
        &mut self,
        spans: &[Span],
        role: usize,
        mut brush: Brush<'_>,
    ) -> Result<(), Stop> {
        if !self.shows() {
            return Ok(());
        }
        let keep = match &brush {
            Brush::Flat(tint) => self.keeps(tint, role),
            Brush::Varied(sampler) if self.state.overprint[role] => !sampler.named(),
            Brush::Varied(_) => 0,
        };
        let manner = self.manner(role, keep);
        let masks = [self.state.clip.mask.clone(), self.state.soft.clone()];
        let whole = masks.iter().all(Option::is_none);
        let (mut cover, mut inks) = (Vec::new(), Vec::new());
        let [left, top, right, bottom] = self.state.clip.area;
        for span in spans {
            let span = Span { from: span.from.max(left), to: span.to.min(right), ..*span };
            if span.from >= span.to || span.y < top || span.y >= bottom {
                continue;
            }
            let length = (span.to - span.from) as usize;
            self.painter.spend(length as u64)?;
            let layer = self.painter.layer();
            if let (Brush::Flat(tint), true) = (&brush, whole) {
                layer.flat(span, &tint.inks, &manner, None);
                continue;
            }
            cover.clear();
            cover.resize(length, 255);
            masks.iter().flatten().for_each(|mask| mask.cover(span, &mut cover));
            match &mut brush {
                Brush::Flat(tint) => layer.flat(span, &tint.inks, &manner, Some(&cover)),
                Brush::Varied(sampler) => {
                    inks.clear();
                    inks.resize(length * layer.count.min(COMPONENTS), 0);
                    sampler.row(span, &mut inks, &mut cover);
                    layer.varied(span, &inks, &manner, &cover);
                }
            }
        }
        Ok(())
    }

    fn device(&mut self, word: &[u8]) {
        if self.state.fixed {
            return;
        }
        let color = match word {
            b"g" | b"G" => Color::Gray,
            b"k" | b"K" => Color::Cmyk,
            _ => Color::Foreign(Foreign::plain(Space::DeviceRgb, 3)),
        };
        let parts = self.numbers();
        let role = usize::from(word[0].is_ascii_uppercase());
        self.state.colors[role] = Current { color: Arc::new(color), parts, pattern: None };
    }

    fn set_space(&mut self, strokes: bool) {
        let Some(object) = self.operands.last().cloned().filter(|_| !self.state.fixed) else {
            return;
        };
        let named = self.named();
        let Some(color) = self.painter.space(&object, named) else { return };
        let parts = match &*color {
            Color::Cmyk | Color::Own => vec![0.0, 0.0, 0.0, 1.0],
            Color::Colorants { names, .. } => vec![1.0; names.len()],
            color => vec![0.0; color.components()],
        };
        self.state.colors[usize::from(strokes)] = Current { color, parts, pattern: None };
    }

    fn set_color(&mut self, strokes: bool) {
        if self.state.fixed {
            return;
        }
        let parts = self.numbers();
        let pattern = self.name().and_then(|name| self.resource(b"Pattern", name));
        let own = &mut self.state.colors[usize::from(strokes)];
        (own.parts, own.pattern) = (parts, pattern);
    }

    fn mark(&mut self) {
        let layer = self.operands.first().and_then(|tag| tag.as_name().ok()) == Some(b"OC");
        let own = match self.operands.get(1) {
            Some(Object::Name(name)) if layer => self.resource(b"Properties", name),
            _ => None,
        };
        let off = own.is_some_and(|own| self.painter.is_off(own));
        if self.marks.len() < MARKS {
            self.marks.push(off);
        }
    }

    fn set_state(&mut self) -> Result<(), Stop> {
        let document = self.document();
        let own = self.name().and_then(|name| self.resource(b"ExtGState", name));
        let Some(own) = own.and_then(|own| dictionary(document, own)) else { return Ok(()) };
        let flag = |key: &[u8]| entry(document, own, key).as_bool().ok();
        let value = |key: &[u8]| number(document, entry(document, own, key));
        if let Some(both) = flag(b"OP") {
            self.state.overprint = [both; 2];
        }
        if let Some(fills) = flag(b"op") {
            self.state.overprint[0] = fills;
        }
        if let Some(mode) = value(b"OPM") {
            self.state.keeps_zero = mode != 0.0;
        }
        if let Ok(intent) = entry(document, own, b"RI").as_name() {
            self.state.intent = Aim::intent(intent);
        }
        if let Some(width) = value(b"LW") {
            self.state.line.width = width.abs();
        }
        if let Some(opacity) = value(b"ca") {
            self.state.opacity[0] = opacity.clamp(0.0, 1.0) as f32;
        }
        if let Some(opacity) = value(b"CA") {
            self.state.opacity[1] = opacity.clamp(0.0, 1.0) as f32;
        }
        let modes = match entry(document, own, b"BM") {
            Object::Array(modes) => modes.iter().map(|mode| resolve(document, mode)).collect(),
            Object::Null => Vec::new(),
            mode => vec![mode],
        };
        if !modes.is_empty() {
            let named = |mode: &Object| mode.as_name().ok().and_then(Blend::named);
            self.state.blend = modes.into_iter().find_map(named).unwrap_or(Blend::Normal);
        }
        if let Object::Array(dash) = entry(document, own, b"D")
            && let [dashes, phase] = dash.as_slice()
        {
            let dashes = numbers(document, dashes).unwrap_or_default();
            self.dash(&dashes, number(document, phase).unwrap_or(0.0));
        }
        if let Object::Array(font) = entry(document, own, b"Font")
            && let [font, size] = font.as_slice()
        {
            self.state.text.face = self.face(font);
            self.state.text.size = number(document, size).unwrap_or(0.0);
        }
        self.soft_mask(own)
    }

    fn object(&mut self) -> Result<(), Stop> {
        let document = self.document();
        let Some(object) = self.name().and_then(|name| self.resource(b"XObject", name)) else {
            return Ok(());
        };
        let (Ok(id), Object::Stream(stream)) = (object.as_reference(), resolve(document, object))
        else {
            return Ok(());
        };
        if !self.shows() || stream.dict.get(b"OC").is_ok_and(|own| self.painter.is_off(own)) {
            return Ok(());
        }
        if is_name(&stream.dict, b"Subtype", b"Image") {
            return self.picture(Some(id), stream);
        }
        if is_name(&stream.dict, b"Subtype", b"PS") {
            return Ok(());
        }
        self.form(id, stream)
    }
}

/// The pixels per unit of a transformation: the root of what it does to areas.
pub fn scale(matrix: Affine) -> f64 {
    matrix.determinant().abs().sqrt()
}

/// The outline of a stroke in pixels; one finer than a pixel as the pixels that it is in.
fn stroked(path: &BezPath, matrix: Affine, line: &kurbo::Stroke) -> Shape {
    let own = scale(matrix);
    if own < 1e-9 || !own.is_finite() {
        return Shape::default();
    }
    if line.width * own < 1.0 {
        if line.dash_pattern.is_empty() {
            return Shape::thin(path.iter(), matrix);
        }
        let dashed = kurbo::dash(path.iter(), line.dash_offset, &line.dash_pattern);
        return Shape::thin(dashed, matrix);
    }
    let snapped = snapped(path, matrix);
    let outline = kurbo::stroke(snapped.iter(), line, &Default::default(), 0.1 / own);
    Shape::new(&outline, matrix)
}

/// A path of lines along the pixels with its points in the middle of pixels, so that all lines of a
/// width are as wide (automatic stroke adjustment, ISO 32000-1, 10.6.5); others as they are.
fn snapped(path: &BezPath, matrix: Affine) -> BezPath {
    let straight = |a: Point, b: Point| (a.x - b.x).abs() < 1e-3 || (a.y - b.y).abs() < 1e-3;
    let mut last: Option<Point> = None;
    let along = path.elements().len() < 4_096
        && path.elements().iter().all(|element| match element {
            PathEl::MoveTo(point) => {
                last = Some(matrix * *point);
                true
            }
            PathEl::LineTo(point) => {
                let point = matrix * *point;
                let fits = last.is_some_and(|last| straight(last, point));
                last = Some(point);
                fits
            }
            PathEl::ClosePath => true,
            _ => false,
        });
    if !along {
        return path.clone();
    }
    let inverse = matrix.inverse();
    let moved = |point: &Point| {
        let own = matrix * *point;
        inverse * Point::new(own.x.floor() + 0.5, own.y.floor() + 0.5)
    };
    path.elements()
        .iter()
        .map(|element| match element {
            PathEl::MoveTo(point) => PathEl::MoveTo(moved(point)),
            PathEl::LineTo(point) => PathEl::LineTo(moved(point)),
            other => *other,
        })
        .collect()
}
