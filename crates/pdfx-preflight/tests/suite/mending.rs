//! Fixes mend what they name, and leave every other object as it was.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use pdfx_preflight::fix::{FIXES, Fixed, House, Request, Separate, Source, fix};
use pdfx_preflight::inspect::boxes;
use pdfx_preflight::plates::{Options, each};
use pdfx_preflight::{Limits, Settings, Standard, mend, rules as all_rules};

use crate::draft::{Draft, form, numbers};
use crate::faults::{cases, page};
use crate::met::drawn;
use crate::rules;

/// A press of plain arithmetic: black is what red, green and blue have in common.
struct Plain;

impl House for Plain {
    fn separate(&self, source: Source<'_>) -> Option<Box<dyn Separate>> {
        Some(Box::new(match source {
            Source::Gray(_) => Sums(1),
            Source::Rgb(_) => Sums(3),
            Source::Cmyk(_) => Sums(4),
        }))
    }

    fn label(&self, document: &mut Document) {
        document.trailer.set("Labelled", true);
    }
}

/// Converts colours of so many components.
struct Sums(usize);

impl Separate for Sums {
    fn flat(&self, parts: &[f64]) -> [f64; 4] {
        match (self.0, parts) {
            (1, [grey, ..]) => [0.0, 0.0, 0.0, 1.0 - grey],
            (3, [r, g, b, ..]) => {
                let black = 1.0 - r.max(*g).max(*b);
                [1.0 - r - black, 1.0 - g - black, 1.0 - b - black, black]
            }
            (_, parts) => std::array::from_fn(|at| parts.get(at).copied().unwrap_or(0.0)),
        }
    }

    fn pixels(&self, samples: &[u8]) -> Vec<u8> {
        let pixel = |own: &[u8]| {
            let parts: Vec<f64> = own.iter().map(|&part| f64::from(part) / 255.0).collect();
            self.flat(&parts).map(|part| (part * 255.0).round() as u8)
        };
        samples.chunks_exact(self.0).flat_map(pixel).collect()
    }
}

/// Mends a file by some fixes, and sees that what is not named stays.
fn mended(bytes: &[u8], names: &[&str], settings: &Settings, trim: Option<[f64; 2]>) -> Fixed {
    let pdf = mend(bytes, &Limits::USUAL).unwrap();
    let before = pdf.document.objects.clone();
    let fixes: BTreeSet<&str> = names.iter().copied().collect();
    let request = Request { fixes: &fixes, settings, trim, house: Some(&Plain) };
    let fixed = fix(pdf, &request).unwrap();
    let after = mend(&fixed.bytes, &Limits::USUAL).unwrap().document.objects;
    for (id, object) in before.iter().filter(|(id, _)| !fixed.changed.contains(*id)) {
        assert_eq!(after.get(id), Some(object), "{names:?} {id:?}");
    }
    fixed
}

fn of(change: impl FnOnce(&mut Draft)) -> (Vec<u8>, Settings) {
    let mut draft = Draft::new(Standard::X4);
    change(&mut draft);
    let settings = draft.settings.clone();
    (draft.bytes(), settings)
}

/// The names of inks on the plates of the first page, and the ink of each in a corner of a square.
fn inks_at(bytes: &[u8], [x, y]: [usize; 2]) -> Vec<(String, u8)> {
    let pdf = mend(bytes, &Limits::USUAL).unwrap();
    let mut out = Vec::new();
    each(&pdf, &Options { ppi: 72.0, profile: None }, |plates| {
        if plates.page == 1 {
            let n = plates.inks.len();
            let pixel = ((plates.height - 1 - y) * plates.width + x) * n;
            let own = plates.inks.iter().cloned();
            out = own.zip(plates.samples[pixel..pixel + n].iter().copied()).collect();
        }
    })
    .unwrap();
    out
}

fn four(bytes: &[u8], place: [usize; 2]) -> [u8; 4] {
    let inks = inks_at(bytes, place);
    [0, 1, 2, 3].map(|at| inks[at].1)
}

/// Cases that a fix leaves as they are: small letters in a colour.
const LEFT: [(&str, usize); 1] = [("print-text-plates", 0)];

#[test]
fn a_fix_mends_what_it_names_and_nothing_else() {
    let named = |name: &str| all_rules().iter().any(|entry| entry.rule.name == name);
    let mut tried = 0;
    for name in FIXES.iter().map(|fix| fix.name).filter(|name| *name != "pdfx-claim") {
        assert!(named(name) || name.starts_with("fix-"), "{name}");
        let own = cases().filter(|case| case.0 == name).enumerate();
        for (at, case) in own.filter(|(at, _)| !LEFT.contains(&(name, *at))) {
            let mut draft = Draft::new(case.1);
            (case.3)(&mut draft);
            let settings = draft.settings.clone();
            let bytes = draft.bytes();
            assert!(rules(&bytes, &settings).contains(name), "{name} {at}");
            let fixed = mended(&bytes, &[name], &settings, None);
            let mut left = rules(&fixed.bytes, &settings);
            // What has become black alone may have to overprint, which has a fix of its own.
            assert!(!left.contains(name), "{name} {at}");
            left.remove("print-black-knockout");
            assert_eq!(left, BTreeSet::new(), "{name} {at}");
            assert!(!fixed.changed.is_empty(), "{name}");
            // Nothing is left to be mended.
            let again = mended(&fixed.bytes, &[name], &settings, None);
            assert_eq!(again.changed, BTreeSet::new(), "{name} {at}");
            tried += 1;
        }
    }
    assert!(tried > 24, "{tried}");
}

#[test]
fn what_a_fix_cannot_mend_stays_and_is_found_again() {
    for (name, at) in LEFT {
        let case = cases().filter(|case| case.0 == name).nth(at).unwrap();
        let mut draft = Draft::new(case.1);
        (case.3)(&mut draft);
        let settings = draft.settings.clone();
        let fixed = mended(&draft.bytes(), &[name], &settings, None);
        assert_eq!(fixed.changed, BTreeSet::new(), "{name}");
        assert!(rules(&fixed.bytes, &settings).contains(name), "{name}");
    }
}

#[test]
fn grey_becomes_black_of_cmyk_on_pages_and_in_forms() {
    let (bytes, settings) = of(|d| {
        d.resource("XObject", "X", form("0.2 g 200 100 9 9 re f 140 100 9 9 re f").into());
        // Nothing sets a colour for the first area: it is black.
        let own = "100 100 9 9 re f 0.25 g 120 100 9 9 re f q /DeviceGray cs 0.75 sc /X Do Q\n";
        d.content.insert_str(0, own);
    });
    let fixed = mended(&bytes, &["fix-gray"], &settings, None);
    let pdf = mend(&fixed.bytes, &Limits::USUAL).unwrap();
    let content = pdf.document.get_page_content(pdf.pages[0].id);
    let content = String::from_utf8(content).unwrap();
    assert!(content.starts_with("0 0 0 1 k 0 0 0 1 K\n"), "{content}");
    assert!(content.contains("0 0 0 0.75 k 120 100") && content.contains("0 0 0 0.25 k /X Do"));
    assert!(!content.contains(" g "), "{content}");
    for (place, black) in [([104, 104], 255), ([124, 104], 191), ([204, 104], 204)] {
        assert_eq!(four(&bytes, place), [0, 0, 0, black], "{place:?}");
        assert_eq!(four(&fixed.bytes, place), [0, 0, 0, black], "{place:?}");
    }
    // A page that has no grey is left alone, and so is a page whose grey is never painted.
    for content in ["0 0 0 1 k 90 90 9 9 re f", "0 0 0 0.5 k 9 9 9 9 re n"] {
        let (bytes, settings) = of(|d| d.content = content.to_owned());
        assert_eq!(mended(&bytes, &["fix-gray"], &settings, None).changed, BTreeSet::new());
    }
}

#[test]
fn spot_inks_become_the_four_but_for_varnish() {
    let (bytes, settings) = of(|d| {
        d.spot("A", b"Gold", [0.0, 0.2, 0.6, 0.2]);
        d.spot("V", b"Spot varnish", [0.0, 0.0, 0.0, 0.1]);
        d.add("/A cs 1 scn 100 100 9 9 re f 0.5 scn 120 100 9 9 re f /A CS 1 SCN");
        d.add("/Over gs /V cs 1 scn 140 100 9 9 re f");
    });
    let fixed = mended(&bytes, &["fix-spot"], &settings, None);
    let names: Vec<String> =
        inks_at(&fixed.bytes, [104, 104]).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[4..], ["Spot varnish"]);
    assert_eq!(four(&fixed.bytes, [104, 104]), [0, 51, 153, 51]);
    assert_eq!(four(&fixed.bytes, [124, 104]), [0, 26, 77, 26]);
}

fn icc(draft: &mut Draft, components: i64) -> Object {
    let profile = Stream::new(dictionary! { "N" => components }, vec![7; 200]);
    let profile = draft.document.add_object(profile);
    Object::Array(vec!["ICCBased".into(), profile.into()])
}

/// Puts a picture of some samples on a page.
type Make = fn(&mut Draft, Vec<u8>);

/// A picture of one pixel a colour, 4 × 1, in some space.
fn picture(draft: &mut Draft, space: Object, samples: Vec<u8>, more: Dictionary) {
    let mut own = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 4, "Height" => 1,
        "ColorSpace" => space, "BitsPerComponent" => 8,
    };
    more.iter().for_each(|(key, value)| own.set(key.clone(), value.clone()));
    draft.settings.minimum_ppi = 0.0;
    draft.add("q 40 0 0 10 100 150 cm /I Do Q");
    draft.resource("XObject", "I", Stream::new(own, samples).into());
}

#[test]
fn pictures_of_screens_become_inks() {
    let rgb = vec![255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0];
    let wanted = [[0, 255, 255, 0], [255, 0, 255, 0], [255, 255, 0, 0], [0, 0, 0, 255]];
    let makes: [(Make, bool); 4] = [
        (|d, own| picture(d, "DeviceRGB".into(), own, Dictionary::new()), true),
        (
            |d, own| {
                let space = icc(d, 3);
                picture(d, space, own, Dictionary::new());
            },
            true,
        ),
        (
            |d, own| {
                let turned = own.iter().map(|part| 255 - part).collect();
                let decode = numbers(&[1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
                picture(d, "DeviceRGB".into(), turned, dictionary! { "Decode" => decode });
            },
            true,
        ),
        (
            |d, own| {
                let colors = Object::String(own, lopdf::StringFormat::Hexadecimal);
                let space = vec!["Indexed".into(), "DeviceRGB".into(), 3.into(), colors];
                picture(d, Object::Array(space), vec![0, 1, 2, 3], Dictionary::new());
            },
            false,
        ),
    ];
    for (at, (make, repaints)) in makes.into_iter().enumerate() {
        let (bytes, settings) = of(|d| make(d, rgb.clone()));
        assert!(rules(&bytes, &settings).contains("print-color-space"), "{at}");
        let fixed = mended(&bytes, &["print-color-space"], &settings, None);
        assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new(), "{at}");
        for (column, wanted) in wanted.into_iter().enumerate() {
            assert_eq!(four(&fixed.bytes, [105 + 10 * column, 155]), wanted, "{at} {column}");
        }
        let pdf = mend(&fixed.bytes, &Limits::USUAL).unwrap();
        let own = pdf.document.objects.values().filter_map(|own| own.as_stream().ok());
        let picture = own.into_iter().find(|own| own.dict.has(b"Width")).unwrap();
        let plain = picture.get_plain_content().unwrap();
        assert_eq!(plain.len(), if repaints { 16 } else { 4 }, "{at}");
    }
    // One whose pixels cannot be read is left, and said.
    let (bytes, settings) = of(|d| {
        picture(d, "DeviceRGB".into(), vec![0; 12], dictionary! { "Filter" => "DCTDecode" });
    });
    let fixed = mended(&bytes, &["print-color-space"], &settings, None);
    assert_eq!(fixed.notes.get("preflight-fix-picture"), Some(&1));
    assert_eq!(fixed.changed, BTreeSet::new());
}

#[test]
fn what_is_masked_by_its_colour_stays_masked() {
    let rgb = vec![255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0];
    let makes: [Make; 2] = [
        |d, own| {
            let mask: Vec<Object> = [0, 9, 250, 255, 0, 9].map(Object::Integer).to_vec();
            picture(d, "DeviceRGB".into(), own, dictionary! { "Mask" => mask });
        },
        |d, own| {
            let colors = Object::String(own, lopdf::StringFormat::Hexadecimal);
            let space = vec!["Indexed".into(), "DeviceRGB".into(), 3.into(), colors];
            let mask: Vec<Object> = [1, 1].map(Object::Integer).to_vec();
            picture(d, Object::Array(space), vec![0, 1, 2, 3], dictionary! { "Mask" => mask });
        },
    ];
    for (at, make) in makes.into_iter().enumerate() {
        let (bytes, settings) = of(|d| {
            d.add("0.2 0 0 0 k 100 150 40 10 re f");
            make(d, rgb.clone());
        });
        let fixed = mended(&bytes, &["print-color-space"], &settings, None);
        assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new(), "{at}");
        assert_eq!(four(&fixed.bytes, [105, 155]), [0, 255, 255, 0], "{at}");
        assert_eq!(four(&fixed.bytes, [115, 155]), [51, 0, 0, 0], "{at}");
        assert_eq!(four(&fixed.bytes, [135, 155]), [0, 0, 0, 255], "{at}");
    }
    // Ink is taken off what shows, and the mask stays.
    let (bytes, settings) = of(|d| {
        let ink = [[255; 4], [255; 4], [0, 0, 0, 0], [255; 4]].concat();
        let mask = dictionary! { "Mask" => vec![Object::Integer(0); 8] };
        d.add("0.2 0 0 0 k 100 150 40 10 re f");
        picture(d, "DeviceCMYK".into(), ink, mask);
    });
    let fixed = mended(&bytes, &["print-picture-ink"], &settings, None);
    assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new());
    assert_eq!(four(&fixed.bytes, [125, 155]), [51, 0, 0, 0]);
    assert_eq!(four(&fixed.bytes, [105, 155])[3], 255);
}

#[test]
fn pictures_mixed_with_a_colour_are_unmixed() {
    let (bytes, settings) = of(|d| {
        // Half red on black, which was its matte.
        let mask = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 4, "Height" => 1,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
            "Matte" => numbers(&[0.0, 0.0, 0.0]),
        };
        let mask = d.document.add_object(Stream::new(mask, vec![255, 128, 128, 0]));
        page(d).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" });
        let rgb = vec![255, 0, 0, 128, 0, 0, 128, 0, 0, 0, 0, 0];
        picture(d, "DeviceRGB".into(), rgb, dictionary! { "SMask" => mask });
    });
    let fixed = mended(&bytes, &["print-color-space"], &settings, None);
    assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new());
    assert_eq!(four(&fixed.bytes, [105, 155]), [0, 255, 255, 0]);
    assert_eq!(four(&fixed.bytes, [115, 155]), [0, 128, 128, 0]);
    assert_eq!(four(&fixed.bytes, [135, 155]), [0; 4]);
}

#[test]
fn pictures_within_content_become_inks_too() {
    for (data, space) in [
        ("/BPC 1 /CS /RGB /D [1 0 1 0 1 0] ID t EI", "bits"),
        ("/BPC 8 /CS /RGB /F /AHx ID ff0000 00ff00> EI", "packed"),
        ("/BPC 8 /CS [/I /RGB 1 <ff000000ff00>] ID \0\x01 EI", "palette"),
        ("/BPC 8 /CS /Named ID \0\x01 EI", "named"),
    ] {
        let (bytes, settings) = of(|d| {
            let colors = Object::String(vec![255, 0, 0, 0, 255, 0], lopdf::StringFormat::Literal);
            let named = vec!["Indexed".into(), "DeviceRGB".into(), 1.into(), colors];
            d.resource("ColorSpace", "Named", Object::Array(named));
            d.settings.minimum_ppi = 0.0;
            d.add(&format!("q 40 0 0 10 100 150 cm BI /W 2 /H 1 {data} Q"));
        });
        assert!(rules(&bytes, &settings).contains("print-color-space"), "{space}");
        let fixed = mended(&bytes, &["print-color-space"], &settings, None);
        assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new(), "{space}");
        assert_eq!(four(&fixed.bytes, [110, 155]), [0, 255, 255, 0], "{space}");
        assert_eq!(four(&fixed.bytes, [130, 155]), [255, 0, 255, 0], "{space}");
        let again = mended(&fixed.bytes, &["print-color-space"], &settings, None);
        assert_eq!(again.changed, BTreeSet::new(), "{space}");
    }
    // Stencils take the current colour, and stay.
    let (bytes, settings) = of(|d| {
        d.add("0 1 0 0 k q 20 0 0 20 100 100 cm BI /W 1 /H 1 /IM true ID \0 EI Q");
    });
    let fixed = mended(&bytes, &["print-color-space"], &settings, None);
    assert_eq!(fixed.changed, BTreeSet::new());
}

#[test]
fn tilings_that_take_their_colour_from_outside_take_inks() {
    let (bytes, settings) = of(|d| {
        let own = Dictionary::new();
        crate::met::tiling(d, "0 0 5 5 re f", own, Some("DeviceRGB".into()));
        d.add("/U cs 1 0 0 /T scn 100 100 20 20 re f");
    });
    assert!(rules(&bytes, &settings).contains("print-color-space"));
    let fixed = mended(&bytes, &["print-color-space"], &settings, None);
    assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new());
    assert_eq!(four(&fixed.bytes, [110, 110]), [0, 255, 255, 0]);
    let again = mended(&fixed.bytes, &["print-color-space"], &settings, None);
    assert_eq!(again.changed, BTreeSet::new());
}

#[test]
fn what_annotations_look_like_becomes_inks() {
    let (bytes, settings) = of(|d| {
        let own = dictionary! { "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 9.0, 9.0]) };
        let look = Stream::new(own, b"1 0 0 rg 0 0 9 9 re f".to_vec());
        let look = d.document.add_object(look);
        let states = dictionary! { "Yes" => look };
        let own = dictionary! {
            "Type" => "Annot", "Subtype" => "Stamp", "F" => 4, "AS" => "Yes",
            "Rect" => numbers(&[0.0, 0.0, 9.0, 9.0]), "AP" => dictionary! { "N" => states },
        };
        let own = d.document.add_object(own);
        page(d).set("Annots", vec![Object::Reference(own)]);
    });
    assert_eq!(rules(&bytes, &settings), BTreeSet::from(["print-color-space"]));
    let fixed = mended(&bytes, &["print-color-space"], &settings, None);
    assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new());
    assert_eq!(four(&fixed.bytes, [4, 4]), [0, 255, 255, 0]);
}

/// A mesh of a type in RGB: red on the left, blue on the right.
fn mesh(kind: i64) -> Stream {
    let (red, blue) = ([255, 0, 0], [0, 0, 255]);
    // Coordinates of 8 bits from 100 to 200.
    let corner = |flag: Option<u8>, at: [u8; 2], color: [u8; 3]| -> Vec<u8> {
        flag.into_iter().chain(at).chain(color).collect()
    };
    let data = match kind {
        4 => [
            corner(Some(0), [0, 0], red),
            corner(Some(0), [255, 0], blue),
            corner(Some(0), [0, 255], red),
            corner(Some(1), [255, 255], blue),
        ]
        .concat(),
        5 => [
            corner(None, [0, 0], red),
            corner(None, [255, 0], blue),
            corner(None, [0, 255], red),
            corner(None, [255, 255], blue),
        ]
        .concat(),
        _ => {
            // Around the patch from its lower left corner: up, right, down, left.
            let mut ring = vec![0];
            for [x, y] in [[0, 0], [0, 85], [0, 170], [0, 255], [85, 255], [170, 255]] {
                ring.extend([x, y]);
            }
            for [x, y] in [[255, 255], [255, 170], [255, 85], [255, 0], [170, 0], [85, 0]] {
                ring.extend([x, y]);
            }
            if kind == 7 {
                ring.extend([85, 85, 85, 170, 170, 170, 170, 85]);
            }
            for color in [red, red, blue, blue] {
                ring.extend(color);
            }
            ring
        }
    };
    let decode = numbers(&[100.0, 200.0, 100.0, 200.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]);
    let mut own = dictionary! {
        "ShadingType" => kind, "ColorSpace" => "DeviceRGB", "BitsPerCoordinate" => 8,
        "BitsPerComponent" => 8, "Decode" => decode,
    };
    if kind == 5 {
        own.set("VerticesPerRow", 2);
    } else {
        own.set("BitsPerFlag", 8);
    }
    Stream::new(own, data)
}

#[test]
fn meshes_and_gradients_of_two_values_become_inks() {
    let plane = |_: i64| -> Object {
        let own = dictionary! {
            "FunctionType" => 4, "Domain" => numbers(&[0.0, 1.0, 0.0, 1.0]),
            "Range" => numbers(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]),
        };
        let own = Stream::new(own, b"{ pop dup 1 exch sub exch 0 exch }".to_vec());
        own.into()
    };
    for kind in [1, 4, 5, 6, 7] {
        let (bytes, settings) = of(|d| {
            let shading: Object = if kind == 1 {
                let function = d.document.add_object(plane(kind));
                let matrix = numbers(&[100.0, 0.0, 0.0, 100.0, 100.0, 100.0]);
                dictionary! {
                    "ShadingType" => 1, "ColorSpace" => "DeviceRGB", "Matrix" => matrix,
                    "Function" => function,
                }
                .into()
            } else {
                mesh(kind).into()
            };
            d.resource("Shading", "H", shading);
            d.add("q 100 100 100 100 re W n /H sh Q");
        });
        assert!(rules(&bytes, &settings).contains("print-color-space"), "{kind}");
        let fixed = mended(&bytes, &["print-color-space"], &settings, None);
        assert!(!rules(&fixed.bytes, &settings).contains("print-color-space"), "{kind}");
        assert_eq!(fixed.notes, Default::default(), "{kind}");
        let [c, m, y, k] = four(&fixed.bytes, [102, 150]);
        assert!(c < 16 && m > 240 && y > 240 && k < 16, "{kind} {:?}", [c, m, y, k]);
        let [c, m, y, k] = four(&fixed.bytes, [197, 150]);
        assert!(c > 240 && m > 240 && y < 16 && k < 16, "{kind} {:?}", [c, m, y, k]);
    }
    // One that cannot be read is left, and said.
    let (bytes, settings) = of(|d| {
        let mut own = mesh(4);
        own.dict.remove(b"Decode");
        d.resource("Shading", "H", own.into());
        d.add("q 100 100 100 100 re W n /H sh Q");
    });
    let fixed = mended(&bytes, &["print-color-space"], &settings, None);
    assert_eq!(fixed.notes.get("preflight-fix-shading"), Some(&1));
    assert_eq!(fixed.changed, BTreeSet::new());
}

#[test]
fn glyphs_with_colours_of_their_own_become_inks() {
    let inline = "10 0 d0 1 0 0 rg 0 0 5 10 re f q 5 0 0 10 5 0 cm \
                  BI /W 1 /H 1 /BPC 8 /CS /RGB /F /AHx ID 00ff00> EI Q";
    let (bytes, settings) = of(|d| {
        d.settings.minimum_ppi = 0.0;
        drawn(d, inline);
    });
    assert!(rules(&bytes, &settings).contains("print-color-space"));
    let fixed = mended(&bytes, &["print-color-space"], &settings, None);
    assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new());
    assert_eq!(four(&fixed.bytes, [105, 110]), [0, 255, 255, 0]);
    assert_eq!(four(&fixed.bytes, [125, 110]), [255, 0, 255, 0]);
    // One that takes the colour of the text has none of its own.
    let (bytes, settings) = of(|d| drawn(d, "10 0 0 0 10 10 d1 1 0 0 rg 0 0 10 10 re f"));
    let fixed = mended(&bytes, &["print-color-space"], &settings, None);
    assert_eq!(fixed.changed, BTreeSet::new());
}

#[test]
fn greys_with_a_profile_keep_their_pixels() {
    let (bytes, settings) = of(|d| {
        let space = icc(d, 1);
        picture(d, space, vec![0, 64, 128, 255], Dictionary::new());
    });
    let fixed = mended(&bytes, &["print-color-space"], &settings, None);
    assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new());
    assert_eq!(four(&fixed.bytes, [105, 155]), [0, 0, 0, 255]);
    assert_eq!(four(&fixed.bytes, [125, 155]), [0, 0, 0, 127]);
}

#[test]
fn gradients_groups_and_alternates_of_screens_become_inks() {
    let (bytes, settings) = of(|d| {
        let tint = dictionary! {
            "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]),
            "C0" => numbers(&[1.0, 0.0, 0.0]), "C1" => numbers(&[0.0, 0.0, 1.0]),
        };
        let shading = dictionary! {
            "ShadingType" => 2, "ColorSpace" => "DeviceRGB", "Function" => tint.clone(),
            "Coords" => numbers(&[100.0, 0.0, 200.0, 0.0]), "Extend" => vec![true.into(), true.into()],
        };
        d.resource("Shading", "H", shading.into());
        let space = vec!["Separation".into(), "Gold".into(), "DeviceRGB".into(), tint.into()];
        d.resource("ColorSpace", "A", Object::Array(space));
        page(d).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" });
        d.add("q 100 100 100 10 re W n /H sh Q /Over gs /A cs 1 scn 100 150 9 9 re f");
    });
    assert!(rules(&bytes, &settings).contains("print-color-space"));
    let fixed = mended(&bytes, &["print-color-space"], &settings, None);
    assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new());
    assert_eq!(fixed.notes.get("preflight-fix-blended"), Some(&1));
    let [c, m, y, k] = four(&fixed.bytes, [101, 105]);
    assert!(c < 8 && m > 247 && y > 247 && k < 8, "{:?}", [c, m, y, k]);
    let [c, m, y, k] = four(&fixed.bytes, [198, 105]);
    assert!(c > 245 && m > 245 && y < 10 && k < 8, "{:?}", [c, m, y, k]);
    assert_eq!(inks_at(&fixed.bytes, [104, 154])[4], ("Gold".to_owned(), 255));
}

/// Crop marks of 15 pt at the corners of a rectangle, and what may be taken for some.
fn marks([left, bottom, right, top]: [f64; 4], bleed: f64) -> String {
    let mut out = String::from("0.25 w 0 0 0 1 K ");
    let mut line = |from: [f64; 2], to: [f64; 2]| {
        let [[a, b], [c, d]] = [from, to];
        out.push_str(&format!("{a} {b} m {c} {d} l S "));
    };
    for x in [left, right, left - bleed, right + bleed, f64::midpoint(left, right)] {
        line([x, bottom - 25.0], [x, bottom - 10.0]);
        line([x, top + 10.0], [x, top + 25.0]);
    }
    for y in [bottom, top, bottom - bleed, top + bleed] {
        line([left - 25.0, y], [left - 10.0, y]);
        line([right + 10.0, y], [right + 25.0, y]);
    }
    out
}

fn without_trim(draft: &mut Draft) {
    page(draft).remove(b"TrimBox");
    page(draft).remove(b"BleedBox");
    page(draft).set("MediaBox", numbers(&[0.0, 0.0, 340.0, 440.0]));
}

#[test]
fn the_trim_is_found_by_marks_or_taken_from_a_size() {
    let (bytes, settings) = of(|d| {
        without_trim(d);
        d.add(&marks([40.0, 42.0, 306.0, 408.0], 8.5));
    });
    let fixed = mended(&bytes, &["pdfx-trim-box"], &settings, None);
    let own = boxes(&mend(&fixed.bytes, &Limits::USUAL).unwrap().document).remove(0);
    assert_eq!(own.trim, Some([40.0, 42.0, 306.0, 408.0]));
    let bleed = own.bleed.unwrap();
    assert!((bleed[0] - 31.496).abs() < 0.01 && (bleed[3] - 416.504).abs() < 0.01, "{bleed:?}");
    let found = rules(&fixed.bytes, &settings);
    assert!(!found.contains("pdfx-trim-box") && !found.contains("print-bleed-box"), "{found:?}");

    let (bytes, settings) = of(without_trim);
    let none = mended(&bytes, &["pdfx-trim-box"], &settings, None);
    assert_eq!(none.notes.get("preflight-fix-trim"), Some(&1));
    assert_eq!(none.changed, BTreeSet::new());
    let fixed = mended(&bytes, &["pdfx-trim-box"], &settings, Some([100.0, 140.0]));
    let own = boxes(&mend(&fixed.bytes, &Limits::USUAL).unwrap().document).remove(0);
    let [left, bottom, right, top] = own.trim.unwrap();
    assert!((right - left - 283.465).abs() < 0.01 && (top - bottom - 396.85).abs() < 0.01);
    assert!((left + right - 340.0).abs() < 0.01 && (bottom + top - 440.0).abs() < 0.01);
    // A size that does not fit is not set.
    let large = mended(&bytes, &["pdfx-trim-box"], &settings, Some([210.0, 297.0]));
    assert_eq!(large.changed, BTreeSet::new());
}

#[test]
fn pages_are_turned_upright_with_their_boxes() {
    let content = "0 0.5 1 0 k 30 30 60 20 re f";
    let (bytes, settings) = of(|d| {
        page(d).set("Rotate", 90);
        d.add(content);
    });
    let fixed = mended(&bytes, &["fix-rotate"], &settings, None);
    let pdf = mend(&fixed.bytes, &Limits::USUAL).unwrap();
    assert_eq!(pdf.pages[0].rotate, 0);
    assert_eq!(pdf.pages[0].trim, Some([20.0, 20.0, 386.0, 286.0]));
    assert_eq!(pdf.pages[0].media, Some([0.0, 0.0, 406.0, 306.0]));
    // 30 to 90 across and 30 to 50 up comes to 30 to 50 across and 216 to 276 up.
    assert_eq!(four(&fixed.bytes, [40, 250]), [0, 128, 255, 0]);
    assert_eq!(four(&fixed.bytes, [40, 210]), [0; 4]);
    assert_eq!(rules(&fixed.bytes, &settings), rules(&bytes, &settings));
}

#[test]
fn annotations_turn_with_their_page() {
    for (rotate, place, empty) in
        [(90, [35, 250], [35, 186]), (180, [240, 372], [180, 372]), (270, [372, 60], [372, 120])]
    {
        let (bytes, settings) = of(|d| {
            // Upright, the left half is magenta.
            let own = dictionary! {
                "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 10.0, 10.0]),
            };
            let look = Stream::new(own, b"0 1 0 0 k 0 0 5 10 re f".to_vec());
            let look = d.document.add_object(look);
            let annotation = dictionary! {
                "Type" => "Annot", "Subtype" => "Stamp", "F" => 4,
                "Rect" => numbers(&[30.0, 30.0, 150.0, 40.0]),
                "QuadPoints" => numbers(&[30.0, 40.0, 150.0, 40.0, 30.0, 30.0, 150.0, 30.0]),
                "AP" => dictionary! { "N" => look },
            };
            let annotation = d.document.add_object(annotation);
            page(d).set("Annots", vec![Object::Reference(annotation)]);
            page(d).set("Rotate", rotate);
        });
        let fixed = mended(&bytes, &["fix-rotate"], &settings, None);
        assert_eq!(fixed.notes, Default::default());
        let pdf = mend(&fixed.bytes, &Limits::USUAL).unwrap();
        assert_eq!(pdf.pages[0].rotate, 0);
        assert_eq!(four(&fixed.bytes, place), [0, 255, 0, 0], "{rotate}");
        assert_eq!(four(&fixed.bytes, empty), [0; 4], "{rotate}");
        let annotation = pdf.document.objects.values().filter_map(|own| own.as_dict().ok());
        let annotation = annotation.into_iter().find(|own| own.has(b"QuadPoints")).unwrap();
        let list = |key: &[u8]| -> Vec<f32> {
            let own = annotation.get(key).unwrap().as_array().unwrap();
            own.iter().map(|own| own.as_float().unwrap()).collect()
        };
        let (rect, quad) = (list(b"Rect"), list(b"QuadPoints"));
        let x = quad.iter().step_by(2).copied().fold(f32::MAX, f32::min);
        assert!((x - rect[0]).abs() < 0.01, "{rotate}: {rect:?} {quad:?}");
        assert_eq!(rules(&fixed.bytes, &settings), rules(&bytes, &settings));
    }
}

/// A destination on a page.
fn destination(kind: &str, numbers: &[Option<f32>], page: (u32, u16)) -> Object {
    let numbers = numbers.iter().map(|own| own.map_or(Object::Null, Object::Real));
    let head = [Object::Reference(page), kind.into()];
    Object::Array(head.into_iter().chain(numbers).collect())
}

#[test]
fn what_leads_to_a_page_turns_with_it() {
    let quarter = [
        ("XYZ", &[Some(30.0), Some(400.0), Some(2.0)][..], "XYZ", &[400.0, 276.0, 2.0][..]),
        ("FitH", &[Some(400.0)], "FitV", &[400.0]),
        ("FitBV", &[Some(30.0)], "FitBH", &[276.0]),
        (
            "FitR",
            &[Some(30.0), Some(40.0), Some(60.0), Some(80.0)],
            "FitR",
            &[40.0, 246.0, 80.0, 276.0],
        ),
        ("Fit", &[], "Fit", &[]),
    ];
    let half = [
        ("XYZ", &[Some(30.0), Some(400.0), Some(0.0)][..], "XYZ", &[276.0, 6.0, 0.0][..]),
        ("FitBH", &[Some(400.0)], "FitBH", &[6.0]),
        ("FitV", &[Some(30.0)], "FitV", &[276.0]),
    ];
    let list = quarter.iter().map(|own| (90, own)).chain(half.iter().map(|own| (180, own)));
    for (rotate, (kind, given, wanted, numbers)) in list {
        // Wherever it stands: below an outline, in an action, by its name, in an annotation.
        for place in 0..5 {
            let (bytes, settings) = of(|d| {
                let own = destination(kind, given, d.page);
                page(d).set("Rotate", rotate);
                match place {
                    0 => {
                        let own = dictionary! { "Title" => "1", "Dest" => own };
                        let own = d.document.add_object(own);
                        let own = dictionary! { "First" => own, "Last" => own, "Count" => 1 };
                        let own = d.document.add_object(own);
                        d.catalog().set("Outlines", own);
                    }
                    1 => d.catalog().set("OpenAction", dictionary! { "S" => "GoTo", "D" => own }),
                    2 => {
                        let own = d.document.add_object(own);
                        let names = vec![Object::string_literal("a"), own.into()];
                        let own = dictionary! { "Dests" => dictionary! { "Names" => names } };
                        d.catalog().set("Names", own);
                    }
                    3 => {
                        d.catalog().set("Dests", dictionary! { "a" => dictionary! { "D" => own } })
                    }
                    _ => {
                        let link = dictionary! {
                            "Subtype" => "Link", "Dest" => own,
                            "Rect" => crate::draft::numbers(&[0.0, 0.0, 9.0, 9.0]),
                        };
                        page(d).set("Annots", vec![Object::Dictionary(link)]);
                    }
                }
            });
            let fixed = mended(&bytes, &["fix-rotate"], &settings, None);
            let pdf = mend(&fixed.bytes, &Limits::USUAL).unwrap();
            let mut found = Vec::new();
            pdf.document.objects.values().for_each(|own| destinations(own, &mut found));
            let parts: Vec<f32> = found[0][2..].iter().map(|own| own.as_float().unwrap()).collect();
            assert_eq!(found.len(), 1, "{kind} {place}");
            assert_eq!(found[0][0].as_reference().unwrap(), pdf.pages[0].id);
            assert_eq!(found[0][1].as_name().unwrap(), wanted.as_bytes(), "{kind} {place}");
            assert_eq!(parts, *numbers, "{kind} {place}");
        }
    }
}

/// The destinations in an object.
fn destinations(object: &Object, out: &mut Vec<Vec<Object>>) {
    match object {
        Object::Array(parts) => match parts.as_slice() {
            [Object::Reference(_), Object::Name(_), ..] => out.push(parts.clone()),
            parts => parts.iter().for_each(|own| destinations(own, out)),
        },
        Object::Dictionary(own) => own.iter().for_each(|(_, own)| destinations(own, out)),
        _ => {}
    }
}

#[test]
fn what_is_not_said_of_a_place_stays_unsaid_and_other_pages_keep_theirs() {
    let (bytes, settings) = of(|d| {
        page(d).set("Rotate", 90);
        let other = page(d).clone();
        let other = d.document.add_object(other);
        d.dictionary(other).set("Rotate", 0);
        let parent = page(d).get(b"Parent").unwrap().as_reference().unwrap();
        let kids = vec![Object::Reference(d.page), Object::Reference(other)];
        d.dictionary(parent).set("Kids", kids);
        d.dictionary(parent).set("Count", 2);
        let bead = dictionary! { "P" => d.page, "R" => numbers(&[30.0, 40.0, 60.0, 80.0]) };
        let bead = d.document.add_object(bead);
        d.dictionary(bead).set("N", bead);
        d.dictionary(bead).set("V", bead);
        // An element of the structure that is on the turned page.
        let element = dictionary! { "S" => "P", "Pg" => d.page };
        let element = d.document.add_object(element);
        let all = vec![
            destination("XYZ", &[None, Some(400.0), None], d.page),
            destination("XYZ", &[Some(30.0), Some(400.0), None], other),
            destination("FitV", &[None], d.page),
            destination("FitV", &[Some(30.0)], element),
        ];
        let names = all.into_iter().flat_map(|own| [Object::string_literal("a"), own]);
        let names = dictionary! { "Names" => names.collect::<Vec<_>>() };
        d.catalog().set("Names", dictionary! { "Dests" => names });
    });
    let fixed = mended(&bytes, &["fix-rotate"], &settings, None);
    let pdf = mend(&fixed.bytes, &Limits::USUAL).unwrap();
    let mut found = Vec::new();
    pdf.document.objects.values().for_each(|own| destinations(own, &mut found));
    let said = |own: &[Object]| -> Vec<Option<f32>> {
        own[2..].iter().map(|own| own.as_float().ok()).collect()
    };
    let kind = |own: &[Object]| String::from_utf8(own[1].as_name().unwrap().to_vec()).unwrap();
    assert_eq!(said(&found[0]), [Some(400.0), None, None]);
    assert_eq!(said(&found[1]), [Some(30.0), Some(400.0), None]);
    assert_eq!((kind(&found[2]), said(&found[2])), ("FitH".to_owned(), vec![None]));
    assert_eq!((kind(&found[3]), said(&found[3])), ("FitH".to_owned(), vec![Some(276.0)]));
    let bead = pdf.document.objects.values().filter_map(|own| own.as_dict().ok());
    let bead = bead.into_iter().find(|own| own.has(b"V")).unwrap();
    let rect: Vec<f32> = bead
        .get(b"R")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own.as_float().unwrap())
        .collect();
    assert_eq!(rect, [40.0, 246.0, 80.0, 276.0]);
}

/// The structure of a page names what is marked in its form, whose content that of the page becomes.
#[test]
fn the_structure_of_a_page_follows_its_content() {
    for name in ["fix-rotate", "print-bleed-missing"] {
        let (bytes, settings) = of(|d| {
            d.add("/P << /MCID 0 >> BDC 0 0 0 0.5 k 60 200 9 9 re f EMC");
            d.add("0 0.5 1 0 k 20 20 266 366 re f");
            let own = page(d);
            own.set("StructParents", 0);
            match name {
                "fix-rotate" => own.set("Rotate", 180),
                _ => own.set("BleedBox", numbers(&[20.0, 20.0, 286.0, 386.0])),
            }
            let own = dictionary! { "Type" => "MCR", "MCID" => 2, "Pg" => d.page };
            let own = d.document.add_object(own);
            let kids = vec![0.into(), 1.into(), Object::Reference(own)];
            let element = dictionary! { "S" => "P", "Pg" => d.page, "K" => kids };
            let element = d.document.add_object(element);
            let tree = dictionary! { "Type" => "StructTreeRoot", "K" => element };
            let tree = d.document.add_object(tree);
            d.dictionary(element).set("P", tree);
            d.catalog().set("StructTreeRoot", tree);
        });
        let fixed = mended(&bytes, &[name], &settings, None);
        let pdf = mend(&fixed.bytes, &Limits::USUAL).unwrap();
        assert!(!pdf.pages[0].own.has(b"StructParents"), "{name}");
        let objects = &pdf.document.objects;
        let form = objects
            .iter()
            .find(|(_, own)| own.as_stream().is_ok_and(|own| own.dict.has(b"StructParents")));
        let form = *form.unwrap().0;
        let element = objects.values().filter_map(|own| own.as_dict().ok());
        let element = element.into_iter().find(|own| own.has(b"S") && own.has(b"K")).unwrap();
        let kids = element.get(b"K").unwrap().as_array().unwrap();
        for (at, kid) in kids.iter().enumerate() {
            let kid = kid.as_dict().unwrap();
            assert_eq!(kid.get(b"MCID").unwrap().as_i64().unwrap(), at as i64, "{name}");
            assert_eq!(kid.get(b"Stm").unwrap().as_reference().unwrap(), form, "{name}");
            assert_eq!(kid.get(b"Pg").unwrap().as_reference().unwrap(), pdf.pages[0].id);
        }
        assert_eq!(kids.len(), 3);
    }
}

#[test]
fn missing_bleed_is_mirrored_from_the_edge() {
    let (bytes, settings) = of(|d| {
        let trim = numbers(&[0.0, 0.0, 266.0, 366.0]);
        page(d).remove(b"BleedBox");
        page(d).set("MediaBox", trim.clone());
        page(d).set("TrimBox", trim);
        d.content = "0 0.5 1 0 k 0 0 266 366 re f 1 0 0 0 k 2 100 20 20 re f".to_owned();
    });
    let fixed = mended(&bytes, &["print-bleed-missing"], &settings, None);
    assert_eq!(fixed.notes.get("preflight-fix-mirrored"), Some(&1));
    assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new());
    let own = boxes(&mend(&fixed.bytes, &Limits::USUAL).unwrap().document).remove(0);
    let bleed = own.bleed.unwrap();
    assert!((bleed[0] + 8.504).abs() < 0.01 && (bleed[3] - 374.504).abs() < 0.01, "{bleed:?}");
    // The blue square 2 pt from the edge is 2 pt beyond it, too; the corner is filled.
    assert_eq!(four(&fixed.bytes, [4, 118]), [255, 0, 0, 0]);
    assert_eq!(four(&fixed.bytes, [1, 1]), [0, 128, 255, 0]);
}

#[test]
fn letters_and_lines_in_forms_are_changed_too() {
    let (bytes, settings) = of(|d| {
        let content = "0.7 0.6 0.6 0.9 k BT /F1 8 Tf 90 90 Td (abc) Tj ET 0.05 w 0 0 0 1 K \
                       90 120 m 140 120 l S";
        d.resource("XObject", "X", form(content).into());
        d.add("/X Do");
    });
    let names = ["print-text-plates", "print-hairline"];
    assert_eq!(rules(&bytes, &settings), BTreeSet::from(names));
    let fixed = mended(&bytes, &names, &settings, None);
    assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::from(["print-black-knockout"]));
    // What becomes black by one fix is set to overprint by the other in the same call.
    let all = [&names[..], &["print-black-knockout"]].concat();
    let fixed = mended(&bytes, &all, &settings, None);
    assert_eq!(rules(&fixed.bytes, &settings), BTreeSet::new());
}

#[test]
fn labels_are_those_of_the_house() {
    let (bytes, settings) = of(|_| {});
    let fixed = mended(&bytes, &["pdfx-claim"], &settings, None);
    assert!(mend(&fixed.bytes, &Limits::USUAL).unwrap().document.trailer.has(b"Labelled"));
}
