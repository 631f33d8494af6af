//! The ink of pictures, measured pixel by pixel on every core.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lopdf::{Document, Object, ObjectId, Stream};
use rayon::prelude::*;

use crate::color::Color;
use crate::facts::Picture;
use crate::ink::PictureInk;
use crate::reading::{Pdf, entry, numbers};
use crate::samples::samples;

/// The largest picture that is measured, pixels.
const PIXELS: usize = 80_000_000;
/// How many pixels of one file are measured in all.
const ALL: usize = 3_000_000_000;
/// How many pixels are measured at a time.
const BATCH: usize = 120_000_000;
/// The largest side of a picture that is measured, pixels.
const SIDE: usize = 30_000;

/// Measures the pictures that have more than one ink, each once, by whoever decodes it first.
pub struct Meter<'a> {
    pdf: &'a Pdf,
    pictures: &'a BTreeMap<ObjectId, Picture>,
    limit: f64,
    found: Mutex<BTreeMap<ObjectId, Option<PictureInk>>>,
}

/// Whether a picture has more than one ink.
fn is_inked(picture: &Picture) -> bool {
    let inks = picture.space.as_deref().is_some_and(|space| match space {
        Color::Cmyk | Color::Own => true,
        Color::Indexed(base, _) => {
            matches!(**base, Color::Cmyk | Color::Own | Color::Colorants { .. })
        }
        Color::Colorants { names, .. } => names.len() > 1,
        _ => false,
    });
    inks && picture.width * picture.height > 0
}

impl<'a> Meter<'a> {
    /// For the pictures of a file; `limit` is in percent.
    pub fn new(pdf: &'a Pdf, pictures: &'a BTreeMap<ObjectId, Picture>, limit: f64) -> Self {
        Self { pdf, pictures, limit, found: Mutex::default() }
    }

    /// Measures a picture whose samples were decoded, of so many components and bits each, if it was
    /// not yet.
    pub fn take(&self, id: ObjectId, stream: &Stream, samples: &[u8], own: [usize; 2]) {
        let [components, bits] = own;
        let Some(picture) = self.pictures.get(&id).filter(|own| is_inked(own)) else { return };
        let color = picture.space.as_deref().filter(|own| own.components() == components);
        let count = picture.width.saturating_mul(picture.height).saturating_mul(components);
        let Some(color) = color.filter(|_| fits(picture) && samples.len() == count) else { return };
        if self.known().contains_key(&id) {
            return;
        }
        let own = (color, picture.width);
        let ink = of_samples(&self.pdf.document, stream, own, (samples, bits), self.limit);
        self.known().insert(id, ink);
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<ObjectId, Option<PictureInk>>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Measures those that nobody decoded; `None` for one that cannot be.
    pub fn rest(self) -> BTreeMap<ObjectId, Option<PictureInk>> {
        let Self { pdf, pictures, limit, found } = self;
        let mut out = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let wanted = pictures.iter().map(|(&id, picture)| (id, picture));
        let wanted = wanted.filter(|(id, picture)| is_inked(picture) && !out.contains_key(id));
        let mut left = ALL;
        let (wanted, beyond): (Vec<_>, Vec<_>) = wanted.partition(|(_, picture)| {
            let size = picture.width * picture.height;
            let fits = size <= left;
            left -= if fits { size } else { 0 };
            fits
        });
        out.extend(beyond.into_iter().map(|(id, _)| (id, None)));
        let mut batch = Vec::new();
        let mut size = 0;
        for (index, &(id, picture)) in wanted.iter().enumerate() {
            batch.push((id, picture));
            size += picture.width * picture.height;
            let next =
                wanted.get(index + 1).map_or(usize::MAX, |(_, next)| next.width * next.height);
            if size.saturating_add(next) > BATCH {
                let done: Vec<_> = batch
                    .par_drain(..)
                    .map(|(id, picture)| (id, ink(pdf, id, picture, limit)))
                    .collect();
                out.extend(done);
                size = 0;
            }
        }
        out
    }
}

fn ink(pdf: &Pdf, id: ObjectId, picture: &Picture, limit: f64) -> Option<PictureInk> {
    let document = &pdf.document;
    let Some(Object::Stream(stream)) = document.objects.get(&id) else { return None };
    of_stream(document, &*pdf.far.whole(stream)?, picture, limit)
}

/// Whether a picture is small enough to be measured.
fn fits(picture: &Picture) -> bool {
    let (width, height) = (picture.width, picture.height);
    width <= SIDE && height <= SIDE && width * height <= PIXELS
}

/// Measures one picture; `limit` is in percent.
pub fn of_stream(
    document: &Document,
    stream: &Stream,
    picture: &Picture,
    limit: f64,
) -> Option<PictureInk> {
    let color = picture.space.as_deref().filter(|_| fits(picture))?;
    let size = [picture.width, picture.height];
    let (samples, bits) = samples(document, stream, size, color.components(), picture.bits)?;
    of_samples(document, stream, (color, picture.width), (&samples, bits), limit)
}

/// Measures samples of a colour space, in rows of a width, with so many bits each.
fn of_samples(
    document: &Document,
    stream: &Stream,
    (color, width): (&Color, usize),
    (samples, bits): (&[u8], usize),
    limit: f64,
) -> Option<PictureInk> {
    let decode = entry(document, &stream.dict, b"Decode");
    let table = Table::new(color, bits, numbers(document, decode).as_deref())?;
    Some(table.most(samples, width, limit))
}

/// The ink of every value of every component, in hundredths of a percent.
struct Table {
    components: usize,
    ink: Vec<[u32; 256]>,
}

impl Table {
    fn new(color: &Color, bits: usize, decode: Option<&[f64]>) -> Option<Self> {
        let components = color.components();
        let top = ((1_u32 << bits) - 1).max(1);
        let palette = matches!(color, Color::Indexed(..));
        let mut ink = vec![[0; 256]; components];
        for (at, own) in ink.iter_mut().enumerate() {
            let range = decode.and_then(|decode| decode.get(at * 2..at * 2 + 2));
            let end = if palette { f64::from(top) } else { 1.0 };
            let (low, high) = range.map_or((0.0, end), |range| (range[0], range[1]));
            for (value, slot) in own.iter_mut().enumerate() {
                let share = f64::from(value.min(top as usize) as u32) / f64::from(top);
                let mut numbers = vec![0.0; components];
                numbers[at] = low + share * (high - low);
                let known = color.ink(&numbers);
                if !known.known {
                    return None;
                }
                *slot = (known.total() * 100.0).round() as u32;
            }
        }
        Some(Self { components, ink })
    }

    fn most(&self, samples: &[u8], width: usize, limit: f64) -> PictureInk {
        let limit = (limit * 100.0).round() as u32;
        let (mut most, mut place, mut over) = (0, 0, 0_usize);
        let mut take = |index: usize, sum: u32| {
            if sum > most {
                (most, place) = (sum, index);
            }
            over += usize::from(sum > limit);
        };
        if let [c, m, y, k] = self.ink.as_slice() {
            for (index, pixel) in samples.as_chunks::<4>().0.iter().enumerate() {
                let &[cyan, magenta, yellow, black] = pixel;
                let colors =
                    c[usize::from(cyan)] + m[usize::from(magenta)] + y[usize::from(yellow)];
                take(index, colors + k[usize::from(black)]);
            }
        } else {
            for (index, pixel) in samples.chunks_exact(self.components).enumerate() {
                let inks = pixel.iter().zip(&self.ink).map(|(&value, ink)| ink[usize::from(value)]);
                take(index, inks.sum());
            }
        }
        let count = samples.len() / self.components.max(1);
        let rows = (count / width.max(1)).max(1);
        let [x, y] = [place % width.max(1), place / width.max(1)];
        PictureInk {
            most: f64::from(most) / 100.0,
            over: over as f64 / count.max(1) as f64,
            at: [(x as f64 + 0.5) / width.max(1) as f64, (y as f64 + 0.5) / rows as f64],
        }
    }
}
