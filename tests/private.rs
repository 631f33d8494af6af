//! Pictures end at their own end: what is put beside or behind them is in no output.

use crate::common;

use std::path::Path;

use common::{Sandbox, archive_entries, zip_entries};
use image::{ImageEncoder, RgbImage};
use jpeg_encoder::{ColorType, Encoder};
use memchr::memmem;
use moxcms::ColorProfile;

const NEWS: &str = "issues/2026-01/articles/news.md";
const HEAD: &str =
    "---\ntitle: 要闻一则\nsection: news\nauthors: [{name: 梁以宁, unit: 样例单位}]\n---\n";
/// A place as cameras write it: 22° 30′, in fractions (Exif 2.3, 4.6.6).
const PLACE: &[u8] = &[0, 0, 0, 22, 0, 0, 0, 1, 0, 0, 0, 30, 0, 0, 0, 1];
/// What every mark begins with.
const MARK: &str = "MARK-OF-SOMETHING-PRIVATE-";

fn mark(what: &str) -> Vec<u8> {
    format!("{MARK}{what}-0123456789").into_bytes()
}

fn pixels(width: usize, height: usize, components: usize) -> Vec<u8> {
    let count = width * height * components;
    (0..count).map(|at| (at / components % width * 2 % 200 + at % components * 20) as u8).collect()
}

/// A profile for RGB whose texts and a tag of its own are marked.
fn profile(what: &str) -> Vec<u8> {
    let icc = ColorProfile::new_display_p3().encode().unwrap();
    marked_profile(icc, what)
}

/// A profile with one more tag, which holds a mark, and a marked maker.
fn marked_profile(mut icc: Vec<u8>, what: &str) -> Vec<u8> {
    let count = u32::from_be_bytes(icc[128..132].try_into().unwrap());
    for entry in 0..count as usize {
        let at = 132 + entry * 12 + 4;
        let moved = u32::from_be_bytes(icc[at..at + 4].try_into().unwrap()) + 12;
        icc[at..at + 4].copy_from_slice(&moved.to_be_bytes());
    }
    let text = [b"text\0\0\0\0".as_slice(), &mark(what), &[0]].concat();
    let (end, length) = (icc.len() as u32 + 12, text.len() as u32);
    let at = 132 + count as usize * 12;
    // In place of a description that somebody wrote.
    icc.splice(at..at, [b"targ".as_slice(), &end.to_be_bytes(), &length.to_be_bytes()].concat());
    icc[128..132].copy_from_slice(&(count + 1).to_be_bytes());
    icc.extend(text);
    let length = (icc.len() as u32).to_be_bytes();
    icc[..4].copy_from_slice(&length);
    icc
}

fn icc_segment(icc: &[u8]) -> (u8, Vec<u8>) {
    (2, [b"ICC_PROFILE\0\x01\x01".as_slice(), icc].concat())
}

/// A photograph of a camera: marks in Exif, XMP, a comment, a profile, a second picture and a film.
fn photograph(color: ColorType, components: usize, turned: bool, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    encoder.set_progressive(turned);
    let orientation = if turned { 6 } else { 1 };
    let exif = [
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
        &[orientation, 0, 0, 0, 0, 0, 0],
        &mark(&format!("{name}-EXIF")),
    ];
    encoder.add_app_segment(1, exif.concat()).unwrap();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), &mark(&format!("{name}-XMP"))];
    encoder.add_app_segment(1, xmp.concat()).unwrap();
    if components == 3 {
        let (number, body) = icc_segment(&profile(&format!("{name}-ICC")));
        encoder.add_app_segment(number, body).unwrap();
    }
    encoder.add_app_segment(2, [b"MPF\0", mark("MPF").as_slice()].concat()).unwrap();
    encoder.add_app_segment(13, mark(&format!("{name}-IPTC"))).unwrap();
    encoder.encode(&pixels(320, 240, components), 320, 240, color).unwrap();
    let comment = mark(&format!("{name}-COMMENT"));
    let length = (comment.len() as u16 + 2).to_be_bytes();
    bytes.splice(2..2, [&[0xff, 0xfe], length.as_slice(), &comment].concat());
    // A gain map: a whole picture behind the end of the first; then a film.
    let mut second = Vec::new();
    let mut encoder = Encoder::new(&mut second, 50);
    encoder.add_app_segment(1, mark(&format!("{name}-GAIN"))).unwrap();
    encoder.encode(&pixels(16, 16, 1), 16, 16, ColorType::Luma).unwrap();
    bytes.extend(second);
    bytes.extend(b"\0\0\0\x18ftypmp42");
    bytes.extend(mark(&format!("{name}-FILM")));
    bytes.extend([0xff, 0xd9]);
    bytes
}

/// A segment of a JPEG.
fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    [&[0xff, marker], (body.len() as u16 + 2).to_be_bytes().as_slice(), body].concat()
}

/// A photograph with its place, in a first picture of which a second says how bright it could be
/// (Ultra HDR, ISO 21496-1), with a film and the trailer of a telephone behind both.
fn telephone(name: &str) -> Vec<u8> {
    let text = |what: &str| String::from_utf8(mark(&format!("{name}-{what}"))).unwrap();
    let directory = format!(
        "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><r hdrgm:Version='1.0' \
         GCamera:MotionPhoto='1' Item:Semantic='GainMap' note='{}'/></x:xmpmeta>",
        text("DIRECTORY")
    );
    let extended = format!("http://ns.adobe.com/xmp/extension/\0{}", text("EXTENDED"));
    let more = [
        common::exif_gps(),
        segment(0xe1, directory.as_bytes()),
        segment(0xe1, extended.as_bytes()),
        segment(0xe2, &[b"urn:iso:std:iso:ts:21496:-1\0".as_slice(), &mark("ISO")].concat()),
    ];
    let mut bytes = photograph(ColorType::Rgb, 3, false, name);
    bytes.splice(2..2, more.concat());
    let mut gain = photograph(ColorType::Luma, 1, false, &format!("{name}-SECOND"));
    gain.splice(2..2, common::exif_gps());
    bytes.extend(gain);
    bytes.extend(b"\0\0\0\x10mpvd\0\0\0\x18ftypmp42");
    bytes.extend([PLACE, &mark("MOTION"), b"MotionPhoto_Data", &mark("SEF"), b"SEFT"].concat());
    bytes
}

/// A PNG with marks in its chunks, its profile and behind its end.
fn raster(name: &str, deep: bool, icc: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    if icc {
        encoder.set_icc_profile(profile(&format!("{name}-ICC"))).unwrap();
    }
    let picture = RgbImage::from_raw(320, 240, pixels(320, 240, 3)).unwrap();
    let picture = image::DynamicImage::from(picture);
    let picture = if deep { picture.into_rgb16().into() } else { picture };
    picture.write_with_encoder(encoder).unwrap();
    let text = |kind: &str| mark(&format!("{name}-{kind}"));
    let tiff = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0";
    let nothing = b"\0\0\x78\x9c\x03\0\0\0\0\x01";
    let chunks = [
        [b"tEXtComment\0".as_slice(), &text("TEXT")].concat(),
        [b"iTXtXML:com.adobe.xmp\0\0\0\0\0".as_slice(), &text("XMP")].concat(),
        [b"zTXt".as_slice(), &text("ZTXT"), nothing].concat(),
        [b"eXIf".as_slice(), tiff, &text("EXIF")].concat(),
        [b"prVt".as_slice(), &text("OWN")].concat(),
    ];
    for body in chunks {
        let length = (body.len() as u32 - 4).to_be_bytes();
        let chunk = [&length, body.as_slice(), &crc(&body).to_be_bytes()].concat();
        bytes.splice(33..33, chunk);
    }
    bytes.extend(mark(&format!("{name}-END")));
    bytes
}

/// The sum of a chunk of a PNG (annex D).
fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

/// A drawing with marks in a comment, an instruction, metadata, attributes and a style sheet.
fn drawing(plain: &str) -> String {
    let text = |what: &str| String::from_utf8(mark(&format!("SVG-{what}"))).unwrap();
    let beside = format!(
        "<title>{}</title><desc>{}</desc><!-- {} --><?{} x?>\
         <metadata><x:RDF xmlns:x=\"urn:x\" x:about=\"{}\">{}</x:RDF></metadata>\
         <p:view xmlns:p=\"urn:p\" p:path=\"{}\"/><g data-path=\"{}\" aria-label=\"{}\" id=\"{}\"/>\
         <style>/* {} */ .{} {{ fill: red }}</style><g style=\"-other-path: '{}'\"/></svg>",
        text("TITLE"),
        text("DESC"),
        text("COMMENT"),
        text("INSTRUCTION"),
        text("RDF-ATTRIBUTE"),
        text("RDF"),
        text("FOREIGN"),
        text("DATA"),
        text("ARIA"),
        text("ID"),
        text("CSS"),
        text("CLASS"),
        text("STYLE"),
    );
    plain.replace("</svg>", &beside) + &format!("<!-- {} -->", text("END"))
}

/// A small issue whose pictures carry marks.
fn marked() -> Sandbox {
    let sandbox = Sandbox::new();
    let photographs = [
        ("rgb", photograph(ColorType::Rgb, 3, false, "RGB")),
        ("turned", photograph(ColorType::Rgb, 3, true, "TURNED")),
        ("grey", photograph(ColorType::Luma, 1, false, "GREY")),
        ("cmyk", photograph(ColorType::Cmyk, 4, false, "CMYK")),
        ("telephone", telephone("TELEPHONE")),
    ];
    let rasters = [
        ("plain", raster("PLAIN", false, false)),
        ("tagged", raster("TAGGED", false, true)),
        ("deep", raster("DEEP", true, true)),
    ];
    let names = photographs.into_iter().map(|(name, bytes)| (format!("{name}.jpg"), bytes));
    let names =
        names.chain(rasters.into_iter().map(|(name, bytes)| (format!("{name}.png"), bytes)));
    let mut body = "正文一段。\n".to_owned();
    for (name, bytes) in names {
        sandbox.write(&format!("issues/2026-01/images/{name}"), bytes);
        body += &format!("\n![{name} 的图](images/{name} \"图注。\"){{credit=\"何岸 摄\"}}\n");
    }
    body += "\n![田野](images/field.svg \"图注。\"){credit=\"何岸 绘\"}\n";
    let svg = sandbox.read("issues/2026-01/images/field.svg");
    sandbox.write("issues/2026-01/images/field.svg", drawing(svg.trim_end()));
    // A photograph of a telephone that was converted when it was taken in.
    let heic = std::fs::read(common::repository().join("tests/fixtures/pictures/placed.heic"));
    sandbox.write("placed.heic", heic.unwrap());
    let run = sandbox.run(&["picture", "add", "placed.heic"]);
    assert_eq!(run.status, 0, "{}", run.err);
    body += "\n![电话拍的图](images/placed.jpg \"图注。\"){credit=\"何岸 摄\"}\n";
    sandbox.write(NEWS, format!("{HEAD}{body}"));
    sandbox
}

/// The marks that are found in some bytes, as they stand or in UTF-16.
fn marks(bytes: &[u8]) -> Vec<String> {
    let plain = MARK.as_bytes().to_vec();
    let wide: Vec<u8> = MARK.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let find = |needle: &[u8]| {
        let at = memmem::find(bytes, needle)?;
        let end = bytes.len().min(at + needle.len() + 24);
        Some(String::from_utf8_lossy(&bytes[at..end]).into_owned())
    };
    [plain, wide, PLACE.to_vec()].iter().filter_map(|needle| find(needle)).collect()
}

/// The marks in a file: as it stands, unpacked, and in what is in it; how many parts were looked at.
fn search(name: &str, bytes: &[u8], found: &mut Vec<String>) -> usize {
    let mut parts = 1;
    if bytes.starts_with(b"PK") {
        for (inner, part) in zip_entries(bytes) {
            // The archive keeps the sources as they came.
            if !inner.contains("/data/sources/") {
                parts += search(&format!("{name}/{inner}"), &part, found);
            }
        }
        return parts;
    }
    found.extend(marks(bytes).into_iter().map(|mark| format!("{name}: {mark}")));
    if bytes.starts_with(b"%PDF") {
        let document = lopdf::Document::load_mem(bytes).unwrap();
        for (id, object) in &document.objects {
            let texts = format!("{object:?}");
            found
                .extend(marks(texts.as_bytes()).into_iter().map(|m| format!("{name} {id:?}: {m}")));
            let Ok(stream) = object.as_stream() else { continue };
            let plain = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
            parts += search(&format!("{name} {id:?}"), &plain, found);
        }
    }
    parts
}

fn search_all(folder: &Path) -> (Vec<String>, usize) {
    let (mut found, mut parts) = (Vec::new(), 0);
    for entry in walkdir::WalkDir::new(folder) {
        let path = entry.unwrap().into_path();
        if path.is_file() {
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            parts += search(&name, &std::fs::read(&path).unwrap(), &mut found);
        }
    }
    (found, parts)
}

#[test]
fn no_output_holds_what_was_put_beside_a_picture() {
    let sandbox = marked();
    for arguments in [
        &[][..],
        &["--quality", "high"],
        &["--pdfx", "x1a", "--draft", "--editions", "press,digital"],
    ] {
        let run = sandbox.build(arguments);
        assert_eq!(run.status, 0, "{arguments:?} {}{}", run.out, run.err);
        let (found, parts) = search_all(&sandbox.path("out"));
        assert!(parts > 100, "{parts}");
        assert_eq!(found, Vec::<String>::new(), "{arguments:?}");
    }
    // The search finds what is there: the sources in the archive.
    let archive = std::fs::read(sandbox.path("out/2026-01/small-2026-01-archive.zip")).unwrap();
    let sources = archive_entries(&archive);
    let kept = |name: &str| {
        !marks(&sources[&format!("data/sources/issues/2026-01/images/{name}")]).is_empty()
    };
    assert!(kept("rgb.jpg") && kept("plain.png") && kept("field.svg"));
    let telephone = &sources["data/sources/issues/2026-01/images/telephone.jpg"];
    assert!(telephone.windows(PLACE.len()).filter(|window| *window == PLACE).count() == 3);
    // What came before it was converted is no source: it is in no archive.
    assert!(sources.keys().all(|name| !name.contains("/originals/")));
}

/// The mean colour of the one photograph in the screen PDF, in its own numbers.
fn shown(sandbox: &Sandbox) -> [f64; 3] {
    let bytes = std::fs::read(sandbox.path("out/2026-01/small-2026-01.pdf")).unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let pictures: Vec<_> = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.filters().is_ok_and(|all| all == [b"DCTDecode".as_slice()]))
        .collect();
    let [picture] = pictures.as_slice() else { panic!("{} pictures", pictures.len()) };
    let pixels = image::load_from_memory(&picture.content).unwrap().into_rgb8();
    let mut sums = [0.0; 3];
    pixels.pixels().for_each(|pixel| (0..3).for_each(|at| sums[at] += f64::from(pixel[at])));
    sums.map(|sum| sum / f64::from(pixels.width() * pixels.height()))
}

/// A profile of a version that PDF does not know is not left out with the numbers it was for.
#[test]
fn a_profile_of_a_later_version_is_turned_into_srgb() {
    let plain = ColorProfile::new_display_p3().encode().unwrap();
    for (version, kept) in [
        ([2_u8, 0x10_u8], true),
        ([2, 0x40], false),
        ([4, 0x20], true),
        ([4, 0x30], false),
        ([4, 0x40], false),
    ] {
        let mut icc = plain.clone();
        icc[8..10].copy_from_slice(&version);
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 95);
        let (number, body) = icc_segment(&icc);
        encoder.add_app_segment(number, body).unwrap();
        let green = [40, 200, 60].repeat(320 * 240);
        encoder.encode(&green, 320, 240, ColorType::Rgb).unwrap();
        let sandbox = Sandbox::new();
        sandbox.write("issues/2026-01/images/green.jpg", bytes);
        let figure = "![绿色](images/green.jpg \"图注。\"){credit=\"何岸 摄\"}";
        sandbox.write(NEWS, format!("{HEAD}正文一段。\n\n{figure}\n"));
        let colors: Vec<_> = [&["--quality", "high"][..], &[]]
            .into_iter()
            .map(|arguments| {
                let run = sandbox.build(&[arguments, &["--editions", "digital"]].concat());
                assert_eq!(run.status, 0, "{}{}", run.out, run.err);
                shown(&sandbox)
            })
            .collect();
        let [high, usual] = colors.as_slice() else { panic!() };
        let apart = high.iter().zip(usual).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        // What is kept are the numbers of Display P3; what is not are those of sRGB.
        assert_eq!(apart > 10.0, kept, "{version:?}: {high:?} {usual:?}");
    }
}
