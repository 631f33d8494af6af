//! The pipeline: from an issue's folder to everything that is made of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use serde::Serialize;
use typst::foundations::Bytes;
use typst_layout::{Page, PagedDocument};

use crate::archive::{Output, archive, sha256};
use crate::check::fix::{self, Change};
use crate::check::{Context, Shelf, check, check_pages};
use crate::desk::review;
use crate::diagnostic::{Failure, Finding, Findings, Place, Severity};
use crate::digital::placed::{self, Quality};
use crate::digital::{charts, epub, pages, pictures, screen};
use crate::flatplan;
use crate::fs;
use crate::locale::{Language, Locale};
use crate::manuscript::pictures::{Format, PictureFile};
use crate::manuscript::prose::Source;
use crate::manuscript::{Assembly, assemble, profiles};
use crate::press::handoff::{self, Finished, Forms, Piece};
use crate::press::preflight::{self, Settings};
use crate::press::{self, BindingFit, Press, Standard};
use crate::publication::{Places, Project};
use crate::typeset::compile::{EditionPictures, pdf_options};
use crate::typeset::{
    Breaks, Colors, Faces, PageMap, Part, Printed, Typeset, budget, data, typeset,
};

/// The long edge of pictures in the EPUB, px.
const EPUB_EDGE: u32 = 1600;
/// The height of the EPUB's cover, px.
const COVER_HEIGHT: u32 = 1600;

/// The folder, beside the output folders of the issues, of pictures converted before.
const CACHE: &str = ".cache/press";

/// How many pages of the screen edition stand before the inside pages, and as many after them.
const COVERS: usize = 2;

/// Which editions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Editions {
    /// Interior and cover for the print shop.
    pub press: bool,
    /// Screen PDF and EPUB.
    pub digital: bool,
    /// The issue archive.
    pub archive: bool,
}

impl Editions {
    /// All of them.
    pub const ALL: Self = Self { press: true, digital: true, archive: true };
}

/// What is to be built.
#[derive(Debug, Clone)]
pub struct Order {
    /// The issue's folder name.
    pub issue: String,
    /// The folder that holds the output folders of the issues.
    pub out: PathBuf,
    /// The editions to write.
    pub editions: Editions,
    /// Whether the flatplan is also written as a picture.
    pub flatplan_png: bool,
    /// The part of PDF/X, where it is not the one of the press profile.
    pub pdfx: Option<Standard>,
    /// How much of the pictures the screen PDF keeps.
    pub quality: Quality,
    /// Whether the faces go into the EPUB.
    pub embed_fonts: bool,
    /// Whether the issue is made although it is not approved, with a mark on what is not.
    pub draft: bool,
}

impl Order {
    /// Whether the press files have to be made: for themselves or for the archive.
    fn needs_press(&self) -> bool {
        self.editions.press || self.editions.archive
    }

    /// Whether the digital files have to be made: for themselves, the archive or the flatplan.
    fn needs_digital(&self) -> bool {
        self.editions.digital || self.editions.archive || self.flatplan_png
    }
}

/// The steps of the pipeline, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Reading and checking the sources.
    Check,
    /// Laying out and finishing the press edition.
    Press,
    /// Laying out and writing the screen PDF and the flatplan; making the pictures of both editions.
    Digital,
    /// Writing the EPUB.
    Epub,
    /// Packing the archive.
    Archive,
    /// Writing the files.
    Write,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Check, Self::Press, Self::Digital, Self::Epub, Self::Archive, Self::Write];

    /// The key of its name in the locales.
    pub fn key(self) -> &'static str {
        match self {
            Self::Check => "step-check",
            Self::Press => "step-press",
            Self::Digital => "step-digital",
            Self::Epub => "step-epub",
            Self::Archive => "step-archive",
            Self::Write => "step-write",
        }
    }
}

/// A file that was written.
#[derive(Debug, Clone, Serialize)]
pub struct Made {
    /// Path below the issue's output folder.
    pub path: String,
    /// Size in bytes.
    pub bytes: usize,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Pages, where it has pages.
    pub pages: Option<usize>,
}

/// What a build made.
#[derive(Debug, Serialize)]
pub struct Built {
    /// The issue.
    pub issue: String,
    /// Inside pages.
    pub pages: usize,
    /// How they go into the binding.
    pub binding: BindingFit,
    /// The articles and the pages they begin on.
    pub articles: usize,
    /// Han characters of all articles.
    pub chars: usize,
    /// Which pages each article takes and what each page holds.
    pub map: PageMap,
    /// Whether this is a draft, which nobody has approved.
    pub draft: bool,
    /// In a draft, the articles that are marked as not reviewed.
    pub unreviewed: Vec<String>,
    /// The files.
    pub files: Vec<Made>,
    /// How long each step took, ms.
    pub timings: Vec<(Step, u64)>,
    /// Where the files are.
    #[serde(skip)]
    pub folder: PathBuf,
    /// What ought to be looked at.
    #[serde(skip)]
    pub findings: Findings,
}

/// Builds an issue; `begin` is told of each step as it begins.
///
/// # Errors
/// [`Failure::Stopped`] with every finding, before anything is written; [`Failure::Machine`].
pub fn build(project: &Project, order: &Order, begin: &dyn Fn(Step)) -> Result<Built, Failure> {
    let mut clock = Clock::start(begin);
    // Read every source and hold it against the rules.
    clock.begin(Step::Check);
    let (mut issue, mut findings) = prepare(project, &order.issue)?;
    issue.press = issue.press.with_cache(order.out.join(CACHE));
    // Refuse what is not approved, or mark it.
    findings.extend(approve(project, &mut issue, order)?);
    // Lay out the pages for the press and finish them.
    clock.begin(Step::Press);
    let originals = originals(&issue.assembly);
    let press = press_edition(project, &issue, &originals, order)?;
    // Lay out the same pages for the screen, with the pictures of the EPUB beside it, then write that.
    clock.begin(Step::Digital);
    let mut digital = Digital::default();
    if order.needs_digital() {
        let (front, pictures) = rayon::join(
            || screen_edition(project, &issue, &originals, order, &mut digital),
            || pictures::screen_pictures(&issue.assembly.pictures, EPUB_EDGE),
        );
        let (front, pictures) = (front?, pictures?);
        clock.begin(Step::Epub);
        // It is named after the screen PDF, before the flatplan.
        let book = epub_edition(project, &issue, order, front, pictures)?;
        digital.outputs.insert(1, (book, None));
    }
    // Pack everything, with its sources and sums.
    clock.begin(Step::Archive);
    let outputs = [press.outputs, digital.outputs];
    let archived = if order.editions.archive {
        let all: Vec<Output> = outputs.iter().flatten().map(|(output, _)| output.clone()).collect();
        let path = format!("{}-archive.zip", issue.name());
        Some((Output { path, bytes: archive(project, &issue.assembly, &all)? }, None))
    } else {
        None
    };
    // Write what was asked for, each file whole, and what was made beside it.
    clock.begin(Step::Write);
    let [press_outputs, digital_outputs] = outputs;
    let mut files: Vec<(Output, Option<usize>)> = Vec::new();
    files.extend(press_outputs.into_iter().filter(|_| order.editions.press));
    files.extend(press.copies);
    files.extend(digital_outputs.into_iter().filter(|_| order.editions.digital));
    files.extend(digital.plan.map(|output| (output, None)));
    files.extend(archived);
    findings.extend(press.findings);
    findings.extend(digital.findings);
    issue.press.store_cache();
    let folder = order.out.join(&order.issue);
    for (output, _) in &files {
        fs::write_whole(&folder.join(&output.path), &output.bytes)?;
    }
    let built = Built {
        issue: order.issue.clone(),
        pages: press.map.pages.len(),
        binding: BindingFit::of(issue.assembly.publication.page_multiple(), press.map.pages.len()),
        articles: issue.assembly.articles.len(),
        chars: issue.assembly.articles.iter().map(|article| article.chars).sum(),
        map: press.map,
        draft: order.draft,
        unreviewed: issue.assembly.unreviewed.iter().cloned().collect(),
        files: files.iter().map(|(output, pages)| made(output, *pages)).collect(),
        timings: clock.stop(),
        folder,
        findings,
    };
    let record =
        serde_json::to_vec_pretty(&built).map_err(|e| Failure::machine("build.json", e.into()))?;
    fs::write_whole(&built.folder.join("build.json"), &record)?;
    Ok(built)
}

/// An issue that has passed its checks, with all that its editions need.
struct Ready {
    assembly: Assembly,
    faces: Faces,
    shelf: Shelf,
    press: Press,
    colors: Colors,
    draft: bool,
}

impl Ready {
    /// The beginning of the names of its files: `dggx-2026-01`.
    fn name(&self) -> String {
        format!("{}-{}", self.assembly.publication.slug, self.assembly.id)
    }

    /// The end of the names of its files before the extension.
    fn mark(&self) -> &'static str {
        if self.draft { "-draft" } else { "" }
    }

    fn context(&self) -> Context<'_> {
        Context { assembly: &self.assembly, faces: &self.faces, shelf: &self.shelf }
    }

    /// Lays out a part with as many filler pages as its inside pages want; `spine` in mm.
    fn set(
        &self,
        project: &Project,
        part: Part,
        spine: f64,
        pictures: &EditionPictures,
    ) -> Result<Typeset, Failure> {
        let set = |filler_pages| {
            let data = data::data(&self.assembly, &self.colors, spine, filler_pages);
            let bytes =
                serde_json::to_vec(&data).map_err(|e| Failure::machine("data.json", e.into()))?;
            typeset(project, &self.assembly, &self.faces, part, &Bytes::new(bytes), pictures)
        };
        let plain = set(0)?;
        let covers = match part {
            Part::Interior => 0,
            Part::Screen => COVERS,
            Part::Cover | Part::Charts => return Ok(plain),
        };
        let inside = plain.document.pages().len().saturating_sub(2 * covers);
        let missing = BindingFit::of(self.assembly.publication.page_multiple(), inside).missing;
        let issue = &self.assembly.issue;
        if missing == 0 || issue.fillers.is_empty() && !issue.blanks {
            return Ok(plain);
        }
        set(missing)
    }
}

/// Reads and checks an issue without building it.
///
/// # Errors
/// [`Failure::Stopped`] with every finding.
pub fn check_issue(project: &Project, issue: &str) -> Result<(Assembly, Findings), Failure> {
    prepare(project, issue).map(|(ready, findings)| (ready.assembly, findings))
}

/// How often rules may find more in what other rules have changed.
const ROUNDS: usize = 4;

/// Puts right what can be put right without asking, as long as there is something.
///
/// # Errors
/// [`Failure::Machine`]. Faults that stop the reading are left for the check to report.
pub fn fix_issue(project: &Project, issue: &str) -> Result<Vec<Change>, Failure> {
    let mut changes = fix::line_ends(project, issue)?;
    let faces = Faces::load(project)?;
    for _ in 0..ROUNDS {
        let Ok((assembly, _)) = assemble(project, issue) else { break };
        let shelf = Shelf::load(project, issue, &mut Findings::default());
        let checked = check(&Context { assembly: &assembly, faces: &faces, shelf: &shelf });
        let round = fix::edits(project, &checked.edits)?;
        if round.is_empty() {
            break;
        }
        changes.extend(round);
    }
    Ok(changes)
}

/// Lays out the screen edition without writing anything.
///
/// # Errors
/// [`Failure::Stopped`] with every finding.
pub fn screen_pages(project: &Project, issue: &str) -> Result<PagedDocument, Failure> {
    let (ready, _) = prepare(project, issue)?;
    Ok(ready.set(project, Part::Screen, 0.0, &originals(&ready.assembly))?.document)
}

/// The page maps of the press and of the screen edition, which ought to be the same.
///
/// # Errors
/// [`Failure::Stopped`] with every finding.
pub fn page_maps(project: &Project, issue: &str) -> Result<[PageMap; 2], Failure> {
    let (ready, _) = prepare(project, issue)?;
    let [interior, screen] = both_editions(project, &ready)?;
    let map = |document, covers| PageMap::of(&ready.assembly, document, covers);
    Ok([map(&interior, 0), map(&screen, COVERS)])
}

/// The inside pages of the press edition and of the screen edition, which ought to be the same.
///
/// # Errors
/// [`Failure::Stopped`] with every finding.
pub fn inside_pages(project: &Project, issue: &str) -> Result<[Vec<Page>; 2], Failure> {
    let (ready, _) = prepare(project, issue)?;
    let [interior, screen] = both_editions(project, &ready)?;
    let inside = screen.pages().len().saturating_sub(2 * COVERS);
    let inside = screen.pages().iter().skip(COVERS).take(inside).cloned().collect();
    Ok([interior.pages().to_vec(), inside])
}

fn both_editions(project: &Project, ready: &Ready) -> Result<[PagedDocument; 2], Failure> {
    let pictures = originals(&ready.assembly);
    let set = |part| ready.set(project, part, 0.0, &pictures).map(|set| set.document);
    Ok([set(Part::Interior)?, set(Part::Screen)?])
}

fn prepare(project: &Project, issue: &str) -> Result<(Ready, Findings), Failure> {
    let (assembly, mut findings) = assemble(project, issue)?;
    let faces = Faces::load(project)?;
    let shelf = Shelf::load(project, issue, &mut findings);
    let context = Context { assembly: &assembly, faces: &faces, shelf: &shelf };
    findings.extend(check(&context).findings);
    let press = Press::load(project, &assembly.publication.press, &mut findings);
    if let Some(press) = &press {
        let places = publication_places(&assembly);
        findings.extend(press::agree(press, &assembly.publication, &places));
    }
    let findings = findings.settle()?;
    let Some(press) = press else { return Err(Failure::Stopped(findings)) };
    let colors = assembly.theme.colors.iter();
    let colors = colors.map(|(name, color)| (name.clone(), press.screen_rgb(color.0))).collect();
    Ok((Ready { assembly, faces, shelf, press, colors, draft: false }, findings))
}

/// Where `publication.yml` says what it says.
fn publication_places(assembly: &Assembly) -> Places {
    let text = assembly.texts.iter().find(|text| text.of == Source::Publication);
    text.map(|text| text.places.clone()).unwrap_or_default()
}

/// Holds an issue against its review ledger. A draft is made all the same: what is lacking is
/// then a warning, and the articles that have not passed their reviews are marked.
fn approve(project: &Project, issue: &mut Ready, order: &Order) -> Result<Findings, Failure> {
    if order.draft && order.editions.archive {
        let finding = Finding::stop("draft-archive").with("issue", &order.issue);
        return Err(Failure::Call(Box::new(finding)));
    }
    let gate = review::gate(project, &issue.assembly);
    issue.assembly.sources.extend(gate.files);
    if !order.draft {
        return gate.findings.settle();
    }
    issue.draft = true;
    issue.assembly.unreviewed = gate.unreviewed;
    let mut findings = Findings::default();
    let soft =
        |finding: Finding| Finding { severity: finding.severity.min(Severity::Warn), ..finding };
    findings.extend(gate.findings.into_iter().map(soft));
    Ok(findings)
}

/// The press edition, in memory; the map of its pages is that of every edition.
struct Edition {
    outputs: Vec<(Output, Option<usize>)>,
    /// What repeats the outputs for the print shop and has no place in the archive.
    copies: Vec<(Output, Option<usize>)>,
    map: PageMap,
    findings: Findings,
}

/// The digital editions, in memory, and the picture of the flatplan.
#[derive(Default)]
struct Digital {
    outputs: Vec<(Output, Option<usize>)>,
    plan: Option<Output>,
    findings: Findings,
}

/// Lays out the inside pages and, if they are wanted, makes the press files of them.
fn press_edition(
    project: &Project,
    issue: &Ready,
    originals: &EditionPictures,
    order: &Order,
) -> Result<Edition, Failure> {
    let set = |part, spine| issue.set(project, part, spine, originals);
    let interior = set(Part::Interior, 0.0)?;
    let map = PageMap::of(&issue.assembly, &interior.document, 0);
    let pages = map.pages.len();
    let mut findings = interior.findings.clone();
    findings.extend(budget(&map, &issue.assembly));
    let multiple = issue.assembly.publication.page_multiple();
    findings.extend(press::page_count(multiple, pages, &issue.assembly.id));
    let binding = issue.assembly.publication.binding;
    let place = publication_places(&issue.assembly).value("/binding");
    findings.extend(press::suits(&issue.press, binding, pages, place));
    let mut printed = Printed::new(issue.press.profile().minimum_ppi);
    printed.add_inside(&issue.assembly, &interior.document);
    if !order.needs_press() {
        findings.extend(check_pages(&issue.context(), &printed));
        let (outputs, copies) = (Vec::new(), Vec::new());
        return Ok(Edition { outputs, copies, map, findings: findings.settle()? });
    }
    let spine = press::spine(binding, pages, issue.press.profile());
    let cover = set(Part::Cover, spine)?;
    printed.add_cover(&issue.assembly, &cover.document);
    findings.extend(check_pages(&issue.context(), &printed));
    let mut findings = findings.settle()?;
    let forms = Forms { project, assembly: &issue.assembly, faces: &issue.faces };
    let finish = |typeset: &Typeset, name: &str| finish(issue, order, forms, spine, typeset, name);
    let (interior_pdf, cover_pdf) =
        rayon::join(|| finish(&interior, "interior"), || finish(&cover, "cover"));
    findings.extend(cover.findings.clone());
    let files = [interior_pdf?, cover_pdf?];
    let (report, complaints) = preflight_edition(issue, &files, order.pdfx)?;
    findings.extend(complaints);
    let [interior_pdf, cover_pdf] = &files;
    let finished = Finished {
        forms,
        press: &issue.press,
        standard: order.pdfx.unwrap_or(issue.press.profile().pdfx),
        spine,
        interior: Piece { output: &interior_pdf.0, document: &interior.document },
        cover: Piece { output: &cover_pdf.0, document: &cover.document },
        draft: issue.draft,
    };
    let handed = handoff::make(&finished, order.editions.press, std::slice::from_ref(&report))?;
    findings.extend(handed.findings);
    let outputs = files.into_iter().chain([(report, None)]).chain(handed.tickets).collect();
    Ok(Edition { outputs, copies: handed.copies, map, findings })
}

/// Makes a press file of finished pages: `interior` or `cover`.
fn finish(
    issue: &Ready,
    order: &Order,
    forms: Forms<'_>,
    spine: f64,
    typeset: &Typeset,
    name: &str,
) -> Result<(Output, Option<usize>), Failure> {
    let options = typst_pdf::PdfOptions { tagged: false, ..pdf_options(&issue.assembly, name) };
    let spine = (name == "cover").then_some(spine);
    let marks = issue.press.profile().marks;
    let marked = press::marks::slug(&forms, marks, &typeset.document, spine)?;
    let document = marked.as_ref().unwrap_or(&typeset.document);
    let raw = typst_pdf::pdf(document, &options).map_err(|errors| {
        let reason: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
        Finding::stop("pdf-refused").with("reason", reason.join("; "))
    })?;
    let job = press::Job { standard: order.pdfx, ..press::Job::new(&issue.assembly, name) };
    let bytes = issue.press.finish(&raw, &job)?;
    let path = format!("press/{}-{name}{}.pdf", issue.name(), issue.mark());
    Ok((Output { path, bytes }, Some(typeset.document.pages().len())))
}

/// Holds the final bytes of the press files against the rules of the preflight.
///
/// # Errors
/// Every finding that keeps one of them from the press.
fn preflight_edition(
    issue: &Ready,
    outputs: &[(Output, Option<usize>)],
    pdfx: Option<Standard>,
) -> Result<(Output, Option<Finding>), Failure> {
    let publication = &issue.assembly.publication;
    let settings =
        Settings { bleed: publication.format.bleed, ..Settings::of(issue.press.profile(), pdfx) };
    // The file must not depend on the language of whoever makes it.
    let locale = Locale::with_rules(Language::Chinese, preflight::messages(Language::Chinese));
    let (mut findings, mut reports, mut warns) = (Findings::default(), Vec::new(), 0);
    for (index, (output, _)) in outputs.iter().enumerate() {
        // Only the inside pages are bound as pages; they come first.
        let page_multiple = (index == 0).then(|| publication.page_multiple());
        let settings = Settings { page_multiple, ..settings };
        let report = preflight::preflight(&output.bytes, &settings)?;
        warns += report.count(Severity::Warn);
        let stops = report.findings(&output.path).into_iter();
        findings.extend(stops.filter(|finding| finding.severity == Severity::Stop));
        let name = output.path.rsplit('/').next().unwrap_or_default();
        reports.push(report.data(name, &locale));
    }
    findings.settle()?;
    let path = format!("press/preflight{}.json", issue.mark());
    let text = serde_json::to_vec_pretty(&serde_json::json!({ "files": reports }))
        .map_err(|e| Failure::machine(&path, e.into()))?;
    let note = Finding::note("preflight-warns").with("count", warns);
    Ok((Output { path, bytes: text }, (warns > 0).then_some(note)))
}

/// Lays out the screen edition, writes its PDF and the flatplan into `made`, and gives its front
/// cover and the places where its pages begin.
fn screen_edition(
    project: &Project,
    issue: &Ready,
    originals: &EditionPictures,
    order: &Order,
    made: &mut Digital,
) -> Result<(Page, Breaks), Failure> {
    let assembly = &issue.assembly;
    let all = issue.set(project, Part::Screen, 0.0, originals)?;
    let document = placed::fit(all.document, &assembly.pictures, order.quality)?;
    let pdf = screen::write(assembly, &document)?;
    let map = PageMap::of(assembly, &document, COVERS);
    let path = format!("{}{}.pdf", issue.name(), issue.mark());
    let plan = flatplan::Issue {
        assembly,
        document: &document,
        map: &map,
        fit: BindingFit::of(assembly.publication.page_multiple(), map.pages.len()),
        colors: &issue.colors,
        pdf: &path,
    };
    if order.flatplan_png {
        made.plan = Some(Output { path: "flatplan.png".to_owned(), bytes: flatplan::png(&plan)? });
    }
    let plan = Output { path: "flatplan.html".to_owned(), bytes: flatplan::html(&plan)? };
    made.outputs.push((Output { path, bytes: pdf }, Some(document.pages().len())));
    made.outputs.push((plan, None));
    made.findings = all.findings;
    let breaks = Breaks::of(assembly, &document, COVERS, &map);
    let front = document.pages().first().cloned().ok_or_else(|| {
        let place = Place::file(format!("layouts/{}/issue.typ", assembly.publication.layout));
        Failure::from(Finding::stop("layout-error").at(place).with("reason", "no page"))
    })?;
    Ok((front, breaks))
}

/// Writes the EPUB, whose cover is the front page of the screen edition.
fn epub_edition(
    project: &Project,
    issue: &Ready,
    order: &Order,
    (front, breaks): (Page, Breaks),
    pictures: BTreeMap<String, pictures::ScreenPicture>,
) -> Result<Output, Failure> {
    let assembly = &issue.assembly;
    let none = EditionPictures::new();
    let (cover, art) = rayon::join(
        || pages::render(&front, COVER_HEIGHT),
        || charts::any(assembly).then(|| issue.set(project, Part::Charts, 0.0, &none)).transpose(),
    );
    let cover = cover?;
    let css = project.layout(&assembly.publication.layout).join("epub.css");
    let parts = epub::Parts {
        cover: cover.bytes,
        cover_size: (cover.width, cover.height),
        charts: art?.map(|art| charts::write(assembly, &art.document)).unwrap_or_default(),
        breaks: &breaks,
        colors: &issue.colors,
        css: String::from_utf8_lossy(&fs::read(&css)?).into_owned(),
        faces: if order.embed_fonts { book_faces(issue) } else { Vec::new() },
        pictures,
    };
    let path = format!("{}{}.epub", issue.name(), issue.mark());
    Ok(Output { path, bytes: epub::write(assembly, &parts)? })
}

/// The faces of the theme, for the EPUB: of each role every weight but those between the first and
/// the last, which readers take for the next heavier.
fn book_faces(issue: &Ready) -> Vec<epub::fonts::Source> {
    let mut sources = Vec::new();
    for (role, family) in &issue.assembly.theme.faces {
        let own = issue.faces.family(family);
        let last = own.len().saturating_sub(1);
        for (index, (weight, font)) in own.into_iter().enumerate() {
            if index == 0 || index == last {
                let (role, family) = (role.clone(), family.clone());
                sources.push(epub::fonts::Source { role, family, weight, font });
            }
        }
    }
    sources
}

/// The pictures as they are, with their colours said in a way that Typst passes on.
fn originals(assembly: &Assembly) -> EditionPictures {
    let bytes = |file: &PictureFile| match file.format {
        Format::Svg => None,
        Format::Jpeg | Format::Png => profiles::carried(file),
    };
    let pictures = assembly.pictures.par_iter();
    let pictures = pictures.map(|(path, file)| {
        (path.clone(), Bytes::new(bytes(file).unwrap_or_else(|| file.bytes.clone())))
    });
    pictures.collect()
}

fn made(output: &Output, pages: Option<usize>) -> Made {
    Made {
        path: output.path.clone(),
        bytes: output.bytes.len(),
        sha256: sha256(&output.bytes),
        pages,
    }
}

/// Tells of each step as it begins and notes how long it took.
struct Clock<'a> {
    begin: &'a dyn Fn(Step),
    running: Option<(Step, Instant)>,
    done: Vec<(Step, Duration)>,
}

impl<'a> Clock<'a> {
    fn start(begin: &'a dyn Fn(Step)) -> Self {
        Self { begin, running: None, done: Vec::new() }
    }

    fn begin(&mut self, step: Step) {
        self.end();
        (self.begin)(step);
        self.running = Some((step, Instant::now()));
    }

    fn end(&mut self) {
        if let Some((step, since)) = self.running.take() {
            self.done.push((step, since.elapsed()));
        }
    }

    fn stop(mut self) -> Vec<(Step, u64)> {
        self.end();
        let whole = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.done.into_iter().map(|(step, time)| (step, whole(time))).collect()
    }
}
