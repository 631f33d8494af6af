//! Each rule finds what breaks it, and nothing else.

use std::collections::BTreeSet;
use std::fmt::Write;

use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, ObjectId};
use lopdf::{Permissions, Stream, dictionary, text_string};
use pdfx_preflight::Standard::{self, X1a, X4};
use pdfx_preflight::demands::Asked;
use pdfx_preflight::{Demand, Demands, Settings, rules};

use crate::draft::{Draft, numbers};
use crate::further::FURTHER;
use crate::met::MET;

/// A rule, the standard, and what keeps and what breaks it.
pub type Case = (&'static str, Standard, fn(&mut Draft), fn(&mut Draft));

/// A ground of two inks.
const GROUND: &str = "0.8 0 0.4 0 k 80 80 80 80 re f";

fn nothing(_: &mut Draft) {}

pub fn link(draft: &mut Draft, sides: [f32; 4], more: Dictionary) {
    let mut own = dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => numbers(&sides) };
    more.iter().for_each(|(key, value)| own.set(key.clone(), value.clone()));
    let id = draft.document.add_object(own);
    let page = draft.page;
    draft.dictionary(page).set("Annots", vec![Object::Reference(id)]);
}

pub fn state(draft: &mut Draft, own: Dictionary) {
    draft.resource("ExtGState", "S", own.into());
    draft.add("q /S gs Q");
}

/// A picture of 20 pt, which has as many pixels on each side.
fn grey(draft: &mut Draft, size: i64, more: Dictionary) {
    let pixels = usize::try_from(size * size).unwrap();
    draft.picture("I", "DeviceGray", size, vec![128; pixels * 2], more);
    draft.add("q 20 0 0 20 100 100 cm /I Do Q");
}

/// The settings of PDF/X-4 with a least resolution of pictures.
fn coarse(limit: f64) -> Settings {
    let asked = Asked { severity: None, limit: Some(limit) };
    let rules = [("print-picture-coarse".to_owned(), asked)].into();
    let demands = Demands { rules, standard: Some("x4".to_owned()), ..Demands::default() };
    demands.settings()
}

fn inked(draft: &mut Draft, value: u8, more: Dictionary) {
    draft.picture("I", "DeviceCMYK", 90, vec![value; 90 * 90 * 4], more);
    draft.add("q 20 0 0 20 100 100 cm /I Do Q");
}

fn packed_lzw(draft: &mut Draft, filter: &str) {
    let own = dictionary! {
        "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 9.0, 9.0]), "Filter" => filter,
    };
    // A clear code and an end: nothing.
    let bytes = if filter == "LZWDecode" { vec![0x80, 0x40, 0x40] } else { b">".to_vec() };
    draft.resource("XObject", "X", Stream::new(own, bytes).into());
    draft.add("/X Do");
}

fn second_page(draft: &mut Draft, width: f32) {
    let page = draft.page;
    let mut own = draft.dictionary(page).clone();
    own.set("MediaBox", numbers(&[0.0, 0.0, width + 40.0, 406.0]));
    own.set("BleedBox", numbers(&[11.0, 11.0, width + 29.0, 395.0]));
    own.set("TrimBox", numbers(&[20.0, 20.0, width + 20.0, 386.0]));
    let pages = own.get(b"Parent").unwrap().as_reference().unwrap();
    let content = Stream::new(Dictionary::new(), b"0 0 0 1 k 100 100 9 9 re f".to_vec());
    own.set("Contents", draft.document.add_object(content));
    let second = draft.document.add_object(own);
    let kids = vec![Object::Reference(page), Object::Reference(second)];
    draft.dictionary(pages).set("Kids", kids);
}

pub fn info(draft: &mut Draft) -> &mut Dictionary {
    let info = draft.info;
    draft.dictionary(info)
}

fn intent(draft: &mut Draft) -> &mut Dictionary {
    let intent = draft.intent;
    draft.dictionary(intent)
}

pub fn page(draft: &mut Draft) -> &mut Dictionary {
    let page = draft.page;
    draft.dictionary(page)
}

fn xobject(draft: &mut Draft, own: Dictionary) {
    draft.resource("XObject", "X", Stream::new(own, Vec::new()).into());
    draft.add("/X Do");
}

fn form_of(content: &str, more: Dictionary) -> Stream {
    let mut own = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 400.0, 400.0]),
    };
    more.iter().for_each(|(key, value)| own.set(key.clone(), value.clone()));
    Stream::new(own, content.as_bytes().to_vec())
}

fn icc_based(profile: ObjectId) -> Object {
    Object::Array(vec!["ICCBased".into(), profile.into()])
}

fn blended_spot(draft: &mut Draft, mode: &str) {
    draft.spot("A", b"Gold", [0.0, 0.2, 0.6, 0.2]);
    page(draft).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" });
    draft.resource("ExtGState", "B", dictionary! { "BM" => mode }.into());
    draft.add("/B gs /A cs 1 scn 90 90 9 9 re f");
}

fn tiled(draft: &mut Draft, content: &str) {
    let mut tiling = form_of("1 0 0 0 k 0 0 4 4 re f", Dictionary::new());
    for (key, value) in [("PatternType", 1), ("PaintType", 1), ("XStep", 5), ("YStep", 5)] {
        tiling.dict.set(key, value);
    }
    draft.resource("Pattern", "P", tiling.into());
    draft.add(&format!("/Pattern cs /P scn {content}"));
}

fn reversed(draft: &mut Draft, ground: &str, size: usize) {
    draft.add(&format!("{ground} k 80 80 80 80 re f"));
    draft.add(&format!("0 0 0 0 k BT /F1 {size} Tf 90 90 Td (abc) Tj ET"));
}

fn finish(draft: &mut Draft, name: &str, before: &str) {
    draft.spot("A", name.as_bytes(), [0.0, 0.2, 0.6, 0.2]);
    draft.add(&format!("{before} /A cs 1 scn 90 90 9 9 re f"));
}

/// A stencil of 36 pt with so many pixels per inch.
fn lineart(draft: &mut Draft, ppi: usize) {
    let side = ppi / 2;
    let own = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "ImageMask" => true, "BitsPerComponent" => 1,
        "Width" => side as i64, "Height" => side as i64,
    };
    let samples = vec![0x0f; side.div_ceil(8) * side];
    draft.resource("XObject", "I", Stream::new(own, samples).into());
    draft.add("/Over gs 0 0 0 1 k q 36 0 0 36 100 100 cm /I Do Q");
}

fn unclaimed(draft: &mut Draft) {
    draft.catalog().remove(b"OutputIntents");
    info(draft).remove(b"GTS_PDFXVersion");
    info(draft).remove(b"Trapped");
    draft.xmp = draft.xmp.replace("PDF/X-4", "");
    draft.document.trailer.remove(b"ID");
}

fn replace(bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).rposition(|part| part == from).unwrap();
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

/// Encrypted so that it opens without a password.
pub fn encrypted(bytes: Vec<u8>) -> Vec<u8> {
    let mut document = Document::load_mem(&bytes).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

pub const CASES: &[Case] = &[
    ("pdfx-intent", X4, nothing, |d| drop(d.catalog().remove(b"OutputIntents"))),
    ("pdfx-intent-names", X4, nothing, |d| drop(intent(d).remove(b"OutputConditionIdentifier"))),
    ("pdfx-intent-profile", X4, nothing, |d| {
        let icc = d.icc;
        let stream = d.document.get_object_mut(icc).unwrap().as_stream_mut().unwrap();
        stream.content[12..16].copy_from_slice(b"mntr");
    }),
    ("pdfx-label", X4, nothing, |d| d.xmp = d.xmp.replace("PDF/X-4", "PDF/X-5")),
    ("pdfx-label", X1a, nothing, |d| drop(info(d).remove(b"GTS_PDFXVersion"))),
    (
        "pdfx-version",
        X4,
        |d| "1.5".clone_into(&mut d.document.version),
        |d| {
            "1.7".clone_into(&mut d.document.version);
        },
    ),
    (
        "pdfx-version",
        X1a,
        |d| "1.3".clone_into(&mut d.document.version),
        |d| {
            d.catalog().set("Version", "1.6");
        },
    ),
    ("pdfx-info", X4, nothing, |d| drop(info(d).remove(b"Producer"))),
    (
        "pdfx-trapped",
        X4,
        |d| {
            info(d).set("Trapped", "True");
            d.xmp = d.xmp.replace("Trapped>False", "Trapped>True");
        },
        |d| drop(info(d).remove(b"Trapped")),
    ),
    ("pdfx-xmp", X4, nothing, |d| d.xmp = d.xmp.replace("xmpMM:VersionID=\"1\"", "")),
    ("pdfx-labels-differ", X4, nothing, |d| d.xmp = d.xmp.replace("T00:00:00", "T00:00:07")),
    ("pdfx-id", X4, nothing, |d| d.document.trailer.set("ID", vec![text_string("one")])),
    ("pdfx-object-streams", X1a, nothing, |d| d.packed = true),
    ("pdfx-lzw", X4, |d| packed_lzw(d, "ASCIIHexDecode"), |d| packed_lzw(d, "LZWDecode")),
    (
        "pdfx-jpx",
        X1a,
        |d| grey(d, 90, Dictionary::new()),
        |d| {
            let own = dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => 16, "Height" => 16,
                "ColorSpace" => "DeviceCMYK", "BitsPerComponent" => 8, "Filter" => "JPXDecode",
            };
            let stream = Stream::new(own, include_bytes!("full.jp2").to_vec());
            d.resource("XObject", "I", stream.into());
            d.add("q 3 0 0 3 100 100 cm /I Do Q");
            d.settings.total_ink = 400.0;
        },
    ),
    (
        "pdfx-depth",
        X1a,
        |d| grey(d, 90, Dictionary::new()),
        |d| {
            grey(d, 90, dictionary! { "BitsPerComponent" => 16 });
        },
    ),
    ("pdfx-layers", X1a, |d| d.add("/Span BMC EMC"), |d| d.add("/OC /Layer BDC EMC")),
    (
        "pdfx-transparency",
        X1a,
        |d| state(d, dictionary! { "ca" => 1, "BM" => "Normal" }),
        |d| {
            state(d, dictionary! { "ca" => 0.5 });
        },
    ),
    (
        "pdfx-group-space",
        X4,
        |d| {
            let group = dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" };
            page(d).set("Group", group);
            state(d, dictionary! { "ca" => 0.5 });
        },
        |d| state(d, dictionary! { "BM" => "Multiply" }),
    ),
    ("pdfx-action", X4, nothing, |d| {
        d.catalog().set("OpenAction", dictionary! { "S" => "JavaScript", "JS" => text_string("") });
    }),
    ("pdfx-postscript", X4, nothing, |d| xobject(d, dictionary! { "Subtype" => "PS" })),
    (
        "pdfx-opi",
        X4,
        |d| grey(d, 90, Dictionary::new()),
        |d| {
            grey(d, 90, dictionary! { "OPI" => Dictionary::new() });
        },
    ),
    ("pdfx-alternates", X4, nothing, |d| {
        grey(d, 90, dictionary! { "Alternates" => Vec::<Object>::new() });
    }),
    (
        "pdfx-transfer",
        X4,
        |d| state(d, dictionary! { "TR" => "Identity", "TR2" => "Default" }),
        |d| {
            state(d, dictionary! { "TR" => Dictionary::new() });
        },
    ),
    (
        "pdfx-halftone",
        X4,
        |d| {
            state(d, dictionary! { "HT" => dictionary! { "HalftoneType" => 1 } });
        },
        |d| state(d, dictionary! { "HT" => dictionary! { "HalftoneType" => 6 } }),
    ),
    (
        "pdfx-annotation",
        X4,
        |d| link(d, [0.0, 0.0, 10.0, 10.0], Dictionary::new()),
        |d| {
            link(d, [0.0, 0.0, 12.0, 12.0], Dictionary::new());
        },
    ),
    ("pdfx-trim-box", X4, nothing, |d| {
        page(d).set("ArtBox", numbers(&[20.0, 20.0, 286.0, 386.0]));
    }),
    (
        "pdfx-boxes-nested",
        X4,
        |d| {
            page(d).set("CropBox", numbers(&[11.0, 11.0, 295.0, 395.0]));
        },
        |d| page(d).set("CropBox", numbers(&[15.0, 11.0, 295.0, 395.0])),
    ),
    ("print-bleed-box", X4, nothing, |d| {
        page(d).set("BleedBox", numbers(&[17.0, 11.0, 295.0, 395.0]));
    }),
    ("print-page-size", X4, |d| second_page(d, 266.0), |d| second_page(d, 260.0)),
    (
        "print-page-count",
        X4,
        |d| {
            d.settings.page_multiple = Some(2);
            second_page(d, 266.0);
        },
        |d| d.settings.page_multiple = Some(4),
    ),
    ("pdfx-font", X4, nothing, |d| {
        d.font("F2", "Elsewhere", None);
        d.add("/Over gs 0 0 0 1 k BT /F2 10 Tf 100 100 Td (abc) Tj ET");
    }),
    (
        "print-notdef",
        X4,
        |d| {
            // A space, and text that is not painted.
            d.add("/Over gs 0 0 0 1 k BT /F1 10 Tf 100 100 Td (a b) Tj 3 Tr (xyz) Tj ET");
        },
        |d| d.add("/Over gs 0 0 0 1 k BT /F1 10 Tf 100 100 Td [(ab) 20 (cd)] TJ ET"),
    ),
    ("print-glyphs-unread", X4, nothing, |d| {
        // Its letters are on no plate, which is told by print-plates-missed.
        d.settings.plates = None;
        let program = Stream::new(Dictionary::new(), vec![0; 8]);
        let program = d.document.add_object(program);
        d.font("F2", "Broken", Some(program));
        d.add("/Over gs 0 0 0 1 k BT /F2 10 Tf 100 100 Td (abc) Tj (abc) Tj ET");
    }),
    (
        "print-color-space",
        X4,
        |d| d.add("0.4 g 100 100 9 9 re f"),
        |d| {
            d.add("1 0 0 rg 100 100 9 9 re f");
        },
    ),
    (
        "print-spot-alternate",
        X4,
        |d| {
            d.spot("A", b"Gold", [0.0, 0.2, 0.6, 0.2]);
            d.spot("B", b"Gold", [0.0, 0.2, 0.6, 0.2]);
            d.add("/A cs 1 scn 90 90 9 9 re f /B cs 1 scn 100 100 9 9 re f");
        },
        |d| {
            d.spot("A", b"Gold", [0.0, 0.2, 0.6, 0.2]);
            d.spot("B", b"Gold", [0.0, 0.3, 0.6, 0.2]);
            d.add("/A cs 1 scn 90 90 9 9 re f /B cs 1 scn 100 100 9 9 re f");
        },
    ),
    (
        "print-spot-name",
        X4,
        |d| {
            d.spot("A", "金色".as_bytes(), [0.0, 0.2, 0.6, 0.2]);
            d.add("/A cs 1 scn 90 90 9 9 re f");
        },
        |d| {
            d.spot("A", b"\xbd\xf0", [0.0, 0.2, 0.6, 0.2]);
            d.add("/A cs 1 scn 90 90 9 9 re f");
        },
    ),
    (
        "print-ink",
        X4,
        |d| d.add("0.8 0.8 0.6 1 k 90 90 9 9 re f"),
        |d| {
            d.add("0.9 0.9 0.9 1 k 90 90 9 9 re f");
        },
    ),
    (
        "print-picture-ink",
        X4,
        |d| inked(d, 200, Dictionary::new()),
        |d| {
            inked(
                d,
                50,
                dictionary! { "Decode" => numbers(&[1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]) },
            );
            d.settings.total_ink = 300.0;
        },
    ),
    (
        "print-white-overprint",
        X4,
        |d| d.add("0 0 0 0 k 90 90 9 9 re f"),
        |d| {
            d.add("/Over gs 0 0 0 0 k 90 90 9 9 re f");
        },
    ),
    (
        "print-registration",
        X4,
        |d| {
            d.spot("All", b"All", [1.0; 4]);
            d.add("/All cs 1 scn 2 200 5 1 re f");
        },
        |d| {
            d.spot("All", b"All", [1.0; 4]);
            d.add("/All cs 1 scn 100 200 5 1 re f");
        },
    ),
    (
        "print-black-knockout",
        X4,
        |d| d.add("0 0 0 1 k BT /F1 30 Tf 90 90 Td (abc) Tj ET"),
        |d| {
            d.add("0 0 0 1 k BT /F1 20 Tf 90 90 Td (abc) Tj ET");
        },
    ),
    (
        "print-text-plates",
        X4,
        |d| d.add("1 0 0 0.2 k BT /F1 8 Tf 90 90 Td (abc) Tj ET"),
        |d| {
            d.add("1 0.2 0 0.2 k BT /F1 8 Tf 90 90 Td (abc) Tj ET");
        },
    ),
    (
        "print-hairline",
        X4,
        |d| d.add("q 0.5 0 0 0.5 0 0 cm 0.4 w 200 200 m 300 200 l S Q"),
        |d| {
            d.add("q 0.5 0 0 0.5 0 0 cm 0.2 w 200 200 m 300 200 l S Q");
        },
    ),
    (
        "print-hairline",
        X4,
        |d| d.add("0 w 1 0 0 0 k 90 90 9 9 re B"),
        |d| d.add("0 w 90 90 9 9 re S"),
    ),
    (
        "print-picture-ppi",
        X4,
        |d| grey(d, 84, Dictionary::new()),
        |d| {
            grey(d, 80, Dictionary::new());
        },
    ),
    (
        "print-picture-coarse",
        X4,
        |d| {
            d.settings = coarse(84.0);
            grey(d, 84, Dictionary::new());
        },
        |d| {
            d.settings = coarse(290.0);
            grey(d, 80, Dictionary::new());
        },
    ),
    (
        "print-picture-unmeasured",
        X4,
        |d| inked(d, 0, Dictionary::new()),
        |d| {
            inked(d, 0, dictionary! { "Filter" => "JPXDecode" });
        },
    ),
    (
        "print-bleed-missing",
        X4,
        |d| {
            d.add("1 0 0 0 k 11 100 50 50 re f 0 1 0 0 k 15 110 50 10 re f");
        },
        |d| d.add("1 0 0 0 k 20 100 50 50 re f"),
    ),
    ("print-text-edge", X4, nothing, |d| {
        d.add("/Over gs 0 0 0 1 k BT /F1 10 Tf 26 200 Td (abc) Tj ET");
    }),
    ("print-unreadable", X4, nothing, |d| d.add("BT (abc")),
    (
        "print-default-space",
        X4,
        |d| {
            let own = icc_based(d.icc);
            d.resource("ColorSpace", "DefaultCMYK", own);
            d.add("1 0 0 0 k 90 90 9 9 re f");
        },
        |d| {
            let other = d.document.add_object(Stream::new(dictionary! { "N" => 4 }, vec![7; 200]));
            d.resource("ColorSpace", "DefaultCMYK", icc_based(other));
            d.add("/Over gs 1 0 0 0 k 90 90 9 9 re f");
        },
    ),
    (
        "print-outside",
        X4,
        |d| xobject(d, form_of("", Dictionary::new()).dict),
        |d| {
            let reference = dictionary! { "F" => text_string("other.pdf"), "Page" => 0 };
            xobject(d, form_of("", dictionary! { "Ref" => reference }).dict);
        },
    ),
    ("print-outside", X4, nothing, |d| {
        grey(d, 90, dictionary! { "F" => text_string("other.bin") });
    }),
    ("print-attached", X4, nothing, |d| d.catalog().set("Collection", Dictionary::new())),
    ("print-attached", X4, nothing, |d| {
        d.catalog().set("Names", dictionary! { "EmbeddedFiles" => Dictionary::new() });
    }),
    (
        "print-attached",
        X4,
        |d| d.catalog().set("AcroForm", Dictionary::new()),
        |d| d.catalog().set("AcroForm", dictionary! { "XFA" => text_string("") }),
    ),
    ("print-unbalanced", X4, |d| d.add("q q Q Q"), |d| d.add("q Q Q")),
    ("print-unclosed", X4, nothing, |d| d.add("q")),
    (
        "print-unknown-operator",
        X4,
        |d| d.add("BX unknown EX /P MP [] 0 d 1 j 1 J 4 M 1 i /Perceptual ri"),
        |d| d.add("unknown"),
    ),
    ("print-spot-blend", X4, |d| blended_spot(d, "Multiply"), |d| blended_spot(d, "Luminosity")),
    (
        "print-text-pattern",
        X4,
        |d| tiled(d, "BT /F1 20 Tf 90 90 Td (abc) Tj ET"),
        |d| tiled(d, "BT /F1 8 Tf 90 90 Td (abc) Tj ET"),
    ),
    (
        "print-text-size",
        X4,
        |d| d.add("/Over gs 0 0 0 1 k BT /F1 4 Tf 90 90 Td (abc) Tj ET"),
        |d| d.add("/Over gs 0 0 0 1 k BT /F1 2.5 Tf 90 90 Td (abc) Tj ET"),
    ),
    (
        "print-text-size",
        X4,
        |d| {
            page(d).set("UserUnit", 2);
            d.add("/Over gs 0 0 0 1 k BT /F1 2 Tf 90 90 Td (abc) Tj ET");
        },
        |d| d.add("/Over gs 0 0 0 1 k BT 0.5 0 0 0.5 0 0 Tm /F1 6 Tf 180 180 Td (abc) Tj ET"),
    ),
    ("print-text-tiny", X4, nothing, |d| {
        d.add("/Over gs 0 0 0 1 k BT /F1 2 Tf 90 90 Td (abc) Tj ET");
    }),
    (
        "print-text-reversed",
        X4,
        |d| reversed(d, "0 0 0 1", 5),
        |d| {
            reversed(d, "0 0 0 1", 4);
        },
    ),
    (
        "print-text-reversed",
        X4,
        |d| reversed(d, "0.7 0.6 0 0", 8),
        |d| reversed(d, "0.7 0.6 0 0", 6),
    ),
    (
        "print-line-knockout",
        X4,
        |d| d.add(&format!("{GROUND} /Over gs 0 0 0 1 K 0.5 w 90 100 m 140 100 l S")),
        |d| d.add(&format!("{GROUND} 0 0 0 1 K 0.5 w 90 100 m 140 100 l S")),
    ),
    (
        "print-line-knockout",
        X4,
        |d| d.add(&format!("{GROUND} 0 0 0 1 K 3 w 90 100 m 140 100 l S")),
        |d| d.add(&format!("{GROUND} 0 0 0 1 k 90 100 50 1 re f")),
    ),
    (
        "print-overprint-mode",
        X4,
        |d| d.add("/Over gs 0 0.5 1 0 k 90 90 9 9 re f"),
        |d| {
            d.resource("ExtGState", "Old", dictionary! { "OP" => true, "OPM" => 0 }.into());
            d.add("/Old gs 0 0.5 1 0 k 90 90 9 9 re f");
        },
    ),
    (
        "print-overprint-mode",
        X4,
        |d| d.add("0.5 g 90 90 9 9 re f"),
        |d| {
            d.add("/Over gs 0.5 g 90 90 9 9 re f");
        },
    ),
    ("print-black-knockout", X4, nothing, |d| {
        d.add("/Over gs 0 g BT /F1 10 Tf 90 90 Td (abc) Tj ET");
    }),
    ("print-black-knockout", X4, nothing, |d| {
        d.resource("ExtGState", "Old", dictionary! { "OP" => true, "OPM" => 0 }.into());
        d.add("/Old gs 0 0 0 1 k BT /F1 10 Tf 90 90 Td (abc) Tj ET");
    }),
    (
        "print-white-overprint",
        X4,
        |d| d.add("/Over gs 1 g 90 90 9 9 re f"),
        |d| {
            d.spot("A", b"Gold", [0.0, 0.2, 0.6, 0.2]);
            d.add("/Over gs /A cs 0 scn 90 90 9 9 re f");
        },
    ),
    (
        "print-finish-knockout",
        X4,
        |d| finish(d, "UV 上光", "/Over gs"),
        |d| {
            finish(d, "Spot varnish", "");
        },
    ),
    (
        "print-finish-knockout",
        X4,
        |d| finish(d, "Cutting Edge Blue", ""),
        |d| {
            finish(d, "模切线", "");
        },
    ),
    (
        "print-finish-knockout",
        X4,
        |d| {
            d.settings.finishes = vec!["Layer 7".to_owned()];
            finish(d, "Layer 7", "/Over gs");
        },
        |d| {
            d.settings.finishes = vec!["Layer 7".to_owned()];
            finish(d, "Layer 7", "");
        },
    ),
    (
        "print-ink-unannounced",
        X4,
        |d| announced(d, &["Cyan", "Black", "Gold"], "0.5 0 0 1 k"),
        |d| announced(d, &["Cyan", "Black"], "0.5 0 0 1 k"),
    ),
    (
        "print-ink-unannounced",
        X4,
        |d| announced(d, &["Black", "Gold"], "0 0 0 1 k"),
        |d| announced(d, &["Black", "Gold"], "0 0.02 0 1 k"),
    ),
    (
        "print-ink-unannounced",
        X4,
        |d| inked(d, 60, dictionary! {}),
        |d| {
            d.settings.inks = Some(vec!["Black".to_owned()]);
            inked(d, 60, dictionary! {});
        },
    ),
    ("print-lineart-ppi", X4, |d| lineart(d, 800), |d| lineart(d, 400)),
    ("print-lineart-fine", X4, nothing, |d| lineart(d, 600)),
    ("print-page-empty", X4, nothing, |d| d.content = "0 0 0 0 k 90 90 9 9 re f".to_owned()),
    ("pdfx-claim", X4, nothing, |d| unclaimed(d)),
    ("pdfx-claim", X1a, nothing, |d| unclaimed(d)),
    (
        "print-no-claim",
        X4,
        |d| {
            d.settings.standard = Demand::Nothing;
            unclaimed(d);
        },
        |d| {
            d.settings.standard = Demand::Auto;
            unclaimed(d);
        },
    ),
    ("print-repaired", X4, nothing, |d| {
        d.mangle = |bytes| replace(bytes, b"startxref\n", b"startxref\n9")
    }),
    ("print-damaged", X4, nothing, |d| {
        d.mangle = |mut bytes| {
            bytes.truncate(bytes.len() - 20);
            bytes
        };
    }),
    ("pdfx-encrypted", X4, nothing, |d| d.mangle = encrypted),
    ("print-encrypted", X4, nothing, |d| {
        d.settings.standard = Demand::Nothing;
        d.mangle = encrypted;
    }),
    (
        "print-ink-area",
        X4,
        |d| d.add("1 1 1 0 k 80 80 80 80 re f 0 0 0 1 k 90 90 40 40 re f"),
        |d| d.add("1 1 1 0 k 80 80 80 80 re f /Over gs 0 0 0 1 k 90 90 40 40 re f"),
    ),
    ("print-ink-area", X4, nothing, |d| {
        page(d).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" });
        d.resource("ExtGState", "M", dictionary! { "BM" => "Multiply" }.into());
        d.add("1 1 0 0 k 80 80 80 80 re f /M gs 0 0 1 1 k 90 90 40 40 re f");
    }),
    ("print-picture-ink", X4, nothing, |d| {
        d.add("q 40 0 0 40 90 90 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK ID zzzz EI Q");
        d.settings.total_ink = 160.0;
        d.settings.minimum_ppi = 0.0;
    }),
    (
        "print-ink-spot",
        X4,
        |d| d.add("1 1 0 0 k 80 80 80 80 re f /Over gs 0 0 1 1 k 90 90 8 8 re f"),
        |d| d.add("1 1 0 0 k 80 80 80 80 re f /Over gs 0 0 1 1 k 90 90 20 20 re f"),
    ),
    ("print-plates-missed", X4, nothing, |d| {
        grey(d, 90, dictionary! { "BitsPerComponent" => 3 });
    }),
];

/// Every case.
pub fn cases() -> impl Iterator<Item = &'static Case> {
    CASES.iter().chain(FURTHER).chain(MET)
}

/// A gold area, and one in some inks, of which some are announced.
fn announced(draft: &mut Draft, inks: &[&str], color: &str) {
    draft.settings.inks = Some(inks.iter().map(|ink| (*ink).to_owned()).collect());
    draft.spot("A", b"Gold", [0.0, 0.2, 0.6, 0.2]);
    draft.add(&format!("{color} 80 80 30 30 re f /A cs 1 scn 120 120 9 9 re f"));
}

/// The rules that find something in a draft.
fn found(standard: Standard, change: fn(&mut Draft)) -> BTreeSet<&'static str> {
    let mut draft = Draft::new(standard);
    change(&mut draft);
    let settings = draft.settings.clone();
    crate::rules(&draft.bytes(), &settings)
}

#[test]
fn each_rule_finds_what_breaks_it_and_nothing_else() {
    let mut wrong = String::new();
    for (rule, standard, keep, breaks) in cases() {
        for (change, wanted) in [(keep, BTreeSet::new()), (breaks, BTreeSet::from([*rule]))] {
            let found = found(*standard, *change);
            if found != wanted {
                let _ = writeln!(wrong, "{rule}: {found:?} in place of {wanted:?}");
            }
        }
    }
    assert_eq!(wrong, "");
    let cases: BTreeSet<&str> = cases().map(|case| case.0).collect();
    let all: BTreeSet<&str> = rules::ALL.iter().map(|entry| entry.rule.name).collect();
    assert_eq!(all.symmetric_difference(&cases).collect::<Vec<_>>(), Vec::<&&str>::new());
}
