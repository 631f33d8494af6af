//! A leaf is put into the published EPUB as one more page after the cover. Every other file of the
//! book but the package document is taken over as it lies in the container, compressed bytes and all.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipArchive, ZipWriter};

use super::leaf::Words;
use crate::diagnostic::Finding;
use crate::digital::epub::page::{Frame, begin};
use crate::manuscript::pictures::PictureFile;

/// The leaf's file, beside the package document.
const LEAF: &str = "presentation.xhtml";
/// The seal's file, without its extension.
const SEAL: &str = "presentation-seal";
/// The largest package document, bytes.
const LIMIT: u64 = 4 << 20;

/// What all leaves of an EPUB say.
#[derive(Debug, Clone)]
pub struct Frontispiece {
    /// The title as the cover shows it.
    pub masthead: String,
    /// `2026年第1期（总第61期）`.
    pub issue: String,
    /// The editors' greeting.
    pub greeting: String,
    /// Who gives the copy.
    pub sponsor: String,
    /// The date of the issue.
    pub date: String,
    /// The notice of an internal publication.
    pub notice: String,
    /// The language of the text (BCP 47).
    pub language: String,
    /// The picture of the seal and what it says.
    pub seal: Option<(PictureFile, String)>,
}

/// The published EPUB, ready for leaves.
#[derive(Debug)]
pub struct Book {
    /// A container with all that stays as it is.
    rest: Vec<u8>,
    /// Where its directory begins: what every copy begins with ends here.
    prefix: usize,
    folder: String,
    package: (String, String),
    options: SimpleFileOptions,
    words: Frontispiece,
}

fn broken(reason: impl std::fmt::Display) -> Finding {
    Finding::stop("copies-edition").with("reason", reason)
}

/// The path of the package document, as the container names it (OCF 3.3, 4.2.6.3).
pub fn package_path(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<String> {
    let mut text = String::new();
    let file = archive.by_name("META-INF/container.xml").ok()?;
    file.take(LIMIT).read_to_string(&mut text).ok()?;
    let tree = roxmltree::Document::parse(&text).ok()?;
    let root = tree.descendants().find(|node| node.tag_name().name() == "rootfile")?;
    root.attribute("full-path").map(str::to_owned)
}

/// A text file of a container.
pub fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(path).ok()?.take(LIMIT).read_to_string(&mut text).ok()?;
    Some(text)
}

impl Book {
    /// Reads the published EPUB.
    ///
    /// # Errors
    /// The finding `copies-edition` when it is not built as this program builds it.
    pub fn read(bytes: &[u8], words: Frontispiece) -> Result<Self, Finding> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        let path = package_path(&mut archive).ok_or_else(|| broken("container.xml"))?;
        let package = text(&mut archive, &path).ok_or_else(|| broken(&path))?;
        let mut rest = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
        let mut dated = None;
        for index in 0..archive.len() {
            let file = archive.by_index_raw(index).map_err(broken)?;
            if file.name().is_ok_and(|name| name == path) {
                dated = file.last_modified();
            } else {
                rest.raw_copy_file(file).map_err(broken)?;
            }
        }
        let options = SimpleFileOptions::default()
            .last_modified_time(dated.unwrap_or_default())
            .system(System::Unix)
            .unix_permissions(0o644)
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(9));
        if let Some((seal, _)) = &words.seal {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let name = join(folder, &format!("{SEAL}.{}", seal.format.extension()));
            rest.start_file(name, options).map_err(broken)?;
            rest.write_all(&seal.bytes).map_err(broken)?;
        }
        let rest = rest.finish().map_err(broken)?.into_inner();
        let directory = ZipArchive::new(Cursor::new(&rest)).map_err(broken)?;
        let prefix = usize::try_from(directory.central_directory_start()).map_err(broken)?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        Ok(Self { prefix, folder, package: (path, package), options, words, rest })
    }

    /// What every copy begins with.
    pub fn prefix(&self) -> &[u8] {
        &self.rest[..self.prefix]
    }

    /// What follows that in the copy with this leaf.
    ///
    /// # Errors
    /// The finding `copies-edition` when the package document has no place for the leaf.
    pub fn bind(&self, leaf: &Words) -> Result<Vec<u8>, Finding> {
        let package = self.describe(leaf)?;
        let mut whole = ZipWriter::new_append(Cursor::new(self.rest.clone())).map_err(broken)?;
        for (path, text) in
            [(&self.package.0, package), (&join(&self.folder, LEAF), self.page(leaf))]
        {
            whole.start_file(path.as_str(), self.options).map_err(broken)?;
            whole.write_all(text.as_bytes()).map_err(broken)?;
        }
        let mut whole = whole.finish().map_err(broken)?.into_inner();
        Ok(whole.split_off(self.prefix))
    }

    /// The package document with the leaf after the cover and the mark as a further identifier.
    fn describe(&self, leaf: &Words) -> Result<String, Finding> {
        let (path, package) = &self.package;
        let tree = roxmltree::Document::parse(package).map_err(broken)?;
        let cover = tree.descendants().find(|node| node.tag_name().name() == "itemref");
        let spine = cover.map(|node| node.range().end).ok_or_else(|| broken(path))?;
        let end = |tag: &str| package.rfind(tag).ok_or_else(|| broken(path));
        let (metadata, manifest) = (end("</metadata>")?, end("</manifest>")?);
        let mut files = format!(
            "<item id=\"presentation\" href=\"{LEAF}\" media-type=\"application/xhtml+xml\"/>\n"
        );
        if let Some((seal, _)) = &self.words.seal {
            let (kind, end) = (seal.format.media_type(), seal.format.extension());
            files.push_str(&format!(
                "<item id=\"presentation-seal\" href=\"{SEAL}.{end}\" media-type=\"{kind}\"/>\n"
            ));
        }
        let mark = &leaf.mark;
        let mut edits = [
            (metadata, format!("<dc:identifier id=\"copy\">{mark}</dc:identifier>\n")),
            (manifest, files),
            (spine, "\n<itemref idref=\"presentation\"/>".to_owned()),
        ];
        edits.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        let mut text = package.clone();
        edits.into_iter().for_each(|(at, more)| text.insert_str(at, &more));
        Ok(text)
    }

    /// The leaf as a page.
    fn page(&self, leaf: &Words) -> String {
        let words = &self.words;
        let mut xml = begin(Frame {
            title: "赠阅",
            language: &words.language,
            up: "",
            class: "presentation",
        });
        xml.open("section").attr("epub:type", "dedication").attr("role", "doc-dedication");
        xml.attr("aria-label", "赠阅页");
        xml.open("p").class("head").leaf("b", "", &words.masthead).text(" ");
        xml.leaf("span", "issue", &words.issue).close();
        xml.leaf("h1", "", "赠阅");
        if let Some(unit) = &leaf.unit {
            xml.leaf("p", "unit", unit);
        }
        xml.open("p").class("name").text(&leaf.name);
        if let Some(title) = &leaf.title {
            xml.text(" ").leaf("span", "title", title);
        }
        xml.close();
        xml.leaf("p", "keep", "惠存");
        xml.leaf("p", "greeting", &words.greeting);
        xml.open("div").class("signature");
        xml.leaf("p", "by", &words.sponsor).leaf("p", "gift", "敬赠").leaf(
            "p",
            "date",
            &words.date,
        );
        if let Some((seal, alt)) = &words.seal {
            let file = format!("{SEAL}.{}", seal.format.extension());
            xml.open("img").class("seal").attr("src", &file).attr("alt", alt).close();
        }
        xml.close();
        xml.open("p").class("mark").leaf("span", "", &format!("编号 {}", leaf.mark)).text(" ");
        xml.leaf("span", "", &words.notice).close();
        xml.finish()
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
