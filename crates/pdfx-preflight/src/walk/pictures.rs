//! Raster images: those with an object of their own and inline ones.

use std::sync::Arc;

use libm::hypot;
use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::operators::Interpreter;
use crate::color::{Color, Foreign};
use crate::facts::{Feature, Kind, Paint, Picture, Role};
use crate::ink::Ink;
use crate::inspect::Space;
use crate::reading::syntax::{Fault, Lexer, is_space};
use crate::reading::{Refused, dictionary, entry, number, plain_number, spell_filters};

/// Points per inch.
const INCH: f64 = 72.0;

/// The keys of inline pictures, short and long (ISO 32000-1, 8.9.7).
const KEYS: [(&[u8], &[u8]); 10] = [
    (b"W", b"Width"),
    (b"H", b"Height"),
    (b"BPC", b"BitsPerComponent"),
    (b"CS", b"ColorSpace"),
    (b"F", b"Filter"),
    (b"DP", b"DecodeParms"),
    (b"IM", b"ImageMask"),
    (b"D", b"Decode"),
    (b"I", b"Interpolate"),
    (b"L", b"Length"),
];

impl Interpreter<'_, '_> {
    /// Paints a picture; an inline one has no object.
    pub fn picture(&mut self, id: Option<ObjectId>, stream: &Stream) -> Result<(), Refused> {
        let own = &stream.dict;
        let read = self.read_picture(own);
        let stencil = read.space.is_none();
        let spot = self.spot();
        if let Some(space) = read.space.clone() {
            self.walker.note_color(&space, Role::Picture, spot);
            self.note_default(&space);
        }
        self.mask(own);
        self.gather_picture(id);
        let Some(bounds) = self.frame() else { return Ok(()) };
        let [a, b, c, d, ..] = self.state.ctm;
        let across = read.width as f64 * INCH / hypot(a, b);
        let down = read.height as f64 * INCH / hypot(c, d);
        let ppi = Some(across.min(down)).filter(|ppi| ppi.is_finite());
        let paint = if stencil {
            self.stencil()
        } else {
            let space = read.space.as_ref().map_or(Space::DeviceGray, |space| space.space());
            Paint { ink: Ink::unknown(space), ..self.state.fill_paint() }
        };
        let bits = read.bits;
        if let Some(id) = id {
            self.walker.met.pictures.entry(id).or_insert(read);
        }
        self.paint(Kind::Picture, bounds, Some(paint), None, |painted| {
            painted.picture = id;
            painted.bits = bits;
            painted.ppi = ppi;
        })
    }

    fn read_picture(&mut self, own: &Dictionary) -> Picture {
        let document = self.document();
        let size = |key: &[u8]| {
            number(document, entry(document, own, key)).filter(|n| (0.0..1e6).contains(n))
        };
        let pixels = |key: &[u8]| size(key).unwrap_or(0.0) as usize;
        let stencil = entry(document, own, b"ImageMask").as_bool().unwrap_or(false);
        let named = dictionary(document, entry(document, self.resources, b"ColorSpace"));
        let space = own.get(b"ColorSpace").ok().filter(|_| !stencil);
        // JPEG 2000 may bring its own colour space, which is not examined.
        let jpx = Color::Foreign(Foreign::plain(Space::IccBased, 3));
        let space = space.and_then(|space| self.walker.color(space, named));
        let space = space.or_else(|| (!stencil).then(|| Arc::new(jpx)));
        let bits = if stencil { 1 } else { pixels(b"BitsPerComponent").min(16) };
        Picture { width: pixels(b"Width"), height: pixels(b"Height"), bits, space }
    }

    fn mask(&mut self, own: &Dictionary) {
        let document = self.document();
        let spot = self.spot();
        let alpha = number(document, entry(document, own, b"SMaskInData"));
        if let Object::Stream(mask) = entry(document, own, b"SMask") {
            self.walker.note(Feature::Transparency("SMask"), spot);
            let read = self.read_picture(&mask.dict);
            if let Some(space) = read.space {
                self.walker.note_color(&space, Role::Picture, spot);
            }
        } else if alpha.is_some_and(|alpha| alpha > 0.0) {
            self.walker.note(Feature::Transparency("SMaskInData"), spot);
        }
    }

    /// Reads and paints an inline picture, from after `BI` to after `EI`.
    pub fn inline(&mut self, lexer: &mut Lexer<'_>, bytes: &[u8]) -> Result<(), Refused> {
        self.step_over();
        let own = match lexer.pairs(b"ID", &mut self.walker.budget) {
            Ok(own) => own,
            Err(Fault::Large) => return Err(Refused::Large),
            Err(_) => {
                let spot = self.spot();
                self.walker.note(Feature::Unreadable, spot);
                lexer.go(bytes.len());
                return Ok(());
            }
        };
        let own = spell_out(own);
        let start = lexer.at() + 1;
        let picture = self.read_picture(&own);
        let components = picture.space.as_ref().map_or(1, |space| space.components());
        let from = start.saturating_add(least_inline(&own, components));
        let spot = self.spot();
        let end = end_of_inline(bytes, from, true).or_else(|| {
            self.walker.note(Feature::InlineEnd, spot);
            end_of_inline(bytes, from, false)
        });
        let lzw = |name: &Object| matches!(name.as_name(), Ok(b"LZW" | b"LZWDecode"));
        let filters = entry(self.document(), &own, b"Filter");
        if lzw(filters) || filters.as_array().is_ok_and(|names| names.iter().any(lzw)) {
            self.walker.note(Feature::Lzw, spot);
        }
        let Some(end) = end else {
            self.walker.note(Feature::Unreadable, spot);
            lexer.go(bytes.len());
            return Ok(());
        };
        lexer.go(end);
        let data = bytes.get(start..end.saturating_sub(2)).unwrap_or_default();
        let mut own = own;
        spell_filters(&mut own);
        let before = self.walker.met.painted.len();
        let small = data.len() <= INLINE && self.walker.met.inline.len() < INLINES;
        let stream = Stream::new(own, if small { data.to_vec() } else { Vec::new() });
        self.picture(None, &stream)?;
        if small && self.walker.met.painted.len() > before && picture.space.is_some() {
            self.walker.met.inline.push((before, picture, stream));
        }
        Ok(())
    }
}

/// The largest picture within content that is measured, bytes, and how many are.
const INLINE: usize = 1 << 20;
const INLINES: usize = 200;

/// The dictionary of an inline picture with its keys spelled out.
pub fn spell_out(own: Dictionary) -> Dictionary {
    let mut out = Dictionary::new();
    for (key, value) in own.iter() {
        let long = KEYS.iter().find(|(short, _)| short == key).map_or(key.as_slice(), |k| k.1);
        out.set(long, value.clone());
    }
    out
}

/// How long the data of an inline picture is at least, as far as its dictionary says so: what is not
/// compressed has so many components, what is compressed may say its length.
pub fn least_inline(own: &Dictionary, components: usize) -> usize {
    let value = |key: &[u8]| own.get(key).ok().and_then(plain_number);
    let side =
        |key: &[u8]| value(key).filter(|own| (0.0..1e6).contains(own)).unwrap_or(0.0) as usize;
    let stencil = own.get(b"ImageMask").and_then(Object::as_bool).unwrap_or(false);
    let bits = if stencil { 1 } else { side(b"BitsPerComponent").min(16) };
    let plain = (side(b"Width") * components * bits).div_ceil(8) * side(b"Height");
    if own.has(b"Filter") || plain == 0 {
        value(b"Length").map_or(0, |length| length.clamp(0.0, 1e9) as usize)
    } else {
        plain
    }
}

/// The offset after the `EI` that ends a picture, by white space around it or without.
pub fn end_of_inline(bytes: &[u8], from: usize, spaced: bool) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let ends = |at: &usize| {
        let before = !spaced || *at == 0 || is_space(rest[at - 1]);
        let after = rest.get(at + 2).is_none_or(|&byte| is_space(byte));
        before && after
    };
    let mut places = rest.windows(2).enumerate().filter(|(_, w)| *w == b"EI").map(|(at, _)| at);
    places.find(ends).map(|at| from + at + 2)
}
