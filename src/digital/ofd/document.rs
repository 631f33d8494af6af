//! The files of the package besides the pages: what it is, its pages, its outline, its faces and pictures
//! (GB/T 33190, 7).

use typst::foundations::{NativeElement, StyleChain};
use typst::introspection::{Introspector, PagedPosition};
use typst::layout::Size;
use typst::model::{Document, HeadingElem, OutlineNode};
use typst_layout::PagedDocument;

use super::NAMESPACE;
use super::faces::Cast;
use super::geometry::list;
use super::page::Book;
use super::pictures::PictureFile;
use crate::manuscript::Assembly;
use neikan_base::hash::{identifier, sha256};
use neikan_base::xml::{Xml, clean, escaped};

/// The file that says what the package is.
pub fn entry(assembly: &Assembly, document: &PagedDocument) -> String {
    let (publication, issue) = (&assembly.publication, &assembly.issue);
    let mut xml = Xml::new("");
    xml.open("ofd:OFD").attr("xmlns:ofd", NAMESPACE).attr("Version", "1.0").attr("DocType", "OFD");
    xml.open("ofd:DocBody").open("ofd:DocInfo");
    // 32 hexadecimal digits that are the same for the same issue with the same content.
    let own = format!("neikan ofd\n{}\n{}\n{}", publication.slug, assembly.id, assembly.sum);
    xml.leaf("ofd:DocID", "", &sha256(own.as_bytes())[..32]);
    let info = document.info();
    let title = info.title.as_deref().unwrap_or(publication.name.as_str());
    let authors = info.author.iter().map(|own| own.as_str()).collect::<Vec<_>>().join("、");
    let optional = [
        ("ofd:Title", title),
        ("ofd:Author", authors.as_str()),
        ("ofd:Subject", issue.theme.as_deref().unwrap_or_default()),
    ];
    for (element, text) in optional.into_iter().filter(|(_, text)| !clean(text).is_empty()) {
        xml.leaf(element, "", &clean(text));
    }
    let date = issue.date.to_string();
    xml.leaf("ofd:CreationDate", "", &date).leaf("ofd:ModDate", "", &date);
    xml.leaf("ofd:DocUsage", "", "Normal");
    xml.leaf("ofd:Creator", "", "neikan");
    xml.leaf("ofd:CreatorVersion", "", env!("CARGO_PKG_VERSION"));
    if !assembly.sum.is_empty() {
        // The content sum, which ties the file to what was signed.
        xml.open("ofd:CustomDatas").open("ofd:CustomData").attr("Name", "identifier");
        xml.text(&identifier(&assembly.sum)).close().close();
    }
    xml.close().leaf("ofd:DocRoot", "", "Doc_0/Document.xml");
    xml.finish()
}

/// The document: its pages, its outline, how readers open it.
pub fn root(book: &Book<'_>, highest: usize) -> String {
    let pages = book.document.pages();
    let mut xml = Xml::new("");
    xml.open("ofd:Document").attr("xmlns:ofd", NAMESPACE);
    xml.open("ofd:CommonData").leaf("ofd:MaxUnitID", "", &highest.to_string());
    let first = pages.first().map_or(Size::zero(), |page| page.frame.size());
    xml.open("ofd:PageArea").leaf("ofd:PhysicalBox", "", &physical(first)).close();
    xml.leaf("ofd:PublicRes", "", "PublicRes.xml").leaf("ofd:DocumentRes", "", "DocumentRes.xml");
    xml.close().open("ofd:Pages");
    for index in 0..pages.len() {
        xml.open("ofd:Page").attr("ID", &(book.first_page + index).to_string());
        xml.attr("BaseLoc", &format!("Pages/Page_{index}/Content.xml")).close();
    }
    xml.close();
    let mut text = xml.finish();
    let outlines = outlines(book);
    let end = text.rfind("</ofd:Document>").unwrap_or(text.len());
    text.insert_str(
        end,
        &format!(
            "{outlines}<ofd:VPreferences><ofd:PageMode>{}</ofd:PageMode>\
             <ofd:TabDisplay>DocTitle</ofd:TabDisplay></ofd:VPreferences>\n",
            if outlines.is_empty() { "None" } else { "UseOutlines" },
        ),
    );
    text
}

/// The corner of a page, which is where everything is counted from, and its size.
pub fn physical(size: Size) -> String {
    list(&[0.0, 0.0, size.x.to_mm(), size.y.to_mm()])
}

/// The outline: the bookmarks of the screen PDF.
fn outlines(book: &Book<'_>) -> String {
    let elements = book.document.introspector().query(&HeadingElem::ELEM.select());
    let headings = elements.iter().filter_map(|element| element.to_packed::<HeadingElem>());
    let flat = headings.map(|heading| {
        let styles = StyleChain::default();
        let listed = heading.bookmarked.get(styles).unwrap_or_else(|| heading.outlined.get(styles));
        let position =
            heading.location().and_then(|own| book.document.introspector().position(own));
        let text = heading.body.plain_text();
        let title = match &heading.numbers {
            Some(number) => format!("{number} {text}"),
            None => text.to_string(),
        };
        let entry = (title, position.unwrap_or(PagedPosition::ORIGIN));
        (entry, heading.resolve_level(styles), listed)
    });
    let tree = OutlineNode::build_tree(flat);
    if tree.is_empty() {
        return String::new();
    }
    format!("<ofd:Outlines>\n{}</ofd:Outlines>\n", entries(book, &tree))
}

fn entries(book: &Book<'_>, nodes: &[OutlineNode<(String, PagedPosition)>]) -> String {
    let entry = |node: &OutlineNode<(String, PagedPosition)>| {
        let (title, position) = &node.entry;
        let count = match node.children.len() {
            0 => String::new(),
            count => format!(" Count=\"{count}\""),
        };
        format!(
            "<ofd:OutlineElem Title=\"{}\"{count}><ofd:Actions><ofd:Action Event=\"CLICK\">{}\
             </ofd:Action></ofd:Actions>\n{}</ofd:OutlineElem>\n",
            escaped(&clean(title)),
            book.destination(*position),
            entries(book, &node.children),
        )
    };
    nodes.iter().map(entry).collect()
}

/// The list of faces.
pub fn faces(cast: &Cast) -> String {
    let mut xml = Xml::new("");
    xml.open("ofd:Res").attr("xmlns:ofd", NAMESPACE).attr("BaseLoc", "Res");
    if !cast.faces().is_empty() {
        xml.open("ofd:Fonts");
    }
    for (index, face) in cast.faces().iter().enumerate() {
        let name = face.name();
        xml.open("ofd:Font").attr("ID", &(index + 1).to_string());
        xml.attr("FontName", &name).attr("FamilyName", &name);
        if face.is_bold() {
            xml.attr("Bold", "true");
        }
        if face.is_italic() {
            xml.attr("Italic", "true");
        }
        xml.leaf("ofd:FontFile", "", &face_file(index, face.extension())).close();
    }
    xml.finish()
}

/// The name of the file of a face.
pub fn face_file(index: usize, extension: &str) -> String {
    format!("font_{}.{extension}", index + 1)
}

/// The list of pictures.
pub fn pictures(book: &Book<'_>, files: &[PictureFile]) -> String {
    let mut xml = Xml::new("");
    xml.open("ofd:Res").attr("xmlns:ofd", NAMESPACE).attr("BaseLoc", "Res");
    if !files.is_empty() {
        xml.open("ofd:MultiMedias");
    }
    for (index, file) in files.iter().enumerate() {
        xml.open("ofd:MultiMedia").attr("ID", &(book.first_picture + index).to_string());
        xml.attr("Type", "Image")
            .attr("Format", if file.extension == "jpg" { "JPEG" } else { "PNG" });
        xml.leaf("ofd:MediaFile", "", &picture_file(index, file.extension)).close();
    }
    xml.finish()
}

/// The name of the file of a picture.
pub fn picture_file(index: usize, extension: &str) -> String {
    format!("picture_{}.{extension}", index + 1)
}

/// A page with its units, which are numbered from `first`: its layer comes first.
pub fn page(size: Size, units: &[super::page::Unit], first: usize) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:Page xmlns:ofd=\"{NAMESPACE}\">\n\
         <ofd:Area><ofd:PhysicalBox>{}</ofd:PhysicalBox></ofd:Area>\n<ofd:Content>\n\
         <ofd:Layer ID=\"{first}\" Type=\"Body\">\n",
        physical(size),
    );
    text.reserve(units.iter().map(|unit| unit.rest.len() + 64).sum());
    for (index, unit) in units.iter().enumerate() {
        unit.numbered(first + 1 + index, &mut text);
    }
    text.push_str("</ofd:Layer>\n</ofd:Content>\n</ofd:Page>\n");
    text
}
