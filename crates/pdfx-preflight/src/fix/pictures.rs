//! Pictures are brought to the inks of the press, and ink beyond the limit is taken off them.
//!
//! Palettes and greys change their colour space alone, so that their pixels stay as they are;
//! others are written anew, without loss.

use lopdf::{Document, Object, ObjectId, Stream, StringFormat};

use super::Job;
use super::colors::{Inker, Way};
use super::content::is_packed_by;
use crate::color::{Color, Foreign};
use crate::facts::Picture;
use crate::ink::lighten;
use crate::pdf::{integer, set_content};
use crate::reading::{entry, numbers};
use crate::samples::samples;
use neikan_base::diagnostic::Finding;

/// The largest picture that is changed, pixels.
const PIXELS: usize = 80_000_000;
/// How many colours are converted at a time.
const PIECE: usize = 1 << 16;

/// Mends pictures.
pub fn mend(job: &mut Job<'_>) -> Result<(), Finding> {
    let colors = job.request.any(&["print-color-space", "fix-spot"]);
    let heavy = job.request.has("print-picture-ink");
    if !colors && !heavy {
        return Ok(());
    }
    let pictures: Vec<(ObjectId, Picture)> = job.facts()?.pictures.into_iter().collect();
    if colors {
        for (id, picture) in &pictures {
            let made = {
                let inker = Inker::new(job);
                converted(&inker, *id, picture)
            };
            put(job, *id, made, "preflight-fix-picture");
        }
    }
    if heavy {
        let facts = job.facts()?;
        let over: Vec<(ObjectId, Picture)> = {
            let hits = job.hits(&facts, "print-picture-ink");
            let heavy = hits.0.iter().filter_map(|hit| {
                let alike = |own: &&crate::facts::Painted| own.spot == hit.spot;
                facts.painted.iter().find(alike)?.picture
            });
            let heavy: std::collections::BTreeSet<ObjectId> = heavy.collect();
            heavy
                .into_iter()
                .filter_map(|id| Some((id, facts.pictures.get(&id)?.clone())))
                .collect()
        };
        drop(facts);
        for (id, picture) in over {
            let limit = job.request.settings.total_ink;
            let made = Made::of(lightened(&job.pdf.document, id, &picture, limit));
            put(job, id, made, "preflight-fix-picture");
        }
    }
    Ok(())
}

/// What came of a picture.
enum Made {
    /// It stays as it is.
    Same,
    /// It should change but cannot.
    Unread,
    /// It anew.
    New(Box<Stream>),
}

impl Made {
    fn of(made: Option<Stream>) -> Self {
        made.map_or(Self::Unread, |own| Self::New(Box::new(own)))
    }
}

fn put(job: &mut Job<'_>, id: ObjectId, made: Made, key: &'static str) {
    match made {
        Made::Same => {}
        Made::Unread => job.note(key),
        Made::New(stream) => drop(job.pdf.document.objects.insert(id, Object::Stream(*stream))),
    }
}

/// A picture in the inks.
fn converted(inker: &Inker<'_>, id: ObjectId, picture: &Picture) -> Made {
    let document = inker.document();
    let (Some(space), Some(Object::Stream(stream))) =
        (picture.space.as_deref(), document.objects.get(&id))
    else {
        return Made::Same;
    };
    let Some(way) = way(inker, space, stream) else {
        let foreign = matches!(space, Color::Foreign(_));
        return if foreign && !stream.dict.has(b"ColorSpace") { Made::Unread } else { Made::Same };
    };
    if stream.dict.has(b"Matte")
        || matches!(entry(document, &stream.dict, b"Mask"), Object::Array(_))
    {
        // What is masked by its colour, or mixed with one, would be masked otherwise.
        return Made::Unread;
    }
    let jpx = is_packed_by(document, &stream.dict, &[b"JPXDecode"]);
    let palette = palette_of(&way, picture.bits).filter(|_| !jpx);
    Made::of(match palette {
        Some(palette) => Some(with_palette(document, stream, space, &palette, picture.bits)),
        None => repainted(document, stream, picture, &way),
    })
}

/// How the colours of a picture change; grey stays grey.
fn way(inker: &Inker<'_>, space: &Color, stream: &Stream) -> Option<Way> {
    if matches!(space, Color::Gray) {
        return None;
    }
    inker.of_picture(space, stream.dict.get(b"ColorSpace").ok()?)
}

/// The inks of a palette, or of every grey.
fn palette_of(way: &Way, bits: usize) -> Option<Vec<u8>> {
    let packed = |inks: [f64; 4]| inks.map(|part| (part * 255.0).round() as u8);
    match way {
        Way::Palette(_, width, palette) => {
            let count = palette.len() / (*width).max(1);
            let colors = (0..count).flat_map(|at| packed(way.inks(&[at as f64])));
            Some(colors.collect())
        }
        Way::House(Foreign { components: 1, .. }, _) | Way::Spot(..) if matches!(bits, 1..=8) => {
            if let Way::Spot(tint, _) = way
                && tint.inputs() != 1
            {
                return None;
            }
            let top = (1_usize << bits) - 1;
            let colors = (0..=top).flat_map(|at| packed(way.inks(&[at as f64 / top as f64])));
            Some(colors.collect())
        }
        _ => None,
    }
}

/// A picture with a palette of inks; its pixels stay.
fn with_palette(
    document: &Document,
    stream: &Stream,
    space: &Color,
    palette: &[u8],
    bits: usize,
) -> Stream {
    let mut out = stream.clone();
    let last = (palette.len() / 4).saturating_sub(1) as i64;
    let colors = Object::String(palette.to_vec(), StringFormat::Hexadecimal);
    let own = vec!["Indexed".into(), "DeviceCMYK".into(), last.into(), colors];
    out.dict.set("ColorSpace", own);
    let decode = numbers(document, entry(document, &stream.dict, b"Decode"));
    if let Some(&[low, high]) = decode.as_deref()
        && !matches!(space, Color::Indexed(..))
    {
        // The values of a palette are its entries, not parts of one.
        let top = f64::from((1_u32 << bits.min(8)) - 1);
        let range = [low * top, high * top].map(|side| Object::Real(side as f32));
        out.dict.set("Decode", range.to_vec());
    }
    out
}

/// The samples of a picture, 8 bits each, as its Decode array means them; and how many each pixel
/// has.
fn read(document: &Document, stream: &Stream, picture: &Picture) -> Option<(Vec<u8>, usize)> {
    let size = [picture.width, picture.height];
    let components = picture.space.as_deref()?.components();
    if picture.width.checked_mul(picture.height)? > PIXELS || components == 0 {
        return None;
    }
    let (mut own, bits) = samples(document, stream, size, components, picture.bits)?;
    let top = f64::from((1_u32 << bits) - 1);
    let decode = numbers(document, entry(document, &stream.dict, b"Decode")).unwrap_or_default();
    let table = |at: usize| {
        let [low, high] = decode.get(at * 2..at * 2 + 2).map_or([0.0, 1.0], |own| [own[0], own[1]]);
        let value = |own: usize| low + (own as f64).min(top) / top * (high - low);
        (0..256).map(|own| (value(own).clamp(0.0, 1.0) * 255.0).round() as u8).collect::<Vec<_>>()
    };
    let tables: Vec<Vec<u8>> = (0..components).map(table).collect();
    for pixel in own.chunks_exact_mut(components) {
        pixel.iter_mut().zip(&tables).for_each(|(part, table)| *part = table[usize::from(*part)]);
    }
    Some((own, components))
}

/// A picture whose pixels are inks.
fn repainted(document: &Document, stream: &Stream, picture: &Picture, way: &Way) -> Option<Stream> {
    let (samples, components) = read(document, stream, picture)?;
    let pixels = match way {
        Way::House(foreign, house) if foreign.space != crate::inspect::Space::Lab => {
            house.pixels(&samples)
        }
        _ => {
            let mut out = Vec::with_capacity(samples.len() / components * 4);
            for piece in samples.chunks(PIECE * components) {
                for pixel in piece.chunks_exact(components) {
                    let parts: Vec<f64> = pixel.iter().map(|&own| f64::from(own) / 255.0).collect();
                    let inks = way.inks(&way.spread(&parts));
                    out.extend(inks.map(|part| (part * 255.0).round() as u8));
                }
            }
            out
        }
    };
    Some(of_inks(stream, pixels))
}

/// A picture with other pixels, which are inks.
fn of_inks(stream: &Stream, pixels: Vec<u8>) -> Stream {
    let mut out = Stream::new(stream.dict.clone(), Vec::new());
    out.dict.remove(b"Decode");
    out.dict.remove(b"SMaskInData");
    out.dict.set("ColorSpace", "DeviceCMYK");
    out.dict.set("BitsPerComponent", 8);
    set_content(&mut out, pixels);
    out
}

/// A picture in CMYK with no more ink than a limit, percent.
fn lightened(document: &Document, id: ObjectId, picture: &Picture, limit: f64) -> Option<Stream> {
    let Some(Object::Stream(stream)) = document.objects.get(&id) else { return None };
    let most = (limit * 2.55) as u32;
    match picture.space.as_deref()? {
        Color::Cmyk | Color::Own => {
            let alpha = integer(&stream.dict, b"SMaskInData").unwrap_or(0) != 0;
            let masked = matches!(entry(document, &stream.dict, b"Mask"), Object::Array(_));
            let (mut pixels, 4) = read(document, stream, picture).filter(|_| !alpha && !masked)?
            else {
                return None;
            };
            pixels.as_chunks_mut().0.iter_mut().for_each(|pixel| lighten(pixel, most));
            Some(of_inks(stream, pixels))
        }
        space @ Color::Indexed(base, palette) if matches!(**base, Color::Cmyk | Color::Own) => {
            let mut palette = palette.clone();
            palette.as_chunks_mut().0.iter_mut().for_each(|color| lighten(color, most));
            Some(with_palette(document, stream, space, &palette, picture.bits))
        }
        _ => None,
    }
}
