//! The preflight through the program: colours are followed everywhere, what Typst writes is understood,
//! and no file does harm. The cases of the rules are in `crates/pdfx-preflight/tests/`.

use crate::common;
use crate::common::prepress;

use std::fmt::Write;

use common::{Sandbox, repository};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use neikan::diagnostic::Finding;
use pdfx_preflight::Standard::X4;
use pdfx_preflight::{self as preflight, Limits, Report, Settings, open, rules};
use prepress::{Draft, numbers};
use proptest::prelude::*;

/// Opens a file and judges it.
fn preflight(bytes: &[u8], settings: &Settings) -> Result<Report, Finding> {
    preflight::preflight(&open(bytes, &Limits::USUAL)?, settings)
}

fn link(draft: &mut Draft, sides: [f32; 4], more: Dictionary) {
    let mut own = dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => numbers(&sides) };
    more.iter().for_each(|(key, value)| own.set(key.clone(), value.clone()));
    let id = draft.document.add_object(own);
    let page = draft.page;
    draft.dictionary(page).set("Annots", vec![Object::Reference(id)]);
}

fn state(draft: &mut Draft, own: Dictionary) {
    draft.resource("ExtGState", "S", own.into());
    draft.add("q /S gs Q");
}

fn page(draft: &mut Draft) -> &mut Dictionary {
    let page = draft.page;
    draft.dictionary(page)
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
        let report = preflight(&draft.bytes(), &Draft::new(X4).settings).unwrap();
        let rules: Vec<_> = report.faults.iter().map(|fault| fault.rule.name).collect();
        assert_eq!(rules, ["print-color-space"], "{index}");
    }
}

/// What a report says of missing glyphs: page, font, codes; and of fonts that cannot be read.
fn missing(bytes: &[u8]) -> (Vec<(usize, String, String)>, Vec<String>) {
    let report = preflight(bytes, &Draft::new(X4).settings).unwrap();
    let named =
        |name: &'static str| report.faults.iter().filter(move |fault| fault.rule.name == name);
    let lacking = named("print-notdef")
        .map(|fault| (fault.page, fault.args["font"].clone(), fault.args["codes"].clone()));
    let unread = named("print-glyphs-unread").map(|fault| fault.args["font"].clone());
    (lacking.collect(), unread.collect())
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
        let program = Stream::new(Dictionary::new(), prepress::face());
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
        let (lacking, unread) = missing(&draft.bytes());
        let expected: Vec<_> = [(1, "Sound".to_owned(), codes.to_owned())].into();
        let expected = if codes == "-" { Vec::new() } else { expected };
        assert_eq!((lacking, unread), (expected, Vec::new()), "{index}");
    }
}

/// CID fonts as Typst writes them: what it shows is there, and a number that is not is found.
#[test]
fn missing_glyphs_are_found_in_what_typst_writes() {
    let text = "#set page(width: 100pt, height: 100pt)\n\
                #text(font: \"Noto Serif CJK SC\")[荔塘 ab fi]\
                #text(font: \"Noto Sans CJK SC\", weight: \"bold\")[供销]";
    let bytes = prepress::typeset(text, &[]);
    assert_eq!(missing(&bytes), (Vec::new(), Vec::new()));
    let mut document = Document::load_mem(&bytes).unwrap();
    let page = document.page_iter().next().unwrap();
    let fonts: Vec<_> = document.get_page_fonts(page).unwrap().into_iter().collect();
    assert!(fonts.len() >= 2, "{fonts:?}");
    let mut shown = String::new();
    for (name, _) in &fonts {
        let name = String::from_utf8_lossy(name);
        let _ = write!(shown, " BT /{name} 10 Tf 0 Tr 20 20 Td <0000FFFF> Tj 3 Tr <FFFE> Tj ET");
    }
    let count = fonts.len();
    document.add_page_contents(page, shown.into_bytes()).unwrap();
    let mut changed = Vec::new();
    document.save_to(&mut changed).unwrap();
    let (lacking, unread) = missing(&changed);
    assert_eq!((lacking.len(), unread.len()), (count, 0), "{lacking:?}");
    assert!(lacking.iter().all(|(page, _, codes)| (*page, codes.as_str()) == (1, "0000, FFFF")));
}

#[test]
fn character_maps_and_tables_of_a_cid_font_are_followed() {
    let cid = |map: Object, table: Option<Vec<u8>>| {
        let mut draft = Draft::new(X4);
        let program = Stream::new(Dictionary::new(), prepress::face());
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
        let (lacking, unread) = missing(&draft.bytes());
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
    let report = preflight(&draft.bytes(), &Draft::new(X4).settings).unwrap();
    let fault = &report.faults[0];
    assert_eq!((fault.rule.name, fault.page), ("print-ink", 1));
    let place = fault.places[0];
    assert_eq!((place.width, place.height), (Some(10.0), Some(5.0)));
    assert_eq!((place.x, place.y), (Some(12.9), Some(60.6)));
    assert!(place.object.is_some() && place.operator.is_some());
}

/// A sandbox with a file in it, and the arguments that name it.
fn file(bytes: Vec<u8>) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("a.pdf", bytes);
    sandbox
}

#[test]
fn the_command_reports_and_rings() {
    let sound = file(Draft::new(X4).bytes());
    let run = sound.run(&["preflight", "a.pdf", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.report()["ok"], true);

    let mut draft = Draft::new(X4);
    draft.add("0.9 0.9 0.9 0.9 k 90 90 9 9 re f");
    let broken = file(draft.bytes());
    let run = broken.run(&["preflight", "a.pdf", "--annotate", "ringed.pdf", "--format", "json"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    let report = run.report();
    let finding = &report["findings"][0];
    assert_eq!((&report["ok"], &finding["rule"]), (&false.into(), &"print-ink".into()));
    assert_eq!((&finding["page"], &finding["count"]), (&1.into(), &1.into()));
    assert!(finding["message"].as_str().unwrap().contains("360"), "{finding}");
    let ringed = Document::load(broken.path("ringed.pdf")).unwrap();
    let page = ringed.page_iter().next().unwrap();
    let content = String::from_utf8(ringed.get_page_content(page)).unwrap();
    assert!(content.contains("86.00 86.00 17.00 17.00 re S") && content.contains("(1) Tj"));

    for lang in ["zh", "en"] {
        let run = broken.run(&["preflight", "a.pdf", "--lang", lang]);
        assert_eq!(run.status, 1);
        assert!(run.err.contains("[print-ink]") && run.err.contains("24.7"), "{}", run.err);
    }
    let run = broken.run(&["preflight", "a.pdf", "--binding", "saddle", "--format", "json"]);
    assert!(run.rules().contains(&"print-page-count".to_owned()));
    let run = broken.run(&["preflight", "a.pdf", "--standard", "x1a", "--format", "json"]);
    assert!(run.rules().contains(&"pdfx-label".to_owned()));
    let run =
        broken.run(&["preflight", "a.pdf", "--standard", "none", "--plates", ".", "--ppi", "72"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    let plate = std::fs::read(broken.path("a-p001-1-Cyan.png")).unwrap();
    assert!(plate.starts_with(b"\x89PNG") && broken.path("a-p001-4-Black.png").exists());
    assert!(run.out.contains("Cyan, Magenta, Yellow, Black"), "{}", run.out);
    let fix = ["preflight", "a.pdf", "--fix", "b.pdf", "--only"];
    let run = broken.run(&[&fix[..], &["print-unclosed,print-attached"]].concat());
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    assert!(broken.path("b.pdf").exists());
    std::fs::remove_file(broken.path("b.pdf")).unwrap();
    assert_eq!(broken.run(&[&fix[..], &["print-ink"]].concat()).status, 2);
    for wrong in [
        &["preflight", "b.pdf"][..],
        &["preflight", "a.pdf", "--plates", "nowhere"],
        &["preflight", "a.pdf", "--ppi", "72"],
        &["preflight", "a.pdf", "--standard", "x5"],
        &["preflight", "a.pdf", "--profile", "nowhere"],
        &["preflight", "a.pdf", "--annotate", "a.pdf"],
        &["preflight", "a.pdf", "--annotate", "a.txt"],
        &["preflight"],
    ] {
        assert_eq!(broken.run(wrong).status, 2, "{wrong:?}");
    }
    assert_eq!(broken.run(&["rule", "print-ink"]).status, 0);
}

#[test]
fn the_profile_says_how_much_ink() {
    let mut draft = Draft::new(X4);
    draft.add("0.8 0.8 0.6 0.9 k 90 90 9 9 re f");
    let sandbox = file(draft.bytes());
    let with = |profile| sandbox.run(&["preflight", "a.pdf", "--profile", profile]).status;
    assert_eq!((with("coated"), with("uncoated")), (0, 1));
}

#[test]
fn a_build_writes_the_report_beside_the_press_files() {
    let sandbox = Sandbox::new();
    let run = sandbox.build(&["--editions", "press", "--pdfx", "x1a"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let text = sandbox.read("out/2026-01/press/preflight.json");
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    for file in files {
        assert_eq!((&file["ok"], &file["standard"]), (&true.into(), &"PDF/X-1a:2003".into()));
        assert!(file["file"].as_str().unwrap().ends_with(".pdf"));
    }
    assert!(!text.contains(sandbox.path("").to_str().unwrap()));
}

#[test]
fn a_build_stops_at_what_cannot_go_on_press() {
    let sandbox = Sandbox::new();
    let line =
        "<path d=\"M100 100 H900\" stroke=\"#000\" stroke-width=\"0.05\" fill=\"none\"/></svg>";
    sandbox.replace("issues/2026-01/images/field.svg", "</svg>", line);
    let run = sandbox.build(&["--editions", "press", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    let finding = run.finding("print-hairline");
    assert!(finding["file"].as_str().unwrap().starts_with("press/small-2026-01-"), "{finding}");
    assert!(finding["file"].as_str().unwrap().contains(".pdf#page="), "{finding}");
    assert!(sandbox.nothing_written());
}

/// The rule of the door that refuses a file.
fn refused(bytes: &[u8]) -> &'static str {
    let settings = Draft::new(X4).settings;
    preflight(bytes, &settings).err().map_or("", |finding| finding.rule)
}

fn form(content: &str) -> Stream {
    let own = dictionary! { "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, 400.0, 400.0]) };
    Stream::new(own, content.as_bytes().to_vec())
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
    assert_eq!(refused(&draft.bytes()), "pdf-large");
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
    assert_eq!(refused(&draft.bytes()), "pdf-large");
}

#[test]
fn bombs_do_not_fill_the_memory() {
    let mut draft = Draft::new(X4);
    let mut bomb = form("");
    bomb.set_plain_content(vec![b' '; 300 << 20]);
    bomb.compress().unwrap();
    draft.resource("XObject", "X", bomb.into());
    draft.add("/X Do");
    let mut huge = Draft::new(X4);
    huge.picture("I", "DeviceCMYK", 900_000, vec![0; 64], Dictionary::new());
    huge.add("q 20 0 0 20 100 100 cm /I Do Q");
    let mut many = Draft::new(X4);
    many.add(&"0 0 1 1 re f ".repeat(700_000));
    let nested = {
        let mut draft = Draft::new(X4);
        draft.add(&"[".repeat(100_000));
        draft
    };
    let deep = {
        let mut draft = Draft::new(X4);
        draft.xmp = "<a>".repeat(300_000);
        draft
    };
    for (draft, status, rule) in [
        (deep, 1, "pdfx-xmp"),
        (draft, 1, "pdf-large"),
        (huge, 0, "print-picture-unmeasured"),
        (many, 1, "pdf-large"),
        (nested, 1, "print-unreadable"),
    ] {
        let sandbox = file(draft.bytes());
        let run = bounded(&sandbox);
        assert_eq!(run.0, status, "{rule}: {}", run.1);
        assert!(run.1.contains(rule), "{rule}: {}", run.1);
    }
}

/// Runs the preflight with 1.5 GB of address space.
#[cfg(unix)]
fn bounded(sandbox: &Sandbox) -> (i32, String) {
    let command = format!("ulimit -v 1500000; {} preflight a.pdf", env!("CARGO_BIN_EXE_neikan"));
    let mut shell = std::process::Command::new("sh");
    let output = shell.args(["-c", &command]).current_dir(sandbox.path("")).output().unwrap();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[cfg(not(unix))]
fn bounded(sandbox: &Sandbox) -> (i32, String) {
    let run = sandbox.run(&["preflight", "a.pdf"]);
    (run.status, run.err)
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

proptest! {
    #[test]
    fn no_change_of_bytes_does_harm(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
        packed in any::<bool>(),
    ) {
        let mut bytes = rich();
        if packed {
            let mut document = Document::load_mem(&bytes).unwrap();
            bytes.clear();
            document.save_modern(&mut bytes).unwrap();
        }
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            // Digits become digits now and then: lengths, offsets and references.
            bytes[at] = if bytes[at].is_ascii_digit() && byte < 200 { b'0' + byte % 10 } else { byte };
        }
        if let Some(cut) = cut {
            let (from, length) = (cut.index(bytes.len()), bytes.len() / 7);
            bytes.drain(from..(from + length).min(bytes.len()));
        }
        let settings = Draft::new(X4).settings;
        if let Ok(report) = preflight(&bytes, &settings) {
            let ringed = preflight::annotate::annotate(open(&bytes, &Limits::USUAL).unwrap(), &report).unwrap();
            prop_assert!(preflight(&ringed, &settings).is_ok());
        }
    }
}

#[test]
fn the_seeds_of_the_fuzzer_are_read() {
    let folder = repository().join("fuzz/seeds/preflight");
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

#[test]
fn the_ledger_names_every_rule_of_the_standard() {
    let ledger = std::fs::read_to_string(repository().join("docs/pdfx.md")).unwrap();
    let mut missing = String::new();
    for entry in rules::ALL.iter().filter(|entry| entry.rule.name.starts_with("pdfx-")) {
        if !ledger.contains(entry.rule.name) {
            let _ = writeln!(missing, "{}", entry.rule.name);
        }
    }
    let writers = repository().join("crates/neikan-press/src/finish");
    let named = ledger.lines().filter(|line| line.starts_with('|')).flat_map(|line| {
        let parts = line.split('`').skip(1).step_by(2);
        parts.filter(|part| part.ends_with(".rs") || part.ends_with('/')).collect::<Vec<_>>()
    });
    let mut seen = 0;
    for writer in named {
        seen += 1;
        if !writers.join(writer).exists() {
            let _ = writeln!(missing, "{writer}");
        }
    }
    assert!(seen > 20, "the ledger no longer names what writes");
    assert_eq!(missing, "");
}
