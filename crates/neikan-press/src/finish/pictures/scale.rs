//! Scaling down: no more pixels than the press can show.
//!
//! Every new pixel is the mean of the area it covers, in linear light, which is how the eye mixes
//! details too small to see. A mean does not ring at edges and needs no function that machines
//! compute differently, so the bytes are the same everywhere. Lanczos would be a trace crisper, but
//! that is lost in the dots of a screen of 60 lines per centimetre.

use libm::powf;
use rayon::prelude::*;

use super::decode::Pixels;

/// Above this resolution, ppi at the size it is placed, a photograph is scaled down.
const MOST: f32 = 450.0;
/// The resolution to which it is scaled, ppi.
const ENOUGH: f32 = 360.0;
/// The same for line art, which prints as sharply as the plate is exposed.
const MOST_LINES: f32 = 1500.0;
/// The resolution to which line art is scaled, ppi.
const ENOUGH_LINES: f32 = 1200.0;
/// The most colours that are distinguished when looking for line art.
const COLORS: usize = 4096;

/// The resolution in ppi of a picture of a size in px that is printed at a size in pt; if it is
/// distorted, the lower one of its sides.
fn ppi(size: [f32; 2], placed: [f32; 2]) -> f32 {
    let [across, upward] = std::array::from_fn(|side| size[side] * 72.0 / placed[side]);
    let least = f32::min(across, upward);
    if least.is_finite() { least } else { 0.0 }
}

/// Whether a picture is finer than a photograph needs to be.
pub fn too_fine(size: [f32; 2], placed: [f32; 2]) -> bool {
    ppi(size, placed) > MOST
}

/// The size, px, that a picture needs when printed at a size in pt; `None` if it may stay.
pub fn wanted(pixels: &Pixels, placed: [f32; 2]) -> Option<[usize; 2]> {
    let size = [pixels.width, pixels.height];
    let ppi = ppi(size.map(|side| side as f32), placed);
    if ppi <= MOST {
        return None;
    }
    let (most, enough) = match !pixels.photograph && is_line_art(pixels) {
        true => (MOST_LINES, ENOUGH_LINES),
        false => (MOST, ENOUGH),
    };
    let smaller = |side: usize| ((side as f32 * enough / ppi).round() as usize).max(1);
    (ppi > most).then(|| size.map(smaller))
}

/// Whether eight colours cover nine tenths of a picture.
fn is_line_art(pixels: &Pixels) -> bool {
    let mut counts = std::collections::BTreeMap::<&[u8], usize>::new();
    for pixel in pixels.values.chunks_exact(pixels.components) {
        *counts.entry(pixel).or_default() += 1;
        if counts.len() > COLORS {
            return false;
        }
    }
    let mut counts: Vec<usize> = counts.into_values().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let flat: usize = counts.iter().take(8).sum();
    flat * 10 >= pixels.width * pixels.height * 9
}

/// Scales a picture down; `alpha`, of the same size, weights its pixels, and inks are linear.
pub fn down(pixels: &Pixels, [width, height]: [usize; 2], alpha: Option<&[u8]>) -> Pixels {
    let components = pixels.components;
    let curve = Curve::new(components != 4);
    let (across, upward) = (spans(pixels.width, width), spans(pixels.height, height));
    let mut values = vec![0; width * height * components];
    values.par_chunks_mut(width * components).zip(&upward).for_each(|(out, rows)| {
        for (pixel, columns) in out.chunks_exact_mut(components).zip(&across) {
            mean(pixels, rows, columns, alpha, &curve, pixel);
        }
    });
    Pixels { width, height, components, values, photograph: pixels.photograph }
}

/// The old pixels under each new one, with their shares in 4096ths.
fn spans(old: usize, new: usize) -> Vec<Vec<(usize, u64)>> {
    let one = |index: usize| {
        let (start, end) = (index * old, (index + 1) * old);
        let cells = start / new..end.div_ceil(new);
        let share = |cell: usize| end.min((cell + 1) * new) - start.max(cell * new);
        cells.map(|cell| (cell, (share(cell) * 4096 / new) as u64)).collect()
    };
    (0..new).map(one).collect()
}

fn mean(
    pixels: &Pixels,
    rows: &[(usize, u64)],
    columns: &[(usize, u64)],
    alpha: Option<&[u8]>,
    curve: &Curve,
    out: &mut [u8],
) {
    let (mut sums, mut whole) = ([0_u64; 4], 0);
    let (mut plain, mut all) = ([0_u64; 4], 0);
    for &(y, high) in rows {
        for &(x, wide) in columns {
            let at = y * pixels.width + x;
            let area = high * wide;
            let weight = alpha.map_or(area, |alpha| area * u64::from(alpha[at]));
            let parts = &pixels.values[at * pixels.components..][..pixels.components];
            for (part, &value) in parts.iter().enumerate() {
                let light = curve.light(value);
                sums[part] += weight * light;
                plain[part] += area * light;
            }
            whole += weight;
            all += area;
        }
    }
    // Where everything is transparent, all colours weigh the same.
    let (sums, whole) = if whole == 0 { (plain, all) } else { (sums, whole) };
    for (part, value) in out.iter_mut().enumerate() {
        *value = curve.value(((sums[part] + whole / 2) / whole.max(1)) as u16);
    }
}

/// Converts pixel values to 16-bit light and back: sRGB's curve, close enough to that of any
/// source.
struct Curve {
    light: [u16; 256],
    value: Vec<u8>,
}

impl Curve {
    fn new(curved: bool) -> Self {
        let light = std::array::from_fn(|value| {
            let value = value as f32 / 255.0;
            let light = match curved {
                false => value,
                true if value <= 0.04045 => value / 12.92,
                true => powf((value + 0.055) / 1.055, 2.4),
            };
            (light * 65535.0).round() as u16
        });
        let mut value = Vec::with_capacity(65536);
        let mut next = 0_usize;
        for wanted in 0..=u16::MAX {
            let nearer =
                |next: usize| light[next + 1].abs_diff(wanted) < light[next].abs_diff(wanted);
            while next < 255 && nearer(next) {
                next += 1;
            }
            value.push(next as u8);
        }
        Self { light, value }
    }

    fn light(&self, value: u8) -> u64 {
        u64::from(self.light[usize::from(value)])
    }

    fn value(&self, light: u16) -> u8 {
        self.value[usize::from(light)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: usize, values: Vec<u8>) -> Pixels {
        let height = values.len() / width;
        Pixels { width, height, components: 1, values, photograph: true }
    }

    #[test]
    fn flat_areas_stay_and_edges_are_mixed_in_light() {
        for value in [0, 1, 40, 128, 254, 255] {
            let small = down(&grey(7, vec![value; 35]), [3, 2], None);
            assert_eq!(small.values, vec![value; 6]);
        }
        // Half black, half white: half the light is 188, not 128.
        assert_eq!(down(&grey(2, vec![0, 255]), [1, 1], None).values, [188]);
        assert_eq!(down(&grey(2, vec![0, 255]), [1, 1], Some(&[255, 0])).values, [0]);
    }

    #[test]
    fn only_what_is_finer_than_the_press_is_scaled() {
        let picture = grey(900, vec![9; 900 * 900]);
        assert_eq!(wanted(&picture, [144.0, 144.0]), None);
        assert_eq!(wanted(&picture, [72.0, 72.0]), Some([360, 360]));
        // Line art stays: the same grey throughout, from a lossless file.
        let lines = Pixels { photograph: false, ..picture };
        assert_eq!(wanted(&lines, [72.0, 72.0]), None);
        assert_eq!(wanted(&lines, [36.0, 36.0]), Some([600, 600]));
    }
}
