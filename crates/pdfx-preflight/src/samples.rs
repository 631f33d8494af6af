//! The samples of pictures, whatever they are compressed with.

use std::borrow::Cow;

use hayro_ccitt::{DecodeSettings, DecoderContext, EncodingMode};
use lopdf::{Dictionary, Document, Object, Stream};

use crate::pdf::integer;
use crate::reading::{STREAM_LIMIT, decode, dictionary, entry, resolve};
use neikan_base::jpeg;

/// The samples of a picture of a width and a height in pixels, one byte each, and the bits that
/// they have; `None` if they cannot be read. Of 16 bits the upper eight are given.
pub fn samples(
    document: &Document,
    stream: &Stream,
    [width, height]: [usize; 2],
    components: usize,
    bits: usize,
) -> Option<(Vec<u8>, usize)> {
    let count = width.checked_mul(height)?.checked_mul(components)?;
    let (last, own) = last_filter(document, stream);
    let own = own.as_deref();
    match last.as_deref() {
        Some(b"DCTDecode" | b"DCT") => {
            let samples = jpeg::decode(own?, components, [width, height]).ok()?;
            return Some((samples, 8));
        }
        Some(b"JPXDecode") => return jpx(own?, [width, height], components),
        Some(b"CCITTFaxDecode" | b"CCF") => {
            return (components == 1)
                .then_some((ccitt(document, stream, own?, [width, height])?, 1));
        }
        Some(b"JBIG2Decode") => {
            return (components == 1)
                .then_some((jbig2(document, stream, own?, [width, height])?, 1));
        }
        _ => {}
    }
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
        return None;
    }
    let row = width.checked_mul(components)?.checked_mul(bits)?.div_ceil(8);
    let whole = row.checked_mul(height)?;
    // Some writers leave bytes after the last row.
    let plain = decode(stream, whole.saturating_mul(2).saturating_add(1 << 16)).ok()?;
    if plain.len() < whole || row == 0 {
        return None;
    }
    if bits == 8 {
        let mut plain = plain;
        plain.truncate(whole);
        return Some((plain, 8));
    }
    let mut out = Vec::with_capacity(count);
    for row in plain.chunks_exact(row).take(height) {
        unpack(row, bits, width * components, &mut out);
    }
    Some((out, if bits == 16 { 8 } else { bits }))
}

fn unpack(row: &[u8], bits: usize, count: usize, out: &mut Vec<u8>) {
    match bits {
        1 => {
            let end = out.len() + count;
            row.iter().for_each(|byte| out.extend((0..8).map(|at| byte >> (7 - at) & 1)));
            out.resize(end, 0);
        }
        16 => out.extend(row.iter().step_by(2).take(count)),
        _ => {
            let mask = (1_u8 << bits) - 1;
            let value = |at: usize| {
                let (byte, shift) = (at * bits / 8, 8 - bits - at * bits % 8);
                row.get(byte).map_or(0, |byte| byte >> shift & mask)
            };
            out.extend((0..count).map(value));
        }
    }
}

/// The last filter of a stream, and the data with the filters before it undone.
fn last_filter<'a>(
    document: &Document,
    stream: &'a Stream,
) -> (Option<Vec<u8>>, Option<Cow<'a, [u8]>>) {
    let names = match entry(document, &stream.dict, b"Filter") {
        Object::Array(names) => names.iter().map(|name| resolve(document, name)).collect(),
        Object::Null => Vec::new(),
        name => vec![name],
    };
    let mut names: Vec<Vec<u8>> =
        names.iter().filter_map(|name| name.as_name().ok().map(<[u8]>::to_vec)).collect();
    let Some(last) = names.pop() else { return (None, None) };
    if names.is_empty() {
        return (Some(last), Some(Cow::Borrowed(&stream.content)));
    }
    let mut own = Dictionary::new();
    own.set("Filter", names.into_iter().map(Object::Name).collect::<Vec<_>>());
    let plain = decode(&Stream::new(own, stream.content.clone()), STREAM_LIMIT).ok();
    (Some(last), plain.map(Cow::Owned))
}

/// The parameters of the last filter.
fn parameters<'a>(document: &'a Document, stream: &'a Stream) -> Option<&'a Dictionary> {
    match entry(document, &stream.dict, b"DecodeParms") {
        Object::Array(all) => dictionary(document, all.last()?),
        one => dictionary(document, one),
    }
}

/// JPEG 2000 has a size of its own, which has to be that of the picture.
fn jpx(bytes: &[u8], [width, height]: [usize; 2], components: usize) -> Option<(Vec<u8>, usize)> {
    let settings = hayro_jpeg2000::DecodeSettings {
        // The values of a palette are those of the colour space that the picture names.
        resolve_palette_indices: components != 1,
        ..hayro_jpeg2000::DecodeSettings::default()
    };
    let image = hayro_jpeg2000::Image::new(bytes, &settings).ok()?;
    let size = [image.width(), image.height()].map(|side| usize::try_from(side).unwrap_or(0));
    let own = usize::from(image.color_space().num_channels());
    if size != [width, height] || own != components {
        return None;
    }
    let alpha = image.has_alpha();
    let samples = image.decode().ok()?;
    if !alpha {
        return Some((samples, 8));
    }
    let pixels = samples.chunks_exact(components + 1);
    Some((pixels.flat_map(|pixel| pixel[..components].iter().copied()).collect(), 8))
}

/// The pixels of a picture of one bit, white is 1.
struct Bits {
    out: Vec<u8>,
    width: usize,
    height: usize,
}

impl Bits {
    fn new([width, height]: [usize; 2]) -> Self {
        Self { out: Vec::with_capacity(width * height), width, height }
    }

    fn push(&mut self, white: bool, count: usize) {
        let left = self.width * self.height - self.out.len();
        self.out.extend(std::iter::repeat_n(u8::from(white), count.min(left)));
    }

    /// Fills up the row.
    fn end_row(&mut self) {
        let over = self.out.len() % self.width.max(1);
        if over > 0 {
            self.push(true, self.width - over);
        }
    }

    /// All pixels; rows that are missing are white.
    fn finish(mut self) -> Vec<u8> {
        self.out.resize(self.width * self.height, 1);
        self.out
    }
}

impl hayro_ccitt::Decoder for Bits {
    fn push_pixels(&mut self, white: bool, count: u32) {
        self.push(white, usize::try_from(count).unwrap_or(0));
    }

    fn next_line(&mut self) {
        self.end_row();
    }
}

impl hayro_jbig2::Decoder for Bits {
    fn push_pixel(&mut self, black: bool) {
        self.push(!black, 1);
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        self.push(!black, usize::try_from(chunk_count).unwrap_or(0).saturating_mul(8));
    }

    fn next_line(&mut self) {
        self.end_row();
    }
}

fn ccitt(
    document: &Document,
    stream: &Stream,
    bytes: &[u8],
    [width, height]: [usize; 2],
) -> Option<Vec<u8>> {
    let own = parameters(document, stream);
    let number = |key: &[u8]| own.and_then(|own| integer(own, key));
    let flag = |key: &[u8]| own.and_then(|own| entry(document, own, key).as_bool().ok());
    let columns = number(b"Columns").unwrap_or(1_728);
    if usize::try_from(columns).ok()? != width {
        return None;
    }
    let settings = DecodeSettings {
        columns: u32::try_from(width).ok()?,
        rows: u32::try_from(height).ok()?,
        end_of_block: flag(b"EndOfBlock").unwrap_or(true),
        end_of_line: flag(b"EndOfLine").unwrap_or(false),
        rows_are_byte_aligned: flag(b"EncodedByteAlign").unwrap_or(false),
        encoding: match number(b"K").unwrap_or(0) {
            k if k < 0 => EncodingMode::Group4,
            0 => EncodingMode::Group3_1D,
            k => EncodingMode::Group3_2D { k: u32::try_from(k).ok()? },
        },
        invert_black: flag(b"BlackIs1").unwrap_or(false),
    };
    let mut bits = Bits::new([width, height]);
    // What could be read of a broken one is used, as RIPs do.
    let _ = hayro_ccitt::decode(bytes, &mut bits, &mut DecoderContext::new(settings));
    Some(bits.finish())
}

fn jbig2(document: &Document, stream: &Stream, bytes: &[u8], size: [usize; 2]) -> Option<Vec<u8>> {
    let globals = parameters(document, stream).map(|own| entry(document, own, b"JBIG2Globals"));
    let globals = match globals {
        Some(Object::Stream(globals)) => Some(decode(globals, 16 << 20).ok()?),
        _ => None,
    };
    let image = hayro_jbig2::Image::new_embedded(bytes, globals.as_deref()).ok()?;
    let own = [image.width(), image.height()].map(|side| usize::try_from(side).unwrap_or(0));
    if own != size {
        return None;
    }
    let mut bits = Bits::new(size);
    image.decode(&mut bits).ok()?;
    Some(bits.finish())
}
