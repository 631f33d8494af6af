//! Carrying pages: a page of the source becomes a form XObject and is never redrawn.
//!
//! The source's objects stay where they are; a form takes the content stream of its page in its
//! compressed form and points to the same resources. So fonts and pictures remain shared between
//! pages, and nothing is copied but the pages' own content.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::deflate;
use neikan_base::diagnostic::Finding;
use pdfx_preflight::pdf::POINTS;
use pdfx_preflight::reading::{
    Bounds, Limits, Page, Pdf, Refused, STREAM_LIMIT, decode, dictionary, entry, open, resolve,
};

/// The shortest and the longest edge of a page, mm.
const EDGES: std::ops::RangeInclusive<f64> = 10.0..=2000.0;

/// How a page is cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trimmed {
    /// Its trimmed size as displayed, mm.
    pub size: [f64; 2],
    /// From its user space to its upright trim, with the origin at the lower left corner; pt.
    pub upright: [f64; 6],
    /// Whether the file itself says where the page is cut.
    pub stated: bool,
    /// The part of the page that may be printed, in its user space.
    pub printed: Bounds,
    /// How far the printed part extends beyond the trim on every side, mm.
    pub bleed: f64,
}

/// Finds out how a page is cut.
///
/// # Errors
/// The finding `impose-page`: its boxes leave nothing, or more than a sheet could hold.
pub fn trimmed(page: &Page) -> Result<Trimmed, Finding> {
    let refuse = || Finding::stop("impose-page").with("page", page.number);
    let media = page.media.ok_or_else(refuse)?;
    let within = |inner: Option<Bounds>| inner.map(|inner| intersect(inner, media));
    let shown = within(page.crop).unwrap_or(media);
    let stated = within(page.trim).or(within(page.art));
    let trim = stated.unwrap_or(shown);
    let printed = within(page.bleed).unwrap_or(shown);
    let unit = if page.unit > 0.0 && page.unit.is_finite() { page.unit } else { 1.0 };
    let [left, bottom, right, top] = trim;
    let (width, height) = ((right - left) * unit, (top - bottom) * unit);
    let [x, y] = [left * unit, bottom * unit];
    let quarters = page.rotate.rem_euclid(360) / 90;
    let (upright, size) = match quarters {
        0 => ([unit, 0.0, 0.0, unit, -x, -y], [width, height]),
        1 => ([0.0, -unit, unit, 0.0, -y, width + x], [height, width]),
        2 => ([-unit, 0.0, 0.0, -unit, width + x, height + y], [width, height]),
        _ => ([0.0, unit, -unit, 0.0, height + y, -x], [height, width]),
    };
    let size = size.map(|edge| edge / POINTS);
    if !size.iter().all(|edge| EDGES.contains(edge)) {
        return Err(refuse());
    }
    let around =
        [trim[0] - printed[0], trim[1] - printed[1], printed[2] - trim[2], printed[3] - trim[3]];
    let bleed = around.into_iter().fold(f64::MAX, f64::min).max(0.0) * unit / POINTS;
    Ok(Trimmed { size, upright, stated: stated.is_some(), printed, bleed })
}

fn intersect(one: Bounds, other: Bounds) -> Bounds {
    [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])]
}

/// Turns pages into forms, with a limit on their total content.
pub struct Carrier {
    left: usize,
    /// Resources that are not objects in the source, each made one object, by their address.
    resources: BTreeMap<*const Dictionary, (Arc<Dictionary>, ObjectId)>,
}

impl Carrier {
    /// A new carrier.
    pub fn new() -> Self {
        Self { left: STREAM_LIMIT, resources: BTreeMap::new() }
    }

    /// The form of a page, which prints within `printed`.
    ///
    /// # Errors
    /// A finding if the page's content cannot be read or exceeds the limit.
    pub fn form(
        &mut self,
        document: &mut Document,
        page: &Page,
        printed: Bounds,
    ) -> Result<ObjectId, Finding> {
        let refuse = |finding: Finding| finding.with("page", page.number);
        let mut stream = self.content(document, page).map_err(refuse)?;
        stream.dict.set("Type", "XObject");
        stream.dict.set("Subtype", "Form");
        let sides = printed.map(|side| Object::Real(side as f32));
        stream.dict.set("BBox", sides.to_vec());
        let resources = match page.own.get(b"Resources") {
            Ok(shared @ Object::Reference(_)) => shared.clone(),
            _ => self.inherited(document, &page.resources).into(),
        };
        stream.dict.set("Resources", resources);
        if let Some(group) = dictionary(document, entry(document, &page.own, b"Group")) {
            // The group of a page is always isolated; that of a form has to say so, or its blending
            // space would not count (ISO 32000-1, 11.4.7 and 11.6.6).
            let mut group = group.clone();
            group.set("I", true);
            stream.dict.set("Group", group);
        }
        Ok(document.add_object(stream))
    }

    /// The object for resources given in a page or inherited: one for all pages that share them.
    fn inherited(&mut self, document: &mut Document, own: &Arc<Dictionary>) -> ObjectId {
        let add = || (own.clone(), document.add_object(Dictionary::clone(own)));
        self.resources.entry(Arc::as_ptr(own)).or_insert_with(add).1
    }

    /// The content of a page as one stream: in its compressed form, or joined if it has parts.
    fn content(&mut self, document: &Document, page: &Page) -> Result<Stream, Finding> {
        let contents = page.own.get(b"Contents").unwrap_or(&Object::Null);
        match resolve(document, contents) {
            Object::Stream(stream) => {
                self.spend(stream.content.len())?;
                let kept = [b"Filter".as_slice(), b"DecodeParms"];
                let kept = kept.into_iter().filter_map(|key| {
                    Some((key.to_vec(), resolve(document, stream.dict.get(key).ok()?).clone()))
                });
                let dictionary: Dictionary = kept.collect();
                Ok(Stream::new(dictionary, stream.content.clone()))
            }
            Object::Array(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    let Object::Stream(stream) = resolve(document, part) else { continue };
                    let plain = decode(stream, self.left).map_err(|refused| match refused {
                        Refused::Large => Finding::from(refused),
                        _ => Finding::stop("impose-content"),
                    })?;
                    self.spend(plain.len() + 1)?;
                    all.extend(plain);
                    all.push(b'\n');
                }
                let mut stream = Stream::new(Dictionary::new(), all);
                deflate::compress(&mut stream);
                Ok(stream)
            }
            _ => Ok(Stream::new(Dictionary::new(), Vec::new())),
        }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Finding> {
        let left = self.left.checked_sub(bytes);
        self.left = left.ok_or_else(|| Finding::from(Refused::Large))?;
        Ok(())
    }
}

/// Copies the objects of a PDF that was written here into another document and returns its pages.
///
/// # Errors
/// A finding if it cannot be read.
pub fn take_in(document: &mut Document, pdf: &[u8]) -> Result<Vec<Page>, Finding> {
    Ok(absorb(document, open(pdf, &Limits::OWN)?).0)
}

/// Moves the objects of a PDF into another document, whose version is the newer one of both; returns its
/// pages, and what was added to the numbers of its objects.
pub fn absorb(document: &mut Document, own: Pdf) -> (Vec<Page>, u32) {
    let Pdf { document: other, mut pages, .. } = own;
    let by = document.max_id;
    for (id, mut object) in other.objects {
        shift(&mut object, by);
        document.objects.insert((id.0 + by, id.1), object);
    }
    document.max_id = by + other.max_id;
    for page in &mut pages {
        let resources = Arc::make_mut(&mut page.resources);
        let entries = page.own.iter_mut().chain(resources.iter_mut());
        entries.for_each(|(_, value)| shift(value, by));
    }
    (pages, by)
}

/// Adds an offset to the numbers of all references in an object.
pub fn shift(object: &mut Object, by: u32) {
    match object {
        Object::Reference(id) => id.0 += by,
        Object::Array(parts) => parts.iter_mut().for_each(|part| shift(part, by)),
        Object::Dictionary(own) => own.iter_mut().for_each(|(_, value)| shift(value, by)),
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, value)| shift(value, by)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(rotate: i64) -> Page {
        Page {
            id: (1, 0),
            number: 1,
            media: Some([10.0, 20.0, 310.0, 420.0]),
            crop: None,
            bleed: Some([20.0, 30.0, 300.0, 410.0]),
            trim: Some([30.0, 40.0, 290.0, 400.0]),
            art: None,
            rotate,
            unit: 2.0,
            own: Dictionary::new(),
            resources: Arc::default(),
        }
    }

    fn moved([a, b, c, d, e, f]: [f64; 6], [x, y]: [f64; 2]) -> [f64; 2] {
        [a * x + c * y + e, b * x + d * y + f]
    }

    #[test]
    fn pages_come_to_stand_upright_at_the_origin() {
        // The corner displayed at the lower left, by the page's clockwise rotation.
        let corners = [[30.0, 40.0], [290.0, 40.0], [290.0, 400.0], [30.0, 400.0]];
        for (quarters, corner) in corners.into_iter().enumerate() {
            let trimmed = trimmed(&page(quarters as i64 * 90)).unwrap();
            assert_eq!(moved(trimmed.upright, corner), [0.0, 0.0], "{quarters}");
            let opposite = corners[(quarters + 2) % 4];
            let size = trimmed.size.map(|edge| (edge * POINTS).round());
            assert_eq!(moved(trimmed.upright, opposite), size, "{quarters}");
            assert!((trimmed.bleed * POINTS - 20.0).abs() < 1e-9 && trimmed.stated);
        }
        assert_eq!(trimmed(&page(-90)).unwrap(), trimmed(&page(270)).unwrap());
    }

    #[test]
    fn a_page_without_a_size_is_refused() {
        let none = Page { media: None, ..page(0) };
        let point = Page { trim: Some([30.0, 40.0, 30.0, 40.0]), ..page(0) };
        let outside = Page { trim: Some([900.0, 900.0, 990.0, 990.0]), ..page(0) };
        for page in [none, point, outside] {
            assert_eq!(trimmed(&page).unwrap_err().rule, "impose-page");
        }
    }
}
