//! Compiling a part of an issue with Typst.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::layout::Frame;
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};
use typst_layout::{Page, PagedDocument, PagedIntrospector};
use typst_pdf::{PdfOptions, Timestamp};

use super::justify::Setter;
use super::world::{Files, LAYOUT, Press};
use super::{Faces, again, joiners, notdef};
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
    /// Where everything stands, as templates ask for it.
    pub stands: Stands,
}

/// Where everything stands on pages, as templates ask for it.
pub type Stands = Arc<PagedIntrospector>;

/// The pictures of an edition, by path relative to the issue.
pub type EditionPictures = BTreeMap<String, Bytes>;

/// Typesets a part of an issue from its data and the edition's pictures; `before` says where everything
/// stood when the same part was set the last time ([`again`]).
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn typeset(
    project: &Project,
    assembly: &Assembly,
    faces: &Faces,
    part: Part,
    (data, pictures): (&Bytes, &EditionPictures),
    before: Option<&Stands>,
) -> Result<Typeset, Failure> {
    let layout = &assembly.publication.layout;
    let mut files = Files::new(project.layout_files(layout)?);
    files.add("/data.json", data.clone());
    for (path, bytes) in pictures {
        files.add(format!("/issue/{path}"), bytes.clone());
    }
    compile(layout, faces, files, (part.main(), &part.inputs()), before)
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
    let set = compile(
        layout,
        faces,
        files,
        (&format!("forms/{form}.typ"), &[("edition", "press")]),
        None,
    );
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
    let set = compile(layout, faces, files, ("presentation.typ", &[("edition", "screen")]), None);
    // What Typst remembers of earlier pages is evicted, so that memory use stays flat.
    comemo::evict(1);
    let set = set?;
    notdef::refuse(&set.document, layout)?;
    Ok(set)
}

fn compile(
    layout: &str,
    faces: &Faces,
    files: Files,
    (main, inputs): (&str, &[(&str, &str)]),
    before: Option<&Stands>,
) -> Result<Typeset, Failure> {
    let main = format!("/{LAYOUT}/{main}");
    let world = Press::new(faces, files, &main, inputs).map_err(|error| {
        Finding::stop("layout-error")
            .at(Place::file(format!("layouts/{layout}")))
            .with("reason", error)
    })?;
    // What is wrong is told as it is found without knowing anything.
    let warned = before.map(|before| again::compile(&world, Some(&**before)));
    let warned = warned.filter(|warned| warned.output.is_ok());
    let warned = warned.unwrap_or_else(|| again::compile(&world, None));
    faces.intact()?;
    let complaints = |list: &[SourceDiagnostic]| -> Findings {
        let mut findings = Findings::default();
        list.iter().for_each(|complaint| findings.push(finding(&world, layout, complaint)));
        findings
    };
    match warned.output {
        Ok(document) => Ok(Typeset {
            stands: document.introspector().clone(),
            document: finished(document),
            findings: complaints(&warned.warnings),
        }),
        Err(errors) => Err(Failure::Stopped(complaints(&errors))),
    }
}

/// Pages as they are printed: the space of lines is where it belongs, and what only line breaking needed
/// is gone.
fn finished(mut document: PagedDocument) -> PagedDocument {
    let info = std::mem::take(document.info_mut());
    let mut setter = Setter::default();
    let pages = document.pages().iter().cloned().map(|mut page: Page| {
        (page.frame, setter) = finished_page(&page.frame, std::mem::take(&mut setter));
        page
    });
    PagedDocument::new(pages.collect(), info)
}

/// A finished page, remembered as Typst remembers what it has set: of pages that stay nothing is done
/// again.
#[comemo::memoize]
fn finished_page(frame: &Frame, mut setter: Setter) -> (Frame, Setter) {
    let mut set = setter.page(frame);
    joiners::strip(&mut set);
    (set, setter)
}

/// Evicts what Typst remembers and nobody has asked for of late, so that memory use does not grow with
/// every part, issue or version of an issue that a process sets.
pub fn forget() {
    comemo::evict(REMEMBERED);
}

/// Forgets all that Typst remembers, for a process that has set an issue and goes on to what is made of its
/// pages: it is as large as they are, several times.
pub fn forget_all() {
    comemo::evict(0);
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
