//! Text: the text state, where text is placed, and how much room it takes (ISO 32000-1, 9.4).

use std::sync::Arc;

use libm::hypot;
use lopdf::{Dictionary, Document, Object};

use super::font::Font;
use super::glyphs::Shown;
use super::meaning::Meaning;
use super::operators::Interpreter;
use super::{COSTLY, Manner};
use crate::facts::{Feature, Kind, Typeface};
use crate::matrix::{IDENTITY, Matrix, bounds_of, least_scale, meet, then};
use crate::reading::{Bounds, Refused, dictionary, entry, number, resolve};

impl<'a> Interpreter<'_, 'a> {
    /// The font in an object.
    pub(super) fn font(&mut self, object: &Object) -> Option<Arc<Font>> {
        let document = &self.walker.opened.document;
        let id = object.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.walker.fonts.get(&id)) {
            return Some(known.clone());
        }
        let own = dictionary(document, object)?;
        self.walker.budget.values = self.walker.budget.values.saturating_sub(COSTLY);
        let walker = &mut self.walker;
        let mut font = Font::read(document, own, &mut walker.widths, &mut walker.programs);
        if let Some(gathered) = &mut walker.gathered {
            let left = (&mut gathered.turned, &mut walker.programs);
            font.meaning = Some(Meaning::read(document, own, &font.coding, left));
        }
        let font = Arc::new(font);
        if let Some(id) = id {
            let kind = kind(document, own);
            let (name, embedded) = (font.name.clone(), font.embedded);
            self.walker.met.fonts.insert(id, Typeface { name, kind, embedded });
            self.walker.fonts.insert(id, font.clone());
        }
        Some(font)
    }

    /// Interprets a text operator; other operators are ignored.
    pub(super) fn text(&mut self, word: &[u8]) -> Result<(), Refused> {
        match word {
            b"BT" => (self.text, self.line) = (IDENTITY, IDENTITY),
            b"Tc" => self.state.char_space = self.number(0),
            b"Tw" => self.state.word_space = self.number(0),
            b"Tz" => self.state.stretch = self.number(0) / 100.0,
            b"TL" => self.state.leading = self.number(0),
            b"Ts" => self.state.rise = self.number(0),
            b"Tr" => self.state.mode = self.number(0) as i64,
            b"Tf" => self.set_font()?,
            b"Td" => self.next_line(self.number(0), self.number(1)),
            b"TD" => {
                self.state.leading = -self.number(1);
                self.next_line(self.number(0), self.number(1));
            }
            b"Tm" => (self.text, self.line) = (self.matrix(), self.matrix()),
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" | b"TJ" => self.show()?,
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show()?;
            }
            b"\"" => {
                (self.state.word_space, self.state.char_space) = (self.number(0), self.number(1));
                self.next_line(0.0, -self.state.leading);
                self.show()?;
            }
            b"ET" => {}
            unknown if self.lenient == 0 => {
                let word = String::from_utf8_lossy(&unknown[..unknown.len().min(24)]);
                self.note(Feature::Unknown(word.into_owned()));
            }
            _ => {}
        }
        Ok(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn set_font(&mut self) -> Result<(), Refused> {
        self.state.size = self.number(1);
        let name = self.operands.first().and_then(|name| name.as_name().ok()).map(<[u8]>::to_vec);
        let Some(object) = name.and_then(|name| self.resource(b"Font", &name)) else {
            self.state.font = None;
            return Ok(());
        };
        self.state.font = self.font(object);
        self.draw_letters(object)
    }

    /// Walks the glyph drawings of a Type 3 font, once per page.
    fn draw_letters(&mut self, object: &'a Object) -> Result<(), Refused> {
        let document = &self.walker.opened.document;
        let Some(own) = dictionary(document, object) else { return Ok(()) };
        let Some(letters) = dictionary(document, entry(document, own, b"CharProcs")) else {
            return Ok(());
        };
        let (Ok(font), true) = (object.as_reference(), self.manner.depth > 0) else {
            return Ok(());
        };
        if !self.walker.drawn.insert(font) {
            return Ok(());
        }
        let resources = dictionary(document, entry(document, own, b"Resources"));
        let resources = resources.unwrap_or(self.resources);
        for (_, letter) in letters.iter() {
            if let (Ok(id), Object::Stream(stream)) =
                (letter.as_reference(), resolve(document, letter))
            {
                let state = self.state.clone();
                let manner = Manner { prints: false, ..self.manner };
                self.walker.form(id, stream, resources, state, manner)?;
            }
        }
        Ok(())
    }

    /// Shows the last operand, a string or an array of strings and adjustments.
    fn show(&mut self) -> Result<(), Refused> {
        let Some(operand) = self.operands.pop() else { return Ok(()) };
        self.gather(&operand)?;
        let Some(length) = self.advance(&operand) else { return Ok(()) };
        let before = self.text;
        self.text = then(self.state.step(length), self.text);
        let font = self.state.font.clone();
        self.show_at(&operand, before, length, font.as_deref())
    }

    /// How far an operand moves the text position along its line, in text space.
    fn advance(&self, operand: &Object) -> Option<f64> {
        let state = &self.state;
        let string = |bytes: &[u8]| -> f64 {
            let Some(font) = &state.font else { return 0.0 };
            font.characters(bytes).map(|own| state.advance(&own).1).sum()
        };
        match operand {
            Object::String(bytes, _) => Some(string(bytes)),
            Object::Array(parts) => {
                let each = parts.iter().map(|part| match part {
                    Object::String(bytes, _) => string(bytes),
                    step => state.adjusted(number(self.document(), step).unwrap_or(0.0)),
                });
                Some(each.sum())
            }
            _ => None,
        }
    }

    fn show_at(
        &mut self,
        operand: &Object,
        at: Matrix,
        length: f64,
        font: Option<&Font>,
    ) -> Result<(), Refused> {
        let (fills, strokes) = match self.state.mode {
            0 | 4 => (true, false),
            1 | 5 => (false, true),
            2 | 6 => (true, true),
            _ => return Ok(()),
        };
        let size = self.state.size;
        let matrix = then(at, self.state.ctm);
        // The box of a Chinese character: 88 % above the baseline, 12 % below.
        let (bottom, top) = (self.state.rise - 0.12 * size, self.state.rise + 0.88 * size);
        let letters = if self.state.down() {
            [-0.5 * size.abs(), (-length).min(0.0), 0.5 * size.abs(), (-length).max(0.0)]
        } else {
            [length.min(0.0), bottom.min(top), length.max(0.0), bottom.max(top)]
        };
        let Some(bounds) = meet(bounds_of(matrix, letters), self.state.clip) else { return Ok(()) };
        match font {
            Some(font) if !font.embedded => self.note_missing(font.name.clone(), bounds),
            None => self.note_missing(String::new(), bounds),
            Some(font) => self.look_for_glyphs(operand, font, bounds),
        }
        let shown = (size * hypot(matrix[2], matrix[3])).abs();
        if fills && self.pattern(bounds, false)? {
            let tenths = (shown * self.walker.unit() * 10.0).clamp(0.0, 1e6) as u32;
            let spot = self.spot().on(bounds);
            self.walker.note(Feature::PatternText(tenths), spot);
            return Ok(());
        }
        let fill = fills.then(|| self.used(false));
        let stroke = strokes.then(|| self.used(true));
        let line = self.state.line_width * least_scale(self.state.ctm);
        self.paint(Kind::Text, bounds, fill, stroke, |painted| {
            painted.size = shown;
            painted.width = strokes.then_some(line);
        })
    }

    /// Looks up the glyphs of a string or of an array of strings and adjustments.
    fn look_for_glyphs(&mut self, operand: &Object, font: &Font, bounds: Bounds) {
        if !self.manner.prints || self.walker.gathered.is_some() {
            return;
        }
        let spot = self.spot();
        let spot = spot.on(self.manner.within.unwrap_or(bounds));
        for part in parts(operand) {
            let Object::String(bytes, _) = part else { continue };
            font.glyphs.look(bytes, |code, shown| match shown {
                Shown::Drawn => {}
                Shown::Missing => self.walker.note_lacking(&font.name, code, spot),
                Shown::Unknown => self.walker.note_untold(&font.name, spot),
            });
        }
    }

    fn note_missing(&mut self, name: String, bounds: Bounds) {
        let spot = self.spot().on(bounds);
        self.walker.note(Feature::FontMissing(name), spot);
    }
}

/// The kind of a font: of a composite one that of its descendant.
fn kind(document: &Document, own: &Dictionary) -> String {
    let inner = match entry(document, own, b"DescendantFonts") {
        Object::Array(list) => list.first().and_then(|inner| dictionary(document, inner)),
        _ => None,
    };
    let name = entry(document, inner.unwrap_or(own), b"Subtype").as_name().unwrap_or_default();
    String::from_utf8_lossy(&name[..name.len().min(32)]).into_owned()
}

/// The strings and adjustments of an operand.
pub fn parts(operand: &Object) -> &[Object] {
    match operand {
        Object::Array(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    }
}
