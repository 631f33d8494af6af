//! The outlines of the glyphs that a font shows for its codes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use kurbo::{Affine, BezPath};
use lopdf::{Dictionary, Document, Object};
use ttf_parser::{Face, GlyphId, OutlineBuilder, PlatformId, cff};

use super::raster::{EVERYWHERE, Rule, Shape, Span, Touch};
use super::type1::Type1;
use crate::pdf::{integer, is_name};
use crate::reading::{decode, dictionary, entry};
use crate::walk::coding::Character;
use crate::walk::glyphs::names::{Base, Encoding};
use crate::walk::glyphs::{LATIN, Program, program};

/// The flag of a symbolic font (ISO 32000-1, table 123).
const SYMBOLIC: i64 = 4;

/// How large a letter that is set on whole pixels may be, pixels.
const LARGE: i32 = 256;

/// The runs of pixels of a letter whose origin is the corner of a pixel.
pub type Stamp = Arc<[Span]>;
/// Those of letters by their numbers; none of one that is too large.
type Stamps = BTreeMap<u32, Option<Stamp>>;

/// The outlines of a font.
pub struct Outlines {
    program: Kind,
    encoding: Option<Encoding>,
    symbolic: bool,
    /// The glyph of each character of a composite font, two bytes each.
    places: Option<Vec<u8>>,
    /// The glyphs by the numbers of their characters, of a CFF that has these.
    cids: Option<BTreeMap<u16, u16>>,
    known: Mutex<BTreeMap<u32, Option<Arc<BezPath>>>>,
    /// The pixels of small letters by the transformation that brings them to pixels.
    small: Mutex<BTreeMap<[u64; 4], Stamps>>,
}

enum Kind {
    TrueType(Vec<u8>),
    Cff(Vec<u8>),
    Type1(Type1),
}

impl Outlines {
    /// Reads the outlines of a font that is not of Type 3; `None` if they are not in the file or
    /// cannot be read. `left` is how many bytes of programs may still be decoded.
    pub fn read(document: &Document, own: &Dictionary, left: &mut usize) -> Option<Self> {
        let composite = is_name(own, b"Subtype", b"Type0");
        let inner = if composite {
            let Object::Array(list) = entry(document, own, b"DescendantFonts") else { return None };
            dictionary(document, list.first()?)?
        } else {
            own
        };
        let descriptor = dictionary(document, entry(document, inner, b"FontDescriptor"))?;
        let kind = match program(document, descriptor, left)? {
            Program::TrueType(data) => {
                Face::parse(&data, 0).ok()?;
                Kind::TrueType(data)
            }
            Program::Cff(data) => {
                cff::Table::parse(&data)?;
                Kind::Cff(data)
            }
            Program::Type1(data) => Kind::Type1(Type1::read(&data)?),
        };
        let places = match entry(document, inner, b"CIDToGIDMap") {
            Object::Stream(stream) if composite => decode(stream, *left).ok(),
            _ => None,
        };
        *left = left.saturating_sub(places.as_ref().map_or(0, Vec::len));
        let cids = match &kind {
            Kind::Cff(data) if composite => cids(data),
            _ => None,
        };
        Some(Self {
            program: kind,
            encoding: (!composite).then(|| Encoding::read(document, own)),
            symbolic: integer(descriptor, b"Flags").unwrap_or(0) & SYMBOLIC != 0,
            places,
            cids,
            known: Mutex::default(),
            small: Mutex::default(),
        })
    }

    /// The outline of a character in parts of the em; `None` if it has none.
    pub fn glyph(&self, character: &Character<'_>) -> Option<Arc<BezPath>> {
        let key = character.number?;
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(&key) {
            return known.clone();
        }
        let path = self.outline(key).map(Arc::new);
        known().insert(key, path.clone());
        path
    }

    /// The pixels of a small character; `None` of one that is too large. `keep` says whether so many
    /// runs may be kept.
    pub fn small(
        &self,
        character: &Character<'_>,
        path: &BezPath,
        matrix: Affine,
        keep: impl FnOnce(usize) -> bool,
    ) -> Option<Stamp> {
        let [a, b, c, d, ..] = matrix.as_coeffs();
        let (key, number) = ([a, b, c, d].map(f64::to_bits), character.number.unwrap_or(0));
        let known = || self.small.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(&key).and_then(|own| own.get(&number)) {
            return known.clone();
        }
        let shape = Shape::new(path, Affine::new([a, b, c, d, 0.0, 0.0]));
        let [left, top, right, bottom] = shape.area(EVERYWHERE);
        let small = right - left <= LARGE && bottom - top <= LARGE;
        let spans: Option<Stamp> =
            small.then(|| shape.runs((Rule::Nonzero, Touch::Middle), EVERYWHERE).into());
        if keep(spans.as_ref().map_or(1, |own| own.len() + 1)) {
            known().entry(key).or_default().insert(number, spans.clone());
        }
        spans
    }

    fn outline(&self, number: u32) -> Option<BezPath> {
        match (&self.program, &self.encoding) {
            (Kind::TrueType(data), encoding) => {
                let face = Face::parse(data, 0).ok()?;
                let glyph = match encoding {
                    Some(encoding) => {
                        let code = u8::try_from(number).ok()?;
                        true_type(&face, encoding, self.symbolic, code).unwrap_or(GlyphId(0))
                    }
                    None => GlyphId(self.place(number)?),
                };
                let mut pen = Pen::new(1.0 / f64::from(face.units_per_em().max(1)));
                face.outline_glyph(glyph, &mut pen)?;
                Some(pen.path)
            }
            (Kind::Cff(data), encoding) => {
                let table = cff::Table::parse(data)?;
                let glyph = match encoding {
                    Some(encoding) => by_name(&table, encoding, u8::try_from(number).ok()?)?,
                    None => match &self.cids {
                        Some(cids) => GlyphId(*cids.get(&u16::try_from(number).ok()?)?),
                        None => GlyphId(self.place(number)?),
                    },
                };
                let scale = f64::from(table.matrix().sx);
                let mut pen = Pen::new(if scale > 0.0 { scale } else { 0.001 });
                table.outline(glyph, &mut pen).ok()?;
                Some(pen.path)
            }
            (Kind::Type1(font), Some(encoding)) => font
                .of_code(encoding, u8::try_from(number).ok()?)
                .or_else(|| font.outline(".notdef")),
            (Kind::Type1(_), None) => None,
        }
    }

    fn place(&self, number: u32) -> Option<u16> {
        let Some(places) = &self.places else { return u16::try_from(number).ok() };
        let at = usize::try_from(number).ok()?.checked_mul(2)?;
        let [high, low] = *places.get(at..at + 2)? else { return None };
        Some(u16::from_be_bytes([high, low]))
    }
}

/// The glyphs of a CFF by the numbers of their characters; `None` if it has names.
fn cids(data: &[u8]) -> Option<BTreeMap<u16, u16>> {
    let table = cff::Table::parse(data)?;
    let count = table.number_of_glyphs();
    table.glyph_cid(GlyphId(0))?;
    Some((0..count).filter_map(|glyph| Some((table.glyph_cid(GlyphId(glyph))?, glyph))).collect())
}

fn by_name(table: &cff::Table<'_>, encoding: &Encoding, code: u8) -> Option<GlyphId> {
    let named = encoding.name(&LATIN, code).and_then(|name| table.glyph_index_by_name(name));
    named.or_else(|| table.glyph_index(code)).or(Some(GlyphId(0)))
}

/// The glyph of a code, by the ways of ISO 32000-1, 9.6.6.4, the likeliest first.
fn true_type(face: &Face<'_>, encoding: &Encoding, symbolic: bool, code: u8) -> Option<GlyphId> {
    let nameless = symbolic && !encoding.said;
    let standard = || (!nameless).then(|| LATIN.name(Base::Standard, code)).flatten();
    let name = encoding.name(&LATIN, code).or_else(standard);
    let point = name.and_then(|name| LATIN.unicode(name));
    let mac = name.and_then(|name| LATIN.mac(name)).map(u32::from);
    let own = u32::from(code);
    let is_glyph = |glyph: &GlyphId| glyph.0 > 0 && glyph.0 < face.number_of_glyphs();
    let mut found = None;
    for table in face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables) {
        let tries: [Option<u32>; 5] = match (table.platform_id, table.encoding_id) {
            (PlatformId::Macintosh, _) if nameless => [Some(own), None, None, None, None],
            (PlatformId::Macintosh, _) => [mac, Some(own).filter(|_| symbolic), None, None, None],
            (PlatformId::Windows, 0) => {
                [Some(0xf000 + own), Some(own), Some(0xf100 + own), Some(0xf200 + own), point]
            }
            _ => [point, Some(own).filter(|_| nameless || name.is_none()), None, None, None],
        };
        let glyph =
            tries.into_iter().flatten().find_map(|own| table.glyph_index(own).filter(is_glyph));
        // The tables of Windows come before those of the Macintosh.
        let better = found.is_none() || table.platform_id == PlatformId::Windows;
        if glyph.is_some() && better {
            found = glyph;
        }
    }
    let post = || name.and_then(|name| face.tables().post?.glyph_index_by_name(name));
    found.or_else(post).filter(is_glyph)
}

/// Draws an outline.
struct Pen {
    path: BezPath,
    scale: f64,
}

impl Pen {
    fn new(scale: f64) -> Self {
        Self { path: BezPath::new(), scale }
    }

    fn at(&self, x: f32, y: f32) -> (f64, f64) {
        (f64::from(x) * self.scale, f64::from(y) * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.at(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.at(x, y));
    }

    fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
        self.path.quad_to(self.at(a, b), self.at(x, y));
    }

    fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
        self.path.curve_to(self.at(a, b), self.at(c, d), self.at(x, y));
    }

    fn close(&mut self) {
        self.path.close_path();
    }
}
