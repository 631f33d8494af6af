//! The presentation leaf: one page for each recipient, laid out many at a time in the theme.
//!
//! All leaves of a batch are one document to Typst, so the layout is read and warmed up once;
//! each page then becomes a PDF of its own, with the glyphs of its own names only.

use rayon::prelude::*;
use serde_json::{Value, json};
use typst::foundations::Bytes;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::mark::Mark;
use crate::diagnostic::{Failure, Finding};
use crate::manuscript::pictures::PictureFile;
use crate::publication::{Issue, Project, Publication, Recipient, Theme};
use crate::typeset::compile::{dated_options, leaves, refused, write_pdf};
use crate::typeset::{Colors, Faces, data};
use neikan_base::hash::sha256;

/// What all leaves of an issue have in common.
pub struct Leaves {
    publication: Publication,
    issue: Issue,
    /// Everything in the data but the recipients.
    common: Value,
    seal: Option<(String, Bytes)>,
    faces: Faces,
}

/// The words of one leaf.
#[derive(Debug, Clone)]
pub struct Words {
    /// Name.
    pub name: String,
    /// Honorific title.
    pub title: Option<String>,
    /// Unit.
    pub unit: Option<String>,
    /// The mark of the copy.
    pub mark: Mark,
}

impl Words {
    /// The words of a recipient's leaf.
    pub fn of(recipient: &Recipient, mark: Mark) -> Self {
        let shown = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let name = recipient.name.trim().to_owned();
        Self { name, title: shown(&recipient.title), unit: shown(&recipient.unit), mark }
    }

    /// A sum of the words, in which nobody is named.
    pub fn sum(&self) -> String {
        let or = |text: &Option<String>| text.clone().unwrap_or_default();
        let words = [self.mark.to_string(), self.name.clone(), or(&self.title), or(&self.unit)];
        sha256(words.join("\n").as_bytes())
    }

    /// Why this leaf cannot be set, if it cannot: a character that no face has.
    pub fn fault(&self, faces: &Faces) -> Option<Finding> {
        let texts = [Some(&self.name), self.title.as_ref(), self.unit.as_ref()];
        let missing = texts.into_iter().flatten().find_map(|text| faces.missing(text).pop_first());
        missing.map(|c| {
            let code = format!("U+{:04X}", u32::from(c));
            Finding::stop("copy-glyph").with("char", c).with("code", code)
        })
    }
}

impl Leaves {
    /// Readies the layout for the leaves of an issue.
    pub fn new(
        publication: &Publication,
        (id, issue): (&str, &Issue),
        (theme, colors): (&Theme, &Colors),
        (greeting, seal): (&str, Option<&PictureFile>),
        faces: Faces,
    ) -> Self {
        let path = seal.map(|seal| format!("/seal.{}", seal.format.extension()));
        let alt = publication.seal.as_ref().map(|seal| seal.alt.as_str());
        let date = issue.date;
        let common = json!({
            "publication": data::publication(publication),
            "issue": {
                "id": id,
                "year": issue.year,
                "number": issue.number,
                "number_to": issue.number_to,
                "total": issue.total,
                "theme": issue.theme,
                "date": { "year": date.year, "month": date.month, "day": date.day },
            },
            "theme": data::theme(theme, colors, &faces),
            "greeting": greeting,
            "seal": path.as_ref().map(|path| json!({ "path": path, "alt": alt })),
        });
        Self {
            publication: publication.clone(),
            issue: issue.clone(),
            common,
            seal: path.zip(seal.map(|seal| Bytes::new(seal.bytes.clone()))),
            faces,
        }
    }

    /// The faces.
    pub fn faces(&self) -> &Faces {
        &self.faces
    }

    /// Sets a batch of leaves; gives a PDF of one page for each, in their order.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with the findings of the layout; it has to make one page of each leaf.
    pub fn set(
        &self,
        project: &Project,
        batch: &[&Words],
    ) -> Result<Vec<Result<Vec<u8>, Failure>>, Failure> {
        let mut data = self.common.clone();
        data["leaves"] = batch
            .iter()
            .map(|words| {
                let mark = words.mark.to_string();
                json!({
                    "name": words.name, "title": words.title, "unit": words.unit, "mark": mark,
                })
            })
            .collect();
        let data = serde_json::to_vec(&data).map_err(|e| Failure::internal("data.json", e))?;
        let layout = &self.publication.layout;
        let set = leaves(project, layout, &self.faces, Bytes::new(data), self.seal.clone())?;
        let pages = set.document.pages();
        if pages.len() != batch.len() {
            let finding = Finding::stop("copies-pages").with("pages", pages.len());
            return Err(finding.with("leaves", batch.len()).into());
        }
        let info = typst::model::Document::info(&set.document).clone();
        let write = |(page, words): (&typst_layout::Page, &&Words)| {
            let single = PagedDocument::new([page.clone()].into(), info.clone());
            self.write(&single, &words.mark)
        };
        Ok(pages.par_iter().zip(batch).map(write).collect())
    }

    /// Writes one leaf as the screen edition is written: tagged, with its faces, for keeping.
    fn write(&self, leaf: &PagedDocument, mark: &Mark) -> Result<Vec<u8>, Failure> {
        let wanted = [PdfStandard::V_1_7, PdfStandard::A_2a, PdfStandard::Ua_1];
        let standards = PdfStandards::new(&wanted).map_err(|error| refused(error.message()))?;
        let options = dated_options(mark.to_string(), self.issue.date);
        let options = PdfOptions { standards, tagged: true, ..options };
        Ok(write_pdf(leaf, &options)?)
    }
}
