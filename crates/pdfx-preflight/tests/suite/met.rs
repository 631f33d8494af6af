//! Cases as print shops meet them: faults in what is nested, inherited, hidden or masked, and the
//! same without the fault.

use lopdf::{Dictionary, Object, Stream, dictionary, text_string};
use neikan_base::jpeg::{Coding, Components, encode};
use pdfx_preflight::Standard::{X1a, X4};

use crate::draft::{Draft, form, numbers};
use crate::faults::{Case, page, state};

fn nothing(_: &mut Draft) {}

/// Letters from close to the trim on.
const LONG: &str = "/Over gs 0 0 0 1 k BT /F1 10 Tf 21 90 Td (abcabcabcabc) Tj ET";
const SQUARE: &str = "90 90 9 9 re f";

/// A form within a form; the inner one has resources of its own.
fn nested(draft: &mut Draft, content: &str, resources: Dictionary) {
    let mut inner = form(content);
    inner.dict.set("Resources", resources);
    let inner = draft.document.add_object(inner);
    let mut outer = form("q /In Do Q");
    outer.dict.set("Resources", dictionary! { "XObject" => dictionary! { "In" => inner } });
    draft.resource("XObject", "Out", outer.into());
    draft.add("q /Over gs 0 0 0 1 k /Out Do Q");
}

/// Letters in a form within a form, in a face of the page's, under a graphics state.
fn nested_letters(draft: &mut Draft, own: Dictionary) {
    let program = draft.document.add_object(Stream::new(Dictionary::new(), crate::draft::face()));
    let descriptor = dictionary! {
        "Type" => "FontDescriptor", "FontName" => "Inner", "FontFile2" => program,
    };
    let descriptor = draft.document.add_object(descriptor);
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "Inner", "FirstChar" => 97,
        "LastChar" => 99, "Widths" => numbers(&[500.0; 3]), "FontDescriptor" => descriptor,
    };
    let resources = dictionary! {
        "Font" => dictionary! { "F" => font }, "ExtGState" => dictionary! { "S" => own },
    };
    nested(draft, "/S gs BT /F 10 Tf 90 90 Td (abc) Tj ET", resources);
}

/// An area in a space whose profile is this one, of so many components.
fn profiled(draft: &mut Draft, components: i64, icc: Vec<u8>, color: &str) {
    let icc = Stream::new(dictionary! { "N" => components }, icc);
    let icc = draft.document.add_object(icc);
    draft.resource("ColorSpace", "P", Object::Array(vec!["ICCBased".into(), icc.into()]));
    draft.add(&format!("/P cs {color} scn {SQUARE}"));
}

/// The profile of the draft's output intent.
fn icc(draft: &Draft) -> Vec<u8> {
    draft.document.get_object(draft.icc).unwrap().as_stream().unwrap().content.clone()
}

/// A DeviceN of some inks with an area in full tints.
fn device_n(draft: &mut Draft, names: &[&str]) {
    let program = format!("{{ {} 0 0 0 0.5 }}", "pop ".repeat(names.len()));
    let range = [0.0, 1.0].repeat(names.len());
    let tint = dictionary! {
        "FunctionType" => 4, "Domain" => numbers(&range), "Range" => numbers(&[0.0, 1.0].repeat(4)),
    };
    let tint = draft.document.add_object(Stream::new(tint, program.into_bytes()));
    let names: Vec<Object> = names.iter().map(|&name| name.into()).collect();
    let full = " 1".repeat(names.len());
    let space = vec!["DeviceN".into(), names.into(), "DeviceCMYK".into(), tint.into()];
    draft.resource("ColorSpace", "N", Object::Array(space));
    draft.add(&format!("/N cs{full} scn {SQUARE}"));
}

fn announced(draft: &mut Draft, inks: &[&str]) {
    draft.settings.inks = Some(inks.iter().map(|ink| (*ink).to_owned()).collect());
}

/// A picture of 20 pt with 90 pixels on each side.
fn picture(draft: &mut Draft, space: Object, samples: Vec<u8>, more: Dictionary) {
    let mut own = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 90, "Height" => 90,
        "ColorSpace" => space, "BitsPerComponent" => 8,
    };
    more.iter().for_each(|(key, value)| own.set(key.clone(), value.clone()));
    draft.resource("XObject", "I", Stream::new(own, samples).into());
    draft.add("q 20 0 0 20 100 100 cm /I Do Q");
}

/// A JPEG of four inks as Adobe writes them: 0 is full ink.
fn adobe(draft: &mut Draft, ink: u8, decode: bool) {
    let coding = Coding { quality: 95, half_color: false, progressive: false };
    let samples = vec![255 - ink; 90 * 90 * 4];
    let jpeg = encode([90, 90], Components::Cmyk, coding, &samples).unwrap();
    let mut more = dictionary! { "Filter" => "DCTDecode" };
    if decode {
        more.set("Decode", numbers(&[1.0, 0.0].repeat(4)));
    }
    picture(draft, "DeviceCMYK".into(), jpeg, more);
}

/// A picture with a mask of its size under a key.
fn masked(draft: &mut Draft, key: &str, mask: Dictionary, samples: Vec<u8>) {
    let mut own = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 90, "Height" => 90,
    };
    mask.iter().for_each(|(key, value)| own.set(key.clone(), value.clone()));
    let mask = draft.document.add_object(Stream::new(own, samples));
    let more = dictionary! { key => mask };
    picture(draft, "DeviceCMYK".into(), vec![60; 90 * 90 * 4], more);
}

/// A tiling over an area; it takes its colour from outside if that is given.
pub fn tiling(draft: &mut Draft, content: &str, resources: Dictionary, color: Option<Object>) {
    let mut own = form(content);
    let kind = if color.is_some() { 2 } else { 1 };
    for (key, value) in [("PatternType", 1), ("PaintType", kind), ("TilingType", 1)] {
        own.dict.set(key, value);
    }
    own.dict.set("BBox", numbers(&[0.0, 0.0, 5.0, 5.0]));
    own.dict.set("XStep", 5);
    own.dict.set("YStep", 5);
    own.dict.set("Resources", resources);
    draft.resource("Pattern", "T", own.into());
    if let Some(base) = color {
        draft.resource("ColorSpace", "U", Object::Array(vec!["Pattern".into(), base]));
    }
}

/// A font of one glyph, which is content, and the glyph in a colour.
pub fn drawn(draft: &mut Draft, content: &str) {
    let own = draft.document.add_object(Stream::new(Dictionary::new(), content.into()));
    let differences = vec![97.into(), Object::Name(b"a".to_vec())];
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "a" => own },
        "FontMatrix" => numbers(&[0.1, 0.0, 0.0, 0.1, 0.0, 0.0]),
        "Encoding" => dictionary! { "Differences" => differences },
        "FirstChar" => 97, "LastChar" => 97, "Widths" => numbers(&[10.0]),
    };
    draft.resource("Font", "T", font.into());
    draft.add("0 0.4 0 0 k BT /T 30 Tf 100 100 Td (a) Tj ET");
}

/// A layer, and the default that switches it on or off.
fn layer(draft: &mut Draft, off: bool, content: &str) {
    let own = dictionary! { "Type" => "OCG", "Name" => text_string("Layer") };
    let own = draft.document.add_object(own);
    draft.resource("Properties", "L", Object::Reference(own));
    let list = |wanted: bool| if wanted { vec![Object::Reference(own)] } else { Vec::new() };
    let usual = dictionary! {
        "Name" => text_string("Usual"), "Order" => list(true), "ON" => list(!off), "OFF" => list(off),
    };
    draft.catalog().set("OCProperties", dictionary! { "OCGs" => list(true), "D" => usual });
    draft.content = format!("/OC /L BDC {content} EMC\n");
}

/// A stamp that prints, with what it looks like.
fn stamp(draft: &mut Draft, sides: [f32; 4], content: &str, flags: i64) {
    let own = dictionary! { "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 9.0, 9.0]) };
    let look = draft.document.add_object(Stream::new(own, content.into()));
    let own = dictionary! {
        "Type" => "Annot", "Subtype" => "Stamp", "F" => flags, "Rect" => numbers(&sides),
        "AP" => dictionary! { "N" => look },
    };
    let own = draft.document.add_object(own);
    page(draft).set("Annots", vec![Object::Reference(own)]);
}

/// Moves boxes of the page to its parent.
fn inherited(draft: &mut Draft, crop: [f32; 4]) {
    let own = page(draft);
    let media = own.remove(b"MediaBox").unwrap();
    let parent = own.get(b"Parent").and_then(Object::as_reference).unwrap();
    let parent = draft.dictionary(parent);
    parent.set("MediaBox", media);
    parent.set("CropBox", numbers(&crop));
}

/// A second page that lies on its side.
fn turned(draft: &mut Draft, rotate: i64, boxes: [[f32; 4]; 3]) {
    let own = page(draft).clone();
    let parent = own.get(b"Parent").and_then(Object::as_reference).unwrap();
    let content = Stream::new(Dictionary::new(), b"0 0 0 1 k 100 100 9 9 re f".to_vec());
    let content = draft.document.add_object(content);
    let mut second = dictionary! { "Type" => "Page", "Parent" => parent, "Contents" => content };
    for (key, sides) in ["MediaBox", "BleedBox", "TrimBox"].into_iter().zip(boxes) {
        second.set(key, numbers(&sides));
    }
    second.set("Rotate", rotate);
    let second = draft.document.add_object(second);
    let kids = vec![Object::Reference(draft.page), Object::Reference(second)];
    draft.dictionary(parent).set("Kids", kids);
}

const UPRIGHT: [[f32; 4]; 3] =
    [[0.0, 0.0, 306.0, 406.0], [11.0, 11.0, 295.0, 395.0], [20.0, 20.0, 286.0, 386.0]];
const LYING: [[f32; 4]; 3] =
    [[0.0, 0.0, 406.0, 306.0], [11.0, 11.0, 395.0, 295.0], [20.0, 20.0, 386.0, 286.0]];

fn unit(draft: &mut Draft, unit: f32, bleed: f64) {
    page(draft).set("UserUnit", unit);
    draft.settings.bleed = bleed;
}

/// A scan of 1 bit in CCITT group 4, all white, of so many pixels on 36 pt.
fn scan(draft: &mut Draft, filter: &str) {
    let parameters = dictionary! { "K" => -1, "Columns" => 600, "Rows" => 600 };
    let own = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 600, "Height" => 600,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 1, "Filter" => filter,
        "DecodeParms" => parameters,
    };
    // The end of a facsimile block; rows that are missing are white.
    let data = vec![0x00, 0x10, 0x01, 0x00, 0x10, 0x01];
    draft.resource("XObject", "I", Stream::new(own, data).into());
    draft.add("q 36 0 0 36 100 100 cm /I Do Q");
}

pub const MET: &[Case] = &[
    // Overprint that a form within a form switches off, after the page has switched it on.
    (
        "print-black-knockout",
        X4,
        |d| nested_letters(d, dictionary! { "OP" => true, "OPM" => 1 }),
        |d| nested_letters(d, dictionary! { "OP" => false }),
    ),
    (
        "print-white-overprint",
        X4,
        |d| nested(d, &format!("/S gs 0 0 0 0 k {SQUARE}"), knocks()),
        |d| nested(d, &format!("0 0 0 0 k {SQUARE}"), Dictionary::new()),
    ),
    (
        "print-overprint-mode",
        X4,
        |d| nested(d, "/S gs 0.5 g 90 90 9 9 re f", knocks()),
        |d| nested(d, "0.5 g 90 90 9 9 re f", Dictionary::new()),
    ),
    // A profile of the press itself, and one that says another number of components than it has.
    (
        "print-color-space",
        X4,
        |d| {
            let own = icc(d);
            profiled(d, 4, own, "0 0.5 1 0");
        },
        |d| {
            let own = icc(d);
            profiled(d, 3, own, "0 0.5 1");
        },
    ),
    // Inks that print nothing, and one that does.
    (
        "print-ink-unannounced",
        X4,
        |d| {
            announced(d, &["Cyan", "Black"]);
            device_n(d, &["Cyan", "None"]);
        },
        |d| {
            announced(d, &["Cyan", "Black"]);
            device_n(d, &["Cyan", "Gold"]);
        },
    ),
    (
        "print-ink",
        X4,
        |d| device_n(d, &["Cyan", "Magenta", "Gold", "None"]),
        |d| {
            device_n(d, &["Cyan", "Magenta", "Gold", "Silver"]);
        },
    ),
    // A palette over a spot ink, and over red, green and blue.
    (
        "print-color-space",
        X4,
        |d| {
            d.spot("A", b"Gold", [0.0, 0.2, 0.6, 0.2]);
            let colors = Object::String(vec![0, 128], lopdf::StringFormat::Hexadecimal);
            let base = separation(d, "Gold");
            let own = Object::Array(vec!["Indexed".into(), base, 1.into(), colors]);
            picture(d, own, vec![1; 90 * 90], Dictionary::new());
        },
        |d| {
            let colors = Object::String(vec![9; 6], lopdf::StringFormat::Hexadecimal);
            let own = vec!["Indexed".into(), "DeviceRGB".into(), 1.into(), colors];
            picture(d, Object::Array(own), vec![1; 90 * 90], Dictionary::new());
        },
    ),
    // JPEGs of Adobe have their inks inverted, which Decode says.
    ("print-picture-ink", X4, |d| adobe(d, 40, true), |d| adobe(d, 40, false)),
    // A stencil cuts, a soft mask with a matte is transparency.
    (
        "pdfx-transparency",
        X1a,
        |d| {
            let own = dictionary! { "ImageMask" => true, "BitsPerComponent" => 1 };
            masked(d, "Mask", own, vec![0; 12 * 90]);
        },
        |d| {
            let own = dictionary! {
                "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
                "Matte" => numbers(&[0.0; 4]),
            };
            masked(d, "SMask", own, vec![200; 90 * 90]);
        },
    ),
    // Transparency in a tiling, and in a glyph.
    (
        "pdfx-transparency",
        X1a,
        |d| {
            tiling(d, "0 0.5 0 0 k 0 0 4 4 re f", Dictionary::new(), None);
            d.add(&format!("/Pattern cs /T scn {SQUARE}"));
        },
        |d| {
            let own =
                dictionary! { "ExtGState" => dictionary! { "S" => dictionary! { "ca" => 0.5 } } };
            tiling(d, "/S gs 0 0.5 0 0 k 0 0 4 4 re f", own, None);
            d.add(&format!("/Pattern cs /T scn {SQUARE}"));
        },
    ),
    // Tilings without a colour take it from outside: whatever they say themselves is not printed.
    (
        "print-color-space",
        X4,
        |d| {
            tiling(d, "1 0 0 rg 0 0 4 4 re f", Dictionary::new(), Some("DeviceCMYK".into()));
            d.add(&format!("/U cs 0 0.5 0 0 /T scn {SQUARE}"));
        },
        |d| {
            tiling(d, "0 0 4 4 re f", Dictionary::new(), Some("DeviceRGB".into()));
            d.add(&format!("/U cs 1 0 0 /T scn {SQUARE}"));
        },
    ),
    (
        "print-ink-unannounced",
        X4,
        |d| {
            announced(d, &["Black"]);
            tiling(d, "0 0 4 4 re f", Dictionary::new(), Some("DeviceCMYK".into()));
            d.add(&format!("/U cs 0 0 0 0.5 /T scn {SQUARE}"));
        },
        |d| {
            announced(d, &["Black"]);
            let base = separation(d, "Gold");
            tiling(d, "0 0 4 4 re f", Dictionary::new(), Some(base));
            d.add(&format!("/U cs 1 /T scn {SQUARE}"));
        },
    ),
    // Glyphs that take the colour of the text, and glyphs with one of their own.
    (
        "print-color-space",
        X4,
        |d| drawn(d, "10 0 0 0 10 10 d1 1 0 0 rg 0 0 10 10 re f"),
        |d| drawn(d, "10 0 d0 1 0 0 rg 0 0 10 10 re f"),
    ),
    // A picture that shows through letters, in pixels enough and too few; hidden text.
    (
        "print-picture-ppi",
        X4,
        |d| {
            d.add("q BT /F1 60 Tf 7 Tr 90 90 Td (abc) Tj ET");
            picture(d, "DeviceCMYK".into(), vec![60; 90 * 90 * 4], Dictionary::new());
            d.add("Q");
        },
        |d| {
            d.add("q BT /F1 60 Tf 7 Tr 90 90 Td (abc) Tj ET");
            picture(d, "DeviceCMYK".into(), vec![60; 90 * 90 * 4], Dictionary::new());
            d.add("40 0 0 40 100 100 cm /I Do Q");
        },
    ),
    (
        "pdfx-font",
        X4,
        |d| {
            d.font("F2", "Elsewhere", None);
            d.add("BT /F2 1 Tf 3 Tr 100 100 Td (abc) Tj ET");
        },
        |d| {
            d.font("F2", "Elsewhere", None);
            d.add("/Over gs 0 0 0 1 k q BT /F2 10 Tf 3 Tr (a) Tj 0 Tr 90 90 Td (a) Tj ET Q");
        },
    ),
    // Units of a page that are longer or shorter than a point.
    (
        "print-bleed-box",
        X4,
        |d| unit(d, 2.0, 3.0),
        |d| {
            unit(d, 0.5, 3.0);
            d.content = "0 0 0 0.5 k 60 300 9 9 re f\n".to_owned();
        },
    ),
    (
        "print-hairline",
        X4,
        |d| {
            unit(d, 2.0, 3.0);
            d.add("0 0 0 1 K 0.1 w 90 200 m 140 200 l S");
        },
        |d| {
            unit(d, 0.5, 1.0);
            d.add("0 0 0 1 K 0.2 w 90 200 m 140 200 l S");
        },
    ),
    // Boxes that the page has from its parent.
    (
        "pdfx-boxes-nested",
        X4,
        |d| inherited(d, [11.0, 11.0, 295.0, 395.0]),
        |d| inherited(d, [20.0, 20.0, 286.0, 386.0]),
    ),
    (
        "pdfx-boxes-nested",
        X4,
        |d| page(d).set("CropBox", numbers(&[0.0, 0.0, 306.0, 406.0])),
        |d| page(d).set("CropBox", numbers(&[30.0, 30.0, 276.0, 376.0])),
    ),
    // Pages that lie on their side are as large as they are shown.
    ("print-page-size", X4, |d| turned(d, 90, LYING), |d| turned(d, 90, UPRIGHT)),
    // A line whose width is squeezed by the coordinates in one direction.
    (
        "print-hairline",
        X4,
        |d| d.add("q 1 0 0 0.8 0 0 cm 0 0 0 1 K 0.5 w 90 200 m 140 200 l S Q"),
        |d| d.add("q 1 0 0 0.2 0 0 cm 0 0 0 1 K 0.5 w 90 900 m 140 900 l S Q"),
    ),
    // Layers that print and that are switched off.
    (
        "print-page-empty",
        X4,
        |d| layer(d, false, "0 0 0 0.5 k 60 300 9 9 re f"),
        |d| layer(d, true, "0 0 0 0.5 k 60 300 9 9 re f"),
    ),
    (
        "print-ink-area",
        X4,
        |d| {
            layer(d, true, "/Over gs 0 0 0 1 k 90 90 40 40 re f");
            d.content.insert_str(0, "1 1 1 0 k 80 80 80 80 re f\n");
        },
        |d| {
            layer(d, false, "/Over gs 0 0 0 1 k 90 90 40 40 re f");
            d.content.insert_str(0, "1 1 1 0 k 80 80 80 80 re f\n");
        },
    ),
    (
        "pdfx-layers",
        X1a,
        |d| d.add("/P /Q DP"),
        |d| {
            let mut own = form("0 0 0 0.5 k 9 9 9 9 re f");
            own.dict.set("OC", dictionary! { "Type" => "OCG", "Name" => text_string("a") });
            d.resource("XObject", "X", own.into());
            d.add("/X Do");
        },
    ),
    // Stamps beside the page and on it.
    (
        "pdfx-annotation",
        X4,
        |d| stamp(d, [0.0, 0.0, 9.0, 9.0], "0 0 0 0.5 k 0 0 9 9 re f", 4),
        |d| stamp(d, [100.0, 100.0, 140.0, 140.0], "0 0 0 0.5 k 0 0 9 9 re f", 4),
    ),
    // What a stamp adds to the ink of the page.
    (
        "print-color-space",
        X4,
        |d| stamp(d, [0.0, 0.0, 9.0, 9.0], "0 0 0 0.5 k 0 0 9 9 re f", 4),
        |d| stamp(d, [0.0, 0.0, 9.0, 9.0], "1 0 0 rg 0 0 9 9 re f", 4),
    ),
    // Scans: one that is read, one that is not.
    (
        "print-plates-missed",
        X4,
        |d| scan(d, "CCITTFaxDecode"),
        |d| {
            scan(d, "JBIG2Decode");
        },
    ),
    // A printing condition of RGB is none for a press.
    ("pdfx-intent-profile", X4, nothing, |d| {
        let icc = d.icc;
        let stream = d.document.get_object_mut(icc).unwrap().as_stream_mut().unwrap();
        stream.content[16..20].copy_from_slice(b"GRAY");
    }),
    // Defaults of a form's own resources.
    (
        "print-default-space",
        X4,
        |d| {
            let own = Object::Array(vec!["ICCBased".into(), d.icc.into()]);
            let spaces = dictionary! { "ColorSpace" => dictionary! { "DefaultCMYK" => own } };
            nested(d, &format!("0 0.5 0 0 k {SQUARE}"), with_knocks(spaces));
        },
        |d| {
            let other = d.document.add_object(Stream::new(dictionary! { "N" => 4 }, vec![7; 200]));
            let own = Object::Array(vec!["ICCBased".into(), other.into()]);
            let spaces = dictionary! { "ColorSpace" => dictionary! { "DefaultCMYK" => own } };
            nested(d, &format!("0 0.5 0 0 k {SQUARE}"), with_knocks(spaces));
        },
    ),
    // Pictures within content packed in ways that are allowed and not.
    (
        "pdfx-lzw",
        X4,
        |d| inline(d, "/F /AHx", "00 33 00 00>"),
        |d| inline(d, "/F [/AHx /LZW]", "80 00 06 60 00 08 08 >"),
    ),
    // The marks of all plates as a DeviceN, beside the page and on it.
    (
        "print-registration",
        X4,
        |d| {
            let own = separation(d, "All");
            d.resource("ColorSpace", "R", own);
            d.add("/R CS 1 SCN 0.5 w 2 200 m 7 200 l S");
        },
        |d| {
            let own = separation(d, "All");
            d.resource("ColorSpace", "R", own);
            d.add("/R CS 1 SCN 0.5 w 22 200 m 40 200 l S");
        },
    ),
    // What clips away what is too near the edge.
    (
        "print-text-edge",
        X4,
        |d| d.add(&format!("q 60 60 100 100 re W n {LONG} Q")),
        |d| d.add(&format!("q {LONG} Q")),
    ),
    // A state that is set and never used is no transparency of the page.
    (
        "pdfx-transparency",
        X1a,
        |d| {
            d.resource("ExtGState", "T", dictionary! { "ca" => 0.5 }.into());
        },
        |d| state(d, dictionary! { "SMask" => dictionary! { "S" => "Alpha" } }),
    ),
];

/// Resources with a graphics state that knocks out.
fn knocks() -> Dictionary {
    with_knocks(Dictionary::new())
}

fn with_knocks(mut own: Dictionary) -> Dictionary {
    let off = dictionary! { "OP" => false, "op" => false };
    own.set("ExtGState", dictionary! { "S" => off });
    own
}

/// A spot ink, or all of them.
pub fn separation(draft: &mut Draft, name: &str) -> Object {
    let tint = dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]),
        "C0" => numbers(&[0.0; 4]), "C1" => numbers(&[0.0, 0.2, 0.6, 0.2]),
    };
    let tint = draft.document.add_object(tint);
    Object::Array(vec!["Separation".into(), name.into(), "DeviceCMYK".into(), tint.into()])
}

/// A picture of one pixel within content.
fn inline(draft: &mut Draft, filter: &str, data: &str) {
    draft.settings.minimum_ppi = 0.0;
    draft.add(&format!("q 9 0 0 9 90 90 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK {filter} ID {data} EI Q"));
}
