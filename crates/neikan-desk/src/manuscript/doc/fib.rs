//! The header of a document (FIB): which Word wrote it, how long its stories are, where things are.

use std::ops::Range;

use super::bytes::{part, size_at, u16_at, u32_at};
use super::{broken, old};
use neikan_base::diagnostic::Finding;

/// The identifier of Word 97 and later.
const WORD_97: u16 = 0xa5ec;
/// The identifiers of Word 2, Word 6 and Word 95, and of their versions for Chinese, Japanese and
/// Korean.
const OLDER: [u16; 5] = [0xa5db, 0xa5dc, 0xa697, 0xa698, 0xa699];
/// The first version of the format that this reader supports (MS-DOC 2.5.1: nFib 0x00c1).
const VERSION: u16 = 0x00c1;

/// The stories of a document, numbered in the order of their characters. The fourth (3) holds
/// macros, which no document since Word 97 has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// The text itself.
    Main = 0,
    /// Footnotes.
    Footnotes = 1,
    /// Headers and footers.
    Headers = 2,
    /// Comments.
    Comments = 4,
    /// Endnotes.
    Endnotes = 5,
    /// Text boxes.
    Boxes = 6,
}

/// The structures in the table stream, numbered as in the list of offsets (MS-DOC 2.5.6).
#[derive(Debug, Clone, Copy)]
pub enum Table {
    /// The style sheet.
    Styles = 1,
    /// Where footnotes are referred to.
    FootnoteCalls = 2,
    /// Where each footnote begins in its story.
    Footnotes = 3,
    /// Where comments are anchored.
    CommentCalls = 4,
    /// Where each comment begins in its story.
    Comments = 5,
    /// Sections.
    Sections = 6,
    /// Where each header begins in its story.
    Headers = 11,
    /// Pages of character properties.
    Characters = 12,
    /// Pages of paragraph properties.
    Paragraphs = 13,
    /// Names of fonts.
    Fonts = 15,
    /// The piece table.
    Pieces = 33,
    /// Who wrote comments.
    CommentAuthors = 36,
    /// Tags of the ranges that comments are about.
    CommentTags = 37,
    /// Where shapes are anchored.
    Shapes = 40,
    /// Where the ranges that comments are about begin.
    CommentStarts = 42,
    /// Where those ranges end.
    CommentEnds = 43,
    /// Where endnotes are referred to.
    EndnoteCalls = 46,
    /// Where each endnote begins in its story.
    Endnotes = 47,
    /// Drawings.
    Drawings = 50,
    /// Who made changes.
    Reviewers = 51,
    /// Where the text of each text box begins in its story.
    Boxes = 56,
    /// List forms.
    Lists = 73,
    /// Lists, which use the forms and may override parts of them.
    Overrides = 74,
}

/// The header of a document.
#[derive(Debug, Default)]
pub struct Fib {
    /// The name of the stream with the tables.
    pub table_stream: &'static str,
    /// The length of each story, in UTF-16 units.
    lengths: [u32; 7],
    /// Offsets and lengths in the table stream.
    places: Vec<(u32, u32)>,
}

impl Fib {
    /// Reads the header from the main stream.
    ///
    /// # Errors
    /// A finding: it has a password, is older than Word 97, or is damaged.
    pub fn read(main: &[u8]) -> Result<Self, Finding> {
        let number = |at| u16_at(main, at).ok_or_else(|| broken("FIB"));
        let (identifier, version, flags) = (number(0)?, number(2)?, number(0x0a)?);
        if OLDER.contains(&identifier) || (identifier == WORD_97 && version < VERSION) {
            return Err(old("Word 6/95"));
        }
        if identifier != WORD_97 {
            return Err(broken("FIB"));
        }
        if flags & 0x0100 != 0 {
            return Err(Finding::stop("import-word-locked"));
        }
        let words = 32 + 2 + usize::from(number(32)?) * 2;
        let longs = words + 2;
        let places = longs + usize::from(number(words)?) * 4;
        let mut lengths = [0; 7];
        for (at, length) in lengths.iter_mut().enumerate() {
            *length = u32_at(main, longs + (3 + at) * 4).ok_or_else(|| broken("FIB"))?;
        }
        let count = usize::from(number(places)?).min(512);
        let place = |at| Some((u32_at(main, at)?, u32_at(main, at + 4)?));
        let places = (0..count).map_while(|at| place(places + 2 + at * 8)).collect();
        let table_stream = if flags & 0x0200 != 0 { "1Table" } else { "0Table" };
        Ok(Self { table_stream, lengths, places })
    }

    /// The bytes of a structure in the table stream; empty if there is none.
    pub fn table<'a>(&self, stream: &'a [u8], which: Table) -> &'a [u8] {
        let Some(&(place, length)) = self.places.get(which as usize) else { return &[] };
        part(stream, place as usize, length as usize).unwrap_or_default()
    }

    /// The table stream from the beginning of a structure: the lengths of some leave out a part.
    pub fn from<'a>(&self, stream: &'a [u8], which: Table) -> &'a [u8] {
        match self.places.get(which as usize) {
            Some(&(place, length)) if length > 0 => {
                stream.get(place as usize..).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// The length of all stories together, in UTF-16 units.
    pub fn characters(&self) -> u64 {
        self.lengths.iter().copied().map(u64::from).sum()
    }

    /// The range of characters of a story.
    pub fn story(&self, story: Story) -> Range<u32> {
        let before = self.lengths[..story as usize].iter().fold(0u32, |a, b| a.saturating_add(*b));
        before..before.saturating_add(self.lengths[story as usize])
    }
}

/// The day on which, according to its summary, a document was last saved, as `2026-03-05`.
///
/// The summary is a property set (MS-OLEPS); property 13 is a time in units of 100 ns since 1601.
pub fn last_saved(summary: &[u8]) -> Option<String> {
    let section = size_at(summary, 44)?;
    let count = size_at(summary, section.checked_add(4)?)?.min(200);
    let entries = (0..count).map(|at| section + 8 + at * 8);
    let at = entries.into_iter().find(|&at| u32_at(summary, at) == Some(13))?;
    let value = section.checked_add(size_at(summary, at + 4)?)?;
    let time = part(summary, value.checked_add(4)?, 8)?.first_chunk().copied()?;
    let days = u64::from_le_bytes(time) / (86_400 * 10_000_000);
    (days > 0 && days < 1_000_000).then(|| date(days))
}

/// The date this many days after 1601-01-01, which begins a cycle of 400 years.
fn date(days: u64) -> String {
    let (cycle, rest) = (days / 146_097, days % 146_097);
    let century = (rest / 36_524).min(3);
    let rest = rest - century * 36_524;
    let (leaps, rest) = (rest / 1461, rest % 1461);
    let year_of_four = (rest / 365).min(3);
    let mut day = rest - year_of_four * 365;
    let year = 1601 + cycle * 400 + century * 100 + leaps * 4 + year_of_four;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let february = if leap { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", day + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, text) in [
            (0, "1601-01-01"),
            (58, "1601-02-28"),
            (134_774, "1970-01-01"),
            (145_790, "2000-02-29"),
            (146_096, "2000-12-31"),
            (155_291, "2026-03-05"),
        ] {
            assert_eq!(date(days), text);
        }
    }

    #[test]
    fn what_is_no_document_of_word_97_is_refused() {
        let rule = |bytes: &[u8]| Fib::read(bytes).unwrap_err().rule;
        let mut head = vec![0; 64];
        assert_eq!(rule(&head), "import-word-broken");
        head[..4].copy_from_slice(&[0xdc, 0xa5, 0x68, 0]);
        assert_eq!(rule(&head), "import-doc-old");
        head[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
        assert_eq!(rule(&head[..20]), "import-word-broken");
        head[0x0b] = 1;
        assert_eq!(rule(&head), "import-word-locked");
    }
}
