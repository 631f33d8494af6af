//! Finishing: turns the PDF that Typst wrote into the PDF for the print shop.
//!
//! The steps: [`originals`] describes photographs in the place of their stand-ins; [`strip`] removes what is only for screens; [`space`] collects the sources of colour,
//! and [`masks`] the content of soft masks; [`contents`], [`pictures`] and [`objects`] (with
//! [`shadings`], [`functions`] and [`calculator`]) convert everything to DeviceCMYK and DeviceGray.
//! Along the way [`overprint`] lets black overprint, and [`placement`] finds how large pictures are
//! and where there is too much ink. [`flatten`] removes transparency for PDF/X-1a; [`pages`] sets
//! boxes and groups; [`intent`] declares the printing condition and [`labels`] names the file. At
//! the end [`inspect`] looks for anything that was missed.

mod amounts;
mod calculator;
mod contents;
mod flatten;
mod functions;
pub(super) mod intent;
pub(super) mod labels;
mod masks;
mod objects;
mod originals;
mod overprint;
mod pages;
mod pictures;
mod placement;
mod shadings;
mod space;
mod strip;

use lopdf::xref::XrefType;
use lopdf::{Document, ObjectId};

use pdfx_preflight::{Standard, inspect};

use crate::inks::{Duotone, Inks};
use crate::marks::page::Wanted;
use crate::profile::Marks;
use crate::{Press, marks};
use labels::Labels;
use neikan_base::Date;
use neikan_base::diagnostic::{Failure, Finding, Findings};
pub use originals::Originals;
use space::Two;

/// About how long an object is in a file, without the content of a stream, bytes.
const OBJECT: usize = 256;

/// What a finished file is labelled with.
#[derive(Debug, Clone)]
pub struct Job {
    /// The title for readers.
    pub title: String,
    /// The identifier of the file, e.g. `dggx-2026-01-interior`.
    pub identifier: String,
    /// The date of printing, used for every date in the file.
    pub date: Date,
    /// The bleed on every side, mm.
    pub bleed: f64,
    /// The part of PDF/X, if not the one of the press profile.
    pub standard: Option<Standard>,
    /// The named colours, in percent of ink: they come out exactly as named.
    pub colors: Vec<[f64; 4]>,
    /// The inks of large black areas, in percent, if not black alone.
    pub rich_black: Option<[f64; 4]>,
    /// What it is printed with.
    pub inks: Inks,
    /// Where the sheet is folded, mm from the left of its first page, of which the second is the reverse;
    /// none for pages.
    pub folds: Vec<f64>,
    /// The content sum of the issue; empty if the file belongs to no issue.
    pub sum: String,
    /// The photographs to be put in, as bare JPEGs, by the JPEGs that stand in for them.
    pub originals: Originals,
}

impl Job {
    /// What is drawn around its pages.
    fn wanted(&self, marks: Marks) -> Wanted<'_> {
        Wanted { marks, bleed: self.bleed, inks: &self.inks, folds: &self.folds }
    }

    /// The labels of the file made from a PDF.
    fn labels<'a>(&self, pdf: &'a [u8]) -> Labels<'a> {
        Labels {
            title: self.title.clone(),
            identifier: self.identifier.clone(),
            made_of: pdf,
            sum: self.sum.clone(),
            trapped: false,
        }
    }
}

/// Rewrites a PDF by Typst (untagged, press edition) for the press.
pub(super) fn finish(press: &Press, pdf: &[u8], job: &Job) -> Result<Vec<u8>, Failure> {
    let standard = job.standard.unwrap_or(press.profile().pdfx);
    // Read what Typst wrote.
    let mut document = Document::load_mem(pdf).map_err(unreadable)?;
    // Describe the photographs in the place of their stand-ins.
    originals::describe(&mut document, &job.originals).map_err(unreadable)?;
    // Remove what is only for screens.
    strip::strip(&mut document);
    // Collect the sources of colour, and what is a mask rather than colour.
    let duotone = job.inks.second().map(|second| Duotone::new(second, press.engine()));
    let two = duotone.as_ref().map(|duotone| Two { duotone, space: duotone.space(&mut document) });
    let palette = &space::Palette::collect(press.engine(), &document, job, two);
    let masks = &masks::collect(&document);
    // Convert everything to the inks of the press.
    let mut findings = Findings::default();
    let rich = job.rich_black.filter(|_| !job.inks.black_only);
    let rich = rich.map(|inks| inks.map(|part| (part / 100.0) as f32));
    let paint = contents::Paint { palette, masks, rich };
    let seen = contents::convert(&mut document, &paint, &mut findings);
    let placement = placement::Placement::of(&document, &seen.scans);
    placement.too_much_ink(&document, press.profile().total_ink as f32, &mut findings);
    let (opaque, store) = (standard == Standard::X1a, press.store());
    let duotone = two.map(|two| document.add_object(two.duotone.palette(two.space)).into());
    let studio = pictures::Studio {
        palette,
        masks,
        placed: &placement.pictures,
        opaque,
        duotone,
        store,
        originals: &job.originals,
    };
    pictures::convert(&mut document, &studio, &mut findings);
    objects::convert(&mut document, palette, masks, &mut findings);
    if opaque {
        flatten::rest(&mut document, &mut findings);
    }
    findings.settle()?;
    overprint::add_states(&mut document, &seen.states, opaque).map_err(unreadable)?;
    if let Some(two) = two {
        let own = [(contents::TWO, two.space)];
        overprint::add(&mut document, &seen.in_two, "ColorSpace", &own).map_err(unreadable)?;
    }
    // Say where the paper is cut, and what the file is.
    pages::set_boxes(&mut document, job.bleed);
    pages::set_groups(&mut document);
    marks::page::draw(&mut document, &job.wanted(press.profile().marks)).map_err(unreadable)?;
    intent::set(&mut document, press.profile(), press.icc()).map_err(unreadable)?;
    labels::set(&mut document, &job.labels(pdf), job.date, standard.into());
    // Remove what is no longer used.
    document.prune_objects();
    document.renumber_objects();
    check(&document).settle()?;
    write(document, standard).map_err(unreadable)
}

/// Checks every remaining colour; one that is not in press inks stops the work.
fn check(document: &Document) -> Findings {
    let mut findings = Findings::default();
    for (space, page) in inspect::colors_used(document).foreign() {
        let finding = Finding::stop("press-color-left");
        findings.push(finding.with("space", space.name()).with("page", page));
    }
    findings
}

fn write(mut document: Document, standard: Standard) -> Result<Vec<u8>, std::io::Error> {
    document.version = standard.pdf().to_owned();
    document.binary_mark = vec![0xe2, 0xe3, 0xcf, 0xd3];
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    // As long as it will be or a little longer: a buffer that grows is twice there while it does.
    let content = document.objects.values().filter_map(|object| object.as_stream().ok());
    let content: usize = content.map(|stream| stream.content.len()).sum();
    let mut bytes = Vec::with_capacity(content + document.objects.len() * OBJECT);
    document.save_to(&mut bytes)?;
    bytes.push(b'\n');
    bytes.shrink_to_fit();
    Ok(bytes)
}

fn unreadable(reason: impl ToString) -> Failure {
    Finding::stop("press-pdf").with("reason", reason).into()
}

/// A finding about an object, with the first page that it is on.
fn about(document: &Document, id: ObjectId, rule: &'static str) -> Finding {
    Finding::stop(rule).with("page", inspect::page_of(document, id).unwrap_or(0))
}
