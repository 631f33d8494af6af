//! Files from the field with the right verdict, made anew.

use lopdf::{Object, Stream, dictionary, text_string};
use pdfx_preflight::{Demand, Part, Standard};

use crate::draft::Draft;
use crate::faults::info;

/// A file as it came, its verdict, and what makes it.
pub type Field = (&'static str, &'static [&'static str], fn(&mut Draft));

/// Virtues, and faults that no single rule's cases show.
pub const FIELD: &[Field] = &[
    ("没有出血框，媒体框铺满", &[], |d| {
        let page = d.page;
        let bleed = d.dictionary(page).remove(b"BleedBox").unwrap();
        d.dictionary(page).set("MediaBox", bleed);
    }),
    ("页面的透明组用输出意图自己的特性文件", &[], |d| {
        let (page, icc) = (d.page, d.icc);
        let own = Object::Array(vec!["ICCBased".into(), icc.into()]);
        let group = dictionary! { "S" => "Transparency", "CS" => own };
        d.dictionary(page).set("Group", group);
        d.resource("ExtGState", "T", dictionary! { "ca" => 0.5 }.into());
        d.add("/T gs 0 0.8 0 0 k 100 100 9 9 re f");
    }),
    ("同一时刻，XMP 写的是 UTC", &[], |d| {
        d.xmp = d.xmp.replace("2026-02-05T00:00:00+08:00", "2026-02-04T16:00:00Z");
        assert!(d.xmp.contains("16:00:00Z"));
    }),
    ("输出意图嵌了特性文件，没有 RegistryName", &[], |d| {
        let intent = d.intent;
        d.dictionary(intent).remove(b"RegistryName");
    }),
    ("PDF/X-1a:2001，按 x1a 检查", &[], |d| {
        "1.3".clone_into(&mut d.document.version);
        info(d).set("GTS_PDFXVersion", text_string("PDF/X-1:2001"));
        info(d).set("GTS_PDFXConformance", text_string("PDF/X-1a:2001"));
        d.xmp = d.xmp.replace("PDF/X-4", "");
        d.settings.standard = Demand::Edition(Part::X1a2003);
    }),
    ("PDF/X-1a:2001，按文件的声明检查", &[], |d| {
        "1.3".clone_into(&mut d.document.version);
        info(d).set("GTS_PDFXVersion", text_string("PDF/X-1:2001"));
        info(d).set("GTS_PDFXConformance", text_string("PDF/X-1a:2001"));
        d.xmp = d.xmp.replace("PDF/X-4", "");
        d.settings.standard = Demand::Auto;
    }),
    ("PDF/X-3:2003，按文件的声明检查", &[], |d| {
        "1.4".clone_into(&mut d.document.version);
        info(d).set("GTS_PDFXVersion", text_string("PDF/X-3:2003"));
        d.xmp = d.xmp.replace("PDF/X-4", "");
        d.settings.standard = Demand::Auto;
    }),
    ("没有声明，也不按哪一部分检查", &[], |d| {
        d.catalog().remove(b"OutputIntents");
        info(d).remove(b"GTS_PDFXVersion");
        d.xmp = d.xmp.replace("PDF/X-4", "");
        d.settings.standard = Demand::Nothing;
    }),
    ("五块版", &[], |d| {
        d.spot("S", b"PANTONE 485 C", [0.0, 0.95, 1.0, 0.0]);
        d.add("/S cs 1 scn 100 100 40 40 re f");
    }),
    ("UserUnit 为 2，6 点的四色文字", &["print-text-plates"], |d| {
        let page = d.page;
        d.dictionary(page).set("UserUnit", 2);
        d.settings.bleed = 2.0;
        d.add("0.6 0.5 0.5 0.8 k BT /F1 3 Tf 100 100 Td (abc) Tj ET");
    }),
    ("实地四色的 JPEG 2000 图片", &["print-picture-ink"], |d| {
        let own = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 16, "Height" => 16,
            "ColorSpace" => "DeviceCMYK", "BitsPerComponent" => 8, "Filter" => "JPXDecode",
        };
        d.resource("XObject", "I", Stream::new(own, include_bytes!("full.jp2").to_vec()).into());
        d.add("q 3 0 0 3 100 100 cm /I Do Q");
    }),
];

#[test]
fn files_from_the_field_get_their_verdict() {
    let mut wrong = String::new();
    for (name, wanted, change) in FIELD {
        let mut draft = Draft::new(Standard::X4);
        change(&mut draft);
        let settings = draft.settings.clone();
        let found: Vec<_> = crate::rules(&draft.bytes(), &settings).into_iter().collect();
        if found != *wanted {
            wrong.push_str(&format!("{name}: {found:?} in place of {wanted:?}\n"));
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn the_inventory_names_the_profiles_of_pictures() {
    let mut draft = Draft::new(Standard::X4);
    let icc = moxcms::ColorProfile::new_srgb().encode().unwrap();
    let icc = Stream::new(dictionary! { "N" => 3 }, icc);
    let icc = draft.document.add_object(icc);
    let space = Object::Array(vec!["ICCBased".into(), icc.into()]);
    draft.picture("A", "DeviceRGB", 4, vec![9; 48], dictionary! { "ColorSpace" => space });
    draft.picture("B", "DeviceCMYK", 4, vec![9; 64], dictionary! {});
    draft.add("q 9 0 0 9 90 90 cm /A Do Q q 9 0 0 9 190 90 cm /B Do Q");
    let settings = draft.settings.clone();
    let inventory = crate::judged(&draft.bytes(), &settings).inventory;
    let profiles = inventory.pictures.iter().map(|own| (own.space, own.profile.as_deref()));
    let profiles: Vec<_> = profiles.collect();
    assert_eq!(profiles.len(), 2);
    assert!(profiles[0].1.is_some_and(|name| name.contains("sRGB")), "{profiles:?}");
    assert_eq!(profiles[1], (Some("DeviceCMYK"), None));
}

#[test]
fn the_inventory_names_every_ink_and_font() {
    let mut draft = Draft::new(Standard::X4);
    draft.spot("S", b"PANTONE 485 C", [0.0, 0.95, 1.0, 0.0]);
    draft.spot("V", "局部上光".as_bytes(), [0.0, 0.0, 0.0, 0.1]);
    draft.add("0.1 0.05 0.2 0 k 20 20 266 366 re f 0 0 0 1 k 90 90 9 9 re f");
    draft.add("/S cs 1 scn 100 100 40 40 re f /Over gs /V cs 1 scn 150 100 40 40 re f");
    let settings = draft.settings.clone();
    let inventory = crate::judged(&draft.bytes(), &settings).inventory;
    let inks: Vec<_> = inventory.inks.iter().map(|ink| (ink.name.as_str(), ink.kind)).collect();
    let process = ["Cyan", "Magenta", "Yellow", "Black"].map(|name| (name, "process"));
    let spots = [("PANTONE 485 C", "spot"), ("局部上光", "finish")];
    assert_eq!(inks, [&process[..], &spots].concat());
    assert_eq!(inventory.inks[4].alternate.as_deref(), Some("DeviceCMYK 0.000 0.950 1.000 0.000"));
    let font = &inventory.fonts[0];
    assert_eq!(
        (font.name.as_str(), font.kind.as_str(), font.embedded),
        ("Sound", "TrueType", true)
    );
    assert_eq!(inventory.pages[0].trim, [93.8, 129.1]);
    let black = inventory.pages[0].plates.iter().find(|plate| plate.ink == "Black").unwrap();
    assert!(black.percent > 0.0 && black.zones.len() == 4, "{black:?}");
}
