//! Fixing markup that does not work as markup.
//!
//! Such a change is meant to alter the structure, so the whole issue is read again with it,
//! pictures and rules included, and compared. It stays only if nothing more is found (nothing new
//! that stops, and nothing new at all outside the lines concerned), if every text outside those
//! lines is unchanged, and if the letters of those lines are unchanged apart from the marks that
//! became markup.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{Change, Coverage, diff};
use crate::check::markup::{Slip, slips};
use crate::check::rule::Patch;
use crate::check::{Context, Shelf, check};
use crate::manuscript::assemble;
use crate::manuscript::markdown::body_start;
use crate::manuscript::prose::{self, Construct, Kind, Lines, Passage};
use crate::publication::{Project, write_in_place};
use neikan_base::diagnostic::{Failure, Findings, Severity};

/// How many times an issue is read again for one file.
const TRIALS: usize = 40;

/// Fixes those slips in an issue's markup whose change does no harm; each file is written whole.
///
/// # Errors
/// [`Failure::Machine`] if a file cannot be read or written.
pub fn markup(
    project: &Project,
    issue: &str,
    faces: &dyn Coverage,
) -> Result<Vec<Change>, Failure> {
    let mut bench = Bench { project: project.frozen(), issue, faces, trials: 0 };
    let mut before = None;
    let mut changes = Vec::new();
    for path in manuscripts(project, issue) {
        let Some(old) = super::text(&path)? else { continue };
        let found = slips(&old);
        if found.is_empty() {
            continue;
        }
        let state = match before.take() {
            Some(state) => state,
            None => bench.look()?,
        };
        let file = project.show(&path);
        let (state, new) = bench.mended(&path, &file, &old, &found, state)?;
        before = Some(state);
        if new != old {
            write_in_place(&path, &new)?;
            changes.push(Change { diff: diff(&file, &old, &new), file });
        }
    }
    Ok(changes)
}

/// The manuscripts of an issue, without those that are links.
fn manuscripts(project: &Project, issue: &str) -> Vec<PathBuf> {
    let folder = project.issue(issue).join("articles");
    let names = project.article_names(issue).into_iter();
    let paths = names.map(|name| folder.join(format!("{name}.md")));
    paths.filter(|path| path.symlink_metadata().is_ok_and(|data| data.is_file())).collect()
}

/// What is found, by rule, file and line: how often, and whether it stops.
type Found = BTreeMap<(&'static str, String, usize), (usize, bool)>;

/// What is found in an issue.
struct State {
    /// While reading.
    read: Found,
    /// By the rules; nothing if the issue could not be read.
    ruled: Option<Found>,
}

/// Where an issue is read with changes that are not on disk.
struct Bench<'a> {
    project: Project,
    issue: &'a str,
    faces: &'a dyn Coverage,
    trials: usize,
}

impl Bench<'_> {
    /// What is found in the issue as it is on the bench.
    fn look(&self) -> Result<State, Failure> {
        let (assembly, findings) = match assemble(&self.project, self.issue) {
            Ok(assembled) => assembled,
            Err(Failure::Stopped(findings)) => {
                return Ok(State { read: counted(&findings), ruled: None });
            }
            Err(failure) => return Err(failure),
        };
        let shelf = Shelf::load(&self.project, self.issue, &mut Findings::default());
        let context = Context { assembly: &assembly, faces: self.faces, shelf: &shelf };
        let ruled = Some(counted(&check(&context).findings));
        Ok(State { read: counted(&findings), ruled })
    }

    /// The text of a file with those changes that do no harm, and what is then found.
    fn mended(
        &mut self,
        path: &Path,
        file: &str,
        old: &str,
        slips: &[Slip],
        before: State,
    ) -> Result<(State, String), Failure> {
        self.trials = 0;
        let mut kept: Vec<&Slip> = Vec::new();
        let (mut state, mut text) = (before, old.to_owned());
        let all: Vec<&Slip> = slips.iter().collect();
        let mut waiting = vec![all.as_slice()];
        while let Some(some) = waiting.pop().filter(|_| self.trials < TRIALS) {
            let trial = [kept.as_slice(), some].concat();
            let new = apply(old, &trial);
            let same_words = new.as_ref().is_some_and(|new| says_the_same(old, new, &trial));
            let after = match new.filter(|_| same_words) {
                Some(new) => {
                    self.trials += 1;
                    let bench = self.with(path, &new);
                    let after = bench.look()?;
                    let lines = |line: usize| trial.iter().any(|slip| slip.lines.contains(&line));
                    state.finds_no_more(&after, file, &lines).then_some((after, new))
                }
                None => None,
            };
            match after {
                Some((after, new)) => (kept, state, text) = (trial, after, new),
                None if some.len() > 1 => {
                    let (first, second) = some.split_at(some.len() / 2);
                    waiting.extend([second, first]);
                }
                None => {}
            }
        }
        self.project = self.project.with_text(path, &text);
        Ok((state, text))
    }

    fn with(&self, path: &Path, text: &str) -> Self {
        let Self { issue, faces, trials, .. } = *self;
        Self { project: self.project.with_text(path, text), issue, faces, trials }
    }
}

fn counted(findings: &Findings) -> Found {
    let mut found = Found::new();
    for finding in findings.iter().filter(|finding| finding.severity > Severity::Note) {
        let place = finding.place.as_ref();
        let (file, line) = place.map_or_else(Default::default, |at| (at.file.clone(), at.line));
        let entry = found.entry((finding.rule, file, line)).or_default();
        entry.0 += 1;
        entry.1 |= finding.severity == Severity::Stop;
    }
    found
}

impl State {
    /// Whether no more is found in `after` than in `self`: nothing that stops, and nothing at all
    /// outside the changed lines of a file.
    fn finds_no_more(&self, after: &Self, file: &str, changed: &dyn Fn(usize) -> bool) -> bool {
        let no_more = |before: &Found, after: &Found| {
            after.iter().all(|(key, (count, stops))| {
                let known = before.get(key).is_some_and(|(old, _)| count <= old);
                known || (!stops && key.1 == file && changed(key.2))
            })
        };
        let read = no_more(&self.read, &after.read);
        match (&self.ruled, &after.ruled) {
            (Some(before), Some(after)) => read && no_more(before, after),
            // What the rules would say could not be known before.
            (None, _) => read,
            (Some(_), None) => false,
        }
    }
}

/// A text with slips fixed; nothing if two of them would change the same bytes.
fn apply(text: &str, slips: &[&Slip]) -> Option<String> {
    let mut patches: Vec<Patch> = slips.iter().flat_map(|slip| slip.patches(text)).collect();
    patches.sort_by_key(|patch| patch.bytes.start);
    let mut out = String::with_capacity(text.len());
    let mut cursor = 0;
    for Patch { bytes, text: wanted } in patches {
        out.push_str(text.get(cursor..bytes.start)?);
        out.push_str(&wanted);
        cursor = bytes.end;
    }
    out.push_str(text.get(cursor..)?);
    Some(out)
}

/// A character that prints: its line, what it is part of, and the character itself.
type Letter = (usize, Option<(Kind, Construct)>, char);

/// Whether a text with slips fixed prints the same as before apart from the marks that are now
/// markup, and exactly the same in all other lines.
fn says_the_same(old: &str, new: &str, slips: &[&Slip]) -> bool {
    let changed = |line: usize| slips.iter().any(|slip| slip.lines.contains(&line));
    let marks: Vec<Range<usize>> =
        slips.iter().flat_map(|slip| &slip.marks).map(|mark| mark.bytes.clone()).collect();
    let is_mark = |byte: usize| marks.iter().any(|range| range.contains(&byte));
    // A picture with text next to it is not read as one, so its words are taken as they are
    // written.
    let pictures: Vec<Range<usize>> = slips
        .iter()
        .map(|slip| slip.bytes.clone())
        .filter(|bytes| old[bytes.start..].starts_with(['!', '\u{ff01}']))
        .collect();
    letters(old, &changed, &is_mark, &pictures) == letters(new, &changed, &|_| false, &[])
}

/// The characters that print in a body, in the order of the file, without spaces and without those
/// of marks; everything in `whole` prints. What they are part of counts only in lines that were not
/// changed.
fn letters(
    text: &str,
    changed: &dyn Fn(usize) -> bool,
    is_mark: &dyn Fn(usize) -> bool,
    whole: &[Range<usize>],
) -> Vec<Letter> {
    let lines = Lines::of(text);
    let prose::Body { passages, asides } = prose::body(text, body_start(text));
    let of = |passage: &Passage| {
        let chars = passage.text.char_indices();
        let places = chars.map(|(at, c)| (passage.bytes(at..at + c.len_utf8()).start, c));
        let part = (passage.kind, passage.construct);
        places.map(|(byte, c)| (byte, part, c)).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = passages.iter().chain(&asides).flat_map(of).collect();
    all.retain(|(byte, ..)| !whole.iter().any(|range| range.contains(byte)));
    for range in whole {
        let chars = text[range.clone()].char_indices();
        all.extend(chars.map(|(at, c)| (range.start + at, (Kind::Alt, Construct::Caption), c)));
    }
    all.retain(|(byte, _, c)| !c.is_whitespace() && *c != prose::MASK && !is_mark(*byte));
    all.sort_by_key(|(byte, ..)| *byte);
    all.into_iter()
        .map(|(byte, part, c)| {
            let line = lines.at(byte).0;
            (line, (!changed(line)).then_some(part), c)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(old: &str, new: &str) -> bool {
        let [old, new] = [old, new].map(|body| format!("---\ntitle: 甲\n---\n{body}\n"));
        let found = slips(&old);
        says_the_same(&old, &new, &found.iter().collect::<Vec<_>>())
    }

    #[test]
    fn only_marks_may_become_markup() {
        for (old, new) in [
            ("甲＊＊要紧＊＊乙", "甲**要紧**乙"),
            (
                "![碗]（images/a.jpg “图”）{credit=“何”}",
                "![碗](images/a.jpg \"图\"){credit=\"何\"}",
            ),
            ("[墟]{ruby=“xū”}", "[墟]{ruby=\"xū\"}"),
            (
                "![碗](images/a.jpg \"图\"){credit=“何”}",
                "![碗](images/a.jpg \"图\"){credit=\"何\"}",
            ),
            ("##标题\n\n文。", "## 标题\n\n文。"),
            ("：：： infobox 一\n甲。\n：：：", "::: infobox 一\n甲。\n:::"),
            ("｜甲｜乙｜\n｜－｜－｜\n｜1｜2｜", "|甲|乙|\n|-|-|\n|1|2|"),
            ("甲[^１]。\n\n[^1]：注。", "甲[^1]。\n\n[^1]:注。"),
        ] {
            assert!(holds(old, new), "{old}");
        }
        for (old, new) in [
            // A letter is lost, one is added, another line becomes a quotation too.
            ("甲＊＊要紧＊＊乙", "甲**要**乙"),
            ("甲＊＊要紧＊＊乙", "甲**要紧**乙丙"),
            ("＞ 甲\n乙", "> 甲\n乙"),
            // The asterisks still print.
            ("甲＊＊ 。＊＊乙", "甲** 。**乙"),
        ] {
            assert!(!holds(old, new), "{old}");
        }
    }
}
