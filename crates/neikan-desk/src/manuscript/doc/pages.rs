//! Property pages (FKP): which modifiers apply to which bytes of the main stream.

use super::bytes::{Plc, part, u8_at, u16_at, u32_at};
use super::large;
use neikan_base::diagnostic::Finding;

/// The length of a page, bytes.
const PAGE: usize = 512;
/// The most ranges with properties of their own.
const STRETCHES: usize = 1_000_000;

/// A range of the main stream and the modifiers that apply to it.
#[derive(Debug, Clone, Copy)]
pub struct Stretch<'a> {
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// The style that the modifiers change, for paragraphs.
    pub style: u16,
    /// The modifiers.
    pub changes: &'a [u8],
}

/// What the pages describe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Characters (MS-DOC 2.9.33).
    Characters,
    /// Paragraphs (MS-DOC 2.9.174).
    Paragraphs,
}

/// All ranges of a kind, in the order of their bytes.
#[derive(Debug, Default)]
pub struct Stretches<'a>(Vec<Stretch<'a>>);

impl<'a> Stretches<'a> {
    /// Reads the pages that a table names; a missing page is skipped.
    ///
    /// # Errors
    /// A finding if there are too many ranges.
    pub fn read(main: &'a [u8], table: &[u8], kind: Kind) -> Result<Self, Finding> {
        let plc = Plc::of(table, 4);
        let mut stretches = Vec::new();
        for at in 0..plc.count() {
            let number = plc.entry(at).and_then(|entry| u32_at(entry, 0)).unwrap_or_default();
            let place = (number & 0x3f_ffff) as usize * PAGE;
            let Some(page) = part(main, place, PAGE) else { continue };
            stretches.extend(stretches_of(page, kind));
            if stretches.len() > STRETCHES {
                return Err(large("WordDocument"));
            }
        }
        stretches.sort_by_key(|stretch| stretch.start);
        Ok(Self(stretches))
    }

    /// The range that contains a byte.
    ///
    /// # Errors
    /// Where the next range begins, if none contains it; [`u32::MAX`] if there is no next one.
    pub fn at(&self, place: u32) -> Result<&Stretch<'a>, u32> {
        let next = self.0.partition_point(|stretch| stretch.start <= place);
        match next.checked_sub(1).map(|at| &self.0[at]).filter(|found| place < found.end) {
            Some(found) => Ok(found),
            None => Err(self.0.get(next).map_or(u32::MAX, |stretch| stretch.start)),
        }
    }
}

fn stretches_of(page: &[u8], kind: Kind) -> impl Iterator<Item = Stretch<'_>> {
    let count = usize::from(page.last().copied().unwrap_or_default());
    let entry = if kind == Kind::Characters { 1 } else { 13 };
    (0..count).filter_map(move |at| {
        let (start, end) = (u32_at(page, at * 4)?, u32_at(page, at * 4 + 4)?);
        let place = usize::from(u8_at(page, (count + 1) * 4 + at * entry)?) * 2;
        let (style, changes) = match kind {
            _ if place == 0 => (0, &[][..]),
            Kind::Characters => (0, part(page, place + 1, usize::from(u8_at(page, place)?))?),
            Kind::Paragraphs => paragraph(page, place)?,
        };
        (start < end).then_some(Stretch { start, end, style, changes })
    })
}

/// The style and the modifiers of a paragraph, whose length is given in words or, if it is even, in
/// the next byte.
fn paragraph(page: &[u8], place: usize) -> Option<(u16, &[u8])> {
    let words = usize::from(u8_at(page, place)?);
    let (start, length) = match words {
        0 => (place + 2, usize::from(u8_at(page, place + 1)?) * 2),
        words => (place + 1, words * 2 - 1),
    };
    let bytes = part(page, start, length)?;
    Some((u16_at(bytes, 0)?, &bytes[2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_found_by_their_bytes() {
        let mut main = vec![0u8; 2 * PAGE];
        let page = &mut main[PAGE..];
        for (at, place) in [10u32, 20, 30].iter().enumerate() {
            page[at * 4..at * 4 + 4].copy_from_slice(&place.to_le_bytes());
        }
        page[12..14].copy_from_slice(&[0, 200]);
        page[400..404].copy_from_slice(&[3, 0x35, 0x08, 1]);
        page[511] = 2;
        let table: Vec<u8> = [10u32, 30, 1].iter().flat_map(|n| n.to_le_bytes()).collect();
        let found = Stretches::read(&main, &table, Kind::Characters).unwrap();
        assert!(found.at(15).unwrap().changes.is_empty());
        assert_eq!(found.at(29).unwrap().changes, [0x35, 0x08, 1]);
        assert_eq!((found.at(3).unwrap_err(), found.at(30).unwrap_err()), (10, u32::MAX));
    }
}
