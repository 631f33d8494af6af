//! Folding schemes: which page is printed where on which sheet, and which way up.
//!
//! A signature (帖) is a sheet that is folded into 4, 8 or 16 pages. The schemes are the usual ones
//! for books read from left to right, folded at right angles, head to head. The back is shown as it
//! lies after the sheet has been turned over sideways.

/// How the sheets become a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// 骑马订: every signature is inserted into the previous one, and all are stapled through one
    /// fold.
    Saddle,
    /// 无线胶装: signatures are gathered one after another, the spine is milled off and glued.
    Perfect,
    /// Sheets are cut into piles of leaves, and the piles are stacked.
    Cut,
}

/// A side of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The one with the first page.
    Front,
    /// The other one.
    Back,
}

/// How a sheet is divided into pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// Pages side by side.
    pub columns: usize,
    /// Pages on top of each other.
    pub rows: usize,
    /// Whether the sheet is folded; otherwise it is cut into leaves.
    pub folded: bool,
}

impl Grid {
    /// The number of pages on both sides.
    pub fn pages(self) -> usize {
        self.columns * self.rows * 2
    }

    /// Whether the line to the right of a column is a spine: a fold that is not cut.
    pub fn spine_after(self, column: usize) -> bool {
        self.folded && column.is_multiple_of(2)
    }
}

/// Where a page is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The page, from 0; pages beyond the last one of the document are blank.
    pub page: usize,
    /// The side of the sheet.
    pub side: Side,
    /// The row, from 0 at the top.
    pub row: usize,
    /// The column of this side, from 0 at the left.
    pub column: usize,
    /// Whether the page is upside down.
    pub turned: bool,
    /// How many folds surround the fold of this page.
    pub depth: usize,
}

/// A sheet with all its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// How it is divided.
    pub grid: Grid,
    /// Its pages, those of the front first.
    pub slots: Vec<Slot>,
}

/// The possible sizes of a signature in pages, largest first.
pub const SIZES: [usize; 3] = [16, 8, 4];

/// The rows of one side from the top, pages of a signature from 1.
type Rows = &'static [&'static [usize]];

/// Front and back of a signature of a size; `None` if the size has no scheme.
fn scheme(size: usize) -> Option<[Rows; 2]> {
    match size {
        4 => Some([&[&[4, 1]], &[&[2, 3]]]),
        8 => Some([&[&[5, 4], &[8, 1]], &[&[3, 6], &[2, 7]]]),
        16 => Some([&[&[5, 12, 9, 8], &[4, 13, 16, 1]], &[&[7, 10, 11, 6], &[2, 15, 14, 3]]]),
        _ => None,
    }
}

/// The grid of a folded signature.
pub fn folded(size: usize) -> Option<Grid> {
    let [front, _] = scheme(size)?;
    Some(Grid { columns: front.first()?.len(), rows: front.len(), folded: true })
}

/// The sizes of the signatures for a number of pages: as large as allowed, the last ones smaller.
pub fn sizes(pages: usize, largest: usize) -> Vec<usize> {
    let mut rest = pages.next_multiple_of(4);
    let mut sizes = Vec::new();
    while let Some(size) = SIZES.into_iter().find(|&size| size <= largest && size <= rest) {
        sizes.push(size);
        rest -= size;
    }
    sizes
}

/// The signatures of a book of `pages` pages, in binding order; for saddle stitching, from the
/// outside to the inside.
pub fn signatures(pages: usize, method: Method, largest: usize) -> Vec<Signature> {
    let sizes = sizes(pages, largest);
    let total: usize = sizes.iter().sum();
    let mut before = 0;
    let mut all = Vec::new();
    for size in sizes {
        let half = size / 2;
        let page = |own: usize| match method {
            Method::Saddle if own < half => before + own,
            Method::Saddle => total - before - size + own,
            Method::Perfect | Method::Cut => before + own,
        };
        let depth = |own: usize| match method {
            Method::Saddle => (before + own.min(size - 1 - own)) / 2,
            Method::Perfect | Method::Cut => own.min(size - 1 - own) / 2,
        };
        all.extend(signature(size, &page, &depth));
        before += if method == Method::Saddle { half } else { size };
    }
    all
}

fn signature(
    size: usize,
    page: &dyn Fn(usize) -> usize,
    depth: &dyn Fn(usize) -> usize,
) -> Option<Signature> {
    let sides = scheme(size)?;
    let grid = folded(size)?;
    let mut slots = Vec::new();
    for (rows, side) in sides.into_iter().zip([Side::Front, Side::Back]) {
        for (row, pages) in rows.iter().enumerate() {
            for (column, own) in pages.iter().enumerate() {
                let (page, depth) = (page(own - 1), depth(own - 1));
                // The two rows are head to head.
                let turned = grid.rows > 1 && row == 0;
                slots.push(Slot { page, side, row, column, turned, depth });
            }
        }
    }
    Some(Signature { grid, slots })
}

/// The sheets that are cut into piles of leaves: the first pile has the first leaves.
pub fn piles(pages: usize, grid: Grid) -> Vec<Signature> {
    let leaves = pages.div_ceil(2);
    let cells = grid.columns * grid.rows;
    let sheets = leaves.div_ceil(cells);
    let slot = |sheet: usize, cell: usize, side: Side| {
        let leaf = cell * sheets + sheet;
        let (row, column) = (cell / grid.columns, cell % grid.columns);
        let (page, column) = match side {
            Side::Front => (leaf * 2, column),
            Side::Back => (leaf * 2 + 1, grid.columns - 1 - column),
        };
        Slot { page, side, row, column, turned: false, depth: 0 }
    };
    let sheet = |sheet| {
        let sides = [Side::Front, Side::Back].into_iter();
        let slots = sides.flat_map(|side| (0..cells).map(move |cell| slot(sheet, cell, side)));
        Signature { grid, slots: slots.collect() }
    };
    (0..sheets).map(sheet).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_get_smaller_at_the_end() {
        assert_eq!(sizes(44, 16), [16, 16, 8, 4]);
        assert_eq!(sizes(42, 8), [8, 8, 8, 8, 8, 4]);
        assert_eq!(sizes(3, 16), [4]);
        assert!(sizes(0, 16).is_empty());
    }

    #[test]
    fn the_outer_sheet_of_a_booklet_has_the_first_and_the_last_page() {
        let all = signatures(12, Method::Saddle, 4);
        let pages = |index: usize| -> Vec<usize> {
            all[index].slots.iter().map(|slot| slot.page + 1).collect()
        };
        assert_eq!((pages(0), pages(1)), (vec![12, 1, 2, 11], vec![10, 3, 4, 9]));
        let depths: Vec<usize> = all.iter().map(|signature| signature.slots[0].depth).collect();
        assert_eq!(depths, [0, 1, 2]);
    }

    #[test]
    fn a_pile_follows_a_pile() {
        let grid = Grid { columns: 2, rows: 1, folded: false };
        let all = piles(8, grid);
        let front = |index: usize| -> Vec<usize> {
            let slots = all[index].slots.iter().filter(|slot| slot.side == Side::Front);
            slots.map(|slot| slot.page + 1).collect()
        };
        assert_eq!((front(0), front(1)), (vec![1, 5], vec![3, 7]));
    }
}
