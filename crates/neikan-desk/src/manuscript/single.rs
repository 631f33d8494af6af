//! One article read on its own, outside any issue: for the desk, since the others may still have
//! faults.

use std::path::Path;

use super::digest::{self, Content, PictureSums};
use super::markdown::{self, Read};
use super::pictures::look;
use crate::publication::{ArticleHead, Document, Project, is_id, load_publication, section_id};
use neikan_base::diagnostic::{Finding, Findings, Place};
use neikan_base::fs::{Refusal, resolve_inside};

/// An article that was read on its own.
#[derive(Debug)]
pub struct Single {
    /// Its identifier: the file's name without `.md`.
    pub id: String,
    /// Its file, relative to the project.
    pub file: String,
    /// Its front matter.
    pub head: Document<ArticleHead>,
    /// What a signature binds.
    pub content: Content,
    /// Its pictures, by their paths below the folder.
    pub pictures: PictureSums,
}

/// Reads the article `id` in the folder `articles`, whose pictures are below `folder`.
///
/// Returns nothing if it has a fault; the finding says which.
pub fn read_single(
    project: &Project,
    folder: &Path,
    articles: &Path,
    id: &str,
    findings: &mut Findings,
) -> Option<Single> {
    let mut own = Findings::default();
    let path = articles.join(format!("{id}.md"));
    let file = project.show(&path);
    let single = match resolve_inside(articles, &format!("{id}.md")) {
        Err(Refusal::Outside) => {
            own.push(Finding::stop("article-outside").at(Place::file(&file)));
            None
        }
        Err(Refusal::Name) => {
            own.push(Finding::stop("form-id").at(Place::file(&file)).with("value", id));
            None
        }
        Ok(_) | Err(Refusal::Missing) => read(project, &path, folder, id, &mut own),
    };
    let stops = own.stops();
    findings.extend(own);
    single.filter(|_| !stops)
}

fn read(
    project: &Project,
    path: &Path,
    folder: &Path,
    id: &str,
    findings: &mut Findings,
) -> Option<Single> {
    let source = project.read_text(path, findings)?;
    let Read { head, body, blocks } = markdown::read(&source, findings)?;
    let mut pictures = PictureSums::new();
    for path in digest::picture_paths(&blocks) {
        match look(project.sources(), project.store(), folder, &path) {
            Ok(picture) => {
                pictures.insert(path, project.sources().sum_of(&picture.bytes));
            }
            Err(finding) => findings.push(finding.at(Place::file(&source.file))),
        }
    }
    let mut head = head?;
    let section = &mut head.value.section;
    if !is_id(section)
        && let Some(publication) = load_publication(project, &mut Findings::default())
        && let Some(id) = section_id(&publication.value, section)
    {
        *section = id.to_owned();
    }
    let content = digest::article(&head.value, &body, &pictures);
    Some(Single { id: id.to_owned(), file: source.file, head, content, pictures })
}
