//! Draws marks with printpdf: lines and registration marks in the colour of all plates, patches in
//! their own inks.

use printpdf::{
    Cmyk, Color, DictItem, Line, LineDashPattern, LinePoint, Mm, Op, PaintMode, PdfDocument,
    PdfPage, PdfSaveOptions, Point, Pt, Rect as Filled,
};

use super::plates::{self, ALL};
use super::shapes::{DASHES, LOW, Rect, Size, Strip, THICKNESS, Tone};

/// The handle length, in radii, with which four Bézier curves make a circle.
const HANDLE: f64 = 0.552_285;

/// Draws on one page, operation by operation; every point is in mm.
pub struct Pen {
    ops: Vec<Op>,
}

impl Pen {
    /// A pen for a new page, whose colour of marks takes so many tints.
    pub fn new(tints: usize) -> Self {
        let ops = vec![
            Op::SetColorSpaceStroke { id: ALL.to_owned() },
            tint("SCN", 1.0, tints),
            Op::SetOutlineThickness { pt: Pt(THICKNESS) },
        ];
        Self { ops }
    }

    /// Crop marks, and dashed fold marks.
    pub fn ticks(&mut self, strip: &Strip) {
        let Some(end) = strip.ticks() else { return };
        for fold in [false, true] {
            let dash = LineDashPattern::new(0.0, if fold { &DASHES } else { &[] });
            self.ops.push(Op::SetLineDashPattern { dash });
            for guide in strip.guides.iter().filter(|guide| guide.fold == fold) {
                self.line(strip.at(guide.at, strip.off), strip.at(guide.at, end));
            }
        }
        self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::solid() });
    }

    /// A registration mark at a position along an edge: a cross in a circle.
    pub fn registration(&mut self, strip: &Strip, along: f64, size: Size) {
        let [x, y] = strip.at(along, strip.off + size.middle);
        self.line([x - size.arm, y], [x + size.arm, y]);
        self.line([x, y - size.arm], [x, y + size.arm]);
        self.circle([x, y], size.radius);
    }

    /// A colour bar from a position along an edge, with patches of a given width and height.
    pub fn bar(&mut self, strip: &Strip, from: f64, patches: &[Tone], [wide, high]: [f64; 2]) {
        let low = strip.off + LOW;
        for (index, tone) in patches.iter().enumerate() {
            let along = from + wide * index as f64;
            self.patch(*tone, strip.at(along, low), strip.at(along + wide, low + high));
        }
    }

    /// A filled rectangle between two points.
    pub fn patch(&mut self, tone: Tone, one: [f64; 2], other: [f64; 2]) {
        match tone {
            Tone::Process(percent) => {
                let [c, m, y, k] = percent.map(|part| part / 100.0);
                self.ops.push(Op::SetFillColor { col: Color::Cmyk(Cmyk::new(c, m, y, k, None)) });
            }
            Tone::Spot(number, percent) => {
                self.ops.push(Op::SetColorSpaceFill { id: plates::spot(number) });
                self.ops.push(tint("scn", percent / 100.0, 1));
            }
        }
        let area = Rect::of(one, other);
        let [x, y, width, height] =
            [area.left, area.bottom, area.width(), area.height()].map(|side| Pt::from(mm(side)));
        let rectangle =
            Filled { mode: Some(PaintMode::Fill), ..Filled::from_xywh(x, y, width, height) };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// A line between two points.
    pub fn line(&mut self, from: [f64; 2], to: [f64; 2]) {
        let points = vec![point(from, false), point(to, false)];
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn circle(&mut self, [x, y]: [f64; 2], radius: f64) {
        let handle = radius * HANDLE;
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
}

/// Writes the drawings as a PDF, one page of a size (mm) per pen. The colour of all plates and spot inks
/// are used by name, but still have to be added to the resources.
pub fn write(pages: Vec<([f64; 2], Pen)>) -> Vec<u8> {
    let pages = pages.into_iter();
    let pages = pages.map(|([width, height], pen)| PdfPage::new(mm(width), mm(height), pen.ops));
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        // printpdf does not know tints in a custom colour space.
        secure: false,
        image_optimization: None,
    };
    PdfDocument::new("marks").with_pages(pages.collect()).save(&options, &mut Vec::new())
}

/// The operation that chooses a tint of each ink in a colour space with a name.
fn tint(key: &str, part: f32, inks: usize) -> Op {
    let value = (0..inks).map(|_| DictItem::Real(part)).collect();
    Op::Unknown { key: key.to_owned(), value }
}

fn mm(length: f64) -> Mm {
    Mm(length as f32)
}

fn point([x, y]: [f64; 2], bezier: bool) -> LinePoint {
    LinePoint { p: Point::new(mm(x), mm(y)), bezier }
}
