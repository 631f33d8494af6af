//! Forms: paper documents for the print shop from the layout's folder `forms`.

use serde_json::{Value, json};
use typst::foundations::Bytes;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::diagnostic::{Failure, Finding, Findings};
use crate::manuscript::Assembly;
use crate::publication::Project;
use crate::typeset::compile::{self, pdf_options, refused, write_pdf};
use crate::typeset::label::label;
use crate::typeset::{Colors, Faces, Typeset, data};

/// An issue and what its forms are laid out with.
#[derive(Clone, Copy)]
pub struct Forms<'a> {
    /// The project.
    pub project: &'a Project,
    /// The issue.
    pub assembly: &'a Assembly,
    /// The faces.
    pub faces: &'a Faces,
}

/// A PDF laid out by a form.
pub struct Sheet {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: usize,
    /// The findings of the layout.
    pub findings: Findings,
}

impl Forms<'_> {
    /// Lays out a form with the data of the publication, the issue, the theme and `more`.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with the findings of the layout.
    pub fn set(&self, name: &str, mut more: Value) -> Result<Typeset, Failure> {
        let Assembly { publication, issue, theme, .. } = self.assembly;
        more["publication"] = data::publication(publication);
        more["theme"] = data::theme(theme, &Colors::new(), self.faces);
        more["issue"] = json!({
            "year": issue.year,
            "number": issue.number,
            "number_to": issue.number_to,
            "total": issue.total,
            "date": { "year": issue.date.year, "month": issue.date.month, "day": issue.date.day },
            "theme": issue.theme,
        });
        let data = Bytes::new(more.to_string().into_bytes());
        compile::form(self.project, &publication.layout, self.faces, name, data)
    }

    /// Lays out a form that is drawn over finished pages: one page of it for each of `sheets`.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with the findings of the layout, or `layout-error` if the form does not
    /// have that many pages.
    pub fn over(&self, name: &str, sheets: usize, more: Value) -> Result<Typeset, Failure> {
        let set = self.set(name, more)?;
        let drawn = set.document.pages().len();
        if drawn == sheets {
            return Ok(set);
        }
        let reason = format!("forms/{name}.typ: {drawn} / {sheets}");
        Err(Finding::stop("layout-error").with("reason", reason).into())
    }

    /// Writes pages as a plain PDF that does not claim to be PDF/X.
    ///
    /// # Errors
    /// The finding `pdf-refused`.
    pub fn pdf(&self, name: &str, document: &PagedDocument) -> Result<Vec<u8>, Failure> {
        let options = PdfOptions { tagged: false, ..pdf_options(self.assembly, name) };
        let pdf = write_pdf(document, &options)?;
        Ok(label(pdf, &self.assembly.sum, &|_, _| {}).map_err(refused)?)
    }
}
