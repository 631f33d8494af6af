//! Bare pictures: what a picture shows, and nothing that was put beside or behind it.
//!
//! A photograph carries more than it shows: when and where it was taken and with whose camera, a
//! thumbnail from before it was cropped, a film of the seconds around it, what programs did with
//! it. Every edition is made from pictures without any of that, so none can leak it. The pixels are
//! not touched: a JPEG keeps its coded data, a PNG its rows. What the colours mean is kept as a
//! plain profile ([`icc::bare`]), the orientation as one number.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader};

use super::pictures::{Format, PictureFile};
use neikan_base::icc;

use super::png::SIGNATURE as PNG;
use super::profiles::{IN_JPEG, Profile};
use super::svg;

/// The most bytes of a profile in one segment, whose length includes itself and 14 bytes of header.
const SEGMENT: usize = 65_535 - 2 - 14;
/// The bytes of Adobe's colour marker (ITU-T T.872, 6.5.3) and of JFIF without its thumbnail.
const ADOBE: usize = 12;
const JFIF: usize = 14;
/// The chunks of a PNG that affect what is seen: size, palette, transparency, rows, resolution,
/// end.
const CHUNKS: [&[u8; 4]; 6] = [b"IHDR", b"PLTE", b"tRNS", b"pHYs", b"IDAT", b"IEND"];

/// A picture that has been inspected, without anything else.
///
/// JPEGs and PNGs come out with their colours expressed in a way that typesetting passes on: Typst
/// ignores a profile declared in Exif, and takes the colours of a 16-bit PNG without the profile,
/// so such a PNG comes out with 8 bits.
pub fn bare(file: &PictureFile) -> Vec<u8> {
    let alone = match file.format {
        Format::Svg => svg::bare::bare(&file.bytes).ok(),
        Format::Jpeg => photograph(&file.bytes),
        Format::Png => raster(&file.bytes),
    };
    // A picture that was inspected has all of its parts; any other comes out empty.
    alone.unwrap_or_default()
}

/// The profile that a picture is to carry: plain, and none if it is sRGB or unknown.
fn profile(bytes: &[u8]) -> Option<Vec<u8>> {
    icc::bare(&Profile::of(bytes).icc()?)
}

/// The orientation that a picture declares.
pub(super) fn orientation(bytes: &[u8]) -> Orientation {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let decoder = reader.ok().and_then(|reader| reader.into_decoder().ok());
    let orientation = decoder.and_then(|mut decoder| decoder.orientation().ok());
    orientation.unwrap_or(Orientation::NoTransforms)
}

fn photograph(bytes: &[u8]) -> Option<Vec<u8>> {
    let parts = Jpeg::of(bytes)?;
    let mut out = vec![0xff, 0xd8];
    out.extend(parts.jfif.map(|body| segment(0xe0, &body)).into_iter().flatten());
    let turned = orientation(bytes);
    if turned != Orientation::NoTransforms {
        out.extend(segment(0xe1, &exif(turned)));
    }
    out.extend(segments(&profile(bytes).unwrap_or_default()));
    out.extend(parts.adobe.map(|body| segment(0xee, &body)).into_iter().flatten());
    out.extend(parts.picture);
    Some(out)
}

/// A freshly coded JPEG with a profile added: after JFIF, which must come first (ITU-T T.871,
/// 10.1). A profile too large for the available segments is left out.
pub(super) fn with_profile(made: &[u8], icc: &[u8]) -> Vec<u8> {
    let jfif = match made {
        [_, _, 0xff, 0xe0, high, low, ..] => 2 + usize::from(u16::from_be_bytes([*high, *low])),
        _ => 0,
    };
    let (head, rest) = made.split_at((2 + jfif).min(made.len()));
    [head, &segments(icc), rest].concat()
}

/// The segments that hold a profile (ICC.1, B.4): at most 255, since one byte counts them.
fn segments(icc: &[u8]) -> Vec<u8> {
    let chunks: Vec<_> = icc.chunks(SEGMENT).collect();
    let Ok(count) = u8::try_from(chunks.len()) else { return Vec::new() };
    let numbered = (1..=count).zip(&chunks);
    numbered
        .flat_map(|(at, chunk)| segment(0xe2, &[IN_JPEG, &[at, count], chunk].concat()))
        .collect()
}

/// Exif that states the orientation and nothing else: one entry, tag 0x0112, a short.
fn exif(turned: Orientation) -> Vec<u8> {
    let head = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
    [head.as_slice(), &[turned.to_exif(), 0, 0, 0, 0, 0, 0]].concat()
}

pub(super) fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![0xff, marker];
    out.extend((body.len() as u16 + 2).to_be_bytes());
    out.extend(body);
    out
}

/// Whether a JPEG has all its parts, up to the end of the image.
pub(super) fn is_whole_jpeg(bytes: &[u8]) -> bool {
    Jpeg::of(bytes).is_some()
}

/// The parts of a JPEG that make up the picture.
struct Jpeg {
    /// JFIF: version and resolution.
    jfif: Option<Vec<u8>>,
    /// Adobe's marker, which says how colours are coded.
    adobe: Option<Vec<u8>>,
    /// Tables, headers and coded data up to the end of the image (ITU-T T.81, B.2).
    picture: Vec<u8>,
}

impl Jpeg {
    fn of(bytes: &[u8]) -> Option<Self> {
        let (mut jfif, mut adobe, mut picture) = (None, None, Vec::new());
        let (mut at, mut scanned) = (bytes.starts_with(&[0xff, 0xd8]).then_some(2)?, false);
        loop {
            let marker = next_marker(bytes, &mut at)?;
            match marker {
                0xd9 if scanned => {
                    picture.extend([0xff, 0xd9]);
                    return Some(Self { jfif, adobe, picture });
                }
                0xd9 => return None,
                0x01 | 0xd0..=0xd8 => continue,
                _ => {}
            }
            let length = bytes.get(at..at + 2)?;
            let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
            let body = bytes.get(at + 2..at + length.max(2))?;
            match marker {
                0xe0 if body.starts_with(b"JFIF\0") && body.len() >= JFIF => {
                    // The last two bytes are the size of a thumbnail: none.
                    jfif = Some([&body[..JFIF - 2], &[0, 0]].concat());
                }
                0xee if body.starts_with(b"Adobe") && body.len() >= ADOBE => {
                    adobe = Some(body[..ADOBE].to_vec());
                }
                0xc0..=0xc7 | 0xc9..=0xcf | 0xda..=0xdd => picture.extend(segment(marker, body)),
                _ => {}
            }
            at += length.max(2);
            if marker == 0xda {
                scanned = true;
                let end = at + coded(&bytes[at..]);
                picture.extend(&bytes[at..end]);
                at = end;
            }
        }
    }
}

/// The next marker; what is before it belongs to nothing.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        let &[first, second] = bytes.get(*at..*at + 2)? else { return None };
        if first == 0xff && !matches!(second, 0 | 0xff) {
            *at += 2;
            return Some(second);
        }
        *at += 1;
    }
}

/// The length of the coded data: up to a marker that is not a restart.
fn coded(bytes: &[u8]) -> usize {
    let marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7);
    bytes.windows(2).position(marker).unwrap_or(bytes.len())
}

fn raster(bytes: &[u8]) -> Option<Vec<u8>> {
    let (icc, turned) = (profile(bytes), orientation(bytes));
    if icc.is_some() || turned != Orientation::NoTransforms {
        return plain_png(bytes, icc, turned);
    }
    let mut out = bytes.strip_prefix(PNG).map(|_| PNG.to_vec())?;
    let mut rest = &bytes[PNG.len()..];
    loop {
        let &[a, b, c, d, ..] = rest else { return None };
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let chunk = rest.get(..length.checked_add(12)?)?;
        let kind = &chunk[4..8];
        if CHUNKS.iter().any(|shown| shown.as_slice() == kind) {
            out.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        rest = &rest[chunk.len()..];
    }
}

/// A PNG converted to 8 bits, upright, with an ICC profile.
fn plain_png(bytes: &[u8], icc: Option<Vec<u8>>, turned: Orientation) -> Option<Vec<u8>> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let picture = DynamicImage::from_decoder(reader.into_decoder().ok()?).ok()?;
    let mut picture: DynamicImage = match (picture.color().has_color(), picture.color().has_alpha())
    {
        (true, true) => picture.into_rgba8().into(),
        (true, false) => picture.into_rgb8().into(),
        (false, true) => picture.into_luma_alpha8().into(),
        (false, false) => picture.into_luma8().into(),
    };
    picture.apply_orientation(turned);
    let mut png = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
    if let Some(icc) = icc {
        encoder.set_icc_profile(icc).ok()?;
    }
    let (width, height, color) = (picture.width(), picture.height(), picture.color());
    encoder.write_image(picture.as_bytes(), width, height, color.into()).ok()?;
    Some(png)
}

#[cfg(test)]
mod tests {
    use image::{ImageBuffer, Rgb, RgbImage};
    use jpeg_encoder::{ColorType, Encoder};
    use moxcms::ColorProfile;

    use super::*;

    const SECRET: &[u8] = b"SECRET-SECRET";

    fn file(format: Format, bytes: Vec<u8>) -> PictureFile {
        PictureFile {
            path: "x".into(),
            format,
            width: 16,
            height: 16,
            bytes: bytes.into(),
            texts: Vec::new(),
        }
    }

    fn tells(bytes: &[u8]) -> bool {
        bytes.windows(SECRET.len()).any(|window| window == SECRET)
    }

    fn jpeg(progressive: bool, segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 90);
        encoder.set_progressive(progressive);
        encoder.set_restart_interval(1);
        for (number, body) in segments {
            encoder.add_app_segment(*number, body.clone()).unwrap();
        }
        let pixels: Vec<u8> = (0..32 * 32 * 3).map(|at| (at * 7 % 251) as u8).collect();
        encoder.encode(&pixels, 32, 32, ColorType::Rgb).unwrap();
        bytes
    }

    fn pixels(bytes: &[u8]) -> RgbImage {
        image::load_from_memory(bytes).unwrap().into_rgb8()
    }

    #[test]
    fn a_jpeg_ends_at_its_own_end_and_keeps_its_pixels() {
        let icc = ColorProfile::new_display_p3().encode().unwrap();
        for progressive in [false, true] {
            let segments = [
                (1, [b"Exif\0\0".as_slice(), SECRET].concat()),
                (1, [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), SECRET].concat()),
                (2, [IN_JPEG, &[1, 1], &icc].concat()),
                (2, [b"MPF\0".as_slice(), SECRET].concat()),
                (13, SECRET.to_vec()),
            ];
            let mut bytes = jpeg(progressive, &segments);
            // A comment between the first tables, and one before a later scan.
            let comment = segment(0xfe, SECRET);
            let scans: Vec<usize> =
                (2..bytes.len()).filter(|&at| bytes[at - 2..].starts_with(&[0xff, 0xda])).collect();
            for at in scans.iter().rev() {
                bytes.splice(at - 2..at - 2, comment.clone());
            }
            bytes.extend(jpeg(false, &[(1, SECRET.to_vec())]));
            bytes.extend([SECRET, &[0xff, 0xd9], SECRET].concat());
            let alone = bare(&file(Format::Jpeg, bytes.clone()));
            assert!(tells(&bytes) && !tells(&alone));
            assert_eq!(pixels(&alone), pixels(&bytes));
            assert_eq!(Profile::of(&alone), Profile::Icc(icc::bare(&icc).unwrap()));
            assert!(alone.len() < jpeg(progressive, &[]).len() + icc.len());
            assert_eq!(bare(&file(Format::Jpeg, alone.clone())), alone);
        }
    }

    #[test]
    fn a_jpeg_that_breaks_off_is_not_whole() {
        let whole = jpeg(true, &[]);
        assert!(is_whole_jpeg(&whole));
        for end in 0..whole.len() - 1 {
            assert!(!is_whole_jpeg(&whole[..end]), "{end}");
        }
    }

    #[test]
    fn how_a_picture_stands_is_kept() {
        let own =
            b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0SECRET-SECRET";
        let bytes = jpeg(false, &[(1, own.to_vec())]);
        let alone = bare(&file(Format::Jpeg, bytes));
        assert_eq!(orientation(&alone), Orientation::Rotate90);
        assert!(!tells(&alone));
    }

    #[test]
    fn a_small_copy_in_jfif_is_left_out() {
        let mut bytes = jpeg(false, &[]);
        let own = [b"JFIF\0\x01\x02\x01\0\x48\0\x48\x01\x01".as_slice(), b"SECRET-SECRET"].concat();
        bytes.splice(2..20, segment(0xe0, &own));
        let alone = bare(&file(Format::Jpeg, bytes));
        assert!(!tells(&alone) && pixels(&alone).width() == 32);
        assert_eq!(&alone[6..18], b"JFIF\0\x01\x02\x01\0\x48\0\x48");
    }

    fn png(deep: bool, icc: Option<Vec<u8>>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        if let Some(icc) = icc {
            encoder.set_icc_profile(icc).unwrap();
        }
        let wide: ImageBuffer<Rgb<u16>, Vec<u16>> =
            ImageBuffer::from_fn(4, 3, |x, _| Rgb([x as u16 * 20_000, 128, 40_000]));
        let picture = DynamicImage::ImageRgb16(wide);
        let picture = if deep { picture } else { picture.into_rgb8().into() };
        picture.write_with_encoder(encoder).unwrap();
        bytes
    }

    #[test]
    fn a_png_keeps_the_chunks_that_show() {
        let plain = png(false, None);
        let mut bytes = plain.clone();
        // Their checksums are wrong: nobody looks at those of chunks that are not needed.
        for kind in [b"tEXt", b"iTXt", b"zTXt", b"prVt", b"tIME"] {
            let length = (SECRET.len() as u32).to_be_bytes();
            let chunk = [&length, kind.as_slice(), SECRET, &[0; 4]].concat();
            bytes.splice(33..33, chunk);
        }
        bytes.extend(SECRET);
        let alone = bare(&file(Format::Png, bytes));
        assert_eq!(alone, plain);
    }

    /// cICP takes precedence over iCCP (PNG, third edition, 4.3): its colours are kept as a
    /// profile, or as none.
    #[test]
    fn a_png_says_its_colours_by_number() {
        let adobe = ColorProfile::new_adobe_rgb().encode().unwrap();
        for (primaries, wide) in [(12, true), (1, false)] {
            let mut bytes = png(false, Some(adobe.clone()));
            // Nobody looks at the checksum of a chunk that the decoder does not need.
            let chunk =
                [&[0, 0, 0, 4], b"cICP".as_slice(), &[primaries, 13, 0, 1], &[0; 4]].concat();
            bytes.splice(33..33, chunk);
            let alone = bare(&file(Format::Png, bytes.clone()));
            assert_eq!(pixels(&alone), pixels(&bytes));
            assert!(!alone.windows(4).any(|window| window == b"cICP"));
            match Profile::of(&alone) {
                Profile::Icc(icc) => {
                    let known = ColorProfile::new_display_p3();
                    let red = ColorProfile::new_from_slice(&icc).unwrap().red_colorant.x;
                    assert!(wide && (red - known.red_colorant.x).abs() < 0.001, "{red}");
                }
                other => assert!(!wide && other == Profile::None, "{other:?}"),
            }
        }
    }

    #[test]
    fn a_png_of_16_bits_keeps_its_profile() {
        let icc = ColorProfile::new_adobe_rgb().encode().unwrap();
        let alone = bare(&file(Format::Png, png(true, Some(icc.clone()))));
        assert_eq!(Profile::of(&alone), Profile::Icc(icc::bare(&icc).unwrap()));
        assert_eq!(pixels(&alone).get_pixel(1, 0).0, [78, 0, 156]);
    }
}
