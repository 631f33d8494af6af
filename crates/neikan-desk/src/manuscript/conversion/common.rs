//! WebP, BMP and GIF, read by `image`: the first frame of an animation.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{Pixels, Remark, broken, measured};
use neikan_base::diagnostic::Finding;

/// The most memory that a decoder may take, bytes: the largest picture in RGBA, and as much again.
const MEMORY: u64 = 900 << 20;
/// The most frames that are counted.
const FRAMES: usize = 10_000;

/// Reads a WebP; the first frame of an animation.
///
/// # Errors
/// A finding without a place: the file is broken, or the picture too large.
pub fn webp(bytes: &[u8]) -> Result<Pixels, Finding> {
    decode(bytes, ImageFormat::WebP, webp_frames(bytes))
}

/// Reads a bitmap.
///
/// # Errors
/// Those of [`webp`].
pub fn bmp(bytes: &[u8]) -> Result<Pixels, Finding> {
    decode(bytes, ImageFormat::Bmp, 1)
}

/// Reads a GIF; the first frame of an animation.
///
/// # Errors
/// Those of [`webp`].
pub fn gif(bytes: &[u8]) -> Result<Pixels, Finding> {
    decode(bytes, ImageFormat::Gif, gif_frames(bytes))
}

fn decode(bytes: &[u8], format: ImageFormat, frames: usize) -> Result<Pixels, Finding> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| broken())?;
    let (width, height) = decoder.dimensions();
    measured(width, height)?;
    let orientation = decoder.orientation().map_err(|_| broken())?;
    let icc = decoder.icc_profile().ok().flatten().filter(|icc| !icc.is_empty());
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| broken())?;
    picture.apply_orientation(orientation);
    let remarks = if frames > 1 { vec![Remark::First(frames)] } else { Vec::new() };
    Ok(Pixels { picture, inks: false, icc, remarks })
}

/// How many frames a WebP has: its `ANMF` chunks (RFC 9649, 2.7.1.1); one if it is not animated.
fn webp_frames(bytes: &[u8]) -> usize {
    let mut rest = bytes.get(12..).unwrap_or_default();
    let mut count = 0;
    while let Some((head, body)) = rest.split_at_checked(8) {
        count += usize::from(head.starts_with(b"ANMF"));
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        rest = body.get(length.saturating_add(length % 2)..).unwrap_or_default();
        if count == FRAMES {
            break;
        }
    }
    count.max(1)
}

/// How many frames a GIF has: its image descriptors (GIF89a, 20).
fn gif_frames(bytes: &[u8]) -> usize {
    let mut count = 0;
    let table = |packed: u8| if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) };
    let Some(&packed) = bytes.get(10) else { return 1 };
    let mut at = 13 + table(packed);
    while let Some(&kind) = bytes.get(at) {
        at += match kind {
            // An extension: its label, then blocks.
            0x21 => 2,
            0x2c => {
                count += 1;
                let packed = bytes.get(at + 9).copied().unwrap_or_default();
                // Its header, its colour table, and the initial size of its codes.
                11 + table(packed)
            }
            _ => break,
        };
        while let Some(&length) = bytes.get(at) {
            at += 1 + usize::from(length);
            if length == 0 {
                break;
            }
        }
        if count == FRAMES {
            break;
        }
    }
    count.max(1)
}
