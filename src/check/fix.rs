//! Putting right what can be put right without asking: line ends, and what safe rules found.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::Edit;
use crate::diagnostic::Failure;
use crate::fs::{read_limited, write_whole};
use crate::publication::{Project, TEXT_LIMIT, plain_lines};

/// A file that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file, relative to the project.
    pub file: String,
    /// What changed, as a unified diff; empty when only line ends and marks did.
    pub diff: String,
}

/// Takes byte order marks and carriage returns out of an issue's texts.
///
/// # Errors
/// [`Failure::Machine`] when a file cannot be read or written.
pub fn line_ends(project: &Project, issue: &str) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    for path in texts(project, issue) {
        let Some(text) = text(&path)? else { continue };
        let clean = plain_lines(&text);
        if clean != text {
            write_whole(&path, clean.as_bytes())?;
            changes.push(Change { file: project.show(&path), diff: String::new() });
        }
    }
    Ok(changes)
}

/// Makes the changes that rules propose, each file whole.
///
/// # Errors
/// [`Failure::Machine`] when a file cannot be read or written.
pub fn edits(project: &Project, edits: &[Edit]) -> Result<Vec<Change>, Failure> {
    let mut by_file: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    edits.iter().for_each(|edit| by_file.entry(&edit.file).or_default().push(edit));
    let mut changes = Vec::new();
    for (file, edits) in by_file {
        let path = project.root().join(file);
        let Some(old) = text(&path)? else { continue };
        let new = apply(&old, edits);
        if new != old {
            write_whole(&path, new.as_bytes())?;
            changes.push(Change { file: file.to_owned(), diff: diff(file, &old, &new) });
        }
    }
    Ok(changes)
}

/// A text with changes made; of two that overlap, the first is made.
fn apply(text: &str, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| (edit.bytes.start, edit.bytes.end));
    let mut out = String::with_capacity(text.len());
    let mut cursor = 0;
    for edit in edits {
        let Some(before) = text.get(cursor..edit.bytes.start) else { continue };
        out.push_str(before);
        out.push_str(&edit.text);
        cursor = edit.bytes.end;
    }
    out.push_str(text.get(cursor..).unwrap_or_default());
    out
}

fn diff(file: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new).unified_diff().context_radius(0).header(file, file).to_string()
}

fn text(path: &Path) -> Result<Option<String>, Failure> {
    let bytes = read_limited(path, TEXT_LIMIT).map_err(|reason| Failure::machine(path, reason))?;
    Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// The text files of an issue; links are left alone.
fn texts(project: &Project, issue: &str) -> Vec<PathBuf> {
    let folder = project.issue(issue);
    let plain = |path: &Path| path.symlink_metadata().is_ok_and(|meta| meta.is_file());
    let names = project.article_names(issue);
    let articles = names.iter().map(|name| folder.join("articles").join(format!("{name}.md")));
    let heads = [project.issues().join("publication.yml"), folder.join("issue.yml")];
    heads.into_iter().chain(articles).filter(|path| plain(path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_overlapping_changes_the_first_is_made() {
        let edit = |bytes: std::ops::Range<usize>, text: &str| Edit {
            file: String::new(),
            bytes,
            text: text.to_owned(),
        };
        let edits = [edit(3..5, "X"), edit(0..1, "Y"), edit(4..6, "Z")];
        assert_eq!(apply("abcdefg", edits.iter().collect()), "YbcXfg");
    }
}
