//! Blocks: the pages of one side of a signature, put together, and their position on the sheet.
//!
//! A block is laid out upright, then rotated by quarter turns and moved onto the sheet. The back is
//! the same block seen from behind, so that front and back register however it is rotated.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scheme::{Grid, Half, Side, Signature, Slot, Spine};
use super::sheet::Sheet;
use crate::marks::shapes::{Edge, Guide, Rect};

/// How far from the neighbouring trim the knife cuts, mm, unless the bleed is wider.
const TRIM_OFF: f64 = 3.0;
/// The space that marks need between the bleed and the edge of the paper, mm.
const MARGIN: f64 = 7.0;

/// How the back of a sheet is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Duplex {
    /// 套版: front and back have separate plates; the sheet is turned over sideways and keeps its
    /// gripper edge.
    #[default]
    Sheetwise,
    /// Front and back have separate plates; the sheet is turned head over foot, and the grippers
    /// take its other edge.
    Tumble,
    /// 自翻: one plate carries the front next to the back; the sheet is turned over sideways, printed
    /// again, and cut into two copies.
    WorkAndTurn,
    /// 滚翻: one plate carries the front below the back; the sheet is turned head over foot, printed
    /// again, and cut into two copies. The grippers take its other edge.
    WorkAndTumble,
}

impl Duplex {
    /// Whether one plate carries front and back, so that every sheet is cut into two copies.
    pub fn one_plate(self) -> bool {
        matches!(self, Self::WorkAndTurn | Self::WorkAndTumble)
    }

    /// Whether the sheet is turned head over foot.
    fn tumbles(self) -> bool {
        matches!(self, Self::Tumble | Self::WorkAndTumble)
    }
}

/// Where the grippers hold the sheet when its front is printed, as it is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Grippers {
    /// At its lower edge.
    #[default]
    Below,
    /// At its upper edge.
    Above,
}

/// The edge of the sheet that the grippers (咬口) hold when its front is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum GripperEdge {
    /// A long edge, drawn below.
    #[default]
    Long,
    /// A short edge, drawn below.
    Short,
    /// A long edge, drawn above.
    LongTop,
    /// A short edge, drawn above.
    ShortTop,
}

impl GripperEdge {
    /// The sheet as it lies on the press, and where the grippers hold it.
    pub fn holds(self, sheet: Sheet) -> (Sheet, Grippers) {
        match self {
            Self::Long => (sheet, Grippers::Below),
            Self::Short => (sheet.turned(), Grippers::Below),
            Self::LongTop => (sheet, Grippers::Above),
            Self::ShortTop => (sheet.turned(), Grippers::Above),
        }
    }
}

/// The edge against which the side lay (侧规) puts the sheet when its front is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum SideLay {
    /// The left edge, as the sheet is drawn.
    Left,
    /// The right edge.
    Right,
}

/// A press with a sheet on it.
#[derive(Debug, Clone, Copy)]
pub struct Bed {
    /// The sheet.
    pub sheet: Sheet,
    /// The part of it that the grippers hold, mm.
    pub gripper: f64,
    /// Where they hold it.
    pub grippers: Grippers,
    /// The edge at which the side lay marks the sheet, if it does.
    pub side_lay: Option<SideLay>,
    /// How its back is printed.
    pub duplex: Duplex,
}

impl Bed {
    /// Where the front of a signature may be printed.
    pub fn frame(&self) -> Rect {
        let Sheet { width, height } = self.sheet;
        let below = self.grippers == Grippers::Below;
        let whole = Rect { left: 0.0, bottom: 0.0, right: width, top: height };
        let held = if below {
            Rect { bottom: self.gripper, ..whole }
        } else {
            Rect { top: height - self.gripper, ..whole }
        };
        match self.duplex {
            Duplex::Sheetwise => held,
            Duplex::Tumble => Rect { bottom: self.gripper, top: height - self.gripper, ..whole },
            Duplex::WorkAndTurn => Rect { right: width / 2.0, ..held },
            Duplex::WorkAndTumble if below => Rect { top: height / 2.0, ..held },
            Duplex::WorkAndTumble => Rect { bottom: height / 2.0, ..held },
        }
    }

    /// The edge of a side's frame that is farthest from the grippers, where spare paper goes.
    pub(super) fn tail(&self, side: Side) -> Edge {
        let behind = self.duplex == Duplex::WorkAndTumble && side == Side::Back;
        if (self.grippers == Grippers::Below) == behind { Edge::Bottom } else { Edge::Top }
    }

    /// The edge of the paper at the side lay, for the side that prints a mark there. One plate for
    /// both sides prints it once, beside whichever of them lies at that edge.
    pub(super) fn laid(&self, side: Side) -> Option<Edge> {
        let lay = self.side_lay?;
        let (edge, opposite) = match lay {
            SideLay::Left => (Edge::Left, Edge::Right),
            SideLay::Right => (Edge::Right, Edge::Left),
        };
        match (self.duplex, side) {
            (Duplex::Sheetwise, Side::Back) => Some(opposite),
            (Duplex::WorkAndTurn, side) => {
                ((lay == SideLay::Left) == (side == Side::Front)).then_some(edge)
            }
            (Duplex::WorkAndTumble, Side::Back) => None,
            (_, Side::Front) | (Duplex::Tumble, Side::Back) => Some(edge),
        }
    }

    /// A rectangle of the front as it lies when the back is printed.
    pub(super) fn behind(&self, front: Rect) -> Rect {
        let Sheet { width, height } = self.sheet;
        if self.duplex.tumbles() {
            Rect { bottom: height - front.top, top: height - front.bottom, ..front }
        } else {
            Rect { left: width - front.right, right: width - front.left, ..front }
        }
    }

    /// The quarter turns of the back of a block whose front is rotated by `front`.
    pub(super) fn quarters_behind(&self, front: u8) -> u8 {
        if self.duplex.tumbles() { (6 - front) % 4 } else { (4 - front) % 4 }
    }
}

/// The lip (飞边): paper by which one half of a signature is wider, so that the machine that puts
/// saddle-stitched signatures into one another can open it in its middle.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Lip {
    /// How far it stands out, mm; none if 0.
    pub width: f64,
    /// The half that is wider.
    pub half: Half,
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
    /// The lip of folded sheets.
    pub lip: Lip,
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
            false => self.gap() + 2.0 * self.lip(grid, column),
        }
    }

    /// How far the lip stands out beyond the pages in a column of the front, mm.
    fn lip(&self, grid: Grid, column: usize) -> f64 {
        if grid.half(column) == Some(self.lip.half) { self.lip.width } else { 0.0 }
    }

    /// The lips at the left and at the right of a block, mm, seen from a side.
    fn lips(&self, grid: Grid, side: Side) -> [f64; 2] {
        let [left, right] = [0, grid.columns - 1].map(|column| self.lip(grid, column));
        if side == Side::Front { [left, right] } else { [right, left] }
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
    /// The edge farthest from the grippers.
    pub tail: Edge,
    /// The edge of the paper at the side lay, if it is to be marked.
    pub laid: Option<Edge>,
    /// The bleed, mm.
    pub bleed: f64,
    /// The pages.
    pub cells: Vec<Cell>,
    /// Where the knife cuts and where the sheet is folded.
    pub guides: Vec<Guide>,
    /// Crop marks between leaves of different sizes, each from a point to a point.
    pub corners: Vec<[[f64; 2]; 2]>,
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
    let ways = [0, 1].map(|quarters| lay(bed, measures, grid, quarters));
    let ways = || ways.iter().flatten().copied();
    ways().find(|fit| fit.roomy).or(ways().next())
}

fn lay(bed: &Bed, measures: &Measures, grid: Grid, quarters: u8) -> Option<Fit> {
    let block = measures.block(grid);
    // The lips are paper that is placed with the block.
    let [left, right] = measures.lips(grid, Side::Front);
    let size = [left + block[0] + right, block[1]];
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
    let off = match bed.duplex {
        Duplex::Tumble => along / 2.0,
        _ if along >= 2.0 * (bleed + MARGIN) => along / 2.0,
        // The spare room goes to the tail, since nothing can be printed at the grippers.
        _ => (along - bleed - MARGIN).max(bleed.min(along / 2.0)),
    };
    let below = if bed.grippers == Grippers::Below { off } else { along - off };
    let corner = [frame.left + across / 2.0, frame.bottom + below];
    let trims = Motion { quarters, size, corner }.rect([left, 0.0], block);
    let motion = Motion { quarters, size: block, corner: [trims.left, trims.bottom] };
    let roomy = bleeds && (sides || tail);
    Some(Fit { motion, roomy })
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
    let guides = guides(measures, grid, &motion, side);
    let spine = outer_spine(measures, grid, &motion).filter(|_| side == Side::Front);
    let (tail, laid, bleed) = (bed.tail(side), bed.laid(side), measures.bleed);
    let corners = Vec::new();
    Face { side, frame, outline, tail, laid, bleed, cells, guides, corners, spine }
}

/// What is milled off beside the first page of a signature, and its size, mm.
fn outer_spine(measures: &Measures, grid: Grid, block: &Motion) -> Option<(Motion, [f64; 2])> {
    let spine = grid.spine.filter(|_| measures.mill > 0.0)?;
    let [row, column] = grid.first();
    let [left, bottom] = measures.corner(grid, row, column);
    let size = [2.0 * measures.mill, measures.height];
    let left = match spine {
        Spine::Left => left - size[0],
        Spine::Right => left + measures.width,
    };
    let rect = block.rect([left, bottom], size);
    Some((Motion { quarters: block.quarters, size, corner: [rect.left, rect.bottom] }, size))
}

fn cell(measures: &Measures, grid: Grid, block: &Motion, slot: Slot) -> Cell {
    let size = [measures.width, measures.height];
    let trim = block.rect(measures.corner(grid, slot.row, slot.column), size);
    let quarters = (block.quarters + if slot.turned { 2 } else { 0 }) % 4;
    let motion = Motion { quarters, size, corner: [trim.left, trim.bottom] };
    let bleed = measures.bleed;
    let spine = if grid.spine.is_some() { bleed.min(measures.mill) } else { bleed };
    let [left, right] = match slot.spine {
        Spine::Left => [spine, bleed],
        Spine::Right => [bleed, spine],
    };
    let around = [size[0] + left + right, size[1] + 2.0 * bleed];
    Cell { slot, motion, trim, room: motion.rect([-left, -bleed], around) }
}

/// Where the knife cuts and the folds of a block, in sheet coordinates.
fn guides(measures: &Measures, grid: Grid, block: &Motion, side: Side) -> Vec<Guide> {
    let mut lines: Vec<(bool, f64, bool)> = Vec::new();
    if grid.spine.is_some() && measures.lip.width > 0.0 {
        // The lip is as wide as the paper is cut before it is folded.
        let around = measures.lips(grid, side).map(|lip| measures.gap() / 2.0 + lip);
        let edges = [-around[0], block.size[0] + around[1]];
        lines.extend(edges.map(|at| (true, at, false)));
    }
    for column in 0..grid.columns {
        let left = measures.corner(grid, 0, column)[0];
        let right = left + measures.width;
        let spine = |column: usize| grid.spine_after(column) && column + 1 < grid.columns;
        let cuts = [(left, column > 0 && spine(column - 1)), (right, spine(column))];
        lines.extend(cuts.iter().filter(|(_, spine)| !spine).map(|&(at, _)| (true, at, false)));
        if grid.spine.is_some() && column + 1 < grid.columns {
            lines.push((true, right + measures.after(grid, column) / 2.0, true));
        }
    }
    for row in 0..grid.rows {
        let bottom = measures.corner(grid, row, 0)[1];
        lines.extend([(false, bottom, false), (false, bottom + measures.height, false)]);
        if grid.spine.is_some() && row > 0 {
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
