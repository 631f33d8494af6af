//! Character maps: from the bytes of a string to the characters of a CID font (ISO 32000-1, 9.7.5).

use std::collections::BTreeMap;

use lopdf::Object;

use crate::reading::syntax::{Budget, Lexer, Token};

/// How many values are read per character map.
const VALUES: usize = 400_000;

/// Any two bytes.
const TWO: (usize, u32, u32) = (2, 0, 0xffff);

/// A character map.
#[derive(Debug, Default)]
pub struct CMap {
    /// Whether two bytes directly encode a character's number.
    identity: bool,
    /// The code space ranges: length in bytes, first code, last code.
    spaces: Vec<(usize, u32, u32)>,
    /// Ranges: the length and first code, mapped to the last code and the first number.
    ranges: BTreeMap<(usize, u32), (u32, u32)>,
    /// The same for the notdef ranges, where one number serves for all codes.
    others: BTreeMap<(usize, u32), (u32, u32)>,
}

impl CMap {
    /// The map in which two bytes are a character's number.
    pub fn identity() -> Self {
        Self { identity: true, spaces: vec![TWO], ..Self::default() }
    }

    /// Reads an embedded map; `None` if it is based on one that is not embedded.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut map = Self::default();
        let mut lexer = Lexer::of_content(bytes);
        let mut budget = Budget { values: VALUES, bytes: bytes.len() };
        let mut values: Vec<Object> = Vec::new();
        while let Some(token) = lexer.next(&mut budget).ok()? {
            match token {
                Token::Value(value) => values.push(value),
                Token::Word(b"endcmap") => break,
                Token::Word(word) => {
                    map.take(word, &values)?;
                    values.clear();
                }
            }
        }
        (!map.spaces.is_empty()).then_some(map)
    }

    fn take(&mut self, word: &[u8], values: &[Object]) -> Option<()> {
        match word {
            b"usecmap" => match values.last()?.as_name() {
                Ok(b"Identity-H" | b"Identity-V") => {
                    self.identity = true;
                    self.spaces.push(TWO);
                }
                _ => return None,
            },
            b"endcodespacerange" => {
                for [low, high] in values.as_chunks().0 {
                    let ((length, low), (_, high)) = (code(low)?, code(high)?);
                    self.spaces.push((length, low, high));
                }
            }
            b"endcidrange" | b"endnotdefrange" => {
                let ranges =
                    if word == b"endcidrange" { &mut self.ranges } else { &mut self.others };
                for [low, high, first] in values.as_chunks().0 {
                    let ((length, low), (_, high)) = (code(low)?, code(high)?);
                    ranges.insert((length, low), (high, first.as_i64().ok()?.try_into().ok()?));
                }
            }
            b"endcidchar" | b"endnotdefchar" => {
                let ranges =
                    if word == b"endcidchar" { &mut self.ranges } else { &mut self.others };
                for [own, number] in values.as_chunks().0 {
                    let (length, own) = code(own)?;
                    ranges.insert((length, own), (own, number.as_i64().ok()?.try_into().ok()?));
                }
            }
            _ => {}
        }
        Some(())
    }

    /// The first code of a string: how many bytes it takes, and the character's number; 0 if it has
    /// none.
    pub fn next(&self, text: &[u8]) -> (usize, u32) {
        let number = |length: usize| {
            text.get(..length).map(|own| own.iter().fold(0, |sum, &b| sum << 8 | u32::from(b)))
        };
        for length in 1..=4 {
            let Some(code) = number(length) else { break };
            let inside = |&(own, low, high): &(usize, u32, u32)| {
                own == length && each_between(length, code, low, high)
            };
            if !self.spaces.iter().any(inside) {
                continue;
            }
            let find = |ranges: &BTreeMap<(usize, u32), (u32, u32)>| {
                let before = ranges.range((length, 0)..=(length, code)).next_back();
                let hit = before.filter(|(_, (high, _))| code <= *high);
                hit.map(|((_, low), (_, first))| (code - low, *first))
            };
            let own = find(&self.ranges).map(|(step, first)| first.saturating_add(step));
            let same = (self.identity && length == 2).then_some(code);
            let other = || find(&self.others).map(|(_, number)| number);
            return (length, own.or(same).or_else(other).unwrap_or(0));
        }
        let shortest = self.spaces.iter().map(|space| space.0).min().unwrap_or(1);
        (shortest.min(text.len()).max(1), 0)
    }
}

/// Whether every byte of a code lies between the corresponding bytes of two others.
fn each_between(length: usize, code: u32, low: u32, high: u32) -> bool {
    let byte = |code: u32, at: usize| code >> (8 * at) & 0xff;
    (0..length).all(|at| (byte(low, at)..=byte(high, at)).contains(&byte(code, at)))
}

/// A code of one to four bytes.
fn code(value: &Object) -> Option<(usize, u32)> {
    let bytes = value.as_str().ok().filter(|bytes| (1..=4).contains(&bytes.len()))?;
    Some((bytes.len(), bytes.iter().fold(0, |sum, &byte| sum << 8 | u32::from(byte))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_mixed_length_are_told_apart() {
        let text = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
            2 begincodespacerange <00> <80> <8140> <fefe> endcodespacerange\n\
            1 begincidrange <20> <7e> 1 endcidrange 1 begincidchar <8140> 700 endcidchar\n\
            1 beginnotdefrange <00> <1f> 231 endnotdefrange endcmap end end";
        let map = CMap::read(text).unwrap();
        assert_eq!(map.next(b"A\x81\x40"), (1, 34));
        assert_eq!(map.next(b"\x81\x40A"), (2, 700));
        assert_eq!(map.next(b"\x81\x41A"), (2, 0));
        assert_eq!(map.next(b"\x01"), (1, 231));
        assert_eq!(map.next(b"\xff"), (1, 0));
    }

    #[test]
    fn the_identity_takes_two_bytes() {
        assert_eq!(CMap::identity().next(b"\x01\x02\x03"), (2, 0x102));
        assert!(CMap::read(b"/UniGB-UCS2-H usecmap endcmap").is_none());
        assert!(CMap::read(b"nothing").is_none());
        let own = CMap::read(b"/Identity-H usecmap 1 begincidchar <0001> 9 endcidchar").unwrap();
        assert_eq!((own.next(b"\0\x01"), own.next(b"\0\x02")), ((2, 9), (2, 2)));
    }
}
