//! The import of OpenDocument: an .odt from LibreOffice, Word or WPS becomes paragraphs with their
//! formatting.
//!
//! The steps: read the parts from the container under limits (`incoming::package`), parse them without
//! entities (`incoming::xml`), read [`styles`], [`lists`] and [`revisions`], then walk through the text
//! ([`body`], [`inline`], [`frames`], [`tables`]). A construct that a manuscript cannot have is
//! reported with its paragraph; its words are kept. The names of elements and attributes are those
//! of OpenDocument 1.3, part 3, and of LibreOffice's extension of it.

mod body;
mod frames;
mod inline;
mod lists;
mod revisions;
mod styles;
mod tables;

use std::collections::BTreeSet;

use self::body::Reader;
use self::lists::Lists;
use self::revisions::Revisions;
use self::styles::Styles;
use super::incoming::package::{Denied, Package};
use super::incoming::reading::Reading;
use super::incoming::xml::{Node, attr, below, child};
use super::incoming::{Incoming, Options, xml};
use crate::publication::Date;
use neikan_base::diagnostic::{Finding, Findings};

/// Whether bytes are an OpenDocument text: its media type comes first in the container,
/// uncompressed.
pub fn is_odt(bytes: &[u8]) -> bool {
    let head = b"mimetypeapplication/vnd.oasis.opendocument.text";
    bytes.starts_with(b"PK\x03\x04") && bytes.get(30..30 + head.len()) == Some(head)
}

/// Reads a document; returns nothing if a finding was added that stops the import.
pub fn read(bytes: &[u8], options: &Options<'_>, findings: &mut Findings) -> Option<Incoming> {
    let read = try_read(bytes, options, findings);
    findings.keep(read)
}

fn try_read(
    bytes: &[u8],
    options: &Options<'_>,
    findings: &mut Findings,
) -> Result<Incoming, Finding> {
    let mut package = Package::open(bytes)?;
    if is_locked(&mut package) {
        return Err(Finding::stop("import-locked"));
    }
    let text = package.text("content.xml")?;
    let text = text.ok_or_else(|| Denied::Missing.finding("content.xml"))?;
    let shared = package.text("styles.xml")?;
    let (date, title) = properties(&mut package);
    let content = xml::parse(&text, "content.xml")?;
    let shared = shared.as_deref().map(|text| xml::parse(text, "styles.xml")).transpose()?;
    let root = content.root_element();
    let shared = shared.as_ref().map(roxmltree::Document::root_element);
    if let Some(shared) = shared {
        report_headers(shared, findings);
    }
    let roots: Vec<Node<'_>> = shared.into_iter().chain([root]).collect();
    let body = child(root, "body").and_then(|body| child(body, "text"));
    let body = body.ok_or_else(|| Denied::Broken.finding("content.xml"))?;
    let mut reader = Reader {
        reading: Reading::new(*options, findings),
        styles: Styles::read(&roots),
        lists: Lists::read(&roots),
        revisions: Revisions::read(body),
        ranges: ranges(body),
        package: &mut package,
        taken: Default::default(),
        place: Default::default(),
    };
    let items = reader.document(body)?;
    Ok(reader.reading.finish(items, date, &title))
}

/// Whether parts are encrypted, according to the manifest (OpenDocument 1.3, part 2).
fn is_locked(package: &mut Package<'_>) -> bool {
    let list = package.text("META-INF/manifest.xml").ok().flatten();
    list.is_some_and(|list| list.contains("encryption-data"))
}

/// The names of the comments that are about a range of text.
fn ranges(body: Node<'_>) -> BTreeSet<String> {
    let ends = body.descendants().filter(|node| node.tag_name().name() == "annotation-end");
    ends.filter_map(|node| attr(node, "name")).map(str::to_owned).collect()
}

/// Reports what is in headers and footers, which a manuscript does not have.
fn report_headers(shared: Node<'_>, findings: &mut Findings) {
    let Some(masters) = child(shared, "master-styles") else { return };
    let mut seen = BTreeSet::new();
    for node in masters.descendants() {
        let name = node.tag_name().name();
        if !name.starts_with("header") && !name.starts_with("footer") {
            continue;
        }
        let shown: String = inline::texts(node).trim().chars().take(20).collect();
        let words = shown.chars().any(char::is_alphabetic);
        if words && seen.insert(shown.clone()) {
            findings.push(Finding::note("import-header").with("text", shown));
        }
    }
}

/// The day on which the document was last saved, and its title, from its properties.
fn properties(package: &mut Package<'_>) -> (Option<Date>, String) {
    let text = package.text("meta.xml").ok().flatten().unwrap_or_default();
    let Ok(document) = xml::parse(&text, "meta.xml") else { return (None, String::new()) };
    let root = document.root_element();
    let value = |name| below(root, name).and_then(|node| node.text()).map(str::trim);
    let date = value("date").or_else(|| value("creation-date"));
    let date = date.and_then(|date| date.get(..10)?.parse().ok());
    (date, value("title").unwrap_or_default().chars().take(200).collect())
}
