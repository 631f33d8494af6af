//! Patterns (ISO 32000-1, 8.7): tilings are painted once and repeated; gradients are
//! [`super::shadings`].

use kurbo::{Affine, Point};
use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::Missed;
use super::layer::Layer;
use super::paint::{Brush, Ruled, Run, Sampler, Stop};
use super::raster::{Shape, Span};
use super::state::{Current, State};
use crate::color::Color;
use crate::pdf::integer;
use crate::reading::{dictionary, entry, number, numbers, rectangle, resolve};

/// The most pixels of a cell on a side.
const SIDE: f64 = 4_000.0;

/// A tiling, painted.
struct Tiling {
    cell: Layer,
    /// From pixels of the page to the pattern's coordinates.
    inverse: Affine,
    /// The bounds of the cell in the pattern's coordinates, and the steps.
    bounds: [f64; 4],
    steps: [f64; 2],
    /// Pixels of the cell per unit of the pattern.
    scale: [f64; 2],
    named: u64,
    count: usize,
}

/// A pattern, and for uncoloured ones the space and the components of the colour.
pub type Pattern<'a, 'c> = (&'a Object, Option<&'c Color>, &'c [f64]);

impl<'a> Run<'_, 'a> {
    /// Fills a shape with a pattern.
    pub fn patterned(
        &mut self,
        shape: &Shape,
        rule: Ruled,
        role: usize,
        (pattern, base, parts): Pattern<'a, '_>,
    ) -> Result<(), Stop> {
        let document = self.document();
        let Some(own) = dictionary(document, pattern) else { return Ok(()) };
        let matrix = own.get(b"Matrix").ok().and_then(|own| numbers(document, own));
        let matrix =
            matrix.and_then(|own| own.try_into().ok()).map_or(Affine::IDENTITY, Affine::new);
        let matrix = self.base * matrix;
        if let Ok(shading) = own.get(b"Shading") {
            return self.gradient(shape, rule, role, (shading, matrix));
        }
        let (Ok(id), Object::Stream(stream)) = (pattern.as_reference(), resolve(document, pattern))
        else {
            return Ok(());
        };
        let colored = integer(own, b"PaintType") != Some(2);
        let color = base.filter(|_| !colored).map(|base| Current {
            color: std::sync::Arc::new(base.clone()),
            parts: parts.to_vec(),
            pattern: None,
        });
        match self.tiling(id, stream, own, matrix, color)? {
            Some(mut tiling) => self.lay(shape, rule, role, Brush::Varied(&mut tiling)),
            None => Ok(()),
        }
    }

    /// Paints the cell of a tiling.
    fn tiling(
        &mut self,
        id: ObjectId,
        stream: &'a Stream,
        own: &'a Dictionary,
        matrix: Affine,
        color: Option<Current<'a>>,
    ) -> Result<Option<Tiling>, Stop> {
        let document = self.document();
        let Some(depth) = self.deeper(id) else { return Ok(None) };
        let Some(bounds) = rectangle(document, own, b"BBox") else { return Ok(None) };
        let step = |key: &[u8], usual: f64| {
            let step = number(document, entry(document, own, key)).unwrap_or(usual).abs();
            if step > 1e-6 { step } else { usual.max(1e-3) }
        };
        let [left, bottom, right, top] = bounds;
        let steps = [step(b"XStep", right - left), step(b"YStep", top - bottom)];
        let [a, b, c, d, ..] = matrix.as_coeffs();
        let scale = [(right - left, libm::hypot(a, b)), (top - bottom, libm::hypot(c, d))];
        let scale = scale.map(|(length, own)| own.min(SIDE / length.max(1e-6)).max(1e-6));
        let side = |length: f64, scale: f64| (length * scale).ceil().clamp(1.0, SIDE) as i32;
        let area = [0, 0, side(right - left, scale[0]), side(top - bottom, scale[1])];
        let inverse = matrix.inverse();
        if !inverse.is_finite() {
            return Ok(None);
        }
        self.painter.spend(super::raster::size(area) as u64)?;
        let process = self.painter.process();
        let count = self.painter.colors.count(process);
        let onto = Affine::new([scale[0], 0.0, 0.0, -scale[1], -left * scale[0], top * scale[1]]);
        let mut state = State::new(onto, area);
        if let Some(color) = color {
            state.colors = [color.clone(), color];
            state.fixed = true;
        }
        let resources = dictionary(document, entry(document, own, b"Resources"));
        let resources = resources.unwrap_or(self.resources);
        let bytes = self.painter.content(Some(id), stream);
        self.painter.layers.push(Layer::new(area, process, count));
        self.painter.open.push(id);
        let done = Run::new(self.painter, resources, state, depth).run(&bytes);
        self.painter.open.pop();
        let cell = self.painter.layers.pop();
        done?;
        let Some(cell) = cell else { return Ok(None) };
        if scale[0] * (right - left) > SIDE - 1.0 {
            self.painter.missed.insert(Missed::Depth);
        }
        let named = u64::MAX;
        Ok(Some(Tiling { cell, inverse, bounds, steps, scale, named, count }))
    }
}

impl Tiling {
    /// The pixel of the cell at a place of the pattern; cells that reach over the next count too.
    fn at(&self, point: Point, out: &mut [u8]) -> u8 {
        let [left, bottom, right, top] = self.bounds;
        let own = [point.x - left, point.y - bottom];
        let lengths = [right - left, top - bottom];
        let first = [0, 1].map(|at| own[at].rem_euclid(self.steps[at]));
        for across in 0..2 {
            for up in 0..2 {
                let x = first[0] + f64::from(across) * self.steps[0];
                let y = first[1] + f64::from(up) * self.steps[1];
                if x >= lengths[0] || y >= lengths[1] {
                    continue;
                }
                let column = (x * self.scale[0]) as i32;
                let row = ((lengths[1] - y) * self.scale[1]) as i32;
                let row = row.min(self.cell.area[3] - 1);
                let alpha = self.cell.sample(column, row, out);
                if alpha > 0 {
                    return alpha;
                }
            }
        }
        0
    }
}

impl Sampler for Tiling {
    fn named(&self) -> u64 {
        self.named
    }

    fn row(&mut self, span: Span, inks: &mut [u8], cover: &mut [u8]) {
        for ((x, slots), cover) in (span.from..).zip(inks.chunks_exact_mut(self.count)).zip(cover) {
            let point = self.inverse * Point::new(f64::from(x) + 0.5, f64::from(span.y) + 0.5);
            let alpha = self.at(point, slots);
            *cover = ((u32::from(*cover) * u32::from(alpha) + 127) / 255) as u8;
        }
    }
}
