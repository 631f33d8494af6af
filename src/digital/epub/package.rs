//! The package document (EPUB 3.3, chapter 5): the book's metadata, its files, their order.

use super::Book;
use super::access::metadata;
use super::item::{Item, identifier};
use super::names::{first_shown, issue_title, language};
use super::ncx;
use neikan_base::hash;
use neikan_base::xml::{Xml, clean};

/// Writes the file that points to the package document.
pub fn container() -> String {
    let mut xml = Xml::new("");
    xml.open("container").attr("version", "1.0");
    xml.attr("xmlns", "urn:oasis:names:tc:opendocument:xmlns:container");
    xml.open("rootfiles")
        .open("rootfile")
        .attr("full-path", &format!("{}/package.opf", super::ROOT));
    xml.attr("media-type", "application/oebps-package+xml");
    xml.finish()
}

/// Writes the package document.
pub fn write(book: &Book<'_>, items: &[Item]) -> String {
    let mut xml = Xml::new("");
    xml.open("package").attr("xmlns", "http://www.idpf.org/2007/opf").attr("version", "3.0");
    xml.attr("prefix", "a11y: http://www.idpf.org/epub/vocab/package/a11y/#");
    xml.attr("unique-identifier", "id").attr("xml:lang", language(&book.assembly.publication));
    describe(&mut xml, book, items);
    xml.open("manifest");
    for (number, item) in items.iter().enumerate() {
        xml.open("item")
            .attr("id", &item_id(number))
            .attr("href", &item.path)
            .attr("media-type", item.media_type);
        if let Some(property) = item.property {
            xml.attr("properties", property);
        }
        xml.close();
    }
    xml.close().open("spine");
    if let Some(number) = items.iter().position(|item| item.media_type == ncx::MEDIA_TYPE) {
        xml.attr("toc", &item_id(number));
    }
    for (number, _) in items.iter().enumerate().filter(|(_, item)| item.is_page()) {
        xml.open("itemref").attr("idref", &item_id(number)).close();
    }
    xml.finish()
}

fn item_id(number: usize) -> String {
    format!("item-{}", number + 1)
}

fn describe(xml: &mut Xml, book: &Book<'_>, items: &[Item]) {
    let (publication, issue) = (&book.assembly.publication, &book.assembly.issue);
    let name = first_shown([publication.name.as_str(), publication.slug.as_str()]);
    xml.open("metadata").attr("xmlns:dc", "http://purl.org/dc/elements/1.1/");
    xml.open("dc:identifier").attr("id", "id").text(&identifier(book)).close();
    // The content sum, which ties the book to what was signed.
    if !book.assembly.sum.is_empty() {
        xml.leaf("dc:identifier", "", &hash::identifier(&book.assembly.sum));
    }
    xml.open("dc:title").attr("id", "title").text(&issue_title(book.assembly)).close();
    xml.leaf("dc:language", "", language(&book.assembly.publication));
    let optional = [
        ("dc:publisher", publication.sponsor.as_str()),
        ("dc:description", issue.theme.as_deref().unwrap_or_default()),
        ("dc:rights", publication.notice.as_str()),
    ];
    for (element, text) in optional.into_iter().filter(|(_, text)| !clean(text).is_empty()) {
        xml.leaf(element, "", text);
    }
    xml.leaf("dc:date", "", &issue.date.to_string());
    let mut meta = |property: &str, refines: &str, text: &str| {
        xml.open("meta");
        if !refines.is_empty() {
            xml.attr("refines", refines);
        }
        xml.attr("property", property);
        if property == "belongs-to-collection" {
            xml.attr("id", "series");
        }
        xml.text(text).close();
    };
    meta("dcterms:modified", "", &format!("{}T00:00:00Z", issue.date));
    meta("title-type", "#title", "main");
    meta("belongs-to-collection", "", &name);
    meta("collection-type", "#series", "series");
    meta("group-position", "#series", &issue.total.to_string());
    for (property, text) in metadata(book, items) {
        meta(property, "", &text);
    }
    // Readers of EPUB 2 find the cover through this.
    if let Some(number) = items.iter().position(|item| item.property == Some("cover-image")) {
        xml.open("meta").attr("name", "cover").attr("content", &item_id(number)).close();
    }
    xml.close();
}
