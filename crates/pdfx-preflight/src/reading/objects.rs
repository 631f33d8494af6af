//! The objects of a PDF: first those in the file, then those in object streams.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Object, ObjectId};

use super::indirect::{end, indirect, stream};
use super::syntax::{Budget, Fault, Lexer};
use super::xref::{Entry, Table};
use super::{Refused, decode};
use crate::pdf::{integer, is_name};

/// The most that all object streams together may decode to, bytes.
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

    /// Fills in the contents of streams whose length can be known by now.
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

    /// Reads the objects of an object stream that the cross-reference places there.
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
