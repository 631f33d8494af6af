//! Fixing what can be fixed without asking: what safe rules found.
//!
//! No change is trusted. A file is read again with the changes made, and they stay only if it says
//! the same in the same structure, apart from the characters that were to change, and if no rule
//! and no reader finds more in any line than before. If a file fails with all its changes, they are
//! split up until those that do no harm are found; the others are left for the editor. For changes
//! that are meant to alter the structure, see [`markup()`].

mod markup;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::Value;
use similar::TextDiff;

pub use markup::markup;

use super::Coverage;
use super::{Context, Edit, Patch, Shelf, check_text, check_whole};
use crate::manuscript::Assembly;
use crate::manuscript::prose::{Kind, Text};
use crate::publication::{Project, TEXT_LIMIT, plain_lines, write_in_place};
use neikan_base::diagnostic::{Failure, Findings, Severity};
use neikan_base::fs::read_limited;

/// How many times one file is read again to find the changes that do no harm. Finding one harmful
/// change among a hundred takes fourteen readings.
const TRIALS: usize = 400;

/// A file that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file, relative to the project.
    pub file: String,
    /// What changed, as a unified diff.
    pub diff: String,
}

/// Makes those of the changes proposed for an assembled issue that do no harm; each file is written
/// whole.
///
/// # Errors
/// [`Failure::Machine`] if a file cannot be read or written.
pub fn edits(
    project: &Project,
    assembly: Assembly,
    faces: &dyn Coverage,
    shelf: &Shelf,
    edits: &[Edit],
) -> Result<Vec<Change>, Failure> {
    let mut by_file: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    edits.iter().for_each(|edit| by_file.entry(&edit.file).or_default().push(edit));
    let mut bench = Bench { assembly, faces, shelf, trials: 0 };
    let before = bench.whole();
    let mut mended = Vec::new();
    for (file, edits) in by_file {
        let path = project.root().join(file);
        let Some(old) = text(&path)? else { continue };
        let index = bench.assembly.texts.iter().position(|text| text.file == file);
        // What is on disk must be what the rules looked at.
        let Some(index) = index.filter(|&index| bench.assembly.texts[index].source == old) else {
            continue;
        };
        if let Some(new) = bench.mended(index, apart(edits)).filter(|new| *new != old) {
            mended.push(Mended { file, path, index, old, new });
        }
    }
    if finds_more(&before, &bench.whole()) {
        mended = bench.one_by_one(mended, &before);
    }
    let mut changes = Vec::new();
    for Mended { file, path, old, new, .. } in mended {
        write_in_place(&path, &new)?;
        changes.push(Change { file: file.to_owned(), diff: diff(file, &old, &new) });
    }
    Ok(changes)
}

/// A file with the changes that do it no harm.
struct Mended<'a> {
    file: &'a str,
    path: PathBuf,
    index: usize,
    old: String,
    new: String,
}

/// Changes that do not touch one another; of two that would, the first is kept.
fn apart(mut edits: Vec<&Edit>) -> Vec<&Edit> {
    let start =
        |edit: &Edit| edit.patches.first().map(|patch| (patch.bytes.start, patch.bytes.end));
    edits.sort_by_key(|edit| start(edit));
    // Where each accepted patch begins, with its end.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    edits.retain(|edit| {
        let free = |bytes: &Range<usize>| {
            taken.range(..bytes.end).next_back().is_none_or(|(_, &end)| end <= bytes.start)
        };
        let free = edit.patches.iter().all(|patch| !patch.bytes.is_empty() && free(&patch.bytes));
        if free {
            taken.extend(edit.patches.iter().map(|patch| (patch.bytes.start, patch.bytes.end)));
        }
        free
    });
    edits
}

/// The patches of some changes, in the order of the file.
fn patches<'e>(edits: &[&'e Edit]) -> Vec<&'e Patch> {
    let mut all: Vec<&Patch> = edits.iter().flat_map(|edit| &edit.patches).collect();
    all.sort_by_key(|patch| patch.bytes.start);
    all
}

/// A text with changes made, none of which touches another.
fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut cursor = 0;
    for patch in patches(edits) {
        let Some(before) = text.get(cursor..patch.bytes.start) else { continue };
        out.push_str(before);
        out.push_str(&patch.text);
        cursor = patch.bytes.end;
    }
    out.push_str(text.get(cursor..).unwrap_or_default());
    out
}

/// Where changes are tried before they are made.
struct Bench<'a> {
    assembly: Assembly,
    faces: &'a dyn Coverage,
    shelf: &'a Shelf,
    trials: usize,
}

/// How often each rule finds something in each line.
type Found = BTreeMap<(&'static str, usize), usize>;

fn found(findings: &Findings) -> Found {
    let mut found = Found::new();
    for finding in findings.iter().filter(|finding| finding.severity > Severity::Note) {
        let line = finding.place.as_ref().map_or(0, |place| place.line);
        *found.entry((finding.rule, line)).or_default() += 1;
    }
    found
}

fn finds_more(before: &Found, after: &Found) -> bool {
    after.iter().any(|(key, count)| before.get(key).is_none_or(|old| old < count))
}

/// What a file says, and what is found in it.
struct Reading {
    /// Everything that was read from it.
    tree: Value,
    /// The printed texts.
    passages: Vec<(Kind, String)>,
    found: Found,
}

impl Bench<'_> {
    /// The text of a file with those changes that do no harm.
    fn mended(&mut self, index: usize, edits: Vec<&Edit>) -> Option<String> {
        let source = self.assembly.texts.get(index)?.source.clone();
        let before = self.read(index, source.clone())?;
        let old = self.assembly.texts.get(index).map(printed)?;
        self.trials = 0;
        let mut kept: Vec<&Edit> = Vec::new();
        // The changes that are still to be tried, the next ones last.
        let mut waiting = vec![edits.as_slice()];
        while let Some(some) = waiting.pop().filter(|_| self.trials < TRIALS) {
            let all = [kept.as_slice(), some].concat();
            let after = self.read(index, apply(&source, &all));
            if after.is_some_and(|after| is_harmless(&source, &old, &before, &after, &all)) {
                kept = all;
            } else if some.len() > 1 {
                let (first, second) = some.split_at(some.len() / 2);
                waiting.extend([second, first]);
            }
        }
        let mended = apply(&source, &kept);
        // The bench goes on to the next file with this one as it will be.
        self.read(index, mended.clone()).map(|_| mended)
    }

    /// Reads a text in place of another, and checks it against the rules.
    fn read(&mut self, index: usize, source: String) -> Option<Reading> {
        self.trials += 1;
        let mut findings = Findings::default();
        let tree = self.assembly.reread(index, source, &mut findings)?;
        let context = Context { assembly: &self.assembly, faces: self.faces, shelf: self.shelf };
        findings.extend(check_text(&context, index).findings);
        let text = &self.assembly.texts[index];
        let passages = text.passages.iter().map(|p| (p.kind, p.text.clone())).collect();
        Some(Reading { tree, passages, found: found(&findings) })
    }

    /// What is found in the issue as a whole with its texts as they are now.
    fn whole(&self) -> Found {
        let context = Context { assembly: &self.assembly, faces: self.faces, shelf: self.shelf };
        found(&check_whole(&context).findings)
    }

    /// Those of the files whose changes add no finding about the issue as a whole.
    fn one_by_one<'m>(&mut self, mended: Vec<Mended<'m>>, before: &Found) -> Vec<Mended<'m>> {
        for file in &mended {
            self.read(file.index, file.old.clone());
        }
        let mut kept = Vec::new();
        for file in mended {
            self.read(file.index, file.new.clone());
            if finds_more(before, &self.whole()) {
                self.read(file.index, file.old.clone());
            } else {
                kept.push(file);
            }
        }
        kept
    }
}

/// The printed texts of a file, each character with the byte where it begins in the file.
type Printed = Vec<(Kind, Vec<(char, usize)>)>;

fn printed(text: &Text) -> Printed {
    let passages = text.passages.iter().map(|passage| {
        let chars = passage.text.char_indices();
        let places = chars.map(|(at, c)| (c, passage.bytes(at..at + c.len_utf8()).start));
        (passage.kind, places.collect())
    });
    passages.collect()
}

/// Whether a file says the same apart from its changes, and nothing more is found in it.
fn is_harmless(
    source: &str,
    old: &Printed,
    before: &Reading,
    after: &Reading,
    edits: &[&Edit],
) -> bool {
    if finds_more(&before.found, &after.found) {
        return false;
    }
    let patches = patches(edits);
    let (wanted, inside, outside) = expected(source, old, &patches);
    let mut changed = Delta::default();
    wanted == after.passages
        && changed.between(&before.tree, &after.tree)
        && (changed == inside || changed == inside.and(&outside))
}

/// The printed texts as they should be once changes are made, with the characters that come and go
/// in them, and those that come and go elsewhere: in code, in the names of a chart's series.
fn expected(
    source: &str,
    old: &Printed,
    patches: &[&Patch],
) -> (Vec<(Kind, String)>, Delta, Delta) {
    let mut inside = Delta::default();
    let mut done = vec![false; patches.len()];
    let mut texts = Vec::with_capacity(old.len());
    for (kind, chars) in old {
        let mut text = String::new();
        for &(c, byte) in chars {
            let next = patches.partition_point(|patch| patch.bytes.end <= byte);
            match patches.get(next).filter(|patch| patch.bytes.start <= byte) {
                None => text.push(c),
                Some(patch) => {
                    inside.count(c, -1);
                    if !std::mem::replace(&mut done[next], true) {
                        text.push_str(&patch.text);
                        patch.text.chars().for_each(|c| inside.count(c, 1));
                    }
                }
            }
        }
        texts.push((*kind, text));
    }
    let mut outside = Delta::default();
    for (patch, _) in patches.iter().zip(done).filter(|(_, done)| !done) {
        source[patch.bytes.clone()].chars().for_each(|c| outside.count(c, -1));
        patch.text.chars().for_each(|c| outside.count(c, 1));
    }
    (texts, inside, outside)
}

/// How many more (above zero) or fewer (below) there are of each character.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Delta(BTreeMap<char, i64>);

impl Delta {
    fn count(&mut self, c: char, by: i64) {
        let count = self.0.entry(c).or_default();
        *count += by;
        if *count == 0 {
            self.0.remove(&c);
        }
    }

    fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        other.0.iter().for_each(|(&c, &by)| both.count(c, by));
        both
    }

    /// Counts what came and went between two trees; returns whether everything else in them is the
    /// same.
    fn between(&mut self, old: &Value, new: &Value) -> bool {
        match (old, new) {
            (Value::String(old), Value::String(new)) => {
                if old != new {
                    old.chars().for_each(|c| self.count(c, -1));
                    new.chars().for_each(|c| self.count(c, 1));
                }
                true
            }
            (Value::Array(old), Value::Array(new)) => {
                let mut both = old.iter().zip(new);
                old.len() == new.len() && both.all(|(old, new)| self.between(old, new))
            }
            (Value::Object(old), Value::Object(new)) => {
                let mut both = old.iter().zip(new);
                old.len() == new.len()
                    && both.all(|(old, new)| old.0 == new.0 && self.between(old.1, new.1))
            }
            _ => old == new,
        }
    }
}

fn diff(file: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new).unified_diff().context_radius(0).header(file, file).to_string()
}

/// A text as the rules look at it, whatever its line ends.
fn text(path: &Path) -> Result<Option<String>, Failure> {
    let bytes = read_limited(path, TEXT_LIMIT).map_err(|reason| Failure::machine(path, reason))?;
    Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map(|text| plain_lines(&text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(parts: &[(Range<usize>, &str)]) -> Edit {
        let patch = |(bytes, text): &(Range<usize>, &str)| Patch {
            bytes: bytes.clone(),
            text: (*text).to_owned(),
        };
        Edit { file: String::new(), patches: parts.iter().map(patch).collect() }
    }

    #[test]
    fn of_overlapping_changes_the_first_is_made_whole() {
        let edits = [edit(&[(3..5, "X")]), edit(&[(0..1, "Y"), (6..7, "W")]), edit(&[(4..6, "Z")])];
        assert_eq!(apply("abcdefg", &apart(edits.iter().collect())), "YbcXfW");
        let pairs = [edit(&[(0..1, "("), (4..5, ")")]), edit(&[(2..3, "-"), (4..5, "!")])];
        assert_eq!(apply("abcdefg", &apart(pairs.iter().collect())), "(bcd)fg");
    }

    #[test]
    fn trees_differ_in_their_texts_alone() {
        let old = serde_json::json!([{ "t": "text", "s": "甲,乙" }]);
        let mut delta = Delta::default();
        assert!(delta.between(&old, &serde_json::json!([{ "t": "text", "s": "甲，乙" }])));
        assert_eq!(delta.0, [(',', -1), ('，', 1)].into());
        let other = serde_json::json!([{ "t": "text", "s": "甲,乙" }, { "t": "break" }]);
        assert!(!Delta::default().between(&old, &other));
    }
}
