//! The bound volume of a year (合订本): its contents (总目录) with indexes, its cover for the press, and all
//! issues of the year as one EPUB.
//!
//! [`issues`] reads what was built of each issue, and where its articles stand; [`index`] puts the entries in
//! order, by [`crate::alphabet`] where that is by spelling; [`pages`] sets and finishes the PDFs, [`book`] joins the EPUBs.

mod book;
mod index;
mod issues;
mod pages;

use std::path::PathBuf;

use serde::Serialize;

use self::index::Index;
use self::issues::bound;
use crate::diagnostic::{Failure, Findings};
use crate::fs::{Lock, Set, lock};
use crate::publication::Project;
use neikan_base::hash::sha256;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct VolumeOrder {
    /// The year.
    pub year: u16,
    /// The parent folder of the output folders.
    pub out: PathBuf,
    /// The spine, mm, if not as thick as the issues are; with boards it is thicker.
    pub spine: Option<f64>,
}

/// A volume that was made.
#[derive(Debug, Serialize)]
pub struct Volume {
    /// The year.
    pub year: u16,
    /// Its issues.
    pub issues: Vec<String>,
    /// How many articles its contents list.
    pub articles: usize,
    /// How many authors and how many subjects its indexes list.
    pub indexed: [usize; 2],
    /// Whether the pages are numbered through the year.
    pub running: bool,
    /// The spine, mm.
    pub spine: f64,
    /// The files.
    pub files: Vec<File>,
    /// Their folder.
    #[serde(skip)]
    pub folder: PathBuf,
    /// What ought to be looked at.
    #[serde(skip)]
    pub findings: Findings,
}

/// A file of a volume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its path within the folder.
    pub path: String,
    /// Its size.
    pub bytes: usize,
    /// Its SHA-256.
    pub sha256: String,
    /// Its pages, if it has any.
    pub pages: Option<usize>,
}

/// A file in memory, with its pages.
type Made = (String, Vec<u8>, Option<usize>);

/// Makes the volume of a year from what was built of its issues.
///
/// # Errors
/// [`Failure::Stopped`] for a year without issues (`volume-none`), for issues that were not built as they
/// stand (`volume-unbuilt`), with what keeps the files off the press; [`Failure::Machine`].
pub fn volume(project: &Project, order: &VolumeOrder) -> Result<Volume, Failure> {
    let project = &project.frozen();
    let bound = bound(project, order)?;
    let index = Index::of(&bound);
    let (pages, spine) = pages::made(project, order, &bound, &index)?;
    let mut findings = pages.findings;
    findings.extend(bound.findings.clone());
    let book = book::written(&bound, &index, &pages.cover)?;
    let name = format!("{}-{}", bound.publication.slug, order.year);
    let files: Vec<Made> = vec![
        (format!("press/{name}-contents.pdf"), pages.contents.0, Some(pages.contents.1)),
        (format!("press/{name}-cover.pdf"), pages.sheet, Some(1)),
        (format!("{name}.epub"), book, None),
    ];
    let folder = order.out.join(format!("volume-{}", order.year));
    let files = put(&folder, &files)?;
    Ok(Volume {
        year: order.year,
        issues: bound.issues.iter().map(|own| own.id.clone()).collect(),
        articles: bound.issues.iter().map(|own| own.entries.len()).sum(),
        indexed: [&index.authors, &index.subjects]
            .map(|groups| groups.iter().map(|group| group.terms.len()).sum()),
        running: bound.running,
        spine,
        files,
        folder,
        findings,
    })
}

/// Writes the files as one set.
fn put(folder: &std::path::Path, files: &[Made]) -> Result<Vec<File>, Failure> {
    let lock = Lock::take(folder, lock::Kind::Passing, "volume")?;
    let set = Set::begin(&lock);
    for (path, bytes, _) in files {
        set.put(path, bytes)?;
    }
    set.commit()?;
    let file = |(path, bytes, pages): &Made| File {
        path: path.clone(),
        bytes: bytes.len(),
        sha256: sha256(bytes),
        pages: *pages,
    };
    Ok(files.iter().map(file).collect())
}
