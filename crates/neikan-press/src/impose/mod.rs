//! Imposition: the pages of any PDF on the sheets of a press.
//!
//! [`sheet`] knows the paper formats; [`plan()`] says which signatures there are and on which sheet
//! they lie; [`scheme`] decides which page is printed where, and [`creep`]
//! how far it moves towards its spine; [`block`] puts the pages of a side together and places them
//! on the sheet. [`carry`] turns the pages into forms, [`marks`] draws the marks around them,
//! [`slug`] places the lines that name the sheet, and [`write`] writes the file. [`gang`] puts pieces of
//! different sizes on one sheet, which [`pack`] finds the places for.

pub mod block;
mod carry;
pub mod creep;
pub mod gang;
pub mod marks;
pub mod pack;
mod plan;
pub mod scheme;
pub mod sheet;
mod slug;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document, ObjectId, dictionary};

use crate::Inks;
use crate::marks::plates;
use crate::marks::shapes::sheet_patches;
use block::{Bed, Face, Measures, Motion};
use carry::{Carrier, Trimmed, take_in, trimmed};
use marks::{Drawn, Plate};
use neikan_base::diagnostic::{Failure, Finding, Findings};
use neikan_base::locale::{Args, Language, Locale};
use pdfx_preflight::matrix::then;
use pdfx_preflight::pdf::POINTS;
use pdfx_preflight::reading::{Limits, Page, Pdf, open};
pub use plan::{Planned, Wish, plan};
use plan::{best, blanks, deepest, used};
use scheme::{Insert, Method, Side, Spine};
use sheet::Sheet;
pub use slug::{Letter, Line, Setter};
use write::{Placed, SourceLabels};

/// How far page sizes may differ without being reported, mm.
const TOLERANCE: f64 = 0.5;
/// The thickest paper that is folded four times, mm: some 60 g/m², by the trade's rule of thumb.
const FOURFOLD: f64 = 0.08;
/// How much more of a sheet must be used for it to be proposed, percent of the sheet.
const SAVED: f64 = 5.0;
/// How much of the sheets, percent, pages that leave half of them blank cover at most.
const HALF: f64 = 50.0;

/// What the slug line says about the sheets.
#[derive(Debug, Clone)]
pub struct Heading {
    /// The key of the line in the locales.
    pub key: &'static str,
    /// The language of the line.
    pub language: Language,
    /// The values that concern the whole job.
    pub values: Args,
    /// The name of the file without extension.
    pub name: String,
}

/// The imposed pages.
#[derive(Debug)]
pub struct Imposed {
    /// The file.
    pub pdf: Vec<u8>,
    /// The number of pages of the source.
    pub pages: usize,
    /// The number of blank pages after them.
    pub blanks: usize,
    /// How many pages are on both sides of each sheet, in the order of the sheets.
    pub signatures: Vec<usize>,
    /// The number of pages of the file: the sides to be printed.
    pub sides: usize,
    /// How many of the sheets are printed on both sides with one plate and cut into two copies.
    pub halved: usize,
    /// How the sheets become a book.
    pub method: Method,
    /// The pieces that are bound in, in their order in the book, each with the number of sheets that lie
    /// before it; saddle-stitched, around it.
    pub inserts: Vec<(Insert, usize)>,
    /// How far the innermost pages were moved, mm.
    pub creep: f64,
    /// How much of both sides of the sheets is covered by trimmed pages of the source, percent.
    pub used: f64,
    /// What should be looked at.
    pub findings: Findings,
}

/// Imposes the pages of a PDF from outside; without a setter the slug lines are left out.
///
/// # Errors
/// [`Failure::Stopped`] if the PDF cannot be read or its pages do not fit on the sheet.
pub fn impose(
    pdf: &[u8],
    wish: &Wish,
    heading: &Heading,
    setter: Option<&Setter<'_>>,
) -> Result<Imposed, Failure> {
    let mut findings = wish.contradictions().settle()?;
    // Read the pages, and find out how each is cut.
    let Pdf { mut document, pages, .. } = open(pdf, &Limits::OWN)?;
    let cuts = cut(&pages, &mut findings)?;
    let measures = measures(&cuts, wish);
    let best = best(pages.len(), wish, &measures);
    let sheet = best.filter(|_| wish.choose).map_or(wish.bed.sheet, |(sheet, _)| sheet);
    let wish = &Wish { bed: Bed { sheet, ..wish.bed }, ..wish.clone() };
    // Divide them into signatures, and place each on the sheet.
    let plan = plan(pages.len(), wish, &measures)?;
    complain(&document, &pages, &plan, wish, &mut findings);
    let used = used(pages.len(), &plan, wish, &measures);
    complain_of_paper(used, best, &mut findings);
    let thickness = thickness(&plan, wish, &mut findings);
    // Set the slug lines, and draw the marks around every side.
    let spots = wish.inks.spots_in(&document, &document.trailer.clone().into());
    let lines = lines(&plan, pages.len(), heading, &wish.inks, &spots);
    let source = SourceLabels::of(&document);
    let job = (&wish.inks, spots.as_slice());
    let mut lines = Lines::set(&mut document, setter, (&lines, job), &mut findings)?;
    let plates = plates(&plan, &lines);
    let patches = sheet_patches(&wish.inks, &spots);
    let (drawing, drawn) =
        marks::draw(wish.bed.sheet, &plates, (&patches, plates::tints(&wish.inks, &spots)));
    if plan.iter().all(|sheet| sheet.roomy) {
        tell(&drawn, lines.is_set(), &mut findings);
    }
    // Place pages, marks and lines on the sheets.
    let mut forms = Forms::new(&pages, &cuts, measures, thickness);
    let marks = marks_forms(&mut document, &drawing, lines.all, (&wish.inks, &spots))?;
    let mut sheets = Vec::new();
    for ((plate, drawn), marks) in plates.iter().zip(&drawn).zip(marks) {
        let mut placed = Vec::new();
        for face in &plate.faces {
            forms.place(&mut document, face, &mut placed)?;
        }
        placed.push(Placed { form: marks, matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], room: None });
        lines.place(plate, drawn, &mut placed);
        sheets.push(write::add_sheet(&mut document, wish.bed.sheet, &placed));
    }
    // Write them as a file of their own.
    let sides = sheets.len();
    let made_of = format!("{wish:?} {}", neikan_base::hash::sha256(pdf));
    let labels = write::labels(&source, &heading.name, made_of.as_bytes());
    let written = write::write(document, &source, sheets, &labels)?;
    let blanks = blanks(pages.len(), &plan, wish);
    let signatures = plan.iter().map(|sheet| sheet.signature.grid.pages()).collect();
    let halved = plan.iter().filter(|sheet| sheet.duplex.one_plate()).count();
    let creep = creep::shift(deepest(&plan), thickness);
    Ok(Imposed {
        pdf: written,
        pages: pages.len(),
        blanks,
        signatures,
        sides,
        halved,
        method: wish.method,
        inserts: inserted(&plan, wish),
        creep,
        used,
        findings,
    })
}

/// Where the pieces that are bound in lie: after how many sheets each.
fn inserted(plan: &[Planned], wish: &Wish) -> Vec<(Insert, usize)> {
    let signatures: Vec<_> = plan.iter().map(|sheet| sheet.signature.clone()).collect();
    let place = |own: &Insert| (*own, scheme::before(*own, &signatures, wish.method));
    let mut placed: Vec<_> = wish.inserts.iter().map(place).collect();
    placed.sort_by_key(|(own, _)| own.after);
    placed
}

/// How each page is cut; adds a finding if the file does not say so, or if page sizes differ.
///
/// # Errors
/// All findings, if a page has no size.
fn cut(pages: &[Page], findings: &mut Findings) -> Result<Vec<Trimmed>, Failure> {
    let mut cuts = Vec::new();
    let mut refused = Findings::default();
    for page in pages {
        match trimmed(page) {
            Ok(cut) => cuts.push(cut),
            Err(finding) => refused.push(finding),
        }
    }
    refused.settle()?;
    let bare = cuts.iter().filter(|cut| !cut.stated).count();
    if bare > 0 {
        findings.push(Finding::warn("impose-no-trim").with("count", bare));
    }
    let size = cuts.first().map(|cut| cut.size).unwrap_or_default();
    for (cut, page) in cuts.iter().zip(pages) {
        let off = |axis: usize| (cut.size[axis] - size[axis]).abs() > TOLERANCE;
        if off(0) || off(1) {
            findings.push(other_size(page.number, cut.size, size));
        }
    }
    Ok(cuts)
}

/// A finding about a page of another size than the first one that it belongs with.
fn other_size(page: usize, own: [f64; 2], first: [f64; 2]) -> Finding {
    let [width, height] = own.map(millimetres);
    let [first_width, first_height] = first.map(millimetres);
    let finding = Finding::warn("impose-size").with("page", page);
    let finding = finding.with("width", width).with("height", height);
    finding.with("firstwidth", first_width).with("firstheight", first_height)
}

/// The number of the first page with annotations.
fn annotated<'a>(document: &Document, mut pages: impl Iterator<Item = &'a Page>) -> Option<usize> {
    let annotated = pages.find(|page| {
        let annotations = pdfx_preflight::reading::entry(document, &page.own, b"Annots");
        annotations.as_array().is_ok_and(|list| !list.is_empty())
    });
    annotated.map(|page| page.number)
}

/// A length for readers, to a tenth of a millimetre.
fn millimetres(length: f64) -> String {
    let tenths = (length * 10.0).round() / 10.0;
    format!("{tenths}")
}

fn measures(cuts: &[Trimmed], wish: &Wish) -> Measures {
    let [width, height] = cuts.first().map(|cut| cut.size).unwrap_or_default();
    let bleed = cuts.iter().map(|cut| cut.bleed).fold(0.0, f64::max).min(wish.bleed);
    // A value that is a rounding error away from whole tenths is meant to be whole.
    let bleed = (bleed * 100.0).round() / 100.0;
    let mill = if wish.method == Method::Perfect { wish.mill } else { 0.0 };
    Measures { width, height, bleed, mill, lip: wish.lip }
}

/// Reports which wishes could not be met.
fn complain(
    document: &Document,
    pages: &[Page],
    plan: &[Planned],
    wish: &Wish,
    findings: &mut Findings,
) {
    let blanks = blanks(pages.len(), plan, wish);
    if wish.method != Method::Cut && blanks > 0 {
        let finding = Finding::warn("impose-blanks").with("pages", pages.len());
        findings.push(finding.with("blanks", blanks));
    }
    complain_of_folds(plan, wish, findings);
    if plan.iter().any(|sheet| !sheet.roomy) {
        findings.push(Finding::warn("impose-tight"));
    }
    if let Some(page) = annotated(document, pages.iter()) {
        findings.push(Finding::warn("impose-annotations").with("page", page));
    }
    let source = SourceLabels::of(document);
    if let Some(claim) = source.claim.filter(|_| source.standard.is_none()) {
        findings.push(Finding::warn("impose-standard").with("standard", claim));
    }
}

/// Reports sheets that are half blank, and one of the shop's that is used better.
fn complain_of_paper(used: f64, best: Option<(Sheet, f64)>, findings: &mut Findings) {
    if used <= HALF {
        findings.push(Finding::warn("impose-sheet-use").with("used", format!("{used:.0}")));
    }
    if let Some((sheet, better)) = best.filter(|(_, better)| *better >= used + SAVED) {
        let finding = Finding::note("impose-sheet-better").with("used", used);
        let finding = finding.with("better", better);
        let finding = finding.with("width", millimetres(sheet.width));
        findings.push(finding.with("height", millimetres(sheet.height)));
    }
}

/// Reports smaller signatures that had to be printed as the others, and paper too thick to be
/// folded four times.
fn complain_of_folds(plan: &[Planned], wish: &Wish, findings: &mut Findings) {
    let most = plan.iter().map(|sheet| sheet.signature.grid.pages()).max().unwrap_or(0);
    let smaller = plan.iter().filter(|sheet| sheet.signature.grid.pages() < most);
    let mut others = smaller.filter(|sheet| wish.rest.is_some_and(|rest| rest != sheet.duplex));
    if let Some(sheet) = others.next_back() {
        let finding = Finding::warn("impose-rest");
        findings.push(finding.with("pages", sheet.signature.grid.pages()));
    }
    let folds = plan.iter().map(|sheet| sheet.signature.grid.folds()).max().unwrap_or(0);
    if let Some(thick) = wish.thickness.filter(|thick| *thick > FOURFOLD && folds > 3) {
        findings.push(Finding::warn("impose-folds").with("thickness", thick));
    }
}

/// The paper thickness that determines the creep, mm.
fn thickness(plan: &[Planned], wish: &Wish, findings: &mut Findings) -> f64 {
    let deepest = deepest(plan);
    if let Some(creep) = wish.creep {
        return creep::thickness(creep, deepest);
    }
    if wish.thickness.is_none() && deepest > 0 {
        findings.push(Finding::warn("impose-paper-unknown"));
    }
    wish.thickness.unwrap_or(0.0)
}

/// The slug line of every side, then the words on the spine of every signature.
fn lines(
    plan: &[Planned],
    pages: usize,
    heading: &Heading,
    inks: &Inks,
    spots: &[usize],
) -> Vec<Line> {
    let locale = Locale::new(heading.language);
    let slug = |index: usize, face: &Face| {
        let mut values = heading.values.clone();
        let mut own: Vec<usize> = face.cells.iter().map(|cell| cell.slot.page + 1).collect();
        own.retain(|&page| page <= pages);
        own.sort_unstable();
        let own: Vec<String> = own.iter().map(ToString::to_string).collect();
        values.insert("pages", own.join(" "));
        values.insert("sheet", (index + 1).to_string());
        values.insert("sheets", plan.len().to_string());
        values.insert("side", if face.side == Side::Front { "front" } else { "back" }.to_owned());
        Line { text: locale.fill(heading.key, &values), plates: Some(slug::letters(inks, spots)) }
    };
    let sheets = plan.iter().enumerate();
    let slugs = sheets.flat_map(|(index, sheet)| sheet.faces.each_ref().map(|it| slug(index, it)));
    let spine = |number: usize| Line { text: format!("{number}  {}", heading.name), plates: None };
    slugs.chain((1..=plan.len()).map(spine)).collect()
}

/// The set lines as forms.
struct Lines {
    all: ObjectId,
    /// Each line's form and size, mm: first those of the sides, then those of the spines.
    set: Vec<(ObjectId, [f64; 2])>,
    sides: usize,
    next: usize,
}

impl Lines {
    fn set(
        document: &mut Document,
        setter: Option<&Setter<'_>>,
        (lines, (inks, spots)): (&[Line], (&Inks, &[usize])),
        findings: &mut Findings,
    ) -> Result<Self, Failure> {
        let all = plates::add(document, inks, spots);
        let mut set = Vec::new();
        match setter {
            None => findings.push(Finding::warn("impose-slug-none")),
            Some(setter) => {
                let pdf = setter(lines)?;
                let mut carrier = Carrier::new();
                for mut page in take_in(document, &pdf)? {
                    slug::on_every_plate(document, &mut page, all, (inks, spots));
                    let size = slug::size(&page);
                    let printed = page.media.unwrap_or_default();
                    set.push((carrier.form(document, &page, printed)?, size));
                }
            }
        }
        let sides = lines.iter().filter(|line| line.plates.is_some()).count();
        Ok(Self { all, set, sides, next: 0 })
    }

    fn is_set(&self) -> bool {
        !self.set.is_empty()
    }

    /// The size of a side's line, mm.
    fn size(&self, side: usize) -> Option<[f64; 2]> {
        self.set.get(side).map(|(_, size)| *size)
    }

    /// Places the lines of the next plate where its marks have left room.
    fn place(&mut self, plate: &Plate<'_>, drawn: &[Drawn], placed: &mut Vec<Placed>) {
        let mut put = |form: ObjectId, (motion, scale): (Motion, f64)| {
            let smaller = [scale, 0.0, 0.0, scale, 0.0, 0.0];
            let matrix = then(smaller, write::in_points(&motion));
            placed.push(Placed { form, matrix, room: None });
        };
        for (drawn, face) in drawn.iter().zip(&plate.faces) {
            if let Some((line, place)) = self.set.get(self.next).zip(drawn.slug) {
                put(line.0, place);
            }
            self.next += 1;
            let words = self.set.get(self.sides + plate.signature);
            if let Some((form, size)) = words
                && let Some(place) = marks::spine_words(face, plate.signature, *size)
            {
                put(*form, place);
            }
        }
    }
}

/// The sides that are printed together: each side alone, or both on one plate.
fn plates<'a>(plan: &'a [Planned], slugs: &Lines) -> Vec<Plate<'a>> {
    let mut plates = Vec::new();
    for (signature, sheet) in plan.iter().enumerate() {
        let sizes = [slugs.size(signature * 2), slugs.size(signature * 2 + 1)];
        let [front, back] = &sheet.faces;
        if sheet.duplex.one_plate() {
            plates.push(Plate { faces: vec![front, back], slugs: sizes.to_vec(), signature });
        } else {
            plates.push(Plate { faces: vec![front], slugs: vec![sizes[0]], signature });
            plates.push(Plate { faces: vec![back], slugs: vec![sizes[1]], signature });
        }
    }
    plates
}

/// Reports which marks have no room.
fn tell(drawn: &[Vec<Drawn>], lines: bool, findings: &mut Findings) {
    let any = |lacks: &dyn Fn(&Drawn) -> bool| drawn.iter().flatten().any(lacks);
    let kinds = [
        ("crop", any(&|drawn| !drawn.cropped)),
        ("bars", any(&|drawn| !drawn.bars)),
        ("slug", lines && any(&|drawn| drawn.slug.is_none())),
        ("lay", any(&|drawn| !drawn.laid)),
    ];
    for (kind, _) in kinds.into_iter().filter(|(_, lacks)| *lacks) {
        findings.push(Finding::warn("impose-marks").with("kind", kind));
    }
}

/// The drawn marks as forms, one per plate.
fn marks_forms(
    document: &mut Document,
    drawing: &[u8],
    all: ObjectId,
    (inks, spots): (&Inks, &[usize]),
) -> Result<Vec<ObjectId>, Failure> {
    let mut carrier = Carrier::new();
    let mut forms = Vec::new();
    for mut page in take_in(document, drawing)? {
        page.own.remove(b"Resources");
        let mut spaces = Dictionary::new();
        plates::name(&mut spaces, all, inks, spots);
        page.resources = Arc::new(dictionary! { "ColorSpace" => spaces });
        let printed = page.media.unwrap_or_default();
        forms.push(carrier.form(document, &page, printed)?);
    }
    Ok(forms)
}

/// The pages of the source as forms, created when they are first placed.
struct Forms<'a> {
    pages: &'a [Page],
    cuts: &'a [Trimmed],
    measures: Measures,
    thickness: f64,
    carrier: Carrier,
    made: BTreeMap<usize, ObjectId>,
}

impl<'a> Forms<'a> {
    fn new(pages: &'a [Page], cuts: &'a [Trimmed], measures: Measures, thickness: f64) -> Self {
        Self { pages, cuts, measures, thickness, carrier: Carrier::new(), made: BTreeMap::new() }
    }

    /// Places the pages of a side.
    fn place(
        &mut self,
        document: &mut Document,
        face: &Face,
        placed: &mut Vec<Placed>,
    ) -> Result<(), Failure> {
        for cell in &face.cells {
            let number = cell.slot.page;
            let (Some(page), Some(cut)) = (self.pages.get(number), self.cuts.get(number)) else {
                continue;
            };
            let form = match self.made.get(&number) {
                Some(form) => *form,
                None => self.carrier.form(document, page, cut.printed)?,
            };
            self.made.insert(number, form);
            let shift = creep::shift(cell.slot.depth, self.thickness);
            let shift = if cell.slot.spine == Spine::Left { -shift } else { shift };
            let spare = [self.measures.width - cut.size[0], self.measures.height - cut.size[1]];
            let [x, y] = [(spare[0] / 2.0 + shift) * POINTS, spare[1] / 2.0 * POINTS];
            let upright = then(cut.upright, [1.0, 0.0, 0.0, 1.0, x, y]);
            let matrix = then(upright, write::in_points(&cell.motion));
            placed.push(Placed { form, matrix, room: Some(cell.room) });
        }
        Ok(())
    }
}
