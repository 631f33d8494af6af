//! Decoding: the samples of a picture, 8 bit, row by row, inks not inverted.

use std::io::Cursor;

use lopdf::Stream;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::text;
use crate::press::pdf::integer;

/// A picture without compression.
pub struct Pixels {
    /// Width, px.
    pub width: usize,
    /// Height, px.
    pub height: usize,
    /// Components of a pixel: 1, 3 or 4.
    pub components: usize,
    /// The samples.
    pub values: Vec<u8>,
    /// Whether it comes from a JPEG.
    pub photograph: bool,
}

impl Pixels {
    /// Decodes the picture of a stream.
    pub fn decode(stream: &Stream, components: usize) -> Result<Self, String> {
        let inverted = stream.dict.has(b"Decode");
        let masked = stream.dict.get(b"Mask").is_ok_and(|mask| mask.as_array().is_ok());
        let photograph = stream.filters().unwrap_or_default() == [b"DCTDecode".as_slice()];
        // The one array that Typst writes is that of a CMYK JPEG.
        if masked || inverted && !(photograph && components == 4) {
            return Err("Decode, Mask".to_owned());
        }
        let size = |key: &[u8]| {
            usize::try_from(integer(&stream.dict, key).unwrap_or_default()).map_err(text)
        };
        let (width, height) = (size(b"Width")?, size(b"Height")?);
        let mut values = match (photograph, integer(&stream.dict, b"BitsPerComponent")) {
            (true, _) => jpeg(&stream.content, components)?,
            (false, Some(8)) => stream.get_plain_content().map_err(text)?,
            (false, Some(16)) => halve(&stream.get_plain_content().map_err(text)?),
            (false, _) => return Err("BitsPerComponent".to_owned()),
        };
        if inverted {
            values.iter_mut().for_each(|value| *value = 255 - *value);
        }
        let expected = width.saturating_mul(height).saturating_mul(components);
        match values.len() == expected && expected > 0 {
            true => Ok(Self { width, height, components, values, photograph }),
            false => Err(format!("{width} × {height}: {} bytes", values.len())),
        }
    }
}

/// Makes 8 bits of 16, rounded.
fn halve(content: &[u8]) -> Vec<u8> {
    let pairs = content.as_chunks::<2>().0.iter();
    pairs.map(|&pair| ((u32::from(u16::from_be_bytes(pair)) + 128) / 257) as u8).collect()
}

fn jpeg(bytes: &[u8], components: usize) -> Result<Vec<u8>, String> {
    let mut head = JpegDecoder::new(Cursor::new(bytes));
    head.decode_headers().map_err(text)?;
    let source = head.input_colorspace().ok_or("DCTDecode")?;
    let wanted = match components {
        1 => ColorSpace::Luma,
        3 => ColorSpace::RGB,
        _ => source,
    };
    let options = DecoderOptions::default().jpeg_set_out_colorspace(wanted);
    let options = options.set_max_width(usize::from(u16::MAX)).set_max_height(u16::MAX.into());
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    let mut values = decoder.decode().map_err(text)?;
    if source == ColorSpace::YCCK && components == 4 {
        values.as_chunks_mut().0.iter_mut().for_each(unwind);
    }
    Ok(values)
}

/// YCCK to CMYK (ITU-T T.872, 6.4): what YCbCr gives are the complements of the three inks.
fn unwind(pixel: &mut [u8; 4]) {
    let [y, cb, cr, _] = pixel.map(f32::from);
    let (cb, cr) = (cb - 128.0, cr - 128.0);
    let rgb = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
    for (part, value) in pixel.iter_mut().zip(rgb) {
        *part = 255 - value.round().clamp(0.0, 255.0) as u8;
    }
}
