//! Colours from the inks of one press to those of another by the tables of both profiles, through
//! CIE L*a*b* (ICC.1, 10.10 to 10.13), with black-point compensation.
//!
//! By way of an RGB space, as moxcms connects such profiles, dark colours come out up to a fifth of an
//! ink off, since such a space spends few of its values on them. Between entries values are
//! interpolated tetrahedrally (Sakamoto), as Little CMS does; of four inks the first linearly, so that
//! the others are tetrahedral in each of two cubes. Between colours in L*a*b*, whose axis of greys is no
//! diagonal of a cube, all corners of a cell count (trilinear), as there.

use libm::cbrtf;
use moxcms::{
    ColorProfile, DataColorSpace, LutDataType, LutMultidimensionalType, LutStore, LutType,
    LutWarehouse, Matrix3d, RenderingIntent, ToneReprCurve, Vector3d,
};

use crate::tone::evaluate;

/// The white of the connection space, CIE XYZ of D50.
const WHITE: [f32; 3] = [0.9642, 1.0, 0.8249];
/// The XYZ that the connection space encodes as 1 (ICC.1, 6.3.4.2).
const XYZ: f32 = 1.0 + 32_767.0 / 32_768.0;
/// What 16 bits of L*a*b* in `lut16Type` are to be multiplied by (ICC.1, 10.10).
const OLD: f32 = 65_535.0 / 65_280.0;
/// The entries of curves that formulas give.
const ENTRIES: usize = 4_096;
/// The most components.
const MOST: usize = 4;

/// Converts colours of one profile to the inks of another.
pub struct Link {
    there: Table,
    back: Table,
    /// What the compensation multiplies luminances by and adds to them.
    lift: Option<[f32; 2]>,
}

/// A table to or from the connection space.
struct Table {
    steps: Vec<Step>,
    inputs: usize,
    pcs: Pcs,
}

/// How the connection space is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pcs {
    Lab,
    /// That of `lut16Type`.
    OldLab,
    Xyz,
}

/// A step of a table.
enum Step {
    Curves(Vec<Vec<f32>>),
    Matrix(Matrix3d, Vector3d),
    Grid(Grid),
}

/// Values at the nodes of a grid.
struct Grid {
    /// How many nodes each input has.
    sides: Vec<usize>,
    outputs: usize,
    nodes: Vec<f32>,
    /// Whether all corners of a cell count.
    corners: bool,
}

impl Link {
    /// From a profile that has tables to one of four inks; `None` if either has none that fit.
    /// Colours are moved as `intent` says; `blacks` are the luminances of the blacks of both, of
    /// which one becomes the other.
    pub fn new(
        source: &ColorProfile,
        output: &ColorProfile,
        intent: RenderingIntent,
        blacks: Option<[f32; 2]>,
    ) -> Option<Self> {
        let there = to_pcs(source, intent)?;
        let back = from_pcs(output, intent)?;
        let fits = there.outputs() == 3 && back.inputs == 3 && back.outputs() == 4;
        let lift = blacks.filter(|[own, press]| own != press).map(|[own, press]| {
            let scale = (1.0 - press) / (1.0 - own);
            [scale, press - scale * own]
        });
        fits.then_some(Self { there, back, lift })
    }

    /// The components of the source.
    pub fn components(&self) -> usize {
        self.there.inputs
    }

    /// The inks (0 to 1) of a colour (0 to 1).
    pub fn inks(&self, color: &[f32]) -> [f32; 4] {
        let mut own = [0.0; MOST];
        own.iter_mut().zip(color).for_each(|(slot, part)| *slot = part.clamp(0.0, 1.0));
        let met = self.there.apply(own);
        let mut lab = self.there.pcs.lab([met[0], met[1], met[2]]);
        if let Some(lift) = self.lift {
            lab = lifted(lab, lift);
        }
        let [x, y, z] = self.back.pcs.encoded(lab);
        self.back.apply([x, y, z, 0.0])
    }

    /// Writes the inks (8 bits each) of pixels (8 bits each part); what is surplus is left as it is.
    pub fn pixels(&self, samples: &[u8], inks: &mut [u8]) {
        let mut last: Option<(&[u8], [u8; 4])> = None;
        let pixels = samples.chunks_exact(self.components());
        for (pixel, slot) in pixels.zip(inks.as_chunks_mut::<4>().0) {
            let own = match last {
                Some((known, own)) if known == pixel => own,
                _ => {
                    let mut parts = [0.0; MOST];
                    let bytes = parts.iter_mut().zip(pixel);
                    bytes.for_each(|(part, &byte)| *part = f32::from(byte) / 255.0);
                    self.inks(&parts).map(|ink| (ink * 255.0 + 0.5).clamp(0.0, 255.0) as u8)
                }
            };
            last = Some((pixel, own));
            *slot = own;
        }
    }

    /// The L* (0 to 100) of a colour (0 to 1).
    fn lightness(&self, color: [f32; MOST]) -> f32 {
        let met = self.there.apply(color);
        self.there.pcs.lab([met[0], met[1], met[2]])[0]
    }
}

/// The luminance (0 to 1, paper is 1) of what a press prints of no light by its perceptual intent; at
/// most L* 50. `None` if its profile has no tables for that.
pub fn black(press: &ColorProfile) -> Option<f32> {
    let back = from_pcs(press, RenderingIntent::Perceptual)?;
    let there = to_pcs(press, RenderingIntent::RelativeColorimetric)?;
    if (back.inputs, back.outputs(), there.inputs, there.outputs()) != (3, 4, 4, 3) {
        return None;
    }
    let [x, y, z] = back.pcs.encoded([0.0; 3]);
    let inks = back.apply([x, y, z, 0.0]);
    let lightness = Link { there, back, lift: None }.lightness(inks);
    Some(luminance(lightness.clamp(0.0, 50.0)))
}

/// The table of a profile to the connection space; the perceptual one for want of that of the intent.
fn to_pcs(profile: &ColorProfile, intent: RenderingIntent) -> Option<Table> {
    let own = match intent {
        RenderingIntent::Perceptual => &profile.lut_a_to_b_perceptual,
        RenderingIntent::Saturation => &profile.lut_a_to_b_saturation,
        _ => &profile.lut_a_to_b_colorimetric,
    };
    let own = own.as_ref().or(profile.lut_a_to_b_perceptual.as_ref())?;
    Table::read(own, profile.pcs, true)
}

/// The table of a profile from the connection space.
fn from_pcs(profile: &ColorProfile, intent: RenderingIntent) -> Option<Table> {
    let own = match intent {
        RenderingIntent::Perceptual => &profile.lut_b_to_a_perceptual,
        RenderingIntent::Saturation => &profile.lut_b_to_a_saturation,
        _ => &profile.lut_b_to_a_colorimetric,
    };
    let own = own.as_ref().or(profile.lut_b_to_a_perceptual.as_ref())?;
    Table::read(own, profile.pcs, false)
}

impl Pcs {
    /// L*a*b* of encoded values.
    fn lab(self, own: [f32; 3]) -> [f32; 3] {
        let plain = |[l, a, b]: [f32; 3]| [l * 100.0, a * 255.0 - 128.0, b * 255.0 - 128.0];
        match self {
            Self::Lab => plain(own),
            Self::OldLab => plain(own.map(|part| part * OLD)),
            Self::Xyz => {
                let mut at = own.into_iter().zip(WHITE).map(|(part, white)| part * XYZ / white);
                lab(std::array::from_fn(|_| at.next().unwrap_or_default()))
            }
        }
    }

    /// Encoded values of L*a*b*.
    fn encoded(self, own: [f32; 3]) -> [f32; 3] {
        let [l, a, b] = own;
        let plain = [l / 100.0, (a + 128.0) / 255.0, (b + 128.0) / 255.0];
        let out = match self {
            Self::Lab => plain,
            Self::OldLab => plain.map(|part| part / OLD),
            Self::Xyz => {
                let mut at =
                    xyz(own).into_iter().zip(WHITE).map(|(part, white)| part * white / XYZ);
                std::array::from_fn(|_| at.next().unwrap_or_default())
            }
        };
        out.map(|part| part.clamp(0.0, 1.0))
    }
}

/// L*a*b* of XYZ in shares of the white.
fn lab(own: [f32; 3]) -> [f32; 3] {
    let [x, y, z] = own.map(|part| {
        if part > 216.0 / 24_389.0 { cbrtf(part) } else { (24_389.0 / 27.0 * part + 16.0) / 116.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// XYZ in shares of the white.
fn xyz([l, a, b]: [f32; 3]) -> [f32; 3] {
    let y = (l + 16.0) / 116.0;
    [y + a / 500.0, y, y - b / 200.0]
        .map(|f| if f > 6.0 / 29.0 { f * f * f } else { (116.0 * f - 16.0) * 27.0 / 24_389.0 })
}

fn luminance(lightness: f32) -> f32 {
    xyz([lightness, 0.0, 0.0])[1]
}

/// A colour whose luminances are scaled and moved.
fn lifted(own: [f32; 3], [scale, offset]: [f32; 2]) -> [f32; 3] {
    lab(xyz(own).map(|part| part * scale + offset))
}

impl Table {
    fn read(own: &LutWarehouse, pcs: DataColorSpace, there: bool) -> Option<Self> {
        let table = match own {
            LutWarehouse::Lut(own) => Self::of_lut(own, pcs, there)?,
            LutWarehouse::Multidimensional(own) => Self::of_curves(own, pcs, there)?,
        };
        ((1..=MOST).contains(&table.inputs) && (1..=MOST).contains(&table.outputs()))
            .then_some(table)
    }

    /// `lut8Type` and `lut16Type`: curves, a grid, curves.
    fn of_lut(own: &LutDataType, pcs: DataColorSpace, there: bool) -> Option<Self> {
        let inputs = usize::from(own.num_input_channels);
        let outputs = usize::from(own.num_output_channels);
        let grid = Grid {
            sides: vec![usize::from(own.num_clut_grid_points); inputs],
            outputs,
            nodes: shares(&own.clut_table),
            corners: !there && pcs == DataColorSpace::Lab,
        };
        let mut steps = Vec::new();
        // The matrix is for XYZ alone (ICC.1, 10.10).
        if !there && pcs == DataColorSpace::Xyz {
            steps.push(Step::Matrix(own.matrix, Vector3d::default()));
        }
        steps.push(Step::Curves(curves(&own.input_table, inputs)?));
        steps.push(Step::Grid(grid.checked()?));
        steps.push(Step::Curves(curves(&own.output_table, outputs)?));
        let pcs = match pcs {
            DataColorSpace::Lab if own.lut_type == LutType::Lut16 => Pcs::OldLab,
            DataColorSpace::Lab => Pcs::Lab,
            DataColorSpace::Xyz => Pcs::Xyz,
            _ => return None,
        };
        Some(Self { steps, inputs, pcs })
    }

    /// `lutAToBType` and `lutBToAType`.
    fn of_curves(own: &LutMultidimensionalType, pcs: DataColorSpace, there: bool) -> Option<Self> {
        let inputs = usize::from(own.num_input_channels);
        let outputs = usize::from(own.num_output_channels);
        let sides = own.grid_points.get(..inputs)?.iter().map(|&side| usize::from(side)).collect();
        let corners = !there && pcs == DataColorSpace::Lab;
        let grid = own.clut.as_ref();
        let grid = grid.map(|nodes| Grid { sides, outputs, nodes: shares(nodes), corners });
        let grid = match grid {
            Some(grid) => vec![Step::Grid(grid.checked()?)],
            None if inputs == outputs => Vec::new(),
            None => return None,
        };
        let sampled = |own: &[ToneReprCurve], count: usize| match own.len() {
            0 => Some(Vec::new()),
            known if known == count => Some(vec![Step::Curves(own.iter().map(entries).collect())]),
            _ => None,
        };
        let matrix = vec![Step::Matrix(own.matrix, own.bias)];
        let (a, m, b) = (&own.a_curves, &own.m_curves, &own.b_curves);
        let steps = if there {
            [sampled(a, inputs)?, grid, sampled(m, outputs)?, matrix, sampled(b, outputs)?]
        } else {
            [sampled(b, inputs)?, matrix, sampled(m, inputs)?, grid, sampled(a, outputs)?]
        };
        let pcs = match pcs {
            DataColorSpace::Lab => Pcs::Lab,
            DataColorSpace::Xyz => Pcs::Xyz,
            _ => return None,
        };
        Some(Self { steps: steps.into_iter().flatten().collect(), inputs, pcs })
    }

    fn outputs(&self) -> usize {
        let mut grids = self.steps.iter().filter_map(|step| match step {
            Step::Grid(grid) => Some(grid.outputs),
            _ => None,
        });
        grids.next_back().unwrap_or(self.inputs)
    }

    fn apply(&self, mut own: [f32; MOST]) -> [f32; MOST] {
        for step in &self.steps {
            match step {
                Step::Curves(curves) => {
                    own.iter_mut()
                        .zip(curves)
                        .for_each(|(part, curve)| *part = along(curve, *part));
                }
                Step::Matrix(matrix, bias) => {
                    let [x, y, z] = [own[0], own[1], own[2]].map(f64::from);
                    let sum = |row: [f64; 3], bias: f64| {
                        ((row[0] * x + row[1] * y + row[2] * z + bias) as f32).clamp(0.0, 1.0)
                    };
                    for (part, (row, bias)) in own.iter_mut().zip(matrix.v.into_iter().zip(bias.v))
                    {
                        *part = sum(row, bias);
                    }
                }
                Step::Grid(grid) => own = grid.apply(own),
            }
        }
        own
    }
}

/// Numbers of 8 or 16 bits as shares of the largest.
fn shares(store: &LutStore) -> Vec<f32> {
    match store {
        LutStore::Store8(own) => own.iter().map(|&part| f32::from(part) / 255.0).collect(),
        LutStore::Store16(own) => own.iter().map(|&part| f32::from(part) / 65_535.0).collect(),
    }
}

/// As many curves, one after another in a table.
fn curves(store: &LutStore, count: usize) -> Option<Vec<Vec<f32>>> {
    let all = shares(store);
    let each = all.len().checked_div(count).filter(|each| *each > 0)?;
    Some(all.chunks_exact(each).map(<[f32]>::to_vec).collect())
}

/// The entries of a curve.
fn entries(curve: &ToneReprCurve) -> Vec<f32> {
    let at = |index: usize| index as f32 / (ENTRIES - 1) as f32;
    (0..ENTRIES).map(|index| evaluate(curve, at(index)).clamp(0.0, 1.0)).collect()
}

/// The value of a curve.
fn along(curve: &[f32], at: f32) -> f32 {
    let (low, rest) = place(at, curve.len());
    let high = (low + 1).min(curve.len() - 1);
    curve[low] + (curve[high] - curve[low]) * rest
}

/// The entry before a value, and how far the value is from it to the next.
fn place(at: f32, count: usize) -> (usize, f32) {
    let at = at.clamp(0.0, 1.0) * (count - 1) as f32;
    let low = (at as usize).min(count.saturating_sub(2));
    (low, at - low as f32)
}

impl Grid {
    /// The grid, if it has all its nodes and every side at least two.
    fn checked(self) -> Option<Self> {
        let nodes = self.sides.iter().try_fold(1_usize, |all, &side| all.checked_mul(side))?;
        let whole = nodes.checked_mul(self.outputs)? <= self.nodes.len();
        let sides =
            (1..=MOST).contains(&self.sides.len()) && self.sides.iter().all(|side| *side > 1);
        (whole && sides && (1..=MOST).contains(&self.outputs)).then_some(self)
    }

    /// The values at a point.
    fn apply(&self, own: [f32; MOST]) -> [f32; MOST] {
        let Some((&first, others)) = self.sides.split_first().filter(|_| self.sides.len() == MOST)
        else {
            return self.within(&self.sides, &own, 0);
        };
        let (low, share) = place(own[0], first);
        let size = others.iter().product::<usize>();
        let one = self.within(others, &own[1..], low * size);
        let other = self.within(others, &own[1..], (low + 1) * size);
        std::array::from_fn(|at| one[at] + (other[at] - one[at]) * share)
    }

    /// The values at a point of a grid of at most three sides that begins at a node.
    fn within(&self, sides: &[usize], own: &[f32], start: usize) -> [f32; MOST] {
        let mut steps = [(0.0_f32, 0_usize); 3];
        let (mut node, mut size) = (start, 1);
        for (at, &side) in sides.iter().enumerate().rev() {
            let (low, share) = place(own[at], side);
            node += low * size;
            steps[at] = (share, size);
            size *= side;
        }
        let steps = &mut steps[..sides.len()];
        if self.corners { self.trilinear(steps, node) } else { self.tetrahedral(steps, node) }
    }

    /// From a corner to the far one, along the sides in descending order of how far the point is on
    /// them.
    fn tetrahedral(&self, steps: &mut [(f32, usize)], mut node: usize) -> [f32; MOST] {
        steps.sort_by(|one, other| other.0.total_cmp(&one.0));
        let (mut out, mut before) = ([0.0; MOST], 1.0);
        for &(share, size) in steps.iter() {
            self.weigh(node, before - share, &mut out);
            (node, before) = (node + size, share);
        }
        self.weigh(node, before, &mut out);
        out
    }

    fn trilinear(&self, steps: &[(f32, usize)], start: usize) -> [f32; MOST] {
        let mut out = [0.0; MOST];
        for corner in 0..1_usize << steps.len() {
            let (mut node, mut weight) = (start, 1.0);
            for (at, &(share, size)) in steps.iter().enumerate() {
                let beyond = corner >> at & 1;
                node += beyond * size;
                weight *= if beyond == 1 { share } else { 1.0 - share };
            }
            // A corner without weight may be beyond the last.
            if weight > 0.0 {
                self.weigh(node, weight, &mut out);
            }
        }
        out
    }

    fn weigh(&self, node: usize, share: f32, out: &mut [f32; MOST]) {
        let values = &self.nodes[node * self.outputs..][..self.outputs];
        out.iter_mut().zip(values).for_each(|(slot, value)| *slot += value * share);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each node holds its own place, so what is between is a straight line.
    fn straight(sides: Vec<usize>, corners: bool) -> Grid {
        let count = sides.iter().product::<usize>();
        let mut nodes = Vec::new();
        for at in 0..count {
            let mut rest = at;
            let mut own = vec![0.0; sides.len()];
            for (part, &side) in own.iter_mut().zip(&sides).rev() {
                *part = (rest % side) as f32 / (side - 1) as f32;
                rest /= side;
            }
            nodes.extend(own);
        }
        Grid { outputs: sides.len(), sides, nodes, corners }.checked().unwrap()
    }

    #[test]
    fn between_nodes_values_run_straight() {
        for sides in [vec![5], vec![2, 9], vec![3, 4, 5], vec![2, 3, 4, 5]] {
            let grids = [false, true].map(|corners| straight(sides.clone(), corners));
            for (seed, grid) in
                (0..200_u32).flat_map(|seed| grids.iter().map(move |own| (seed, own)))
            {
                let part = |at: u32| (seed * (7 + 12 * at) % 101) as f32 / 100.0;
                let own = [part(0), part(1), part(2), part(3)];
                let out = grid.apply(own);
                for at in 0..sides.len() {
                    assert!((out[at] - own[at]).abs() < 1e-5, "{sides:?} {own:?} {out:?}");
                }
            }
        }
    }

    #[test]
    fn encoded_values_come_back() {
        for pcs in [Pcs::Lab, Pcs::OldLab, Pcs::Xyz] {
            for own in [[0.0, 0.0, 0.0], [100.0, 0.0, 0.0], [40.0, 20.0, -30.0], [5.0, 1.0, 2.0]] {
                let back = pcs.lab(pcs.encoded(own));
                let apart = own.iter().zip(back).map(|(one, other)| (one - other).abs());
                assert!(apart.fold(0.0, f32::max) < 0.01, "{pcs:?} {own:?} {back:?}");
            }
        }
    }

    #[test]
    fn a_grid_without_all_its_nodes_is_none() {
        let grid = |sides, nodes| {
            Grid { sides, outputs: 3, nodes: vec![0.0; nodes], corners: false }.checked()
        };
        assert!(grid(vec![2, 2, 2], 24).is_some());
        assert!(grid(vec![2, 2, 2], 23).is_none());
        assert!(grid(vec![1, 2, 2], 24).is_none());
        assert!(grid(vec![], 24).is_none());
        assert!(grid(vec![usize::MAX, 2, 2], 24).is_none());
    }
}
