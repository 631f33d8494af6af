//! Pictures for screens: upright, in sRGB, no larger than needed, and without metadata.
//!
//! A photograph can reveal where and when it was taken and with whose camera; none of that leaves
//! the house. Pictures are decoded and re-encoded, so that only the pixels survive. SVG drawings,
//! and JPEGs that keep all their pixels, are reduced to the picture itself instead
//! ([`crate::manuscript::bare`]).

use std::collections::BTreeMap;
use std::io::{self, Cursor};
use std::sync::OnceLock;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{
    DynamicImage, GrayAlphaImage, GrayImage, ImageDecoder, ImageEncoder, ImageReader, RgbImage,
    RgbaImage,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use rayon::prelude::*;

use crate::diagnostic::{Failure, Finding, Findings};
use crate::guard;
use crate::jpeg::{self, Coding, Components};
use crate::manuscript::bare;
use crate::manuscript::pictures::{Format, PictureFile, Pictures, reduced};
use crate::manuscript::profiles::{self, Profile};
use crate::typeset::Tones;
use neikan_base::store::{Inputs, Store};
use neikan_scaling::{Samples, scale};

/// How JPEGs are encoded.
const USUAL: Coding = Coding { quality: 82, half_color: true, progressive: true };
/// How JPEGs are encoded that keep all their pixels but cannot keep their bytes.
const HIGH: Coding = Coding { quality: 95, half_color: false, progressive: true };

/// A picture for screens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenPicture {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
}

impl ScreenPicture {
    /// What the name of its file ends in.
    pub fn extension(&self) -> &'static str {
        match self.media_type {
            "image/svg+xml" => "svg",
            "image/png" => "png",
            _ => "jpg",
        }
    }
}

/// Must change whenever the same picture would become other bytes.
const VERSION: u32 = 2;

/// A picture that is decoded when something is first made of it, once for all that is as large.
pub struct Negative<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What was decoded at an eighth, a quarter and half of its size, and whole.
    decoded: [OnceLock<Result<Decoded, String>>; 4],
}

/// A picture as it was decoded, 8 bits per channel.
struct Decoded {
    picture: DynamicImage,
    profile: Option<Vec<u8>>,
    orientation: Orientation,
}

impl Decoded {
    /// Decodes a picture, a JPEG perhaps at a share of its size, in eighths.
    fn of(bytes: &[u8], eighths: Option<u8>) -> io::Result<Self> {
        let mut decoder = reader(bytes)?.into_decoder().map_err(io::Error::other)?;
        let orientation = decoder.orientation().map_err(io::Error::other)?;
        let profile = Profile::of(bytes).icc();
        let picture = match eighths.and_then(|eighths| reduced(bytes, eighths)) {
            Some(reduced) => reduced,
            None => eight_bits(DynamicImage::from_decoder(decoder).map_err(io::Error::other)?),
        };
        Ok(Self { picture, profile, orientation })
    }
}

fn reader(bytes: &[u8]) -> io::Result<ImageReader<Cursor<&[u8]>>> {
    ImageReader::new(Cursor::new(bytes)).with_guessed_format()
}

impl<'a> Negative<'a> {
    /// A picture that nothing was made of yet.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, decoded: Default::default() }
    }

    /// The picture scaled down to a long edge that depends on its own, px, in sRGB and upright.
    fn print(&self, edge: impl FnOnce(u32) -> u32) -> io::Result<DynamicImage> {
        let (width, height) = reader(self.bytes)?.into_dimensions().map_err(io::Error::other)?;
        let edge = edge(width.max(height));
        // What a print looks like depends on its size alone, not on what else was printed.
        let eighths = jpeg::share(width.max(height), edge);
        let whole = self.decoded.len() - 1;
        let kept = &self.decoded[eighths.map_or(whole, |eighths| eighths.ilog2() as usize)];
        let decode = || Decoded::of(self.bytes, eighths).map_err(|error| error.to_string());
        let decoded = kept.get_or_init(decode).as_ref();
        let Decoded { picture, profile, orientation } =
            decoded.map_err(|reason| io::Error::other(reason.clone()))?;
        let mut print = reduce(picture, edge, [width, height])?;
        if let Some(profile) = profile {
            to_srgb(&mut print, profile);
        }
        print.apply_orientation(*orientation);
        Ok(print)
    }
}

/// Decodes a picture to 8 bits per channel, scales it down to a long edge that depends on its own,
/// px, converts it to sRGB and turns it upright.
pub(super) fn decode(bytes: &[u8], edge: impl FnOnce(u32) -> u32) -> io::Result<DynamicImage> {
    Negative::of(bytes).print(edge)
}

/// Makes the screen pictures of an issue, at most `long_edge` px wide and high, by path; what is in
/// the store is taken from there.
///
/// # Errors
/// A finding `picture-broken` for every picture that cannot be decoded.
pub fn screen_pictures(
    pictures: &Pictures,
    long_edge: u32,
    store: &Store,
) -> Result<BTreeMap<String, ScreenPicture>, Failure> {
    rest_of_screen_pictures(pictures, BTreeMap::new(), long_edge, store)
}

/// Makes what is left of the screen pictures of an issue, of which some were made.
///
/// # Errors
/// Those of [`screen_pictures`].
pub fn rest_of_screen_pictures(
    pictures: &Pictures,
    mut done: BTreeMap<String, ScreenPicture>,
    long_edge: u32,
    store: &Store,
) -> Result<BTreeMap<String, ScreenPicture>, Failure> {
    let make = |path, file: &PictureFile| {
        guard::naming(path, || screen_picture(file, &Negative::of(&file.bytes), long_edge, store))
    };
    let left = pictures.par_iter().filter(|(path, _)| !done.contains_key(*path));
    let made: Vec<_> = left.map(|(path, file)| (path, make(path.as_str(), file))).collect();
    let mut findings = Findings::default();
    for (path, picture) in made {
        match picture {
            Ok(picture) => {
                done.insert(path.clone(), picture);
            }
            Err(_) => findings.push(Finding::stop("picture-broken").with("path", path)),
        }
    }
    findings.settle()?;
    Ok(done)
}

/// Makes the screen picture of a file, which may have been decoded for something else.
///
/// # Errors
/// If it cannot be decoded.
pub fn screen_picture(
    file: &PictureFile,
    negative: &Negative<'_>,
    long_edge: u32,
    store: &Store,
) -> io::Result<ScreenPicture> {
    let media_type = file.format.media_type();
    if file.format == Format::Svg {
        let (bytes, width, height) = (bare::bare(file), file.width, file.height);
        return Ok(ScreenPicture { bytes, media_type, width, height });
    }
    let inputs = Inputs::new().with(long_edge.to_le_bytes()).with(media_type).with(&file.bytes);
    let make = || {
        let picture = negative.print(|_| long_edge)?;
        let size = [picture.width(), picture.height()].map(u32::to_le_bytes).concat();
        Ok::<_, io::Error>([size, encode(&picture, file.format, USUAL)?].concat())
    };
    let made = store.step("book-picture", VERSION, &inputs, make)?;
    let (size, bytes) = made.split_first_chunk::<8>().ok_or(io::ErrorKind::UnexpectedEof)?;
    let [width, height] =
        [0, 1].map(|side| u32::from_le_bytes(std::array::from_fn(|byte| size[side * 4 + byte])));
    Ok(ScreenPicture { bytes: bytes.to_vec(), media_type, width, height })
}

/// A JPEG or PNG without metadata, and where its smaller versions are kept.
#[derive(Clone, Copy)]
pub struct Raster<'a> {
    /// The picture.
    pub negative: &'a Negative<'a>,
    /// Its format.
    pub format: Format,
    /// The tones that it is shown in, if not in its own colours.
    pub tones: Option<&'a Tones>,
    /// What was made before.
    pub store: &'a Store,
}

impl Raster<'_> {
    /// The picture scaled to a share of its width and height, at most 1.
    ///
    /// # Errors
    /// If it cannot be decoded.
    pub fn scaled(self, share: f64) -> io::Result<Vec<u8>> {
        let edge = |long: u32| (f64::from(long) * share).ceil() as u32;
        let inputs = self.inputs().with(share.to_le_bytes());
        let make = || encode(&self.print(edge)?, self.format, USUAL);
        self.store.step("screen-picture", VERSION, &inputs, make)
    }

    /// The picture with all its pixels. An upright JPEG in grey or RGB keeps its encoded data and
    /// its embedded profile, unless it is `foreign`: its profile is one that is not passed on.
    ///
    /// # Errors
    /// If it cannot be decoded.
    pub fn whole(self, foreign: bool) -> io::Result<Vec<u8>> {
        let bytes = self.negative.bytes;
        let own = self.tones.is_none() && !foreign;
        if self.format == Format::Jpeg && own && keeps(bytes)? {
            return Ok(bytes.to_vec());
        }
        let make = || encode(&self.print(|long| long)?, self.format, HIGH);
        self.store.step("whole-picture", VERSION, &self.inputs(), make)
    }

    /// The picture at most so many px wide and high, as a JPEG unless parts of it are transparent.
    ///
    /// # Errors
    /// If it cannot be decoded.
    pub fn draft(self, edge: u32, coding: Coding) -> io::Result<Vec<u8>> {
        let inputs = self.inputs().with(edge.to_le_bytes()).with(format!("{coding:?}"));
        let make = || {
            let picture = self.print(|_| edge)?;
            let clear = picture.color().has_alpha();
            encode(&picture, if clear { Format::Png } else { Format::Jpeg }, coding)
        };
        self.store.step("draft-picture", VERSION, &inputs, make)
    }

    /// The picture scaled down to a long edge that depends on its own, px, in its tones.
    fn print(self, edge: impl FnOnce(u32) -> u32) -> io::Result<DynamicImage> {
        let print = self.negative.print(edge)?;
        Ok(match self.tones {
            Some(tones) => toned(&print, tones),
            None => print,
        })
    }

    fn inputs(self) -> Inputs {
        let inputs = Inputs::new().with(self.format.media_type()).with(self.negative.bytes);
        match self.tones {
            Some(tones) => inputs.with(tones.id()),
            None => inputs,
        }
    }
}

/// A picture with each colour in the tone of its grey.
fn toned(picture: &DynamicImage, tones: &Tones) -> DynamicImage {
    let mut pixels = picture.to_rgba8();
    for pixel in pixels.pixels_mut() {
        let [r, g, b, alpha] = pixel.0;
        let [r, g, b] = tones.color([r, g, b]);
        pixel.0 = [r, g, b, alpha];
    }
    let pixels = DynamicImage::from(pixels);
    if picture.color().has_alpha() { pixels } else { pixels.into_rgb8().into() }
}

/// Whether a JPEG can keep its encoded data: it is upright and not in four inks.
fn keeps(bytes: &[u8]) -> io::Result<bool> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut decoder = reader.into_decoder().map_err(io::Error::other)?;
    let upright = decoder.orientation().map_err(io::Error::other)? == Orientation::NoTransforms;
    Ok(upright && matches!(profiles::components(bytes), Some(1 | 3)))
}

fn eight_bits(picture: DynamicImage) -> DynamicImage {
    match (picture.color().has_color(), picture.color().has_alpha()) {
        (true, true) => picture.into_rgba8().into(),
        (true, false) => picture.into_rgb8().into(),
        (false, true) => picture.into_luma_alpha8().into(),
        (false, false) => picture.into_luma8().into(),
    }
}

/// Converts the pixels of a picture from its profile, colours to sRGB and greys to those of a screen;
/// a picture whose profile is of another kind is assumed to be so already.
fn to_srgb(picture: &mut DynamicImage, profile: &[u8]) {
    let (layout, space) = match picture {
        DynamicImage::ImageRgb8(_) => (Layout::Rgb, DataColorSpace::Rgb),
        DynamicImage::ImageRgba8(_) => (Layout::Rgba, DataColorSpace::Rgb),
        DynamicImage::ImageLuma8(_) => (Layout::Gray, DataColorSpace::Gray),
        DynamicImage::ImageLumaA8(_) => (Layout::GrayAlpha, DataColorSpace::Gray),
        _ => return,
    };
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    if profile.color_space != space {
        return;
    }
    let (screen, options) = (screen(space), TransformOptions::default());
    let Ok(transform) = profile.create_transform_8bit(layout, &screen, layout, options) else {
        return;
    };
    let source = picture.as_bytes().to_vec();
    let target: Option<&mut [u8]> = match picture {
        DynamicImage::ImageRgb8(pixels) => Some(pixels),
        DynamicImage::ImageRgba8(pixels) => Some(pixels),
        DynamicImage::ImageLuma8(pixels) => Some(pixels),
        DynamicImage::ImageLumaA8(pixels) => Some(pixels),
        _ => None,
    };
    if let Some(target) = target
        && transform.transform(&source, target).is_err()
    {
        target.copy_from_slice(&source);
    }
}

/// The profile of a screen: sRGB, or greys with its curve.
fn screen(space: DataColorSpace) -> ColorProfile {
    let srgb = ColorProfile::new_srgb();
    if space == DataColorSpace::Rgb {
        return srgb;
    }
    let mut grey = ColorProfile::new_gray_with_gamma(1.0);
    grey.gray_trc = srgb.red_trc;
    grey
}

/// Scales a picture of 8 bits per channel and of a size, px, of which all or a share was decoded, down
/// so that neither edge is longer than `long_edge` px.
fn reduce(picture: &DynamicImage, long_edge: u32, whole: [u32; 2]) -> io::Result<DynamicImage> {
    let long = whole[0].max(whole[1]);
    let share = f64::from(long_edge.min(long)) / f64::from(long);
    let [w, h] = whole.map(|edge| ((f64::from(edge) * share).round() as u32).max(1));
    let (width, height) = (picture.width(), picture.height());
    if [width, height] == [w, h] {
        return Ok(picture.clone());
    }
    let scaled = |kind| scale(picture.as_bytes(), [width, height], kind, [w, h]);
    let scaled = match picture {
        DynamicImage::ImageLuma8(_) => {
            GrayImage::from_raw(w, h, scaled(Samples::Gray)?).map(Into::into)
        }
        DynamicImage::ImageLumaA8(_) => {
            GrayAlphaImage::from_raw(w, h, scaled(Samples::GrayAlpha)?).map(Into::into)
        }
        DynamicImage::ImageRgb8(_) => {
            RgbImage::from_raw(w, h, scaled(Samples::Rgb)?).map(Into::into)
        }
        DynamicImage::ImageRgba8(_) => {
            RgbaImage::from_raw(w, h, scaled(Samples::Rgba)?).map(Into::into)
        }
        _ => None,
    };
    scaled.ok_or_else(|| io::Error::other("not 8 bits per channel"))
}

pub(super) fn encode(
    picture: &DynamicImage,
    format: Format,
    coding: Coding,
) -> io::Result<Vec<u8>> {
    match format {
        Format::Jpeg => encode_jpeg(picture, coding),
        _ => encode_png(picture),
    }
}

fn encode_jpeg(picture: &DynamicImage, coding: Coding) -> io::Result<Vec<u8>> {
    let size = [picture.width() as usize, picture.height() as usize];
    let components = match picture {
        DynamicImage::ImageLuma8(_) => Components::Gray,
        _ => Components::Rgb,
    };
    jpeg::encode(size, components, coding, picture.as_bytes()).map_err(io::Error::other)
}

fn encode_png(picture: &DynamicImage) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive)
        .write_image(picture.as_bytes(), picture.width(), picture.height(), picture.color().into())
        .map_err(io::Error::other)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use image::Rgb;
    use jpeg_encoder::{ColorType, Encoder};

    use super::*;

    fn file(format: Format, bytes: Vec<u8>, (width, height): (u32, u32)) -> PictureFile {
        PictureFile {
            path: "x".into(),
            format,
            width,
            height,
            bytes: bytes.into(),
            texts: Vec::new(),
        }
    }

    fn made(file: &PictureFile, long_edge: u32) -> ScreenPicture {
        let negative = Negative::of(&file.bytes);
        screen_picture(file, &negative, long_edge, &Store::default()).unwrap()
    }

    /// A JPEG, red in its left half and blue in its right half, that claims to lie on its side.
    fn lying_jpeg() -> Vec<u8> {
        let pixels =
            RgbImage::from_fn(64, 32, |x, _| Rgb(if x < 32 { [255, 0, 0] } else { [0, 0, 255] }));
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 95);
        // One entry: tag 0x0112 (orientation), short, 6 (rotate right by a quarter turn).
        let exif =
            b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0GPS-SECRET";
        encoder.add_app_segment(1, exif.to_vec()).unwrap();
        encoder.encode(&pixels, 64, 32, ColorType::Rgb).unwrap();
        bytes
    }

    #[test]
    fn photographs_stand_upright_and_tell_nothing() {
        let source = file(Format::Jpeg, lying_jpeg(), (64, 32));
        let picture = made(&source, 48);
        assert_eq!((picture.width, picture.height), (24, 48));
        let has =
            |needle: &[u8]| picture.bytes.windows(needle.len()).any(|window| window == needle);
        assert!(!has(b"Exif") && !has(b"GPS-SECRET"));
        let pixels = image::load_from_memory(&picture.bytes).unwrap().into_rgb8();
        assert!(pixels.get_pixel(12, 5)[0] > 200 && pixels.get_pixel(12, 43)[2] > 200);
        assert_eq!(picture, made(&source, 48));
    }

    #[test]
    fn transparency_survives() {
        let mut png = Vec::new();
        let pixels = RgbaImage::from_pixel(40, 10, image::Rgba([10, 20, 30, 40]));
        pixels.write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
        let picture = made(&file(Format::Png, png, (40, 10)), 20);
        assert_eq!((picture.width, picture.height, picture.media_type), (20, 5, "image/png"));
        let pixels = image::load_from_memory(&picture.bytes).unwrap().into_rgba8();
        assert_eq!(pixels.get_pixel(3, 3)[3], 40);
    }

    /// The sums were made without vector instructions; each processor has to make the same.
    #[test]
    fn every_processor_scales_alike() {
        let noise = |x: u32, y: u32, k: u32| (x * 7919 + y * 104_729 + k * 31 + x * y) as u8;
        let rgb = RgbImage::from_fn(611, 397, |x, y| Rgb([0, 1, 2].map(|k| noise(x, y, k))));
        let grey = GrayImage::from_fn(611, 397, |x, y| image::Luma([noise(x, y, 3)]));
        let alpha =
            RgbaImage::from_fn(611, 397, |x, y| image::Rgba([0, 1, 2, 3].map(|k| noise(x, y, k))));
        let sums = [rgb.into(), grey.into(), DynamicImage::from(alpha)].map(|picture| {
            let scaled = reduce(&picture, 250, [611, 397]).unwrap();
            assert_eq!((scaled.width(), scaled.height()), (250, 162));
            neikan_base::hash::sha256(scaled.as_bytes())[..16].to_owned()
        });
        assert_eq!(sums, ["36e775970aed33e2", "9548cf777604ec01", "ab08156aeffb14c5"]);
    }

    /// Half of the light is 188 on a screen (IEC 61966-2-1), in grey and in colour.
    #[test]
    fn light_that_a_png_says_in_numbers_is_shown() {
        let linear = |color: image::ExtendedColorType, values: &[u8]| {
            let mut png = Vec::new();
            PngEncoder::new(&mut png).write_image(values, 1, 1, color).unwrap();
            // gAMA: an image gamma of 1, before the pixels.
            let gamma = [&4_u32.to_be_bytes(), &b"gAMA"[..], &100_000_u32.to_be_bytes()].concat();
            let sum = crc(&gamma[4..]).to_be_bytes();
            png.splice(33..33, [gamma, sum.to_vec()].concat());
            let picture = made(&file(Format::Png, png, (1, 1)), 9);
            image::load_from_memory(&picture.bytes).unwrap().into_rgb8().get_pixel(0, 0).0
        };
        for seen in [
            linear(image::ExtendedColorType::Rgb8, &[128, 128, 128]),
            linear(image::ExtendedColorType::L8, &[128]),
        ] {
            assert!(seen.iter().all(|part| part.abs_diff(188) <= 1), "{seen:?}");
        }
    }

    /// The sum of a chunk of a PNG (annex D).
    fn crc(bytes: &[u8]) -> u32 {
        let step = |sum: u32, _: u32| (sum >> 1) ^ (0xedb8_8320 * (sum & 1));
        !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
    }

    #[test]
    fn every_broken_picture_is_named() {
        let broken = || file(Format::Jpeg, b"\xff\xd8\xff\xe0 nothing".to_vec(), (9, 9));
        let pictures = Pictures::from([
            ("images/a.jpg".to_owned(), broken()),
            ("images/b.jpg".to_owned(), broken()),
        ]);
        let Err(Failure::Stopped(findings)) = screen_pictures(&pictures, 100, &Store::default())
        else {
            panic!("accepted")
        };
        let paths: Vec<_> =
            findings.iter().map(|finding| (finding.rule, finding.args["path"].as_str())).collect();
        assert_eq!(paths, [("picture-broken", "images/a.jpg"), ("picture-broken", "images/b.jpg")]);
    }
}
