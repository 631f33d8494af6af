//! JPEG encoding and decoding, for the press, for screens and for the preflight.
//!
//! mozjpeg writes them: libjpeg-turbo's coder, whose transform uses integers, so that builds with
//! its SIMD (where `nasm` was found) and without it write the same bytes on every machine. Its
//! trellis quantisation and its fast transforms, which do not guarantee this, stay off. It also reads
//! a photograph at a share of its size, with transforms of integers too.

use std::panic::catch_unwind;

use mozjpeg::{ColorSpace as Coded, Compress, DctMethod, Decompress};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The largest side that libjpeg writes or reads, px.
const SIDE: usize = 65_500;
/// Rows passed to the coder at a time.
const ROWS: usize = 16;

/// The components of a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Components {
    /// One: grey.
    Gray,
    /// Three: red, green, blue; coded as luminance and chrominance.
    Rgb,
    /// Four: inks, which Adobe's JPEGs store inverted, 0 for full ink; coded as they are.
    Cmyk,
}

impl Components {
    /// How many there are.
    pub fn count(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }
}

/// How a JPEG is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coding {
    /// Quality, 1 to 100.
    pub quality: u8,
    /// Whether colour has half the resolution of luminance (4:2:0).
    pub half_color: bool,
    /// Whether it is progressive, with optimised Huffman codes: smaller, and slower to write.
    pub progressive: bool,
}

/// Encodes samples, row by row, as a JPEG of a width and a height in px.
///
/// # Errors
/// What is wrong with the size.
pub fn encode(
    [width, height]: [usize; 2],
    components: Components,
    coding: Coding,
    samples: &[u8],
) -> Result<Vec<u8>, String> {
    let row = width * components.count();
    if samples.len() != row * height {
        return Err(format!("{width} × {height} px: {} bytes", samples.len()));
    }
    encode_rows([width, height], components, coding, |first, rows| {
        rows.copy_from_slice(&samples[first * row..][..rows.len()]);
    })
}

/// Encodes a JPEG of a width and a height in px. `fill` gets the number of a row and a buffer, and
/// writes the samples from that row on until the buffer is full.
///
/// # Errors
/// What is wrong with the size.
pub fn encode_rows(
    [width, height]: [usize; 2],
    components: Components,
    coding: Coding,
    fill: impl Fn(usize, &mut [u8]),
) -> Result<Vec<u8>, String> {
    if !(1..=SIDE).contains(&width) || !(1..=SIDE).contains(&height) {
        return Err(format!("{width} × {height} px"));
    }
    let coder = coder([width, height], components, coding);
    let mut coder = coder.start_compress(Vec::new()).map_err(text)?;
    let row = width * components.count();
    let mut samples = vec![0; row * ROWS];
    for first in (0..height).step_by(ROWS) {
        let samples = &mut samples[..row * ROWS.min(height - first)];
        fill(first, samples);
        coder.write_scanlines(samples).map_err(text)?;
    }
    coder.finish().map_err(text)
}

/// A coder that is ready to start.
fn coder([width, height]: [usize; 2], components: Components, coding: Coding) -> Compress {
    let mut coder = Compress::new(match components {
        Components::Gray => Coded::JCS_GRAYSCALE,
        Components::Rgb => Coded::JCS_RGB,
        Components::Cmyk => Coded::JCS_CMYK,
    });
    coder.set_size(width, height);
    coder.set_fastest_defaults();
    coder.set_quality(f32::from(coding.quality));
    if components == Components::Rgb {
        let chroma = if coding.half_color { (2, 2) } else { (1, 1) };
        coder.set_chroma_sampling_pixel_sizes(chroma, chroma);
    }
    if coding.progressive {
        coder.set_progressive_mode();
    }
    coder.set_optimize_coding(coding.progressive);
    coder
}

/// What the head of a JPEG says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Width and height, px.
    pub size: [usize; 2],
    /// Components per pixel: 1, 3 or 4.
    pub components: usize,
    /// The embedded ICC profile.
    pub icc: Option<Vec<u8>>,
}

/// Reads the head of a JPEG; `None` if it has none.
pub fn head(bytes: &[u8]) -> Option<Head> {
    let options = DecoderOptions::default().set_max_width(SIDE).set_max_height(SIDE);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let (width, height) = decoder.dimensions()?;
    let components = usize::from(decoder.info()?.components);
    Some(Head { size: [width, height], components, icc: decoder.icc_profile() })
}

/// Decodes a JPEG of 1, 3 or 4 components and of a width and a height in px. Ink samples are
/// returned as they are in the file, YCCK converted to CMYK.
///
/// # Errors
/// What is wrong with it; a different size or number of components is an error too.
pub fn decode(
    bytes: &[u8],
    components: usize,
    [width, height]: [usize; 2],
) -> Result<Vec<u8>, String> {
    let options = DecoderOptions::default().set_max_width(width).set_max_height(height);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(text)?;
    let source = decoder.input_colorspace().ok_or("JPEG")?;
    let own = decoder.info().map_or(0, |info| usize::from(info.components));
    if own != components || decoder.dimensions() != Some((width, height)) {
        let found = decoder.dimensions().unwrap_or_default();
        return Err(format!("JPEG: {} × {} px, {own}", found.0, found.1));
    }
    let wanted = match components {
        1 => ColorSpace::Luma,
        3 => ColorSpace::RGB,
        _ => source,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let mut samples = decoder.decode().map_err(text)?;
    if source == ColorSpace::YCCK && components == 4 {
        samples.as_chunks_mut().0.iter_mut().for_each(unwind);
    }
    Ok(samples)
}

/// The shares of its width and height, in eighths, at which a JPEG can be decoded at once: its blocks
/// of 8 × 8 coefficients then yield 1, 2 or 4 samples a side.
const SHARES: [u8; 3] = [1, 2, 4];

/// The smallest of the [`reduced`] sizes of a long edge, px, that still has `wanted` px, in eighths;
/// `None` if that takes more than half.
pub fn share(long: u32, wanted: u32) -> Option<u8> {
    SHARES.into_iter().find(|&eighths| reduced(long, eighths) >= wanted)
}

/// An edge, px, at a share of its length in eighths (ITU-T T.81 leaves it open; as libjpeg rounds).
fn reduced(edge: u32, eighths: u8) -> u32 {
    (u64::from(edge) * u64::from(eighths)).div_ceil(8) as u32
}

/// A JPEG that was decoded at a share of its size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reduced {
    /// Width and height, px.
    pub size: [u32; 2],
    /// Grey or RGB.
    pub components: Components,
    /// The samples, row by row.
    pub samples: Vec<u8>,
}

/// Decodes a JPEG in grey or RGB at a [`share`] of its size: every sample is what its blocks say of
/// the area that it covers, in a fraction of the time and memory that all samples take. `None` if it
/// is in other colours.
///
/// # Errors
/// What is wrong with it.
pub fn decode_reduced(bytes: &[u8], eighths: u8) -> Result<Option<Reduced>, String> {
    // libjpeg leaves its work by unwinding the stack.
    catch_unwind(|| read_reduced(bytes, eighths)).unwrap_or_else(|cause| {
        Err(cause.downcast_ref::<String>().cloned().unwrap_or_else(|| "JPEG".to_owned()))
    })
}

fn read_reduced(bytes: &[u8], eighths: u8) -> Result<Option<Reduced>, String> {
    let mut decoder = Decompress::new_mem(bytes).map_err(text)?;
    let components = match decoder.color_space() {
        Coded::JCS_GRAYSCALE => Components::Gray,
        Coded::JCS_YCbCr | Coded::JCS_RGB => Components::Rgb,
        _ => return Ok(None),
    };
    decoder.scale(eighths);
    decoder.dct_method(DctMethod::IntegerSlow);
    let mut decoder = match components {
        Components::Gray => decoder.grayscale(),
        _ => decoder.rgb(),
    }
    .map_err(text)?;
    let size = [decoder.width(), decoder.height()].map(|side| side as u32);
    let samples = decoder.read_scanlines().map_err(text)?;
    Ok(Some(Reduced { size, components, samples }))
}

/// YCCK to CMYK (ITU-T T.872, 6.4): the RGB that YCbCr yields is the complement of the three inks.
fn unwind(pixel: &mut [u8; 4]) {
    let [y, cb, cr, _] = pixel.map(f32::from);
    let (cb, cr) = (cb - 128.0, cr - 128.0);
    let rgb = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
    for (part, value) in pixel.iter_mut().zip(rgb) {
        *part = 255 - value.round().clamp(0.0, 255.0) as u8;
    }
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    const CODING: Coding = Coding { quality: 92, half_color: false, progressive: false };

    /// A sample from an image with soft gradients and hard edges.
    fn sample(row: usize, column: usize, component: usize) -> u8 {
        let soft = row * (component + 2) + column * 3;
        let hard = (row / 5 + column / 7 + component).is_multiple_of(3);
        (soft % 200) as u8 + if hard { 55 } else { 0 }
    }

    fn made(size: [usize; 2], components: Components, coding: Coding) -> Vec<u8> {
        let count = components.count();
        let fill = |first: usize, samples: &mut [u8]| {
            for (at, value) in samples.iter_mut().enumerate() {
                let (row, rest) = (first + at / (size[0] * count), at % (size[0] * count));
                *value = sample(row, rest / count, rest % count);
            }
        };
        encode_rows(size, components, coding, fill).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        for components in [Components::Gray, Components::Rgb, Components::Cmyk] {
            for size in [[1, 1], [53, 47], [16, 33]] {
                let count = components.count();
                let samples = decode(&made(size, components, CODING), count, size).unwrap();
                let wrong = samples.iter().enumerate().map(|(at, &value)| {
                    let (row, rest) = (at / (size[0] * count), at % (size[0] * count));
                    u64::from(value.abs_diff(sample(row, rest / count, rest % count)))
                });
                let mean = wrong.sum::<u64>() as f64 / samples.len() as f64;
                assert!(mean < 6.0, "{components:?} {size:?}: {mean}");
            }
        }
    }

    /// The bytes are the same on every machine, with SIMD and without.
    #[test]
    fn the_bytes_are_the_same_everywhere() {
        let mut all = Sha256::new();
        for components in [Components::Gray, Components::Rgb, Components::Cmyk] {
            for (quality, half_color, progressive) in
                [(92, false, false), (82, true, true), (95, false, true)]
            {
                let coding = Coding { quality, half_color, progressive };
                all.update(made([253, 147], components, coding));
            }
        }
        let sum: String = all.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sum, "ab6a16068383c8a200fd69d5599ad338ec54ee6b0dfd094bbf7840896d23a2a7");
    }

    #[test]
    fn a_share_is_large_enough_and_no_larger() {
        assert_eq!(share(4000, 500), Some(1));
        assert_eq!(share(4000, 501), Some(2));
        assert_eq!(share(4001, 501), Some(1));
        assert_eq!(share(4000, 2000), Some(4));
        assert_eq!(share(4000, 2001), None);
    }

    /// A picture whose areas of 64 × 64 px have one colour each looks alike at every share.
    #[test]
    fn a_share_of_a_photograph_looks_like_it() {
        let color =
            |x: usize, y: usize, part: usize| ((x / 64) * 70 + (y / 64) * (part + 1) * 20) as u8;
        for (components, half_color, progressive) in [
            (Components::Gray, false, false),
            (Components::Rgb, true, true),
            (Components::Rgb, false, false),
        ] {
            let (count, size) = (components.count(), [200, 136]);
            let fill = |first: usize, samples: &mut [u8]| {
                for (at, value) in samples.iter_mut().enumerate() {
                    let (row, rest) = (first + at / (size[0] * count), at % (size[0] * count));
                    *value = color(rest / count, row, rest % count);
                }
            };
            let coding = Coding { half_color, progressive, ..CODING };
            let jpeg = encode_rows(size, components, coding, fill).unwrap();
            for eighths in SHARES {
                let Some(made) = decode_reduced(&jpeg, eighths).unwrap() else { panic!("refused") };
                let [width, height] = size.map(|side| reduced(side as u32, eighths));
                assert_eq!((made.size, made.components), ([width, height], components));
                let (width, scale) = (width as usize, 8 / usize::from(eighths));
                for (at, &value) in made.samples.iter().enumerate() {
                    let (x, y) = (at / count % width * scale, at / count / width * scale);
                    // Within an area, not where two of them meet.
                    if x % 64 >= 16 && x % 64 < 48 && y % 64 >= 16 && y % 64 < 48 {
                        let whole = color(x, y, at % count);
                        assert!(value.abs_diff(whole) <= 3, "{eighths} {x} {y}: {value}, {whole}");
                    }
                }
            }
        }
        let inks = made([16, 16], Components::Cmyk, CODING);
        assert_eq!(decode_reduced(&inks, 4).unwrap(), None);
        assert!(decode_reduced(b"\xff\xd8\xff\xe0 nothing", 4).is_err());
    }

    /// Reading at a share, like writing, gives the same on every machine, with SIMD and without.
    #[test]
    fn a_share_is_the_same_everywhere() {
        let mut all = Sha256::new();
        for components in [Components::Gray, Components::Rgb] {
            for half_color in [false, true] {
                let jpeg = made([253, 147], components, Coding { half_color, ..CODING });
                for eighths in SHARES {
                    all.update(decode_reduced(&jpeg, eighths).unwrap().unwrap().samples);
                }
            }
        }
        let sum: String = all.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sum, "625ec592c553444da3d614a76860f8ae3681310ccda2e05ee9d6affa4db96c5e");
    }

    #[test]
    fn other_sizes_and_components_are_refused() {
        assert!(encode([0, 3], Components::Rgb, CODING, &[]).is_err());
        assert!(encode([2, 2], Components::Rgb, CODING, &[0; 11]).is_err());
        assert!(encode([SIDE + 1, 1], Components::Gray, CODING, &[0; SIDE + 1]).is_err());
        let jpeg = made([8, 9], Components::Rgb, CODING);
        assert!(decode(&jpeg, 3, [8, 9]).is_ok());
        assert!(decode(&jpeg, 3, [9, 8]).is_err() && decode(&jpeg, 4, [8, 9]).is_err());
        assert!(decode(&jpeg[..40], 3, [8, 9]).is_err());
    }
}
