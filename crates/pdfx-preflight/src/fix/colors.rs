//! Colours of content are brought to the inks of the press: grey to black, colours of screens and
//! of other presses by the [`House`](super::House), spot inks by their alternate colour.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content::{Operator, Patches, Place, each, inks_set, places, short};
use super::{Job, Request, Separate, Source};
use crate::color::{Color, Foreign, Library, lab_srgb};
use crate::function::Function;
use crate::inspect::Space;
use crate::pdf::is_name;
use crate::reading::{decode, dictionary, entry};
use neikan_base::diagnostic::Finding;

/// The most that is read of an ICC profile, bytes.
const PROFILE: usize = 32 << 20;

/// Mends colours in content, gradients and groups.
pub fn mend(job: &mut Job<'_>) -> Result<(), Finding> {
    if !job.request.any(&["fix-gray", "fix-spot", "print-color-space"]) {
        return Ok(());
    }
    for place in places(&job.pdf.document, &job.pdf.pages) {
        let Some(bytes) = job.bytes(&place) else { continue };
        let mended = {
            let inker = Inker::new(job);
            Recolour::new(&inker, &place).run(&bytes)
        };
        if let Some((mended, tiled)) = mended {
            let space = vec!["Pattern".into(), "DeviceCMYK".into()];
            let named = [("ColorSpace", TILED, Object::Array(space))];
            job.put(&place, mended, if tiled { &named } else { &[] });
        }
    }
    job.renew()
}

/// How colours of a space come to the inks.
pub enum Way {
    /// They are the inks.
    Inks,
    /// Grey is black.
    Gray,
    /// The house knows.
    House(Foreign, Rc<dyn Separate>),
    /// By the alternate colour of spot inks.
    Spot(Function, Box<Self>),
    /// From a palette.
    Palette(Box<Self>, usize, Vec<u8>),
    /// Of tilings that take their colour from outside.
    Tiled(Box<Self>),
}

/// The name of the space of tilings that take inks from outside.
const TILED: &str = "NkTiled";

impl Way {
    /// The inks of a colour.
    pub fn inks(&self, parts: &[f64]) -> [f64; 4] {
        let part = |at: usize| parts.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        match self {
            Self::Inks => std::array::from_fn(part),
            Self::Gray => [0.0, 0.0, 0.0, 1.0 - part(0)],
            Self::House(foreign, house) => house.flat(&plain(foreign, parts)),
            Self::Spot(tint, base) => base.inks(&tint.values(parts)),
            Self::Tiled(base) => base.inks(parts),
            Self::Palette(base, width, palette) => {
                let at = parts.first().copied().unwrap_or(0.0).clamp(0.0, 255.0) as usize * width;
                let own = palette.get(at..at + width).unwrap_or_default();
                let own: Vec<f64> = own.iter().map(|&byte| f64::from(byte) / 255.0).collect();
                base.inks(&base.spread(&own))
            }
        }
    }

    /// Components of 0 to 1 as the space counts them.
    pub fn spread(&self, parts: &[f64]) -> Vec<f64> {
        match self {
            Self::House(Foreign { space: Space::Lab, range, .. }, _) => {
                let [a0, a1, b0, b1] = *range;
                let part = |at: usize| parts.get(at).copied().unwrap_or(0.0);
                vec![part(0) * 100.0, a0 + part(1) * (a1 - a0), b0 + part(2) * (b1 - b0)]
            }
            _ => parts.to_vec(),
        }
    }

    /// The first colour of the space (ISO 32000-1, 8.6.8).
    fn first(&self) -> [f64; 4] {
        match self {
            Self::Inks => [0.0, 0.0, 0.0, 1.0],
            Self::Spot(..) => self.inks(&[1.0; 32]),
            _ => self.inks(&[0.0; 4]),
        }
    }
}

/// A colour as the house takes it: Lab as sRGB.
fn plain(foreign: &Foreign, parts: &[f64]) -> Vec<f64> {
    if foreign.space != Space::Lab {
        return parts.iter().take(4).map(|part| part.clamp(0.0, 1.0)).collect();
    }
    let part = |at: usize| parts.get(at).copied().unwrap_or(0.0);
    // White is white, whatever the space calls so.
    lab_srgb([part(0).clamp(0.0, 100.0), part(1), part(2)]).to_vec()
}

/// The ways of all sources, each made once for a file.
pub type Known = RefCell<BTreeMap<(u8, Option<ObjectId>), Option<Rc<dyn Separate>>>>;

/// Knows how colours come to the inks.
pub struct Inker<'a> {
    library: Library<'a>,
    request: &'a Request<'a>,
    known: &'a Known,
}

impl<'a> Inker<'a> {
    /// For a file as it now is.
    pub fn new(job: &'a Job<'a>) -> Self {
        Self { library: job.pdf.library(), request: job.request, known: &job.known }
    }

    /// What colour spaces are read with.
    pub fn library(&self) -> Library<'a> {
        self.library
    }

    /// How the colours of a picture come to the inks, whose space stands in its dictionary.
    pub fn of_picture(&self, color: &Color, object: &Object) -> Option<Way> {
        self.of_color(color, object, None)
    }

    /// The file.
    pub fn document(&self) -> &'a Document {
        self.library.document
    }

    /// How colours of a space come to the inks; `None` if they stay as they are.
    pub fn way(&self, object: &Object, named: Option<&Dictionary>) -> Option<Way> {
        let color = Color::read(self.library, object, named)?;
        self.of_color(&color, object, named)
    }

    fn of_color(&self, color: &Color, object: &Object, named: Option<&Dictionary>) -> Option<Way> {
        match color {
            Color::Gray => self.request.has("fix-gray").then_some(Way::Gray),
            Color::Foreign(foreign) => self.foreign(foreign),
            Color::Indexed(base, palette) => {
                let parts = self.parts(object, named)?;
                let way = self.of_color(base, parts.get(1)?, named)?;
                Some(Way::Palette(Box::new(way), base.components(), palette.clone()))
            }
            Color::Colorants { names, alternate, .. } => {
                let spots = self.request.has("fix-spot") && self.is_spot(names);
                let parts = self.parts(object, named).filter(|_| spots)?;
                let tint = Function::of_color(self.library.document, parts.get(3)?)?;
                Some(Way::Spot(tint, Box::new(self.alternate(alternate)?)))
            }
            Color::Pattern(Some(base)) => {
                let parts = self.parts(object, named)?;
                Some(Way::Tiled(Box::new(self.of_color(base, parts.get(1)?, named)?)))
            }
            _ => None,
        }
    }

    /// How the alternate colour of a spot ink comes to the inks.
    pub fn alternate(&self, color: &Color) -> Option<Way> {
        match color {
            Color::Cmyk | Color::Own => Some(Way::Inks),
            Color::Gray => Some(Way::Gray),
            Color::Foreign(foreign) => self.house(foreign),
            _ => None,
        }
    }

    /// Whether inks are spot inks that may be printed in the four.
    fn is_spot(&self, names: &[Vec<u8>]) -> bool {
        let kept = |name: &Vec<u8>| {
            matches!(name.as_slice(), b"All" | b"None")
                || self.request.settings.is_finish(&String::from_utf8_lossy(name))
        };
        let process =
            |name: &Vec<u8>| matches!(name.as_slice(), b"Cyan" | b"Magenta" | b"Yellow" | b"Black");
        !names.iter().any(kept) && !names.iter().all(process)
    }

    fn foreign(&self, foreign: &Foreign) -> Option<Way> {
        if self.request.has("print-color-space") { self.house(foreign) } else { None }
    }

    /// The parts of the array that a space is.
    fn parts(&self, object: &Object, named: Option<&Dictionary>) -> Option<Vec<Object>> {
        let document = self.library.document;
        let object = match crate::reading::resolve(document, object) {
            Object::Name(name) => crate::reading::resolve(document, named?.get(name).ok()?),
            other => other,
        };
        object.as_array().ok().cloned()
    }

    fn house(&self, foreign: &Foreign) -> Option<Way> {
        let key = match (foreign.space, foreign.components) {
            (Space::CalGray, _) => 1,
            (Space::DeviceRgb | Space::CalRgb | Space::Lab, _) => 3,
            (_, components) => 10 + u8::try_from(components).unwrap_or(0),
        };
        let key = (key, foreign.profile);
        if !self.known.borrow().contains_key(&key) {
            let made = self.separate(foreign).map(Rc::from);
            self.known.borrow_mut().insert(key, made);
        }
        let own = self.known.borrow().get(&key).cloned().flatten()?;
        Some(Way::House(*foreign, own))
    }

    fn separate(&self, foreign: &Foreign) -> Option<Box<dyn Separate>> {
        let house = self.request.house?;
        let profile = foreign.profile.and_then(|id| self.library.document.objects.get(&id));
        let profile = profile.and_then(|own| own.as_stream().ok());
        let icc = profile.and_then(|own| decode(own, PROFILE).ok());
        let source = match (foreign.space, foreign.components) {
            (Space::CalGray, _) => Source::Gray(None),
            (Space::DeviceRgb | Space::CalRgb | Space::Lab, _) => Source::Rgb(None),
            (_, 1) => Source::Gray(icc.as_deref()),
            (_, 3) => Source::Rgb(icc.as_deref()),
            (_, 4) => Source::Cmyk(icc.as_deref()?),
            _ => return None,
        };
        house.separate(source)
    }
}

/// What is known of a current colour.
#[derive(Clone)]
enum Current {
    /// Black in DeviceGray, with which a page begins.
    First,
    /// One that stays as it is, or that of whoever paints the form.
    Left,
    /// One of a space whose colours are changed.
    Of(Rc<Way>),
}

/// Rewrites the colours of content.
struct Recolour<'a> {
    inker: &'a Inker<'a>,
    place: &'a Place,
    named: Option<&'a Dictionary>,
    /// The fill and the stroke colour.
    state: [Current; 2],
    saved: Vec<[Current; 2]>,
    patches: Patches,
    /// Whether anything is painted in the colour that a page begins with.
    begins: bool,
    /// Whether it is a glyph that takes the colour of the text, whatever it says itself.
    fixed: bool,
    /// Whether the space of tilings is named.
    tiled: bool,
    /// The ways of spaces by their names.
    ways: BTreeMap<Vec<u8>, Option<Rc<Way>>>,
}

impl<'a> Recolour<'a> {
    fn new(inker: &'a Inker<'a>, place: &'a Place) -> Self {
        let own = entry(inker.document(), &place.resources, b"ColorSpace");
        let first = if place.page.is_some() { Current::First } else { Current::Left };
        Self {
            inker,
            place,
            named: dictionary(inker.document(), own),
            state: [first.clone(), first],
            saved: Vec::new(),
            patches: Patches::default(),
            begins: false,
            fixed: false,
            tiled: false,
            ways: BTreeMap::new(),
        }
    }

    /// Rewrites the content, and says whether it names the space of tilings; `None` if nothing
    /// changes or it cannot be read to its end.
    fn run(mut self, bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
        each(bytes, |own| self.step(&own, bytes))?;
        if self.begins && self.inker.request.has("fix-gray") {
            self.patches.put(0..0, "0 0 0 1 k 0 0 0 1 K\n");
        }
        Some((self.patches.apply(bytes)?, self.tiled))
    }

    fn step(&mut self, own: &Operator<'_>, bytes: &[u8]) {
        match own.word {
            _ if self.fixed => {}
            b"d1" => self.fixed = true,
            b"q" => self.saved.push(self.state.clone()),
            b"Q" => self.state = self.saved.pop().unwrap_or([Current::Left, Current::Left]),
            b"g" | b"G" => self.device(own, b"DeviceGray"),
            b"rg" | b"RG" => self.device(own, b"DeviceRGB"),
            b"k" | b"K" => self.set(own, Current::Left),
            b"cs" | b"CS" => self.space(own),
            b"sc" | b"scn" | b"SC" | b"SCN" => self.tint(own, bytes),
            _ => self.paints(own),
        }
    }

    fn set(&mut self, own: &Operator<'_>, current: Current) {
        self.state[usize::from(own.word[0].is_ascii_uppercase())] = current;
    }

    /// The way of a space by its name.
    fn way(&mut self, name: &[u8]) -> Option<Rc<Way>> {
        if let Some(known) = self.ways.get(name) {
            return known.clone();
        }
        // The resources may say what device colours mean (ISO 32000-1, 8.6.5.6).
        let default: &[u8] = match name {
            b"DeviceGray" => b"DefaultGray",
            b"DeviceRGB" => b"DefaultRGB",
            _ => b"",
        };
        let default = self.named.and_then(|named| named.get(default).ok());
        let object = default.cloned().unwrap_or_else(|| Object::Name(name.to_vec()));
        let way = self.inker.way(&object, self.named);
        // To a mask light matters alone: grey stays, and what is no colour of a screen.
        let way = way.filter(|way| match way {
            Way::House(foreign, _) => !self.place.masks || foreign.space != Space::Lab,
            _ => !self.place.masks,
        });
        let way = way.map(Rc::new);
        self.ways.insert(name.to_vec(), way.clone());
        way
    }

    /// A colour that names its space.
    fn device(&mut self, own: &Operator<'_>, space: &[u8]) {
        self.set(own, Current::Left);
        if let Some(way) = self.way(space) {
            self.change(own, &way, &own.numbers());
        }
    }

    fn space(&mut self, own: &Operator<'_>) {
        let way = own.name().map(<[u8]>::to_vec).and_then(|name| self.way(&name));
        if let Some(way) = &way {
            let strokes = own.word[0].is_ascii_uppercase();
            let first = match &**way {
                Way::Tiled(_) => {
                    self.tiled = true;
                    format!("/{TILED} {}", if strokes { "CS" } else { "cs" })
                }
                _ if self.place.masks => light(&[0.0; 3], strokes),
                way => inks_set(way.first(), strokes),
            };
            self.patches.put(own.range.clone(), first);
        }
        self.set(own, way.map_or(Current::Left, Current::Of));
    }

    fn tint(&mut self, own: &Operator<'_>, bytes: &[u8]) {
        let current = &self.state[usize::from(own.word[0].is_ascii_uppercase())];
        let Current::Of(way) = current.clone() else { return };
        let Way::Tiled(base) = &*way else { return self.change(own, &way, &own.numbers()) };
        // The name of the tiling, and what follows it, stay as they are.
        let text = &bytes[own.range.clone()];
        if let Some(at) = text.iter().rposition(|&byte| byte == b'/') {
            let inks = base.inks(&own.numbers()).map(|part| short(part.clamp(0.0, 1.0))).join(" ");
            let end = own.range.start + at;
            self.patches.put(own.range.start..end, format!("{inks} "));
        }
    }

    fn change(&mut self, own: &Operator<'_>, way: &Way, parts: &[f64]) {
        let strokes = own.word[0].is_ascii_uppercase();
        let text = if self.place.masks {
            light(parts, strokes)
        } else {
            inks_set(way.inks(parts), strokes)
        };
        self.patches.put(own.range.clone(), text);
    }

    /// Sees whether something is painted in the colour that a page begins with.
    fn paints(&mut self, own: &Operator<'_>) {
        let [fills, strokes] = match own.ends_path() {
            Some(painted) => painted,
            None if own.word == b"Do" => [self.takes_colors(own); 2],
            None => [own.shows() || own.word == b"BI", false],
        };
        let first = |at: usize| matches!(self.state[at], Current::First);
        self.begins |= fills && first(0) || strokes && first(1);
    }
}

impl Recolour<'_> {
    /// Whether what is placed may be painted in the current colours: not a picture of its own.
    fn takes_colors(&self, own: &Operator<'_>) -> bool {
        let document = self.inker.document();
        let objects = dictionary(document, entry(document, &self.place.resources, b"XObject"));
        let object = own.name().and_then(|name| objects?.get(name).ok());
        let Some(object) = object.and_then(|object| dictionary(document, object)) else {
            return false;
        };
        let stencil = entry(document, object, b"ImageMask").as_bool().unwrap_or(false);
        stencil || !is_name(object, b"Subtype", b"Image")
    }
}

/// The grey that a colour is to a soft mask (ISO 32000-1, 11.3.5.3).
fn light(parts: &[f64], strokes: bool) -> String {
    let value = match parts {
        [r, g, b] => 0.3 * r + 0.59 * g + 0.11 * b,
        [c, m, y, k] => (1.0 - (0.3 * c + 0.59 * m + 0.11 * y + k)).max(0.0),
        _ => parts.first().copied().unwrap_or(0.0),
    };
    format!("{} {}", short(value.clamp(0.0, 1.0)), if strokes { "G" } else { "g" })
}
