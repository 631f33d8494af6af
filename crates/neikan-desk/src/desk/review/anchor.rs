//! Anchors: a short sum of a ledger's last seal, to be written down where nobody who can change the
//! ledger can change it too: on the paper form, in a diary, in a mail.
//!
//! Comparing an anchor with the ledger later shows whether it continued from there or was put back
//! to an older state. [`knows`] answers the same question for a whole seal, such as archives,
//! copies and builds contain.

use serde::Serialize;

use super::ledger::Ledger;
use crate::publication::{Date, Entry};
use neikan_base::diagnostic::{Finding, Place};

/// Digits and capitals without I, L, O and U, which are mistaken for others (Crockford's Base32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The characters that hold bits of the seal, five each; one more is a check character.
const LENGTH: usize = 15;

/// The short sum of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Anchor {
    /// Sixteen characters in groups of four; the last one is a check character.
    pub sum: String,
    /// How many entries the ledger had.
    pub entries: usize,
    /// The day of the last one.
    pub date: Date,
    /// The seal of the last one.
    pub seal: String,
}

/// An anchor that somebody wrote down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Its sixteen characters, in groups.
    pub sum: String,
    /// How many entries the ledger had then, if that was written down too.
    pub entries: Option<usize>,
    /// The line it was read from, from 1.
    pub line: usize,
}

/// Where a seal is in a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the seal of the last entry.
    Head,
    /// This many entries were added since.
    Earlier(usize),
    /// No entry has it.
    Unknown,
}

/// The anchor of a ledger; nothing if it has no entries.
pub fn anchor(ledger: &Ledger) -> Option<Anchor> {
    let last = ledger.entries.last()?;
    Some(Anchor {
        sum: sum(&last.seal),
        entries: ledger.entries.len(),
        date: last.date,
        seal: last.seal.clone(),
    })
}

/// Where a seal is in a ledger. The seal before the first entry is known to every ledger.
pub fn knows(ledger: &Ledger, seal: &str) -> Standing {
    if seal == super::ledger::NONE {
        return standing(&ledger.entries, 0);
    }
    let here = |entry: &Entry| {
        // A merged entry is also known by its former seal.
        entry.seal == seal || entry.origin.as_ref().is_some_and(|origin| origin.seal == seal)
    };
    let at = ledger.entries.iter().position(here).map(|at| at + 1);
    // A state that the editor in chief gave up is known by the entry that says so.
    let at = at.or_else(|| ledger.given_up(seal));
    let at = at.or_else(|| ledger.has_merged(seal).then_some(0));
    at.map_or(Standing::Unknown, |at| standing(&ledger.entries, at))
}

fn standing(entries: &[Entry], before: usize) -> Standing {
    match entries.len() - before {
        0 => Standing::Head,
        since => Standing::Earlier(since),
    }
}

/// Compares an anchor that was written down with a ledger; returns how many entries were added
/// since.
///
/// # Errors
/// The finding `ledger-rolled-back` if the ledger has fewer entries than it had then, and
/// `ledger-other` if it has different ones.
pub fn compare(ledger: &Ledger, noted: &Noted) -> Result<usize, Finding> {
    let at = ledger.entries.iter().position(|entry| sum(&entry.seal) == noted.sum);
    let count = ledger.entries.len();
    if let Some(at) = at {
        return Ok(count - at - 1);
    }
    let short = noted.entries.filter(|entries| *entries > count);
    let rule = if short.is_some() { "ledger-rolled-back" } else { "ledger-other" };
    let finding = Finding::stop(rule).at(Place::file(&ledger.file)).with("anchor", &noted.sum);
    let finding = finding.with("count", count);
    Err(finding.with("entries", short.map_or_else(String::new, |entries| entries.to_string())))
}

/// The anchors in a text: what was printed or written down, one per line, with anything around it.
///
/// Lower-case letters count as capitals, I and L as 1, O as 0; groups may be separated by spaces.
///
/// # Errors
/// The finding `anchor-typo` for what looks like an anchor but has a wrong character, and
/// `anchor-none` if there is none at all.
pub fn noted(text: &str) -> Result<Vec<Noted>, Finding> {
    let lines = text.lines().enumerate();
    let found = lines.filter_map(|(at, line)| Some((at + 1, line, candidate(line)?)));
    let anchors: Result<Vec<Noted>, Finding> = found
        .map(|(number, line, sum)| {
            if check(&sum[..LENGTH]) != sum.get(LENGTH).copied() {
                return Err(Finding::stop("anchor-typo").with("anchor", grouped(&sum)));
            }
            Ok(Noted { sum: grouped(&sum), entries: count(line), line: number })
        })
        .collect();
    let anchors = anchors?;
    if anchors.is_empty() { Err(Finding::stop("anchor-none")) } else { Ok(anchors) }
}

/// The sum of a seal in hexadecimal: its first 75 bits, and a check character.
pub fn sum(seal: &str) -> String {
    let bits: Vec<u8> = seal
        .chars()
        .filter_map(|c| c.to_digit(16))
        .flat_map(|digit| [8, 4, 2, 1].map(|bit| u8::from(digit & bit > 0)))
        .collect();
    let mut values: Vec<u8> = bits
        .chunks(5)
        .take(LENGTH)
        .map(|five| five.iter().fold(0, |value, bit| value << 1 | bit))
        .collect();
    values.extend(check(&values));
    grouped(&values)
}

/// The check character of some values: ISO 7064's hybrid system, with 33 and 32 in place of 37 and
/// 36. It detects every single wrong character, and nearly all swaps of two.
/// 36. It finds every wrong character and all but few of two that changed places.
fn check(values: &[u8]) -> Option<u8> {
    let product = values.iter().fold(32_u32, |product, value| {
        let sum = (product + u32::from(*value)) % 32;
        (if sum == 0 { 32 } else { sum }) * 2 % 33
    });
    u8::try_from((33 - product) % 32).ok()
}

fn grouped(values: &[u8]) -> String {
    let characters: Vec<char> = values
        .iter()
        .filter_map(|value| ALPHABET.get(usize::from(*value)))
        .map(|byte| char::from(*byte))
        .collect();
    let groups: Vec<String> = characters.chunks(4).map(|four| four.iter().collect()).collect();
    groups.join("-")
}

/// The values of the sixteen characters on a line that look like an anchor: four groups of four, or
/// all in one.
fn candidate(line: &str) -> Option<Vec<u8>> {
    let words: Vec<&str> =
        line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let group = |word: &&str| word.len() == 4 && word.chars().all(|c| value(c).is_some());
    let sixteen = words.iter().find(|word| word.len() == LENGTH + 1).map(|word| vec![*word]);
    let four = words.windows(4).find(|four| four.iter().all(group)).map(<[&str]>::to_vec);
    let text = four.or(sixteen)?.concat();
    text.chars().map(value).collect()
}

/// The value of a character in an anchor, read as leniently as possible.
fn value(character: char) -> Option<u8> {
    let plain = match character.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let at = ALPHABET.iter().position(|own| char::from(*own) == plain)?;
    u8::try_from(at).ok()
}

/// The number of entries on a line: the first word of fewer than eight characters that is a number.
fn count(line: &str) -> Option<usize> {
    line.split_whitespace().find_map(|word| word.parse().ok().filter(|_| word.len() < 8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SEAL: &str = "5f1d7a84d1b9f2c0e3a6478b9c0d1e2f30415263748596a7b8c9daebfc0d1e2f";

    #[test]
    fn what_is_printed_is_read_again() {
        let own = sum(SEAL);
        assert_eq!(own.len(), 19);
        let line = format!("2026-01  12 条  2026-01-08  {own}");
        let read = noted(&line).unwrap();
        assert_eq!(read, [Noted { sum: own.clone(), entries: Some(12), line: 1 }]);
        for kind in [own.to_lowercase(), own.replace('-', " "), own.replace('-', "")] {
            assert_eq!(noted(&kind).unwrap()[0].sum, own, "{kind}");
        }
        assert_eq!(noted(&own.replace('0', "o").replace('1', "l")).unwrap()[0].sum, own);
        assert_eq!(noted("没有").unwrap_err().rule, "anchor-none");
    }

    #[test]
    fn one_wrong_character_is_found_wherever_it_is() {
        let own = sum(SEAL);
        for at in (0..19).filter(|at| at % 5 != 4) {
            for other in ALPHABET.iter().map(|byte| char::from(*byte)) {
                let mut wrong: Vec<char> = own.chars().collect();
                if wrong[at] == other {
                    continue;
                }
                wrong[at] = other;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(noted(&wrong).unwrap_err().rule, "anchor-typo", "{wrong}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "(?s).{0,200}") {
            if let Ok(anchors) = noted(&text) {
                prop_assert!(anchors.iter().all(|anchor| anchor.sum.len() == 19));
            }
        }
    }
}
