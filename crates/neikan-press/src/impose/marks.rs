//! Marks on sheets: crop marks, fold marks, registration marks, colour bars and collating marks.
//!
//! printpdf draws one page for each plate. Marks without room are left out, and nothing is drawn
//! where the grippers hold the sheet.

use super::block::{Face, Motion};
use super::sheet::Sheet;
use crate::marks::pen::{self, Pen};
use crate::marks::shapes::{Edge, LENGTH, LOW, OFF, Rect, SHEET, Strip, Tone};

/// The space kept free at both ends of a span for registration marks, mm.
const ENDS: f64 = 10.0;
/// The height of a collating mark, and the step from one to the next, mm.
const STEP: f64 = 8.0;
/// The length of the mark for the side lay, mm, and the distance between its lines.
const LAY: f64 = 8.0;
const LAY_STEP: f64 = 0.1;
/// The ink of collating marks.
const BLACK: Tone = Tone::Process([0.0, 0.0, 0.0, 100.0]);

/// Whether there is room for slug, bars and registration marks.
fn has_band(strip: &Strip) -> bool {
    strip.room >= strip.off + SHEET.band() && !spans(strip).is_empty()
}

/// The stretches between the guides that are long enough to hold something.
fn spans(strip: &Strip) -> Vec<[f64; 2]> {
    let pairs = strip.guides.windows(2).map(|pair| [pair[0].at, pair[1].at]);
    pairs.filter(|[from, to]| to - from > 3.0 * ENDS).collect()
}

/// What was drawn on one side of a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// Where the slug line goes and how far it is scaled down; `None` if there is no room.
    pub slug: Option<(Motion, f64)>,
    /// Whether there are colour bars.
    pub bars: bool,
    /// Whether every cut has a crop mark at one end at least.
    pub cropped: bool,
    /// Whether the side lay has its mark, or none is asked for.
    pub laid: bool,
}

/// The content of one page: the sides of a signature that are printed together, each with the
/// length and height of its slug line, mm.
pub struct Plate<'a> {
    /// The sides.
    pub faces: Vec<&'a Face>,
    /// The size of each slug line, mm; `None` if there is none.
    pub slugs: Vec<Option<[f64; 2]>>,
    /// The number of the signature, from 0.
    pub signature: usize,
}

/// Draws the marks of all plates, one page each, with colour bars of these patches and a colour of marks
/// that takes so many tints; returns the PDF and what was drawn for each face.
pub fn draw(
    sheet: Sheet,
    plates: &[Plate<'_>],
    (patches, tints): (&[Tone], usize),
) -> (Vec<u8>, Vec<Vec<Drawn>>) {
    let mut pages = Vec::new();
    let mut drawn = Vec::new();
    for plate in plates {
        let mut pen = Pen::new(tints);
        let faces = plate.faces.iter().zip(&plate.slugs);
        let faces = faces.map(|(face, slug)| {
            let printed = (*slug, plate.signature);
            around(&mut pen, face, printed, patches)
        });
        drawn.push(faces.collect());
        if let [front, back] = plate.faces.as_slice() {
            halves(&mut pen, front, back);
        }
        pages.push(([sheet.width, sheet.height], pen));
    }
    (pen::write(pages), drawn)
}

/// Where the collating mark of a signature ends on a spine of a given height, mm from the foot.
fn collating_foot(height: f64, signature: usize) -> f64 {
    let steps = ((height - 4.0 * STEP) / STEP).max(1.0) as usize;
    height - 3.0 * STEP - STEP * (signature % steps) as f64
}

/// Where words of a size (mm) go below the collating mark of a signature, read from head to foot,
/// and how far they are scaled down; `None` if there is no spine or too little room.
pub fn spine_words(face: &Face, signature: usize, size: [f64; 2]) -> Option<(Motion, f64)> {
    let (spine, [width, height]) = face.spine?;
    let below = collating_foot(height, signature) - 4.0;
    let scale = (below / size[0]).min(width / size[1]).min(1.0);
    let size = size.map(|edge| edge * scale);
    let rect = spine.rect([(width - size[1]) / 2.0, below + 2.0 - size[0]], [size[1], size[0]]);
    let corner = [rect.left, rect.bottom];
    (scale > 0.3).then_some((Motion { quarters: (spine.quarters + 3) % 4, size, corner }, scale))
}

/// The marks around one side of a signature.
fn around(
    pen: &mut Pen,
    face: &Face,
    (slug, signature): (Option<[f64; 2]>, usize),
    patches: &[Tone],
) -> Drawn {
    let strip = |edge| Strip::new(edge, face.outline, face.frame, face.bleed, &face.guides);
    let strips = edges(face.tail).map(strip);
    // A cut is defined by a mark at one of its ends.
    let cropped = [true, false].into_iter().all(|level| {
        strips.iter().any(|strip| strip.edge.is_level() == level && strip.ticks().is_some())
    });
    for strip in &strips {
        pen.ticks(strip);
        registration(pen, strip);
    }
    face.corners.iter().for_each(|[from, to]| pen.line(*from, *to));
    collate(pen, face, signature);
    let roomy = strips.iter().find(|strip| has_band(strip));
    let (slug, bars) = roomy.map_or((None, false), |strip| band(pen, strip, slug, patches));
    let laid = lay_mark(pen, face, &strips);
    Drawn { slug, bars, cropped, laid }
}

/// The edges in the order in which they are tried for slug and bars, the tail first.
fn edges(tail: Edge) -> [Edge; 4] {
    let [top, right, left, bottom] = Edge::ALL;
    if tail == bottom { [bottom, right, left, top] } else { [top, right, left, bottom] }
}

/// The mark at the edge of the paper that lies at the side lay, a third of the sheet from the
/// grippers, so that the edge of the pile shows which sheets lay askew. Returns whether it is drawn
/// where it is asked for.
fn lay_mark(pen: &mut Pen, face: &Face, strips: &[Strip]) -> bool {
    let Some(strip) = strips.iter().find(|strip| Some(strip.edge) == face.laid) else {
        return true;
    };
    let marks = if has_band(strip) { SHEET.band() } else { 0.0 };
    let length = (strip.room - strip.off - marks).min(LAY);
    if length < LAY / 4.0 {
        return false;
    }
    let Rect { bottom, top, .. } = face.frame;
    let third = (top - bottom) / 3.0;
    let middle = if face.tail == Edge::Bottom { top - third } else { bottom + third };
    for step in -2..=2 {
        let along = middle + f64::from(step) * LAY_STEP;
        pen.line(strip.at(along, strip.room - length), strip.at(along, strip.room));
    }
    true
}

/// Crop marks for cutting a sheet with two copies in half, at both ends of the cut.
fn halves(pen: &mut Pen, front: &Face, back: &Face) {
    let both = |of: fn(&Face) -> f64| [of(front), of(back)];
    let lower = |[one, other]: [f64; 2]| one.min(other);
    let upper = |[one, other]: [f64; 2]| one.max(other);
    let (left, right) = (lower(both(|it| it.frame.left)), upper(both(|it| it.frame.right)));
    let (bottom, top) = (lower(both(|it| it.frame.bottom)), upper(both(|it| it.frame.top)));
    if front.frame.right < right || back.frame.right < right {
        let x = lower(both(|it| it.frame.right));
        let inner = [lower(both(|it| it.outline.right)), upper(both(|it| it.outline.left))];
        if inner[0] + OFF <= x && inner[1] - OFF >= x {
            pen.line([x, top - LENGTH], [x, top]);
            pen.line([x, bottom], [x, bottom + LENGTH]);
        }
    } else {
        let y = lower(both(|it| it.frame.top));
        let inner = [lower(both(|it| it.outline.top)), upper(both(|it| it.outline.bottom))];
        if inner[0] + OFF <= y && inner[1] - OFF >= y {
            pen.line([left, y], [left + LENGTH, y]);
            pen.line([right - LENGTH, y], [right, y]);
        }
    }
}

/// Registration marks near both ends of an edge.
fn registration(pen: &mut Pen, strip: &Strip) {
    if !has_band(strip) {
        return;
    }
    let spans = spans(strip);
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return };
    for along in [first[0] + ENDS / 2.0, last[1] - ENDS / 2.0] {
        pen.registration(strip, along, SHEET);
    }
}

/// A black bar on the outer spine, one step lower for every signature, so that a missing one shows.
fn collate(pen: &mut Pen, face: &Face, signature: usize) {
    let Some((motion, [width, height])) = face.spine else { return };
    let foot = collating_foot(height, signature);
    pen.patch(BLACK, motion.point([0.0, foot]), motion.point([width, foot + STEP]));
}

/// The slug line and, next to it, the colour bars.
fn band(
    pen: &mut Pen,
    strip: &Strip,
    slug: Option<[f64; 2]>,
    patches: &[Tone],
) -> (Option<(Motion, f64)>, bool) {
    let mut spans = spans(strip).into_iter().map(|[from, to]| [from + ENDS, to - ENDS]);
    let Some([from, to]) = spans.next() else { return (None, false) };
    let Some(size) = slug else { return (None, bars(pen, strip, [from, to], patches)) };
    let rest: Vec<[f64; 2]> = spans.collect();
    // A single span is shared: the bars take as much of it as they need.
    let bar = SHEET.patch * patches.len() as f64;
    let end = if rest.is_empty() { (to - bar - 5.0).max((from + to) / 2.0) } else { to };
    let scale = ((end - from) / size[0]).min(1.0);
    let (width, height) = (size[0] * scale, size[1] * scale);
    let low = strip.off + LOW + (SHEET.patch - height) / 2.0;
    let corner = match strip.edge {
        Edge::Top | Edge::Right => strip.at(from, low),
        Edge::Left | Edge::Bottom => strip.at(from, low + height),
    };
    let quarters = u8::from(!strip.edge.is_level());
    let motion = Motion { quarters, size: [width, height], corner };
    let spans = if rest.is_empty() { vec![[from + width + 5.0, to]] } else { rest };
    let bars = spans.into_iter().map(|span| bars(pen, strip, span, patches)).collect::<Vec<_>>();
    (Some((motion, scale)), bars.contains(&true))
}

/// As many colour bars as fit in a span; a smaller one if not even one fits.
fn bars(pen: &mut Pen, strip: &Strip, [from, to]: [f64; 2], patches: &[Tone]) -> bool {
    let count = patches.len() as f64;
    let patch = SHEET.patch.min((to - from) / count);
    if patch < SHEET.patch / 2.0 {
        return false;
    }
    let times = ((to - from) / (patch * count)).floor().max(1.0) as usize;
    pen.bar(strip, from, &patches.repeat(times), [patch, SHEET.patch]);
    true
}
