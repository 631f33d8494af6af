//! Encoding: photographs as JPEG without subsampling, everything else losslessly.

use lopdf::filters::png::{FilterType, encode_row};
use lopdf::{Dictionary, Object, Stream, dictionary};

use super::decode::Pixels;
use super::text;
use crate::color::Converter;
use neikan_base::jpeg::{self, Components};

/// For photographs: the mean error is less than 1/255 in every ink.
const PHOTOGRAPH: jpeg::Coding =
    jpeg::Coding { quality: 92, half_color: false, progressive: false };
/// Adobe's JPEGs store inks inverted: 0 is full ink.
const INVERTED: [i64; 8] = [1, 0, 1, 0, 1, 0, 1, 0];
/// The entries of a picture that describe how its samples are encoded.
const CODING: [&[u8]; 9] = [
    b"Filter",
    b"DecodeParms",
    b"Decode",
    b"Intent",
    b"ColorSpace",
    b"BitsPerComponent",
    b"Width",
    b"Height",
    b"Length",
];

/// What stands for the number of components where greys are the entries of a palette of two inks.
const TWO: u8 = 2;

/// How samples are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// A JPEG.
    Jpeg,
    /// Rows with PNG filters, deflated.
    Rows,
    /// Uncompressed: too few samples to gain anything.
    Plain,
}

/// A picture in grey or in inks, as it is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// Components per pixel: 1 is grey, 4 are inks, and [`TWO`] is a grey that stands for two inks.
    pub components: u8,
    /// How its samples are encoded.
    pub coding: Coding,
    /// The bytes.
    pub content: Vec<u8>,
}

impl Encoded {
    /// Encodes pixels.
    pub fn new(pixels: Pixels) -> Result<Self, String> {
        let (width, height) = (pixels.width as u32, pixels.height as u32);
        let components = pixels.components as u8;
        let (coding, content) = match pixels.photograph {
            true => (Coding::Jpeg, photograph(&pixels)?),
            false => lossless(pixels)?,
        };
        Ok(Self { width, height, components, coding, content })
    }

    /// Encodes a photograph whose rows are converted to inks just before they are encoded.
    pub fn separated(
        pixels: &Pixels,
        converter: &Converter,
        total_ink: u32,
    ) -> Result<Self, String> {
        let length = pixels.width * pixels.components;
        let content = inks(pixels, |first, inks| {
            let rows = inks.len() / (pixels.width * 4);
            let source = &pixels.values[first * length..][..rows * length];
            converter.separate(source, inks, total_ink);
        })?;
        let (width, height) = (pixels.width as u32, pixels.height as u32);
        Ok(Self { width, height, components: 4, coding: Coding::Jpeg, content })
    }

    /// Encodes greys as entries of a palette of two inks: losslessly, whatever they come from, since
    /// JPEGs have no palettes.
    pub fn in_two_inks(pixels: Pixels) -> Result<Self, String> {
        let greys = Self::new(Pixels { photograph: false, ..pixels })?;
        Ok(Self { components: TWO, ..greys })
    }

    /// Makes the stream of a picture, with its other entries; `duotone` is the palette of two inks.
    pub fn dress(self, old: &Dictionary, opaque: bool, duotone: Option<&Object>) -> Stream {
        let mut new = old.clone();
        CODING.iter().for_each(|key| drop(new.remove(key)));
        if opaque {
            new.remove(b"SMask");
        }
        let (components, space) = match (self.components, duotone) {
            (TWO, Some(palette)) => (1, palette.clone()),
            (4, _) => (4, "DeviceCMYK".into()),
            _ => (1, "DeviceGray".into()),
        };
        new.set("Width", i64::from(self.width));
        new.set("Height", i64::from(self.height));
        new.set("ColorSpace", space);
        new.set("BitsPerComponent", 8);
        match self.coding {
            Coding::Jpeg => {
                new.set("Filter", "DCTDecode");
                if components == 4 {
                    new.set("Decode", INVERTED.map(Object::Integer).to_vec());
                }
            }
            Coding::Rows => {
                new.set("Filter", "FlateDecode");
                let rows = dictionary! {
                    "Predictor" => 15,
                    "Colors" => components,
                    "BitsPerComponent" => 8,
                    "Columns" => i64::from(self.width),
                };
                new.set("DecodeParms", rows);
            }
            Coding::Plain => {}
        }
        Stream::new(new, self.content).with_compression(false)
    }
}

/// A photograph, grey or of four inks, as a JPEG.
fn photograph(pixels: &Pixels) -> Result<Vec<u8>, String> {
    if pixels.components == 1 {
        let size = [pixels.width, pixels.height];
        return jpeg::encode(size, Components::Gray, PHOTOGRAPH, &pixels.values);
    }
    let row = pixels.width * 4;
    inks(pixels, |first, rows| {
        rows.copy_from_slice(&pixels.values[first * row..][..rows.len()]);
    })
}

/// A JPEG in inks, as large as a picture; `fill` writes rows of them.
fn inks(pixels: &Pixels, fill: impl Fn(usize, &mut [u8])) -> Result<Vec<u8>, String> {
    let size = [pixels.width, pixels.height];
    jpeg::encode_rows(size, Components::Cmyk, PHOTOGRAPH, |first, rows| {
        fill(first, rows);
        rows.iter_mut().for_each(|ink| *ink = 255 - *ink);
    })
}

/// Deflates rows, each with the PNG filter that suits it.
fn lossless(pixels: Pixels) -> Result<(Coding, Vec<u8>), String> {
    let row_length = pixels.width * pixels.components;
    let mut filtered = Vec::with_capacity(pixels.values.len() + pixels.height);
    let mut previous = vec![0; row_length];
    for row in pixels.values.chunks_exact(row_length) {
        let (method, encoded) = best_filter(row, &previous, pixels.components);
        filtered.push(method as u8);
        filtered.extend_from_slice(&encoded);
        previous.copy_from_slice(row);
    }
    let mut stream = Stream::new(Dictionary::new(), filtered);
    stream.compress().map_err(text)?;
    match stream.dict.has(b"Filter") {
        true => Ok((Coding::Rows, stream.content)),
        false => Ok((Coding::Plain, pixels.values)),
    }
}

/// The filter with the smallest sum of differences (the heuristic of the PNG specification,
/// 12.7), and the row through it.
fn best_filter(row: &[u8], previous: &[u8], components: usize) -> (FilterType, Vec<u8>) {
    let cost = |bytes: &[u8]| -> u64 {
        bytes.iter().map(|&byte| u64::from((byte as i8).unsigned_abs())).sum()
    };
    let mut best = (FilterType::None, row.to_vec());
    let mut least = cost(row);
    for method in [FilterType::Sub, FilterType::Up, FilterType::Paeth] {
        let mut encoded = row.to_vec();
        encode_row(method, components, previous, &mut encoded);
        let spent = cost(&encoded);
        if spent < least {
            (best, least) = ((method, encoded), spent);
        }
    }
    best
}
