//! Blocks: the pages of one side of a signature, put together, and their position on the sheet.
//!
//! A block is laid out upright, then rotated by quarter turns and moved onto the sheet. The back is
//! the same block seen from behind, so that front and back register however it is rotated.

use super::scheme::{Grid, Side, Signature, Slot};
use super::sheet::Sheet;
use crate::marks::shapes::{Guide, Rect};

/// How far from the neighbouring trim the knife cuts, mm, unless the bleed is wider.
const TRIM_OFF: f64 = 3.0;
/// The space that marks need between the bleed and the edge of the paper, mm.
const MARGIN: f64 = 7.0;

/// How the back of a sheet is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplex {
    /// 套版: front and back have separate plates; the sheet is turned over sideways and keeps its
    /// gripper edge.
    Sheetwise,
    /// 滚翻: the sheet is turned head over foot, and the grippers take its other edge.
    Tumble,
    /// 自翻: one plate carries the front next to the back; the sheet is turned over sideways, printed
    /// again, and cut into two copies.
    WorkAndTurn,
}

/// A press with a sheet on it.
#[derive(Debug, Clone, Copy)]
pub struct Bed {
    /// The sheet.
    pub sheet: Sheet,
    /// The part of it that the grippers hold, mm.
    pub gripper: f64,
    /// How its back is printed.
    pub duplex: Duplex,
}

impl Bed {
    /// Where the front of a signature may be printed.
    pub fn frame(&self) -> Rect {
        let Sheet { width, height } = self.sheet;
        let right = if self.duplex == Duplex::WorkAndTurn { width / 2.0 } else { width };
        let grippers = if self.duplex == Duplex::Tumble { self.gripper } else { 0.0 };
        Rect { left: 0.0, bottom: self.gripper, right, top: height - grippers }
    }

    /// A rectangle of the front as it lies when the back is printed.
    fn behind(&self, front: Rect) -> Rect {
        let Sheet { width, height } = self.sheet;
        match self.duplex {
            Duplex::Sheetwise | Duplex::WorkAndTurn => {
                Rect { left: width - front.right, right: width - front.left, ..front }
            }
            Duplex::Tumble => {
                Rect { bottom: height - front.top, top: height - front.bottom, ..front }
            }
        }
    }

    /// The quarter turns of the back of a block whose front is rotated by `front`.
    fn quarters_behind(&self, front: u8) -> u8 {
        match self.duplex {
            Duplex::Sheetwise | Duplex::WorkAndTurn => (4 - front) % 4,
            Duplex::Tumble => (6 - front) % 4,
        }
    }
}

/// The dimensions of a page, mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measures {
    /// Trimmed width.
    pub width: f64,
    /// Trimmed height.
    pub height: f64,
    /// What is printed beyond the trim.
    pub bleed: f64,
    /// What is milled off at the spine (铣背).
    pub mill: f64,
}

impl Measures {
    /// The distance between the trims of pages that are cut apart.
    fn gap(&self) -> f64 {
        2.0 * self.bleed.max(TRIM_OFF)
    }

    /// The size of a block.
    fn block(&self, grid: Grid) -> [f64; 2] {
        let columns = (0..grid.columns).map(|column| self.after(grid, column) + self.width);
        let rows = grid.rows as f64;
        [columns.sum(), rows * self.height + (rows - 1.0) * self.gap()]
    }

    /// The distance from one column to the next.
    fn after(&self, grid: Grid, column: usize) -> f64 {
        match column + 1 == grid.columns {
            true => 0.0,
            false if grid.spine_after(column) => 2.0 * self.mill,
            false => self.gap(),
        }
    }

    /// The origin of a page in a block, from the block's lower left corner.
    fn corner(&self, grid: Grid, row: usize, column: usize) -> [f64; 2] {
        let left: f64 = (0..column).map(|column| self.width + self.after(grid, column)).sum();
        let below = (grid.rows - 1 - row) as f64;
        [left, below * (self.height + self.gap())]
    }
}

/// A rotation by quarter turns and a translation: from upright to the position on the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Motion {
    /// Quarter turns, anticlockwise.
    pub quarters: u8,
    /// The size before the rotation, mm.
    pub size: [f64; 2],
    /// The lower left corner after the rotation, mm.
    pub corner: [f64; 2],
}

impl Motion {
    /// Transforms a point.
    pub fn point(&self, [u, v]: [f64; 2]) -> [f64; 2] {
        let ([width, height], [x, y]) = (self.size, self.corner);
        match self.quarters % 4 {
            0 => [x + u, y + v],
            1 => [x + height - v, y + u],
            2 => [x + width - u, y + height - v],
            _ => [x + v, y + width - u],
        }
    }

    /// Transforms a rectangle, given by its lower left corner and its size.
    pub fn rect(&self, [left, bottom]: [f64; 2], [width, height]: [f64; 2]) -> Rect {
        Rect::of(self.point([left, bottom]), self.point([left + width, bottom + height]))
    }

    /// The matrix, mm (ISO 32000-1, 8.3.3).
    pub fn matrix(&self) -> [f64; 6] {
        let ([width, height], [x, y]) = (self.size, self.corner);
        match self.quarters % 4 {
            0 => [1.0, 0.0, 0.0, 1.0, x, y],
            1 => [0.0, 1.0, -1.0, 0.0, x + height, y],
            2 => [-1.0, 0.0, 0.0, -1.0, x + width, y + height],
            _ => [0.0, -1.0, 1.0, 0.0, x, y + width],
        }
    }
}

/// A page on a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// The page.
    pub slot: Slot,
    /// Its position.
    pub motion: Motion,
    /// Its trim.
    pub trim: Rect,
    /// The area it may print on.
    pub room: Rect,
}

/// One side of a signature on the sheet.
#[derive(Debug, Clone)]
pub struct Face {
    /// Which side.
    pub side: Side,
    /// The area it may print on.
    pub frame: Rect,
    /// The rectangle around the trims of all its pages.
    pub outline: Rect,
    /// The bleed, mm.
    pub bleed: f64,
    /// The pages.
    pub cells: Vec<Cell>,
    /// Where the knife cuts and where the sheet is folded.
    pub guides: Vec<Guide>,
    /// The outer spine of the signature between the trims of its pages, if there is room for a
    /// collating mark, and the motion that is upright relative to it.
    pub spine: Option<(Motion, [f64; 2])>,
}

/// How the blocks of a grid can be placed on a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The block on the front.
    pub motion: Motion,
    /// Whether there is also room for bleed and marks.
    pub roomy: bool,
}

/// Places a block on the sheet, upright if possible; `None` if its trims do not fit.
pub fn fit(bed: &Bed, measures: &Measures, grid: Grid) -> Option<Fit> {
    let size = measures.block(grid);
    let ways = [0, 1].map(|quarters| lay(bed, measures, size, quarters));
    let ways = || ways.iter().flatten().copied();
    ways().find(|fit| fit.roomy).or(ways().next())
}

fn lay(bed: &Bed, measures: &Measures, size: [f64; 2], quarters: u8) -> Option<Fit> {
    let frame = bed.frame();
    let [width, height] = if quarters == 1 { [size[1], size[0]] } else { size };
    let (across, along) = (frame.width() - width, frame.height() - height);
    if across < -0.01 || along < -0.01 {
        return None;
    }
    let bleed = measures.bleed;
    let bleeds = across >= 2.0 * bleed && along >= 2.0 * bleed;
    let sides = across >= 2.0 * (bleed + MARGIN);
    let tail = along >= 2.0 * bleed + MARGIN;
    let below = match bed.duplex {
        Duplex::Tumble => along / 2.0,
        _ if along >= 2.0 * (bleed + MARGIN) => along / 2.0,
        // The spare room goes to the tail, since nothing can be printed at the grippers.
        _ => (along - bleed - MARGIN).max(bleed.min(along / 2.0)),
    };
    let corner = [frame.left + across / 2.0, frame.bottom + below];
    let roomy = bleeds && (sides || tail);
    Some(Fit { motion: Motion { quarters, size, corner }, roomy })
}

/// Both sides of a signature on the sheet.
pub fn faces(bed: &Bed, measures: &Measures, fit: &Fit, signature: &Signature) -> [Face; 2] {
    [Side::Front, Side::Back].map(|side| face(bed, measures, fit, signature, side))
}

fn face(bed: &Bed, measures: &Measures, fit: &Fit, signature: &Signature, side: Side) -> Face {
    let front = fit.motion;
    let size = front.size;
    let ahead = front.rect([0.0; 2], size);
    let (motion, outline, frame) = match side {
        Side::Front => (front, ahead, bed.frame()),
        Side::Back => {
            let outline = bed.behind(ahead);
            let quarters = bed.quarters_behind(front.quarters);
            let corner = [outline.left, outline.bottom];
            (Motion { quarters, size, corner }, outline, bed.behind(bed.frame()))
        }
    };
    let grid = signature.grid;
    let slots = signature.slots.iter().filter(|slot| slot.side == side);
    let cells = slots.map(|slot| cell(measures, grid, &motion, *slot)).collect();
    let guides = guides(measures, grid, &motion);
    let spine = (side == Side::Front && grid.folded && measures.mill > 0.0).then(|| {
        // Page 1 is the last of the lowest row, and the spine is at its left.
        let [left, bottom] = measures.corner(grid, grid.rows - 1, grid.columns - 1);
        let size = [2.0 * measures.mill, measures.height];
        let rect = motion.rect([left - size[0], bottom], size);
        (Motion { quarters: motion.quarters, size, corner: [rect.left, rect.bottom] }, size)
    });
    Face { side, frame, outline, bleed: measures.bleed, cells, guides, spine }
}

fn cell(measures: &Measures, grid: Grid, block: &Motion, slot: Slot) -> Cell {
    let size = [measures.width, measures.height];
    let trim = block.rect(measures.corner(grid, slot.row, slot.column), size);
    let quarters = (block.quarters + if slot.turned { 2 } else { 0 }) % 4;
    let motion = Motion { quarters, size, corner: [trim.left, trim.bottom] };
    let bleed = measures.bleed;
    let spine = if grid.folded { bleed.min(measures.mill) } else { bleed };
    let [left, right] = if slot.page.is_multiple_of(2) { [spine, bleed] } else { [bleed, spine] };
    let around = [size[0] + left + right, size[1] + 2.0 * bleed];
    Cell { slot, motion, trim, room: motion.rect([-left, -bleed], around) }
}

/// Where the knife cuts and the folds of a block, in sheet coordinates.
fn guides(measures: &Measures, grid: Grid, block: &Motion) -> Vec<Guide> {
    let mut lines: Vec<(bool, f64, bool)> = Vec::new();
    for column in 0..grid.columns {
        let left = measures.corner(grid, 0, column)[0];
        let right = left + measures.width;
        let spine = |column: usize| grid.spine_after(column) && column + 1 < grid.columns;
        let cuts = [(left, column > 0 && spine(column - 1)), (right, spine(column))];
        lines.extend(cuts.iter().filter(|(_, spine)| !spine).map(|&(at, _)| (true, at, false)));
        if grid.folded && column + 1 < grid.columns {
            lines.push((true, right + measures.after(grid, column) / 2.0, true));
        }
    }
    for row in 0..grid.rows {
        let bottom = measures.corner(grid, row, 0)[1];
        lines.extend([(false, bottom, false), (false, bottom + measures.height, false)]);
        if grid.folded && row > 0 {
            lines.push((false, bottom + measures.height + measures.gap() / 2.0, true));
        }
    }
    let turned = block.quarters % 2 == 1;
    let guides = lines.into_iter().map(|(upright, at, fold)| {
        let [x, y] = block.point(if upright { [at, 0.0] } else { [0.0, at] });
        let upright = upright != turned;
        Guide { upright, at: if upright { x } else { y }, fold }
    });
    let mut guides: Vec<Guide> = guides.collect();
    guides.sort_by(|a, b| {
        (a.upright, a.at).partial_cmp(&(b.upright, b.at)).unwrap_or(std::cmp::Ordering::Equal)
    });
    guides
}
