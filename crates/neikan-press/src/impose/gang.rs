//! Ganging (合版): pieces of different sizes on one sheet, which the guillotine cuts apart.
//!
//! A piece is a file; two pages after one another are the front and the back of a leaf. Around every
//! leaf lies half of the gutter, with its bleed and its crop marks, and [`pack`] puts leaves and gutters
//! together so that every cut goes from edge to edge of the paper under the knife.

use std::collections::BTreeMap;

use lopdf::{Document, Object};

use super::block::{Bed, Face, Motion};
use super::carry::{Carrier, Trimmed, absorb, trimmed};
use super::marks::{self, Plate};
use super::pack::pack;
use super::scheme::Side;
use super::sheet::Sheet;
use super::write::{self, Placed, SourceLabels};
use super::{
    Heading, Line, Lines, Setter, TOLERANCE, complain_of_paper, marks_forms, millimetres, slug,
    tell,
};
use crate::Inks;
use crate::marks::plates;
use crate::marks::shapes::{Edge, Guide, LEAST, LENGTH, OFF, Rect, SHEET, sheet_patches};
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};
use neikan_base::locale::Locale;
use pdfx_preflight::matrix::then;
use pdfx_preflight::pdf::POINTS;
use pdfx_preflight::reading::{Limits, Page, open};

/// The room for crop marks between the bleeds of two leaves, mm, if no gutter is asked for.
const MARKED: f64 = 6.0;
/// The most leaves on a sheet.
pub const MOST: usize = 500;

/// A file whose leaves are to be on the sheet.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// How readers know it.
    pub name: &'a str,
    /// The file.
    pub pdf: &'a [u8],
    /// How often each of its leaves is on the sheet.
    pub copies: usize,
}

/// How pieces should be put on the sheet.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The sheet and the press.
    pub bed: Bed,
    /// The sheets that the shop has: the one that is used best is proposed if it saves paper.
    pub shop: Vec<Sheet>,
    /// Whether that one is taken instead of the sheet of the bed.
    pub choose: bool,
    /// The distance between the trims of neighbours, mm; if `None`, bleed and marks have room. Bleeds
    /// always have.
    pub gutter: Option<f64>,
    /// The most bleed that is printed, mm.
    pub bleed: f64,
}

/// A kind of leaves on the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// The piece that it is of, by its place in the list.
    pub piece: usize,
    /// Its pages in that, from 1: the front and, if there is one, the back.
    pub pages: Vec<usize>,
    /// Its trimmed size, mm.
    pub size: [f64; 2],
    /// Its bleed, mm.
    pub bleed: f64,
    /// How often it is on the sheet.
    pub copies: usize,
}

/// A leaf on the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Laid {
    /// Which one, by its place among the leaves.
    pub leaf: usize,
    /// Its front, from upright to the position on the sheet.
    pub motion: Motion,
    /// The trim of its front, mm.
    pub trim: Rect,
}

/// Leaves on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The leaves.
    pub laid: Vec<Laid>,
    /// What surrounds the leaves and their halves of the gutter, mm.
    pub block: Rect,
    /// The distance between the trims of neighbours, mm.
    pub gutter: f64,
    /// Whether there is also room for slug and colour bars.
    pub roomy: bool,
}

/// The sheet.
#[derive(Debug)]
pub struct Ganged {
    /// The file.
    pub pdf: Vec<u8>,
    /// The number of pages of the file: the sides to be printed.
    pub sides: usize,
    /// The sheet as it lies on the press.
    pub sheet: Sheet,
    /// What is cut out of it.
    pub leaves: Vec<Leaf>,
    /// Where.
    pub layout: Layout,
    /// How much of the sheet is cut out of it, percent.
    pub used: f64,
    /// What should be looked at.
    pub findings: Findings,
}

/// Puts pieces on one sheet; without a setter the slug lines are left out.
///
/// # Errors
/// [`Failure::Stopped`] if a PDF cannot be read, or if the pieces do not fit on the sheet.
pub fn gang(
    pieces: &[Piece<'_>],
    terms: &Terms,
    heading: &Heading,
    setter: Option<&Setter<'_>>,
) -> Result<Ganged, Failure> {
    let mut findings = Findings::default();
    let mut job = Job::read(pieces, terms, &mut findings)?;
    let best = best(&job.leaves, terms);
    let sheet = best.filter(|_| terms.choose).map_or(terms.bed.sheet, |(sheet, _)| sheet);
    let bed = Bed { sheet, ..terms.bed };
    let layout = arrange(&job.leaves, &bed, terms.gutter)
        .ok_or_else(|| refusal(&job.leaves, pieces, &bed, terms, best))?;
    let used = used(&job.leaves, &layout, &bed);
    complain_of_paper(used, best, &mut findings);
    // Set the slug lines, and draw the marks around every side.
    let bleed = job.leaves.iter().map(|leaf| leaf.bleed).fold(0.0, f64::max);
    let sides = if job.leaves.iter().any(|leaf| leaf.pages.len() > 1) { 2 } else { 1 };
    let faces = [Side::Front, Side::Back].map(|side| face(&bed, &layout, bleed, side));
    let faces = &faces[..sides];
    let document = &mut job.document;
    // Pieces of several jobs have nothing in common but the four inks of the press.
    let inks = (&Inks::default(), &[][..]);
    let lines = lines(faces, heading, inks);
    let mut lines = Lines::set(document, setter, (&lines, inks), &mut findings)?;
    let plates = films(faces, bed.duplex.one_plate(), &lines);
    let patches = sheet_patches(inks.0, inks.1);
    let tints = plates::tints(inks.0, inks.1);
    let (drawing, drawn) = marks::draw(sheet, &plates, (&patches, tints));
    tell(&drawn, lines.is_set(), &mut findings);
    // Place leaves, marks and lines on the sheet.
    let marks = marks_forms(document, &drawing, lines.all, inks)?;
    let mut made = Vec::new();
    let mut forms = BTreeMap::new();
    for ((plate, drawn), marks) in plates.iter().zip(&drawn).zip(marks) {
        let mut placed = Vec::new();
        for face in &plate.faces {
            job.place(&layout, &bed, face.side, &mut forms, &mut placed)?;
        }
        placed.push(Placed { form: marks, matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], room: None });
        lines.place(plate, drawn, &mut placed);
        made.push(write::add_sheet(&mut job.document, sheet, &placed));
    }
    // Write it as a file of its own.
    let sides = made.len();
    let sums = pieces.iter().map(|piece| neikan_base::hash::sha256(piece.pdf));
    let made_of = format!("{terms:?} {:?}", sums.collect::<Vec<_>>());
    let labels = write::labels(&job.source, &heading.name, made_of.as_bytes());
    let pdf = write::write(job.document, &job.source, made, &labels)?;
    Ok(Ganged { pdf, sides, sheet, leaves: job.leaves, layout, used, findings })
}

/// The pieces in one document.
struct Job {
    document: Document,
    source: SourceLabels,
    leaves: Vec<Leaf>,
    /// The pages of each leaf, and how they are cut.
    pages: Vec<Vec<(Page, Trimmed)>>,
    carrier: Carrier,
}

impl Job {
    /// Reads the pieces, each into the document of the first.
    fn read(pieces: &[Piece<'_>], terms: &Terms, findings: &mut Findings) -> Result<Self, Failure> {
        let mut document = Document::new();
        let (mut sources, mut leaves, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for (number, piece) in pieces.iter().enumerate() {
            let here = |finding: Finding| finding.at(Place::file(piece.name));
            let own = open(piece.pdf, &Limits::OWN).map_err(here)?;
            let labels = SourceLabels::of(&own.document);
            document.version = own.document.version.clone().max(document.version);
            let (pages, by) = absorb(&mut document, own);
            sources.push(labels.moved(by));
            let cut = |page: Page| trimmed(&page).map(|cut| (page, cut));
            let pages: Result<Vec<(Page, Trimmed)>, Finding> = pages.into_iter().map(cut).collect();
            let pages = pages.map_err(here)?;
            complain(&document, &pages, &here, findings);
            for pair in pages.chunks(2) {
                leaves.push(leaf(number, piece.copies, pair, terms));
                all.push(pair.to_vec());
            }
        }
        if leaves.iter().map(|leaf| leaf.copies).sum::<usize>() > MOST {
            return Err(Finding::stop("impose-pieces-count").with("most", MOST).into());
        }
        let source = together(&document, sources, pieces, findings);
        Ok(Self { document, source, leaves, pages: all, carrier: Carrier::new() })
    }

    /// Places one side of every leaf; `forms` has those that were made before.
    fn place(
        &mut self,
        layout: &Layout,
        bed: &Bed,
        side: Side,
        forms: &mut BTreeMap<(usize, Side), lopdf::ObjectId>,
        placed: &mut Vec<Placed>,
    ) -> Result<(), Failure> {
        for laid in &layout.laid {
            let (leaf, index) = (&self.leaves[laid.leaf], usize::from(side == Side::Back));
            let Some((page, cut)) = self.pages[laid.leaf].get(index) else { continue };
            let key = (laid.leaf, side);
            let form = match forms.get(&key) {
                Some(form) => *form,
                None => self.carrier.form(&mut self.document, page, cut.printed)?,
            };
            forms.insert(key, form);
            let motion = seen(laid, bed, side);
            // A back of another size is centred.
            let [x, y] = [0, 1].map(|axis| (leaf.size[axis] - cut.size[axis]) / 2.0 * POINTS);
            let upright = then(cut.upright, [1.0, 0.0, 0.0, 1.0, x, y]);
            let matrix = then(upright, write::in_points(&motion));
            let [width, height] = leaf.size.map(|edge| edge + 2.0 * leaf.bleed);
            let room = motion.rect([-leaf.bleed; 2], [width, height]);
            placed.push(Placed { form, matrix, room: Some(room) });
        }
        Ok(())
    }
}

/// The leaf of a front and perhaps a back; it is cut as its front is.
fn leaf(piece: usize, copies: usize, pages: &[(Page, Trimmed)], terms: &Terms) -> Leaf {
    let size = pages.first().map(|(_, cut)| cut.size).unwrap_or_default();
    let bleed = pages.iter().map(|(_, cut)| cut.bleed).fold(0.0, f64::max).min(terms.bleed);
    let pages = pages.iter().map(|(page, _)| page.number).collect();
    Leaf { piece, pages, size, bleed: (bleed * 100.0).round() / 100.0, copies }
}

/// Reports what of a piece will not be as its maker may think.
fn complain(
    document: &Document,
    pages: &[(Page, Trimmed)],
    here: &dyn Fn(Finding) -> Finding,
    findings: &mut Findings,
) {
    let bare = pages.iter().filter(|(_, cut)| !cut.stated).count();
    if bare > 0 {
        findings.push(here(Finding::warn("impose-no-trim").with("count", bare)));
    }
    for pair in pages.chunks(2) {
        let [(_, front), (page, back)] = pair else { continue };
        if (0..2).any(|axis| (front.size[axis] - back.size[axis]).abs() > TOLERANCE) {
            findings.push(here(super::other_size(page.number, back.size, front.size)));
        }
    }
    if let Some(page) = super::annotated(document, pages.iter().map(|(page, _)| page)) {
        findings.push(here(Finding::warn("impose-annotations").with("page", page)));
    }
}

/// What all pieces say of themselves: they remain PDF/X if all are made for one printing condition.
fn together(
    document: &Document,
    sources: Vec<SourceLabels>,
    pieces: &[Piece<'_>],
    findings: &mut Findings,
) -> SourceLabels {
    let condition = |own: &SourceLabels| own.condition(document);
    let first = sources.first().map(|own| (own.standard, condition(own)));
    let other = sources.iter().position(|own| Some((own.standard, condition(own))) != first);
    if let Some(other) = other {
        let finding = Finding::warn("impose-piece-standard").with("piece", pieces[other].name);
        let finding = finding.with("first", pieces[0].name);
        findings.push(finding.at(Place::file(pieces[other].name)));
    }
    let layers = write::layers(document, &sources);
    let same = other.is_none();
    let sum = sources.first().map(|own| own.sum.clone()).unwrap_or_default();
    let sum = if sources.iter().all(|own| own.sum == sum) { sum } else { String::new() };
    let mut sources = sources.into_iter();
    let first = sources.next().unwrap_or_default();
    SourceLabels {
        title: first.title.filter(|_| pieces.len() == 1),
        standard: first.standard.filter(|_| same),
        sum,
        optional: layers,
        ..first
    }
}

/// Where the side of a leaf lies, from upright to the position on the sheet.
fn seen(laid: &Laid, bed: &Bed, side: Side) -> Motion {
    match side {
        Side::Front => laid.motion,
        Side::Back => {
            let trim = bed.behind(laid.trim);
            let quarters = bed.quarters_behind(laid.motion.quarters);
            Motion { quarters, corner: [trim.left, trim.bottom], ..laid.motion }
        }
    }
}

/// Lays leaves on a sheet; `None` if there is no room for all of them.
pub fn arrange(leaves: &[Leaf], bed: &Bed, gutter: Option<f64>) -> Option<Layout> {
    let bleed = leaves.iter().map(|leaf| leaf.bleed).fold(0.0, f64::max);
    let gutter = gutter.unwrap_or(2.0 * bleed.max(OFF) + MARKED).max(2.0 * bleed);
    let kinds = leaves.iter().enumerate();
    let kinds = kinds.flat_map(|(at, leaf)| std::iter::repeat_n(at, leaf.copies));
    let kinds: Vec<usize> = kinds.collect();
    let sizes = kinds.iter().map(|&at| leaves[at].size.map(|edge| edge + gutter));
    let sizes: Vec<[f64; 2]> = sizes.collect();
    let frame = bed.frame();
    let whole = [frame.width(), frame.height()];
    let band = SHEET.band();
    let rooms = [[0.0, band], [band, 0.0], [0.0, 0.0]];
    let (spots, spared) = rooms.into_iter().find_map(|spared| {
        Some((pack(&sizes, [whole[0] - spared[0], whole[1] - spared[1]])?, spared))
    })?;
    let reach =
        |axis: usize| spots.iter().map(|own| own.corner[axis] + own.size[axis]).fold(0.0, f64::max);
    let block = placed(&frame, [reach(0), reach(1)], bed);
    let laid = kinds.iter().zip(&spots).map(|(&at, spot)| {
        let [x, y] = spot.corner;
        let corner = [block.left + x + gutter / 2.0, block.bottom + y + gutter / 2.0];
        let size = leaves[at].size;
        let motion = Motion { quarters: u8::from(spot.turned), size, corner };
        Laid { leaf: at, motion, trim: motion.rect([0.0; 2], size) }
    });
    Some(Layout { laid: laid.collect(), block, gutter, roomy: spared != [0.0; 2] })
}

/// Where a block of a size lies in the frame: in the middle, but at the grippers if slug and bars have
/// no room otherwise.
fn placed(frame: &Rect, [width, height]: [f64; 2], bed: &Bed) -> Rect {
    let band = SHEET.band();
    let left = frame.left + (frame.width() - width) / 2.0;
    let spare = frame.height() - height;
    let middle = spare >= 2.0 * band || spare < band;
    let bottom = match (middle, bed.tail(Side::Front) == Edge::Top) {
        (true, _) => frame.bottom + spare / 2.0,
        (false, true) => frame.bottom,
        (false, false) => frame.bottom + spare,
    };
    Rect { left, bottom, right: left + width, top: bottom + height }
}

/// The sheet of the shop that is used best, with how much of it is used, percent; of equals, the first.
fn best(leaves: &[Leaf], terms: &Terms) -> Option<(Sheet, f64)> {
    let tried = terms.shop.iter().filter_map(|&sheet| {
        let bed = Bed { sheet, ..terms.bed };
        let layout = arrange(leaves, &bed, terms.gutter).filter(|own| own.roomy)?;
        Some((sheet, used(leaves, &layout, &bed)))
    });
    let tried: Vec<(Sheet, f64)> = tried.collect();
    tried.into_iter().rev().max_by(|one, other| one.1.total_cmp(&other.1))
}

/// How much of the sheet is cut out of it, percent to a tenth.
fn used(leaves: &[Leaf], layout: &Layout, bed: &Bed) -> f64 {
    let area = |laid: &Laid| leaves[laid.leaf].size.iter().product::<f64>();
    let cut: f64 = layout.laid.iter().map(area).sum();
    // A plate with both sides prints everything twice.
    let cut = if bed.duplex.one_plate() { 2.0 * cut } else { cut };
    let Sheet { width, height } = bed.sheet;
    (cut / (width * height) * 1_000.0).round() / 10.0
}

/// Why pieces cannot be on a sheet: one is larger than every sheet, or all together are.
fn refusal(
    leaves: &[Leaf],
    pieces: &[Piece<'_>],
    bed: &Bed,
    terms: &Terms,
    best: Option<(Sheet, f64)>,
) -> Failure {
    let sheets = std::iter::once(bed.sheet).chain(terms.shop.iter().copied());
    let sheets: Vec<Sheet> = sheets.collect();
    let alone = |leaf: &&Leaf| {
        let one = [Leaf { copies: 1, ..(*leaf).clone() }];
        let fits = |sheet| arrange(&one, &Bed { sheet, ..*bed }, terms.gutter).is_some();
        !sheets.iter().copied().any(fits)
    };
    let Sheet { width, height } = bed.sheet;
    let size = |finding: Finding| {
        finding.with("sheetwidth", millimetres(width)).with("sheetheight", millimetres(height))
    };
    if let Some(large) = leaves.iter().find(alone) {
        let name = pieces[large.piece].name;
        let finding = size(Finding::stop("impose-piece-large")).with("piece", name);
        let [width, height] = large.size.map(millimetres);
        let finding = finding.with("width", width).with("height", height);
        return finding.at(Place::file(name)).into();
    }
    let count: usize = leaves.iter().map(|leaf| leaf.copies).sum();
    let finding = size(Finding::stop("impose-pieces-many")).with("count", count);
    let better = best.map_or(String::new(), |(sheet, _)| {
        format!("{}×{}", millimetres(sheet.width), millimetres(sheet.height))
    });
    finding.with("other", better.is_empty()).with("better", better).into()
}

/// One side of the sheet, with its marks: the outer edges of the block, the cuts that go through all of
/// it, and the corners of every leaf.
fn face(bed: &Bed, layout: &Layout, bleed: f64, side: Side) -> Face {
    let turn = |front: Rect| if side == Side::Front { front } else { bed.behind(front) };
    let off = bleed.max(OFF);
    let block = turn(layout.block);
    let trims: Vec<Rect> = layout.laid.iter().map(|laid| turn(laid.trim)).collect();
    let half = layout.gutter / 2.0;
    let ends = [block.left, block.right].map(|at| (true, at)).into_iter();
    let ends = ends.chain([block.bottom, block.top].map(|at| (false, at)));
    let cuts = through(&trims, half);
    let guides = ends.chain(cuts).map(|(upright, at)| Guide { upright, at, fold: false });
    let mut guides: Vec<Guide> = guides.collect();
    guides.sort_by(|a, b| a.upright.cmp(&b.upright).then(a.at.total_cmp(&b.at)));
    // The marks around begin where the gutter ends.
    let outline = Rect {
        left: block.left + off,
        bottom: block.bottom + off,
        right: block.right - off,
        top: block.top - off,
    };
    let corners = trims.iter().flat_map(|trim| corners(trim, off, half)).collect();
    let (frame, tail, laid) = (turn(bed.frame()), bed.tail(side), bed.laid(side));
    let cells = Vec::new();
    Face { side, frame, outline, tail, laid, bleed, cells, guides, corners, spine: None }
}

/// The cuts that go through a whole block: whether upright, and where.
fn through(trims: &[Rect], half: f64) -> Vec<(bool, f64)> {
    let mut cuts = Vec::new();
    for upright in [true, false] {
        let span = |trim: &Rect| match upright {
            true => [trim.left - half, trim.right + half],
            false => [trim.bottom - half, trim.top + half],
        };
        let mut spans: Vec<[f64; 2]> = trims.iter().map(span).collect();
        spans.sort_by(|one, other| one[0].total_cmp(&other[0]));
        let mut reached = f64::NEG_INFINITY;
        for [from, to] in spans {
            if reached.is_finite() && from >= reached - 0.01 {
                cuts.push((upright, f64::midpoint(from, reached)));
            }
            reached = reached.max(to);
        }
    }
    cuts
}

/// The crop marks at the corners of a trim, as far as its half of the gutter; none if that has no room
/// for them.
fn corners(trim: &Rect, off: f64, half: f64) -> Vec<[[f64; 2]; 2]> {
    let end = (off + LENGTH).min(half);
    if end < off + LEAST {
        return Vec::new();
    }
    let ends = [(trim.left, -1.0), (trim.right, 1.0)];
    let corners = ends
        .into_iter()
        .flat_map(|end| [(trim.bottom, -1.0), (trim.top, 1.0)].map(|other| (end, other)));
    let lines = corners.flat_map(|((x, out), (y, up))| {
        [[[x + out * off, y], [x + out * end, y]], [[x, y + up * off], [x, y + up * end]]]
    });
    lines.collect()
}

/// The slug line of every side.
fn lines(faces: &[Face], heading: &Heading, (inks, spots): (&Inks, &[usize])) -> Vec<Line> {
    let locale = Locale::new(heading.language);
    let line = |face: &Face| {
        let mut values = heading.values.clone();
        values.insert("side", if face.side == Side::Front { "front" } else { "back" }.to_owned());
        Line { text: locale.fill(heading.key, &values), plates: Some(slug::letters(inks, spots)) }
    };
    faces.iter().map(line).collect()
}

/// The sides that are printed together.
fn films<'a>(faces: &'a [Face], one_plate: bool, lines: &Lines) -> Vec<Plate<'a>> {
    let sizes: Vec<_> = (0..faces.len()).map(|side| lines.size(side)).collect();
    if one_plate {
        return vec![Plate { faces: faces.iter().collect(), slugs: sizes, signature: 0 }];
    }
    let alone = |(face, size)| Plate { faces: vec![face], slugs: vec![size], signature: 0 };
    faces.iter().zip(sizes).map(alone).collect()
}

impl SourceLabels {
    /// The printing condition of the first output intent.
    fn condition(&self, document: &Document) -> Option<Vec<u8>> {
        let intents = pdfx_preflight::reading::resolve(document, self.intents.as_ref()?);
        let first = intents.as_array().ok()?.first()?;
        let own = pdfx_preflight::reading::resolve(document, first).as_dict().ok()?;
        let named = pdfx_preflight::reading::entry(document, own, b"OutputConditionIdentifier");
        let Object::String(name, _) = named else { return None };
        Some(name.clone())
    }
}
