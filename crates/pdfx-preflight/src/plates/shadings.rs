//! Gradients (ISO 32000-1, 8.7.4.5): of a function, along an axis, between circles, and meshes.

use kurbo::{Affine, Point, Rect, Shape as _};
use lopdf::{Dictionary, Object, Stream};

use super::colors::Tint;
use super::layer::{Inks, Layer, Manner};
use super::paint::{Brush, Ruled, Run, Sampler, Stop, WHOLE};
use super::raster::{Area, Rule, Shape, Span, size};
use super::{COMPONENTS, Missed};
use crate::bits;
use crate::color::Color;
use crate::function::Function;
use crate::pdf::integer;
use crate::reading::{decode, dictionary, entry, number, numbers, rectangle, resolve};

/// How many steps a gradient along a line has.
const STEPS: usize = 1_024;
/// How many steps a gradient of a function of two values has on each side.
const GRID: usize = 128;
/// The most vertices and patches of a mesh.
const VERTICES: usize = 500_000;
/// How finely a patch is divided on each side.
const PATCH: usize = 12;

/// A gradient, ready to be sampled.
struct Gradient {
    kind: Kind,
    /// From pixels to its own coordinates.
    inverse: Affine,
    colors: Vec<(Inks, bool)>,
    named: u64,
    count: usize,
    bounds: Option<[f64; 4]>,
}

enum Kind {
    Axis { from: Point, to: Point, extend: [bool; 2] },
    Circles { from: (Point, f64), to: (Point, f64), extend: [bool; 2] },
    Plane { matrix: Affine, domain: [f64; 4] },
    Mesh(Box<Layer>),
}

impl<'a> Run<'_, 'a> {
    /// Paints a gradient over the whole clip.
    pub fn shade(&mut self) -> Result<(), Stop> {
        let shading = self.name().and_then(|name| self.resource(b"Shading", name));
        let Some(shading) = shading else { return Ok(()) };
        let area = self.state.clip.area;
        let [left, top, right, bottom] = area.map(f64::from);
        let whole = Rect::new(left, top, right, bottom).to_path(0.1);
        let shape = Shape::new(&whole, Affine::IDENTITY);
        self.gradient(&shape, WHOLE, 0, (shading, self.state.matrix))
    }

    /// Fills a shape with a gradient; the matrix brings its coordinates to pixels.
    pub fn gradient(
        &mut self,
        shape: &Shape,
        rule: Ruled,
        role: usize,
        (shading, matrix): (&'a Object, Affine),
    ) -> Result<(), Stop> {
        let area = shape.area(self.state.clip.area);
        match self.read_gradient(shading, matrix, area)? {
            Some(mut gradient) => self.lay(shape, rule, role, Brush::Varied(&mut gradient)),
            None => {
                self.painter.missed.insert(Missed::Shading);
                Ok(())
            }
        }
    }

    fn read_gradient(
        &mut self,
        shading: &'a Object,
        matrix: Affine,
        area: Area,
    ) -> Result<Option<Gradient>, Stop> {
        let document = self.document();
        let Some(own) = dictionary(document, shading) else { return Ok(None) };
        let named = self.named();
        let color = own.get(b"ColorSpace").ok().and_then(|space| self.painter.space(space, named));
        let Some(color) = color else { return Ok(None) };
        let function = own.get(b"Function").ok().and_then(|own| Function::read(document, own));
        self.painter.spend(STEPS as u64 * 8)?;
        let kind = match integer(own, b"ShadingType") {
            Some(1) => plane(document, own),
            Some(2) => axis(document, own),
            Some(3) => circles(document, own),
            Some(kind @ 4..=7) => {
                let Object::Stream(stream) = resolve(document, shading) else { return Ok(None) };
                let mesh = Mesh { run: self, color: &color, function: function.as_ref() };
                return mesh.read(kind, stream, matrix, area);
            }
            _ => None,
        };
        let (Some(kind), Some(function)) = (kind, function) else { return Ok(None) };
        let (mut colors, mut all) = (Vec::new(), 0);
        let inputs = inputs(document, own, &kind);
        for input in inputs {
            let tint = self.tint(&color, &function.values(&input));
            all |= tint.map_or(0, |tint| tint.named);
            colors.push(tint.map_or(([0; COMPONENTS], false), |tint| (tint.inks, true)));
        }
        Ok(Some(Gradient {
            kind,
            inverse: matrix.inverse(),
            colors,
            named: all,
            count: self.painter.colors.count(self.painter.process()),
            bounds: rectangle(document, own, b"BBox"),
        }))
    }
}

/// The inputs at which the function of a gradient is evaluated.
fn inputs(document: &lopdf::Document, own: &Dictionary, kind: &Kind) -> Vec<Vec<f64>> {
    if let Kind::Plane { domain: [x0, x1, y0, y1], .. } = kind {
        let at =
            |step: usize, low: f64, high: f64| low + (high - low) * step as f64 / (GRID - 1) as f64;
        let cells = (0..GRID).flat_map(|y| (0..GRID).map(move |x| (x, y)));
        return cells.map(|(x, y)| vec![at(x, *x0, *x1), at(y, *y0, *y1)]).collect();
    }
    let domain = own.get(b"Domain").ok().and_then(|own| numbers(document, own));
    let [low, high] = domain.and_then(|own| own.try_into().ok()).unwrap_or([0.0, 1.0]);
    (0..STEPS).map(|step| vec![low + (high - low) * step as f64 / (STEPS - 1) as f64]).collect()
}

fn extend(document: &lopdf::Document, own: &Dictionary) -> [bool; 2] {
    let Object::Array(list) = entry(document, own, b"Extend") else { return [false; 2] };
    let flag = |at: usize| {
        list.get(at).is_some_and(|own| resolve(document, own).as_bool().unwrap_or(false))
    };
    [flag(0), flag(1)]
}

fn axis(document: &lopdf::Document, own: &Dictionary) -> Option<Kind> {
    let coords = numbers(document, own.get(b"Coords").ok()?)?;
    let [x0, y0, x1, y1] = coords.try_into().ok()?;
    let (from, to) = (Point::new(x0, y0), Point::new(x1, y1));
    Some(Kind::Axis { from, to, extend: extend(document, own) })
}

fn circles(document: &lopdf::Document, own: &Dictionary) -> Option<Kind> {
    let coords = numbers(document, own.get(b"Coords").ok()?)?;
    let [x0, y0, r0, x1, y1, r1] = coords.try_into().ok()?;
    let (from, to) = ((Point::new(x0, y0), r0), (Point::new(x1, y1), r1));
    Some(Kind::Circles { from, to, extend: extend(document, own) })
}

fn plane(document: &lopdf::Document, own: &Dictionary) -> Option<Kind> {
    let list = |key: &[u8]| numbers(document, own.get(key).ok()?);
    let domain = list(b"Domain").and_then(|own| own.try_into().ok());
    let matrix = list(b"Matrix").and_then(|own| own.try_into().ok());
    Some(Kind::Plane {
        matrix: matrix.map_or(Affine::IDENTITY, Affine::new).inverse(),
        domain: domain.unwrap_or([0.0, 1.0, 0.0, 1.0]),
    })
}

impl Gradient {
    /// The colour at a point of its own coordinates.
    fn at(&self, point: Point) -> Option<&Inks> {
        if let Some([left, bottom, right, top]) = self.bounds
            && !(left..=right).contains(&point.x) | !(bottom..=top).contains(&point.y)
        {
            return None;
        }
        let place = match &self.kind {
            Kind::Axis { from, to, extend } => {
                let (along, own) = (*to - *from, point - *from);
                let length = along.hypot2();
                // An axis without a length paints nothing.
                let share = if length == 0.0 { return None } else { own.dot(along) / length };
                step(share, *extend)?
            }
            Kind::Circles { from, to, extend } => {
                step(of_circles(point, *from, *to, *extend)?, *extend)?
            }
            Kind::Plane { matrix, domain: [x0, x1, y0, y1] } => {
                let own = *matrix * point;
                let share = |value: f64, low: f64, high: f64| (value - low) / (high - low);
                let (x, y) = (share(own.x, *x0, *x1), share(own.y, *y0, *y1));
                if !(0.0..=1.0).contains(&x) || !(0.0..=1.0).contains(&y) {
                    return None;
                }
                let cell = |share: f64| (share * (GRID - 1) as f64 + 0.5) as usize;
                cell(y) * GRID + cell(x)
            }
            Kind::Mesh(_) => return None,
        };
        self.colors.get(place).filter(|own| own.1).map(|own| &own.0)
    }
}

/// The step of a gradient at a share of its way; `None` beyond an end that is not extended.
fn step(share: f64, extend: [bool; 2]) -> Option<usize> {
    if share < 0.0 && !extend[0] || share > 1.0 && !extend[1] || share.is_nan() {
        return None;
    }
    Some((share.clamp(0.0, 1.0) * (STEPS - 1) as f64 + 0.5) as usize)
}

/// The share of the way from one circle to another whose circle goes through a point: the greatest
/// that has a radius (ISO 32000-1, 8.7.4.5.4).
fn of_circles(
    point: Point,
    (c0, r0): (Point, f64),
    (c1, r1): (Point, f64),
    extend: [bool; 2],
) -> Option<f64> {
    let (way, own, growth) = (c1 - c0, point - c0, r1 - r0);
    let a = way.hypot2() - growth * growth;
    let b = own.dot(way) + r0 * growth;
    let c = own.hypot2() - r0 * r0;
    let fits = |share: &f64| {
        share.is_finite()
            && r0 + share * growth >= 0.0
            && (*share >= 0.0 || extend[0])
            && (*share <= 1.0 || extend[1])
    };
    if a.abs() < 1e-9 {
        return (b != 0.0).then(|| c / (2.0 * b)).filter(fits);
    }
    let root = (b * b - a * c).max(-1.0);
    if root < 0.0 {
        return None;
    }
    let root = root.sqrt();
    let (one, other) = ((b + root) / a, (b - root) / a);
    let (high, low) = (one.max(other), one.min(other));
    [high, low].into_iter().find(fits)
}

impl Sampler for Gradient {
    fn named(&self) -> u64 {
        self.named
    }

    fn row(&mut self, span: Span, inks: &mut [u8], cover: &mut [u8]) {
        let n = self.count;
        for ((x, slots), cover) in (span.from..).zip(inks.chunks_exact_mut(n)).zip(cover) {
            if let Kind::Mesh(layer) = &self.kind {
                if layer.sample(x, span.y, slots) == 0 {
                    *cover = 0;
                }
                continue;
            }
            let point = self.inverse * Point::new(f64::from(x) + 0.5, f64::from(span.y) + 0.5);
            match self.at(point) {
                Some(own) => slots.copy_from_slice(&own[..n]),
                None => *cover = 0,
            }
        }
    }
}

/// A corner of a triangle: where it is in pixels, and its colour's components.
#[derive(Debug, Clone)]
struct Corner {
    at: Point,
    parts: Vec<f64>,
}

/// Reads and paints a mesh.
struct Mesh<'r, 'p, 'a> {
    run: &'r mut Run<'p, 'a>,
    color: &'r Color,
    function: Option<&'r Function>,
}

impl Mesh<'_, '_, '_> {
    fn read(
        mut self,
        kind: i64,
        stream: &Stream,
        matrix: Affine,
        area: Area,
    ) -> Result<Option<Gradient>, Stop> {
        let process = self.run.painter.process();
        let count = self.run.painter.colors.count(process);
        self.run.painter.spend(size(area) as u64)?;
        let mut layer = Layer::new(area, process, count);
        let document = self.run.document();
        let parts = if self.function.is_some() { 1 } else { self.color.components() };
        let Some(mut bits) = Bits::new(document, stream, parts, matrix) else { return Ok(None) };
        let mut named = 0;
        match kind {
            4 => {
                for triangle in bits.free_triangles() {
                    named |= self.triangle(&mut layer, &triangle)?;
                }
            }
            5 => {
                let row = integer(&stream.dict, b"VerticesPerRow").unwrap_or(0).clamp(0, 100_000);
                for triangle in bits.lattice(row as usize) {
                    named |= self.triangle(&mut layer, &triangle)?;
                }
            }
            _ => {
                for patch in bits.patches(kind == 7) {
                    named |= self.patch(&mut layer, &patch)?;
                }
            }
        }
        let kind = Kind::Mesh(Box::new(layer));
        let inverse = matrix.inverse();
        Ok(Some(Gradient { kind, inverse, colors: Vec::new(), named, count, bounds: None }))
    }

    fn tint(&mut self, parts: &[f64]) -> Option<Tint> {
        let parts = match self.function {
            Some(function) => function.values(parts),
            None => parts.to_vec(),
        };
        self.run.tint(self.color, &parts)
    }

    /// Paints a triangle; returns the components that its colours name.
    fn triangle(&mut self, layer: &mut Layer, [a, b, c]: &[Corner; 3]) -> Result<u64, Stop> {
        let mut path = kurbo::BezPath::new();
        path.move_to(a.at);
        path.line_to(b.at);
        path.line_to(c.at);
        path.close_path();
        let shape = Shape::new(&path, Affine::IDENTITY);
        let area = shape.area(layer.area);
        self.run.painter.spend(32 + size(area) as u64)?;
        let mut spans = Vec::new();
        shape.spans(Rule::Nonzero, area, |span| spans.push(span));
        let whole = (b.at - a.at).cross(c.at - a.at);
        let manner = Manner { blend: super::blend::Blend::Normal, opacity: 1.0, keep: 0 };
        let mut named = 0;
        for span in spans {
            for x in span.from..span.to {
                let point = Point::new(f64::from(x) + 0.5, f64::from(span.y) + 0.5);
                let share = |p: Point, q: Point| {
                    let own = (p - point).cross(q - point);
                    if whole == 0.0 { 1.0 / 3.0 } else { (own / whole).clamp(0.0, 1.0) }
                };
                let (u, v) = (share(b.at, c.at), share(c.at, a.at));
                let w = (1.0 - u - v).clamp(0.0, 1.0);
                let parts = (0..a.parts.len())
                    .map(|at| u * a.parts[at] + v * b.parts[at] + w * c.parts[at]);
                let parts: Vec<f64> = parts.collect();
                if let Some(tint) = self.tint(&parts) {
                    named |= tint.named;
                    layer.flat(Span { y: span.y, from: x, to: x + 1 }, &tint.inks, &manner, None);
                }
            }
        }
        Ok(named)
    }

    /// Paints a patch as small squares.
    fn patch(&mut self, layer: &mut Layer, patch: &Patch) -> Result<u64, Stop> {
        let mut named = 0;
        let corner =
            |u: usize, v: usize| patch.corner(u as f64 / PATCH as f64, v as f64 / PATCH as f64);
        for u in 0..PATCH {
            for v in 0..PATCH {
                let [a, b] = [corner(u, v), corner(u + 1, v)];
                let [c, d] = [corner(u, v + 1), corner(u + 1, v + 1)];
                named |= self.triangle(layer, &[a, b.clone(), c.clone()])?;
                named |= self.triangle(layer, &[b, d, c])?;
            }
        }
        Ok(named)
    }
}

/// A patch: a net of four by four points, and the colours of its corners.
#[derive(Debug, Clone)]
struct Patch {
    points: [[Point; 4]; 4],
    colors: [Vec<f64>; 4],
}

impl Patch {
    /// The point and the colour at two shares.
    fn corner(&self, u: f64, v: f64) -> Corner {
        let weights = |t: f64| {
            let s = 1.0 - t;
            [s * s * s, 3.0 * t * s * s, 3.0 * t * t * s, t * t * t]
        };
        let (across, down) = (weights(u), weights(v));
        let mut at = kurbo::Vec2::ZERO;
        for (row, a) in self.points.iter().zip(across) {
            for (point, d) in row.iter().zip(down) {
                at += point.to_vec2() * (a * d);
            }
        }
        let [c00, c03, c33, c30] = &self.colors;
        let parts = (0..c00.len()).map(|at| {
            let part = |own: &Vec<f64>| own.get(at).copied().unwrap_or(0.0);
            let (low, high) =
                ((1.0 - v) * part(c00) + v * part(c03), (1.0 - v) * part(c30) + v * part(c33));
            (1.0 - u) * low + u * high
        });
        Corner { at: at.to_point(), parts: parts.collect() }
    }
}

/// The bits of a mesh.
struct Bits {
    data: Vec<u8>,
    at: usize,
    widths: [usize; 3],
    decode: Vec<f64>,
    parts: usize,
    matrix: Affine,
}

impl Bits {
    fn new(
        document: &lopdf::Document,
        stream: &Stream,
        parts: usize,
        matrix: Affine,
    ) -> Option<Self> {
        let own = &stream.dict;
        let width = |key: &[u8]| {
            let bits = number(document, entry(document, own, key)).unwrap_or(0.0);
            (0.0..=32.0).contains(&bits).then_some(bits as usize)
        };
        let widths =
            [width(b"BitsPerFlag")?, width(b"BitsPerCoordinate")?, width(b"BitsPerComponent")?];
        let ranges = numbers(document, own.get(b"Decode").ok()?)?;
        if ranges.len() < 4 + 2 * parts || widths[1] == 0 || widths[2] == 0 || parts == 0 {
            return None;
        }
        let data = decode(stream, 64 << 20).ok()?;
        Some(Self { data, at: 0, widths, decode: ranges, parts, matrix })
    }

    fn take(&mut self, bits: usize) -> Option<u32> {
        bits::take(&self.data, &mut self.at, bits)
    }

    fn value(&mut self, bits: usize, range: usize) -> Option<f64> {
        let most = ((1_u64 << bits) - 1) as f64;
        let share = f64::from(self.take(bits)?) / most;
        let (low, high) = (self.decode[range * 2], self.decode[range * 2 + 1]);
        Some(low + share * (high - low))
    }

    fn point(&mut self) -> Option<Point> {
        let bits = self.widths[1];
        Some(self.matrix * Point::new(self.value(bits, 0)?, self.value(bits, 1)?))
    }

    fn color(&mut self) -> Option<Vec<f64>> {
        (0..self.parts).map(|part| self.value(self.widths[2], 2 + part)).collect()
    }

    fn align(&mut self) {
        self.at = self.at.next_multiple_of(8);
    }

    fn corner(&mut self) -> Option<Corner> {
        let at = self.point()?;
        let parts = self.color()?;
        self.align();
        Some(Corner { at, parts })
    }

    /// Type 4: triangles that share sides with those before them.
    fn free_triangles(&mut self) -> Vec<[Corner; 3]> {
        let mut out: Vec<[Corner; 3]> = Vec::new();
        while out.len() < VERTICES {
            let Some(flag) = self.take(self.widths[0]) else { break };
            let Some(own) = self.corner() else { break };
            let next = match (flag & 3, out.last()) {
                (1, Some([_, b, c])) => [b.clone(), c.clone(), own],
                (2, Some([a, _, c])) => [a.clone(), c.clone(), own],
                _ => {
                    let mut more = || {
                        self.take(self.widths[0])?;
                        self.corner()
                    };
                    let (Some(b), Some(c)) = (more(), more()) else { break };
                    [own, b, c]
                }
            };
            out.push(next);
        }
        out
    }

    /// Type 5: rows of vertices.
    fn lattice(&mut self, row: usize) -> Vec<[Corner; 3]> {
        let mut corners = Vec::new();
        while corners.len() < VERTICES {
            let Some(corner) = self.corner() else { break };
            corners.push(corner);
        }
        let mut out = Vec::new();
        if row < 2 {
            return out;
        }
        let rows: Vec<&[Corner]> = corners.chunks_exact(row).collect();
        for pair in rows.windows(2) {
            for at in 0..row - 1 {
                let [a, b] = [pair[0][at].clone(), pair[0][at + 1].clone()];
                let [c, d] = [pair[1][at].clone(), pair[1][at + 1].clone()];
                out.push([a, b.clone(), c.clone()]);
                out.push([b, d, c]);
            }
        }
        out
    }

    /// Types 6 and 7: patches of curves, which share sides with those before them.
    fn patches(&mut self, tensor: bool) -> Vec<Patch> {
        let mut out: Vec<Patch> = Vec::new();
        while out.len() < VERTICES / 100 {
            let Some(flag) = self.take(self.widths[0]) else { break };
            let Some(patch) = self.patch(flag & 3, tensor, out.last()) else { break };
            self.align();
            out.push(patch);
        }
        out
    }

    fn patch(&mut self, flag: u32, tensor: bool, before: Option<&Patch>) -> Option<Patch> {
        let mut ring: Vec<Point> = Vec::with_capacity(12);
        let mut colors: Vec<Vec<f64>> = Vec::with_capacity(4);
        if flag > 0 {
            let before = before?;
            let side = side(before, flag);
            ring.extend(side.0);
            colors.extend(side.1);
        }
        while ring.len() < 12 {
            ring.push(self.point()?);
        }
        let inner = if tensor {
            Some([self.point()?, self.point()?, self.point()?, self.point()?])
        } else {
            None
        };
        while colors.len() < 4 {
            colors.push(self.color()?);
        }
        let colors = colors.try_into().ok()?;
        Some(Patch { points: net(&ring, inner), colors })
    }
}

/// The points around a net, in the order of the file: columns by rows.
const AROUND: [(usize, usize); 12] = [
    (0, 0),
    (0, 1),
    (0, 2),
    (0, 3),
    (1, 3),
    (2, 3),
    (3, 3),
    (3, 2),
    (3, 1),
    (3, 0),
    (2, 0),
    (1, 0),
];

/// The side of a patch that the next one begins with, and its colours.
fn side(before: &Patch, flag: u32) -> ([Point; 4], [Vec<f64>; 2]) {
    let from = 3 * flag as usize;
    let point = |at: usize| {
        let (column, row) = AROUND[(from + at) % 12];
        before.points[column][row]
    };
    let color = |at: usize| before.colors[(flag as usize + at) % 4].clone();
    ([point(0), point(1), point(2), point(3)], [color(0), color(1)])
}

/// The net of a patch; of a Coons patch the inner points follow from the others
/// (ISO 32000-1, 8.7.4.5.8).
fn net(ring: &[Point], inner: Option<[Point; 4]>) -> [[Point; 4]; 4] {
    let mut points = [[Point::ZERO; 4]; 4];
    for (point, (column, row)) in ring.iter().zip(AROUND) {
        points[column][row] = *point;
    }
    let [i, j, k, l] = inner.unwrap_or_else(|| {
        let p = |column: usize, row: usize| points[column][row].to_vec2();
        let at = |c: [usize; 2],
                  near: [[usize; 2]; 2],
                  far: [[usize; 2]; 2],
                  sides: [[usize; 2]; 2],
                  end: [usize; 2]| {
            let get = |own: [usize; 2]| p(own[0], own[1]);
            let sum = get(c) * -4.0 + (get(near[0]) + get(near[1])) * 6.0
                - (get(far[0]) + get(far[1])) * 2.0
                + (get(sides[0]) + get(sides[1])) * 3.0
                - get(end);
            (sum / 9.0).to_point()
        };
        [
            at([0, 0], [[0, 1], [1, 0]], [[0, 3], [3, 0]], [[3, 1], [1, 3]], [3, 3]),
            at([0, 3], [[0, 2], [1, 3]], [[0, 0], [3, 3]], [[3, 2], [1, 0]], [3, 0]),
            at([3, 3], [[3, 2], [2, 3]], [[3, 0], [0, 3]], [[0, 2], [2, 0]], [0, 0]),
            at([3, 0], [[3, 1], [2, 0]], [[3, 3], [0, 0]], [[0, 1], [2, 3]], [0, 3]),
        ]
    });
    (points[1][1], points[1][2], points[2][2], points[2][1]) = (i, j, k, l);
    points
}
