//! Packing: rectangles of different sizes in a larger one, so that a guillotine can cut them apart.
//!
//! Each rectangle goes into a corner of a free part, and one cut through the whole of that part, from
//! edge to edge, leaves two smaller free parts. Several orders and ways of cutting are tried, since none
//! of them is always the best.

/// How far rounding may let a rectangle exceed the room it is put in, mm.
const ROUNDING: f64 = 0.001;
/// The ways of cutting that are tried.
const CUTS: [Cut; 4] = [Cut::Level, Cut::Upright, Cut::Shorter, Cut::Longer];

/// Where a rectangle lies: its lower left corner and its size as it lies there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// The lower left corner, mm.
    pub corner: [f64; 2],
    /// Width and height, mm.
    pub size: [f64; 2],
    /// Whether it is turned by a quarter.
    pub turned: bool,
}

/// Which way the rest of a free part is cut in two.
#[derive(Debug, Clone, Copy)]
enum Cut {
    /// Across, above the rectangle.
    Level,
    /// Down, at the right of the rectangle.
    Upright,
    /// Along the shorter side of the rest.
    Shorter,
    /// Along the longer one.
    Longer,
}

/// The places of rectangles of these sizes in a frame, in their order, in a block that is as low as was
/// found, and of equals as narrow; `None` if they were not found to fit.
pub fn pack(sizes: &[[f64; 2]], frame: [f64; 2]) -> Option<Vec<Spot>> {
    let keys: [fn([f64; 2]) -> f64; 4] =
        [|[x, y]| x * y, |[x, y]| x.max(y), |[_, y]| y, |[x, y]| x + y];
    let tries = keys.into_iter().flat_map(|key| CUTS.map(|cut| (key, cut)));
    let found = tries.filter_map(|(key, cut)| {
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by(|one, other| key(sizes[*other]).total_cmp(&key(sizes[*one])));
        fill(sizes, &order, frame, cut)
    });
    let reach = |spots: &[Spot], axis: usize| {
        spots.iter().map(|own| own.corner[axis] + own.size[axis]).fold(0.0, f64::max)
    };
    found.min_by(|one, other| {
        let by = |axis| reach(one, axis).total_cmp(&reach(other, axis));
        by(1).then(by(0))
    })
}

/// The places of rectangles that are put into a frame in an order.
fn fill(sizes: &[[f64; 2]], order: &[usize], frame: [f64; 2], cut: Cut) -> Option<Vec<Spot>> {
    let mut free = vec![([0.0; 2], frame)];
    let mut spots = vec![None; sizes.len()];
    for &index in order {
        let [width, height] = sizes[index];
        let ways = [([width, height], false), ([height, width], true)];
        let ways = free.iter().enumerate().flat_map(|(at, part)| ways.map(|way| (at, *part, way)));
        let ways = ways.filter(|(_, (_, room), (size, _))| {
            (0..2).all(|axis| size[axis] <= room[axis] + ROUNDING)
        });
        // The room that is left over least on one side, so that large parts stay whole.
        let left = |room: [f64; 2], size: [f64; 2]| (room[0] - size[0]).min(room[1] - size[1]);
        let best = ways.min_by(|(_, (_, one), (own, _)), (_, (_, other), (size, _))| {
            left(*one, *own).total_cmp(&left(*other, *size))
        });
        let (at, (corner, room), (size, turned)) = best?;
        free.swap_remove(at);
        free.extend(rests(corner, room, size, cut));
        spots[index] = Some(Spot { corner, size, turned });
    }
    spots.into_iter().collect()
}

/// What one cut from edge to edge leaves of a free part beside the rectangle in its corner.
fn rests(
    [left, bottom]: [f64; 2],
    [width, height]: [f64; 2],
    [x, y]: [f64; 2],
    cut: Cut,
) -> [([f64; 2], [f64; 2]); 2] {
    let (beside, above) = ((width - x).max(0.0), (height - y).max(0.0));
    let level = match cut {
        Cut::Level => true,
        Cut::Upright => false,
        Cut::Shorter => beside < above,
        Cut::Longer => beside >= above,
    };
    let (upper, lower) = if level { (width, y) } else { (x, height) };
    [([left, bottom + y], [upper, above]), ([left + x, bottom], [beside, lower])]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_exactly_is_found() {
        let spots = pack(&[[60.0, 40.0], [40.0, 60.0], [100.0, 20.0]], [100.0, 60.0]);
        assert_eq!(spots, None);
        let spots = pack(&[[60.0, 40.0], [40.0, 40.0], [20.0, 100.0]], [100.0, 60.0]).unwrap();
        let area: f64 = spots.iter().map(|own| own.size[0] * own.size[1]).sum();
        assert_eq!(area, 6_000.0);
        assert!(spots[2].turned, "{spots:?}");
    }
}
