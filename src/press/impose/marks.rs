//! Marks: what a printer, a folder and a binder look for around the pages.
//!
//! printpdf draws one page for each side of a sheet: crop marks, fold marks and registration
//! marks in the colour `All`, which is on every plate; colour bars in single inks and their
//! overprints; collating marks on the spine. Nothing is drawn where the grippers hold the sheet.

use printpdf::{
    Cmyk, Color, DictItem, Line, LineDashPattern, LinePoint, Mm, Op, PaintMode, PdfDocument,
    PdfPage, PdfSaveOptions, Point, Pt, Rect as Filled,
};

use super::block::{Face, Guide, Motion, Rect};
use super::sheet::Sheet;

/// The name of the colour space in which marks are drawn.
pub const ALL: &str = "All";
/// The thickness of every line, pt.
const THICKNESS: f32 = 0.25;
/// How far from the trim marks begin, mm, where the bleed is not wider.
const OFF: f64 = 3.0;
/// The length of crop and fold marks, mm.
const LENGTH: f64 = 5.0;
/// The least length with which such a mark is of use, mm.
const LEAST: f64 = 1.5;
/// How far out from where marks begin the band of slug and colour bars ends, mm.
const BAND: f64 = 6.5;
/// The edge of a patch of a colour bar, mm.
const PATCH: f64 = 5.0;
/// What is kept free at both ends of a span for registration marks, mm.
const ENDS: f64 = 10.0;
/// The height of a collating mark, and the step from one to the next, mm.
const STEP: f64 = 8.0;

/// The patches of a colour bar, percent: solids, overprints, 50 % tints; grey balance in three
/// inks beside the same tint of black (ISO 12647-2:2004, 4.3.2.1 and annex).
const PATCHES: [[f32; 4]; 18] = [
    [100.0, 0.0, 0.0, 0.0],
    [0.0, 100.0, 0.0, 0.0],
    [0.0, 0.0, 100.0, 0.0],
    [0.0, 0.0, 0.0, 100.0],
    [0.0, 100.0, 100.0, 0.0],
    [100.0, 0.0, 100.0, 0.0],
    [100.0, 100.0, 0.0, 0.0],
    [100.0, 100.0, 100.0, 0.0],
    [50.0, 0.0, 0.0, 0.0],
    [0.0, 50.0, 0.0, 0.0],
    [0.0, 0.0, 50.0, 0.0],
    [0.0, 0.0, 0.0, 50.0],
    [25.0, 19.0, 19.0, 0.0],
    [0.0, 0.0, 0.0, 25.0],
    [50.0, 40.0, 40.0, 0.0],
    [0.0, 0.0, 0.0, 50.0],
    [75.0, 64.0, 64.0, 0.0],
    [0.0, 0.0, 0.0, 75.0],
];

/// An edge of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Top,
    Right,
    Left,
    Bottom,
}

impl Edge {
    const ALL: [Self; 4] = [Self::Top, Self::Right, Self::Left, Self::Bottom];

    fn is_level(self) -> bool {
        matches!(self, Self::Top | Self::Bottom)
    }
}

/// The paper beyond one edge of a block.
struct Strip {
    edge: Edge,
    outline: Rect,
    /// Where marks begin, mm from the trim.
    off: f64,
    /// How much paper there is, mm from the trim.
    room: f64,
    /// Where the lines of knife and folds meet it, mm along the edge.
    guides: Vec<Guide>,
}

impl Strip {
    fn new(face: &Face, edge: Edge) -> Self {
        let (outline, frame) = (face.outline, face.frame);
        let room = match edge {
            Edge::Top => frame.top - outline.top,
            Edge::Right => frame.right - outline.right,
            Edge::Left => outline.left - frame.left,
            Edge::Bottom => outline.bottom - frame.bottom,
        };
        let guides = face.guides.iter().filter(|guide| guide.upright == edge.is_level());
        let off = face.bleed.max(OFF);
        Self { edge, outline, off, room, guides: guides.copied().collect() }
    }

    /// A point so far along the edge and so far out of it.
    fn at(&self, along: f64, out: f64) -> [f64; 2] {
        match self.edge {
            Edge::Top => [along, self.outline.top + out],
            Edge::Right => [self.outline.right + out, along],
            Edge::Left => [self.outline.left - out, along],
            Edge::Bottom => [along, self.outline.bottom - out],
        }
    }

    /// Whether slug, bars and registration marks have room.
    fn has_band(&self) -> bool {
        self.room >= self.off + BAND && !self.spans().is_empty()
    }

    /// The stretches between the guides that are long enough to hold something.
    fn spans(&self) -> Vec<[f64; 2]> {
        let pairs = self.guides.windows(2).map(|pair| [pair[0].at, pair[1].at]);
        pairs.filter(|[from, to]| to - from > 3.0 * ENDS).collect()
    }
}

/// What was drawn on one side of a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// Where the slug line goes, and how far it is reduced; nothing where there is no room.
    pub slug: Option<(Motion, f64)>,
    /// Whether there are colour bars.
    pub bars: bool,
    /// Whether every cut has a crop mark at one end at least.
    pub cropped: bool,
}

/// What is to be drawn on one page: the sides of a signature that are printed together, each
/// with the length and height of its slug line, mm.
pub struct Plate<'a> {
    /// The sides.
    pub faces: Vec<&'a Face>,
    /// The size of each slug line, mm; nothing where there is none.
    pub slugs: Vec<Option<[f64; 2]>>,
    /// The number of the signature, from 0.
    pub signature: usize,
}

/// Draws the marks of all plates, a page each; gives the PDF and what was drawn for each face.
pub fn draw(sheet: Sheet, plates: &[Plate<'_>]) -> (Vec<u8>, Vec<Vec<Drawn>>) {
    let mut pages = Vec::new();
    let mut drawn = Vec::new();
    for plate in plates {
        let mut pen = Pen::new();
        let faces = plate.faces.iter().zip(&plate.slugs);
        drawn.push(faces.map(|(face, slug)| pen.face(face, *slug, plate.signature)).collect());
        if let [left, right] = plate.faces.as_slice() {
            pen.halves(left, right);
        }
        pages.push(PdfPage::new(mm(sheet.width), mm(sheet.height), pen.ops));
    }
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        // Tints in a colour space of one's own are unknown to printpdf.
        secure: false,
        image_optimization: None,
    };
    let mut document = PdfDocument::new("marks");
    (document.with_pages(pages).save(&options, &mut Vec::new()), drawn)
}

/// Where the collating mark of a signature ends on a spine of a height, mm from its foot.
fn collating_foot(height: f64, signature: usize) -> f64 {
    let steps = ((height - 4.0 * STEP) / STEP).max(1.0) as usize;
    height - 3.0 * STEP - STEP * (signature % steps) as f64
}

/// Where words of a size (mm) stand below the collating mark of a signature, read from head to
/// foot, and how far they are reduced; nothing where there is no spine.
pub fn spine_words(face: &Face, signature: usize, size: [f64; 2]) -> Option<(Motion, f64)> {
    let (spine, [width, height]) = face.spine?;
    let below = collating_foot(height, signature) - 4.0;
    let scale = (below / size[0]).min(width / size[1]).min(1.0);
    let size = size.map(|edge| edge * scale);
    let rect = spine.rect([(width - size[1]) / 2.0, below + 2.0 - size[0]], [size[1], size[0]]);
    let corner = [rect.left, rect.bottom];
    (scale > 0.3).then_some((Motion { quarters: (spine.quarters + 3) % 4, size, corner }, scale))
}

fn mm(length: f64) -> Mm {
    Mm(length as f32)
}

fn point([x, y]: [f64; 2], bezier: bool) -> LinePoint {
    LinePoint { p: Point::new(mm(x), mm(y)), bezier }
}

/// Draws operation after operation.
struct Pen {
    ops: Vec<Op>,
}

impl Pen {
    fn new() -> Self {
        let tint =
            |key: &str| Op::Unknown { key: key.to_owned(), value: vec![DictItem::Real(1.0)] };
        let ops = vec![
            Op::SetColorSpaceStroke { id: ALL.to_owned() },
            tint("SCN"),
            Op::SetOutlineThickness { pt: Pt(THICKNESS) },
        ];
        Self { ops }
    }

    fn face(&mut self, face: &Face, slug: Option<[f64; 2]>, signature: usize) -> Drawn {
        let strips = Edge::ALL.map(|edge| Strip::new(face, edge));
        let ticked = |strip: &Strip| strip.room >= strip.off + LEAST;
        // A cut is known from one of its ends.
        let cropped = [true, false].into_iter().all(|level| {
            strips.iter().any(|strip| strip.edge.is_level() == level && ticked(strip))
        });
        for strip in &strips {
            self.ticks(strip);
            self.registration(strip);
        }
        self.collate(face, signature);
        let band = strips.iter().find(|strip| strip.has_band());
        let (slug, bars) = band.map_or((None, false), |band| self.band(band, slug));
        Drawn { slug, bars, cropped }
    }

    /// Crop marks, and dashed fold marks.
    fn ticks(&mut self, strip: &Strip) {
        let end = (strip.off + LENGTH).min(strip.room);
        if end < strip.off + LEAST {
            return;
        }
        for fold in [false, true] {
            let dash = LineDashPattern::new(0.0, if fold { &[2.0, 1.0] } else { &[] });
            self.ops.push(Op::SetLineDashPattern { dash });
            for guide in strip.guides.iter().filter(|guide| guide.fold == fold) {
                self.line(strip.at(guide.at, strip.off), strip.at(guide.at, end));
            }
        }
        self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::solid() });
    }

    /// Where a sheet with two copies is cut into halves, at its tail and above the grippers.
    fn halves(&mut self, left: &Face, right: &Face) {
        let (x, frame) = (left.frame.right, left.frame);
        if left.outline.right + OFF <= x && right.outline.left - OFF >= x {
            self.line([x, frame.top - LENGTH], [x, frame.top]);
            self.line([x, frame.bottom], [x, frame.bottom + LENGTH]);
        }
    }

    /// A circle with a cross near both ends of an edge.
    fn registration(&mut self, strip: &Strip) {
        if !strip.has_band() {
            return;
        }
        let spans = strip.spans();
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return };
        for along in [first[0] + ENDS / 2.0, last[1] - ENDS / 2.0] {
            let [x, y] = strip.at(along, strip.off + 3.75);
            self.line([x - 2.75, y], [x + 2.75, y]);
            self.line([x, y - 2.75], [x, y + 2.75]);
            self.circle([x, y], 1.75);
        }
    }

    /// A black bar on the outer spine, lower for every signature, so that a missing one shows.
    fn collate(&mut self, face: &Face, signature: usize) {
        let Some((motion, [width, height])) = face.spine else { return };
        let foot = collating_foot(height, signature);
        let (one, other) = (motion.point([0.0, foot]), motion.point([width, foot + STEP]));
        self.fill([0.0, 0.0, 0.0, 100.0]);
        self.rectangle(one, other);
    }

    /// The slug line and, beside it, the colour bars.
    fn band(&mut self, strip: &Strip, slug: Option<[f64; 2]>) -> (Option<(Motion, f64)>, bool) {
        let mut spans = strip.spans().into_iter().map(|[from, to]| [from + ENDS, to - ENDS]);
        let Some([from, to]) = spans.next() else { return (None, false) };
        let Some(size) = slug else { return (None, self.bars(strip, [from, to])) };
        let rest: Vec<[f64; 2]> = spans.collect();
        // A single span is shared: the bars take what they need of it.
        let bar = PATCH * PATCHES.len() as f64;
        let end = if rest.is_empty() { (to - bar - 5.0).max((from + to) / 2.0) } else { to };
        let scale = ((end - from) / size[0]).min(1.0);
        let (width, height) = (size[0] * scale, size[1] * scale);
        let low = strip.off + 1.0 + (PATCH - height) / 2.0;
        let corner = match strip.edge {
            Edge::Top | Edge::Right => strip.at(from, low),
            Edge::Left | Edge::Bottom => strip.at(from, low + height),
        };
        let quarters = u8::from(!strip.edge.is_level());
        let motion = Motion { quarters, size: [width, height], corner };
        let spans = if rest.is_empty() { vec![[from + width + 5.0, to]] } else { rest };
        let bars = spans.into_iter().map(|span| self.bars(strip, span)).collect::<Vec<_>>();
        (Some((motion, scale)), bars.contains(&true))
    }

    /// As many colour bars as a span holds; small where it does not hold a whole one.
    fn bars(&mut self, strip: &Strip, [from, to]: [f64; 2]) -> bool {
        let count = PATCHES.len() as f64;
        let patch = PATCH.min((to - from) / count);
        if patch < PATCH / 2.0 {
            return false;
        }
        let times = ((to - from) / (patch * count)).floor().max(1.0) as usize;
        let low = strip.off + 1.0;
        for (index, inks) in PATCHES.iter().cycle().take(PATCHES.len() * times).enumerate() {
            let along = from + patch * index as f64;
            self.fill(*inks);
            self.rectangle(strip.at(along, low), strip.at(along + patch, low + PATCH));
        }
        true
    }

    fn line(&mut self, from: [f64; 2], to: [f64; 2]) {
        let points = vec![point(from, false), point(to, false)];
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    /// A circle of four Bézier curves.
    fn circle(&mut self, [x, y]: [f64; 2], radius: f64) {
        let handle = radius * 0.552_285;
        let mut points = vec![point([x + radius, y], false)];
        let (mut along, mut up) = ([radius, 0.0], [0.0, handle]);
        for _ in 0..4 {
            let next = [-along[1], along[0]];
            let turned = [-up[1], up[0]];
            let first = [x + along[0] + up[0], y + along[1] + up[1]];
            let second = [x + next[0] - turned[0], y + next[1] - turned[1]];
            points.extend([point(first, true), point(second, true)]);
            points.push(point([x + next[0], y + next[1]], false));
            (along, up) = (next, turned);
        }
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn fill(&mut self, inks: [f32; 4]) {
        let [c, m, y, k] = inks.map(|part| part / 100.0);
        self.ops.push(Op::SetFillColor { col: Color::Cmyk(Cmyk::new(c, m, y, k, None)) });
    }

    fn rectangle(&mut self, one: [f64; 2], other: [f64; 2]) {
        let (left, bottom) = (one[0].min(other[0]), one[1].min(other[1]));
        let (width, height) = ((other[0] - one[0]).abs(), (other[1] - one[1]).abs());
        let [x, y, width, height] = [left, bottom, width, height].map(|side| Pt::from(mm(side)));
        let rectangle =
            Filled { mode: Some(PaintMode::Fill), ..Filled::from_xywh(x, y, width, height) };
        self.ops.push(Op::DrawRectangle { rectangle });
    }
}
