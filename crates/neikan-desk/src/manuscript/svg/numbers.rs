//! The numbers in a drawing: within a range that every renderer can bear.
//!
//! Renderers work with single precision and with whole numbers of pixels. A very large number, or a
//! chain of transformations that together enlarge without limit, makes them fail
//! ([`neikan_base::guard`]): tiny-skia 0.12 does at some thousand million pixels. Lengths are
//! measured in px, after conversion of their units. Their effect on the drawing counts too, and its
//! ratio to the drawing's size, since that becomes some thousand pixels wherever it is shown.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use svgtypes::{PathParser, PathSegment, Transform};

use super::{Art, Element, view};

/// The largest number, in either direction; also the most by which all transformations together may
/// enlarge.
const LIMIT: f64 = 1e6;
/// How much larger than the drawing anything in it may become.
const BEYOND: f64 = 1e5;
/// The font size if none is stated, px.
const FONT_SIZE: f64 = 12.0;
/// How long a chain of elements, and of what they use, may be.
const CHAIN: usize = 1_024;
/// The most faults that are reported for one drawing.
const TOLD: usize = 20;

/// A number out of range.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fault {
    /// The line of the file, from 1.
    pub line: usize,
    /// The attribute or property.
    pub name: String,
    /// The number as written.
    pub value: String,
}

/// The numbers in a drawing that are out of range, by line; if there are very many, only the first.
pub fn faults(art: &Art<'_, '_>) -> Vec<Fault> {
    let mut faults = Audit::of(art).run();
    faults.sort();
    faults.dedup();
    faults.truncate(TOLD);
    faults
}

struct Audit<'a, 'd, 'i> {
    art: &'a Art<'d, 'i>,
    /// The size of the drawing, px.
    size: [f64; 2],
    faults: Vec<Fault>,
    /// The elements by the identifiers with which `use` refers to them.
    named: BTreeMap<&'a str, usize>,
    /// The largest number of each element, px.
    own: Vec<f64>,
    /// How far each element reaches, including everything below it.
    reach: BTreeMap<usize, Reach>,
    /// The elements whose reach is being computed.
    open: BTreeSet<usize>,
}

/// How far an element reaches, including what is in it or used by it.
#[derive(Clone, Copy)]
struct Reach {
    /// The most by which all transformations together enlarge.
    scale: f64,
    /// The largest number after them, in px of the surrounding element.
    extent: f64,
}

impl<'a, 'd, 'i> Audit<'a, 'd, 'i> {
    fn of(art: &'a Art<'d, 'i>) -> Self {
        let mut named = BTreeMap::new();
        for (at, element) in art.elements.iter().enumerate() {
            if let Some(id) = element.node.attribute("id") {
                named.entry(id).or_insert(at);
            }
        }
        let size = art.size().unwrap_or([1.0, 1.0]);
        let (own, reach, open) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        Self { art, size, faults: Vec::new(), named, own, reach, open }
    }

    fn run(mut self) -> Vec<Fault> {
        let (mut sizes, mut scales): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
        let [width, height] = self.size;
        let limit = LIMIT.min(BEYOND * width.max(height));
        for element in &self.art.elements {
            let above = element.parent.map_or(FONT_SIZE, |parent| sizes[parent]);
            let own = element.value("font-size").and_then(|value| tokens(value).next());
            let font = own.map_or(above, |number| number.px(above, above));
            sizes.push(if is_sane(font) { font } else { above });
            self.own.push(0.0);
            self.element(element, above);
            let scale = element.parent.map_or(1.0, |parent| scales[parent]);
            scales.push(scale * self.transform(element)[0]);
            let own = self.own.last().copied().unwrap_or_default();
            if own * scales.last().copied().unwrap_or(1.0) > limit && own <= LIMIT {
                self.beyond(element, own, scale);
            }
        }
        let Reach { extent, .. } = self.reach(0, 0);
        if self.faults.is_empty() && (extent.is_nan() || extent > limit) {
            self.beyond(&self.art.elements[0], extent, 1.0);
        }
        self.faults
    }

    /// Checks every number of an element; `font` is the font size around it, px.
    fn element(&mut self, element: &Element<'_, '_>, font: f64) {
        for attribute in element.node.attributes() {
            if attribute.name() != "style" {
                let at = attribute.range().start;
                self.value(at, attribute.name(), attribute.value(), font);
            }
        }
        for (name, value) in element.style.iter() {
            self.value(element.node.range().start, name, value, font);
        }
    }

    /// Checks the numbers of a value that stands at a byte. On which line that is takes as long to know
    /// as the file is, so only faults ask.
    fn value(&mut self, at: usize, name: &str, value: &str, font: f64) {
        if matches!(name, "id" | "class" | "href" | "font-family" | "version") {
            return;
        }
        if name == "d"
            && let Some(largest) = path(value).filter(|largest| is_sane(*largest))
        {
            self.own.iter_mut().last().into_iter().for_each(|own| *own = own.max(largest));
            return;
        }
        let [width, height] = self.size;
        let whole = if name == "font-size" { font } else { width.max(height) };
        let mut out: Vec<&str> = Vec::new();
        let mut largest: f64 = 0.0;
        for number in tokens(value) {
            let px = number.px(font, whole);
            largest = largest.max(px.abs());
            if !is_sane(px) {
                out.push(number.text);
            }
        }
        if !matches!(name, "transform" | "viewBox")
            && let Some(own) = self.own.last_mut()
        {
            *own = own.max(largest);
        }
        if name == "d" && out.is_empty() && path(value).is_some() {
            // Each number is in range, but relative steps add up to a place that is not.
            out.push(&value[..value.len().min(24)]);
        }
        for text in out.into_iter().take(TOLD) {
            let (line, text) = (self.art.line_at(at), text.chars().take(24).collect());
            self.faults.push(Fault { line, name: name.to_owned(), value: text });
        }
    }

    fn fault(&mut self, element: &Element<'_, '_>, name: &str, value: &str) {
        let value: String = value.chars().take(24).collect();
        self.faults.push(Fault { line: self.art.line(element), name: name.to_owned(), value });
    }

    /// Reports that a number and the transformations around it together exceed the limit.
    fn beyond(&mut self, element: &Element<'_, '_>, number: f64, scale: f64) {
        self.fault(element, "transform", &format!("{number:.0} × {scale:.0}"));
    }

    /// How far an element reaches, including what is in it and what it uses; transformations that
    /// enlarge beyond the limit are reported at the innermost element where they do.
    fn reach(&mut self, at: usize, chain: usize) -> Reach {
        if let Some(known) = self.reach.get(&at) {
            return *known;
        }
        let own = self.own[at];
        // A reference back to itself is not drawn again.
        if !self.open.insert(at) {
            return Reach { scale: 1.0, extent: own };
        }
        let element = &self.art.elements[at];
        let mut inner = Reach { scale: 1.0, extent: own };
        if chain > CHAIN {
            inner.scale = f64::INFINITY;
        } else {
            let below = element.node.children();
            let below = below.filter_map(|child| self.art.index.get(&super::number(child)));
            let used = element.target().and_then(|id| self.named.get(id));
            for next in below.chain(used).copied().collect::<Vec<_>>() {
                let next = self.reach(next, chain + 1);
                inner.scale = inner.scale.max(next.scale);
                inner.extent = inner.extent.max(next.extent);
            }
        }
        let [turned, moved] = self.transform(element);
        let scale = turned * inner.scale;
        if (scale.is_nan() || scale > LIMIT) && (inner.scale <= LIMIT || chain > CHAIN) {
            self.beyond(element, turned, inner.scale);
        }
        let reach = Reach { scale, extent: turned * inner.extent + moved };
        self.open.remove(&at);
        self.reach.insert(at, reach);
        reach
    }

    /// By how much an element's transformation and view enlarge, and how far they move.
    fn transform(&self, element: &Element<'_, '_>) -> [f64; 2] {
        let transform: Option<Transform> =
            element.value("transform").and_then(|value| value.parse().ok());
        let turned = transform.map_or(1.0, largest_scale);
        let moved = transform.map_or(0.0, |transform| libm::hypot(transform.e, transform.f));
        let Some([_, _, width, height]) = view(element.node.attribute("viewBox")) else {
            return [turned, moved];
        };
        let side = |name: &str, whole: f64| {
            let own = element.value(name).and_then(|value| tokens(value).next());
            own.map_or(whole, |number| number.px(FONT_SIZE, whole).abs())
        };
        let [whole_width, whole_height] = self.size;
        let (wide, high) = (side("width", whole_width), side("height", whole_height));
        let shown = (wide / width.abs()).max(high / height.abs());
        [turned * if shown.is_nan() { 1.0 } else { shown }, moved]
    }
}

fn is_sane(number: f64) -> bool {
    number.abs() <= LIMIT
}

/// The most by which lengths grow: the larger singular value of the linear part.
fn largest_scale(transform: Transform) -> f64 {
    let Transform { a, b, c, d, .. } = transform;
    let (sum, det) = (a * a + b * b + c * c + d * d, a * d - b * c);
    let root = (sum * sum - 4.0 * det * det).max(0.0).sqrt();
    ((sum + root) / 2.0).sqrt()
}

/// The largest number in a path, including the points that its steps lead to; nothing if it is cut
/// short.
fn path(value: &str) -> Option<f64> {
    let (mut at, mut start, mut largest) = ([0.0, 0.0], [0.0, 0.0], 0.0_f64);
    for segment in PathParser::from(value) {
        let segment = segment.ok()?;
        let (numbers, end) = step(segment, at, start);
        if matches!(segment, PathSegment::MoveTo { .. }) {
            start = end;
        }
        at = end;
        largest = numbers.iter().chain(&end).fold(largest, |largest, own| largest.max(own.abs()));
    }
    Some(largest)
}

/// The numbers of a segment apart from its end point, and that end point.
fn step(segment: PathSegment, [left, top]: [f64; 2], start: [f64; 2]) -> ([f64; 4], [f64; 2]) {
    let none = [0.0; 4];
    let end = |abs: bool, x: f64, y: f64| if abs { [x, y] } else { [left + x, top + y] };
    match segment {
        PathSegment::MoveTo { abs, x, y }
        | PathSegment::LineTo { abs, x, y }
        | PathSegment::SmoothQuadratic { abs, x, y } => (none, end(abs, x, y)),
        PathSegment::HorizontalLineTo { abs, x } => (none, [end(abs, x, 0.0)[0], top]),
        PathSegment::VerticalLineTo { abs, y } => (none, [left, end(abs, 0.0, y)[1]]),
        PathSegment::CurveTo { abs, x1, y1, x2, y2, x, y } => ([x1, y1, x2, y2], end(abs, x, y)),
        PathSegment::SmoothCurveTo { abs, x2, y2, x, y } => ([x2, y2, 0.0, 0.0], end(abs, x, y)),
        PathSegment::Quadratic { abs, x1, y1, x, y } => ([x1, y1, 0.0, 0.0], end(abs, x, y)),
        PathSegment::EllipticalArc { abs, rx, ry, x_axis_rotation, x, y, .. } => {
            ([rx, ry, x_axis_rotation, 0.0], end(abs, x, y))
        }
        PathSegment::ClosePath { .. } => (none, start),
    }
}

/// A number in a value, with its unit.
#[derive(Clone, Copy)]
struct Number<'v> {
    /// As written.
    text: &'v str,
    value: f64,
    unit: &'v str,
}

impl Number<'_> {
    /// The value in px, for a given font size and reference length (of which a percentage is a
    /// share), both in px.
    fn px(&self, font: f64, whole: f64) -> f64 {
        self.value
            * match self.unit {
                "pt" => 4.0 / 3.0,
                "pc" => 16.0,
                "mm" => 96.0 / 25.4,
                "cm" => 96.0 / 2.54,
                "in" => 96.0,
                "em" => font,
                "ex" => font / 2.0,
                "%" => whole / 100.0,
                _ => 1.0,
            }
    }
}

/// The numbers in a value, one after another as SVG writes them (`1e7`, `.5.5`, `-3-4`). Names,
/// colours, references and strings contain none.
fn tokens(value: &str) -> impl Iterator<Item = Number<'_>> {
    let mut rest = value;
    std::iter::from_fn(move || {
        loop {
            let first = rest.chars().next()?;
            let length = digits(rest);
            if length > 0 {
                let (text, after) = rest.split_at(length);
                let unit = if after.starts_with('%') { 1 } else { name(after) };
                let (unit, after) = after.split_at(unit);
                rest = after;
                return Some(Number { text, value: text.parse().unwrap_or(f64::INFINITY), unit });
            }
            let passed = match first {
                '#' => 1 + rest[1..].bytes().take_while(u8::is_ascii_alphanumeric).count(),
                '"' | '\'' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
                _ if rest.starts_with("url(") => rest.find(')').unwrap_or(rest.len()),
                _ => name(rest).max(first.len_utf8()),
            };
            rest = &rest[passed..];
        }
    })
}

/// How many bytes at the start of a text form a number (SVG 1.1, 4.2).
fn digits(text: &str) -> usize {
    let bytes = text.as_bytes();
    let run = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default().iter();
        rest.take_while(|byte| byte.is_ascii_digit()).count()
    };
    let sign = |at: usize| usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
    let mut at = sign(0);
    let whole = run(at);
    at += whole;
    let part = if bytes.get(at) == Some(&b'.') { run(at + 1) } else { 0 };
    if whole + part == 0 {
        return 0;
    }
    at += if part > 0 { part + 1 } else { 0 };
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let power = run(at + 1 + sign(at + 1));
        at += if power > 0 { 1 + sign(at + 1) + power } else { 0 };
    }
    at
}

/// How many bytes at the start of a text form a name; in a path, these are its commands.
fn name(text: &str) -> usize {
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let begins = text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    if begins { text.bytes().take_while(part).count() } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{drawing, read};
    use super::*;

    fn faults_in(text: &str) -> Vec<Fault> {
        read(text.as_bytes(), faults).unwrap()
    }

    fn found(inner: &str) -> Vec<(String, String)> {
        let faults = faults_in(&drawing(inner));
        faults.into_iter().map(|fault| (fault.name, fault.value)).collect()
    }

    #[test]
    fn numbers_are_read_as_svg_writes_them() {
        let read = |text: &str| {
            tokens(text).map(|n| format!("{}{}", n.text, n.unit)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(read("1e7,.5.5 -3-4"), "1e7 .5 .5 -3 -4");
        assert_eq!(read("2em 3ex 1e3px 4% +5.mm"), "2em 3ex 1e3px 4% +5");
        assert_eq!(read("#1234567 #1e9999 url(#a9) rgb(1,2,3) 'x 8'"), "1 2 3");
        assert_eq!(read("translate(10 -20)rotate(30)"), "10 -20 30");
    }

    /// A value just past the limit in every kind of attribute; one at the limit is accepted.
    #[test]
    fn numbers_out_of_range_are_found_in_every_attribute() {
        let kinds = [
            "x",
            "y",
            "x1",
            "y1",
            "x2",
            "y2",
            "width",
            "height",
            "r",
            "cx",
            "cy",
            "rx",
            "ry",
            "dx",
            "dy",
            "points",
            "stroke-width",
            "stroke-dasharray",
            "stroke-dashoffset",
            "stroke-miterlimit",
            "font-size",
            "letter-spacing",
            "word-spacing",
            "offset",
            "viewBox",
            "refX",
            "markerWidth",
            "textLength",
            "baseline-shift",
            "rotate",
            "pathLength",
        ];
        for kind in kinds {
            let with = |value: &str| found(&format!("<path {kind}='{value}'/>"));
            assert_eq!(with("1 -1000001"), [(kind.to_owned(), "-1000001".to_owned())], "{kind}");
            let own = |number: &str| format!("<path style='{kind}: {number}'/>");
            assert_eq!(found(&own("1000001px")).len(), 1, "{kind}");
            assert_eq!(found(&own("1000000")), [], "{kind}");
        }
        for (inner, name) in [
            ("<path d='M0 0L1000001 0'/>", "d"),
            ("<path d='M0 0a1 1 0 01 1000001 0'/>", "d"),
            ("<path d='M0 0c0 0 0 1000001 1 1'/>", "d"),
            ("<path d='M600000 0h600000'/>", "d"),
            ("<path d='M0 0 oops 1000001'/>", "d"),
            ("<g transform='translate(1000001)'/>", "transform"),
            ("<g transform='rotate(1000001)'/>", "transform"),
            ("<rect width='10417in'/>", "width"),
            ("<rect width='750001pt'/>", "width"),
            ("<rect width='300000mm'/>", "width"),
            ("<rect width='30000cm'/>", "width"),
            ("<rect width='3400000%'/>", "width"),
            ("<rect stroke-width='100001em'/>", "stroke-width"),
            ("<style>.a { stroke-width: 1000001 }</style><rect class='a'/>", "stroke-width"),
            ("<text style='font: 1000001px x'>a</text>", "font-size"),
            ("<g font-size='1000em'><g font-size='1000em'/></g>", "font-size"),
        ] {
            let found = found(inner);
            assert!(
                !found.is_empty() && found.iter().all(|fault| fault.0 == name),
                "{inner}: {found:?}"
            );
        }
        assert_eq!(found("<path d='M0 0a1 1 0 011000000 0zM-1000000 0v.5.5'/>"), []);
        assert_eq!(found("<rect fill='#1000001' id='x1000001' width='1000000'/>"), []);
    }

    #[test]
    fn transformations_do_not_enlarge_without_measure() {
        let chain =
            |levels: usize| "<g transform='scale(1000)'>".repeat(levels) + &"</g>".repeat(levels);
        assert_eq!(found(&chain(2)), []);
        assert_eq!(found(&chain(3)), [("transform".to_owned(), "1000 × 1000000".to_owned())]);
        let used = "<g id='a' transform='scale(1001)'/><g id='b' transform='scale(1000)'>                    <use href='#a'/></g>";
        assert_eq!(found(used).len(), 1);
        assert_eq!(found("<g transform='skewX(89.99999)'/>").len(), 1);
        assert_eq!(found("<symbol viewBox='0 0 .000001 1'/>").len(), 1);
        let round = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>";
        assert_eq!(found(round), []);
        let tame = "<g transform='scale(1000)'><g transform='scale(.001) rotate(45)'>                    <g transform='scale(1000)'/></g></g>";
        assert_eq!(found(tame), []);
        // The product of numbers and transformations.
        let line = "<g transform='scale(1000)'>\n<path d='M0 0H1001'/></g>";
        assert_eq!(found(line), [("transform".to_owned(), "1001 × 1000".to_owned())]);
        assert_eq!(found(&line.replace("1001", "1000")), []);
        let used = "<path id='a' d='M0 0H1001'/><g transform='scale(1000)'><use href='#a'/></g>";
        assert_eq!(found(used).len(), 1);
        let moved = "<g transform='scale(1000)'><g transform='translate(1001)'/></g>";
        assert_eq!(found(moved).len(), 1);
        let small = |end: usize| {
            let text = format!("<svg viewBox='0 0 1 1'><path d='M0 0H{end}'/></svg>");
            faults_in(&text).len()
        };
        assert_eq!((small(100_000), small(100_001)), (0, 1));
    }

    proptest! {
        #[test]
        fn any_value_is_read_to_its_end(value in "\\PC{0,40}") {
            let total: usize = tokens(&value).map(|number| number.text.len()).sum();
            prop_assert!(total <= value.len());
        }
    }
}
