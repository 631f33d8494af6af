//! The EPUB as readers and their judges see it: Ace by DAISY looks for barriers, epub.js opens every
//! page in Chromium as a phone and a tablet show it, by day and by night.
//!
//! `tests/run.sh` installs both; where they are missing a test says so, and with CI set it fails.

use crate::common;

use std::path::Path;
use std::process::Command;

use common::judging::{chromium, judges, read_by_mupdf};
use common::sample::Sample;
use common::{Sandbox, repository, zip_entries};
use serde_json::Value;

/// Faces that go into the book are taken by the browser, which refuses what is not sound, and are
/// used; the book passes epubcheck with them.
#[test]
fn faces_in_the_book_are_used() {
    let sandbox = Sandbox::new();
    let run = sandbox.build(&["--embed-fonts", "--editions", "digital"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let book = sandbox.path("out/2026-01/small-2026-01.epub");
    let mut faces = 0;
    for (name, bytes) in zip_entries(&std::fs::read(&book).unwrap()) {
        if !name.contains("/fonts/") {
            continue;
        }
        assert!(bytes.len() < 400_000, "{name} is not cut down");
        let face = ttf_parser::Face::parse(&bytes, 0).unwrap();
        assert!(face.glyph_index('\u{7684}').is_some() && face.glyph_index('\u{9f98}').is_none());
        let names: Vec<String> =
            face.names().into_iter().filter_map(|name| name.to_string()).collect();
        assert!(names.iter().any(|name| name.starts_with("issue ")), "{names:?}");
        assert!(names.iter().all(|name| name.contains("opyright") || !name.starts_with("LXGW")));
        faces += 1;
    }
    assert_eq!(faces, 5);
    let Some(chromium) = chromium() else { return };
    let report = read(chromium, &book, &sandbox.path("screens"), "phone-light");
    let pages = report[0]["pages"].as_array().unwrap();
    assert_eq!(report[0]["complaints"], serde_json::json!([]));
    let used: Vec<&str> = pages
        .iter()
        .flat_map(|page| page["faces"].as_array().unwrap())
        .filter_map(Value::as_str)
        .collect();
    for role in ["song", "hei"] {
        assert!(used.iter().any(|face| face.contains(role)), "{role} not in {used:?}");
    }
}

/// What a reader in Chromium makes of a book on the screens whose names begin so.
fn read(chromium: &str, book: &Path, shots: &Path, screens: &str) -> Value {
    let output = Command::new("node")
        .arg(repository().join("tests/judges/reader.mjs"))
        .arg(judges())
        .args([chromium, book.to_str().unwrap()])
        .arg(shots)
        .arg(screens)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn ace_finds_no_barrier() {
    let Some(chromium) = chromium() else { return };
    let (book, report) = (Sample::whole().epub(), Sample::whole().beside("ace"));
    let output = Command::new(judges().join("node_modules/.bin/ace-puppeteer"))
        .arg("-o")
        .arg(&report)
        .args(["-f", book.to_str().unwrap()])
        .env("PUPPETEER_EXECUTABLE_PATH", chromium)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report = std::fs::read_to_string(report.join("report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["earl:result"]["earl:outcome"], "pass", "{:#}", report["assertions"]);
    let found = report["assertions"].as_array().unwrap().iter();
    let found: Vec<_> = found.flat_map(|page| page["assertions"].as_array().unwrap()).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// MuPDF, which knows little more than CSS 2, needs about as many pages as a browser needs screens of
/// the same size and type: 171 and 163 when this was written; pictures that did not fit and blank
/// pages made it more.
#[test]
fn old_and_new_readers_need_pages_alike() {
    let Some(chromium) = chromium() else { return };
    let seen = read_by_mupdf(&Sample::whole().epub(), &["390x844@16"]);
    let Some(seen) = seen else { return };
    let report =
        read(chromium, &Sample::whole().epub(), &Sample::whole().beside("screens"), "phone-light");
    let documents = report[0]["pages"].as_array().unwrap().iter();
    let screens: u64 = documents.map(|page| page["height"].as_u64().unwrap().div_ceil(844)).sum();
    let pages = seen[0]["pages"].as_array().unwrap().len() as u64;
    let alike = pages * 10 > screens * 8 && pages * 10 < screens * 12;
    assert!(alike, "{pages} pages for {screens} screens");
}

#[test]
fn a_reader_shows_every_page_on_every_screen() {
    let Some(chromium) = chromium() else { return };
    let report = read(chromium, &Sample::whole().epub(), &Sample::whole().beside("screens"), "");
    let screens = report.as_array().unwrap();
    assert_eq!(screens.len(), 4);
    for screen in screens {
        let name = screen["screen"].as_str().unwrap();
        assert_eq!(screen["complaints"], serde_json::json!([]), "{name}");
        let pages = screen["pages"].as_array().unwrap();
        assert!(pages.len() > 22, "{name}: {}", pages.len());
        for page in pages {
            let none = serde_json::json!([]);
            assert_eq!((&page["broken"], &page["over"]), (&none, &none), "{name}: {page}");
            let (text, images) = (&page["characters"], &page["images"]);
            let shown = text.as_u64().unwrap() > 10 || images.as_u64().unwrap() > 0;
            assert!(shown, "{name}: {page} shows nothing");
            let dark = name.ends_with("dark");
            assert_eq!(page["ground"] == "rgb(255, 255, 255)", !dark, "{name}: {page}");
        }
    }
}
