//! Flaps of the cover: the sheet as wide as all its parts, its folds marked on both sides.

use crate::common;

use common::judging::{judge, said};
use common::{Sandbox, dense};
use lopdf::content::Content;
use lopdf::{Document, Object};
use pdfx_preflight::inspect::boxes;
use pdfx_preflight::plates::{Options, each};
use pdfx_preflight::{Limits, open};

const PUBLICATION: &str = "issues/publication.yml";
const POINT: f64 = 25.4 / 72.0;

/// Where dashed lines stand upright on a page, mm from the left of the trim, each once.
fn dashed(document: &Document, page: usize) -> Vec<f64> {
    let own = &boxes(document)[page];
    let left = f64::from(own.trim.unwrap()[0]);
    let content = Content::decode(&document.get_page_content(own.id)).unwrap();
    let (mut dashes, mut from, mut out) = (false, [0.0; 2], Vec::<f64>::new());
    for operation in content.operations {
        let numbers: Vec<f64> = operation
            .operands
            .iter()
            .filter_map(|own| own.as_float().ok())
            .map(f64::from)
            .collect();
        match (operation.operator.as_str(), numbers.as_slice()) {
            ("d", _) => {
                let list = operation.operands.first().and_then(|own| Object::as_array(own).ok());
                dashes = list.is_some_and(|list| !list.is_empty());
            }
            ("m", &[x, y]) => from = [x, y],
            ("l", &[x, y]) if dashes && (x - from[0]).abs() < 0.01 && y != from[1] => {
                let at = ((x - left) * POINT * 10.0).round() / 10.0;
                if !out.contains(&at) {
                    out.push(at);
                }
            }
            _ => {}
        }
    }
    out.sort_by(f64::total_cmp);
    out
}

#[test]
fn a_cover_with_flaps_is_one_sheet_with_its_folds() {
    let sandbox = Sandbox::with_own_layouts();
    sandbox.replace("layouts/press/coated.yml", "marks: none ", "marks: full ");
    let format = "format: {width: 210, height: 285, flaps: {front: 70, back: 60}}";
    sandbox.replace(PUBLICATION, "format: {width: 210, height: 285}", format);
    sandbox.write(PUBLICATION, format!("{}binding: perfect\n", sandbox.read(PUBLICATION)));
    let run = sandbox.build(&["--editions", "press", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let cover = Document::load(sandbox.path("out/2026-01/press/small-2026-01-cover.pdf")).unwrap();
    let sides = boxes(&cover);
    let width = |at: usize| {
        let trim = sides[at].trim.unwrap();
        f64::from(trim[2] - trim[0]) * POINT
    };
    let spine = width(0) - 550.0;
    assert!((0.1..5.0).contains(&spine), "{spine}");
    assert!((width(1) - width(0)).abs() < 0.01);
    let tenth = |at: f64| (at * 10.0).round() / 10.0;
    let folds = [60.0, 270.0, 270.0 + spine, 480.0 + spine].map(tenth);
    assert_eq!(dashed(&cover, 0), folds);
    let through: Vec<f64> = folds.iter().rev().map(|at| tenth(width(0) - at)).collect();
    assert_eq!(dashed(&cover, 1), through);
    art_runs_over_the_folds(&sandbox.path("out/2026-01/press/small-2026-01-cover.pdf"));
    let ticket = sandbox.path("out/2026-01/press/small-2026-01-ticket.pdf");
    if let Some(text) = judge("pdftotext", &[ticket.to_str().unwrap(), "-"]) {
        let text = dense(&said(&text));
        assert!(text.contains("勒口：前70毫米，后60毫米，印后折进"), "{text}");
    }
    // Imposed by itself, the sheet has the same folds.
    let run = sandbox.run(&["impose", "2026-01", "--sheet", "889x1194", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let sheets = "out/2026-01/press/small-2026-01-cover-sheets.pdf";
    assert!(sandbox.path(sheets).is_file(), "{}", run.out);
}

/// A fold that is a little off shows no strip of the flap's own colour.
fn art_runs_over_the_folds(cover: &std::path::Path) {
    let bytes = std::fs::read(cover).unwrap();
    let pdf = open(&bytes, &Limits::USUAL).unwrap();
    let [left, bottom, ..] = pdf.pages[0].trim.unwrap();
    let mut pages = Vec::new();
    each(&pdf, &Options { ppi: 72.0, profile: None }, |own| pages.push(own)).unwrap();
    let page = &pages[0];
    let magenta = page.plate(1);
    let at = |across: f64, up: f64| {
        let x = left - page.bounds[0] + across / POINT;
        let y = bottom - page.bounds[1] + up / POINT;
        magenta[(page.height - 1 - y as usize) * page.width + x as usize]
    };
    // The back cover is cinnabar; the flap beside it is nearly white.
    assert!(at(62.0, 40.0) > 200 && at(58.0, 40.0) > 200 && at(55.0, 40.0) < 30);
}

#[test]
fn a_flap_does_not_reach_into_the_fold() {
    let sandbox = Sandbox::new();
    let format = "format: {width: 210, height: 285, flaps: {front: 206, back: 60}}";
    sandbox.replace(PUBLICATION, "format: {width: 210, height: 285}", format);
    let run = sandbox.run(&["check", "--format", "json"]);
    let finding = run.finding("flap-wide");
    assert_eq!((finding["file"].as_str(), finding["line"].as_u64()), (Some(PUBLICATION), Some(8)));
}
