//! The table of contents again, in the form that readers of EPUB 2 need (OPF 2.0.1, 2.4.1;
//! ANSI/NISO Z39.86-2005, chapter 8): sections, articles and printed pages.
//!
//! Entries that lead to the same place have the same number in the reading order, as the standard
//! requires.

use std::collections::BTreeMap;

use super::Book;
use super::folios;
use super::front::{COLOPHON, CONTENTS};
use super::item::{Item, identifier};
use super::names::{issue_title, language};
use super::outline::sections;
use neikan_base::xml::Xml;

/// The media type by which the package finds it.
pub const MEDIA_TYPE: &str = "application/x-dtbncx+xml";
const NAMESPACE: &str = "http://www.daisy.org/z3986/2005/ncx/";

/// The destinations, with their numbers in the reading order.
struct Writer {
    xml: Xml,
    order: BTreeMap<String, usize>,
    labels: usize,
}

/// Writes the contents.
pub fn item(book: &Book<'_>) -> Item {
    let pages = folios::list(book, CONTENTS);
    let mut writer = Writer { xml: Xml::new(""), order: order(book), labels: 0 };
    writer.xml.open("ncx").attr("xmlns", NAMESPACE).attr("version", "2005-1");
    writer.xml.attr("xml:lang", language(&book.assembly.publication));
    let last = pages.iter().map(|(folio, _)| *folio).max().unwrap_or_default();
    writer.head(&[
        ("dtb:uid", identifier(book)),
        ("dtb:depth", "2".to_owned()),
        ("dtb:totalPageCount", pages.len().to_string()),
        ("dtb:maxPageNumber", last.to_string()),
    ]);
    writer.xml.open("docTitle").leaf("text", "", &issue_title(book.assembly)).close();
    writer.xml.open("navMap");
    for section in sections(book) {
        let first = section.articles.first().map_or(CONTENTS, |(_, path)| path);
        writer.begin("navPoint", &section.name, first);
        for (title, path) in &section.articles {
            writer.begin("navPoint", title, path);
            writer.xml.close();
        }
        writer.xml.close();
    }
    writer.begin("navPoint", "版权页", COLOPHON);
    writer.xml.close().close();
    writer.pages(&pages);
    Item::asset("toc.ncx", MEDIA_TYPE, writer.xml.finish().into_bytes())
}

/// The number of every destination.
fn order(book: &Book<'_>) -> BTreeMap<String, usize> {
    let breaks = book.parts.breaks;
    let mut places: Vec<String> =
        breaks.front.iter().map(|folio| folios::place(CONTENTS, *folio)).collect();
    for (article, path) in &book.articles {
        places.push(path.clone());
        let own = breaks.articles.get(&article.id).into_iter().flatten();
        places.extend(own.map(|(_, folio)| folios::place(path, *folio)));
    }
    places.push(COLOPHON.to_owned());
    places.into_iter().zip(1..).collect()
}

impl Writer {
    fn head(&mut self, rows: &[(&str, String)]) {
        self.xml.open("head");
        for (name, content) in rows {
            self.xml.open("meta").attr("name", name).attr("content", content).close();
        }
        self.xml.close();
    }

    /// Opens an element that leads to a destination.
    fn begin(&mut self, element: &'static str, label: &str, place: &str) {
        self.labels += 1;
        self.xml.open(element).attr("id", &format!("{element}-{}", self.labels));
        if element == "pageTarget" {
            self.xml.attr("type", "normal").attr("value", label);
        }
        let order = self.order.get(place).copied().unwrap_or_default();
        self.xml.attr("playOrder", &order.to_string());
        self.xml.open("navLabel").leaf("text", "", label).close();
        self.xml.open("content").attr("src", place).close();
    }

    fn pages(&mut self, pages: &[(u64, String)]) {
        if pages.is_empty() {
            return;
        }
        self.xml.open("pageList").open("navLabel").leaf("text", "", "纸本页码").close();
        for (folio, place) in pages {
            self.begin("pageTarget", &folio.to_string(), place);
            self.xml.close();
        }
        self.xml.close();
    }
}
