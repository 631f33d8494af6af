//! A table of inks over the RGB cube, with interpolation between its entries.
//!
//! moxcms converts RGB to inks through a table of 33 steps per edge; in deep shadows, where ink
//! changes fastest, this deviates from the profile by up to ΔE 2.4. This table has 65 steps: eight
//! of moxcms's tables side by side, each over an eighth of the cube, whose entries are exact.
//! Between entries the value is interpolated tetrahedrally (Sakamoto), in integers, so that every
//! machine computes the same bytes.

use moxcms::{CmsError, ColorProfile, Layout, ToneReprCurve, TransformOptions};
use rayon::prelude::*;

use pdfx_preflight::tone::evaluate;

/// Must change whenever the same profiles would give another table.
pub const VERSION: u32 = 1;

/// Steps along an edge of the cube, and of one of its eighths.
const EDGE: usize = 65;
const HALF: usize = 33;
/// Entries of the curve over half an edge: a whole number of them per step.
const ENTRIES: usize = 32 * 32 + 1;
/// Full ink in an entry: 255 with two fractional bits, so that 64 shares of it are 255 with eight.
const FULL: f32 = 1020.0;
/// Rounding: a half, added to each of the four inks.
const HALVES: u64 = 0x0080_0080_0080_0080;

/// The inks of 65 × 65 × 65 colours.
pub struct Grid {
    /// Four 16-bit fields holding 10 bits each, with room for 64 shares; cyan is the lowest.
    nodes: Vec<u64>,
    /// The position of each value, for red, green and blue.
    places: [[Place; 256]; 3],
}

/// The position of a value along an edge.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// The entry before the value.
    entry: u32,
    /// The distance from that entry in 64ths, above 16 bits with the offset of the next entry, so
    /// that one comparison orders both.
    step: u32,
}

impl Grid {
    /// The table in bytes, as [`Grid::sampled`] makes them; nodes that are missing hold no ink.
    pub fn new(bytes: &[u8]) -> Self {
        let mut nodes: Vec<u64> =
            bytes.as_chunks().0.iter().map(|node| u64::from_le_bytes(*node)).collect();
        // Steps with no share may point beyond the far corner.
        nodes.resize(EDGE * EDGE * EDGE + EDGE * EDGE + EDGE + 1, 0);
        Self { nodes, places: places() }
    }

    /// Samples the conversion from a matrix/TRC source to an output profile; `black` is the
    /// luminance that the source's black is lifted to.
    pub fn sampled(
        source: &ColorProfile,
        black: f32,
        output: &ColorProfile,
        options: TransformOptions,
    ) -> Result<Vec<u8>, CmsError> {
        let eighths: Result<Vec<_>, CmsError> = (0..8_usize)
            .into_par_iter()
            .map(|eighth| {
                let corner = [eighth >> 2, eighth >> 1 & 1, eighth & 1];
                Ok((corner, sample(&part(source, corner, black), output, options)?))
            })
            .collect();
        let mut nodes = vec![0_u64; EDGE * EDGE * EDGE];
        for (corner, inks) in eighths? {
            for (at, inks) in inks.into_iter().enumerate() {
                let [r, g, b] = [at / (HALF * HALF), at / HALF % HALF, at % HALF];
                let [r, g, b] = [r + corner[0] * 32, g + corner[1] * 32, b + corner[2] * 32];
                let packed = |all: u64, ink: u16| all << 16 | u64::from(ink);
                nodes[(r * EDGE + g) * EDGE + b] = inks.into_iter().rev().fold(0, packed);
            }
        }
        Ok(nodes.into_iter().flat_map(u64::to_le_bytes).collect())
    }

    /// The inks (8 bit) of a colour (8 bit).
    #[inline(always)]
    pub fn pixel(&self, [r, g, b]: [u8; 3]) -> [u8; 4] {
        let places = &self.places;
        let (r, g) = (places[0][usize::from(r)], places[1][usize::from(g)]);
        let b = places[2][usize::from(b)];
        let near = (r.entry + g.entry + b.entry) as usize;
        // From the near corner to the far corner, along the axes in descending order of their
        // shares.
        let (more, less) = (r.step.max(g.step), r.step.min(g.step));
        let (most, other) = (more.max(b.step), more.min(b.step));
        let steps = [most, other.max(less), other.min(less)];
        let [p, q, s] = steps.map(|step| u64::from(step >> 16));
        let [one, two, three] = steps.map(|step| (step & 0xffff) as usize);
        let corners = [near, near + one, near + one + two, near + one + two + three];
        let weighed = |at: usize, share: u64| self.nodes[at] * share;
        let inks = HALVES
            + weighed(corners[0], 64 - p)
            + weighed(corners[1], p - q)
            + weighed(corners[2], q - s)
            + weighed(corners[3], s);
        [inks >> 8, inks >> 24, inks >> 40, inks >> 56].map(|ink| ink as u8)
    }
}

/// The positions of the 256 values along the three edges.
fn places() -> [[Place; 256]; 3] {
    [EDGE * EDGE, EDGE, 1].map(|next| {
        std::array::from_fn(|value| {
            let (entry, rest) = (value * (EDGE - 1) / 255, value * (EDGE - 1) % 255);
            let share = (rest * 64 + 127) / 255;
            Place { entry: (entry * next) as u32, step: (share << 16 | next) as u32 }
        })
    })
}

/// The source restricted to one eighth of its cube, with its black lifted.
fn part(source: &ColorProfile, corner: [usize; 3], black: f32) -> ColorProfile {
    let mut part = source.clone();
    // The curves count, not a code that names them.
    part.cicp = None;
    let curves = [&mut part.red_trc, &mut part.green_trc, &mut part.blue_trc];
    for (curve, half) in curves.into_iter().zip(corner) {
        let Some(old) = curve.as_ref() else { continue };
        let entry = |index: usize| {
            let value = (index as f32 / (ENTRIES - 1) as f32 + half as f32) / 2.0;
            let light = evaluate(old, value);
            ((light + (1.0 - light) * black).clamp(0.0, 1.0) * 65_535.0).round() as u16
        };
        *curve = Some(ToneReprCurve::Lut((0..ENTRIES).map(entry).collect()));
    }
    part
}

/// The inks of 33 × 33 × 33 colours.
fn sample(
    source: &ColorProfile,
    output: &ColorProfile,
    options: TransformOptions,
) -> Result<Vec<[u16; 4]>, CmsError> {
    let transform = source.create_transform_f32(Layout::Rgb, output, Layout::Rgba, options)?;
    let step = |index: usize| index as f32 / 32.0;
    let rgb = (0..HALF * HALF * HALF)
        .flat_map(|at| [step(at / (HALF * HALF)), step(at / HALF % HALF), step(at % HALF)]);
    let rgb: Vec<f32> = rgb.collect();
    let mut inks = vec![0.0; HALF * HALF * HALF * 4];
    transform.transform(&rgb, &mut inks)?;
    let sixteenth = |part: f32| (part.clamp(0.0, 1.0) * FULL).round() as u16;
    Ok(inks.as_chunks().0.iter().map(|inks: &[f32; 4]| inks.map(sixteenth)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_entries_values_run_straight() {
        // Each entry holds its own colour as three inks, and their mean as the fourth.
        let entry = |at: usize| {
            let [r, g, b] =
                [at / (EDGE * EDGE), at / EDGE % EDGE, at % EDGE].map(|step| step as u64);
            let wide = |steps: u64| steps * FULL as u64 / 64;
            wide(r) | wide(g) << 16 | wide(b) << 32 | wide((r + g + b) / 3) << 48
        };
        let mut nodes: Vec<u64> = (0..EDGE * EDGE * EDGE).map(entry).collect();
        nodes.resize(EDGE * EDGE * EDGE + EDGE * EDGE + EDGE + 1, u64::MAX);
        let grid = Grid { nodes, places: places() };
        for r in (0..=255).step_by(5) {
            for g in (0..=255).step_by(3) {
                for b in 0..=255 {
                    let [c, m, y, _] = grid.pixel([r, g, b]);
                    assert!(c.abs_diff(r) <= 1 && m.abs_diff(g) <= 1 && y.abs_diff(b) <= 1);
                }
            }
        }
        assert_eq!(grid.pixel([255; 3]), [255; 4]);
        assert_eq!(grid.pixel([0; 3]), [0; 4]);
    }
}
