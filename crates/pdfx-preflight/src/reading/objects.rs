//! The objects of a PDF: those in the file, then those in object streams.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Object, ObjectId, Stream};

use super::syntax::{Budget, Fault, Lexer};
use super::xref::{Entry, Table};
use super::{Refused, decode};
use crate::pdf::{integer, is_name};

/// How large all object streams together may unpack, bytes.
const PACKED: usize = 128 << 20;

/// The objects and where the contents of their streams begin.
struct Loader<'a> {
    bytes: &'a [u8],
    objects: BTreeMap<ObjectId, Object>,
    /// Streams whose length is not known yet.
    open: BTreeMap<ObjectId, usize>,
}

/// Reads every object that the cross-reference names.
pub fn load(
    bytes: &[u8],
    table: &Table,
    budget: &mut Budget,
) -> Result<BTreeMap<ObjectId, Object>, Refused> {
    let mut loader = Loader { bytes, objects: BTreeMap::new(), open: BTreeMap::new() };
    for (&number, entry) in &table.entries {
        if let Entry::Plain(at, generation) = *entry {
            let fault = |fault| Refused::from_fault(fault, at);
            loader.plain((number, generation), at, budget).map_err(fault)?;
        }
    }
    loader.close(budget)?;
    let containers = table.entries.values().filter_map(|entry| match entry {
        Entry::Packed(container) => Some(*container),
        _ => None,
    });
    let mut left = PACKED;
    for container in containers.collect::<BTreeSet<u32>>() {
        loader.packed(container, table, &mut left, budget)?;
    }
    loader.close(budget)?;
    match loader.open.values().next() {
        Some(&at) => Err(Refused::Damaged(at)),
        None => Ok(loader.objects),
    }
}

/// Reads a stream whose length stands in its own dictionary.
pub fn stream_at(bytes: &[u8], at: usize, budget: &mut Budget) -> Result<Stream, Fault> {
    let (_, object, content) = indirect(bytes, at, budget)?;
    let (Object::Dictionary(own), Some(start)) = (object, content) else {
        return Err(Fault::Damaged);
    };
    let length = integer(&own, b"Length").and_then(|length| usize::try_from(length).ok());
    let end = end(bytes, start, length)?;
    budget.spend(end - start)?;
    Ok(stream(own, bytes[start..end].to_vec()))
}

/// Reads `1 0 obj` and the object; where the content begins, if it is a stream.
fn indirect(
    bytes: &[u8],
    at: usize,
    budget: &mut Budget,
) -> Result<(u32, Object, Option<usize>), Fault> {
    let mut lexer = Lexer::of_file(bytes, at);
    let number = u32::try_from(lexer.count()?).map_err(|_| Fault::Damaged)?;
    lexer.count()?;
    if !lexer.take(b"obj") {
        return Err(Fault::Damaged);
    }
    lexer.skip_space();
    // An object may be empty, which is null.
    let object =
        if lexer.rest().starts_with(b"endobj") { Object::Null } else { lexer.value(budget)? };
    budget.spend(lexer.at() - at)?;
    let stream = matches!(object, Object::Dictionary(_)) && lexer.take(b"stream");
    let start = stream.then(|| {
        let skip = match lexer.rest() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        lexer.at() + skip
    });
    Ok((number, object, start))
}

/// Where a stream ends: where its length says, if `endstream` stands there, else before the next.
fn end(bytes: &[u8], start: usize, length: Option<usize>) -> Result<usize, Fault> {
    let word = b"endstream";
    if let Some(end) = length.and_then(|length| start.checked_add(length))
        && end <= bytes.len()
        && Lexer::of_file(bytes, end).take(word)
    {
        return Ok(end);
    }
    let rest = bytes.get(start..).unwrap_or_default();
    let found = rest.windows(word.len()).position(|part| part == word).ok_or(Fault::End)?;
    let eol = match &rest[..found] {
        [.., b'\r', b'\n'] => 2,
        [.., b'\r' | b'\n'] => 1,
        _ => 0,
    };
    Ok(start + found - eol)
}

/// A stream whose dictionary says its length as it is.
fn stream(mut dict: lopdf::Dictionary, content: Vec<u8>) -> Stream {
    dict.set("Length", i64::try_from(content.len()).unwrap_or_default());
    Stream { dict, content, allows_compression: true, start_position: None }
}

impl Loader<'_> {
    fn plain(&mut self, id: ObjectId, at: usize, budget: &mut Budget) -> Result<(), Fault> {
        let (number, object, content) = indirect(self.bytes, at, budget)?;
        if number != id.0 {
            return Err(Fault::Damaged);
        }
        if let Some(start) = content {
            self.open.insert(id, start);
        }
        self.objects.insert(id, object);
        Ok(())
    }

    /// Gives the streams their contents whose length can be known now.
    fn close(&mut self, budget: &mut Budget) -> Result<(), Refused> {
        let open: Vec<(ObjectId, usize)> = self.open.iter().map(|(&id, &at)| (id, at)).collect();
        for (id, start) in open {
            let Some(Object::Dictionary(own)) = self.objects.get(&id) else { continue };
            let length = match own.get(b"Length") {
                Ok(Object::Reference(id)) => match self.objects.get(id) {
                    Some(length) => length.as_i64().ok(),
                    None => continue,
                },
                length => length.and_then(Object::as_i64).ok(),
            };
            let length = length.and_then(|length| usize::try_from(length).ok());
            let fault = |fault| Refused::from_fault(fault, start);
            let end = end(self.bytes, start, length).map_err(fault)?;
            budget.spend(end - start).map_err(fault)?;
            let stream = stream(own.clone(), self.bytes[start..end].to_vec());
            self.objects.insert(id, Object::Stream(stream));
            self.open.remove(&id);
        }
        Ok(())
    }

    /// Reads the objects that an object stream holds and that the cross-reference looks for there.
    fn packed(
        &mut self,
        container: u32,
        table: &Table,
        left: &mut usize,
        budget: &mut Budget,
    ) -> Result<(), Refused> {
        let Some(Object::Stream(stream)) = self.objects.get(&(container, 0)) else {
            return Err(Refused::Damaged(0));
        };
        if !is_name(&stream.dict, b"Type", b"ObjStm") {
            return Err(Refused::Damaged(0));
        }
        let count = integer(&stream.dict, b"N").and_then(|n| usize::try_from(n).ok());
        let first = integer(&stream.dict, b"First").and_then(|n| usize::try_from(n).ok());
        let (Some(count), Some(first)) = (count, first) else { return Err(Refused::Damaged(0)) };
        let plain = decode(stream, *left)?;
        *left -= plain.len().min(*left);
        let mut own = Budget { values: budget.values, bytes: plain.len().saturating_mul(2) };
        let fault = |fault| Refused::from_fault(fault, 0);
        let mut head = Lexer::of_file(&plain, 0);
        for _ in 0..count {
            let (number, offset) = (head.count().map_err(fault)?, head.count().map_err(fault)?);
            let Ok(number) = u32::try_from(number) else { return Err(Refused::Damaged(0)) };
            if table.entries.get(&number) != Some(&Entry::Packed(container)) {
                continue;
            }
            let at = first.saturating_add(offset);
            let mut lexer = Lexer::of_file(&plain, at);
            let object = lexer.value(&mut own).map_err(fault)?;
            own.spend(lexer.at().saturating_sub(at)).map_err(fault)?;
            self.objects.insert((number, 0), object);
        }
        budget.values = own.values;
        Ok(())
    }
}
