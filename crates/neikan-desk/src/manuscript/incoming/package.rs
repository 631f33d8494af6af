//! The container of a Word file: parts of a ZIP, under limits, and what they refer to.
//!
//! A part's name is looked up inside the container and nowhere else: no name in a document ever
//! becomes a path on disk. Declared sizes are not trusted; what comes out of a part is counted
//! while it is read.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml;
use neikan_base::diagnostic::Finding;

/// The most parts a document may have.
const ENTRIES: usize = 10_000;
/// The largest part of XML, bytes.
const PART: u64 = 16 << 20;
/// The largest picture, bytes: what the manuscript reader accepts.
pub const PICTURE: u64 = 80 << 20;
/// The most that all parts together may unpack to, bytes.
const WHOLE: u64 = 160 << 20;
/// How many times its packed size a part may be, once it is larger than [`SMALL`].
const RATIO: u64 = 150;
/// Up to this size, bytes, parts may be packed as tightly as they like.
const SMALL: u64 = 1 << 20;

/// An opened document.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

/// Where a relationship leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Another part.
    Part(String),
    /// Something outside the document, as written.
    Outside(String),
}

/// A relationship of a part: its kind (the last word of its type) and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// `image`, `hyperlink`, `styles`, …
    pub kind: String,
    /// Where it leads.
    pub target: Target,
}

/// The relationships of a part, by identifier.
pub type Relations = BTreeMap<String, Relation>;

/// Why a part cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// There is no such part.
    Missing,
    /// It is broken: cut short, damaged, compressed in an unsupported way.
    Broken,
    /// It is larger than what is read, or packed more tightly than honest parts are.
    Large,
}

impl Denied {
    /// The finding that stops an import because of a part.
    pub fn finding(self, part: &str) -> Finding {
        let rule = match self {
            Self::Missing | Self::Broken => "import-word-broken",
            Self::Large => "import-word-large",
        };
        Finding::stop(rule).with("part", part)
    }
}

impl<'a> Package<'a> {
    /// Opens a container.
    ///
    /// # Errors
    /// A finding that says what is wrong with it.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Finding> {
        // The central directory is held in memory, so its entries are counted before it is read.
        let heads = bytes.windows(4).filter(|head| head == b"PK\x01\x02").count();
        if heads > ENTRIES {
            return Err(Denied::Large.finding("ZIP"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes));
        let archive = archive.map_err(|_| Denied::Broken.finding("ZIP"))?;
        Ok(Self { archive, left: WHOLE })
    }

    /// Reads a part of at most `limit` bytes.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&mut self, name: &str, limit: u64) -> Result<Vec<u8>, Denied> {
        let index = self.archive.index_for_name(name).ok_or(Denied::Missing)?;
        let file = self.archive.by_index(index).map_err(|_| Denied::Broken)?;
        let packed = file.compressed_size();
        let limit = limit.min(self.left).min(SMALL.max(packed.saturating_mul(RATIO)));
        let mut bytes = Vec::new();
        let read = file.take(limit + 1).read_to_end(&mut bytes);
        self.left = self.left.saturating_sub(bytes.len() as u64);
        if bytes.len() as u64 > limit {
            return Err(Denied::Large);
        }
        // Reading a part to its end verifies its checksum.
        read.map_err(|_| Denied::Broken)?;
        Ok(bytes)
    }

    /// Reads an XML part as a text; nothing if it is missing.
    ///
    /// # Errors
    /// A finding that says what is wrong with it.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Finding> {
        match self.read(name, PART) {
            Ok(bytes) => match decode(bytes) {
                Some(text) => Ok(Some(text)),
                None => Err(Denied::Broken.finding(name)),
            },
            Err(Denied::Missing) => Ok(None),
            Err(denied) => Err(denied.finding(name)),
        }
    }

    /// Reads the relationships of a part.
    ///
    /// # Errors
    /// A finding that says what is wrong with them.
    pub fn relations(&mut self, part: &str) -> Result<Relations, Finding> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let path = format!("{folder}_rels/{name}.rels");
        let Some(text) = self.text(&path)? else { return Ok(Relations::new()) };
        let document = xml::parse(&text, &path)?;
        let relations = document.root_element().children().filter_map(|node| {
            let target = xml::attr(node, "Target")?;
            let outside = xml::attr(node, "TargetMode") == Some("External") || target.contains(':');
            let target = if outside {
                Target::Outside(target.to_owned())
            } else {
                Target::Part(resolve(&folder, target))
            };
            let kind = xml::attr(node, "Type")?.rsplit('/').next()?.to_owned();
            Some((xml::attr(node, "Id")?.to_owned(), Relation { kind, target }))
        });
        Ok(relations.collect())
    }
}

/// The full name of a part that a part in `folder` refers to.
fn resolve(folder: &str, target: &str) -> String {
    let full = match target.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None => format!("{folder}{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in full.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// XML in UTF-8 or, with a byte order mark, UTF-16.
fn decode(bytes: Vec<u8>) -> Option<String> {
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, length)) => encoding
            .decode_without_bom_handling_and_without_replacement(&bytes[length..])
            .map(|text| text.into_owned()),
        None => String::from_utf8(bytes).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside() {
        for (target, name) in [
            ("media/image1.png", "word/media/image1.png"),
            ("/word/media/a.png", "word/media/a.png"),
            ("../../../etc/passwd", "etc/passwd"),
            ("..\\..\\x", "word/..\\..\\x"),
        ] {
            assert_eq!(resolve("word/", target), name);
        }
    }
}
