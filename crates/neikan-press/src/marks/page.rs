//! Marks around single pages, for a print shop that asks for them: crop marks, fold marks of a cover,
//! registration marks and colour bars, and a slug that names the page.
//!
//! The slug is text, so the layout's form `slug` sets it before the PDF is written; the marks are
//! drawn last. Everything stays outside the bleed and at least 3 mm away from the trim.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use super::pen::{self, Pen};
use super::plates;
use super::shapes::{Edge, Guide, PAGE, Rect, Strip, Tone, page_patches};
use crate::Inks;
use crate::profile::Marks;
use pdfx_preflight::inspect;
use pdfx_preflight::pdf::POINTS;

/// The room around the bleed of a page for marks and slug, mm.
pub const SLUG: f64 = 9.0;
/// How far a registration mark steps aside for a fold, mm.
const ASIDE: f64 = 12.0;
/// Where the colour bar begins, mm from the left of the trim.
const BAR: f64 = 12.0;

/// What is drawn around pages.
pub struct Wanted<'a> {
    /// Which marks.
    pub marks: Marks,
    /// The bleed, mm.
    pub bleed: f64,
    /// What the pages are printed with.
    pub inks: &'a Inks,
    /// Where they are folded, mm from the left of the first page, of which the second is the reverse.
    pub folds: &'a [f64],
}

/// Draws the marks on every page and makes room for them.
///
/// # Errors
/// lopdf's error about a page that it cannot read.
pub fn draw(document: &mut Document, wanted: &Wanted<'_>) -> lopdf::Result<()> {
    let Wanted { marks, bleed, inks, .. } = *wanted;
    if marks == Marks::None {
        return Ok(());
    }
    let pages = inspect::boxes(document).into_iter();
    let pages = pages.map(|boxes| (boxes.id, boxes.trim.unwrap_or(boxes.media)));
    let pages: Vec<(ObjectId, [f32; 4])> = pages.collect();
    let used = |id: ObjectId| inks.spots_in(document, &Object::Reference(id));
    let drawn = pages.iter().enumerate().map(|(index, (id, trim))| {
        let spots = used(*id);
        let (patches, tints) = (page_patches(inks, &spots), plates::tints(inks, &spots));
        let [left, right] = [trim[0], trim[2]].map(|side| f64::from(side) / POINTS);
        // The reverse of a sheet has its folds from the other side.
        let fold = |at: &f64| if index % 2 == 0 { left + at } else { right - at };
        let mut folds: Vec<f64> = wanted.folds.iter().map(fold).collect();
        folds.sort_by(f64::total_cmp);
        around(*trim, (marks, bleed), (&patches, tints), &folds)
    });
    let drawn = drawn.collect();
    let drawn = Document::load_mem(&pen::write(drawn))?;
    let edge = ((bleed + SLUG) * POINTS) as f32;
    let before = document.add_object(Stream::new(dictionary! {}, b"q\n".to_vec()));
    for ((id, trim), drawing) in pages.into_iter().zip(drawn.page_iter()) {
        let content = [b"\nQ\nq\n", drawn.get_page_content(drawing).as_slice(), b"\nQ\n"].concat();
        let after = document.add_object(Stream::new(dictionary! {}, content));
        let mut contents: Vec<Object> = vec![before.into()];
        contents.extend(document.get_page_contents(id).into_iter().map(Object::from));
        contents.push(after.into());
        let spots = inks.spots_in(document, &Object::Reference(id));
        let all = plates::add(document, inks, &spots);
        let resources = resources(document, id, all, (inks, &spots))?;
        let page = document.get_dictionary_mut(id)?;
        page.set("Contents", contents);
        page.set("Resources", resources);
        let media = [trim[0] - edge, trim[1] - edge, trim[2] + edge, trim[3] + edge];
        page.set("MediaBox", media.map(Object::Real).to_vec());
    }
    Ok(())
}

/// The resources of a page, with the colours of the marks added.
fn resources(
    document: &Document,
    page: ObjectId,
    all: ObjectId,
    (inks, spots): (&Inks, &[usize]),
) -> lopdf::Result<Object> {
    let (own, inherited) = document.get_page_resources(page)?;
    let inherited = inherited.first().and_then(|&id| document.get_dictionary(id).ok());
    let mut resources = own.or(inherited).cloned().unwrap_or_default();
    let spaces = resources.get_deref(b"ColorSpace", document).and_then(Object::as_dict);
    let mut spaces = spaces.cloned().unwrap_or_default();
    plates::name(&mut spaces, all, inks, spots);
    resources.set("ColorSpace", spaces);
    Ok(resources.into())
}

/// A place along an edge, or beside it if there is a fold mark.
fn clear(strip: &Strip, along: f64) -> f64 {
    let taken = |guide: &Guide| guide.fold && (guide.at - along).abs() < ASIDE / 2.0;
    if strip.guides.iter().any(taken) { along + ASIDE } else { along }
}

/// Where a colour bar of a length begins: behind the folds that it would reach.
fn bar(strip: &Strip, from: f64, length: f64) -> f64 {
    let folds = strip.guides.iter().filter(|guide| guide.fold).map(|guide| guide.at);
    folds.fold(
        from,
        |from, fold| if fold < from + length { from.max(fold + ASIDE / 2.0) } else { from },
    )
}

/// The marks around a trim (pt), with the size of the page that holds them, mm.
fn around(
    trim: [f32; 4],
    (marks, bleed): (Marks, f64),
    (patches, tints): (&[Tone], usize),
    folds: &[f64],
) -> ([f64; 2], Pen) {
    let [left, bottom, right, top] = trim.map(|side| f64::from(side) / POINTS);
    let trim = Rect { left, bottom, right, top };
    let edge = bleed + SLUG;
    let frame =
        Rect { left: left - edge, bottom: bottom - edge, right: right + edge, top: top + edge };
    let cut = |upright: bool, at: f64| Guide { upright, at, fold: false };
    let knife = [cut(true, left), cut(true, right), cut(false, bottom), cut(false, top)];
    let folds = folds.iter().map(|at| Guide { upright: true, at: *at, fold: true });
    let knife: Vec<Guide> = knife.into_iter().chain(folds).collect();
    let mut pen = Pen::new(tints);
    for edge in Edge::ALL {
        let strip = Strip::new(edge, trim, frame, bleed, &knife);
        pen.ticks(&strip);
        if marks == Marks::Full {
            let [from, to] = if edge.is_level() { [left, right] } else { [bottom, top] };
            pen.registration(&strip, clear(&strip, (from + to) / 2.0), PAGE);
        }
        if marks == Marks::Full && edge == Edge::Top {
            let from = bar(&strip, left + BAR, PAGE.patch * patches.len() as f64);
            pen.bar(&strip, from, patches, [PAGE.patch; 2]);
        }
    }
    ([frame.width(), frame.height()], pen)
}
