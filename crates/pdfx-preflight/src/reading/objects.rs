//! The objects of a PDF: first those in the file, then those in object streams.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lopdf::{Object, ObjectId};

use super::indirect::{end, indirect, stream};
use super::repair::{Repair, Repairs, spell_filters};
use super::syntax::{Budget, Fault, Lexer};
use super::xref::{Entry, Table};
use super::{Refused, decode};
use crate::pdf::{integer, is_name};

/// The most that all object streams together may decode to, bytes.
const PACKED: usize = 128 << 20;

/// How much of a file is given up at a time, bytes.
const GIVEN_UP: usize = 4 << 20;

/// The objects and where the contents of their streams begin.
struct Loader<'a> {
    bytes: &'a [u8],
    objects: BTreeMap<ObjectId, Object>,
    /// Streams whose length is not known yet.
    open: BTreeMap<ObjectId, usize>,
    /// Where the contents of streams are that are filled in later; `None` if all are copied at once.
    later: Option<Vec<Part>>,
    repairs: &'a mut Repairs,
}

/// A stream and where its content is in the file.
pub type Part = (ObjectId, Range<usize>);

/// Reads every object that the cross-reference names; `lazy` leaves the contents of streams out that
/// are not needed for that, and says where they are.
pub fn load(
    bytes: &[u8],
    table: &Table,
    budget: &mut Budget,
    repairs: &mut Repairs,
    encrypted: &mut bool,
    lazy: bool,
) -> Result<(BTreeMap<ObjectId, Object>, Vec<Part>), Refused> {
    let (objects, open) = (BTreeMap::new(), BTreeMap::new());
    // What is encrypted is decrypted in its place.
    let later = (lazy && !table.trailer.has(b"Encrypt")).then(Vec::new);
    let mut loader = Loader { bytes, objects, open, later, repairs };
    for (&number, entry) in &table.entries {
        if let Entry::Plain(at, generation) = *entry {
            loader.plain_or_found((number, generation), at, budget)?;
        }
    }
    loader.close(budget)?;
    loader.abandon()?;
    loader.decrypt(table, encrypted)?;
    let containers = table.entries.values().filter_map(|entry| match entry {
        Entry::Packed(container) => Some(*container),
        _ => None,
    });
    let mut left = PACKED;
    for container in containers.collect::<BTreeSet<u32>>() {
        match loader.packed(container, table, &mut left, budget) {
            Err(Refused::Large) => return Err(Refused::Large),
            Err(fault) => loader.repairs.mend(Repair::Packed, fault)?,
            Ok(()) => {}
        }
    }
    for &container in &table.containers {
        loader.packed(container, table, &mut left, budget)?;
    }
    Ok((loader.objects, loader.later.unwrap_or_default()))
}

/// Fills in the contents of streams from a file, which is given up piece by piece from its end, so
/// that hardly more memory is taken than it has.
pub fn fill(objects: &mut BTreeMap<ObjectId, Object>, mut parts: Vec<Part>, mut bytes: Vec<u8>) {
    parts.sort_by_key(|(_, part)| (part.start, part.end));
    let apart = parts.windows(2).all(|pair| pair[0].1.end <= pair[1].1.start);
    let mut kept = bytes.len();
    for (id, part) in parts.into_iter().rev() {
        if let Some(Object::Stream(stream)) = objects.get_mut(&id) {
            stream.content = bytes.get(part.clone()).unwrap_or_default().to_vec();
        }
        // Streams that lie within one another need the same bytes.
        if apart {
            bytes.truncate(part.start);
        }
        if bytes.len() + GIVEN_UP < kept {
            bytes.shrink_to_fit();
            kept = bytes.len();
        }
    }
}

impl Loader<'_> {
    /// Reads an object where its entry says, or where it is found.
    fn plain_or_found(
        &mut self,
        id: ObjectId,
        at: usize,
        budget: &mut Budget,
    ) -> Result<(), Refused> {
        let fault = match self.plain(id, at, budget) {
            Ok(()) => return Ok(()),
            Err(Fault::Large) => return Err(Refused::Large),
            Err(fault) => Refused::from_fault(fault, at),
        };
        self.repairs.mend(Repair::Entry, fault)?;
        // An object that is nowhere is null.
        let Some((place, _)) = self.repairs.place(self.bytes, id.0) else { return Ok(()) };
        match self.plain(id, place, budget) {
            Ok(()) => Ok(()),
            Err(Fault::Large) => Err(Refused::Large),
            Err(_) => {
                self.repairs.mend(Repair::Object, fault)?;
                match indirect(Lexer::of_remains(self.bytes, place), budget) {
                    Ok(found) => self.take(id, found).or(Ok(())),
                    Err(Fault::Large) => Err(Refused::Large),
                    // Nothing is left of it.
                    Err(_) => Ok(()),
                }
            }
        }
    }

    /// Gives up on streams whose end nothing tells.
    fn abandon(&mut self) -> Result<(), Refused> {
        for (id, at) in std::mem::take(&mut self.open) {
            self.repairs.mend(Repair::Object, Refused::Damaged(at))?;
            self.objects.remove(&id);
        }
        Ok(())
    }

    /// Decrypts everything with an empty password, before object streams are unpacked.
    fn decrypt(&mut self, table: &Table, encrypted: &mut bool) -> Result<(), Refused> {
        let Ok(lock) = table.trailer.get(b"Encrypt") else { return Ok(()) };
        if !self.repairs.allowed {
            return Err(Refused::Encrypted);
        }
        let mut document = lopdf::Document::new();
        document.trailer = table.trailer.clone();
        let known = document
            .trailer
            .get(b"ID")
            .and_then(Object::as_array)
            .is_ok_and(|id| id.first().is_some_and(|id| id.as_str().is_ok()));
        if !known {
            // Of a file without an identifier nothing goes into the key.
            let none = Object::String(Vec::new(), lopdf::StringFormat::Literal);
            document.trailer.set("ID", vec![none.clone(), none]);
        }
        let own = match lock {
            Object::Reference(id) => {
                let lock = self.objects.get(id).cloned().ok_or(Refused::Encrypted)?;
                document.objects.insert(*id, lock);
                Some(*id)
            }
            _ => None,
        };
        let password = document.authenticate_password("").is_ok();
        let state = lopdf::EncryptionState::decode(&document, b"").ok().filter(|_| password);
        let state = state.ok_or(Refused::Encrypted)?;
        *encrypted = true;
        for (&id, object) in self.objects.iter_mut().filter(|(id, _)| Some(**id) != own) {
            // The cross-reference is not encrypted.
            let plain = object.as_stream().is_ok_and(|s| is_name(&s.dict, b"Type", b"XRef"));
            if !plain && lopdf::encryption::decrypt_object(&state, id, object).is_err() {
                self.repairs.note(Repair::Object);
            }
        }
        Ok(())
    }

    fn plain(&mut self, id: ObjectId, at: usize, budget: &mut Budget) -> Result<(), Fault> {
        let found = indirect(Lexer::of_file(self.bytes, at), budget)?;
        self.take(id, found)
    }

    /// Takes what was read in the place of an object, if it is that object.
    fn take(
        &mut self,
        id: ObjectId,
        (number, object, content): (u32, Object, Option<usize>),
    ) -> Result<(), Fault> {
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
            let (end, exact) = match end(self.bytes, start, length) {
                Ok(found) => found,
                Err(reason) => {
                    self.repairs.mend(Repair::Object, fault(reason))?;
                    // Another object, or the end of the file, ends it.
                    let rest = &self.bytes[start.min(self.bytes.len())..];
                    let next = memchr::memmem::find(rest, b"endobj");
                    (start + next.unwrap_or(rest.len()), true)
                }
            };
            if !exact {
                self.repairs.note(Repair::Length);
            }
            budget.spend(end - start).map_err(fault)?;
            let packed = is_name(own, b"Type", b"ObjStm");
            let content = match &mut self.later {
                Some(later) if !packed => {
                    later.push((id, start..end));
                    Vec::new()
                }
                _ => self.bytes[start..end].to_vec(),
            };
            let mut stream = stream(own.clone(), content);
            stream.dict.set("Length", i64::try_from(end - start).unwrap_or_default());
            if self.repairs.allowed && spell_filters(&mut stream.dict) {
                self.repairs.note(Repair::Filter);
            }
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
        let own = self.objects.range((container, 0)..=(container, u16::MAX)).next();
        let Some((_, Object::Stream(stream))) = own else {
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
            let named = table.entries.get(&number) == Some(&Entry::Packed(container));
            if !named && (!table.found || table.entries.contains_key(&number)) {
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
