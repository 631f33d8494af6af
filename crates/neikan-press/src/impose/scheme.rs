//! Folding schemes: which page is printed where on which sheet, and which way up.
//!
//! A signature (帖) is a sheet that is folded into 4 to 32 pages. The schemes are the usual ones,
//! folded at right angles across the longer side of what is left, the spine last; of three rows the
//! uppermost is folded onto the next before both are folded onto the lowest. The back is shown as it
//! lies after the sheet has been turned over sideways.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

/// At which side something has its spine: a book, or one of its pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Spine {
    /// 左翻: at the left, as books that are read from left to right.
    #[default]
    Left,
    /// 右翻: at the right, as books whose lines are vertical.
    Right,
}

impl Spine {
    /// The other side.
    fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// A half of the pages of a signature.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Half {
    /// The first half of its pages.
    Front,
    /// The second half of its pages.
    #[default]
    Back,
}

/// A piece that is printed by itself and bound in between the signatures (夹页).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Insert {
    /// After which page, from 1. Saddle-stitched, its first half lies there and its second half as far
    /// from the end.
    pub after: usize,
    /// How many pages it has.
    pub pages: usize,
}

impl Insert {
    /// How many pages of the book are in the signatures before it: saddle-stitched, around it.
    fn before(self, method: Method) -> usize {
        if method == Method::Saddle { self.after.saturating_mul(2) } else { self.after }
    }

    /// Of what the page after which it lies is a multiple: signatures have whole sheets.
    fn step(method: Method) -> usize {
        if method == Method::Saddle { 2 } else { 4 }
    }

    /// Whether it can be bound into a book of `pages` pages.
    fn fits(self, pages: usize, method: Method) -> bool {
        let total = pages.next_multiple_of(4);
        let inside = match method {
            Method::Saddle => self.before(method) <= total && self.pages.is_multiple_of(4),
            Method::Perfect | Method::Cut => self.after < pages && self.pages.is_multiple_of(2),
        };
        inside && self.after > 0 && self.after.is_multiple_of(Self::step(method)) && self.pages > 0
    }
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
    /// Where a book of such sheets, folded, has its spine; `None` if they are cut into leaves.
    pub spine: Option<Spine>,
}

impl Grid {
    /// The number of pages on both sides.
    pub fn pages(self) -> usize {
        self.columns * self.rows * 2
    }

    /// Whether the line to the right of a column is a spine: a fold that is not cut.
    pub fn spine_after(self, column: usize) -> bool {
        self.spine.is_some() && column.is_multiple_of(2)
    }

    /// How often the sheet is folded: rows and columns are halved, three rows take two folds.
    pub fn folds(self) -> usize {
        let halved = |count: usize| count.next_power_of_two().trailing_zeros() as usize;
        if self.spine.is_some() { halved(self.columns) + halved(self.rows) } else { 0 }
    }

    /// To which half of a signature the pages in a column of the front belong; `None` for leaves.
    pub fn half(self, column: usize) -> Option<Half> {
        let spine = self.spine?;
        let back = match self.columns {
            2 => (column == 0) == (spine == Spine::Left),
            // Both halves of a wider sheet are folded onto each other in its middle.
            columns => column > 0 && column + 1 < columns,
        };
        Some(if back { Half::Back } else { Half::Front })
    }

    /// Row and column of the first page of a signature.
    pub fn first(self) -> [usize; 2] {
        [self.rows - 1, if self.spine == Some(Spine::Right) { 0 } else { self.columns - 1 }]
    }

    /// Whether a sheet of this grid also has room for another one.
    fn holds(self, other: Self) -> bool {
        other.columns <= self.columns && other.rows <= self.rows
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
    /// On which side of the page its spine is.
    pub spine: Spine,
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
pub const SIZES: [usize; 6] = [32, 24, 16, 12, 8, 4];
/// Those that are used where none is asked for: every folder makes them, of any paper.
pub const USUAL: [usize; 3] = [16, 8, 4];

/// The rows of one side from the top, pages of a signature from 1.
type Rows = &'static [&'static [usize]];

/// Front and back of a signature of a size; `None` if the size has no scheme.
fn scheme(size: usize) -> Option<[Rows; 2]> {
    match size {
        4 => Some([&[&[4, 1]], &[&[2, 3]]]),
        8 => Some([&[&[5, 4], &[8, 1]], &[&[3, 6], &[2, 7]]]),
        12 => Some([&[&[10, 3], &[7, 6], &[12, 1]], &[&[4, 9], &[5, 8], &[2, 11]]]),
        16 => Some([&[&[5, 12, 9, 8], &[4, 13, 16, 1]], &[&[7, 10, 11, 6], &[2, 15, 14, 3]]]),
        24 => Some([
            &[&[8, 17, 20, 5], &[9, 16, 13, 12], &[4, 21, 24, 1]],
            &[&[6, 19, 18, 7], &[11, 14, 15, 10], &[2, 23, 22, 3]],
        ]),
        32 => Some([
            &[&[5, 28, 29, 4], &[12, 21, 20, 13], &[9, 24, 17, 16], &[8, 25, 32, 1]],
            &[&[3, 30, 27, 6], &[14, 19, 22, 11], &[15, 18, 23, 10], &[2, 31, 26, 7]],
        ]),
        _ => None,
    }
}

/// The grid of a folded signature.
pub fn folded(size: usize, spine: Spine) -> Option<Grid> {
    let [front, _] = scheme(size)?;
    Some(Grid { columns: front.first()?.len(), rows: front.len(), spine: Some(spine) })
}

/// The sizes of the signatures for a number of pages: as large as allowed, the last ones smaller.
/// Those have no more rows and columns than the largest, so that they fit on its sheet.
pub fn sizes(pages: usize, largest: usize) -> Vec<usize> {
    let grid = |size| folded(size, Spine::Left);
    let held = |size| grid(largest).zip(grid(size)).is_some_and(|(all, own)| all.holds(own));
    let mut rest = pages.next_multiple_of(4);
    let mut sizes = Vec::new();
    while let Some(size) = SIZES.into_iter().find(|&size| size <= rest && held(size)) {
        sizes.push(size);
        rest -= size;
    }
    sizes
}

/// The sizes of the signatures of a book, none of which reaches over the place of an insert.
///
/// # Errors
/// The insert that cannot be bound in where it is wanted.
fn sizes_around(
    pages: usize,
    method: Method,
    largest: usize,
    inserts: &[Insert],
) -> Result<Vec<usize>, Insert> {
    if let Some(insert) = inserts.iter().find(|insert| !insert.fits(pages, method)) {
        return Err(*insert);
    }
    let mut places: Vec<usize> = inserts.iter().map(|insert| insert.before(method)).collect();
    places.sort_unstable();
    let (mut out, mut before) = (Vec::new(), 0);
    for place in places.into_iter().chain([pages.next_multiple_of(4)]) {
        out.extend(sizes(place - before, largest));
        before = place;
    }
    Ok(out)
}

/// How many signatures lie before an insert; saddle-stitched, around it.
pub fn before(insert: Insert, signatures: &[Signature], method: Method) -> usize {
    let sums = signatures.iter().scan(0, |sum, own| {
        *sum += own.grid.pages();
        Some(*sum)
    });
    sums.take_while(|sum| *sum <= insert.before(method)).count()
}

/// The signatures of a book of `pages` pages, in binding order; for saddle stitching, from the
/// outside to the inside.
///
/// # Errors
/// The insert that cannot be bound in where it is wanted.
pub fn signatures(
    pages: usize,
    method: Method,
    largest: usize,
    spine: Spine,
    inserts: &[Insert],
) -> Result<Vec<Signature>, Insert> {
    let sizes = sizes_around(pages, method, largest, inserts)?;
    let total: usize = sizes.iter().sum();
    let mut before = 0;
    let mut all = Vec::new();
    for size in sizes {
        let half = size / 2;
        // The folds of inserts that lie around this signature.
        let around: usize =
            inserts.iter().filter(|own| own.after <= before).map(|own| own.pages / 4).sum();
        let page = |own: usize| match method {
            Method::Saddle if own < half => before + own,
            Method::Saddle => total - before - size + own,
            Method::Perfect | Method::Cut => before + own,
        };
        let depth = |own: usize| match method {
            Method::Saddle => (before + own.min(size - 1 - own)) / 2 + around,
            Method::Perfect | Method::Cut => own.min(size - 1 - own) / 2,
        };
        all.extend(signature(size, spine, &page, &depth));
        before += if method == Method::Saddle { half } else { size };
    }
    Ok(all)
}

fn signature(
    size: usize,
    spine: Spine,
    page: &dyn Fn(usize) -> usize,
    depth: &dyn Fn(usize) -> usize,
) -> Option<Signature> {
    let sides = scheme(size)?;
    let grid = folded(size, spine)?;
    let mut slots = Vec::new();
    for (rows, side) in sides.into_iter().zip([Side::Front, Side::Back]) {
        for (row, pages) in rows.iter().enumerate() {
            for (column, own) in pages.iter().enumerate() {
                let (page, depth) = (page(own - 1), depth(own - 1));
                // Rows are head to head and foot to foot, from the lowest, which is upright.
                let turned = !(grid.rows - 1 - row).is_multiple_of(2);
                // A book with its spine at the right is folded as its mirror image.
                let column = match spine {
                    Spine::Left => column,
                    Spine::Right => grid.columns - 1 - column,
                };
                let spine = if own.is_multiple_of(2) { spine.other() } else { spine };
                slots.push(Slot { page, side, row, column, turned, depth, spine });
            }
        }
    }
    Some(Signature { grid, slots })
}

/// The sheets that are cut into piles of leaves: the first pile has the first leaves. Every leaf is
/// on a sheet `up` times, in places that follow one another (联).
pub fn piles(pages: usize, grid: Grid, up: usize) -> Vec<Signature> {
    let leaves = pages.div_ceil(2);
    let cells = grid.columns * grid.rows;
    let up = up.clamp(1, cells);
    let sheets = leaves.div_ceil((cells / up).max(1));
    let slot = |sheet: usize, cell: usize, side: Side| {
        let leaf = cell / up * sheets + sheet;
        let (row, column) = (cell / grid.columns, cell % grid.columns);
        let (page, column, spine) = match side {
            Side::Front => (leaf * 2, column, Spine::Left),
            Side::Back => (leaf * 2 + 1, grid.columns - 1 - column, Spine::Right),
        };
        Slot { page, side, row, column, turned: false, depth: 0, spine }
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
        assert_eq!(sizes(92, 32), [32, 32, 24, 4]);
        assert_eq!(sizes(44, 24), [24, 16, 4]);
        assert_eq!(sizes(40, 12), [12, 12, 12, 4]);
        assert!(sizes(0, 16).is_empty());
    }

    #[test]
    fn no_signature_reaches_over_an_insert() {
        let around = |pages, method, after, own| {
            let insert = Insert { after, pages: own };
            sizes_around(pages, method, 16, &[insert]).ok()
        };
        assert_eq!(around(48, Method::Perfect, 16, 2), Some(vec![16, 16, 16]));
        assert_eq!(around(48, Method::Perfect, 24, 4), Some(vec![16, 8, 16, 8]));
        assert_eq!(around(48, Method::Saddle, 10, 4), Some(vec![16, 4, 16, 8, 4]));
        assert_eq!(around(48, Method::Saddle, 24, 4), Some(vec![16, 16, 16]));
        for (method, after, own) in [
            (Method::Perfect, 18, 2),
            (Method::Perfect, 48, 2),
            (Method::Perfect, 0, 2),
            (Method::Perfect, 16, 3),
            (Method::Saddle, 11, 4),
            (Method::Saddle, 26, 4),
            (Method::Saddle, 8, 2),
            (Method::Saddle, usize::MAX / 2, 4),
        ] {
            assert_eq!(around(48, method, after, own), None, "{method:?} {after} {own}");
        }
        // What is inside an insert moves by its paper, too.
        let insert = Insert { after: 4, pages: 8 };
        let all = signatures(16, Method::Saddle, 8, Spine::Left, &[insert]).unwrap();
        let depth = |at: usize| all[at].slots.iter().map(|slot| slot.depth).max();
        assert_eq!((depth(0), depth(1)), (Some(1), Some(5)));
        assert_eq!(before(insert, &all, Method::Saddle), 1);
    }

    #[test]
    fn the_outer_sheet_of_a_booklet_has_the_first_and_the_last_page() {
        let all = signatures(12, Method::Saddle, 4, Spine::Left, &[]).unwrap();
        let pages = |index: usize| -> Vec<usize> {
            all[index].slots.iter().map(|slot| slot.page + 1).collect()
        };
        assert_eq!((pages(0), pages(1)), (vec![12, 1, 2, 11], vec![10, 3, 4, 9]));
        let depths: Vec<usize> = all.iter().map(|signature| signature.slots[0].depth).collect();
        assert_eq!(depths, [0, 1, 2]);
    }

    #[test]
    fn a_pile_follows_a_pile() {
        let grid = Grid { columns: 2, rows: 1, spine: None };
        let all = piles(8, grid, 1);
        let front = |index: usize| -> Vec<usize> {
            let slots = all[index].slots.iter().filter(|slot| slot.side == Side::Front);
            slots.map(|slot| slot.page + 1).collect()
        };
        assert_eq!((front(0), front(1)), (vec![1, 5], vec![3, 7]));
    }

    #[test]
    fn every_column_belongs_to_one_half() {
        for (size, spine) in SIZES
            .into_iter()
            .flat_map(|size| [Spine::Left, Spine::Right].map(|spine| (size, spine)))
        {
            let all = signatures(size, Method::Perfect, size, spine, &[]).unwrap();
            let [signature] = all.as_slice() else { panic!("{} signatures", all.len()) };
            let grid = signature.grid;
            assert_eq!(grid.pages(), size);
            for slot in &signature.slots {
                let column = match slot.side {
                    Side::Front => slot.column,
                    Side::Back => grid.columns - 1 - slot.column,
                };
                let half = if slot.page < size / 2 { Half::Front } else { Half::Back };
                assert_eq!(grid.half(column), Some(half), "{size}, page {}", slot.page + 1);
                if slot.page == 0 {
                    assert_eq!(grid.first(), [slot.row, slot.column]);
                    assert_eq!((slot.turned, slot.spine), (false, spine));
                }
            }
        }
        assert_eq!(
            SIZES.map(|size| folded(size, Spine::Left).unwrap().folds()),
            [4, 4, 3, 3, 2, 1]
        );
    }

    #[test]
    fn copies_lie_beside_each_other() {
        let grid = Grid { columns: 2, rows: 2, spine: None };
        let all = piles(4, grid, 2);
        let pages: Vec<usize> = all[0].slots.iter().map(|slot| slot.page + 1).collect();
        assert_eq!((all.len(), pages), (1, vec![1, 1, 3, 3, 2, 2, 4, 4]));
    }
}
