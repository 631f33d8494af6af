//! A table of inks over the RGB cube, and what lies between its entries.
//!
//! moxcms goes from RGB to inks through a table of 33 steps an edge; in the deep shadows, where
//! ink changes fastest, that is up to ΔE 2.4 from what the profile says. Here are 65 steps: eight
//! of its tables side by side, each over an eighth of the cube, whose entries are exact. Between
//! entries the value is that of the tetrahedron around it (Sakamoto), in whole numbers, so that
//! every machine gives the same bytes.

use moxcms::{CmsError, ColorProfile, Layout, ToneReprCurve, TransformOptions};
use rayon::prelude::*;

use super::black_point::evaluate;

/// Steps along an edge of the cube, and of one of its eighths.
const EDGE: usize = 65;
const HALF: usize = 33;
/// Entries of the curve over half an edge: a whole number of them to each step.
const ENTRIES: usize = 32 * 32 + 1;
/// Pixels that one core converts at a time.
const PIECE: usize = 1 << 16;

/// The inks (16 bit) of 65 × 65 × 65 colours.
pub struct Grid {
    nodes: Vec<[u16; 4]>,
    /// For each value, the entry before it and how far it is from there to the next, in 255ths.
    at: [(usize, u32); 256],
}

impl Grid {
    /// Samples the way from a source of a matrix and curves to an output profile; `black` is the
    /// luminance that its black is lifted to.
    pub fn new(
        source: &ColorProfile,
        black: f32,
        output: &ColorProfile,
        options: TransformOptions,
    ) -> Result<Self, CmsError> {
        let eighths: Result<Vec<_>, CmsError> = (0..8_usize)
            .into_par_iter()
            .map(|eighth| {
                let corner = [eighth >> 2, eighth >> 1 & 1, eighth & 1];
                Ok((corner, sample(&part(source, corner, black), output, options)?))
            })
            .collect();
        let mut nodes = vec![[0; 4]; EDGE * EDGE * EDGE];
        for (corner, inks) in eighths? {
            for (at, inks) in inks.into_iter().enumerate() {
                let [r, g, b] = [at / (HALF * HALF), at / HALF % HALF, at % HALF];
                let [r, g, b] = [r + corner[0] * 32, g + corner[1] * 32, b + corner[2] * 32];
                nodes[(r * EDGE + g) * EDGE + b] = inks;
            }
        }
        let at = std::array::from_fn(|value| (value * 64 / 255, (value * 64 % 255) as u32));
        Ok(Self { nodes, at })
    }

    /// The inks (8 bit) of pixels (8 bit), on every core.
    pub fn pixels(&self, rgb: &[u8], inks: &mut [u8]) {
        inks.par_chunks_mut(PIECE * 4).zip(rgb.par_chunks(PIECE * 3)).for_each(|(inks, rgb)| {
            for (inks, &rgb) in inks.as_chunks_mut().0.iter_mut().zip(rgb.as_chunks().0) {
                *inks = self.pixel(rgb);
            }
        });
    }

    /// The inks (8 bit) of a colour (8 bit).
    pub fn pixel(&self, rgb: [u8; 3]) -> [u8; 4] {
        let [(r, x), (g, y), (b, z)] = rgb.map(|value| self.at[usize::from(value)]);
        let near = (r * EDGE + g) * EDGE + b;
        let (r, g, b) = (EDGE * EDGE, EDGE, 1);
        // From the near corner along the axes in the order of their shares to the far corner.
        let [(one, p), (two, q), (_, s)] = match (x >= y, y >= z, x >= z) {
            (true, true, _) => [(r, x), (g, y), (b, z)],
            (true, false, true) => [(r, x), (b, z), (g, y)],
            (true, false, false) => [(b, z), (r, x), (g, y)],
            (false, true, true) => [(g, y), (r, x), (b, z)],
            (false, true, false) => [(g, y), (b, z), (r, x)],
            (false, false, _) => [(b, z), (g, y), (r, x)],
        };
        // A step that is not taken may lead out of the cube.
        let step = |by: usize, share: u32| if share == 0 { 0 } else { by };
        let first = near + step(one, p);
        let second = first + step(two, q);
        let far = second + step(r + g + b - one - two, s);
        let corners = [near, first, second, far].map(|at| self.nodes[at]);
        let shares = [255 - p, p - q, q - s, s];
        std::array::from_fn(|ink| {
            let parts = corners.iter().zip(shares);
            let sum: u32 = parts.map(|(inks, share)| u32::from(inks[ink]) * share).sum();
            ((sum + 32_767) / 65_535) as u8
        })
    }
}

/// The source over one eighth of its cube, with its black lifted.
fn part(source: &ColorProfile, corner: [usize; 3], black: f32) -> ColorProfile {
    let mut part = source.clone();
    // The curves count, not a name for them.
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

/// The inks at 33 × 33 × 33 colours.
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
    let sixteenth = |part: f32| (part.clamp(0.0, 1.0) * 65_535.0).round() as u16;
    Ok(inks.as_chunks().0.iter().map(|inks: &[f32; 4]| inks.map(sixteenth)).collect())
}
