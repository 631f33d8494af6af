//! Plans: which signatures there are, how each lies on its sheet, and which sheet suits best.

use neikan_base::diagnostic::{Failure, Finding, Findings};

use super::block::{Bed, Duplex, Face, Lip, Measures, faces, fit};
use super::millimetres;
use super::scheme::{self, Grid, Insert, Method, Side, Signature, Spine};
use super::sheet::Sheet;
use crate::Inks;
use crate::marks::shapes::Guide;

/// The most pages next to or above each other on a sheet that is cut.
const MOST: usize = 8;

/// How pages should be put on sheets.
#[derive(Debug, Clone)]
pub struct Wish {
    /// How the sheets become a book.
    pub method: Method,
    /// At which side the book has its spine.
    pub spine: Spine,
    /// The sheet and the press.
    pub bed: Bed,
    /// The sheets that the shop has: the one that is used best is proposed if it saves paper.
    pub shop: Vec<Sheet>,
    /// Whether that one is taken instead of the sheet of the bed.
    pub choose: bool,
    /// How the backs of the last, smaller signatures are printed; if `None`, as the others.
    pub rest: Option<Duplex>,
    /// How many copies of each page stand on a sheet that is cut (联); folded sheets have one.
    pub up: usize,
    /// How many pages go on both sides of a sheet together; if `None`, as many as fit.
    pub signature: Option<usize>,
    /// The thickness of the paper, mm, if known.
    pub thickness: Option<f64>,
    /// How far the innermost pages move, mm, if this should not follow from the paper.
    pub creep: Option<f64>,
    /// What is milled off at the spine of a perfect-bound book, mm.
    pub mill: f64,
    /// The lip of saddle-stitched signatures.
    pub lip: Lip,
    /// The most bleed that is printed, mm.
    pub bleed: f64,
    /// The inks of the job.
    pub inks: Inks,
    /// The pieces that are bound in between the signatures.
    pub inserts: Vec<Insert>,
    /// Where leaves that are cut out are folded, mm from the left of the front.
    pub folds: Vec<f64>,
}

impl Wish {
    /// What contradicts itself in these settings.
    pub fn contradictions(&self) -> Findings {
        let folded = self.method != Method::Cut;
        let places = self.signature.map_or(0, |pages| pages / 2);
        let wrong = [
            ("--lip", "saddle", self.lip.width > 0.0 && self.method != Method::Saddle),
            ("--rest", "folded", self.rest.is_some() && !folded),
            ("--up", "cut", self.up != 1 && folded),
            ("--insert", "folded", !self.inserts.is_empty() && !folded),
        ];
        let mut findings = Findings::default();
        for (option, needs, _) in wrong.into_iter().filter(|(.., wrong)| *wrong) {
            let finding = Finding::stop("impose-option-binding").with("option", option);
            findings.push(finding.with("needs", needs));
        }
        if !folded && (self.up == 0 || !places.is_multiple_of(self.up)) {
            let finding = Finding::stop("impose-up").with("up", self.up);
            findings.push(finding.with("places", places));
        }
        findings
    }
}

/// A sheet with its two sides.
#[derive(Debug)]
pub struct Planned {
    /// Its pages.
    pub signature: Signature,
    /// Whether there is also room for bleed and marks.
    pub roomy: bool,
    /// How its back is printed.
    pub duplex: Duplex,
    /// Front and back.
    pub faces: [Face; 2],
}

/// Divides pages into signatures and places each on the sheet.
///
/// # Errors
/// The findings `impose-sheet-small` and `impose-insert`.
pub fn plan(pages: usize, wish: &Wish, measures: &Measures) -> Result<Vec<Planned>, Failure> {
    let small = || {
        let sheet = wish.bed.sheet;
        let finding = Finding::stop("impose-sheet-small");
        let finding = finding.with("width", millimetres(measures.width));
        let finding = finding.with("height", millimetres(measures.height));
        let finding = finding.with("sheetwidth", millimetres(sheet.width));
        Failure::from(finding.with("sheetheight", millimetres(sheet.height)))
    };
    let signatures = match wish.method {
        Method::Cut => {
            let grid = grid(pages, wish, measures).ok_or_else(small)?;
            scheme::piles(pages, grid, wish.up)
        }
        method => {
            let largest = largest(pages, wish, measures).ok_or_else(small)?;
            let all = scheme::signatures(pages, method, largest, wish.spine, &wish.inserts);
            all.map_err(|insert| unbound(insert, pages))?
        }
    };
    let most = signatures.iter().map(|own| own.grid.pages()).max().unwrap_or(0);
    let lay = |signature: Signature| {
        let rest = wish.rest.filter(|_| signature.grid.pages() < most);
        let rest = rest.map(|duplex| Bed { duplex, ..wish.bed });
        let fitted = |bed: Bed| Some((bed, fit(&bed, measures, signature.grid)?));
        let rest = rest.and_then(fitted).filter(|(_, fit)| fit.roomy);
        let (bed, fit) = rest.or_else(|| fitted(wish.bed)).ok_or_else(small)?;
        let faces = faces(&bed, measures, &fit, &signature);
        let faces = faces.map(|face| folded(face, measures.width, &wish.folds));
        Ok(Planned { signature, roomy: fit.roomy, duplex: bed.duplex, faces })
    };
    signatures.into_iter().map(lay).collect()
}

/// A side with the folds of its leaves, from the left of the front, from the right of the back.
fn folded(face: Face, width: f64, folds: &[f64]) -> Face {
    let own = folds.iter().map(|at| if face.side == Side::Front { *at } else { width - at });
    let own: Vec<f64> = own.collect();
    let mut guides = face.guides.clone();
    for motion in face.cells.iter().map(|cell| cell.motion) {
        let upright = motion.quarters.is_multiple_of(2);
        for [x, y] in own.iter().map(|at| motion.point([*at, 0.0])) {
            let at = if upright { x } else { y };
            let same = |own: &Guide| own.upright == upright && (own.at - at).abs() < 0.01;
            if !guides.iter().any(same) {
                guides.push(Guide { upright, at, fold: true });
            }
        }
    }
    guides.sort_by(|a, b| a.upright.cmp(&b.upright).then(a.at.total_cmp(&b.at)));
    Face { guides, ..face }
}

/// A finding about an insert that cannot be bound in where it is wanted.
fn unbound(insert: Insert, pages: usize) -> Failure {
    let finding = Finding::stop("impose-insert").with("after", insert.after);
    finding.with("own", insert.pages).with("pages", pages).into()
}

/// The largest signature that fits on the sheet, or the requested one.
fn largest(pages: usize, wish: &Wish, measures: &Measures) -> Option<usize> {
    let most = pages.next_multiple_of(4);
    let sizes: Vec<usize> = match wish.signature {
        Some(wished) => vec![wished],
        None => scheme::USUAL.into_iter().filter(|size| *size <= most).collect(),
    };
    let fits = sizes.into_iter().filter_map(|size| {
        let fit = fit(&wish.bed, measures, scheme::folded(size, wish.spine)?)?;
        Some((size, fit.roomy))
    });
    let fits: Vec<(usize, bool)> = fits.collect();
    let roomy = fits.iter().find(|(_, roomy)| *roomy);
    roomy.or(fits.first()).map(|(size, _)| *size)
}

/// The grid with the most leaves that fits on the sheet, or the requested one.
fn grid(pages: usize, wish: &Wish, measures: &Measures) -> Option<Grid> {
    let leaves = pages.div_ceil(2);
    let grids = (1..=MOST).flat_map(|rows| (1..=MOST).map(move |columns| (rows, columns)));
    let grids = grids.map(|(rows, columns)| Grid { columns, rows, spine: None });
    let fits = grids.filter_map(|grid| {
        let cells = grid.columns * grid.rows;
        let wanted = match wish.signature {
            Some(wished) => grid.pages() == wished,
            None => cells <= leaves * wish.up && cells.is_multiple_of(wish.up),
        };
        let fit = fit(&wish.bed, measures, grid).filter(|_| wanted)?;
        Some((fit.roomy, cells, fit.motion.quarters == 0, grid))
    });
    let best = fits.max_by_key(|&(roomy, cells, upright, _)| (roomy, cells, upright));
    best.map(|(.., grid)| grid)
}

/// The sheet of the shop that is used best, with how much of it is used, percent; of equals, the
/// first. Sheets without room for bleed and marks do not count.
pub fn best(pages: usize, wish: &Wish, measures: &Measures) -> Option<(Sheet, f64)> {
    let tried = wish.shop.iter().filter_map(|&sheet| {
        let own = Wish { bed: Bed { sheet, ..wish.bed }, ..wish.clone() };
        let plan = plan(pages, &own, measures).ok()?;
        let roomy = plan.iter().all(|sheet| sheet.roomy);
        roomy.then(|| (sheet, used(pages, &plan, &own, measures)))
    });
    let tried: Vec<(Sheet, f64)> = tried.collect();
    tried.into_iter().rev().max_by(|one, other| one.1.total_cmp(&other.1))
}

/// How much of both sides of the sheets pages cover, percent to a tenth.
pub fn used(pages: usize, plan: &[Planned], wish: &Wish, measures: &Measures) -> f64 {
    let Sheet { width, height } = wish.bed.sheet;
    let paper = 2.0 * plan.len() as f64 * width * height;
    let own = |sheet: &Planned| {
        let printed = sheet.signature.slots.iter().filter(|slot| slot.page < pages).count();
        // A plate with both sides prints the sheet twice.
        printed * if sheet.duplex.one_plate() { 2 } else { 1 }
    };
    let printed: usize = plan.iter().map(own).sum();
    let covered = printed as f64 * measures.width * measures.height;
    if paper > 0.0 { (covered / paper * 1_000.0).round() / 10.0 } else { 0.0 }
}

/// How many pages are added at the end to fill the last sheet.
pub fn blanks(pages: usize, plan: &[Planned], wish: &Wish) -> usize {
    let places: usize = plan.iter().map(|sheet| sheet.signature.grid.pages()).sum();
    (places / wish.up.max(1)).saturating_sub(pages)
}

/// How many folds surround the innermost one.
pub fn deepest(plan: &[Planned]) -> usize {
    let slots = plan.iter().flat_map(|sheet| &sheet.signature.slots);
    slots.map(|slot| slot.depth).max().unwrap_or(0)
}
