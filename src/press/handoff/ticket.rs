//! 施工单: the job ticket. Its contents are collected here as data; the layout's form `ticket` puts
//! them on paper.

use serde::Serialize;
use serde_json::json;

use super::forms::Sheet;
use super::inks::{Printed, SpotUse};
use super::paper::{Need, copy_weight};
use super::{Finished, Piece};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::press;
use crate::publication::{Binding, Flaps, Handoff, Printer};
use neikan_base::hash::sha256;
use pdfx_preflight::inspect;
use pdfx_preflight::pdf::POINTS;

/// What a print shop needs to know.
#[derive(Debug, Clone, Serialize)]
pub struct Ticket {
    /// The number of the job: slug and issue.
    pub job: String,
    /// Whether the files are a draft's.
    pub draft: bool,
    /// 印数.
    pub run: u32,
    /// Trim size, mm: width, height.
    pub trim: [f64; 2],
    /// Bleed, mm.
    pub bleed: f64,
    /// The thickness of the spine, mm; 0 without one.
    pub spine: f64,
    /// The flaps of the cover.
    pub flaps: Option<Flaps>,
    /// The thickness of the inside pages, mm, to a hundredth.
    pub bulk: f64,
    /// How it is bound.
    pub binding: Binding,
    /// The weight of a copy, g.
    pub copy_weight: f64,
    /// The inside pages.
    pub body: Need,
    /// The cover, if the form has one.
    pub cover: Option<Need>,
    /// The inks of the press that are used.
    pub process: &'static [&'static str],
    /// The spot inks.
    pub spots: Vec<SpotUse>,
    /// The inks of each part, on the front and on the back.
    #[serde(skip)]
    pub printed: Printed,
    /// Who prints.
    pub printer: Printer,
    /// Copies for the authority that issued the permit.
    pub sample_copies: Option<u16>,
    /// Further instructions.
    pub handoff: Handoff,
    /// The output condition.
    pub condition: Condition,
    /// The content sum of the issue, SHA-256 in hexadecimal, as in the labels of the files.
    pub sum: String,
    /// The press files.
    pub files: Vec<Filed>,
    /// Findings about what could not be computed.
    #[serde(skip)]
    pub findings: Findings,
}

/// The output condition that the files were made for.
#[derive(Debug, Clone, Serialize)]
pub struct Condition {
    /// The name of the press profile.
    pub profile: String,
    /// The part of PDF/X.
    pub standard: &'static str,
    /// Identifier.
    pub identifier: String,
    /// The registry that defines the identifier.
    pub registry: String,
    /// In words.
    pub info: String,
    /// The file of the ICC profile.
    pub icc: String,
    /// The most ink, %.
    pub total_ink: f64,
    /// The lowest resolution of pictures, pixels per inch.
    pub minimum_ppi: u16,
}

/// A press file in the zip.
#[derive(Debug, Clone, Serialize)]
pub struct Filed {
    /// Its name.
    pub name: String,
    /// `interior` or `cover`.
    pub part: &'static str,
    /// Its pages.
    pub pages: usize,
    /// Its size in bytes.
    pub bytes: usize,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// The TrimBox of its first page, mm, to a tenth: width, height.
    pub trim: [f64; 2],
    /// The BleedBox.
    pub bleed: [f64; 2],
    /// The MediaBox.
    pub media: [f64; 2],
    /// TrimBox, BleedBox and MediaBox in points: left, bottom, right, top.
    #[serde(skip)]
    pub boxes: [[f32; 4]; 3],
}

impl Ticket {
    /// Collects the contents of the ticket.
    ///
    /// # Errors
    /// [`Failure::Stopped`] if a press file cannot be read.
    pub fn of(job: &Finished) -> Result<Self, Failure> {
        let (publication, issue) = (&job.forms.assembly.publication, &job.forms.assembly.issue);
        let profile = job.press.profile();
        let format = publication.format;
        let (trim, bleed) = ([format.width, format.height], format.bleed);
        let pages = job.interior.document.pages().len();
        let open = format.cover_width(job.spine);
        let flat = [open + 2.0 * bleed, format.height + 2.0 * bleed];
        let [inside, outside] = job.printed.counts();
        let body = Need::body(profile, trim, bleed, (pages, inside), issue.run);
        let cover = job.cover.map(|_| Need::cover(profile, flat, outside, issue.run));
        let bulk = neikan_press::cover::bulk(pages, profile);
        Ok(Self {
            job: job.name(),
            draft: job.draft,
            run: issue.run,
            trim,
            bleed,
            spine: job.spine,
            bulk: (bulk * 100.0).round() / 100.0,
            binding: publication.binding,
            flaps: format.flaps,
            copy_weight: copy_weight(profile, trim, pages, job.cover.map(|_| open)),
            process: press::inks(&job.forms.assembly.theme).process(),
            spots: SpotUse::all(&job.forms.assembly.theme, &job.printed),
            printed: job.printed.clone(),
            printer: issue.printer.as_ref().unwrap_or(&publication.printer).clone(),
            sample_copies: publication.sample_copies,
            handoff: issue.handoff.over(&publication.handoff),
            condition: condition(job),
            sum: job.forms.assembly.sum.clone(),
            files: job
                .pieces()
                .map(|(part, piece)| filed(piece, part))
                .collect::<Result<_, _>>()?,
            findings: sheets(job, &body, cover.as_ref()),
            body,
            cover,
        })
    }
}

fn condition(job: &Finished) -> Condition {
    let profile = job.press.profile();
    Condition {
        profile: profile.name.clone(),
        standard: job.standard.version(),
        identifier: profile.condition.clone(),
        registry: profile.registry.clone(),
        info: profile.info.clone(),
        icc: profile.icc.clone(),
        total_ink: profile.total_ink,
        minimum_ppi: profile.minimum_ppi,
    }
}

/// A finding if no full sheet is large enough, so that no paper could be counted.
fn sheets(job: &Finished, body: &Need, cover: Option<&Need>) -> Findings {
    let mut findings = Findings::default();
    if body.cut.is_none() || cover.is_some_and(|cover| cover.cut.is_none()) {
        let format = job.forms.assembly.publication.format;
        let place = Place::file("issues/publication.yml");
        let finding = Finding::warn("ticket-sheet").at(place).with("width", format.width);
        let profile = job.press.said("/sheet");
        findings.push(finding.with("height", format.height).with("profile", profile));
    }
    findings
}

/// Reads from a press file what the ticket says about it.
fn filed(piece: Piece, part: &'static str) -> Result<Filed, Failure> {
    let document = lopdf::Document::load_mem(&piece.output.bytes)
        .map_err(|error| Finding::stop("press-pdf").with("reason", error))?;
    let boxes = inspect::boxes(&document);
    let pages = boxes.len();
    let first = boxes.into_iter().next();
    let first = first.ok_or_else(|| Finding::stop("press-pdf").with("reason", "no page"))?;
    let trim = first.trim.unwrap_or(first.media);
    let bleed = first.bleed.unwrap_or(trim);
    let size = |sides: [f32; 4]| {
        let mm = |length: f32| (f64::from(length) / POINTS * 10.0).round() / 10.0;
        [mm(sides[2] - sides[0]), mm(sides[3] - sides[1])]
    };
    let path = &piece.output.path;
    Ok(Filed {
        name: path.rsplit('/').next().unwrap_or(path).to_owned(),
        part,
        pages,
        bytes: piece.output.bytes.len(),
        sha256: sha256(&piece.output.bytes),
        trim: size(trim),
        bleed: size(bleed),
        media: size(first.media),
        boxes: [trim, bleed, first.media],
    })
}

/// Lays out the ticket.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn print(job: &Finished, ticket: &Ticket) -> Result<Sheet, Failure> {
    let set = job.forms.set("ticket", json!({ "ticket": ticket }))?;
    let bytes = job.forms.pdf("ticket", &set.document)?;
    Ok(Sheet { bytes, pages: set.document.pages().len(), findings: set.findings })
}
