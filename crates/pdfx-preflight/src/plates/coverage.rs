//! How much ink the plates of a page lay down: per plate, and where all together are too much.

use std::collections::BTreeMap;

use super::bleed::{Bare, bare};
use super::{Missed, Plates, quarters};
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
    /// The places with more ink than the limit on average in squares of the smaller and of the
    /// larger size, those with the most first.
    pub heaps: [Vec<Heap>; 2],
    /// Whether anything within the trim is printed.
    pub inked: bool,
    /// Where ink reaches the trim and the bleed beside it is bare.
    pub bare: Vec<Bare>,
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
    /// How much it covers of each zone across the page as it is shown, from the left, percent.
    pub zones: Vec<f64>,
}

/// A place with more ink than the limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heap {
    /// The bounds of its squares, points of the page's coordinates.
    pub bounds: Bounds,
    /// The most ink that one of them has on average, percent.
    pub most: f64,
}

/// What is too much ink.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// The most ink on one spot, percent.
    pub ink: f64,
    /// The areas of the squares in which it may not be exceeded on average, mm²: the smaller, the
    /// larger.
    pub squares: [f64; 2],
    /// The bleed, mm.
    pub bleed: f64,
    /// Whether a plate is no colour (varnish, a die), and so no ink to dry.
    pub is_finish: &'a dyn Fn(&str) -> bool,
}

impl Coverage {
    /// Measures the plates of a page.
    pub fn measure(plates: &Plates, page: &Page, limits: &Limits<'_>) -> Self {
        let bled = window(plates, page.bled());
        Self {
            plates: inked_plates(&plates.upright(page.rotate), shown(plates, bled, page.rotate)),
            heaps: heaps(plates, bled, limits),
            inked: inked(plates, window(plates, page.cut())),
            bare: bare(plates, page, limits.bleed, limits.is_finish),
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

/// A window of the plates of a page in those of the page as it is shown.
fn shown(plates: &Plates, window: [usize; 4], rotate: i64) -> [usize; 4] {
    let (mut own, mut sides) = (window, [plates.width, plates.height]);
    for _ in 0..quarters(rotate) {
        let [left, top, right, bottom] = own;
        own = [sides[1] - bottom, left, sides[1] - top, right];
        sides.reverse();
    }
    own
}

/// The ink of every plate in a window.
fn inked_plates(plates: &Plates, [left, top, right, bottom]: [usize; 4]) -> Vec<Plate> {
    let n = plates.inks.len();
    // The sums of the columns, all inks of one beside one another; a side has 200,000 pixels at most.
    let mut sums = vec![0_u32; right.saturating_sub(left) * n];
    for y in top..bottom {
        let row = &plates.samples[(y * plates.width + left) * n..(y * plates.width + right) * n];
        sums.iter_mut().zip(row).for_each(|(sum, &ink)| *sum += u32::from(ink));
    }
    let rows = bottom.saturating_sub(top);
    let zone = (ZONE / 25.4 * plates.ppi).round().max(1.0) as usize;
    let plate = |(ink, name): (usize, &String)| {
        let percent = |columns: &[u32]| {
            let own = columns.chunks_exact(n).map(|column| u64::from(column[ink]));
            let whole = (columns.len() / n * rows * 255).max(1) as f64;
            (own.sum::<u64>() as f64 / whole * 10_000.0).round() / 100.0
        };
        let zones = sums.chunks(zone * n).map(percent).collect();
        Plate { ink: name.clone(), percent: percent(&sums), zones }
    };
    plates.inks.iter().enumerate().map(plate).collect()
}

fn inked(plates: &Plates, [left, top, right, bottom]: [usize; 4]) -> bool {
    let n = plates.inks.len();
    (top..bottom).any(|y| {
        let row = &plates.samples[(y * plates.width + left) * n..(y * plates.width + right) * n];
        row.iter().any(|&ink| ink > 1)
    })
}

/// Finds the places where the inks together exceed the limit on average in a square; squares that
/// touch belong together.
fn heaps(plates: &Plates, bled: [usize; 4], limits: &Limits<'_>) -> [Vec<Heap>; 2] {
    let total = plates.total(limits.is_finish);
    let most = (limits.ink + ROUNDING) * 2.55;
    let [left, top, right, bottom] = bled;
    let n = plates.inks.len();
    let row =
        |y: usize| &plates.samples[(y * plates.width + left) * n..(y * plates.width + right) * n];
    if !(top..bottom).any(|y| exceeds(row(y), n, most)) {
        return [Vec::new(), Vec::new()];
    }
    let sums = |y: usize| -> Vec<u32> { row(y).chunks_exact(n).map(&total).collect() };
    let rows: Vec<Vec<u32>> = (top..bottom).map(sums).collect();
    if !rows.iter().flatten().any(|&sum| f64::from(sum) > most) {
        return [Vec::new(), Vec::new()];
    }
    limits.squares.map(|area| {
        let side = (area.max(0.0).sqrt() / 25.4 * plates.ppi).round().max(1.0) as usize;
        let size = [side.min(right - left), side.min(bottom - top)];
        squares(&rows, [left, top], size, most).heaps(plates, size)
    })
}

/// Whether any pixel of a row with so many inks has more than this of all of them together.
fn exceeds(row: &[u8], inks: usize, most: f64) -> bool {
    let sum = |pixel: &[u8]| pixel.iter().map(|&ink| u16::from(ink)).sum::<u16>();
    let found = match inks {
        // Without a branch in it this is done many pixels at a time.
        4 => {
            let sum = |own: &[u8; 4]| own.iter().fold(0, |sum, &ink| sum + u16::from(ink));
            row.as_chunks::<4>().0.iter().map(sum).max()
        }
        _ => row.chunks_exact(inks.max(1)).map(sum).max(),
    };
    found.is_some_and(|found| f64::from(found) > most)
}

/// The squares of a size, by their upper left corners, in which rows of sums from a corner on exceed
/// a mean.
fn squares(
    rows: &[Vec<u32>],
    [left, top]: [usize; 2],
    [across, down]: [usize; 2],
    most: f64,
) -> Parts {
    let pixels = (across * down) as f64;
    // The sums of the columns of the rows that the squares lie on now.
    let mut columns = vec![0_u64; rows.first().map_or(0, Vec::len)];
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    let mut parts = Parts::default();
    for (index, row) in rows.iter().enumerate() {
        columns.iter_mut().zip(row).for_each(|(column, &sum)| *column += u64::from(sum));
        if let Some(gone) = index.checked_sub(down) {
            let gone = &rows[gone];
            columns.iter_mut().zip(gone).for_each(|(column, &sum)| *column -= u64::from(sum));
        }
        let Some(y) = (index + 1).checked_sub(down) else { continue };
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        let mut total: u64 = columns[..across - 1].iter().sum();
        for at in 0..=columns.len() - across {
            total += columns[at + across - 1];
            let mean = total as f64 / pixels;
            total -= columns[at];
            if mean <= most {
                continue;
            }
            let x = left + at;
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
            parts.add(part, [x, top + y], mean);
        }
        join(&open, &runs, &mut parts);
        open = runs;
    }
    parts
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

/// Squares that belong together (a disjoint-set forest): the bounds of their corners, and the most
/// that is in one of them.
#[derive(Default)]
struct Parts {
    parents: Vec<usize>,
    boxes: Vec<([usize; 4], f64)>,
}

/// The bounds of nothing.
const NOTHING: [usize; 4] = [usize::MAX, usize::MAX, 0, 0];

impl Parts {
    fn begin(&mut self) -> usize {
        self.parents.push(self.parents.len());
        self.boxes.push((NOTHING, 0.0));
        self.parents.len() - 1
    }

    fn add(&mut self, part: usize, [x, y]: [usize; 2], mean: f64) {
        let (bounds, most) = &mut self.boxes[part];
        *bounds = both(*bounds, [x, y, x + 1, y + 1]);
        *most = most.max(mean);
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

    fn heaps(mut self, plates: &Plates, [across, down]: [usize; 2]) -> Vec<Heap> {
        let mut whole: BTreeMap<usize, ([usize; 4], f64)> = BTreeMap::new();
        for part in 0..self.parents.len() {
            let root = self.root(part);
            let (bounds, most) = self.boxes[part];
            let own = whole.entry(root).or_insert((NOTHING, 0.0));
            *own = (both(own.0, bounds), own.1.max(most));
        }
        let heap = |([left, top, right, bottom], most): ([usize; 4], f64)| Heap {
            bounds: plates.place([left, top, right + across - 1, bottom + down - 1]),
            most: (most / 2.55).round(),
        };
        let mut heaps: Vec<Heap> = whole.into_values().map(heap).collect();
        heaps.sort_by(|a, b| b.most.total_cmp(&a.most));
        heaps.truncate(HEAPS);
        heaps
    }
}

/// The bounds of two rectangles of pixels.
fn both(a: [usize; 4], b: [usize; 4]) -> [usize; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}
