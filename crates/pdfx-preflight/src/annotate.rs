//! Writes a copy of the file in which every place is circled and numbered as in the report.

use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::reading::{self, Bounds, Page, Pdf};
use crate::report::Report;
use neikan_base::diagnostic::{Finding, Severity};

/// The distance between a ring and what it marks, points.
const OFF: f64 = 4.0;
/// The size of the numbers, points.
const SIZE: f64 = 9.0;
/// The resource name of the numbers' font.
const FACE: &str = "NkPreflight";

/// Circles the places of a report in a copy of its file.
///
/// # Errors
/// The finding `pdf-damaged` when the file cannot be written.
pub fn annotate(pdf: Pdf, report: &Report) -> Result<Vec<u8>, Finding> {
    let Pdf { pages, mut document, .. } = pdf;
    let face = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica-Bold",
    });
    for page in &pages {
        let marks = marks(report, page);
        if !marks.is_empty() {
            add(&mut document, page, marks, face);
        }
    }
    let mut out = Vec::new();
    match document.save_to(&mut out) {
        Ok(()) => Ok(out),
        Err(_) => Err(Finding::stop("pdf-damaged").with("offset", 0)),
    }
}

/// The rings of a page as a content stream; empty if it has none.
fn marks(report: &Report, page: &Page) -> String {
    let mut out = String::new();
    let faults = report.faults.iter().enumerate().filter(|(_, fault)| fault.page == page.number);
    for (index, fault) in faults {
        let color = match fault.severity {
            _ if fault.waived.is_some() => "0.5 0.5 0.5",
            Severity::Stop => "1 0 0",
            _ => "1 0.5 0",
        };
        let whole = [page.cut()];
        let bounds = fault.places.iter().filter_map(|place| place.bounds);
        let mut places: Vec<Bounds> = bounds.collect();
        if places.is_empty() {
            places.extend(whole);
        }
        for [left, bottom, right, top] in places {
            let (x, y) = (left - OFF, bottom - OFF);
            let (width, height) = (right - left + 2.0 * OFF, top - bottom + 2.0 * OFF);
            let number = index + 1;
            let _ = write!(
                out,
                "{color} RG {color} rg 1 w {x:.2} {y:.2} {width:.2} {height:.2} re S\n\
                 BT /{FACE} {SIZE} Tf {x:.2} {:.2} Td ({number}) Tj ET\n",
                top + OFF + 1.0,
            );
        }
    }
    out
}

fn add(document: &mut Document, page: &Page, marks: String, face: lopdf::ObjectId) {
    let before = document.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    let text = format!("\nQ q\n{marks}Q\n");
    let after = document.add_object(Stream::new(Dictionary::new(), text.into_bytes()));
    let mut contents = vec![Object::Reference(before)];
    match page.own.get(b"Contents") {
        Ok(Object::Array(parts)) => contents.extend(parts.iter().cloned()),
        Ok(Object::Reference(id)) => match document.objects.get(id) {
            Some(Object::Array(parts)) => contents.extend(parts.iter().cloned()),
            _ => contents.push(Object::Reference(*id)),
        },
        _ => {}
    }
    contents.push(Object::Reference(after));
    let mut resources = (*page.resources).clone();
    let fonts = reading::dictionary(document, reading::entry(document, &resources, b"Font"));
    let mut fonts = fonts.cloned().unwrap_or_default();
    fonts.set(FACE, face);
    resources.set("Font", fonts);
    let mut own = page.own.clone();
    own.set("Contents", contents);
    own.set("Resources", resources);
    document.objects.insert(page.id, Object::Dictionary(own));
}
