//! What is on a page, as a form that is placed anew: turned upright, or mirrored into a bleed that
//! is missing.

use std::fmt::Write;
use std::sync::Arc;

use lopdf::{Dictionary, ObjectId, Stream, dictionary};

use super::Job;
use super::boxes::{around, array, grown, millimetre, write};
use super::content::{Place, short};
use super::destinations::{self, Turns};
use super::structure::{self, Forms};
use super::turned::annotations;
use crate::matrix::{Matrix, bounds_of};
use crate::pdf::set_content;
use crate::reading::{Bounds, Pdf};
use crate::rules::edge::print_bleed_missing::lacking;
use neikan_base::diagnostic::Finding;

/// The name of the form.
const FORM: &str = "NkPage";
/// How far within the trim edges are mirrored, so that nothing white is left between, points.
const INSET: f64 = 0.3;

/// Mends what is on pages as a whole.
pub fn mend(job: &mut Job<'_>) -> Result<(), Finding> {
    if job.request.has("fix-rotate") {
        let (mut turns, mut forms) = (Turns::new(), Forms::new());
        for at in 0..job.pdf.pages.len() {
            if job.pdf.pages[at].rotate.rem_euclid(360) != 0 {
                turns.extend(turn(job, at, &mut forms));
            }
        }
        destinations::turn(&mut job.pdf.document, &turns);
        structure::follow(&mut job.pdf.document, &forms);
        job.renew()?;
    }
    if job.request.has("print-bleed-missing") {
        let sides = lacking(&job.facts()?, job.request.settings);
        let mut forms = Forms::new();
        for (page, sides) in sides {
            if let Some(at) = page.checked_sub(1) {
                mirror(job, at, sides, &mut forms);
            }
        }
        structure::follow(&mut job.pdf.document, &forms);
        job.renew()?;
    }
    Ok(())
}

/// How a page has to be moved so that it lies as it is shown, with its corner at zero.
fn upright([left, bottom, right, top]: Bounds, rotate: i64) -> Option<Matrix> {
    Some(match rotate.rem_euclid(360) {
        90 => [0.0, -1.0, 1.0, 0.0, -bottom, right],
        180 => [-1.0, 0.0, 0.0, -1.0, right, top],
        270 => [0.0, 1.0, -1.0, 0.0, top, -left],
        _ => return None,
    })
}

/// Turns a page upright; the page and what turned it, if it could be.
fn turn(job: &mut Job<'_>, at: usize, forms: &mut Forms) -> Option<(ObjectId, Matrix)> {
    let page = &job.pdf.pages[at];
    let rotate = page.rotate.rem_euclid(360);
    let matrix = page.media.and_then(|media| upright(media, rotate));
    let form = matrix.and_then(|own| wrapped(job, at, own, &format!("/{FORM} Do")));
    let Some((matrix, form)) = matrix.zip(form) else {
        job.note("preflight-fix-turned");
        return None;
    };
    let Pdf { pages, document, .. } = &mut job.pdf;
    let page = &mut pages[at];
    let before = page.clone();
    let turned = |own: Option<Bounds>| own.map(|own| bounds_of(matrix, own));
    let [media, crop, bleed, trim, art] =
        [page.media, page.crop, page.bleed, page.trim, page.art].map(turned);
    (page.media, page.crop, page.bleed, page.trim) = (media, crop, bleed, trim);
    if let Some(art) = art {
        page.own.set("ArtBox", array(art));
    }
    page.own.set("Rotate", 0);
    job.replaced.extend(annotations(document, page, matrix, rotate));
    write(document, page, &before);
    forms.insert(page.id, form);
    Some((page.id, matrix))
}

/// Makes a form of what is on a page, and puts other content in its place; the form, if it could be.
fn wrapped(job: &mut Job<'_>, at: usize, matrix: Matrix, content: &str) -> Option<ObjectId> {
    let page = &job.pdf.pages[at];
    let resources = page.resources.clone();
    let place = Place { page: Some(at), object: page.id, resources, masks: false, font: None };
    let (bytes, media) = (job.bytes(&place)?, page.media?);
    let mut form = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => array(media), "Matrix" => array(matrix),
            "Resources" => (*page.resources).clone(),
        },
        Vec::new(),
    );
    set_content(&mut form, bytes);
    // What is marked in it is part of the structure as before.
    let parents = job.pdf.pages[at].own.remove(b"StructParents");
    parents.into_iter().for_each(|own| form.dict.set("StructParents", own));
    let form = job.pdf.document.add_object(form);
    let resources = dictionary! { "XObject" => dictionary! { FORM => form } };
    let page = &mut job.pdf.pages[at];
    page.own.set("Resources", resources.clone());
    page.resources = Arc::new(resources);
    let place = Place { resources: Arc::new(Dictionary::new()), ..place };
    job.put(&place, content.as_bytes().to_vec(), &[]);
    Some(form)
}

/// Mirrors what is along the edges of a page into the bleed where it is missing: left, bottom,
/// right, top.
fn mirror(job: &mut Job<'_>, at: usize, sides: [bool; 4], forms: &mut Forms) {
    let page = &job.pdf.pages[at];
    let bleed = job.request.settings.bleed * millimetre(page);
    let trim = page.cut();
    let content = mirrored(trim, bleed, sides);
    let Some(form) = wrapped(job, at, crate::matrix::IDENTITY, &content) else { return };
    forms.insert(job.pdf.pages[at].id, form);
    job.note("preflight-fix-mirrored");
    let Pdf { pages, document, .. } = &mut job.pdf;
    let page = &mut pages[at];
    let before = page.clone();
    let wanted = grown(trim, bleed);
    page.media = page.media.map(|own| around(own, wanted));
    page.crop = page.crop.map(|own| around(own, wanted));
    page.bleed = Some(page.bleed.map_or(wanted, |own| around(own, wanted)));
    page.trim = Some(trim);
    write(document, page, &before);
}

/// The page with its edges mirrored below it.
fn mirrored(trim: Bounds, bleed: f64, sides: [bool; 4]) -> String {
    let [left, bottom, right, top] = trim;
    let mut out = String::new();
    // Where a neighbouring side has bleed of its own, it is mirrored too.
    let out_by = |side: usize| if sides[side] { 0.0 } else { bleed };
    let (low, high) = (bottom - out_by(1), top + out_by(3));
    let (from, to) = (left - out_by(0), right + out_by(2));
    let columns = [
        (sides[0], -1.0, [left - bleed, left + INSET], 2.0 * (left + INSET)),
        (true, 1.0, [from, to], 0.0),
        (sides[2], -1.0, [right - INSET, right + bleed], 2.0 * (right - INSET)),
    ];
    let rows = [
        (sides[1], -1.0, [bottom - bleed, bottom + INSET], 2.0 * (bottom + INSET)),
        (true, 1.0, [low, high], 0.0),
        (sides[3], -1.0, [top - INSET, top + bleed], 2.0 * (top - INSET)),
    ];
    for (column, across, [x0, x1], x) in columns {
        for (row, up, [y0, y1], y) in rows {
            if column && row && (across < 0.0 || up < 0.0) {
                let strip = [x0, y0, x1 - x0, y1 - y0].map(short).join(" ");
                let _ = writeln!(
                    out,
                    "q {strip} re W n {across} 0 0 {up} {} {} cm /{FORM} Do Q",
                    short(x),
                    short(y)
                );
            }
        }
    }
    out + &format!("/{FORM} Do")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::apply;

    #[test]
    fn pages_lie_upright_with_their_corner_at_zero() {
        let media = [10.0, 20.0, 110.0, 220.0];
        for rotate in [90, 180, 270, -90] {
            let matrix = upright(media, rotate).unwrap();
            let turned = bounds_of(matrix, media);
            let size = if rotate == 180 { [100.0, 200.0] } else { [200.0, 100.0] };
            assert_eq!(turned, [0.0, 0.0, size[0], size[1]], "{rotate}");
        }
        // Turned clockwise by a quarter, the upper left corner comes to the upper right one.
        assert_eq!(apply(upright(media, 90).unwrap(), [10.0, 220.0]), [200.0, 100.0]);
    }

    #[test]
    fn missing_sides_and_their_corners_are_mirrored() {
        let trim = [10.0, 10.0, 90.0, 90.0];
        let one = mirrored(trim, 5.0, [true, false, false, false]);
        assert_eq!(one, "q 5 5 5.3 90 re W n -1 0 0 1 20.6 0 cm /NkPage Do Q\n/NkPage Do");
        let all = mirrored(trim, 5.0, [true; 4]);
        assert_eq!(all.matches(" re W n").count(), 8);
        assert!(all.contains("q 89.7 89.7 5.3 5.3 re W n -1 0 0 -1 179.4 179.4 cm"), "{all}");
    }
}
