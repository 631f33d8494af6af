//! What a rule is, and how it says what it found.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

pub use hanzi::{Found, Pattern};

use super::Context;
use super::Printed;
use crate::manuscript::model::{Figure, Picture};
use crate::manuscript::prose::{Passage, SourceFile, Text};
use neikan_base::diagnostic::{Place, Severity};
use neikan_base::locale::Language;
pub use neikan_base::rulebook::Words;

/// A rule: its name, its words, where it comes from, and how it looks at an issue.
pub struct Rule {
    /// Its stable name, which is also the key of its message.
    pub name: &'static str,
    /// How much its findings weigh, unless the publication says otherwise.
    pub severity: Severity,
    /// Whether `check --fix` fixes what it finds.
    pub fix: bool,
    /// Where it comes from.
    pub source: Source,
    /// Its words in Chinese.
    pub zh: Words,
    /// Its words in English.
    pub en: Words,
    /// Examples with a fault that it finds: see [`examples`](super::examples).
    pub wrong: &'static [&'static str],
    /// Examples that it leaves alone.
    pub right: &'static [&'static str],
    /// How it looks.
    pub check: Check,
}

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An article of 《内部资料性出版物管理办法》 (2015). Such a rule cannot be switched off.
    Measures(&'static str),
    /// A clause of GB/T 15834-2011 on punctuation.
    Punctuation(&'static str),
    /// A clause of GB/T 15835-2011 on numerals.
    Numerals(&'static str),
    /// 《通用规范汉字表》, 《现代汉语词典》 and the usage of editors.
    Usage,
    /// The practice of print shops.
    Print,
    /// The house style of this periodical.
    House,
}

impl Source {
    /// The key of its name in the locales, and the clause to go with it.
    pub fn key(self) -> (&'static str, &'static str) {
        match self {
            Self::Measures(clause) => ("rule-source-measures", clause),
            Self::Punctuation(clause) => ("rule-source-punctuation", clause),
            Self::Numerals(clause) => ("rule-source-numerals", clause),
            Self::Usage => ("rule-source-usage", ""),
            Self::Print => ("rule-source-print", ""),
            Self::House => ("rule-source-house", ""),
        }
    }

    /// Whether it is the law on internal publications.
    pub fn is_law(self) -> bool {
        matches!(self, Self::Measures(_))
    }
}

/// How a rule looks at an issue.
pub enum Check {
    /// At every passage, as it would at any Chinese text.
    Plain(&'static hanzi::Rule),
    /// At every passage.
    Passages(fn(&Passage, &mut Hits<'_>)),
    /// At every passage in the periodical's own words: not names, units or entries.
    Worded(fn(&Passage, &mut Hits<'_>)),
    /// At every picture of an article and the figure it is in: returns whether something is amiss.
    Pictures(fn(&Figure, &Picture) -> bool),
    /// At each text in turn.
    Texts(fn(&Text, &Context<'_>, &mut Hits<'_>)),
    /// At the whole issue.
    Issue(fn(&Context<'_>, &mut Hits<'_>)),
    /// At the finished pages, and so only when an issue is built.
    Pages(fn(&Context<'_>, &Printed, &mut Hits<'_>)),
}

impl Rule {
    /// Its words in a language.
    pub fn words(&self, language: Language) -> &Words {
        Words::of(language, &self.zh, &self.en)
    }

    /// Whether it looks at the issue as a whole.
    pub fn is_wide(&self) -> bool {
        matches!(self.check, Check::Issue(_))
    }

    /// Whether it looks at finished pages.
    pub fn needs_pages(&self) -> bool {
        matches!(self.check, Check::Pages(_))
    }
}

/// A change that fixes what a rule found: made as a whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The file, relative to the project.
    pub file: String,
    /// What changes in it, in the order of the file: only the characters that are wrong.
    pub patches: Vec<Patch>,
}

/// A part of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// The bytes that are replaced; at least one character.
    pub bytes: Range<usize>,
    /// What replaces them.
    pub text: String,
}

/// Something that a rule found.
pub struct Hit {
    /// The rule.
    pub rule: &'static Rule,
    /// Where it is.
    pub place: Place,
    /// What the message's placeables stand for.
    pub args: BTreeMap<&'static str, String>,
    /// The change that would fix it.
    pub edit: Option<Edit>,
    spots: Vec<Spot>,
}

impl Hit {
    /// Sets a placeable of the message.
    pub fn with(&mut self, name: &'static str, value: impl ToString) -> &mut Self {
        self.args.insert(name, value.to_string());
        self
    }

    /// Says what should be there; a rule that fixes puts it there.
    pub fn wanted(&mut self, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        let patches = patches(&self.spots, &text);
        if self.rule.fix && !patches.is_empty() {
            self.edit = Some(Edit { file: self.place.file.clone(), patches });
        }
        self.with("wanted", text)
    }

    /// Says what may be meant there, for a text that can be right as it is: it is reported, but
    /// never changed without asking.
    pub fn suggested(&mut self, text: impl Into<String>) -> &mut Self {
        self.with("wanted", text.into())
    }

    /// Says what should be there if that is certain, otherwise only what may be meant.
    pub fn wanted_if(&mut self, sure: bool, text: impl Into<String>) -> &mut Self {
        if sure { self.wanted(text) } else { self.suggested(text) }
    }

    /// Fixes it by a change that covers more than what was found.
    pub fn mended(&mut self, edit: Option<Edit>) -> &mut Self {
        self.edit = edit.filter(|edit| self.rule.fix && !edit.patches.is_empty());
        self
    }
}

/// A character that was found, and where it is in the file.
#[derive(Debug, Clone)]
struct Spot {
    c: char,
    bytes: Range<usize>,
    /// Whether it is escaped by a backslash before it.
    escaped: bool,
}

/// The characters in a range of a passage, with their places; none if one of them is not written in
/// the file as it prints (an entity, for example).
fn spots(text: &Text, passage: &Passage, range: &Range<usize>) -> Vec<Spot> {
    let mut before = passage.text[..range.start].chars().next_back();
    let found: Option<Vec<Spot>> = passage.text[range.clone()]
        .char_indices()
        .map(|(at, c)| {
            let at = range.start + at;
            let bytes = passage.bytes(at..at + c.len_utf8());
            let stands = text.source.get(bytes.clone())?.chars().eq([c]);
            let slashes = text.source[..bytes.start].chars().rev().take_while(|c| *c == '\\');
            let last = before.replace(c);
            let protected = c.is_ascii_punctuation() && slashes.count() % 2 == 1;
            let escaped = protected && last != Some('\\');
            stands.then_some(Spot { c, bytes, escaped })
        })
        .collect();
    found.unwrap_or_default()
}

/// The smallest changes that turn the characters found into the wanted text.
fn patches(spots: &[Spot], wanted: &str) -> Vec<Patch> {
    if spots.is_empty() {
        return Vec::new();
    }
    let old: Vec<char> = spots.iter().map(|spot| spot.c).collect();
    let new: Vec<char> = wanted.chars().collect();
    let mut after: Vec<String> = old.iter().map(char::to_string).collect();
    for change in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let gone = change.old_range();
        if matches!(change, DiffOp::Equal { .. }) {
            continue;
        }
        after[gone.clone()].iter_mut().for_each(String::clear);
        let put: String = new[change.new_range()].iter().collect();
        match gone.start.checked_sub(1) {
            _ if !gone.is_empty() => after[gone.start] = put,
            Some(last) => after[last].push_str(&put),
            None => after[0].insert_str(0, &put),
        }
    }
    let both = spots.iter().zip(after);
    both.filter(|(spot, text)| !text.chars().eq([spot.c]))
        .map(|(spot, text)| {
            // What replaces an escaped character replaces its backslash too.
            let stays = text.starts_with(spot.c);
            let start = spot.bytes.start - usize::from(spot.escaped && !stays);
            Patch { bytes: start..spot.bytes.end, text }
        })
        .collect()
}

/// What a rule has found so far.
pub struct Hits<'a> {
    rule: &'static Rule,
    text: Option<&'a Text>,
    out: Vec<Hit>,
}

impl<'a> Hits<'a> {
    /// No hits yet.
    pub fn of(rule: &'static Rule) -> Self {
        Self { rule, text: None, out: Vec::new() }
    }

    /// Moves on to another text.
    pub fn turn_to(&mut self, text: &'a Text) {
        self.text = Some(text);
    }

    /// Adds a hit at a place.
    pub fn at(&mut self, place: Place) -> &mut Hit {
        let (rule, args) = (self.rule, BTreeMap::new());
        let index = self.out.len();
        self.out.push(Hit { rule, place, args, edit: None, spots: Vec::new() });
        &mut self.out[index]
    }

    /// Adds a hit in a passage of the current text; its words are the placeable `found` of the
    /// message.
    pub fn found(&mut self, passage: &Passage, range: Range<usize>) -> &mut Hit {
        let bytes = passage.bytes(range.clone());
        let place = self.text.map_or_else(|| Place::file(""), |text| text.place(bytes.start));
        let found = self.text.map(|text| spots(text, passage, &range)).unwrap_or_default();
        let words = passage.text[range].to_owned();
        let hit = self.at(place);
        hit.spots = found;
        hit.with("found", words)
    }

    /// Adds a hit in the file itself, whether or not a passage contains it; its words are the
    /// placeable `found` of the message.
    pub fn written(&mut self, bytes: Range<usize>) -> &mut Hit {
        let text = self.text;
        let words = text.and_then(|text| text.source.get(bytes.clone())).unwrap_or_default();
        let mut start = bytes.start;
        let spots = words.chars().map(|c| {
            let bytes = start..start + c.len_utf8();
            start = bytes.end;
            Spot { c, bytes, escaped: false }
        });
        let spots = spots.collect();
        let place = text.map_or_else(|| Place::file(""), |text| text.place(bytes.start));
        let hit = self.at(place);
        hit.spots = spots;
        hit.with("found", words)
    }

    /// Adds a hit of a rule about plain Chinese text in a passage.
    pub fn take(&mut self, passage: &Passage, hit: hanzi::Hit) {
        let parts: Vec<_> =
            hit.change.iter().map(|(range, wanted)| (range.clone(), wanted.as_str())).collect();
        let edit = if parts.is_empty() { None } else { self.change(passage, &parts) };
        let own = self.found(passage, hit.range);
        own.args.extend(hit.args);
        own.mended(edit);
    }

    /// One change of several parts of a passage; nothing if one of them cannot be made.
    pub fn change(&self, passage: &Passage, parts: &[(Range<usize>, &str)]) -> Option<Edit> {
        let text = self.text?;
        let parts = parts.iter().map(|(range, wanted)| {
            let found = spots(text, passage, range);
            (!found.is_empty()).then(|| patches(&found, wanted))
        });
        let mut patches = parts.collect::<Option<Vec<_>>>()?.concat();
        patches.sort_by_key(|patch| patch.bytes.start);
        Some(Edit { file: text.file.clone(), patches })
    }

    /// Adds what one pattern finds in the periodical's own entries, and another in every other
    /// text; quoted words are left alone.
    pub fn own_or_anywhere(&mut self, text: &Text, own: &Pattern, anywhere: &Pattern) {
        let is_own = matches!(text.of, SourceFile::Publication | SourceFile::Issue);
        let pattern = if is_own { own } else { anywhere };
        for passage in &text.passages {
            let found = pattern.find(&passage.text).map(|found| found.range);
            for range in found.filter(|range| !passage.is_quoted(range.start)) {
                self.found(passage, range);
            }
        }
    }

    /// All the hits.
    pub fn all(self) -> Vec<Hit> {
        self.out
    }
}
