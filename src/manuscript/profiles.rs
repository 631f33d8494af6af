//! Source profiles: which colours the numbers of a picture mean.
//!
//! A picture says so by an ICC profile (JPEG: APP2 segments; PNG: iCCP), or a camera says in Exif
//! that it is Adobe RGB; else it is sRGB. A profile that is there but cannot be used is told
//! apart from none, since the picture would come out in colours that nobody meant.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader};
use moxcms::{ColorProfile, DataColorSpace};

use super::pictures::{Format, PictureFile};

/// How an ICC profile begins in an APP2 segment (ICC.1, B.4).
const IN_JPEG: &[u8] = b"ICC_PROFILE\0";
/// The most bytes of a profile in one segment: its length holds itself and 14 bytes of head.
const SEGMENT: usize = 65_535 - 2 - 14;
/// The Exif number for colours that are not sRGB (Exif 2.3, tag 0xA001).
const UNCALIBRATED: u32 = 0xffff;
/// What some cameras write there for Adobe RGB.
const ADOBE_RGB: u32 = 2;

/// What a picture says of its colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    /// Nothing: they are sRGB, or grey as on a screen.
    None,
    /// An ICC profile that can be used.
    Icc(Vec<u8>),
    /// Adobe RGB, said in Exif alone.
    AdobeRgb,
    /// An ICC profile that cannot be used, and why.
    Broken(String),
}

impl Profile {
    /// Reads what a raster picture says.
    pub fn of(bytes: &[u8]) -> Self {
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
        let decoder = reader.ok().and_then(|reader| reader.into_decoder().ok());
        let Some(mut decoder) = decoder else { return Self::None };
        match decoder.icc_profile().ok().flatten().filter(|icc| !icc.is_empty()) {
            Some(icc) => match fault(&icc, decoder.color_type().has_color(), bytes) {
                Some(reason) => Self::Broken(reason),
                None => Self::Icc(icc),
            },
            None if has_profile(bytes) => Self::Broken("ICC".to_owned()),
            None if decoder.color_type().has_color() && says_adobe_rgb(bytes) => Self::AdobeRgb,
            None => Self::None,
        }
    }

    /// The ICC profile to convert from, where it is not sRGB.
    pub fn icc(self) -> Option<Vec<u8>> {
        match self {
            Self::Icc(icc) => Some(icc),
            Self::AdobeRgb => ColorProfile::new_adobe_rgb().encode().ok(),
            Self::None | Self::Broken(_) => None,
        }
    }
}

/// Why a profile cannot be used for a picture.
fn fault(icc: &[u8], color: bool, bytes: &[u8]) -> Option<String> {
    let profile = match ColorProfile::new_from_slice(icc) {
        Ok(profile) => profile,
        Err(error) => return Some(error.to_string()),
    };
    let fits = match profile.color_space {
        DataColorSpace::Rgb => color && components(bytes) != Some(4),
        DataColorSpace::Gray => !color,
        DataColorSpace::Cmyk => components(bytes) == Some(4),
        _ => false,
    };
    // What a transform is made of is only looked at when it is made.
    let whole = match profile.color_space {
        DataColorSpace::Rgb => {
            profile.is_matrix_shaper() || profile.lut_a_to_b_perceptual.is_some()
        }
        DataColorSpace::Gray => profile.gray_trc.is_some(),
        _ => true,
    };
    (!fits || !whole).then(|| format!("{:?}", profile.color_space))
}

/// The colour components of a JPEG, from its frame header (ITU-T T.81, B.2.2).
pub fn components(bytes: &[u8]) -> Option<u8> {
    let is_frame = |marker| matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
    let mut segments = Segments::of(bytes);
    segments.find(|(marker, _)| is_frame(*marker)).and_then(|(_, body)| body.get(5).copied())
}

/// Whether a picture holds a profile, usable or not.
fn has_profile(bytes: &[u8]) -> bool {
    let mut segments = Segments::of(bytes);
    segments.any(|(marker, body)| marker == 0xe2 && body.starts_with(IN_JPEG))
        || bytes.starts_with(b"\x89PNG") && bytes.windows(4).any(|chunk| chunk == b"iCCP")
}

/// The segments of a JPEG before its first scan: marker and body.
struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Segments<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let at = if bytes.starts_with(&[0xff, 0xd8]) { 2 } else { bytes.len() };
        Self { bytes, at }
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        while self.bytes.get(self.at..self.at + 2)? == [0xff, 0xff] {
            self.at += 1;
        }
        let &[0xff, marker, high, low] = self.bytes.get(self.at..self.at + 4)? else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let body = self.bytes.get(self.at + 4..self.at + 2 + length)?;
        self.at += 2 + length;
        (marker != 0xda).then_some((marker, body))
    }
}

/// Whether Exif says Adobe RGB: not calibrated, and interoperable as R03 (DCF 2.0).
fn says_adobe_rgb(bytes: &[u8]) -> bool {
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    let Ok(exif) = exif else { return false };
    let space = exif.get_field(exif::Tag::ColorSpace, exif::In::PRIMARY);
    let space = space.and_then(|field| field.value.get_uint(0));
    let index = exif.get_field(exif::Tag::InteroperabilityIndex, exif::In::PRIMARY);
    let r03 = index.is_some_and(|field| match &field.value {
        exif::Value::Ascii(parts) => parts.first().is_some_and(|text| text.starts_with(b"R03")),
        _ => false,
    });
    space == Some(ADOBE_RGB) || space == Some(UNCALIBRATED) && r03
}

/// The picture with its colours said in a way that survives typesetting; none if they are.
///
/// Typst passes ICC profiles on, but knows nothing of Exif, and of a PNG of 16 bits it takes the
/// colours without the profile.
pub fn carried(file: &PictureFile) -> Option<Vec<u8>> {
    match (file.format, Profile::of(&file.bytes)) {
        (Format::Jpeg, profile @ Profile::AdobeRgb) => Some(tagged(&file.bytes, &profile.icc()?)),
        (Format::Png, profile @ (Profile::AdobeRgb | Profile::Icc(_))) => {
            let sixteen = file.bytes.get(24) == Some(&16);
            let adobe = profile == Profile::AdobeRgb;
            if sixteen || adobe { plain_png(&file.bytes, profile.icc()?) } else { None }
        }
        _ => None,
    }
}

/// A JPEG with an ICC profile, after its own head.
fn tagged(jpeg: &[u8], icc: &[u8]) -> Vec<u8> {
    let mut segments = Segments::of(jpeg);
    let mut at = segments.at;
    while let Some((0xe0 | 0xe1, _)) = segments.next() {
        at = segments.at;
    }
    let mut bytes = jpeg[..at].to_vec();
    let parts: Vec<_> = icc.chunks(SEGMENT).collect();
    for (index, part) in parts.iter().enumerate() {
        bytes.extend([0xff, 0xe2]);
        bytes.extend(((part.len() + 16) as u16).to_be_bytes());
        bytes.extend(IN_JPEG);
        bytes.extend([index as u8 + 1, parts.len() as u8]);
        bytes.extend(*part);
    }
    bytes.extend(&jpeg[at..]);
    bytes
}

/// A PNG as one of 8 bits, upright, with an ICC profile.
fn plain_png(bytes: &[u8], icc: Vec<u8>) -> Option<Vec<u8>> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).ok()?;
    let mut picture: DynamicImage = match (picture.color().has_color(), picture.color().has_alpha())
    {
        (true, true) => picture.into_rgba8().into(),
        (true, false) => picture.into_rgb8().into(),
        (false, true) => picture.into_luma_alpha8().into(),
        (false, false) => picture.into_luma8().into(),
    };
    picture.apply_orientation(orientation);
    let mut png = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
    encoder.set_icc_profile(icc).ok()?;
    let (width, height, color) = (picture.width(), picture.height(), picture.color());
    encoder.write_image(picture.as_bytes(), width, height, color.into()).ok()?;
    Some(png)
}

#[cfg(test)]
mod tests {
    use image::{ImageBuffer, Rgb, RgbImage};
    use jpeg_encoder::{ColorType, Encoder};

    use super::*;

    /// Exif that says a colour space and how it is interoperable.
    fn exif(space: u16, index: &[u8; 4]) -> Vec<u8> {
        let mut tiff: Vec<u8> = b"Exif\0\0MM\0\x2a\0\0\0\x08".to_vec();
        // IFD 0 points to the Exif IFD at 26; that holds the colour space and points to 56.
        tiff.extend([0, 1, 0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0]);
        tiff.extend([0, 2, 0xa0, 0x01, 0, 3, 0, 0, 0, 1]);
        tiff.extend(space.to_be_bytes());
        tiff.extend([0, 0, 0xa0, 0x05, 0, 4, 0, 0, 0, 1, 0, 0, 0, 56, 0, 0, 0, 0]);
        tiff.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 4]);
        tiff.extend(index);
        tiff.extend([0; 4]);
        tiff
    }

    fn jpeg(segments: &[(u8, Vec<u8>)]) -> PictureFile {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 90);
        for (number, body) in segments {
            encoder.add_app_segment(*number, body.clone()).unwrap();
        }
        encoder.encode(&[90; 16 * 16 * 3], 16, 16, ColorType::Rgb).unwrap();
        PictureFile { path: "x".into(), format: Format::Jpeg, width: 16, height: 16, bytes }
    }

    #[test]
    fn adobe_rgb_of_a_camera_becomes_a_profile() {
        for (space, index, adobe) in [
            (0xffff, b"R03\0", true),
            (2, b"R98\0", true),
            (0xffff, b"R98\0", false),
            (1, b"R98\0", false),
        ] {
            let file = jpeg(&[(1, exif(space, index))]);
            let expected = if adobe { Profile::AdobeRgb } else { Profile::None };
            assert_eq!(Profile::of(&file.bytes), expected, "{space:x} {index:?}");
            let carried = carried(&file);
            assert_eq!(carried.is_some(), adobe);
            if let Some(carried) = carried {
                let icc = ColorProfile::new_adobe_rgb().encode().unwrap();
                assert_eq!(Profile::of(&carried), Profile::Icc(icc));
            }
        }
    }

    #[test]
    fn a_profile_in_several_segments_is_put_together() {
        let mut icc = ColorProfile::new_display_p3().encode().unwrap();
        icc.resize(150_000, 0);
        let length = (icc.len() as u32).to_be_bytes();
        icc[..4].copy_from_slice(&length);
        let file = jpeg(&[]);
        let bytes = tagged(&file.bytes, &icc);
        assert_eq!(Profile::of(&bytes), Profile::Icc(icc));
    }

    #[test]
    fn a_profile_that_cannot_be_used_is_told_apart_from_none() {
        let body = |icc: &[u8]| [IN_JPEG, &[1, 1], icc].concat();
        let broken = |icc: &[u8]| {
            let file = jpeg(&[(2, body(icc))]);
            matches!(Profile::of(&file.bytes), Profile::Broken(_))
        };
        let srgb = ColorProfile::new_srgb().encode().unwrap();
        assert!(!broken(&srgb));
        assert!(broken(b"nothing at all"));
        assert!(broken(&srgb[..200]));
        assert!(broken(&ColorProfile::new_gray_with_gamma(2.2).encode().unwrap()));
        // The second of two parts is missing.
        let half = jpeg(&[(2, [IN_JPEG, &[1, 2], &srgb].concat())]);
        assert!(matches!(Profile::of(&half.bytes), Profile::Broken(_)));
    }

    #[test]
    fn a_png_of_16_bits_keeps_its_profile() {
        let icc = ColorProfile::new_adobe_rgb().encode().unwrap();
        let deep: ImageBuffer<Rgb<u16>, Vec<u16>> =
            ImageBuffer::from_fn(4, 3, |x, _| Rgb([x as u16 * 20_000, 128, 40_000]));
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(icc.clone()).unwrap();
        DynamicImage::ImageRgb16(deep).write_with_encoder(encoder).unwrap();
        let format = Format::Png;
        let file = PictureFile { path: "x".into(), format, width: 4, height: 3, bytes };
        let carried = carried(&file).unwrap();
        assert_eq!(Profile::of(&carried), Profile::Icc(icc));
        let pixels: RgbImage = image::load_from_memory(&carried).unwrap().into_rgb8();
        assert_eq!(pixels.get_pixel(1, 0).0, [78, 0, 156]);
    }
}
