//! `neikan preflight --fix`: files from outside are mended with the colours and the labels of the
//! press, and judged again by neikan, by qpdf and by Ghostscript. What each fix does to content is
//! tested in `crates/pdfx-preflight/tests/suite/mending.rs`.

use crate::common::judging::checked_by_qpdf;
use crate::common::plates::separate;
use crate::common::prepress::{Draft, numbers};
use crate::common::{Run, Sandbox};

use lopdf::{Dictionary, Document, Object, dictionary, text_string};
use pdfx_preflight::Part;
use pdfx_preflight::Standard::X4;

/// A sandbox with a file in it.
fn file(draft: Draft) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("a.pdf", draft.bytes());
    sandbox
}

/// Mends the file, and has qpdf look at what came of it.
fn fixed(sandbox: &Sandbox, only: &str, more: &[&str]) -> Run {
    let call = ["preflight", "a.pdf", "--fix", "b.pdf", "--only", only, "--format", "json"];
    let run = sandbox.run(&[&call[..], more].concat());
    checked_by_qpdf(&sandbox.path("b.pdf"), &[]);
    run
}

/// RGB is found before, the inks of the coated press are there after, and Ghostscript sees them.
#[test]
fn colours_of_screens_become_the_inks_of_the_press() {
    let mut draft = Draft::new(X4);
    let pixels = [200_u8, 30, 40].repeat(90 * 90);
    draft.picture("I", "DeviceRGB", 90, pixels, Dictionary::new());
    draft.add("0.8 0.1 0.1 rg 100 100 20 20 re f 0 0 0 rg 140 100 20 20 re f");
    draft.add("q 20 0 0 20 180 100 cm /I Do Q");
    let sandbox = file(draft);
    let before = sandbox.run(&["preflight", "a.pdf", "--format", "json"]);
    assert_eq!(before.status, 1);
    assert!(before.rules().contains(&"print-color-space".to_owned()));
    let run = fixed(&sandbox, "print-color-space", &[]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    assert_eq!(report["fixed"]["left"], serde_json::json!({}));
    assert!(report["fixed"]["changed"].as_u64().unwrap() >= 2, "{report}");
    assert_eq!(report["stops"], 0, "{report}");
    assert!(!run.rules().contains(&"print-color-space".to_owned()), "{report}");
    let Some(pages) = separate(&sandbox.path("b.pdf"), (1, 1), 72) else { return };
    let at = |x: usize, y: usize| {
        let plate = |ink: usize| {
            let plate = &pages[0][ink];
            255 - plate.at(x, plate.height - 1 - y)
        };
        [0, 1, 2, 3].map(plate)
    };
    let [c, m, y, k] = at(110, 110);
    assert!(c < 60 && m > 200 && y > 180 && k < 60, "{:?}", [c, m, y, k]);
    assert_eq!(at(150, 110), [0, 0, 0, 255], "black is black alone");
    let [c, m, y, k] = at(190, 110);
    assert!(c < 60 && m > 200 && y > 150 && k < 80, "{:?}", [c, m, y, k]);
}

/// A file that claims nothing becomes what it is to be judged by: labels, output intent, boxes.
#[test]
fn labels_and_boxes_make_a_plain_file_one_for_the_press() {
    for own in [
        ("x6", "PDF/X-6", "2.0"),
        ("x4", "PDF/X-4", "1.6"),
        ("x3", "PDF/X-3:2003", "1.4"),
        ("x3-2002", "PDF/X-3:2002", "1.3"),
        ("x1a-2003", "PDF/X-1a:2003", "1.4"),
        ("x1a-2001", "PDF/X-1a:2001", "1.3"),
    ] {
        becomes_one_for_the_press(own);
    }
}

fn becomes_one_for_the_press((standard, label, version): (&str, &str, &str)) {
    let mut draft = Draft::new(X4);
    draft.catalog().remove(b"OutputIntents");
    let (page, info) = (draft.page, draft.info);
    let own = draft.dictionary(page);
    own.remove(b"TrimBox");
    own.remove(b"BleedBox");
    *draft.dictionary(info) = dictionary! { "Title" => text_string("荔塘") };
    draft.document.trailer.remove(b"ID");
    draft.xmp = String::new();
    draft.document.version = "1.7".to_owned();
    let sandbox = file(draft);
    let own = ["--standard", standard];
    let before = sandbox.run(&[&["preflight", "a.pdf", "--format", "json"][..], &own].concat());
    assert_eq!(before.status, 1);
    let both = "pdfx-claim,pdfx-trim-box";
    let run = fixed(&sandbox, both, &["--standard", standard, "--trim", "93.8x129.1"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.report()["standard"], label);
    let document = Document::load(sandbox.path("b.pdf")).unwrap();
    assert_eq!(document.version, version);
    if standard == "x6" {
        // PDF 2.0 has it in the XMP alone.
        assert!(!document.trailer.has(b"Info"));
        assert!(xmp(&document).contains("荔塘"));
        return;
    }
    let title = document.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let title = document.get_dictionary(title).unwrap().get(b"Title").unwrap();
    assert_eq!(lopdf::decode_text_string(title).unwrap(), "荔塘");
}

fn xmp(document: &Document) -> String {
    let id = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    let stream = document.get_object(id).unwrap().as_stream().unwrap();
    String::from_utf8(stream.get_plain_content().unwrap()).unwrap()
}

/// Judged by its own claim, a file claims afterwards what it claimed; title and trapping stay.
#[test]
fn a_claim_that_is_written_anew_is_that_of_the_file() {
    for part in [Part::X6, Part::X1a2003, Part::X1a2001, Part::X4] {
        let mut draft = Draft::new(part);
        let info = draft.info;
        draft.xmp = draft.xmp.replace("<pdf:Trapped>False", "<pdf:Trapped>True");
        draft.dictionary(info).set("Trapped", "True");
        draft.catalog().remove(b"OutputIntents");
        if part == Part::X6 {
            draft.document.trailer.remove(b"Info");
            draft.xmp = draft.xmp.replace("PDF/X-4", "PDF/X-6");
            // A page may have an output intent of its own, which stays.
            let (page, intent) = (draft.page, draft.intent);
            draft.dictionary(page).set("OutputIntents", vec![Object::Reference(intent)]);
        }
        if part == Part::X1a2001 {
            let own = draft.dictionary(info);
            own.set("GTS_PDFXVersion", text_string("PDF/X-1:2001"));
            own.set("GTS_PDFXConformance", text_string(part.version()));
        }
        if !part.is_live() {
            draft.xmp = String::new();
        }
        let sandbox = file(draft);
        let run = fixed(&sandbox, "pdfx-claim", &["--standard", "auto"]);
        assert_eq!(run.status, 0, "{part:?} {}{}", run.out, run.err);
        assert_eq!(run.report()["standard"], part.version());
        let document = Document::load(sandbox.path("b.pdf")).unwrap();
        assert_eq!(document.version, part.pdf());
        let xmp = xmp(&document);
        assert!(xmp.contains("<pdf:Trapped>True</pdf:Trapped>"), "{xmp}");
        if part == Part::X6 {
            assert!(xmp.contains(">内刊<") && !document.trailer.has(b"Info"), "{xmp}");
            let page = *document.get_pages().first_key_value().unwrap().1;
            assert!(document.get_dictionary(page).unwrap().has(b"OutputIntents"));
        }
    }
}

/// What was asked for and could not be mended is said, in both languages.
#[test]
fn what_is_left_is_said() {
    let mut draft = Draft::new(X4);
    let broken = dictionary! { "Filter" => "DCTDecode" };
    draft.picture("I", "DeviceRGB", 90, vec![90; 90 * 90 * 3], broken);
    draft.add("q 20 0 0 20 180 100 cm /I Do Q");
    let page = draft.page;
    draft.dictionary(page).set("MediaBox", numbers(&[0.0, 0.0, 306.0, 406.0]));
    let sandbox = file(draft);
    for (lang, left) in [
        ("zh", "没有改好：print-color-space，1 处"),
        ("en", "Not mended: print-color-space, one place"),
    ] {
        let call = ["preflight", "a.pdf", "--fix", "b.pdf", "--only", "print-color-space"];
        let run = sandbox.run(&[&call[..], &["--lang", lang]].concat());
        assert_eq!(run.status, 1, "{}{}", run.out, run.err);
        assert!(run.err.contains(left), "{}", run.err);
    }
}

/// A file of which something was not judged is never called fit.
#[test]
fn what_was_not_judged_is_not_called_fit() {
    let mut deep = Draft::new(X4);
    let mut below = None;
    for _ in 0..10_000 {
        let content = if below.is_some() { "/X Do" } else { "1 1 1 1 k 100 100 90 90 re f" };
        let mut own = crate::common::prepress::form(content);
        if let Some(below) = below {
            own.dict.set("Resources", dictionary! { "XObject" => dictionary! { "X" => below } });
        }
        below = Some(deep.document.add_object(own));
    }
    let below = below.unwrap();
    deep.content = "/D Do".to_owned();
    deep.resource("XObject", "D", Object::Reference(below));
    let sandbox = file(deep);
    let run = sandbox.run(&["preflight", "a.pdf", "--format", "json"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    let report = run.report();
    assert_eq!((&report["ok"], &report["stops"]), (&false.into(), &0.into()), "{report}");
    assert!(report["unjudged"].as_u64() >= Some(1));
    assert!(!run.rules().contains(&"print-page-empty".to_owned()), "{report}");
    for (lang, words) in [("zh", "没有查全"), ("en", "not wholly judged")] {
        let run = sandbox.run(&["preflight", "a.pdf", "--lang", lang]);
        assert!(run.out.contains(words) && !run.out.contains("可以付印"), "{}", run.out);
        assert!(!run.out.contains("fit for the press"), "{}", run.out);
    }
    // What somebody lets pass with a reason is fit.
    let waiver = "waivers:\n  - rule: print-plates-missed\n    reason: 看过打样\n";
    sandbox.write("ours.yml", waiver);
    let run = sandbox.run(&["preflight", "a.pdf", "--demands", "ours.yml"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}
