//! Walks everything that the pages paint: content, forms, patterns, Type 3 glyphs, annotations.
//!
//! [`operators`] interprets content streams over a [`state`]; [`color`] and [`function`] compute
//! the inks of colours, [`font`] the widths of characters, [`glyphs`] whether they have glyphs and
//! [`letters`] where they are placed; [`pictures`] reads pictures. Where the text is wanted,
//! [`gather`] keeps its letters, with what [`meaning`] says of their codes. The work is bounded by how much
//! is read, not by time: forms that call one another over and over exhaust a budget of values and
//! bytes, and anything that leads back to itself is not entered again.

pub(crate) mod coding;
pub(crate) mod font;
pub(crate) mod gather;
pub(crate) mod glyphs;
mod letters;
mod meaning;
mod operators;
pub(crate) mod pictures;
mod state;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use crate::matrix::{IDENTITY, bounds_of, meet, then};
use font::Font;
use gather::Gathered;
use operators::Interpreter;
use state::State;

pub(crate) use letters::parts;

use super::facts::{Feature, Lacking, Painted, Picture, Role, Spot, Typeface};
use crate::color::Color;
use crate::ink::Ink;
use crate::inspect::Space;
use crate::pdf::is_name;
use crate::reading::syntax::Budget;
use crate::reading::{
    Bounds, Page, Pdf, Refused, appearance, decode, dictionary, entry, numbers, rectangle, resolve,
};
use crate::text::Sheet;

/// How deep forms, patterns and Type 3 glyphs may be nested.
const DEPTH: usize = 24;
/// The budget of values in all content, counted each time it is painted.
const VALUES: usize = 40_000_000;
/// The budget of content bytes, counted each time it is painted.
const BYTES: usize = 400 << 20;
/// How many bytes of decoded content are kept.
const KEPT: usize = 256 << 20;
/// How many features are noted.
const USES: usize = 200_000;
/// How many bytes of font programs are decoded to see which glyphs they have.
const PROGRAMS: usize = 256 << 20;
/// How many fonts (counted per page) are reported as lacking glyphs, and how many codes of each.
const LACKING: usize = 2_000;
/// How many character widths are read from all fonts together.
const WIDTHS: usize = 4_000_000;
/// How many values it costs to read a colour space, a shading or a font.
const COSTLY: usize = 1_000;
/// How many values a form or an annotation costs.
const CHEAP: usize = 10;
/// How many painted objects are kept.
const PAINTED: usize = 500_000;

/// What was found on all pages.
#[derive(Default)]
pub struct Met {
    /// What is painted, in order.
    pub painted: Vec<Painted>,
    /// The features used.
    pub uses: Vec<(Feature, Spot)>,
    /// The pictures by object.
    pub pictures: BTreeMap<ObjectId, Picture>,
    /// The pictures within content that have inks, by the index of what is painted.
    pub inline: Vec<(usize, Picture, Stream)>,
    /// The fonts.
    pub fonts: BTreeMap<ObjectId, Typeface>,
    /// The codes without a glyph, by page and font name.
    pub lacking: BTreeMap<(usize, String), Lacking>,
    /// The fonts whose glyphs could not be determined, by name, and where each is first used.
    pub untold: BTreeMap<String, Spot>,
}

/// Walks all pages. Of a page that paints more than the limits allow, what comes after that is not
/// walked, which is noted.
///
/// # Errors
/// [`Refused`] if a page cannot be walked at all.
pub fn walk(opened: &Pdf) -> Result<Met, Refused> {
    let mut walker = Walker::new(opened);
    walker.pages()?;
    Ok(walker.met)
}

/// Gathers the letters and pictures of all pages.
///
/// # Errors
/// [`Refused::Large`] if they paint more than the limits allow.
pub fn sheets(opened: &Pdf) -> Result<Vec<Sheet>, Refused> {
    let gathered = Some(Gathered::new(opened));
    let mut walker = Walker { gathered, ..Walker::new(opened) };
    walker.pages()?;
    Ok(walker.gathered.map(|gathered| gathered.sheets).unwrap_or_default())
}

struct Walker<'a> {
    opened: &'a Pdf,
    met: Met,
    seen: BTreeSet<(Feature, usize, Option<ObjectId>)>,
    contents: BTreeMap<ObjectId, Arc<Vec<u8>>>,
    fonts: BTreeMap<ObjectId, Arc<Font>>,
    /// The colour spaces by object, or by their address in memory.
    colors: BTreeMap<(u32, usize), Option<Arc<Color>>>,
    budget: Budget,
    kept: usize,
    widths: usize,
    programs: usize,
    /// The ink of shadings, by their address in memory.
    shadings: BTreeMap<usize, Ink>,
    /// The streams being painted, the innermost last.
    open: Vec<ObjectId>,
    /// The fonts whose glyph drawings were walked on this page.
    drawn: BTreeSet<ObjectId>,
    page: usize,
    /// The letters, if they are wanted; what is painted is then not kept.
    gathered: Option<Gathered>,
}

/// How a stream is painted.
#[derive(Clone, Copy)]
struct Manner {
    /// Whether what it paints is ink on paper; a mask is not.
    prints: bool,
    /// Inside a pattern: the place reported for everything, instead of where each part is.
    within: Option<Bounds>,
    depth: usize,
}

impl<'a> Walker<'a> {
    fn new(opened: &'a Pdf) -> Self {
        Self {
            opened,
            met: Met::default(),
            seen: BTreeSet::new(),
            contents: BTreeMap::new(),
            fonts: BTreeMap::new(),
            colors: BTreeMap::new(),
            budget: Budget { values: VALUES, bytes: BYTES },
            kept: KEPT,
            widths: WIDTHS,
            programs: PROGRAMS,
            shadings: BTreeMap::new(),
            open: Vec::new(),
            drawn: BTreeSet::new(),
            page: 0,
            gathered: None,
        }
    }

    fn pages(&mut self) -> Result<(), Refused> {
        let pages = &self.opened.pages;
        for page in pages {
            let done = self.page(page);
            let full = self.met.uses.len() >= USES;
            match done {
                Err(Refused::Large) if self.gathered.is_none() => {}
                Ok(()) if !full => continue,
                done => done?,
            }
            self.open.clear();
            self.met.uses.push((Feature::Unjudged, Spot::page(page.number, page.id)));
            if full {
                break;
            }
        }
        Ok(())
    }

    fn page(&mut self, page: &'a Page) -> Result<(), Refused> {
        self.page = page.number;
        if let Some(gathered) = &mut self.gathered {
            gathered.begin(page);
        }
        self.drawn.clear();
        let spot = Spot::page(page.number, page.id);
        if let Some(group) =
            dictionary(&self.opened.document, entry(&self.opened.document, &page.own, b"Group"))
            && is_name(group, b"S", b"Transparency")
        {
            self.group(group, &page.resources, spot);
        }
        let (bytes, object) = self.page_content(page)?;
        let media = page.media.unwrap_or_default();
        let state =
            State::new(IDENTITY, page.crop.and_then(|crop| meet(crop, media)).unwrap_or(media));
        let manner = Manner { prints: true, within: None, depth: DEPTH };
        self.run(&bytes, object, &page.resources, state, manner)?;
        self.annotations(page)
    }

    /// The content of a page: its streams, joined in order.
    fn page_content(
        &mut self,
        page: &'a Page,
    ) -> Result<(Arc<Vec<u8>>, Option<ObjectId>), Refused> {
        let document = &self.opened.document;
        let Ok(contents) = page.own.get(b"Contents") else { return Ok((Arc::default(), None)) };
        let parts: Vec<&Object> = match resolve(document, contents) {
            Object::Array(parts) => parts.iter().collect(),
            _ => vec![contents],
        };
        if let [Object::Reference(id)] = parts.as_slice() {
            let Object::Stream(stream) = resolve(document, parts[0]) else {
                self.unreadable(page, Some(*id));
                return Ok((Arc::default(), None));
            };
            return Ok((self.content(*id, stream)?, Some(*id)));
        }
        let mut all = Vec::new();
        for part in &parts {
            match (part, resolve(document, part)) {
                (Object::Reference(id), Object::Stream(stream)) => {
                    all.extend_from_slice(&self.content(*id, stream)?);
                    all.push(b'\n');
                }
                _ => self.unreadable(page, None),
            }
            if all.len() > KEPT {
                return Err(Refused::Large);
            }
        }
        let first = parts.first().and_then(|part| part.as_reference().ok());
        Ok((Arc::new(all), first))
    }

    fn unreadable(&mut self, page: &Page, object: Option<ObjectId>) {
        let spot = Spot { object: object.or(Some(page.id)), ..Spot::page(page.number, page.id) };
        self.note(Feature::Unreadable, spot);
    }

    /// The decoded content of a stream.
    fn content(&mut self, id: ObjectId, stream: &Stream) -> Result<Arc<Vec<u8>>, Refused> {
        if let Some(known) = self.contents.get(&id) {
            return Ok(known.clone());
        }
        let plain = match decode(stream, self.kept) {
            Ok(plain) => plain,
            Err(Refused::Large) => return Err(Refused::Large),
            Err(_) => {
                self.note(Feature::Unreadable, Spot { object: Some(id), ..self.spot(0) });
                Vec::new()
            }
        };
        self.kept = self.kept.saturating_sub(plain.len());
        let plain = Arc::new(plain);
        self.contents.insert(id, plain.clone());
        Ok(plain)
    }

    /// Paints content.
    fn run(
        &mut self,
        bytes: &[u8],
        object: Option<ObjectId>,
        resources: &'a Dictionary,
        state: State,
        manner: Manner,
    ) -> Result<(), Refused> {
        self.budget.spend(bytes.len()).map_err(|_| Refused::Large)?;
        let marks = self.gathered.as_ref().map_or(0, |gathered| gathered.marks.len());
        Interpreter::new(self, object, resources, state, manner).run(bytes)?;
        // What is marked in a stream ends with it.
        if let Some(gathered) = &mut self.gathered {
            gathered.marks.truncate(marks);
        }
        Ok(())
    }

    /// Paints a form: an XObject, a soft mask, an annotation's appearance.
    fn form(
        &mut self,
        id: ObjectId,
        stream: &'a Stream,
        above: &'a Dictionary,
        mut state: State,
        manner: Manner,
    ) -> Result<(), Refused> {
        self.charge(CHEAP)?;
        let Some(depth) = manner.depth.checked_sub(1) else {
            let spot = Spot::page(self.page, id);
            self.note(Feature::TooDeep, spot);
            return Ok(());
        };
        if self.open.contains(&id) {
            return Ok(());
        }
        let document = &self.opened.document;
        let resources = dictionary(document, entry(document, &stream.dict, b"Resources"));
        let resources = resources.unwrap_or(above);
        if let Some(group) = dictionary(document, entry(document, &stream.dict, b"Group"))
            && is_name(group, b"S", b"Transparency")
        {
            self.group(group, resources, Spot { object: Some(id), ..self.spot(0) });
        }
        let matrix = stream.dict.get(b"Matrix").ok().and_then(|m| numbers(document, m));
        let matrix = matrix.and_then(|matrix| matrix.try_into().ok()).unwrap_or(IDENTITY);
        state.ctm = then(matrix, state.ctm);
        if let Some(own) = rectangle(document, &stream.dict, b"BBox") {
            let Some(clip) = meet(state.clip, bounds_of(state.ctm, own)) else { return Ok(()) };
            state.clip = clip;
        }
        let bytes = self.content(id, stream)?;
        self.open.push(id);
        let done = self.run(&bytes, Some(id), resources, state, Manner { depth, ..manner });
        self.open.pop();
        done
    }

    fn group(&mut self, group: &Dictionary, resources: &Dictionary, spot: Spot) {
        let document = &self.opened.document;
        let named = dictionary(document, entry(document, resources, b"ColorSpace"));
        let space = group.get(b"CS").ok().and_then(|cs| self.color(cs, named));
        let family = space.as_ref().map(|space| space.space());
        if let Some(family) = family {
            self.note(Feature::Space(family, Role::Group), spot);
        }
        self.note(Feature::Group(family), spot);
    }

    fn annotations(&mut self, page: &'a Page) -> Result<(), Refused> {
        let document = &self.opened.document;
        let Object::Array(list) = entry(document, &page.own, b"Annots") else { return Ok(()) };
        for object in list {
            self.charge(CHEAP)?;
            let Some(own) = dictionary(document, object) else { continue };
            let id = object.as_reference().ok();
            let bounds = rectangle(document, own, b"Rect");
            let kind = match entry(document, own, b"Subtype") {
                Object::Name(name) => {
                    String::from_utf8_lossy(&name[..name.len().min(64)]).into_owned()
                }
                _ => String::new(),
            };
            let spot =
                Spot { page: page.number, object: id.or(Some(page.id)), operator: 0, bounds };
            self.note(Feature::Annotation(kind), spot);
            let Some(normal) = appearance(document, own) else { continue };
            if let (Ok(id), Object::Stream(stream)) =
                (normal.as_reference(), resolve(document, normal))
            {
                let place = bounds.unwrap_or_default();
                let media = page.media.unwrap_or_default();
                // Its exact position does not matter: the annotation itself is judged.
                let manner = Manner { prints: false, within: Some(place), depth: DEPTH };
                self.form(id, stream, &page.resources, State::new(IDENTITY, media), manner)?;
            }
        }
        Ok(())
    }

    /// The length of a unit of the page's coordinates, points.
    fn unit(&self) -> f64 {
        let page = self.page.checked_sub(1).and_then(|at| self.opened.pages.get(at));
        page.map_or(1.0, |page| page.unit)
    }

    fn spot(&self, operator: usize) -> Spot {
        Spot { page: self.page, object: self.open.last().copied(), operator, bounds: None }
    }

    /// Records the use of a feature, once per page and object.
    fn note(&mut self, feature: Feature, spot: Spot) {
        if self.met.uses.len() < USES && self.seen.insert((feature.clone(), spot.page, spot.object))
        {
            self.met.uses.push((feature, spot));
        }
    }

    /// Records a code for which a font has no glyph.
    fn note_lacking(&mut self, font: &str, code: &[u8], spot: Spot) {
        let key = (spot.page, font.to_owned());
        if self.met.lacking.len() >= LACKING && !self.met.lacking.contains_key(&key) {
            return;
        }
        let known = self.met.lacking.entry(key);
        let codes = &mut known.or_insert_with(|| Lacking { spot, codes: BTreeSet::new() }).codes;
        if codes.len() < LACKING {
            codes.insert(code.to_vec());
        }
    }

    /// Records a font whose glyphs could not be determined.
    fn note_untold(&mut self, font: &str, spot: Spot) {
        if self.met.untold.len() < LACKING && !self.met.untold.contains_key(font) {
            self.met.untold.insert(font.to_owned(), spot);
        }
    }

    fn paint(&mut self, mut painted: Painted) -> Result<(), Refused> {
        if self.gathered.is_some() {
            return Ok(());
        }
        let unit = self.unit();
        painted.size *= unit;
        painted.scale *= unit;
        painted.width = painted.width.map(|width| width * unit);
        painted.ppi = painted.ppi.map(|ppi| ppi / unit);
        if self.met.painted.len() >= PAINTED {
            return Err(Refused::Large);
        }
        self.met.painted.push(painted);
        Ok(())
    }

    /// The colour space of a name or an object.
    fn color(&mut self, object: &Object, named: Option<&Dictionary>) -> Option<Arc<Color>> {
        let found = match object {
            Object::Name(name) => named.and_then(|named| named.get(name).ok()),
            _ => None,
        };
        // Resources keep their address in memory; operands of content do not.
        let key = match (found, object) {
            (Some(Object::Reference((id, _))), _) | (None, Object::Reference((id, _))) => {
                Some((*id, 0))
            }
            (Some(direct), _) => Some((0, std::ptr::from_ref(direct) as usize)),
            _ => None,
        };
        if let Some(known) = key.and_then(|key| self.colors.get(&key)) {
            return known.clone();
        }
        if !matches!((found, object), (None, Object::Name(_))) {
            self.budget.values = self.budget.values.saturating_sub(COSTLY);
        }
        let color = Color::read(self.opened.library(), object, named).map(Arc::new);
        if let Some(key) = key {
            self.colors.insert(key, color.clone());
        }
        color
    }

    /// Charges for work that reads no values.
    fn charge(&mut self, values: usize) -> Result<(), Refused> {
        self.budget.values = self.budget.values.checked_sub(values).ok_or(Refused::Large)?;
        Ok(())
    }

    /// Records the families of a colour space and the names of its inks.
    fn note_color(&mut self, color: &Color, role: Role, spot: Spot) {
        for space in color.spaces() {
            // The alternate is used only where the ink is not available.
            if space == color.space()
                || !matches!(color, Color::Colorants { .. })
                || !space.is_ink()
            {
                self.note(Feature::Space(space, role), spot);
            }
        }
        self.note_inks(color, spot);
    }

    fn note_inks(&mut self, color: &Color, spot: Spot) {
        match color {
            Color::Colorants { names, full, space, .. } => {
                // One component of several may print nothing (ISO 32000-1, 8.6.6.5).
                let none = |name: &Vec<u8>| name == b"None";
                let nameless = names.iter().all(none);
                for name in names.iter().filter(|name| nameless || !none(name)) {
                    // The inks of a DeviceN share one alternate: only a Separation defines its own.
                    let full =
                        if *space == Space::Separation { full.clone() } else { String::new() };
                    self.note(Feature::Colorant(name.clone(), full), spot);
                }
            }
            Color::Indexed(base, _) | Color::Pattern(Some(base)) => self.note_inks(base, spot),
            _ => {}
        }
    }
}
