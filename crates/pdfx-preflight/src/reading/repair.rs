//! What had to be repaired to read a file, and how its objects are found when its cross-reference
//! does not lead to them.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};
use memchr::memmem;

use super::Refused;
use super::indirect::{end, indirect};
use super::syntax::{Budget, Fault, Lexer};
use super::xref::{Entry, Table};
use crate::pdf::{integer, is_name};

/// The most objects that are looked for.
const OBJECTS: usize = 1_000_000;
/// The largest object number.
const LARGEST: u32 = 2_000_000;

/// What is repaired, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repair {
    /// The first line does not say that it is a PDF.
    Head,
    /// The cross-reference cannot be read: the objects were looked for.
    Xref,
    /// Sections of the cross-reference are named twice, or lead back.
    Twice,
    /// Entries of the cross-reference lead nowhere.
    Entry,
    /// The length of a stream is wrong.
    Length,
    /// Filters have the short names of pictures within content.
    Filter,
    /// The end of the file is missing.
    End,
    /// An object cannot be read.
    Object,
    /// An object stream cannot be read.
    Packed,
    /// Nodes of the page tree are broken.
    Pages,
}

impl Repair {
    /// Its English name, which selectors in messages use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Xref => "xref",
            Self::Twice => "twice",
            Self::Entry => "entry",
            Self::Length => "length",
            Self::Filter => "filter",
            Self::End => "end",
            Self::Object => "object",
            Self::Packed => "stream",
            Self::Pages => "pages",
        }
    }

    /// Whether something may be missing after it.
    pub fn loses(self) -> bool {
        matches!(self, Self::End | Self::Object | Self::Packed | Self::Pages)
    }
}

/// The repairs of a file, counted.
#[derive(Debug, Default)]
pub struct Repairs {
    /// Whether anything is repaired at all; otherwise a fault refuses the file.
    pub allowed: bool,
    /// How often each was needed.
    pub counts: BTreeMap<Repair, usize>,
    /// Whether pages are looked for beside the page tree, if nothing is left of it.
    pub orphans: bool,
    /// Where objects begin, by their numbers, once they have been looked for.
    pub(super) places: Option<BTreeMap<u32, (usize, u16)>>,
}

impl Repairs {
    /// Counts a repair.
    pub fn note(&mut self, repair: Repair) {
        *self.counts.entry(repair).or_default() += 1;
    }

    /// Counts a repair in place of a fault; returns the fault where nothing is repaired.
    pub fn mend<E>(&mut self, repair: Repair, fault: E) -> Result<(), E> {
        if !self.allowed {
            return Err(fault);
        }
        self.note(repair);
        Ok(())
    }

    /// Where an object begins, looked for in the whole file.
    pub fn place(&mut self, bytes: &[u8], number: u32) -> Option<(usize, u16)> {
        let places = self.places.get_or_insert_with(|| places(bytes));
        places.get(&number).copied()
    }
}

/// Where the objects of a file begin, the last of each number.
fn places(bytes: &[u8]) -> BTreeMap<u32, (usize, u16)> {
    let mut out = BTreeMap::new();
    let mut budget = Budget { values: 4 * OBJECTS, bytes: bytes.len().saturating_mul(2) };
    let finder = memmem::Finder::new(b"obj");
    let mut from = 0;
    while let Some(found) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
        let at = from + found;
        from = at + 3;
        let Some((start, number, generation)) = header(bytes, at) else { continue };
        if number > LARGEST || out.len() >= OBJECTS {
            continue;
        }
        out.insert(number, (start, generation));
        // What looks like an object inside a stream is none.
        if let Ok((_, Object::Dictionary(own), Some(content))) =
            indirect(Lexer::of_file(bytes, start), &mut budget)
            && let Some(length) = integer(&own, b"Length").and_then(|n| usize::try_from(n).ok())
            && let Ok((end, true)) = end(bytes, content, Some(length))
        {
            from = end;
        }
    }
    out
}

/// The number and generation before a word `obj`, and where they begin.
fn header(bytes: &[u8], at: usize) -> Option<(usize, u32, u16)> {
    let digits = |end: usize| {
        let space = bytes[..end].iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
        let end = end - space;
        let count = bytes[..end].iter().rev().take(10).take_while(|b| b.is_ascii_digit()).count();
        let text = std::str::from_utf8(&bytes[end - count..end]).ok()?;
        Some((end - count, text.parse::<u32>().ok()?, space))
    };
    let (before, generation, _) = digits(at)?;
    let (start, number, space) = digits(before)?;
    (space > 0).then_some((start, number, u16::try_from(generation).ok()?))
}

/// A cross-reference made from the objects that are found in the file.
///
/// # Errors
/// [`Refused::CutOff`] if nothing says which of them is the catalog.
pub fn table(bytes: &[u8], repairs: &mut Repairs) -> Result<Table, Refused> {
    let found = repairs.places.get_or_insert_with(|| places(bytes)).clone();
    let mut table = Table { found: true, ..Table::default() };
    let mut budget = Budget { values: 4 * OBJECTS, bytes: bytes.len().saturating_mul(2) };
    let mut catalog = None;
    let mut streams = BTreeMap::new();
    for (&number, &(at, generation)) in &found {
        if number == 0 {
            continue;
        }
        table.entries.insert(number, Entry::Plain(at, generation));
        let Ok((_, Object::Dictionary(own), _)) = indirect(Lexer::of_file(bytes, at), &mut budget)
        else {
            continue;
        };
        if is_name(&own, b"Type", b"XRef") {
            streams.insert(at, own);
        } else if is_name(&own, b"Type", b"Catalog") {
            catalog = Some((number, generation));
        } else if is_name(&own, b"Type", b"ObjStm") {
            table.containers.push(number);
        }
    }
    table.streams = !streams.is_empty();
    // The containers in the order of the file, so that what was written later holds.
    table.containers.sort_by_key(|number| found.get(number).map_or(0, |place| place.0));
    for own in trailers(bytes).chain(streams.into_values()) {
        merge(&mut table.trailer, own);
    }
    if !table.trailer.has(b"Root") {
        let catalog = catalog.ok_or(Refused::CutOff)?;
        table.trailer.set("Root", Object::Reference(catalog));
    }
    Ok(table)
}

/// All trailers in the file, in order.
fn trailers(bytes: &[u8]) -> impl Iterator<Item = Dictionary> + '_ {
    memmem::find_iter(bytes, b"trailer").take(1_000).filter_map(|at| {
        let mut budget = Budget { values: 10_000, bytes: bytes.len() };
        match Lexer::of_file(bytes, at + 7).value(&mut budget) {
            Ok(Object::Dictionary(own)) => Some(own),
            _ => None,
        }
    })
}

/// Adds what a later trailer says.
fn merge(trailer: &mut Dictionary, own: Dictionary) {
    for key in [b"Root".as_slice(), b"Info", b"ID", b"Encrypt"] {
        if let Ok(value) = own.get(key) {
            trailer.set(key, value.clone());
        }
    }
}

/// The full names of filters that content may abbreviate (ISO 32000-1, table 94).
const FILTERS: [(&[u8], &str); 7] = [
    (b"A85", "ASCII85Decode"),
    (b"AHx", "ASCIIHexDecode"),
    (b"CCF", "CCITTFaxDecode"),
    (b"DCT", "DCTDecode"),
    (b"Fl", "FlateDecode"),
    (b"LZW", "LZWDecode"),
    (b"RL", "RunLengthDecode"),
];

/// Spells out the names of filters; returns whether any was short.
pub fn spell_filters(own: &mut Dictionary) -> bool {
    fn spell(object: &mut Object) -> bool {
        match object {
            Object::Name(name) => match FILTERS.iter().find(|(short, _)| short == name) {
                Some((_, long)) => {
                    *name = long.as_bytes().to_vec();
                    true
                }
                None => false,
            },
            Object::Array(parts) => parts.iter_mut().fold(false, |any, part| spell(part) | any),
            _ => false,
        }
    }
    own.get_mut(b"Filter").is_ok_and(spell)
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::from_fault(fault, 0)
    }
}
