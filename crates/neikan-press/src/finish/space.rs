//! Where a colour comes from, and how it is converted to inks from there.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use sha2::{Digest, Sha256};

use super::Job;
use crate::Inks;
use crate::color::{Converter, Engine, Tints, luminosity};
use crate::inks::{Duotone, in_black};
use pdfx_preflight::pdf::integer;

/// A colour space as the converters see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceSpace {
    /// Black ink, 0 is full.
    Gray,
    /// A screen grey, with its ICC profile if it has one.
    Light(Option<ObjectId>),
    /// Red, green and blue, with their ICC profile; sRGB without one.
    Rgb(Option<ObjectId>),
    /// The inks of this press, or of the press that an ICC profile describes.
    Cmyk(Option<ObjectId>),
    /// Anything else: patterns, separations, palettes.
    Other,
}

impl SourceSpace {
    /// Reads a colour space: a name or an array.
    pub fn read(document: &Document, object: &Object) -> Self {
        let Ok((_, object)) = document.dereference(object) else { return Self::Other };
        match object {
            Object::Name(name) => Self::named(name),
            Object::Array(parts) => Self::family(document, parts),
            _ => Self::Other,
        }
    }

    /// The colour space that a name denotes without resources.
    pub fn named(name: &[u8]) -> Self {
        match name {
            b"DeviceGray" | b"G" => Self::Gray,
            b"CalGray" => Self::Light(None),
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Self::Rgb(None),
            b"DeviceCMYK" | b"CMYK" => Self::Cmyk(None),
            _ => Self::Other,
        }
    }

    fn family(document: &Document, parts: &[Object]) -> Self {
        let Some(Ok(name)) = parts.first().map(Object::as_name) else { return Self::Other };
        if name != b"ICCBased" {
            return Self::named(name);
        }
        let stream = parts.get(1).and_then(|part| document.dereference(part).ok());
        let Some((id, Object::Stream(stream))) = stream else { return Self::Other };
        match integer(&stream.dict, b"N") {
            Some(1) => Self::Light(id),
            Some(3) => Self::Rgb(id),
            Some(4) => Self::Cmyk(id),
            _ => Self::Other,
        }
    }

    /// The colour spaces named in resources.
    pub fn of_resources(document: &Document, resources: &Dictionary) -> BTreeMap<Vec<u8>, Self> {
        let spaces = resources.get_deref(b"ColorSpace", document).and_then(Object::as_dict);
        let spaces = spaces.ok().into_iter().flat_map(Dictionary::iter);
        spaces.map(|(name, space)| (name.clone(), Self::read(document, space))).collect()
    }

    /// The number of components of a colour.
    pub fn components(self) -> usize {
        match self {
            Self::Gray | Self::Light(_) => 1,
            Self::Rgb(_) => 3,
            Self::Cmyk(_) => 4,
            Self::Other => 0,
        }
    }
}

/// The converters of all sources in a document.
pub struct Palette<'a> {
    engine: &'a Engine,
    profiles: BTreeMap<ObjectId, Converter>,
    greys: BTreeMap<ObjectId, Tints>,
    ids: BTreeMap<ObjectId, [u8; 32]>,
    named: BTreeMap<[u8; 4], [f32; 4]>,
    inks: &'a Inks,
    two: Option<Two<'a>>,
}

/// Black and the spot ink in which pictures are, with the colour space of both.
#[derive(Clone, Copy)]
pub struct Two<'a> {
    /// How much of each ink shows a tint.
    pub duotone: &'a Duotone,
    /// The colour space.
    pub space: ObjectId,
}

impl<'a> Palette<'a> {
    /// Creates a converter for every RGB or CMYK profile in a document, and tints for every grey
    /// one.
    ///
    /// A broken profile counts as sRGB, or as the press itself, as in viewers. The job has the named
    /// colours and the inks; drawings are in `two` of them, if they are given.
    pub fn collect(
        engine: &'a Engine,
        document: &Document,
        job: &'a Job,
        two: Option<Two<'a>>,
    ) -> Self {
        let mut palette = Self {
            engine,
            profiles: BTreeMap::new(),
            greys: BTreeMap::new(),
            ids: BTreeMap::new(),
            named: BTreeMap::new(),
            inks: &job.inks,
            two,
        };
        for (&id, object) in &document.objects {
            let Ok(stream) = object.as_stream() else { continue };
            let Some(components @ (1 | 3 | 4)) = integer(&stream.dict, b"N") else { continue };
            let Ok(icc) = stream.get_plain_content() else { continue };
            palette.add(id, &icc, components);
        }
        let named = job.colors.iter().map(|color| color.map(|part| (part / 100.0) as f32));
        palette.named = named.map(|color| (color.map(eighth), color)).collect();
        palette
    }

    fn add(&mut self, id: ObjectId, icc: &[u8], components: i64) {
        if components == 1 {
            self.greys.extend(self.engine.embedded_tints(icc).map(|tints| (id, tints)));
        } else if !self.engine.is_of(icc)
            && let Some(converter) = self.engine.embedded(icc)
            && converter.components() as i64 == components
        {
            self.profiles.insert(id, converter);
        }
        self.ids.insert(id, Sha256::digest(icc).into());
    }

    /// The identity of a source's conversion to inks, different for every conversion.
    pub fn id(&self, source: SourceSpace) -> [u8; 32] {
        let profile = match source {
            SourceSpace::Light(profile)
            | SourceSpace::Rgb(profile)
            | SourceSpace::Cmyk(profile) => profile,
            SourceSpace::Gray | SourceSpace::Other => None,
        };
        let profile = profile.and_then(|id| self.ids.get(&id));
        Sha256::new()
            .chain_update(self.engine.id())
            .chain_update([u8::from(source == SourceSpace::Gray), u8::from(self.inks.black_only)])
            .chain_update(profile.copied().unwrap_or_default())
            .finalize()
            .into()
    }

    /// The inks of the job.
    pub fn inks(&self) -> &'a Inks {
        self.inks
    }

    /// The two inks in which drawings are, as pictures are; `None` if that is not so.
    pub fn two(&self) -> Option<Two<'a>> {
        self.two
    }

    /// The inks (0 to 1) of a flat RGB colour, in the profile or sRGB.
    pub fn flat(&self, profile: Option<ObjectId>, rgb: [f32; 3]) -> [f32; 4] {
        let converter = self.converter(profile);
        match self.inks.black_only {
            true => [0.0, 0.0, 0.0, converter.tints().ink(luminosity(rgb))],
            false => converter.flat(rgb),
        }
    }

    /// The inks (0 to 1) of a flat colour in inks.
    pub fn pressed(&self, inks: [f32; 4]) -> [f32; 4] {
        match self.inks.black_only {
            true => [0.0, 0.0, 0.0, in_black(self.exact(inks))],
            false => self.exact(inks),
        }
    }

    /// The most ink on one spot, in 255ths of one ink.
    pub fn total_ink(&self) -> u32 {
        self.engine.total_ink()
    }

    /// Inks as they were named: Typst keeps only 8 bits of each.
    fn exact(&self, inks: [f32; 4]) -> [f32; 4] {
        let near = |named: &&[f32; 4]| named.iter().zip(inks).all(|(a, b)| (a - b).abs() < 0.0021);
        self.named.get(&inks.map(eighth)).filter(near).copied().unwrap_or(inks)
    }

    /// The converter for a profile, or for sRGB.
    pub fn converter(&self, profile: Option<ObjectId>) -> &Converter {
        self.separations(profile).unwrap_or_else(|| self.engine.srgb())
    }

    /// The converter for a profile that is not this press's own; `None` without a profile.
    pub fn separations(&self, profile: Option<ObjectId>) -> Option<&Converter> {
        profile.and_then(|id| self.profiles.get(&id))
    }

    /// The tints for a grey profile, or for screen greys.
    pub fn tints(&self, profile: Option<ObjectId>) -> &Tints {
        profile.and_then(|id| self.greys.get(&id)).unwrap_or_else(|| self.engine.tints())
    }
}

/// A tint (0 to 1) in 8 bits.
fn eighth(part: f32) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}
