//! TIFF: scans, and pictures from layout programs with inks.
//!
//! The `tiff` crate decodes strips and tiles; its output is put into order here: separate planes,
//! bits, YCbCr, white as 0, alpha, inks, orientation. The first page is taken. Raw files of cameras
//! have the form of a TIFF too, with a thumbnail as their first page: such files are refused.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer};
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use super::kind::Kind;
use super::{Pixels, Remark, broken, measured, unread};
use neikan_base::diagnostic::Finding;

/// The most bytes that pixels may take while they are decoded.
const DECODED: usize = 600 << 20;
/// The most bytes of one value in a directory: a profile, or the places of strips.
const VALUE: usize = 8 << 20;
/// The most pages that are counted.
const PAGES: usize = 1000;
/// The code for JPEG compression in a TIFF (Technical Note 2).
const JPEG: u16 = 7;

type Reader<'a> = Decoder<Cursor<&'a [u8]>>;

/// Samples in the order of pixels, eight or sixteen bits each.
enum Samples {
    Bytes(Vec<u8>),
    Words(Vec<u16>),
}

/// Reads the first page of a file.
///
/// # Errors
/// A finding without a place: the file is broken, or the picture is too large, raw sensor data or
/// in a form that is not read.
pub fn read(bytes: &[u8]) -> Result<Pixels, Finding> {
    let mut reader = Decoder::new(Cursor::new(bytes)).map_err(fault)?.with_limits(limits());
    let (width, height) = reader.dimensions().map_err(fault)?;
    measured(width, height)?;
    if is_raw(&mut reader) {
        return Err(Finding::stop("picture-unfit").with("kind", Kind::Raw.name()));
    }
    let color = reader.colortype().map_err(fault)?;
    if number(&mut reader, Tag::Compression) == Some(u64::from(JPEG)) {
        strips_of_jpeg(&mut reader, bytes)?;
    }
    let orientation = number(&mut reader, Tag::Orientation).and_then(|n| u8::try_from(n).ok());
    let orientation = orientation.and_then(Orientation::from_exif);
    let icc = reader.get_tag_u8_vec(Tag::IccProfile).ok().filter(|icc| !icc.is_empty());
    let samples = decode(&mut reader, color, [width as usize, height as usize])?;
    let count = pages(bytes);
    let mut remarks = if count > 1 { vec![Remark::First(count)] } else { Vec::new() };
    let samples = if is_multiplied(&mut reader) { apart(samples, color) } else { samples };
    let (mut picture, inks) = arrange(samples, color, [width, height], &mut remarks)?;
    picture.apply_orientation(orientation.unwrap_or(Orientation::NoTransforms));
    Ok(Pixels { picture, inks, icc, remarks })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = DECODED;
    limits.intermediate_buffer_size = DECODED;
    limits.ifd_value_size = VALUE;
    limits
}

fn fault(error: TiffError) -> Finding {
    match error {
        TiffError::UnsupportedError(reason) => unread(Kind::Tiff, reason),
        _ => broken(),
    }
}

fn number(reader: &mut Reader<'_>, tag: Tag) -> Option<u64> {
    reader.find_tag_unsigned(tag).ok().flatten()
}

/// Whether a file is a camera's raw data: its first page is a thumbnail (bit 0 of tag 254), or it
/// states its DNG version (tag 50706).
fn is_raw(reader: &mut Reader<'_>) -> bool {
    let small = number(reader, Tag::NewSubfileType).is_some_and(|kind| kind & 1 == 1);
    small || matches!(reader.find_tag(Tag::Unknown(50_706)), Ok(Some(_)))
}

/// How many pages there are, as far as they can be followed.
fn pages(bytes: &[u8]) -> usize {
    let Ok(reader) = Decoder::new(Cursor::new(bytes)) else { return 1 };
    let (mut reader, mut count) = (reader.with_limits(limits()), 1);
    while count < PAGES && reader.more_images() && reader.next_image().is_ok() {
        count += 1;
    }
    count
}

/// Refuses JPEGs in a TIFF that are larger than the strips or tiles they are for: their decoder
/// trusts them.
fn strips_of_jpeg(reader: &mut Reader<'_>, bytes: &[u8]) -> Result<(), Finding> {
    let (wide, high) = reader.chunk_dimensions();
    let most = u64::from(wide) * u64::from(high.next_multiple_of(16));
    let tiled = matches!(reader.find_tag(Tag::TileOffsets), Ok(Some(_)));
    let (places, sizes) = if tiled {
        (Tag::TileOffsets, Tag::TileByteCounts)
    } else {
        (Tag::StripOffsets, Tag::StripByteCounts)
    };
    let places = reader.get_tag_u64_vec(places).map_err(fault)?;
    let sizes = reader.get_tag_u64_vec(sizes).map_err(fault)?;
    for (from, size) in places.into_iter().zip(sizes) {
        let from = usize::try_from(from).ok().ok_or_else(broken)?;
        let end = usize::try_from(size).ok().and_then(|size| from.checked_add(size));
        let coded = end.and_then(|end| bytes.get(from..end)).ok_or_else(broken)?;
        if frame(coded).is_none_or(|size| size > most) {
            return Err(broken());
        }
    }
    Ok(())
}

/// The number of pixels of a JPEG by its frame header (ITU-T T.81, B.2.2); the largest if there are
/// several.
fn frame(coded: &[u8]) -> Option<u64> {
    let mut largest = None;
    for at in coded.windows(9).filter(|at| {
        at[0] == 0xff && matches!(at[1], 0xc0..=0xcf) && !matches!(at[1], 0xc4 | 0xc8 | 0xcc)
    }) {
        let side = |high: u8, low: u8| u64::from(u16::from_be_bytes([high, low]));
        largest = largest.max(Some(side(at[5], at[6]) * side(at[7], at[8])));
    }
    largest
}

/// Whether colours are premultiplied with alpha (ExtraSamples 1, TIFF 6.0, 18).
fn is_multiplied(reader: &mut Reader<'_>) -> bool {
    let extra = reader.find_tag_unsigned_vec::<u16>(Tag::ExtraSamples).ok().flatten();
    extra.is_some_and(|extra| extra.first() == Some(&1))
}

/// Colours that were premultiplied with alpha, divided by it again.
fn apart(samples: Samples, color: ColorType) -> Samples {
    let count = match color {
        ColorType::RGBA(_) => 4,
        ColorType::CMYKA(_) => 5,
        _ => return samples,
    };
    match samples {
        Samples::Bytes(values) => Samples::Bytes(divided(values, count)),
        Samples::Words(values) => Samples::Words(divided(values, count)),
    }
}

fn divided<T: Copy + Into<u32> + TryFrom<u32>>(mut values: Vec<T>, count: usize) -> Vec<T> {
    let most = (1_u32 << (8 * size_of::<T>())) - 1;
    for pixel in values.chunks_exact_mut(count) {
        let cover: u32 = pixel[count - 1].into();
        for part in &mut pixel[..count - 1] {
            let whole: u32 = (*part).into();
            let alone = (whole * most).checked_div(cover).map_or(0, |value| value.min(most));
            *part = T::try_from(alone).unwrap_or(*part);
        }
    }
    values
}

/// Decodes all planes and puts their samples into pixel order.
fn decode(
    reader: &mut Reader<'_>,
    color: ColorType,
    [width, height]: [usize; 2],
) -> Result<Samples, Finding> {
    let mut result = DecodingResult::U8(Vec::new());
    let layout = reader.read_image_to_buffer(&mut result).map_err(fault)?;
    if result.as_buffer(0).byte_len() < layout.complete_len {
        return Err(broken());
    }
    let planes = layout.planes.max(1);
    match result {
        DecodingResult::U8(values) if color.bit_depth() < 8 => {
            Ok(Samples::Bytes(unpacked(&values, color.bit_depth(), [width, height])))
        }
        DecodingResult::U8(values) => Ok(Samples::Bytes(in_pixels(values, planes))),
        DecodingResult::U16(values) => Ok(Samples::Words(in_pixels(values, planes))),
        _ => Err(unread(Kind::Tiff, format!("{} bit", color.bit_depth()))),
    }
}

/// Separate planes, as pixels.
fn in_pixels<T: Copy + Default>(values: Vec<T>, planes: usize) -> Vec<T> {
    if planes == 1 {
        return values;
    }
    let length = values.len() / planes;
    let mut out = vec![T::default(); length * planes];
    for (index, plane) in values.chunks_exact(length.max(1)).take(planes).enumerate() {
        for (at, value) in plane.iter().enumerate() {
            out[at * planes + index] = *value;
        }
    }
    out
}

/// Greys of 1, 2 or 4 bits as bytes; every row begins on a byte boundary.
fn unpacked(values: &[u8], bits: u8, [width, height]: [usize; 2]) -> Vec<u8> {
    let bits = usize::from(bits.clamp(1, 8));
    let most = (1_u16 << bits) - 1;
    let row = (width * bits).div_ceil(8);
    let mut out = Vec::with_capacity(width * height);
    for row in values.chunks_exact(row.max(1)).take(height) {
        out.extend((0..width).map(|x| {
            let byte = u16::from(row[x * bits / 8]);
            let value = byte >> (8 - bits - x * bits % 8) & most;
            (value * 255 / most) as u8
        }));
    }
    out
}

/// Makes a picture from samples; the second value says whether they are inks.
fn arrange(
    samples: Samples,
    color: ColorType,
    size: [u32; 2],
    remarks: &mut Vec<Remark>,
) -> Result<(DynamicImage, bool), Finding> {
    let whole = usize::from(color.num_samples());
    let picture = match (color, samples) {
        (ColorType::Gray(1 | 2 | 4 | 8), Samples::Bytes(v)) => {
            buffer(size, v).map(DynamicImage::ImageLuma8)
        }
        (ColorType::Gray(16), Samples::Words(v)) => buffer(size, v).map(DynamicImage::ImageLuma16),
        (ColorType::Multiband { num_samples: 2, .. }, Samples::Bytes(v)) => {
            buffer(size, v).map(DynamicImage::ImageLumaA8)
        }
        (ColorType::Multiband { num_samples: 2, .. }, Samples::Words(v)) => {
            buffer(size, v).map(DynamicImage::ImageLumaA16)
        }
        (ColorType::RGB(8), Samples::Bytes(v)) => buffer(size, v).map(DynamicImage::ImageRgb8),
        (ColorType::RGB(16), Samples::Words(v)) => buffer(size, v).map(DynamicImage::ImageRgb16),
        (ColorType::RGBA(8), Samples::Bytes(v)) => buffer(size, v).map(DynamicImage::ImageRgba8),
        (ColorType::RGBA(16), Samples::Words(v)) => buffer(size, v).map(DynamicImage::ImageRgba16),
        (ColorType::YCbCr(8), Samples::Bytes(mut v)) => {
            v.as_chunks_mut().0.iter_mut().for_each(to_rgb);
            buffer(size, v).map(DynamicImage::ImageRgb8)
        }
        (ColorType::CMYK(_) | ColorType::CMYKA(_), samples) => {
            let inks = on_paper(bytes_of(samples, remarks), whole, remarks);
            let picture = buffer(size, inks).map(DynamicImage::ImageRgba8);
            return picture.map(|picture| (picture, true)).ok_or_else(broken);
        }
        _ => return Err(unread(Kind::Tiff, format!("{color:?}"))),
    };
    picture.map(|picture| (picture, false)).ok_or_else(broken)
}

fn buffer<P: image::Pixel>(
    [width, height]: [u32; 2],
    values: Vec<P::Subpixel>,
) -> Option<ImageBuffer<P, Vec<P::Subpixel>>> {
    ImageBuffer::from_raw(width, height, values)
}

fn bytes_of(samples: Samples, remarks: &mut Vec<Remark>) -> Vec<u8> {
    match samples {
        Samples::Bytes(values) => values,
        Samples::Words(values) => {
            remarks.push(Remark::Depth(16));
            values.into_iter().map(|value| ((u32::from(value) + 128) / 257) as u8).collect()
        }
    }
}

/// Four inks per pixel; a fifth sample says how much of them covers the paper.
fn on_paper(values: Vec<u8>, samples: usize, remarks: &mut Vec<Remark>) -> Vec<u8> {
    if samples < 5 {
        return values;
    }
    let mut out = Vec::with_capacity(values.len() / 5 * 4);
    let mut clear = false;
    for pixel in values.as_chunks::<5>().0 {
        let cover = u32::from(pixel[4]);
        clear |= cover < 255;
        out.extend(pixel[..4].iter().map(|ink| ((u32::from(*ink) * cover + 127) / 255) as u8));
    }
    if clear {
        remarks.push(Remark::Flattened);
    }
    out
}

/// YCbCr to RGB with the default coefficients of TIFF (TIFF 6.0, 21; ITU-T T.871, 7).
fn to_rgb(pixel: &mut [u8; 3]) {
    let [y, cb, cr] = pixel.map(f32::from);
    let (cb, cr) = (cb - 128.0, cr - 128.0);
    let rgb = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
    *pixel = rgb.map(|value| value.round().clamp(0.0, 255.0) as u8);
}
