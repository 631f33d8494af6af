//! Compiling a part of an issue with Typst.

use std::collections::BTreeMap;
use std::ops::Range;

use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use super::world::{Files, LAYOUT, Press};
use super::{Faces, joiners, justify, notdef};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::manuscript::Assembly;
use crate::publication::{Date, Project};

/// For how many further parts and forms Typst remembers what it has set.
const REMEMBERED: usize = 2;

/// What is typeset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All pages, in the inks of the press, with links and bookmarks: what every edition is made
    /// from.
    Whole,
    /// The cover sheet for the press.
    Cover,
    /// Some articles for the screen, as a draft: those that the data names under `only`.
    Articles,
    /// The charts for the EPUB, one per page, in the order of `charts`.
    Charts,
}

impl Part {
    fn main(self) -> &'static str {
        match self {
            Self::Whole | Self::Articles => "issue.typ",
            Self::Cover => "cover.typ",
            Self::Charts => "charts.typ",
        }
    }

    fn inputs(self) -> [(&'static str, &'static str); 2] {
        match self {
            Self::Whole => [("edition", "press"), ("part", "all")],
            Self::Cover => [("edition", "press"), ("part", "cover")],
            Self::Articles => [("edition", "screen"), ("part", "articles")],
            Self::Charts => [("edition", "screen"), ("part", "charts")],
        }
    }
}

/// Finished pages, and the layout's findings.
pub struct Typeset {
    /// The pages.
    pub document: PagedDocument,
    /// Warnings of the layout.
    pub findings: Findings,
}

/// The pictures of an edition, by path relative to the issue.
pub type EditionPictures = BTreeMap<String, Bytes>;

/// Typesets a part of an issue from its data and the edition's pictures.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn typeset(
    project: &Project,
    assembly: &Assembly,
    faces: &Faces,
    part: Part,
    data: &Bytes,
    pictures: &EditionPictures,
) -> Result<Typeset, Failure> {
    let layout = &assembly.publication.layout;
    let mut files = Files::new(project.layout_files(layout)?);
    files.add("/data.json", data.clone());
    for (path, bytes) in pictures {
        files.add(format!("/issue/{path}"), bytes.clone());
    }
    compile(layout, faces, files, part.main(), &part.inputs())
}

/// Typesets one of a layout's forms, a file in its folder `forms`, from its data.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn form(
    project: &Project,
    layout: &str,
    faces: &Faces,
    form: &str,
    data: Bytes,
) -> Result<Typeset, Failure> {
    let mut files = Files::new(project.layout_files(layout)?);
    files.add("/data.json", data);
    let set = compile(layout, faces, files, &format!("forms/{form}.typ"), &[("edition", "press")]);
    forget();
    let set = set?;
    notdef::refuse(&set.document, layout)?;
    Ok(set)
}

/// Typesets the presentation leaves of complimentary copies, one per page, from their data and the
/// picture of the seal.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn leaves(
    project: &Project,
    layout: &str,
    faces: &Faces,
    data: Bytes,
    seal: Option<(String, Bytes)>,
) -> Result<Typeset, Failure> {
    let mut files = Files::new(project.layout_files(layout)?);
    files.add("/data.json", data);
    if let Some((path, bytes)) = seal {
        files.add(path, bytes);
    }
    let set = compile(layout, faces, files, "presentation.typ", &[("edition", "screen")]);
    // What Typst remembers of earlier pages is evicted, so that memory use stays flat.
    typst::comemo::evict(1);
    let set = set?;
    notdef::refuse(&set.document, layout)?;
    Ok(set)
}

fn compile(
    layout: &str,
    faces: &Faces,
    files: Files,
    main: &str,
    inputs: &[(&str, &str)],
) -> Result<Typeset, Failure> {
    let main = format!("/{LAYOUT}/{main}");
    let world = Press::new(faces, files, &main, inputs).map_err(|error| {
        Finding::stop("layout-error")
            .at(Place::file(format!("layouts/{layout}")))
            .with("reason", error)
    })?;
    let warned = typst::compile::<PagedDocument>(&world);
    faces.intact()?;
    let complaints = |list: &[SourceDiagnostic]| -> Findings {
        let mut findings = Findings::default();
        list.iter().for_each(|complaint| findings.push(finding(&world, layout, complaint)));
        findings
    };
    match warned.output {
        Ok(document) => Ok(Typeset {
            document: joiners::strip(justify::by_rank(document)),
            findings: complaints(&warned.warnings),
        }),
        Err(errors) => Err(Failure::Stopped(complaints(&errors))),
    }
}

/// Evicts what Typst remembers and nobody has asked for of late, so that memory use does not grow with
/// every part, issue or version of an issue that a process sets.
pub fn forget() {
    typst::comemo::evict(REMEMBERED);
}

/// The options for a PDF of an edition: stable identifiers, the issue's date, no clock.
pub fn pdf_options(assembly: &Assembly, edition: &str) -> PdfOptions {
    let ident = format!("{}-{}-{edition}", assembly.publication.slug, assembly.id);
    dated_options(ident, assembly.issue.date)
}

/// The options for a PDF with a stable identifier, dated by its issue.
pub fn dated_options(ident: String, date: Date) -> PdfOptions {
    let day = Datetime::from_ymd_hms(i32::from(date.year), date.month, date.day, 0, 0, 0);
    PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some(concat!("neikan ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: day.map(Timestamp::new_utc),
        ..PdfOptions::default()
    }
}

/// Writes pages as a PDF.
///
/// # Errors
/// The finding [`refused`], with everything that Typst has against it.
pub fn write_pdf(document: &PagedDocument, options: &PdfOptions) -> Result<Vec<u8>, Finding> {
    typst_pdf::pdf(document, options).map_err(|errors| {
        let reasons: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
        refused(reasons.join("; "))
    })
}

/// The finding `pdf-refused`: pages cannot be written as a PDF of their kind.
pub fn refused(reason: impl ToString) -> Finding {
    Finding::stop("pdf-refused").with("reason", reason.to_string())
}

/// Turns one of Typst's diagnostics into a finding.
fn finding(world: &Press<'_>, layout: &str, complaint: &SourceDiagnostic) -> Finding {
    let finding = match complaint.severity {
        Severity::Error => Finding::stop("layout-error"),
        Severity::Warning => Finding::warn("layout-warning"),
    };
    let place = place(world, layout, complaint.span)
        .unwrap_or_else(|| Place::file(format!("layouts/{layout}")));
    finding.at(place).with("reason", &complaint.message)
}

fn place(world: &Press<'_>, layout: &str, span: DiagSpan) -> Option<Place> {
    let id = span.id()?;
    let path = id.vpath().get_without_slash();
    let file = match path.strip_prefix("layout/") {
        Some(inner) => format!("layouts/{layout}/{inner}"),
        None => path.to_owned(),
    };
    let range: Range<usize> = world.range(span)?;
    let source = world.source(id).ok()?;
    let (line, column) = source.lines().byte_to_line_column(range.start)?;
    Some(Place::at(file, line + 1, column + 1))
}
