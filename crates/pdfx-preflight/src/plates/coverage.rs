//! How much ink the plates of a page lay down: per plate, and where all together are too much.

use std::collections::BTreeMap;

use super::{Missed, Plates};
use crate::reading::{Bounds, Page};

/// The width of a zone of the ink duct, mm.
const ZONE: f64 = 32.5;
/// How many places with too much ink are kept for a page.
const HEAPS: usize = 200;
/// What ink from rounding adds at most, percent.
const ROUNDING: f64 = 1.0;

/// The ink of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coverage {
    /// The plates, each with the ink on it.
    pub plates: Vec<Plate>,
    /// The places with more ink than the limit, the largest first.
    pub heaps: Vec<Heap>,
    /// Whether anything within the trim is printed.
    pub inked: bool,
    /// What was not painted.
    pub missed: Vec<Missed>,
}

/// The ink on a plate.
#[derive(Debug, Clone, PartialEq)]
pub struct Plate {
    /// The ink's name.
    pub ink: String,
    /// How much of the bleed area it covers, percent.
    pub percent: f64,
    /// How much it covers of each zone across the page, from the left, percent.
    pub zones: Vec<f64>,
}

/// A place with more ink than the limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heap {
    /// Its bounds, points of the page's coordinates.
    pub bounds: Bounds,
    /// Its area, mm².
    pub area: f64,
    /// The most ink in it, percent.
    pub most: f64,
}

impl Coverage {
    /// Measures the plates of a page; `limit` is the most ink on one spot, percent, and `is_finish` whether a
    /// plate is no colour.
    pub fn measure(
        plates: &Plates,
        page: &Page,
        limit: f64,
        is_finish: &dyn Fn(&str) -> bool,
    ) -> Self {
        let bled = window(plates, page.bled());
        Self {
            plates: (0..plates.inks.len()).map(|ink| plate(plates, ink, bled)).collect(),
            heaps: heaps(plates, bled, limit, is_finish),
            inked: inked(plates, window(plates, page.cut())),
            missed: plates.missed.iter().cloned().collect(),
        }
    }
}

/// A rectangle of the page as pixels: left, top, right, bottom.
fn window(plates: &Plates, bounds: Bounds) -> [usize; 4] {
    let across = plates.width as f64 / (plates.bounds[2] - plates.bounds[0]).max(1e-9);
    let down = plates.height as f64 / (plates.bounds[3] - plates.bounds[1]).max(1e-9);
    let at = |value: f64, most: usize| value.round().clamp(0.0, most as f64) as usize;
    [
        at((bounds[0] - plates.bounds[0]) * across, plates.width),
        at((plates.bounds[3] - bounds[3]) * down, plates.height),
        at((bounds[2] - plates.bounds[0]) * across, plates.width),
        at((plates.bounds[3] - bounds[1]) * down, plates.height),
    ]
}

fn plate(plates: &Plates, ink: usize, [left, top, right, bottom]: [usize; 4]) -> Plate {
    let n = plates.inks.len();
    let mut columns = vec![0_u64; right.saturating_sub(left)];
    for y in top..bottom {
        let row = &plates.samples[(y * plates.width + left) * n..(y * plates.width + right) * n];
        for (sum, pixel) in columns.iter_mut().zip(row.chunks_exact(n)) {
            *sum += u64::from(pixel[ink]);
        }
    }
    let rows = bottom.saturating_sub(top);
    let percent = |columns: &[u64]| {
        let whole = (columns.len() * rows * 255).max(1) as f64;
        (columns.iter().sum::<u64>() as f64 / whole * 10_000.0).round() / 100.0
    };
    let zone = (ZONE / 25.4 * plates.ppi).round().max(1.0) as usize;
    Plate {
        ink: plates.inks[ink].clone(),
        percent: percent(&columns),
        zones: columns.chunks(zone).map(percent).collect(),
    }
}

fn inked(plates: &Plates, [left, top, right, bottom]: [usize; 4]) -> bool {
    let n = plates.inks.len();
    (top..bottom).any(|y| {
        let row = &plates.samples[(y * plates.width + left) * n..(y * plates.width + right) * n];
        row.iter().any(|&ink| ink > 1)
    })
}

/// Finds the places where the inks together exceed a limit; pixels that touch belong together.
fn heaps(
    plates: &Plates,
    [left, top, right, bottom]: [usize; 4],
    limit: f64,
    is_finish: &dyn Fn(&str) -> bool,
) -> Vec<Heap> {
    let n = plates.inks.len();
    // What is no colour (varnish, a die) is no ink to dry.
    let counts: Vec<bool> = plates.inks.iter().map(|ink| !is_finish(ink)).collect();
    let most = ((limit + ROUNDING) * 2.55) as u32;
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    let mut parts = Parts::default();
    for y in top..bottom {
        let row = &plates.samples[(y * plates.width + left) * n..(y * plates.width + right) * n];
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (x, pixel) in (left..).zip(row.chunks_exact(n)) {
            let inks = pixel.iter().zip(&counts).filter(|(_, counts)| **counts);
            let sum: u32 = inks.map(|(&ink, _)| u32::from(ink)).sum();
            if sum <= most {
                continue;
            }
            let part = match runs.last_mut() {
                Some(last) if last.1 == x => {
                    last.1 = x + 1;
                    last.2
                }
                _ => {
                    let part = parts.begin();
                    runs.push((x, x + 1, part));
                    part
                }
            };
            parts.add(part, [x, y], sum);
        }
        join(&open, &runs, &mut parts);
        open = runs;
    }
    parts.heaps(plates)
}

/// Joins the runs of a row with those above that they touch, corners included.
fn join(above: &[(usize, usize, usize)], runs: &[(usize, usize, usize)], parts: &mut Parts) {
    let mut at = 0;
    for &(from, to, part) in runs {
        while above.get(at).is_some_and(|above| above.1 < from) {
            at += 1;
        }
        let mut next = at;
        while let Some(above) = above.get(next).filter(|above| above.0 <= to) {
            parts.join(above.2, part);
            next += 1;
        }
    }
}

/// Pixels that belong together (a disjoint-set forest).
#[derive(Default)]
struct Parts {
    parents: Vec<usize>,
    boxes: Vec<([usize; 4], usize, u32)>,
}

impl Parts {
    fn begin(&mut self) -> usize {
        self.parents.push(self.parents.len());
        self.boxes.push(([usize::MAX, usize::MAX, 0, 0], 0, 0));
        self.parents.len() - 1
    }

    fn add(&mut self, part: usize, [x, y]: [usize; 2], sum: u32) {
        let (bounds, count, most) = &mut self.boxes[part];
        *bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x + 1), bounds[3].max(y + 1)];
        *count += 1;
        *most = (*most).max(sum);
    }

    fn root(&mut self, mut part: usize) -> usize {
        while self.parents[part] != part {
            self.parents[part] = self.parents[self.parents[part]];
            part = self.parents[part];
        }
        part
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parents[high] = low;
    }

    fn heaps(mut self, plates: &Plates) -> Vec<Heap> {
        let mut whole: BTreeMap<usize, ([usize; 4], usize, u32)> = BTreeMap::new();
        for part in 0..self.parents.len() {
            let root = self.root(part);
            let (bounds, count, most) = self.boxes[part];
            let own = whole.entry(root).or_insert(([usize::MAX, usize::MAX, 0, 0], 0, 0));
            let [left, top, right, bottom] = own.0;
            own.0 = [
                left.min(bounds[0]),
                top.min(bounds[1]),
                right.max(bounds[2]),
                bottom.max(bounds[3]),
            ];
            own.1 += count;
            own.2 = own.2.max(most);
        }
        let pixel = (25.4 / plates.ppi) * (25.4 / plates.ppi);
        let mut heaps: Vec<Heap> = whole
            .into_values()
            .map(|(bounds, count, most)| Heap {
                bounds: plates.place(bounds),
                area: count as f64 * pixel,
                most: (f64::from(most) / 2.55).round(),
            })
            .collect();
        heaps.sort_by(|a, b| b.area.total_cmp(&a.area));
        heaps.truncate(HEAPS);
        heaps
    }
}
