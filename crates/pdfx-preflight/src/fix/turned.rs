//! The annotations of a page that is turned upright: where they are, and what they look like.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::boxes::array;
use crate::matrix::{IDENTITY, Matrix, apply, bounds_of, then};
use crate::pdf::{integer, is_name};
use crate::reading::{Page, dictionary, entry, numbers, rectangle, resolve};

/// The flag of an annotation that stays upright when its page is rotated (ISO 32000-1, table 165).
const UPRIGHT: i64 = 16;
/// The entries of annotations that are points, and those that are lists of points.
const POINTS: [&[u8]; 4] = [b"QuadPoints", b"Vertices", b"L", b"CL"];
const LISTS: [&[u8]; 2] = [b"InkList", b"Path"];

/// Turns the annotations of a page that was rotated by so many degrees clockwise and that the matrix
/// brings upright; what they looked like before, in whose place others have come.
pub fn annotations(
    document: &mut Document,
    page: &mut Page,
    matrix: Matrix,
    rotate: i64,
) -> Vec<ObjectId> {
    let mut turner = Turner { document, matrix, rotate, looks: BTreeMap::new() };
    turner.page(page);
    turner.looks.into_keys().collect()
}

/// Turns annotations.
struct Turner<'a> {
    document: &'a mut Document,
    /// What brings the page upright.
    matrix: Matrix,
    /// How far the page was rotated, degrees clockwise.
    rotate: i64,
    /// What annotations look like now, by what they looked like before.
    looks: BTreeMap<ObjectId, ObjectId>,
}

impl Turner<'_> {
    fn page(&mut self, page: &mut Page) {
        let list = match entry(self.document, &page.own, b"Annots") {
            Object::Array(list) => list.clone(),
            _ => return,
        };
        let mut turned = Vec::with_capacity(list.len());
        for object in list {
            let own = dictionary(self.document, &object).map(|own| self.annotation(own));
            match (object.as_reference(), own) {
                (Ok(id), Some((own, looks))) => {
                    let own = self.with_looks(own, looks);
                    self.document.objects.insert(id, own.into());
                    turned.push(object);
                }
                (Err(_), Some((own, looks))) => {
                    let own = self.with_looks(own, looks);
                    turned.push(own.into());
                }
                (_, None) => turned.push(object),
            }
        }
        page.own.set("Annots", turned);
    }

    /// An annotation turned, and its appearances, if they turn with it.
    fn annotation(&self, own: &Dictionary) -> (Dictionary, Option<Dictionary>) {
        let (document, matrix) = (&*self.document, self.matrix);
        let mut out = own.clone();
        let Some(rect) = rectangle(document, own, b"Rect") else { return (out, None) };
        if integer(own, b"F").unwrap_or(0) & UPRIGHT != 0 {
            let [x, y] = apply(matrix, [rect[0], rect[3]]);
            let (width, height) = (rect[2] - rect[0], rect[3] - rect[1]);
            out.set("Rect", array([x, y - height, x + width, y]));
            return (out, None);
        }
        let turned = bounds_of(matrix, rect);
        out.set("Rect", array(turned));
        if let Some([left, bottom, right, top]) = rectangle_of(document, own, b"RD") {
            let inner = [rect[0] + left, rect[1] + bottom, rect[2] - right, rect[3] - top];
            let [left, bottom, right, top] = bounds_of(matrix, inner);
            let margins =
                [left - turned[0], bottom - turned[1], turned[2] - right, turned[3] - top];
            out.set("RD", array(margins));
        }
        for key in POINTS {
            if let Some(points) = own.get(key).ok().and_then(|own| numbers(document, own)) {
                out.set(key, moved(matrix, &points));
            }
        }
        for key in LISTS {
            if let Object::Array(lists) = entry(document, own, key) {
                let list = |own: &Object| {
                    numbers(document, own).map_or_else(|| own.clone(), |own| moved(matrix, &own))
                };
                out.set(key, lists.iter().map(list).collect::<Vec<_>>());
            }
        }
        if is_name(own, b"Subtype", b"Widget") {
            let known = dictionary(document, entry(document, own, b"MK")).cloned();
            let mut known = known.unwrap_or_default();
            let before = integer(&known, b"R").unwrap_or(0);
            known.set("R", (before - self.rotate).rem_euclid(360));
            out.set("MK", known);
        }
        (out, dictionary(document, entry(document, own, b"AP")).cloned())
    }

    fn with_looks(&mut self, mut own: Dictionary, looks: Option<Dictionary>) -> Dictionary {
        if let Some(looks) = looks {
            let looks = self.turned_looks(&looks, 2);
            own.set("AP", looks);
        }
        own
    }

    /// Appearances, or the states of one, with turned streams.
    fn turned_looks(&mut self, own: &Dictionary, depth: usize) -> Dictionary {
        let mut out = own.clone();
        for (key, object) in own.iter() {
            let states = match resolve(self.document, object) {
                Object::Stream(_) => {
                    if let Ok(id) = object.as_reference() {
                        let id = self.look(id);
                        out.set(key.clone(), id);
                    }
                    continue;
                }
                Object::Dictionary(states) if depth > 1 => states.clone(),
                _ => continue,
            };
            let states = self.turned_looks(&states, depth - 1);
            out.set(key.clone(), states);
        }
        out
    }

    /// An appearance turned; annotations may share one.
    fn look(&mut self, id: ObjectId) -> ObjectId {
        if let Some(known) = self.looks.get(&id) {
            return *known;
        }
        let document = &mut *self.document;
        let Some(Object::Stream(stream)) = document.objects.get(&id) else { return id };
        let own = stream.dict.get(b"Matrix").ok().and_then(|own| numbers(document, own));
        let own = own.and_then(|own| own.try_into().ok()).unwrap_or(IDENTITY);
        let [a, b, c, d, ..] = self.matrix;
        let mut stream = stream.clone();
        let turned = then(own, [a, b, c, d, 0.0, 0.0]);
        stream.dict.set("Matrix", array(turned));
        let turned = document.add_object(stream);
        self.looks.insert(id, turned);
        turned
    }
}

/// Four numbers of a dictionary as they are.
fn rectangle_of(document: &Document, own: &Dictionary, key: &[u8]) -> Option<[f64; 4]> {
    numbers(document, own.get(key).ok()?)?.try_into().ok()
}

/// Points, two numbers each, moved.
fn moved(matrix: Matrix, points: &[f64]) -> Object {
    let points = points.as_chunks::<2>().0.iter().flat_map(|&point| apply(matrix, point));
    array(points.collect::<Vec<_>>())
}
