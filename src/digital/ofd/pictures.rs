//! The pictures of an OFD: JPEG or PNG in sRGB, opaque, without a profile, cut to what shows.
//!
//! Open readers take no notice of profiles and masks, and some of clips, so all of this is settled in the
//! pixels. A picture that is opaque, whole and without a profile keeps its bytes.

use std::io;

use image::{DynamicImage, GrayImage, Rgb, RgbImage};
use rayon::prelude::*;
use typst::utils::hash128;
use typst::visualize::{ExchangeFormat, RasterFormat, RasterImage};

use super::paint::over;
use crate::diagnostic::{Failure, Finding};
use crate::digital::pictures::{decode, encode};
use crate::jpeg::Coding;
use crate::manuscript::pictures::Format;
use crate::manuscript::profiles::{Profile, components};

/// How pictures are encoded that cannot keep their bytes.
const CODING: Coding = Coding { quality: 90, half_color: false, progressive: false };

/// The part of a picture that shows, px: left, top, width, height.
pub type Cut = [u32; 4];

/// The pictures on the pages, each once, in the order in which they first occur.
#[derive(Default)]
pub struct Stock {
    sources: Vec<(u128, Source)>,
}

/// Where a picture comes from.
enum Source {
    /// A raster, or part of it, on a plain colour.
    Raster { raster: RasterImage, cut: Option<Cut>, ground: [u8; 3] },
    /// Pixels that were drawn.
    Drawn(DynamicImage),
}

/// A file of a picture.
pub struct PictureFile {
    /// What its name ends in: `jpg` or `png`.
    pub extension: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Stock {
    /// The place of a raster in the list.
    pub fn raster(&mut self, raster: &RasterImage, cut: Option<Cut>, ground: [u8; 3]) -> usize {
        let key = hash128(&(raster, cut, ground));
        self.place(key, || Source::Raster { raster: raster.clone(), cut, ground })
    }

    /// The place of a drawn picture in the list.
    pub fn drawn(&mut self, pixels: RgbImage) -> usize {
        let key = hash128(&(pixels.dimensions(), pixels.as_raw()));
        self.place(key, || Source::Drawn(pixels.into()))
    }

    fn place(&mut self, key: u128, source: impl FnOnce() -> Source) -> usize {
        if let Some(index) = self.sources.iter().position(|(known, _)| *known == key) {
            return index;
        }
        self.sources.push((key, source()));
        self.sources.len() - 1
    }

    /// Their files, in their order.
    ///
    /// # Errors
    /// A finding `picture-broken` for the first that cannot be decoded.
    pub fn files(&self) -> Result<Vec<PictureFile>, Failure> {
        let made = self.sources.par_iter().map(|(_, source)| match source {
            Source::Raster { raster, cut, ground } => file(raster, *cut, *ground),
            Source::Drawn(pixels) => encoded(pixels, "png"),
        });
        let broken = |_| Failure::from(Finding::stop("picture-broken").with("path", "ofd"));
        made.map(|file| file.map_err(broken)).collect()
    }
}

fn file(raster: &RasterImage, cut: Option<Cut>, ground: [u8; 3]) -> io::Result<PictureFile> {
    let bytes = raster.data().as_slice();
    let extension = match raster.format() {
        RasterFormat::Exchange(ExchangeFormat::Jpg) => "jpg",
        _ => "png",
    };
    let plain = Profile::of(bytes).icc().is_none() && cut.is_none();
    let opaque = match extension {
        "jpg" => matches!(components(bytes), Some(1 | 3)),
        _ => !raster.dynamic().color().has_alpha(),
    };
    if plain && opaque {
        return Ok(PictureFile { extension, bytes: bytes.to_vec() });
    }
    let mut picture = decode(bytes, |edge| edge)?;
    if let Some(cut) = cut {
        picture = cropped(&picture, cut);
    }
    if picture.color().has_alpha() {
        picture = flattened(&picture, ground);
    }
    encoded(&picture, extension)
}

/// The part of a picture that shows: row by row where it is as pictures are, since that is faster than pixel by
/// pixel.
fn cropped(picture: &DynamicImage, [left, top, width, height]: Cut) -> DynamicImage {
    let rows = |pixels: &[u8], channels: u32| -> Vec<u8> {
        let line = (picture.width() * channels) as usize;
        let [first, count] = [left, width].map(|own| (own * channels) as usize);
        let rows = pixels.chunks_exact(line).skip(top as usize).take(height as usize);
        rows.filter_map(|row| row.get(first..first + count)).collect::<Vec<_>>().concat()
    };
    let whole = match picture {
        DynamicImage::ImageRgb8(own) => {
            RgbImage::from_raw(width, height, rows(own, 3)).map(DynamicImage::from)
        }
        DynamicImage::ImageLuma8(own) => {
            GrayImage::from_raw(width, height, rows(own, 1)).map(DynamicImage::from)
        }
        _ => None,
    };
    whole.unwrap_or_else(|| picture.crop_imm(left, top, width, height))
}

/// A picture on a plain colour.
fn flattened(picture: &DynamicImage, ground: [u8; 3]) -> DynamicImage {
    let picture = picture.to_rgba8();
    let pixel = |x, y| Rgb(over(picture.get_pixel(x, y).0, ground));
    RgbImage::from_fn(picture.width(), picture.height(), pixel).into()
}

fn encoded(picture: &DynamicImage, extension: &'static str) -> io::Result<PictureFile> {
    let format = if extension == "jpg" { Format::Jpeg } else { Format::Png };
    Ok(PictureFile { extension, bytes: encode(picture, format, CODING)? })
}
