//! Letters (ISO 32000-1, 9.3 and 9.4).

use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, PoisonError};

use kurbo::Affine;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Missed;
use super::outlines::Outlines;
use super::paint::{FONTS, Run, Stop};
use super::raster::{Rule, Shape, Touch};
use crate::color::Color;
use crate::pdf::is_name;
use crate::reading::{dictionary, entry, number, resolve};
use crate::walk::coding::Character;
use crate::walk::font::Font;
use crate::walk::glyphs::LATIN;
use crate::walk::glyphs::names::Encoding;

/// How much higher than its baseline the origin of vertical writing is, parts of the em.
const RISE: f64 = 0.88;

/// How many bytes of font programs are kept for other pages.
const KEPT: usize = 192 << 20;
/// How many runs of pixels of small letters are kept.
const RUNS: usize = 6_000_000;
/// How large a letter may be to be set on whole pixels, pixels of its em.
const SMALL: f64 = 32.0;

/// A font with what it draws.
pub struct Face<'a> {
    /// Its widths and codes.
    pub font: Font,
    drawn: Drawn<'a>,
    /// What reading it takes: bytes of font programs, widths of characters.
    cost: [usize; 2],
}

impl<'a> Face<'a> {
    fn read(document: &'a Document, own: &'a Dictionary) -> Self {
        let [mut programs, mut widths] = FONTS;
        let font = Font::of_widths(document, own, &mut widths, &mut programs);
        let drawn = if is_name(own, b"Subtype", b"Type3") {
            Drawn::Content(own, Encoding::read(document, own))
        } else {
            match Outlines::read(document, own, &mut programs) {
                Some(outlines) => Drawn::Outlines(Box::new(outlines)),
                None => Drawn::Nothing,
            }
        };
        Self { font, drawn, cost: [FONTS[0] - programs, FONTS[1] - widths] }
    }
}

/// The fonts of all pages, which are read once.
pub struct Faces<'a> {
    known: Mutex<BTreeMap<ObjectId, Arc<Face<'a>>>>,
    /// How many bytes of their programs, and how many runs of pixels, may still be kept.
    left: [AtomicUsize; 2],
}

impl Default for Faces<'_> {
    fn default() -> Self {
        Self { known: Mutex::default(), left: [AtomicUsize::new(KEPT), AtomicUsize::new(RUNS)] }
    }
}

impl<'a> Faces<'a> {
    fn face(
        &self,
        document: &'a Document,
        id: Option<ObjectId>,
        own: &'a Dictionary,
    ) -> Arc<Face<'a>> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(face) = id.and_then(|id| known().get(&id).cloned()) {
            return face;
        }
        let face = Arc::new(Face::read(document, own));
        if let Some(id) = id.filter(|_| take(&self.left[0], face.cost[0])) {
            known().insert(id, face.clone());
        }
        face
    }
}

/// Takes so much off what is left; whether there is so much.
fn take(left: &AtomicUsize, own: usize) -> bool {
    left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(own)).is_ok()
}

enum Drawn<'a> {
    Outlines(Box<Outlines>),
    /// Glyphs that are content.
    Content(&'a Dictionary, Encoding),
    Nothing,
}

impl<'a> Run<'_, 'a> {
    /// The font in an object.
    pub fn face(&mut self, object: &'a Object) -> Option<Arc<Face<'a>>> {
        let document = self.document();
        let id = object.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.painter.faces.get(&id)) {
            return known.clone();
        }
        let own = dictionary(document, object)?;
        let face = self.painter.shared.face(document, id, own);
        let left = [0, 1].map(|at| self.painter.fonts[at].checked_sub(face.cost[at]));
        let face = match left {
            [Some(programs), Some(widths)] => {
                self.painter.fonts = [programs, widths];
                Some(face)
            }
            _ => None,
        };
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
    fn letter(&mut self, face: &Arc<Face<'a>>, character: &Character<'_>) -> Result<(), Stop> {
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
                let left = &self.painter.shared.left[1];
                let small = self
                    .is_small(matrix)
                    .then(|| outlines.small(character, &path, matrix, |runs| take(left, runs)));
                match small.flatten() {
                    Some(letter) => {
                        let [.., x, y] = matrix.as_coeffs();
                        self.stamp(&letter, [x, y].map(|own| (own + 0.5).floor() as i32))
                    }
                    None => self.draw_letter(&path, matrix),
                }
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

    /// Whether a letter is set on whole pixels, as RIPs set small ones: they paint it once.
    fn is_small(&self, matrix: Affine) -> bool {
        let [a, b, c, d, x, y] = matrix.as_coeffs();
        let plain =
            self.state.text.mode == 0 && !matches!(*self.state.colors[0].color, Color::Pattern(_));
        plain && [a, b, c, d].iter().all(|own| own.abs() < SMALL) && x.abs().max(y.abs()) < 1e6
    }

    fn miss_font(&mut self, face: &Face<'_>) {
        self.painter.missed.insert(Missed::Font(face.font.name.clone()));
    }

    fn draw_letter(&mut self, path: &Arc<kurbo::BezPath>, matrix: Affine) -> Result<(), Stop> {
        let mode = self.state.text.mode;
        let (fills, strokes) = (matches!(mode, 0 | 2 | 4 | 6), matches!(mode, 1 | 2 | 5 | 6));
        let fill = fills.then(|| (Shape::new(path, matrix), (Rule::Nonzero, Touch::Middle)));
        // The line has its width in the units of the page, not of the glyph.
        let own = self.state.matrix;
        let moved = own.inverse() * matrix;
        let stroke =
            (strokes && moved.is_finite()).then(|| self.stroked(&(moved * (**path).clone()), own));
        self.paint(fill.as_ref(), stroke.as_ref())?;
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

    /// The depth of what is painted by a stream; `None`, which is told, if it is too deep or leads back to
    /// itself, which has no end.
    pub fn deeper(&mut self, id: lopdf::ObjectId) -> Option<usize> {
        let back = self.painter.open.contains(&id);
        let depth = self.depth.checked_sub(1).filter(|_| !back);
        if depth.is_none() {
            self.painter.missed.insert(Missed::Depth);
        }
        depth
    }
}
