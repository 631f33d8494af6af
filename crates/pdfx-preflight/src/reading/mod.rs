//! The way in for PDFs from outside: they are hostile until they have been read.
//!
//! [`syntax`] reads values under a budget, [`xref`] and [`objects`] find every object in the file,
//! and [`pages`] walks the page tree. Reading costs memory in proportion to the limits here, never
//! to what the file declares. [`open`] repairs nothing: whatever is truncated, encrypted, circular
//! or too large is refused with an explanation. [`mend`] reads damaged files too, by [`repair`],
//! and tells what it repaired. lopdf's own reader repairs and guesses in silence, and has no limit
//! on what all objects together may take.

pub mod far;
mod indirect;
mod objects;
mod pages;
mod repair;
pub mod syntax;
mod xref;

use std::collections::{BTreeMap, BTreeSet};

use lopdf::xref::{Xref, XrefType};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use memchr::memmem;

use crate::color::Library;
use crate::pdf::{integer, is_name};
use far::Far;
use neikan_base::diagnostic::Finding;
use objects::Part;
pub use pages::{Bounds, Page, rectangle};
pub use repair::Repair;
use repair::Repairs;
pub(crate) use repair::spell_filters;
use syntax::{Budget, Fault};

/// The largest content of a stream that is decoded, bytes.
pub const STREAM_LIMIT: usize = 256 << 20;
/// How much of a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, bytes.
    pub file: u64,
    /// How many values all objects together may contain.
    pub values: usize,
}

impl Limits {
    /// What fits on a machine with 1 GB to spare.
    pub const USUAL: Self = Self { file: 512 << 20, values: 2_000_000 };
    /// For what the house has made itself: however large it is.
    pub const OWN: Self = Self { file: 1 << 40, ..Self::USUAL };
}

impl Default for Limits {
    fn default() -> Self {
        Self::USUAL
    }
}

/// The longest chain of references.
const HOPS: usize = 16;
/// The entries of a trailer that describe the cross-reference.
const OLD: [&[u8]; 9] =
    [b"Prev", b"XRefStm", b"Type", b"W", b"Index", b"Filter", b"DecodeParms", b"Length", b"Size"];
/// How far into the file its header may be.
const HEAD: usize = 1_024;
/// How far from its end a file without one may say where its cross-reference is.
const TAIL: usize = 2_048;

/// Why a PDF is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is not a PDF.
    None,
    /// Its end is missing.
    CutOff,
    /// It is broken at this offset; 0 if the fault is inside a stream.
    Damaged(usize),
    /// It is encrypted, with a password or for a recipient.
    Encrypted,
    /// It is circular.
    Cycle,
    /// It exceeds the limits.
    Large,
    /// It has no pages, or an object that should be a page is not one.
    Pages,
}

impl Refused {
    fn from_fault(fault: Fault, at: usize) -> Self {
        match fault {
            Fault::Damaged => Self::Damaged(at),
            Fault::End => Self::CutOff,
            Fault::Large => Self::Large,
        }
    }
}

impl From<Refused> for Finding {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::None => Self::stop("pdf-none"),
            Refused::CutOff => Self::stop("pdf-cut-off"),
            Refused::Damaged(at) => Self::stop("pdf-damaged").with("offset", at),
            Refused::Encrypted => Self::stop("pdf-encrypted"),
            Refused::Cycle => Self::stop("pdf-cycle"),
            Refused::Large => Self::stop("pdf-large").with("limit", Limits::USUAL.file >> 20),
            Refused::Pages => Self::stop("pdf-pages"),
        }
    }
}

/// A PDF that has been read.
pub struct Pdf {
    /// Its objects; its trailer is the newest one.
    pub document: Document,
    /// Its pages in order.
    pub pages: Vec<Page>,
    /// Whether its cross-reference is, at least in part, a stream.
    pub xref_streams: bool,
    /// Whether it has object streams.
    pub object_streams: bool,
    /// What had to be repaired to read it, and how often.
    pub repairs: BTreeMap<Repair, usize>,
    /// Whether it is encrypted, and opens without a password.
    pub encrypted: bool,
    /// The ICC profiles in it that are the one of its output intent.
    pub own: BTreeSet<ObjectId>,
    /// Where the large pictures are whose content has stayed in the file.
    pub far: Far,
}

impl Pdf {
    /// What colour spaces are read with.
    pub(crate) fn library(&self) -> Library<'_> {
        Library { document: &self.document, own: &self.own }
    }
}

impl Pdf {
    /// Reads its pages again after its objects were changed.
    ///
    /// # Errors
    /// [`Refused`] if there are none left.
    pub(crate) fn renew(&mut self) -> Result<(), Refused> {
        let mut repairs = Repairs { allowed: true, ..Repairs::default() };
        self.pages = pages::pages(&self.document, &mut repairs)?;
        self.own = own_profiles(&self.document);
        Ok(())
    }

    /// The ICC profile of its output intent for PDF/X.
    pub fn profile(&self) -> Option<Vec<u8>> {
        let document = &self.document;
        let catalog = dictionary(document, entry(document, &document.trailer, b"Root"))?;
        let Object::Array(intents) = entry(document, catalog, b"OutputIntents") else {
            return None;
        };
        let intents = intents.iter().filter_map(|intent| dictionary(document, intent));
        let mut ours = intents.filter(|intent| is_name(intent, b"S", b"GTS_PDFX"));
        let own = ours.next()?.get(b"DestOutputProfile").ok()?;
        let Object::Stream(own) = resolve(document, own) else { return None };
        decode(own, PROFILE).ok()
    }
}

/// How many profiles are compared with the one of the output intent.
const PROFILES: usize = 64;
/// The most that is read of an ICC profile, bytes.
const PROFILE: usize = 32 << 20;

/// The ICC profiles that are the same as the one of the output intent for PDF/X.
fn own_profiles(document: &Document) -> BTreeSet<ObjectId> {
    let catalog = dictionary(document, entry(document, &document.trailer, b"Root"));
    let intents = catalog.map(|catalog| entry(document, catalog, b"OutputIntents"));
    let Some(Object::Array(intents)) = intents else { return BTreeSet::new() };
    let intents = intents.iter().filter_map(|intent| dictionary(document, intent));
    let mut ours = intents.filter(|intent| is_name(intent, b"S", b"GTS_PDFX"));
    let own = ours.next().and_then(|intent| intent.get(b"DestOutputProfile").ok());
    let Some(Object::Stream(own)) = own.map(|own| resolve(document, own)) else {
        return BTreeSet::new();
    };
    let Ok(wanted) = decode(own, PROFILE) else { return BTreeSet::new() };
    let same = |object: &Object| {
        let Object::Stream(stream) = object else { return false };
        stream.content == own.content || decode(stream, PROFILE).is_ok_and(|own| own == wanted)
    };
    let inks = |object: &Object| {
        object.as_stream().is_ok_and(|stream| integer(&stream.dict, b"N") == Some(4))
    };
    let candidates = document.objects.iter().filter(|(_, object)| inks(object)).take(PROFILES);
    candidates.filter(|(_, object)| same(object)).map(|(&id, _)| id).collect()
}

/// Reads a PDF from outside.
///
/// # Errors
/// A finding that says why the file is refused.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Pdf, Finding> {
    admit(bytes, limits, false)
}

/// Reads a PDF from outside, and repairs what can be repaired: what was, is in [`Pdf::repairs`] and
/// must be said. A file that is encrypted but opens without a password is read too.
///
/// # Errors
/// A finding that says why the file is refused.
pub fn mend(bytes: &[u8], limits: &Limits) -> Result<Pdf, Finding> {
    admit(bytes, limits, true)
}

/// Reads a PDF from outside as [`mend`] does, and gives its bytes up while the objects come to be:
/// a large file takes half the memory.
///
/// # Errors
/// A finding that says why the file is refused.
pub fn mend_whole(mut bytes: Vec<u8>, limits: &Limits) -> Result<Pdf, Finding> {
    let (mut pdf, parts, head) = bounded(&bytes, limits, |bytes| read(bytes, limits, true, true))?;
    bytes.drain(..head);
    objects::fill(&mut pdf.document.objects, parts, bytes);
    pdf.own = own_profiles(&pdf.document);
    Ok(pdf)
}

fn admit(bytes: &[u8], limits: &Limits, mends: bool) -> Result<Pdf, Finding> {
    let (mut pdf, ..) = bounded(bytes, limits, |bytes| read(bytes, limits, mends, false))?;
    pdf.own = own_profiles(&pdf.document);
    Ok(pdf)
}

/// Reads bytes unless they are too many.
fn bounded<T>(
    bytes: &[u8],
    limits: &Limits,
    read: impl FnOnce(&[u8]) -> Result<T, Refused>,
) -> Result<T, Finding> {
    let large = || Finding::stop("pdf-large").with("limit", limits.file >> 20);
    if bytes.len() as u64 > limits.file {
        return Err(large());
    }
    read(bytes).map_err(|refused| match refused {
        Refused::Large => large(),
        refused => refused.into(),
    })
}

/// A file, the contents of streams that are still to be filled in, and where the file begins.
type Read = (Pdf, Vec<Part>, usize);

fn read(bytes: &[u8], limits: &Limits, mends: bool, lazy: bool) -> Result<Read, Refused> {
    let mut repairs = Repairs { allowed: mends, ..Repairs::default() };
    let at = begin(bytes, &mut repairs)?;
    let bytes = &bytes[at..];
    let mut budget = Budget { values: limits.values, bytes: bytes.len().saturating_mul(2) };
    let table = match xref::read(bytes, &mut budget, &mut repairs) {
        Ok(table) if !mends || table.trailer.has(b"Root") => table,
        Err(Refused::Large) if !mends => return Err(Refused::Large),
        // One that names more objects than there may be is wrong, or the file is too large as it is.
        found => {
            budget = Budget { values: limits.values, bytes: bytes.len().saturating_mul(2) };
            let cut = matches!(found, Err(Refused::CutOff)) && is_cut(bytes);
            let fault = found.err().unwrap_or(Refused::Pages);
            repairs.mend(if cut { Repair::End } else { Repair::Xref }, fault)?;
            repair::table(bytes, &mut repairs)?
        }
    };
    let done = match assemble(bytes, table, &mut budget, &mut repairs, lazy) {
        // Its cross-reference may lead to other objects than those that are meant.
        Err(Refused::Pages | Refused::Cycle | Refused::Damaged(_)) if mends => {
            repairs.note(Repair::Xref);
            repairs.orphans = true;
            let table = repair::table(bytes, &mut repairs)?;
            let mut budget = Budget { values: limits.values, bytes: bytes.len().saturating_mul(2) };
            assemble(bytes, table, &mut budget, &mut repairs, lazy)
        }
        done => done,
    };
    done.map(|(pdf, parts)| (pdf, parts, at))
}

/// Whether the end of a file is missing: nothing says that it ends, or another object begins after
/// that. What else comes after it does no harm.
fn is_cut(bytes: &[u8]) -> bool {
    let end = memmem::rfind(bytes, b"%%EOF");
    end.is_none_or(|at| memmem::find(&bytes[at..], b" obj").is_some())
}

/// Where the file begins: what is before its first line is passed over. One without that line is only
/// read if it says where its cross-reference is.
fn begin(bytes: &[u8], repairs: &mut Repairs) -> Result<usize, Refused> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if let Some(at) = head.windows(5).position(|part| part == b"%PDF-") {
        return Ok(at);
    }
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    memmem::find(tail, b"startxref").ok_or(Refused::None)?;
    repairs.mend(Repair::Head, Refused::None).map(|()| 0)
}

/// The file from its cross-reference.
fn assemble(
    bytes: &[u8],
    table: xref::Table,
    budget: &mut Budget,
    repairs: &mut Repairs,
    lazy: bool,
) -> Result<(Pdf, Vec<Part>), Refused> {
    if table.trailer.has(b"Encrypt") && !repairs.allowed {
        return Err(Refused::Encrypted);
    }
    let mut encrypted = false;
    let (objects, parts) = objects::load(bytes, &table, budget, repairs, &mut encrypted, lazy)?;
    let mut document = Document::new();
    document.version = version(bytes);
    document.max_id = objects.keys().next_back().map_or(0, |id| id.0);
    document.objects = objects;
    document.reference_table = Xref::new(document.max_id + 1, XrefType::CrossReferenceTable);
    document.trailer = table.trailer;
    // What belongs to the old cross-reference would mislead anyone who writes the document again.
    for key in OLD {
        document.trailer.remove(key);
    }
    if encrypted {
        document.trailer.remove(b"Encrypt");
    }
    document.objects.retain(|_, object| {
        !object.as_stream().is_ok_and(|s| {
            is_name(&s.dict, b"Type", b"XRef") || is_name(&s.dict, b"Type", b"ObjStm")
        })
    });
    let pages = pages::pages(&document, repairs)?;
    let packs = |entry: &xref::Entry| matches!(entry, xref::Entry::Packed(_));
    let object_streams = table.entries.values().any(packs) || !table.containers.is_empty();
    let repairs = std::mem::take(&mut repairs.counts);
    let pdf = Pdf {
        document,
        pages,
        xref_streams: table.streams,
        object_streams,
        repairs,
        encrypted,
        own: BTreeSet::new(),
        far: Far::default(),
    };
    Ok((pdf, parts))
}

/// The version in the header.
fn version(bytes: &[u8]) -> String {
    let version = bytes.iter().skip(5).take(8).take_while(|&&b| b.is_ascii_digit() || b == b'.');
    version.map(|&byte| char::from(byte)).collect()
}

/// Follows references to an object; null if they lead nowhere or in a circle.
pub fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    let mut object = object;
    for _ in 0..HOPS {
        let Object::Reference(id) = object else { return object };
        object = document.objects.get(id).unwrap_or(&Object::Null);
    }
    &Object::Null
}

/// An entry of a dictionary, resolved; null if there is none.
pub fn entry<'a>(document: &'a Document, own: &'a Dictionary, key: &[u8]) -> &'a Object {
    own.get(key).map_or(&Object::Null, |object| resolve(document, object))
}

/// A dictionary, or the dictionary of a stream.
pub fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match resolve(document, object) {
        Object::Dictionary(own) => Some(own),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// Resources in which more has a name: its kind (`Font`, `XObject`), the name, and what it is.
pub(crate) fn with_names<'n>(
    document: &Document,
    resources: &Dictionary,
    more: impl IntoIterator<Item = (&'n str, &'n str, Object)>,
) -> Dictionary {
    let mut out = resources.clone();
    for (kind, name, own) in more {
        let known = entry(document, &out, kind.as_bytes());
        let mut known = dictionary(document, known).cloned().unwrap_or_default();
        known.set(name, own);
        out.set(kind, known);
    }
    out
}

/// The normal appearance of an annotation, in the state that it is in.
pub(crate) fn appearance<'a>(document: &'a Document, own: &'a Dictionary) -> Option<&'a Object> {
    let looks = dictionary(document, entry(document, own, b"AP"))?;
    let normal = looks.get(b"N").ok()?;
    let Object::Dictionary(states) = resolve(document, normal) else { return Some(normal) };
    states.get(entry(document, own, b"AS").as_name().ok()?).ok()
}

/// A number; `None` if it is not finite.
pub fn number(document: &Document, object: &Object) -> Option<f64> {
    plain_number(resolve(document, object))
}

/// A number that is no reference to one; `None` if it is not finite.
pub(crate) fn plain_number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(whole) => Some(*whole as f64),
        Object::Real(real) => Some(f64::from(*real)).filter(|value| value.is_finite()),
        _ => None,
    }
}

/// The numbers of an array; `None` if any element is not a number.
pub fn numbers(document: &Document, object: &Object) -> Option<Vec<f64>> {
    let Object::Array(parts) = resolve(document, object) else { return None };
    parts.iter().map(|part| number(document, part)).collect()
}

/// Decodes a stream to at most `limit` bytes; its filters must be given directly in its own
/// dictionary.
///
/// # Errors
/// [`Refused::Large`] if there is more; [`Refused::Damaged`] if it cannot be decoded, or has stayed in
/// its file ([`far`]).
pub fn decode(stream: &Stream, limit: usize) -> Result<Vec<u8>, Refused> {
    use lopdf::{DecompressError, Error};
    if stream.start_position.is_some() {
        return Err(Refused::Damaged(0));
    }
    stream.get_plain_content_with_limit(limit).map_err(|error| match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => Refused::Large,
        _ => Refused::Damaged(0),
    })
}
