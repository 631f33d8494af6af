//! The output of a conversion: a JPEG for a photograph, a PNG for a drawing or anything
//! transparent.

use std::collections::BTreeSet;

use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageEncoder};

use super::super::bare;
use super::super::pictures::Format;
use super::{Pixels, Remark};
use neikan_base::jpeg::{self, Coding, Components};

/// How JPEGs that are made once and kept are encoded: 4:4:4, since edges between colours would
/// suffer twice.
const CODING: Coding = Coding { quality: 95, half_color: false, progressive: false };
/// The largest side of a JPEG, px.
const SIDE: u32 = 65_500;
/// The most tones that are counted.
const TONES: usize = 4096;
/// Up to this many colours, or greys, make a drawing.
const FEW: (usize, usize) = (256, 16);
/// A drawing is flat: at least this share of its pixels, in %, equal the one on their left.
const FLAT: usize = 60;

/// Writes pixels as a picture for printing; nothing if an encoder refuses.
pub fn write(pixels: Pixels, remarks: &mut Vec<Remark>) -> Option<(Format, Vec<u8>)> {
    let Pixels { picture, inks, icc, .. } = pixels;
    if inks {
        return Some((Format::Jpeg, of_inks(&picture, icc.as_deref())?));
    }
    let picture = eight_bits(opaque(picture), remarks);
    let large = picture.width().max(picture.height()) > SIDE;
    if picture.color().has_alpha() || large || is_drawing(&picture) {
        return Some((Format::Png, png(&picture, icc)?));
    }
    Some((Format::Jpeg, photograph(&picture, icc.as_deref())?))
}

/// A picture without its alpha channel if nothing in it is transparent.
fn opaque(picture: DynamicImage) -> DynamicImage {
    let clear = match &picture {
        DynamicImage::ImageRgba8(all) => all.pixels().any(|pixel| pixel[3] < u8::MAX),
        DynamicImage::ImageLumaA8(all) => all.pixels().any(|pixel| pixel[1] < u8::MAX),
        DynamicImage::ImageRgba16(all) => all.pixels().any(|pixel| pixel[3] < u16::MAX),
        DynamicImage::ImageLumaA16(all) => all.pixels().any(|pixel| pixel[1] < u16::MAX),
        _ => return picture,
    };
    match picture {
        picture if clear => picture,
        DynamicImage::ImageRgba8(_) => picture.into_rgb8().into(),
        DynamicImage::ImageRgba16(_) => picture.into_rgb16().into(),
        DynamicImage::ImageLumaA16(_) => picture.into_luma16().into(),
        picture => picture.into_luma8().into(),
    }
}

/// A picture with 8 bits per component.
fn eight_bits(picture: DynamicImage, remarks: &mut Vec<Remark>) -> DynamicImage {
    let color = picture.color();
    let bits = color.bytes_per_pixel() * 8 / color.channel_count();
    if bits <= 8 {
        return picture;
    }
    remarks.push(Remark::Depth(bits));
    match (color.has_color(), color.has_alpha()) {
        (true, true) => picture.into_rgba8().into(),
        (true, false) => picture.into_rgb8().into(),
        (false, true) => picture.into_luma_alpha8().into(),
        (false, false) => picture.into_luma8().into(),
    }
}

/// Whether a picture was drawn or captured from a screen: few tones, or flat and not many.
fn is_drawing(picture: &DynamicImage) -> bool {
    let bytes = picture.as_bytes();
    let wide = usize::from(picture.color().channel_count());
    let grey = wide == 1 || bytes.chunks_exact(wide).all(|p| p.iter().all(|part| *part == p[0]));
    let row = picture.width() as usize * wide;
    let (mut tones, mut like, mut count) = (BTreeSet::new(), 0_usize, 0_usize);
    for row in bytes.chunks_exact(row.max(1)) {
        let mut before: Option<&[u8]> = None;
        for pixel in row.chunks_exact(wide) {
            count += 1;
            if before == Some(pixel) {
                like += 1;
            } else if tones.len() <= TONES {
                tones.insert(pixel);
            }
            before = Some(pixel);
        }
    }
    let few = if grey { FEW.1 } else { FEW.0 };
    let many = if grey { few * 4 } else { TONES };
    tones.len() <= few || (tones.len() <= many && like * 100 >= count * FLAT)
}

fn photograph(picture: &DynamicImage, icc: Option<&[u8]>) -> Option<Vec<u8>> {
    let components = if picture.color().has_color() { Components::Rgb } else { Components::Gray };
    coded(picture, components, picture.as_bytes(), icc)
}

/// A JPEG of inks, which are stored inverted, as Adobe's are.
fn of_inks(picture: &DynamicImage, icc: Option<&[u8]>) -> Option<Vec<u8>> {
    let inverted: Vec<u8> = picture.as_bytes().iter().map(|ink| !ink).collect();
    coded(picture, Components::Cmyk, &inverted, icc)
}

fn coded(
    picture: &DynamicImage,
    components: Components,
    samples: &[u8],
    icc: Option<&[u8]>,
) -> Option<Vec<u8>> {
    let size = [picture.width() as usize, picture.height() as usize];
    let made = jpeg::encode(size, components, CODING, samples).ok()?;
    Some(match icc {
        Some(icc) => bare::with_profile(&made, icc),
        None => made,
    })
}

fn png(picture: &DynamicImage, icc: Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut made = Vec::new();
    let mut encoder = PngEncoder::new(&mut made);
    if let Some(icc) = icc {
        encoder.set_icc_profile(icc).ok()?;
    }
    let (width, height, color) = (picture.width(), picture.height(), picture.color());
    encoder.write_image(picture.as_bytes(), width, height, color.into()).ok()?;
    Some(made)
}
