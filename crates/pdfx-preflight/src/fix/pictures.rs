//! Pictures are brought to the inks of the press, and ink beyond the limit is taken off them.
//!
//! Palettes and greys change their colour space alone, so that their pixels stay as they are;
//! others are written anew, without loss.

use std::collections::BTreeSet;

use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::Job;
use super::colors::{Inker, Way};
use super::content::is_packed_by;
use crate::bits::Writer;
use crate::color::{Color, Foreign};
use crate::facts::Picture;
use crate::ink::lighten;
use crate::pdf::{integer, set_content};
use crate::plates::{keyed, matte, unmix};
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
                let own = inker.document().objects.get(id).and_then(|own| own.as_stream().ok());
                own.map_or(Made::Same, |own| converted(&inker, own, picture))
            };
            put(job, *id, made);
        }
    }
    if heavy {
        let limit = job.request.settings.total_ink;
        for (id, picture) in too_heavy(job)? {
            let own = job.pdf.document.objects.get(&id).and_then(|own| own.as_stream().ok());
            let made = own.and_then(|own| lightened(&job.pdf.document, own, &picture, limit));
            put(job, id, Made::of(made));
        }
    }
    Ok(())
}

/// The pictures with too much ink.
fn too_heavy(job: &Job<'_>) -> Result<Vec<(ObjectId, Picture)>, Finding> {
    let facts = job.facts()?;
    let hits = job.hits(&facts, "print-picture-ink");
    let heavy = hits.0.iter().filter_map(|hit| {
        let alike = |own: &&crate::facts::Painted| own.spot == hit.spot;
        facts.painted.iter().find(alike)?.picture
    });
    let heavy: BTreeSet<ObjectId> = heavy.collect();
    let known = |id: ObjectId| Some((id, facts.pictures.get(&id)?.clone()));
    Ok(heavy.into_iter().filter_map(known).collect())
}

/// What came of a picture.
pub enum Made {
    /// It stays as it is.
    Same,
    /// It should change but cannot.
    Unread,
    /// It anew.
    New(Box<Fresh>),
}

impl Made {
    /// A picture anew, if it could be made.
    pub fn of(made: Option<Fresh>) -> Self {
        made.map_or(Self::Unread, |own| Self::New(Box::new(own)))
    }
}

/// A picture anew.
pub struct Fresh {
    /// The picture.
    pub own: Stream,
    /// A mask that it needs besides, and the key under which it goes.
    pub mask: Option<(&'static str, Stream)>,
}

impl Fresh {
    /// Puts it into a file under a number, and its mask under another.
    pub fn put(self, document: &mut Document, id: ObjectId) {
        let Self { mut own, mask } = self;
        document.max_id = document.max_id.max(id.0);
        if let Some((key, mask)) = mask {
            own.dict.set(key, document.add_object(mask));
        }
        document.objects.insert(id, own.into());
    }
}

impl From<Stream> for Fresh {
    fn from(own: Stream) -> Self {
        Self { own, mask: None }
    }
}

fn put(job: &mut Job<'_>, id: ObjectId, made: Made) {
    match made {
        Made::Same => {}
        Made::Unread => job.note("preflight-fix-picture"),
        Made::New(fresh) => fresh.put(&mut job.pdf.document, id),
    }
}

/// A picture in the inks.
pub fn converted(inker: &Inker<'_>, stream: &Stream, picture: &Picture) -> Made {
    let document = inker.document();
    let Some(space) = picture.space.as_deref() else { return Made::Same };
    let Some(way) = way(inker, space, stream) else {
        let foreign = matches!(space, Color::Foreign(_));
        return if foreign && !stream.dict.has(b"ColorSpace") { Made::Unread } else { Made::Same };
    };
    let jpx = is_packed_by(document, &stream.dict, &[b"JPXDecode"]);
    let mixed = matte(document, &stream.dict).is_some();
    if mixed && matches!(space, Color::Indexed(..)) {
        return Made::Unread;
    }
    let made = match palette_of(&way, picture.bits).filter(|_| !jpx && !mixed) {
        // A mask by colour goes by the pixels, which stay.
        Some(palette) => Some(with_palette(document, stream, space, &palette, picture.bits).into()),
        None => repainted(document, stream, picture, &way),
    };
    Made::of(made)
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

/// The pixels of a picture.
struct Pixels {
    /// The samples, 8 bits each, as the Decode array means them; not mixed with anything.
    samples: Vec<u8>,
    /// How many a pixel has.
    components: usize,
    /// The mask that says which of them show, where that can no longer be said by their colours.
    mask: Option<(&'static str, Stream)>,
}

/// Reads the pixels of a picture.
fn read(document: &Document, stream: &Stream, picture: &Picture) -> Option<Pixels> {
    let size = [picture.width, picture.height];
    let components = picture.space.as_deref()?.components();
    if picture.width.checked_mul(picture.height)? > PIXELS || components == 0 {
        return None;
    }
    let (mut own, bits) = samples(document, stream, size, components, picture.bits)?;
    let keyed = by_color(document, stream, size, &own, components);
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
    let mask = match matte(document, &stream.dict) {
        Some((mask, matte)) => {
            Some(("SMask", unmixed(document, mask, &matte, size, (&mut own, components))?))
        }
        None => keyed.map(|mask| ("Mask", mask)),
    };
    Some(Pixels { samples: own, components, mask })
}

/// A stencil of the pixels that show, of a picture in which some colours do not.
fn by_color(
    document: &Document,
    stream: &Stream,
    [width, height]: [usize; 2],
    samples: &[u8],
    components: usize,
) -> Option<Stream> {
    let shows = keyed(document, &stream.dict, samples, components)?;
    let mut rows = Writer::default();
    for row in shows.chunks_exact(width.max(1)) {
        // What is 1 in a stencil does not show.
        row.iter().for_each(|&own| rows.put(u32::from(own == 0), 1));
        rows.align();
    }
    let mut mask = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "ImageMask" => true, "BitsPerComponent" => 1,
            "Width" => width as i64, "Height" => height as i64,
        },
        Vec::new(),
    );
    set_content(&mut mask, rows.finish());
    Some(mask)
}

/// Takes a colour out of pixels with which they were mixed by a soft mask of their size; the mask
/// without it.
fn unmixed(
    document: &Document,
    mask: &Stream,
    matte: &[u8],
    size: [usize; 2],
    (samples, components): (&mut [u8], usize),
) -> Option<Stream> {
    let bits =
        integer(&mask.dict, b"BitsPerComponent").and_then(|own| usize::try_from(own).ok())?;
    let (alphas, bits) = crate::samples::samples(document, mask, size, 1, bits)?;
    if matte.len() != components || bits != 8 || mask.dict.has(b"Decode") {
        return None;
    }
    for (pixel, &alpha) in samples.chunks_exact_mut(components).zip(&alphas) {
        unmix(pixel, matte, alpha);
    }
    let mut mask = mask.clone();
    mask.dict.remove(b"Matte");
    Some(mask)
}

/// A picture whose pixels are inks.
fn repainted(document: &Document, stream: &Stream, picture: &Picture, way: &Way) -> Option<Fresh> {
    let Pixels { samples, components, mask } = read(document, stream, picture)?;
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
    Some(Fresh { own: of_inks(stream, pixels), mask })
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
pub fn lightened(
    document: &Document,
    stream: &Stream,
    picture: &Picture,
    limit: f64,
) -> Option<Fresh> {
    let most = (limit * 2.55) as u32;
    match picture.space.as_deref()? {
        Color::Cmyk | Color::Own => {
            let alpha = integer(&stream.dict, b"SMaskInData").unwrap_or(0) != 0;
            let read =
                read(document, stream, picture).filter(|own| !alpha && own.components == 4)?;
            let Pixels { samples: mut pixels, mask, .. } = read;
            pixels.as_chunks_mut().0.iter_mut().for_each(|pixel| lighten(pixel, most));
            Some(Fresh { own: of_inks(stream, pixels), mask })
        }
        space @ Color::Indexed(base, palette) if matches!(**base, Color::Cmyk | Color::Own) => {
            let mut palette = palette.clone();
            palette.as_chunks_mut().0.iter_mut().for_each(|color| lighten(color, most));
            Some(with_palette(document, stream, space, &palette, picture.bits).into())
        }
        _ => None,
    }
}
