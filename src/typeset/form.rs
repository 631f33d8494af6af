//! Paper forms: 审稿单, the review of a manuscript, and 发稿单, the release to the printer with its
//! signatures. Missing signatures leave room to sign by hand.

use serde_json::{Value, json};
use typst::foundations::{Bytes, Smart};
use typst_pdf::PdfOptions;

use super::{Colors, Faces, compile, data};
use crate::diagnostic::{Failure, Findings};
use crate::manuscript::single::Single;
use crate::publication::{
    Document, Issue, Project, Publication, load_issue, load_publication, load_theme,
};
use hanzi::is_han;
use neikan_desk::desk::review::Folder;
use neikan_desk::desk::review::anchor;
use neikan_desk::desk::review::status::{ArticleStatus, status};

/// A form: a file in the layout's folder `forms`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 审稿单: one page per article.
    Manuscript,
    /// 发稿单: a list of articles and the signature for the press.
    Release,
}

impl Form {
    /// Its name in the layout and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Manuscript => "manuscript",
            Self::Release => "release",
        }
    }
}

/// A finished form.
#[derive(Debug)]
pub struct Printed {
    /// The name of its file.
    pub name: String,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// The number of pages.
    pub pages: usize,
    /// The findings of the layout and the ledger.
    pub findings: Findings,
}

/// Makes a form for one article or, if none is given, for all.
///
/// # Errors
/// [`Failure::Stopped`] if the ledger, a text or the layout has a fault; [`Failure::Call`] for an
/// article that does not exist.
pub fn print(
    project: &Project,
    folder: &Folder,
    article: Option<&str>,
    form: Form,
) -> Result<Printed, Failure> {
    let asked = folder.choose_articles(article.unwrap_or("all"))?;
    let faces = Faces::load(project)?;
    let (publication, sheet, mut findings) = sheet(project, folder, &asked, &faces)?;
    let sheet = Bytes::new(sheet.to_string().into_bytes());
    let set = compile::form(project, &publication.layout, &faces, form.name(), sheet)?;
    let ending = article.map(|id| format!("-{id}")).unwrap_or_default();
    let name = format!("{}-{}-{}{ending}", publication.slug, folder.id, form.name());
    let options = PdfOptions { ident: Smart::Custom(name.clone()), ..PdfOptions::default() };
    let bytes = compile::write_pdf(&set.document, &options)?;
    findings.extend(set.findings);
    let name = format!("{name}.pdf");
    Ok(Printed { name, bytes, pages: set.document.pages().len(), findings })
}

/// The data of the form (docs/template-data.md).
fn sheet(
    project: &Project,
    folder: &Folder,
    asked: &[String],
    faces: &Faces,
) -> Result<(Publication, Value, Findings), Failure> {
    let mut faults = Findings::default();
    let publication = load_publication(project, &mut faults);
    let issue = (!folder.is_inbox()).then(|| load_issue(project, &folder.id, &mut faults));
    let issue = issue.flatten();
    let theme = publication
        .as_ref()
        .and_then(|publication| load_theme(project, publication, issue.as_ref(), &mut faults));
    let faults = faults.settle()?;
    let (Some(publication), Some(theme)) = (publication, theme) else {
        return Err(Failure::Stopped(faults));
    };
    let publication = publication.value;
    let mut standing = status(project, folder)?;
    standing.articles.retain(|own| asked.contains(&own.id));
    let mut findings = standing.findings;
    let articles = standing.articles.iter().filter_map(|own| {
        let single = folder.read(project, &own.id, &mut findings)?;
        Some(described(own, &single, &publication))
    });
    let articles: Vec<Value> = articles.collect();
    let sheet = json!({
        "publication": data::publication(&publication),
        "theme": data::theme(&theme, &Colors::new(), faces),
        "issue": issue.as_ref().map(|issue| about(issue, &publication)),
        "folder": folder.id,
        "articles": articles,
        "press": standing.press,
        "ready": standing.ready,
        "anchor": anchor::sum(&standing.seal),
        "seal": standing.seal,
        "entries": standing.entries,
    });
    Ok((publication, sheet, findings))
}

fn described(own: &ArticleStatus, single: &Single, publication: &Publication) -> Value {
    let head = &single.head.value;
    let section = publication.sections.iter().find(|section| section.id == head.section);
    let body = single.content.text.split_once("\n---\n").map_or("", |(_, body)| body);
    json!({
        "id": own.id,
        "title": head.title,
        "section": section.map_or(&head.section, |section| &section.name),
        "authors": head.authors,
        "sources": head.sources,
        "chars": body.chars().filter(|&c| is_han(c)).count(),
        "pictures": single.pictures.len(),
        "pages": head.pages,
        "content": own.content,
        "approved": own.approved,
        "signatures": own.signatures,
        "against": own.against,
    })
}

fn about(issue: &Document<Issue>, publication: &Publication) -> Value {
    let issue = &issue.value;
    json!({
        "year": issue.year,
        "number": issue.number,
        "number_to": issue.number_to,
        "total": issue.total,
        "date": { "year": issue.date.year, "month": issue.date.month, "day": issue.date.day },
        "theme": issue.theme,
        "run": issue.run,
        "printer": issue.printer.as_ref().unwrap_or(&publication.printer).name,
        "binding": publication.binding,
    })
}
