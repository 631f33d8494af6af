//! Pictures in the press edition: profile, size, direction, ink, and the cache.

use crate::common;
use crate::common::prepress;

use std::io::Cursor;
use std::path::Path;

use common::judging::judge;
use image::{Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder};
use lopdf::content::Content;
use lopdf::{Document, Object, Stream, dictionary};
use moxcms::ColorProfile;
use neikan::diagnostic::Failure;
use neikan_press::Job;
use pdfx_preflight::Standard;
use prepress::{drawn, press, typeset};

fn job() -> Job {
    Job {
        title: "试".to_owned(),
        identifier: "test".to_owned(),
        date: "2026-02-05".parse().unwrap(),
        bleed: 0.0,
        standard: None,
        colors: Vec::new(),
        rich_black: None,
        inks: neikan_press::Inks::default(),
        folds: Vec::new(),
        sum: String::new(),
        originals: neikan_press::Originals::new(),
    }
}

/// A picture as Typst writes it: a stream with the samples and what is said of them.
fn picture(document: &mut Document, sides: (u32, u32), space: Object, samples: &[u8]) -> Stream {
    let own = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => sides.0, "Height" => sides.1,
        "ColorSpace" => space, "BitsPerComponent" => 8,
    };
    let mut stream = Stream::new(own, samples.to_vec());
    if samples.starts_with(&[0xff, 0xd8]) {
        stream.dict.set("Filter", "DCTDecode");
    }
    let _ = &document;
    stream
}

/// A page of 200 pt that draws a picture at sizes in pt.
fn page(mut document: Document, picture: Stream, sizes: &[(f32, f32)]) -> Vec<u8> {
    let picture = document.add_object(picture);
    let draw = |&(width, height): &(f32, f32)| format!("q {width} 0 0 {height} 9 9 cm /p Do Q\n");
    let content: String = sizes.iter().map(draw).collect();
    let resources = dictionary! { "XObject" => dictionary! { "p" => picture } };
    drawn(document, &content, resources)
}

fn pictures(pdf: &[u8]) -> Vec<Stream> {
    let document = Document::load_mem(pdf).unwrap();
    let streams = document.objects.into_values().filter_map(|object| match object {
        Object::Stream(stream) => Some(stream),
        _ => None,
    });
    let is_image = |stream: &Stream| {
        stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
    };
    streams.filter(is_image).collect()
}

fn finish(pdf: &[u8], standard: Standard) -> Vec<u8> {
    press().finish(pdf, &Job { standard: Some(standard), ..job() }).unwrap()
}

fn number(stream: &Stream, key: &[u8]) -> i64 {
    stream.dict.get(key).and_then(Object::as_i64).unwrap()
}

fn noise(width: u32, height: u32) -> Vec<u8> {
    let pixel = |at: u32| [(at * 7 % 251) as u8, (at * 13 % 241) as u8, (at / 3 % 239) as u8];
    (0..width * height).flat_map(pixel).collect()
}

#[test]
fn pictures_finer_than_450_ppi_are_scaled_to_360() {
    for (sizes, expected) in [
        // 400 px on 72 pt are 400 ppi; on 36 pt 800.
        (&[(72.0, 36.0)][..], (400, 200)),
        (&[(36.0, 18.0)], (180, 90)),
        // The larger of two placements decides, whatever their order.
        (&[(36.0, 18.0), (60.0, 30.0)], (300, 150)),
        (&[(60.0, 30.0), (36.0, 18.0)], (300, 150)),
        (&[(36.0, 18.0), (72.0, 36.0)], (400, 200)),
    ] {
        let mut document = Document::new();
        let photograph = picture(&mut document, (400, 200), "DeviceRGB".into(), &noise(400, 200));
        let made = pictures(&finish(&page(document, photograph, sizes), Standard::X4));
        let size = (number(&made[0], b"Width"), number(&made[0], b"Height"));
        assert_eq!(size, expected, "{sizes:?}");
    }
}

#[test]
fn a_placement_inside_forms_counts_with_their_matrices() {
    let mut document = Document::new();
    let photograph = picture(&mut document, (400, 200), "DeviceRGB".into(), &noise(400, 200));
    let photograph = document.add_object(photograph);
    let form = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 100.into(), 100.into()],
            "Matrix" => vec![0.5.into(), 0.into(), 0.into(), 0.5.into(), 0.into(), 0.into()],
            "Resources" => dictionary! { "XObject" => dictionary! { "p" => photograph } },
        },
        b"72 0 0 36 0 0 cm /p Do".to_vec(),
    );
    let form = document.add_object(form);
    let resources = dictionary! { "XObject" => dictionary! { "f" => form } };
    let pdf = drawn(document, "q 0.8 0 0 0.8 5 5 cm /f Do Q", resources);
    // 72 pt × 0.5 × 0.8: a thousand ppi.
    let made = pictures(&finish(&pdf, Standard::X4));
    assert_eq!(number(&made[0], b"Width"), 144);
}

#[test]
fn line_art_is_neither_scaled_nor_made_a_jpeg() {
    let mut document = Document::new();
    let lines: Vec<u8> = (0..400_usize * 200)
        .flat_map(|at| if at / 7 % 2 == 0 { [200, 0, 0] } else { [255; 3] })
        .collect();
    let art = picture(&mut document, (400, 200), "DeviceRGB".into(), &lines);
    let made = pictures(&finish(&page(document, art, &[(36.0, 18.0)]), Standard::X4));
    assert_eq!(number(&made[0], b"Width"), 400);
    assert_eq!(made[0].filters().unwrap(), [b"FlateDecode"]);
    let inks = made[0].get_plain_content().unwrap();
    let different: std::collections::BTreeSet<_> = inks.as_chunks::<4>().0.iter().collect();
    assert_eq!(different.len(), 2);
}

/// The ink of one flat colour with a profile.
fn flat(icc: Option<Vec<u8>>, components: i64, color: &[u8]) -> Vec<u8> {
    let mut document = Document::new();
    let space = match icc {
        None => "DeviceRGB".into(),
        Some(icc) => {
            let profile = Stream::new(dictionary! { "N" => components }, icc);
            let profile = document.add_object(profile);
            Object::Array(vec!["ICCBased".into(), profile.into()])
        }
    };
    let photograph = picture(&mut document, (16, 16), space, &color.repeat(256));
    let made = pictures(&finish(&page(document, photograph, &[(72.0, 72.0)]), Standard::X4));
    made[0].get_plain_content().unwrap()[..4].to_vec()
}

#[test]
fn the_profile_of_a_picture_is_honoured() {
    let adobe = ColorProfile::new_adobe_rgb().encode().unwrap();
    let green = [100, 200, 90];
    let (plain, wide) = (flat(None, 3, &green), flat(Some(adobe), 3, &green));
    // The same numbers in Adobe RGB are a stronger green: more cyan.
    assert!(wide[0] > plain[0] + 20, "{plain:?} {wide:?}");
    let srgb = ColorProfile::new_srgb().encode().unwrap();
    let same = flat(Some(srgb), 3, &green);
    assert!(same.iter().zip(&plain).all(|(a, b)| a.abs_diff(*b) <= 1), "{plain:?} {same:?}");
}

#[test]
fn inks_for_another_press_are_converted_and_those_for_this_one_stay() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts/press");
    let icc = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let inks = [30, 60, 90, 20];
    assert_eq!(flat(Some(icc("fogra39l-coated.icc")), 4, &inks), inks);
    let other = flat(Some(icc("fogra29l-uncoated.icc")), 4, &inks);
    assert_ne!(other, inks);
    assert!(other.iter().zip(inks).all(|(a, b)| a.abs_diff(b) < 60), "{other:?}");
}

#[test]
fn the_ink_of_cmyk_pictures_is_limited_on_every_pixel() {
    let dark: Vec<u8> =
        (0..32_u32 * 32).flat_map(|at| [255, 255 - (at % 60) as u8, 250, (at / 8) as u8]).collect();
    for photograph in [false, true] {
        let mut document = Document::new();
        let mut jpeg = Vec::new();
        Encoder::new(&mut jpeg, 95).encode(&dark, 32, 32, ColorType::Cmyk).unwrap();
        let samples = if photograph { &jpeg } else { &dark };
        let mut stream = picture(&mut document, (32, 32), "DeviceCMYK".into(), samples);
        if photograph {
            stream.dict.set("Decode", [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec());
        }
        let made = pictures(&finish(&page(document, stream, &[(72.0, 72.0)]), Standard::X4));
        let sum = if photograph {
            assert_eq!(made[0].filters().unwrap(), [b"DCTDecode"]);
            inks_of(&made[0].content)
        } else {
            made[0].get_plain_content().unwrap()
        };
        let most = sum.as_chunks::<4>().0.iter();
        let most = most.map(|inks| inks.iter().map(|&ink| u32::from(ink)).sum::<u32>()).max();
        // A JPEG is coded after it is limited: its own noise comes on top.
        let limit = if photograph { 332.0 } else { 320.5 };
        assert!(f64::from(most.unwrap()) / 2.55 <= limit, "{most:?}");
    }
}

/// The inks of a CMYK JPEG in the way of Adobe.
fn inks_of(jpeg: &[u8]) -> Vec<u8> {
    use zune_jpeg::zune_core::colorspace::ColorSpace;
    use zune_jpeg::zune_core::options::DecoderOptions;
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::CMYK);
    let cursor = Cursor::new(jpeg.to_vec());
    let samples = zune_jpeg::JpegDecoder::new_with_options(cursor, options).decode().unwrap();
    samples.into_iter().map(|sample| 255 - sample).collect()
}

#[test]
fn transparency_stays_in_x4_and_lies_on_white_in_x1a() {
    let mut document = Document::new();
    let mask = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 400, "Height" => 200,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    let mask = document.add_object(Stream::new(mask, [0_u8, 255].repeat(400 * 100)));
    let mut stream =
        picture(&mut document, (400, 200), "DeviceRGB".into(), &[200, 30, 30].repeat(400 * 200));
    stream.dict.set("SMask", mask);
    let pdf = page(document, stream, &[(36.0, 18.0)]);
    // One colour all over is line art, so nothing is scaled.
    let open = pictures(&finish(&pdf, Standard::X4));
    assert_eq!(open.len(), 2);
    let closed = pictures(&finish(&pdf, Standard::X1a));
    assert_eq!(closed.len(), 1);
    assert!(!closed[0].dict.has(b"SMask"));
    let inks = closed[0].get_plain_content().unwrap();
    assert!(inks[..4].iter().all(|&ink| ink == 0) && inks[5] > 200, "{:?}", &inks[..8]);
}

/// A rule that stopped a page, with what it says.
fn stopped(pdf: &[u8]) -> Vec<(&'static str, String, String)> {
    match press().finish(pdf, &job()) {
        Err(Failure::Stopped(findings)) => {
            let say = |args: &std::collections::BTreeMap<&str, String>| {
                ["page", "what", "x", "y", "ink"]
                    .map(|key| args.get(key).cloned().unwrap_or_default())
            };
            let one = |finding: &neikan::diagnostic::Finding| {
                let [page, what, x, y, ink] = say(&finding.args);
                (finding.rule, format!("{page} {what}"), format!("{x} {y} {ink}"))
            };
            findings.iter().map(one).collect()
        }
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    }
}

#[test]
fn too_much_ink_is_refused_with_its_place() {
    let content = "1 1 1 0.5 k 20 100 50 50 re f 0.9 0.8 0.5 1 k 0 0 9 9 re f \
                   1 1 1 1 K q 2 0 0 2 0 0 cm 30 40 m 60 40 l S Q \
                   BT /F 9 Tf 1 0 0 1 50 150 Tm 1 1 1 0.3 k (a) Tj ET";
    let found = stopped(&drawn(Document::new(), content, dictionary! {}));
    let expected = [
        ("press-ink", "1 fill", "7 35 350"),
        ("press-ink", "1 stroke", "21 42 400"),
        ("press-ink", "1 text", "18 18 330"),
    ];
    let found: Vec<_> = found.iter().map(|(a, b, c)| (*a, b.as_str(), c.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn gradients_of_too_much_ink_are_refused() {
    let function = dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()],
        "C0" => vec![0.into(), 0.into(), 0.into(), 0.into()],
        "C1" => vec![1.into(), 1.into(), 1.into(), 1.into()],
    };
    let shading = dictionary! {
        "ShadingType" => 2, "ColorSpace" => "DeviceCMYK", "Function" => function,
        "Coords" => vec![0.into(), 0.into(), 1.into(), 1.into()],
    };
    let resources = dictionary! { "Shading" => dictionary! { "s" => shading } };
    let found = stopped(&drawn(Document::new(), "/s sh", resources));
    assert_eq!(found, [("press-ink-gradient", "1 ".to_owned(), "  400".to_owned())]);
}

#[test]
fn large_black_areas_take_the_rich_black_of_the_theme() {
    let content = "0 0 0 1 k 0 0 100 60 re f 0 0 100 50 re f 0 0 0 0.9 k 0 0 100 100 re f";
    let pdf = drawn(Document::new(), content, dictionary! {});
    let colors = |rich_black| {
        let pdf = press().finish(&pdf, &Job { rich_black, ..job() }).unwrap();
        let document = Document::load_mem(&pdf).unwrap();
        let page = document.page_iter().next().unwrap();
        let content = Content::decode(&document.get_page_content(page)).unwrap().operations;
        let mut current = Vec::new();
        let mut fills = Vec::new();
        for operation in content {
            match operation.operator.as_str() {
                "k" => current = operation.operands.iter().map(|o| o.as_float().unwrap()).collect(),
                "f" => fills.push(current.clone()),
                _ => {}
            }
        }
        fills
    };
    let black = vec![0.0, 0.0, 0.0, 1.0];
    let grey = vec![0.0, 0.0, 0.0, 0.9];
    assert_eq!(colors(None), [black.clone(), black.clone(), grey.clone()]);
    let rich = vec![0.6, 0.5, 0.4, 1.0];
    assert_eq!(colors(Some([60.0, 50.0, 40.0, 100.0])), [rich, black, grey]);
}

/// A photograph with a colour in each quarter that says how it is to be turned.
fn turned(orientation: u8) -> Vec<u8> {
    let quarters = [[220, 20, 20], [20, 180, 20], [20, 20, 220], [240, 240, 240]];
    let pixels = RgbImage::from_fn(64, 32, |x, y| {
        Rgb(quarters[usize::from(x >= 32) + 2 * usize::from(y >= 16)])
    });
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    encoder.add_app_segment(1, exif).unwrap();
    encoder.encode(&pixels, 64, 32, ColorType::Rgb).unwrap();
    bytes
}

/// Every direction that a camera can write prints as a viewer shows it.
#[test]
fn photographs_are_printed_upright() {
    use image::{DynamicImage, ImageDecoder, ImageReader};
    for orientation in 1..=8 {
        let jpeg = turned(orientation);
        let mut decoder = ImageReader::new(Cursor::new(&jpeg))
            .with_guessed_format()
            .unwrap()
            .into_decoder()
            .unwrap();
        let upright = decoder.orientation().unwrap();
        let mut expected = DynamicImage::from_decoder(decoder).unwrap();
        expected.apply_orientation(upright);
        let expected = expected.into_rgb8();
        let Some(page) = printed(&jpeg) else { return };
        let high = page.height() * 9 / 10;
        let wide = high * expected.width() / expected.height();
        for (across, down) in [(1, 1), (3, 1), (1, 3), (3, 3)] {
            let want =
                expected.get_pixel(expected.width() * across / 4, expected.height() * down / 4);
            let got = page.get_pixel(wide * across / 4, high * down / 4);
            let strongest = |pixel: &Rgb<u8>| {
                let most = pixel.0.iter().max().unwrap();
                pixel.0.map(|part| most - part < 40)
            };
            assert_eq!(strongest(got), strongest(want), "{orientation}: {got:?} {want:?}");
        }
    }
}

/// The press page of a picture 45 mm high in the top left corner of a page of 50 mm, as poppler
/// renders it.
fn printed(jpeg: &[u8]) -> Option<RgbImage> {
    let text =
        "#set page(width: 100mm, height: 50mm, margin: 0mm)\n#image(\"a.jpg\", height: 45mm)";
    let pdf = finish(&typeset(text, &[("a.jpg", jpeg.to_vec())]), Standard::X1a);
    let folder = tempfile::tempdir().unwrap();
    let (path, to) = (folder.path().join("a.pdf"), folder.path().join("a"));
    std::fs::write(&path, pdf).unwrap();
    let names = [path.to_str().unwrap(), to.to_str().unwrap()];
    judge("pdftoppm", &[&["-r", "72", "-png", "-singlefile"], &names[..]].concat())?;
    Some(image::open(folder.path().join("a.png")).unwrap().into_rgb8())
}
