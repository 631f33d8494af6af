//! Writes a copy of the file for people: every place is ringed and numbered as in the report, where
//! much ink lies on one another is coloured, and the places are listed at the end. The rings and the
//! ink are layers, which a viewer can switch off.

use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

use crate::heat::{self, Heat};
use crate::reading::{self, Bounds, Page, Pdf};
use crate::report::Report;
use crate::rule::{Settings, short};
use neikan_base::diagnostic::{Finding, Severity};

/// The distance between a ring and what it marks, points.
const OFF: f64 = 4.0;
/// The size of the numbers, points.
const SIZE: f64 = 9.0;
/// The resource name of the numbers' font.
const FACE: &str = "NkPreflight";
/// That of the list's.
const LIST: &str = "NkPreflightList";
/// The resource name of the picture of the ink.
const INK: &str = "NkInk";
/// The resource names of the layers.
const LAYERS: [&str; 2] = ["NkLayerInk", "NkLayerPlaces"];
/// The lines of a page of the list, and the most pages that it takes.
const LINES: usize = 58;
const LISTS: usize = 20;

/// Rings the places of a report in a copy of its file, colours where much ink lies, and lists the
/// places.
///
/// # Errors
/// The finding `pdf-damaged` when the file cannot be written, and [`reading::Refused`] where the
/// plates cannot be made.
pub fn annotate(mut pdf: Pdf, report: &Report, settings: &Settings) -> Result<Vec<u8>, Finding> {
    pdf.load().map_err(Finding::from)?;
    let heats = heat::of(&pdf, settings).map_err(Finding::from)?;
    let Pdf { pages, mut document, .. } = pdf;
    let face = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica-Bold",
    });
    let layers = [">80 % / >100 % TAC", "Preflight"].map(|name| {
        document.add_object(dictionary! { "Type" => "OCG", "Name" => text_string(name) })
    });
    let mut any = false;
    for page in &pages {
        let marks = marks(report, page);
        let heat = heats.get(&page.number);
        if !marks.is_empty() || heat.is_some() {
            add(&mut document, page, Additions { marks, face, heat, layers });
            any = true;
        }
    }
    if any {
        name_layers(&mut document, &layers);
        list(&mut document, report, settings);
    }
    let mut out = Vec::new();
    match document.save_to(&mut out) {
        Ok(()) => Ok(out),
        Err(_) => Err(Finding::stop("pdf-damaged").with("offset", 0)),
    }
}

/// What is laid on a page.
struct Additions<'a> {
    marks: String,
    face: ObjectId,
    heat: Option<&'a Heat>,
    layers: [ObjectId; 2],
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

fn add(document: &mut Document, page: &Page, own: Additions<'_>) {
    let Additions { marks, face, heat, layers } = own;
    let before = document.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    let mut text = String::from("\nQ\n");
    if let Some(heat) = heat {
        let [left, bottom, right, top] = heat.bounds;
        let (width, height) = (right - left, top - bottom);
        let _ = writeln!(
            text,
            "/OC /{} BDC q {width:.2} 0 0 {height:.2} {left:.2} {bottom:.2} cm /{INK} Do Q EMC",
            LAYERS[0]
        );
    }
    let _ = write!(text, "/OC /{} BDC q\n{marks}Q EMC\n", LAYERS[1]);
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
    let mut more = vec![("Font", FACE, face.into())];
    more.extend(LAYERS.into_iter().zip(layers).map(|(name, id)| ("Properties", name, id.into())));
    if let Some(heat) = heat {
        more.push(("XObject", INK, heat.add(document).into()));
    }
    let resources = reading::with_names(document, &page.resources, more);
    let mut own = page.own.clone();
    own.set("Contents", contents);
    own.set("Resources", resources);
    document.objects.insert(page.id, Object::Dictionary(own));
}

/// Names the layers in the catalog, beside those that the file has.
fn name_layers(document: &mut Document, layers: &[ObjectId]) {
    let catalog = reading::entry(document, &document.trailer, b"Root");
    let catalog = reading::dictionary(document, catalog).cloned().unwrap_or_default();
    let known = reading::entry(document, &catalog, b"OCProperties");
    let mut known = reading::dictionary(document, known).cloned().unwrap_or_default();
    let shown = reading::dictionary(document, reading::entry(document, &known, b"D"));
    let mut shown = shown.cloned().unwrap_or_default();
    let with = |own: &Dictionary, key: &[u8]| {
        let mut list = reading::entry(document, own, key).as_array().cloned().unwrap_or_default();
        list.extend(layers.iter().map(|&id| Object::Reference(id)));
        list
    };
    let (all, on, order) = (with(&known, b"OCGs"), with(&shown, b"ON"), with(&shown, b"Order"));
    shown.set("ON", on);
    shown.set("Order", order);
    known.set("OCGs", all);
    known.set("D", shown);
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("OCProperties", known);
    }
}

/// The places as lines: number, weight, rule, page, and where they are on it.
fn lines(report: &Report, settings: &Settings) -> Vec<String> {
    let mut out = vec![
        format!(
            "TAC > {0} %: red    TAC > {1} %: yellow",
            short(settings.total_ink),
            short(settings.total_ink * heat::SOON)
        ),
        String::new(),
        format!("{:>4}  {:<5} {:<26} {:>5}  x y w h, mm", "No.", "", "", "p."),
    ];
    for (index, fault) in report.faults.iter().enumerate() {
        let weight = match (fault.severity, &fault.waived) {
            (_, Some(_)) => "pass",
            (Severity::Stop, _) => "stop",
            (Severity::Warn, _) => "warn",
            (Severity::Note, _) => "note",
        };
        let head = |place: &str| {
            let (number, rule, page) = (index + 1, fault.rule.name, fault.page);
            format!("{number:>4}  {weight:<5} {rule:<26} {page:>5}  {place}")
        };
        let places: Vec<String> = fault
            .places
            .iter()
            .filter_map(|own| {
                let [x, y, w, h] = own.values()?.map(|(_, value)| value);
                Some(head(&format!("{x} {y} {w} {h}")))
            })
            .collect();
        if places.is_empty() {
            out.push(head(""));
        }
        out.extend(places);
    }
    out
}

/// Adds pages with the list of places at the end.
fn list(document: &mut Document, report: &Report, settings: &Settings) {
    let catalog = reading::entry(document, &document.trailer, b"Root");
    let root = reading::dictionary(document, catalog).and_then(|own| own.get(b"Pages").ok());
    let Some(root) = root.and_then(|own| own.as_reference().ok()) else { return };
    let plain = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier",
    });
    let lines = lines(report, settings);
    let mut kids = Vec::new();
    for part in lines.chunks(LINES).take(LISTS) {
        let mut text = format!("BT 0 g /{LIST} 9 Tf 12 TL 42 780 Td\n");
        for line in part {
            let _ = writeln!(text, "({line}) Tj T*");
        }
        text.push_str("ET\n");
        let content = document.add_object(Stream::new(Dictionary::new(), text.into_bytes()));
        let fonts = dictionary! { LIST => plain };
        kids.push(Object::Reference(document.add_object(dictionary! {
            "Type" => "Page", "Parent" => root, "Contents" => content, "Rotate" => 0,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "CropBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Resources" => dictionary! { "Font" => fonts },
        })));
    }
    let known = document.get_dictionary(root);
    let known = known.map(|own| reading::entry(document, own, b"Kids").as_array().cloned());
    let Ok(Ok(mut all)) = known else { return };
    let more = kids.len() as i64;
    all.extend(kids);
    if let Ok(own) = document.get_dictionary_mut(root) {
        let count = own.get(b"Count").and_then(Object::as_i64).unwrap_or_default();
        own.set("Kids", all);
        own.set("Count", count + more);
    }
}
