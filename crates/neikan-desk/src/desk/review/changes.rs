//! What changed between two contents: by lines, and within a line by words, where a Han character
//! is a word by itself.

use std::ops::Range;
use std::rc::Rc;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::heavy::Heavy;
use crate::manuscript::prose;
use hanzi::is_han;

/// Punctuation; half-width and full-width marks count alike.
const PUNCTUATION: &str = ",.;:?!\"'()-\u{ff0c}\u{3002}\u{3001}\u{ff1b}\u{ff1a}\u{ff1f}\u{ff01}\u{201c}\u{201d}\u{2018}\u{2019}\u{300c}\u{300d}\u{300e}\u{300f}\u{ff08}\u{ff09}\u{300a}\u{300b}\u{3008}\u{3009}\u{3010}\u{3011}\u{2014}\u{2026}\u{b7}\u{ff5e}";

/// How many characters are shown before and after a change.
const AROUND: usize = 10;

/// A place where two contents differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What is before it on its line.
    pub before: String,
    /// What was there.
    pub old: String,
    /// What is there now.
    pub new: String,
    /// What is after it on its line.
    pub after: String,
}

/// Everything that changed between two contents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Where they differ.
    pub places: Vec<Change>,
    /// How many characters of printed text changed, not counting punctuation and spaces. Markup,
    /// the names of keys and attributes, paths and addresses do not print.
    pub characters: usize,
    /// Whether a picture, the section, the kind, the serial or what is struck through changed.
    pub structure: bool,
    /// The changes that must go back to the reviewers however short they are; empty until the
    /// changes are weighed.
    pub heavy: Vec<Heavy>,
}

/// A range in which two lines, or two runs of lines, differ.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The lines as they were.
    pub was: Rc<str>,
    /// The lines as they are.
    pub is: Rc<str>,
    /// The bytes of `was` that were removed.
    pub old: Range<usize>,
    /// The bytes of `is` that were added.
    pub new: Range<usize>,
}

/// Compares two contents.
pub fn changes(old: &str, new: &str) -> Changes {
    let (differences, structure) = differences(old, new);
    // What is struck through prints as before, but says the opposite.
    let structure = structure || old.matches("~~").count() != new.matches("~~").count();
    let places: Vec<Change> = differences.iter().map(Difference::place).collect();
    Changes { characters: printed_changes(old, new), places, structure, heavy: Vec::new() }
}

/// How many characters changed in the printed text of two contents.
fn printed_changes(old: &str, new: &str) -> usize {
    let (old, new) = (printed(old), printed(new));
    let mut all = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, &old, &new) {
        if let DiffOp::Equal { .. } = operation {
            continue;
        }
        let (from, to) = (&old[operation.old_range()], &new[operation.new_range()]);
        if from.len() == to.len() {
            from.iter().zip(to).for_each(|(from, to)| compare(from, to, &mut all));
        } else {
            compare(&from.join("\n"), &to.join("\n"), &mut all);
        }
    }
    all.iter().map(weight).sum()
}

/// The texts of a content that print: the values of its front matter, then its body without markup.
fn printed(content: &str) -> Vec<String> {
    let (head, body) = content.split_once("\n---\n").unwrap_or(("", content));
    let values = head.lines().filter(|line| PRINTED.iter().any(|key| line.starts_with(key)));
    let values = values.filter_map(|line| serde_json::from_str(line.split_once(" = ")?.1).ok());
    let prose::Body { mut passages, asides } = prose::body(body, 0);
    passages.extend(asides);
    passages.sort_by_key(|passage| passage.bytes(0..passage.text.len()).start);
    values.chain(passages.into_iter().map(|passage| passage.text)).collect()
}

/// Words of a text that are not as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Altered {
    /// The text, by its number.
    pub text: usize,
    /// Its characters; none where something was removed in front of one of them, or at its end.
    pub characters: Range<usize>,
    /// What was there.
    pub was: String,
}

/// Compares texts that are read one after the other, word by word.
pub fn altered(old: &[&str], new: &[&str]) -> Vec<Altered> {
    let mut all = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, old, new) {
        if let DiffOp::Equal { .. } = operation {
            continue;
        }
        let (from, to) = (&old[operation.old_range()], &new[operation.new_range()]);
        let first = operation.new_range().start;
        let alike = from.len() == to.len();
        let pairs: Vec<(usize, String, String)> = match alike {
            true => from
                .iter()
                .zip(to)
                .enumerate()
                .map(|(at, (from, to))| (first + at, (*from).to_owned(), (*to).to_owned()))
                .collect(),
            false => vec![(first, from.join("\n"), to.join("\n"))],
        };
        for (at, from, to) in pairs {
            let mut differences = Vec::new();
            compare(&from, &to, &mut differences);
            for own in &differences {
                all.extend(parted(own, at, new));
            }
        }
    }
    all
}

/// A difference between runs of texts, text by text; the run begins with the text `first`.
fn parted(own: &Difference, first: usize, texts: &[&str]) -> Vec<Altered> {
    let count = |part: &str| part.chars().count();
    let (before, come) = (&own.is[..own.new.start], own.come());
    let mut text = first + before.matches('\n').count();
    let mut at = count(before.rsplit('\n').next().unwrap_or_default());
    let mut was = own.gone().replace('\n', "");
    if own.is.is_empty() && text >= texts.len() {
        // Whole texts are gone behind the last one.
        let Some(last) = texts.len().checked_sub(1) else { return Vec::new() };
        let end = count(texts[last]);
        return vec![Altered { text: last, characters: end..end, was }];
    }
    let mut all = Vec::new();
    for part in come.split('\n') {
        let end = at + count(part);
        if end > at || !was.is_empty() {
            all.push(Altered { text, characters: at..end, was: std::mem::take(&mut was) });
        }
        (text, at) = (text + 1, 0);
    }
    all
}

/// Where two contents differ, and whether a line that is not text is among the differences.
pub fn differences(old: &str, new: &str) -> (Vec<Difference>, bool) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let (mut all, mut structure) = (Vec::new(), false);
    for operation in capture_diff_slices(Algorithm::Patience, &old, &new) {
        if let DiffOp::Equal { .. } = operation {
            continue;
        }
        let (from, to) = (&old[operation.old_range()], &new[operation.new_range()]);
        structure |= from.iter().chain(to).any(|line| structural(line));
        if from.len() == to.len() {
            from.iter().zip(to).for_each(|(from, to)| compare(from, to, &mut all));
        } else {
            compare(&from.join("\n"), &to.join("\n"), &mut all);
        }
    }
    (all, structure)
}

/// Compares two lines word by word.
fn compare(was: &str, is: &str, all: &mut Vec<Difference>) {
    let (old, new) = (words(was), words(is));
    let bytes = |words: &[&str]| words.iter().map(|word| word.len()).sum::<usize>();
    let span = |words: &[&str], range: Range<usize>| {
        let start = bytes(&words[..range.start]);
        start..start + bytes(&words[range])
    };
    let (was, is): (Rc<str>, Rc<str>) = (was.into(), is.into());
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if let DiffOp::Equal { .. } = operation {
            continue;
        }
        all.push(Difference {
            was: was.clone(),
            is: is.clone(),
            old: span(&old, operation.old_range()),
            new: span(&new, operation.new_range()),
        });
    }
}

impl Difference {
    /// What was there.
    pub fn gone(&self) -> &str {
        &self.was[self.old.clone()]
    }

    /// What is there now.
    pub fn come(&self) -> &str {
        &self.is[self.new.clone()]
    }

    /// The change as a report shows it.
    fn place(&self) -> Change {
        Change {
            before: last(&self.is[..self.new.start], AROUND),
            old: self.gone().to_owned(),
            new: self.come().to_owned(),
            after: first(&self.is[self.new.end..], AROUND),
        }
    }
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

/// The lines of the front matter whose values print.
const PRINTED: [&str; 8] = [
    "/authors/",
    "/deck ",
    "/kicker ",
    "/lead ",
    "/photographers",
    "/running ",
    "/sources",
    "/title ",
];

/// Whether a line of the front matter is one that no proofreader may sign off.
fn structural(line: &str) -> bool {
    let keys = [
        "/pictures/",
        "/section ",
        "/kind ",
        "/serial/",
        "/document/",
        "/speech/",
        "/writing ",
        "/public ",
        "/waivers/",
    ];
    keys.iter().any(|key| line.starts_with(key))
}

/// Splits a line into words: Han characters, marks, runs of blanks, and runs of letters and digits.
fn words(line: &str) -> Vec<&str> {
    let class = |c: char| match c {
        c if is_han(c) || PUNCTUATION.contains(c) => 0,
        c if c.is_whitespace() => 1,
        c if c.is_alphanumeric() => 2,
        _ => 0,
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in line.char_indices() {
        let own = class(c);
        if at > 0 && (own == 0 || last != Some(own)) {
            words.push(&line[start..at]);
            start = at;
        }
        last = Some(own);
    }
    if start < line.len() {
        words.push(&line[start..]);
    }
    words
}

/// How many characters of a change count: the longer of old and new.
fn weight(change: &Difference) -> usize {
    let count = |text: &str| text.chars().filter(|c| counts(*c)).count();
    count(change.gone()).max(count(change.come()))
}

/// Whether a character counts: it is neither a blank nor punctuation nor a stand-in for something
/// else.
pub fn counts(c: char) -> bool {
    !c.is_whitespace() && !PUNCTUATION.contains(c) && c != prose::MASK
}

fn first(text: &str, count: usize) -> String {
    text.lines().next().unwrap_or_default().chars().take(count).collect()
}

fn last(text: &str, count: usize) -> String {
    let line = text.rsplit('\n').next().unwrap_or_default();
    let skip = line.chars().count().saturating_sub(count);
    line.chars().skip(skip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Vec<(String, String)> {
        changes(old, new).places.into_iter().map(|c| (c.old, c.new)).collect()
    }

    fn pair(old: &str, new: &str) -> (String, String) {
        (old.to_owned(), new.to_owned())
    }

    #[test]
    fn changes_are_found_by_character_and_by_word() {
        let found = shown("甲\n司称员莫秋容站在那里。\n", "甲\n司秤员莫秋容站在那里\u{ff01}\n");
        assert_eq!(found, [pair("称", "秤"), pair("。", "\u{ff01}")]);
        assert_eq!(
            shown("发往 Shanghai 1450 公里", "发往 Shanghai 1540 公里"),
            [pair("1450", "1540")]
        );
        let change =
            &changes("一二三四五六七八九十甲乙丙丁称", "一二三四五六七八九十甲乙丙丁秤").places[0];
        assert_eq!(change.before, "五六七八九十甲乙丙丁");
    }

    #[test]
    fn punctuation_does_not_count_and_the_longer_side_does() {
        assert_eq!(changes("好,很好.", "好\u{ff0c}很好。").characters, 0);
        assert_eq!(changes("好", "好得很").characters, 2);
        assert_eq!(changes("好得很", "好").characters, 2);
        assert_eq!(changes("一段。\n二段。\n", "一段。\n").characters, 2);
        assert_eq!(changes("**好**", "好").characters, 0);
    }

    #[test]
    fn only_what_prints_counts() {
        let with = |head: &str, body: &str| format!("neikan article 1\n{head}---\n{body}\n");
        let old = with("/title = \"甲\"\n", "![碗](images/a.jpg \"图。\")\n\n正文。");
        let unit = "/authors/000/unit = \"荔塘供销社\"\n/title = \"甲\"\n";
        for (head, body, count) in [
            // Five characters, whatever the names of the keys.
            (unit, "![碗](images/a.jpg \"图。\")\n\n正文。", 5),
            ("/title = \"甲\"\n", "![碗](images/a.jpg \"图。\"){credit=\"何岸 摄\"}\n\n正文。", 3),
            (
                "/title = \"甲\"\n",
                "![碗](images/a.jpg \"图。\"){.full focus=\"50% 40%\"}\n\n正文。",
                0,
            ),
            ("/title = \"甲\"\n", "![碗](images/a.jpg \"图。\")\n\n[正文](https://a.b/c)。", 0),
            (
                "/title = \"甲\"\n",
                "![碗](images/a.jpg \"图。\")\n\n**正**文[^a]。\n\n[^a]: 注。",
                1,
            ),
            ("/title = \"甲\"\n", "![碗](images/a.jpg \"图。\")\n\n[正]{ruby=\"zhèng\"}文。", 5),
        ] {
            assert_eq!(changes(&old, &with(head, body)).characters, count, "{head}{body}");
        }
    }

    #[test]
    fn what_is_altered_is_told_text_by_text() {
        let told = |old: &[&str], new: &[&str]| -> Vec<(usize, Range<usize>, String)> {
            let all = altered(old, new).into_iter();
            all.map(|own| (own.text, own.characters, own.was)).collect()
        };
        let own = |text, characters, was: &str| (text, characters, was.to_owned());
        assert_eq!(told(&["甲乙", "丙丁"], &["甲乙", "丙戊"]), [own(1, 1..2, "丁")]);
        assert_eq!(told(&["甲乙", "丙丁"], &["甲乙", "丙"]), [own(1, 1..1, "丁")]);
        assert_eq!(told(&["甲乙"], &["甲乙", "丙丁"]), [own(1, 0..2, "")]);
        // What is gone is told at the text after it, or at the end of the last.
        assert_eq!(told(&["甲乙", "丙丁"], &["丙丁"]), [own(0, 0..0, "甲乙")]);
        assert_eq!(told(&["甲乙", "丙丁"], &["甲乙"]), [own(0, 2..2, "丙丁")]);
        // A text that was divided.
        assert_eq!(told(&["甲乙丙丁。"], &["甲乙", "丙丁。"]), []);
        assert_eq!(
            told(&["甲乙丙丁。"], &["甲乙新", "的丙丁。"]),
            [own(0, 2..3, ""), own(1, 0..1, "")]
        );
        assert_eq!(told(&["甲"], &[]), []);
        assert_eq!(told(&[], &["甲"]), [own(0, 0..1, "")]);
    }

    #[test]
    fn pictures_and_sections_are_no_corrections() {
        assert!(changes("/pictures/a = \"1\"\n", "/pictures/a = \"2\"\n").structure);
        assert!(changes("/section = \"a\"\n", "/section = \"b\"\n").structure);
        assert!(changes("甲乙\n", "甲~~乙~~\n").structure);
        assert!(!changes("/title = \"a\"\n", "/title = \"b\"\n").structure);
        assert!(changes("甲\n", "甲\n").is_empty());
    }
}
