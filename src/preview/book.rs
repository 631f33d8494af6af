//! The e-book of an issue, page by page as readers will have it.

use std::collections::BTreeMap;
use std::sync::Arc;

use roxmltree::Document;

use crate::digital::epub::container::Files;

/// The folder of the book in its container.
const ROOT: &str = "EPUB/";
/// What describes the book.
const PACKAGE: &str = "package.opf";
/// The types of the files that a page shows.
const KINDS: [&str; 7] = [
    "application/xhtml+xml",
    "text/css",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "font/otf",
    "font/ttf",
];

/// An e-book.
#[derive(Debug, Default)]
pub struct Book {
    /// Its files by their paths, each with its type.
    files: BTreeMap<String, (&'static str, Arc<[u8]>)>,
    /// Its pages in reading order: path and title.
    pub pages: Vec<(String, String)>,
}

impl Book {
    /// Arranges the files of a container as its package document lists them.
    pub fn of(files: &Files) -> Self {
        let text = |path: &str| std::str::from_utf8(files.get(&format!("{ROOT}{path}"))?).ok();
        let package = text(PACKAGE).and_then(|text| Document::parse(text).ok());
        let Some(package) = package else { return Self::default() };
        let named = |name: &'static str| {
            package.descendants().filter(move |node| node.tag_name().name() == name)
        };
        let mut own = Self::default();
        for item in named("item") {
            let (Some(path), Some(kind)) = (item.attribute("href"), item.attribute("media-type"))
            else {
                continue;
            };
            let kind = KINDS.into_iter().find(|own| *own == kind);
            if let Some((kind, bytes)) = kind.zip(files.get(&format!("{ROOT}{path}"))) {
                own.files.insert(path.to_owned(), (kind, bytes.as_slice().into()));
            }
        }
        own.pages = named("itemref")
            .filter_map(|page| {
                let id = page.attribute("idref")?;
                let path = named("item").find(|own| own.attribute("id") == Some(id))?;
                let path = path.attribute("href")?;
                Some((path.to_owned(), title(text(path)?)))
            })
            .collect();
        own
    }

    /// A file by its path: its type and its bytes.
    pub fn file(&self, path: &str) -> Option<(&'static str, Arc<[u8]>)> {
        self.files.get(path).cloned()
    }
}

/// The title of a page.
fn title(page: &str) -> String {
    let page = Document::parse_with_options(
        page,
        roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() },
    );
    let page = page.ok();
    let title = page
        .as_ref()
        .and_then(|page| page.descendants().find(|node| node.tag_name().name() == "title")?.text());
    title.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_is_read_as_its_package_lists_it() {
        let package = r#"<package xmlns="http://www.idpf.org/2007/opf"><manifest>
            <item id="b" href="articles/b.xhtml" media-type="application/xhtml+xml"/>
            <item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
            <item id="s" href="own.js" media-type="text/javascript"/>
            <item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>
            </manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/></spine></package>"#;
        let page = |title: &str| {
            format!(
                r#"<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title></head><body/></html>"#
            )
        };
        let files = [
            ("EPUB/package.opf", package.to_owned()),
            ("EPUB/a.xhtml", page("目次")),
            ("EPUB/articles/b.xhtml", page("甲&amp;乙")),
            ("EPUB/own.js", "1".to_owned()),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.into_bytes()));
        let book = Book::of(&files.into());
        let page = |path: &str, title: &str| (path.to_owned(), title.to_owned());
        assert_eq!(book.pages, [page("a.xhtml", "目次"), page("articles/b.xhtml", "甲&乙")]);
        assert_eq!(book.file("a.xhtml").unwrap().0, "application/xhtml+xml");
        assert!(book.file("own.js").is_none() && book.file("package.opf").is_none());
        assert!(Book::of(&Files::new()).pages.is_empty());
    }
}
