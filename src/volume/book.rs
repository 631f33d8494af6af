//! The issues of a year as one EPUB (EPUB 3.3): each as it was published, in a folder of its own, under
//! contents and indexes that lead into all of them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node, ParsingOptions};
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::index::{Group, Index, Listed};
use super::issues::Bound;
use crate::diagnostic::Failure;
use crate::digital::epub::container::{Files, pack};
use crate::digital::epub::container_file;
use crate::digital::pages::PagePicture;
use crate::sources::OWN_LIMIT;
use neikan_base::hash::uuid;
use neikan_base::xml::{Xml, clean};

/// The folder of books inside their containers.
const ROOT: &str = "EPUB";
const XHTML: &str = "application/xhtml+xml";
const STYLE: &str = "body { margin: 5%; line-height: 1.7; }\n\
    h1 { font-size: 1.6em; } h2 { font-size: 1.15em; margin: 1.6em 0 0.5em; }\n\
    ol, ul { margin: 0.4em 0; padding-left: 1.4em; } li { margin: 0.25em 0; }\n\
    .by, .place { font-size: 0.85em; margin-left: 0.6em; }\n\
    .cover { margin: 0; text-align: center; } .cover img { max-width: 100%; max-height: 100vh; }\n";

/// A file that the package lists.
struct Item {
    path: String,
    media_type: String,
    properties: String,
    bytes: Vec<u8>,
}

/// A place in a book, with those below it.
struct Point {
    label: String,
    /// Its file, with a place within it.
    href: String,
    below: Vec<Point>,
}

/// An issue as a part of the book.
struct Part {
    items: Vec<Item>,
    /// The paths of its pages in reading order.
    spine: Vec<String>,
    points: Vec<Point>,
}

/// Writes the book.
///
/// # Errors
/// [`Failure::Internal`] if an EPUB is not as the program writes them.
pub fn written(bound: &Bound, index: &Index, cover: &PagePicture) -> Result<Vec<u8>, Failure> {
    let parts: Vec<Part> = bound
        .issues
        .iter()
        .map(|own| part(&own.id, &own.book).map_err(|reason| Failure::internal(&own.id, reason)))
        .collect::<Result<_, _>>()?;
    let known: Vec<&str> =
        parts.iter().flat_map(|part| &part.items).map(|item| item.path.as_str()).collect();
    let title = format!("{} {}年合订本", bound.publication.name, bound.year);
    let pages = Pages { bound, title: &title, known: &known };
    let own = [
        pages.cover(cover),
        pages.contents(index),
        pages.index("authors.xhtml", "作者索引", &index.authors),
        pages.index("subjects.xhtml", "主题索引", &index.subjects),
        pages.nav(&parts),
        item("cover.jpg", "image/jpeg", "cover-image", cover.bytes.clone()),
        item("style.css", "text/css", "", STYLE.as_bytes().to_vec()),
    ];
    let before = ["cover.xhtml", "nav.xhtml", "contents.xhtml"].map(str::to_owned);
    let after = ["authors.xhtml", "subjects.xhtml"].map(str::to_owned);
    let spine = before.iter().chain(parts.iter().flat_map(|part| &part.spine)).chain(&after);
    let spine: Vec<&String> = spine.collect();
    let items: Vec<&Item> = own.iter().chain(parts.iter().flat_map(|part| &part.items)).collect();
    let mut files = Files::new();
    files.insert("META-INF/container.xml".to_owned(), container_file().into_bytes());
    files
        .insert(format!("{ROOT}/package.opf"), package(bound, &title, &items, &spine).into_bytes());
    for item in items {
        files.insert(format!("{ROOT}/{}", item.path), item.bytes.clone());
    }
    pack(&files, bound.date()).map_err(|reason| Failure::internal("EPUB", reason))
}

fn item(path: &str, media_type: &str, properties: &str, bytes: Vec<u8>) -> Item {
    let [path, media_type, properties] = [path, media_type, properties].map(str::to_owned);
    Item { path, media_type, properties, bytes }
}

/// An issue taken out of its container, its paths below a folder of its name.
fn part(id: &str, bytes: &[u8]) -> Result<Part, String> {
    let said = |reason: &dyn std::fmt::Display| reason.to_string();
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| said(&e))?;
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(|e| said(&e))?;
        let name = file.name().map_err(|e| said(&e))?.into_owned();
        let mut bytes = Vec::new();
        file.take(OWN_LIMIT).read_to_end(&mut bytes).map_err(|e| said(&e))?;
        if let Some(path) = name.strip_prefix(ROOT).and_then(|rest| rest.strip_prefix('/')) {
            files.insert(path.to_owned(), bytes);
        }
    }
    let text = |path: &str| {
        let bytes = files.get(path).ok_or_else(|| format!("no {path}"))?;
        Ok::<_, String>(String::from_utf8_lossy(bytes).into_owned())
    };
    let package = text("package.opf")?;
    let package = Document::parse(&package).map_err(|e| said(&e))?;
    let named = |name: &'static str| {
        package.descendants().filter(move |node| node.tag_name().name() == name)
    };
    let mut items: Vec<(String, Item)> = Vec::new();
    for node in named("item") {
        let said = |name: &str| node.attribute(name).unwrap_or_default();
        let href = said("href");
        // The list of pages for readers of EPUB 2 belongs to the book as a whole.
        if said("media-type") == "application/x-dtbncx+xml" {
            continue;
        }
        let bytes = files.get(href).cloned().ok_or_else(|| format!("no {href}"))?;
        let kept =
            said("properties").split(' ').filter(|own| !["nav", "cover-image"].contains(own));
        let properties = kept.collect::<Vec<_>>().join(" ");
        let own = item(&format!("{id}/{href}"), said("media-type"), &properties, bytes);
        items.push((said("id").to_owned(), own));
    }
    let path = |node: Node<'_, '_>| {
        let wanted = node.attribute("idref");
        items
            .iter()
            .find(|(own, _)| Some(own.as_str()) == wanted)
            .map(|(_, item)| item.path.clone())
    };
    let spine = named("itemref").filter_map(path).collect();
    let nav = text("nav.xhtml")?;
    let allowed = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let nav = Document::parse_with_options(&nav, allowed).map_err(|e| said(&e))?;
    let toc = nav
        .descendants()
        .find(|node| node.tag_name().name() == "nav" && node.attribute("role") == Some("doc-toc"));
    let points = toc.and_then(list).map(|list| points(id, list)).unwrap_or_default();
    Ok(Part { items: items.into_iter().map(|(_, item)| item).collect(), spine, points })
}

/// The list within an element.
fn list<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.tag_name().name() == "ol")
}

fn points(id: &str, list: Node<'_, '_>) -> Vec<Point> {
    let entry = |node: Node<'_, '_>| {
        let link = node.children().find(|child| child.tag_name().name() == "a")?;
        let label: String =
            link.descendants().filter_map(|own| own.text().filter(|_| own.is_text())).collect();
        let below = self::list(node).map(|list| points(id, list)).unwrap_or_default();
        Some(Point {
            label: clean(&label),
            href: format!("{id}/{}", link.attribute("href")?),
            below,
        })
    };
    list.children().filter_map(entry).collect()
}

/// The pages of the book itself.
struct Pages<'a> {
    bound: &'a Bound,
    title: &'a str,
    /// The paths of all files of the issues.
    known: &'a [&'a str],
}

impl Pages<'_> {
    fn begin(&self, title: &str) -> Xml {
        let language = &self.bound.publication.language;
        let mut xml = Xml::new("<!DOCTYPE html>\n");
        xml.open("html").attr("xmlns", "http://www.w3.org/1999/xhtml");
        xml.attr("xmlns:epub", "http://www.idpf.org/2007/ops");
        xml.attr("lang", language).attr("xml:lang", language);
        xml.open("head").leaf("title", "", title).open("link").attr("rel", "stylesheet");
        xml.attr("type", "text/css").attr("href", "style.css").close().close();
        xml.open("body");
        xml
    }

    fn cover(&self, cover: &PagePicture) -> Item {
        let mut xml = self.begin(self.title);
        xml.open("section").class("cover").attr("epub:type", "cover").open("img");
        xml.attr("src", "cover.jpg").attr("alt", &format!("{}封面", self.title));
        xml.attr("width", &cover.width.to_string()).attr("height", &cover.height.to_string());
        item("cover.xhtml", XHTML, "", xml.finish().into_bytes())
    }

    /// The way to an article, if it is there.
    fn link(&self, xml: &mut Xml, own: &Listed, words: &str) {
        let path = format!("{}/articles/{}.xhtml", own.issue, own.id);
        if self.known.contains(&path.as_str()) {
            xml.open("a").attr("href", &path).text(words).close();
        } else {
            xml.text(words);
        }
    }

    fn contents(&self, index: &Index) -> Item {
        let title = format!("{}年总目录", self.bound.year);
        let mut xml = self.begin(&title);
        xml.open("section").leaf("h1", "", &title);
        for section in &index.sections {
            xml.leaf("h2", "", &section.name).open("ul");
            for own in &section.entries {
                xml.open("li");
                self.link(&mut xml, own, &own.title);
                xml.leaf("span", "by", &own.by).leaf("span", "place", &own.place).close();
            }
            xml.close();
        }
        item("contents.xhtml", XHTML, "", xml.finish().into_bytes())
    }

    fn index(&self, path: &str, title: &str, groups: &[Group]) -> Item {
        let mut xml = self.begin(title);
        xml.open("section").leaf("h1", "", title);
        for group in groups {
            xml.leaf("h2", "", &group.letter.to_string()).open("ul");
            for term in &group.terms {
                xml.open("li").text(&term.name);
                for own in &term.listed {
                    xml.text(" ").open("span").class("place");
                    self.link(&mut xml, own, &own.place);
                    xml.close();
                }
                xml.close();
            }
            xml.close();
        }
        item(path, XHTML, "", xml.finish().into_bytes())
    }

    fn nav(&self, parts: &[Part]) -> Item {
        let mut xml = self.begin("目录");
        xml.open("nav").attr("epub:type", "toc").attr("role", "doc-toc").attr("aria-label", "目录");
        xml.leaf("h1", "", self.title).open("ol");
        let entry = |xml: &mut Xml, href: &str, label: &str| {
            xml.open("li").open("a").attr("href", href).text(label).close();
        };
        entry(&mut xml, "contents.xhtml", "总目录");
        xml.close();
        for (own, part) in self.bound.issues.iter().zip(parts) {
            let first = part.spine.first().map(String::as_str).unwrap_or("contents.xhtml");
            entry(&mut xml, first, &own.label);
            below(&mut xml, &part.points);
            xml.close();
        }
        for (href, label) in [("authors.xhtml", "作者索引"), ("subjects.xhtml", "主题索引")]
        {
            entry(&mut xml, href, label);
            xml.close();
        }
        item("nav.xhtml", XHTML, "nav", xml.finish().into_bytes())
    }
}

fn below(xml: &mut Xml, points: &[Point]) {
    if points.is_empty() {
        return;
    }
    xml.open("ol");
    for point in points {
        xml.open("li").open("a").attr("href", &point.href).text(&point.label).close();
        below(xml, &point.below);
        xml.close();
    }
    xml.close();
}

/// The package document.
fn package(bound: &Bound, title: &str, items: &[&Item], spine: &[&String]) -> String {
    let publication = &bound.publication;
    let hash = Sha256::digest(format!("neikan volume\n{}\n{}", publication.slug, bound.year));
    let mut own = [0; 16];
    own.copy_from_slice(&hash[..16]);
    let mut xml = Xml::new("");
    xml.open("package").attr("xmlns", "http://www.idpf.org/2007/opf").attr("version", "3.0");
    xml.attr("unique-identifier", "id").attr("xml:lang", &publication.language);
    xml.open("metadata").attr("xmlns:dc", "http://purl.org/dc/elements/1.1/");
    xml.open("dc:identifier").attr("id", "id").text(&format!("urn:uuid:{}", uuid(own))).close();
    xml.leaf("dc:title", "", title).leaf("dc:language", "", &publication.language);
    for (element, text) in
        [("dc:publisher", &publication.sponsor), ("dc:rights", &publication.notice)]
    {
        if !clean(text).is_empty() {
            xml.leaf(element, "", text);
        }
    }
    let date = bound.date().to_string();
    xml.leaf("dc:date", "", &date);
    xml.open("meta")
        .attr("property", "dcterms:modified")
        .text(&format!("{date}T00:00:00Z"))
        .close();
    xml.close().open("manifest");
    for (number, item) in items.iter().enumerate() {
        xml.open("item").attr("id", &format!("item-{number}")).attr("href", &item.path);
        xml.attr("media-type", &item.media_type);
        if !item.properties.is_empty() {
            xml.attr("properties", &item.properties);
        }
        xml.close();
    }
    xml.close().open("spine");
    for path in spine {
        if let Some(number) = items.iter().position(|item| item.path == **path) {
            xml.open("itemref").attr("idref", &format!("item-{number}")).close();
        }
    }
    xml.finish()
}
