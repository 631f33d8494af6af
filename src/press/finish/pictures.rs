//! Pictures: RGB pixels become CMYK, grey ones DeviceGray; each picture once, on every core.
//!
//! Photographs (JPEG) stay JPEG; line art (lossless) stays lossless. CMYK pictures keep their
//! numbers: whoever made them separated them.

use std::collections::BTreeSet;
use std::io::Cursor;

use image::DynamicImage;
use image::codecs::jpeg::JpegDecoder;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use lopdf::filters::png::{FilterType, encode_row};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;

use super::space::{Palette, Source};
use crate::diagnostic::Findings;
use crate::press::color::luminosity;
use crate::press::pdf::{integer, is_name};

/// Quality of a photograph (1 to 100): the mean error is some 2 of 255 in every ink.
const QUALITY: u8 = 92;
/// Adobe's JPEGs hold inks inverted: 0 is full ink.
const INVERTED: [i64; 8] = [1, 0, 1, 0, 1, 0, 1, 0];

/// Converts all pictures.
pub fn convert(
    document: &mut Document,
    palette: &Palette<'_>,
    masks: &BTreeSet<ObjectId>,
    findings: &mut Findings,
) {
    let whole: &Document = document;
    let pictures: Vec<(ObjectId, &Stream)> = whole
        .objects
        .iter()
        .filter_map(|(&id, object)| Some((id, object.as_stream().ok()?)))
        .filter(|(_, stream)| is_name(&stream.dict, b"Subtype", b"Image"))
        .collect();
    let converted: Vec<_> = pictures
        .into_par_iter()
        .map(|(id, stream)| (id, picture(whole, stream, palette, masks.contains(&id))))
        .collect();
    for (id, result) in converted {
        match result {
            Ok(Some(stream)) => drop(document.objects.insert(id, stream.into())),
            Ok(None) => {}
            Err(reason) => {
                findings.push(super::about(document, id, "press-picture").with("reason", reason));
            }
        }
    }
}

/// Converts a picture; none if it has no colour space that can be.
fn picture(
    document: &Document,
    stream: &Stream,
    palette: &Palette<'_>,
    mask: bool,
) -> Result<Option<Stream>, String> {
    let space = stream.dict.get(b"ColorSpace");
    let source = space.map_or(Source::Other, |space| Source::read(document, space));
    let name = match source {
        Source::Other => return Ok(None),
        Source::Rgb(profile) => {
            let pixels = Pixels::decode(stream, 3)?;
            let colors = match (mask, pixels.greys()) {
                (true, _) => pixels.light(),
                (false, Some(greys)) => palette.tints(None).pixels(&greys),
                (false, None) => palette.converter(profile).pixels(&pixels.values),
            };
            return pixels.encode(&stream.dict, colors).map(Some);
        }
        Source::Light(profile) if !mask => {
            let pixels = Pixels::decode(stream, 1)?;
            let colors = palette.tints(profile).pixels(&pixels.values);
            return pixels.encode(&stream.dict, colors).map(Some);
        }
        Source::Light(_) | Source::Gray => "DeviceGray",
        Source::Cmyk => "DeviceCMYK",
    };
    let mut stream = stream.clone();
    stream.dict.set("ColorSpace", name);
    if integer(&stream.dict, b"BitsPerComponent") == Some(16) {
        halve(&mut stream)?;
    }
    Ok(Some(stream))
}

/// The samples of a picture, 8 bit, row by row.
pub fn decode_pixels(stream: &Stream, components: usize) -> Result<Vec<u8>, String> {
    let mut plain = stream.clone();
    plain.dict.remove(b"Decode");
    Pixels::decode(&plain, components).map(|pixels| pixels.values)
}

/// The same picture with other samples and without a soft mask.
pub fn opaque(old: &Stream, samples: Vec<u8>) -> Result<Stream, String> {
    let mut new = old.dict.clone();
    for key in [b"SMask".as_slice(), b"Filter", b"DecodeParms", b"Matte"] {
        new.remove(key);
    }
    new.set("BitsPerComponent", 8);
    let mut stream = Stream::new(new, samples);
    stream.compress().map_err(text)?;
    Ok(stream)
}

/// Makes 8 bits of 16.
fn halve(stream: &mut Stream) -> Result<(), String> {
    let content = stream.get_plain_content().map_err(text)?;
    stream.set_plain_content(content.into_iter().step_by(2).collect());
    stream.dict.set("BitsPerComponent", 8);
    stream.compress().map_err(text)
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

/// The pixels of a picture, 8 bit: red, green and blue, or grey.
struct Pixels {
    width: usize,
    height: usize,
    values: Vec<u8>,
    photograph: bool,
}

impl Pixels {
    fn decode(stream: &Stream, components: usize) -> Result<Self, String> {
        if stream.dict.has(b"Decode")
            || stream.dict.get(b"Mask").is_ok_and(|m| m.as_array().is_ok())
        {
            return Err("Decode, Mask".to_owned());
        }
        let size = |key: &[u8]| {
            usize::try_from(integer(&stream.dict, key).unwrap_or_default()).map_err(text)
        };
        let (width, height) = (size(b"Width")?, size(b"Height")?);
        let filters = stream.filters().unwrap_or_default();
        let photograph = filters == [b"DCTDecode".as_slice()];
        let values = match (photograph, integer(&stream.dict, b"BitsPerComponent")) {
            (true, _) => decode_jpeg(&stream.content, components)?,
            (false, Some(8)) => stream.get_plain_content().map_err(text)?,
            (false, Some(16)) => {
                stream.get_plain_content().map_err(text)?.into_iter().step_by(2).collect()
            }
            (false, _) => return Err("BitsPerComponent".to_owned()),
        };
        let expected = width.saturating_mul(height).saturating_mul(components);
        match values.len() == expected && expected > 0 {
            true => Ok(Self { width, height, values, photograph }),
            false => Err(format!("{width} × {height}: {} bytes", values.len())),
        }
    }

    /// The greys of an RGB picture that has nothing else.
    fn greys(&self) -> Option<Vec<u8>> {
        let pixels = self.values.as_chunks().0.iter();
        pixels.map(|&[r, g, b]| (r == g && g == b).then_some(g)).collect()
    }

    /// The lightness of every pixel of an RGB picture.
    fn light(&self) -> Vec<u8> {
        let light = |&[r, g, b]: &[u8; 3]| luminosity([r, g, b].map(f32::from)).round() as u8;
        self.values.as_chunks().0.iter().map(light).collect()
    }

    /// A picture of the same size with other colours: one component a pixel, or four.
    fn encode(&self, old: &Dictionary, colors: Vec<u8>) -> Result<Stream, String> {
        let components = colors.len() / (self.width * self.height);
        let mut new = old.clone();
        for key in [b"Filter".as_slice(), b"DecodeParms", b"Decode", b"Intent"] {
            new.remove(key);
        }
        new.set("ColorSpace", if components == 1 { "DeviceGray" } else { "DeviceCMYK" });
        new.set("BitsPerComponent", 8);
        match (u16::try_from(self.width), u16::try_from(self.height)) {
            (Ok(width), Ok(height)) if self.photograph => jpeg(new, &colors, width, height),
            _ => lossless(new, colors, self.width, components),
        }
    }
}

fn decode_jpeg(bytes: &[u8], components: usize) -> Result<Vec<u8>, String> {
    let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(text)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(text)?;
    Ok(match components {
        4 => return Err("CMYK + SMask".to_owned()),
        1 => picture.into_luma8().into_raw(),
        _ => picture.into_rgb8().into_raw(),
    })
}

/// Writes a JPEG, grey or of four inks, none of them subsampled.
fn jpeg(mut new: Dictionary, colors: &[u8], width: u16, height: u16) -> Result<Stream, String> {
    let gray = colors.len() == usize::from(width) * usize::from(height);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::R_4_4_4);
    let kind = if gray { ColorType::Luma } else { ColorType::Cmyk };
    encoder.encode(colors, width, height, kind).map_err(text)?;
    new.set("Filter", "DCTDecode");
    if !gray {
        new.set("Decode", INVERTED.map(Object::Integer).to_vec());
    }
    Ok(Stream::new(new, bytes).with_compression(false))
}

/// Writes pixels with the PNG filters that suit each row, deflated.
fn lossless(
    mut new: Dictionary,
    mut colors: Vec<u8>,
    width: usize,
    components: usize,
) -> Result<Stream, String> {
    let row_length = width * components;
    let mut filtered = Vec::with_capacity(colors.len() + colors.len() / row_length);
    let mut previous = vec![0; row_length];
    for row in colors.chunks_exact_mut(row_length) {
        let (method, encoded) = best_filter(row, &previous, components);
        filtered.push(method as u8);
        filtered.extend_from_slice(&encoded);
        previous.copy_from_slice(row);
    }
    colors.clear();
    let predictor = dictionary! {
        "Predictor" => 15,
        "Colors" => components as i64,
        "BitsPerComponent" => 8,
        "Columns" => width as i64,
    };
    new.remove(b"Filter");
    let mut stream = Stream::new(new, filtered);
    stream.compress().map_err(text)?;
    if stream.is_compressed() {
        stream.dict.set("DecodeParms", predictor);
    }
    Ok(stream)
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
