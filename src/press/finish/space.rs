//! Where a colour comes from, and the way from there to the inks.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::press::color::{Converter, Engine, Tints};
use crate::press::pdf::integer;

/// A colour space as the converters see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Black ink, 0 is full.
    Gray,
    /// A grey as on a screen, and the ICC profile it is meant in.
    Light(Option<ObjectId>),
    /// Red, green, blue, and the ICC profile they are meant in; sRGB without one.
    Rgb(Option<ObjectId>),
    /// The inks of the press.
    Cmyk,
    /// Any other: patterns, separations, palettes.
    Other,
}

impl Source {
    /// Reads a colour space: a name or an array.
    pub fn read(document: &Document, object: &Object) -> Self {
        let Ok((_, object)) = document.dereference(object) else { return Self::Other };
        match object {
            Object::Name(name) => Self::named(name),
            Object::Array(parts) => Self::family(document, parts),
            _ => Self::Other,
        }
    }

    /// The colour space that a name stands for without resources.
    pub fn named(name: &[u8]) -> Self {
        match name {
            b"DeviceGray" | b"G" => Self::Gray,
            b"CalGray" => Self::Light(None),
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Self::Rgb(None),
            b"DeviceCMYK" | b"CMYK" => Self::Cmyk,
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
            Some(4) => Self::Cmyk,
            _ => Self::Other,
        }
    }

    /// The colour spaces that resources name.
    pub fn of_resources(document: &Document, resources: &Dictionary) -> BTreeMap<Vec<u8>, Self> {
        let spaces = resources.get_deref(b"ColorSpace", document).and_then(Object::as_dict);
        let spaces = spaces.ok().into_iter().flat_map(Dictionary::iter);
        spaces.map(|(name, space)| (name.clone(), Self::read(document, space))).collect()
    }

    /// How many components a colour has.
    pub fn components(self) -> usize {
        match self {
            Self::Gray | Self::Light(_) => 1,
            Self::Rgb(_) => 3,
            Self::Cmyk => 4,
            Self::Other => 0,
        }
    }
}

/// The converters of all sources in a document.
pub struct Palette<'a> {
    engine: &'a Engine,
    profiles: BTreeMap<ObjectId, Converter>,
    greys: BTreeMap<ObjectId, Tints>,
    named: BTreeMap<[u8; 4], [f32; 4]>,
}

impl<'a> Palette<'a> {
    /// Makes a converter for every RGB profile and tints for every grey one in a document.
    ///
    /// A profile that is broken counts as sRGB, as it does in viewers. `colors` have names; they
    /// are in percent.
    pub fn collect(engine: &'a Engine, document: &Document, colors: &[[f64; 4]]) -> Self {
        let icc = |object: &Object, components: i64| {
            let stream = object.as_stream().ok()?;
            let fits = integer(&stream.dict, b"N") == Some(components);
            fits.then(|| stream.get_plain_content().ok()).flatten()
        };
        let objects = || document.objects.iter();
        let profiles = objects()
            .filter_map(|(&id, object)| Some((id, engine.embedded(&icc(object, 3)?)?)))
            .collect();
        let greys = objects()
            .filter_map(|(&id, object)| Some((id, engine.embedded_tints(&icc(object, 1)?)?)))
            .collect();
        let named = colors.iter().map(|color| color.map(|part| (part / 100.0) as f32));
        let named = named.map(|color| (color.map(eighth), color)).collect();
        Self { engine, profiles, greys, named }
    }

    /// Inks as they were named: Typst keeps 8 bits of each.
    pub fn exact(&self, inks: [f32; 4]) -> [f32; 4] {
        let near = |named: &&[f32; 4]| named.iter().zip(inks).all(|(a, b)| (a - b).abs() < 0.0021);
        self.named.get(&inks.map(eighth)).filter(near).copied().unwrap_or(inks)
    }

    /// The converter for a profile, or for sRGB.
    pub fn converter(&self, profile: Option<ObjectId>) -> &Converter {
        profile.and_then(|id| self.profiles.get(&id)).unwrap_or_else(|| self.engine.srgb())
    }

    /// The tints for a grey profile, or for greys as on a screen.
    pub fn tints(&self, profile: Option<ObjectId>) -> &Tints {
        profile.and_then(|id| self.greys.get(&id)).unwrap_or_else(|| self.engine.tints())
    }
}

/// A tint (0 to 1) in 8 bits.
fn eighth(part: f32) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}
