//! The cross-reference of a PDF (ISO 32000-1, 7.5.4 and 7.5.8): where each object is.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, Stream};

use super::indirect::stream_at;
use super::repair::{Repair, Repairs};
use super::syntax::{Budget, Fault, Lexer};
use super::{Refused, decode};

/// The most objects that a file may have.
const ENTRIES: usize = 1_000_000;
/// The largest object number.
const LARGEST: usize = 2_000_000;
/// The most sections that an updated file may have.
const SECTIONS: usize = 1_000;
/// The most that a cross-reference stream may decode to, bytes.
const PLAIN: usize = 32 << 20;
/// How far from the end of the file `startxref` may be.
const TAIL: usize = 2_048;

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Nowhere: its number is free.
    Free,
    /// At this offset in the file.
    Plain(usize, u16),
    /// In an object stream.
    Packed(u32),
}

/// The cross-reference of a file.
#[derive(Debug, Default)]
pub struct Table {
    /// Every object by its number.
    pub entries: BTreeMap<u32, Entry>,
    /// The newest trailer.
    pub trailer: Dictionary,
    /// Whether any of it is a stream.
    pub streams: bool,
    /// Whether it was made from the objects that are in the file.
    pub found: bool,
    /// The object streams that were found then.
    pub containers: Vec<u32>,
}

/// Reads the cross-reference, newest section first.
pub fn read(bytes: &[u8], budget: &mut Budget, repairs: &mut Repairs) -> Result<Table, Refused> {
    let mut table = Table::default();
    let mut seen = BTreeSet::new();
    // Each section with the numbers that are free if it does not say where they are.
    let mut next = vec![(start(bytes)?, Vec::new())];
    while let Some((at, hidden)) = next.pop() {
        if !seen.insert(at) {
            repairs.mend(Repair::Twice, Refused::Cycle)?;
            free(&mut table, &hidden);
            continue;
        }
        if at >= bytes.len() || seen.len() > SECTIONS {
            return Err(Refused::Damaged(at));
        }
        let (trailer, mut freed) = section(bytes, at, &mut table, budget)?;
        free(&mut table, &hidden);
        for key in [b"Prev".as_slice(), b"XRefStm"] {
            let offset = trailer.get(key).and_then(Object::as_i64).ok();
            if let Some(offset) = offset {
                let offset = usize::try_from(offset).map_err(|_| Refused::Damaged(at))?;
                // To old readers a table says that what is in the stream beside it is free
                // (ISO 32000-1, 7.5.8.4).
                let hidden = if key == b"Prev" { Vec::new() } else { std::mem::take(&mut freed) };
                for number in &hidden {
                    table.entries.remove(number);
                }
                next.push((offset, hidden));
            }
        }
        if table.trailer.is_empty() {
            table.trailer = trailer;
        }
    }
    Ok(table)
}

/// Notes numbers as free of which nothing is known.
fn free(table: &mut Table, numbers: &[u32]) {
    for &number in numbers {
        table.entries.entry(number).or_insert(Entry::Free);
    }
}

/// The offset of the newest section.
fn start(bytes: &[u8]) -> Result<usize, Refused> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let word = b"startxref";
    let at = tail.windows(word.len()).rposition(|part| part == word).ok_or(Refused::CutOff)?;
    let mut lexer = Lexer::of_file(tail, at + word.len());
    lexer.count().map_err(|_| Refused::CutOff)
}

/// Reads a section: its trailer, and the numbers that a table says are free and no newer one knows.
fn section(
    bytes: &[u8],
    at: usize,
    table: &mut Table,
    budget: &mut Budget,
) -> Result<(Dictionary, Vec<u32>), Refused> {
    let mut lexer = Lexer::of_file(bytes, at);
    let fault = |fault| Refused::from_fault(fault, at);
    if !lexer.take(b"xref") {
        let stream = stream_at(bytes, at, budget).map_err(fault)?;
        table.streams = true;
        packed(&stream, table).map_err(fault)?;
        return Ok((stream.dict, Vec::new()));
    }
    let mut freed = Vec::new();
    while !lexer.take(b"trailer") {
        subsection(&mut lexer, table, &mut freed).map_err(fault)?;
    }
    let Object::Dictionary(trailer) = lexer.value(budget).map_err(fault)? else {
        return Err(Refused::Damaged(at));
    };
    Ok((trailer, freed))
}

fn subsection(lexer: &mut Lexer<'_>, table: &mut Table, freed: &mut Vec<u32>) -> Result<(), Fault> {
    let (first, count) = (lexer.count()?, lexer.count()?);
    for number in first..first.saturating_add(count) {
        let (offset, generation) = (lexer.count()?, lexer.count()?);
        let used = lexer.take(b"n");
        if !used && !lexer.take(b"f") {
            return Err(Fault::Damaged);
        }
        // Some writers mark a number as used although it has no object.
        let entry = match u16::try_from(generation) {
            Ok(generation) if used && offset > 0 => Entry::Plain(offset, generation),
            _ => Entry::Free,
        };
        let new = insert(table, number, entry)?;
        freed.extend(new.filter(|_| entry == Entry::Free));
    }
    Ok(())
}

/// Notes where an object is, unless a newer section has; its number if none has.
fn insert(table: &mut Table, number: usize, entry: Entry) -> Result<Option<u32>, Fault> {
    let number = u32::try_from(number).ok().filter(|_| number <= LARGEST).ok_or(Fault::Large)?;
    // Number 0 is the head of the list of free numbers.
    let entry = if number == 0 { Entry::Free } else { entry };
    let known = table.entries.len();
    table.entries.entry(number).or_insert(entry);
    match table.entries.len() {
        all if all > ENTRIES => Err(Fault::Large),
        all => Ok((all > known).then_some(number)),
    }
}

/// Reads the entries of a cross-reference stream.
fn packed(stream: &Stream, table: &mut Table) -> Result<(), Fault> {
    let plain = decode(stream, PLAIN).map_err(|_| Fault::Damaged)?;
    let whole = |object: &Object| object.as_i64().ok().and_then(|n| usize::try_from(n).ok());
    let list = |key: &[u8]| -> Option<Vec<usize>> {
        stream.dict.get(key).ok()?.as_array().ok()?.iter().map(whole).collect()
    };
    let widths = list(b"W").filter(|widths| widths.len() == 3 && widths.iter().all(|&w| w <= 8));
    let widths = widths.ok_or(Fault::Damaged)?;
    let size = stream.dict.get(b"Size").ok().and_then(whole).ok_or(Fault::Damaged)?;
    let index = list(b"Index").unwrap_or_else(|| vec![0, size]);
    let mut rows = plain.chunks_exact(widths.iter().sum::<usize>().max(1));
    for range in index.chunks_exact(2) {
        for number in range[0]..range[0].saturating_add(range[1]) {
            let Some(row) = rows.next() else { return Ok(()) };
            insert(table, number, entry(row, &widths))?;
        }
    }
    Ok(())
}

fn entry(row: &[u8], widths: &[usize]) -> Entry {
    let (kind, rest) = row.split_at(widths[0]);
    let (second, third) = rest.split_at(widths[1]);
    let value = |bytes: &[u8]| bytes.iter().fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte));
    let kind = if kind.is_empty() { 1 } else { value(kind) };
    let (second, third) = (value(second), value(third));
    match (kind, usize::try_from(second), u32::try_from(second), u16::try_from(third)) {
        (1, Ok(offset), _, Ok(generation)) if offset > 0 => Entry::Plain(offset, generation),
        (2, _, Ok(container), _) => Entry::Packed(container),
        _ => Entry::Free,
    }
}
