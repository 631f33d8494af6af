//! More cases of the rules: the same faults in forms, in strokes, on other sides, in other spaces.

use lopdf::{Dictionary, Object, dictionary, text_string};
use pdfx_preflight::Standard::{X1a, X4};

use crate::draft::{Draft, form, numbers};
use crate::faults::{Case, info, link, page, state};

fn nothing(_: &mut Draft) {}

/// Paints a form.
fn within(draft: &mut Draft, content: &str, placed: &str) {
    draft.resource("XObject", "X", form(content).into());
    draft.add(&format!("q {placed} /X Do Q"));
}

/// So many forms within one another, the innermost with an area.
fn deep(draft: &mut Draft, depth: usize) {
    let mut below = draft.document.add_object(form("0 0.5 0.5 0 k 100 100 9 9 re f"));
    for _ in 1..depth {
        let mut own = form("/X Do");
        own.dict.set("Resources", dictionary! { "XObject" => dictionary! { "X" => below } });
        below = draft.document.add_object(own);
    }
    let own = dictionary! { "XObject" => dictionary! { "X" => below } };
    let mut outer = form("/X Do");
    outer.dict.set("Resources", own);
    draft.resource("XObject", "D", outer.into());
    draft.add("/D Do");
}

/// A gradient in some space between two colours.
fn gradient(draft: &mut Draft, space: &str, colors: [&[f32]; 2]) {
    let function = dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]),
        "C0" => numbers(colors[0]), "C1" => numbers(colors[1]),
    };
    let shading = dictionary! {
        "ShadingType" => 2, "ColorSpace" => space, "Function" => function,
        "Coords" => numbers(&[100.0, 0.0, 200.0, 0.0]),
    };
    draft.resource("Shading", "H", shading.into());
    draft.add("q 100 100 100 10 re W n /H sh Q");
}

/// A space with a white point and an area in it.
fn calibrated(draft: &mut Draft, family: &str, color: &str) {
    let white = dictionary! { "WhitePoint" => numbers(&[0.9642, 1.0, 0.8249]) };
    draft.resource("ColorSpace", "C", Object::Array(vec![family.into(), white.into()]));
    draft.add(&format!("/C cs {color} scn 90 90 9 9 re f"));
}

fn width(draft: &mut Draft, width: f32) {
    draft.resource("ExtGState", "L", dictionary! { "LW" => width }.into());
    draft.add("/L gs 0 0 0 1 K 90 200 m 140 200 l S");
}

fn two_spots(draft: &mut Draft, names: [&str; 2]) {
    for (resource, name) in ["A", "B"].into_iter().zip(names) {
        draft.spot(resource, name.as_bytes(), [0.0, 0.2, 0.6, 0.2]);
    }
    draft.add("/A cs 1 scn 90 90 9 9 re f /B cs 1 scn 110 90 9 9 re f");
}

/// An area that fills the bleed, under a soft mask that shows a rectangle of it.
fn masked_to(d: &mut Draft, [x, y, width, height]: [f64; 4]) {
    let mut form = form(&format!("1 g {x} {y} {width} {height} re f"));
    form.dict.set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceGray" });
    let form = d.document.add_object(form);
    let mask = dictionary! { "Type" => "Mask", "S" => "Luminosity", "G" => form };
    d.resource("ExtGState", "Masked", dictionary! { "SMask" => mask }.into());
    page(d).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" });
    d.add("/Masked gs 1 0 0 0 k 0 80 80 150 re f");
}

pub const FURTHER: &[Case] = &[
    ("print-hairline", X4, |d| width(d, 0.5), |d| width(d, 0.05)),
    (
        "print-hairline",
        X4,
        |d| within(d, "0 0 0 1 K 1 w 9 9 m 400 9 l S", "0.5 0 0 0.5 100 100 cm"),
        |d| within(d, "0 0 0 1 K 1 w 9 9 m 400 9 l S", "0.1 0 0 0.1 100 100 cm"),
    ),
    (
        "print-hairline",
        X4,
        |d| d.add("0 0 0 1 k 90 200 50 0.5 re f"),
        |d| d.add("0 0 0 1 k 90 200 50 0.1 re f"),
    ),
    (
        "print-color-space",
        X4,
        |d| d.add("0 1 0 0 K 90 90 m 140 90 l S"),
        |d| d.add("0 1 0 RG 90 90 m 140 90 l S"),
    ),
    (
        "print-color-space",
        X4,
        |d| gradient(d, "DeviceCMYK", [&[0.0, 1.0, 0.0, 0.0], &[0.0, 0.0, 1.0, 0.0]]),
        |d| gradient(d, "DeviceRGB", [&[1.0, 0.0, 0.0], &[0.0, 0.0, 1.0]]),
    ),
    ("print-color-space", X4, nothing, |d| calibrated(d, "CalRGB", "1 0 0")),
    ("print-color-space", X4, nothing, |d| calibrated(d, "Lab", "50 40 30")),
    ("print-color-space", X4, nothing, |d| calibrated(d, "CalGray", "0.5")),
    (
        "print-color-space",
        X4,
        |d| within(d, "0 0.5 1 0 k 90 90 9 9 re f", ""),
        |d| within(d, "1 0.5 0 rg 90 90 9 9 re f", ""),
    ),
    ("pdfx-action", X4, nothing, |d| {
        let script = dictionary! { "S" => "JavaScript", "JS" => text_string("") };
        page(d).set("AA", dictionary! { "O" => script });
    }),
    (
        "pdfx-annotation",
        X4,
        |d| link(d, [296.0, 100.0, 306.0, 120.0], Dictionary::new()),
        |d| link(d, [100.0, 100.0, 120.0, 120.0], Dictionary::new()),
    ),
    (
        "print-text-edge",
        X4,
        |d| d.add("/Over gs 0 0 0 1 k BT /F1 10 Tf 250 200 Td (abc) Tj ET"),
        |d| d.add("/Over gs 0 0 0 1 k BT /F1 10 Tf 268 200 Td (abc) Tj ET"),
    ),
    (
        "print-text-edge",
        X4,
        |d| d.add("/Over gs 0 0 0 1 k BT /F1 10 Tf 100 340 Td (abc) Tj ET"),
        |d| d.add("/Over gs 0 0 0 1 k BT /F1 10 Tf 100 372 Td (abc) Tj ET"),
    ),
    (
        "print-bleed-missing",
        X4,
        |d| d.add("1 0 0 0 k 236 100 59 50 re f"),
        |d| d.add("1 0 0 0 k 236 100 50 50 re f"),
    ),
    (
        "print-bleed-missing",
        X4,
        |d| d.add("1 0 0 0 k 100 336 50 59 re f"),
        |d| d.add("1 0 0 0 k 100 336 50 50 re f"),
    ),
    (
        "print-bleed-missing",
        X4,
        |d| d.add("1 0 0 0 k 100 11 50 50 re f"),
        |d| d.add("1 0 0 0 k 100 16 50 50 re f"),
    ),
    (
        "print-page-unjudged",
        X4,
        |d| d.add(&"0 0 0 1 k 90 90 9 9 re f ".repeat(1_000)),
        |d| d.add(&"0 0 0 1 k 90 90 9 9 re f ".repeat(500_001)),
    ),
    (
        "print-bleed-white",
        X4,
        |d| d.add("1 0 0 0 k 0 100 80 80 re f 0 0 0 0 k 0 90 8 120 re f"),
        |d| d.add("1 0 0 0 k 0 100 80 80 re f 0 0 0 0 k 0 90 20 120 re f"),
    ),
    (
        "print-bleed-white",
        X4,
        |d| masked_to(d, [11.0, 90.0, 90.0, 120.0]),
        |d| masked_to(d, [20.0, 90.0, 90.0, 120.0]),
    ),
    (
        "print-white-overprint",
        X4,
        |d| d.add("0 0 0 0 k BT /F1 20 Tf 90 90 Td (abc) Tj ET"),
        |d| d.add("/Over gs 0 0 0 0 k BT /F1 20 Tf 90 90 Td (abc) Tj ET"),
    ),
    (
        "print-ink",
        X4,
        |d| d.add("0.5 0.5 0.5 1 K 5 w 90 90 m 140 90 l S"),
        |d| d.add("0.9 0.9 0.9 1 K 5 w 90 90 m 140 90 l S"),
    ),
    (
        "print-ink",
        X4,
        |d| gradient(d, "DeviceCMYK", [&[0.0, 0.0, 0.0, 0.0], &[0.7, 0.7, 0.7, 0.9]]),
        |d| gradient(d, "DeviceCMYK", [&[0.0, 0.0, 0.0, 0.0], &[0.9, 0.9, 0.9, 0.9]]),
    ),
    ("print-unbalanced", X4, |d| within(d, "q Q", ""), |d| within(d, "q Q Q", "")),
    ("print-unclosed", X4, |d| within(d, "q Q", ""), |d| within(d, "q", "")),
    (
        "print-unknown-operator",
        X4,
        |d| within(d, "BX unknown EX", ""),
        |d| within(d, "unknown", ""),
    ),
    ("pdfx-transfer", X4, nothing, |d| {
        state(d, dictionary! { "TR2" => Dictionary::new() });
    }),
    ("pdfx-halftone", X4, nothing, |d| {
        let own = dictionary! { "HalftoneType" => 1, "HalftoneName" => text_string("a") };
        state(d, dictionary! { "HT" => own });
    }),
    ("pdfx-xmp", X4, nothing, |d| {
        d.xmp = d.xmp.replace("<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID>", "");
    }),
    ("pdfx-id", X4, nothing, |d| drop(d.document.trailer.remove(b"ID"))),
    ("pdfx-intent", X4, nothing, |d| {
        let both = vec![Object::Reference(d.intent); 2];
        d.catalog().set("OutputIntents", both);
    }),
    ("pdfx-info", X4, nothing, |d| drop(info(d).remove(b"CreationDate"))),
    (
        "pdfx-transparency",
        X1a,
        |d| state(d, dictionary! { "CA" => 1, "SMask" => "None" }),
        |d| state(d, dictionary! { "CA" => 0.9 }),
    ),
    ("pdfx-transparency", X1a, nothing, |d| state(d, dictionary! { "BM" => "Darken" })),
    ("print-page-empty", X4, nothing, |d| d.content = String::new()),
    ("print-page-empty", X4, nothing, |d| {
        // What is printed lies beyond the trim.
        d.content = "0 0 0 1 k 2 2 5 5 re f".to_owned();
    }),
    ("print-plates-missed", X4, |d| deep(d, 5), |d| deep(d, 30)),
    (
        "print-spot-name",
        X4,
        |d| two_spots(d, ["Gold", "Silver"]),
        |d| two_spots(d, ["Gold", "GOLD"]),
    ),
    (
        "print-line-knockout",
        X4,
        |d| d.add("0.8 0 0.4 0 k 80 80 80 80 re f /Over gs 0 0 0 1 k 90 100 1 50 re f"),
        |d| d.add("0.8 0 0.4 0 k 80 80 80 80 re f 0 0 0 1 k 90 100 1 50 re f"),
    ),
    (
        "print-black-knockout",
        X4,
        |d| within(d, "/Over gs 0 0 0 1 k BT /F1 10 Tf 90 90 Td (abc) Tj ET", ""),
        |d| within(d, "0 0 0 1 k BT /F1 10 Tf 90 90 Td (abc) Tj ET", ""),
    ),
    (
        "print-text-plates",
        X4,
        |d| d.add("0 1 1 0 k BT /F1 8 Tf 90 90 Td (abc) Tj ET"),
        |d| d.add("0.7 0.6 0.6 0.9 k BT /F1 8 Tf 90 90 Td (abc) Tj ET"),
    ),
    (
        "print-text-size",
        X4,
        |d| d.add("/Over gs 0 0 0 1 k BT /F1 1 Tf 5 0 0 5 90 90 Tm (abc) Tj ET"),
        |d| d.add("/Over gs 0 0 0 1 k BT /F1 1 Tf 3 0 0 3 90 90 Tm (abc) Tj ET"),
    ),
    ("print-notdef", X4, nothing, |d| {
        within(d, "/Over gs 0 0 0 1 k BT /F1 10 Tf 90 90 Td (xyz) Tj ET", "");
    }),
    (
        "print-ink-area",
        X4,
        // A frame of 400 % is long, but no square of 1 cm² has much of it.
        |d| d.add("1 1 0 0 k 60 60 160 160 re f /Over gs 0 0 1 1 K 1 w 80 80 120 120 re S"),
        // Many small places are as much as one large one.
        |d| {
            d.add("1 1 1 0 k 80 80 80 80 re f /Over gs 0 0 0 1 k");
            for row in 0..10 {
                for column in 0..10 {
                    let (x, y) = (82 + 7 * column, 82 + 7 * row);
                    d.add(&format!("{x} {y} 4 4 re f"));
                }
            }
        },
    ),
    (
        "print-ink-area",
        X4,
        |d| d.add("1 1 1 0 k 80 80 80 80 re f 0 0 0 0 k 90 90 40 40 re f"),
        |d| {
            d.spot("A", b"Gold", [0.0, 0.2, 0.6, 0.2]);
            d.add("1 1 1 0 k 80 80 80 80 re f /Over gs /A cs 1 scn 90 90 40 40 re f");
        },
    ),
];
