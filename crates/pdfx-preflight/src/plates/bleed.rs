//! Where ink reaches the trim by the plates, and the bleed beside it is bare.

use super::Plates;
use crate::reading::{Bounds, Page};

/// The ink of all plates together from which a pixel is inked, of 255.
const INKED: u32 = 26;
/// The ink up to which it is bare: what rounding leaves.
const BARE: u32 = 3;
/// The fewest pixels that a strip of bleed is judged by.
const STRIP: usize = 3;

/// A stretch of the trim.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bare {
    /// Its side: left, bottom, right, top, as in bounds.
    pub side: usize,
    /// The bare bleed, points of the page's coordinates.
    pub bounds: Bounds,
}

/// The stretches of the trim at which there is ink and none in so many millimetres of bleed.
/// Pixels that the trim or an edge on it may touch do not count.
pub fn bare(
    plates: &Plates,
    page: &Page,
    bleed: f64,
    is_finish: &dyn Fn(&str) -> bool,
) -> Vec<Bare> {
    let total = plates.total(is_finish);
    let [across, down] = [plates.width, plates.height];
    let [left, bottom, right, top] = page.cut();
    let x = across as f64 / (plates.bounds[2] - plates.bounds[0]).max(1e-9);
    let y = down as f64 / (plates.bounds[3] - plates.bounds[1]).max(1e-9);
    let columns = [(left - plates.bounds[0]) * x, (right - plates.bounds[0]) * x];
    let rows = [(plates.bounds[3] - top) * y, (plates.bounds[3] - bottom) * y];
    let depth = bleed / 25.4 * plates.ppi;
    let n = plates.inks.len().max(1);
    let ink = |column: usize, row: usize| {
        let at = (row * across + column) * n;
        plates.samples.get(at..at + n).map_or(0, &total)
    };
    let mut out = Vec::new();
    for side in 0..4 {
        let upright = side % 2 == 0;
        let (edges, along, most) =
            if upright { (columns, rows, across) } else { (rows, columns, down) };
        // Rows run down the page: its lower edge is the last of them.
        let last = matches!(side, 1 | 2);
        let Some((inside, strip)) = strip(edges[usize::from(last)], depth, last, most) else {
            continue;
        };
        let at = |place: usize, run: usize| {
            if upright { ink(place, run) } else { ink(run, place) }
        };
        let is_bare =
            |run: usize| at(inside, run) >= INKED && strip.clone().all(|own| at(own, run) <= BARE);
        let end = if upright { down } else { across };
        let [from, to] = along.map(|own| own.clamp(0.0, end as f64));
        for run in runs(from.ceil() as usize..to.floor() as usize, is_bare) {
            let pixels = if upright {
                [strip.start, run.start, strip.end, run.end]
            } else {
                [run.start, strip.start, run.end, strip.end]
            };
            out.push(Bare { side, bounds: plates.place(pixels) });
        }
    }
    out
}

/// The first pixel that is wholly inside an edge, and those of the bleed beside it that nothing that
/// ends on the edge touches; `None` if they are too few.
fn strip(
    edge: f64,
    depth: f64,
    last: bool,
    most: usize,
) -> Option<(usize, std::ops::Range<usize>)> {
    let most_of = most as f64;
    if !(0.0..=most_of).contains(&edge) {
        return None;
    }
    let (inside, from, to) = if last {
        (edge.floor() - 1.0, edge.ceil() + 1.0, (edge + depth).floor().min(most_of))
    } else {
        (edge.ceil(), (edge - depth).ceil().max(0.0), edge.floor() - 1.0)
    };
    let fits = (0.0..most_of).contains(&inside) && to - from >= STRIP as f64;
    fits.then_some((inside as usize, from as usize..to as usize))
}

/// The runs of places for which something holds.
fn runs(
    places: std::ops::Range<usize>,
    holds: impl Fn(usize) -> bool,
) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for place in places.filter(|&place| holds(place)) {
        match out.last_mut() {
            Some(run) if run.end == place => run.end = place + 1,
            _ => out.push(place..place + 1),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_on_the_trim_touches_no_pixel_of_the_strip() {
        assert_eq!(strip(9.0, 8.5, false, 300), Some((9, 1..8)));
        assert_eq!(strip(8.5, 8.5, false, 300), Some((9, 0..7)));
        assert_eq!(strip(291.0, 8.5, true, 300), Some((290, 292..299)));
        assert_eq!(strip(290.5, 8.5, true, 300), Some((289, 292..299)));
        assert_eq!(strip(2.0, 8.5, false, 300), None);
        assert_eq!(strip(9.0, 0.0, false, 300), None);
        assert_eq!(strip(-4.0, 8.5, false, 300), None);
        assert_eq!(strip(f64::NAN, 8.5, false, 300), None);
    }

    #[test]
    fn places_beside_one_another_are_a_run() {
        let found = runs(0..9, |place| matches!(place, 1 | 2 | 3 | 5 | 8));
        assert_eq!(found, [1..4, 5..6, 8..9]);
    }
}
