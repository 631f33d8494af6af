//! The handoff: what a print shop is given in addition to the interior and the cover, and the zip
//! that contains it all.
//!
//! [`inks`] says what each part is printed with, and [`paper`] counts sheets and plates; [`ticket`] collects the data of the job, and a form of the
//! layout ([`forms`]) puts it on paper: 施工单, the job ticket for people. [`xjdf`] says the same to
//! machines; [`proof`] shows the pages in low resolution with their trim; [`pack`] adds the
//! checksums and makes the zip.

pub mod forms;
pub mod inks;
pub mod pack;
pub mod paper;
pub mod proof;
pub mod slug;
pub mod ticket;
pub mod xjdf;

pub use forms::Forms;
pub use inks::Printed;

use typst_layout::PagedDocument;

use crate::archive::Output;
use crate::diagnostic::{Failure, Findings};
use crate::press::Shop;
use crate::typeset::Shown;
use pdfx_preflight::Standard;

/// An issue whose press files are ready.
pub struct Finished<'a> {
    /// The issue and what its forms are laid out with.
    pub forms: Forms<'a>,
    /// Its pictures.
    pub pictures: Shown<'a>,
    /// The press it was finished for.
    pub press: &'a Shop,
    /// The part of PDF/X of its files.
    pub standard: Standard,
    /// The thickness of the spine, mm.
    pub spine: f64,
    /// What its parts are printed with.
    pub printed: Printed,
    /// The inside pages.
    pub interior: Piece<'a>,
    /// The cover sheet and its reverse, if the form has a cover.
    pub cover: Option<Piece<'a>>,
    /// Whether it is a draft, which no print shop should print.
    pub draft: bool,
}

/// A press file and the pages it was written from.
#[derive(Clone, Copy)]
pub struct Piece<'a> {
    /// The file.
    pub output: &'a Output,
    /// The pages.
    pub document: &'a PagedDocument,
}

impl Finished<'_> {
    /// The prefix of its file names: `dggx-2026-01`.
    fn name(&self) -> String {
        format!("{}-{}", self.forms.assembly.publication.slug, self.forms.assembly.id)
    }

    /// Its press files with the names of their parts.
    fn pieces(&self) -> impl Iterator<Item = (&'static str, Piece<'_>)> {
        let cover = self.cover.map(|cover| ("cover", cover));
        std::iter::once(("interior", self.interior)).chain(cover)
    }

    /// A file of the press edition.
    fn file(&self, ending: &str, bytes: Vec<u8>) -> Output {
        Output { path: format!("press/{}-{ending}", self.name()), bytes }
    }

    /// The suffix, before the extension, of the files of a draft.
    fn mark(&self) -> &'static str {
        if self.draft { "-draft" } else { "" }
    }
}

/// What was made for the print shop.
#[derive(Default)]
pub struct Handed {
    /// The tickets, with their page counts; they are archived.
    pub tickets: Vec<(Output, Option<usize>)>,
    /// The proof and the zip, which contain nothing that is not in the archive.
    pub copies: Vec<(Output, Option<usize>)>,
    /// The findings of the layout.
    pub findings: Findings,
}

/// Makes the tickets and, if `copies` is set, the proof and the zip; `reports` are further files
/// for the zip.
///
/// A draft gets a ticket for requesting quotations and a proof, but neither the ticket for machines
/// nor the zip: nothing that could be mistaken for an order.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout; [`Failure::Machine`].
pub fn make(job: &Finished, copies: bool, reports: &[Output]) -> Result<Handed, Failure> {
    let (ticket, proof) = rayon::join(
        || ticket::Ticket::of(job).and_then(|ticket| Ok((ticket::print(job, &ticket)?, ticket))),
        || if copies { proof::print(job).map(Some) } else { Ok(None) },
    );
    let (sheet, ticket) = ticket?;
    let mut handed = Handed { findings: ticket.findings.clone(), ..Handed::default() };
    handed.findings.extend(sheet.findings);
    let ending = format!("ticket{}.pdf", job.mark());
    handed.tickets.push((job.file(&ending, sheet.bytes), Some(sheet.pages)));
    if !job.draft {
        let xjdf = xjdf::write(job, &ticket).into_bytes();
        handed.tickets.push((job.file("ticket.xjdf", xjdf), None));
    }
    if let Some(proof) = proof? {
        handed.findings.extend(proof.findings);
        let ending = format!("proof{}.pdf", job.mark());
        handed.copies.push((job.file(&ending, proof.bytes), Some(proof.pages)));
    }
    if copies && !job.draft {
        let made = handed.tickets.iter().chain(&handed.copies).map(|(output, _)| output);
        let files = job.pieces().map(|(_, piece)| piece.output).chain(made).chain(reports);
        let bytes = pack::pack(files, job.forms.assembly.issue.date)?;
        let path = format!("{}-press.zip", job.name());
        handed.copies.push((Output { path, bytes }, None));
    }
    Ok(handed)
}
