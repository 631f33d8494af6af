//! Marks around single pages, for a print shop that asks for them: crop marks, registration marks
//! and colour bars, and a slug that names the page.
//!
//! The slug is text, so the layout's form `slug` sets it before the PDF is written; the marks are
//! drawn last. Everything stays outside the bleed and at least 3 mm away from the trim.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use super::pen::{self, Pen};
use super::plates::{self, ALL};
use super::shapes::{Edge, Guide, PAGE, Rect, Strip, page_patches};
use crate::profile::Marks;
use pdfx_preflight::inspect;
use pdfx_preflight::pdf::POINTS;

/// The room around the bleed of a page for marks and slug, mm.
pub const SLUG: f64 = 9.0;
/// Where the colour bar begins, mm from the left of the trim.
const BAR: f64 = 12.0;

/// Draws the marks on every page and makes room for them; `bleed` in mm.
///
/// # Errors
/// lopdf's error about a page that it cannot read.
pub fn draw(document: &mut Document, marks: Marks, bleed: f64) -> lopdf::Result<()> {
    if marks == Marks::None {
        return Ok(());
    }
    let pages = inspect::boxes(document).into_iter();
    let pages = pages.map(|boxes| (boxes.id, boxes.trim.unwrap_or(boxes.media)));
    let pages: Vec<(ObjectId, [f32; 4])> = pages.collect();
    let drawn = pages.iter().map(|(_, trim)| around(*trim, marks, bleed)).collect();
    let drawn = Document::load_mem(&pen::write(drawn))?;
    let all = plates::add(document);
    let edge = ((bleed + SLUG) * POINTS) as f32;
    let before = document.add_object(Stream::new(dictionary! {}, b"q\n".to_vec()));
    for ((id, trim), drawing) in pages.into_iter().zip(drawn.page_iter()) {
        let content = [b"\nQ\nq\n", drawn.get_page_content(drawing).as_slice(), b"\nQ\n"].concat();
        let after = document.add_object(Stream::new(dictionary! {}, content));
        let mut contents: Vec<Object> = vec![before.into()];
        contents.extend(document.get_page_contents(id).into_iter().map(Object::from));
        contents.push(after.into());
        let resources = resources(document, id, all)?;
        let page = document.get_dictionary_mut(id)?;
        page.set("Contents", contents);
        page.set("Resources", resources);
        let media = [trim[0] - edge, trim[1] - edge, trim[2] + edge, trim[3] + edge];
        page.set("MediaBox", media.map(Object::Real).to_vec());
    }
    Ok(())
}

/// The resources of a page, with the colour of the marks added.
fn resources(document: &Document, page: ObjectId, all: ObjectId) -> lopdf::Result<Object> {
    let (own, inherited) = document.get_page_resources(page)?;
    let inherited = inherited.first().and_then(|&id| document.get_dictionary(id).ok());
    let mut resources = own.or(inherited).cloned().unwrap_or_default();
    let spaces = resources.get_deref(b"ColorSpace", document).and_then(Object::as_dict);
    let mut spaces = spaces.cloned().unwrap_or_default();
    spaces.set(ALL, all);
    resources.set("ColorSpace", spaces);
    Ok(resources.into())
}

/// The marks around a trim (pt), with the size of the page that holds them, mm.
fn around(trim: [f32; 4], marks: Marks, bleed: f64) -> ([f64; 2], Pen) {
    let [left, bottom, right, top] = trim.map(|side| f64::from(side) / POINTS);
    let trim = Rect { left, bottom, right, top };
    let edge = bleed + SLUG;
    let frame =
        Rect { left: left - edge, bottom: bottom - edge, right: right + edge, top: top + edge };
    let cut = |upright: bool, at: f64| Guide { upright, at, fold: false };
    let knife = [cut(true, left), cut(true, right), cut(false, bottom), cut(false, top)];
    let mut pen = Pen::new();
    for edge in Edge::ALL {
        let strip = Strip::new(edge, trim, frame, bleed, &knife);
        pen.ticks(&strip);
        if marks == Marks::Full {
            let [from, to] = if edge.is_level() { [left, right] } else { [bottom, top] };
            pen.registration(&strip, (from + to) / 2.0, PAGE);
        }
        if marks == Marks::Full && edge == Edge::Top {
            pen.bar(&strip, left + BAR, &page_patches(), [PAGE.patch; 2]);
        }
    }
    ([frame.width(), frame.height()], pen)
}
