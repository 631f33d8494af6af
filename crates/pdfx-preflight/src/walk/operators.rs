//! The operators of content streams (ISO 32000-1, annex A).

use std::sync::Arc;

use libm::hypot;
use lopdf::{Dictionary, Object, ObjectId};

use super::state::{State, Tint};
use super::{COSTLY, Manner, Walker};
use crate::color::{Color, Foreign, shading_ink};
use crate::facts::{Feature, Kind, Paint, Painted, Role, Spot};
use crate::inspect::Space;
use crate::matrix::{Extent, IDENTITY, Matrix, apply, bounds_of, least_scale, meet, then};
use crate::pdf::{integer, is_name};
use crate::reading::syntax::{Fault, Lexer, Token};
use crate::reading::{Bounds, Refused, dictionary, entry, number, resolve};
use crate::saved::Saved;

/// The most operands of an operator; a `TJ` has one.
const OPERANDS: usize = 64;
/// The blend modes that mix the inks with one another.
const UNSEPARABLE: [&str; 4] = ["Hue", "Saturation", "Color", "Luminosity"];
/// The square that a picture fills.
const UNIT: Bounds = [0.0, 0.0, 1.0, 1.0];

/// Interprets one content stream.
pub struct Interpreter<'w, 'a> {
    pub walker: &'w mut Walker<'a>,
    pub resources: &'a Dictionary,
    pub state: State,
    pub manner: Manner,
    object: Option<ObjectId>,
    operator: usize,
    saved: Saved<State>,
    pub(super) operands: Vec<Object>,
    path: Extent,
    /// The sides of the rectangle, if the path is a single rectangle.
    bar: Option<[f64; 2]>,
    segments: usize,
    clips: bool,
    /// How many sections are open in which unknown operators are passed over.
    pub(super) lenient: usize,
    pub(super) text: Matrix,
    pub(super) line: Matrix,
}

/// Whether an ink is none of the press's four.
fn is_spot(name: &[u8]) -> bool {
    !matches!(name, b"Cyan" | b"Magenta" | b"Yellow" | b"Black" | b"None" | b"All")
}

impl<'w, 'a> Interpreter<'w, 'a> {
    /// An interpreter for a content stream.
    pub fn new(
        walker: &'w mut Walker<'a>,
        object: Option<ObjectId>,
        resources: &'a Dictionary,
        state: State,
        manner: Manner,
    ) -> Self {
        Self {
            walker,
            resources,
            state,
            manner,
            object,
            operator: 0,
            saved: Saved::default(),
            operands: Vec::new(),
            path: Extent::default(),
            bar: None,
            segments: 0,
            clips: false,
            lenient: 0,
            text: IDENTITY,
            line: IDENTITY,
        }
    }

    /// Paints a whole stream; one that breaks off is painted up to there.
    pub fn run(mut self, bytes: &[u8]) -> Result<(), Refused> {
        let mut lexer = Lexer::of_content(bytes);
        loop {
            match lexer.next(&mut self.walker.budget) {
                Ok(Some(Token::Value(value))) => {
                    if self.operands.len() < OPERANDS {
                        self.operands.push(value);
                    }
                }
                Ok(Some(Token::Word(b"BI"))) => self.inline(&mut lexer, bytes)?,
                Ok(Some(Token::Word(word))) => {
                    self.operator += 1;
                    self.step(word)?;
                    self.operands.clear();
                }
                Ok(None) => {
                    if !self.saved.is_empty() {
                        self.note(Feature::Unclosed);
                    }
                    return Ok(());
                }
                Err(Fault::Large) => return Err(Refused::Large),
                Err(_) => {
                    let spot = self.spot();
                    self.walker.note(Feature::Unreadable, spot);
                    return Ok(());
                }
            }
        }
    }

    /// The interpreter's current place.
    pub fn spot(&self) -> Spot {
        Spot {
            page: self.walker.page,
            object: self.object,
            operator: self.operator,
            bounds: self.manner.within,
        }
    }

    pub(super) fn number(&self, at: usize) -> f64 {
        self.operands.get(at).and_then(|o| number(&self.walker.opened.document, o)).unwrap_or(0.0)
    }

    fn numbers(&self) -> Vec<f64> {
        let document = &self.walker.opened.document;
        self.operands.iter().filter_map(|operand| number(document, operand)).collect()
    }

    pub(super) fn matrix(&self) -> Matrix {
        std::array::from_fn(|at| self.number(at))
    }

    pub(super) fn name(&self) -> Option<Vec<u8>> {
        self.operands.last()?.as_name().ok().map(<[u8]>::to_vec)
    }

    /// A resource of a category, by the name among the operands.
    pub(super) fn resource(&self, kind: &[u8], name: &[u8]) -> Option<&'a Object> {
        let document = &self.walker.opened.document;
        dictionary(document, entry(document, self.resources, kind))?.get(name).ok()
    }

    fn step(&mut self, word: &[u8]) -> Result<(), Refused> {
        match word {
            b"q" => self.saved.save(&self.state),
            b"Q" => self.restore(),
            b"cm" => self.state.ctm = then(self.matrix(), self.state.ctm),
            b"w" => self.state.line_width = self.number(0).abs(),
            b"gs" => self.set_state()?,
            b"m" | b"l" | b"c" | b"v" | b"y" | b"re" | b"h" => self.extend(word),
            b"W" | b"W*" => self.clips = true,
            b"S" | b"s" => self.draw(false, true)?,
            b"f" | b"F" | b"f*" => self.draw(true, false)?,
            b"B" | b"B*" | b"b" | b"b*" => self.draw(true, true)?,
            b"n" => self.draw(false, false)?,
            b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" | b"cs" | b"CS" | b"sc" | b"scn" | b"SC"
            | b"SCN" => self.set_color(word),
            b"d1" => self.state.fixed = true,
            b"sh" => self.shade()?,
            b"Do" => self.object()?,
            b"ps" | b"PS" => self.note(Feature::PostScript),
            b"BMC" | b"BDC" => self.mark(),
            b"EMC" => self.unmark(),
            b"BX" => self.lenient += 1,
            b"EX" => self.lenient = self.lenient.saturating_sub(1),
            b"i" | b"j" | b"J" | b"M" | b"d" | b"ri" | b"MP" | b"DP" | b"d0" => {}
            _ => self.text(word)?,
        }
        Ok(())
    }

    /// Notes that a device colour is turned into another by the resources (ISO 32000-1, 8.6.5.6),
    /// and that a spot ink is blended by a mode that knows none.
    pub(super) fn note_default(&mut self, color: &Color) {
        let document = self.document();
        let key = match color {
            Color::Gray => "DefaultGray",
            Color::Cmyk => "DefaultCMYK",
            Color::Foreign(foreign) if foreign.space == Space::DeviceRgb => "DefaultRGB",
            Color::Indexed(base, _) => return self.note_default(base),
            Color::Pattern(Some(base)) => return self.note_default(base),
            Color::Colorants { names, .. } => {
                let mode = self.state.blend.filter(|_| names.iter().any(|name| is_spot(name)));
                mode.into_iter().for_each(|mode| self.note(Feature::SpotBlend(mode)));
                if !self.state.overprint_fill {
                    for name in names.iter().filter(|name| is_spot(name)) {
                        self.note(Feature::Knockout(name.clone()));
                    }
                }
                return;
            }
            _ => return,
        };
        let named = dictionary(document, entry(document, self.resources, b"ColorSpace"));
        let Some(own) = named.and_then(|named| named.get(key.as_bytes()).ok()) else { return };
        let default = self.walker.color(own, named);
        // The space itself and the one of the output intent change nothing.
        if !default.is_some_and(|own| *own == *color || *own == Color::Own) {
            self.note(Feature::Default(key));
        }
    }

    pub(super) fn note(&mut self, feature: Feature) {
        let spot = self.spot();
        self.walker.note(feature, spot);
    }

    fn restore(&mut self) {
        if !self.saved.restore(&mut self.state) {
            self.note(Feature::Unbalanced);
        }
    }

    fn extend(&mut self, word: &[u8]) {
        let numbers = self.numbers();
        let ctm = self.state.ctm;
        self.segments += 1;
        if let (b"re", &[x, y, width, height]) = (word, numbers.as_slice()) {
            let corners = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
            corners.into_iter().for_each(|corner| self.path.add(apply(ctm, corner)));
            let sides = [width * hypot(ctm[0], ctm[1]), height * hypot(ctm[2], ctm[3])];
            self.bar = (self.segments == 1).then_some(sides);
            return;
        }
        self.bar = None;
        for &[x, y] in numbers.as_chunks().0 {
            self.path.add(apply(ctm, [x, y]));
        }
    }

    /// Paints the path, clips with it if a clip is pending, and clears it.
    fn draw(&mut self, fills: bool, strokes: bool) -> Result<(), Refused> {
        let (path, bar) = (self.path.0.take(), self.bar.take());
        self.segments = 0;
        let clips = std::mem::take(&mut self.clips);
        let Some(path) = path else { return Ok(()) };
        if fills || strokes {
            self.lay(path, bar.filter(|_| fills), fills, strokes)?;
        }
        if clips {
            // Nothing remains of a clip that misses: an empty area far away.
            self.state.clip = meet(self.state.clip, path).unwrap_or([f64::MAX; 4]);
        }
        Ok(())
    }

    fn lay(
        &mut self,
        path: Bounds,
        bar: Option<[f64; 2]>,
        fills: bool,
        strokes: bool,
    ) -> Result<(), Refused> {
        let scale = least_scale(self.state.ctm);
        let line = self.state.line_width * scale;
        let half = if strokes { line / 2.0 } else { 0.0 };
        let around = [path[0] - half, path[1] - half, path[2] + half, path[3] + half];
        let Some(bounds) = meet(around, self.state.clip) else { return Ok(()) };
        // To the press, a long thin bar is a line.
        let bar = bar.map(|[a, b]| (a.abs().min(b.abs()), a.abs().max(b.abs())));
        let bar =
            bar.filter(|(thin, long)| *long > 8.0 * thin && *long > 2.0).map(|(thin, _)| thin);
        if fills && self.pattern(bounds, false)? || strokes && self.pattern(bounds, true)? {
            return Ok(());
        }
        let fill = fills.then(|| self.used(false));
        let stroke = strokes.then(|| self.used(true));
        let width = if strokes { Some(line) } else { bar };
        self.paint(Kind::Vector, bounds, fill, stroke, |painted| {
            painted.width = width;
            painted.scale = scale;
        })
    }

    /// The paint for fills or strokes; its colour space is recorded as used.
    pub(super) fn used(&mut self, strokes: bool) -> Paint {
        let tint = if strokes { &self.state.stroke } else { &self.state.fill };
        let (space, role) = (tint.space.clone(), if strokes { Role::Stroke } else { Role::Fill });
        let spot = self.spot();
        self.walker.note_color(&space, role, spot);
        self.note_default(&space);
        if strokes { self.state.stroke_paint() } else { self.state.fill_paint() }
    }

    /// Paints an object.
    pub fn paint(
        &mut self,
        kind: Kind,
        bounds: Bounds,
        fill: Option<Paint>,
        stroke: Option<Paint>,
        more: impl FnOnce(&mut Painted),
    ) -> Result<(), Refused> {
        if !self.manner.prints {
            return Ok(());
        }
        let spot = self.spot();
        let spot = spot.on(self.manner.within.unwrap_or(bounds));
        let mut painted = Painted {
            kind,
            spot,
            fill,
            stroke,
            size: 0.0,
            width: None,
            scale: 0.0,
            picture: None,
            bits: 0,
            ppi: None,
        };
        more(&mut painted);
        self.walker.paint(painted)
    }

    /// Paints with the current pattern, if one is set; returns whether it was.
    pub(super) fn pattern(&mut self, bounds: Bounds, strokes: bool) -> Result<bool, Refused> {
        let tint = if strokes { &self.state.stroke } else { &self.state.fill };
        let (Some(name), Color::Pattern(_)) = (tint.pattern.clone(), &*tint.space) else {
            return Ok(false);
        };
        let document = &self.walker.opened.document;
        let Some(object) = self.resource(b"Pattern", &name) else { return Ok(true) };
        let Some(own) = dictionary(document, object) else { return Ok(true) };
        if let Some(shading) = dictionary(document, entry(document, own, b"Shading")) {
            self.gradient(shading, bounds)?;
        } else if let (Ok(id), Object::Stream(stream)) =
            (object.as_reference(), resolve(document, object))
        {
            let mut state = State::new(self.state.ctm, [-1e9, -1e9, 1e9, 1e9]);
            // An uncoloured tiling takes the colour set with it.
            if let (Some(2), Color::Pattern(Some(base))) =
                (integer(own, b"PaintType"), &*tint.space)
            {
                let own = Tint { space: Arc::new((**base).clone()), ink: tint.ink, pattern: None };
                (state.fill, state.stroke, state.fixed) = (own.clone(), own, true);
            }
            let manner =
                Manner { within: Some(self.manner.within.unwrap_or(bounds)), ..self.manner };
            self.walker.form(id, stream, self.resources, state, manner)?;
        }
        Ok(true)
    }

    fn gradient(&mut self, shading: &'a Dictionary, bounds: Bounds) -> Result<(), Refused> {
        let document = &self.walker.opened.document;
        let named = dictionary(document, entry(document, self.resources, b"ColorSpace"));
        let space = shading.get(b"ColorSpace").ok().and_then(|s| self.walker.color(s, named));
        let Some(space) = space else { return Ok(()) };
        let spot = self.spot();
        self.walker.note_color(&space, Role::Shading, spot);
        self.note_default(&space);
        let key = std::ptr::from_ref(shading) as usize;
        let ink = match self.walker.shadings.get(&key) {
            Some(known) => *known,
            None => {
                self.walker.charge(COSTLY)?;
                shading_ink(document, shading, &space)
            }
        };
        self.walker.shadings.insert(key, ink);
        let paint = Paint { ink, ..self.state.fill_paint() };
        self.paint(Kind::Shading, bounds, Some(paint), None, |_| {})
    }

    fn shade(&mut self) -> Result<(), Refused> {
        let document = &self.walker.opened.document;
        let shading = self.name().and_then(|name| self.resource(b"Shading", &name));
        let Some(shading) = shading.and_then(|shading| dictionary(document, shading)) else {
            return Ok(());
        };
        let bounds = self.state.clip;
        self.gradient(shading, bounds)
    }

    /// Sets a colour, unless it is given from outside.
    fn set_color(&mut self, word: &[u8]) {
        match word {
            _ if self.state.fixed => {}
            b"cs" | b"CS" => self.space(word == b"CS"),
            b"sc" | b"scn" | b"SC" | b"SCN" => self.tint(word.starts_with(b"S")),
            _ => self.device(word),
        }
    }

    fn device(&mut self, word: &[u8]) {
        let space = match word {
            b"g" | b"G" => Color::Gray,
            b"k" | b"K" => Color::Cmyk,
            _ => Color::Foreign(Foreign::plain(Space::DeviceRgb, 3)),
        };
        let ink = space.ink(&self.numbers());
        let tint = Tint { space: Arc::new(space), ink, pattern: None };
        if word[0].is_ascii_uppercase() {
            self.state.stroke = tint;
        } else {
            self.state.fill = tint;
        }
    }

    fn space(&mut self, strokes: bool) {
        let document = &self.walker.opened.document;
        let named = dictionary(document, entry(document, self.resources, b"ColorSpace"));
        let Some(object) = self.operands.last().cloned() else { return };
        let Some(space) = self.walker.color(&object, named) else { return };
        let tint = Tint { ink: space.initial(), space, pattern: None };
        if strokes {
            self.state.stroke = tint;
        } else {
            self.state.fill = tint;
        }
    }

    fn tint(&mut self, strokes: bool) {
        let (numbers, pattern) = (self.numbers(), self.name());
        let tint = if strokes { &mut self.state.stroke } else { &mut self.state.fill };
        tint.ink = match &*tint.space {
            Color::Pattern(Some(base)) => base.ink(&numbers),
            space => space.ink(&numbers),
        };
        tint.pattern = pattern;
    }

    fn mark(&mut self) {
        if self.operands.first().and_then(|tag| tag.as_name().ok()) == Some(b"OC") {
            self.note(Feature::Layer);
        }
        self.gather_mark();
    }

    fn set_state(&mut self) -> Result<(), Refused> {
        let document = &self.walker.opened.document;
        let own = self.name().and_then(|name| self.resource(b"ExtGState", &name));
        let Some(own) = own.and_then(|own| dictionary(document, own)) else { return Ok(()) };
        let flag = |key: &[u8]| entry(document, own, key).as_bool().ok();
        if let Some(both) = flag(b"OP") {
            self.state.overprint_stroke = both;
            self.state.overprint_fill = both;
        }
        if let Some(fill) = flag(b"op") {
            self.state.overprint_fill = fill;
        }
        if let Some(mode) = number(document, entry(document, own, b"OPM")) {
            self.state.keeps_zero = mode != 0.0;
        }
        if let Some(width) = number(document, entry(document, own, b"LW")) {
            self.state.line_width = width.abs();
        }
        if let Object::Array(font) = entry(document, own, b"Font")
            && let [font, size] = font.as_slice()
        {
            self.state.font = self.font(font);
            self.state.size = number(document, size).unwrap_or(0.0);
        }
        self.note_state(own);
        self.soft_mask(own)
    }

    fn note_state(&mut self, own: &Dictionary) {
        let document = &self.walker.opened.document;
        for key in ["ca", "CA"] {
            let alpha = number(document, entry(document, own, key.as_bytes()));
            if alpha.is_some_and(|alpha| alpha < 1.0) {
                self.note(Feature::Transparency(key));
            }
        }
        let normal = |name: &Object| {
            name.as_name().is_ok_and(|name| name == b"Normal" || name == b"Compatible")
        };
        let blends = match entry(document, own, b"BM") {
            Object::Null => false,
            Object::Array(modes) => !modes.first().is_some_and(normal),
            mode => !normal(mode),
        };
        if blends {
            self.note(Feature::Transparency("BM"));
        }
        let named = |name: &Object| {
            let name = name.as_name().ok()?;
            UNSEPARABLE.into_iter().find(|mode| mode.as_bytes() == name)
        };
        match entry(document, own, b"BM") {
            Object::Null => {}
            Object::Array(modes) => self.state.blend = modes.first().and_then(named),
            mode => self.state.blend = named(mode),
        }
        let transfer = match (entry(document, own, b"TR"), entry(document, own, b"TR2")) {
            (Object::Null, Object::Null) => false,
            (Object::Null, second) => !second.as_name().is_ok_and(|name| name == b"Default"),
            (first, _) => !first.as_name().is_ok_and(|name| name == b"Identity"),
        };
        if transfer {
            self.note(Feature::Transfer);
        }
        if let Some(halftone) = dictionary(document, entry(document, own, b"HT")) {
            let kind = number(document, entry(document, halftone, b"HalftoneType"));
            let allowed = kind.is_some_and(|kind| kind == 1.0 || kind == 5.0);
            if !allowed || halftone.has(b"HalftoneName") {
                self.note(Feature::Halftone);
            }
        }
    }

    fn soft_mask(&mut self, own: &'a Dictionary) -> Result<(), Refused> {
        let document = &self.walker.opened.document;
        let Some(mask) = dictionary(document, entry(document, own, b"SMask")) else {
            return Ok(());
        };
        self.note(Feature::Transparency("SMask"));
        let Ok(group) = mask.get(b"G") else { return Ok(()) };
        if let (Ok(id), Object::Stream(stream)) = (group.as_reference(), resolve(document, group)) {
            let state = State::new(self.state.ctm, self.state.clip);
            let manner = Manner { prints: false, ..self.manner };
            self.walker.form(id, stream, self.resources, state, manner)?;
        }
        Ok(())
    }

    fn object(&mut self) -> Result<(), Refused> {
        let document = &self.walker.opened.document;
        let Some(object) = self.name().and_then(|name| self.resource(b"XObject", &name)) else {
            return Ok(());
        };
        let (Ok(id), Object::Stream(stream)) = (object.as_reference(), resolve(document, object))
        else {
            return Ok(());
        };
        if stream.dict.has(b"OC") {
            self.note(Feature::Layer);
        }
        if stream.dict.has(b"Ref") {
            self.note(Feature::Outside("Ref"));
        }
        if is_name(&stream.dict, b"Subtype", b"Image") {
            return self.picture(Some(id), stream);
        }
        if is_name(&stream.dict, b"Subtype", b"PS") || is_name(&stream.dict, b"Subtype2", b"PS") {
            self.note(Feature::PostScript);
            return Ok(());
        }
        let state = self.state.clone();
        self.walker.form(id, stream, self.resources, state, self.manner)
    }

    /// Where a picture is placed.
    pub fn frame(&self) -> Option<Bounds> {
        meet(bounds_of(self.state.ctm, UNIT), self.state.clip)
    }

    /// The paint for a stencil mask.
    pub fn stencil(&mut self) -> Paint {
        self.used(false)
    }

    /// The document.
    pub fn document(&self) -> &'a lopdf::Document {
        &self.walker.opened.document
    }

    /// Counts an operator that was read in another way.
    pub fn step_over(&mut self) {
        self.operator += 1;
        self.operands.clear();
    }
}
