//! Letters (ISO 32000-1, 9.3 and 9.4).

use std::rc::Rc;

use kurbo::Affine;
use lopdf::{Dictionary, Object};

use super::Missed;
use super::outlines::Outlines;
use super::paint::{Run, Stop};
use super::raster::{Rule, Shape, Touch};
use crate::pdf::is_name;
use crate::reading::{dictionary, entry, number, resolve};
use crate::walk::coding::Character;
use crate::walk::font::Font;
use crate::walk::glyphs::LATIN;
use crate::walk::glyphs::names::Encoding;

/// How much higher than its baseline the origin of vertical writing is, parts of the em.
const RISE: f64 = 0.88;

/// A font with what it draws.
pub struct Face<'a> {
    /// Its widths and codes.
    pub font: Font,
    drawn: Drawn<'a>,
}

enum Drawn<'a> {
    Outlines(Outlines),
    /// Glyphs that are content.
    Content(&'a Dictionary, Encoding),
    Nothing,
}

impl<'a> Run<'_, 'a> {
    /// The font in an object.
    pub fn face(&mut self, object: &'a Object) -> Option<Rc<Face<'a>>> {
        let document = self.document();
        let id = object.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.painter.faces.get(&id)) {
            return known.clone();
        }
        let own = dictionary(document, object)?;
        let painter = &mut *self.painter;
        let font = Font::read(document, own, &mut painter.widths, &mut painter.programs);
        let drawn = if is_name(own, b"Subtype", b"Type3") {
            Drawn::Content(own, Encoding::read(document, own))
        } else {
            match Outlines::read(document, own, &mut painter.programs) {
                Some(outlines) => Drawn::Outlines(outlines),
                None => Drawn::Nothing,
            }
        };
        let face = Some(Rc::new(Face { font, drawn }));
        if let Some(id) = id {
            self.painter.faces.insert(id, face.clone());
        }
        face
    }

    /// Interprets a text operator; others are passed over.
    pub fn text(&mut self, word: &[u8]) -> Result<(), Stop> {
        match word {
            b"BT" => {
                (self.text, self.line) = (Affine::IDENTITY, Affine::IDENTITY);
                self.letters = None;
            }
            b"ET" => self.clip_to_letters()?,
            b"Tc" => self.state.text.char_space = self.number(0),
            b"Tw" => self.state.text.word_space = self.number(0),
            b"Tz" => self.state.text.stretch = self.number(0) / 100.0,
            b"TL" => self.state.text.leading = self.number(0),
            b"Ts" => self.state.text.rise = self.number(0),
            b"Tr" => self.state.text.mode = self.number(0) as i64,
            b"Tf" => {
                self.state.text.size = self.number(1);
                let name = self.operands.first().and_then(|name| name.as_name().ok());
                let object = name.and_then(|name| self.resource(b"Font", name));
                self.state.text.face = object.and_then(|object| self.face(object));
            }
            b"Td" => self.next_line(self.number(0), self.number(1)),
            b"TD" => {
                self.state.text.leading = -self.number(1);
                self.next_line(self.number(0), self.number(1));
            }
            b"Tm" => (self.text, self.line) = (self.matrix(), self.matrix()),
            b"T*" => self.next_line(0.0, -self.state.text.leading),
            b"Tj" | b"TJ" => self.show()?,
            b"'" => {
                self.next_line(0.0, -self.state.text.leading);
                self.show()?;
            }
            b"\"" => {
                (self.state.text.word_space, self.state.text.char_space) =
                    (self.number(0), self.number(1));
                self.next_line(0.0, -self.state.text.leading);
                self.show()?;
            }
            _ => {}
        }
        Ok(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line *= Affine::translate((x, y));
        self.text = self.line;
    }

    fn clip_to_letters(&mut self) -> Result<(), Stop> {
        if let Some(mut shape) = self.letters.take() {
            shape.sort();
            self.painter.spend(shape.edges() as u64)?;
            self.state.clip.narrow(&shape, Rule::Nonzero, false);
        }
        Ok(())
    }

    /// Shows the last operand, a string or an array of strings and adjustments.
    fn show(&mut self) -> Result<(), Stop> {
        let (Some(operand), Some(face)) = (self.operands.pop(), self.state.text.face.clone())
        else {
            return Ok(());
        };
        for part in crate::walk::parts(&operand) {
            let Object::String(bytes, _) = part else {
                let step = number(self.document(), part).unwrap_or(0.0) / 1000.0;
                let text = &self.state.text;
                let step = step * text.size;
                let by = if face.font.down { (0.0, -step) } else { (-step * text.stretch, 0.0) };
                self.text *= Affine::translate(by);
                continue;
            };
            for character in face.font.characters(bytes) {
                self.letter(&face, &character)?;
                self.text *= Affine::translate(self.advance(&face, &character));
            }
        }
        Ok(())
    }

    fn advance(&self, face: &Face<'_>, character: &Character<'_>) -> (f64, f64) {
        let text = &self.state.text;
        let gap = text.char_space + if character.space { text.word_space } else { 0.0 };
        if face.font.down {
            return (0.0, -(text.size - gap));
        }
        ((character.width * text.size + gap) * text.stretch, 0.0)
    }

    /// Draws a letter.
    fn letter(&mut self, face: &Rc<Face<'a>>, character: &Character<'_>) -> Result<(), Stop> {
        self.painter.spend(16)?;
        let text = &self.state.text;
        let sized = Affine::new([text.size * text.stretch, 0.0, 0.0, text.size, 0.0, text.rise]);
        let mut matrix = self.state.matrix * self.text * sized;
        if face.font.down {
            matrix *= Affine::translate((-character.width / 2.0, -RISE));
        }
        match &face.drawn {
            Drawn::Outlines(outlines) => {
                let Some(path) = outlines.glyph(character) else {
                    if character.number.is_none() && self.state.text.mode != 3 {
                        self.miss_font(face);
                    }
                    return Ok(());
                };
                self.draw_letter(&path, matrix)
            }
            Drawn::Content(own, encoding) => {
                self.draw_content(own, encoding, face, character, matrix)
            }
            Drawn::Nothing => {
                if self.state.text.mode != 3 && !character.space {
                    self.miss_font(face);
                }
                Ok(())
            }
        }
    }

    fn miss_font(&mut self, face: &Face<'_>) {
        self.painter.missed.insert(Missed::Font(face.font.name.clone()));
    }

    fn draw_letter(&mut self, path: &Rc<kurbo::BezPath>, matrix: Affine) -> Result<(), Stop> {
        let mode = self.state.text.mode;
        let (fills, strokes) = (matches!(mode, 0 | 2 | 4 | 6), matches!(mode, 1 | 2 | 5 | 6));
        if fills {
            self.fill(&Shape::new(path, matrix), (Rule::Nonzero, Touch::Middle), 0)?;
        }
        if strokes {
            // The line has its width in the units of the page, not of the glyph.
            let own = self.state.matrix;
            let moved = own.inverse() * matrix;
            if moved.is_finite() {
                let path = moved * (**path).clone();
                self.stroke(&path, own)?;
            }
        }
        if mode >= 4 {
            self.letters.get_or_insert_default().add(path, matrix);
        }
        Ok(())
    }

    /// Draws a glyph of a Type 3 font.
    fn draw_content(
        &mut self,
        own: &'a Dictionary,
        encoding: &Encoding,
        face: &Face<'_>,
        character: &Character<'_>,
        matrix: Affine,
    ) -> Result<(), Stop> {
        let document = self.document();
        let code = character.code.first().copied().unwrap_or_default();
        let Some(letters) = dictionary(document, entry(document, own, b"CharProcs")) else {
            return Ok(());
        };
        let letter = encoding.name(&LATIN, code).and_then(|name| letters.get(name.as_bytes()).ok());
        let Some(letter) = letter.filter(|_| self.state.text.mode != 3) else { return Ok(()) };
        let (Ok(id), Object::Stream(stream)) = (letter.as_reference(), resolve(document, letter))
        else {
            return Ok(());
        };
        let Some(depth) = self.deeper(id) else { return Ok(()) };
        let resources = dictionary(document, entry(document, own, b"Resources"));
        let resources = resources.unwrap_or(self.resources);
        let mut state = self.state.clone();
        state.matrix =
            matrix * Affine::new(face.font.drawn.unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]));
        // What the text state says is not said of the drawing.
        state.text = super::state::State::new(Affine::IDENTITY, [0; 4]).text;
        state.colors[1] = state.colors[0].clone();
        let bytes = self.painter.content(Some(id), stream);
        self.painter.open.push(id);
        let done = Run::new(self.painter, resources, state, depth).run(&bytes);
        self.painter.open.pop();
        done
    }

    /// The depth of what is painted by a stream; `None` if it is too deep or leads back to itself.
    pub fn deeper(&mut self, id: lopdf::ObjectId) -> Option<usize> {
        if self.painter.open.contains(&id) {
            return None;
        }
        let depth = self.depth.checked_sub(1);
        if depth.is_none() {
            self.painter.missed.insert(Missed::Depth);
        }
        depth
    }
}
