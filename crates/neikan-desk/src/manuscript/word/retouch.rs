//! Pictures as a document shows them: cropped, mirrored, turned, grey, lighter.
//!
//! If a crop were not applied, what the author cut off would be printed; so whatever can be applied
//! is: shares of the sides, quarter turns, mirroring, grey, brightness and contrast. The unchanged
//! picture stays in the original document.

use std::io::Cursor;

use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader,
};

use super::xml::{Node, attr, child, elements, number};
use neikan_base::jpeg::{Coding, Components, encode};

/// The most pixels of a picture that is changed.
const PIXELS: u64 = 30_000_000;
/// The smallest share of a side that counts as a crop.
const LEAST: f64 = 0.002;
/// A full turn, in 60,000ths of a degree (ECMA-376, part 1, 20.1.10.3, ST_Angle).
const TURN: i64 = 21_600_000;
/// How far a turn may be from a quarter turn, in the same unit.
const SLACK: i64 = 30_000;
/// How JPEGs are encoded that are written again.
const CODING: Coding = Coding { quality: 94, half_color: false, progressive: false };
/// The longest piece of a profile in one segment of a JPEG (ICC.1:2022, B.4), bytes.
const SEGMENT: usize = 65_000;

/// How a document shows a picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Retouch {
    /// Shares of the sides that are cut off: left, top, right, bottom.
    crop: [f64; 4],
    /// Mirrored left to right, top to bottom.
    flip: [bool; 2],
    /// Quarter turns, clockwise.
    turns: u8,
    grey: bool,
    /// Brightness and contrast, -1 to 1.
    light: [f64; 2],
    /// Whether there is more to do that cannot be applied.
    more: bool,
}

impl Retouch {
    /// The changes that the elements around a picture call for.
    pub fn of(picture: Node<'_>) -> Self {
        match picture.tag_name().name() {
            "imagedata" => Self::of_vml(picture),
            _ => Self::of_blip(picture),
        }
    }

    /// Whether there is nothing to do.
    pub fn is_none(&self) -> bool {
        Self { more: false, ..self.clone() } == Self::default()
    }

    /// The same with nothing to be done.
    pub fn undone(self) -> Self {
        Self { more: self.more, ..Self::default() }
    }

    /// Whether something cannot be applied: a slant, a shape, an effect.
    pub fn has_more(&self) -> bool {
        self.more
    }

    fn of_blip(blip: Node<'_>) -> Self {
        let mut retouch = Self::default();
        for effect in blip.descendants().filter(|node| *node != blip && node.is_element()) {
            match effect.tag_name().name() {
                "grayscl" => retouch.grey = true,
                "lum" => {
                    let part = |name| number::<f64>(effect, name).unwrap_or(0.0) / 100_000.0;
                    retouch.light = [part("bright"), part("contrast")].map(|v| v.clamp(-1.0, 1.0));
                }
                "biLevel" | "duotone" | "clrChange" | "alphaModFix" | "imgEffect" => {
                    retouch.more = true;
                }
                _ => {}
            }
        }
        let fill = blip.parent_element();
        if let Some(rect) = fill.and_then(|fill| child(fill, "srcRect")) {
            let side = |name| number::<f64>(rect, name).unwrap_or(0.0) / 100_000.0;
            retouch.crop = ["l", "t", "r", "b"].map(side);
        }
        let shape = fill.and_then(|fill| fill.parent_element());
        let properties = shape.and_then(|shape| child(shape, "spPr"));
        if let Some(place) = properties.and_then(|p| child(p, "xfrm")) {
            let on = |name| matches!(attr(place, name), Some("1" | "true"));
            retouch.flip = ["flipH", "flipV"].map(on);
            retouch.turn(number(place, "rot").unwrap_or(0));
        }
        let form =
            properties.and_then(|p| child(p, "prstGeom")).and_then(|form| attr(form, "prst"));
        let custom = properties.and_then(|p| child(p, "custGeom")).is_some();
        retouch.more |= custom || form.is_some_and(|form| form != "rect");
        retouch.checked()
    }

    fn of_vml(data: Node<'_>) -> Self {
        let side = |name: &str| attr(data, name).and_then(fraction).unwrap_or(0.0);
        let mut retouch = Self {
            crop: ["cropleft", "croptop", "cropright", "cropbottom"].map(side),
            grey: matches!(attr(data, "grayscale"), Some("t" | "true")),
            more: ["gain", "blacklevel", "bilevel", "chromakey"]
                .iter()
                .any(|n| attr(data, n).is_some()),
            ..Self::default()
        };
        let style =
            data.parent_element().and_then(|shape| attr(shape, "style")).unwrap_or_default();
        for (name, value) in style.split(';').filter_map(|part| part.split_once(':')) {
            match (name.trim(), value.trim()) {
                ("rotation", value) => {
                    let fine = value.strip_suffix("fd").and_then(|fine| fine.parse::<f64>().ok());
                    let degrees = fine.map(|fine| fine / 65_536.0).or_else(|| value.parse().ok());
                    retouch.turn((degrees.unwrap_or(0.0) * 60_000.0).round() as i64);
                }
                ("flip", value) => retouch.flip = [value.contains('x'), value.contains('y')],
                _ => {}
            }
        }
        retouch.checked()
    }

    fn turn(&mut self, angle: i64) {
        let angle = angle.rem_euclid(TURN);
        let quarter = TURN / 4;
        let turns = (angle + quarter / 2) / quarter;
        let off = (angle - turns * quarter).abs() > SLACK;
        self.more |= off;
        self.turns = if off { 0 } else { (turns % 4) as u8 };
    }

    /// Drops crops too small to matter, and those that leave nothing.
    fn checked(mut self) -> Self {
        self.crop = self.crop.map(|side| if side.is_finite() && side > LEAST { side } else { 0.0 });
        let [left, top, right, bottom] = self.crop;
        if left + right > 0.98 || top + bottom > 0.98 {
            self.crop = [0.0; 4];
            self.more = true;
        }
        self
    }

    /// A picture as the document shows it; nothing if it cannot be made: drawings, pictures in
    /// inks, broken or too large pictures.
    pub fn apply(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let format =
            reader.format().filter(|f| matches!(f, ImageFormat::Jpeg | ImageFormat::Png))?;
        let mut decoder = reader.into_decoder().ok()?;
        let (width, height) = decoder.dimensions();
        let inks = matches!(decoder.original_color_type(), ExtendedColorType::Cmyk8);
        if inks || u64::from(width) * u64::from(height) > PIXELS {
            return None;
        }
        let profile = decoder.icc_profile().ok().flatten();
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut picture = DynamicImage::from_decoder(decoder).ok()?;
        picture.apply_orientation(orientation);
        let picture = self.toned(self.turned(self.cropped(&picture)?));
        match format {
            ImageFormat::Jpeg => as_jpeg(&picture, profile.as_deref()),
            _ => as_png(&picture, profile),
        }
    }

    fn cropped(&self, picture: &DynamicImage) -> Option<DynamicImage> {
        let part = |share: f64, side: u32| (share * f64::from(side)).round() as u32;
        let (width, height) = (picture.width(), picture.height());
        let [left, top, right, bottom] = self.crop;
        let (x, y) = (part(left, width), part(top, height));
        let wide = width.checked_sub(x + part(right, width)).filter(|wide| *wide > 0)?;
        let high = height.checked_sub(y + part(bottom, height)).filter(|high| *high > 0)?;
        Some(picture.crop_imm(x, y, wide, high))
    }

    fn turned(&self, mut picture: DynamicImage) -> DynamicImage {
        if self.flip[0] {
            picture = picture.fliph();
        }
        if self.flip[1] {
            picture = picture.flipv();
        }
        match self.turns {
            1 => picture.rotate90(),
            2 => picture.rotate180(),
            3 => picture.rotate270(),
            _ => picture,
        }
    }

    fn toned(&self, picture: DynamicImage) -> DynamicImage {
        if !self.grey && self.light == [0.0, 0.0] {
            return picture;
        }
        let table = self.table();
        let tone = |pixel: &mut [u8]| {
            if self.grey {
                // Luminance of ITU-R BT.709, in 10,000ths.
                let [r, g, b] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
                let grey = ((2126 * r + 7152 * g + 722 * b + 5000) / 10_000) as u8;
                pixel[..3].fill(grey);
            }
            pixel[..3].iter_mut().for_each(|part| *part = table[usize::from(*part)]);
        };
        if picture.color().has_alpha() {
            let mut picture = picture.into_rgba8();
            picture.chunks_exact_mut(4).for_each(tone);
            picture.into()
        } else {
            let mut picture = picture.into_rgb8();
            picture.chunks_exact_mut(3).for_each(tone);
            picture.into()
        }
    }

    /// What each value becomes: contrast about the middle, then brightness.
    fn table(&self) -> [u8; 256] {
        let [bright, contrast] = self.light;
        let gain = if contrast < 0.0 { 1.0 + contrast } else { 1.0 / (1.0 - contrast).max(0.01) };
        std::array::from_fn(|value| {
            let value = value as f64 / 255.0;
            let toned = (value - 0.5) * gain + 0.5 + bright;
            (toned.clamp(0.0, 1.0) * 255.0).round() as u8
        })
    }
}

/// A share as VML writes it: 6554f in 65,536ths, 10%, 0.1.
fn fraction(text: &str) -> Option<f64> {
    let text = text.trim();
    let scaled = |text: &str, by: f64| text.parse::<f64>().ok().map(|value| value / by);
    match (text.strip_suffix('f'), text.strip_suffix('%')) {
        (Some(text), _) => scaled(text, 65_536.0),
        (_, Some(text)) => scaled(text, 100.0),
        _ => scaled(text, 1.0),
    }
}

fn as_png(picture: &DynamicImage, profile: Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = PngEncoder::new(&mut out);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).ok()?;
    }
    picture.write_with_encoder(encoder).ok()?;
    Some(out)
}

fn as_jpeg(picture: &DynamicImage, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    let size = [picture.width() as usize, picture.height() as usize];
    let out = if picture.color().has_color() {
        encode(size, Components::Rgb, CODING, picture.to_rgb8().as_raw())
    } else {
        encode(size, Components::Gray, CODING, picture.to_luma8().as_raw())
    };
    Some(with_profile(out.ok()?, profile.unwrap_or_default()))
}

/// Puts a profile into a JPEG, after the marker that begins it.
fn with_profile(jpeg: Vec<u8>, profile: &[u8]) -> Vec<u8> {
    let pieces: Vec<&[u8]> = profile.chunks(SEGMENT).collect();
    let (Ok(count), true) = (u8::try_from(pieces.len()), jpeg.starts_with(&[0xff, 0xd8])) else {
        return jpeg;
    };
    let mut out = jpeg[..2].to_vec();
    for (piece, number) in pieces.iter().zip(1_u8..) {
        let Ok(length) = u16::try_from(piece.len() + 16) else { return jpeg };
        out.extend([0xff, 0xe2]);
        out.extend(length.to_be_bytes());
        out.extend(b"ICC_PROFILE\0");
        out.extend([number, count]);
        out.extend(*piece);
    }
    out.extend(&jpeg[2..]);
    out
}

/// Whether a picture is in a group that is itself turned or mirrored.
pub fn is_in_turned_group(picture: Node<'_>) -> bool {
    picture.ancestors().filter(|node| node.tag_name().name() == "grpSp").any(|group| {
        let properties = elements(group).find(|node| node.tag_name().name() == "grpSpPr");
        properties.and_then(|p| child(p, "xfrm")).is_some_and(|place| {
            number::<i64>(place, "rot").is_some_and(|rot| rot != 0)
                || ["flipH", "flipV"]
                    .iter()
                    .any(|name| matches!(attr(place, name), Some("1" | "true")))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    /// A picture of four quarters: red, green; blue, white.
    fn quarters(format: ImageFormat) -> Vec<u8> {
        let picture = RgbImage::from_fn(40, 20, |x, y| match (x < 20, y < 10) {
            (true, true) => Rgb([250, 0, 0]),
            (false, true) => Rgb([0, 250, 0]),
            (true, false) => Rgb([0, 0, 250]),
            (false, false) => Rgb([250, 250, 250]),
        });
        let picture = DynamicImage::from(picture);
        match format {
            ImageFormat::Jpeg => as_jpeg(&picture, Some(&[7; 70_000])).unwrap(),
            _ => as_png(&picture, Some(vec![7; 10])).unwrap(),
        }
    }

    fn read(xml: &str, name: &str) -> Retouch {
        let document = roxmltree::Document::parse(xml).unwrap();
        let found = document.descendants().find(|node| node.tag_name().name() == name);
        Retouch::of(found.unwrap())
    }

    fn corner(bytes: &[u8]) -> ([u32; 2], [u8; 3]) {
        let picture = image::load_from_memory(bytes).unwrap().to_rgb8();
        ([picture.width(), picture.height()], picture.get_pixel(1, 1).0)
    }

    #[test]
    fn what_a_document_says_is_done() {
        let blip = |effects: &str, rect: &str, place: &str| {
            format!(
                "<pic><blipFill><blip>{effects}</blip>{rect}</blipFill><spPr>{place}</spPr></pic>"
            )
        };
        let right = "<srcRect l='50000'/>";
        for (xml, size, color) in [
            (blip("", right, ""), [20, 20], [0, 250, 0]),
            (blip("", "<srcRect t='50000' r='-5000'/>", ""), [40, 10], [0, 0, 250]),
            (blip("", "", "<xfrm flipH='1'/>"), [40, 20], [0, 250, 0]),
            (blip("", "", "<xfrm rot='5400000'/>"), [20, 40], [0, 0, 250]),
            (blip("", right, "<xfrm rot='10800000' flipV='1'/>"), [20, 20], [0, 250, 0]),
            (blip("<grayscl/>", "", ""), [40, 20], [53, 53, 53]),
            (blip("<lum bright='20000'/>", "", ""), [40, 20], [255, 51, 51]),
        ] {
            let retouch = read(&xml, "blip");
            assert!(!retouch.is_none() && !retouch.has_more(), "{xml}");
            for format in [ImageFormat::Png, ImageFormat::Jpeg] {
                let (got, pixel) = corner(&retouch.apply(&quarters(format)).unwrap());
                let near = pixel.iter().zip(color).all(|(a, b)| a.abs_diff(b) < 8);
                assert!(got == size && near, "{xml}: {got:?} {pixel:?}");
            }
        }
        assert!(read(&blip("", "", "<xfrm rot='300000'/>"), "blip").has_more());
        assert!(read(&blip("", "", "<prstGeom prst='ellipse'/>"), "blip").has_more());
        assert!(read(&blip("", "<srcRect l='60000' r='60000'/>", ""), "blip").has_more());
        assert!(read(&blip("", "", "<prstGeom prst='rect'/>"), "blip").is_none());
    }

    #[test]
    fn old_drawings_say_it_otherwise() {
        let xml = "<shape style='width:9pt;rotation:-90;flip:x'><imagedata croptop='32768f' cropleft='25%' grayscale='t'/></shape>";
        let retouch = read(xml, "imagedata");
        let wanted = Retouch {
            crop: [0.25, 0.5, 0.0, 0.0],
            flip: [true, false],
            turns: 3,
            grey: true,
            ..Retouch::default()
        };
        assert_eq!(retouch, wanted);
    }

    #[test]
    fn colours_keep_their_profile() {
        let retouch = Retouch { turns: 2, ..Retouch::default() };
        for format in [ImageFormat::Jpeg, ImageFormat::Png] {
            let bytes = retouch.apply(&quarters(format)).unwrap();
            let reader = ImageReader::new(Cursor::new(&bytes)).with_guessed_format().unwrap();
            let profile = reader.into_decoder().unwrap().icc_profile().unwrap().unwrap();
            assert!(profile.iter().all(|byte| *byte == 7) && profile.len() >= 10);
        }
        assert_eq!(retouch.apply(b"<svg/>"), None);
        assert_eq!(retouch.apply(b"\xff\xd8\xff"), None);
    }
}
