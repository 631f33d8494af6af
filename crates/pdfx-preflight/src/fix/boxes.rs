//! The boxes of pages: the TrimBox from a size or from printed marks, the BleedBox around it, and
//! all of them within one another.

use lopdf::{Document, Object};

use super::Job;
use crate::facts::{Kind, Painted};
use crate::reading::{Bounds, Page, Pdf};
use crate::rule::POINTS;
use neikan_base::diagnostic::Finding;

/// The thickest line that is a mark, points.
const THICK: f64 = 1.5;
/// How far the near end of a mark may be from its corner, points.
const NEAR: f64 = 12.0 * POINTS;
/// How far marks of one edge may be apart, points.
const SAME: f64 = 0.5;
/// The shortest and the longest mark, points.
const LONG: [f64; 2] = [4.0, 60.0];
/// How many marks of a page are looked at in each direction.
const MARKS: usize = 80;
/// The smallest trimmed page, points.
const SMALLEST: f64 = 60.0;

/// Mends the boxes.
pub fn mend(job: &mut Job<'_>) -> Result<(), Finding> {
    let request = job.request;
    if request.has("pdfx-trim-box") {
        trim(job)?;
    }
    if !request.any(&["print-bleed-box", "pdfx-boxes-nested"]) {
        return Ok(());
    }
    let Pdf { pages, document, .. } = &mut job.pdf;
    for page in pages.iter_mut() {
        let before = page.clone();
        if request.has("print-bleed-box") {
            bleed(page, request.settings.bleed * millimetre(page));
        }
        if request.has("pdfx-boxes-nested") {
            nest(page);
        }
        write(document, page, &before);
    }
    job.renew()
}

/// Sets the TrimBox of every page that lacks one, or of all if a size is given.
fn trim(job: &mut Job<'_>) -> Result<(), Finding> {
    let request = job.request;
    let marked: Vec<Option<Bounds>> = {
        let facts = job.facts()?;
        let of = |page: &Page| marked(page, &facts.painted);
        job.pdf.pages.iter().map(of).collect()
    };
    for (at, marked) in marked.into_iter().enumerate() {
        let Pdf { pages, document, .. } = &mut job.pdf;
        let page = &mut pages[at];
        let before = page.clone();
        let mm = millimetre(page);
        let given = request.trim.and_then(|size| centred(page, size, mm));
        let known = page.trim.filter(|_| request.trim.is_none());
        let Some(trim) = given.or(known).or(marked) else {
            job.note("preflight-fix-trim");
            continue;
        };
        page.own.remove(b"ArtBox");
        if page.trim != Some(trim) {
            page.trim = Some(trim);
            bleed(page, request.settings.bleed * mm);
        }
        write(document, page, &before);
    }
    job.renew()
}

/// A rectangle of a size in millimetres in the middle of a page; `None` if there is no room.
fn centred(page: &Page, [width, height]: [f64; 2], mm: f64) -> Option<Bounds> {
    let [left, bottom, right, top] = page.media?;
    // The size is that of the page as it is shown.
    let turned = page.rotate.rem_euclid(180) == 90;
    let [width, height] = if turned { [height, width] } else { [width, height] };
    let (x, y) = ((left + right) / 2.0, (bottom + top) / 2.0);
    let (across, up) = (width * mm / 2.0, height * mm / 2.0);
    let fits = 2.0 * across <= right - left + SAME && 2.0 * up <= top - bottom + SAME;
    let trim = [x - across, y - up, x + across, y + up];
    fits.then(|| trim.map(|side| (side * 1000.0).round() / 1000.0))
}

/// Sets the BleedBox around the TrimBox, as far as the MediaBox has room.
fn bleed(page: &mut Page, bleed: f64) {
    let (Some(trim), Some(media)) = (page.trim, page.media) else { return };
    let wanted = within(grown(trim, bleed), media);
    let fits = page.bleed.is_some_and(|own| within(wanted, own) == wanted);
    if !fits {
        page.bleed = Some(wanted);
        if let Some(crop) = page.crop {
            page.crop = Some(around(crop, wanted));
        }
    }
}

/// Brings the boxes within one another.
fn nest(page: &mut Page) {
    let Some(media) = page.media else { return };
    page.trim = page.trim.map(|own| within(own, media));
    page.bleed = page.bleed.map(|own| {
        let own = within(own, media);
        page.trim.map_or(own, |trim| around(own, trim))
    });
    if let (Some(crop), Some(inner)) = (page.crop, page.bleed.or(page.trim)) {
        page.crop = Some(around(crop, inner));
    }
}

/// The part of a rectangle that is within another.
fn within(own: Bounds, outer: Bounds) -> Bounds {
    let [left, bottom, right, top] = own;
    [left.max(outer[0]), bottom.max(outer[1]), right.min(outer[2]), top.min(outer[3])]
}

/// A rectangle that is large enough to hold another.
pub fn around(own: Bounds, inner: Bounds) -> Bounds {
    let [left, bottom, right, top] = own;
    [left.min(inner[0]), bottom.min(inner[1]), right.max(inner[2]), top.max(inner[3])]
}

/// A rectangle that is larger by a margin on all sides.
pub fn grown([left, bottom, right, top]: Bounds, margin: f64) -> Bounds {
    [left - margin, bottom - margin, right + margin, top + margin]
}

/// How long a millimetre is in the coordinates of a page.
pub fn millimetre(page: &Page) -> f64 {
    POINTS / page.unit.max(1e-6)
}

/// Numbers as an object, such as a rectangle.
pub fn array(parts: impl AsRef<[f64]>) -> Object {
    Object::Array(parts.as_ref().iter().map(|&part| Object::Real(part as f32)).collect())
}

/// The boxes of a page, each with its key.
fn boxes(page: &Page) -> [(&'static [u8], Option<Bounds>); 4] {
    [
        (b"MediaBox", page.media),
        (b"CropBox", page.crop),
        (b"BleedBox", page.bleed),
        (b"TrimBox", page.trim),
    ]
}

/// Writes a page whose boxes have changed.
pub fn write(document: &mut Document, page: &mut Page, before: &Page) {
    for ((key, own), (_, known)) in boxes(page).into_iter().zip(boxes(before)) {
        if let Some(own) = own.filter(|_| own != known) {
            page.own.set(key, array(own));
        }
    }
    if page.own != before.own {
        document.objects.insert(page.id, Object::Dictionary(page.own.clone()));
    }
}

/// A mark: where it crosses, and from where to where it runs.
type Mark = (f64, [f64; 2]);

/// The trimmed page by the crop marks on it: the smallest rectangle that has a mark in both
/// directions at each corner, outside of it.
fn marked(page: &Page, painted: &[Painted]) -> Option<Bounds> {
    let (mut down, mut across): (Vec<Mark>, Vec<Mark>) = (Vec::new(), Vec::new());
    for own in painted.iter().filter(|own| own.spot.page == page.number && is_mark(own)) {
        let [left, bottom, right, top] = own.bounds();
        let (x, y) = ((left + right) / 2.0, (bottom + top) / 2.0);
        if right - left <= THICK && is_long(top - bottom) && down.len() < MARKS {
            down.push((x, [bottom, top]));
        } else if top - bottom <= THICK && is_long(right - left) && across.len() < MARKS {
            across.push((y, [left, right]));
        }
    }
    let (columns, rows) = (lines(&down), lines(&across));
    let mut best: Option<Bounds> = None;
    for [left, right] in pairs(&columns) {
        for [bottom, top] in pairs(&rows) {
            let own = [left, bottom, right, top];
            let area = |own: Bounds| (own[2] - own[0]) * (own[3] - own[1]);
            if has_marks(own, &down, &across) && best.is_none_or(|best| area(own) < area(best)) {
                best = Some(own);
            }
        }
    }
    best
}

/// Whether something may be a mark: a line, dark or on every plate.
fn is_mark(own: &Painted) -> bool {
    let dark = |ink: crate::ink::Ink| ink.registration || ink.process[3] > 0.9 || !ink.known;
    own.kind == Kind::Vector && own.paints().next().is_some_and(|paint| dark(paint.ink))
}

fn is_long(length: f64) -> bool {
    (LONG[0]..=LONG[1]).contains(&length)
}

/// Where marks cross, each edge once.
fn lines(marks: &[Mark]) -> Vec<f64> {
    let mut at: Vec<f64> = marks.iter().map(|mark| mark.0).collect();
    at.sort_by(f64::total_cmp);
    at.dedup_by(|a, b| (*a - *b).abs() <= SAME);
    at
}

fn pairs(lines: &[f64]) -> Vec<[f64; 2]> {
    let after = |at: usize| lines[at + 1..].iter().map(move |&high| [lines[at], high]);
    let pairs = (0..lines.len()).flat_map(after);
    pairs.filter(|[low, high]| high - low >= SMALLEST).collect()
}

/// Whether a rectangle has a mark in both directions at each corner.
fn has_marks([left, bottom, right, top]: Bounds, down: &[Mark], across: &[Mark]) -> bool {
    let below = |marks: &[Mark], at: f64, end: f64| {
        let fits = |(line, [_, high]): &Mark| {
            (line - at).abs() <= SAME && *high <= end + SAME && end - high <= NEAR
        };
        marks.iter().any(fits)
    };
    let above = |marks: &[Mark], at: f64, end: f64| {
        let fits = |(line, [low, _]): &Mark| {
            (line - at).abs() <= SAME && *low >= end - SAME && low - end <= NEAR
        };
        marks.iter().any(fits)
    };
    [left, right].iter().all(|&x| below(down, x, bottom) && above(down, x, top))
        && [bottom, top].iter().all(|&y| below(across, y, left) && above(across, y, right))
}
