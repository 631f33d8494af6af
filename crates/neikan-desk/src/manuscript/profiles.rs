//! Source profiles: which colours the numbers in a picture stand for.
//!
//! A picture states this by an ICC profile (JPEG: APP2 segments; PNG: iCCP), a PNG also by numbers
//! ([`png`]), or a camera says in Exif that it is Adobe RGB; otherwise it is sRGB. A statement that
//! cannot be used is distinguished from none, since the picture would come out in colours that
//! nobody meant.

use std::io::Cursor;

use image::{ImageDecoder, ImageReader};
use moxcms::{ColorProfile, DataColorSpace};

use super::png::{self, Said};

/// The beginning of an ICC profile in an APP2 segment (ICC.1, B.4).
pub(super) const IN_JPEG: &[u8] = b"ICC_PROFILE\0";
/// The Exif number for colours that are not sRGB (Exif 2.3, tag 0xA001).
const UNCALIBRATED: u32 = 0xffff;
/// What some cameras write there for Adobe RGB.
const ADOBE_RGB: u32 = 2;

/// What a picture says about its colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    /// Nothing: they are sRGB, or grey as on a screen.
    None,
    /// A usable ICC profile.
    Icc(Vec<u8>),
    /// Adobe RGB, stated only in Exif.
    AdobeRgb,
    /// An unusable ICC profile, and why.
    Broken(String),
}

impl Profile {
    /// Reads what a raster image says.
    pub fn of(bytes: &[u8]) -> Self {
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
        let decoder = reader.ok().and_then(|reader| reader.into_decoder().ok());
        let Some(mut decoder) = decoder else { return Self::None };
        if bytes.starts_with(png::SIGNATURE) {
            match png::said(bytes, decoder.color_type().has_color()) {
                Said::Srgb => return Self::None,
                Said::Made(icc) => return Self::Icc(icc),
                Said::Unusable(chunk) => return Self::Broken(chunk.to_owned()),
                Said::Profile | Said::Nothing => {}
            }
        }
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

    /// The ICC profile to convert from, if it is not sRGB.
    pub fn icc(self) -> Option<Vec<u8>> {
        match self {
            Self::Icc(icc) => Some(icc),
            Self::AdobeRgb => ColorProfile::new_adobe_rgb().encode().ok(),
            Self::None | Self::Broken(_) => None,
        }
    }
}

/// Why a profile cannot be used for a picture; nothing if it can.
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
    // What a transform needs is only checked when one is made.
    let whole = match profile.color_space {
        DataColorSpace::Rgb => {
            profile.is_matrix_shaper() || profile.lut_a_to_b_perceptual.is_some()
        }
        DataColorSpace::Gray => profile.gray_trc.is_some(),
        _ => true,
    };
    (!fits || !whole).then(|| format!("{:?}", profile.color_space))
}

/// The number of colour components of a JPEG, from its frame header (ITU-T T.81, B.2.2).
pub fn components(bytes: &[u8]) -> Option<u8> {
    let is_frame = |marker| matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
    let mut segments = Segments::of(bytes);
    segments.find(|(marker, _)| is_frame(*marker)).and_then(|(_, body)| body.get(5).copied())
}

/// Whether a picture contains a profile, usable or not.
fn has_profile(bytes: &[u8]) -> bool {
    let mut segments = Segments::of(bytes);
    segments.any(|(marker, body)| marker == 0xe2 && body.starts_with(IN_JPEG))
        || png::said(bytes, true) == Said::Profile
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

/// Whether Exif states Adobe RGB: uncalibrated, with the interoperability index R03 (DCF 2.0).
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

#[cfg(test)]
mod tests {
    use jpeg_encoder::{ColorType, Encoder};
    use moxcms::{Layout, TransformOptions};

    use super::super::bare as picture;
    use super::super::pictures::{Format, PictureFile};
    use neikan_base::icc::{bare, passes};

    use super::*;

    /// Exif with a colour space and an interoperability index.
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
        PictureFile {
            path: "x".into(),
            format: Format::Jpeg,
            width: 16,
            height: 16,
            bytes: bytes.into(),
            texts: Vec::new(),
        }
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
            let alone = picture::bare(&file);
            let icc = bare(&ColorProfile::new_adobe_rgb().encode().unwrap()).unwrap();
            let expected = if adobe { Profile::Icc(icc) } else { Profile::None };
            assert_eq!(Profile::of(&alone), expected);
        }
    }

    /// A profile of a given version, with texts, a date and a private tag that reveal something.
    fn telling(version: [u8; 2]) -> Vec<u8> {
        let mut icc = ColorProfile::new_display_p3().encode().unwrap();
        let count = u32::from_be_bytes(icc[128..132].try_into().unwrap());
        // One more tag: its data at the end, those of the others twelve bytes later.
        for entry in 0..count as usize {
            let at = 132 + entry * 12 + 4;
            let moved = u32::from_be_bytes(icc[at..at + 4].try_into().unwrap()) + 12;
            icc[at..at + 4].copy_from_slice(&moved.to_be_bytes());
        }
        let end = icc.len() as u32 + 12;
        let entry = [b"SECR".as_slice(), &end.to_be_bytes(), &20_u32.to_be_bytes()].concat();
        icc.splice(132 + count as usize * 12..132 + count as usize * 12, entry);
        icc[128..132].copy_from_slice(&(count + 1).to_be_bytes());
        icc.extend(b"text\0\0\0\0SECRET-TEXT\0");
        icc[4..8].copy_from_slice(b"SECR");
        icc[80..84].copy_from_slice(b"SECR");
        icc[8..10].copy_from_slice(&version);
        let length = (icc.len() as u32).to_be_bytes();
        icc[..4].copy_from_slice(&length);
        icc
    }

    fn shown(icc: &[u8]) -> Vec<u8> {
        let source = ColorProfile::new_from_slice(icc).unwrap();
        let (srgb, options) = (ColorProfile::new_srgb(), TransformOptions::default());
        let way = source.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options).unwrap();
        let colors: Vec<u8> = (0..600_u32).map(|at| (at * 37 % 256) as u8).collect();
        let mut out = vec![0; colors.len()];
        way.transform(&colors, &mut out).unwrap();
        out
    }

    #[test]
    fn a_bare_profile_says_the_same_colours_and_nothing_else() {
        let versions = [[2, 0x10], [2, 0x40], [4, 0x20], [4, 0x30], [4, 0x40]];
        for version in versions {
            let icc = telling(version);
            let alone = bare(&icc).unwrap();
            assert!(!alone.windows(4).any(|window| window == b"SECR"), "{version:?}");
            assert!(passes(&alone), "{version:?}");
            assert_eq!(passes(&icc), version[1] <= 0x20, "{version:?}");
            assert_eq!(shown(&alone), shown(&icc), "{version:?}");
            assert_eq!(bare(&alone).unwrap(), alone);
        }
        let gray = ColorProfile::new_gray_with_gamma(1.8).encode().unwrap();
        assert!(ColorProfile::new_from_slice(&bare(&gray).unwrap()).unwrap().gray_trc.is_some());
        assert_eq!(bare(b"nothing"), None);
    }

    #[test]
    fn inks_keep_their_tables() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../layouts/press/fogra39l-coated.icc");
        let icc = std::fs::read(path).unwrap();
        let alone = ColorProfile::new_from_slice(&bare(&icc).unwrap()).unwrap();
        let whole = ColorProfile::new_from_slice(&icc).unwrap();
        assert_eq!(alone.lut_a_to_b_perceptual, whole.lut_a_to_b_perceptual);
        assert_eq!(alone.lut_b_to_a_colorimetric, whole.lut_b_to_a_colorimetric);
    }

    #[test]
    fn a_profile_in_several_segments_is_put_together() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../layouts/press/fogra39l-coated.icc");
        let icc = bare(&std::fs::read(path).unwrap()).unwrap();
        assert!(icc.len() > 65_535);
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 90);
        for (index, part) in icc.chunks(60_000).enumerate() {
            let count = icc.len().div_ceil(60_000) as u8;
            let body = [IN_JPEG, &[index as u8 + 1, count], part].concat();
            encoder.add_app_segment(2, body).unwrap();
        }
        encoder.encode(&[90; 16 * 16 * 4], 16, 16, ColorType::Cmyk).unwrap();
        let file = PictureFile {
            path: "x".into(),
            format: Format::Jpeg,
            width: 16,
            height: 16,
            bytes: bytes.into(),
            texts: Vec::new(),
        };
        assert_eq!(Profile::of(&picture::bare(&file)), Profile::Icc(icc));
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
}
