//! What pages paint is followed everywhere, glyphs are looked for in fonts of every kind, and no file
//! does harm.

use std::path::Path;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use pdfx_preflight::Standard::X4;
use pdfx_preflight::annotate::annotate;
use pdfx_preflight::{Limits, mend, open, preflight};

use crate::draft::{Draft, face, form, missing, numbers};
use crate::faults::{link, page, state};
use crate::judged;

/// The rule of the door that refuses a file.
fn refused(bytes: &[u8]) -> &'static str {
    let settings = Draft::new(X4).settings;
    let report = open(bytes, &Limits::USUAL).and_then(|pdf| preflight(&pdf, &settings));
    report.err().map_or("", |finding| finding.rule)
}

#[test]
fn colours_are_followed_into_forms_patterns_masks_and_letters() {
    let red: &[u8] = b"1 0 0 rg 0 0 9 9 re f";
    let form = || {
        let own = dictionary! { "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 9.0, 9.0]) };
        Stream::new(own, red.to_vec())
    };
    let drafts: [fn(&mut Draft, Stream); 4] = [
        |d, form| {
            d.resource("XObject", "X", form.into());
            d.add("q 1 0 0 1 100 100 cm /X Do Q");
        },
        |d, mut form| {
            for (key, value) in [("PatternType", 1), ("PaintType", 1), ("XStep", 9), ("YStep", 9)] {
                form.dict.set(key, value);
            }
            d.resource("Pattern", "P", form.into());
            d.add("/Pattern cs /P scn 90 90 30 30 re f");
        },
        |d, mut form| {
            form.dict.set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceGray" });
            let form = d.document.add_object(form);
            let mask = dictionary! { "S" => "Luminosity", "G" => form };
            page(d).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" });
            state(d, dictionary! { "SMask" => mask });
        },
        |d, form| {
            let letter = d.document.add_object(form);
            let font = dictionary! {
                "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "a" => letter },
                "FontMatrix" => numbers(&[0.1, 0.0, 0.0, 0.1, 0.0, 0.0]),
                "Encoding" => dictionary! { "Differences" => vec![97.into(), "a".into()] },
            };
            d.resource("Font", "T", font.into());
            d.add("/Over gs 0 0 0 1 k BT /T 10 Tf 100 100 Td (a) Tj ET");
        },
    ];
    for (index, change) in drafts.into_iter().enumerate() {
        let mut draft = Draft::new(X4);
        change(&mut draft, form());
        let report = judged(&draft.bytes(), &Draft::new(X4).settings);
        let rules: Vec<_> = report.faults.iter().map(|fault| fault.rule.name).collect();
        assert_eq!(rules, ["print-color-space"], "{index}");
    }
}

#[test]
fn missing_glyphs_are_found_in_fonts_of_every_kind() {
    // Simple fonts: a name that is none, a code without a name, a Type 3 font without a drawing.
    type Make = fn(&mut Draft, Dictionary);
    let plain: Make = |d, own| {
        d.resource("Font", "T", own.into());
    };
    let simple: [(Make, &str, &str); 5] = [
        (plain, "ab", "-"),
        (plain, "abd", "64"),
        (
            |d, mut own| {
                own.set("Encoding", dictionary! {
                    "Differences" => vec![98.into(), Object::Name(b".notdef".to_vec()), "c".into()],
                });
                d.resource("Font", "T", own.into());
            },
            "abc",
            "62",
        ),
        (
            |d, mut own| {
                own.set("Encoding", "WinAnsiEncoding");
                d.resource("Font", "T", own.into());
            },
            "a\\310b",
            "C8",
        ),
        (
            |d, _| {
                let letter = d.document.add_object(form("0 0 9 9 re f"));
                let font = dictionary! {
                    "Type" => "Font", "Subtype" => "Type3", "BaseFont" => "Sound",
                    "CharProcs" => dictionary! { "a" => letter },
                    "Encoding" => dictionary! {
                        "Differences" => vec![97.into(), "a".into(), "b".into()],
                    },
                    "FontMatrix" => numbers(&[0.1, 0.0, 0.0, 0.1, 0.0, 0.0]),
                };
                d.resource("Font", "T", font.into());
            },
            "abc",
            "62, 63",
        ),
    ];
    for (index, (change, text, codes)) in simple.into_iter().enumerate() {
        let mut draft = Draft::new(X4);
        let program = Stream::new(Dictionary::new(), face());
        let program = draft.document.add_object(program);
        let descriptor =
            dictionary! { "Type" => "FontDescriptor", "Flags" => 32, "FontFile2" => program };
        let descriptor = draft.document.add_object(descriptor);
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "Sound",
            "FontDescriptor" => descriptor,
        };
        change(&mut draft, font);
        draft.add(&format!("/Over gs 0 0 0 1 k BT /T 10 Tf 100 100 Td ({text}) Tj ET"));
        let (lacking, unread) = missing(&judged(&draft.bytes(), &Draft::new(X4).settings));
        let expected: Vec<_> = [(1, "Sound".to_owned(), codes.to_owned())].into();
        let expected = if codes == "-" { Vec::new() } else { expected };
        assert_eq!((lacking, unread), (expected, Vec::new()), "{index}");
    }
}

#[test]
fn character_maps_and_tables_of_a_cid_font_are_followed() {
    let cid = |map: Object, table: Option<Vec<u8>>| {
        let mut draft = Draft::new(X4);
        let program = Stream::new(Dictionary::new(), face());
        let program = draft.document.add_object(program);
        let descriptor = dictionary! { "Type" => "FontDescriptor", "FontFile2" => program };
        let descriptor = draft.document.add_object(descriptor);
        let mut inner = dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "FontDescriptor" => descriptor,
        };
        if let Some(table) = table {
            let table = draft.document.add_object(Stream::new(Dictionary::new(), table));
            inner.set("CIDToGIDMap", table);
        }
        let inner = draft.document.add_object(inner);
        let map = draft.document.add_object(map);
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Wide", "Encoding" => map,
            "DescendantFonts" => vec![Object::Reference(inner)],
        };
        draft.resource("Font", "W", font.into());
        draft.add("/Over gs 0 0 0 1 k BT /W 10 Tf 100 100 Td <0001000200030004> Tj ET");
        let (lacking, unread) = missing(&judged(&draft.bytes(), &Draft::new(X4).settings));
        let codes = lacking.into_iter().map(|(_, _, codes)| codes).collect::<Vec<_>>().join("|");
        (codes, unread.len())
    };
    let identity = || Object::Name(b"Identity-H".to_vec());
    assert_eq!(cid(identity(), None), ("0004".to_owned(), 0));
    assert_eq!(cid(identity(), Some(vec![0, 0, 0, 1, 0, 0, 0, 3])), ("0002, 0004".to_owned(), 0));
    assert_eq!(cid(Object::Name(b"UniGB-UCS2-H".to_vec()), None), (String::new(), 1));
    let map = "1 begincodespacerange <0000> <ffff> endcodespacerange\n\
               1 begincidrange <0001> <0002> 2 endcidrange endcmap";
    let map = Stream::new(Dictionary::new(), map.as_bytes().to_vec());
    assert_eq!(cid(map.into(), None), ("0003, 0004".to_owned(), 0));
}

#[test]
fn places_are_in_millimetres_from_the_upper_left_of_the_trim() {
    let mut draft = Draft::new(X4);
    draft.add("q 2 0 0 2 0 0 cm 0.9 0.9 0.9 0.9 k 28.346 100 14.173 7.087 re f Q");
    let report = judged(&draft.bytes(), &Draft::new(X4).settings);
    let fault = &report.faults[0];
    assert_eq!((fault.rule.name, fault.page), ("print-ink", 1));
    let place = fault.places[0];
    assert_eq!((place.width, place.height), (Some(10.0), Some(5.0)));
    assert_eq!((place.x, place.y), (Some(12.9), Some(60.6)));
    assert!(place.object.is_some() && place.operator.is_some());
}

#[test]
fn forms_that_call_one_another_come_to_an_end() {
    // A form that paints itself is painted once.
    let mut draft = Draft::new(X4);
    let id = draft.resource("XObject", "X", form("/X Do 0 0 0 0.5 k 90 90 9 9 re f").into());
    let resources = dictionary! { "XObject" => dictionary! { "X" => id } };
    let stream = draft.document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    stream.dict.set("Resources", resources);
    draft.add("/X Do");
    assert_eq!(refused(&draft.bytes()), "");
    // Pages that share what is long.
    let mut draft = Draft::new(X4);
    let annotation = dictionary! { "Subtype" => "Link", "Rect" => numbers(&[0.0, 0.0, 1.0, 1.0]) };
    let annotation = draft.document.add_object(annotation);
    let list = vec![Object::Reference(annotation); 20_000];
    let list = draft.document.add_object(Object::Array(list));
    page(&mut draft).set("Annots", list);
    let (first, own) = (draft.page, page(&mut draft).clone());
    let pages = own.get(b"Parent").unwrap().as_reference().unwrap();
    let mut kids = vec![Object::Reference(first)];
    for _ in 0..5_000 {
        kids.push(draft.document.add_object(own.clone()).into());
    }
    draft.dictionary(pages).set("Kids", kids);
    unjudged(&draft.bytes());
    // Each of 20 forms paints the next ten times.
    let mut draft = Draft::new(X4);
    let mut inner = draft.document.add_object(form("0 0 0 0.5 k 90 90 9 9 re f"));
    for _ in 0..20 {
        let mut outer = form(&"/X Do ".repeat(10));
        outer.dict.set("Resources", dictionary! { "XObject" => dictionary! { "X" => inner } });
        inner = draft.document.add_object(outer);
    }
    let outer = draft.document.objects[&inner].clone();
    draft.resource("XObject", "X", outer);
    draft.add("/X Do");
    unjudged(&draft.bytes());
}

/// A file of which the rest is not judged, so that it is not called fit.
fn unjudged(bytes: &[u8]) {
    let report = judged(bytes, &Draft::new(X4).settings);
    assert!(!report.is_fit());
    assert!(report.faults.iter().any(|own| own.rule.name == "print-page-unjudged"));
}

/// A file with some of everything, for changing bytes in it.
fn rich() -> Vec<u8> {
    let mut draft = Draft::new(X4);
    draft.picture("I", "DeviceCMYK", 6, vec![100; 6 * 6 * 4], Dictionary::new());
    draft.add("q 20 0 0 20 100 100 cm /I Do Q");
    draft.spot("A", b"Gold", [0.0, 0.2, 0.6, 0.2]);
    draft.resource("XObject", "X", form("q 0 0 0 0.5 k 90 90 9 9 re f Q").into());
    link(&mut draft, [0.0, 0.0, 9.0, 9.0], Dictionary::new());
    state(&mut draft, dictionary! { "ca" => 0.5 });
    draft.add("/A cs 0.5 scn 90 90 9 9 re B /X Do BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI");
    let icc = draft.icc;
    draft.document.get_object_mut(icc).unwrap().as_stream_mut().unwrap().content.truncate(200);
    draft.bytes()
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    let bytes = rich();
    for end in (0..bytes.len() - 8).step_by(97) {
        assert!(open(&bytes[..end], &Limits::USUAL).is_err(), "{end}");
    }
}

#[test]
fn the_seeds_of_the_fuzzer_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/preflight");
    if std::env::var_os("NEIKAN_UPDATE").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("rich"), rich()).unwrap();
        let mut packed = Vec::new();
        Document::load_mem(&rich()).unwrap().save_modern(&mut packed).unwrap();
        std::fs::write(folder.join("packed"), packed).unwrap();
    }
    let seeds: Vec<_> = std::fs::read_dir(&folder).unwrap().map(Result::unwrap).collect();
    assert!(seeds.len() >= 2);
    for seed in seeds {
        assert_eq!(refused(&std::fs::read(seed.path()).unwrap()), "", "{}", seed.path().display());
    }
}

/// Any file that is cut off or has bytes changed is read or refused, without harm; what is read can
/// be judged, ringed and judged again.
#[test]
fn no_damage_does_harm() {
    let mut packed = Vec::new();
    Document::load_mem(&rich()).unwrap().save_modern(&mut packed).unwrap();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let settings = Draft::new(X4).settings;
    let (mut read, mut refused) = (0, 0);
    for round in 0..600 {
        let mut bytes = if round % 2 == 0 { rich() } else { packed.clone() };
        for _ in 0..=random(8) {
            let (at, byte) = (random(bytes.len()), random(256) as u8);
            // Digits become digits now and then: lengths, offsets and references.
            let digit = bytes[at].is_ascii_digit() && byte < 200;
            bytes[at] = if digit { b'0' + byte % 10 } else { byte };
        }
        match random(6) {
            0 => bytes.truncate(random(bytes.len())),
            1 => {
                let (from, length) = (random(bytes.len()), bytes.len() / 7);
                bytes.drain(from..(from + length).min(bytes.len()));
            }
            _ => {}
        }
        let Ok(pdf) = mend(&bytes, &Limits::USUAL) else {
            refused += 1;
            continue;
        };
        read += 1;
        if let Ok(report) = preflight(&pdf, &settings) {
            let ringed = annotate(pdf, &report, &settings).unwrap();
            let ringed = mend(&ringed, &Limits::USUAL).unwrap();
            assert!(preflight(&ringed, &settings).is_ok(), "{round}");
        }
    }
    assert!(read > 200 && refused > 20, "{read} {refused}");
}
