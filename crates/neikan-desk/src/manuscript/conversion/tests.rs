//! Pictures of every kind, made here or by `heif-enc` and `cwebp` (`tests/fixtures/pictures`).

use std::io::Cursor;
use std::time::{Duration, Instant};

use ::tiff::encoder::{TiffEncoder, colortype};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use moxcms::ColorProfile;
use proptest::prelude::*;

use super::super::profiles::{Profile, components};
use super::*;

/// What no picture may reveal.
const SECRET: &str = "SECRET";

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/pictures/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

fn taken(bytes: Vec<u8>) -> Taken {
    Converter::default().take(bytes).unwrap()
}

fn refused(bytes: Vec<u8>) -> &'static str {
    Converter::default().take(bytes).unwrap_err().rule
}

/// The rules of the findings about a picture, without that about the conversion itself.
fn told(taken: &Taken) -> Vec<&'static str> {
    let mut told = taken.told("images/a.jpg").into_iter();
    assert_eq!(told.next().unwrap().rule, "picture-converted");
    told.map(|finding| finding.rule).collect()
}

fn pixels(taken: &Taken) -> RgbaImage {
    image::load_from_memory(&taken.bytes).unwrap().into_rgba8()
}

fn near(pixel: &Rgba<u8>, wanted: [u8; 3], by: u8) -> bool {
    pixel.0.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= by)
}

fn tells(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
}

const RED: [u8; 3] = [220, 30, 30];
const BLUE: [u8; 3] = [30, 30, 220];

/// A photograph, as far as a formula can make one: soft, with noise.
fn photograph(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let noise = (x * 7919 + y * 104_729) % 13;
        let part = |a: u32, b: u32| ((x * a + y * b) / 8 % 200 + noise * 3) as u8;
        Rgb([part(3, 1), part(1, 2), part(2, 3)])
    })
}

fn written(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The bars of the drawing that many fixtures show: four above, four below.
const BARS: [[u8; 3]; 8] =
    [[8; 3], [32; 3], [128; 3], [224; 3], [245; 3], [200, 40, 40], [40, 160, 60], [40, 60, 190]];

/// Whether the bars of a picture have the tones of the drawing, in colours or grey.
fn has_bars(name: &str, taken: &Taken, by: u8, color: bool) {
    let pixels = pixels(taken);
    let [wide, high] = [taken.width / 4, taken.height / 2];
    for (at, mut wanted) in BARS.into_iter().enumerate() {
        let [r, g, b] = wanted.map(u32::from);
        if !color {
            wanted = [((299 * r + 587 * g + 114 * b + 500) / 1000) as u8; 3];
        }
        let (column, row) = (at as u32 % 4, at as u32 / 4);
        let pixel = pixels.get_pixel(column * wide + wide / 2, row * high + high / 2);
        assert!(near(pixel, wanted, by), "{name} {at}: {pixel:?}, not {wanted:?}");
    }
}

#[test]
fn tones_of_a_heic_are_those_of_the_picture() {
    for name in ["bars.heic", "limited.heic"] {
        let taken = taken(fixture(name));
        assert_eq!((taken.width, taken.height, taken.came), (96, 64, Some(Kind::Heic)));
        has_bars(name, &taken, 6, true);
        assert_eq!(Profile::of(&taken.bytes), Profile::None, "{name}");
    }
}

#[test]
fn tones_of_an_avif_are_those_of_the_picture() {
    let cases = [
        ("bars", (96, 64), 6),
        ("odd", (95, 63), 6),
        ("grey", (96, 64), 3),
        ("lossless", (96, 64), 0),
    ];
    for (name, size, by) in cases {
        let taken = taken(fixture(&format!("avif/{name}.avif")));
        assert_eq!((taken.width, taken.height, taken.came), (size.0, size.1, Some(Kind::Avif)));
        has_bars(name, &taken, by, name != "grey");
        assert_eq!(Profile::of(&taken.bytes), Profile::None, "{name}");
        assert!(told(&taken).is_empty(), "{name}");
    }
    let tiles = taken(fixture("avif/tiles.avif"));
    assert_eq!((tiles.width, tiles.height), (128, 128));
    for (at, wanted) in [(0, BARS[0]), (1, BARS[2]), (2, BARS[4]), (3, BARS[6])] {
        let pixels = pixels(&tiles);
        let pixel = pixels.get_pixel(at % 2 * 64 + 32, at / 2 * 64 + 32);
        assert!(near(pixel, wanted, 4), "{at}: {pixel:?}");
    }
    let photo = taken(fixture("photo.avif"));
    assert_eq!((photo.format, photo.width, photo.height), (Format::Jpeg, 160, 120));
}

#[test]
fn an_avif_stands_upright_in_its_colours_without_what_is_cropped() {
    let corners = |name: &str| {
        let taken = taken(fixture(&format!("avif/{name}.avif")));
        let pixels = pixels(&taken);
        let red = |x: u32, y: u32| {
            near(pixels.get_pixel(x * (taken.width - 1), y * (taken.height - 1)), RED, 8)
        };
        ((taken.width, taken.height), [red(0, 0), red(1, 0), red(0, 1)])
    };
    assert_eq!(corners("rotated"), ((64, 96), [true, true, false]));
    assert_eq!(corners("mirrored"), ((96, 64), [false, true, false]));
    assert_eq!(corners("cropped"), ((24, 20), [true, false, true]));
    let Profile::Icc(icc) = Profile::of(&taken(fixture("avif/p3.avif")).bytes) else { panic!() };
    let read = ColorProfile::new_from_slice(&icc).unwrap();
    let known = ColorProfile::new_display_p3();
    assert!((read.red_colorant.x - known.red_colorant.x).abs() < 0.001);
    assert_eq!(refused(fixture("avif/pq.avif")), "picture-hdr");
}

#[test]
fn holes_depth_and_frames_of_an_avif_are_kept_or_told() {
    for name in ["alpha", "multiplied"] {
        let clear = taken(fixture(&format!("avif/{name}.avif")));
        assert_eq!(clear.format, Format::Png, "{name}");
        let seen = pixels(&clear);
        let hole = |x: u32, y: u32| seen.get_pixel(x, y)[3];
        assert!(hole(48, 32) < 4 && hole(4, 4) > 251, "{name}");
        assert!(hole(92, 4).abs_diff(128) < 4, "{name}: {}", hole(92, 4));
        assert!(near(seen.get_pixel(92, 4), BLUE, 8), "{name}: {:?}", seen.get_pixel(92, 4));
    }
    let deep = taken(fixture("avif/deep.avif"));
    assert_eq!(told(&deep), ["picture-depth"]);
    assert!(near(pixels(&deep).get_pixel(4, 4), RED, 4));
    let moving = taken(fixture("avif/moving.avif"));
    assert_eq!(told(&moving), ["picture-first"]);
    assert_eq!(moving.told("x")[1].args["count"], "3");
    assert!(near(pixels(&moving).get_pixel(4, 4), RED, 8));
}

#[test]
fn a_broken_avif_is_refused() {
    let whole = fixture("avif/alpha.avif");
    for end in 0..whole.len() {
        // A picture whose transparency alone is cut off may still be read.
        if let Err(fault) = Converter::default().take(whole[..end].to_vec()) {
            let known = ["picture-broken", "picture-format", "picture-unfit"];
            assert!(known.contains(&fault.rule), "{end}: {}", fault.rule);
        }
    }
    assert_eq!(refused(whole[..whole.len() / 2].to_vec()), "picture-broken");
    // A frame that is larger than the container says.
    let mut small = fixture("avif/bars.avif");
    let at = small.windows(4).position(|name| name == b"ispe").unwrap();
    small[at + 8..at + 16].copy_from_slice(&[0, 0, 0, 8, 0, 0, 0, 8]);
    assert_eq!(refused(small), "picture-broken");
    let mut vast = fixture("avif/bars.avif");
    vast[at + 8..at + 16].copy_from_slice(&[0, 0, 255, 255, 0, 0, 255, 255]);
    assert_eq!(refused(vast), "picture-large");
}

#[test]
fn colours_by_number_become_a_profile() {
    let Profile::Icc(icc) = Profile::of(&taken(fixture("p3.heic")).bytes) else { panic!() };
    let read = ColorProfile::new_from_slice(&icc).unwrap();
    let known = ColorProfile::new_display_p3();
    assert!((read.red_colorant.x - known.red_colorant.x).abs() < 0.001);
    assert_eq!(refused(fixture("pq.heic")), "picture-hdr");
}

#[test]
fn a_heic_stands_upright() {
    let halves = |name| {
        let taken = taken(fixture(name));
        assert!(!tells(&taken.bytes), "{name}");
        let pixels = pixels(&taken);
        let corner =
            |x: u32, y: u32| pixels.get_pixel(x * (taken.width - 1), y * (taken.height - 1)).0;
        ((taken.width, taken.height), corner(0, 0)[0] > 128, corner(1, 0)[0] > 128)
    };
    assert_eq!(halves("rotated.heic"), ((64, 96), true, true));
    assert_eq!(halves("mirrored.heic"), ((96, 64), false, true));
    assert_eq!(halves("remembered.heic"), ((96, 64), true, false));
}

#[test]
fn holes_depth_and_more_pictures_are_kept_or_told() {
    let clear = taken(fixture("alpha.heic"));
    assert_eq!(clear.format, Format::Png);
    let seen = pixels(&clear);
    assert_eq!((seen.get_pixel(48, 32)[3], seen.get_pixel(2, 2)[3]), (0, 255));
    assert_eq!(told(&taken(fixture("deep.heic"))), ["picture-depth"]);
    let two = taken(fixture("two.heic"));
    assert_eq!((told(&two), two.width), (vec!["picture-first"], 96));
    assert_eq!(two.told("x")[1].args["count"], "2");
}

#[test]
fn a_heic_of_tiles_with_a_profile_is_the_photograph() {
    let source = photograph(1100, 700);
    let icc = ColorProfile::new_display_p3().encode().unwrap();
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x0f\0\x02\0\0\0\x0e\0\0\0\x1a\0\0\0\0".to_vec();
    exif.extend(b"SECRET-CAMERA\0");
    let picture = heifer::Image {
        width: 1100,
        height: 700,
        bit_depth: 8,
        has_alpha: false,
        data: source.pixels().flat_map(|p| [p[0], p[1], p[2], 255].map(u16::from)).collect(),
    };
    let metadata = heifer::Metadata { exif: Some(exif), xmp: None, icc_profile: Some(icc.clone()) };
    let options = heifer::EncodeOptions { quality: 95, ..Default::default() };
    let heic = heifer::encode_with_metadata(&picture, &metadata, &options).unwrap();
    assert!(tells(&heic));
    let taken = taken(heic);
    assert_eq!((taken.format, taken.width, taken.height), (Format::Jpeg, 1100, 700));
    assert!(!tells(&taken.bytes));
    assert_eq!(Profile::of(&taken.bytes), Profile::Icc(icc));
    let seen = pixels(&taken);
    let wrong: u64 = source
        .pixels()
        .zip(seen.pixels())
        .flat_map(|(a, b)| (0..3).map(move |at| u64::from(a[at].abs_diff(b[at]))))
        .sum();
    let mean = wrong as f64 / f64::from(1100 * 700 * 3);
    assert!(mean < 8.0, "{mean}");
}

#[test]
fn webp_is_a_photograph_that_stands_upright_and_does_not_move() {
    let photo = taken(fixture("photo.webp"));
    assert_eq!((photo.format, photo.width, photo.height), (Format::Jpeg, 160, 120));
    assert!(told(&photo).is_empty());
    let turned = taken(fixture("turned.webp"));
    assert_eq!((turned.width, turned.height), (64, 96));
    assert!(!tells(&turned.bytes) && near(pixels(&turned).get_pixel(60, 4), RED, 12));
    let moving = taken(fixture("moving.webp"));
    assert_eq!(
        (told(&moving), moving.told("x")[1].args["count"].as_str()),
        (vec!["picture-first"], "3")
    );
    assert!(near(pixels(&moving).get_pixel(45, 28), RED, 12));
}

#[test]
fn a_gif_shows_its_first_picture_and_keeps_its_hole() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for frame in 0..4 {
        let picture = RgbaImage::from_fn(40, 30, |x, _| match (frame, x) {
            (0, 0..10) => Rgba([0, 0, 0, 0]),
            (0, _) => Rgba([220, 30, 30, 255]),
            _ => Rgba([30, 30, 220, 255]),
        });
        encoder.encode_frame(image::Frame::new(picture)).unwrap();
    }
    drop(encoder);
    let moving = taken(bytes);
    assert_eq!((moving.format, told(&moving)), (Format::Png, vec!["picture-first"]));
    assert_eq!(moving.told("x")[1].args["count"], "4");
    let seen = pixels(&moving);
    assert_eq!(seen.get_pixel(3, 3)[3], 0);
    assert_eq!(seen.get_pixel(30, 3).0, [220, 30, 30, 255]);
}

#[test]
fn photographs_become_jpegs_and_drawings_pngs() {
    let drawing = RgbImage::from_fn(300, 200, |x, y| match (x / 40 + y / 30) % 3 {
        0 => Rgb([255, 255, 255]),
        1 => Rgb(RED),
        _ => Rgb([(y % 30) as u8, 0, 90]),
    });
    for format in [ImageFormat::Bmp, ImageFormat::WebP, ImageFormat::Tiff] {
        let photo = taken(written(photograph(300, 200), format));
        assert_eq!(
            (photo.format, photo.width, photo.height),
            (Format::Jpeg, 300, 200),
            "{format:?}"
        );
        assert_eq!(jpeg_sampling(&photo.bytes), [0x11; 3]);
        let drawn = taken(written(drawing.clone(), format));
        assert_eq!(drawn.format, Format::Png, "{format:?}");
        assert_eq!(image::load_from_memory(&drawn.bytes).unwrap().into_rgb8(), drawing);
    }
    let grey = DynamicImage::from(photograph(300, 200)).into_luma8();
    let grey = taken(written(grey, ImageFormat::Tiff));
    assert_eq!((grey.format, components(&grey.bytes)), (Format::Jpeg, Some(1)));
    let seen = DynamicImage::from(photograph(300, 200)).into_luma8();
    let greys = RgbImage::from_fn(300, 200, |x, y| Rgb([seen.get_pixel(x, y)[0]; 3]));
    assert_eq!(taken(written(greys, ImageFormat::Bmp)).format, Format::Jpeg);
}

/// The sampling factors in the frame header of a JPEG (ITU-T T.81, B.2.2).
fn jpeg_sampling(bytes: &[u8]) -> [u8; 3] {
    let at = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    [bytes[at + 11], bytes[at + 14], bytes[at + 17]]
}

#[test]
fn what_can_be_printed_goes_through_as_it_is() {
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>"#;
    let jpeg = taken(written(photograph(64, 48), ImageFormat::Bmp)).bytes;
    for bytes in [jpeg, written(photograph(64, 48), ImageFormat::Png), svg.to_vec()] {
        let same = taken(bytes.clone());
        assert_eq!((same.came, &same.bytes), (None, &bytes));
        assert!(same.told("x").is_empty());
    }
    assert_eq!(refused(b"hello".to_vec()), "picture-format");
    assert_eq!(refused(b"\xff\xd8\xff\xe0".to_vec()), "picture-broken");
    assert_eq!(refused(b"8BPS\0\x01".to_vec()), "picture-unfit");
}

/// One value of a directory: tag, type (1 bytes, 3 short, 4 long), values.
type Entry = (u16, u16, Vec<u32>);

/// A TIFF of one uncompressed strip.
fn tiff_of(
    size: [u32; 2],
    photometric: u32,
    bits: &[u32],
    strip: &[u8],
    more: &[Entry],
) -> Vec<u8> {
    let strips = if more.iter().any(|(tag, ..)| *tag == 284) { bits.len() as u32 } else { 1 };
    let each = strip.len() as u32 / strips;
    let mut entries: Vec<Entry> = vec![
        (256, 4, vec![size[0]]),
        (257, 4, vec![size[1]]),
        (258, 3, bits.to_vec()),
        (259, 3, vec![1]),
        (262, 3, vec![photometric]),
        (273, 4, (0..strips).map(|at| 8 + at * each).collect()),
        (277, 3, vec![bits.len() as u32]),
        (278, 4, vec![size[1]]),
        (279, 4, vec![each; strips as usize]),
    ];
    entries.retain(|(tag, ..)| more.iter().all(|(other, ..)| other != tag));
    entries.extend(more.to_vec());
    entries.sort();
    let mut out = b"II*\0".to_vec();
    let ifd = (8 + strip.len()).next_multiple_of(2);
    out.extend((ifd as u32).to_le_bytes());
    out.extend(strip);
    out.resize(ifd, 0);
    let mut behind = Vec::new();
    let end = ifd + 2 + entries.len() * 12 + 4;
    out.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, values) in &entries {
        let mut data: Vec<u8> = values
            .iter()
            .flat_map(|value| match kind {
                1 => vec![*value as u8],
                3 => (*value as u16).to_le_bytes().to_vec(),
                _ => value.to_le_bytes().to_vec(),
            })
            .collect();
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend((values.len() as u32).to_le_bytes());
        if data.len() > 4 {
            let place = ((end + behind.len()) as u32).to_le_bytes();
            data.resize(data.len().next_multiple_of(2), 0);
            behind.extend(std::mem::replace(&mut data, place.to_vec()));
        }
        data.resize(4, 0);
        out.extend(data);
    }
    out.extend([0; 4]);
    out.extend(behind);
    out
}

fn as_bytes(values: &[u8]) -> Vec<u32> {
    values.iter().map(|byte| u32::from(*byte)).collect()
}

/// The inks of a JPEG, 255 for full ink.
fn inks(taken: &Taken) -> Vec<u8> {
    let size = [taken.width as usize, taken.height as usize];
    let values = neikan_base::jpeg::decode(&taken.bytes, 4, size).unwrap();
    values.into_iter().map(|value| !value).collect()
}

#[test]
fn a_tiff_of_inks_keeps_them_and_their_profile() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../layouts/press/fogra39l-coated.icc");
    let icc = std::fs::read(path).unwrap();
    let pixels = [200_u8, 40, 10, 80].repeat(64 * 48);
    let profile = (34_675, 1, as_bytes(&icc));
    let inked = taken(tiff_of([64, 48], 5, &[8; 4], &pixels, std::slice::from_ref(&profile)));
    assert_eq!((inked.format, components(&inked.bytes)), (Format::Jpeg, Some(4)));
    assert_eq!(Profile::of(&inked.bytes), Profile::Icc(icc));
    let close = |all: &[u8], wanted: [u8; 4]| {
        all.as_chunks::<4>().0.iter().all(|p| p.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 2))
    };
    assert!(close(&inks(&inked), [200, 40, 10, 80]));
    // Separate planes, one after another.
    let planes: Vec<u8> = [200_u8, 40, 10, 80].iter().flat_map(|ink| vec![*ink; 64 * 48]).collect();
    let planes = taken(tiff_of([64, 48], 5, &[8; 4], &planes, &[(284, 3, vec![2])]));
    assert!(close(&inks(&planes), [200, 40, 10, 80]));
    // Half covered: half of the ink, reported; 16 bits, reported.
    let covered = [200_u8, 40, 10, 80, 128].repeat(64 * 48);
    let covered = taken(tiff_of([64, 48], 5, &[8; 5], &covered, &[(338, 3, vec![2])]));
    assert_eq!(told(&covered), ["picture-flattened"]);
    assert!(close(&inks(&covered), [100, 20, 5, 40]));
    let deep: Vec<u8> =
        [51_400_u16, 10_280, 2570, 20_560].iter().flat_map(|v| v.to_le_bytes()).collect();
    let deep = taken(tiff_of([64, 48], 5, &[16; 4], &deep.repeat(64 * 48), &[]));
    assert_eq!(told(&deep), ["picture-depth"]);
    assert!(close(&inks(&deep), [200, 40, 10, 80]));
}

#[test]
fn a_tiff_is_read_in_its_forms() {
    // Rows of one bit, white for 0; the first pixel is black.
    let fax = taken(tiff_of([12, 2], 0, &[1], &[0x80, 0, 0xff, 0xf0], &[]));
    let seen = pixels(&fax);
    assert_eq!(
        [(0, 0), (1, 0), (0, 1), (11, 1)].map(|(x, y)| seen.get_pixel(x, y)[0]),
        [0, 255, 0, 0]
    );
    // Sixteen greys.
    let greys = taken(tiff_of([4, 1], 1, &[4], &[0x07, 0xf1], &[]));
    let seen = pixels(&greys);
    assert_eq!([0, 1, 2, 3].map(|x| seen.get_pixel(x, 0)[0]), [0, 119, 255, 17]);
    // Turned by 90 degrees.
    let half: Vec<u8> = (0..96 * 64).flat_map(|at| if at % 96 < 48 { RED } else { BLUE }).collect();
    let turned = taken(tiff_of([96, 64], 2, &[8; 3], &half, &[(274, 3, vec![6])]));
    assert_eq!((turned.width, turned.height), (64, 96));
    assert!(near(pixels(&turned).get_pixel(60, 4), RED, 2));
    // Colours premultiplied with alpha.
    let soft = [110_u8, 15, 15, 128].repeat(96 * 64);
    let soft = taken(tiff_of([96, 64], 2, &[8; 4], &soft, &[(338, 3, vec![1])]));
    assert_eq!((soft.format, pixels(&soft).get_pixel(3, 3).0), (Format::Png, [219, 29, 29, 128]));
    // YCbCr, uncompressed: red.
    let codes = [(277, 3, vec![3]), (530, 3, vec![1, 1])];
    let coded = taken(tiff_of([16, 16], 6, &[8; 3], &[76, 85, 255].repeat(256), &codes));
    assert!(near(pixels(&coded).get_pixel(8, 8), [254, 0, 0], 3));
}

#[test]
fn a_tiff_with_pages_packed_by_lzw_gives_the_first() {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder =
        TiffEncoder::new(&mut bytes).unwrap().with_compression(::tiff::encoder::Compression::Lzw);
    let first = photograph(120, 90);
    encoder.write_image::<colortype::RGB8>(120, 90, &first).unwrap();
    encoder.write_image::<colortype::Gray8>(10, 10, &[9; 100]).unwrap();
    encoder.write_image::<colortype::Gray8>(10, 10, &[9; 100]).unwrap();
    let pages = taken(bytes.into_inner());
    assert_eq!((pages.width, told(&pages)), (120, vec!["picture-first"]));
    assert_eq!(pages.told("x")[1].args["count"], "3");
    assert!(near(pixels(&pages).get_pixel(50, 50), first.get_pixel(50, 50).0, 12));
}

#[test]
fn what_a_tiff_cannot_be_is_said() {
    let raw = tiff_of([4, 4], 2, &[8; 3], &[0; 48], &[(254, 4, vec![1])]);
    assert_eq!(refused(raw), "picture-unfit");
    let lab = tiff_of([4, 4], 8, &[8; 3], &[0; 48], &[]);
    assert_eq!(refused(lab), "picture-form");
    let floats = tiff_of([4, 4], 1, &[32], &[0; 64], &[(339, 3, vec![3])]);
    assert_eq!(refused(floats), "picture-form");
    let bomb = tiff_of([60_000, 60_000], 2, &[8; 3], &[0; 48], &[]);
    assert_eq!(refused(bomb), "picture-large");
    for wrong in
        [(279, 4, vec![1 << 30]), (273, 4, vec![1 << 30]), (278, 4, vec![0]), (257, 4, vec![400])]
    {
        assert_eq!(refused(tiff_of([4, 4], 2, &[8; 3], &[0; 48], &[wrong])), "picture-broken");
    }
}

/// Replaces the first occurrence of some bytes.
fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    bytes[at..at + to.len()].copy_from_slice(to);
    bytes
}

#[test]
fn sizes_that_no_memory_holds_are_refused_before_anything_is_decoded() {
    let begun = Instant::now();
    let huge = [60_000_u32.to_be_bytes(), 60_000_u32.to_be_bytes()].concat();
    let size = [&b"ispe\0\0\0\0"[..], &96_u32.to_be_bytes(), &64_u32.to_be_bytes()].concat();
    let heic = patched(fixture("bars.heic"), &size, &[&size[..8], &huge].concat());
    assert_eq!(refused(heic), "picture-large");
    let gif = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x01\0\0;".to_vec();
    assert_eq!(refused(gif), "picture-large");
    // A small screen, and a frame that is larger.
    let frame = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x01\0\0;".to_vec();
    assert_eq!(refused(frame), "picture-broken");
    let webp = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0".to_vec();
    assert!(["picture-large", "picture-broken"].contains(&refused(webp)));
    let mut bmp = written(photograph(8, 8), ImageFormat::Bmp);
    bmp[18..22].copy_from_slice(&60_000_i32.to_le_bytes());
    bmp[22..26].copy_from_slice(&60_000_i32.to_le_bytes());
    assert!(["picture-large", "picture-broken"].contains(&refused(bmp)));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

/// A box of a container.
fn part(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes(), name.as_slice(), body].concat()
}

#[test]
fn a_film_of_pictures_without_a_main_one_is_named() {
    let head = part(b"ftyp", b"hevc\0\0\0\0msf1hevc");
    assert_eq!(refused([head.clone(), part(b"moov", &[0; 64])].concat()), "picture-sequence");
    assert_eq!(refused(head), "picture-broken");
}

#[test]
fn a_container_with_too_many_items_is_refused_at_once() {
    let begun = Instant::now();
    let item = part(b"infe", b"\x02\0\0\0\0\x01\0\0hvc1\0");
    let infos = [&b"\0\0\0\0\xff\xff"[..], &item.repeat(65_535)].concat();
    let meta = [&[0; 4][..], &part(b"iinf", &infos)].concat();
    let file = [part(b"ftyp", b"heic\0\0\0\0mif1heic"), part(b"meta", &meta)].concat();
    assert_eq!(refused(file), "picture-broken");
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn a_point_and_a_panorama_are_pictures() {
    for format in [ImageFormat::Bmp, ImageFormat::WebP, ImageFormat::Tiff, ImageFormat::Gif] {
        let point = taken(written(RgbImage::from_pixel(1, 1, Rgb(RED)), format));
        assert_eq!((point.width, point.height), (1, 1), "{format:?}");
    }
    let point = heifer::encode_rgb8(1, 1, &RED, &heifer::EncodeOptions::default()).unwrap();
    assert_eq!(taken(point).width, 1);
    let wide = taken(written(photograph(30_000, 40), ImageFormat::Bmp));
    assert_eq!((wide.width, wide.height), (30_000, 40));
    let wider = taken(written(photograph(70_000, 8), ImageFormat::Tiff));
    assert_eq!((wider.format, wider.width), (Format::Png, 70_000));
}

#[test]
fn what_is_converted_in_one_run_has_a_limit() {
    let mut converter = Converter { pixels: MOST };
    let bmp = written(photograph(8, 8), ImageFormat::Bmp);
    converter.take(bmp.clone()).unwrap();
    assert_eq!(converter.take(bmp).unwrap_err().rule, "picture-many");
    assert!(converter.take(written(photograph(8, 8), ImageFormat::Png)).is_ok());
}

/// A file of every kind that can be read.
fn every_kind() -> Vec<Vec<u8>> {
    let small = photograph(24, 16);
    let mut packed = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut packed).unwrap();
    encoder = encoder.with_compression(::tiff::encoder::Compression::Lzw);
    encoder.write_image::<colortype::RGB8>(24, 16, &small).unwrap();
    vec![
        fixture("bars.heic"),
        fixture("alpha.heic"),
        fixture("rotated.heic"),
        fixture("moving.webp"),
        fixture("turned.webp"),
        packed.into_inner(),
        tiff_of([8, 8], 5, &[8; 4], &[77; 256], &[(274, 3, vec![6])]),
        written(small.clone(), ImageFormat::Gif),
        written(small, ImageFormat::Bmp),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever happens to a file on the way: no panic, and what is accepted can be printed.
    #[test]
    fn broken_files_are_refused_or_read(
        kind in 0..9_usize,
        end in any::<prop::sample::Index>(),
        cut in any::<bool>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), 0..8_u8), 0..6),
    ) {
        let mut bytes = every_kind().swap_remove(kind);
        for (at, bit) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        let begun = Instant::now();
        match Converter::default().take(bytes) {
            Ok(taken) => {
                let (format, width, height) = recognise(&taken.bytes).unwrap();
                prop_assert_eq!((format, width, height), (taken.format, taken.width, taken.height));
            }
            Err(finding) => prop_assert!(finding.rule.starts_with("picture-")),
        }
        prop_assert!(begun.elapsed() < Duration::from_secs(20));
    }
}
