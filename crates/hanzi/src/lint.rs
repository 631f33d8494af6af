//! What a rule about plain Chinese text is, and how it reports its hits.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::{marks, rules};

/// A rule: its name, its words, its source and its check.
pub struct Rule {
    /// Its stable name.
    pub name: &'static str,
    /// How much its findings weigh.
    pub severity: Severity,
    /// Whether its hits can be fixed without asking.
    pub fix: bool,
    /// Where it comes from.
    pub source: Source,
    /// Its words in Chinese.
    pub zh: Words,
    /// Its words in English.
    pub en: Words,
    /// Texts in which it finds a fault.
    pub wrong: &'static [&'static str],
    /// Texts that it leaves alone.
    pub right: &'static [&'static str],
    /// Which texts it looks at.
    pub scope: Scope,
    /// The check itself.
    pub check: fn(&Line<'_>, &mut Hits),
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Must be fixed.
    Stop,
    /// Should be looked at.
    Warn,
    /// Worth knowing.
    Note,
}

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A clause of GB/T 15834-2011 on punctuation.
    Punctuation(&'static str),
    /// A clause of GB/T 15835-2011 on numerals.
    Numerals(&'static str),
    /// 《通用规范汉字表》, 《现代汉语词典》 and the usage of editors.
    Usage,
    /// House style.
    House,
}

/// The words of a rule in one language; `{ $found }` and the like stand for the values of a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// What the rule is about.
    pub about: &'static str,
    /// The message of a hit.
    pub message: &'static str,
    /// What to do about it.
    pub hint: &'static str,
}

/// Which texts a rule checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All.
    All,
    /// Texts that say something: no names, units or fixed entries.
    Worded,
}

/// What kind of text it is, as far as rules care.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Running text.
    #[default]
    Text,
    /// A title, a heading, a label.
    Head,
    /// A verse.
    Verse,
    /// A fixed entry: a name, a permit, an address.
    Entry,
}

/// A text without line breaks: a paragraph, a title, a verse.
#[derive(Debug)]
pub struct Line<'t> {
    /// The text.
    pub text: &'t str,
    /// Its kind.
    pub kind: Kind,
    quoted: OnceCell<Vec<bool>>,
}

impl<'t> Line<'t> {
    /// Makes a line of a kind.
    pub fn new(text: &'t str, kind: Kind) -> Self {
        Self { text, kind, quoted: OnceCell::new() }
    }

    /// Whether a byte of the text is between quotation marks.
    pub fn is_quoted(&self, byte: usize) -> bool {
        let quoted = self.quoted.get_or_init(|| marks::quoted(self.text));
        quoted.get(byte).copied().unwrap_or_default()
    }
}

/// Something that a rule found.
#[derive(Clone)]
pub struct Hit {
    /// The rule.
    pub rule: &'static Rule,
    /// The bytes of the text.
    pub range: Range<usize>,
    /// The values of the message's placeables.
    pub args: BTreeMap<&'static str, String>,
    /// The changes that fix it, to be made all or none; empty unless the fix is beyond doubt.
    pub change: Vec<(Range<usize>, String)>,
}

impl Hit {
    /// Sets a placeable of the message.
    pub fn with(&mut self, name: &'static str, value: impl ToString) -> &mut Self {
        self.args.insert(name, value.to_string());
        self
    }

    /// Sets what should stand there; a rule that fixes puts it there.
    pub fn wanted(&mut self, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        if self.rule.fix {
            self.change = vec![(self.range.clone(), text.clone())];
        }
        self.with("wanted", text)
    }

    /// Sets what may have been meant, for a text that can be right as it stands.
    pub fn suggested(&mut self, text: impl Into<String>) -> &mut Self {
        self.with("wanted", text.into())
    }

    /// Sets what should stand there if that is beyond doubt, otherwise only what may have been
    /// meant.
    pub fn wanted_if(&mut self, sure: bool, text: impl Into<String>) -> &mut Self {
        if sure { self.wanted(text) } else { self.suggested(text) }
    }

    /// Fixes it by changes that reach beyond the hit itself.
    pub fn mended(&mut self, change: Vec<(Range<usize>, String)>) -> &mut Self {
        self.change = if self.rule.fix { change } else { Vec::new() };
        self
    }

    /// What the rule says about it: message and hint.
    pub fn says(&self, words: &Words) -> [String; 2] {
        let fill = |text: &str| {
            self.args.iter().fold(text.to_owned(), |text, (name, value)| {
                text.replace(&format!("{{ ${name} }}"), value)
            })
        };
        [fill(words.message), fill(words.hint)]
    }
}

/// What a rule has found so far.
pub struct Hits {
    rule: &'static Rule,
    out: Vec<Hit>,
}

impl Hits {
    /// Adds a hit in a text; `found` in the message stands for the text of the hit.
    pub fn found(&mut self, line: &Line<'_>, range: Range<usize>) -> &mut Hit {
        let words = line.text[range.clone()].to_owned();
        let args = BTreeMap::from([("found", words)]);
        let index = self.out.len();
        self.out.push(Hit { rule: self.rule, range, args, change: Vec::new() });
        &mut self.out[index]
    }
}

impl Rule {
    /// Returns the rule's hits in a text.
    pub fn look(&'static self, line: &Line<'_>) -> Vec<Hit> {
        let mut hits = Hits { rule: self, out: Vec::new() };
        (self.check)(line, &mut hits);
        hits.out
    }
}

/// Checks a text against every rule, each of its lines as running text, and returns the hits in
/// text order.
pub fn lint(text: &str) -> Vec<Hit> {
    let mut out = Vec::new();
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let line = Line::new(whole.trim_end_matches(['\n', '\r']), Kind::Text);
        let moved = |range: Range<usize>| range.start + start..range.end + start;
        out.extend(rules::ALL.iter().flat_map(|entry| entry.rule.look(&line)).map(|hit| Hit {
            range: moved(hit.range),
            change: hit.change.into_iter().map(|(range, text)| (moved(range), text)).collect(),
            ..hit
        }));
        start += whole.len();
    }
    out.sort_by_key(|hit| (hit.range.start, hit.range.end));
    out
}

/// The most rounds of fixing: a change may let another rule see what it could not see before.
const ROUNDS: usize = 8;

/// Returns a text with everything fixed that can be fixed without asking.
pub fn mend(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let mut changes = Vec::new();
        for hit in lint(&text) {
            let free = |(range, _): &(Range<usize>, String)| {
                changes.iter().all(|(other, _): &(Range<usize>, String)| {
                    range.end <= other.start || other.end <= range.start
                })
            };
            if hit.change.iter().all(free) {
                changes.extend(hit.change);
            }
        }
        if changes.is_empty() {
            break;
        }
        changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, wanted) in changes {
            text.replace_range(range, &wanted);
        }
    }
    text
}
