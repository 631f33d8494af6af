//! The pipeline: from an issue's folder to everything that is made from it.

mod count;
mod digital;
pub mod export;
pub mod films;
mod folder;
mod inbox;
pub mod live;
mod part;
mod plan;
mod press;
pub mod published;
mod ready;
mod rearrange;
mod rebuild;
pub mod running;
mod unchanged;
pub mod web;
mod write;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

pub use crate::archive::record::Made;
use crate::archive::{Output, Packed, Parts, pack};
use crate::desk::register;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::digital::placed::Quality;
use crate::publication::{Head, Project};
use crate::typeset::compile::forget_all;
use crate::typeset::{PageMap, Part, told};
pub use count::{About, ArticleCount, Brief, Counted, Group, Tally, count};
use digital::digital_editions;
pub use inbox::{Waiting, look_through, unready, waiting};
use neikan_press::BindingFit;
pub use part::{FOLDER as PARTS, Folios, PartBuilt, PartOrder, Selection, build_part};
use pdfx_preflight::Standard;
use press::press_edition;
use ready::{approve, prepare};
pub use ready::{
    check_issue, cover_pages, fix_issue, inside_pages, page_maps, screen_pages, screen_typeset,
    strict,
};
pub use rearrange::{Rearranged, rearrange};
pub use rebuild::{Rebuilt, rebuild};
use unchanged::known;
pub use unchanged::{program, program_sum};

/// The folder of the notes on builds, next to the output folders of the issues.
const NOTES: &str = ".cache/built";

/// How many pages an issue has at most of which Typst goes on remembering what it has set: letting go of it
/// takes work, and of a short issue it takes up little beside what the editions do.
const SHORT: usize = 100;

/// The number of cover pages before the inside pages of the screen edition, and after them.
const COVERS: usize = 2;

/// The editions to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Editions {
    /// Interior and cover for the print shop.
    pub press: bool,
    /// Screen PDF and EPUB.
    pub digital: bool,
    /// The issue archive.
    pub archive: bool,
    /// The OFD of the screen pages.
    pub ofd: bool,
}

impl Editions {
    /// None of them.
    pub const NONE: Self = Self { press: false, digital: false, archive: false, ofd: false };
    /// All that are made unless something else is asked for: an OFD is for offices alone.
    pub const ALL: Self = Self { press: true, digital: true, archive: true, ofd: false };
}

/// A request for a build.
#[derive(Debug, Clone)]
pub struct Order {
    /// The issue's folder name.
    pub issue: String,
    /// The parent folder of the issues' output folders.
    pub out: PathBuf,
    /// The editions to write.
    pub editions: Editions,
    /// Whether the flatplan is also written as a picture.
    pub flatplan_png: bool,
    /// The part of PDF/X, if not the one of the press profile.
    pub pdfx: Option<Standard>,
    /// The quality of the pictures in the screen PDF.
    pub quality: Quality,
    /// Whether the faces are embedded in the EPUB.
    pub embed_fonts: bool,
    /// Whether to build the issue although it is not approved, with marks on what is not.
    pub draft: bool,
    /// Whether to make everything anew, though nothing may have changed.
    pub fresh: bool,
    /// Whether the faces are packed into the archive, if not as the publication says.
    pub fonts: Option<bool>,
    /// Whether to tell what was weighed for each article so that it ends well.
    pub explain_fit: bool,
}

impl Order {
    /// A request for every edition of an issue as it is printed, into a folder below `out`.
    pub fn whole(issue: &str, out: PathBuf) -> Self {
        Self {
            issue: issue.to_owned(),
            out,
            editions: Editions::ALL,
            flatplan_png: false,
            pdfx: None,
            quality: Quality::Screen,
            embed_fonts: false,
            draft: false,
            fresh: false,
            fonts: None,
            explain_fit: false,
        }
    }

    /// Whether the press files must be made: for themselves or for the archive.
    fn needs_press(&self) -> bool {
        self.editions.press || self.editions.archive
    }

    /// Whether the digital files must be made: for themselves, the archive, the OFD or the flatplan.
    fn needs_digital(&self) -> bool {
        self.editions.digital || self.editions.archive || self.editions.ofd || self.flatplan_png
    }
}

/// The steps of the pipeline, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Reading and checking the sources.
    Check,
    /// Laying out the pages.
    Layout,
    /// Checking the pages; making the press edition, the screen PDF, the flatplan and the EPUB.
    Editions,
    /// Packing the archive.
    Archive,
    /// Writing the files.
    Write,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Check, Self::Layout, Self::Editions, Self::Archive, Self::Write];

    /// The key of its name in the locales.
    pub fn key(self) -> &'static str {
        match self {
            Self::Check => "step-check",
            Self::Layout => "step-layout",
            Self::Editions => "step-editions",
            Self::Archive => "step-archive",
            Self::Write => "step-write",
        }
    }
}

/// The result of a build.
#[derive(Debug, Serialize, Deserialize)]
pub struct Built {
    /// The issue.
    pub issue: String,
    /// The number of inside pages.
    pub pages: usize,
    /// How they suit the binding.
    pub binding: BindingFit,
    /// The number of articles.
    pub articles: usize,
    /// The number of Han characters in all articles.
    pub chars: usize,
    /// Which pages each article takes and what each page contains.
    pub map: PageMap,
    /// The content sum: the SHA-256 of everything that determines what is printed.
    pub sum: String,
    /// The content behind that sum, line by line, in its canonical form.
    pub content: Vec<String>,
    /// The end of the review ledger.
    pub ledger: Head,
    /// Whether this is a draft, which nobody has approved.
    pub draft: bool,
    /// In a draft, the articles marked as not reviewed.
    pub unreviewed: Vec<String>,
    /// The files that were written.
    pub files: Vec<Made>,
    /// How long each step took, ms.
    pub timings: Vec<(Step, u64)>,
    /// The folder of the files.
    #[serde(skip)]
    pub folder: PathBuf,
    /// What should be looked at.
    #[serde(skip)]
    pub findings: Findings,
    /// Whether nothing had to be made: what is there was checked and is what would be made.
    #[serde(skip)]
    pub unchanged: bool,
}

/// Builds an issue; calls `begin` with each step as it begins.
///
/// # Errors
/// [`Failure::Stopped`] with every finding, before anything is written; [`Failure::Machine`].
pub fn build(project: &Project, order: &Order, begin: &dyn Fn(Step)) -> Result<Built, Failure> {
    let mut clock = Clock::start(begin);
    // Nothing has to be made again if nothing has changed since it was made.
    clock.begin(Step::Check);
    if let Some(known) =
        Some(order).filter(|order| !order.fresh).and_then(|order| known(project, order))
    {
        return Ok(Built { timings: clock.stop(), ..known });
    }
    // Read every source once and check it against the rules.
    let project = &project.frozen();
    let (mut issue, mut findings) = prepare(project, &order.issue, order.draft)?;
    if !order.draft {
        findings = strict(findings).settle()?;
    }
    // Refuse whatever is not approved, or mark it.
    findings.extend(approve(project, &mut issue, order)?);
    // Lay out the pages, once for all editions.
    clock.begin(Step::Layout);
    let pictures = issue.take_pictures(project);
    if issue.is_large() {
        issue.put_photographs_away();
    }
    let whole = issue.set(project, Part::Whole, 0.0, &pictures)?;
    if whole.document.pages().len() > SHORT {
        forget_all();
    }
    if issue.is_large() {
        issue.fetch_photographs(project)?;
    }
    let map = PageMap::of(&issue.assembly, &whole.document, issue.covers());
    // Dress them for each edition, side by side, or one after the other where two would take too much
    // memory. The press edition also checks the pages: if they have faults, these alone are reported.
    clock.begin(Step::Editions);
    let press = || press_edition(project, &issue, (&whole, &map), &pictures, order);
    let digital = || digital_editions(project, &issue, (&whole, &map), &pictures, order);
    let (press, digital) = if issue.is_large() {
        let press = press();
        forget_all();
        (press, digital())
    } else {
        rayon::join(press, digital)
    };
    let (press, digital) = (press?, digital?);
    // Pack everything, with its sources and checksums.
    clock.begin(Step::Archive);
    let outputs = [press.outputs, digital.outputs, digital.ofd];
    let archived = order.editions.archive.then(|| {
        let all: Vec<&Output> = outputs.iter().flatten().map(|(output, _)| output).collect();
        let parts = Parts {
            project,
            assembly: &issue.assembly,
            ledger: &issue.ledger,
            outputs: &all,
            map: &map,
            made: order.how(),
            fonts: order.fonts.unwrap_or(issue.assembly.publication.archive.fonts),
        };
        pack(&parts, &order.out.join(&order.issue))
    });
    let archived = archived.transpose()?;
    // Write what was asked for, and what was made along with it, as one set.
    clock.begin(Step::Write);
    let [press_outputs, digital_outputs, ofd] = outputs;
    let mut files: Vec<(Output, Option<usize>)> = Vec::new();
    files.extend(press_outputs.into_iter().filter(|_| order.editions.press));
    files.extend(press.copies);
    files.extend(digital_outputs.into_iter().filter(|_| order.editions.digital));
    files.extend(ofd);
    files.extend(digital.plan.map(|output| (output, None)));
    findings.extend(press.findings);
    findings.extend(digital.findings);
    if order.explain_fit {
        findings.extend(issue.explained(&whole.document));
    } else {
        findings.extend(told::divided(&issue.assembly, &whole.document));
    }
    findings.extend(meanwhile(project));
    let sum = issue.content.sha256.clone();
    let made = |(output, pages): &(Output, Option<usize>)| {
        Made::of((&output.path, &output.bytes), *pages, &sum)
    };
    let packed = archived.as_ref().map(|packed: &Packed| Made {
        path: packed.path.clone(),
        bytes: packed.bytes,
        sha256: packed.sha256.clone(),
        pages: None,
        sum: sum.clone(),
    });
    let made = files.iter().map(made).chain(packed).collect();
    let mut built = Built {
        issue: order.issue.clone(),
        pages: map.pages.len(),
        binding: BindingFit::of(issue.assembly.publication.page_multiple(), map.pages.len()),
        articles: issue.assembly.articles.len(),
        chars: issue.assembly.articles.iter().map(|article| article.chars).sum(),
        map,
        sum: sum.clone(),
        content: issue.content.text.lines().map(str::to_owned).collect(),
        ledger: issue.ledger,
        draft: order.draft,
        unreviewed: issue.assembly.unreviewed.iter().cloned().collect(),
        files: made,
        timings: clock.stop(),
        folder: order.out.join(&order.issue),
        findings,
        unchanged: false,
    };
    write::write(project, &mut built, files.iter().map(|(output, _)| output), archived)?;
    unchanged::note(project, order, &built);
    project.store().trim();
    built.findings.extend(project.store().troubles());
    Ok(built)
}

/// Returns a warning for every source that has changed since it was read: the outputs were made
/// from its earlier state.
fn meanwhile(project: &Project) -> Vec<Finding> {
    // Anyone who signs meanwhile adds to the register, from which nothing is made.
    let register = |path: &PathBuf| path.ends_with(Path::new("issues").join(register::LEDGERS));
    let changed = project.sources().changed().into_iter().filter(|path| !register(path));
    let place = |path: PathBuf| Place::file(project.show(&path));
    changed.map(|path| Finding::warn("source-changed").at(place(path))).collect()
}

/// Announces each step as it begins and records how long it took.
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
