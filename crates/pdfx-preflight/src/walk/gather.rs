//! Gathers letters and pictures with their places, for those who want the text of pages.

use lopdf::{Dictionary, Object, ObjectId};

use super::letters::parts;
use super::operators::Interpreter;
use crate::layers::Layers;
use crate::matrix::{Matrix, apply, then};
use crate::reading::{Page, Pdf, Refused, dictionary, entry, number};
use crate::text::{Letter, Placed, Sheet};

/// The most letters of a file.
const LETTERS: usize = 1_000_000;
/// The most pictures of a file.
const PLACED: usize = 20_000;
/// How deep marked content may nest.
const MARKS: usize = 256;
/// The most fonts whose character map is read backwards.
const TURNED: usize = 64;
/// The longest text that stands for others, bytes.
const ACTUAL: usize = 4_096;

/// What has been gathered.
#[derive(Debug)]
pub struct Gathered {
    /// The pages so far.
    pub sheets: Vec<Sheet>,
    /// What is marked, the innermost last.
    pub marks: Vec<Mark>,
    /// How many fonts may still be read backwards.
    pub turned: usize,
    letters: usize,
    placed: usize,
    layers: Layers,
}

/// A stretch of marked content (ISO 32000-1, 14.6).
#[derive(Debug, Clone, Default)]
pub struct Mark {
    /// Whether it is no part of the text: a running head, a folio, decoration.
    artifact: bool,
    /// Whether it lies on a layer that is switched off.
    off: bool,
    /// The text that it stands for, until it has been given to a letter.
    actual: Option<String>,
    /// Whether it has such a text.
    replaced: bool,
}

impl Gathered {
    /// Nothing yet of a file.
    pub fn new(opened: &Pdf) -> Self {
        Self {
            sheets: Vec::new(),
            marks: Vec::new(),
            turned: TURNED,
            letters: LETTERS,
            placed: PLACED,
            layers: Layers::read(&opened.document),
        }
    }

    /// A page begins.
    pub fn begin(&mut self, page: &Page) {
        let media = page.media.unwrap_or_default();
        let bounds = page.crop.and_then(|crop| crate::matrix::meet(crop, media)).unwrap_or(media);
        self.marks.clear();
        self.sheets.push(Sheet { number: page.number, bounds, ..Sheet::default() });
    }

    fn artifact(&self) -> bool {
        self.marks.iter().any(|mark| mark.artifact)
    }

    fn off(&self) -> bool {
        self.marks.iter().any(|mark| mark.off)
    }

    /// Keeps a letter; in content that stands for another text, the first has all of it.
    fn add(&mut self, mut letter: Letter) -> Result<(), Refused> {
        self.letters = self.letters.checked_sub(1).ok_or(Refused::Large)?;
        if let Some(mark) = self.marks.iter_mut().find(|mark| mark.replaced) {
            letter.text = Some(mark.actual.take().unwrap_or_default());
        }
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.letters.push(letter);
        }
        Ok(())
    }
}

impl Interpreter<'_, '_> {
    /// Marked content begins: `tag BMC`, or `tag properties BDC`.
    pub(super) fn gather_mark(&mut self) {
        if self.walker.gathered.is_none() {
            return;
        }
        let document = self.document();
        let tag = self.operands.first().and_then(|tag| tag.as_name().ok()).unwrap_or_default();
        let artifact = tag == b"Artifact";
        let layer = tag == b"OC";
        let property = match self.operands.get(1) {
            Some(Object::Name(name)) => self.resource(b"Properties", name),
            _ => None,
        };
        let direct = match self.operands.get(1) {
            Some(Object::Dictionary(own)) => Some(own),
            _ => property.and_then(|own| dictionary(document, own)),
        };
        let actual = direct.and_then(|own| actual(own, document));
        let Some(gathered) = &mut self.walker.gathered else { return };
        let off = property.filter(|_| layer);
        let off = off.is_some_and(|own| gathered.layers.hide(document, own));
        let replaced = actual.is_some();
        if gathered.marks.len() < MARKS {
            gathered.marks.push(Mark { artifact, off, actual, replaced });
        }
    }

    /// Marked content ends.
    pub(super) fn unmark(&mut self) {
        if let Some(gathered) = &mut self.walker.gathered {
            gathered.marks.pop();
        }
    }

    /// Keeps the letters of an operand that is about to be shown.
    pub(super) fn gather(&mut self, operand: &Object) -> Result<(), Refused> {
        let wanted = self.manner.prints && self.manner.within.is_none();
        let font = self.state.font.clone().filter(|_| wanted && self.walker.gathered.is_some());
        let Some(font) = font else { return Ok(()) };
        let (document, state) = (self.document(), self.state.clone());
        let name: std::sync::Arc<str> = font.name.as_str().into();
        let mut at = 0.0;
        for part in parts(operand) {
            let Object::String(bytes, _) = part else {
                at += state.adjusted(number(document, part).unwrap_or(0.0));
                continue;
            };
            for character in font.characters(bytes) {
                let (own, whole) = state.advance(&character);
                let place = then(then(state.step(at), self.text), state.ctm);
                at += whole;
                let text = font.meaning.as_ref().and_then(|own| own.of(&font.coding, &character));
                let [x, y] = apply(place, [0.0, state.rise]);
                let [dx, dy] = if font.down { [0.0, -own] } else { [own, 0.0] };
                let letter = Letter {
                    text,
                    at: [x, y],
                    along: turned(place, [dx, dy]),
                    up: turned(place, [0.0, state.size]),
                    font: name.clone(),
                    hidden: matches!(state.mode, 3 | 7),
                    artifact: false,
                };
                self.keep(letter)?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, mut letter: Letter) -> Result<(), Refused> {
        let whole = [letter.at, letter.along, letter.up].iter().flatten().all(|n| n.is_finite());
        let Some(gathered) = self.walker.gathered.as_mut().filter(|_| whole) else { return Ok(()) };
        letter.artifact = gathered.artifact();
        letter.hidden |= gathered.off();
        gathered.add(letter)
    }

    /// Keeps the place of a picture.
    pub(super) fn gather_picture(&mut self, id: Option<ObjectId>) {
        let (matrix, prints) = (self.state.ctm, self.manner.prints);
        let clip = self.state.clip;
        let Some(gathered) = self.walker.gathered.as_mut().filter(|_| prints) else { return };
        let whole = matrix.iter().all(|n| n.is_finite());
        if gathered.placed == 0 || gathered.off() || !whole {
            return;
        }
        gathered.placed -= 1;
        let artifact = gathered.artifact();
        if let Some(sheet) = gathered.sheets.last_mut() {
            sheet.pictures.push(Placed { id, matrix, clip, artifact });
        }
    }
}

/// The text that a property list says its content stands for.
fn actual(own: &Dictionary, document: &lopdf::Document) -> Option<String> {
    let Object::String(bytes, _) = entry(document, own, b"ActualText") else { return None };
    (bytes.len() <= ACTUAL).then(|| crate::text::text_string(bytes))
}

/// A vector by a transformation, without its movement.
fn turned(m: Matrix, [x, y]: [f64; 2]) -> [f64; 2] {
    apply([m[0], m[1], m[2], m[3], 0.0, 0.0], [x, y])
}
