//! Scales pictures of 8 bits a sample, by Catmull and Rom's cubic filter in integers, so that every
//! processor makes the same pixels.

use std::io;

use fast_image_resize::FilterType::CatmullRom;
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8x3, U8x4};
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
        Samples::Gray => {
            let colored: Vec<u8> = pixels.iter().flat_map(|&grey| [grey; 3]).collect();
            Ok(typed::<U8x3>(&colored, from, to)?.into_iter().step_by(3).collect())
        }
        Samples::GrayAlpha => gray_alpha(pixels, from, to),
        Samples::Rgb => typed::<U8x3>(pixels, from, to),
        Samples::Rgba => typed::<U8x4>(pixels, from, to),
    }
}

/// Greys are scaled as colours are, of which there are more: one kind of pixel less to compile.
fn gray_alpha(pixels: &[u8], from: [u32; 2], to: [u32; 2]) -> io::Result<Vec<u8>> {
    let (pairs, rest) = pixels.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(io::Error::other("half a pixel"));
    }
    let colored: Vec<u8> =
        pairs.iter().flat_map(|&[grey, alpha]| [grey, grey, grey, alpha]).collect();
    let scaled = typed::<U8x4>(&colored, from, to)?;
    Ok(scaled.as_chunks::<4>().0.iter().flat_map(|&[grey, _, _, alpha]| [grey, alpha]).collect())
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

/// Runs the README's examples as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

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

    #[test]
    fn greys_become_what_the_same_colours_become() {
        let grey: Vec<u8> = (0..40 * 30).map(|at: u32| (at * at % 251) as u8).collect();
        let colored: Vec<u8> = grey.iter().flat_map(|&value| [value, value, value, 255]).collect();
        let scaled = scale(&colored, [40, 30], Samples::Rgba, [13, 9]).unwrap();
        let expected: Vec<u8> = scaled.iter().copied().step_by(4).collect();
        assert_eq!(scale(&grey, [40, 30], Samples::Gray, [13, 9]).unwrap(), expected);
        // Covered in full, and half as far.
        for alpha in [255, 127] {
            let covered: Vec<u8> = grey.iter().flat_map(|&value| [value, alpha]).collect();
            let scaled = scale(&covered, [40, 30], Samples::GrayAlpha, [13, 9]).unwrap();
            assert_eq!(scaled.len(), 13 * 9 * 2);
            assert!(scaled.iter().skip(1).step_by(2).all(|&found| found.abs_diff(alpha) <= 1));
            let near = |(found, wanted): (&u8, &u8)| found.abs_diff(*wanted) <= 2;
            assert!(scaled.iter().step_by(2).zip(&expected).all(near));
        }
        assert!(scale(&[1, 2, 3], [1, 1], Samples::GrayAlpha, [1, 1]).is_err());
    }
}
