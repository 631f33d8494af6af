//! Writing the sheets: page forms, marks and slug lines become the pages of a new file.

use std::fmt::Write;

use lopdf::xref::XrefType;
use lopdf::{
    Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary, text_string,
};
use sha2::{Digest, Sha256};

use super::block::Motion;
use super::carry::shift;
use super::sheet::Sheet;
use crate::deflate;
use crate::finish::labels::{self, Labels, PRODUCER};
use crate::marks::shapes::Rect;
use neikan_base::Date;
use neikan_base::diagnostic::{Failure, Finding};
use neikan_base::hash::IDENTIFIER;
use pdfx_preflight::Standard;
use pdfx_preflight::pdf::{POINTS, ink_group, is_name};
use pdfx_preflight::reading::{dictionary, entry, resolve};

/// The versions that a file without a standard may keep.
const VERSIONS: [&str; 6] = ["1.3", "1.4", "1.5", "1.6", "1.7", "2.0"];
/// How much of the XMP is searched for the standard, bytes.
const XMP: usize = 1 << 20;

/// A form on a sheet.
pub struct Placed {
    /// The form.
    pub form: ObjectId,
    /// Its matrix, pt.
    pub matrix: [f64; 6],
    /// The part of the sheet that it may paint on, mm; everywhere if `None`.
    pub room: Option<Rect>,
}

/// What the source says about itself, kept for the sheets.
#[derive(Default)]
pub struct SourceLabels {
    /// Its title.
    pub title: Option<String>,
    /// The day on which it was created.
    pub date: Option<Date>,
    /// The part of PDF/X that it claims to be, if it is a supported one.
    pub standard: Option<Standard>,
    /// The part of PDF/X that it claims to be, in its own words.
    pub claim: Option<String>,
    /// The content sum of its issue; empty if it names none.
    pub sum: String,
    /// Its output intents.
    pub intents: Option<Object>,
    /// Its layers.
    pub optional: Option<Object>,
}

impl SourceLabels {
    /// Reads the labels of a document.
    pub fn of(document: &Document) -> Self {
        let none = Dictionary::new();
        let part = |object: Option<&Object>| match object.map(|it| resolve(document, it)) {
            Some(Object::Dictionary(own)) => own.clone(),
            _ => none.clone(),
        };
        let info = part(document.trailer.get(b"Info").ok());
        let catalog = part(document.trailer.get(b"Root").ok());
        let text = |key: &[u8]| lopdf::decode_text_string(entry(document, &info, key)).ok();
        let claim = xmp_claim(document, &catalog).or_else(|| text(b"GTS_PDFXVersion"));
        let date = text(b"CreationDate").and_then(|text| date(&text));
        let standard = [Standard::X4, Standard::X1a].into_iter();
        // A file without a date cannot be relabelled.
        let standard = standard
            .filter(|_| date.is_some())
            .find(|standard| claim.as_deref() == Some(standard.version()));
        Self {
            title: text(b"Title").filter(|title| !title.trim().is_empty()),
            date,
            standard,
            claim,
            sum: xmp_text(document, &catalog).and_then(|text| sum(&text)).unwrap_or_default(),
            intents: catalog.get(b"OutputIntents").ok().cloned(),
            optional: catalog.get(b"OCProperties").ok().cloned(),
        }
    }

    /// The labels of a document whose objects have been given numbers that are higher by so much.
    pub fn moved(mut self, by: u32) -> Self {
        for object in [&mut self.intents, &mut self.optional].into_iter().flatten() {
            shift(object, by);
        }
        self
    }
}

/// The layers of several sources as those of one file, each shown or hidden as in its own.
pub fn layers(document: &Document, sources: &[SourceLabels]) -> Option<Object> {
    let (mut all, mut hidden, mut order) = (Vec::new(), Vec::new(), Vec::new());
    for own in sources.iter().filter_map(|own| dictionary(document, own.optional.as_ref()?)) {
        let list = |from: &Dictionary, key: &[u8]| match entry(document, from, key) {
            Object::Array(parts) => parts.clone(),
            _ => Vec::new(),
        };
        let groups = list(own, b"OCGs");
        if let Some(usual) = dictionary(document, entry(document, own, b"D")) {
            let shown = list(usual, b"ON");
            if is_name(usual, b"BaseState", b"OFF") {
                hidden.extend(groups.iter().filter(|group| !shown.contains(group)).cloned());
            }
            hidden.extend(list(usual, b"OFF"));
            order.extend(list(usual, b"Order"));
        }
        all.extend(groups);
    }
    let usual = dictionary! { "OFF" => hidden, "Order" => order };
    (!all.is_empty()).then(|| dictionary! { "OCGs" => all, "D" => usual }.into())
}

fn xmp_text(document: &Document, catalog: &Dictionary) -> Option<String> {
    let Object::Stream(stream) = entry(document, catalog, b"Metadata") else { return None };
    let plain = pdfx_preflight::reading::decode(stream, XMP).ok()?;
    Some(String::from_utf8_lossy(&plain).into_owned())
}

/// The content sum given in the XMP.
fn sum(text: &str) -> Option<String> {
    let sum = text.split_once(IDENTIFIER)?.1.get(..64)?;
    sum.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| sum.to_owned())
}

/// The standard given in the XMP.
fn xmp_claim(document: &Document, catalog: &Dictionary) -> Option<String> {
    let text = xmp_text(document, catalog)?;
    let after = text.split_once("GTS_PDFXVersion")?.1;
    let value = after.trim_start_matches(['>', '=', '"', '\'', ' ']);
    let end = value.find(['<', '"', '\''])?;
    Some(value[..end].trim().to_owned())
}

/// The day in a PDF date: `D:20260205…`.
fn date(text: &str) -> Option<Date> {
    let digits = text.strip_prefix("D:").unwrap_or(text).get(..8)?;
    let day = format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..8)?);
    day.parse().ok()
}

/// The matrix of a motion, pt.
pub fn in_points(motion: &Motion) -> [f64; 6] {
    let [a, b, c, d, x, y] = motion.matrix();
    [a, b, c, d, x * POINTS, y * POINTS]
}

/// Adds a page for a sheet; returns its object, whose parent is still to be set.
pub fn add_sheet(document: &mut Document, sheet: Sheet, placed: &[Placed]) -> ObjectId {
    let mut content = String::new();
    let mut forms = Dictionary::new();
    let mut groups = Vec::new();
    for (index, placed) in placed.iter().enumerate() {
        let name = format!("F{index}");
        content.push_str("q\n");
        if let Some(room) = placed.room {
            let [x, y, width, height] =
                [room.left, room.bottom, room.width(), room.height()].map(|side| side * POINTS);
            // Writing to a string cannot fail.
            let _ = writeln!(content, "{x:.4} {y:.4} {width:.4} {height:.4} re W n");
        }
        for part in placed.matrix {
            let _ = write!(content, "{part:.5} ");
        }
        let _ = write!(content, "cm\n/{name} Do\nQ\n");
        forms.set(name, placed.form);
        if let Some(Object::Stream(form)) = document.objects.get(&placed.form)
            && let Object::Dictionary(group) = entry(document, &form.dict, b"Group")
        {
            groups.push(is_name(group, b"CS", b"DeviceCMYK"));
        }
    }
    let mut stream = Stream::new(Dictionary::new(), content.into_bytes());
    deflate::compress(&mut stream);
    let contents = document.add_object(stream);
    let box_of = [0.0, 0.0, sheet.width * POINTS, sheet.height * POINTS];
    let box_of: Object = box_of.map(|side| Object::Real(side as f32)).to_vec().into();
    let mut page = dictionary! {
        "Type" => "Page",
        "MediaBox" => box_of.clone(),
        "BleedBox" => box_of.clone(),
        "TrimBox" => box_of,
        "Resources" => dictionary! { "XObject" => forms },
        "Contents" => contents,
    };
    if !groups.is_empty() && groups.iter().all(|&inks| inks) {
        page.set("Group", ink_group());
    }
    document.add_object(page)
}

/// Labels sheets after their source, or after a name if that has no title; `made_of` is the source
/// and how it is imposed.
pub fn labels<'a>(source: &SourceLabels, name: &str, made_of: &'a [u8]) -> Labels<'a> {
    let title = source.title.as_deref().unwrap_or(name);
    let (title, identifier) = (format!("{title} sheets"), format!("{name}-sheets"));
    Labels { title, identifier, made_of, sum: source.sum.clone(), trapped: false }
}

/// Writes the sheets as a file of their own, with the output intent of the source and under its
/// standard.
///
/// # Errors
/// [`Failure::Stopped`] if lopdf cannot write it.
pub fn write(
    mut document: Document,
    source: &SourceLabels,
    sheets: Vec<ObjectId>,
    labels: &Labels<'_>,
) -> Result<Vec<u8>, Failure> {
    let pages = document.new_object_id();
    for sheet in &sheets {
        if let Ok(page) = document.get_dictionary_mut(*sheet) {
            page.set("Parent", pages);
        }
    }
    let count = sheets.len() as i64;
    let kids: Vec<Object> = sheets.into_iter().map(Object::Reference).collect();
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(pages, tree.into());
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
    let kept = [("OutputIntents", &source.intents), ("OCProperties", &source.optional)];
    for (key, value) in kept {
        if let Some(value) = value {
            catalog.set(key, value.clone());
        }
    }
    let catalog = document.add_object(catalog);
    document.trailer = dictionary! { "Root" => catalog };
    label(&mut document, source, labels);
    document.prune_objects();
    document.renumber_objects();
    save(document).map_err(|reason| Finding::stop("press-pdf").with("reason", reason).into())
}

/// Labels the file.
fn label(document: &mut Document, source: &SourceLabels, labels: &Labels<'_>) {
    let known = VERSIONS.contains(&document.version.as_str());
    match source.standard {
        Some(standard) => document.version = standard.pdf().to_owned(),
        None if known => {}
        None => document.version = "1.7".to_owned(),
    }
    if let Some((standard, date)) = source.standard.zip(source.date) {
        labels::set(document, labels, date, standard.into());
        return;
    }
    let info = document.add_object(dictionary! {
        "Title" => text_string(&labels.title),
        "Producer" => text_string(PRODUCER),
    });
    let hash = |parts: [&[u8]; 2]| {
        let sum = parts.into_iter().fold(Sha256::new(), |sum, part| sum.chain_update(part));
        Object::String(sum.finalize()[..16].to_vec(), StringFormat::Hexadecimal)
    };
    let name = labels.identifier.as_bytes();
    document.trailer.set("Info", info);
    document.trailer.set("ID", vec![hash([name, b""]), hash([name, labels.made_of])]);
}

fn save(mut document: Document) -> Result<Vec<u8>, std::io::Error> {
    document.binary_mark = vec![0xe2, 0xe3, 0xcf, 0xd3];
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    bytes.push(b'\n');
    Ok(bytes)
}
