//! Dictionaries: resources, shadings, transparency groups and soft masks are rewritten so that they
//! name only the colour spaces of the press.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};

use super::functions;
use super::pictures::{greys, light};
use super::shadings;
use super::space::{Palette, SourceSpace};
use crate::Inks;
use crate::color::{grey, luminosity};
use neikan_base::diagnostic::Findings;
use pdfx_preflight::pdf::is_name;

/// Converts the dictionaries of all objects.
pub fn convert(
    document: &mut Document,
    palette: &Palette<'_>,
    masks: &BTreeSet<ObjectId>,
    findings: &mut Findings,
) {
    let ids: Vec<ObjectId> = document.objects.keys().copied().collect();
    for id in ids {
        // It is taken out of the document while it changes, since its references are looked up
        // there.
        let Some(mut object) = document.objects.remove(&id) else { continue };
        let mask = masks.contains(&id);
        let mut step = Step { document, palette, mask, stuck: false, ink: 0.0 };
        step.visit(&mut object);
        let (stuck, ink) = (step.stuck, step.ink);
        document.objects.insert(id, object);
        let limit = palette.total_ink() as f32 / 2.55;
        if ink > limit + 1.0 {
            let finding = super::about(document, id, "press-ink-gradient");
            findings.push(finding.with("ink", ink.round()).with("limit", limit.round()));
        }
        if stuck {
            findings.push(super::about(document, id, "press-shading"));
        }
    }
}

struct Step<'a> {
    document: &'a mut Document,
    palette: &'a Palette<'a>,
    mask: bool,
    stuck: bool,
    /// The most ink of a gradient, %.
    ink: f32,
}

impl Step<'_> {
    fn visit(&mut self, object: &mut Object) {
        match object {
            Object::Dictionary(own) => self.dictionary(own),
            Object::Stream(stream) => self.dictionary(&mut stream.dict),
            Object::Array(parts) => {
                parts.iter_mut().for_each(|part| self.visit(part));
                if let Some(space) = self.separation(parts).or_else(|| self.indexed(parts)) {
                    *parts = space;
                }
            }
            _ => {}
        }
    }

    fn dictionary(&mut self, own: &mut Dictionary) {
        own.iter_mut().for_each(|(_, value)| self.visit(value));
        if own.has(b"ShadingType") {
            self.stuck |= !shadings::convert(self.document, own, self.palette, self.mask);
            if is_name(own, b"ColorSpace", b"DeviceCMYK")
                && let Ok(function) = own.get(b"Function")
            {
                self.ink = self.ink.max(functions::heaviest(self.document, function) * 100.0);
            }
        } else if let Ok(Object::Dictionary(spaces)) = own.get_deref(b"ColorSpace", self.document) {
            let kept = self.spaces(spaces.clone());
            match kept.is_empty() {
                true => drop(own.remove(b"ColorSpace")),
                false => own.set("ColorSpace", kept),
            }
        }
        if is_name(own, b"S", b"Transparency") && own.has(b"CS") {
            own.set("CS", if self.mask { "DeviceGray" } else { "DeviceCMYK" });
        }
        if let Ok(Object::Dictionary(group)) = own.get_deref(b"Group", self.document) {
            let mut group = group.clone();
            self.dictionary(&mut group);
            own.set("Group", group);
        }
        if let Some(backdrop) = functions::floats(self.document, own, b"BC") {
            own.set("BC", functions::numbers(&[lightness(&backdrop)]));
        }
    }

    /// The colour spaces of resources that content still names: separations, palettes, patterns.
    fn spaces(&self, spaces: Dictionary) -> Dictionary {
        let mut kept = Dictionary::new();
        for (name, space) in &spaces {
            if SourceSpace::read(self.document, space) == SourceSpace::Other {
                kept.set(name.clone(), space.clone());
            }
        }
        kept
    }

    /// A separation whose alternate is in inks; a spot ink of the job is as the job defines it.
    fn separation(&mut self, space: &[Object]) -> Option<Vec<Object>> {
        let [family, name, alternate, tint] = space else { return None };
        if family.as_name().is_ok_and(|name| name != b"Separation") {
            return None;
        }
        let palette = self.palette;
        if let Some(spot) = name.as_name().ok().and_then(|name| palette.inks().named(name)) {
            return Some(spot.space());
        }
        let source = SourceSpace::read(self.document, alternate);
        let inks = |rgb: [f32; 3]| match source {
            SourceSpace::Rgb(profile) => palette.flat(profile, rgb).to_vec(),
            SourceSpace::Light(profile) => vec![0.0, 0.0, 0.0, palette.tints(profile).ink(rgb[1])],
            SourceSpace::Gray | SourceSpace::Cmyk(_) | SourceSpace::Other => Vec::new(),
        };
        if inks([0.0; 3]).is_empty() {
            return None;
        }
        let tint = functions::convert(self.document, tint, &inks)?;
        Some(vec![family.clone(), name.clone(), "DeviceCMYK".into(), tint])
    }

    /// A palette whose colours are in inks.
    fn indexed(&mut self, space: &[Object]) -> Option<Vec<Object>> {
        let [family, base, highest, lookup] = space else { return None };
        if family.as_name().is_ok_and(|name| name != b"Indexed") {
            return None;
        }
        let table = match self.document.dereference(lookup).ok()?.1 {
            Object::String(bytes, _) => bytes.clone(),
            Object::Stream(stream) => stream.get_plain_content().ok()?,
            _ => return None,
        };
        let (name, table) = match SourceSpace::read(self.document, base) {
            SourceSpace::Light(profile) => {
                ("DeviceGray", self.palette.tints(profile).pixels(&table))
            }
            SourceSpace::Rgb(profile) if self.palette.inks().black_only => {
                ("DeviceGray", self.palette.converter(profile).tints().pixels(&light(&table)))
            }
            SourceSpace::Cmyk(_) if self.palette.inks().black_only => ("DeviceGray", greys(&table)),
            SourceSpace::Rgb(profile) => {
                ("DeviceCMYK", self.palette.converter(profile).pixels(&table))
            }
            SourceSpace::Gray | SourceSpace::Cmyk(_) | SourceSpace::Other => return None,
        };
        let table = Object::String(table, StringFormat::Hexadecimal);
        Some(vec![family.clone(), name.into(), highest.clone(), table])
    }
}

/// The names in resources of colour spaces that are varnishes of the job.
pub fn finishes(document: &Document, resources: &Dictionary, inks: &Inks) -> Vec<Vec<u8>> {
    let spaces = resources.get_deref(b"ColorSpace", document).and_then(Object::as_dict);
    let is_finish = |space: &Object| {
        let parts = document.dereference(space).and_then(|(_, space)| space.as_array());
        let [family, name, ..] = parts.map_or(&[][..], Vec::as_slice) else { return false };
        let spot = name.as_name().ok().and_then(|name| inks.named(name));
        family.as_name().is_ok_and(|own| own == b"Separation") && spot.is_some_and(|own| own.finish)
    };
    let spaces = spaces.ok().into_iter().flat_map(Dictionary::iter);
    spaces.filter(|(_, space)| is_finish(space)).map(|(name, _)| name.clone()).collect()
}

/// The lightness of a backdrop, whatever colour space it is written in.
fn lightness(parts: &[f32]) -> f32 {
    match *parts {
        [g] => g,
        [r, g, b] => grey([r, g, b]).unwrap_or(luminosity([r, g, b])),
        [c, m, y, k] => 1.0 - (luminosity([c, m, y]) + k).min(1.0),
        _ => 0.0,
    }
}
