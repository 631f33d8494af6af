//! Marks around single pages, for a print shop that wants them there: crop marks, registration
//! marks and colour bars on all four plates, and a slug that names the page.
//!
//! The slug is words, so the layout's form `slug` sets it before the PDF is written; what is drawn
//! comes last, in the colour `All`, which every plate prints (ISO 32000-1, 8.6.6.4). Everything
//! stays outside the bleed and at least 3 mm off the trim.

use lopdf::{Document, Object, Stream, dictionary};
use serde_json::{Value, json};
use typst::layout::{Abs, Point, Sides};
use typst_layout::{Page, PagedDocument};

use super::handoff::Forms;
use super::handoff::proof::lighten;
use super::inspect;
use super::profile::Marks;
use crate::diagnostic::Failure;

/// Points to a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// What a page has around its bleed for marks and slug, mm.
const SLUG: f64 = 9.0;
/// Marks begin at least so far off the trim, mm.
const OFF: f64 = 3.0;
/// The length of crop marks, mm.
const LENGTH: f32 = 5.0;
/// The name that the colour of the marks has in each page's resources.
const ALL: &str = "NeikanAll";
/// The patches of the colour bar: the four inks solid and at half tint.
const PATCHES: [&str; 8] =
    ["1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1", ".5 0 0 0", "0 .5 0 0", "0 0 .5 0", "0 0 0 .5"];

/// The same pages with a slug below each, where full marks are asked for; `spine` in mm for the
/// sheets of a cover.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn slug(
    forms: &Forms,
    marks: Marks,
    document: &PagedDocument,
    spine: Option<f64>,
) -> Result<Option<PagedDocument>, Failure> {
    if marks != Marks::Full {
        return Ok(None);
    }
    let pages = document.pages();
    let sheets: Vec<Value> = pages.iter().map(|page| json!({ "number": page.number })).collect();
    let more = json!({ "sheets": sheets, "cover": spine.is_some(), "spine": spine, "slug": SLUG });
    let set = forms.over("slug", pages.len(), more)?;
    let edge = Abs::mm(forms.assembly.publication.format.bleed + SLUG);
    let pages = pages.iter().zip(set.document.pages()).map(|(page, words)| {
        let mut page: Page = page.clone();
        let mut words = words.frame.clone();
        lighten(&mut words, 1.0);
        page.frame.push_frame(Point::new(-edge, -edge), words);
        page.bleed = Sides::splat(edge);
        page
    });
    let info = document.clone().info_mut().clone();
    Ok(Some(PagedDocument::new(pages.collect(), info)))
}

/// Draws the marks on every page and makes room for them; `bleed` in mm.
///
/// # Errors
/// What lopdf says of a page that it cannot read.
pub fn draw(document: &mut Document, marks: Marks, bleed: f64) -> lopdf::Result<()> {
    if marks == Marks::None {
        return Ok(());
    }
    let tint = dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => vec![Object::from(0); 4],
        "C1" => vec![Object::from(1); 4],
        "N" => 1,
    };
    let tint = document.add_object(tint);
    let all: Object =
        vec!["Separation".into(), "All".into(), "DeviceCMYK".into(), tint.into()].into();
    let all = document.add_object(all);
    let before = document.add_object(Stream::new(dictionary! {}, b"q\n".to_vec()));
    for boxes in inspect::boxes(document) {
        let trim = boxes.trim.unwrap_or(boxes.media);
        let edge = (bleed + SLUG) as f32 * POINTS;
        let content = format!("\nQ\n{}", drawing(trim, marks, bleed));
        let after = document.add_object(Stream::new(dictionary! {}, content.into_bytes()));
        let mut contents: Vec<Object> = vec![before.into()];
        contents.extend(document.get_page_contents(boxes.id).into_iter().map(Object::from));
        contents.push(after.into());
        let resources = resources(document, boxes.id, all)?;
        let page = document.get_dictionary_mut(boxes.id)?;
        page.set("Contents", contents);
        page.set("Resources", resources);
        let media = [trim[0] - edge, trim[1] - edge, trim[2] + edge, trim[3] + edge];
        page.set("MediaBox", media.map(Object::Real).to_vec());
    }
    Ok(())
}

/// The resources of a page with the colour of the marks among them.
fn resources(
    document: &Document,
    page: lopdf::ObjectId,
    all: lopdf::ObjectId,
) -> lopdf::Result<Object> {
    let (own, inherited) = document.get_page_resources(page)?;
    let inherited = inherited.first().and_then(|&id| document.get_dictionary(id).ok());
    let mut resources = own.or(inherited).cloned().unwrap_or_default();
    let spaces = resources.get_deref(b"ColorSpace", document).and_then(Object::as_dict);
    let mut spaces = spaces.cloned().unwrap_or_default();
    spaces.set(ALL, all);
    resources.set("ColorSpace", spaces);
    Ok(resources.into())
}

/// The operators that draw the marks around a trim, points.
fn drawing(trim: [f32; 4], marks: Marks, bleed: f64) -> String {
    let off = bleed.max(OFF) as f32 * POINTS;
    let mut out = format!("q\n/{ALL} CS 1 SCN 0.25 w\n");
    let [left, bottom, right, top] = trim;
    let length = LENGTH * POINTS;
    for (x, out_x) in [(left, -1.0), (right, 1.0)] {
        for (y, out_y) in [(bottom, -1.0), (top, 1.0)] {
            line(&mut out, [x + out_x * off, y], [x + out_x * (off + length), y]);
            line(&mut out, [x, y + out_y * off], [x, y + out_y * (off + length)]);
        }
    }
    if marks == Marks::Full {
        let away = off + 3.0 * POINTS;
        let (middle, centre) = ((bottom + top) / 2.0, (left + right) / 2.0);
        for at in [
            [left - away, middle],
            [right + away, middle],
            [centre, bottom - away],
            [centre, top + away],
        ] {
            target(&mut out, at);
        }
        let side = 4.0 * POINTS;
        for (index, inks) in PATCHES.iter().enumerate() {
            let x = left + 12.0 * POINTS + index as f32 * side;
            let y = top + off + POINTS;
            out.push_str(&format!("{inks} k {x:.3} {y:.3} {side:.3} {side:.3} re f\n"));
        }
    }
    out.push_str("Q\n");
    out
}

fn line(out: &mut String, from: [f32; 2], to: [f32; 2]) {
    let ([x, y], [a, b]) = (from, to);
    out.push_str(&format!("{x:.3} {y:.3} m {a:.3} {b:.3} l S\n"));
}

/// A registration mark: a cross in a circle.
fn target(out: &mut String, [x, y]: [f32; 2]) {
    // Four Bézier curves make a circle when their handles are this long.
    const HANDLE: f32 = 0.552_285;
    let (arm, r) = (2.0 * POINTS, 1.2 * POINTS);
    let k = HANDLE * r;
    line(out, [x - arm, y], [x + arm, y]);
    line(out, [x, y - arm], [x, y + arm]);
    out.push_str(&format!("{:.3} {y:.3} m\n", x + r));
    for points in [
        [x + r, y + k, x + k, y + r, x, y + r],
        [x - k, y + r, x - r, y + k, x - r, y],
        [x - r, y - k, x - k, y - r, x, y - r],
        [x + k, y - r, x + r, y - k, x + r, y],
    ] {
        let points = points.map(|part| format!("{part:.3}")).join(" ");
        out.push_str(&format!("{points} c\n"));
    }
    out.push_str("S\n");
}
