//! Scales pictures of 8 bits a sample, by Catmull and Rom's cubic filter in integers, so that every
//! processor makes the same pixels.

use std::io;

use fast_image_resize::FilterType::CatmullRom;
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x2, U8x3, U8x4};
use fast_image_resize::{PixelTrait, ResizeAlg, ResizeOptions, Resizer};

/// What the samples of a pixel stand for, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Samples {
    /// Grey.
    Gray,
    /// Grey and how far it covers.
    GrayAlpha,
    /// Red, green and blue.
    Rgb,
    /// Red, green, blue and how far they cover.
    Rgba,
}

/// Scales rows of pixels that follow each other without gaps from one width and height, px, to another.
///
/// # Errors
/// Fewer or more samples than such a picture has, or an edge of 0 px.
pub fn scale(pixels: &[u8], from: [u32; 2], samples: Samples, to: [u32; 2]) -> io::Result<Vec<u8>> {
    match samples {
        Samples::Gray => typed::<U8>(pixels, from, to),
        Samples::GrayAlpha => typed::<U8x2>(pixels, from, to),
        Samples::Rgb => typed::<U8x3>(pixels, from, to),
        Samples::Rgba => typed::<U8x4>(pixels, from, to),
    }
}

/// Only the kinds of pixels that come here are compiled, not every kind that the library knows.
fn typed<P: PixelTrait>(pixels: &[u8], [w, h]: [u32; 2], to: [u32; 2]) -> io::Result<Vec<u8>> {
    let source = TypedImageRef::<P>::from_buffer(w, h, pixels).map_err(io::Error::other)?;
    let [w, h] = to;
    let mut scaled = vec![0; w as usize * h as usize * size_of::<P>()];
    let mut target = TypedImage::<P>::from_buffer(w, h, &mut scaled).map_err(io::Error::other)?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(CatmullRom));
    Resizer::new().resize_typed(&source, &mut target, &options).map_err(io::Error::other)?;
    Ok(scaled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_stay_halves_and_what_does_not_fit_is_an_error() {
        // Left half black, right half white.
        let row: Vec<u8> = (0..64).flat_map(|x| [if x < 32 { 0 } else { 255 }; 3]).collect();
        let scaled = scale(&row.repeat(8), [64, 8], Samples::Rgb, [16, 2]).unwrap();
        assert_eq!(scaled.len(), 16 * 2 * 3);
        assert_eq!((&scaled[..18], &scaled[30..48]), (&[0; 18][..], &[255; 18][..]));
        assert!(scale(&row, [64, 8], Samples::Rgb, [16, 2]).is_err());
    }
}
