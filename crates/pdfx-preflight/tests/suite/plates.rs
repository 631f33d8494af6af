//! What the plates show: overprint, transparency, pictures, patterns and gradients, ink by ink.

use lopdf::{Dictionary, Object, Stream, dictionary};
use pdfx_preflight::plates::{Missed, Options, Plates, each};
use pdfx_preflight::{Limits, Standard, open, preflight};

use crate::draft::{Draft, numbers};
use crate::met::{separation, tiling};

/// The plates of the first page of a draft at 72 ppi.
fn plates(draft: Draft) -> Plates {
    let pdf = open(&draft.bytes(), &Limits::USUAL).unwrap();
    let mut out = Vec::new();
    each(&pdf, &Options { ppi: 72.0, profile: None }, |plates| out.push(plates)).unwrap();
    out.swap_remove(0)
}

/// The inks at a place of the page, points.
fn at(plates: &Plates, [x, y]: [usize; 2]) -> Vec<u8> {
    let n = plates.inks.len();
    let pixel = (plates.height - 1 - y) * plates.width + x;
    plates.samples[pixel * n..(pixel + 1) * n].to_vec()
}

/// The inks in the middle of a square at 100, 100 after some content.
fn middle(prepare: impl FnOnce(&mut Draft), content: &str) -> Vec<u8> {
    let mut draft = Draft::new(Standard::X4);
    prepare(&mut draft);
    draft.add(content);
    let plates = plates(draft);
    assert_eq!(plates.missed, Default::default());
    at(&plates, [110, 110])
}

fn nothing(_: &mut Draft) {}

const SQUARE: &str = "100 100 20 20 re f";

fn group(content: &str, own: Dictionary) -> Stream {
    let own = dictionary! {
        "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 400.0, 400.0]), "Group" => own,
    };
    Stream::new(own, content.as_bytes().to_vec())
}

#[test]
fn overprint_follows_the_rules_of_each_colour_space() {
    let over = |second: &str| middle(nothing, &format!("1 1 0.2 0 k {SQUARE} {second} {SQUARE}"));
    assert_eq!(over("0 0 0 1 k"), [0, 0, 0, 255]);
    assert_eq!(over("/Over gs 0 0 0 1 k"), [255, 255, 51, 255]);
    assert_eq!(over("/Over gs 0 0.4 0 1 k"), [255, 102, 51, 255]);
    // DeviceGray paints all four plates.
    assert_eq!(over("/Over gs 0 g"), [0, 0, 0, 255]);
    let old = |draft: &mut Draft| {
        draft.resource("ExtGState", "Old", dictionary! { "OP" => true, "OPM" => 0 }.into());
    };
    let content = format!("1 1 0.2 0 k {SQUARE} /Old gs 0 0 0 1 k {SQUARE}");
    assert_eq!(middle(old, &content), [0, 0, 0, 255]);
    let gold = |draft: &mut Draft| draft.spot("A", b"Gold", [0.0, 0.2, 0.6, 0.2]);
    let content = format!("1 1 0 0 k {SQUARE} /A cs 0.6 scn {SQUARE}");
    assert_eq!(middle(gold, &content), [0, 0, 0, 0, 153]);
    let content = format!("1 1 0 0 k {SQUARE} /Over gs /A cs 0.6 scn {SQUARE}");
    assert_eq!(middle(gold, &content), [255, 255, 0, 0, 153]);
    // Process colours leave spot inks when they overprint, and erase them when they do not.
    let content = format!("/A cs 1 scn {SQUARE} /Over gs 0.2 0 0 0 k {SQUARE}");
    assert_eq!(middle(gold, &content), [51, 0, 0, 0, 255]);
    let content = format!("/A cs 1 scn {SQUARE} 0.2 0 0 0 k {SQUARE}");
    assert_eq!(middle(gold, &content), [51, 0, 0, 0, 0]);
    let all = |draft: &mut Draft| draft.spot("R", b"All", [1.0; 4]);
    assert_eq!(middle(all, &format!("/R cs 0.4 scn {SQUARE}")), [102; 4]);
}

#[test]
fn transparency_blends_inks() {
    let state = |own: Dictionary| {
        move |draft: &mut Draft| {
            draft.resource("ExtGState", "T", own.clone().into());
        }
    };
    let blended = |mode: &str| {
        let content = format!("0.4 0 0 0 k {SQUARE} /T gs 0.5 1 0 0 k {SQUARE}");
        middle(state(dictionary! { "BM" => mode }), &content)
    };
    assert_eq!(blended("Normal"), [128, 255, 0, 0]);
    assert_eq!(blended("Multiply"), [179, 255, 0, 0]);
    assert_eq!(blended("Screen"), [51, 0, 0, 0]);
    assert_eq!(blended("Darken"), [128, 255, 0, 0]);
    assert_eq!(blended("Lighten"), [102, 0, 0, 0]);
    let half = state(dictionary! { "ca" => 0.5 });
    let content = format!("1 0 0 0 k {SQUARE} /T gs 0 1 0 0 k {SQUARE}");
    assert_eq!(middle(half, &content), [128, 128, 0, 0]);
    let half = state(dictionary! { "ca" => 0.5 });
    assert_eq!(middle(half, &format!("/T gs 0 1 0 0 k {SQUARE}")), [0, 128, 0, 0]);
}

#[test]
fn groups_are_painted_as_a_whole() {
    let square = format!("1 0 0 0 k {SQUARE} 0 1 0 0 k {SQUARE}");
    let made = |more: Dictionary, before: &str| {
        let mut own = dictionary! { "S" => "Transparency" };
        more.iter().for_each(|(key, value)| own.set(key.clone(), value.clone()));
        let form = group(&square, own);
        middle(
            |draft| {
                draft.resource("XObject", "G", form.into());
                draft.resource("ExtGState", "T", dictionary! { "ca" => 0.5 }.into());
                draft.resource("ExtGState", "M", dictionary! { "BM" => "Multiply" }.into());
            },
            &format!("0 0 1 0 k {SQUARE} {before} /G Do"),
        )
    };
    // Both squares are one group of half opacity: the cyan one does not shine through.
    assert_eq!(made(Dictionary::new(), "/T gs"), [0, 128, 128, 0]);
    assert_eq!(made(dictionary! { "I" => true }, "/T gs"), [0, 128, 128, 0]);
    assert_eq!(made(dictionary! { "I" => true }, "/M gs"), [0, 255, 255, 0]);
    // Without a word about the whole it is as if there were no group.
    assert_eq!(made(dictionary! { "K" => true }, ""), [0, 255, 0, 0]);
}

/// A stroke takes the place of the fill below it where both are transparent, and does not lie on it.
#[test]
fn what_is_filled_and_stroked_is_one_thing() {
    let half = |draft: &mut Draft| {
        draft.resource("ExtGState", "T", dictionary! { "ca" => 0.5, "CA" => 0.5 }.into());
    };
    // The line is 40 wide about the left side: it covers the middle of the square.
    let own = format!("0 0 1 0 k {SQUARE} /T gs 1 0 0 0 k 0 1 0 0 K 40 w");
    assert_eq!(middle(half, &format!("{own} 100 100 20 20 re B")), [0, 128, 128, 0]);
    assert_eq!(middle(half, &format!("{own} 100 100 20 20 re f")), [128, 0, 128, 0]);
    let opaque = "1 0 0 0 k 0 1 0 0 K 40 w 100 100 20 20 re B";
    assert_eq!(middle(nothing, opaque), [0, 255, 0, 0]);
}

/// Where it overprints and is as transparent as the fill, a stroke overprints the fill too, and both are
/// transparent as one thing; otherwise it takes the fill's place all the same.
#[test]
fn a_stroke_that_overprints_its_fill_lies_on_it() {
    let made = |over: bool, fills: f32, strokes: f32, paint: &str| {
        let prepare = |draft: &mut Draft| {
            let own = dictionary! {
                "ca" => fills, "CA" => strokes, "OP" => over, "op" => over, "OPM" => 1,
            };
            draft.resource("ExtGState", "T", own.into());
        };
        let own = format!("0 0 1 0 k {SQUARE} /T gs 1 0 0 0 k 0 1 0 0 K 40 w 100 100 20 20");
        middle(prepare, &format!("{own} re {paint}"))
    };
    for paint in ["B", "B*", "b", "b*"] {
        assert_eq!(made(true, 0.5, 0.5, paint), [128, 128, 255, 0], "{paint}");
        assert_eq!(made(false, 0.5, 0.5, paint), [0, 128, 128, 0], "{paint}");
        assert_eq!(made(true, 0.6, 0.5, paint), [0, 128, 255, 0], "{paint}");
        assert_eq!(made(true, 1.0, 1.0, paint), [255, 255, 255, 0], "{paint}");
    }
}

/// What overprints leaves the ink below it, however transparent that is on the bare paper.
#[test]
fn what_overprints_leaves_transparent_ink() {
    let made = |opacity: f32| {
        let prepare = |draft: &mut Draft| {
            draft.resource("ExtGState", "B", dictionary! { "ca" => 0.6 }.into());
            let own = dictionary! { "ca" => opacity, "OP" => true, "op" => true, "OPM" => 1 };
            draft.resource("ExtGState", "T", own.into());
        };
        let below = format!("q /B gs 0 0.4 0 0.3 k {SQUARE} Q");
        middle(prepare, &format!("{below} /T gs 0 0 1 0 k {SQUARE}"))
    };
    assert_eq!(made(0.3), [0, 61, 76, 46]);
    assert_eq!(made(1.0), [0, 61, 255, 46]);
}

/// The plates of a rotated page lie as it is shown, and so do the zones across it.
#[test]
fn plates_of_rotated_pages_are_turned() {
    for (rotate, place) in [(0, [44, 382]), (90, [23, 44]), (180, [261, 23]), (270, [382, 261])] {
        let mut draft = Draft::new(Standard::X4);
        let page = draft.page;
        draft.dictionary(page).set("Rotate", rotate);
        draft.content = "0 1 0 0 k 40 19 8 8 re f".to_owned();
        let bytes = draft.bytes();
        let own = open(&bytes, &Limits::USUAL).unwrap();
        let mut wanted = Vec::new();
        each(&own, &Options { ppi: 72.0, profile: None }, |plates| {
            let plates = plates.upright(rotate).into_owned();
            let [x, y] = place;
            assert_eq!(plates.samples[(y * plates.width + x) * 4 + 1], 255, "{rotate}");
            assert_eq!(plates.samples.iter().filter(|&&ink| ink > 0).count(), 64, "{rotate}");
            assert_eq!(plates.bounds[2..], [plates.width as f64, plates.height as f64]);
            wanted.push(x);
        })
        .unwrap();
        let settings = pdfx_preflight::Settings::usual(None);
        let report = preflight(&own, &settings).unwrap();
        let zones = &report.inventory.pages[0].plates[0].zones;
        // Zones of 32.5 mm from the bleed on, which begins at 11.
        let zone = (wanted[0] - 11) / 92;
        assert!(
            zones.iter().enumerate().all(|(at, ink)| (*ink > 0.0) == (at == zone)),
            "{zones:?}"
        );
    }
}

/// A layer is printed as the file's usual configuration and its usage say, a membership as its policy
/// or its expression.
#[test]
fn layers_that_are_off_are_not_painted() {
    // Two layers: the first is on, the second off.
    let made = |usual: Dictionary, usage: Option<&str>, own: &dyn Fn([Object; 2]) -> Object| {
        let prepare = |draft: &mut Draft| {
            let layers = [0, 1].map(|at| {
                let mut own =
                    dictionary! { "Type" => "OCG", "Name" => Object::string_literal("a") };
                if let Some(state) = usage.filter(|_| at == 0) {
                    own.set(
                        "Usage",
                        dictionary! { "Print" => dictionary! { "PrintState" => state } },
                    );
                }
                Object::Reference(draft.document.add_object(own))
            });
            let mut usual = usual.clone();
            usual.set("OFF", vec![layers[1].clone()]);
            if usage.is_some() {
                let own = dictionary! {
                    "Event" => "Print", "Category" => vec!["Print".into()],
                    "OCGs" => layers.to_vec(),
                };
                usual.set("AS", vec![Object::Dictionary(own)]);
            }
            let all = dictionary! { "OCGs" => layers.to_vec(), "D" => usual };
            draft.catalog().set("OCProperties", all);
            draft.resource("Properties", "L", own(layers));
        };
        middle(prepare, &format!("/OC /L BDC 1 0 0 0 k {SQUARE} EMC")) == [255, 0, 0, 0]
    };
    let usual = Dictionary::new;
    assert!(made(usual(), None, &|[on, _]| on));
    assert!(!made(usual(), None, &|[_, off]| off));
    let base = dictionary! { "BaseState" => "OFF" };
    assert!(!made(base, None, &|[on, _]| on));
    // What is off on a screen may be printed, and the other way round.
    assert!(!made(usual(), Some("OFF"), &|[on, _]| on));
    // A layer of another intent than the configuration's has no say.
    let design = dictionary! { "Intent" => "Design" };
    assert!(made(design, None, &|[_, off]| off));
    let policy = |name: &'static str| {
        made(usual(), None, &move |both: [Object; 2]| {
            dictionary! { "Type" => "OCMD", "OCGs" => both.to_vec(), "P" => name }.into()
        })
    };
    assert!(policy("AnyOn") && policy("AnyOff"));
    assert!(!policy("AllOn") && !policy("AllOff"));
    let expression = |make: &'static dyn Fn([Object; 2]) -> Vec<Object>| {
        made(usual(), None, &move |both: [Object; 2]| {
            let all = both.to_vec();
            let own = make(both);
            dictionary! { "Type" => "OCMD", "OCGs" => all, "P" => "AllOff", "VE" => own }.into()
        })
    };
    assert!(expression(&|[on, off]| vec!["And".into(), on, vec!["Not".into(), off].into()]));
    assert!(!expression(&|[on, off]| vec!["And".into(), on, off]));
    assert!(expression(&|[on, off]| vec!["Or".into(), off, on]));
}

#[test]
fn a_group_in_rgb_turns_black_into_four_inks() {
    let form = group(
        &format!("0 0 0 1 k {SQUARE}"),
        dictionary! { "S" => "Transparency", "I" => true, "CS" => "DeviceRGB" },
    );
    let prepare = |draft: &mut Draft| {
        draft.resource("XObject", "G", form.into());
    };
    let inks = middle(prepare, "/G Do");
    assert!(inks[0] > 100 && inks[1] > 100 && inks[3] > 100, "{inks:?}");
}

#[test]
fn colours_of_a_group_in_rgb_are_those_without_a_group() {
    let made = |colour: &str, cs: Option<&str>| {
        let square = format!("{colour} {SQUARE}");
        let Some(cs) = cs else { return middle(nothing, &square) };
        let own = dictionary! { "S" => "Transparency", "I" => true, "CS" => cs };
        let form = group(&square, own);
        let prepare = |draft: &mut Draft| {
            draft.resource("XObject", "G", form.into());
        };
        middle(prepare, "/G Do")
    };
    for colour in ["0.557 0.122 0.19 rg", "0 0 0 rg", "1 1 1 rg", "0.2 0.6 0.3 rg"] {
        let (plain, grouped) = (made(colour, None), made(colour, Some("DeviceRGB")));
        let near = plain.iter().zip(&grouped).all(|(one, other)| one.abs_diff(*other) < 3);
        assert!(near, "{colour}: {plain:?} {grouped:?}");
    }
}

/// A press profile whose perceptual table prints half the ink of its others.
fn faint(mut icc: Vec<u8>) -> Vec<u8> {
    let number =
        |icc: &[u8], at: usize| u32::from_be_bytes(icc[at..at + 4].try_into().unwrap()) as usize;
    let tags = (0..number(&icc, 128)).map(|index| 132 + 12 * index);
    let tag = tags.into_iter().find(|&at| &icc[at..at + 4] == b"B2A0").unwrap();
    let (at, length) = (number(&icc, tag + 4), number(&icc, tag + 8));
    let mut table = icc[at..at + length].to_vec();
    assert!(matches!(&table[..4], b"mft1" | b"mft2"));
    // The curves of the four inks are at its end.
    let wide = &table[..4] == b"mft2";
    let entries = if wide { usize::from(table[50]) << 8 | usize::from(table[51]) } else { 256 };
    let curves = table.len() - 4 * entries * if wide { 2 } else { 1 };
    if wide {
        for value in table[curves..].as_chunks_mut::<2>().0 {
            *value = (u16::from_be_bytes(*value) / 2).to_be_bytes();
        }
    } else {
        table[curves..].iter_mut().for_each(|value| *value /= 2);
    }
    let moved = icc.len() as u32;
    icc.extend(table);
    icc[tag + 4..tag + 8].copy_from_slice(&moved.to_be_bytes());
    let size = (icc.len() as u32).to_be_bytes();
    icc[..4].copy_from_slice(&size);
    icc
}

#[test]
fn rendering_intents_are_followed() {
    let inks = |prepare: &dyn Fn(&mut Draft), content: &str| {
        let icc = |draft: &mut Draft| {
            let id = draft.icc;
            let profile = draft.document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
            profile.content = faint(std::mem::take(&mut profile.content));
            prepare(draft);
        };
        middle(icc, content)
    };
    let green = |before: &str| inks(&nothing, &format!("{before} 0.2 0.6 0.3 rg {SQUARE}"));
    let (usual, faint) = (green(""), green("/Perceptual ri"));
    assert!(usual[0] > 100 && faint[0] * 2 <= usual[0] + 4, "{usual:?} {faint:?}");
    assert_eq!(green("/RelativeColorimetric ri"), usual);
    // A state that is restored takes its intent along.
    assert_eq!(green("q /Perceptual ri Q"), usual);
    let state = |draft: &mut Draft| {
        draft.resource("ExtGState", "T", dictionary! { "RI" => "Perceptual" }.into());
    };
    assert_eq!(inks(&state, &format!("/T gs 0.2 0.6 0.3 rg {SQUARE}")), faint);
    // A picture has its own.
    let picture = |draft: &mut Draft| {
        let own = dictionary! { "Intent" => "Perceptual" };
        draft.picture("I", "DeviceRGB", 1, vec![51, 153, 76], own);
    };
    let inks = inks(&picture, "q 20 0 0 20 100 100 cm /I Do Q");
    assert!(inks.iter().zip(&faint).all(|(own, faint)| own.abs_diff(*faint) < 3), "{inks:?}");
}

/// Grey and inks of another press by way of their profiles: not as if they were this press's black.
#[test]
fn grey_and_inks_with_a_profile_are_converted() {
    let grey = |draft: &mut Draft| {
        let icc = moxcms::ColorProfile::new_gray_with_gamma(2.2).encode().unwrap();
        let icc = Stream::new(dictionary! { "N" => 1 }, icc);
        let icc = draft.document.add_object(icc);
        draft.resource("ColorSpace", "G", Object::Array(vec!["ICCBased".into(), icc.into()]));
    };
    let inks = middle(grey, &format!("/G cs 0.3 scn {SQUARE}"));
    assert!(inks[..3].iter().all(|&ink| ink > 100), "{inks:?}");
    let other = |draft: &mut Draft| {
        let own = draft.icc;
        let mut icc = draft.document.get_object(own).unwrap().as_stream().unwrap().clone();
        icc.content = faint(icc.content);
        let icc = draft.document.add_object(icc);
        draft.resource("ColorSpace", "C", Object::Array(vec!["ICCBased".into(), icc.into()]));
    };
    let inks = middle(other, &format!("/C cs 0 0.5 0 0 scn {SQUARE}"));
    // Little CMS: 6.82, 56.13, 6.36 and 0 %.
    let near = inks.iter().zip([17, 143, 16, 0]).all(|(ink, own)| ink.abs_diff(own) <= 1);
    assert!(near, "{inks:?}");
}

#[test]
fn soft_masks_hold_back_what_they_cover() {
    let masked = |kind: &str, content: &str| {
        let form = group(content, dictionary! { "S" => "Transparency", "CS" => "DeviceGray" });
        let kind = kind.to_owned();
        middle(
            move |draft| {
                let form = draft.document.add_object(form);
                let mask = dictionary! { "S" => kind.as_str(), "G" => form };
                draft.resource("ExtGState", "T", dictionary! { "SMask" => mask }.into());
            },
            &format!("/T gs 0 0 0 1 k {SQUARE}"),
        )
    };
    assert_eq!(masked("Luminosity", "0.4 g 0 0 400 400 re f"), [0, 0, 0, 102]);
    assert_eq!(masked("Luminosity", ""), [0, 0, 0, 0]);
    assert_eq!(masked("Alpha", "0.4 g 0 0 400 400 re f"), [0, 0, 0, 255]);
}

#[test]
fn pictures_are_sampled() {
    let inline = "q 20 0 0 20 100 100 cm BI /W 2 /H 1 /BPC 8 /CS /CMYK ID abcdefgh EI Q";
    assert_eq!(middle(nothing, inline), *b"efgh");
    let stencil = "0 0.2 0 0 k q 20 0 0 20 100 100 cm BI /W 1 /H 1 /IM true ID \0 EI Q";
    assert_eq!(middle(nothing, stencil), [0, 51, 0, 0]);
    let decoded = "q 20 0 0 20 100 100 cm BI /W 1 /H 1 /BPC 8 /CS /G /D [1 0] ID \x33 EI Q";
    assert_eq!(middle(nothing, decoded), [0, 0, 0, 51]);
    let with_alpha = |draft: &mut Draft| {
        let mask = dictionary! {
            "Subtype" => "Image", "Width" => 1, "Height" => 1, "ColorSpace" => "DeviceGray",
            "BitsPerComponent" => 8,
        };
        let mask = draft.document.add_object(Stream::new(mask, vec![51]));
        draft.picture("I", "DeviceCMYK", 1, vec![0, 255, 0, 0], dictionary! { "SMask" => mask });
    };
    assert_eq!(middle(with_alpha, "q 20 0 0 20 100 100 cm /I Do Q"), [0, 51, 0, 0]);
    // What was mixed with white by the mask is not mixed with it twice.
    let with_matte = |draft: &mut Draft| {
        let mask = dictionary! {
            "Subtype" => "Image", "Width" => 1, "Height" => 1, "ColorSpace" => "DeviceGray",
            "BitsPerComponent" => 8, "Matte" => numbers(&[0.0; 4]),
        };
        let mask = draft.document.add_object(Stream::new(mask, vec![128]));
        draft.picture("I", "DeviceCMYK", 1, vec![0, 128, 0, 0], dictionary! { "SMask" => mask });
    };
    assert_eq!(middle(with_matte, "q 20 0 0 20 100 100 cm /I Do Q"), [0, 128, 0, 0]);
}

/// A tiling that takes its colour from outside takes a spot ink too, and pictures keep their palettes.
#[test]
fn inks_reach_the_plates_by_tilings_and_palettes() {
    let tiled = |draft: &mut Draft| {
        let gold = separation(draft, "Gold");
        tiling(draft, "1 0 0 rg 0 0 5 5 re f", Dictionary::new(), Some(gold));
    };
    let content = format!("1 0 0 0 k {SQUARE} /U cs 0.6 /T scn {SQUARE}");
    assert_eq!(middle(tiled, &content), [0, 0, 0, 0, 153]);
    let bits = |draft: &mut Draft| {
        let colors = Object::String(vec![0, 0, 0, 0, 9, 8, 7, 6], lopdf::StringFormat::Hexadecimal);
        let space = vec!["Indexed".into(), "DeviceCMYK".into(), 1.into(), colors];
        draft.resource("ColorSpace", "P", Object::Array(space));
    };
    let inline = |decode: &str| {
        format!("q 20 0 0 20 100 100 cm BI /W 2 /H 1 /BPC 1 /CS /P {decode} ID @ EI Q")
    };
    assert_eq!(middle(bits, &inline("")), [9, 8, 7, 6]);
    assert_eq!(middle(bits, &inline("/D [1 0]")), [0; 4]);
}

#[test]
fn patterns_and_gradients_fill() {
    let tiled = |draft: &mut Draft| {
        let own = dictionary! {
            "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => 10, "YStep" => 10,
            "BBox" => numbers(&[0.0, 0.0, 10.0, 10.0]),
        };
        let cell = Stream::new(own, b"0 1 0 0 k 0 0 5 10 re f".to_vec());
        draft.resource("Pattern", "P", cell.into());
        draft.add("/Pattern cs /P scn 100 100 40 40 re f");
    };
    let mut draft = Draft::new(Standard::X4);
    tiled(&mut draft);
    let own = plates(draft);
    assert_eq!(at(&own, [112, 110]), [0, 255, 0, 0]);
    assert_eq!(at(&own, [117, 110]), [0; 4]);
    assert_eq!(at(&own, [122, 130]), [0, 255, 0, 0]);
    let shaded = |kind: i64, coords: &[f32]| {
        let ramp = dictionary! {
            "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]),
            "C0" => numbers(&[0.0; 4]), "C1" => numbers(&[1.0, 0.0, 0.0, 0.0]),
        };
        let own = dictionary! {
            "ShadingType" => kind, "ColorSpace" => "DeviceCMYK", "Coords" => numbers(coords),
            "Function" => ramp,
        };
        let mut draft = Draft::new(Standard::X4);
        draft.resource("Shading", "S", own.into());
        draft.add("q 100 100 100 100 re W n /S sh Q");
        plates(draft)
    };
    let axis = shaded(2, &[100.0, 100.0, 200.0, 100.0]);
    assert!((at(&axis, [149, 150])[0]).abs_diff(127) < 3 && at(&axis, [99, 150]) == [0; 4]);
    let circle = shaded(3, &[150.0, 150.0, 0.0, 150.0, 150.0, 50.0]);
    assert!(at(&circle, [150, 150])[0] < 8 && at(&circle, [198, 150])[0] > 240);
    assert_eq!(at(&circle, [102, 102]), [0; 4]);
}

#[test]
fn letters_of_content_take_the_colour_of_the_text() {
    let letter = |draft: &mut Draft| {
        let own =
            Stream::new(Dictionary::new(), b"10 0 0 0 10 10 d1 1 0 0 0 k 0 0 10 10 re f".to_vec());
        let own = draft.document.add_object(own);
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "a" => own },
            "FontMatrix" => numbers(&[0.1, 0.0, 0.0, 0.1, 0.0, 0.0]),
            "Encoding" => dictionary! { "Differences" => vec![97.into(), Object::Name(b"a".to_vec())] },
            "FirstChar" => 97, "LastChar" => 97, "Widths" => numbers(&[10.0]),
        };
        draft.resource("Font", "T", font.into());
    };
    let content = "0 0.4 0 0 k BT /T 30 Tf 100 100 Td (a) Tj ET";
    assert_eq!(middle(letter, content), [0, 102, 0, 0]);
}

#[test]
fn clips_and_layers_that_are_off_hide() {
    let content = format!("q 100 100 5 5 re W n 0 0 0 1 k {SQUARE} Q");
    assert_eq!(middle(nothing, &content), [0; 4]);
    let off = |draft: &mut Draft| {
        let layer = draft.document.add_object(dictionary! { "Type" => "OCG" });
        draft.resource("Properties", "L", Object::Reference(layer));
        let usual = dictionary! { "OFF" => vec![Object::Reference(layer)] };
        draft.catalog().set("OCProperties", dictionary! { "D" => usual });
    };
    let content = format!("/OC /L BDC 0 0 0 1 k {SQUARE} EMC");
    assert_eq!(middle(off, &content), [0; 4]);
}

#[test]
fn a_page_that_is_too_much_is_told() {
    // A page of 5 m is painted coarser; forms within forms come to an end.
    let mut draft = Draft::new(Standard::X4);
    let page = draft.page;
    draft.dictionary(page).set("MediaBox", numbers(&[0.0, 0.0, 14_173.0, 14_173.0]));
    draft.add(&format!("0 0 0 1 k {SQUARE}"));
    let large = plates(draft);
    assert!(large.ppi < 40.0 && large.width * large.height < 25_000_000);
    let mut draft = Draft::new(Standard::X4);
    let mut inner =
        group("0 0 0 1 k 0 0 400 400 re f", dictionary! { "S" => "Transparency", "I" => true });
    for _ in 0..30 {
        let below = draft.document.add_object(inner);
        inner = group("/X Do", dictionary! { "S" => "Transparency", "I" => true });
        inner.dict.set("Resources", dictionary! { "XObject" => dictionary! { "X" => below } });
    }
    draft.resource("XObject", "X", inner.into());
    draft.add("/X Do");
    assert!(plates(draft).missed.contains(&Missed::Depth));
    // A soft mask that names itself has no end, and is not cut off without a word.
    let mut draft = Draft::new(Standard::X4);
    let form = group("/T gs 0.4 g 0 0 400 400 re f", dictionary! { "S" => "Transparency" });
    let form = draft.document.add_object(form);
    let mask = dictionary! { "S" => "Luminosity", "G" => form };
    let state = draft.resource("ExtGState", "T", dictionary! { "SMask" => mask }.into());
    let resources = dictionary! { "ExtGState" => dictionary! { "T" => state } };
    draft
        .document
        .get_object_mut(form)
        .unwrap()
        .as_stream_mut()
        .unwrap()
        .dict
        .set("Resources", resources);
    draft.add(&format!("/T gs 0 0 0 1 k {SQUARE}"));
    assert!(plates(draft).missed.contains(&Missed::Depth));
}

#[test]
fn a_plate_is_a_picture() {
    let mut draft = Draft::new(Standard::X4);
    draft.add(&format!("0 0 0 1 k {SQUARE}"));
    let png = plates(draft).png(3).unwrap();
    assert_eq!(&png[1..4], b"PNG");
}
