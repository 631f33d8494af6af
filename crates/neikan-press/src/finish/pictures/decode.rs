//! Decoding: the samples of a picture, 8 bit, row by row, with inks not inverted.

use lopdf::Stream;

use super::text;
use neikan_base::jpeg;
use pdfx_preflight::pdf::integer;

/// An uncompressed picture.
pub struct Pixels {
    /// Width, px.
    pub width: usize,
    /// Height, px.
    pub height: usize,
    /// Components per pixel: 1, 3 or 4.
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
        // The only Decode array that Typst writes is that of a CMYK JPEG.
        if masked || inverted && !(photograph && components == 4) {
            return Err("Decode, Mask".to_owned());
        }
        let size = |key: &[u8]| {
            usize::try_from(integer(&stream.dict, key).unwrap_or_default()).map_err(text)
        };
        let (width, height) = (size(b"Width")?, size(b"Height")?);
        let mut values = match (photograph, integer(&stream.dict, b"BitsPerComponent")) {
            (true, _) => jpeg::decode(&stream.content, components, [width, height])?,
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

/// Reduces 16 bits to 8, rounded.
fn halve(content: &[u8]) -> Vec<u8> {
    let pairs = content.as_chunks::<2>().0.iter();
    pairs.map(|&pair| ((u32::from(u16::from_be_bytes(pair)) + 128) / 257) as u8).collect()
}
