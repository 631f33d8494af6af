//! The press stage: whatever goes in, nothing but inks comes out.

use crate::common;
use crate::common::prepress;

use std::io::Cursor;
use std::path::Path;

use common::project;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use lopdf::content::Content;
use lopdf::{Document, Object, Stream, dictionary};
use neikan::diagnostic::{Failure, Findings};
use neikan::press::Shop;
use neikan::press::page_count;
use neikan::publication::{Binding, Project};
use neikan_press::Press;
use neikan_press::{Job, PressProfile, spine};
use pdfx_preflight::Standard;
use pdfx_preflight::inspect::{Space, boxes, colors_used};
use prepress::{drawn, press};

const PAGE: &str = "#set page(width: 100mm, height: 140mm, margin: 10mm, bleed: 3mm)\n";

fn job() -> Job {
    Job {
        title: "东莞供销 2026-1".to_owned(),
        identifier: "dggx-2026-01-interior".to_owned(),
        date: "2026-02-05".parse().unwrap(),
        bleed: 3.0,
        standard: None,
        colors: Vec::new(),
        rich_black: None,
        inks: neikan_press::Inks::default(),
        folds: Vec::new(),
        sum: String::new(),
        originals: neikan_press::Originals::new(),
    }
}

/// The PDF that Typst makes of a text and the files it uses.
fn typeset(text: &str, files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    prepress::typeset(&format!("{PAGE}{text}"), files)
}

fn finish(pdf: &[u8]) -> Document {
    Document::load_mem(&press().finish(pdf, &job()).unwrap()).unwrap()
}

/// The rules and pages of the findings that stop a PDF.
fn stopped(pdf: &[u8]) -> Vec<(&'static str, String)> {
    match press().finish(pdf, &job()) {
        Err(Failure::Stopped(findings)) => {
            let page = |args: &std::collections::BTreeMap<&str, String>| {
                args.get("page").cloned().unwrap_or_default()
            };
            findings.iter().map(|finding| (finding.rule, page(&finding.args))).collect()
        }
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    }
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).unwrap();
    bytes
}

fn png(picture: &RgbaImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn photograph() -> Vec<u8> {
    jpeg(&RgbImage::from_fn(64, 48, |x, y| Rgb([x as u8 * 4, y as u8 * 5, 90])))
}

fn operations(document: &Document, page: usize) -> Vec<String> {
    let id = document.page_iter().nth(page).unwrap();
    let content = Content::decode(&document.get_page_content(id)).unwrap();
    let one = |operation: lopdf::content::Operation| {
        Content { operations: vec![operation] }.encode().unwrap()
    };
    content.operations.into_iter().map(|o| String::from_utf8_lossy(&one(o)).into_owned()).collect()
}

fn colors(document: &Document, page: usize) -> Vec<String> {
    let sets = |line: &String| line.ends_with(" k") || line.ends_with(" K");
    operations(document, page).into_iter().filter(sets).collect()
}

fn pictures(document: &Document) -> Vec<&Stream> {
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let is_picture = |stream: &&Stream| {
        stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
    };
    streams.filter(is_picture).collect()
}

fn space(stream: &Stream) -> &[u8] {
    stream.dict.get(b"ColorSpace").and_then(Object::as_name).unwrap()
}

const ART: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">
<defs><linearGradient id="g"><stop offset="0" stop-color="#c00"/>
<stop offset="1" stop-color="#06c" stop-opacity="0.3"/></linearGradient></defs>
<rect width="100" height="100" fill="#3a7"/><rect x="100" width="100" height="100" fill="url(#g)"/>
<circle cx="50" cy="50" r="30" fill="#900" opacity="0.5"/></svg>"##;

#[test]
fn everything_becomes_ink() {
    let alpha =
        RgbaImage::from_fn(30, 20, |x, y| Rgba([x as u8 * 8, y as u8 * 9, 40, x as u8 * 8]));
    let text = r##"
#text(fill: rgb("#c0392b"))[red] #text(fill: luma(40%))[grey] #link("https://example.org")[link]
= Head
#image("a.svg", width: 60mm)
#image("a.png", width: 20mm)
#image("a.jpg", width: 20mm)
#rect(fill: gradient.linear(red, blue))
#rect(fill: gradient.radial(yellow, green))
#rect(fill: gradient.linear(black, white))
#rect(fill: gradient.linear(luma(0), luma(255)))
#rect(fill: tiling(size: (4mm, 4mm))[#circle(radius: 1mm, fill: green)])
#rect(fill: red.transparentize(50%), stroke: blue)
"##;
    let files =
        [("a.svg", ART.as_bytes().to_vec()), ("a.png", png(&alpha)), ("a.jpg", photograph())];
    let pdf = typeset(text, &files);
    let before = colors_used(&Document::load_mem(&pdf).unwrap());
    assert!(before.has(Space::IccBased));
    let document = finish(&pdf);
    let after = colors_used(&document);
    assert_eq!(after.foreign().collect::<Vec<_>>(), []);
    assert!(after.has(Space::DeviceCmyk) && after.has(Space::DeviceGray));
    let catalog = document.catalog().unwrap();
    assert!(!catalog.has(b"Outlines") && !catalog.has(b"StructTreeRoot"));
    let page = document.get_dictionary(document.page_iter().next().unwrap()).unwrap();
    assert!(!page.has(b"Annots"));
    let group = page.get(b"Group").and_then(Object::as_dict).unwrap();
    assert_eq!(group.get(b"CS").and_then(Object::as_name).unwrap(), b"DeviceCMYK");
}

/// Gradients that Typst writes as programs: conic ones, and those of SVG art that repeat.
#[test]
fn gradients_of_programs_run_in_inks() {
    let repeated = r##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><defs>
<linearGradient id="g" x2="0.2" spreadMethod="reflect"><stop offset="0" stop-color="#c00"/>
<stop offset="1" stop-color="#06c"/></linearGradient></defs>
<rect width="200" height="100" fill="url(#g)"/></svg>"##;
    let text = "#rect(width: 40mm, height: 40mm, fill: gradient.conic(red, yellow, blue)) \
                #rect(fill: gradient.conic(black, white)) #image(\"a.svg\")";
    let document = finish(&typeset(text, &[("a.svg", repeated.as_bytes().to_vec())]));
    let used = colors_used(&document);
    assert_eq!(used.foreign().collect::<Vec<_>>(), []);
    let programs = document.objects.values().filter(|object| {
        let kind = object.as_stream().and_then(|own| own.dict.get(b"FunctionType"));
        kind.and_then(Object::as_i64).is_ok_and(|kind| kind == 4)
    });
    assert_eq!(programs.count(), 0);
    let sampled: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok().filter(|own| own.has(b"ShadingType")))
        .map(|own| own.get_deref(b"Function", &document).and_then(Object::as_stream).unwrap())
        .filter(|own| own.dict.get(b"Size").and_then(Object::as_array).unwrap().len() == 2)
        .collect();
    assert_eq!(sampled.len(), 3);
    for function in sampled {
        let outputs = function.dict.get(b"Range").and_then(Object::as_array).unwrap().len() / 2;
        let size = function.dict.get(b"Size").and_then(Object::as_array).unwrap();
        let points: i64 = size.iter().map(|side| side.as_i64().unwrap()).product();
        let content = function.get_plain_content().unwrap();
        assert_eq!(content.len() as i64, points * outputs as i64);
        // All of it is painted, in more than one colour.
        let colors: std::collections::BTreeSet<_> = content.chunks(outputs).collect();
        assert!(colors.len() > 100, "{} colours", colors.len());
    }
}

#[test]
fn black_is_black_ink_alone() {
    let text = "#text(fill: cmyk(0%, 0%, 0%, 100%))[a] #text(fill: rgb(0, 0, 0))[b] \
                #text(fill: luma(0))[c] #rect(fill: white) #text(fill: rgb(128, 128, 128))[d]";
    let document = finish(&typeset(text, &[]));
    let set = colors(&document, 0);
    assert_eq!(set.iter().filter(|line| *line == "0 0 0 1 k").count(), 3, "{set:?}");
    assert!(set.contains(&"0 0 0 0 k".to_owned()), "{set:?}");
    // Dots spread: half the value on a screen is some 60 % of ink.
    let grey = set.last().unwrap().strip_prefix("0 0 0 ").unwrap().strip_suffix(" k").unwrap();
    assert!((0.55..0.68).contains(&grey.parse::<f32>().unwrap()), "{grey}");
}

#[test]
fn cmyk_colours_stay_as_they_are() {
    // Typst keeps eight bits of each ink; four decimals say them.
    let text = "#text(fill: cmyk(10%, 90%, 80%, 5%))[a]";
    assert_eq!(colors(&finish(&typeset(text, &[])), 0), ["0.102 0.902 0.8 0.051 k"]);
}

#[test]
fn photographs_stay_jpeg_and_line_art_stays_lossless() {
    let white = jpeg(&RgbImage::from_pixel(32, 32, Rgb([255, 255, 250])));
    let mut red = Cursor::new(Vec::new());
    let plain = RgbImage::from_pixel(8, 8, Rgb([200, 30, 30]));
    plain.write_to(&mut red, ImageFormat::Png).unwrap();
    let text = "#image(\"a.jpg\") #image(\"a.png\")";
    let document = finish(&typeset(text, &[("a.jpg", white), ("a.png", red.into_inner())]));
    let pictures = pictures(&document);
    assert_eq!(pictures.len(), 2);
    for picture in pictures {
        assert_eq!(space(picture), b"DeviceCMYK");
        if picture.filters().unwrap_or_default() == [b"DCTDecode".as_slice()] {
            assert!(picture.dict.has(b"Decode"));
            let decoded = image::load_from_memory(&picture.content).unwrap().into_rgb8();
            assert!(decoded.pixels().all(|pixel| pixel.0.iter().all(|&part| part > 240)));
        } else {
            let pixels = picture.get_plain_content().unwrap();
            assert_eq!(pixels.len(), 8 * 8 * 4);
            let [c, m, y, k] = [pixels[0], pixels[1], pixels[2], pixels[3]];
            assert!(m > 200 && y > 200 && c < 80 && k < 80, "{c} {m} {y} {k}");
        }
    }
}

#[test]
fn grey_pictures_are_black_ink_alone() {
    let grey = image::GrayImage::from_fn(32, 32, |x, _| Luma([x as u8 * 8]));
    let mut bytes = Vec::new();
    grey.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).unwrap();
    let same = png(&RgbaImage::from_fn(8, 8, |x, _| Rgba([x as u8 * 36; 4].map(|v| v | 3))));
    let text = "#image(\"a.jpg\") #image(\"a.png\")";
    let document = finish(&typeset(text, &[("a.jpg", bytes), ("a.png", same)]));
    assert!(pictures(&document).iter().all(|picture| space(picture) == b"DeviceGray"));
    let used = colors_used(&document);
    assert!(!used.has(Space::Indexed) && used.foreign().next().is_none());
}

#[test]
fn soft_masks_keep_their_lightness() {
    let document = finish(&typeset("#image(\"a.svg\")", &[("a.svg", ART.as_bytes().to_vec())]));
    let groups = document.objects.values().filter_map(|object| {
        let state = object.as_dict().ok()?;
        let mask = state.get_deref(b"SMask", &document).and_then(Object::as_dict).ok()?;
        mask.get_deref(b"G", &document).and_then(Object::as_stream).ok()
    });
    let groups: Vec<_> = groups.collect();
    assert_eq!(groups.len(), 1);
    let group = groups[0].dict.get(b"Group").and_then(Object::as_dict).unwrap();
    assert_eq!(group.get(b"CS").and_then(Object::as_name).unwrap(), b"DeviceGray");
    let ends = document.objects.values().filter_map(|object| {
        let shading = object.as_dict().ok()?;
        let function = shading.get_deref(b"Function", &document).and_then(Object::as_dict).ok()?;
        let [end] = function.get(b"C1").and_then(Object::as_array).ok()?.as_slice() else {
            return None;
        };
        end.as_float().ok()
    });
    assert_eq!(ends.collect::<Vec<_>>(), [0.3]);
}

#[test]
fn pages_have_their_boxes() {
    let document = finish(&typeset("a #pagebreak() b", &[]));
    let all = boxes(&document);
    assert_eq!(all.len(), 2);
    let points = |mm: f32| mm * 72.0 / 25.4;
    for page in all {
        let (trim, bleed) = (page.trim.unwrap(), page.bleed.unwrap());
        assert!((trim[2] - trim[0] - points(100.0)).abs() < 0.01);
        assert!((trim[3] - trim[1] - points(140.0)).abs() < 0.01);
        assert!((trim[0] - bleed[0] - points(3.0)).abs() < 0.01);
        assert_eq!(bleed, page.media);
        assert_eq!((page.crop, page.art), (None, None));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let text = "#image(\"a.svg\") #image(\"a.jpg\") #rect(fill: gradient.linear(red, blue))";
    let files = [("a.svg", ART.as_bytes().to_vec()), ("a.jpg", photograph())];
    let pdf = typeset(text, &files);
    let first = press().finish(&pdf, &job()).unwrap();
    assert_eq!(first, press().finish(&pdf, &job()).unwrap());
    let other = Job { title: "其他".to_owned(), ..job() };
    assert_ne!(first, press().finish(&pdf, &other).unwrap());
}

#[test]
fn labels_come_from_the_job() {
    let document = finish(&typeset("a", &[]));
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = document.get_dictionary(info).unwrap();
    let text = |key: &[u8]| lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
    assert_eq!(text(b"Title"), "东莞供销 2026-1");
    assert_eq!(text(b"CreationDate"), "D:20260205000000+08'00'");
    assert_eq!(text(b"CreationDate"), text(b"ModDate"));
    assert_eq!(document.trailer.get(b"ID").unwrap().as_array().unwrap().len(), 2);
}

#[test]
fn what_cannot_be_converted_stops_with_its_page() {
    let shading = dictionary! { "ShadingType" => 4, "ColorSpace" => "DeviceRGB" };
    let resources = dictionary! { "Shading" => dictionary! { "s" => shading } };
    assert_eq!(
        stopped(&drawn(Document::new(), "/s sh", resources)),
        [("press-shading", "1".to_owned())]
    );
    assert_eq!(stopped(b"%PDF-1.7 nothing"), [("press-pdf", String::new())]);
}

#[test]
fn operators_follow_the_graphics_state() {
    let content =
        "1 0 0 rg q 0 G 0.2 0.4 0.9 RG Q /c cs 1 1 1 sc 0.5 g /DeviceRGB CS 0 0 10 10 re f";
    let icc = dictionary! { "c" => vec!["CalRGB".into(), Object::Dictionary(dictionary! {})] };
    let document = finish(&drawn(Document::new(), content, dictionary! { "ColorSpace" => icc }));
    let lines = operations(&document, 0);
    assert!(colors_used(&document).foreign().next().is_none());
    assert!(lines[0].ends_with(" k") && lines[3].ends_with(" K"), "{lines:?}");
    assert_eq!(lines[2], "0 0 0 1 K");
    assert_eq!(lines[5..8], ["0 0 0 0 k", "0 0 0 0.5 k", "0 0 0 1 K"]);
}

#[test]
fn separations_and_palettes_are_in_inks() {
    let tint = dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()],
        "C0" => vec![1.into(), 1.into(), 1.into()], "C1" => vec![1.into(), 0.into(), 0.into()],
    };
    let spot = vec!["Separation".into(), "Gold".into(), "DeviceRGB".into(), tint.into()];
    let palette = Object::string_literal(vec![255, 0, 0, 0, 0, 255]);
    let indexed = vec!["Indexed".into(), "DeviceRGB".into(), 1.into(), palette];
    let spaces = dictionary! { "s" => spot, "i" => indexed };
    let pdf =
        drawn(Document::new(), "/s cs 0.5 scn /i CS 1 SC", dictionary! { "ColorSpace" => spaces });
    let document = finish(&pdf);
    let used = colors_used(&document);
    assert!(used.has(Space::Separation) && used.has(Space::Indexed));
    assert_eq!(used.foreign().collect::<Vec<_>>(), []);
    assert_eq!(operations(&document, 0), ["/s cs", "0.5 scn", "/i CS", "1 SC"]);
}

#[test]
fn a_colour_that_is_left_stops() {
    let inline = "BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI";
    assert_eq!(
        stopped(&drawn(Document::new(), inline, dictionary! {})),
        [("press-color-left", "1".to_owned())]
    );
    let lab = dictionary! { "l" => vec!["Lab".into(), Object::Dictionary(dictionary! {})] };
    let pdf = drawn(Document::new(), "/l cs 50 0 0 sc", dictionary! { "ColorSpace" => lab });
    assert_eq!(stopped(&pdf), [("press-color-left", "1".to_owned())]);
}

#[test]
fn every_press_profile_keeps_within_its_ink() {
    for (name, limit) in [("coated", 320.0), ("uncoated", 300.0)] {
        let mut findings = Findings::default();
        let press = Shop::load(&project(), name, &mut findings).unwrap();
        assert!(findings.is_empty(), "{name}: {findings:?}");
        assert_eq!(press.profile().total_ink, limit);
        let mut dark = Cursor::new(Vec::new());
        let colors = RgbImage::from_fn(64, 64, |x, y| Rgb([x as u8, y as u8, (x ^ y) as u8]));
        colors.write_to(&mut dark, ImageFormat::Png).unwrap();
        let pdf = typeset("#image(\"a.png\")", &[("a.png", dark.into_inner())]);
        let document = Document::load_mem(&press.finish(&pdf, &job()).unwrap()).unwrap();
        let pixels = pictures(&document)[0].get_plain_content().unwrap();
        assert_eq!(pixels.len(), 64 * 64 * 4);
        let inks = pixels.as_chunks::<4>().0.iter();
        let most = inks.map(|inks| inks.iter().map(|&ink| f64::from(ink)).sum::<f64>());
        let most = most.fold(0.0, f64::max) / 2.55;
        assert!((limit - 60.0..=limit + 0.5).contains(&most), "{name}: {most} %");
        // The colours named in the theme can all be shown on a screen through it.
        assert_eq!(press.screen_rgb([0.0; 4]), [255; 3]);
        assert!(press.screen_rgb([0.0, 0.0, 0.0, 100.0]).iter().all(|&part| part < 60));
    }
}

#[test]
fn wrong_icc_profiles_are_named() {
    let press = press();
    let rule = |icc: Vec<u8>| Press::new(press.profile().clone(), icc).err().map(|f| f.rule);
    assert_eq!(rule(press.icc().to_vec()), None);
    assert_eq!(rule(Vec::new()), Some("press-icc-broken"));
    assert_eq!(rule(press.icc()[..4000].to_vec()), Some("press-icc-broken"));
    let srgb = moxcms::ColorProfile::new_srgb().encode().unwrap();
    assert_eq!(rule(srgb), Some("press-icc-kind"));
    let mut link = press.icc().to_vec();
    link[12..16].copy_from_slice(b"scnr");
    assert_eq!(rule(link), Some("press-icc-kind"));
}

/// The rules that a press profile with one line changed breaks.
fn profile_rules(line: &str, new: &str) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts/press");
    let there = folder.path().join("layouts/press");
    std::fs::create_dir_all(&there).unwrap();
    std::fs::create_dir_all(folder.path().join("issues")).unwrap();
    std::fs::write(folder.path().join("issues/publication.yml"), "").unwrap();
    let text = std::fs::read_to_string(own.join("coated.yml")).unwrap();
    assert!(text.contains(line));
    std::fs::write(there.join("coated.yml"), text.replace(line, new)).unwrap();
    std::fs::copy(own.join("fogra39l-coated.icc"), there.join("fogra39l-coated.icc")).unwrap();
    std::fs::write(there.join("broken.icc"), b"nothing").unwrap();
    let mut findings = Findings::default();
    let project = Project::find(folder.path()).unwrap();
    let press = Shop::load(&project, "coated", &mut findings);
    assert_eq!(press.is_none(), findings.stops());
    findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn press_profiles_are_validated() {
    assert_eq!(profile_rules("total_ink: 320", "total_ink: 320"), [""; 0]);
    assert_eq!(profile_rules("total_ink: 320", "total_ink: 900"), ["number-large"]);
    assert_eq!(profile_rules("intent: perceptual", "intent: vivid").len(), 1);
    assert_eq!(profile_rules("minimum_ppi: 300", "ppi: 300").len(), 2);
    let icc = "icc: fogra39l-coated.icc";
    assert_eq!(profile_rules(icc, "icc: none.icc"), ["press-icc-missing"]);
    assert_eq!(profile_rules(icc, "icc: ../../issues/publication.yml"), ["press-icc-outside"]);
    assert_eq!(profile_rules(icc, "icc: broken.icc"), ["press-icc-broken"]);
}

#[test]
fn screens_show_inks() {
    let press = press();
    assert_eq!(press.screen_rgb([0.0; 4]), [255; 3]);
    let black = press.screen_rgb([0.0, 0.0, 0.0, 100.0]);
    assert!(black[0] < 48, "{black:?}");
    let mut last = 256;
    for k in 0..=20 {
        let [r, g, b] = press.screen_rgb([0.0, 0.0, 0.0, f64::from(k) * 5.0]);
        assert!(r == g && g == b, "{r} {g} {b}");
        assert!(u16::from(r) < last);
        last = u16::from(r);
    }
    let [r, g, b] = press.screen_rgb([0.0, 100.0, 100.0, 0.0]);
    assert!(r > 200 && g < 60 && b < 60, "{r} {g} {b}");
}

fn thin(profile: &PressProfile, thickness: f64) -> PressProfile {
    let mut profile = profile.clone();
    profile.paper.body.thickness = thickness;
    profile
}

#[test]
fn spines_are_as_thick_as_their_sheets() {
    let press = press();
    let profile = thin(press.profile(), 0.115);
    assert_eq!(spine(Binding::Saddle, 48, &profile), 0.0);
    assert_eq!(spine(Binding::Perfect, 48, &profile), 2.8);
    assert_eq!(spine(Binding::Perfect, 47, &profile), 2.8);
    assert_eq!(spine(Binding::Perfect, 96, &thin(&profile, 0.1)), 4.8);
    assert!(page_count(4, 48, "2026-01").is_none());
    let finding = page_count(4, 46, "2026-01").unwrap();
    assert_eq!((finding.rule, finding.args["missing"].as_str()), ("press-page-count", "2"));
    let finding = page_count(4, 49, "2026-01").unwrap();
    assert_eq!((finding.args["missing"].as_str(), finding.args["excess"].as_str()), ("3", "1"));
    assert!(page_count(2, 50, "2026-01").is_none());
}

/// Finishes a PDF as a part of PDF/X.
fn finish_as(standard: Standard, pdf: &[u8]) -> Document {
    let job = Job { standard: Some(standard), ..job() };
    Document::load_mem(&press().finish(pdf, &job).unwrap()).unwrap()
}

#[test]
fn the_file_names_its_standard_and_its_press() {
    for (standard, name, version, space) in [
        (Standard::X4, "PDF/X-4", "1.6", "http://www.npes.org/pdfx/ns/id/"),
        (Standard::X1a, "PDF/X-1a:2003", "1.4", "http://ns.adobe.com/pdfx/1.3/"),
    ] {
        let document = finish_as(standard, &typeset("text", &[]));
        assert_eq!(document.version, version);
        let info = document
            .get_dictionary(document.trailer.get(b"Info").and_then(Object::as_reference).unwrap());
        let said = info.unwrap().get(b"GTS_PDFXVersion").and_then(Object::as_str).unwrap();
        assert_eq!(said, name.as_bytes());
        let catalog = document.catalog().unwrap();
        let xmp = catalog.get_deref(b"Metadata", &document).and_then(Object::as_stream).unwrap();
        let xmp = String::from_utf8(xmp.content.clone()).unwrap();
        assert!(xmp.contains(space) && xmp.contains(&format!(">{name}<")), "{xmp}");
        let intents = catalog.get(b"OutputIntents").and_then(Object::as_array).unwrap();
        assert_eq!(intents.len(), 1);
        let intent = document.get_dictionary(intents[0].as_reference().unwrap()).unwrap();
        let text = |key: &[u8]| intent.get(key).and_then(Object::as_str).unwrap();
        assert_eq!(intent.get(b"S").and_then(Object::as_name).unwrap(), b"GTS_PDFX");
        assert_eq!(text(b"OutputConditionIdentifier"), b"FOGRA39");
        assert_eq!(text(b"RegistryName"), b"http://www.color.org");
        assert!(text(b"Info").starts_with(b"Offset printing"));
        let icc = intent.get_deref(b"DestOutputProfile", &document).and_then(Object::as_stream);
        let icc = icc.unwrap();
        assert_eq!(icc.dict.get(b"N").and_then(Object::as_i64).unwrap(), 4);
        assert_eq!(icc.get_plain_content().unwrap(), press().icc());
    }
}

#[test]
fn named_colours_arrive_exactly_as_they_are_named() {
    let pdf = typeset(
        "#text(fill: cmyk(8%, 92%, 88%, 2%))[a] #text(fill: cmyk(12%, 0%, 0%, 0%))[b]",
        &[],
    );
    let job = Job { colors: vec![[8.0, 92.0, 88.0, 2.0]], ..job() };
    let document = Document::load_mem(&press().finish(&pdf, &job).unwrap()).unwrap();
    let set = colors(&document, 0);
    assert!(set.contains(&"0.08 0.92 0.88 0.02 k".to_owned()), "{set:?}");
    // A colour without a name keeps the eight bits that it came with.
    assert!(set.contains(&"0.1216 0 0 0 k".to_owned()), "{set:?}");
}

/// Which of fills and strokes overprint at each operator that paints, by the operator.
fn overprints(document: &Document) -> Vec<(String, bool, bool)> {
    let page = document.page_iter().next().unwrap();
    let resources = document.get_page_resources(page).unwrap();
    let inherited = resources.1.iter().map(|&id| document.get_dictionary(id).unwrap());
    let resources = resources.0.into_iter().chain(inherited).next().unwrap();
    let states = resources.get_deref(b"ExtGState", document).and_then(Object::as_dict).unwrap();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let (mut now, mut saved, mut out) = ((false, false), Vec::new(), Vec::new());
    for operation in content.operations {
        match operation.operator.as_str() {
            "q" => saved.push(now),
            "Q" => now = saved.pop().unwrap(),
            "gs" => {
                let name = operation.operands[0].as_name().unwrap();
                let state = states.get_deref(name, document).and_then(Object::as_dict).unwrap();
                let on = |key: &[u8]| state.get(key).and_then(Object::as_bool);
                if let (Ok(stroke), Ok(fill)) = (on(b"OP"), on(b"op")) {
                    assert_eq!(state.get(b"OPM").and_then(Object::as_i64).unwrap(), 1);
                    now = (fill, stroke);
                }
            }
            painting @ ("TJ" | "Tj" | "f" | "f*" | "S" | "Do") => {
                out.push((painting.to_owned(), now.0, now.1));
            }
            _ => {}
        }
    }
    out
}

#[test]
fn black_text_and_rules_overprint_and_nothing_else_does() {
    let black = "cmyk(0%, 0%, 0%, 100%)";
    for (text, painting, expected) in [
        (format!("#text(fill: {black})[a]"), "T", (true, false)),
        ("#text(fill: cmyk(0%, 0%, 0%, 60%))[a]".to_owned(), "T", (false, false)),
        ("#text(fill: cmyk(0%, 0%, 0%, 0%))[a]".to_owned(), "T", (false, false)),
        ("#text(fill: cmyk(100%, 0%, 0%, 100%))[a]".to_owned(), "T", (false, false)),
        (format!("#line(length: 30mm, stroke: 0.5pt + {black})"), "S", (false, true)),
        (
            format!("#rect(width: 30mm, height: 1pt, fill: {black}, stroke: none)"),
            "f",
            (true, false),
        ),
        (
            format!("#rect(width: 30mm, height: 30mm, fill: {black}, stroke: none)"),
            "f",
            (false, false),
        ),
        (
            "#rect(width: 30mm, height: 1pt, fill: white, stroke: none)".to_owned(),
            "f",
            (false, false),
        ),
    ] {
        let document = finish(&typeset(&text, &[]));
        let seen = overprints(&document);
        let seen: Vec<_> = seen.iter().filter(|(by, ..)| by.starts_with(painting)).collect();
        assert!(!seen.is_empty(), "{text}");
        for (_, fill, stroke) in seen {
            assert_eq!((*fill, *stroke), expected, "{text}");
        }
    }
}

#[test]
fn pictures_are_laid_on_white_where_nothing_may_be_transparent() {
    let half = RgbaImage::from_fn(8, 8, |x, _| Rgba([200, 30, 30, if x < 4 { 255 } else { 0 }]));
    let pdf = typeset("#image(\"a.png\")", &[("a.png", png(&half))]);
    let open = finish_as(Standard::X4, &pdf);
    assert!(pictures(&open).iter().any(|picture| picture.dict.has(b"SMask")));
    let closed = finish_as(Standard::X1a, &pdf);
    let all = pictures(&closed);
    assert_eq!(all.len(), 1);
    assert!(!all[0].dict.has(b"SMask") && space(all[0]) == b"DeviceCMYK");
    let pixels = all[0].get_plain_content().unwrap();
    let pixel = |x: usize| &pixels[x * 4..x * 4 + 4];
    assert!(pixel(0)[1] > 200 && pixel(7).iter().all(|&ink| ink == 0), "{pixels:?}");
    let page = closed.get_dictionary(closed.page_iter().next().unwrap()).unwrap();
    assert!(!page.has(b"Group"));
}

#[test]
fn what_stays_transparent_is_refused_with_its_page() {
    let text = "a #pagebreak() #rect(fill: red.transparentize(50%))";
    let job = Job { standard: Some(Standard::X1a), ..job() };
    match press().finish(&typeset(text, &[]), &job) {
        Err(Failure::Stopped(findings)) => {
            let found: Vec<_> = findings.iter().map(|f| (f.rule, f.args["page"].clone())).collect();
            assert_eq!(found, [("press-transparency", "2".to_owned())]);
        }
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    }
}
