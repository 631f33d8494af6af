//! Pictures: RGB pixels become CMYK and grey ones DeviceGray; each picture once, on every core.
//!
//! A picture is [`decode`]d, laid on white if nothing may be transparent, [`scale`]d down if it is
//! finer than the press can show, converted to inks within the limit, and [`encode`]d: photographs
//! (JPEG) stay JPEG, line art (lossless) stays lossless. CMYK pictures keep their values unless a
//! profile says that they are meant for another press. What was converted before is taken from the
//! store.

mod decode;
mod encode;
mod scale;

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, Object, ObjectId, Stream};
use rayon::prelude::*;

use super::originals::{self, Originals};
use super::space::{Palette, SourceSpace};
use crate::color::{Converter, Tints, keep_within, luminosity};
use crate::inks::in_black;
use decode::Pixels;
use encode::{Coding, Encoded};
use neikan_base::diagnostic::Findings;
use neikan_base::store::{Inputs, Store};
use pdfx_preflight::pdf::{integer, is_name};

/// Must change whenever the same input would produce different bytes.
const VERSION: u32 = 4;

/// The margin below the ink limit for photographs, in 255ths of one ink: JPEG encoding changes a
/// pixel by up to 7 % over all four inks.
const JPEG_NOISE: u32 = 20;

/// What the conversion of pictures depends on.
pub struct Studio<'a> {
    /// The converters.
    pub palette: &'a Palette<'a>,
    /// The objects drawn only in soft masks.
    pub masks: &'a BTreeSet<ObjectId>,
    /// The largest size, pt, at which each picture is printed.
    pub placed: &'a BTreeMap<ObjectId, [f32; 2]>,
    /// Whether nothing may be transparent.
    pub opaque: bool,
    /// The colour space of pictures in black and a spot ink, if they are to be so.
    pub duotone: Option<Object>,
    /// The photographs behind stand-ins.
    pub originals: &'a Originals,
    /// What was converted before.
    pub store: &'a Store,
}

/// Converts all pictures.
pub fn convert(document: &mut Document, studio: &Studio<'_>, findings: &mut Findings) {
    let whole: &Document = document;
    let mut pictures: Vec<(ObjectId, &Stream)> = whole
        .objects
        .iter()
        .filter_map(|(&id, object)| Some((id, object.as_stream().ok()?)))
        .filter(|(_, stream)| is_name(&stream.dict, b"Subtype", b"Image"))
        .collect();
    // The longest work first, so that no core waits for another at the end.
    let length = |stream: &Stream| {
        let original = studio.originals.get(&stream.content);
        original.map_or(stream.content.len(), |original| original.len())
    };
    pictures.sort_by_key(|(_, stream)| std::cmp::Reverse(length(stream)));
    let converted: Vec<_> = pictures
        .into_par_iter()
        .with_max_len(1)
        .map(|(id, stream)| (id, studio.picture(whole, id, stream)))
        .collect();
    for (id, result) in converted {
        match result {
            Ok(Some(stream)) => drop(document.objects.insert(id, stream.into())),
            Ok(None) => {}
            Err(reason) => {
                findings.push(super::about(document, id, "press-picture").with("reason", reason));
            }
        }
    }
}

/// The conversion of one picture.
struct Task<'a> {
    stream: &'a Stream,
    source: SourceSpace,
    /// The mask that covers it.
    alpha: Option<&'a Stream>,
    /// Its size on paper, pt; for a mask, the size of what it masks.
    placed: Option<[f32; 2]>,
    /// Whether its lightness counts, as in a soft mask.
    light: bool,
}

impl Studio<'_> {
    /// Converts a picture; `None` if it has no colour space that can be converted.
    fn picture(
        &self,
        document: &Document,
        id: ObjectId,
        stream: &Stream,
    ) -> Result<Option<Stream>, String> {
        let space = stream.dict.get(b"ColorSpace");
        let source = space.map_or(SourceSpace::Other, |space| SourceSpace::read(document, space));
        if source == SourceSpace::Other {
            return Ok(None);
        }
        let whole = originals::whole(stream, self.originals);
        let stream = whole.as_ref().unwrap_or(stream);
        let alpha = stream.dict.get_deref(b"SMask", document).and_then(Object::as_stream).ok();
        let placed = self.placed.get(&id).copied();
        let light = self.masks.contains(&id);
        let task = Task { stream, source, alpha, placed, light };
        if self.stays(&task) {
            return Ok(Some(kept(stream, "DeviceGray")));
        }
        let opaque = self.opaque && alpha.is_some();
        // A picture that needs no change is kept as nothing.
        let make = || self.make(&task).map(|made| made.as_ref().map_or_else(Vec::new, pack));
        let made = self.store.step("press-picture", VERSION, &self.inputs(&task), make)?;
        Ok(Some(match unpack(&made) {
            Some(made) => made.dress(&stream.dict, opaque, self.duotone.as_ref()),
            None => kept(stream, "DeviceCMYK"),
        }))
    }

    /// Whether a picture is already right for the press: grey, opaque and not too fine.
    fn stays(&self, task: &Task<'_>) -> bool {
        let number = |key| integer(&task.stream.dict, key).unwrap_or_default();
        let size = [number(b"Width") as f32, number(b"Height") as f32];
        let fine = task.placed.is_some_and(|placed| scale::too_fine(size, placed));
        let grey = task.source == SourceSpace::Gray
            || task.light && matches!(task.source, SourceSpace::Light(_));
        let own = task.light || self.duotone.is_none();
        grey && own
            && !fine
            && number(b"BitsPerComponent") != 16
            && (task.alpha.is_none() || !self.opaque)
    }

    /// Everything that determines the result.
    fn inputs(&self, task: &Task<'_>) -> Inputs {
        let duotone = u8::from(self.duotone.is_some());
        let components = task.source.components() as u8;
        let kind = [u8::from(self.opaque), u8::from(task.light), components, duotone];
        let mut inputs = Inputs::new().with(self.palette.id(task.source)).with(kind);
        for side in task.placed.unwrap_or_default() {
            inputs = inputs.with(side.to_le_bytes());
        }
        for stream in [Some(task.stream), task.alpha].into_iter().flatten() {
            for entry in [b"Width".as_slice(), b"Height", b"BitsPerComponent"] {
                let number = integer(&stream.dict, entry).unwrap_or_default();
                inputs = inputs.with(number.to_le_bytes());
            }
            for entry in [b"Filter".as_slice(), b"DecodeParms", b"Decode", b"Mask"] {
                inputs = inputs.with(format!("{:?}", stream.dict.get(entry).ok()));
            }
            inputs = inputs.with(&stream.content);
        }
        inputs
    }

    /// Converts a picture anew; `None` if nothing about it changes.
    fn make(&self, task: &Task<'_>) -> Result<Option<Encoded>, String> {
        let mut pixels = Pixels::decode(task.stream, task.source.components())?;
        let mut alpha = task.alpha.map(|mask| Pixels::decode(mask, 1)).transpose()?;
        if self.opaque
            && let Some(alpha) = alpha.take()
        {
            lay_on_white(&mut pixels, &alpha);
        }
        let size = task.placed.and_then(|placed| scale::wanted(&pixels, placed));
        let whole = size.is_none() && (task.alpha.is_none() || !self.opaque);
        if whole && self.has_its_inks(&pixels, task.source) {
            return Ok(None);
        }
        if let Some(size) = size {
            let same =
                |alpha: &&Pixels| (alpha.width, alpha.height) == (pixels.width, pixels.height);
            let alpha = alpha.as_ref().filter(same).map(|alpha| alpha.values.as_slice());
            pixels = scale::down(&pixels, size, alpha);
        }
        let total_ink = self.limit(&pixels);
        match self.way(&pixels, task) {
            Some(converter) if pixels.photograph => {
                Encoded::separated(&pixels, converter, total_ink).map(Some)
            }
            Some(converter) => {
                let values = converter.pixels_within(&pixels.values, total_ink);
                Encoded::new(Pixels { components: 4, values, ..pixels }).map(Some)
            }
            None if self.duotone.is_some() && !task.light => {
                Encoded::in_two_inks(self.own(pixels, task, total_ink)).map(Some)
            }
            None => Encoded::new(self.own(pixels, task, total_ink)).map(Some),
        }
    }

    /// Whether a CMYK picture is meant for this press and within its limit.
    fn has_its_inks(&self, pixels: &Pixels, source: SourceSpace) -> bool {
        let SourceSpace::Cmyk(profile) = source else { return false };
        let sum = |pixel: &[u8; 4]| pixel.iter().map(|&ink| u32::from(ink)).sum::<u32>();
        !self.palette.inks().black_only
            && self.palette.separations(profile).is_none()
            && pixels
                .values
                .as_chunks()
                .0
                .iter()
                .all(|pixel| sum(pixel) <= self.palette.total_ink())
    }

    /// The most ink on one spot of a picture, in 255ths of one ink.
    fn limit(&self, pixels: &Pixels) -> u32 {
        let noise = if pixels.photograph { JPEG_NOISE } else { 0 };
        self.palette.total_ink().saturating_sub(noise)
    }

    /// The converter that turns a picture into inks; `None` for greys, for inks meant for this
    /// press, and where black is the only one.
    fn way(&self, pixels: &Pixels, task: &Task<'_>) -> Option<&Converter> {
        match task.source {
            _ if self.palette.inks().black_only => None,
            SourceSpace::Rgb(profile) if !task.light && !is_grey(pixels) => {
                Some(self.palette.converter(profile))
            }
            SourceSpace::Cmyk(profile) => self.palette.separations(profile),
            _ => None,
        }
    }

    /// A picture that needs no converter, in grey or in its own inks.
    fn own(&self, pixels: Pixels, task: &Task<'_>, total_ink: u32) -> Pixels {
        let palette = self.palette;
        let (components, values) = match task.source {
            SourceSpace::Rgb(_) if task.light => (1, light(&pixels.values)),
            SourceSpace::Rgb(profile) if palette.inks().black_only => {
                (1, palette.converter(profile).tints().pixels(&light(&pixels.values)))
            }
            SourceSpace::Rgb(profile) => {
                (1, palette.converter(profile).tints().pixels(&greens(&pixels)))
            }
            SourceSpace::Light(profile) if !task.light => {
                let tints: &Tints = palette.tints(profile);
                (1, tints.pixels(&pixels.values))
            }
            SourceSpace::Cmyk(_) if palette.inks().black_only => (1, greys(&pixels.values)),
            SourceSpace::Cmyk(_) => (4, limited(pixels.values, total_ink)),
            SourceSpace::Gray | SourceSpace::Light(_) | SourceSpace::Other => (1, pixels.values),
        };
        Pixels { components, values, ..pixels }
    }
}

/// A picture as it is, with the name of its colour space.
fn kept(stream: &Stream, space: &str) -> Stream {
    let mut stream = stream.clone();
    stream.dict.set("ColorSpace", space);
    stream
}

/// Mixes a picture with white paper where its mask lets the paper through.
fn lay_on_white(pixels: &mut Pixels, alpha: &Pixels) {
    let white = if pixels.components == 4 { 0 } else { 255 };
    let (width, height) = (pixels.width, pixels.height);
    for (at, pixel) in pixels.values.chunks_mut(pixels.components).enumerate() {
        let x = at % width * alpha.width / width;
        let y = at / width * alpha.height / height;
        let cover = u32::from(alpha.values[y * alpha.width + x]);
        for part in pixel {
            let mixed = u32::from(*part) * cover + white * (255 - cover);
            *part = ((mixed + 127) / 255) as u8;
        }
    }
}

/// Whether an RGB picture contains only greys.
fn is_grey(pixels: &Pixels) -> bool {
    pixels.values.as_chunks().0.iter().all(|&[r, g, b]| r == g && g == b)
}

/// The second of three components.
fn greens(pixels: &Pixels) -> Vec<u8> {
    pixels.values.as_chunks().0.iter().map(|&[_, g, _]| g).collect()
}

/// The lightness of every pixel of RGB.
pub(super) fn light(values: &[u8]) -> Vec<u8> {
    let light = |&[r, g, b]: &[u8; 3]| luminosity([r, g, b].map(f32::from)).round() as u8;
    values.as_chunks().0.iter().map(light).collect()
}

/// The greys that are as dark as pixels of four inks.
pub(super) fn greys(values: &[u8]) -> Vec<u8> {
    let grey = |inks: &[u8; 4]| {
        let dark = in_black(inks.map(|part| f32::from(part) / 255.0));
        ((1.0 - dark) * 255.0).round() as u8
    };
    values.as_chunks().0.iter().map(grey).collect()
}

fn limited(mut values: Vec<u8>, total_ink: u32) -> Vec<u8> {
    keep_within(&mut values, total_ink);
    values
}

/// A converted picture as it is kept in the store.
fn pack(made: &Encoded) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(made.content.len() + 10);
    bytes.extend(made.width.to_le_bytes());
    bytes.extend(made.height.to_le_bytes());
    bytes.push(made.components);
    bytes.push(match made.coding {
        Coding::Jpeg => 0,
        Coding::Rows => 1,
        Coding::Plain => 2,
    });
    bytes.extend(&made.content);
    bytes
}

fn unpack(bytes: &[u8]) -> Option<Encoded> {
    let (width, rest) = bytes.split_first_chunk()?;
    let (height, rest) = rest.split_first_chunk()?;
    let (&[components, coding], content) = rest.split_first_chunk()?;
    let coding = match coding {
        0 => Coding::Jpeg,
        1 => Coding::Rows,
        2 => Coding::Plain,
        _ => return None,
    };
    let [width, height] = [width, height].map(|side| u32::from_le_bytes(*side));
    Some(Encoded { width, height, components, coding, content: content.to_vec() })
}

fn text(error: impl ToString) -> String {
    error.to_string()
}
