//! A passage: a text as it prints, with the place of each character in its file.

use std::ops::Range;

/// Stands for what is not prose: code, an address, a note's mark.
pub const MASK: char = '\u{fffc}';

/// How far a character may be after the one before it: an escape, an emphasis mark, a line end with
/// indentation.
const GAP: usize = 64;

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The title of an article, or a cover line.
    Title,
    /// 引题, 副题, running head.
    Deck,
    /// A heading within a text.
    Heading,
    /// Running text: paragraphs, list items, notes, captions, leads.
    Text,
    /// A quotation set off from the text.
    Quotation,
    /// A verse.
    Verse,
    /// A table cell, or a label in a chart.
    Cell,
    /// The title of a box, a table or a chart.
    Label,
    /// What can be seen in a picture: its alternative text.
    Alt,
    /// Who made a picture: its credit.
    Credit,
    /// The name of a person.
    Name,
    /// 单位, or where facts come from.
    Unit,
    /// A fixed entry of the periodical: its name, its permit, its addresses.
    Entry,
}

impl Kind {
    /// What rules about plain Chinese text take it for.
    pub fn plain(self) -> hanzi::Kind {
        match self {
            Self::Title | Self::Heading | Self::Label => hanzi::Kind::Head,
            Self::Verse => hanzi::Kind::Verse,
            Self::Entry => hanzi::Kind::Entry,
            _ => hanzi::Kind::Text,
        }
    }
}

/// What a text or a label is part of, if its kind does not say so. Layouts set each of these in its
/// own face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Construct {
    /// The article itself, and sidebars.
    Body,
    /// Data files: leads, the texts and titles of fillers and of the cover's inside pages.
    Data,
    /// A footnote.
    Note,
    /// A caption.
    Caption,
    /// An infobox.
    Infobox,
    /// The points of an article.
    Points,
    /// A pull quote.
    Pullquote,
    /// Questions and answers.
    Turns,
    /// A poem.
    Poem,
    /// A short item.
    Item,
    /// Rows of a name and a text.
    Entries,
}

/// How a character is emphasised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Voice {
    /// Not at all.
    #[default]
    Plain,
    /// Strongly.
    Strong,
    /// By another face.
    Emph,
    /// In both ways.
    Both,
}

impl Voice {
    /// This emphasis, nested in another.
    pub fn within(self, outer: Self) -> Self {
        match (outer, self) {
            (Self::Plain, voice) | (voice, Self::Plain) => voice,
            (outer, inner) if outer == inner => inner,
            _ => Self::Both,
        }
    }
}

/// A text as it prints.
#[derive(Debug, Clone)]
pub struct Passage {
    /// What it is.
    pub kind: Kind,
    /// What it is part of.
    pub construct: Construct,
    /// The emphasis of the characters added next.
    pub voice: Voice,
    /// The text; [`MASK`] stands for what is not prose.
    pub text: String,
    /// For each byte of the text, the byte of the file where its character begins.
    at: Vec<usize>,
    /// For each byte of the text, whether it is between quotation marks.
    quoted: Vec<bool>,
    /// For each byte of the text, its emphasis.
    voices: Vec<Voice>,
}

impl Passage {
    /// A passage without text.
    pub fn new(kind: Kind, construct: Construct) -> Self {
        Self {
            kind,
            construct,
            voice: Voice::Plain,
            text: String::new(),
            at: Vec::new(),
            quoted: Vec::new(),
            voices: Vec::new(),
        }
    }

    /// A passage whose text is in `source` from the byte `from` on.
    pub fn found(
        (kind, construct): (Kind, Construct),
        text: &str,
        source: &str,
        from: usize,
    ) -> Self {
        let mut passage = Self::new(kind, construct);
        passage.align(text, source, from);
        passage.finish()
    }

    /// A part of it that is of another kind.
    pub fn part(&self, range: Range<usize>, kind: Kind) -> Self {
        let mut part = Self::new(kind, self.construct);
        for (at, c) in self.text[range.clone()].char_indices() {
            part.voice = self.voice_at(range.start + at);
            part.push(c, self.at[range.start + at]);
        }
        part
    }

    /// Adds a character that stands at a byte of the file.
    pub fn push(&mut self, c: char, byte: usize) {
        self.text.push(c);
        self.at.extend(std::iter::repeat_n(byte, c.len_utf8()));
        self.voices.extend(std::iter::repeat_n(self.voice, c.len_utf8()));
    }

    /// Adds a text, looking for its characters in the file from a byte on; returns the byte after
    /// it.
    pub fn align(&mut self, text: &str, source: &str, from: usize) -> usize {
        let mut cursor = from;
        for c in text.chars() {
            let rest = source.get(cursor..).unwrap_or_default();
            let near = rest.char_indices().take(GAP).find(|&(_, other)| other == c);
            match near {
                Some((skipped, _)) => {
                    self.push(c, cursor + skipped);
                    cursor += skipped + c.len_utf8();
                }
                None => self.push(c, cursor.min(source.len())),
            }
        }
        cursor
    }

    /// Marks what is between quotation marks.
    pub fn finish(mut self) -> Self {
        self.quoted = hanzi::marks::quoted(&self.text);
        self
    }

    /// The emphasis of a byte of the text.
    pub fn voice_at(&self, byte: usize) -> Voice {
        self.voices.get(byte).copied().unwrap_or_default()
    }

    /// Whether a byte of the text is between quotation marks.
    pub fn is_quoted(&self, byte: usize) -> bool {
        self.quoted.get(byte).copied().unwrap_or_default()
    }

    /// The bytes of the file that a range of the text comes from.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let start = self.at.get(range.start).copied();
        let start = start.unwrap_or_else(|| self.end());
        let last = self.text[..range.end].char_indices().next_back();
        let end = last
            .filter(|_| range.end > range.start)
            .map_or(start, |(at, c)| self.at[at] + if c == MASK { 0 } else { c.len_utf8() });
        start..end.max(start)
    }

    /// The byte of the file after the passage.
    fn end(&self) -> usize {
        let last = self.text.char_indices().next_back();
        last.map_or(0, |(at, c)| self.at[at] + c.len_utf8())
    }

    /// Whether it is running text: sentences, not entries.
    pub fn runs(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::Quotation | Kind::Alt | Kind::Deck | Kind::Verse)
    }

    /// Whether it is in the periodical's own words: not a name, unit, credit or entry.
    pub fn is_worded(&self) -> bool {
        !matches!(self.kind, Kind::Name | Kind::Unit | Kind::Credit | Kind::Entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_keep_their_places() {
        let source = "x: 甲\\*乙**丙**丁";
        let passage = Passage::found((Kind::Text, Construct::Body), "甲*乙丙丁", source, 3);
        let place =
            |c: char| passage.bytes(passage.text.find(c).unwrap()..passage.text.len()).start;
        for c in ['甲', '*', '乙', '丙', '丁'] {
            let wanted =
                if c == '*' { source.find("*乙").unwrap() } else { source.find(c).unwrap() };
            assert_eq!(place(c), wanted, "{c}");
        }
    }

    #[test]
    fn knows_what_is_quoted() {
        let passage = Passage::found((Kind::Text, Construct::Body), "他说“好”了", "他说“好”了", 0);
        let quoted: Vec<bool> =
            passage.text.char_indices().map(|(at, _)| passage.is_quoted(at)).collect();
        assert_eq!(quoted, [false, false, false, true, false, false]);
    }

    #[test]
    fn emphasis_within_emphasis_is_both() {
        use Voice::{Both, Emph, Plain, Strong};
        for (outer, inner, voice) in [
            (Plain, Strong, Strong),
            (Emph, Plain, Emph),
            (Emph, Strong, Both),
            (Strong, Strong, Strong),
            (Both, Emph, Both),
        ] {
            assert_eq!(inner.within(outer), voice, "{inner:?} within {outer:?}");
        }
    }
}
