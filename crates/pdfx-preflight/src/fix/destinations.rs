//! Places on pages that are named elsewhere: destinations (ISO 32000-1, 12.3.2) and the beads of
//! articles (12.4.3). They turn with their page.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::boxes::array;
use crate::matrix::{Matrix, apply, bounds_of};
use crate::reading::{entry, number, rectangle};

/// How deep the structure below an element is searched for the page that it is on.
const STRUCTURE: usize = 8;

/// What brings each page upright that was turned.
pub type Turns = BTreeMap<ObjectId, Matrix>;

/// Turns what is said about places on turned pages, wherever it stands in the file: in the
/// catalog, in its name trees, in outlines, in actions, in annotations.
pub fn turn(document: &mut Document, turns: &Turns) {
    if turns.is_empty() {
        return;
    }
    let turner = Turner { document, turns };
    let turned = document.objects.iter().filter_map(|(&id, own)| Some((id, turner.object(own)?)));
    let turned: Vec<(ObjectId, Object)> = turned.collect();
    document.objects.extend(turned);
}

struct Turner<'a> {
    document: &'a Document,
    turns: &'a Turns,
}

impl Turner<'_> {
    /// An object with its places turned; `None` if there are none in it.
    fn object(&self, object: &Object) -> Option<Object> {
        match object {
            Object::Array(parts) => {
                self.destination(parts).or_else(|| self.parts(parts)).map(Object::Array)
            }
            Object::Dictionary(own) => self.dictionary(own).map(Object::Dictionary),
            _ => None,
        }
    }

    fn parts(&self, parts: &[Object]) -> Option<Vec<Object>> {
        let mut out: Option<Vec<Object>> = None;
        for (at, part) in parts.iter().enumerate() {
            if let Some(turned) = self.object(part) {
                out.get_or_insert_with(|| parts.to_vec())[at] = turned;
            }
        }
        out
    }

    fn dictionary(&self, own: &Dictionary) -> Option<Dictionary> {
        let mut out: Option<Dictionary> = None;
        for (key, value) in own.iter() {
            if let Some(turned) = self.object(value) {
                out.get_or_insert_with(|| own.clone()).set(key.clone(), turned);
            }
        }
        if let Some(rect) = self.bead(own) {
            out.get_or_insert_with(|| own.clone()).set("R", rect);
        }
        out
    }

    /// The rectangle of a bead: it alone has a page, a rectangle and two neighbours.
    fn bead(&self, own: &Dictionary) -> Option<Object> {
        let page = own.get(b"P").and_then(Object::as_reference).ok()?;
        let matrix = self.turns.get(&page).filter(|_| own.has(b"N") && own.has(b"V"))?;
        Some(array(bounds_of(*matrix, rectangle(self.document, own, b"R")?)))
    }

    /// A destination turned; `None` if this is none, or none on a turned page.
    fn destination(&self, parts: &[Object]) -> Option<Vec<Object>> {
        let [place, Object::Name(kind), rest @ ..] = parts else { return None };
        let page = self.page(place.as_reference().ok()?, STRUCTURE)?;
        let matrix = *self.turns.get(&page)?;
        let part = |at: usize| rest.get(at).and_then(|own| number(self.document, own));
        match (kind.as_slice(), rest) {
            (b"XYZ", [_, _, ..]) => {
                let mut out = parts.to_vec();
                let turned = along(matrix, [part(0), part(1)]).map(said);
                out[2..4].clone_from_slice(&turned);
                Some(out)
            }
            (b"FitR", [_, _, _, _, ..]) => {
                let mut out = parts.to_vec();
                let corners = [part(0)?, part(1)?, part(2)?, part(3)?];
                let turned = bounds_of(matrix, corners).map(|own| said(Some(own)));
                out[2..6].clone_from_slice(&turned);
                Some(out)
            }
            (b"FitH" | b"FitBH" | b"FitV" | b"FitBV", [_, ..]) => {
                let [kind, at] = edge(kind, part(0), matrix);
                Some(vec![place.clone(), kind, at])
            }
            _ => None,
        }
    }

    /// The page that a destination names, itself or through an element of the structure on it.
    fn page(&self, id: ObjectId, depth: usize) -> Option<ObjectId> {
        if self.turns.contains_key(&id) {
            return Some(id);
        }
        let own = self.document.objects.get(&id)?.as_dict().ok().filter(|own| own.has(b"S"))?;
        if let Ok(page) = own.get(b"Pg").and_then(Object::as_reference) {
            return Some(page);
        }
        let first = match entry(self.document, own, b"K") {
            Object::Array(kids) => kids.first()?.as_reference().ok()?,
            _ => own.get(b"K").and_then(Object::as_reference).ok()?,
        };
        self.page(first, depth.checked_sub(1)?)
    }
}

/// A destination that is a line along the edge of the window: a line across a page that is turned by
/// a quarter is one down it.
fn edge(kind: &[u8], at: Option<f64>, matrix: Matrix) -> [Object; 2] {
    let (across, content) = (kind.ends_with(b"H"), kind.starts_with(b"FitB"));
    let turned = along(matrix, if across { [None, at] } else { [at, None] });
    let across = across != is_quarter(matrix);
    let kind: &[u8] = match (across, content) {
        (true, false) => b"FitH",
        (true, true) => b"FitBH",
        (false, false) => b"FitV",
        (false, true) => b"FitBV",
    };
    [Object::Name(kind.to_vec()), said(turned[usize::from(across)])]
}

fn is_quarter(matrix: Matrix) -> bool {
    matrix[0] == 0.0
}

/// A point turned of which one number may not be said: by quarters, each new number comes from one.
fn along(matrix: Matrix, [x, y]: [Option<f64>; 2]) -> [Option<f64>; 2] {
    let turned = apply(matrix, [x.unwrap_or(0.0), y.unwrap_or(0.0)]);
    let known = if is_quarter(matrix) { [y, x] } else { [x, y] };
    [0, 1].map(|at| known[at].map(|_| turned[at]))
}

fn said(at: Option<f64>) -> Object {
    at.map_or(Object::Null, |at| Object::Real(at as f32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_not_said_of_the_turned_page_either() {
        let quarter = [0.0, -1.0, 1.0, 0.0, 0.0, 300.0];
        assert_eq!(along(quarter, [Some(10.0), Some(20.0)]), [Some(20.0), Some(290.0)]);
        assert_eq!(along(quarter, [None, Some(20.0)]), [Some(20.0), None]);
        let half = [-1.0, 0.0, 0.0, -1.0, 200.0, 300.0];
        assert_eq!(along(half, [None, Some(20.0)]), [None, Some(280.0)]);
    }
}
