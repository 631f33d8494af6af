//! The import of Word: a .docx from Word, WPS or LibreOffice becomes paragraphs with their
//! formatting.
//!
//! The steps: read the parts from the container under limits ([`package`]), parse them without
//! entities ([`xml`]), read [`styles`] and [`numbering`], then walk through the text ([`body`],
//! [`runs`], [`fields`], [`math`], [`tables`], [`drawings`], [`charts`], [`retouch`], [`notes`]). A
//! construct that a manuscript cannot have is reported with its paragraph; its words are kept.

mod body;
mod charts;
mod drawings;
mod fields;
mod math;
mod notes;
mod numbering;
mod retouch;
mod runs;
mod styles;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use self::body::Reader;
use self::notes::Notes;
use self::numbering::Numbering;
use self::styles::Styles;
pub use self::styles::role_of;
pub use super::incoming::{Changes, Options};
use super::incoming::{Incoming, package, xml};
use crate::publication::Date;
use neikan_base::diagnostic::{Finding, Findings};
use package::{Package, Relations, Target};
use xml::Node;

/// A part that belongs to the text, with its relationships.
struct Part {
    name: String,
    text: String,
    relations: Rc<Relations>,
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
    let main = main_part(&mut package)?;
    let relations = Rc::new(package.relations(&main)?);
    let text = package.text(&main)?.ok_or_else(|| package::Denied::Missing.finding(&main))?;
    let parts = side_parts(&mut package, &relations)?;
    let mut documents = BTreeMap::new();
    for (kind, part) in &parts {
        documents.insert(*kind, (xml::parse(&part.text, &part.name)?, part.relations.clone()));
    }
    let document = xml::parse(&text, &main)?;
    let root = |kind| documents.get(kind).map(|(document, _)| document.root_element());
    let notes = Notes::of(["footnotes", "endnotes"].into_iter().filter_map(|kind| {
        documents
            .get(kind)
            .map(|(document, relations)| (document.root_element(), relations.clone()))
    }));
    report_outside(&relations, findings);
    report_headers(&mut package, &relations, findings);
    let date = modified(&mut package);
    let mut reader = Reader {
        styles: root("styles").map(Styles::read).unwrap_or_default(),
        numbering: root("numbering").map(Numbering::read).unwrap_or_default(),
        notes,
        remarks: root("comments").map(notes::remarks).unwrap_or_default(),
        package: &mut package,
        relations,
        options: *options,
        pictures: Default::default(),
        findings,
        reported: BTreeSet::new(),
        number: 0,
        words: String::new(),
        fields: Vec::new(),
        pending: Vec::new(),
        changed: Default::default(),
        boxed: 0,
        cells: 0,
        in_cell: false,
    };
    let items = reader.document(document.root_element())?;
    let pictures = std::mem::take(&mut reader.pictures).extracted;
    let remarks = reader.finish();
    Ok(Incoming { items, pictures, remarks, date, rebuilt: false })
}

/// The part that contains the text.
fn main_part(package: &mut Package<'_>) -> Result<String, Finding> {
    let relations = package.relations("")?;
    let main = relations.into_values().find(|relation| relation.kind == "officeDocument");
    match main.map(|relation| relation.target) {
        Some(Target::Part(name)) => Ok(name),
        _ => Ok("word/document.xml".to_owned()),
    }
}

/// The parts that the text depends on.
fn side_parts(
    package: &mut Package<'_>,
    relations: &Relations,
) -> Result<BTreeMap<&'static str, Part>, Finding> {
    let mut parts = BTreeMap::new();
    for kind in ["styles", "numbering", "footnotes", "endnotes", "comments"] {
        let relation = relations.values().find(|relation| relation.kind == kind);
        let Some(Target::Part(name)) = relation.map(|relation| &relation.target) else { continue };
        let Some(text) = package.text(name)? else { continue };
        let relations = Rc::new(package.relations(name)?);
        parts.insert(kind, Part { name: name.clone(), text, relations });
    }
    Ok(parts)
}

/// Reports what the document would load from elsewhere; none of it is loaded.
fn report_outside(relations: &Relations, findings: &mut Findings) {
    for relation in relations.values().filter(|relation| relation.kind != "hyperlink") {
        if let Target::Outside(target) = &relation.target {
            let target: String = target.chars().filter(|c| !c.is_control()).take(80).collect();
            let finding = Finding::warn("import-outside").with("target", target);
            findings.push(finding.with("kind", relation.kind.chars().take(40).collect::<String>()));
        }
    }
}

/// Reports what is in headers and footers, which a manuscript does not have.
fn report_headers(package: &mut Package<'_>, relations: &Relations, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for relation in relations.values().filter(|r| matches!(r.kind.as_str(), "header" | "footer")) {
        let Target::Part(name) = &relation.target else { continue };
        let Ok(Some(text)) = package.text(name) else { continue };
        let Ok(document) = xml::parse(&text, name) else { continue };
        let shown: String = texts(document.root_element()).trim().chars().take(20).collect();
        let words = shown.chars().any(|c| c.is_alphabetic());
        if words && seen.insert(shown.clone()) {
            findings.push(Finding::note("import-header").with("text", shown));
        }
    }
}

/// All text below an element.
fn texts(node: Node<'_>) -> String {
    let texts = node.descendants().filter(|node| matches!(node.tag_name().name(), "t" | "delText"));
    texts.filter_map(|node| node.text()).collect()
}

/// The day on which the document was last saved, from its properties.
fn modified(package: &mut Package<'_>) -> Option<Date> {
    let text = package.text("docProps/core.xml").ok().flatten()?;
    let document = xml::parse(&text, "docProps/core.xml").ok()?;
    let found = xml::below(document.root_element(), "modified")?;
    found.text()?.trim().get(..10)?.parse().ok()
}
