//! Stand-ins: tiny pictures that are laid out in the place of photographs.
//!
//! Laying out a page takes no more of a photograph than its proportions, its direction and its
//! resolution, but Typst decodes all its pixels, and keeps them. A stand-in has the same proportions,
//! direction and natural size in a few pixels, and the sum of its photograph, so that no two are
//! alike. Each edition puts its own version of the photograph in its place.

use image::metadata::Orientation;

use super::bare::{orientation, segment};
use super::pictures::{Format, PictureFile};
use neikan_base::hash::sha256;
use neikan_base::jpeg::{self, Coding, Components};

/// The longest edge of a stand-in, px. Most proportions of cameras are fractions of whole numbers up to
/// this, or differ from one by less than 0.001 %.
const EDGE: u64 = 512;
/// The resolution of a picture that tells none, ppi.
const USUAL: u64 = 72;
/// The shortest photograph that a stand-in is made for, px in all: of smaller ones little is gained.
const LEAST: u64 = 1 << 16;

/// The stand-in of a photograph that is bare ([`super::bare`]); `None` for what is laid out as it is:
/// drawings, lossless pictures, small ones, and those of extreme proportions.
pub fn of(file: &PictureFile) -> Option<Vec<u8>> {
    if file.format != Format::Jpeg {
        return None;
    }
    let [width, height] = jpeg::head(&file.bytes)?.size.map(|side| side as u64);
    let (across, down) = fraction(width, height).filter(|_| width * height > LEAST)?;
    let samples = vec![128; (across * down) as usize];
    let coding = Coding { quality: 50, half_color: false, progressive: false };
    let size = [across as usize, down as usize];
    let coded = jpeg::encode(size, Components::Gray, coding, &samples).ok()?;
    let head = exif(orientation(&file.bytes), resolution(&file.bytes, (width, across))?);
    let sum = segment(0xfe, sha256(&file.bytes).as_bytes());
    Some([&coded[..2], &segment(0xe1, &head), &sum, &coded[2..]].concat())
}

/// The fraction nearest to a proportion whose parts are at most [`EDGE`], from its continued fraction;
/// `None` if there is none that is near.
fn fraction(width: u64, height: u64) -> Option<(u64, u64)> {
    let (mut before, mut last) = ((0, 1), (1, 0));
    let (mut rest, mut part) = (width, height);
    while part > 0 {
        let whole = rest / part;
        let next = (whole * last.0 + before.0, whole * last.1 + before.1);
        if next.0.max(next.1) > EDGE {
            break;
        }
        (before, last) = (last, next);
        (rest, part) = (part, rest % part);
    }
    let near = |(across, down): &(u64, u64)| {
        (across * height).abs_diff(down * width) * 100_000 <= width * down.max(&1)
    };
    Some(last).filter(|(across, down)| *across > 0 && *down > 0).filter(near)
}

/// The resolution of a stand-in, pixels per inch as a fraction: that of its photograph, as many times
/// as it is smaller.
fn resolution(bytes: &[u8], (old, new): (u64, u64)) -> Option<[u32; 2]> {
    let (inches, hundredths) = match density(bytes) {
        Some((1, dots)) => (dots, 100),
        Some((2, dots)) => (dots, 254),
        _ => (USUAL, 100),
    };
    let (mut top, mut bottom) = (inches * hundredths * new, old * 100);
    let common = divisor(top, bottom);
    (top, bottom) = (top / common, bottom / common);
    Some([top.try_into().ok()?, bottom.try_into().ok()?])
}

/// The unit, 1 for inches and 2 for centimetres, and the dots of each that a JFIF states, where it is
/// stated first (ITU-T T.871, 10.1).
fn density(bytes: &[u8]) -> Option<(u8, u64)> {
    let jfif = bytes.strip_prefix(&[0xff, 0xd8, 0xff, 0xe0])?;
    let jfif = jfif.get(2..)?.strip_prefix(b"JFIF\0\x01")?;
    let &[_, unit, x, y, z, w, ..] = jfif else { return None };
    let dots = u16::from_be_bytes([x, y]).max(u16::from_be_bytes([z, w]));
    (dots > 0).then_some((unit, dots.into()))
}

fn divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a.max(1) } else { divisor(b, a % b) }
}

/// Exif that states the direction and the resolution in inches (CIPA DC-008, 4.6.4): four entries,
/// and the resolution behind them.
fn exif(turned: Orientation, resolution: [u32; 2]) -> Vec<u8> {
    const AFTER: u8 = 8 + 2 + 4 * 12 + 4;
    let mut out = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x04".to_vec();
    out.extend([1, 0x12, 0, 3, 0, 0, 0, 1, 0, turned.to_exif(), 0, 0]);
    for tag in [0x1a, 0x1b] {
        out.extend([1, tag, 0, 5, 0, 0, 0, 1, 0, 0, 0, AFTER]);
    }
    out.extend([1, 0x28, 0, 3, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0]);
    out.extend(resolution.into_iter().flat_map(u32::to_be_bytes));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proportions_are_kept() {
        assert_eq!(fraction(4000, 3000), Some((4, 3)));
        assert_eq!(fraction(2, 5), Some((2, 5)));
        for (width, height) in [(3000, 1997), (2731, 1823), (512, 511)] {
            let (across, down) = fraction(width, height).unwrap();
            assert!(across.max(down) <= EDGE);
            let ratio = (across * height) as f64 / (down * width) as f64;
            assert!((ratio - 1.0).abs() < 1e-5, "{width} × {height}: {across} × {down}");
        }
        // A photograph whose proportions no such fraction is near to is laid out itself.
        assert_eq!(fraction(6000, 4001), None);
        assert_eq!(fraction(40_000, 7), None);
    }

    #[test]
    fn a_stand_in_has_the_natural_size_of_its_photograph() {
        for (density, wanted) in
            [(None, 72.0), (Some([1, 1, 44]), 300.0), (Some([2, 0, 118]), 299.72)]
        {
            let samples = vec![90; 1200 * 800];
            let coding = Coding { quality: 50, half_color: false, progressive: false };
            let mut bytes = jpeg::encode([1200, 800], Components::Gray, coding, &samples).unwrap();
            let [unit, high, low] = density.unwrap_or_default();
            (bytes[13], bytes[14], bytes[15], bytes[16], bytes[17]) = (unit, high, low, high, low);
            let bytes: std::sync::Arc<[u8]> = bytes.into();
            let path = "x".into();
            let file = PictureFile {
                path,
                format: Format::Jpeg,
                width: 1200,
                height: 800,
                bytes,
                texts: Vec::new(),
            };
            let made = of(&file).unwrap();
            assert_eq!(jpeg::head(&made).unwrap().size, [3, 2]);
            let exif = exif::Reader::new();
            let exif = exif.read_from_container(&mut std::io::Cursor::new(&made)).unwrap();
            let field = exif.get_field(exif::Tag::XResolution, exif::In::PRIMARY).unwrap();
            let exif::Value::Rational(rational) = &field.value else { panic!() };
            let inches = 3.0 / rational[0].to_f64();
            assert!((inches - 1200.0 / wanted).abs() < 1e-9 * inches, "{inches}");
            assert!(made.windows(64).any(|part| part == sha256(&file.bytes).as_bytes()));
        }
    }
}
