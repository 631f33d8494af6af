//! Which marks there are, how large they are, and where they go on the paper beyond an edge.
//!
//! Single pages and sheets have the same marks; those of single pages are smaller, since there is
//! less paper around them.

use crate::Inks;

/// How far from the trim marks begin, mm, unless the bleed is wider.
pub const OFF: f64 = 3.0;
/// The length of crop and fold marks, mm.
pub const LENGTH: f64 = 5.0;
/// The shortest useful length of such a mark, mm.
pub const LEAST: f64 = 1.5;
/// The thickness of every line, pt.
pub const THICKNESS: f32 = 0.25;
/// The dashes of fold marks and the gaps between them, pt.
pub const DASHES: [f32; 2] = [2.0, 1.0];
/// How far beyond the start of the marks the slug and the colour bars begin, mm.
pub const LOW: f64 = 1.0;

/// The sizes for single pages.
pub const PAGE: Size = Size { middle: 3.0, arm: 2.0, radius: 1.2, patch: 4.0 };
/// The sizes for sheets.
pub const SHEET: Size = Size { middle: 3.75, arm: 2.75, radius: 1.75, patch: 5.0 };

/// The sizes of registration marks and colour bars.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// The distance from the start of the marks to the middle of a registration mark, mm.
    pub middle: f64,
    /// The length of each arm of its cross, mm.
    pub arm: f64,
    /// The radius of its circle, mm.
    pub radius: f64,
    /// The edge of a patch in a colour bar, mm.
    pub patch: f64,
}

impl Size {
    /// The distance from the start of the marks to the end of all of them, mm.
    pub fn band(self) -> f64 {
        self.middle + self.arm
    }
}

/// Percent of cyan, magenta, yellow and black.
pub type Percent = [f32; 4];

/// What a patch is printed with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tone {
    /// Inks of the press.
    Process(Percent),
    /// A spot ink, by its number in the job, and how many percent of it.
    Spot(usize, f32),
}

/// Each ink on its own.
const SOLIDS: [Percent; 4] = [
    [100.0, 0.0, 0.0, 0.0],
    [0.0, 100.0, 0.0, 0.0],
    [0.0, 0.0, 100.0, 0.0],
    [0.0, 0.0, 0.0, 100.0],
];
/// Inks on top of each other.
const OVERPRINTS: [Percent; 4] = [
    [0.0, 100.0, 100.0, 0.0],
    [100.0, 0.0, 100.0, 0.0],
    [100.0, 100.0, 0.0, 0.0],
    [100.0, 100.0, 100.0, 0.0],
];
/// Each ink at half tint.
const HALVES: [Percent; 4] =
    [[50.0, 0.0, 0.0, 0.0], [0.0, 50.0, 0.0, 0.0], [0.0, 0.0, 50.0, 0.0], [0.0, 0.0, 0.0, 50.0]];
/// Grey balance: three inks next to the same tint of black.
const GREYS: [Percent; 6] = [
    [25.0, 19.0, 19.0, 0.0],
    [0.0, 0.0, 0.0, 25.0],
    [50.0, 40.0, 40.0, 0.0],
    [0.0, 0.0, 0.0, 50.0],
    [75.0, 64.0, 64.0, 0.0],
    [0.0, 0.0, 0.0, 75.0],
];

/// The patches of the colour bar of a single page that is printed with some inks.
pub fn page_patches(inks: &Inks, spots: &[usize]) -> Vec<Tone> {
    patches(&[SOLIDS, HALVES].concat(), inks, spots)
}

/// The patches of a colour bar on a sheet (ISO 12647-2:2004, 4.3.2.1 and annex).
pub fn sheet_patches(inks: &Inks, spots: &[usize]) -> Vec<Tone> {
    patches(&[&SOLIDS[..], &OVERPRINTS, &HALVES, &GREYS].concat(), inks, spots)
}

/// Those of patches that are in the inks of a job, then each spot ink, full and at half tint; a varnish
/// has none.
fn patches(process: &[Percent], inks: &Inks, spots: &[usize]) -> Vec<Tone> {
    let black = |percent: &Percent| percent[..3] == [0.0; 3];
    let own = process.iter().filter(|percent| !inks.black_only || black(percent));
    let colors = spots.iter().filter(|at| inks.spots.get(**at).is_some_and(|own| !own.finish));
    let spots = colors.flat_map(|at| [100.0, 50.0].map(|percent| Tone::Spot(*at, percent)));
    own.map(|percent| Tone::Process(*percent)).chain(spots).collect()
}

/// A rectangle, mm from the lower left corner of the page or sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Bottom edge.
    pub bottom: f64,
    /// Right edge.
    pub right: f64,
    /// Top edge.
    pub top: f64,
}

impl Rect {
    /// The rectangle between two points.
    pub fn of(one: [f64; 2], other: [f64; 2]) -> Self {
        Self {
            left: one[0].min(other[0]),
            bottom: one[1].min(other[1]),
            right: one[0].max(other[0]),
            top: one[1].max(other[1]),
        }
    }

    /// Its width.
    pub fn width(self) -> f64 {
        self.right - self.left
    }

    /// Its height.
    pub fn height(self) -> f64 {
        self.top - self.bottom
    }
}

/// A line along which paper is cut or folded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guide {
    /// Whether it is vertical.
    pub upright: bool,
    /// Its position, mm.
    pub at: f64,
    /// Whether it is a fold.
    pub fold: bool,
}

/// An edge of what is cut out of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The upper edge.
    Top,
    /// The right edge.
    Right,
    /// The left edge.
    Left,
    /// The lower edge.
    Bottom,
}

impl Edge {
    /// All four, in the order in which they are tried for slug and bars.
    pub const ALL: [Self; 4] = [Self::Top, Self::Right, Self::Left, Self::Bottom];

    /// Whether it is the upper or the lower edge.
    pub fn is_level(self) -> bool {
        matches!(self, Self::Top | Self::Bottom)
    }
}

/// The paper beyond one edge.
#[derive(Debug, Clone)]
pub struct Strip {
    /// The edge.
    pub edge: Edge,
    outline: Rect,
    /// Where marks begin, mm from the trim.
    pub off: f64,
    /// How much paper there is, mm from the trim.
    pub room: f64,
    /// The cut and fold lines that meet it.
    pub guides: Vec<Guide>,
}

impl Strip {
    /// The paper between the outline of the trims and the printable frame, with the cut and fold
    /// lines; `bleed` in mm.
    pub fn new(edge: Edge, outline: Rect, frame: Rect, bleed: f64, guides: &[Guide]) -> Self {
        let room = match edge {
            Edge::Top => frame.top - outline.top,
            Edge::Right => frame.right - outline.right,
            Edge::Left => outline.left - frame.left,
            Edge::Bottom => outline.bottom - frame.bottom,
        };
        let guides = guides.iter().filter(|guide| guide.upright == edge.is_level());
        Self { edge, outline, off: bleed.max(OFF), room, guides: guides.copied().collect() }
    }

    /// A point at a position along the edge and a distance out from it.
    pub fn at(&self, along: f64, out: f64) -> [f64; 2] {
        match self.edge {
            Edge::Top => [along, self.outline.top + out],
            Edge::Right => [self.outline.right + out, along],
            Edge::Left => [self.outline.left - out, along],
            Edge::Bottom => [along, self.outline.bottom - out],
        }
    }

    /// Where the crop and fold marks end, mm from the trim; `None` if there is no room for them.
    pub fn ticks(&self) -> Option<f64> {
        let end = (self.off + LENGTH).min(self.room);
        (end >= self.off + LEAST).then_some(end)
    }
}
