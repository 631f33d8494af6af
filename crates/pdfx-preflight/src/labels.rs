//! What a file says about itself: document information, XMP, identifiers, output intents.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};
use roxmltree::{Node, ParsingOptions};

use crate::Part;
use crate::pdf::is_name;
use crate::reading::{Pdf, decode, dictionary, entry, resolve};

/// The most XMP that is read, bytes.
const XMP: usize = 4 << 20;
/// The most that is read of an ICC profile, bytes.
const ICC: usize = 32 << 20;
/// How many output intents are read.
const INTENTS: usize = 8;
/// The namespace of RDF.
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// The namespaces in which a file says which part of PDF/X it is.
const IDENTITIES: [&str; 2] = ["http://www.npes.org/pdfx/ns/id/", "http://ns.adobe.com/pdfx/1.3/"];

/// What a file says about itself that holds when it is labelled anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The part of PDF/X that it claims, if it claims one that is known here.
    pub part: Option<Part>,
    /// Its title.
    pub title: Option<String>,
    /// Whether it has been trapped.
    pub trapped: bool,
}

impl Said {
    /// Reads it from the document information and the XMP.
    pub fn read(document: &Document) -> Self {
        let labels = Labels::read(document);
        let said = |key, namespace, name| labels.entry(key).or(labels.property(namespace, name));
        let title = said("Title", "http://purl.org/dc/elements/1.1/", "title");
        let trapped = said("Trapped", "http://ns.adobe.com/pdf/1.3/", "Trapped");
        Self {
            part: labels.claim(),
            title: title.map(|own| own.trim().to_owned()).filter(|own| !own.is_empty()),
            trapped: trapped == Some("True"),
        }
    }
}

/// What a file says about itself.
#[derive(Debug, Default)]
pub struct Labels {
    /// The document information: texts and names by key.
    pub info: BTreeMap<String, String>,
    /// Whether Trapped is a name, as it should be.
    pub trapped_is_name: bool,
    /// XMP: text by `namespace` and `name` joined; `None` if there is no XMP.
    pub xmp: Option<BTreeMap<String, String>>,
    /// Whether there is XMP that cannot be read.
    pub xmp_broken: bool,
    /// How many parts of the trailer's ID are not empty.
    pub id_parts: usize,
    /// The output intents for PDF/X.
    pub intents: Vec<Intent>,
}

/// An output intent.
#[derive(Debug, Default)]
pub struct Intent {
    /// The identifier of the output condition.
    pub condition: Option<String>,
    /// The registry that defines the identifier.
    pub registry: Option<String>,
    /// The output condition in words.
    pub info: Option<String>,
    /// The class and the colour space of its ICC profile, four letters each.
    pub profile: Option<[String; 2]>,
    /// The size that the profile declares and its real size, bytes.
    pub profile_size: [usize; 2],
}

impl Labels {
    /// Reads all labels.
    pub fn read(document: &Document) -> Self {
        let mut labels = Self::default();
        if let Some(info) = dictionary(document, entry(document, &document.trailer, b"Info")) {
            for (key, value) in info.iter() {
                let key = String::from_utf8_lossy(key).into_owned();
                match resolve(document, value) {
                    Object::Name(name) => {
                        labels.trapped_is_name |= key == "Trapped";
                        labels.info.insert(key, String::from_utf8_lossy(name).into_owned());
                    }
                    text @ Object::String(..) => {
                        labels.info.insert(key, words(text).unwrap_or_default());
                    }
                    _ => {}
                }
            }
        }
        if let Object::Array(parts) = entry(document, &document.trailer, b"ID") {
            let full = |part: &&Object| part.as_str().is_ok_and(|part| !part.is_empty());
            labels.id_parts = parts.iter().filter(full).count();
        }
        let catalog = dictionary(document, entry(document, &document.trailer, b"Root"));
        if let Some(catalog) = catalog {
            labels.read_xmp(document, catalog);
            if let Object::Array(intents) = entry(document, catalog, b"OutputIntents") {
                let intents = intents.iter().filter_map(|intent| dictionary(document, intent));
                let ours = intents.filter(|intent| is_name(intent, b"S", b"GTS_PDFX"));
                labels.intents =
                    ours.take(INTENTS).map(|intent| Intent::read(document, intent)).collect();
            }
        }
        labels
    }

    /// Whether the file claims in any way to be PDF/X.
    pub fn claims(&self) -> bool {
        !self.intents.is_empty()
            || self.info.contains_key("GTS_PDFXVersion")
            || IDENTITIES.into_iter().any(|space| self.property(space, "GTS_PDFXVersion").is_some())
    }

    /// The part of PDF/X that the file claims; `None` if it claims none that is known here.
    pub fn claim(&self) -> Option<Part> {
        let xmp = IDENTITIES.into_iter().find_map(|space| self.property(space, "GTS_PDFXVersion"));
        // PDF/X-1a:2001 is a conformance of PDF/X-1:2001.
        let info = self.entry("GTS_PDFXConformance").or(self.entry("GTS_PDFXVersion"));
        let newest = self.entry("GTS_PDFXVersion");
        [xmp, newest, info].into_iter().flatten().find_map(Part::labelled)
    }

    /// An XMP property by namespace and name; an empty one counts as missing.
    pub fn property(&self, namespace: &str, name: &str) -> Option<&str> {
        let found = self.xmp.as_ref()?.get(&format!("{namespace}{name}"))?;
        Some(found.as_str()).filter(|text| !text.is_empty())
    }

    /// An entry of the document information; an empty one counts as missing.
    pub fn entry(&self, key: &str) -> Option<&str> {
        self.info.get(key).map(String::as_str).filter(|text| !text.is_empty())
    }

    fn read_xmp(&mut self, document: &Document, catalog: &Dictionary) {
        let Object::Stream(stream) = entry(document, catalog, b"Metadata") else { return };
        let plain = decode(stream, XMP).ok();
        let text = plain.and_then(|plain| String::from_utf8(plain).ok());
        let options = ParsingOptions { nodes_limit: 200_000, ..ParsingOptions::default() };
        let tree = text.as_deref().and_then(|text| {
            let text = text.trim_start_matches('\u{feff}').trim_end_matches(['\0', ' ', '\n']);
            roxmltree::Document::parse_with_options(text, options).ok()
        });
        match tree {
            Some(tree) => self.xmp = Some(properties(&tree)),
            None => self.xmp_broken = true,
        }
    }
}

/// The properties of all descriptions: simple ones, and the first item of an array.
fn properties(tree: &roxmltree::Document<'_>) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut set = |namespace: Option<&str>, name: &str, value: &str| {
        out.insert(format!("{}{name}", namespace.unwrap_or_default()), value.trim().to_owned());
    };
    let described = |node: &Node<'_, '_>| node.has_tag_name((RDF, "Description"));
    for description in tree.descendants().filter(described) {
        for attribute in description.attributes() {
            set(attribute.namespace(), attribute.name(), attribute.value());
        }
        for property in description.children().filter(Node::is_element) {
            let item = property.descendants().find(|node| node.has_tag_name((RDF, "li")));
            let text = item.unwrap_or(property).text().unwrap_or_default();
            set(property.tag_name().namespace(), property.tag_name().name(), text);
        }
    }
    out
}

impl Intent {
    fn read(document: &Document, own: &Dictionary) -> Self {
        let text = |key: &[u8]| words(entry(document, own, key)).filter(|text| !text.is_empty());
        let mut intent = Self {
            condition: text(b"OutputConditionIdentifier"),
            registry: text(b"RegistryName"),
            info: text(b"Info"),
            ..Self::default()
        };
        if let Object::Stream(icc) = entry(document, own, b"DestOutputProfile")
            && let Ok(plain) = decode(icc, ICC)
            && let Some(head) = plain.get(..40)
        {
            let letters = |at: usize| String::from_utf8_lossy(&head[at..at + 4]).into_owned();
            let said = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
            if &head[36..40] == b"acsp" {
                intent.profile = Some([letters(12), letters(16)]);
            }
            intent.profile_size = [usize::try_from(said).unwrap_or(usize::MAX), plain.len()];
        }
        intent
    }
}

/// A text string: UTF-16 or UTF-8 with a byte order mark, otherwise PDFDocEncoding.
pub fn words(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    Some(match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.as_chunks().0.iter().map(|&pair| u16::from_be_bytes(pair));
            char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // For letters, PDFDocEncoding is the same as Latin-1.
        latin => latin.iter().map(|&byte| char::from(byte)).collect(),
    })
}

impl Pdf {
    /// Its metadata, XMP, as it is; empty if it has none that can be read.
    pub fn metadata(&self) -> Vec<u8> {
        let document = &self.document;
        let catalog = dictionary(document, entry(document, &document.trailer, b"Root"));
        let own = catalog.map(|own| entry(document, own, b"Metadata"));
        let Some(Object::Stream(stream)) = own else { return Vec::new() };
        decode(stream, XMP).unwrap_or_default()
    }
}
