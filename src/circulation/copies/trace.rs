//! Whose copy a file is: by its sum, by its metadata, by the words on its leaf.
//!
//! One of the three is enough: a copy that was saved by another program has another sum, one whose
//! metadata were stripped still has its leaf, one whose leaf was taken out still has its metadata.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use lopdf::{Document, Object, decode_text_string};
use serde::Serialize;
use zip::ZipArchive;

use super::mark::Mark;
use super::{book, edition, files, lock};
use crate::archive::record::Record;
use crate::circulation::recipients;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::lock::Kind;
use crate::fs::{Lock, read_limited};
use crate::publication::{Preferred, Project, Publication, Recipient, load_publication};
use neikan_base::hash::sha256;

/// Who waits for a folder of copies that is being changed.
const COMMAND: &str = "deliver trace";
/// The largest file that is read, bytes.
const LIMIT: u64 = 1 << 30;
/// The largest text file of a book that is read, bytes.
const TEXT: u64 = 8 << 20;
/// The pages on which the leaf is looked for first.
const FIRST: u32 = 4;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request {
    /// The file that was found.
    pub file: PathBuf,
    /// The folder that holds the output folders of the issues.
    pub out: PathBuf,
    /// The password of the file, if it has one.
    pub password: Option<String>,
}

/// Where a mark was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// The file's SHA-256 is in the list of the copies.
    Sum,
    /// In the metadata.
    Metadata,
    /// On a page.
    Leaf,
}

/// What the rest of a file has in common with the published edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    /// Every byte of it.
    Bytes,
    /// What is on its pages: the file was saved anew.
    Pages,
    /// Not even that.
    Differs,
    /// The edition is not at hand.
    Unknown,
}

/// What was found out.
#[derive(Debug)]
pub struct Traced {
    /// The mark of the copy.
    pub mark: Mark,
    /// Where it was found.
    pub sources: Vec<Evidence>,
    /// How the rest compares with the published edition.
    pub body: Body,
    /// Who was given the copy, where the list of recipients says so.
    pub recipient: Option<Recipient>,
    /// What is strange about the file.
    pub findings: Findings,
}

/// A file that can be looked into.
enum Opened {
    Pdf(Box<Document>),
    Epub(Vec<u8>),
}

/// Finds out whose copy a file is.
///
/// # Errors
/// The findings `trace-none`, when nothing in the file says so, and `trace-unreadable`, when it
/// cannot be opened; [`Failure::Machine`].
pub fn trace(project: &Project, request: &Request) -> Result<Traced, Failure> {
    let machine = |reason| Failure::machine(&request.file, reason);
    let here = Place::file(request.file.display().to_string());
    let mut findings = Findings::default();
    let publication = load_publication(project, &mut findings);
    let Some(publication) = publication else { return Err(Failure::Stopped(findings)) };
    let publication = publication.value;
    let bytes = read_limited(&request.file, LIMIT)
        .map_err(machine)?
        .ok_or_else(|| Finding::stop("file-large").at(here.clone()).with("limit", LIMIT >> 20))?;
    let mut evidence = Vec::new();
    evidence.extend(listed(project, &publication, &request.out, &bytes));
    let opened = open(&bytes, request.password.as_deref());
    match &opened {
        Ok(Opened::Pdf(document)) => evidence.extend(of_pdf(document, &publication.slug)),
        Ok(Opened::Epub(bytes)) => evidence.extend(of_epub(bytes, &publication.slug)),
        Err(_) => {}
    }
    let Some((_, mark)) = evidence.first().cloned() else {
        let finding = match opened {
            Err(reason) => Finding::stop("trace-unreadable").with("reason", reason),
            Ok(_) => Finding::stop("trace-none"),
        };
        return Err(finding.at(here).into());
    };
    let mut sources: Vec<Evidence> =
        evidence.iter().filter(|(_, one)| *one == mark).map(|(source, _)| *source).collect();
    sources.sort();
    sources.dedup();
    if let Some((_, other)) = evidence.iter().find(|(_, other)| *other != mark) {
        let finding = Finding::warn("trace-two").at(here).with("one", &mark);
        findings.push(finding.with("other", other));
    }
    let folder = request.out.join(&mark.issue);
    let _lock = Lock::for_reading(&folder, Kind::Passing, COMMAND)?;
    let name = format!("{}-{}", publication.slug, mark.issue);
    let body = opened.map_or(Body::Unknown, |opened| compare(&bytes, &opened, &folder, &name));
    let list = recipients::load(project, &publication, &mut Findings::default());
    let recipient = list.and_then(|list| {
        list.value.recipients.into_iter().find(|recipient| recipient.number == mark.number)
    });
    Ok(Traced { mark, sources, body, recipient, findings })
}

/// The copy whose sum is that of the file.
fn listed(
    project: &Project,
    publication: &Publication,
    out: &Path,
    bytes: &[u8],
) -> Option<(Evidence, Mark)> {
    let sum = sha256(bytes);
    project.issue_ids().iter().find_map(|issue| {
        let folder = out.join(issue);
        // A list that is being changed is as good as none.
        let _lock = Lock::for_reading(&folder.join(files::FOLDER), Kind::Private, COMMAND).ok()?;
        let copies = files::list(&folder);
        let copy = copies.iter().find(|copy| copy.sha256 == sum)?;
        Some((Evidence::Sum, Mark::new(&publication.slug, issue, copy.number)))
    })
}

fn open(bytes: &[u8], password: Option<&str>) -> Result<Opened, String> {
    if bytes.starts_with(b"PK") {
        return open_zip(bytes, password).map(Opened::Epub);
    }
    let document = lock::open_pdf(bytes, password).map_err(|error| error.to_string())?;
    Ok(Opened::Pdf(Box::new(document)))
}

/// The book itself, or the one in a zip with a password.
fn open_zip(bytes: &[u8], password: Option<&str>) -> Result<Vec<u8>, String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let book = book::package_path(&mut zip).is_some();
    if book {
        return Ok(bytes.to_vec());
    }
    lock::unzip(bytes, password.unwrap_or_default()).map_err(|error| error.to_string())
}

/// The marks in the metadata of a PDF and on its pages.
fn of_pdf(document: &Document, slug: &str) -> Vec<(Evidence, Mark)> {
    let mut words = String::new();
    let information = document.trailer.get(b"Info").and_then(Object::as_reference);
    let information = information.and_then(|id| document.get_dictionary(id));
    for (_, value) in information.into_iter().flatten() {
        words.push_str(&decode_text_string(value).unwrap_or_default());
        words.push_str(" | ");
    }
    let metadata = document.catalog().and_then(|catalog| catalog.get(b"Metadata"));
    if let Ok((_, Object::Stream(stream))) = metadata.and_then(|one| document.dereference(one)) {
        let text = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        words.push_str(&String::from_utf8_lossy(&text));
    }
    let mut found = with(Evidence::Metadata, Mark::find(slug, &words));
    let pages = u32::try_from(document.get_pages().len()).unwrap_or(u32::MAX);
    let on = |page: u32| document.extract_text(&[page]).unwrap_or_default();
    let mut leaf: Vec<Mark> =
        (1..=pages.min(FIRST)).flat_map(|page| Mark::find(slug, &on(page))).collect();
    if leaf.is_empty() {
        leaf = (FIRST + 1..=pages).flat_map(|page| Mark::find(slug, &on(page))).collect();
    }
    found.extend(with(Evidence::Leaf, leaf));
    found
}

/// The marks in the package document of a book and in its pages.
fn of_epub(bytes: &[u8], slug: &str) -> Vec<(Evidence, Mark)> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let package = book::package_path(&mut zip);
    let text = package.and_then(|path| book::text(&mut zip, &path)).unwrap_or_default();
    let mut found = with(Evidence::Metadata, Mark::find(slug, &text));
    for index in 0..zip.len() {
        let Ok(file) = zip.by_index(index) else { continue };
        if file.name().is_ok_and(|name| name.ends_with("html")) {
            let mut text = String::new();
            if file.take(TEXT).read_to_string(&mut text).is_ok() {
                found.extend(with(Evidence::Leaf, Mark::find(slug, &text)));
            }
        }
    }
    found
}

fn with(source: Evidence, marks: Vec<Mark>) -> Vec<(Evidence, Mark)> {
    marks.into_iter().map(|mark| (source, mark)).collect()
}

/// Holds the rest of a file against the edition that was published.
fn compare(bytes: &[u8], opened: &Opened, folder: &Path, name: &str) -> Body {
    let format = match opened {
        Opened::Pdf(_) => Preferred::Pdf,
        Opened::Epub(_) => Preferred::Epub,
    };
    let mut ignored = Findings::default();
    let record = Record::read(folder);
    if let Some(made) = record.as_ref().and_then(|record| edition::made(record, name, format))
        && bytes.get(..made.bytes).is_some_and(|head| sha256(head) == made.sha256)
    {
        return Body::Bytes;
    }
    let Some(published) = edition::read(folder, "", name, format, &mut ignored) else {
        return Body::Unknown;
    };
    match opened {
        Opened::Pdf(document) => {
            let Ok(published) = Document::load_mem(&published.bytes) else { return Body::Unknown };
            if same_pages(&published, document) { Body::Pages } else { Body::Differs }
        }
        Opened::Epub(book) => match (contents(&published.bytes), contents(book)) {
            (Some(published), Some(found)) => {
                let same = |(path, sum): (&String, &String)| found.get(path) == Some(sum);
                if published.iter().all(same) { Body::Bytes } else { Body::Differs }
            }
            _ => Body::Unknown,
        },
    }
}

/// Whether a PDF has all pages of another, in their order, with the same on them.
fn same_pages(published: &Document, found: &Document) -> bool {
    let mut rest = found.page_iter().map(|page| found.get_page_content(page));
    published.page_iter().all(|page| {
        let content = published.get_page_content(page);
        rest.by_ref().any(|other| other == content)
    })
}

/// The SHA-256 of every file of a book but its package document.
fn contents(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let package = book::package_path(&mut zip)?;
    let mut sums = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).ok()?;
        let name = file.name().ok()?.into_owned();
        if name != package {
            let mut data = Vec::new();
            file.by_ref().take(LIMIT).read_to_end(&mut data).ok()?;
            sums.insert(name, sha256(&data));
        }
    }
    Some(sums)
}
