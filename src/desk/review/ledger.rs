//! The ledger `review.yml`: a chain of entries, each sealed and holding the seal of the one
//! before, and the copies of the texts that were read.
//!
//! The file is only ever added to, byte for byte. Copies stand beside it in `review/`, each
//! named by its SHA-256, so that any tool can prove them. `review/head` holds the last seal,
//! so that entries taken off the end are missed too.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::contents::Folder;
use super::keys;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::{read_limited, write_whole};
use crate::manuscript::digest::{Content, leaves, sha256};
use crate::publication::{Entry, Ledger as Entries, Project, TEXT_LIMIT, document, read_text};

/// What a new ledger begins with.
const OPENING: &str = "# 审读记录，只由 neikan review 在末尾添加，不要手改。\n";

/// The seal before the first entry.
pub const NONE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A ledger that was read.
#[derive(Debug)]
pub struct Ledger {
    /// Its file, relative to the project.
    pub file: String,
    /// Its entries.
    pub entries: Vec<Entry>,
    path: PathBuf,
    text: String,
    lines: Vec<usize>,
}

impl Ledger {
    /// Reads the ledger of a folder and holds it against its own seals.
    ///
    /// Gives nothing when it is no ledger at all; one that was tampered with is given, with a
    /// finding for each break.
    pub fn read(project: &Project, folder: &Folder, findings: &mut Findings) -> Option<Self> {
        let path = folder.root.join("review.yml");
        let file = project.show(&path);
        let mut ledger = Self {
            file: file.clone(),
            entries: Vec::new(),
            path,
            text: String::new(),
            lines: Vec::new(),
        };
        if ledger.path.exists() {
            let text = read_text(&ledger.path, &file, findings)?.text;
            let bare = text.lines().all(|line| line.is_empty() || line.starts_with('#'));
            if !bare {
                let read = document::read::<Entries>(&text, &file, 0, findings)?;
                ledger.entries = read.value.0;
                ledger.lines = (0..ledger.entries.len())
                    .map(|at| read.places.value(&format!("/{at}")).line)
                    .collect();
            }
            ledger.text = text;
        }
        ledger.prove(findings);
        keys::prove(project, &ledger, findings);
        Some(ledger)
    }

    /// Where an entry stands.
    pub fn place(&self, at: usize) -> Place {
        self.lines
            .get(at)
            .map_or_else(|| Place::file(&self.file), |&line| Place::line(&self.file, line))
    }

    /// The seal of the last entry.
    pub fn seal(&self) -> &str {
        self.entries.last().map_or(NONE, |entry| entry.seal.as_str())
    }

    /// The copy of a text that was read, if it is there and is what it was.
    pub fn copy(&self, sum: &str) -> Option<String> {
        let bytes = read_limited(&self.copies().join(format!("{sum}.txt")), TEXT_LIMIT).ok()??;
        let text = String::from_utf8(bytes).ok()?;
        (sha256(text.as_bytes()) == sum).then_some(text)
    }

    /// The files that prove the ledger: itself, the copies, time stamps, the last seal.
    pub fn files(&self, project: &Project) -> Vec<String> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let mut sums: Vec<&str> = self.entries.iter().map(|entry| entry.content.as_str()).collect();
        sums.sort_unstable();
        sums.dedup();
        let copies = sums.iter().map(|sum| self.copies().join(format!("{sum}.txt")));
        let stamps = self.entries.iter().map(|e| self.copies().join(format!("{}.tsr", e.seal)));
        let stamps = stamps.filter(|path| path.is_file());
        let all = copies.chain(stamps).chain([self.path.clone(), self.head()]);
        all.map(|path| project.show(&path)).collect()
    }

    /// Adds entries to the file: first the copies, then the entries, then the last seal.
    ///
    /// # Errors
    /// The finding `ledger-busy` when somebody else wrote into it since it was read;
    /// [`Failure::Machine`]; what was there stays whole.
    pub fn append(&mut self, entries: &[Entry], contents: &[&Content]) -> Result<(), Failure> {
        for content in contents {
            let path = self.copies().join(format!("{}.txt", content.sha256));
            if self.copy(&content.sha256).is_none() {
                write_whole(&path, content.text.as_bytes())?;
            }
        }
        if std::fs::read_to_string(&self.path).unwrap_or_default() != self.text {
            return Err(Finding::stop("ledger-busy").at(Place::file(&self.file)).into());
        }
        // So that a crash between ledger and seal does not look like entries taken away.
        if !self.head().exists() {
            write_whole(&self.head(), format!("{NONE}\n").as_bytes())?;
        }
        let mut text = if self.text.is_empty() { OPENING.to_owned() } else { self.text.clone() };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let added = serde_yaml::to_string(entries)
            .map_err(|error| Failure::machine(&self.path, std::io::Error::other(error)))?;
        text.push_str(&added);
        write_whole(&self.path, text.as_bytes())?;
        self.text = text;
        self.entries.extend_from_slice(entries);
        write_whole(&self.head(), format!("{}\n", self.seal()).as_bytes())
    }

    /// The folder beside the ledger that holds the copies of what was read, and time stamps.
    pub fn copies(&self) -> PathBuf {
        self.path.parent().unwrap_or(Path::new(".")).join("review")
    }

    fn head(&self) -> PathBuf {
        self.copies().join("head")
    }

    /// Adds a finding for every entry that is not what was signed.
    fn prove(&self, findings: &mut Findings) {
        let mut before = NONE;
        for (at, entry) in self.entries.iter().enumerate() {
            let fault = |rule| Finding::stop(rule).at(self.place(at)).with("entry", at + 1);
            if entry.before != before {
                findings.push(fault("ledger-chain"));
            }
            if entry.seal != seal(entry) {
                findings.push(fault("ledger-seal"));
            }
            if !came_from_the_inbox(entry) {
                findings.push(fault("ledger-origin"));
            }
            if self.copy(&entry.content).is_none() {
                let path = format!("review/{}.txt", entry.content);
                findings.push(fault("ledger-copy").with("path", path));
            }
            before = &entry.seal;
        }
        let head = std::fs::read_to_string(self.head()).unwrap_or_default();
        let head = head.trim();
        let known = head == NONE || self.entries.iter().any(|entry| entry.seal == head);
        let unbegun = head.is_empty() && self.entries.is_empty();
        if !known && !unbegun {
            findings.push(Finding::stop("ledger-short").at(Place::file(&self.file)));
        }
    }
}

/// The seal of an entry: the SHA-256 of all its other values.
pub fn seal(entry: &Entry) -> String {
    let mut value = json!(entry);
    if let Some(map) = value.as_object_mut() {
        map.remove("seal");
        map.remove("signature");
    }
    sha256(leaves("review 1", &value).as_bytes())
}

/// Seals entries one after the other, so that each holds the seal of the one before.
pub fn chain(mut before: String, entries: &mut [Entry]) {
    for entry in entries {
        entry.before = before;
        entry.seal = seal(entry);
        before = entry.seal.clone();
    }
}

/// Whether an entry has the seal that it says it had in the inbox, if it says so.
fn came_from_the_inbox(entry: &Entry) -> bool {
    let Some(origin) = &entry.origin else { return true };
    let there = Entry { origin: None, before: origin.before.clone(), ..entry.clone() };
    seal(&there) == origin.seal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::{Stage, Verdict};

    #[test]
    fn two_who_write_at_once_do_not_lose_an_entry() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("issues/inbox")).unwrap();
        std::fs::write(root.path().join("issues/publication.yml"), "").unwrap();
        let project = Project::find(root.path()).unwrap();
        let folder = Folder::inbox(&project);
        let read = || Ledger::read(&project, &folder, &mut Findings::default()).unwrap();
        let content = Content::new("文".to_owned());
        let sign = |ledger: &mut Ledger, by: &str| {
            let mut entries = [Entry {
                stage: Stage::First,
                article: Some("a".to_owned()),
                by: by.to_owned(),
                delegate: false,
                verdict: Verdict::Pass,
                note: Some("12: \u{201c}x\u{201d}\n# 二".to_owned()),
                date: "2026-01-02".parse().unwrap(),
                content: content.sha256.clone(),
                house: None,
                target: None,
                key: None,
                origin: None,
                before: String::new(),
                seal: String::new(),
                signature: None,
            }];
            chain(ledger.seal().to_owned(), &mut entries);
            ledger.append(&entries, &[&content])
        };
        let (mut one, mut two) = (read(), read());
        sign(&mut one, "甲").unwrap();
        assert!(matches!(sign(&mut two, "乙"), Err(Failure::Stopped(_))));
        sign(&mut one, "丙").unwrap();
        let mut findings = Findings::default();
        let ledger = Ledger::read(&project, &folder, &mut findings).unwrap();
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(ledger.entries, one.entries);
    }
}
