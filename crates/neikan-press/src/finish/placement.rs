//! Placement: how large each picture is printed, and where there is more ink than the press can
//! take.
//!
//! Every content stream is scanned once while it is rewritten ([`Scanner`]); the results are then
//! carried from the pages through forms and patterns, with their matrices, to the paper
//! ([`Placement::of`]).

use std::collections::{BTreeMap, BTreeSet};

use libm::hypot;
use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, ObjectId};

use neikan_base::diagnostic::{Finding, Findings};
use pdfx_preflight::inspect;
use pdfx_preflight::matrix::{IDENTITY, Matrix, apply, then};
use pdfx_preflight::pdf::{POINTS, is_name};

/// How deep forms may be nested.
const DEPTH: usize = 24;
/// How far over the limit, %, the sum of four rounded inks may be.
const ROUNDING: f32 = 1.0;

/// The transformation that six numbers of a content stream stand for.
fn matrix_of(numbers: &[f32]) -> Matrix {
    numbers.try_into().map_or(IDENTITY, |numbers: [f32; 6]| numbers.map(f64::from))
}

/// The width and height of the transformed unit square.
fn size([a, b, c, d, ..]: Matrix) -> [f32; 2] {
    [hypot(a, b) as f32, hypot(c, d) as f32]
}

/// What a colour paints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Fill,
    Stroke,
    Text,
}

/// Something painted with more ink than the press can take.
#[derive(Debug, Clone, Copy)]
struct Heavy {
    what: What,
    at: [f64; 2],
    ink: f32,
}

/// What one content stream draws.
#[derive(Debug, Default)]
pub struct Scan {
    drawn: Vec<(ObjectId, Matrix)>,
    heavy: Vec<Heavy>,
}

/// The pictures, forms and patterns that resources name.
#[derive(Debug, Clone, Default)]
pub struct Names(BTreeMap<Vec<u8>, ObjectId>);

impl Names {
    /// Adds the names of resources.
    pub fn extend(&mut self, document: &Document, resources: &Dictionary) {
        for kind in [b"XObject".as_slice(), b"Pattern"] {
            let named = resources.get_deref(kind, document).and_then(Object::as_dict);
            for (name, object) in named.ok().into_iter().flatten() {
                self.0.extend(object.as_reference().map(|id| (name.clone(), id)));
            }
        }
    }
}

#[derive(Clone, Copy)]
struct State {
    matrix: Matrix,
    /// The ink of fills and of strokes, %.
    ink: [f32; 2],
    text_mode: i64,
}

/// Follows the operations of a content stream.
pub struct Scanner<'a> {
    names: &'a Names,
    limit: f32,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    path: Option<[f32; 2]>,
    scan: Scan,
}

impl<'a> Scanner<'a> {
    /// A scanner for a stream with its names; `limit` in percent of ink.
    pub fn new(names: &'a Names, limit: f32) -> Self {
        let state = State { matrix: IDENTITY, ink: [0.0; 2], text_mode: 0 };
        let (saved, text, path, scan) = (Vec::new(), IDENTITY, None, Scan::default());
        Self { names, limit: limit + ROUNDING, state, saved, text, path, scan }
    }

    /// Returns what was seen.
    pub fn finish(self) -> Scan {
        self.scan
    }

    /// Processes an operation.
    pub fn step(&mut self, operation: &Operation) {
        let numbers: Vec<f32> =
            operation.operands.iter().filter_map(|part| part.as_float().ok()).collect();
        match (operation.operator.as_str(), numbers.as_slice()) {
            ("q", _) => self.saved.push(self.state),
            ("Q", _) => self.state = self.saved.pop().unwrap_or(self.state),
            ("cm", numbers) => {
                self.state.matrix = then(matrix_of(numbers), self.state.matrix);
            }
            ("BT", _) => self.text = IDENTITY,
            ("Tm", numbers) => self.text = matrix_of(numbers),
            ("Td" | "TD", &[x, y]) => {
                self.text = then([1.0, 0.0, 0.0, 1.0, x.into(), y.into()], self.text);
            }
            ("Tr", &[mode]) => self.state.text_mode = mode as i64,
            ("k" | "sc" | "scn" | "g" | "rg" | "cs", numbers) => {
                self.state.ink[0] = ink(numbers);
                self.draw(&operation.operands);
            }
            ("K" | "SC" | "SCN" | "G" | "RG" | "CS", numbers) => {
                self.state.ink[1] = ink(numbers);
                self.draw(&operation.operands);
            }
            ("Do", _) => self.draw(&operation.operands),
            ("m" | "re", &[x, y, ..]) if self.path.is_none() => self.path = Some([x, y]),
            ("Tj" | "TJ" | "'" | "\"", _) => {
                let at = apply(self.text, [0.0, 0.0]);
                self.paint(What::Text, at, self.state.text_mode != 1, self.strokes());
            }
            (operator, _) => self.end_path(operator),
        }
    }

    fn strokes(&self) -> bool {
        matches!(self.state.text_mode, 1 | 2 | 5 | 6)
    }

    fn end_path(&mut self, operator: &str) {
        let (fill, stroke) = match operator {
            "f" | "F" | "f*" => (true, false),
            "S" | "s" => (false, true),
            "B" | "B*" | "b" | "b*" => (true, true),
            "n" => (false, false),
            _ => return,
        };
        let at = self.path.take().unwrap_or_default();
        self.paint(What::Fill, at.map(f64::from), fill, stroke);
    }

    fn paint(&mut self, what: What, at: [f64; 2], fill: bool, stroke: bool) {
        for (index, paints) in [fill, stroke].into_iter().enumerate() {
            let ink = self.state.ink[index];
            if paints && ink > self.limit {
                let what = if index == 1 && what == What::Fill { What::Stroke } else { what };
                let at = apply(self.state.matrix, at);
                self.scan.heavy.push(Heavy { what, at, ink });
            }
        }
    }

    /// Records the object that the last operand names.
    fn draw(&mut self, operands: &[Object]) {
        let name = operands.last().and_then(|name| name.as_name().ok());
        if let Some(&id) = name.and_then(|name| self.names.0.get(name)) {
            self.scan.drawn.push((id, self.state.matrix));
        }
    }
}

/// The sum of four inks, %; 0 for any other colour.
fn ink(numbers: &[f32]) -> f32 {
    if numbers.len() == 4 { numbers.iter().sum::<f32>() * 100.0 } else { 0.0 }
}

/// Where everything is placed on paper.
#[derive(Debug, Default)]
pub struct Placement {
    /// The largest width and height, pt, of every picture and of its mask.
    pub pictures: BTreeMap<ObjectId, [f32; 2]>,
    heavy: Vec<(u32, Heavy)>,
}

impl Placement {
    /// Carries what was seen in content streams to the pages.
    pub fn of(document: &Document, scans: &BTreeMap<ObjectId, Scan>) -> Self {
        let mut placement = Self::default();
        for (number, page) in document.get_pages() {
            for content in document.get_page_contents(page) {
                placement.follow(document, scans, content, IDENTITY, number, DEPTH);
            }
        }
        placement
    }

    fn follow(
        &mut self,
        document: &Document,
        scans: &BTreeMap<ObjectId, Scan>,
        content: ObjectId,
        matrix: Matrix,
        page: u32,
        depth: usize,
    ) {
        let (Some(scan), Some(depth)) = (scans.get(&content), depth.checked_sub(1)) else { return };
        let here = |heavy: &Heavy| (page, Heavy { at: apply(matrix, heavy.at), ..*heavy });
        self.heavy.extend(scan.heavy.iter().map(here));
        for &(id, inner) in &scan.drawn {
            let Ok(stream) = document.get_object(id).and_then(Object::as_stream) else { continue };
            if is_name(&stream.dict, b"Subtype", b"Image") {
                self.add(id, size(then(inner, matrix)));
                if let Ok(mask) = stream.dict.get(b"SMask").and_then(Object::as_reference) {
                    self.add(mask, size(then(inner, matrix)));
                }
                continue;
            }
            let own = super::functions::floats(document, &stream.dict, b"Matrix");
            let own = own.map_or(IDENTITY, |numbers| matrix_of(&numbers));
            // A pattern is in the initial coordinates of its page or form.
            let pattern = stream.dict.has(b"PatternType");
            let outer = if pattern { matrix } else { then(inner, matrix) };
            self.follow(document, scans, id, then(own, outer), page, depth);
        }
    }

    fn add(&mut self, id: ObjectId, [width, height]: [f32; 2]) {
        let known = self.pictures.entry(id).or_default();
        *known = [known[0].max(width), known[1].max(height)];
    }

    /// Adds a finding for every colour with more than `limit` percent of ink: its first place on
    /// each page.
    pub fn too_much_ink(&self, document: &Document, limit: f32, findings: &mut Findings) {
        let boxes = inspect::boxes(document);
        let mut said = BTreeSet::new();
        for &(page, Heavy { what, at, ink }) in &self.heavy {
            let ink = ink.round();
            if !said.insert((page, what, ink as u32)) {
                continue;
            }
            let page_boxes = boxes.get(page as usize - 1);
            let trim =
                page_boxes.map(|boxes| boxes.trim.unwrap_or(boxes.media)).unwrap_or_default();
            let mm = |points: f64| format!("{:.0}", points / POINTS);
            findings.push(
                Finding::stop("press-ink")
                    .with("page", page)
                    .with("what", ["fill", "stroke", "text"][what as usize])
                    .with("ink", ink)
                    .with("limit", limit)
                    .with("x", mm(at[0] - f64::from(trim[0])))
                    .with("y", mm(f64::from(trim[3]) - at[1])),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_follow_each_other() {
        let scale = [2.0, 0.0, 0.0, 3.0, 0.0, 0.0];
        let shift = [1.0, 0.0, 0.0, 1.0, 10.0, 20.0];
        assert_eq!(apply(then(scale, shift), [1.0, 1.0]), [12.0, 23.0]);
        assert_eq!(apply(then(shift, scale), [1.0, 1.0]), [22.0, 63.0]);
        let turned = [0.0, 5.0, -7.0, 0.0, 1.0, 1.0];
        assert_eq!(size(turned), [5.0, 7.0]);
    }
}
